"""A store somewhere else: patience with what passes, and a clear sentence for every way in which it can fail."""

from __future__ import annotations

import json
import socket

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

import dgkg
from dgkg.errors import DataError, EndpointError, QueryError, UsageError
from dgkg.statement import Statement
from dgkg.store.endpoint import EndpointStore
from dgkg.store.patterns import patterns_of
from dgkg.store.wire import Patience, Wire
from tests.doors import assert_complains
from tests.doors import dgkg as run
from tests.servers import free_port, reply, scripted, torn, trickling

QUICK = Patience(seconds=2, tries=3, longest_pause=0.05)
YES = reply('{"head": {}, "boolean": true}')
SELECT = "SELECT ?a WHERE { ?a ?b ?c }"


def table(*rows: dict, variables=("a",)):
    return reply(json.dumps({"head": {"vars": variables}, "results": {"bindings": rows}}))


def ask(*answers, sparql=SELECT, patience=QUICK):
    """What an endpoint answers that is in order when it is opened, and what it was asked."""
    with scripted(YES, YES, *answers) as (address, asked):
        store = EndpointStore(address, patience=patience)
        try:
            return store.query(sparql), asked[2:]
        finally:
            store.close()


def test_a_literal_comes_back_as_the_embedded_engine_keeps_it():
    given = [("1.50", XSD.decimal), ("7", XSD.int), ("1", XSD.boolean), ("2023", XSD.gYear)]
    rows = [{"a": {"type": "typed-literal", "value": v, "datatype": str(t)}} for v, t in given]
    found, _ = ask(table(*rows, {"a": {"type": "literal", "value": "东莞", "xml:lang": "zh-CN"}}, {}))
    told = [
        Literal("1.5", datatype=XSD.decimal),
        Literal("7", datatype=XSD.integer),
        Literal("true", datatype=XSD.boolean),
        Literal("2023", datatype=XSD.gYear, normalize=False),
        Literal("东莞", lang="zh-cn"),
        None,
    ]
    assert [row[0] for row in found.rows] == told
    assert [str(row[0]) for row in found.rows] == [str(term) for term in told]


def test_construct_gives_statements():
    found, _ = ask(
        reply("<urn:a> <urn:b> <urn:c> .\n", kind="application/n-triples; charset=utf-8"),
        sparql="CONSTRUCT WHERE { ?a ?b ?c }",
    )
    assert found == [Statement(URIRef("urn:a"), URIRef("urn:b"), URIRef("urn:c"))]


def test_a_short_query_is_asked_by_get_and_a_long_one_by_post():
    assert ask(table())[1][0].startswith("GET /sparql?query=SELECT")
    assert ask(table(), sparql=SELECT + "#" * 3000)[1][0].startswith("POST /sparql query=SELECT")


def test_the_default_graph_is_made_the_union_of_all_where_the_server_can_do_it_when_asked():
    no = reply('{"head": {}, "boolean": false}')
    with scripted(YES, no, YES, YES, table()) as (address, asked):
        store = EndpointStore(address)
        store.query(SELECT)
        store.close()
    assert "union-default-graph=true" in asked[-1]


def test_a_server_whose_default_graph_hides_the_sentences_is_refused_with_what_to_set():
    no = reply('{"head": {}, "boolean": false}')
    with scripted(YES, no, YES, no) as (address, _), pytest.raises(EndpointError, match=r"docs/stores\.md"):
        EndpointStore(address)


@pytest.mark.parametrize(
    "passing",
    [reply("busy", 503), reply("busy", 429, Retry_After="0"), torn('{"head"'), reply("gateway", 502)],
    ids=["busy", "too many", "torn", "gateway"],
)
def test_what_passes_is_asked_again(passing):
    found, asked = ask(passing, passing, table())
    assert len(found) == 0
    assert len(asked) == 3


def test_a_server_is_left_alone_as_long_as_it_asks_to_be_and_no_longer_than_we_bear():
    slept: list[float] = []
    with scripted(reply("", 503, Retry_After="3"), reply("", 503, Retry_After="9999")) as (address, asked):
        wire = Wire(address, patience=Patience(tries=5, longest_pause=10), sleep=slept.append)
        with pytest.raises(EndpointError, match="9999 s") as caught:
            wire.send("GET")
        wire.close()
    assert slept == [3.0]
    assert len(asked) == 2
    assert caught.value.status == 503


