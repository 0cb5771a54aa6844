"""A claim gets yes or no with the figure of that very thing, and neither where what is stated does not decide it."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from dgkg.ask.language.claimed_amounts import amounts_claimed
from dgkg.ask.language.tokens import fold
from dgkg.figure import Figure
from dgkg.grounding import bare_clauses, stray_numbers
from dgkg.namespaces import DGS, UNIT

_VERDICT = re.compile(r"是[：，]|不是|不在|没有。|Yes|No\b|Not in")


def cited(answer):
    return {c.passage.id for c in answer.citations}


@pytest.mark.parametrize(
    ("claim", "verdict", "told", "passage"),
    [
        # A share or a multiple in words.
        ("Batteries make up around a fifth of the handset cluster's output, don't they?", "No;", "5%", "2.1.1-p1-s4"),
        ("Complete devices make up about half of the cluster's output value, don't they?", "Yes:", "49%", "2.1.1-p1-s4"),
        ("周边配套占智能移动终端集群产值的两成多，对吗？", "是：", "24%", "2.1.1-p1-s4"),
        ("东莞5G用户占比才三成，对吗？", "不是，", "54.5%", "3.2.1-p1-s2"),
        ("5G用户占移动用户的一半以上，对吗？", "是：", "54.5%", "3.2.1-p1-s2"),
        ("集成电路出口2023年翻番了，对吗？", "不是，", "37%", "2.1.2-p1-s3"),
        ("松山湖和南城两大软件集聚区的营收合计翻番还多，是吗？", "是：", "351%", "1.3-p1-s1"),
        # An exact figure, as a reader would round it.
        ("The cluster has over 30,000 firms, right?", "Yes:", "over 30,000", "2.1.1-p2-s2"),
        ("2023年规上软件业营收约463亿元，对吗？", "是：", "463.4亿元", "1.2-p3-s2"),
        ("Software revenue grew 27.4% in 2023, right?", "No;", "47.4%", "1.2-p3-s2"),
        ("Software revenue reached CNY 46.34 million in 2023, correct?", "No;", "CNY 46.34 bn", "1.2-p3-s2"),
        ("已建机架有12.7万个，是吧？", "不是，", "9.11万个", "3.2.2-p1-s2"),
        ("全年引进亿元以上半导体项目协议投资超过400亿元，对吗？", "不是，", "300.1亿元", "2.1.2-p2-s3"),
        ("Dongguan added 6,407 digital transformation firms in 2023, right?", "No;", "1,216", "2.2.1-p1-s2"),
        ("数字贷最高能贷2亿元，对吗？", "不是，", "1亿元", "2.3.2-p2-s3"),
        # Which of two is more.
        ("松山湖的规上软件和互联网企业比南城多，对吗？", "不是，", "57家", "1.3-p3-s3"),
        ("Songshan Lake's software and internet revenue exceeds Nancheng's, doesn't it?", "Yes:", "CNY 33.23 bn", "1.3-p2-s4"),
        ("Nancheng earns more than Songshan Lake, right?", "No; the report says (as far as it is stated)", "CNY 5.27 bn",
         "1.3-p3-s3"),
        ("Software grew faster than telecoms, didn't it?", "Yes:", "12.9%", "1.2-p3-s3"),
        ("服务外包的执行金额比合同金额大，对吧？", "不是，", "24.4亿美元", "2.3.1-p2-s2"),
        # Which way something went.
        ("IC exports fell in 2023, right?", "No;", "37%", "2.1.2-p1-s3"),
        ("三大手机厂商合计产值2023年是增长的，对吧？", "是：", "12.7%", "2.1.1-p2-s3"),
        # A place, a list, a date.
        ("OPPO's global computing centre is in Nancheng, isn't it?", "No;", "Binhaiwan Bay Area", "3.2.2-p1-s3"),
        ("利扬芯片是链主企业，对吗？", "是：", "链主", "2.1.2-p2-s2"),
        ("OPPO和vivo都集聚在滨海湾新区，对吗？", "是：", "vivo", "2.1.4-p2-s6"),
        ("《东莞市公共数据管理办法》是2022年印发的，对吧？", "不是，", "2023年1月", "1.1-p5-s3"),
        # A rank, and who has it.
        ("Dongguan tops Guangdong for number of 5G base stations, correct?", "No;", "no. 3 (third)", "3.2.1-p1-s2"),
        ("OPPO的PCT申请量全球第一，对吗？", "不是，", "华为", "2.1.1-p2-s5"),
        ("Did OPPO lead the world in PCT filings?", "No;", "Huawei", "2.1.1-p2-s5"),
        ("Does Huawei lead the world in PCT applications?", "Yes:", "no. 1", "2.1.1-p2-s5"),
        ("Is Nancheng the top place in Dongguan by software revenue?", "No;", "no. 2", "1.3-p3-s3"),
        ("东莞5G基站数居全省首位吗？", "不是，", "第3", "3.2.1-p1-s2"),
        # 5G基站数 is what is counted, though 「东莞5G基站」 is a name, too.
        ("东莞5G基站数在广东排第一，没错吧？", "不是，", "第3", "3.2.1-p1-s2"),
    ],
)  # fmt: skip
def test_a_claim_is_decided_by_the_figure_of_that_very_thing(kg, claim, verdict, told, passage):
    answer = kg.ask(claim)
    first, *rest = answer.text.splitlines()
    assert first.startswith(verdict)
    assert told in first
    assert f"[{passage}]" in first
    # What decides it is not told again.
    assert [line for line in rest if line.rstrip("。.") in first] == []
    assert bare_clauses(answer.text, cited(answer)) == []
    assert stray_numbers(answer.text, answer.solutions, claim) == []


@pytest.mark.parametrize(
    ("claim", "named"),
    [
        ("Is OPPO among the chain leaders?", "The report names Leadyo IC Testing (利扬芯片); it does not name OPPO [2.1.2-p2-s2]."),
        ("气派科技是链主企业吗？", "报告点名的是利扬芯片，没有点名气派科技 [2.1.2-p2-s2]。"),
        ("Nancheng is one of the two AI innovation poles, right?", "The report names Binhaiwan Bay Area (滨海湾新区), Songshan Lake (松山湖);"),
    ],
)  # fmt: skip
def test_who_is_on_no_list_is_told_by_who_is(kg, claim, named):
    assert kg.ask(claim).text.startswith(named)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("松山湖有没有OPPO？", "报告没有说OPPO在松山湖；所说的是：OPPO位于滨海湾新区 [2.1.4-p2-s6]。"),
        ("vivo在南城吗？", "报告没有说vivo在南城街道；所说的是：vivo位于"),
        (
            "Is vivo in Songshan Lake?",
            "The report does not say that vivo is in Songshan Lake; it says: vivo is located in",
        ),
    ],
)
def test_where_a_body_is_said_to_be_is_told_of_one_that_is_claimed_elsewhere(kg, claim, told):
    answer = kg.ask(claim)
    assert answer.text.startswith(told)
    assert len(answer.text.splitlines()) == 1
    assert cited(answer) == {"2.1.4-p2-s6"}


@pytest.mark.parametrize(
    "claim", ["OPPO在滨海湾吗？", "Does Binhaiwan Bay Area have OPPO?", "5G用户占移动用户的一半以上，对吗？"]
)
def test_a_claim_that_is_right_is_answered_by_what_makes_it_so_alone(kg, claim):
    (line,) = kg.ask(claim).text.splitlines()
    assert line.startswith(("是：", "Yes:"))


@pytest.mark.parametrize(
    "claim",
    [
        # Of another field, place, time or thing.
        "Exports fell in 2023, right?",
        "Nancheng's software revenue fell in 2023, right?",
        "华为终端的产值占集群的一半，对吗？",
        "Dongguan produces a fifth of China's semiconductors, right?",
        "全省5G基站有3万座，对吗？",
        "China's software revenue grew 47.4% in 2023, right?",
        "2022年软件业营收超过400亿元，对吗？",
        "软件业利润2023年增长47.4%，对吗？",
        "Nine tenths of a smartphone's batteries come from Dongguan, right?",
        "Does Songshan Lake have more national high-tech enterprises than Fenggang AI Town?",
        # Of all sectors, where it is under way.
        "Has automatic pollution-source monitoring already been completed in all 13 sectors?",
        # Of a role, a rank or a place that is not stated of it.
        "华为终端在南城吧？",
        "“链e融”是东莞农商行推出的吗？",
        "vivo的PCT申请量全球前十，对吗？",
        "东莞的北斗基准站都在松山湖，对吧？",
        "Dongguan topped the national scoring for SME digital pilot cities in August 2023, right?",
    ],
)
def test_a_claim_that_nothing_decides_gets_no_verdict(kg, claim):
    answer = kg.ask(claim)
    assert not _VERDICT.match(answer.text), answer.text


@pytest.mark.parametrize(
    ("text", "value", "kind", "side"),
    [
        ("约占两成多", 20, "rate", "more"),
        ("only a third of the firms", Decimal(100) / 3, "rate", "about"),
        ("百分之三十五", 35, "rate", "exact"),
        ("三分之二以上", Decimal(200) / 3, "rate", "above"),
        ("one in five phones", 20, "rate", "about"),
        ("more than doubled", 100, "rate", "above"),
        ("nearly cny 950 billion", 950_000_000_000, "money", "about"),
        ("三万多家", 30_000, "count", "more"),
        ("a term of up to 20 years", 20, "term", "upto"),
        ("高出30个百分点", 30, "points", "exact"),
    ],
)
def test_a_claimed_number_is_read_with_its_hedge(text, value, kind, side):
    (found,) = amounts_claimed(fold(text))
    assert (found.value, found.kind, found.side) == (value, kind, side)


@pytest.mark.parametrize(
    "text", ["5g用户", "ranks 18th in 2022", "第9名", "2023年1月", "前十", "top 10", "a third batch"]
)
def test_places_dates_and_names_are_no_claimed_numbers(text):
    assert amounts_claimed(fold(text)) == []


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("47%", "yes"),
        ("48%", None),
        ("49%", "no"),
        ("about half", "yes"),
        ("about 40%", "no"),
        # Neither within what 约 allows nor well outside.
        ("about 44.5%", None),
        ("over 47%", "yes"),
        ("under 47%", "no"),
    ],
)
def test_a_number_is_held_against_a_figure_as_a_reader_would(claim, verdict):
    figure = Figure(UNIT.PERCENT, "47.4%", UNIT.PERCENT, Decimal("47.4"))
    (found,) = amounts_claimed(claim)
    assert found.verdict(figure) == verdict


def test_a_hedged_figure_leaves_open_what_lies_beyond_it():
    figure = Figure(UNIT.NUM, "超3万家", UNIT.NUM, nominal=Decimal(30000), lower=Decimal(30000), qualifier=DGS.moreThan)
    said = {
        claim: amounts_claimed(claim)[0].verdict(figure) for claim in ("over 30,000", "over 50,000", "under 20,000")
    }
    assert said == {"over 30,000": "yes", "over 50,000": "open", "under 20,000": "no"}
