"""Questions composed of a class, conditions and bounds; scales on request; figures of the year before; strange words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dgkg.ask.language.bounds import Bound, bounds_in
from dgkg.ask.language.conversion import Scale, scale_in
from dgkg.figure import Figure
from dgkg.grounding import bare_clauses, stray_numbers
from dgkg.namespaces import DGS, ID, UNIT


def cited(answer):
    return {c.passage.id for c in answer.citations}


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("软件业务收入过万亿的城市", [("above", 10**12, False)]),
        ("more than 500 billion yuan", [("above", 5 * 10**11, False)]),
        ("哪些产品产量增长50%以上", [("above", 50, False)]),
        ("没到5000亿但过了2000亿", [("above", 5 * 10**11, True), ("above", 2 * 10**11, False)]),
        ("above CNY 200 bn but not in the 500 bn group", [("above", 2 * 10**11, False), ("above", 5 * 10**11, True)]),
        ("规上企业有多少家", []),
        ("how much over the average", []),
    ],
)
def test_a_question_sets_bounds_by_a_word_and_a_number(text, bounds):
    assert [(b.side, int(b.value), b.is_inverted) for b in bounds_in(text)] == bounds


@pytest.mark.parametrize(
    ("figure", "above_2000", "above_5000"),
    [
        (Figure(ID.x, "突破5000亿元", UNIT.CCY_CNY, nominal=Decimal(5 * 10**11), qualifier=DGS.moreThan), True, True),
        (Figure(ID.x, "突破2000亿元", UNIT.CCY_CNY, nominal=Decimal(2 * 10**11), qualifier=DGS.moreThan), True, False),
        (Figure(ID.x, "2000亿元", UNIT.CCY_CNY, value=Decimal(2 * 10**11)), False, False),
        (Figure(ID.x, "不足500亿元", UNIT.CCY_CNY, nominal=Decimal(5 * 10**10), qualifier=DGS.lessThan), False, False),
        (Figure(ID.x, "6000%", UNIT.PERCENT, value=Decimal(6000)), False, False),
    ],
)
def test_a_hedged_figure_lies_beyond_what_it_is_known_to_exceed(figure, above_2000, above_5000):
    found = [Bound("above", Decimal(n * 10**8), is_rate=False, is_money=False).admits(figure) for n in (2000, 5000)]
    assert found == [above_2000, above_5000]


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("软件业务收入过万亿的城市有哪些", ["北京", "深圳"], ["上海", "杭州"]),
        ("which cities had software revenue above 600 billion", ["Beijing", "Shenzhen"], ["Shanghai"]),
        ("which programmes have a cap above 40 million", ["Digital Loan"], ["30 m"]),
        ("产量增速高于80%的产品是哪些", ["96.0%", "81.4%"], ["58.8%", "52.3%"]),
    ],
)
def test_figures_beyond_a_bound_are_told_and_no_others(kg, question, told, untold):
    answer = kg.ask(question)
    assert [v for v in told if v not in answer.text] == []
    assert [v for v in untold if v in answer.text] == []
    assert list(kg.sparql(answer.sparql)) == list(answer.solutions)


def test_a_bound_is_a_filter_of_the_query(kg):
    assert "FILTER ((COALESCE(?exact, ?nominal) >= 1000000000000))" in kg.ask("软件业务收入过万亿的城市").sparql


def test_members_of_a_group_of_which_something_is_not_said(kg):
    answer = kg.ask("三大手机里面哪家没有PCT申请量的排名")
    first = answer.text.splitlines()[0]
    assert "vivo" in first
    assert "华为" not in answer.text
    assert {"2.1.1-p2-s3", "2.1.1-p2-s5"} <= cited(answer)
    assert bare_clauses(answer.text, cited(answer)) == []


def test_bodies_of_which_two_things_are_said_in_different_passages(kg):
    answer = kg.ask("入驻滨海湾的龙头企业里，谁的PCT申请进过全球前十")
    assert "OPPO" in answer.text
    assert "vivo" not in answer.text
    assert {"2.1.4-p2-s6", "2.1.1-p2-s5"} <= cited(answer)


def test_what_else_is_said_of_the_one_that_a_named_thing_leads_to(kg):
    answer = kg.ask("通过DCMM三级认证的那家公司还入选了什么国家级名单")
    assert "国家智能制造优秀场景" in answer.text
    assert {"3.1-p1-s5", "2.2.1-p1-s3"} <= cited(answer)


@pytest.mark.parametrize(
    ("question", "value", "lang"),
    [
        ("2023年电子信息制造业产值是多少万亿元", "9476亿元（合0.9476万亿元）", "zh"),
        ("Total telecom business volume 2023 in billion yuan", "CNY 19.75 bn (19.75 billion yuan; 197.5亿元 as", "en"),
        ("patent applications of the terminal cluster in ten thousands", "over 45,000 (over 4.5万; 超4.5万件 as", "en"),
        ("2023年5G移动用户多少亿户", "915万户（合0.0915亿户）", "zh"),
    ],
)
def test_a_figure_is_told_in_the_scale_that_is_asked_for_beside_the_printed_one(kg, question, value, lang):
    answer = kg.ask(question, lang)
    assert value in answer.text
    assert stray_numbers(answer.text, answer.solutions, question) == []


def test_a_scale_is_asked_for_and_rates_have_none():
    assert scale_in("产值是多少") is None
    assert scale_in("in which year was it issued") is None
    assert Scale(8, "亿").told(Figure(ID.x, "12.9%", UNIT.PERCENT, Decimal("12.9")), "zh") == ""


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("how many above-scale semiconductor enterprises did the city have in 2022", "= 1,370"),
        ("2022年东莞规上软件业营收大概多少", "= 约314.38亿元"),
    ],
)
def test_the_level_of_the_year_before_is_worked_out_where_only_the_growth_is_stated(kg, question, value):
    answer = kg.ask(question)
    assert value in answer.text
    assert answer.text.startswith(("推算", "Computed"))


@pytest.mark.parametrize(
    "question",
    [
        "怡合达的董事长是谁", "东莞12345热线有多少坐席人员", "vivo's number of employees in Dongguan",
        "Average salary of software engineers at Songshan Lake", "Who is the mayor of Dongguan?", "拓斯达的股东名单",
        "东莞有多少辆新能源车",
    ],
)  # fmt: skip
def test_a_word_that_occurs_nowhere_is_not_answered_by_the_passages_on_the_thing(kg, question):
    from dgkg.ask.language.grammar import read_grammar

    assert not {"董事长", "坐席人员", "employees", "salary", "mayor", "股东"} & read_grammar().beyond
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("what was the executed value of offshore outsourcing", ["USD 1.11 bn"]),
        ("Which grew more, telecom or software?", ["47.4%", "12.9%"]),
        ("Was the Dongguan public data regulation published in 2022?", ["January 2023"]),
        ("数字化转型企业里2023年新增的占累计的多少", ["= 19%"]),
        ("软件营收比电信业务总量多出多少", ["= 265.9亿元"]),
        ("孵出云鲸的那个基地还孵了谁", ["李群自动化"]),
        ("推出担保e贷的银行还推出啥", ["链e融"]),
        ("2023新能源项目实施几宗、总投资多少", ["23宗", "211亿元"]),
        ("拿了国家级称号的封测企业有哪几家", ["国家服务型制造示范企业", "国家智能制造优秀场景"]),
    ],
)
def test_each_part_of_what_is_asked_is_told(kg, question, values):
    answer = kg.ask(question)
    assert [v for v in values if v not in answer.text] == []


def test_figures_of_different_quantities_are_not_set_against_each_other(kg):
    answer = kg.ask("by how much does the smart consumer field beat AI software in revenue")
    assert "completed investment" not in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("人工智能+行动重点支持谁", "OPPO"),
        ("电子信息制造业有哪些短板", "外贸"),
    ],
)
def test_who_is_meant_and_what_stands_under_a_heading_is_told_with_it(kg, question, value):
    assert value in kg.ask(question).text
