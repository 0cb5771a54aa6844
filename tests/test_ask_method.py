"""Words that say only how a number is worked out or held apart ask for it, and need be told by nothing."""

from __future__ import annotations

import pytest

from dgkg.ask.language.method import method_spans
from dgkg.ask.language.sides import beside_in, sides_of
from dgkg.grounding import bare_clauses, stray_numbers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("拿2023的数按增速往回推", ["按增速往回推"]),
        ("what did it earn in 2022, working back from the growth", ["working back"]),
        ("how many points separate them", ["separate"]),
        ("东莞前进了几位", ["前进了几位"]),
        ("东莞有多少家企业", []),
    ],
)
def test_a_question_says_how_a_number_is_worked_out(text, said):
    assert [text[start:end] for start, end in method_spans(text)] == said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("东莞2022年电信业务总量大概多少亿？拿2023的数按增速往回推", "= 约174.93亿元"),
        ("What was semiconductor and IC output in 2022, working back from 10.2% growth?", "= about CNY 50.39 billion"),
        ("跟2021年相比，东莞数字经济竞争力名次往前挪了几位？", "= 上升4位"),
        ("东莞数字经济竞争力排名2023年比2022年前进了几名", "= 上升3位"),
        ("How many places did Dongguan gain in the city ranking between 2022 and 2023?", "= up 3 places"),
        ("How many percentage points separate the output growth of VR devices from that of smartwatches?", "= 43.7"),
        ("AI consumer and equipment manufacturing versus AI software: how much bigger is it in revenue?", "50.5 billion"),
        ("赋能中心—促进中心—服务商三层机构加在一起一共多少家", "= 64家"),
        ("Enabling centres, promotion centres and service providers: how many in total?", "= 64"),
        ("9.15 million 5G users are 54.5% of the total. How many mobile users does that imply?", "about 16.79 million"),
        ("按占比推算，智能移动终端集群的发明专利申请至少有多少件", "= 超过3.825万件"),
        ("Going by the share given, at least how many of the terminal cluster's patent applications are inventions?",
         "= over 38,250"),
        ("松山湖与南城规上企业营收合计多少", "= 385.0亿元"),
        ("Cross-border e-commerce grew 10.8% to 90.72 bn. What was the absolute increase in yuan?", "= about CNY 8.84 billion"),
        ("2022年东莞半导体集成电路亿元以上项目的协议投资是多少？可以用增幅算", "= 约221.15亿元"),
        ("在岸的服务外包执行金额有多少？总的减离岸", "= 7.7亿美元"),
        ("南城产业带的税收占营收的百分比", "= 约31.6%"),
        ("How many firms had gone digital in Dongguan before the 2023 additions?", "= 5,191"),
        ("By how many points did offshore contract growth trail total contract growth in outsourcing?", "= 8.14"),
        ("RTK终端有多少台，由多少家单位使用，平均一家几台？", "= 2.36"),
        ("Of all data-centre racks planned, what fraction already exists?", "= 71.7%"),
        ("如果2023年跨境电商907.2亿、涨了10.8%，那前一年差不多是多少？", "= 约818.77亿元"),
        ("全市规上软件营收463.4亿，两大集聚区占八成以上，至少是多少亿？", "= 至少370.72亿元"),
        ("Which has higher revenue per above-scale firm, Songshan Lake or Nancheng?", "= CNY 772.8 million"),
        ("凤岗AI小镇的高新技术企业加专精特新企业合计几家", "= 106家"),
        ("服务外包合同金额去年同期大约多少亿美元（按8.7%反推）", "= 约22.45亿美元"),
        ("In money terms, how much did telecom business volume increase in 2023?", "= about CNY 2.26 billion"),
        ("How many points faster did cross-border e-commerce trade grow than IC trade?", "= 4.1 percentage points"),
        ("What is the ratio of new-quality-productive-force firms to AI firms in the Nancheng belt?", "= 8 times"),
        ("直播带货成交额和赋能中心合同金额，哪个更大？", "约12.6亿元"),
        ("About what portion of the world's smartphones shipped in 2023 came out of Dongguan?", "= 19.6%"),
    ],
)  # fmt: skip
def test_what_is_asked_for_by_its_method_is_worked_out(kg, text, told):
    answer = kg.ask(text)
    assert told in answer.text.splitlines()[0]
    assert not stray_numbers(answer.text, answer.solutions, text)
    assert not bare_clauses(answer.text, {c.passage.id for c in answer.citations})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Put 2023 growth in the software industry and in telecom business volume side by side.", ["47.4%", "12.9%"]),
        ("集成电路和智能手表，2023年谁的产量涨得更猛？各涨多少", ["最高：58.8%", "52.3%"]),
        (
            "Lithium: are there more firms living off it or merely involved with it, and how many each?",
            ["300", "1,500"],
        ),
        ("How many live-streaming sales events were staged in 2023?", ["799"]),
    ],
)
def test_two_that_are_held_side_by_side_are_both_told(kg, text, told):
    answer = kg.ask(text)
    assert answer.is_answer
    assert all(value in answer.text for value in told)


@pytest.mark.parametrize(
    "text",
    [
        "2022年规上电子信息制造业的产值是多少亿？",
        "How many above-scale software firms did Songshan Lake have in 2022?",
        "智能手表产量增速比平板电脑快多少个百分点？",
        "How many places did Dongguan climb in the software revenue ranking of Chinese cities?",
    ],
)
def test_nothing_is_worked_out_of_another_quantity(kg, text):
    assert not kg.ask(text).is_answer


def test_a_bound_in_words_has_its_number_beside_it(kg):
    assert "破百亿元（超过100亿元）" in kg.ask("投向数字经济重点领域的战略基金总规模是多少？").text
    assert "超八成（超过80%）" in kg.ask("东莞电子信息制造业的外贸依存度是多少？").text


def test_the_sides_of_a_comparison_are_read():
    told = next(sides_of("VR sets versus watches: how much faster did the first grow?"))
    assert (told.way, told.texts) == ("difference", ("vr sets", "watches"))
    beside = next(beside_in("Put growth in software and in telecom side by side."))
    assert beside.texts == ("software", "telecom")
    assert beside.grows


def test_of_several_that_are_taken_off_one_alone_is_not():
    told = [found for found in sides_of("总营收减去制造和软件两块，还剩多少") if found.way == "less"]
    assert [found.texts for found in told] == [("总营收", "制造", "软件")]


def test_what_is_left_of_a_whole_has_a_share_in_it(kg):
    left, share = kg.ask("还没建成的机架占设计总数的比例").text.splitlines()[:2]
    assert "= 3.59万个" in left
    assert "= 28.3%" in share
