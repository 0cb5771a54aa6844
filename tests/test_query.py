"""Questions as files: headers, parameters, and values that cannot break out of their place."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from dgkg.errors import DataError, NotFoundError, QueryError, UsageError
from dgkg.namespaces import ID
from dgkg.query import Query, catalogue, find_query, query_from, read_query, with_prefixes
from dgkg.sparql import tokens
from dgkg.store import EmbeddedStore

HEADER = "#+ summary: {zh: 有什么, en: What is there}\n"
ECHO = read_query(
    HEADER
    + "#+ parameters: {x: {type: string}, y: {type: string}}\n"
    + 'SELECT ?x ?y WHERE { VALUES ?x { "default" } VALUES ?y { "other" } }',
    "echo",
)
# Strings made to close the block, the string, the line or the query, beside those that hypothesis finds.
HOSTILE = [
    '" } } DROP ALL #',
    '"@en } } #',
    "'' } UNION { ?s ?p ?o } #",
    '\\" } #',
    "\\",
    "\n} #",
    "\r\n\u2028\x0b",
    "VALUES ?y { <urn:stolen> }",
    "?x $x \\g<0> \\1",
    '"""',
    "\x00",
]


@pytest.mark.parametrize("query", catalogue(), ids=str)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_library_query_says_in_both_languages_what_it_asks(query, lang):
    assert query.summary[lang].strip()
    assert query.questions[lang]
    assert all(question.strip() for question in query.questions[lang])


@pytest.mark.parametrize("query", catalogue(), ids=str)
def test_the_chinese_summary_is_chinese_and_the_english_is_english(query):
    assert re.search(r"[\u4e00-\u9fff]", query.summary["zh"])
    assert not re.search(r"[\u4e00-\u9fff]", query.summary["en"])


@pytest.mark.parametrize("query", catalogue(), ids=str)
def test_a_parameter_of_a_library_query_has_a_label_in_both_languages(query):
    assert all({"zh", "en"} <= set(parameter.label) for parameter in query.parameters)


def test_the_library_has_the_questions_of_the_first_part():
    assert len(catalogue()) >= 12
    assert {"firms-in-place", "places-of-firm", "policies-for-industry", "policy-industry-firm", "rankings"} <= {
        query.name for query in catalogue()
    }


def test_a_header_is_read_whole():
    text = (
        "#+ summary:\n#+   zh: 某地\n#+   en: A place\n#+ questions:\n#+   zh: [在哪]\n#+   en: [where]\n"
        "#+ tags: [place]\n#+ parameters:\n#+   place: {class: dgo:Place, zh: 地点, en: place}\n"
        "SELECT ?place { values ?place\n { id:binjiang } }"
    )
    query = read_query(text, "mine")
    assert (query.name, query.tags) == ("mine", ("place",))
    assert query.summary == {"zh": "某地", "en": "A place"}
    assert query.questions == {"zh": ["在哪"], "en": ["where"]}
    parameter = query.parameter("place")
    assert (parameter.kind, parameter.default, parameter.is_literal) == ("dgo:Place", "id:binjiang", False)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("SELECT * { ?s ?p ?o }", "缺少以 #+ 开头的说明", "no header"),
        ("# a plain comment\nSELECT * { ?s ?p ?o }", "缺少以 #+ 开头的说明", "no header"),
        ("#+ summary: [\nASK {}", "不是有效的 YAML", "not YAML"),
        ("#+ summary: a: b\nASK {}", "不是有效的 YAML", "not YAML"),
        ("#+ tags: [place]\nASK {}", "缺少 summary", "lacks a summary"),
        ("#+ only words\nASK {}", "缺少 summary", "lacks a summary"),
        (HEADER + "#+ parameters: {place: {class: dgo:Place}}\nASK {}", "参数「place」", "“place”"),
        (HEADER + "#+ parameters: {x: {type: string}}\n# VALUES ?x { 1 }\nASK {}", "参数「x」", "“x”"),
        (HEADER + "#+ parameters: [place]\nSELECT * { VALUES ?place { 1 } }", "parameters", "parameters"),
        (HEADER + "#+ parameters: {place: dgo:Place}\nSELECT * { VALUES ?place { 1 } }", "parameters", "parameters"),
        (HEADER + "#+ tags: 3\nASK {}", "tags", "tags"),
    ],
)
def test_a_file_without_a_proper_header_says_what_it_lacks(text, zh, en):
    with pytest.raises(QueryError) as caught:
        read_query(text, "mine.rq")
    assert zh in caught.value.zh
    assert en in caught.value.en
    assert caught.value.zh.startswith("mine.rq")
    assert caught.value.query == text


