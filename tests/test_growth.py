"""A question about one thing takes no longer where there is more of everything else.

Asked of one made-up city and of eight, each with the shipped record; it is the time of the processor that is
compared, the least of several. Which questions these are was found by ``benchmarks/growth.py``.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from rdflib import Literal

from dgkg.namespaces import ID
from dgkg.query import find_query
from dgkg.store import EmbeddedStore

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from synthetic import FIRMS_PER_CITY, write

CITIES, RUNS = 8, 7
# Others at work only make a least time longer: whoever disturbs all runs of a question seldom does so again.
ROUNDS = 5
# What an engine may take longer for a store so much larger, and what a clock may be wrong by.
MOST, SLACK = 2.0, 0.001
OF_THE_RECORD = [
    "bounded-figures", "challenges-without-answer", "compare-industries", "compare-places", "figures-of-section",
    "institutes", "only-planned", "open-lists", "parts-of-totals", "places-and-focus",
    "products-and-technologies", "programmes", "statements-of-sentence",
]  # fmt: skip
OF_THE_FIRST_CITY = [
    ("compare-places", {"first": ID["made-park-00000"], "second": ID["made-park-00001"]}),
    ("places-and-focus", {"place": ID["made-park-00000"]}),
    ("statements-of-sentence", {"passage": Literal("made-0000/3.1-p2-s1")}),
    ("firms-in-place", {"place": ID["made-park-00000"]}),
    ("figures-of-place", {"place": ID["made-firm-0000012"]}),
    ("policies-for-industry", {"industry": ID["made-industry-0000-1"]}),
    # As it stands it is of industries that every city has some of its own below: there is more to look at.
    ("growth-of-industry", {"industry": ID["telecommunications"]}),
]


@pytest.fixture(scope="module")
def provinces(tmp_path_factory):
    """One city, and that city with seven others."""
    folder = tmp_path_factory.mktemp("growth")
    stores = []
    for cities in (1, CITIES):
        write(folder / f"{cities}.nq", firms=cities * FIRMS_PER_CITY)
        stores.append(EmbeddedStore.from_files([folder / f"{cities}.nq"]))
    return stores


def asked(store, text):
    """The least time of a question, and its rows."""
    times, rows = [], []
    for _ in range(RUNS):
        start = time.process_time()
        table = store.query(text)
        times.append(time.process_time() - start)
        rows = table.rows
    return min(times), rows


@pytest.mark.parametrize(("name", "values"), [*((name, {}) for name in OF_THE_RECORD), *OF_THE_FIRST_CITY])
def test_a_question_about_one_thing_takes_no_longer_in_a_larger_province(provinces, name, values):
    text = find_query(name).bind({key: [value] for key, value in values.items()})
    short = long = float("inf")
    for _ in range(ROUNDS):
        (less, few), (more, many) = (asked(store, text) for store in provinces)
        assert few
        assert many == few
        short, long = min(short, less), min(long, more)
        if long < MOST * short + SLACK:
            break
    assert long < MOST * short + SLACK


def test_a_sentence_is_found_by_its_number_in_every_source_and_with_its_source_in_one(provinces):
    question = find_query("statements-of-sentence")
    everywhere, there = (
        question.bind({"passage": [Literal(passage)]}) for passage in ("3.1-p2-s1", "made-0007/3.1-p2-s1")
    )
    rows = [[tuple(row) for row in provinces[1].query(text).rows] for text in (everywhere, there)]
    assert {str(row[3]) for row in rows[0]} == {
        "https://w3id.org/dgkg/source/dongguan-2023/3.1-p2-s1",
        *(f"https://w3id.org/dgkg/source/made-{n:04}/3.1-p2-s1" for n in range(CITIES)),
    }
    assert rows[1] == [row for row in rows[0] if "made-0007" in str(row[3])]
