"""Claims of how long something takes, in whatever unit, of the first place, and of what a set leaves out."""

from __future__ import annotations

import pytest

from dgkg.ask.language.claimed_amounts import amounts_claimed
from dgkg.namespaces import UNIT


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("closes in 4.5 hours", "4.5", UNIT.HR), ("平均4.5小时办结", "4.5", UNIT.HR), ("最长20个月", "20", UNIT.MO),
        ("up to 20 years", "20", UNIT.YR), ("within 3 days", "3", UNIT.DAY),
    ],
)  # fmt: skip
def test_a_time_is_claimed_in_its_own_unit(text, value, unit):
    (claimed,) = amounts_claimed(text)
    assert (str(claimed.value), claimed.kind, claimed.unit) == (value, "term", unit)


@pytest.mark.parametrize(
    ("claim", "verdict", "told"),
    [
        ("The 12345 hotline closes a work order in 4.5 hours on average, right?", "No", "4.5 days"),
        ("12345热线平均4.5小时办结一件工单，对吗？", "不是", "4.5天"),
        ("12345热线平均4.5天办结一件工单，对吗？", "是", "4.5天"),
        ("Digital Loan runs for up to 20 months, correct?", "No", "20 years"),
        ("数字贷最长能贷20个月？", "不是", "20年"),
        ("Nancheng leads the city in revenue of above-scale internet and software firms – correct?", "No", "no. 2"),
        ("南城的互联网和软件企业营收是不是全市最高？", "不是", "第2"),
    ],
)
def test_a_time_or_first_place_that_is_claimed_is_decided(kg, claim, verdict, told):
    first = kg.ask(claim).text.split("\n")[0]
    assert first.startswith(verdict)
    assert told in first


def test_a_time_of_another_order_decides_nothing(kg):
    assert kg.ask("Approval of the Digital Loan takes 3 days, right?").status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "only"),
    [
        ("城市试点要聚焦的三大行业里，哪一个不在已编转型指引的行业之列？", "智能移动终端"),
        ("已编转型指引的三个行业里，哪个不在试点聚焦的三大行业之列？", "家具"),
        ("Of the three industries the SME pilot focuses on, which is not among those with a transformation guide?",
         "smart mobile terminals"),
    ],
)  # fmt: skip
def test_what_one_set_has_and_the_other_leaves_out_is_told(kg, question, only):
    answer = kg.ask(question)
    assert only in answer.text.split("\n")[0]
    assert {"6.4-p1-s3"} < {c.passage.id for c in answer.citations}


def test_sets_with_nothing_in_common_are_not_held_against_each_other(kg):
    answer = kg.ask("Of the three industries with a transformation guide, which is not a focus of the SME pilot?")
    assert "food and beverages" not in answer.text


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Was Dongguan the only city in Guangdong in both pilots?", "Yes"),
        ("Is any other Guangdong city in both the national and provincial SME pilots?", "No"),
        ("除了东莞，广东还有别的城市同时是国家级和省级试点吗？", "没有"),
        ("广东有没有第二个城市也同时拿到国家级和省级中小企业数字化转型试点？", "没有"),
    ],
)
def test_one_that_is_so_alone_decides_whether_others_are(kg, question, verdict):
    answer = kg.ask(question)
    assert answer.text.startswith(verdict)
    assert "1.2-p4-s3" in {c.passage.id for c in answer.citations}


def test_what_is_so_of_two_programmes_together_says_nothing_of_one_of_them(kg):
    assert kg.ask("除了东莞，还有哪些城市进了省级中小企业数字化转型试点名单？").status == "not_in_source"


@pytest.mark.parametrize("question", ["华为是松山湖唯一的核心企业吗", "Is vivo the only phone maker in Binhaiwan?"])
def test_that_one_is_named_does_not_make_it_the_only_one(kg, question):
    assert not kg.ask(question).text.startswith(("是", "Yes"))


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        # A rougher figure of the same (不足500亿元) leaves it open, and one of a part (AI software) is another.
        ("东莞软件业务收入是463.4亿元吗", "是"), ("东莞软件业务收入是563.4亿元吗", "不是"),
        ("Is Dongguan's software revenue CNY 46.34 billion?", "Yes"), ("请确认信创联盟成员单位为66家", "不是"),
        ("核实一下：12345热线办理满意率96%", "是"), ("我记得集成电路产量增速是38.8%来着", "不是"),
        ("True or false: the satisfaction rate of the 12345 hotline was 99%.", "No"),
        ("the number of members of the Xinchuang alliance was 56, right?", "Yes"),
        ("Please verify: the satisfaction rate of the 12345 hotline of 96%.", "Yes"),
    ],
)  # fmt: skip
def test_a_claim_is_decided_however_it_is_put(kg, claim, verdict):
    assert kg.ask(claim).text.startswith(verdict)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("松山湖的规上互联网和软件企业营收减去南城的是多少", "279.6亿元"),
        ("松山湖的规上互联网和软件企业营收超出南城多少", "279.6亿元"),
        ("What is the ratio of Songshan Lake's software revenue to Nancheng's?", "6.31"),
    ],
)
def test_one_figure_is_held_against_another_in_whatever_words(kg, question, value):
    assert value in kg.ask(question).text.split("[")[0]


def test_the_limit_itself_is_no_loan_that_fills_it(kg):
    text = kg.ask("数字贷封顶多少").text
    assert "1亿元" in text
    assert "推算" not in text


@pytest.mark.parametrize(
    "question",
    [
        "What is the ratio of new-quality firms to all firms in the Nancheng belt?",
        "南城千亩集聚带新质生产力企业占所有企业的百分之几？",
    ],
)
def test_all_of_a_place_are_no_kind_of_them(kg, question):
    first = kg.ask(question).text.split("[")[0]
    assert "233" in first
    assert "24%" in first