@given(value=st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]))))
def test_a_parameter_cannot_break_out_of_its_values_block(value):
    answer = EmbeddedStore().query(ECHO.bind({"x": [Literal(value)]}))
    assert [(str(x), str(y)) for x, y in answer.rows] == [(value, "other")]


@given(values=st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=4))
def test_several_hostile_values_stay_several_values(values):
    given_values = ECHO.read_values({"x": values}, lambda name, cls: URIRef("urn:never"))
    answer = EmbeddedStore().query(ECHO.bind(given_values))
    assert [str(x) for x, _ in answer.rows] == [value.strip() for value in values]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_name_of_a_place_is_only_a_name_that_nothing_has(kg, value):
    with pytest.raises(NotFoundError):
        kg.query("firms-in-place", place=value)


@pytest.mark.parametrize("iri", ["urn:x> } DROP ALL", "https://w3id.org/dgkg/id/huawei> ?p ?o } #", "no iri"])
def test_a_hostile_iri_is_refused_before_it_reaches_the_query(kg, iri, caplog):
    for query, parameter in (("firms-in-place", "place"), ("facts-of-entity", "thing")):
        with pytest.raises((NotFoundError, UsageError)):
            kg.query(query, **{parameter: URIRef(iri)})


def test_a_parameter_that_is_not_given_keeps_its_default():
    assert ECHO.bind({}) == ECHO.text
    assert [[str(term) for term in row] for row in EmbeddedStore().query(ECHO.text).rows] == [["default", "other"]]


def test_a_list_asks_for_several_things_at_once(kg):
    both = kg.query("figures-of-place", place=["松山湖", "南城"])
    assert len(both) == len(kg.query("figures-of-place", place="松山湖")) + len(
        kg.query("figures-of-place", place="南城")
    )


def test_an_unknown_parameter_is_refused_with_those_there_are(kg):
    with pytest.raises(UsageError) as caught:
        kg.query("firms-in-place", distrct="松山湖")
    assert "没有参数「distrct」" in caught.value.zh
    assert "no parameter “distrct”" in caught.value.en
    assert caught.value.zh.endswith("place")
    assert caught.value.en.endswith("place")


@pytest.mark.parametrize("firm", ["华为", "huawei", "id:huawei", ID.huawei])
def test_a_thing_of_the_wrong_kind_is_refused_however_it_is_named(kg, firm):
    with pytest.raises(UsageError) as caught:
        kg.query("firms-in-place", place=firm)
    assert "需要地点" in caught.value.zh
    assert "“place” is needed" in caught.value.en


@pytest.mark.parametrize(
    ("kind", "value", "is_right"),
    [
        ("integer", 3, True),
        ("integer", "-3", True),
        ("integer", "3.5", False),
        ("integer", "three", False),
        ("integer", Literal("three"), False),
        ("decimal", "4.50", True),
        ("decimal", "4,5", False),
        ("year", "2023", True),
        ("year", "23", False),
        ("year", "2023 ; DROP", False),
    ],
)
def test_a_number_must_be_of_the_kind_that_the_parameter_takes(kg, kind, value, is_right):
    query = read_query(f"{HEADER}#+ parameters: {{n: {{type: {kind}}}}}\nSELECT ?n {{ VALUES ?n {{ 1 }} }}", "numbers")
    if is_right:
        assert [str(row.n) for row in kg.query(query, n=value)] == [str(value).replace("4.50", "4.5")]
    else:
        with pytest.raises(UsageError) as caught:
            kg.query(query, n=value)
        assert kind in caught.value.zh
        assert f"type {kind}" in caught.value.en


