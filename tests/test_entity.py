"""One thing, ready to be shown: its names, what it is, what is said of it and where."""

from __future__ import annotations

import pytest

import dgkg
from dgkg.namespaces import DGO, DGS, ID
from tests.conftest import SMALL_STATEMENTS, write_small_city


def test_a_thing_has_a_name_in_each_language_a_type_and_an_id(kg):
    firm = kg["安世半导体"]
    assert (firm.label("zh"), firm.label("en"), firm.id) == ("安世半导体", "Nexperia", "nexperia")
    assert firm.type == DGO.Company
    assert (firm.type_label("zh"), firm.type_label("en")) == ("企业", "company")


def test_the_other_names_that_the_report_uses_are_aliases(kg):
    assert "中镓半" in kg["中镓半导体"].aliases("zh")
    assert kg["中镓半导体"].label("zh") not in kg["中镓半导体"].aliases("zh")


def test_the_most_specific_class_is_what_a_thing_is(kg):
    assert kg["松山湖"].type == DGO.FunctionalZone
    assert kg["东莞天安数码城"].type == DGO.IndustrialPark


def test_look_alikes_are_told_from_both_sides(kg):
    huawei, device = kg["华为"], kg["华为终端"]
    assert device.iri in huawei.look_alikes
    assert huawei.iri in device.look_alikes
    assert "华为终端" in huawei.text("zh")
    assert "Not to be confused with" in huawei.text("en")


def test_a_note_says_what_a_name_stands_for_in_the_language_asked(kg, small_city):
    assert "集团" in kg["华为"].note("zh")
    assert "group" in kg["华为"].note("en")
    assert small_city["甲电子"].note("zh") == ""


def test_identifiers_from_outside_carry_their_scheme(kg):
    known = {kg.words.label(scheme, "en"): value for scheme, value in kg["华为"].identifiers}
    assert known["Wikidata item"] == "Q160120"


def test_everything_said_of_a_thing_has_a_passage(kg):
    facts = kg["松山湖"].facts()
    assert facts
    assert all(fact.sentence in kg.words.library for fact in facts)
    assert "1.3-p2-s4" in {fact.sentence.rpartition("/")[2] for fact in facts}


def test_the_small_city_s_firm_is_told_in_full(small_city):
    told = [(fact.kind, fact.text, fact.sentence.rpartition("/")[2]) for fact in small_city["甲"].facts("en")]
    assert told == [
        ("edge", "Jia Electronics is located in Binjiang", "1.1-p1-s1"),
        ("edge", "Jia Electronics is located in Jiangwan Park", "1.1-p1-s2"),
        ("figure", "Jia Electronics: growth rate of output value [year on year]: 8%", "1.1-p1-s2"),
        ("figure", "Jia Electronics: output value: CNY 1.25 bn", "1.1-p1-s2"),
    ]


def test_a_park_that_a_recommendation_is_meant_for_has_no_fact_of_it(small_city):
    facts = small_city["江湾园"].facts("en")
    assert {fact.kind for fact in facts if fact.sentence.endswith("1.2-p1-s1")} == {"intention"}
    assert not [fact for fact in facts if fact.kind == "edge" and "Computing Port" in fact.text]


def test_a_wish_has_no_fact_but_that_it_is_not_real(kg):
    valley = kg["东莞算力谷"]
    assert valley.type == DGO.Envisaged
    kinds = {(fact.kind, fact.relation) for fact in valley.facts()}
    assert kinds == {("edge", DGO.realization), ("intention", DGO.Recommendation)}
    assert "尚未实现（建议）" in valley.text("zh")
    assert "not yet real (proposed)" in valley.text("en")


def test_a_plan_that_stands_beside_facts_carries_its_status(kg):
    text = kg["东莞市人工智能大模型中心"].text("zh")
    assert "已申请立项备案" in text
    assert "位于松山湖" not in text
    facts = {fact.relation: fact for fact in kg["东莞市人工智能大模型中心"].facts()}
    assert facts[DGO.projectOwner].status == DGS.filed


def test_the_text_has_names_headings_facts_and_citations(small_city):
    lines = small_city["甲电子"].text("zh").splitlines()
    assert lines[0] == "甲电子  Jia Electronics  ·  企业  ·  jia-electronics"
    assert lines[1] == "别名：甲"
    assert "  · 甲电子位于江湾园  [1.1-p1-s2]" in lines
    assert lines.index("位于") < lines.index("数字")
    assert str(small_city["甲电子"]) == small_city["甲电子"].text("zh")


def test_a_thing_that_no_passage_speaks_of_has_names_only(tmp_path):
    quiet = 'id:quiet a dgo:Company ; skos:prefLabel "静"@zh , "Quiet"@en .'
    city = dgkg.load(write_small_city(tmp_path / "quiet", quiet))
    assert city["静"].facts() == []
    assert city["静"].text("zh").splitlines() == ["静  Quiet  ·  企业  ·  quiet"]


def test_a_thing_shows_itself_in_short_and_in_a_notebook(small_city):
    firm = small_city["甲电子"]
    assert repr(firm) == "<Entity id:jia-electronics 甲电子 · Jia Electronics>"
    shown = firm._repr_html_()
    assert "甲电子位于江湾园" in shown
    assert "1.1-p1-s2" in shown


@pytest.mark.parametrize("nasty", ["</h3><script>alert(1)</script>", '\\"><img src=x onerror=alert(1)>', "a & b < c"])
def test_a_name_with_markup_is_shown_as_text(tmp_path, nasty):
    registry = f'id:evil a dgo:Company ; skos:prefLabel "{nasty}"@zh , "Evil"@en .'
    statements = SMALL_STATEMENTS + "r:1.1-p1-s1 { id:evil dgo:locatedIn id:binjiang . }"
    city = dgkg.load(write_small_city(tmp_path / "evil", registry, statements))
    shown = city.entity(ID.evil)._repr_html_()
    assert "<script" not in shown
    assert "<img" not in shown
    assert "& b <" not in shown
    assert "&lt;" in shown


def test_a_passage_is_told_with_its_place_its_gloss_and_what_it_states(small_city):
    zh = small_city.passage_text("1.1-p1-s2", "zh").splitlines()
    assert zh[0] == "《滨江市数字经济报告》一（一）第1段第2句 [1.1-p1-s2]"
    assert zh[1].startswith("提要")
    assert "  · 甲电子产值：12.5亿元" in zh


def test_a_passage_that_states_nothing_says_so(small_city):
    assert "此句没有陈述。" in small_city.passage_text("1-h", "zh")
    assert "This passage states nothing of its own." in small_city.passage_text("1-h", "en")
