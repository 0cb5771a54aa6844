"""The graph for agents: the same eight tools over both transports, each result cited, plans told from facts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
from anyio.from_thread import start_blocking_portal
from mcp import Client, MCPError, StdioServerParameters, stdio_client

from tests.doors import command, dgkg

TOOLS = ["find", "show", "trace", "ask", "query", "series", "sparql", "diagram"]
HELLO = {
    "jsonrpc": "2.0", "id": 1, "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}
    },
}  # fmt: skip


@contextmanager
def over_http(*options):
    """A ``dgkg mcp --http`` process on a free port of loopback, ended by its own id; gives its address."""
    process = subprocess.Popen(
        command("--lang", "en", "mcp", "--http", "--port", "0", *options),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    try:
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


@contextmanager
def over_stdio():
    """How to start ``dgkg mcp``, as a client does."""
    program, *arguments = command("--lang", "en", "mcp", options=("-X", "utf8"))
    words = [w if isinstance(w, str) else w.decode() for w in (program, *arguments)]
    yield stdio_client(StdioServerParameters(command=words[0], args=words[1:], env=dict(os.environ)))


@pytest.fixture(scope="module", params=["stdio", "http"])
def client(request):
    """The SDK's own client at a real server, called from here."""

    class Agent:
        def __init__(self, portal, client):
            self.portal, self.client = portal, client

        def call(self, name, /, **arguments):
            return self.portal.call(self.client.call_tool, name, arguments)

        def data(self, name, /, **arguments):
            result = self.call(name, **arguments)
            assert not result.is_error, result.content
            return result.structured_content

        def refusal(self, name, /, **arguments):
            result = self.call(name, **arguments)
            assert result.is_error, result.content
            return result.content[0].text

        def read(self, uri):
            return self.portal.call(self.client.read_resource, uri).contents[0]

    transport = over_stdio() if request.param == "stdio" else over_http()
    with (
        transport as server,
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(server)) as connected,
    ):
        yield Agent(portal, connected)


def test_there_are_eight_tools_that_only_read_and_say_what_they_give(client):
    tools = client.portal.call(client.client.list_tools).tools
    assert [tool.name for tool in tools] == TOOLS
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert tool.annotations.destructive_hint is False
        assert {"status", "rows", "citations"} <= tool.output_schema["properties"].keys()
        assert len(tool.description) > 60


def test_a_thing_is_found_by_pinyin_in_the_language_of_the_server_or_of_the_call(client):
    assert client.data("find", text="songshanhu")["rows"][0] == {
        "id": "songshan-lake", "name": "Songshan Lake", "other_name": "松山湖", "type": "functional zone",
        "match": "pinyin",
    }  # fmt: skip
    assert client.data("find", text="songshanhu", lang="zh")["rows"][0]["name"] == "松山湖"
    assert client.data("find", text="qqqqqqqqqqqq")["status"] == "nothing"


def test_a_thing_is_shown_with_every_fact_cited(client):
    shown = client.data("show", name="利扬芯片")
    cited = {citation["id"] for citation in shown["citations"]}
    assert {row["passage"] for row in shown["rows"]} == cited
    assert shown["total"] == len(shown["rows"])


def test_what_is_only_filed_is_a_plan_and_what_is_under_way_is_not(client):
    rows = client.data("show", name="3.2.2-p1-s3")["rows"]
    plans = [row for row in rows if row["is_plan"]]
    assert any("Huawei" in row["text"] for row in plans)
    assert {row["status"] for row in plans} != {"stated"}
    assert any(not row["is_plan"] for row in rows)


def test_a_passage_is_shown_by_its_id_with_its_citation(client):
    shown = client.data("show", name="2.1.2-p1-s4")
    assert [citation["id"] for citation in shown["citations"]] == ["2.1.2-p1-s4"]
    assert any("Leadyo" in row["text"] for row in shown["rows"])


def test_an_industry_is_traced_and_two_things_are_joined_by_routes(client):
    traced = client.data("trace", name="半导体及集成电路")
    assert {"policy", "measure", "firm"} <= {row["hop"] for row in traced["rows"]}
    assert any(row["is_plan"] for row in traced["rows"])
    routes = client.data("trace", name="OPPO", to="华为")
    assert {row["is_plan"] for row in routes["rows"]} == {True, False}
    assert routes["citations"]


def test_a_question_is_answered_with_its_status_and_marks(client):
    answer = client.data("ask", question="What was Dongguan's telecom business volume in 2023?")
    assert answer["status"] == "answered"
    assert "CNY 19.75 bn" in answer["answer"]
    assert "[1.2-p3-s3]" in answer["answer"]
    assert "SELECT" in answer["sparql"]
    assert client.data("ask", question="")["status"] == "not_understood"


def test_the_library_is_listed_and_asked(client):
    listed = client.data("query")["rows"]
    assert len(listed) > 80
    assert all(row["question"] for row in listed)
    firms = client.data("query", name="firms-in-place", values={"place": "滨海湾新区"})
    assert {row["firm"] for row in firms["rows"]} == {"OPPO", "vivo"}
    assert not any(row["is_plan"] for row in firms["rows"])
    planned = client.data("query", name="only-planned")
    assert all(row["is_plan"] for row in planned["rows"])


