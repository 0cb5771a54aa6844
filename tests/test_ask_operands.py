"""What is worked out is of what the question names; a verdict only where what is stated decides it."""

from __future__ import annotations

import pytest

_COMPUTED = ("推算", "Computed")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        # All software, not that within AI; the centres, not their partners.
        ("What is AI revenue as a multiple of software revenue?", "= at least about 2.59 times"),
        ("人工智能营收是软件营收的几倍？", "= 至少约2.59倍"),
        ("人工智能产业营收是人工智能软件开发营收的几倍？", "= 至少约3.46倍"),
        ("赋能中心平均每家新增赋能多少家企业？", "= 156家"),
        # The racks that are designed; no offshore part of anything; the two parts of one total.
        ("每个在用数据中心平均有多少设计机架？", "= 5,522个"),
        ("服务外包执行率（执行金额占合同金额）是多少？", "= 77%"),
        ("人工智能两大板块（制造和软件）营收相加是多少，和总数对得上吗？", "= 1,199亿元"),
        # What was there the year before, and no rest of it.
        ("2023年新增数字化转型企业是2022年底累计的百分之几？", "= 23.4%"),
        ("热线办理不满意率是多少？", "= 4%"),
        ("数字贷3%贴息达到75万上限时贷款额多少？", "= 2,500万元"),
    ],
)
def test_the_operands_are_those_that_the_words_name(kg, question, value):
    assert value in kg.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        # Of other scopes, kinds and measures.
        "半导体企业和人工智能企业加起来多少家？",
        "How many semiconductor and AI firms are there altogether?",
        "人工智能企业和信创活动参与人数加起来多少？",
        "数字贷贴息上限75万元与园区奖励1000万元合计多少？",
        "特色产业园区最高奖励和服务平台最高补助加起来是多少？",
        "What do software revenue and telecom business volume add up to?",
    ],
)
def test_what_is_of_another_kind_or_scope_is_not_added_up(kg, question):
    answer = kg.ask(question)
    assert not any(line.startswith(_COMPUTED) for line in answer.text.splitlines()), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "What share of the city's software revenue is Songshan Lake's?",
        "How large is Dongguan's software revenue compared with the national average growth?",
        "跨境电商占外贸比重",
        "东莞半导体产业占全国比重",
        "服务外包占跨境电商比重",
        "2022年电子信息制造业产值是多少",
        "新增智能工厂占累计的多少",
        "凤岗规上工业企业占市场主体比例",
        "What do the Songshan Lake and Nancheng clusters add up to in share?",
        "What share of Dongguan's software revenue comes from AI software development?",
        "东莞在全省排名最差的指标",
    ],
)
def test_nothing_is_worked_out_from_figures_of_something_else(kg, question):
    answer = kg.ask(question)
    assert not any(line.startswith(_COMPUTED) for line in answer.text.splitlines()), answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("智能消费和设备制造占人工智能收入的比重？", "= 不足71%"),
        ("AI industry revenue minus software development revenue", "= over CNY 85.3 billion"),
        ("AI软件占AI收入多少", "= 不足29%"),
        ("离岸外包执行额占全部执行额几成", "59%"),
        ("What share of the firms in Nancheng's thousand-mu belt are AI firms?", "3%"),
        ("全省第一的数字化转型企业累计数里，2023年新增的占多大比例", "= 19%"),
        ("2022年半导体规上企业有多少家", "1,370家"),
    ],
)
def test_what_a_question_names_is_worked_out_with_its_hedge(kg, question, value):
    first = kg.ask(question).text.splitlines()[0]
    assert first.startswith(_COMPUTED)
    assert value in first


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("专利申请超过4万件吗", "是：东莞智能移动终端集群专利申请量［累计］：超4.5万件 [2.1.1-p2-s4]"),
        ("专利申请超过5万件吗", "不能断定"),
        ("Does the cluster have more than 50,000 patent applications?", "That is left open"),
        ("半导体企业有1500家吗", "不是，报告所述为：2023年，东莞市（半导体及集成电路）企业数［规上］：1454家"),
    ],
)
def test_a_bound_decides_only_what_it_says(kg, question, verdict):
    assert kg.ask(question).text.startswith(verdict)


@pytest.mark.parametrize(
    "question",
    [
        "东莞5G用户占比是全省第一吗",
        "产值占比加起来是100%吗",
        "Do the four output shares add up to 100%?",
        "东莞理工学院建成了吗",
        "Has Great Bay University been built?",
        "vivo建好了吗",
        "盘古大模型发布了吗",
        "华为在松山湖落地了吗",
    ],
)
def test_no_verdict_is_given_on_what_nothing_decides(kg, question):
    assert not kg.ask(question).text.startswith(("不是", "没有。", "是，", "No", "Yes"))


def test_a_difference_is_of_both_places_of_a_conversation(kg):
    first = kg.ask("松山湖软件营收多少？")
    second = kg.ask("那南城呢？", context=first)
    assert "279.6亿元" in kg.ask("和南城比差多少？", context=second).text.splitlines()[0]
    assert "88.3%" in kg.ask("增长多少？", context=first).text


def test_a_conversation_keeps_its_language_and_ends_where_a_whole_question_begins(kg):
    first = kg.ask("What is Songshan Lake's software revenue?")
    second = kg.ask("and in 南城?", context=first)
    assert (second.lang, "5.27 bn" in second.text) == ("en", True)
    assert "19.75 bn" in kg.ask("What was telecom volume?", context=second).text


@pytest.mark.parametrize("question", ["哪些产业没有政策支持", "Which firms in Songshan Lake do not make phones?"])
def test_what_is_said_of_things_is_no_answer_to_what_is_not_said_of_them(kg, question):
    answer = kg.ask(question)
    assert answer.status == "not_in_source"
    # The nearest that is stated is cited as it is told.
    assert [c.passage.id for c in answer.citations]
    assert all(f"[{c.passage.id}]" in answer.text for c in answer.citations)


def test_a_bound_may_be_written_in_chinese_numerals(kg):
    answer = kg.ask("哪些城市软件业务收入过五千亿但没过万亿")
    assert "不足500亿" not in answer.text
    assert "广州" in answer.text
