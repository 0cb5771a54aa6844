"""What is wrong with a query, in words for who wrote it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from dgkg.syntax import syntax_error


def complaint(sparql):
    """What the engine says, put into words."""
    with pytest.raises((SyntaxError, ValueError)) as caught:
        ox.Store().query(sparql)
    return syntax_error(sparql, str(caught.value))


@pytest.mark.parametrize(
    ("sparql", "zh", "en"),
    [
        ("", "查询是空的", "the query is empty"),
        ("# nothing\n", "查询是空的", "the query is empty"),
        ("SELEC ?x { ?x ?y ?z }", "而不是 SELEC", "not with SELEC"),
        ("SELECT ?x { ?x ?y ?z", "「{」没有配对的「}」", "“{” is not closed by “}”"),
        ("SELECT ?x { ?x ?y ?z FILTER(?z > 1 }", "「(」没有配对的「)」", "“(” is not closed by “)”"),
        ("SELECT ?x { ?x ?y ?z } }", "「}」没有配对的前括号", "“}” closes no bracket that is open"),
        ('SELECT ?x { ?x ?y "z }', "引号没有成对", "a quotation mark is not closed"),
        ("SELECT ?x WHERE ( ?x ?y ?z )", '应为 "{"', 'expected "{"'),
        ("SELECT ?x { ?x ?y ?z } LIMIT", "从这里起无法继续解析", "cannot be read on from here"),
        ("SELECT ?x { ?x <a b> ?z }", "从这里起无法继续解析", "cannot be read on from here"),
        ("SELECT ?x { ?x nope:y ?z }", "nope", "nope"),
    ],
)
def test_what_is_wrong_is_said_in_words(sparql, zh, en):
    error = complaint(sparql)
    assert zh in error.zh
    assert en in error.en
    # Not one keyword that the engine would have taken elsewhere.
    assert "OPTIONAL" not in error.en
    assert "CONSTRUCT" not in error.en or "begins with" in error.en


@pytest.mark.parametrize(
    "sparql", ["SELECT ?x { ?x ?y ?z } LIMIT 1 {", 'SELECT ?x { ?x ?y "it\'s" } LIMIT', "SELECT ?x { ?x ?y '}' } ORDER"]
)
def test_marks_within_a_text_close_nothing(sparql):
    assert "quotation" not in complaint(sparql).en


def test_a_complaint_without_a_place_is_told_as_it_is():
    error = syntax_error("SELECT * { ?s ?p ?o }", "something else")
    assert error.en == "SPARQL syntax error: something else"
    assert error.is_malformed
