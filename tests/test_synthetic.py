"""The made-up province of the benchmarks: the same each time, and a graph that the library reads as any other."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

import dgkg
from dgkg.diagram.policy_chain import picture_of
from dgkg.namespaces import ID
from dgkg.trace import trace

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from disk import TOP, Subjects
from synthetic import FIRMS_PER_CITY, FIRMS_PER_PARK, QUADS_PER_FIRM, firms_for, province, write


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A corner of a province, opened."""
    path = tmp_path_factory.mktemp("made") / "province.nq"
    write(path, firms=45)
    return dgkg.load(path)


def test_the_same_number_gives_the_same_statements_and_none_twice():
    lines = list(province(FIRMS_PER_CITY + 50))
    assert lines == list(province(FIRMS_PER_CITY + 50))
    assert [line for line, times in Counter(lines).items() if times > 1] == []


def test_a_larger_province_holds_the_smaller_one():
    assert set(province(40)) < set(province(FIRMS_PER_CITY + 40))


def test_so_many_firms_make_so_many_statements():
    city = sum(1 for _ in province(FIRMS_PER_CITY))
    assert city == pytest.approx(FIRMS_PER_CITY * QUADS_PER_FIRM, rel=0.001)
    assert firms_for(1_000_000) == pytest.approx(39_000, rel=0.01)


@pytest.mark.parametrize("quads", [25_000, 50_000, 100_000, 300_000, 1_000_000, 10_000_000])
def test_whom_a_benchmark_asks_of_is_there_whatever_the_size(quads):
    firms, whom = firms_for(quads), Subjects.of(firms_for(quads))
    assert 0 <= whom.firm < firms
    assert 0 <= whom.wide < firms
    assert 0 <= whom.park < firms / FIRMS_PER_PARK
    most = Subjects.of(firms_for(10_000_000))
    assert (whom.firm % 80, whom.wide % 16, whom.wide // 16 % 13) == (
        most.firm % 80,
        most.wide % 16,
        most.wide // 16 % 13,
    )


def test_a_province_keeps_the_rules_of_the_record(made):
    assert made.validate().findings == ()


def test_the_fields_at_the_top_are_those_of_the_record(made):
    at_the_top = made.sparql(
        "SELECT DISTINCT ?field { ?field skos:inScheme dgs:industry FILTER NOT EXISTS { ?field skos:broader ?higher } }"
    )
    assert {row["field"] for row in at_the_top} == {ID[name] for name in TOP}


def test_its_firms_are_named_traced_and_cited(made):
    assert made["示例企业 0000003"].iri == made["Made-up Firm 0000003"].iri
    traced = made.trace("示例企业 0000003")
    assert {kind for kind, hops in traced.chain() if hops} == {
        "policy", "measure", "industry", "place", "firm", "project", "figure",
    }  # fmt: skip
    assert str(made.query("firms-in-place", place="示例园区 00001").citations()[0]) == (
        "《示例城市 0000 报告》三（2）第2段第1句 [3.2-p2-s1]"
    )


@pytest.mark.parametrize(("lang", "told"), [("zh", "另有 2 份政策未列出"), ("en", "2 more policies not listed")])
def test_a_trace_of_a_wide_field_lists_the_first_policies_and_says_how_many_more_there_are(
    made, monkeypatch, lang, told
):
    firm, ask = ID["made-firm-0000002"], made.query
    whole = trace(ask, made.words, firm)
    assert whole.unlisted == 0
    every = {hop.thing for hop in whole.policies}
    monkeypatch.setattr("dgkg.policy_reach.MOST_POLICIES", 2)
    asked: list[str] = []
    short = trace(lambda name, **values: asked.append(str(name)) or ask(name, **values), made.words, firm)
    shown = {hop.thing for hop in short.policies}
    assert shown < every
    assert short.unlisted == len(every - shown) == 2
    # Those for the very industry come first, and of these policies all is told that is told.
    near = {hop.thing for hop in whole.policies if hop.topic in {i.thing for i in whole.industries}}
    assert shown & near or not near
    assert list(short.policies) == [hop for hop in whole.policies if hop.thing in shown]
    assert list(short.measures) == [hop for hop in whole.measures if hop.thing in shown]
    # One question for the measures of all, however many policies there are.
    assert len([name for name in asked if "measures" in name]) == 1
    assert [row[1] for row in short.cells(lang) if row[5] == ""][:1] == [told]
    assert told in str(picture_of(short, lang).svg)


def test_its_figures_are_series(made):
    rows = made.query("figure-series", place="示例园区 00000", indicator="营业收入")
    assert [str(row["period"])[-4:] for row in rows] == ["2021", "2022", "2023"]
