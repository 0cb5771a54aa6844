"""A graph too large to be read whole, through the Python interface, the command line and the tools for agents."""

from __future__ import annotations

import sys

import pytest

import dgkg
from dgkg.errors import TooLargeError, UsageError
from dgkg.mcp.tools import Tools
from dgkg.namespaces import ID
from dgkg.source import Library
from dgkg.store import build
from tests.conftest import ROOT
from tests.doors import dgkg as command

sys.path.insert(0, str(ROOT / "benchmarks"))
from synthetic import write

FIRM, OTHER, PARK = "made-firm-0000007", "made-firm-0000012", "made-park-00000"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Three parks of a made-up city beside the record, on disk."""
    folder = tmp_path_factory.mktemp("province")
    write(folder / "province.nq", firms=100)
    build(folder / "store", None, [folder / "province.nq"])
    return folder / "store"


@pytest.fixture
def kg(place):
    """The graph, read whole where that is wanted."""
    with_all = dgkg.load(place)
    yield with_all
    with_all.close()


@pytest.fixture
def large(place, monkeypatch):
    """The same as if it were too large, where reading everything fails."""
    monkeypatch.setattr("dgkg.occurrence.MOST_THINGS", 100)
    monkeypatch.setattr("dgkg.reader.read_passages", lambda _store: pytest.fail("all passages were read"))
    monkeypatch.setattr(Library, "passages", lambda _self: pytest.fail("all passages were read"))
    part = dgkg.load(place)
    assert not part.is_whole
    yield part
    part.close()


def test_routes_are_found_by_reading_what_lies_between(large):
    found = large.path(FIRM, OTHER, hops=2)
    assert found.is_part
    assert found.routes
    assert all(len(route.hops) <= 2 for route in found)
    with pytest.raises(UsageError, match="do not pass through hubs"):
        large.path(FIRM, OTHER, through_hubs=True)


def test_the_command_finds_routes_so_too(large, place):
    shown = command("path", FIRM, OTHER, "--hops", "2", graph=place)
    assert shown.exit_code == 0, shown.stderr
    assert "too large to look for longer ones" in shown.stderr


def test_a_part_of_a_graph_says_what_its_passages_say_and_no_more(large):
    part = dgkg.knowledge.Part(large, [large.graphs[p] for p in large.occurrences.passages(ID[FIRM])])
    assert set(part.graphs) == set(large.occurrences.passages(ID[FIRM]))
    assert FIRM in part.network()
    assert OTHER not in part.network()


def structured(result) -> dict:
    return result.structured_content


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("find", {"text": "示例企业 0000007"}),
        ("show", {"name": FIRM}),
        ("trace", {"name": "made-industry-0000-1"}),
        ("query", {"name": "firms-in-place", "values": {"place": PARK}}),
        ("query", {"name": "policies", "most": 5}),
        ("series", {"indicator": "indicator-grant-amount"}),
        ("diagram", {"recipe": "ego", "values": {"focus": FIRM}}),
    ],
)
def test_a_tool_gives_what_it_gives_of_a_graph_that_is_read_whole(kg, place, monkeypatch, tool, given):
    told = structured(getattr(Tools(kg, "en"), tool)(**given))
    monkeypatch.setattr("dgkg.occurrence.MOST_THINGS", 100)
    monkeypatch.setattr("dgkg.reader.read_passages", lambda _store: pytest.fail("all passages were read"))
    part = dgkg.load(place)
    found = structured(getattr(Tools(part, "en"), tool)(**given))
    assert found == told
    assert found["rows"]


def test_tools_find_routes_by_reading_what_lies_between(large):
    tools = Tools(large, "en")
    told = structured(tools.trace(FIRM, to=OTHER))
    assert [row["text"] for row in told["rows"]] == [
        "Made-up Firm 0000007 —is located in→ Made-up Park 00000",
        "Made-up Park 00000 ←is located in— Made-up Firm 0000012",
    ]
    assert "too large to look for longer ones" in told["title"]
    assert structured(tools.diagram("path", {"from": FIRM, "to": OTHER}))["rows"]


def test_a_tool_says_how_much_it_did_not_read(large, monkeypatch):
    tools = Tools(large, "en")
    monkeypatch.setattr("dgkg.occurrence.MOST_READ", 5)
    for told in (tools.show(PARK), tools.series("indicator-operating-revenue")):
        assert "more at least were not" in structured(told)["note"]
    assert structured(tools.show(FIRM))["note"] == ""
    with pytest.raises(TooLargeError):
        tools.diagram("cluster-cards", {})
