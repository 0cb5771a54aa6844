"""Values of several kinds are put in an order that the engine can keep."""

from __future__ import annotations

import os

import pytest

from dgkg.guard import Limits
from dgkg.guard.alone import run_alone
from dgkg.guard.request import Request
from dgkg.ordering import with_total_order

MIXED = [
    "SELECT ?o { ?s ?p ?o } ORDER BY ?o",
    "SELECT DISTINCT ?s ?o { ?s ?p ?o } ORDER BY DESC(?o) LIMIT 10",
    "SELECT ?l { GRAPH ?g { ?s ?p ?l } } ORDER BY ?l",
    "SELECT ?s ?l { ?s ?p ?l FILTER ISLITERAL(?l) } ORDER BY ?l ?s",
]


@pytest.mark.parametrize("query", MIXED)
def test_numbers_and_texts_in_one_column_are_sorted_and_nothing_dies(kg, query):
    child = os.fork()
    if not child:
        # The engine ends its process where it cannot sort.
        try:
            os._exit(0 if len(kg.sparql(query)) else 1)
        finally:
            os._exit(2)
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.parametrize("query", MIXED)
def test_so_are_they_behind_the_guard(kg, query):
    assert run_alone(kg.store._store, Request(query, "json"), Limits()).body


def test_numbers_stand_in_order_whatever_their_datatype_and_behind_texts(kg):
    rows = '(1.5) ("b") (10) ("a") (2e0)'
    found = kg.sparql(f"SELECT ?v {{ VALUES (?v) {{ {rows} }} }} ORDER BY ?v")
    assert [float(v) if v.value != str(v) else str(v) for v in found.column("v")] == ["a", "b", 1.5, 2.0, 10.0]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s { ?s ?p 'ORDER BY ?s' }",
        "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s ORDER BY DESC(COUNT(*)) STR(?s) (?n + 1)",
        "SELECT ?order { ?order ?by ?o } LIMIT 3",
        "SELECT ?s { ?s ?p ?o } ORDER BY",
    ],
)
def test_what_orders_by_no_variable_is_left_as_it_is(query):
    assert with_total_order(query) == query


def test_every_condition_on_a_variable_is_made_total_and_the_others_stay():
    found = with_total_order("SELECT * { ?s ?p ?o } ORDER BY (?a + ?b) DESC(?o) STR(?p) ?s LIMIT 3")
    assert found.count("ISNUMERIC") == 2
    assert found.endswith("ASC(ISNUMERIC(?s)) ?s LIMIT 3")


def test_an_error_is_told_at_its_place_in_the_text_as_written(kg):
    with pytest.raises(Exception, match="1") as told:
        kg.sparql("SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT x")
    assert told.value.column == 43
