"""What can be seen of a query without parsing it."""

import time

import pytest

from dgkg.sparql import (
    as_meant,
    dataset_of,
    form_of,
    has_dataset,
    in_written_order,
    tokens,
    with_columns,
    without_comments,
)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("# SELECT\nask{}", "ASK"),
        ("PREFIX insert: <x:>PREFIX a:<y:> base <z:> CONSTRUCT {} {}", "CONSTRUCT"),
        ("DESCRIBE<x:y>", "DESCRIBE"),
        ("PREFIX a:<y:>INSERT DATA {}", "UPDATE"),
        ("\\u0049NSERT DATA {}", "UPDATE"),
        ("LOAD<http://x/>", "UPDATE"),
        ("WITH <x:g> DELETE {} WHERE {}", "UPDATE"),
        ("", ""),
        ("'SELECT'", ""),
    ],
)
def test_the_form_of_a_query_is_its_first_keyword(text, form):
    assert form_of(tokens(text)) == form


def test_words_in_texts_iris_comments_and_variables_are_no_keywords():
    text = """SELECT ?SERVICE { ?s ?p 'SERVICE', "SER\\"VICE", '''SER'VICE''' ; <x:SERVICE> ?o } # SERVICE"""
    assert not [token for token in tokens(text) if "SERVICE" in token.upper and token.kind in {"word", "name"}]


def test_a_graph_is_named_by_from_outside_of_the_pattern_only():
    assert dataset_of(tokens("PREFIX g: <x:> SELECT * FROM g:a FROM NAMED <x:b> { ?from ?p <FROM> }")) == ["x:a", "x:b"]
    assert not has_dataset("SELECT * { ?s ?p 'FROM <x:a>' . ?from ?a ?b }")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <x:g> {}",
        "select * from\n# from here\nnamed <x:g> {}",
        "PREFIX g: <x:> ASK FROMg:a {}",
        "PREFIX : <x:> ASK FROM :a {}",
        f"PREFIX {'p' * 200}: <x:> ASK FROM {'p' * 200}:a {{}}",
        "SELECT * \\u0046ROM <x:g> {}",
        "SELECT * \\U00000046ROM NAMED <x:g> {}",
    ],
)
def test_a_dataset_is_seen_however_it_is_written(text):
    assert has_dataset(text)


def test_a_text_without_comments_keeps_its_lines_and_whatever_only_looks_like_one():
    text = '# a\nSELECT * { # b <x:#c>\n?s <x:#d> \'#e\', """\n# f""" }'
    bare = without_comments(text)
    assert bare == '\nSELECT * { \n?s <x:#d> \'#e\', """\n# f""" }'
    assert [(t.kind, t.text) for t in tokens(bare)] == [(t.kind, t.text) for t in tokens(text)]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("SELECT * { ?s ?p ?o }", ("s", "p", "o")),
        ("select distinct*{ ?z ?p $a FILTER(?o > 1) ?s ?p ?o }", ("z", "p", "a", "o", "s")),
        ("SELECT # all *\n# of\nREDUCED # it\n* { ?s ?p ?o }", ("s", "p", "o")),
        ("\\u0053ELECT * { ?s ?p ?o }", ("s", "p", "o")),
        ("SELECT ?o ?s { ?s ?p ?o { SELECT * { ?x ?y ?z } } }", ("o", "s")),
    ],
)
def test_columns_of_a_star_come_as_they_are_written(text, order):
    columns = tuple(sorted(order)) if "*" in text.split("{")[0] else order
    assert in_written_order(text, columns) == order


def test_a_star_can_be_written_out_and_a_product_is_no_star():
    assert with_columns("SELECT * { ?s ?p 2 }", ["s", "p"]) == "SELECT ?s ?p  { ?s ?p 2 }"
    product = "SELECT (2 * ?x AS ?y) { ?x ?p ?o }"
    assert with_columns(product, ["y"]) == product


@pytest.mark.parametrize(
    "text", ["'''" * 20_000, '"""a' * 15_000, "<" * 60_000, "'" * 60_001, "\\" * 60_000, "{" * 60_000]
)
def test_no_text_takes_long_to_read(text):
    began = time.process_time()
    tokens(text)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("sparql", "read"),
    [
        ("SELECT (GROUP_CONCAT(?x) AS ?y) {}", "SELECT (STR(GROUP_CONCAT(?x)) AS ?y) {}"),
        (
            "SELECT (group_concat(STR(?x); separator=')(') AS ?y) {}",
            "SELECT (STR(group_concat(STR(?x); separator=')(')) AS ?y) {}",
        ),
        ("ASK {} # GROUP_CONCAT(?x)", "ASK {} # GROUP_CONCAT(?x)"),
        ("SELECT (GROUP_CONCAT(?x", "SELECT (GROUP_CONCAT(?x"),
        ("SELECT ?GROUP_CONCAT { ?s <x:GROUP_CONCAT(> '(' }", "SELECT ?GROUP_CONCAT { ?s <x:GROUP_CONCAT(> '(' }"),
    ],
)
def test_joined_texts_have_no_language_whatever_the_engine_thinks(sparql, read):
    assert as_meant(sparql) == read


def test_a_slip_after_joined_texts_is_told_where_it_was_written():
    from dgkg.errors import QueryError
    from dgkg.store import EmbeddedStore

    with pytest.raises(QueryError) as wrong:
        EmbeddedStore().query("SELECT (GROUP_CONCAT(?x) AS ?y) { ?s ?p }")
    assert wrong.value.column == 42
