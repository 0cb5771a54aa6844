"""What is asked is decided: of what a number is, how far a thing is, which of two it is, and each of several."""

from __future__ import annotations

import pytest

from dgkg.ask.spans import span_in
from dgkg.grounding import bare_clauses, stray_numbers


def cited(answer):
    return {c.passage.id for c in answer.citations}


@pytest.mark.parametrize(
    ("claim", "verdict", "told", "passage"),
    [
        # Its time: ten months are no year, three years no single one.
        ("Is USD 2.44 billion the full-year 2023 outsourcing contract value?", "No; that figure is for January to October 2023",
         "USD 2.44 bn", "2.3.1-p2-s2"),
        ("24.4亿美元是2023年全年的服务外包合同金额吗？", "不是，这是2023年1—10月的数", "24.4亿美元", "2.3.1-p2-s2"),
        ("Was the executed outsourcing amount for the whole of 2023 USD 1.88 billion?", "No; that figure is for January", "USD 1.88 bn",
         "2.3.1-p2-s2"),
        ("2023年上半年东莞服务外包合同金额24.4亿美元，对吗？", "不是，这是2023年1—10月的数", "24.4亿美元", "2.3.1-p2-s2"),
        ("Did the outsourcing contract value grow 8.7% over the full year 2023?", "No; that figure is for January", "8.7%",
         "2.3.1-p2-s2"),
        ("Was CNY 46.34 billion the software revenue in the first half of 2023?", "No; that figure is for 2023", "46.34", "1.2-p3-s2"),
        ("Is CNY 73.7 billion the investment of new-energy projects in 2023 alone?", "No; that figure is for the last three years",
         "CNY 73.7 bn", "2.1.5-p1-s1"),
        ("737亿元是2023年一年的新能源项目投资额吗？", "不是，这是近三年", "737亿元", "2.1.5-p1-s1"),
        ("2023年服务外包合同金额是24.4亿美元，对吗？", "不能断定", "2023年1—10月", "2.3.1-p2-s2"),
        ("Had over 8,500 firms completed online diagnosis by the end of 2023?", "That is left open", "as of March 2024", "2.2.2-p1-s3"),
        ("24.4亿美元是2023年1—10月的服务外包合同金额吗？", "是：", "24.4亿美元", "2.3.1-p2-s2"),
        # What is new is not cumulative.
        ("6407家是2023年新增的数字化转型企业吗？", "不是，这是累计数", "6407家", "2.2.1-p1-s2"),
        ("Did 6,407 firms start digital transformation in 2023 alone?", "No; that figure is cumulative", "6,407", "2.2.1-p1-s2"),
        ("Is 1,216 the cumulative number of digitally transforming firms?", "No; that figure is new in period", "1,216",
         "2.2.1-p1-s2"),
        ("截至2023年底累计数字化转型企业6407家，对吗？", "是：", "6407家", "2.2.1-p1-s2"),
        # Firms above designated size are not all firms, the city is not the province.
        ("9476亿元是东莞所有电子信息制造企业的产值吗？", "不是，这只是规上的数", "9476亿元", "1.2-p2-s3"),
        ("Is CNY 46.34 billion the revenue of all software firms in Dongguan?", "No; that figure is only of those above", "46.34",
         "1.2-p3-s2"),
        ("松山湖846家都是规上企业吗？", "不是，这是不分规模的数", "43家", "1.3-p2-s4"),
        ("Does Songshan Lake have 43 software firms in all?", "No; that figure is only of those above", "846", "1.3-p2-s4"),
        ("915万是全省5G用户数吗？", "不是，这是东莞市的数", "915万户", "3.2.1-p1-s2"),
        # A growth is no share, a cap is not what was paid, what was agreed not what was invested.
        ("Is 47.4% software's share of revenue?", "No; that figure is a growth rate", "47.4%", "1.2-p3-s2"),
        ("54.5%是5G用户的增速吗？", "不是，这是5G移动用户占比", "54.5%", "3.2.1-p1-s2"),
        ("数字贷贴息75万元是实际发放额吗？", "不是，这是上限", "75万元", "2.3.2-p2-s4"),
        ("Has CNY 30 million been paid out to each R&D project?", "No; it is a cap", "CNY 30 m", "1.1-p4-s4"),
        ("300.1亿元是已到位的投资额吗？", "不是，这是协议投资额", "300.1亿元", "2.1.2-p2-s3"),
    ],
)  # fmt: skip
def test_a_number_is_held_against_what_it_is_stated_to_be_of(kg, claim, verdict, told, passage):
    answer = kg.ask(claim)
    first = answer.text.splitlines()[0]
    assert first.startswith(verdict)
    assert told in first
    assert f"[{passage}]" in first
    assert bare_clauses(answer.text, cited(answer)) == []
    assert stray_numbers(answer.text, answer.solutions, claim) == []


@pytest.mark.parametrize(
    ("claim", "period", "differs"),
    [
        ("全年", "2023年1—10月", True),
        ("the whole of 2023", "January to October 2023", True),
        ("前10个月", "2023年1—10月", False),
        ("from January to October", "2023年1—10月", False),
        ("in the first half of 2023", "2023年", None),
        ("by the end of 2023", "as of March 2024", True),
        ("过去三年", "近三年（未写明年份）", False),
        ("in 2023 alone", "the last three years (no years given)", True),
        ("in 2023 alone", "as of the end of 2023", None),
        ("since 2023", "2023年1—10月", None),
    ],
)
def test_two_times_are_held_against_each_other(claim, period, differs):
    one, other = span_in(claim), span_in(period)
    assert one is not None
    assert (one.differs_from(other) if other else None) is differs
