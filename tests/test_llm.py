"""A model may advise: what holds is told in our words; lies, junk, silence and attacks leave the graph's own answer."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import dgkg as dgkg_module
from dgkg.errors import UsageError
from dgkg.grounding import bare_clauses, stray_numbers
from dgkg.llm import Advised, Model
from tests.conftest import write_small_city
from tests.doors import assert_complains, dgkg

# Neither is understood by the small city's own words, so that the model is asked.
QUESTION = "Qq zzyzx?"
FIRMS = "SELECT ?firm ?sentence WHERE { GRAPH ?sentence { ?firm dgo:locatedIn id:jiangwan-park } } ORDER BY ?firm"
OUTPUT = "SELECT ?text ?sentence WHERE { GRAPH ?sentence { id:obs-jia-output dgo:valueText ?text } }"


def said(sparql, reading="firms in the park"):
    """What a model says, in the form that was asked for."""
    return json.dumps({"reading": reading, "sparql": sparql})


def wrapped(content):
    """The same as an OpenAI-compatible server sends it."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


@contextmanager
def stub(body, *, status=200, headers=()):
    """A server on loopback that says one thing; gives its address and what it was asked."""
    heard = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append(
                (self.path, dict(self.headers), json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            )
            # Who asked may have gone.
            with suppress(OSError):
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_):
            pass

        def do_GET(self):
            heard.append((self.path, dict(self.headers), None))

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        # Ended means answered: no thread of a test outlives it.
        server.daemon_threads = False
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1", heard
        finally:
            server.shutdown()
            thread.join(10)


@pytest.fixture(scope="module")
def small_city(tmp_path_factory):
    """The small city, once: each has workers of its own for what others wrote."""
    city = dgkg_module.load(write_small_city(tmp_path_factory.mktemp("advised") / "city"))
    yield city
    city.guard.close()


@pytest.fixture(autouse=True)
def direct(monkeypatch):
    """No proxy of the environment may come between."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def ask(kg, body, question=QUESTION, seconds=5.0, **how):
    """The answer with a stub's advice, and why the advice was not taken."""
    with stub(body, **how) as (url, _):
        advised = Advised(kg, Model(url, seconds=seconds))
        return advised.ask(question, "en"), advised.discarded


def test_a_query_that_holds_is_told_in_our_words_with_its_sentence(small_city):
    answer, discarded = ask(small_city, wrapped(said(FIRMS)))
    assert discarded is None
    assert "Jia Electronics" in answer.text
    assert "[1.1-p1-s2]" in answer.text
    assert answer.reading == "A model read this as: firms in the park"
    assert answer.is_answer
    assert [c.passage.id for c in answer.citations] == ["1.1-p1-s2"]
    assert stray_numbers(answer.text, answer.solutions) == bare_clauses(answer.text, {"1.1-p1-s2"}) == []


def test_a_figure_keeps_its_unit_though_the_model_asked_for_a_text_only(small_city):
    answer, _ = ask(small_city, wrapped(f"Sure!\n```json\n{said(OUTPUT, 'output of the firm')}\n```"))
    assert "CNY 1.25 bn" in answer.text


def test_a_plan_is_told_as_a_plan(small_city):
    query = "SELECT ?plan ?sentence WHERE { GRAPH ?sentence { ?plan a dgo:Recommendation } }"
    answer, _ = ask(small_city, wrapped(said(query, "what is built")))
    assert "recommend" in answer.text.lower() or "propos" in answer.text.lower()


def test_a_column_s_name_says_nothing(small_city):
    query = FIRMS.replace("?firm", "?bankrupt")
    answer, _ = ask(small_city, wrapped(said(query)))
    assert "Jia Electronics" in answer.text
    assert "bankrupt" not in answer.text


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("I do not know.", "no usable answer"),
        ("{" * 5000, "no usable answer"),
        ('{"reading": 1, "sparql": []}', "no usable answer"),
        (said("", "nothing"), "no SELECT"),
        (said("x" * 9000), "no usable answer"),
        (said("SELECT"), "cannot run"),
        (said("ASK { ?s ?p ?o }"), "no SELECT"),
        (said("INSERT DATA { <x:a> <x:b> <x:c> }"), "no SELECT"),
        (said("DROP ALL"), "no SELECT"),
        (said("SELECT ?sentence { SERVICE <http://127.0.0.1:9/> { ?sentence ?p ?o } }"), "cannot run"),
        (said("SELECT ?sentence FROM <http://127.0.0.1:9/> { ?sentence ?p ?o }"), "cannot run"),
        (said("SELECT ?x ?sentence { GRAPH ?sentence { ?x dgo:isRichest ?y } }"), "not in the schema: dgo:isRichest"),
        (said("SELECT ?x ?sentence { GRAPH ?sentence { ?x dgo:locatedIn id:atlantis } }"), "finds nothing"),
        (said("SELECT ?x { GRAPH ?sentence { ?x dgo:locatedIn ?y } }"), "does not stand"),
        (said(FIRMS.replace("} }", "} BIND(99 AS ?n) }").replace("?firm ", "?firm ?n ", 1)), "does not stand"),
        (said(FIRMS.replace("} }", '} BIND("leads the world" AS ?n) }').replace("?firm ", "?firm ?n ", 1)), "does not stand"),
        (said("SELECT ?x ?sentence { VALUES (?x ?sentence) { (id:yi-software <https://w3id.org/dgkg/source/binjiang-2024/1.1-p1-s2>) } }"), "does not stand"),
        (said("SELECT ?x ?sentence { BIND(<https://w3id.org/x> AS ?sentence) GRAPH ?g { ?x dgo:locatedIn ?y } }"), "does not stand"),
        (said(FIRMS, "the 4 firms in the park"), "made up numbers: 4"),
        (said(FIRMS, "long " * 100), "too long"),
    ],
)  # fmt: skip
def test_lies_junk_and_attacks_are_discarded_and_the_own_answer_stays(small_city, content, why):
    answer, discarded = ask(small_city, wrapped(content))
    assert answer.to_dict() == small_city.ask(QUESTION, "en").to_dict()
    assert why in discarded.en
    assert discarded.zh != discarded.en


