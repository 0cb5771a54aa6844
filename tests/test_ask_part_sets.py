"""What one part of the source names and another leaves out, whether two parts agree, and reasons: as the record has them."""

from __future__ import annotations

import pytest

from dgkg.ask.language.source_parts import part_in, part_names


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Part Two and Part Four both describe firms' reluctance to transform; which attitude is missing in Part Four?",
         ["only in “Part 2”: not knowing how to transform"]),
        ("数字贷要解决的企业态度，和第四部分讲的企业态度，差了哪一个？", ["两边都有：不敢转、不想转", "只在“第二部分”：不会转"]),
        (("Of the three industries that got transformation guides, which does Part Four still describe as needing deeper "
         "transformation?"), ["In both: furniture, textiles and apparel", "food and beverages/food"]),
        ("第六部分说要聚焦的三大行业里，哪个没有编过转型指引？", ["只在“第六部分”：智能移动终端"]),
    ],
)  # fmt: skip
def test_what_a_part_leaves_out_is_told_beside_what_both_have(kg, question, said):
    answer = kg.ask(question)
    assert all(words in answer.text for words in said), answer.text


def test_parts_that_share_nothing_are_not_set_against_each_other(kg):
    assert "两边都有" not in kg.ask("第四部分列举的先进城市里，哪几个软件收入没有提到？").text


def test_a_question_on_two_parts_is_of_neither_alone():
    assert part_in("第四部分") == "4"
    assert part_in("第三部分和第四部分") == ""
    assert part_names("第三部分和第四部分") == [("第三部分", "3"), ("第四部分", "4")]


def test_two_parts_that_tell_of_one_thing_are_told_both(kg):
    answer = kg.ask("Do Part Three and Part Four agree on whether data brokers have been selected?")
    assert {"3.1-p2-s4", "4.4-p1-s2"} <= {c.passage.id for c in answer.citations}


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("Why was the Digital Loan brought out?", "2.3.2-p2-s2"),
        ("为什么东莞的电子信息制造业受外部冲击比较大？", "4.2-p1-s2"),
        ("为啥有的企业不愿上云", "4.3-p1-s3"),
    ],
)
def test_a_reason_is_told_by_what_gives_one(kg, question, cited):
    assert cited in {c.passage.id for c in kg.ask(question).citations}


@pytest.mark.parametrize("question", ["OPPO为什么选择把算力中心放在滨海湾？", "佰维为什么看中东莞来做晶圆级封测？"])
def test_what_gives_no_reason_is_none(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What share of the loan contract can the subsidy cover at most, and for how long is it paid?", "1 year"),
        ("“数字贷”贷款期限最长多久，贴息又补多久？", "贴息期限［城市试点拟改造企业］：一年期"),
        ("How long is the interest subsidy for pilot firms, and how long can the loan itself run?", "up to 20 years"),
        ("数字贷最多能借多少、最长借几年、利率怎么定？", "低至同期LPR"),
    ],
)
def test_how_long_is_told_beside_what_else_is_asked(kg, question, said):
    assert said in kg.ask(question).text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which two special mechanisms does the report say the Digital Loan relies on?", "risk compensation"),
        ("What two online loan products did the Bank of Dongguan roll out?", "Chain E-Finance"),
        ("How many rules and guides on data did the city write in 2023, and what do they deal with?", "security"),
    ],
)
def test_what_some_are_is_told_and_not_only_how_many(kg, question, said):
    assert said in kg.ask(question).text
