"""Who asks, and what for, is no part of what is asked."""

from __future__ import annotations

import pytest

from dgkg.ask.reading.framing import asked_in, introduction


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I run a small factory in Houjie. What is the most I could borrow?", "What is the most I could borrow?"),
        ("我们银行在做行业研究。松山湖有哪些企业？", "松山湖有哪些企业？"),
        # What asks is no introduction, nor what speaks of something else, nor a text that asks nothing after it.
        ("I want the list of banks. And the loans?", "I want the list of banks. And the loans?"),
        ("The loan has a cap. How much is it?", "The loan has a cap. How much is it?"),
        ("We grew by 3.5 percent, as the report says. ", "We grew by 3.5 percent, as the report says. "),
        ("", ""),
    ],
)
def test_an_introduction_speaks_of_who_asks(text, asked):
    assert asked_in(text) == asked
    assert 0 <= introduction(text) <= len(text)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("I run a small factory in Houjie. What is the most I could borrow with the Digital Loan?", "CNY 100 m"),
        ("我是厚街一家小工厂的老板。数字贷最多能贷多少？", "1亿元"),
        ("我们银行正在做东莞的行业研究。松山湖有哪些企业？", "华为"),
        # What was named before is meant by 「such a project」, 「there」.
        (("Our client runs a chip R&D project. Under Dongguan's semiconductor cluster policy, what is the most such a "
         "project can be awarded?"), "CNY 30 m"),
        ("I'm looking at Songshan Lake. Which firms are there?", "Huawei"),
    ],
)  # fmt: skip
def test_a_question_is_answered_behind_an_introduction(kg, question, told):
    answer = kg.ask(question)
    assert answer.is_answer
    assert told in answer.text.split("\n")[0]


def test_a_stranger_in_the_question_itself_is_refused(kg):
    assert not kg.ask("What is the most a small factory in Houjie could borrow with the Digital Loan?").is_answer