@pytest.mark.parametrize(
    ("body", "how"),
    [
        (b"\xff\xfe not json", {}),
        (b"[]", {}),
        (b'{"choices": []}', {}),
        (b'{"choices": [{"message": {"content": null}}]}', {}),
        (b"x" * (2 << 20), {}),
        (b"", {"status": 500}),
        (b"", {"status": 302, "headers": [("Location", "/elsewhere")]}),
    ],
    ids=["bytes", "list", "no choices", "null", "too much", "500", "redirect"],
)
def test_a_server_that_fails_sends_elsewhere_or_is_late_leaves_the_own_answer(small_city, body, how):
    answer, discarded = ask(small_city, body, **how)
    assert answer.to_dict() == small_city.ask(QUESTION, "en").to_dict()
    assert "no usable answer" in discarded.en


def test_a_server_that_never_answers_leaves_the_own_answer_in_time(small_city):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        advised = Advised(small_city, Model(f"http://127.0.0.1:{silent.getsockname()[1]}/v1", seconds=0.3))
        assert advised.ask(QUESTION, "en").to_dict() == small_city.ask(QUESTION, "en").to_dict()
    assert "timed out" in advised.discarded.en


def test_nobody_there_leaves_the_own_answer(small_city):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    advised = Advised(small_city, Model(f"http://127.0.0.1:{port}/v1", seconds=2))
    assert advised.ask(QUESTION, "en").to_dict() == small_city.ask(QUESTION, "en").to_dict()
    assert advised.discarded is not None


def test_a_redirect_is_not_followed_so_the_key_goes_nowhere_else(small_city):
    with stub(b"", status=307, headers=[("Location", "/elsewhere")]) as (url, heard):
        Advised(small_city, Model(url, key="secret")).ask(QUESTION, "en")
    assert [path for path, _, _ in heard] == ["/v1/chat/completions"]


def test_the_model_is_told_the_schema_the_question_and_the_key_and_no_sentence_of_the_report(small_city):
    with stub(wrapped(said(FIRMS))) as (url, heard):
        Advised(small_city, Model(f"{url}/chat/completions", name="m-1", key="secret")).ask(QUESTION, "en")
    ((path, headers, body),) = heard
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret"
    assert body["model"] == "m-1"
    system, user = (message["content"] for message in body["messages"])
    assert "dgo:locatedIn" in system
    assert user.startswith(QUESTION)
    assert "年产值" not in system + user


def test_where_the_graph_answers_by_itself_the_model_is_not_asked(kg):
    with stub(wrapped(said(FIRMS))) as (url, heard):
        answer = Advised(kg, Model(url)).ask("What was Dongguan's telecom business volume in 2023?")
    assert answer.status == "answered"
    assert heard == []


@pytest.mark.parametrize("url", ["ftp://x/v1", "x", "", "http://", "file:///etc/passwd"])
def test_what_is_no_address_is_refused_in_both_languages(url):
    with pytest.raises(UsageError) as caught:
        Model(url)
    assert "模型的地址" in caught.value.zh
    assert "no address of a model" in caught.value.en


def test_the_command_says_why_the_advice_is_not_taken_and_answers_all_the_same(monkeypatch):
    monkeypatch.setenv("DGKG_LLM_KEY", "secret")
    with stub(wrapped("junk")) as (url, heard):
        result = dgkg("ask", QUESTION, "--llm", url)
    assert heard[0][1]["Authorization"] == "Bearer secret"
    assert "advice is not taken" in result.stderr
    assert "secret" not in result.stdout + result.stderr
    assert result.stdout.strip()


def test_the_command_refuses_a_wrong_address():
    assert_complains(dgkg("ask", QUESTION, "--llm", "nonsense"), 2, "不是模型的地址", "no address of a model")


def test_without_the_option_no_socket_is_opened(monkeypatch):
    def refuse(*_args, **_more):
        raise AssertionError("a socket was opened")

    monkeypatch.setenv("DGKG_LLM_KEY", "secret")
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    for question in (QUESTION, "What was Dongguan's telecom business volume in 2023?", "松山湖有哪些企业"):
        assert dgkg("ask", question).stdout.strip()
