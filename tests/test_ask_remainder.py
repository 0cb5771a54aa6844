"""What another clause of the passage tells is told where it is asked for: what for, on what, by which, and a name."""

from __future__ import annotations

import pytest

from dgkg.ask.evidence.remainder import asks_what_for


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("开展工业数据资产登记东莞节点建设，最终要支撑企业的什么？", "数字化转型"),
        ("鸿蒙平台给制造业带来了什么作用？", "赋能与赋智"),
        ("大力宣传CDO的优秀案例，是为了引导企业做什么？", "数据交易"),
        ("那16条奖补想让东莞成为什么？", "高地"),
        ("遴选数据经纪人的目的是挖掘什么？", "企业数据价值"),
        ("What is the selection of local data brokers meant to achieve?", "value"),
        ("生态环境的130亿条数据是为了支撑什么？", "靶向治理"),
    ],
)
def test_what_something_is_for_is_told_by_the_rest_of_its_sentence(kg, question, told):
    assert told in kg.ask(question).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("“一物一码”是通过落实什么试点推动的？", "统一赋码试点"),
        ("On what does the gathering of 13 billion environmental data records rely?", "government cloud"),
        ("东莞依托市政务云做了什么？", "靶向治理"),
    ],
)
def test_what_something_rests_on_is_told_by_the_rest_of_its_sentence(kg, question, told):
    assert told in kg.ask(question).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("生态大数据智能监管与数据管理平台的“110”是什么意思？", "110调度中心"),
        ("“免申即享”用的是什么平台？", "就莞用"),
        ("工业数据要素价值化探索，具体在做什么？", "东莞节点"),
        ("智能工厂认定之外，还要加快培育哪种工厂？", "灯塔工厂"),
        ("镇街试点在指挥调度上被推动设立了什么？", "综合指挥中心"),
    ],
)
def test_what_was_found_says_less_than_what_stands_beside_it(kg, question, told):
    assert told in kg.ask(question).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("半导体奖补措施分为几大方面？", "4大方面"),
        ("企业去年参加的展会超过多少场？", "超220场"),
        ("东莞数字产业化规模达到2000亿元这一档的城市有哪几座？", "广州"),
        ("102个新能源项目总共要投多少钱？", "737亿元"),
        ("2023年东莞软件企业营收同比变动幅度是多少？", "47.4%"),
        ("高伟光学是哪家公司的供应商？", "苹果"),
    ],
)
def test_the_value_that_is_asked_for_is_told(kg, question, told):
    assert told in kg.ask(question).text


def test_who_is_asked_for_by_name_is_not_told_of_others(kg):
    assert "农商行" not in kg.ask("线上贷款产品“链e融”是哪家银行的？").text


def test_money_is_no_sum_of_counts(kg):
    assert "125个" not in kg.ask("102个新能源项目一共要投多少钱？").text


def test_a_choice_of_two_asks_for_nothing_new(kg):
    answer = kg.ask("政务数据资源的集聚效应是凸显了还是减弱了？")
    assert "凸显" in answer.text
    assert "探索" not in answer.text


def test_names_in_chinese_characters_are_told_in_english_too(kg):
    answer = kg.ask("Which five product systems belong to Zhirongtong?", lang="en")
    assert "智, 融, 通, 链" in answer.text


def test_how_a_share_was_estimated_is_told_by_its_footnote(kg):
    assert "评估诊断服务系统" in kg.ask("三成规上企业转型困难，这个比例是根据什么测算的？").text


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("数字贷的目的是什么", True),
        ("“一网统管”有什么好处", True),
        ("数字贷的利率是多少", False),
        ("谁审核了数字贷", False),
    ],
)
def test_which_questions_ask_what_for(kg, question, asks):
    assert asks_what_for(kg.ask(question).question) is asks


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("东莞想把智能移动终端集群培育成什么样的集群？", "全球影响力"),
        ("以锂电产业链为主营的企业有多少？另外涉锂的又有多少？", "1500多家"),
        ("依托市政务云，东莞干了什么？", "130亿条"),
        ("智能移动终端产业链的长处是什么，短处是什么？", "配套已较齐全"),
        ("What are the strengths and weaknesses of the smart mobile terminal chain?", "fairly complete"),
    ],
)
def test_what_is_asked_for_second_or_of_the_future_is_told_too(kg, question, told):
    assert told in kg.ask(question).text
