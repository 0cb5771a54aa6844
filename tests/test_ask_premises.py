"""What a question takes for granted or demands: wrong places and lists, parts of a whole, names, towns, dates, parts of the text."""

from __future__ import annotations

import pytest

from dgkg.grounding import bare_clauses, stray_numbers


def cited(answer):
    return {c.passage.id for c in answer.citations}


@pytest.mark.parametrize(
    ("question", "told", "passage"),
    [
        ("松山湖的OPPO算力中心提供多少智能算力", ["不在松山湖", "滨海湾新区", "764P"], "3.2.2-p1-s3"),
        ("Is Luxshare Precision part of the provincial software breakthrough projects?",
         ["does not name Luxshare Precision", "Luxshare Technology"], "2.1.3-p1-s2"),
    ],
)  # fmt: skip
def test_a_wrong_place_or_list_is_answered_by_what_is_stated(kg, question, told, passage):
    answer = kg.ask(question)
    assert answer.status == "answered"
    assert [text for text in told if text not in answer.text] == []
    assert passage in cited(answer)
    assert bare_clauses(answer.text, cited(answer)) == []


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("终端集群产值里零部件配套、元器件和电池加起来占几成", "= 约51%"),
        (
            "Add up the share of parts, electronic components and batteries in the terminal cluster's output",
            "= about 51%",
        ),
        ("How many firms had been transformed by the end of 2022?", "= 5,191"),
        ("平均每个赋能企业合同额多少", "= 超过73.7万元"),
        ("Signed outsourcing contracts minus executed amount, Jan-Oct 2023?", "= USD 560 million"),
    ],
)
def test_parts_totals_and_named_counts_are_worked_out(kg, question, value):
    answer = kg.ask(question)
    assert value in answer.text
    assert stray_numbers(answer.text, answer.solutions, question) == []


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("On top of which two existing documents were the 2023 hardcore moves made?", "1.1-p1-s1"),
        ("环保口汇聚的数据量级是多少条", "3.2.3-p1-s3"),
        ("Which cross-border e-commerce marketplaces has Dongguan been stepping up its tie-ups with?", "2.3.1-p1-s4"),
        ("为什么说东莞是“双料”试点城市？", "1.2-p4-s3"),
    ],
)
def test_a_passage_is_found_by_words_that_ask_for_it(kg, question, passage):
    assert passage in cited(kg.ask(question))


def test_where_several_things_are_asked_the_rest_of_the_passage_is_told(kg):
    answer = kg.ask("智能移动终端集群企业累计专利申请量和发明专利占比是多少？")
    assert [v for v in ("超4.5万件", "85%") if v not in answer.text] == []


@pytest.mark.parametrize(
    "question",
    [
        "数字贷合作银行名单",
        "Which foreign giants supply the baseband chips that Dongguan relies on? I need their names.",
        "信创联盟的秘书长是谁",
        "全国哪些城市的热线也获评A+等级",
        "东莞手机主要出口到哪些国家",
        "15个北斗基准站分别在哪些镇",
        "数字贷逾期率",
        "南城街道2023年财政收入",
        "average pay of an AI engineer in Dongguan",
        "松山湖软件企业平均工资",
        "三友联众有多少发明专利",
        "赣锋锂电项目什么时候投产",
        "南信产业园什么时候开园",
        "OPPO在东莞雇了多少人",
        "Which of the three phone makers has the highest output?",
        "深圳数字贷额度",
        "How much electricity do Dongguan's data centres use?",
    ],
)
def test_what_lacks_the_names_or_values_demanded_is_refused(kg, question):
    assert kg.ask(question).status == "not_in_source"


def test_where_a_problem_is_told_what_is_proposed_for_it_is_told_beside(kg):
    answer = kg.ask("建议部分针对“核心技术受制于人”提出突破哪些关键零部件，并引进培育哪三类企业？")
    assert cited(answer) >= {"4.2-p1-s3", "6.1-p1-s2", "6.1-p1-s3"}


def test_an_amount_is_found_however_it_is_written(kg):
    assert "555.3亿元" in kg.ask("半导体产值是55.53 billion吗").text
    assert "9000" in kg.ask("9,000家是转型完成的企业数吗").text


def test_a_part_of_the_text_is_told_by_its_headings(kg):
    assert cited(kg.ask("报告第三部分讲什么")) >= {"3-h", "3.1-h", "3.2-h"}
    assert "第5部分" in kg.ask("报告正文有没有第五部分？").text
    assert kg.ask("这份报告第五章讲了些什么").status == "not_in_source"
