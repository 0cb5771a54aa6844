"""What a question describes and does not name is found first; what it asks is then asked of that."""

from __future__ import annotations

import pytest

from dgkg.ask.reading.anaphora import classes_in
from dgkg.namespaces import DGO


def cited(answer):
    return {c.passage.id for c in answer.citations}


def test_a_question_speaks_of_classes_by_words_for_them():
    assert classes_in("那家公司在哪个小镇") == (DGO.Organization, DGO.Place)
    assert classes_in("that zone's revenue") == (DGO.Place,)
    assert classes_in("how fast did it grow") == ()


@pytest.mark.parametrize(
    ("question", "told", "passages"),
    [
        ("主要生产DRAM存储组件的那家公司，年产值有多大？", "超过百亿元", {"2.1.1-p1-s5", "2.1.2-p1-s4"}),
        ("How large is the output of the company that makes DRAM components?", "over CNY 10 bn", {"2.1.2-p1-s4"}),
        ("年产值过百亿的那家芯片企业主要生产什么？", "DRAM", {"2.1.1-p1-s5", "2.1.2-p1-s4"}),
        ("What does the chip maker with output above 10 billion yuan make?", "DRAM", {"2.1.1-p1-s5", "2.1.2-p1-s4"}),
        ("以京东项目为核心的那个人工智能小镇，规上工业企业有多少家？", "164家", {"2.1.4-p2-s4", "2.1.4-p2-s5"}),
        (
            "The AI town with the JD.com project: how many industrial firms above designated size does it have?",
            "164",
            {"2.1.4-p2-s4", "2.1.4-p2-s5"},
        ),
        # Of that place all that is asked is told as well: what describes it stands in its own clause.
        (
            "How fast did above-scale software and internet revenue grow in the park where the AI large-model centre is?",
            "88.3%",
            {"3.2.2-p1-s3", "1.3-p2-s4"},
        ),
    ],
)
def test_a_thing_that_is_described_is_found_by_one_passage_and_asked_of_another(kg, question, told, passages):
    answer = kg.ask(question)
    assert answer.status == "answered"
    assert told in answer.text
    assert passages <= cited(answer)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("华为正在哪个新区或园区建大模型中心，该园区规上互联网和软件企业2023年营收多少？", "332.3亿元"),
        (
            "In which zone does OPPO run its computing centre, and which institute has that zone brought in?",
            "Institute",
        ),
    ],
)
def test_that_zone_is_the_one_that_the_part_before_was_answered_by(kg, question, told):
    assert told in kg.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "以京东项目为核心的那个人工智能小镇有多少个地铁站？",
        "How many employees does the AI town built round the JD project have?",
        "主要生产DRAM存储组件的那家公司，净利润是多少？",
        "What did the company that makes DRAM components export?",
    ],
)
def test_what_is_not_stated_of_the_thing_described_is_refused(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("东莞是什么时候进入省级中小企业数字化转型城市试点名单的？", "2023年11月"),
        ("Around which park and which company's project does Fenggang AI Town build?", "JD.com"),
        ("建议与OPPO、vivo一起完善人才体系的那条建议，还提到哪些领域？", "工业软件"),
        ("How fast did the contract value of offshore service outsourcing grow in January to October 2023?", "0.56%"),
        ("Our draft says Dongguan's IC exports rose 6.7% in 2023. Is that what the report says?", "37%"),
        ("超过9000家企业启动转型这个数字的来源是什么？", "广东省评估诊断服务系统"),
        ("全市规上企业约三成转型困难，这个说法的数据出处在哪？", "评估诊断服务系统"),
        ("本报告是全文还是节选？", "节选"),
        ("Is this the full report or an excerpt?", "excerpt"),
    ],
)
def test_what_else_where_from_and_of_which_is_told(kg, question, told):
    assert told in kg.ask(question).text
