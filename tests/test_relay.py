"""A store elsewhere behind our endpoint: the same answers, the same refusals, and nothing of what goes wrong there."""

from __future__ import annotations

import json
import sys
import time
from contextlib import ExitStack, closing, contextmanager
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

import dgkg
from dgkg.errors import LimitError, QueryError, RefusedError
from dgkg.guard import Limits, Request
from dgkg.guard.patterned import patterns_apart
from dgkg.guard.relay import Relay
from dgkg.guard.walls import has_walls
from dgkg.namespaces import PREFIXES
from dgkg.store import EmbeddedStore, read_result
from dgkg.store.endpoint import EndpointStore
from dgkg.store.patterns import patterns_of
from tests import servers
from tests.conftest import ROOT, write_small_city
from tests.exploring import explorer
from tests.servers import reply, scripted, torn, trickling
from tests.test_web_endpoint import FIRMS, ask, media_of

sys.path.insert(0, str(ROOT / "benchmarks"))
from hostility import disguises, trap

pytestmark = pytest.mark.skipif(not has_walls(), reason="this system cannot limit a process")

LIMITS = Limits(seconds=4.0, memory=256 << 20, rows=2000, answer=1 << 20)
YES = reply('{"head": {}, "boolean": true}')
NO = reply('{"head": {}, "boolean": false}')
TABLE = '{"head": {"vars": ["a"]}, "results": {"bindings": [%s]}}'
ROW = '{"a": {"type": "literal", "value": "x"}}'
SELECT = "SELECT ?a { ?a ?b ?c }"


@contextmanager
def ours(folder):
    """``dgkg serve`` over the small city."""
    with servers.own("--graph", str(write_small_city(folder / "city"))) as address:
        yield address


def pushed(start):
    @contextmanager
    def filled(folder):
        with start(folder / "server") as server:
            city = dgkg.load(write_small_city(folder / "city"))
            city.push(server.store, folder / "journal.json", user=server.user)
            yield server.query

    return filled


FAR = {"our own": ours, "Oxigraph's": pushed(servers.oxigraph), "Virtuoso": pushed(servers.virtuoso)}


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """The small city in this process, behind its own endpoint."""
    city = dgkg.load(write_small_city(tmp_path_factory.mktemp("here") / "city"))
    yield explorer(city)
    city.close()


@pytest.fixture(scope="module", params=FAR)
def there(request, tmp_path_factory):
    """The same city elsewhere, behind an endpoint of ours."""
    with ExitStack() as stack:
        address = stack.enter_context(FAR[request.param](tmp_path_factory.mktemp("there")))
        city = dgkg.load(address)
        stack.callback(city.close)
        runner = stack.enter_context(closing(Relay(city.store, Limits(rows=2000))))
        yield explorer(city, runner=runner)


LOCATED = "SELECT * { GRAPH ?sentence { ?firm dgo:locatedIn ?place } } ORDER BY ?sentence ?firm ?place"
SENTENCE = "https://w3id.org/dgkg/source/binjiang-2024/1.1-p1-s1"


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_solutions_are_those_of_the_graph_itself_in_every_form(here, there, form):
    one, other = (ask(client, LOCATED, format=form) for client in (here, there))
    assert (other.status_code, media_of(other)) == (200, media_of(one))
    assert other.content == one.content
    assert other.text.count("binjiang") > 2


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { ?firm dgo:locatedIn id:jiangwan-park }",
        "ASK { ?firm dgo:locatedIn id:nowhere }",
        "SELECT ?l { id:jia-electronics skos:prefLabel ?l FILTER(LANG(?l) = 'zh') }",
        "SELECT ?firm ?more { ?firm dgo:locatedIn id:binjiang OPTIONAL { ?firm dgo:activeIn ?more } } ORDER BY ?firm",
        f"SELECT (COUNT(*) AS ?n) FROM <{SENTENCE}> {{ ?a ?b ?c }}",
        f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{SENTENCE}> {{ ?a dgo:locatedIn ?c }} }}",
        "BASE <https://w3id.org/dgkg/> SELECT ?p { <id/jia-electronics> dgo:locatedIn ?p } ORDER BY ?p",
    ],
)
def test_a_query_means_the_same_wherever_the_graph_is(here, there, sparql):
    one, other = (ask(client, sparql, "text/csv") for client in (here, there))
    assert other.status_code == 200, other.text
    assert sorted(other.text.splitlines()) == sorted(one.text.splitlines())


def test_a_graph_and_a_dataset_of_the_request_go_there_and_back(here, there):
    construct = "CONSTRUCT WHERE { ?firm dgo:locatedIn ?place }"
    for asked in ({}, {"default-graph-uri": SENTENCE}):
        found = [
            {
                str(quad)
                for quad in ox.parse(ask(client, construct, "text/turtle", **asked).content, ox.RdfFormat.TURTLE)
            }
            for client in (here, there)
        ]
        assert found[0] == found[1] != set()


