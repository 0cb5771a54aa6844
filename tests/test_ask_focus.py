"""What is told is to the point: the line that answers first, no other thing's lines, and not too many of them."""

from __future__ import annotations

import pytest

from dgkg.ask.telling.shortening import MOST_LINES
from dgkg.grounding import bare_clauses, stray_numbers


def lines(kg, question):
    answer = kg.ask(question)
    assert answer.is_answer
    return answer.text.splitlines()


@pytest.mark.parametrize(
    ("question", "own", "strange"),
    [
        ("What roles or honours does Chippacking have in the report?", "Chippacking", ("De Rucci", "Yiheda")),
        ("What roles, projects and honours does Leadyo have?", "Leadyo", ("Topstar", "Modebao", "Biwin", "Nashe")),
        ("How many live-commerce events were held in 2023 and with about what sales?", "799", ("Furniture", "Douyin")),
        ("2023年东莞家具电商直播节由谁联合哪些平台举办？", "东莞名家具俱乐部", ("各类电商直播带货活动",)),
        ("Who is the chain leader in semiconductors?", "Leadyo", ("Biwin", "Nashe", "Policies")),
        ("Which firm was first in Dongguan to pass DCMM?", "no. 1 in Dongguan", ("balance sheet",)),
        ("How many smartphones did Dongguan ship in 2023 and about what world share?", "2.23亿台",
         ("Huawei", "Nexperia", "Commuting", "planned")),
    ],
)  # fmt: skip
def test_what_is_asked_of_one_thing_is_not_told_of_others(kg, question, own, strange):
    told = lines(kg, question)
    assert any(own in line for line in told)
    assert not [line for line in told if any(name in line for name in strange)]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("When was the Measures for Public Data Management of Dongguan formally issued?", "January 2023"),
        ("《东莞市公共数据管理办法》什么时候正式印发？", "2023年1月"),
        ("数字贷由谁审核？", "东莞市工业和信息化局"),
        ("Who held the 2023 furniture live-commerce festival, with which platforms?", "Dongguan Famous Furniture Club"),
        ("Who is the chain leader in semiconductors?", "Leadyo"),
        ("2023年东莞电信业务总量是多少？", "197.5亿元"),
    ],
)
def test_what_answers_the_question_word_comes_first(kg, question, first):
    assert first in lines(kg, question)[0]


@pytest.mark.parametrize(
    ("question", "most"),
    [
        ("When was the Measures for Public Data Management of Dongguan formally issued?", 1),
        ("What is the combined revenue of Songshan Lake and Nancheng, and about what share of the city’s 46.34 bn?", 5),
        ("松山湖与南城规上企业营收合计多少，约占全市规上软件业营收463.4亿元的多少？", 5),
        (
            "When was the smart-mobile-terminal action plan drafted, when released, and how many aspects does it cover?",
            4,
        ),
    ],
)
def test_once_every_part_is_answered_nothing_is_added(kg, question, most):
    assert len(lines(kg, question)) <= most


def test_what_is_too_much_is_counted_with_its_passages(kg):
    question = "Why is Dongguan called a “double” pilot city?"
    answer = kg.ask(question)
    *told, rest = answer.text.splitlines()
    assert len(told) == MOST_LINES
    assert "more are in the rows of this answer [" in rest
    assert not bare_clauses(answer.text, {c.passage.id for c in answer.citations})
    assert not stray_numbers(answer.text, answer.solutions, question)


def test_more_rows_than_there_are_would_be_an_invention(kg):
    answer = kg.ask("2023年东莞电信业务总量是多少？")
    assert stray_numbers("另有777条，见数据行 [1.2-p3-s3]。", answer.solutions) == ["777"]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("哪些企业入选国家智能制造优秀场景？", ("气派科技", "慕思", "沃德精密", "怡合达")),
        ("报告第四部分列出东莞数字经济面临的哪五个方面的问题？", ("4.1-h", "4.2-h", "4.3-h", "4.4-h", "4.5-h")),
    ],
)
def test_a_list_that_is_asked_for_is_told_whole(kg, question, named):
    text = "\n".join(lines(kg, question))
    assert all(name in text for name in named)
    assert "另有" not in text


@pytest.mark.parametrize(
    ("question", "every", "strange"),
    [
        # The last clause has no word of its own.
        ("智能移动终端集群三年行动方案要从几个方面着手？点名的是哪两个？", ("7个方面", "产业布局优化", "企业集群培育"), ()),
        # So many are asked for, and what says most names none.
        ("统一赋码试点推动的是哪两个“一码”？", ("一事一码", "一物一码"), ()),
        ("What was the total volume of telecoms business in 2023, and how much was it up on the year?", ("12.9%", "19.75"), ()),
        # Of the same quantity that of other things is not asked for.
        ("东莞市集成电路产量2023年是多少，涨了多少？", ("58.8%",), ("虚拟现实", "智能手表")),
        # Two that make up a group have together what the group has.
        ("松山湖和南城两个软件集聚区合起来，营收同比增长多少？", ("351%",), ("47.4%",)),
        ("两个软件集聚区营收合计同比增长多少？", ("351%",), ("47.4%",)),
        # "Faster than" so much sets a bound.
        ("Of the products whose 2023 output growth is given, which ones grew faster than 55 percent?",
         ("58.8%", "81.4%", "96.0%"), ("52.3%", "Highest")),
        # Only what the question asks twice is asked on.
        ("申报省试点清单产品应用的企业，点了谁的名", ("捷邦精密",), ("拓斯达",)),
    ],
)  # fmt: skip
def test_what_is_asked_on_is_told_and_no_more(kg, question, every, strange):
    told = kg.ask(question).text
    assert all(value in told for value in every)
    assert not any(name in told for name in strange)
