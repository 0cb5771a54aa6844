"""Where a figure or a ranking is from, words that stand for others, and when what is planned is due: as the record has it."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "数字经济竞争力第18名这个名次是谁发布的、出自哪份报告",
            ["中央广播电视总台上海总站", "中国城市数字经济发展报告"],
        ),
        ("东莞排全国第18，这个榜单出自哪份报告？是谁家发布的？", ["中国信息通信研究院政策与经济研究所", "刊载于"]),
        ("On what source does the footnote base the figure of over 9,000 firms?", ["Assessment and Diagnosis"]),
        ("“约占70%”这个数是怎么得来的？", ["广东省评估诊断服务系统"]),
        ("Who published the ranking that puts Dongguan 18th?", ["China Media Group Shanghai"]),
    ],
)
def test_a_figure_is_told_with_what_it_is_from(kg, question, said):
    answer = kg.ask(question)
    assert answer.is_answer
    assert all(words in answer.text for words in said), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "2023中国百强产业集群榜单是谁发布的",
        "智能手机11.4亿台这个全球数字来源是什么",
        "Who compiled the top 500 list of private R&D investors?",
        "谁统计的5G用户数",
    ],
)
def test_a_figure_of_which_no_origin_is_stated_is_not_told_for_one(kg, question):
    assert kg.ask(question).status == "not_in_source"


def test_a_word_that_nothing_says_is_read_as_one_that_stands_for_it(kg):
    assert "不会转" in kg.ask("当初推出“数字贷”，是想治企业的哪些毛病？").text
    assert kg.ask("当初推出“数字贷”，是想治企业的哪些裁员？").status == "not_in_source"


def test_what_is_planned_is_dated_where_a_plan_is_asked_for(kg):
    answer = kg.ask("By when does the city intend to issue the trial rules for grading public data?")
    assert "[planned]" in answer.text, answer.text
    assert "2024" in answer.text


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("Does the report say the data broker selection is finished, or still being prepared?", "4.4-p1-s2"),
        ("Where do the report's authors say talent is short: list the three types.", "4.5-p1-s1"),
        ("When were the draft grading rules for public data put together, and were they consulted on?", "1.1-p5-s5"),
        ("Who prepared this report and when?", "0-h3"),
    ],
)
def test_what_the_source_says_is_not_asked_of_the_source(kg, question, cited):
    assert cited in {c.passage.id for c in kg.ask(question).citations}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # A number that is given back sets no bound, and its source is told beside it.
        ("“超过9000家规上工业企业启动数字化转型”这个数的来源是什么？", "广东省评估诊断服务系统"),
        # The way in which something is to be done stands in the next proposal of the same sentence.
        ("“一企一策”诊断辅导要按照什么路径来推？", "以诊促转"),
        # What only takes up a list before it is no question of its own.
        ("赋能中心、促进中心和服务商，三类机构加在一起多少家？", "64家"),
    ],
)
def test_what_goes_on_from_what_is_named_is_told(kg, question, told):
    assert told in kg.ask(question).text
