"""Questions in two languages, and what may be said in answer."""

import json

import pytest

import dgkg
from dgkg import Answer


@pytest.mark.parametrize(
    ("question", "value", "passage"),
    [
        ("2023年规上软件业营业收入是多少？", "463.4亿元", "1.2-p3-s2"),
        ("What was the revenue of above-scale software in Dongguan in 2023?", "CNY 46.34 bn", "1.2-p3-s2"),
        ("智能移动终端集群累计专利申请多少件", "超4.5万件", "2.1.1-p2-s4"),
    ],
)
def test_an_answer_gives_the_figure_and_its_sentence(kg, question, value, passage):
    answer = kg.ask(question)
    assert answer.status == "answered"
    assert value in answer.text
    assert passage in {c.passage.id for c in answer.citations}


def test_what_the_report_does_not_state_is_no_number(kg):
    answer = kg.ask("What was Dongguan's GDP in 2023?")
    assert answer.status == "not_in_source"


def test_an_answer_is_public_and_has_six_fields(kg):
    answer = kg.ask("松山湖有哪些企业？")
    assert isinstance(answer, Answer)
    assert dgkg.Answer is Answer
    assert set(json.loads(answer.to_json())) == {"status", "text", "solutions", "citations", "sparql", "reading"}


def test_the_query_of_an_answer_gives_its_rows_again(kg):
    answer = kg.ask("2023年规上软件业营业收入是多少？")
    assert len(answer.solutions) > 0
    assert list(kg.sparql(answer.sparql)) == list(answer.solutions)
