"""Values between two things: months, places of a ranking, sums against a third, multiples beside a state, averages."""

from __future__ import annotations

import pytest

from dgkg.ask.language.method import asks_exactly
from dgkg.ask.sums.against_third import third_in
from dgkg.ask.sums.climb import years_of_climb
from dgkg.ask.telling.dates import month
from dgkg.grounding import bare_clauses, stray_numbers


def sound(answer, question):
    cited = {c.passage.id for c in answer.citations}
    return stray_numbers(answer.text, answer.solutions, question) == [] and bare_clauses(answer.text, cited) == []


MONTHS = [
    ("公共数据管理办法比政务数据治理专项规划早印发几个月？", ["= 3个月", "东莞市公共数据管理办法在先"]),
    ("公共数据管理办法跟政务数据治理专项规划，谁先印发？", ["东莞市公共数据管理办法在先"]),
    (
        "By how many months did the public data management measures precede the government data governance plan?",
        ["= 3 months", "Public Data came first"],
    ),
    (
        "How long after the public data management measures was the mobile terminal cluster action plan released?",
        ["= 12 months"],
    ),
    ("从政务数据治理专项规划印发到智能移动终端集群行动方案正式发布，中间隔了几个月？", ["= 9个月"]),
    ("东莞入选中小企业数字化转型试点城市公示名单，比智能移动终端集群入选百强产业集群晚了几个月？", ["= 5个月"]),
    ("公共数据分类分级管理办法编制完成比公共数据管理办法印发晚几个月？", ["= 8个月"]),
]
RANKS = [
    ("2023年东莞的数字经济竞争力指数名次比上一年前进了几位？", ["= 上升3位"]),
    ("东莞数字经济竞争力指数排名比前年提高了几名？", ["= 上升4位"]),
    ("How many places higher than the year before was Dongguan's digital economy competitiveness ranking in 2023?",
     ["= up 3 places"]),
]  # fmt: skip
SHARES = [
    ("What share of the firms in Nancheng's thousand-mu belt are new-quality-productivity firms?", ["= 24%"]),
    ("南城千亩集聚带已入驻的企业里软信企业占百分之几？", ["= 9.9%"]),
    ("全球出货的智能手机里东莞占百分之几，给个精确点的数", ["= 19.6%"]),
    ("报告说五部手机一部来自东莞，按出货量算确切占比是多少？", ["= 19.6%"]),
    ("2023年实施的新能源项目总投资，约相当于近三年重大项目投资总额的百分之几？", ["= 约28.6%"]),
    ("The total investment of the new-energy projects carried out in 2023 equals what percent of the three-year major-project total?",
     ["= about 28.6%"]),
]  # fmt: skip
SUMS = [
    ("手机集群产值里，周边配套加上元器件模组一共占多少，超过整机了没", ["= 约46%", "= 约3个百分点，合计不及前者"]),
    ("In the mobile terminal cluster, what share of output do peripherals and components add up to, and does that exceed complete-device makers?",
     ["= about 46%", "the sum is no larger"]),
    ("赋能中心和促进中心加起来有多少家，超过服务商了没有？", ["= 6家", "= 52家，合计不及前者"]),
]  # fmt: skip
AVERAGES = [
    ("新能源近三年平均一个项目投多少，跟2023年那批的平均比哪个大", ["= 7.23亿元", "= 约9.17亿元"]),
    ("2023年实施的新能源项目平均每个投多少，比近三年重大项目的平均高吗？", ["= 7.23亿元", "= 约9.17亿元"]),
]
MULTIPLES = [
    ("OPPO's AI computing is how many times the Huawei model centre's, and is Huawei's one up and running?",
     ["No, not yet", "filed", "= about 7.64 times", "aimed at or filed"]),
    ("OPPO全球算力的智能算力是华为大模型中心的几倍，华为那个投用了吗？", ["= 约7.64倍", "已申请立项备案"]),
]  # fmt: skip
BACKWARDS = [
    ("Dongguan's software growth was 30 points ahead of the provincial average - so what was that average?", ["= 17.4%"]),
    ("到2022年末，数字化转型企业总数已有多少？", ["= 5,191"]),
    ("软件业增速高出全省平均30个百分点，那全省平均增速大概多少？", ["= 17.4%"]),
    ("What was the running total of digitally transformed companies at the end of 2022?", ["= 5,191"]),
    ("By how many points did Songshan Lake's software revenue growth beat the citywide software sector?", ["= 40.9"]),
    ("松山湖互联网和软件业营收增速高出全市软件和信息技术服务业几个点？", ["= 40.9个百分点"]),
    ("For how many years running had the combined output of Huawei, OPPO and vivo been falling before 2023?", ["3 years"]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "told"), [*MONTHS, *RANKS, *SHARES, *SUMS, *AVERAGES, *MULTIPLES, *BACKWARDS])
def test_what_lies_between_two_things_is_worked_out(kg, question, told):
    answer = kg.ask(question)
    assert answer.status == "answered"
    assert [value for value in told if value not in answer.text] == []
    assert sound(answer, question)


@pytest.mark.parametrize(
    "question",
    [
        # One of two is not dated, or not to a month, or not by days.
        "公共数据管理办法和数字经济促进条例哪个先出？隔了几个月",
        "数字经济发展规划比公共数据管理办法早印发几个月？",
        "《东莞市公共数据管理办法》比《广州市公共数据管理办法》早印发几个月？",
        "How many days passed between the issue of the public data measures and the government data governance plan?",
        # A rank that is not told, or not of that year.
        "松山湖数字经济竞争力排名比上一年前进了几位？",
        "东莞的数字经济竞争力指数名次比2019年前进了几位？",
        # Parts that are not counted, wholes that are others'.
        "南城千亩集聚带的半导体企业占几成？",
        "What share of the firms in the Fenggang AI town are new-quality-productivity firms?",
        "全球出货的笔记本电脑里东莞占百分之几，给个精确点的数",
        "Exactly what percentage of China's smartphone shipments came from Dongguan?",
        # Others' rates over which no lead is told.
        "全省电信业平均增速是多少？",
        "What was the provincial average growth of telecom revenue, if Dongguan was 30 points ahead?",
        "东莞软件业增速高出深圳30个百分点，那深圳增速是多少？",
        # A third that is elsewhere, or of other bodies.
        "手机集群产值里，周边配套加上元器件模组一共占多少，超过上海的整机了没",
        "What share of Songshan Lake's firms are AI firms?",
        # A run of years of another quantity.
        "For how many years in a row did software revenue fall?",
        "出口额连跌了多少年？",
        "What was the running total of digitally transformed companies at the end of 2021?",
    ],
)
def test_nothing_is_worked_out_where_an_operand_is_not_stated(kg, question):
    assert kg.ask(question).status == "not_in_source"


def test_whether_one_was_before_another_is_told_by_their_order(kg):
    text = kg.ask("Was the government data governance plan issued before the public data management measures?").text
    assert "Administration of Public Data came first" in text
    assert not text.startswith("Yes")


def test_words_that_ask_for_a_kind_of_sum_are_read(kg):
    read = kg.ask("周边配套加上元器件模组一共占多少，超过整机了没").question
    assert third_in(read)[1] == "整机"
    assert third_in(kg.ask("周边配套占多少，超过整机了没").question) == ("", "")
    assert years_of_climb(kg.ask("2023年数字经济竞争力名次比上一年前进了几位？").question) == {2022, 2023}
    assert asks_exactly("给个精确的数")
    assert not asks_exactly("占百分之几")
    assert month("2023-04", "en") == "April 2023"
