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
        # Bodies that the report does not name, and ties between two that it does.
        "东莞的5G基站里，中国移动建了多少座？",
        "Does BYD run a battery plant in Dongguan, and with what capacity?",
        "Is Wode Precision a supplier of Huawei or of Apple?",
        "东勤科技是不是华勤技术的子公司？",
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
        ("Am I right that Ramaxel is Apple's camera module supplier?", ["Cowell"]),
        ("信创联盟组织过几场交流培训活动？大概多少人参加？", ["4场", "400"]),
    ],
)
def test_what_is_of_that_sort_is_told(kg, question, values):
    answer = kg.ask(question)
    assert answer.is_answer
    assert all(value in answer.text for value in values)
