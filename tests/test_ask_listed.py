"""What is counted that a statement lists in words: applications, kinds of body, steps, firms given as examples."""

from __future__ import annotations

import pytest

CASES = [
    ("建议在检测监测环节支持几个应用场景？", "点名的有4个", "6.4-p3-s5"),
    ("仓储物流环节里5G要融合的技术有几种？", "点名的有4个", "6.4-p3-s6"),
    ("闭环应用智能监管机制一共有几个环节？", "点名的有5个", "3.2.3-p1-s1"),
    ("智能移动终端要拓展的新领域有几个？", "点名的有6个", "6.1-p2-s2"),
    ("参与培养数字技能人才的机构列举了几类？", "点名的有5个", "6.6-p2-s3"),
    ("How many directions are listed for the cluster of algorithm models?", "3 are named", "6.3-p1-s5"),
    ("How many leading firms are named in the proposal on industrial data value?", "3 are named", "6.3-p3-s3"),
    ("How many frontier AI products are listed?", "6 are named", "6.3-p2-s3"),
    ("生产制造、检测监测、仓储物流三个环节一共列了多少个5G应用场景？", "点名的有10个", "6.4-p3-s5"),
    ("Count the technical bottlenecks in industrial software that are to be broken.", "3 are named", "6.2-p1-s3"),
]


@pytest.mark.parametrize(("question", "told", "passage"), CASES, ids=[c[0] for c in CASES])
def test_what_a_passage_lists_is_counted_and_named(kg, question, told, passage):
    answer = kg.ask(question)
    assert answer.text.startswith(told)
    assert f"[{passage}]" in answer.text.splitlines()[0]


def test_one_list_is_no_count_of_more_than_it_names(kg):
    assert "点名的有" not in kg.ask("授权试点原有金融领域，再加上拟拓展的，点名的一共几个领域？").text


def test_an_open_list_is_told_to_be_one(kg):
    assert "（列举以“等”收尾）" in kg.ask("要在莞率先试点示范的工业数据应用场景有几个？").text
    assert "收尾" not in kg.ask("闭环应用智能监管机制一共有几个环节？").text.splitlines()[0]


@pytest.mark.parametrize(
    "question",
    [
        "检测监测环节有几家企业？",
        "仓储物流环节建了几个仓库？",
        "How many firms took part in the advanced training courses?",
    ],
)
def test_what_is_listed_is_no_count_of_another_kind(kg, question):
    assert kg.ask(question).status == "not_in_source"
