"""What is told is of the sort that a question asks for; of a body that the report does not name nothing is told."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "question",
    [
        # A growth is no level, a number of people no names, a part of a field not the field.
        "东莞2023年生产了多少只智能手表？",
        "2023年东莞市十大优秀企业CDO都是哪些人？",
        "东莞规模以上电子信息制造业企业一共有多少家",
        "Which thirteen industries come under the automatic monitoring of pollution sources?",
        "Which departments are named by law as collectors of public data?",
        # Of a whole, what is of one alone; what is most common.
        "How much of the investment in Fenggang's AI town came from JD.com?",
        "What do callers to the 12345 hotline complain about most often?",
        # What a word stands for that the report does not have.
        "Who chairs Dongguan's Xinchuang alliance?",
        "How many of the 12345 hotline's 6.11 million requests were complaints about noise?",
        "参加“粤贸全球”展会的东莞企业一共拿到多少订单？",
        "信创领域那8项团体标准的标准编号分别是什么？",
        "申请“数字贷”要求企业成立满几年？",
        # A year to come, an amount after the name of what it is of.
        "报告认为东莞哪一年能追上苏州的数字产业化规模？",
        "2023年集成电路单算出口，金额是多少亿元？",
        "What was Dongguan's total foreign trade in 2023?",
        "total foreign trade in 2023?",
        # Bodies that the report does not name, and ties between two that it does.
        "东莞的5G基站里，中国移动建了多少座？",
        "Does BYD run a battery plant in Dongguan, and with what capacity?",
        "Is Wode Precision a supplier of Huawei or of Apple?",
        "东勤科技是不是华勤技术的子公司？",
        # People, names, the largest of a kind, a bank, a payment, a share of the province.
        "松山湖的规上软件企业里，员工人数加起来有多少？",
        "数字化转型促进中心那4家分别叫什么？",
        "2023年东莞跨境电商卖得最多的品类是什么？",
        "Which Dongguan bank approved the first Digital Loan?",
        "What did households pay per month for gigabit broadband?",
        "东莞电子信息制造业占全省的比重是多少？",
        # Of a number that is given, what is of some of them.
        "How many of XbotPark's incubated companies have gone bust?",
        "东莞的1216家新增转型企业里，松山湖占多少家？",
        "Which universities run Dongguan's 27 industrial software pilots?",
        # Shipments of another product, and which way of trade is more where only both together are told.
        "2023年东莞智能穿戴设备出货多少台？",
        "Did Dongguan's cross-border e-commerce exports exceed its imports in 2023?",
        # What is foretold.
        "Does the report say Dongguan will overtake Guangzhou in software revenue?",
        # Two cities are not put together by another quantity than is asked for.
        "In yuan, how far is Dongguan's digital industrialisation behind Hangzhou's?",
    ],
)
def test_what_is_of_another_sort_is_no_answer(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("Which departments' command centres have been wired into the integrated dispatch system?", ["emergency"]),
        ("In which strong industries is digital transformation already fairly deep and wide?", ["equipment"]),
        ("设计机架里还有多少没建？", ["3.59"]),
        ("How many livestream selling gigs went ahead in 2023?", ["799"]),
        ("东莞手机行业里，做整机的吃下集群产值多大一块？", ["49%"]),
        ("凤岗那个AI小镇砸进去多少钱了？", ["百亿"]),
        ("老外要是问起来：东莞集成电路一年外贸做多大盘子？", ["3219.3"]),
        ("How heavily does electronics manufacturing in Dongguan lean on overseas trade?", ["80%"]),
        ("佛系问一句，东莞数字经济竞争力现在排老几？", ["18"]),
        ("Am I right that Ramaxel is Apple's camera module supplier?", ["Cowell"]),
        ("信创联盟组织过几场交流培训活动？大概多少人参加？", ["4场", "400"]),
    ],
)
def test_what_is_of_that_sort_is_told(kg, question, values):
    answer = kg.ask(question)
    assert answer.is_answer
    assert all(value in answer.text for value in values)
