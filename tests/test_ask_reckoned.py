"""What two or more stated figures make: averages of each, the rate of others, what fills a limit, sums of a list."""

from __future__ import annotations

import pytest

from dgkg.ask.sides import sides_of
from dgkg.grounding import bare_clauses, stray_numbers


def sound(answer, question):
    cited = {c.passage.id for c in answer.citations}
    return stray_numbers(answer.text, answer.solutions, question) == [] and bare_clauses(answer.text, cited) == []


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # Of each of two places.
        ("松山湖和南城规上互联网和软件企业平均每家营收各多少？", ["7.73亿元", "9,246万元"]),
        (
            "What is the average revenue per above-scale internet and software firm in Nancheng and in Songshan Lake?",
            [],
        ),
        # A growth less its lead.
        ("由东莞的增速推算，2023年全国规上软件业营收的平均增速约是多少？", ["17.4%"]),
        (
            "What national average growth of above-scale software revenue in 2023 follows from Dongguan's lead?",
            ["17.4%"],
        ),
        # A limit in money that one in per cent reaches.
        ("数字贷贷到多大金额，贴息就触及每年的上限？", ["= 2,500万元"]),
        ("How large must a Digital Loan be for its interest subsidy to reach the yearly cap?", ["= CNY 25 million"]),
        # A list is added up whole.
        ("赋能中心、促进中心和服务商加起来多少家？", ["= 64家"]),
        ("How many enabling centres, promotion centres and service providers are there in all?", ["= 64"]),
        ("服务外包合同金额里，离岸的占百分之几？", ["= 62.7%"]),
    ],
)
def test_what_figures_make_is_worked_out(kg, question, told):
    answer = kg.ask(question)
    assert answer.status == "answered"
    assert [value for value in told if value not in answer.text] == []
    assert sound(answer, question)


def test_counts_of_unlike_things_are_not_taken_from_one_another(kg):
    assert "23个（" not in kg.ask("全市在用数据中心设计的机架里，还差多少没建？").text.partition("=")[0]


def test_what_stands_before_a_list_is_said_of_all_of_it():
    (sides,) = sides_of("赋能体系里的赋能中心、促进中心、服务商一共多少家")
    assert sides.texts == ("赋能中心", "促进中心", "服务商")
