"""The made-up province of the benchmarks: the same each time, and a graph that the library reads as any other."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

import dgkg

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from synthetic import FIRMS_PER_CITY, QUADS_PER_FIRM, firms_for, province, write


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


def test_a_province_keeps_the_rules_of_the_record(made):
    assert made.validate().findings == ()


def test_its_firms_are_named_traced_and_cited(made):
    assert made["示例企业 0000003"].iri == made["Made-up Firm 0000003"].iri
    traced = made.trace("示例企业 0000003")
    assert {kind for kind, hops in traced.chain() if hops} == {
        "policy", "measure", "industry", "place", "firm", "project", "figure",
    }  # fmt: skip
    assert str(made.query("firms-in-place", place="示例园区 00001").citations()[0]) == (
        "《示例城市 0000 报告》三（2）第2段第1句 [3.2-p2-s1]"
    )


def test_its_figures_are_series(made):
    rows = made.query("figure-series", place="示例园区 00000", indicator="营业收入")
    assert [str(row["period"])[-4:] for row in rows] == ["2021", "2022", "2023"]