def test_a_series_keeps_bounds_as_bounds_and_targets_as_plans(client):
    rows = client.data("series", indicator="营业收入")["rows"]
    bounds = [row for row in rows if row.get("lower") is not None or row.get("upper") is not None]
    assert bounds
    assert all(row["value"] is None for row in bounds)
    assert any(row["printed"] == "332.3亿元" and row["value"] == 33_230_000_000 for row in rows)
    assert any(row["kind"] == "rank" for row in rows)
    capacity = client.data("series", indicator="智能算力")["rows"]
    assert any(row["is_plan"] for row in capacity)


def test_sparql_runs_within_limits_and_says_how_many_rows_there_are(client):
    query = "SELECT ?thing ?sentence WHERE { GRAPH ?sentence { ?thing a dgo:Recommendation } }"
    found = client.data("sparql", query=query, most=3)
    assert len(found["rows"]) == 3 < found["total"]
    assert all(row["is_plan"] for row in found["rows"])
    assert f"of {found['total']} rows" in found["note"]
    assert client.data("sparql", query="SELECT ?x WHERE { ?x dgo:noSuchThing ?y }")["note"].endswith("dgo:noSuchThing")


def test_a_picture_comes_as_svg_beside_its_rows(client):
    result = client.call("diagram", recipe="policy-chain", values={"industry": "半导体及集成电路"})
    text, picture = result.content
    assert "1.1-p4-s2" in text.text
    assert picture.resource.mime_type == "image/svg+xml"
    assert picture.resource.text.lstrip().startswith("<svg")
    assert result.structured_content["citations"]


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("show", {"name": "无此事物"}, ["找不到", "No thing"]),
        ("show", {}, ["参数有误", "cannot take"]),
        ("find", {"text": "x", "most": 10_000}, ["参数有误", "cannot take"]),
        ("ask", {"question": "x" * 10_001}, ["参数有误", "cannot take"]),
        ("query", {"name": "firms-in-plac"}, ["找不到", "firms-in-place"]),
        ("query", {"name": "firms-in-place", "values": {"query": "x"}}, ["没有参数", "no parameter"]),
        ("query", {"tag": "nope"}, ["标签", "tag"]),
        ("series", {"indicator": "算力"}, ["找不到指标", "Did you mean: "]),
        ("series", {"indicator": "华为"}, ["需要", "is needed"]),
        ("sparql", {"query": "SELECT"}, ["语法错误", "syntax error"]),
        ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}, ["不允许", "refused"]),
        ("sparql", {"query": "INSERT DATA { <x:a> <x:b> <x:c> }"}, ["只读", "Read only"]),
        ("diagram", {"recipe": "policy-chain", "values": {"lang": "x"}}, ["需要", "takes"]),
        ("diagram", {"recipe": "nope"}, ["nope", "recipe"]),
        ("trace", {"name": "松山湖"}, ["只能追溯", "Only an industry"]),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_an_error_of_the_tool_in_both_languages(client, name, arguments, said):
    told = client.refusal(name, **arguments)
    for words in said:
        assert words in told
    assert "Traceback" not in told
    assert "failed inside" not in told


def test_an_unknown_tool_is_said_to_be_none(client):
    assert client.refusal("drop_everything") == "没有工具「drop_everything」。 / There is no tool “drop_everything”."


def test_the_schema_the_description_and_the_queries_can_be_read(client):
    schema = client.read("dgkg://schema").text
    assert "dgo:locatedIn · 位于" in schema
    assert "GRAPH ?sentence" in schema
    assert "void:triples" in client.read("dgkg://void").text
    assert "firms-in-place\t" in client.read("dgkg://queries").text
    assert "SELECT" in client.read("dgkg://queries/firms-in-place").text
    with pytest.raises(MCPError):
        client.read("dgkg://queries/nope")


def post(address, **headers):
    """What a page or program that is no client of ours would send."""
    sent = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream", **headers}
    request = urllib.request.Request(address, json.dumps(HELLO).encode(), sent)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_over_http_only_requests_to_its_own_name_from_no_foreign_page_are_answered():
    with over_http() as address:
        assert address.startswith("http://127.0.0.1:")
        assert address.endswith("/mcp")
        assert post(address) == 200
        assert post(address, Origin=address.removesuffix("/mcp")) == 200
        assert post(address, Host="evil.example") == 421
        assert post(address, Host="127.0.0.1.evil.example:80") == 421
        assert post(address, Origin="https://evil.example") == 403


def test_without_the_extra_the_command_says_what_to_install(monkeypatch):
    for name in [n for n in sys.modules if n.startswith("dgkg.mcp")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    monkeypatch.setitem(sys.modules, "mcp_types", None)
    result = dgkg("mcp")
    assert result.exit_code == 2
    assert "pip install 'dgkg[mcp]'" in result.stderr