def test_the_service_describes_itself_and_gives_one_graph_and_a_page(there):
    told = there.get("/sparql", headers={"Accept": "text/turtle"})
    assert SENTENCE in told.text
    named = there.get("/graph-store", params={"graph": SENTENCE}, headers={"Accept": "application/n-triples"})
    assert named.text.count(" .\n") > 5
    assert there.get("/graph-store", params={"graph": "x:none"}, headers={"Accept": "*/*"}).status_code == 404
    page = there.post("/sparql", data={"query": LOCATED})
    assert page.status_code == 200
    assert 'class="cite"' in page.text


@pytest.mark.parametrize(
    ("sparql", "status", "told"),
    [
        ("SELECT *\nWHERE { ?s ?p }", 400, "line 2, column 16"),
        ("DROP ALL", 403, "Read only"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403, "SERVICE"),
        ("SELECT * FROM <http://127.0.0.1:9/x> { ?s ?p ?o }", 403, "no graph"),
        ("SELECT * FROM <x> { ?s ?p ?o }", 403, "no graph"),
        ('define get:soft "replace" SELECT * { ?s ?p ?o }', 400, "line 1"),
        ("SELECT (bif:http_get('http://127.0.0.1:9/') AS ?x) {}", 400, "bif"),
        ("SELECT (<bif:http_get>('http://127.0.0.1:9/') AS ?x) { ?s ?p ?o }", 422, "cannot be run"),
        ("SELECT ?x { VALUES ?x { " + "1 " * 2001 + "} }", 413, "rows"),
        ("ASK {" + "{" * 50 + "}" * 50 + "}", 413, "depth"),
    ],
)
def test_what_is_refused_here_is_refused_there_in_the_same_words(there, sparql, status, told):
    answer = there.post("/sparql", data={"query": sparql}, headers={"Accept": "*/*"})
    assert (answer.status_code, media_of(answer)) == (status, "text/plain"), answer.text
    assert told in answer.text
    assert answer.text.count("\n") == 1


def test_a_graph_that_the_request_names_must_be_there(there):
    answer = ask(there, "ASK { ?s ?p ?o }", **{"default-graph-uri": "http://127.0.0.1:9/x"})
    assert (answer.status_code, "no graph" in answer.text) == (403, True)


def sent(request):
    """The query in a request that a scripted server was sent."""
    method, path, *body = request.split(" ", 2)
    return parse_qs(urlsplit(path).query if method == "GET" else body[0])["query"]


# -- what goes wrong at the other end ----------------------------------------------------------


@contextmanager
def relay(*answers, limits=LIMITS):
    """The way to a server that answers so, and what it was asked besides what it is."""
    with scripted(YES, YES, *answers) as (address, asked):
        store = EndpointStore(address)
        with closing(Relay(store, limits)) as runner:
            yield runner, asked
        store.close()


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (reply("no", 503, Retry_After="9"), 503),
        (reply("Traceback (most recent call last)", 500), 422),
        (reply("secret", 401), 503),
        (reply("gone", 404), 503),
        (torn(TABLE), 503),
        (reply(TABLE[:40]), 503),
        (reply("{}", X_SPARQL_MaxRows="10"), 503),
        (reply("<html>hello", kind="text/html"), 503),
        (reply(TABLE % ",".join([ROW] * 3000)), 413),
        (reply(TABLE % ("x" * (1 << 20))), 413),
        (trickling(8), 503),
    ],
    ids=["busy", "failed", "locked", "gone", "torn", "half", "cut off", "a page", "rows", "bytes", "trickling"],
)
def test_an_answer_from_there_is_whole_or_none_and_nothing_of_there_is_told(kg, answer, status):
    with relay(answer) as (runner, _):
        client = explorer(kg, runner=runner)
        found = ask(client, SELECT)
    assert (found.status_code, media_of(found)) == (status, "text/plain"), found.text
    assert ("retry-after" in found.headers) == (status == 503)
    assert found.text.count("\n") == 1
    for word in ("Traceback", "secret", "127.0.0.1", "html"):
        assert word not in found.text


def test_a_store_that_takes_too_long_is_not_waited_for(kg):
    def asleep(handler):
        time.sleep(3)

    with relay(asleep, limits=Limits(seconds=0.5)) as (runner, _):
        with pytest.raises(LimitError) as stopped:
            runner.answer(Request(SELECT))
        assert stopped.value.limit == "seconds"


def test_a_store_that_is_gone_is_told_and_the_next_answer_is_had_when_it_is_back(tmp_path):
    city, port = dgkg.load(write_small_city(tmp_path / "city")), servers.free_port()
    with servers.oxigraph(tmp_path / "server", port=port) as far:
        city.push(far.store, tmp_path / "journal.json")
        store = EndpointStore(far.query)
    with closing(store), closing(Relay(store, LIMITS)) as runner:
        client = explorer(city, runner=runner)
        gone = ask(client, one := f"{SELECT} LIMIT 1")
        assert (gone.status_code, "retry-after" in gone.headers) == (503, True)
        with servers.oxigraph(tmp_path / "server", port=port):
            assert ask(client, one).status_code == 200


