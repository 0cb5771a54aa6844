"""Figures in every way of asking: claims that are put as checks and bounds, growth in whatever words."""

from __future__ import annotations

import pytest

from dgkg.ask.language.claimed_amounts import amounts_claimed
from dgkg.ask.language.since import changed_since


@pytest.mark.parametrize("frame", ["判断对错：{}", "能否确认{}", "请确认：{}", "{}？", "难道{}吗"])
@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("集成电路产量增速58.8%", "是："),
        ("集成电路产量增速85.8%", "不是"),
        ("跨境电商进出口总额907.2亿元", "是："),
        ("跨境电商进出口总额709.2亿元", "不是"),
    ],
)
def test_a_claim_is_decided_however_it_is_put(kg, frame, claim, verdict):
    assert kg.ask(frame.format(claim)).text.startswith(verdict)


@pytest.mark.parametrize(
    "frame",
    ["Check this: {} was {}.", "Fact check: {} stood at {}.", "Am I right that {} was {}?",
     "Can you confirm that {} was {}?", "Is {1} what the report gives for {0}?"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("thing", "number", "verdict"),
    [
        ("integrated circuit output growth", "58.8%", "Yes"),
        ("integrated circuit output growth", "38.8%", "No"),
        ("OPPO's computing capacity", "764 PFlops", "Yes"),
        ("OPPO's computing capacity", "674 PFlops", "No"),
    ],
)
def test_a_claim_is_decided_in_english_too(kg, frame, thing, number, verdict):
    assert kg.ask(frame.format(thing, number)).text.startswith(verdict)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("集成电路产量增速比50%多吗", "是："),
        ("集成电路产量增速比60%高吗", "不是"),
        ("集成电路产量增速至少有50%吗", "是："),
        ("智能移动终端集群企业数过了2万家没有", "是："),
        ("东莞软件业务收入超过400亿元了吗", "是："),
        ("东莞软件业务收入超过600亿元了吗", "不是"),
        ("Did Dongguan's software revenue top 40 billion yuan?", "Yes"),
        ("Did integrated circuit output growth top 60%?", "No"),
        ("Did the number of AI firms top 400?", "Yes"),
    ],
)
def test_a_bound_is_decided_in_whatever_words(kg, claim, verdict):
    answer = kg.ask(claim)
    assert answer.text.startswith(verdict)
    assert "no. 1" not in answer.text.partition(":")[2][:8]


def test_the_top_ten_are_no_bound():
    assert amounts_claimed("among the top 10 cities") == []
    assert [a.side for a in amounts_claimed("did it top 400?")] == ["above"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("集成电路产量较2022年增长百分之多少", "58.8%"),
        ("智能手表产量长了多少", "52.3%"),
        ("半导体存储盘产量攀升了多少", "81.4%"),
        ("智能手表产量同比增加几成", "52.3%"),
        ("电信业务总量与上年相比增加了多少", "12.9%"),
        ("How many percent did integrated circuit output go up?", "58.8%"),
        ("At what pace did integrated circuit output expand?", "58.8%"),
        ("By how much was smart watch output higher than in 2022?", "52.3%"),
    ],
)
def test_growth_is_told_in_whatever_words(kg, question, told):
    answer = kg.ask(question)
    assert told in answer.text.partition("\n")[0]
    assert "Computed" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "集成电路产量较2021年增长多少",
        "5G基站数比2022年多多少",
        "12345热线满意率比2022年高几个点",
        "机器人产量攀升了多少",
        "OPPO营收较2022年增长百分之多少",
        "How many more 5G base stations were there than in 2022?",
        "By how much was Dongguan's software revenue higher than in 2021?",
    ],
)
def test_a_level_tells_no_growth(kg, question):
    assert kg.ask(question).status == "not_in_source"


def test_what_has_changed_since_a_year_is_asked_of_a_subject():
    assert changed_since("集成电路产量比2022年增长多少")
    assert not changed_since("满意率多少？比2022年高了几个百分点")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("截至2023年底，东莞软件业务收入是多少", "463.4亿元"),
        ("截至2023年底，半导体及集成电路产值是多少", "555.3亿元"),
        ("截至2023年底，东莞人工智能企业数是多少", "超500家"),
        # What is dated to the end of the year still goes first.
        ("截至2023年底，记忆存储产值是多少", "超过百亿元"),
        ("As of the end of 2023, what was the number of AI firms in Dongguan?", "over 500"),
    ],
)
def test_the_end_of_the_year_is_the_year(kg, question, told):
    assert told in kg.ask(question).text.partition("\n")[0]


@pytest.mark.parametrize(
    "question", ["截至2023年底，数字贷余额是多少", "As of the end of 2023, what was Shenzhen's population?"]
)
def test_the_end_of_the_year_makes_nothing_known(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    "question",
    ["2022年东莞人工智能企业数是多少", "截至2022年底，东莞人工智能企业数是多少", "2025年东莞软件企业数是多少"],
)
def test_a_number_of_another_year_is_refused(kg, question):
    assert kg.ask(question).status == "not_in_source"