def test_a_parameter_without_any_value_is_refused(kg):
    with pytest.raises(UsageError, match="place"):
        kg.query("firms-in-place", place=[])


def test_an_unknown_query_names_those_that_come_near():
    with pytest.raises(NotFoundError) as caught:
        find_query("firm-in-place")
    assert caught.value.nearest[0] == "firms-in-place"


def test_a_header_is_only_comments_so_any_sparql_tool_runs_the_file():
    import pyoxigraph as ox

    for query in catalogue():
        assert isinstance(ox.Store().query(query.text), ox.QuerySolutions), query.name


def test_what_a_user_types_is_a_name_a_file_a_dash_or_sparql(tmp_path):
    path = tmp_path / "mine.rq"
    path.write_text("\ufeff" + HEADER + "ASK { ?s ?p ?o }", encoding="utf-8")
    nothing = io.StringIO()
    assert query_from("rankings", nothing) == find_query("rankings")
    assert query_from(str(path), nothing).summary["en"] == "What is there"
    assert query_from("ASK { ?s ?p ?o }", nothing) == "ASK { ?s ?p ?o }"
    assert query_from("-", io.StringIO("SELECT *\n{}")) == "SELECT *\n{}"


def test_a_query_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DataError, match=r"gone\.rq"):
        query_from(str(tmp_path / "gone.rq"), io.StringIO())


def test_the_lang_of_a_question_is_the_lang_of_its_answer(kg):
    query = find_query("mentions-of")
    chinese = kg.ask_query(query.name, {"thing": "松山湖"}, "zh", io.StringIO())
    english = kg.ask_query(query.name, {"thing": "松山湖"}, "en", io.StringIO())
    assert {row.gloss.language for row in chinese} == {"zh"}
    assert {row.gloss.language for row in english} == {"en"}
    assert len(chinese) == len(english) > 0


@pytest.mark.parametrize("query", catalogue(), ids=str)
def test_the_text_that_an_engine_reads_says_what_the_written_one_does(query):
    whole, added = with_prefixes(query.text)
    bare, put_before = query.bare({})
    assert [(t.kind, t.text) for t in tokens(bare)] == [(t.kind, t.text) for t in tokens(whole)]
    assert (added, bare.count("\n")) == (put_before, whole.count("\n"))
    assert "#+" not in bare


def test_a_question_is_prepared_once_for_the_same_values_and_anew_for_others(small_city, monkeypatch):
    asked, read = [], Query.read_values
    monkeypatch.setattr(Query, "read_values", lambda *args: asked.append(args[1]) or read(*args))
    for place in ("江湾园", "江湾园", "滨江", ["江湾园"], ["江湾园"]):
        rows = small_city.query("firms-in-place", place=place)
        assert rows.sparql == find_query("firms-in-place").bind(rows.values)
    assert asked == [{"place": "江湾园"}, {"place": "滨江"}, {"place": ["江湾园"]}, {"place": ["江湾园"]}]


def test_an_error_in_a_question_of_ones_own_has_its_line_and_its_text(small_city):
    text = "#+ summary: {zh: 一, en: one}\n# a comment\nSELECT ?s WHERE {\n  ?s dgo:locatedIn ?o FILTER(\n}"
    with pytest.raises(QueryError) as caught:
        small_city.query(read_query(text, "own.rq"))
    assert (caught.value.line, caught.value.query) == (5, text)
