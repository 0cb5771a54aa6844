"""Two editions of a small report, with differences that are known because we made them."""

from __future__ import annotations

import pytest

import dgkg
from dgkg.errors import UsageError
from tests.conftest import PREFIXES, small_source, write_small_city

EDITION = "r:1.1-p1-s{} {{ id:obs-{} a dgo:Observation ; dgo:indicator id:indicator-{} ; dgo:refArea id:binjiang ; dgo:refPeriod id:period-{} ; dgo:unit unit:{} ; {} }}\n"


def figure(sentence, name, indicator, period, unit, rest):
    return EDITION.format(sentence, name, indicator, period, unit, rest)


FIRST = (
    figure(1, "a-firms", "firm-count", 2022, "NUM", 'dgo:value 100 ; dgo:valueText "100家" .')
    + figure(1, "a-revenue", "operating-revenue", 2022, "CCY_CNY", 'dgo:value 1000000000 ; dgo:valueText "10.0亿元" .')
    + figure(1, "a-tax", "tax-revenue", 2022, "CCY_CNY", 'dgo:value 200000000 ; dgo:valueText "2.0亿元" .')
    + figure(
        2,
        "a-output",
        "output-value",
        2022,
        "CCY_CNY",
        'dgo:value 500000000 ; dgo:valueText "5亿元" ; dgo:population dgs:aboveScale .',
    )
    + figure(
        2,
        "a-patents",
        "patent-application-count",
        2022,
        "NUM",
        'dgo:lowerBound 40 ; dgo:nominalValue 40 ; dgo:valueQualifier dgs:moreThan ; dgo:valueText "超40件" .',
    )
    + figure(2, "a-area", "floor-area", 2022, "M2", 'dgo:value 10 ; dgo:valueText "10平方米" .')
)
SECOND = (
    figure(1, "b-firms", "firm-count", 2023, "NUM", 'dgo:value 120 ; dgo:valueText "120家" .')
    + figure(
        1, "b-revenue-then", "operating-revenue", 2022, "CCY_CNY", 'dgo:value 1100000000 ; dgo:valueText "11.0亿元" .'
    )
    + figure(1, "b-tax", "tax-revenue", 2023, "CCY_CNY", 'dgo:value 100000000 ; dgo:valueText "1.0亿元" .')
    + figure(2, "b-output", "output-value", 2023, "CCY_CNY", 'dgo:value 900000000 ; dgo:valueText "9亿元" .')
    + figure(2, "b-patents", "patent-application-count", 2023, "NUM", 'dgo:value 45 ; dgo:valueText "45件" .')
    + figure(2, "b-events", "event-count", 2023, "NUM", 'dgo:value 3 ; dgo:valueText "3场" .')
)
KNOWN = {
    "up": "b-firms",
    "revised": "b-revenue-then",
    "down": "b-tax",
    "other scope": "b-output",
    "undecided": "b-patents",
    "new": "b-events",
}


@pytest.fixture
def editions(tmp_path):
    folder = write_small_city(tmp_path / "city", statements=FIRST)
    second = folder / "graph" / "binjiang-2025"
    second.mkdir()
    for name, text in (("source.ttl", small_source()), ("1.trig", PREFIXES + SECOND)):
        (second / name).write_text(text.replace("binjiang-2024", "binjiang-2025"), encoding="utf-8")
    return dgkg.load(folder)


@pytest.mark.parametrize(("kind", "figure"), KNOWN.items())
def test_each_known_difference_between_the_editions_is_called_by_its_name(editions, kind, figure):
    pairs = [p for p in editions.compare("binjiang-2024", "binjiang-2025").pairs if p.kind == kind]
    assert [p.second.iri.rpartition("obs-")[2] for p in pairs] == [figure]


def test_what_is_no_longer_told_is_dropped(editions):
    dropped = [p for p in editions.compare("binjiang-2024", "binjiang-2025").pairs if p.kind == "dropped"]
    assert [p.first.iri.rpartition("obs-")[2] for p in dropped] == ["a-area"]


def test_a_pair_is_shown_with_both_sentences(editions):
    rows = editions.compare("binjiang-2024", "binjiang-2025").cells("zh")
    up = next(row for row in rows if row[0] == "上升")
    assert "100家" in up[2]
    assert "1.1-p1-s1" in up[4]
    assert "120家" in up[5]
    assert "1.1-p1-s1" in up[7]


def test_an_unknown_source_names_those_there_are(editions):
    with pytest.raises(UsageError, match="binjiang-2025"):
        editions.compare("binjiang-2024", "binjiang-1999")


def test_a_source_is_not_compared_with_itself(editions):
    with pytest.raises(UsageError, match="same"):
        editions.compare("binjiang-2024", "binjiang-2024")
