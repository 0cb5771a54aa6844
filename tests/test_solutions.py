"""Rows for people and for pandas, and the citations behind them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from rdflib import Literal, URIRef

import dgkg
from dgkg.namespaces import DGO, ID
from tests.conftest import SMALL_STATEMENTS, write_small_city

R = "https://w3id.org/dgkg/source/binjiang-2024/"
FIRMS = """
PREFIX dgo: <https://w3id.org/dgkg/ontology#>
SELECT ?firm ?place ?sentence WHERE { GRAPH ?sentence { ?firm dgo:locatedIn ?place } } ORDER BY DESC(?sentence) ?firm
"""
FIGURES = """
PREFIX dgo: <https://w3id.org/dgkg/ontology#>
SELECT ?area ?value ?text ?sentence WHERE {
  GRAPH ?sentence { ?figure a dgo:Observation ; dgo:refArea ?area ; dgo:valueText ?text . OPTIONAL { ?figure dgo:value ?value } }
} ORDER BY ?text
"""
# 甲电子 is said to be in 滨江 a second time, and a share of its own has a fraction.
TOLD_TWICE = """
r:1.1-p1-s2 { id:jia-electronics dgo:locatedIn id:binjiang . }
"""
A_FRACTION_AND_A_BOUND = """
r:1.1-p1-s2 {
  id:obs-yi-growth a dgo:Observation ; dgo:indicator id:indicator-growth-rate ; dgo:ofIndicator id:indicator-output-value ;
    dgo:refArea id:yi-software ; dgo:refPeriod id:period-at-report ; dgo:unit unit:PERCENT ; dgo:value 6.1 ;
    dgo:valueText "6.1%" .
  id:obs-yi-output a dgo:Observation ; dgo:indicator id:indicator-output-value ; dgo:refArea id:yi-software ;
    dgo:refPeriod id:period-at-report ; dgo:unit unit:CCY_CNY ; dgo:lowerBound 100000000 ; dgo:nominalValue 100000000 ;
    dgo:valueQualifier dgs:moreThan ; dgo:valueText "超1亿元" .
}
"""


@pytest.fixture
def city_with_more(tmp_path):
    statements = SMALL_STATEMENTS + TOLD_TWICE + A_FRACTION_AND_A_BOUND
    return dgkg.load(write_small_city(tmp_path / "more", statements=statements))


def test_a_row_is_asked_by_the_name_of_its_variable(small_city):
    row = small_city.query("firms-in-place", place="江湾园")[0]
    assert row.firm == row["firm"] == ID["jia-electronics"]
    assert row.sentence == URIRef(f"{R}1.1-p1-s2")


def test_an_unbound_variable_is_no_attribute_of_the_row(small_city):
    row = small_city.query("firms-in-place", place="江湾园")[0]
    assert "role" not in row
    with pytest.raises(AttributeError, match="role"):
        _ = row.role


def test_rows_are_a_sequence_that_can_be_sliced(small_city):
    solutions = small_city.sparql(FIRMS)
    assert len(solutions) == len(list(solutions)) == 3
    assert [row.firm for row in solutions[1:]] == [row.firm for row in list(solutions)[1:]]
    assert solutions[-1] == list(solutions)[-1]
    assert [c.passage.id for c in solutions[:1].citations()] == ["1.1-p1-s2"]


def test_citations_stand_in_reading_order_and_once_each(small_city):
    solutions = small_city.sparql(FIRMS)
    assert [str(s).rpartition("/")[2] for s in solutions.column("sentence")] == ["1.1-p1-s2", "1.1-p1-s1", "1.1-p1-s1"]
    assert [c.passage.id for c in solutions.citations()] == ["1.1-p1-s1", "1.1-p1-s2"]


def test_a_fact_told_twice_has_two_citations(city_with_more):
    where = city_with_more.query("places-of-firm", firm="甲电子")
    told = [row.sentence for row in where if row.place == ID.binjiang]
    assert [c.passage.id for c in city_with_more.cite(told)] == ["1.1-p1-s1", "1.1-p1-s2"]
    assert len(told) == 2


def test_the_citations_of_the_report_run_from_the_ninth_sentence_to_the_tenth(kg):
    # Reading order is the order of the document, not that of the letters: 1.2 < 2.1.1 < 2.1.2 < 6.3.
    cited = [c.passage for c in kg.query("mentions-of", thing="华为").citations()]
    assert [p.position for p in cited] == sorted(p.position for p in cited)
    assert len(cited) == 10


def test_rows_without_a_sentence_have_no_citations(small_city):
    assert small_city.sparql("SELECT ?s WHERE { ?s ?p ?o } LIMIT 3").citations() == []


@pytest.mark.parametrize(
    ("lang", "row"),
    [
        ("zh", ["甲电子", "江湾园", "《滨江市数字经济报告》一（一）第1段第2句 [1.1-p1-s2]"]),
        ("en", ["Jia Electronics", "Jiangwan Park", "Binjiang Digital Economy Report, §1.1, para. 1, sentence 2 [1.1-p1-s2]"]),
    ],
)  # fmt: skip
def test_cells_are_names_and_citations_in_words(small_city, lang, row):
    assert small_city.sparql(FIRMS).cells(lang)[0] == row


def test_cells_hold_numbers_as_numbers_and_nothing_for_a_bound(city_with_more):
    cells = {text: value for _, value, text, _ in city_with_more.sparql(FIGURES).cells("zh")}
    assert cells == {"两家": 2, "12.5亿元": 1250000000, "8%": 8, "6.1%": Decimal("6.1"), "超1亿元": None}
    assert type(cells["12.5亿元"]) is int


def test_a_printed_figure_is_converted_for_english_beside_what_is_printed(city_with_more):
    assert [text for _, _, text, _ in city_with_more.sparql(FIGURES).cells("en")] == [
        "CNY 1.25 bn (12.5亿元)",
        "6.1%",
        "8%",
        "2 (两家)",
        "over CNY 100 m (超1亿元)",
    ]


def test_a_printed_text_that_stands_for_different_figures_stays_as_it_is(tmp_path):
    other = """r:1.1-p1-s1 { id:obs-two-projects a dgo:Observation ; dgo:indicator id:indicator-project-count ;
      dgo:refArea id:binjiang ; dgo:unit unit:NUM ; dgo:value 2000 ; dgo:valueText "两家" . }"""
    city = dgkg.load(write_small_city(tmp_path / "odd", statements=SMALL_STATEMENTS + other))
    assert "两家" in [text for _, _, text, _ in city.sparql(FIGURES).cells("en")]


@pytest.mark.parametrize(
    ("lang", "headings"), [("zh", ["企业", "地点", "出处"]), ("en", ["firm", "place", "citation"])]
)
def test_columns_have_headings_in_words(small_city, lang, headings):
    assert small_city.sparql(FIRMS).headings(lang) == headings


def test_a_frame_has_names_ids_of_sentences_and_a_citation_column(small_city):
    frame = small_city.query("places-of-firm", firm="乙软件").to_frame()
    assert list(frame.columns) == ["firm", "place", "role", "sentence", "citation"]
    assert frame.loc[0, ["firm", "place", "sentence"]].tolist() == ["乙软件", "滨江", "1.1-p1-s1"]
    assert frame.loc[0, "citation"] == "《滨江市数字经济报告》一（一）第1段第1句 [1.1-p1-s1]"


def test_a_frame_of_figures_can_be_summed_and_a_bound_is_missing_in_it(city_with_more):
    frame = city_with_more.sparql(FIGURES).to_frame("en")
    values = frame.set_index("text")["value"]
    assert values.dtype == float
    assert values["12.5亿元"] + values["两家"] == 1250000002.0
    assert values.isna().tolist() == [text == "超1亿元" for text in values.index]


def test_a_frame_with_ids_keeps_the_iris(small_city):
    frame = small_city.sparql(FIRMS).to_frame(ids=True)
    assert list(frame.columns) == ["firm", "place", "sentence"]
    assert frame.loc[0].tolist() == [str(ID["jia-electronics"]), str(ID["jiangwan-park"]), f"{R}1.1-p1-s2"]


def test_a_frame_of_no_rows_keeps_its_columns(small_city):
    frame = small_city.query("firms-in-place", place="江湾园")[:0].to_frame()
    assert list(frame.columns) == ["firm", "role", "within", "sentence", "citation"]
    assert frame.empty


def test_ask_is_one_row_and_construct_is_rows_of_three(small_city):
    asked = small_city.sparql("ASK { ?s ?p ?o }")
    assert (asked.variables, asked[0].answer) == (("answer",), Literal(True))
    built = small_city.sparql(f"CONSTRUCT {{ ?s a <{DGO.Company}> }} WHERE {{ ?s a <{DGO.Company}> }}")
    assert built.variables == ("subject", "predicate", "object")
    assert {row.subject for row in built} == {ID["jia-electronics"], ID["yi-software"]}


def test_a_result_shows_itself_as_a_table_in_terminal_and_notebook(small_city):
    solutions = small_city.query("places-of-firm", firm="乙软件")
    assert repr(solutions) == "<Solutions: 1 rows of firm, place, role, sentence>"
    assert [word in str(solutions) for word in ("企业", "乙软件", "滨江", "[1.1-p1-s1]")] == [True] * 4
    assert "<table" in solutions._repr_html_()


def test_a_name_with_markup_is_text_in_the_notebook(tmp_path):
    nasty = 'id:evil a dgo:Company ; skos:prefLabel "<script>alert(1)</script>"@zh , "Evil"@en .'
    statements = SMALL_STATEMENTS + "r:1.1-p1-s1 { id:evil dgo:locatedIn id:jiangwan-park . }"
    city = dgkg.load(write_small_city(tmp_path / "evil", nasty, statements))
    shown = city.query("firms-in-place", place="江湾园")._repr_html_()
    assert "<script" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_citations_show_the_words_once_a_copy_is_attached(attached, kg):
    with_copy = attached.query("leaders", role="链主")
    words = attached.cite(with_copy[0].sentence)[0].quote
    assert words in re.sub("[『』]", "", with_copy.cells()[0][-1])
    assert words in re.sub("[『』]", "", with_copy.to_frame()["citation"][0])
    assert words not in kg.query("leaders", role="链主").cells()[0][-1]
