"""A claim that is put in other words than the record has is decided by the figure nearest to it, or left alone."""

from __future__ import annotations

import re

import pytest

from dgkg.ask.language.claim_form import bare_claim
from dgkg.ask.language.claimed_amounts import amounts_claimed

_VERDICT = re.compile(r"是[：，]|不是|没有。|Yes|No\b")


@pytest.mark.parametrize(
    ("claim", "verdict", "told", "passage"),
    [
        # Two numbers of one passage that change places.
        ("Did the BeiDou service of Dongguan serve 324 organisations over the year?", "No;", "137", "3.2.1-p1-s4"),
        ("The positioning service reached 324 organisations with 137 terminals. Check this for me.", "No;", "137",
         "3.2.1-p1-s4"),
        ("半导体政策规定相关研发项目奖励封顶1000万元，这个说法对不对？", "不是，", "3000万元", "1.1-p4-s4"),
        ("The chip policy contains 21 incentive measures. Yes or no?", "No;", "16", "1.1-p4-s2"),
        # Right in other words.
        ("The three phone giants' joint output rose 12.7 % in 2023, reversing a slump. True?", "Yes:", "12.7%",
         "2.1.1-p2-s3"),
        ("True or false: Dongguan secured over CNY 30 billion of contracted investment in large chip projects in 2023.",
         "Yes:", "CNY 30.01 bn", "2.1.2-p2-s3"),
        ("赣锋锂电属于超10亿元的项目，没错吧？", "是：", "超10亿元", "2.1.5-p1-s2"),
        ("电子信息制造业产值降幅比上年收窄3.1个百分点，是不是？", "是：", "3.1个百分点", "1.2-p2-s3"),
        ("Dongguan had built thirty thousand 5G base stations by 2023 – correct?", "Yes:", "30,000", "3.2.1-p1-s2"),
        # However it is put to us.
        ("有报道说东莞2023年软件业务收入已突破500亿元，和这份报告一致吗？", "不是，", "463.4亿元", "1.2-p3-s2"),
        ("Cross-border e-commerce trade rose by 18.0 percent in 2023?", "No;", "10.8%", "2.3.1-p1-s3"),
    ],
)  # fmt: skip
def test_a_claim_in_other_words_is_decided_by_the_nearest_figure(kg, claim, verdict, told, passage):
    answer = kg.ask(claim)
    assert answer.text.startswith(verdict), answer.text
    assert told in answer.text.splitlines()[0]
    assert passage in {c.passage.id for c in answer.citations}


@pytest.mark.parametrize(
    "claim",
    [
        # The number is of what is near, and not of what is claimed.
        "90% of smartphone components are made inside Dongguan city limits - does the report say so?",
        "So 1,500-plus companies in Dongguan have lithium as their core business, right?",
        "Over 9,000 above-scale industrial enterprises have already completed their digital transformation. Right?",
        "智能移动终端集群那4.5万多件专利申请全是发明专利吗？",
        "Dongguan's share of software is well above the national average. True or false?",
        # In one of the places only, or of the consulting and not of the document.
        "AI towns have been completed in Nancheng, Fenggang and Songshan Lake, correct?",
        "Was soliciting of opinions on the public data grading rules already complete?",
    ],
)
def test_what_is_near_and_something_else_gives_no_verdict(kg, claim):
    assert not _VERDICT.match(kg.ask(claim).text)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("software revenue was up 12.9% - is that what the report says?", "software revenue was up 12.9%"),
        ("ic trade went up in 2023. agree?", "ic trade went up in 2023"),
        ("takings grew by 88.3 per cent - can i print that?", "takings grew by 88.3 per cent"),
        ("收入已突破500亿元，和这份报告一致吗？", "收入已突破500亿元"),
    ],
)
def test_what_only_puts_a_claim_to_us_is_taken_off(text, bare):
    assert bare_claim(text) == bare


@pytest.mark.parametrize(
    ("text", "value"),
    [("forty-five thousand patents", 45000), ("优秀企业cdo是二十位", 20), ("thirty thousand stations", 30000)],
)
def test_numbers_in_words_are_read(text, value):
    assert [int(a.value) for a in amounts_claimed(text)] == [value]


@pytest.mark.parametrize(
    ("claim", "verdict", "passage"),
    [
        ("AI is among the fields for which joint training courses are supported, yes?", "Yes, as a proposal", "6.6-p2-s2"),
        ("Circuit-board design is one of the industrial-software fields mentioned in the talent chapter. Right?",
         "Yes, as a proposal", "6.6-p3-s3"),
        ("Does the report list coated separators among Dongguan's lithium-material strengths?", "Yes:", "2.1.5-p1-s3"),
    ],
)  # fmt: skip
def test_what_an_item_lists_is_among_what_it_lists(kg, claim, verdict, passage):
    answer = kg.ask(claim)
    assert answer.text.startswith(verdict), answer.text
    assert passage in {c.passage.id for c in answer.citations}


@pytest.mark.parametrize(
    "claim",
    [
        "Textiles are among the fields for which joint training courses are supported, yes?",
        "AI is among the subjects for which data standards are to be written, right?",
    ],
)
def test_what_another_item_lists_is_not(kg, claim):
    assert not kg.ask(claim).text.startswith("Yes")