@pytest.mark.parametrize(
    ("answer", "zh", "en"),
    [
        (reply("busy", 503), "暂时无法服务（503）", "cannot serve now (503)"),
        (torn('{"head"'), "中途断开（试了 3 次）", "broke off (3 tries)"),
        (reply("<html>hello", kind="text/html"), "回答不是", "answers with text/html"),
        (reply('{"head": {"vars": ["a"]}, "results": {"bindings": [{"a"'), "回答不是", "or the answer is torn"),
        (reply("gone", 404), "不是 SPARQL 端点（404）", "is no SPARQL endpoint (404)"),
        (reply("who", 401), "拒绝访问", "refuses access: give a user and password"),
        (reply("{}", X_SPARQL_MaxRows="10000"), "只返回前 10000 行", "only the first 10000 rows"),
        (reply("{}", X_SQL_State="S1TAT"), "只返回一部分结果", "gives only a part"),
    ],
    ids=["busy", "torn", "a page", "half a table", "not found", "locked", "cut off", "part of it"],
)
def test_what_does_not_pass_is_a_sentence_in_both_languages_and_never_part_of_an_answer(answer, zh, en):
    with pytest.raises(EndpointError) as caught:
        ask(answer)
    assert zh in caught.value.zh
    assert en in caught.value.en


def test_a_dead_server_is_named():
    with pytest.raises(EndpointError, match="Check that it runs"):
        EndpointStore(f"http://127.0.0.1:{free_port()}/sparql", patience=QUICK)


def test_a_server_that_says_nothing_is_given_up_after_the_time_allowed():
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(EndpointError, match=r"within 0\.2 s"):
        EndpointStore(f"http://127.0.0.1:{silent.getsockname()[1]}/sparql", patience=Patience(seconds=0.2))


def test_a_server_that_trickles_is_given_up_after_the_time_allowed():
    with pytest.raises(EndpointError, match=r"within 0\.3 s"):
        ask(trickling(5), patience=Patience(seconds=0.3))


def test_a_query_that_is_refused_gets_its_line_and_column():
    with pytest.raises(QueryError) as caught:
        ask(reply("bad", 400), sparql="SELECT *\nWHERE { ?a ?b }")
    assert caught.value.line == 2


def test_a_query_that_the_engine_cannot_run_carries_what_it_says():
    with pytest.raises(QueryError, match="Stack Overflow in cost model"):
        ask(reply("Stack Overflow in cost model", 500))


@pytest.mark.parametrize(
    "sparql", ["INSERT DATA { <urn:a> <urn:b> 1 }", "#SELECT\nCLEAR ALL", "PREFIX select: <urn:a>"]
)
def test_nothing_but_a_query_is_ever_sent(sparql):
    with scripted(YES, YES, YES) as (address, asked):
        store = EndpointStore(address)
        with pytest.raises(QueryError):
            store.query(sparql)
        store.close()
    assert len(asked) == 2


@pytest.mark.parametrize("address", ["https://", "ftp://example.org/sparql", "http://[::1/sparql"])
def test_what_is_no_address_is_a_usage_error(address):
    with pytest.raises(UsageError, match="no address of a SPARQL endpoint"):
        EndpointStore(address)


def test_a_foreign_graph_is_told_from_ours():
    no = reply('{"head": {}, "boolean": false}')
    count = table({"a": {"type": "literal", "value": "5", "datatype": str(XSD.integer)}})
    with scripted(YES, YES, no, no, count) as (address, _), pytest.raises(DataError, match="none of its 5 statements"):
        dgkg.load(address)


def test_the_command_line_names_a_dead_endpoint_and_leaves_with_3():
    result = run("find", "松山湖", graph=f"http://127.0.0.1:{free_port()}/sparql")
    assert_complains(result, 3, "无法连接", "Cannot reach")


def test_a_command_on_files_refuses_an_endpoint():
    assert_complains(run("fmt", graph="http://127.0.0.1:1/sparql"), 2, "是端点", "is an endpoint")


@pytest.mark.parametrize(
    ("where", "is_plain"),
    [
        ("?a <urn:p> ?b . GRAPH ?g { ?b <urn:q> 1 } VALUES ?a { <urn:a> } FILTER(?b > 1)", True),
        ("?a <urn:p>/<urn:q>* ?b", False),
        ("?a <urn:p> ?b . GRAPH <urn:g> { ?b <urn:q> 1 }", False),
        ("?a <urn:p> ?b OPTIONAL { ?b <urn:q> 1 }", False),
        ("?a <urn:p> ?b FILTER NOT EXISTS { GRAPH ?g { ?b <urn:q> 1 } }", False),
        ("?a <urn:p> ?b FILTER NOT EXISTS { ?b <urn:p> ?c FILTER EXISTS { GRAPH ?g { ?c <urn:q> ?d } } }", False),
        ("?a <urn:p> ?b FILTER NOT EXISTS { ?b <urn:p>* ?c FILTER(EXISTS { ?c <urn:q> ?d } || ?c = ?a) }", False),
        ("{ ?a <urn:p> ?b } UNION { ?b <urn:q> 1 }", False),
    ],
)
def test_the_patterns_of_a_query_are_all_found(where, is_plain):
    found = patterns_of(f"SELECT * WHERE {{ {where} }}")
    assert found.is_plain is is_plain
    assert {str(predicate) for _, predicate, _ in found.triples} == {"urn:p", "urn:q"}