def test_a_query_goes_on_as_it_was_written_with_what_it_left_undeclared():
    with relay(reply(TABLE % ROW)) as (runner, asked):
        runner.answer(Request("SELECT * { ?z dgo:locatedIn ?a }", prefixes=tuple(PREFIXES.items()), base="http://h/"))
        assert len(asked) == 3
    assert sent(asked[2]) == [f"PREFIX dgo: <{PREFIXES['dgo']}> SELECT ?z ?a  {{ ?z dgo:locatedIn ?a }}"]


def test_what_is_refused_never_leaves():
    with relay(NO) as (runner, asked):
        for sparql in ("DROP ALL", "ASK {", "ASK { SERVICE <http://127.0.0.1:9/> {} }", "SELECT * FROM <x> {}"):
            with pytest.raises(QueryError):
                runner.answer(Request(sparql))
        with pytest.raises(RefusedError):
            runner.answer(Request("SELECT * FROM <http://127.0.0.1:9/x> { ?s ?p ?o }"))
        left = asked[2:]
    assert [request.split("?")[0] for request in left] == ["GET /sparql"]
    assert "ASK" in left[0]


def test_whatever_is_disguised_nothing_that_goes_on_calls_or_fetches():
    def nodes(node):
        if isinstance(node, dict):
            yield node
            for value in node.values():
                yield from nodes(value)
        elif isinstance(node, (list, tuple)):
            for value in node:
                yield from nodes(value)

    with trap() as (address, caught), relay(NO) as (runner, asked):
        for sparql in disguises(300, address):
            try:
                runner.answer(Request(sparql))
            except QueryError:
                continue
        went_on = {text for request in asked[2:] for text in sent(request)}
    assert caught == []
    assert went_on
    for text in went_on:
        algebra = translateQuery(parseQuery(text)).algebra
        assert not [n for n in nodes(algebra) if getattr(n, "name", "") == "ServiceGraphPattern"], text
        assert not algebra.get("datasetClause"), text


def test_one_client_has_one_query_on_its_way_and_others_do_not_wait_for_it():
    def slowly(handler):
        time.sleep(0.5)
        reply(TABLE % ROW)(handler)

    with relay(slowly) as (runner, _):
        runner.answer(Request(SELECT))
        first, second = (runner.submit(Request(SELECT), client="one") for _ in range(2))
        other = runner.submit(Request(SELECT), client="other")
        first.result()
        other.result()
        assert not second.done()
        assert second.result().body


def test_who_waits_when_it_is_closed_is_told():
    def slowly(handler):
        time.sleep(0.3)
        reply(TABLE % ROW)(handler)

    with relay(slowly) as (runner, _):
        first, second = (runner.submit(Request(SELECT), client="one") for _ in range(2))
        runner.close()
        with pytest.raises(QueryError):
            second.result(timeout=5)
        assert first.result(timeout=5).body


def test_a_killed_query_puts_its_client_into_the_slow_lane():
    with relay(trickling(9), limits=Limits(seconds=0.4)) as (runner, _):
        for _ in range(2):
            with pytest.raises(LimitError):
                runner.answer(Request(SELECT), client="evil")
        assert "evil" in runner._line._penalised


@pytest.mark.parametrize(
    "sparql", ["SELECT ?a { ?a <x:p> 1.50 . ?a <x:q> 'b'@en OPTIONAL { ?a <x:p>/<x:q> ?b } }", FIRMS]
)
def test_patterns_found_apart_are_those_found_here(sparql):
    text = f"PREFIX dgo: <{PREFIXES['dgo']}> PREFIX id: <{PREFIXES['id']}> {sparql}"
    assert patterns_apart(text, LIMITS) == patterns_of(text)


def test_a_text_that_keeps_the_parser_busy_is_given_up():
    with pytest.raises(LimitError):
        patterns_apart("SELECT * {" + "{" * 2000 + "}" * 2000 + "}", Limits(seconds=2.0, memory=64 << 20))


def test_a_guarded_query_of_the_library_s_user_is_answered_by_a_store_elsewhere(tmp_path):
    with ours(tmp_path) as address:
        city = dgkg.load(address)
        rows = city.sparql("SELECT ?firm { GRAPH ?s { ?firm dgo:locatedIn id:jiangwan-park } }", guarded=True)
        assert [str(row["firm"]).rpartition("/")[2] for row in rows] == ["jia-electronics"]
        with pytest.raises(RefusedError):
            city.sparql("ASK { SERVICE <http://127.0.0.1:9/> {} }", guarded=True)
        city.close()


def test_an_embedded_answer_and_one_from_there_read_as_the_same():
    row = '{"a": {"type": "literal", "value": "1.5", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"}}'
    with relay(reply(TABLE % row)) as (runner, _):
        answer = runner.answer(Request(SELECT))
    store = EmbeddedStore.from_text("<x:a> <x:b> 1.5 .", ".ttl")
    assert read_result(answer.kind, answer.body) == store.query("SELECT (?o AS ?a) { ?s ?p ?o }")
    assert json.loads(answer.body)["head"]["vars"] == ["a"]
