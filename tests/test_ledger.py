"""Every number of the source is covered by a statement, explained by a reason, or open."""

from __future__ import annotations

from collections import Counter

import pytest

import dgkg
from dgkg.errors import DataError, UsageError
from dgkg.ledger import Reason, account, read_reasons
from dgkg.namespaces import DGO, ID
from tests.conftest import SMALL_REPORT, SMALL_STATEMENTS, write_small_city

HEADER = "passage,token,reason_zh,reason_en\n"


def city(folder, statements=SMALL_STATEMENTS, ledger=None):
    write_small_city(folder, statements=statements)
    if ledger is not None:
        (folder / "graph" / "binjiang-2024" / "ledger.csv").write_text(HEADER + ledger, encoding="utf-8")
    kg = dgkg.load(folder)
    kg.attach(SMALL_REPORT.encode())
    return kg


def open_in(kg):
    return [(entry.passage, entry.number) for entry in kg.ledger() if entry.state == "open"]


def test_no_number_of_the_report_is_open(attached):
    entries = attached.ledger()
    assert [(entry.passage, entry.context) for entry in entries if entry.state == "open"] == []
    assert attached.open_numbers() == 0
    assert len(entries) > 400


@pytest.mark.parametrize(
    ("passage", "number", "by"),
    [
        ("1.2-p3-s2", "463.4", "463.4亿元"),
        ("2.1.2-p1-s4", "百亿", "超过百亿元"),
        ("2.1.1-p2-s5", "六", "连续六年"),
        ("1.2-p3-s3", "双位数", "双位数"),
        ("3.2.2-p1-s3", "100", "100PFlops"),
    ],
)
def test_a_figure_of_the_report_is_covered_by_what_the_graph_says_as_printed(attached, passage, number, by):
    found = [e for e in attached.ledger() if (e.passage, e.number, e.state) == (passage, number, "covered")]
    assert found
    assert any(by in entry.by.replace(" ", "") for entry in found)


def test_numbers_of_headings_are_explained(attached):
    headings = [e for e in attached.ledger() if e.passage.endswith("-h")]
    assert headings
    assert {entry.state for entry in headings} <= {"explained", "covered"}


def test_a_figure_that_is_removed_from_the_report_s_graph_becomes_open(attached):
    library = attached.words.library
    poorer = []
    for graph in attached.passages:
        gone = {s for s, node in graph.nodes.items() if "463.4亿元" in map(str, node.get(DGO.valueText, ()))}
        nodes = {s: node for s, node in graph.nodes.items() if s not in gone}
        poorer.append(type(graph)(graph.sentence, nodes))
    reasons = [r for path in attached.record.graph.rglob("ledger.csv") for r in read_reasons(path)]
    entries = account(library.quotes, poorer, attached.words, reasons)
    assert {(e.passage, e.number) for e in entries if e.state == "open"} == {
        ("1.2-p3-s2", "463.4"),
        ("1.2-p3-s2", "亿"),
    }


def test_the_small_city_s_ledger_is_in_reading_order_with_its_context(tmp_path):
    entries = city(tmp_path / "city").ledger()
    assert [(e.passage, e.number, e.state) for e in entries if e.state == "covered"] == [
        ("1.1-p1-s1", "两", "covered"),
        ("1.1-p1-s2", "12.5", "covered"),
        ("1.1-p1-s2", "亿", "covered"),
        ("1.1-p1-s2", "8", "covered"),
    ]
    assert "【12.5】亿元" in next(e.context for e in entries if e.number == "12.5")
    assert Counter(e.state for e in entries)["open"] == 0


@pytest.mark.parametrize(
    ("old", "new", "left_open"),
    [
        ('dgo:valueText "12.5亿元"', 'dgo:valueText "12.6亿元"', [("1.1-p1-s2", "12.5"), ("1.1-p1-s2", "亿")]),
        ('dgo:valueText "8%"', 'dgo:valueText "18%"', [("1.1-p1-s2", "8")]),
        ('dgo:valueText "两家"', 'dgo:valueText "二家"', [("1.1-p1-s1", "两")]),
        ('dgo:valueText "12.5亿元"', 'dgo:valueText "5亿元"', [("1.1-p1-s2", "12.5")]),
    ],
)
def test_a_figure_that_is_not_as_printed_leaves_its_number_open(tmp_path, old, new, left_open):
    assert SMALL_STATEMENTS.count(old) == 1
    assert open_in(city(tmp_path / "city", SMALL_STATEMENTS.replace(old, new))) == left_open


