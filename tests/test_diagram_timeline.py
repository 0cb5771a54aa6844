"""A timeline keeps a date as precise as the report writes it, and puts nothing where it might belong."""

from __future__ import annotations

import pytest

from dgkg.diagram.chronicle import Span, chronicle, period_spans
from dgkg.errors import UsageError
from dgkg.namespaces import ID
from tests.drawings import bare, boxes, city, parts, texts
from tests.pictures import cited_in, loose_links, said

POLICIES = """
id:plan-a a dgo:Plan ; skos:prefLabel "甲方案"@zh , "Plan A"@en .
id:plan-b a dgo:Plan ; skos:prefLabel "乙方案"@zh , "Plan B"@en .
"""


def timeline(graph, lang="zh", **industry):
    return graph.diagram("timeline", lang, **industry)


@pytest.fixture(scope="module")
def policies(kg):
    return {p.policy: p for p in chronicle(kg.passages, kg.words, period_spans(kg.store))}


def events(policies, name):
    return [(e.what, e.date) for e in policies[ID[name]].events]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("policy-semiconductor-cluster", [("issued", "2023")]),
        ("public-data-management-measures", [("issued", "2023-01")]),
        ("plan-smart-mobile-terminal-cluster-2023-2025", [("drafted", "2023"), ("issued", "2024-01"), ("covers", "")]),
        ("regulation-public-data-classification-trial", [("drafted", "2023-09"), ("planned", "2024")]),
        ("policy-manufacturing-first", []),
    ],
)
def test_a_policy_has_the_dates_that_sentences_give_and_no_others(policies, name, told):
    assert events(policies, name) == told


def test_the_same_date_from_two_sentences_is_one_event_with_both(policies):
    (event,) = policies[ID["policy-semiconductor-cluster"]].events
    assert [s.rpartition("/")[2] for s in event.sentences] == ["1.1-p4-s2", "2.1.2-p2-s2"]


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [("2023", "2023-01-01", "2023-12-31"), ("2024-02", "2024-02-01", "2024-02-31"),
     ("2024-02-05", "2024-02-05", "2024-02-05")],
)  # fmt: skip
def test_a_date_lasts_as_long_as_it_is_imprecise(date, start, end):
    assert Span.of(date) == Span(start, end)


def test_policies_stand_by_their_first_date_and_those_without_come_last(kg):
    found = chronicle(kg.passages, kg.words, period_spans(kg.store))
    dated = [p.events[0].span.start for p in found if p.events]
    assert dated == sorted(dated)
    assert [bool(p.events) for p in found] == sorted((bool(p.events) for p in found), reverse=True)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("industry", [{}, {"industry": "智能移动终端"}, {"industry": "制造业数字化转型"}], ids=str)
def test_every_document_and_every_date_leads_to_its_sentence(kg, lang, industry):
    picture = timeline(kg, lang, **industry)
    root = parts(picture)
    assert not loose_links(root)
    assert cited_in(root) == {c.passage.id for c in picture.citations}
    assert all(picture.table.sentences)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["2023年印发（未写月份）", "2024年1月印发", "计划2024年印发（未写月份）", "规划期2023—2025年",
                "报告未给出日期的文件", "状态：报告未给出", "计划印发的日期尚未成为事实"]),
        ("en", ["issued 2023 (no month given)", "issued January 2024", "due to be issued 2024 (no month given)",
                "covers 2023 to 2025", "Documents with no date in the report", "Status: not in the report"]),
    ],
)  # fmt: skip
def test_what_is_due_and_what_is_not_told_is_said_to_be_so(kg, lang, words):
    told = said(parts(timeline(kg, lang)))
    assert [word for word in words if bare(word) not in told] == []


def bars_in(picture, name):
    return [i for i in picture.scene.items if getattr(i, "name", "") == name and hasattr(i, "look")]


def test_a_year_without_a_month_runs_through_the_year_and_what_is_due_is_dotted(kg):
    picture = timeline(kg)
    year = bars_in(picture, "2023年印发（未写月份）")[0]
    month = bars_in(picture, "2023年1月印发")[0]
    assert month.x == year.x
    assert round((year.width + 2) / (month.width + 2)) == 12
    assert {b.line for b in bars_in(picture, "计划2024年印发（未写月份）")} == {"dotted"}


def test_an_industry_shows_its_policies_and_says_that_they_are_no_funds(kg):
    picture = timeline(kg, "zh", industry="半导体及集成电路")
    assert [a for a in boxes(parts(picture), "policy") if "集聚区发展若干政策" in "".join(texts(a))]
    assert "1份文件" in bare(picture.title)
    assert "不表示其中的企业获得资金" in said(parts(picture))


def test_an_industry_without_a_policy_says_that_the_report_names_none(kg):
    for lang, told in (("zh", "报告未给出"), ("en", "no policy in the report")):
        picture = timeline(kg, lang, industry="人工智能")
        assert told in picture.title
        assert len(picture.table) == 1


def test_what_is_no_industry_is_refused_in_both_languages(kg):
    with pytest.raises(UsageError) as caught:
        timeline(kg, industry="华为")
    assert "是产业或领域；「华为」是" in caught.value.zh
    assert "“华为” is of the kind" in caught.value.en


def test_a_document_more_without_a_date_moves_no_dated_one(tmp_path):
    dated = 'id:plan-a dgo:issueDate "2024-03"^^xsd:gYearMonth ; dgo:realization dgs:issued .'
    before = timeline(city(tmp_path, [], POLICIES, dated))
    after = timeline(city(tmp_path, [], POLICIES, dated + " id:plan-b dgo:realization dgs:issued ."))

    def row(picture):
        return [(i.name, i.x, i.y) for i in picture.scene.items if i.name in {"甲方案", "2024年3月印发"}]

    assert row(before) == row(after)
    assert len(row(before)) == 3
    assert "乙方案" in after.svg


def test_many_documents_fold_and_are_all_in_the_table(tmp_path):
    named = "".join(
        f'id:plan-{n:02} a dgo:Plan ; skos:prefLabel "方案{n:02}"@zh , "Plan {n:02}"@en .\n' for n in range(60)
    )
    told = "".join(f'id:plan-{n:02} dgo:issueDate "2024-{n % 12 + 1:02}"^^xsd:gYearMonth .\n' for n in range(30))
    told += "".join(f"id:plan-{n:02} dgo:realization dgs:issued .\n" for n in range(30, 60))
    picture = timeline(city(tmp_path, [], named, told))
    assert len([i for i in picture.scene.items if hasattr(i, "look") and i.name.startswith("方案")]) <= 38
    assert len([a for a in parts(picture).iter() if "另有" in (a.text or "")]) == 2
    assert all(f"方案{n:02}" in str(picture.table.cells) for n in range(60))
