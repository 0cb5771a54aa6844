"""What is weak or lags in a field is told by the problems that the source points out, and by nothing else."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("question", "told", "passage"),
    [
        ("数据安全方面哪些工作要加强？", "资产摸排", "4.4-p1-s3"),
        ("Which data security work needs strengthening?", "inventory of assets", "4.4-p1-s3"),
        ("软件业的短板在哪里？", "规模优势", "4.1-p1-s3"),
        ("Where does Dongguan lag other cities in the software business?", "advantage of scale", "4.1-p1-s3"),
        ("What holds small firms back from going digital?", "less willing", "4.3-p1-s2"),
    ],
)
def test_problems_of_a_field_answer_what_is_weak_in_it(kg, question, told, passage):
    answer = kg.ask(question)
    assert answer.status == "answered"
    assert told in answer.text
    assert passage in {c.passage.id for c in answer.citations}


@pytest.mark.parametrize(
    "question", ["数字贷的短板是什么？", "What weaknesses does vivo have?", "松山湖的软肋是什么？"]
)
def test_no_weakness_is_made_of_what_else_is_told_of_a_thing(kg, question):
    assert kg.ask(question).status == "not_in_source"


def test_where_something_lags_no_difference_is_worked_out(kg):
    assert "Computed" not in kg.ask("Which industries lag in digital transformation?").text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("就莞用升级以后，就业服务要做到哪三个“办”？", "无感智办"),
        ("Name the fields that the strategic funds above CNY 10 billion are aimed at.", "smart manufacturing"),
        ("总规模破百亿元的战略基金主要投向什么领域？", "智能制造"),
    ],
)
def test_what_is_listed_is_told_where_a_number_only_says_of_what(kg, question, told):
    assert told in kg.ask(question).text


def test_people_are_not_denied_by_the_number_of_firms(kg):
    text = kg.ask("Did more than 400 people take part in the Xinchuang alliance's four events?").text
    assert not text.startswith("No; the report says: Dongguan IT Application Innovation Alliance: number of members")


def test_a_document_is_told_by_what_rests_on_it_and_by_nothing_else(kg):
    told = kg.ask("实施中小企业数字化转型改造奖补，依据东莞市哪份资金管理办法？")
    assert "试点专项资金管理办法" in told.text
    assert kg.ask("实施5G基站建设，依据东莞市哪份资金管理办法？").status == "not_in_source"
