"""The embedded store: every graph at once, the graph's name as citation, and errors with a place."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import URIRef

import dgkg
from dgkg.errors import DataError, QueryError
from dgkg.statement import Statement
from dgkg.store import EmbeddedStore, Table, open_store
from tests.conftest import PREFIXES, write_small_city

A, KNOWS, B = URIRef("urn:a"), URIRef("urn:knows"), URIRef("urn:b")
TOLD_TWICE = """
<urn:s1> { <urn:a> <urn:knows> <urn:b> }
<urn:s2> { <urn:a> <urn:knows> <urn:b> }
<urn:a> <urn:name> "甲"@zh , "A" .
"""


@pytest.fixture
def store() -> EmbeddedStore:
    return EmbeddedStore.from_text(TOLD_TWICE)


def test_a_simple_query_finds_a_fact_without_knowing_about_sentences(store):
    assert store.query("SELECT DISTINCT ?who WHERE { <urn:a> <urn:knows> ?who }") == Table(("who",), [(B,)])


def test_the_name_of_the_graph_is_the_citation(store):
    found = store.query("SELECT ?s WHERE { GRAPH ?s { <urn:a> <urn:knows> ?who } } ORDER BY ?s")
    assert found.rows == [(URIRef("urn:s1"),), (URIRef("urn:s2"),)]


def test_what_we_know_of_a_thing_joins_with_what_a_sentence_says_of_it(store):
    found = store.query('SELECT DISTINCT ?who { ?who <urn:name> "甲"@zh ; <urn:knows> ?other }')
    assert found.rows == [(A,)]


def test_an_unbound_variable_is_none(store):
    found = store.query("SELECT DISTINCT ?age ?who { <urn:a> <urn:knows> ?who OPTIONAL { ?who <urn:age> ?age } }")
    assert found.rows == [(None, B)]


def test_a_language_tag_survives_the_border_to_rdflib(store):
    found = store.query("SELECT ?name { <urn:a> <urn:name> ?name } ORDER BY LANG(?name)")
    assert [(str(row[0]), row[0].language) for row in found.rows] == [("A", None), ("甲", "zh")]


@pytest.mark.parametrize(("pattern", "answer"), [("<urn:a> ?p <urn:b>", True), ("<urn:b> ?p <urn:a>", False)])
def test_ask_answers_yes_or_no(store, pattern, answer):
    assert store.query(f"ASK {{ {pattern} }}") is answer


def test_construct_gives_statements(store):
    found = store.query("CONSTRUCT { ?b <urn:knownBy> ?a } WHERE { ?a <urn:knows> ?b }")
    assert found == [Statement(B, URIRef("urn:knownBy"), A)]


@pytest.mark.parametrize(
    ("sparql", "line", "column"),
    [
        ("SELECT * WHERE {\n  ?s ?p }", 2, 9),
        ("SELECT ?x WHERE { ?x dgo:makes ?y }", 1, 22),
        ("SELECT ?a\nWHERE { ?a ?b ?c . }\nORDER BY", 3, 9),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", 1, 1),
        ("", 1, 1),
    ],
    ids=["a triple cut short", "an unknown prefix", "an order by nothing", "an update", "nothing at all"],
)
def test_a_syntax_error_says_line_and_column_in_both_languages(store, sparql, line, column):
    with pytest.raises(QueryError) as caught:
        store.query(sparql)
    error = caught.value
    assert error.line == line
    # The parser stops at the token that it cannot take, or just behind it.
    assert column <= error.column <= column + 9
    assert f"第 {line} 行第 {error.column} 列" in error.zh
    assert f"line {line}, column {error.column}" in error.en
    assert error.query == sparql


def test_nothing_is_ever_written_through_the_store(store):
    before = len(store)
    with pytest.raises(QueryError):
        store.query("DELETE WHERE { ?s ?p ?o }")
    assert len(store) == before > 0


@pytest.mark.parametrize("suffix", [".ttl", ".trig"])
def test_a_broken_file_is_named_with_its_line(tmp_path, suffix):
    path = tmp_path / f"broken{suffix}"
    path.write_text('<urn:a> <urn:b> "甲" .\n<urn:a> <urn:b>\n  <urn:c> "too many" .\n', encoding="utf-8")
    with pytest.raises(DataError) as caught:
        EmbeddedStore.from_files([path])
    assert caught.value.path == path
    assert caught.value.line == 3
    assert f"{path} 第 3 行" in caught.value.zh
    assert f"{path}, line 3" in caught.value.en


def test_a_file_that_is_no_utf_8_is_named(tmp_path):
    path = tmp_path / "gbk.ttl"
    path.write_bytes('<urn:a> <urn:b> "东莞" .'.encode("gbk"))
    with pytest.raises(DataError) as caught:
        EmbeddedStore.from_files([path])
    assert str(path) in caught.value.zh
    assert str(path) in caught.value.en


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"gone\.ttl"):
        EmbeddedStore.from_files([tmp_path / "gone.ttl"])


def test_a_broken_statement_in_a_record_stops_the_loading_with_file_and_line(tmp_path):
    folder = write_small_city(tmp_path / "city", statements="r:1.1-p1-s1 {\n  id:binjiang dgo:makes\n}\n")
    with pytest.raises(DataError) as caught:
        dgkg.load(folder)
    assert caught.value.path == folder / "graph" / "binjiang-2024" / "1.trig"
    # The brace that ends the statement too early stands in the third line behind the prefixes.
    assert caught.value.line == PREFIXES.count("\n") + 3


def test_a_record_opens_as_one_store_of_all_its_files(small_city):
    store = open_store(small_city.record)
    found = store.query(
        "PREFIX dgo: <https://w3id.org/dgkg/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
        'SELECT DISTINCT ?name { ?firm a dgo:Company ; dgo:locatedIn ?place ; skos:prefLabel ?name FILTER(LANG(?name) = "en") }'
        "ORDER BY ?name"
    )
    assert [str(row[0]) for row in found.rows] == ["Jia Electronics", "Yi Software"]


def test_a_closed_store_holds_nothing(tmp_path: Path):
    store = EmbeddedStore.from_text(TOLD_TWICE)
    store.close()
    assert len(store) == 0
