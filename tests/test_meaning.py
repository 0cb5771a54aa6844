"""Queries that the engine alone answers otherwise than SPARQL 1.1 says, by the guard and in this process."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from dgkg.guard import Limits, Request
from dgkg.guard.worker import answer
from dgkg.meaning import as_standard, with_empty_paths
from dgkg.store import EmbeddedStore

P = "PREFIX : <x:>\n"
DATA = """@prefix : <x:> .
:g1 { :a :p :b , :c . :b :p :c ; :says "eins" }
:g2 { :a :q :b }
:g3 { :d :p :e ; :says "zwei" , "drei" }
"""


@pytest.fixture(params=["worker", "here"])
def rows(request, tmp_path):
    """The rows of a query as sets of texts, by both ways to run one."""
    store = EmbeddedStore.from_text(DATA)

    def by_worker(sparql):
        found = json.loads(answer(store.engine, Request(P + sparql), Limits()).body)["results"]["bindings"]
        return sorted(tuple((name, term["value"]) for name, term in sorted(row.items())) for row in found)

    def here(sparql):
        table = store.query(P + sparql)
        named = (
            [(n, str(v)) for n, v in zip(table.variables, row, strict=True) if v is not None] for row in table.rows
        )
        return sorted(tuple(sorted(row)) for row in named)

    assert isinstance(tmp_path, Path)
    return by_worker if request.param == "worker" else here


def told(**columns):
    return tuple(
        sorted(
            (name, f"x:{value}" if len(value) < 3 and not value.isdigit() else value) for name, value in columns.items()
        )
    )


@pytest.mark.parametrize(
    ("counted", "numbers"),
    [
        ("COUNT(*)", "304"),
        ("COUNT ( * )", "304"),
        ("COUNT(?s) ", "304"),
        ("COUNT(DISTINCT ?s)", "201"),
    ],
)
def test_what_is_counted_in_a_graph_is_counted_for_each(rows, counted, numbers):
    sparql = f"SELECT ?g ?n {{ GRAPH ?g {{ SELECT ({counted} AS ?n) WHERE {{ ?s ?p ?o FILTER(?p != :q) }} }} }}"
    known = {"304": ("4", "0", "3"), "201": ("2", "0", "1")}[numbers]
    assert rows(sparql) == [told(g=f"g{place}", n=n) for place, n in enumerate(known, 1)]


def test_counts_within_a_count_and_beside_other_patterns(rows):
    assert rows("SELECT ?n { VALUES ?g { :g3 :g9 } GRAPH ?g { SELECT (COUNT(*) + 10 AS ?n) { ?s :says ?o } } }") == [
        told(n="12")
    ]
    assert rows("SELECT * { GRAPH ?g { SELECT (COUNT(*) AS ?n) {} } }") == [told(g=f"g{n}", n="1") for n in (1, 2, 3)]


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { GRAPH ?g { SELECT (SUM(?x) AS ?n) { ?s ?p ?x } } }",
        "SELECT * { GRAPH ?g { SELECT (COUNT(DISTINCT *) AS ?n) { ?s ?p ?x } } }",
        "SELECT * { GRAPH ?g { SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?x } GROUP BY ?s } }",
        "SELECT * { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s ?p ?g } } }",
        "SELECT * { GRAPH <x:g1> { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } }",
        "SELECT * { GRAPH ?g { ?s ?p ?x MINUS { ?s ?q 1 } } }",
        "SELECT * { GRAPH ?g { VALUES ?x { UNDEF } } }",
        "SELECT (BNODE() AS ?b) { ?s ?p ?x }",
        "SELECT (SAMPLE(BNODE(?x)) AS ?b) { ?s ?p ?x }",
        "SELECT ?x (BNODE(?x) AS ?b) { ?s ?p ?x } GROUP BY ?x",
        "# graph count minus undef bnode\nASK {}",
    ],
)
def test_what_is_right_already_or_is_no_matter_of_a_rewriting_stays_as_it_is(sparql):
    assert as_standard(sparql) == sparql


def test_a_table_that_leaves_the_graph_open_runs_over_all_graphs(rows):
    assert rows('SELECT ?g ?t { GRAPH ?g { VALUES (?g ?t) { (UNDEF "any") (:g2 "second") (:g9 "none") } } }') == sorted(
        [*(told(g=f"g{n}", t="any") for n in (1, 2, 3)), told(g="g2", t="second")]
    )


def test_minus_takes_away_nothing_where_no_variable_is_shared(rows):
    assert rows("SELECT ?g ?a { GRAPH ?g { ?a :p :c MINUS { ?b :p :c } } }") == [
        told(a="a", g="g1"),
        told(a="b", g="g1"),
    ]
    assert rows("SELECT ?g ?a { GRAPH ?g { ?a :p :c MINUS { ?a :says ?w } } }") == [told(a="a", g="g1")]
    assert rows("SELECT ?a { GRAPH ?g { ?a :p ?x . { ?a :p :c MINUS { ?b :p :c MINUS { ?y :q ?z } } } } }") == [
        told(a="a"),
        told(a="a"),
        told(a="b"),
    ]


def test_blank_nodes_of_a_text_are_the_same_in_a_solution_and_others_in_the_next(rows):
    found = rows(
        'SELECT ?s (BNODE("x") AS ?one) (BNODE("x") AS ?other) (BNODE("y") AS ?third) { ?s :says ?t } ORDER BY ?s'
    )
    assert len(found) == 3
    nodes = [dict(row) for row in found]
    assert all(row["one"] == row["other"] != row["third"] for row in nodes)
    assert len({row["one"] for row in nodes}) == len({row["third"] for row in nodes}) == 3


def test_a_path_that_may_be_empty_leads_from_an_unknown_term_to_itself(rows):
    for path in (":p*", ":p?", "^:p*", "(:p|:q)*", "(:p/:q)?", "a*"):
        assert rows(f"SELECT ?o {{ :nobody {path} ?o }}") == [(("o", "x:nobody"),)]
        assert rows(f"SELECT ?s {{ ?s {path} <x:nobody> . }}") == [(("s", "x:nobody"),)]
    assert rows("SELECT ?o { :nobody :p+ ?o }") == []
    assert rows("SELECT ?o ?w { :nobody :p* ?o . OPTIONAL { ?o :says ?w } }") == [(("o", "x:nobody"),)]


def test_a_path_from_what_is_known_is_left_to_the_engine():
    sparql = P + "SELECT ?o { :a :p* ?o }"
    assert with_empty_paths(sparql, lambda _: True) == sparql
    asked = []
    assert "VALUES ?o { :a }" in with_empty_paths(sparql, lambda ask: bool(asked.append(ask)))
    assert asked == [P + "ASK { { :a ?p ?o } UNION { ?s ?p :a } }"]
    for other in (
        "SELECT * { ?a ?b ?c }",
        "SELECT (COUNT(*) AS ?n) { ?a :p* ?b FILTER(?n * 2 > 1) }",
        "ASK { :a :p+ ?o }",
    ):
        assert with_empty_paths(P + other, lambda _: False) == P + other


def test_an_error_stands_where_it_does_in_the_text_as_it_was_written():
    store = ox.Store()
    sparql = "SELECT * {\n GRAPH ?g { VALUES ?g { UNDEF } }\n  BIND(1 AS )\n}"
    with pytest.raises(Exception, match="line 3"):
        answer(store, Request(sparql), Limits())
