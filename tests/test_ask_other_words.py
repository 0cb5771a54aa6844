"""Questions in words that nobody had used: what they mean is read from how they are put, and near misses are refused."""

from __future__ import annotations

import pytest

_GONE_DIGITAL = (
    "How many firms had already gone digital in Dongguan before 2023 began, judging from the total and that year's"
    " newcomers?"
)
_LARGE_MAKER = (
    "Which maker of high-value components in the smart-terminal cluster is also said to have an annual output above"
    " CNY 10 billion?"
)
_PAST_A_TRILLION = (
    "Which cities had software revenue above one trillion yuan in 2023, and which threshold did their digital"
    " industrialisation pass?"
)


def cited(answer):
    return {c.passage.id for c in answer.citations}


@pytest.mark.parametrize(
    ("question", "told", "passage"),
    [
        # A word for staff in the place of the last one of a name; more of nothing; so many of 「几所」.
        ("In which fields does Dongguan lack practical technical and operations-management staff?", "software", "4.5-p1-s3"),
        ("Which online credit platforms is the city promoting so that more small firms get loans?", "粤信融", "2.3.2-p1-s3"),
        ("完善人才体系，报告打算靠哪几所大学的科教资源？", "大湾区大学", "6.6-p1-s1"),
        # Where the source puts a thing among others.
        ("Where does the report place Dongguan's consumer lithium-battery industry nationally?", "foremost", "2.1.5-p1-s3"),
        ("Combined 2023 output of the three big phone makers: up by what per cent?", "12.7%", "2.1.1-p2-s3"),
        ("How many bodies have joined Dongguan's Xinchuang alliance?", "56", "2.1.3-p2-s5"),
        ("How many Dongguan firms made the list of national outstanding smart-manufacturing scenarios?", "4 are", "2.2.1-p1-s3"),
        # A bound that says which projects are meant.
        ("How much investment was agreed in 2023 for chip projects of at least 100 million yuan?", "300.1亿", "2.1.2-p2-s3"),
        # A document with a possessive in its name.
        ("Which years does the three-year action plan for Dongguan's world-class smart-mobile-terminal cluster cover?",
         "2025", "1.1-p3-s2"),
        ("How many of the racks designed for Dongguan's data centres were not yet built at the end of 2023?",
         "35,900", "3.2.2-p1-s2"),
        (_GONE_DIGITAL, "5,191", "2.2.1-p1-s2"),
        ("In the passage on the gigabit city, what does the share of 61.4% refer to?", "10G-PON", "3.2.1-p1-s3"),
        ("千兆城市那一段里的61.4%指的是什么？", "10G-PON", "3.2.1-p1-s3"),
        # What grew, whatever it is; of two quantities of one field.
        ("What grew fastest in 2023?", "96.0%", "1.2-p2-s4"),
        ("What grew most slowly?", "Lowest (by what is printed; scopes or hedges differ): 0.56%", "2.3.1-p2-s2"),
        ("2023年什么增长最快？", "96.0%", "1.2-p2-s4"),
        ("2023年东莞半导体及集成电路规上企业的数量和产值，哪个增长更快？", "10.2%", "2.1.2-p1-s2"),
        # One of a group, by what is stated of that one.
        ("Around which two core projects is the AI town with 97 national high-tech enterprises built?", "JD.com", "2.1.4-p2-s5"),
        ("拥有97家国家高新技术企业的人工智能小镇以哪两个项目为核心？", "天安数码城", "2.1.4-p2-s4"),
        # Of those that the first part asks for.
        (_PAST_A_TRILLION, "CNY 500 bn", "4.1-p1-s1"),
        # A second condition that holds in another passage, of the one body or of what both sets have.
        (_LARGE_MAKER, "Ramaxel", "2.1.2-p1-s4"),
        ("智能终端集群里做高净值组件的企业，哪家年产值超百亿？", "记忆存储", "2.1.2-p1-s4"),
        ("城市试点接下来主攻的三个行业里，哪两个之前已经编了转型指引？", "食品饮料", "1.1-p2-s3"),
        ("东莞已编制转型指引的消费品行业中，哪些又被第四部分列为数字化转型仍有待深化的传统行业？", "家具", "1.1-p2-s3"),
        ("Of the three industries the city pilot focuses on, which already have transformation guides?", "food", "6.4-p1-s3"),
    ],
)  # fmt: skip
def test_it_is_answered(kg, question, told, passage):
    answer = kg.ask(question)
    assert told in answer.text
    assert passage in cited(answer)


@pytest.mark.parametrize(
    "question",
    [
        "How many staff does Huawei have in Dongguan?",
        "Where is the consumer lithium battery industry located?",
        "How many bodies supervise Dongguan's Xinchuang alliance?",
        # One way of trade, with the other set aside.
        "2023年东莞进口了多少亿元的集成电路（不算出口）？",
        "How much did Dongguan import in integrated circuits in 2023, not counting exports?",
        # That a firm is in the same passage ties nobody to it.
        "2023年东莞市十大优秀企业首席数据官分别来自哪些企业？",
        "Which companies do Dongguan's ten outstanding chief data officers come from?",
        # A share of what two stand for together.
        "2023年松山湖规上互联网和软件企业的营业收入中，华为占多大比重？",
        "编制了转型指引的三个行业中，哪些也出口最多？",
        "哪些企业获得了省级荣誉？",
        "哪些企业获得了国际奖项？",
    ],
)
def test_a_near_miss_is_refused(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize("question", ["哪些企业获得了国家级荣誉？", "Which firms got national honours?"])
def test_all_honours_of_firms_are_told_and_no_others(kg, question):
    answer = kg.ask(question)
    assert all(name in answer.text for name in ("利扬芯片", "拓斯达", "怡合达", "模德宝", "旺盈包装"))
    assert cited(answer) == {"2.2.1-p1-s3"}


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("The report says the software industry's share in Dongguan is above the industry average, doesn't it?", "No;"),
        ("Dongguan's share of software is well above the industry average. True or false?", "No;"),
        ("Is the share of Dongguan's software industry below the industry average?", "Yes:"),
        ("东莞软件业规模占比高于行业平均水平，对吗？", "不是"),
        ("东莞软件业占比低于行业平均吗？", "是"),
    ],
)
def test_on_which_side_of_an_average_a_thing_is_decides_a_claim(kg, claim, verdict):
    answer = kg.ask(claim)
    assert answer.text.startswith(verdict)
    assert "4.1-p1-s2" in cited(answer)


@pytest.mark.parametrize("claim", ["东莞软件业占比高于全国平均吗？", "东莞半导体占比高于行业平均吗？"])
def test_another_average_or_thing_decides_nothing(kg, claim):
    assert not kg.ask(claim).text.startswith(("是", "不是", "没有"))
