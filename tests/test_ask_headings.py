"""What a heading says is told where a heading is asked for, and of passages that say alike the one in the question's words."""

from __future__ import annotations

import pytest

from dgkg.ask.language.source_parts import asks_for_heading


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("第二部分的标题说数字产业化和产业数字化奏出了什么", "2-h"),
        ("讲人才供给的那一节标题怎么写", "4.5-h"),
        ("关于北斗卫星导航系统，小标题说应用怎么样", "3.2.1-p1-r1"),
        ("What heading does the report give to BeiDou?", "3.2.1-p1-r1"),
        ("What does the heading of the section on digital trade say?", "2.3.1-h"),
    ],
)
def test_who_asks_for_a_heading_is_told_a_heading_first(kg, question, told):
    answer = kg.ask(question)
    assert answer.is_answer
    assert f"[{told}]" in answer.text.splitlines()[0]


@pytest.mark.parametrize("question", ["海关标题怎么说", "What is the heading of the section on wages?"])
def test_of_a_section_that_there_is_not_no_heading_is_told(kg, question):
    assert not kg.ask(question).is_answer


def test_what_stands_under_a_heading_asks_for_no_heading():
    assert asks_for_heading("第四部分的小标题是什么")
    assert not asks_for_heading("这个小标题下谈到了哪个片区")


def test_of_passages_that_say_alike_that_in_the_words_of_the_question_comes_first(kg):
    # Six passages say that something is explored; one of them in these words.
    assert "2.1.4-p3-s4" in {c.passage.id for c in kg.ask("做哪件事是“大有可为”的探索").citations}