def test_a_number_is_not_covered_by_another_sentence(tmp_path):
    moved = SMALL_STATEMENTS.replace('dgo:valueText "两家"', 'dgo:valueText "2"') + (
        'r:1.2-p1-s1 { id:recommendation-computing-port dgo:targets id:aim . id:aim a dgo:Target ; dgo:valueText "两家" . }'
    )
    assert open_in(city(tmp_path / "city", moved)) == [("1.1-p1-s1", "两")]


@pytest.mark.parametrize(
    "row",
    ["1.1-p1-s1,两家,不是数字,no figure\n", "1.1-p1-s1,,整句无数字,states nothing\n", "*,两家,处处如此,everywhere\n"],
    ids=["the words it stands in", "the whole passage", "everywhere"],
)
def test_a_reason_in_the_ledger_explains_a_number(tmp_path, row):
    without = SMALL_STATEMENTS.replace('dgo:valueText "两家"', 'dgo:valueText "2"')
    kg = city(tmp_path / "city", without, row)
    (entry,) = [e for e in kg.ledger() if e.number == "两"]
    assert entry.state == "explained"
    assert kg.open_numbers() == 0


def test_a_reason_for_another_passage_explains_nothing(tmp_path):
    without = SMALL_STATEMENTS.replace('dgo:valueText "两家"', 'dgo:valueText "2"')
    assert open_in(city(tmp_path / "city", without, "1.1-p1-s2,两家,别处,elsewhere\n")) == [("1.1-p1-s1", "两")]


def test_a_year_is_covered_by_the_period_or_date_that_the_graph_names(attached):
    years = [e for e in attached.ledger() if e.number == "2023" and e.state == "covered"]
    assert len(years) > 30
    assert all("2023" in entry.by for entry in years)


def test_without_a_copy_of_the_source_the_ledger_says_what_it_needs(small_city):
    assert small_city.open_numbers() is None
    with pytest.raises(UsageError) as caught:
        small_city.ledger()
    assert "dgkg source attach" in caught.value.zh
    assert "dgkg source attach" in caught.value.en


def test_reasons_are_read_with_both_languages(tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_text("\ufeff" + HEADER + '1-h,5,标题序号,"heading, number"\n', encoding="utf-8")
    assert read_reasons(path) == [Reason("1-h", "5", "标题序号", "heading, number")]
    assert read_reasons(tmp_path / "none.csv") == []


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("passage,token,reason_zh\n1-h,5,标题\n", "缺少列", "lacks the column"),
        (HEADER + "1-h,5,标题序号,\n", "第 2 行不完整", "line 2: incomplete"),
        (HEADER + "1-h,5,标题,heading\n,5,标题,heading\n", "第 3 行不完整", "line 3: incomplete"),
    ],
)
def test_a_broken_ledger_is_named_with_its_line(tmp_path, text, zh, en):
    path = tmp_path / "ledger.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_reasons(path)
    assert caught.value.path == path
    assert zh in caught.value.zh
    assert en in caught.value.en


def test_every_reason_of_the_shipped_ledger_is_used(attached):
    reasons = [r for path in attached.record.graph.rglob("ledger.csv") for r in read_reasons(path)]
    passages = {passage.id for passage in attached.words.library.passages()}
    assert reasons
    assert {reason.passage for reason in reasons} <= passages | {"*"}
    quotes = {iri.rpartition("/")[2]: text for iri, text in attached.words.library.quotes.items()}
    stale = [r for r in reasons if r.passage != "*" and r.token not in quotes[r.passage]]
    assert stale == []
    assert ID.huawei not in quotes
