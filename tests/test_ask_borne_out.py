"""A claim in words is borne out by what is stated in words, denied by it, or stated of something else."""

from __future__ import annotations

import pytest

from dgkg.grounding import bare_clauses, stray_numbers


def cited(answer):
    return {c.passage.id for c in answer.citations}


@pytest.mark.parametrize(
    ("claim", "begins", "told", "passage"),
    [
        # What one item says is so; a proposal stays one.
        ("新能源重大项目包括新型储能，是吧？", "是：", "新型储能", "2.1.5-p1-s1"),
        ("阿里巴巴是东莞加强合作的跨境电商平台吗？", "是：", "阿里巴巴", "2.3.1-p1-s4"),
        ("报告建议把智能移动终端拓展到卫星互联网，对吗？", "是，报告这样建议或计划：", "卫星互联网", "6.1-p2-s2"),
        ("智能理货属于仓储物流环节的应用场景，对吗？", "是，报告这样建议或计划：", "智能理货", "6.4-p3-s6"),
        ("Are data quality assessment services among the scenarios to be piloted?", "Yes, as a proposal or plan:",
         "quality assessment", "6.5-p2-s2"),
        ("Satellite internet is among the fields into which smart terminals should expand, right?",
         "Yes, as a proposal or plan:", "satellite internet", "6.1-p2-s2"),
        # What is said not to be so.
        ("安全工具与系统的适配度已经得到验证，对吗？", "不是，报告所述为：", "还没有", "4.4-p1-s3"),
        # What is only wished is not real.
        ("报告说东莞已经建立产业兼职导师认证机制，对吗？", "没有。报告没有说已实现", "建议", "6.6-p3-s4"),
        # What is stated of something else.
        ("仓储物流环节的5G应用场景包括远程设备操控吗？", "报告没有这样说；所说的是：", "生产制造环节", "6.4-p3-s4"),
        ("报告建议推动中小企业先做行业通用工业软件，对吗？", "报告没有这样说；所说的是：", "骨干企业", "6.2-p1-s2"),
        ("报告把“机器视觉质检”算在5G的仓储物流应用里，对吗？", "报告没有这样说；所说的是：", "检测监测", "6.4-p3-s5"),
        ("东莞加强合作的跨境电商平台里有亚马逊，是这样吗？", "报告没有这样说；所说的是：", "拼多多", "2.3.1-p1-s4"),
    ],
)  # fmt: skip
def test_a_claim_in_words_is_told_to_be_so_or_not_stated_so(kg, claim, begins, told, passage):
    answer = kg.ask(claim)
    assert answer.status == "answered"
    assert answer.text.startswith(begins)
    assert told in answer.text
    assert passage in cited(answer)
    assert not stray_numbers(answer.text, answer.solutions, claim)
    assert not bare_clauses(answer.text, cited(answer))


@pytest.mark.parametrize(
    "claim",
    [
        # One word of it is said by nothing, or says the opposite.
        "新能源重大项目包括光伏组件，是吧？",
        "国办政务办批评了东莞“高效办成一件事”的经验，对不对？",
        "东莞市工业和信息化局推出了数字贷，对吗？",
        "Does Dongguan have a data assetisation service centre of the Greater Bay Area?",
        "Have the data brokers been selected?",
        "Exports fell in 2023, right?",
    ],
)
def test_a_claim_of_which_a_word_is_not_said_gets_no_yes(kg, claim):
    assert not kg.ask(claim).text.startswith(("是：", "是，报告这样", "Yes:", "Yes, as"))


@pytest.mark.parametrize(
    "claim",
    [
        "Circuit-board design is one of the industrial-software fields mentioned in the talent chapter. Right?",
        "Is finance listed both among public-data pilot fields and among data-broker fields?",
        "Binhai Bay brought in the Dongguan New Generation AI Industrial Technology Research Institute. Yes or no?",
    ],
)
def test_what_two_passages_say_together_is_not_told_to_be_unsaid(kg, claim):
    assert not kg.ask(claim).text.startswith("The report does not say so")


def test_a_place_is_that_of_the_cluster_and_not_of_the_industry(kg):
    claim = "Dongguan's smart terminal cluster came in fourth among China's top hundred clusters - yes or no?"
    assert kg.ask(claim).text.startswith("Yes: no. 4")


def test_of_a_glut_nothing_is_told(kg):
    assert kg.ask("报告说集成电路设计人才已经过剩，对吧？").status == "not_in_source"
