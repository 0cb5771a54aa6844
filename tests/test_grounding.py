"""A text says no more than its rows: no number of its own, no clause without its passage."""

from __future__ import annotations

import pytest

from dgkg.grounding import bare_clauses, stray_numbers

ROWS = """SELECT ?figure ?value ?text ?sentence WHERE {
  VALUES ?figure { id:obs-jia-output id:obs-jia-output-growth }
  GRAPH ?sentence { ?figure dgo:value ?value ; dgo:valueText ?text } } ORDER BY ?figure"""


@pytest.mark.parametrize(
    "told",
    [
        "甲电子的产值：12.5亿元，增长8% [1.1-p1-s2]。",
        "Jia Electronics: output CNY 1.25 bn, up 8% [1.1-p1-s2].",
        "That is CNY 1,250 million, or 1,250,000,000 yuan.",
        "上年产值约11.57亿元。",
        "8 of 1,250,000,000 new is a growth of 0.00000064%.",
        "No figure at all [9.9-p9-s9].",
        "3 are named: 12.5亿元, 8%, 8 [1.1-p1-s2].",
        "点名的有3个：12.5亿元、8%、8 [1.1-p1-s2]。",
    ],
)
def test_a_number_that_the_rows_give_or_give_rise_to_is_theirs(small_city, told):
    assert stray_numbers(told, small_city.sparql(ROWS)) == []


@pytest.mark.parametrize(
    ("told", "stray"),
    [
        ("产值12.6亿元", ["12.6亿"]),
        ("output CNY 12.5 bn", ["12.5 bn"]),
        ("up 9%", ["9"]),
        ("8% of 300 firms", ["300"]),
        ("２００家", ["200"]),
        ("in 2031", ["2031"]),
        # More are counted than listed, one is listed twice, and one is none of the rows.
        ("4 are named: 12.5亿元, 8%, 8 [1.1-p1-s2].", ["4"]),
        ("3 are named: 12.5亿元, 8%, 8% [1.1-p1-s2].", ["3"]),
        ("点名的有3个：12.5亿元、8%、甲 [1.1-p1-s2]。", ["3"]),
    ],
)
def test_a_number_of_its_own_is_invented(small_city, told, stray):
    assert stray_numbers(told, small_city.sparql(ROWS)) == stray


def test_to_repeat_a_number_of_the_question_invents_nothing(small_city):
    rows = small_city.sparql(ROWS)
    assert stray_numbers("Not 57%: 8%", rows, "Did it grow by 57%?") == []
    assert stray_numbers("Not 58%: 8%", rows, "Did it grow by 57%?") == ["58"]


def test_rows_may_be_counted_also_by_what_they_have_in_common(small_city):
    firms = small_city.sparql("SELECT ?firm ?place ?sentence WHERE { GRAPH ?sentence { ?firm dgo:locatedIn ?place } }")
    assert stray_numbers("滨江有2家企业，江湾园有1家，共3行", firms) == []
    assert stray_numbers("滨江有5家企业", firms) == ["5"]


def test_a_number_of_the_gloss_of_a_passage_that_is_marked_is_the_record_s(kg):
    nothing = kg.sparql("SELECT ?x WHERE { GRAPH ?g { ?x dgo:value -1 } }")
    assert stray_numbers("Policy for semiconductor clusters: 16 measures [1.1-p4-s2].", nothing) == []
    assert stray_numbers("Policy for semiconductor clusters: 16 measures.", nothing) == ["16"]


def test_where_no_row_is_every_number_is_invented(small_city):
    nothing = small_city.sparql("SELECT ?x WHERE { GRAPH ?g { ?x dgo:value 99 } }")
    assert stray_numbers("12.5亿元", nothing) == ["12.5亿"]


@pytest.mark.parametrize(
    "told",
    [
        "甲电子位于江湾园 [1.1-p1-s2]。\n甲电子位于滨江 [1.1-p1-s1]。",
        "Jia Electronics Co., Ltd. Group ranks no. 3 [1.1-p1-s2]. Yi Software ranks no. 4 [1.1-p1-s1].",
        "Two readings:\nJia [1.1-p1-s1].",
        "产值：12.5亿元（注：（含税。）原文如此。） [1.1-p1-s2]。",
        "没有。甲电子位于江湾园 [1.1-p1-s1]。\nNo. Jia sits in Jiangwan [1.1-p1-s1].",
        "一句话。 [1.1-p1-s1]\nA sentence. [1.1-p1-s2]",
    ],
)
def test_a_clause_with_the_mark_of_its_passage_is_cited(told):
    assert bare_clauses(told, {"1.1-p1-s1", "1.1-p1-s2"}) == []


@pytest.mark.parametrize(
    ("told", "bare"),
    [
        ("甲电子位于江湾园。", ["甲电子位于江湾园。"]),
        ("甲电子很大。它位于江湾园 [1.1-p1-s1]。", ["甲电子很大。"]),
        ("Jia is large. It sits in Jiangwan [1.1-p1-s1].", ["Jia is large."]),
        ("It sits in Jiangwan [1.1-p1-s1]. So they say", ["So they say"]),
        ("It sits in Jiangwan [7.7-p7-s7].", ["It sits in Jiangwan [7.7-p7-s7]."]),
    ],
)
def test_a_clause_without_a_mark_or_with_one_of_nothing_cited_is_bare(told, bare):
    assert bare_clauses(told, {"1.1-p1-s1"}) == bare
