"""Questions of the library are understood by the words of their headers, and taught by a header alone."""

from __future__ import annotations

import pytest

from dgkg.ask.library import Library
from dgkg.ask.tokens import tokenize
from dgkg.query import catalogue
from dgkg.questions import Questions


@pytest.fixture(scope="module")
def library(kg):
    return Library(kg.words, kg._asker.index.lexicon)


def solved(library, kg, text, lang="zh"):
    return library.answer(tokenize(text), lang, Questions(kg.store, kg.words))


def firms(kg, solutions):
    return {kg.words.label(row["firm"], "zh") for row in solutions}


def test_a_name_in_the_words_of_a_header_may_be_any_of_its_kind(library, kg):
    assert firms(kg, solved(library, kg, "松山湖有哪些企业")) == {"华为"}
    elsewhere = solved(library, kg, "东莞市有哪些企业")
    assert firms(kg, elsewhere) == firms(kg, kg.query("firms-in-place", place="东莞市"))


def test_what_the_report_does_not_say_of_another_is_not_told_of_the_default(library, kg):
    assert len(kg.query("firms-in-place", place="南城")) == 0
    assert solved(library, kg, "南城有哪些企业") is None
    assert solved(library, kg, "which industries is a firm in", "en") is None


def test_a_name_of_another_kind_does_not_fit(library, kg):
    assert solved(library, kg, "华为有哪些企业") is None


@pytest.mark.parametrize(
    ("text", "lang"), [("哪些还只是计划", "zh"), ("增长最快的是什么", "zh"), ("what grew fastest", "en")]
)
def test_a_question_that_names_nothing_is_answered_where_nothing_is_to_be_named(kg, text, lang):
    answer = kg.ask(text, lang)
    assert answer.status == "answered"
    assert answer.citations
    assert all("[" in line for line in answer.text.splitlines())


def test_nearly_every_header_is_answered_by_its_own_words(kg):
    asked = [
        (q.name, lang, q.questions[lang][0]) for q in catalogue() for lang in ("zh", "en") if q.questions.get(lang)
    ]
    refused = [(name, lang) for name, lang, text in asked if not kg.ask(text, lang).is_answer]
    assert len(asked) > 200
    assert len(refused) <= 12, refused
