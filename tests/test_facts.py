"""Facts as sentences: a bound is never told as exact, a plan never as done."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import URIRef

import dgkg
from dgkg.facts import read_figure
from dgkg.figure import Figure, amount
from dgkg.namespaces import DGO, DGS, DGU, UNIT
from dgkg.teller import Teller
from tests.conftest import SMALL_STATEMENTS, write_small_city


def told(kg, passage, kind, lang):
    return [fact.text for fact in kg.stated_by(passage, lang) if fact.kind == kind]


def city(tmp_path, statements, registry=""):
    return dgkg.load(write_small_city(tmp_path / "city", registry, SMALL_STATEMENTS + statements))


@pytest.mark.parametrize(
    ("number", "unit", "english"),
    [
        ("46340000000", UNIT.CCY_CNY, "CNY 46.34 bn"),
        ("10000000", UNIT.CCY_CNY, "CNY 10 m"),
        ("1200000000000", UNIT.CCY_CNY, "CNY 1.2 trn"),
        ("750000", UNIT.CCY_CNY, "CNY 750,000"),
        ("2440000000", UNIT.CCY_USD, "USD 2.44 bn"),
        ("47.4", UNIT.PERCENT, "47.4%"),
        ("30", DGU.PERCENTAGE_POINT, "30 percentage points"),
        ("30000", UNIT.NUM, "30,000"),
        ("0.56", UNIT.PERCENT, "0.56%"),
        ("100", UNIT.NUM, "100"),
    ],
)
def test_an_amount_is_written_as_english_text_writes_it(number, unit, english):
    assert amount(Decimal(number), unit) == english


@pytest.mark.parametrize(
    ("text", "qualifier", "english"),
    [
        ("超过百亿元", DGS.moreThan, "over CNY 10 bn"),
        ("100亿元以上", DGS.atLeast, "at least CNY 10 bn"),
        ("近百亿元", DGS.nearly, "nearly CNY 10 bn"),
        ("不足100亿元", DGS.lessThan, "less than CNY 10 bn"),
        ("最高100亿元", DGS.atMost, "up to CNY 10 bn"),
    ],
)
def test_a_bound_is_never_shown_as_an_exact_number(text, qualifier, english):
    figure = Figure(URIRef("x"), text, UNIT.CCY_CNY, nominal=Decimal(10**10), qualifier=qualifier)
    assert figure.display("zh") == text
    assert figure.display("en") == english
    assert figure.value is None


@given(
    st.sampled_from([DGS.moreThan, DGS.atLeast, DGS.nearly, DGS.lessThan, DGS.atMost, DGS.about]),
    st.decimals(min_value=1, max_value=10**13, places=2),
    st.sampled_from([UNIT.CCY_CNY, UNIT.PERCENT, UNIT.NUM, DGU.PERCENTAGE_POINT]),
)
def test_whatever_is_hedged_in_print_is_hedged_in_english(qualifier, number, unit):
    shown = Figure(URIRef("x"), "约数", unit, nominal=number, qualifier=qualifier).display("en")
    assert re.match(r"(over|at least|nearly|less than|up to|about) \S", shown)


def test_a_figure_of_words_alone_is_given_as_printed():
    assert Figure(URIRef("x"), "双位数", UNIT.PERCENT, qualifier=DGS.text).display("en") == "“双位数” as printed"


def test_a_percentage_keeps_the_nought_that_was_printed():
    assert Figure(URIRef("x"), "7.0%", UNIT.PERCENT, Decimal(7)).display("en") == "7.0%"


@pytest.mark.parametrize(
    ("passage", "zh", "en"),
    [
        ("1.2-p3-s2", "2023年，东莞市（软件和信息技术服务业）营业收入［规上］：463.4亿元", "CNY 46.34 bn"),
        ("2.1.2-p1-s4", "截至2023年底，记忆存储产值：年产值超过百亿元", "over CNY 10 bn"),
        ("2.1.2-p1-s2", "2023年，东莞市（半导体及集成电路）企业数的增长率［规上，同比］：接近6.1%", "nearly 6.1%"),
        ("2.1.4-p3-s4", "近1.4万家", "nearly 14,000"),
        ("2.3.2-p2-s3", "数字贷贷款期限：最长可达20年（上限）", "up to 20 years (a cap)"),
    ],
)
def test_the_report_s_figures_are_told_with_place_period_scope_and_hedge(kg, passage, zh, en):
    assert any(zh in text for text in told(kg, passage, "figure", "zh"))
    assert any(en in text for text in told(kg, passage, "figure", "en"))


def test_no_bound_of_the_report_is_told_without_its_hedge(kg):
    hedges = re.compile(r"over|at least|nearly|less than|up to|as printed")
    bounds, unhedged = 0, []
    for graph in kg.passages:
        for iri, node in graph.nodes.items():
            if not {DGO.lowerBound, DGO.upperBound} & set(node):
                continue
            bounds += 1
            figure = read_figure(iri, node)
            assert figure.value is None, iri
            if not hedges.search(figure.display("en")):
                unhedged.append((iri, figure.display("en")))
    assert bounds > 30
    assert unhedged == []


@pytest.mark.parametrize("passage", ["1.1-p4-s3", "1.1-p4-s4", "2.3.2-p2-s3", "2.3.2-p2-s4"])
def test_a_cap_of_the_report_is_called_a_cap_in_both_languages(kg, passage):
    zh = [text for text in told(kg, passage, "figure", "zh") if "最高" in text or "最长" in text]
    en = [text for text in told(kg, passage, "figure", "en") if "up to" in text]
    assert zh
    assert len(zh) == len(en)
    assert all("（上限" in text for text in zh)
    assert all("(a cap" in text for text in en)


def test_a_cap_of_money_is_said_not_to_be_money_spent(kg):
    assert all("上限，非已支出" in text for text in told(kg, "1.1-p4-s3", "figure", "zh"))
    assert all("a cap, not money spent" in text for text in told(kg, "1.1-p4-s3", "figure", "en"))


def test_a_capacity_that_is_only_filed_is_told_as_not_reached(kg):
    zh = next(text for text in told(kg, "3.2.2-p1-s3", "figure", "zh") if "100P" in text)
    en = next(text for text in told(kg, "3.2.2-p1-s3", "figure", "en") if "100 P" in text)
    assert "尚未实现" in zh
    assert "not reached" in en
    running = next(text for text in told(kg, "3.2.2-p1-s3", "figure", "en") if "764" in text)
    assert "not reached" not in running


def test_an_intention_names_the_figure_that_it_aims_at(kg):
    intention = next(t for t in told(kg, "3.2.2-p1-s3", "intention", "zh"))
    assert "100PFlops" in intention.replace(" ", "")
    assert "id:" not in intention


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_intention_of_the_report_begins_with_its_status(kg, lang):
    texts = [text for graph in kg.passages for text in told(kg, graph.sentence, "intention", lang)]
    assert len(texts) > 100
    mark = (
        r"【(建议|计划|探索|争取|已申请立项备案)】" if lang == "zh" else r"\[(proposed|planned|explored|sought|filed)\]"
    )
    assert [text for text in texts if not re.match(mark, text)] == []


def test_every_sentence_of_the_recommendations_is_told_as_no_fact(kg):
    kinds = {
        fact.kind
        for graph in kg.passages
        if kg.words.library.cite(graph.sentence).passage.section.is_intention
        for fact in kg.stated_by(graph.sentence)
        if fact.relation not in {DGO.realization, DGO.mentions, DGO.documentNumber}
    }
    assert kinds == {"intention"}


@pytest.mark.parametrize(
    ("lang", "told_as"),
    [("zh", "东莞算力谷：尚未实现（建议）"), ("en", "Dongguan Computing Valley: not yet real (proposed)")],
)
def test_a_wish_is_told_as_not_yet_real(kg, lang, told_as):
    assert told_as in [fact.text for fact in kg.stated_by("6.3-p1-s3", lang)]
    assert told_as in [fact.text for fact in kg["东莞算力谷"].facts(lang)]


def test_a_plan_outside_the_recommendations_is_called_one_too(tmp_path):
    statements = """r:1.1-p1-s1 { id:plan-x a dgo:PlannedAction ; dgo:realization dgs:planned ; dgo:proposedPlace id:jiangwan-park ;
      dgo:concerns id:jia-electronics ; dgo:assertion "甲电子打算扩建"@zh , "Jia Electronics means to expand"@en . }"""
    kg = city(tmp_path, statements)
    assert told(kg, "1.1-p1-s1", "intention", "zh") == ["【计划】甲电子打算扩建（拟落地于：江湾园）"]
    assert told(kg, "1.1-p1-s1", "intention", "en") == [
        "[planned] Jia Electronics means to expand (is meant for Jiangwan Park)"
    ]


def test_a_relation_is_worded_from_either_end(small_city):
    firm, park = ([f.text for f in small_city[name].facts("en") if f.kind == "edge"] for name in ("甲电子", "江湾园"))
    assert "Jia Electronics is located in Jiangwan Park" in firm
    assert firm != park
    assert any("Jia Electronics" in text and text.startswith("Jiangwan Park") for text in park)


def test_a_rank_is_told_with_its_scope_and_ground(kg):
    assert "东莞市按5G基站数在广东省排名第3［原文：全省第三；2023年］" in told(kg, "3.2.1-p1-s2", "rank", "zh")
    assert "Dongguan: no. 3 in Guangdong by number of 5G base stations, 2023" in told(kg, "3.2.1-p1-s2", "rank", "en")


def test_a_figure_that_is_odd_in_print_is_told_as_printed_and_marked(kg):
    odd = next(text for text in told(kg, "3.2.1-p1-s3", "figure", "zh") if "311.98%" in text)
    assert "原文存疑" in odd
    assert any("311.98%" in text and "odd in print" in text for text in told(kg, "3.2.1-p1-s3", "figure", "en"))


def test_the_unit_of_a_cap_stands_in_every_sentence_that_tells_it(kg):
    edges = [f.text for f in kg.stated_by("2.3.2-p2-s3", "en") if f.relation == DGO.maximumSupport]
    assert edges
    assert all("up to 20 years" in text and "up to CNY 100 m" in text for text in edges)


def test_a_blank_node_is_refused_with_the_passage_that_holds_it(tmp_path):
    kg = city(tmp_path, "r:1.1-p1-s1 { id:jia-electronics dgo:locatedIn [] . }")
    with pytest.raises(dgkg.DataError) as caught:
        _ = kg.passages
    assert "1.1-p1-s1" in caught.value.zh
    assert "blank node" in caught.value.en


def test_facts_about_a_thing_are_grouped_by_kind_and_stand_in_reading_order(kg):
    facts = kg["华为"].facts()
    kinds = [fact.kind for fact in facts]
    assert kinds.index("membership") < kinds.index("rank") < kinds.index("intention")
    wishes = [kg.words.library.sort_key(f.sentence) for f in facts if f.kind == "intention"]
    assert wishes == sorted(wishes)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_facts_are_counted_as_they_are_told(kg, lang):
    tellers = [Teller(kg.words, graph, lang) for graph in kg.passages]
    assert [teller.number() for teller in tellers] == [len(teller.all()) for teller in tellers]
