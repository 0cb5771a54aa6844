"""Questions of the library are understood by the words of their headers, and taught by a header alone."""

from __future__ import annotations

import pytest

from dgkg.ask.library import Library
from dgkg.grounding import bare_clauses, stray_numbers
from dgkg.query import catalogue
from dgkg.questions import Questions

HEADERS = [(q.name, lang, text) for q in catalogue() for lang in ("zh", "en") for text in q.questions.get(lang, ())]


@pytest.fixture(scope="module")
def library(kg):
    return Library(kg._asker.index)


def solved(library, kg, text, lang="zh"):
    return library.answer(text, lang, Questions(kg.store, kg.words))


def firms(kg, solutions):
    return {kg.words.label(row["firm"], "zh") for row in solutions}


def cited(found):
    return {c.passage.id for c in (found.citations() if callable(found.citations) else found.citations)}


def test_a_name_in_the_words_of_a_header_may_be_any_of_its_kind(library, kg):
    assert firms(kg, solved(library, kg, "松山湖有哪些企业")) == {"华为"}
    elsewhere = solved(library, kg, "东莞市有哪些企业")
    assert firms(kg, elsewhere) == firms(kg, kg.query("firms-in-place", place="东莞市"))


@pytest.mark.parametrize(
    ("text", "firm"), [("松山湖有哪些企业？", "华为"), ("Which firms are in Songshan Lake?", "Huawei")]
)
def test_firms_of_a_place_are_told_alone_without_all_else_that_is_said_of_it(kg, text, firm):
    answer = kg.ask(text)
    assert firm in answer.text
    assert cited(answer) == {"1.3-p2-s2"}


def test_two_names_two_parameters(library, kg):
    found = solved(library, kg, "凤岗和南城比谁强")
    assert found is None or {str(t[0]).rpartition("/")[2] for t in found.values.values()} >= {"nancheng"}
    there = solved(library, kg, "compare Nancheng and Songshan Lake", "en")
    assert [kg.words.label(there.values[name][0], "en") for name in ("first", "second")] == [
        "Nancheng Subdistrict", "Songshan Lake"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lang", "name", "values"),
    [
        ("2024年发布了什么文件", "zh", "policies-by-date", {"year": "2024"}),
        ("6.5节建议了什么", "zh", "recommendations-by-section", {"section": "6.5"}),
        ("what does sentence 1.2-p3-s2 state", "en", "statements-of-sentence", {"passage": "1.2-p3-s2"}),
        ("增速超过50%的有哪些", "zh", "fastest-growth", {"least": "50"}),
    ],
)
def test_years_sections_passages_and_thresholds_are_values_too(library, kg, text, lang, name, values):
    assert cited(solved(library, kg, text, lang)) == cited(kg.query(name, **values))


def test_a_name_that_is_no_parameter_narrows_the_rows(library, kg):
    found = solved(library, kg, "记忆存储产值多少")
    assert firms(kg, found) == {"记忆存储"}
    assert len(found) < len(kg.query("figures-of-firms"))
    assert list(kg.sparql(found.sparql)) == list(found)


def test_what_the_report_does_not_say_of_another_is_not_told_of_the_default(library, kg):
    assert len(kg.query("firms-in-place", place="南城")) == 0
    assert solved(library, kg, "南城有哪些企业") is None
    assert solved(library, kg, "凤岗的营业收入是多少") is None


def test_what_nobody_named_is_said_to_be_taken(kg):
    answer = kg.ask("which industries is a firm in", "en")
    assert answer.text.startswith("Nothing was named, so this is taken: Leadyo IC Testing:")


def test_a_name_of_another_kind_does_not_fit(library, kg):
    assert solved(library, kg, "华为有哪些企业") is None


def test_the_firms_that_the_report_names_are_the_roster(kg):
    answer = kg.ask("Which firms does the report NAME?")
    assert cited(answer) == cited(kg.query("firm-roster"))
    named = {kg.words.label(row["firm"], "en") for row in kg.query("firm-roster")}
    assert [name for name in named if name not in answer.text] == []


def test_every_header_is_answered_with_all_that_its_own_rows_cite(library, kg):
    refused, less, without = [], [], []
    for name, lang, text in HEADERS:
        answer, rows = kg.ask(text, lang), solved(library, kg, text, lang)
        if not answer.is_answer or stray_numbers(answer.text, answer.solutions, text):
            refused.append((name, text))
        if bare_clauses(answer.text, cited(answer)):
            refused.append((name, text))
        if rows is None:
            without.append((name, text))
        elif not cited(rows) <= cited(answer):
            less.append((name, text))
    assert len(HEADERS) > 400
    assert refused == []
    assert less == []
    # Their words name a thing of which the query has no row: what is said otherwise is told.
    assert len(without) <= 13, without
