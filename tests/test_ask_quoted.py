"""A claim that nothing decides, whose number the report prints of something else."""

from __future__ import annotations

import pytest

from dgkg.grounding import bare_clauses


@pytest.mark.parametrize(
    ("question", "lead", "told", "passage"),
    [
        (
            "907.2亿元是东莞2023年跨境电商的进口额，对不对？",
            "报告没有这样说；",
            "跨境电商进出口总额：907.2亿元",
            "2.3.1-p1-s3",
        ),
        ("463.4亿元是华为的营收吗？", "报告中的这个数字是", "东莞市（软件和信息技术服务业）营业收入", "1.2-p3-s2"),
        ("1454家是2023年一年新增的半导体规上企业数吗？", "不是，这是期末存量数", "84家", "2.1.2-p1-s2"),
        (
            "Did Songshan Lake attract CNY 33.23 billion of investment?",
            "That number, as the report states it",
            "operating revenue",
            "1.3-p2-s4",
        ),
        (
            "Was USD 2.44 billion the profit of Dongguan's service outsourcing?",
            "That number, as the report states it",
            "January to October 2023",
            "2.3.1-p2-s2",
        ),
        # The figure of the place that is named, too.
        (
            "5.27 bn is Songshan Lake's revenue, right?",
            "That number, as the report states it",
            "CNY 33.23 bn",
            "1.3-p2-s4",
        ),
    ],
)
def test_what_the_number_is_of_is_told_first(kg, question, lead, told, passage):
    answer = kg.ask(question)
    assert answer.text.startswith(lead)
    assert told in answer.text
    cited = {c.passage.id for c in answer.citations}
    assert passage in cited
    assert bare_clauses(answer.text, cited) == []


@pytest.mark.parametrize("question", ["12345热线受理了907.2亿元的诉求吗？", "松山湖的营收是907.2亿元吗？"])
def test_a_number_of_something_that_is_not_asked_about_is_left_alone(kg, question):
    assert "跨境" not in kg.ask(question).text


def test_a_claim_that_a_figure_decides_keeps_its_verdict(kg):
    assert kg.ask("东莞2023年跨境电商进出口907.2亿元，对吗？").text.startswith("是")


def test_a_round_number_says_nothing(kg):
    """60% stands at several places."""
    assert not kg.ask("60%是松山湖的税率吗？").text.startswith("报告中的这个数字")
