"""Assertions name things by the terms of the source, and say the rest in words of their own."""

from __future__ import annotations

import re

import pytest

SAID = "SELECT ?passage ?node ?said WHERE { GRAPH ?passage { ?node dgo:assertion ?said } FILTER(LANG(?said) = 'zh') }"
# A name is not a wording: of four characters or more, so that a run of short words is still a run.
NAMED = (
    "SELECT ?name WHERE { ?thing skos:prefLabel|skos:altLabel ?name FILTER(LANG(?name) = 'zh' && STRLEN(?name) > 3) }"
)
LONGEST_RUN = 11


@pytest.fixture(scope="module")
def assertions(kg):
    """(passage, assertion) of the whole record, in Chinese."""
    return [(row.passage.rpartition("/")[2], str(row.said)) for row in kg.sparql(SAID)]


@pytest.mark.parametrize(
    ("passage", "terms"),
    [
        ("3.1-p1-s4", "数据应用 数据交易 共性需求"),
        ("3.2.3-p1-s1", "事件预警 会商研判 调度处置 结果反馈 评估归档"),
        ("3.2.3-p1-s2", "天地一体 水陆统筹 环境智能监测监控网络"),
        ("3.2.3-p1-s3", "市政务云资源 底层数据 污染精准溯源 靶向治理"),
        ("4.2-p1-s1", "行业发展周期 外贸增速放缓 国际贸易环境复杂多变"),
        ("4.3-p1-s2", "诊断全覆盖 不想转 不敢转 经济下行压力 转型意愿与动力"),
        ("4.4-p1-s3", "资产摸排 供应链管理 专业人才培养队伍 试行阶段"),
    ],
)
def test_the_items_of_a_list_are_told_by_their_printed_terms(assertions, passage, terms):
    told = "\n".join(said for where, said in assertions if where == passage)
    assert [term for term in terms.split() if term not in told] == []


def test_no_assertion_repeats_a_dozen_characters_of_the_report(kg, assertions, report):
    text = re.sub(r"\s", "", report.read_text(encoding="utf-8"))
    names = sorted({str(row.name) for row in kg.sparql(NAMED)}, key=len, reverse=True)
    apart = re.compile("|".join(map(re.escape, names)))
    copied = [
        (passage, piece[i : i + LONGEST_RUN + 1])
        for passage, said in assertions
        for piece in apart.split(said)
        for i in range(len(piece) - LONGEST_RUN)
        if piece[i : i + LONGEST_RUN + 1] in text
    ]
    assert copied == []
