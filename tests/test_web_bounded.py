"""A graph too large to be read whole, in the explorer: each page reads what it shows, and says what it leaves out."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

import pytest

import dgkg
from dgkg.diagram import recipes
from dgkg.errors import TooLargeError
from dgkg.namespaces import DGO, ID
from dgkg.source import Library
from dgkg.store import build
from dgkg.web import bounded
from dgkg.web.bounded import Bounded, explored
from dgkg.web.view import Explored
from tests.conftest import ROOT
from tests.exploring import explorer

sys.path.insert(0, str(ROOT / "benchmarks"))
from synthetic import write

FIRM, PARK, INDUSTRY = "made-firm-0000007", "made-park-00000", "made-industry-0000-1"
EVERY_KIND = (
    "/", f"/e/company/{FIRM}", f"/e/industrial-park/{PARK}", f"/e/industry/{INDUSTRY}", "/e/industry/new-energy",
    "/source", "/source/made-0000", "/source/made-0000/section-3.1", "/source/made-0000/3.1-p2-s8", "/t", "/t/company",
    "/t/company?q=0000099", "/t/place", "/about", "/schema", "/search?q=0000007", "/q",
    f"/q/firms-in-place?place={PARK}", f"/explore?focus={FIRM}", "/compare", f"/compare?a={PARK}&b=made-park-00001", "/path",
    f"/path?from={FIRM}&to=made-firm-0000012", "/ask", "/ask?q=示例企业 0000007 在哪里",
    "/quality", "/quality?source=made-0000", "/quality?source=dongguan-2023",
    "/d", f"/d/path?from={FIRM}&to=made-firm-0000012", "/stats", "/stats/indicator-operating-revenue", "/stats/indicator-operating-revenue?page=2",
    "/stats/indicator-telecom-business-volume",
)  # fmt: skip


@pytest.fixture(scope="module")
def kg(tmp_path_factory):
    """Three parks of a made-up city, on disk."""
    folder = tmp_path_factory.mktemp("province")
    write(folder / "province.nq", firms=100)
    build(folder / "store", None, [folder / "province.nq"])
    graph = dgkg.load(folder / "store")
    yield graph
    graph.close()


@pytest.fixture
def large(kg, monkeypatch) -> Bounded:
    """The same as if it were too large, where reading everything fails."""
    monkeypatch.setattr("dgkg.occurrence.MOST_THINGS", 100)
    shared = explored(dgkg.KnowledgeGraph(kg.store))
    assert isinstance(shared, Bounded)
    monkeypatch.setattr("dgkg.reader.read_passages", lambda _store: pytest.fail("all passages were read"))
    monkeypatch.setattr(Library, "passages", lambda _self: pytest.fail("all passages were read"))
    return shared


def page(shared, path: str, status: int = 200) -> str:
    response = explorer(shared.kg, shared=shared).get(path)
    assert response.status_code == status, response.text[-2000:]
    return response.text


def facts_in(text: str) -> list[str]:
    return re.findall(r'<li class="fact.*?</li>', text, re.DOTALL)


def test_a_graph_is_read_whole_as_long_as_that_takes_no_time(kg, monkeypatch):
    assert type(explored(kg)) is Explored
    monkeypatch.setattr("dgkg.occurrence.MOST_THINGS", 100)
    assert type(explored(kg)) is Bounded
    assert type(explored(dgkg.load())) is Explored


@pytest.mark.parametrize("path", EVERY_KIND)
def test_no_page_reads_everything(large, path):
    assert "</html>" in page(large, path)


@pytest.mark.parametrize("path", [f"/e/company/{FIRM}", f"/e/industrial-park/{PARK}", "/source/made-0000/3.1-p2-s8"])
def test_a_page_shows_what_it_shows_of_a_graph_that_is_read_whole(kg, large, path, monkeypatch):
    bounded_page = page(large, path)
    monkeypatch.undo()
    whole = page(Explored(kg), path)
    assert facts_in(bounded_page) == facts_in(whole) != []
    for rel in ("prev", "next"):
        assert re.findall(f'<a[^>]*rel="{rel}"[^>]*>', bounded_page) == re.findall(f'<a[^>]*rel="{rel}"[^>]*>', whole)


def test_numbers_of_things_and_passages_are_those_of_the_whole_graph(kg, large, monkeypatch):
    counted = large.number_of(DGO.Company), large.stating, {cls: len(things) for cls, things in large.members.items()}
    numbers = {source.iri: large.number_of_passages(source) for source in large.kg.words.library.sources}
    monkeypatch.undo()
    whole = Explored(kg)
    assert counted == (
        whole.number_of(DGO.Company), whole.stating, {cls: len(things) for cls, things in whole.members.items()}
    )  # fmt: skip
    assert numbers == {source.iri: whole.number_of_passages(source) for source in kg.words.library.sources}


def test_of_very_many_the_first_are_listed_the_number_of_all_is_told_and_any_can_be_found(large, monkeypatch):
    monkeypatch.setattr(bounded, "MOST_LISTED", 10)
    listed = page(large, "/t/company?lang=en")
    assert re.search(r"10 of \d{3}", listed)
    assert "find the others by the filter" in listed
    assert "0000099" not in listed
    assert "Made-up Firm 0000099" in page(large, "/t/company?lang=en&q=0000099")


def test_of_a_thing_that_very_many_passages_speak_of_the_first_are_read_and_the_others_counted(large, monkeypatch):
    monkeypatch.setattr(bounded, "MOST_PASSAGES", 5)
    assert len(large.naming(ID[PARK])) == 5
    number = len(large.kg.occurrences.passages(ID[PARK])) - 5
    assert f"at least {number} more" in page(large, f"/e/industrial-park/{PARK}?lang=en")


@pytest.mark.parametrize("pair", [(PARK, "made-park-00001"), (FIRM, "made-firm-0000012"), (INDUSTRY, "new-energy")])
def test_two_things_stand_side_by_side_as_in_a_graph_that_is_read_whole(kg, large, pair, monkeypatch):
    path = f"/compare?a={pair[0]}&b={pair[1]}"

    def table(text: str) -> str:
        return text[text.index('id="figures"') : text.index("</main>")]

    bounded_page = page(large, path)
    monkeypatch.undo()
    # No figure is doubted where nothing is audited.
    monkeypatch.setattr(Explored, "doubted", {})
    assert table(bounded_page) == table(page(Explored(kg), path))


def test_an_empty_cell_does_not_say_that_the_report_is_silent_where_it_was_not_read(large, monkeypatch):
    # The first has a project and a partner, told by two passages.
    assert "not in the report" in page(large, f"/compare?a=made-firm-0000003&b={FIRM}&lang=en")
    monkeypatch.setattr(bounded, "MOST_PASSAGES", 1)
    text = page(large, "/compare?a=made-firm-0000023&b=made-firm-0000012&lang=en")
    assert "to read them all: at least 1 more" in text
    assert "not in what was read" in text
    assert "not in the report" not in text


@pytest.mark.parametrize(
    ("start", "end", "hops"),
    [
        (FIRM, "made-firm-0000012", 1), (FIRM, "made-firm-0000012", 2), (FIRM, "made-firm-0000050", 3),
        ("made-firm-0000003", "made-park-00002", 4), (PARK, "made-policy-0000-1", 5), ("huawei", "oppo", 3),
    ],
)  # fmt: skip
def test_all_routes_of_so_many_hops_are_found_by_reading_what_lies_between(kg, large, start, end, hops, monkeypatch):
    monkeypatch.setattr("dgkg.between.MOST_PASSAGES", 10_000)
    monkeypatch.setattr("dgkg.between.MOST_READ", 10_000)
    ends = ID[start], ID[end]
    part = large.between(ends, hops)
    found = part.path(*ends, hops=hops)
    assert found.is_part
    assert found.excluded == ()
    monkeypatch.undo()
    whole = kg.path(*ends, hops=hops, through_hubs=True)
    assert len(part.passages) < len(kg.passages)
    # What each is worth hangs on how many neighbours a thing on the way has: all of them were read.
    assert found.routes == tuple(route for route in whole if len(route.hops) <= hops)


def test_no_route_passes_through_what_very_many_passages_speak_of_and_the_page_says_so(large, monkeypatch):
    path = f"/path?from={FIRM}&to=made-firm-0000012&hops=2&lang=en"
    assert "Route 1" in page(large, path)
    monkeypatch.setattr("dgkg.between.MOST_PASSAGES", 10)
    text = page(large, path.replace("0012", "0013"))
    assert "all routes of at most 2 hops: 0 found; not through what very many passages speak of" in text
    assert "Made-up Park 00000" in text
    assert "too large to look for longer ones" in text
    assert 'name="hubs"' not in text


def test_routes_that_take_too_much_are_refused_with_what_to_do(large, monkeypatch):
    path = f"/path?from={FIRM}&to=made-firm-0000012&lang=en"
    assert "do not pass through hubs" in page(large, f"{path}&hubs=1", 400)
    monkeypatch.setattr("dgkg.between.MOST_READ", 20)
    assert "take fewer hops" in page(large, path.replace("0012", "0014"), 400)
    monkeypatch.setattr("dgkg.occurrence.MOST_COUNTED", 5)
    assert "name something more specific" in page(large, f"/path?from={PARK}&to=made-park-00001&lang=en", 400)


@pytest.mark.parametrize(
    ("path", "told"),
    [("/d/timeline", "The policies that the report names"), ("/d/cluster-cards", "these are the places with the most")],
)
def test_a_picture_of_everything_is_one_of_what_comes_first(large, monkeypatch, path, told):
    recipe = recipes()["cluster-cards"]
    fewer = replace(recipe, first=replace(recipe.first, most=2))
    monkeypatch.setattr("dgkg.diagram.recipes", lambda: {**recipes(), "cluster-cards": fewer})
    assert told in " ".join(re.sub("<[^>]*>", " ", page(large, f"{path}?lang=en")).split())


@pytest.mark.parametrize(
    ("recipe", "given"),
    [
        ("ego", f"focus={FIRM}"), ("policy-chain", f"industry={INDUSTRY}"), ("cluster-cards", f"place={PARK}"),
        ("timeline", f"industry={INDUSTRY}"), ("indicator-bars", "indicator=indicator-telecom-business-volume"), ("indicator-bars", "indicator=专利"),
        ("trace", f"focus={FIRM}"), ("explore", f"focus={FIRM}"),
    ],
)  # fmt: skip
def test_a_picture_of_a_thing_is_the_one_of_a_graph_that_is_read_whole(kg, large, recipe, given, monkeypatch):
    path = f"/d/{recipe}?{given}&lang=en"
    drawn = page(large, path)
    assert "were not read" not in drawn
    monkeypatch.undo()
    whole = page(Explored(kg), path)

    def table(text: str) -> str:
        return text[text.index("<table") : text.index("</table>")]

    assert table(drawn) == table(whole)


def test_a_picture_says_how_many_passages_were_not_read_for_it(large, monkeypatch):
    assert "were not read" not in page(large, f"/d/ego?focus={PARK}&lang=en")
    monkeypatch.setattr("dgkg.occurrence.MOST_READ", 5)
    number = len(large.kg.occurrences.passages(ID[PARK])) - 5
    assert f"{number} more at least were not read" in page(large, f"/d/ego?focus={PARK}&lang=en")
    assert "is called “xyzzy”" in page(large, "/d/ego?focus=xyzzy&lang=en", 404)


def test_what_takes_the_whole_graph_cannot_slip_through(large):
    for reading in (lambda: large.audit, lambda: large.quantities, lambda: dict(large.graphs)):
        with pytest.raises(TooLargeError):
            reading()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("示例企业 0000007 的营业收入是多少", "311000万元"),
        ("Made-up Firm 0000007 is located where?", "Made-up Park 00000"),
        ("华为在哪里", "松山湖"),
    ],
)
def test_a_question_is_answered_with_its_picture_and_links_to_what_it_cites(large, question, told):
    text = page(large, f"/ask?q={question}")
    assert told in text
    assert re.search(r'href="/source/[^"]*"[^>]*>\[', text)
    assert "<svg" in text


def rows_in(text: str) -> list[str]:
    return re.findall(r"<tr><th scope=\"row\">.*?</tr>", text, re.DOTALL)


def test_figures_of_an_indicator_come_page_by_page_and_are_those_that_are_read_whole(kg, large, monkeypatch):
    first, last = (page(large, f"/stats/indicator-grant-amount?lang=en{more}") for more in ("", "&page=2"))
    monkeypatch.setattr("dgkg.web.pages.indicator.PER_PAGE", 10)
    paged = [page(large, f"/stats/indicator-grant-amount?lang=en&page={number}") for number in (1, 2)]
    assert rows_in(paged[0]) + rows_in(paged[1]) == rows_in(first)[:20]
    assert 'rel="next"' in paged[0]
    assert 'rel="prev"' in paged[1]
    assert rows_in(last) == []
    # Bars of all its figures can be drawn, for few passages speak of it.
    assert "<svg" in first
    counted = re.search(r"(\d+) figures, largest first", first)
    monkeypatch.undo()
    whole = Explored(kg)
    assert int(counted[1]) == whole.measures[ID["indicator-grant-amount"]] == len(rows_in(first))
    assert [q.iri for q in large.measured_by(ID["indicator-grant-amount"], 0, 50)] == [
        q.iri for q in whole.measured_by(ID["indicator-grant-amount"], 0, 50)
    ]
    assert large.measures == whole.measures


def test_a_source_is_held_against_itself(kg, large, monkeypatch):
    listed = page(large, "/quality?lang=en")
    assert re.findall(r'href="([^"]*source=[^"]*)"', listed) == [
        "/quality?source=dongguan-2023&amp;lang=en", "/quality?source=made-0000&amp;lang=en"
    ]  # fmt: skip
    checked = page(large, "/quality?source=dongguan-2023&lang=en")
    assert "Data Brokers" in checked
    assert "part 5 is missing" in checked
    assert "0 things" not in checked
    assert "No source is called" in page(large, "/quality?source=nowhere&lang=en", 404)
    monkeypatch.undo()
    assert re.findall("<article.*?</article>", checked, re.DOTALL) == re.findall(
        "<article.*?</article>", page(Explored(kg), "/quality?lang=en"), re.DOTALL
    )


def test_of_very_many_sources_a_page_names_the_first_and_a_picture_those_it_cites(large, monkeypatch):
    monkeypatch.setattr("dgkg.web.pages.about.MOST_SOURCES", 1)
    monkeypatch.setattr("dgkg.web.pages.home.MOST_SOURCES", 1)
    monkeypatch.setattr("dgkg.diagram.frame.MOST_SOURCES", 1)
    assert len(large.kg.words.library.sources) == 2
    assert page(large, "/about?lang=en").count("1 sources more") == 2
    assert "1 more" in page(large, "/?lang=en")
    drawn = page(large, f"/e/industrial-park/{PARK}?lang=en")
    assert "Source: Report on Made-up City 0000" in drawn
    assert "The graph has 1 sources more" in drawn


def test_the_passages_of_one_source_are_those_that_all_passages_hold_of_it(kg):
    words = dgkg.KnowledgeGraph(kg.store).words
    everything = words.library.passages()
    for source in words.library.sources:
        own = [passage for passage in everything if passage.iri.startswith(f"{source.iri}/")]
        assert list(words.library.passages_of(source)) == own != []
