"""Who or what of a class belongs to a thing, asked in other words than those of the library."""

from __future__ import annotations

import pytest


def cited(answer):
    return {c.passage.id for c in answer.citations}


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("请问松山湖都有哪些企业？", "松山湖有哪些企业"),
        ("报告里点名的松山湖企业有哪些？", "松山湖有哪些企业"),
        ("松山湖的公司", "松山湖有哪些企业"),
        ("报告提到滨海湾新区有什么企业", "滨海湾新区有哪些企业"),
        ("Which companies does the report mention in Songshan Lake?", "which firms are in Songshan Lake"),
        ("According to the report, which firms are located in Binhaiwan?", "which firms are in Binhaiwan"),
        ("List the firms in the semiconductor sector, please.", "which firms are in semiconductors"),
        ("半导体领域都有哪些公司呢", "半导体有哪些企业"),
        ("Show me all the policies for semiconductors", "which policies support semiconductors"),
        ("利扬芯片的项目", "利扬芯片有哪些项目"),
    ],
)
def test_what_is_asked_in_other_words_is_answered_as_in_those_of_the_library(kg, question, own):
    answer, known = kg.ask(question), kg.ask(own)
    assert answer.status == "answered"
    assert answer.text == known.text
    assert cited(answer) == cited(known) != set()


@pytest.mark.parametrize(
    "question",
    [
        "松山湖企业有哪些优势",
        "哪些企业不在松山湖",
        "松山湖有多少家企业",
        "长安镇有哪些手机企业",
        "Which firms left Songshan Lake?",
        "Which company was the first to receive the Digital Loan?",
        "which firms in Songshan Lake were founded in 2020",
    ],
)
def test_what_says_anything_else_is_no_such_list(kg, question):
    asker = kg._asker
    from dgkg.ask.language.tokens import tokenize

    assert asker._library._roster(question, tokenize(question)) is None
    assert not kg.ask(question).text.startswith(("企业：", "firm: "))
