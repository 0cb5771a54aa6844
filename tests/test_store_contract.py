"""One contract for every store: the same questions in the same words have the same answers.

Oxigraph's server and Virtuoso are really started, on loopback, and filled by ``kg.push``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from rdflib import URIRef

import dgkg
from dgkg.errors import QueryError
from dgkg.knowledge import KnowledgeGraph
from dgkg.namespaces import DGO
from dgkg.places import find_record
from dgkg.statement import Statement
from dgkg.store import COUNTS, EmbeddedStore, build
from tests import servers
from tests.exploring import explorer
from tests.make_golden import FOLDER, golden
from tests.servers import Server


@contextmanager
def memory(_folder: Path) -> Iterator[KnowledgeGraph]:
    """The record in this process."""
    yield dgkg.load()


@contextmanager
def disk(folder: Path) -> Iterator[KnowledgeGraph]:
    """The record built on disk, opened for reading."""
    build(folder, find_record())
    graph = dgkg.load(folder)
    yield graph
    graph.close()


@contextmanager
def served(_folder: Path) -> Iterator[KnowledgeGraph]:
    """Our own endpoint, as anybody would ask it."""
    with servers.own() as address:
        graph = dgkg.load(address)
        yield graph
        graph.close()


def server(start: Callable[[Path], object]) -> Callable[[Path], object]:
    """A server that the graph was pushed to."""

    @contextmanager
    def filled(folder: Path) -> Iterator[KnowledgeGraph]:
        running: Server
        with start(folder) as running:
            dgkg.load().push(running.store, folder / "journal.json", user=running.user)
            graph = dgkg.load(running.query)
            yield graph
            graph.close()

    return filled


STORES = {
    "memory": memory,
    "disk": disk,
    "our own endpoint": served,
    "Oxigraph's server": server(servers.oxigraph),
    "Virtuoso": server(servers.virtuoso),
}


@pytest.fixture(scope="module", params=STORES)
def anywhere(request, tmp_path_factory) -> Iterator[KnowledgeGraph]:
    """The shipped graph in each kind of store, one after the other."""
    with STORES[request.param](tmp_path_factory.mktemp("store")) as graph:
        yield graph


def test_every_question_of_the_library_has_the_same_answer(anywhere):
    differing = [
        query.name
        for query in anywhere.queries
        if golden(anywhere.query(query)) != (FOLDER / f"{query.name}.tsv").read_text(encoding="utf-8")
    ]
    assert differing == []


def test_cards_traces_and_routes_read_the_same(anywhere, kg):
    assert str(anywhere["松山湖"]) == str(kg["松山湖"])
    assert str(anywhere.trace("半导体及集成电路")) == str(kg.trace("半导体及集成电路"))
    assert str(anywhere.path("高伟光学", "安世半导体")) == str(kg.path("高伟光学", "安世半导体"))


@pytest.mark.parametrize(
    "page",
    ["/", "/e/functional-zone/songshan-lake", "/search?q=松山湖", "/q/policies", "/quality", "/compare?a=华为&b=OPPO"],
)
def test_a_page_is_the_same_to_the_letter(anywhere, kg, page):
    here, there = explorer(kg).get(page), explorer(anywhere).get(page)
    assert (there.status_code, there.text.split()) == (200, here.text.split())


@pytest.mark.parametrize(
    "question",
    [
        "松山湖有哪些企业？",
        "Which policies support semiconductors, and up to how much?",
        "How far is Nancheng's above-scale internet and software revenue behind Songshan Lake's?",
        "东莞2022年的GDP是多少？",
    ],
)
def test_a_question_in_plain_words_has_the_same_answer(anywhere, kg, question):
    assert anywhere.ask(question).to_dict() == kg.ask(question).to_dict()


@pytest.mark.parametrize(
    ("tool", "values"),
    [
        ("find", {"text": "songshanhu"}),
        ("show", {"name": "利扬芯片"}),
        ("trace", {"name": "半导体及集成电路"}),
        ("ask", {"question": "松山湖有哪些企业？"}),
        ("query", {"name": "policies"}),
        ("series", {"indicator": "营业收入"}),
        ("diagram", {"recipe": "ego", "values": {"focus": "松山湖"}}),
    ],
)
def test_a_tool_for_agents_gives_the_same(anywhere, kg, tool, values):
    pytest.importorskip("mcp")
    from dgkg.mcp.tools import Tools

    here, there = (getattr(Tools(graph, "en"), tool)(**values) for graph in (kg, anywhere))
    assert there.model_dump() == here.model_dump()


def test_what_the_passages_state_is_the_same_with_every_spelling(anywhere, kg):
    def told(graph):
        return {
            (g.sentence, s, p, v, str(v)) for g in graph.passages for s, n in g.nodes.items() for p in n for v in n[p]
        }

    assert told(anywhere) == told(kg)


def number_of(store, where):
    ((number,),) = store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}").rows
    return int(number)


def counted_by_build(store):
    """How many statements a build has added, in their own graph: what it counted so that no reader has to."""
    return number_of(store, f"GRAPH <{COUNTS}> {{ ?a ?b ?c }}")


def test_a_simple_query_sees_every_graph_and_a_fact_counts_once_in_each(anywhere, kg):
    for where in ("?a ?b ?c", "GRAPH ?g { ?a ?b ?c }"):
        assert number_of(anywhere.store, where) == number_of(kg.store, where) + counted_by_build(anywhere.store)


def test_a_build_alone_adds_counts_to_the_record(anywhere, request):
    assert bool(counted_by_build(anywhere.store)) == ("[disk]" in request.node.name)


def test_ask_and_construct_are_the_same(anywhere, kg):
    yes, no = (f"ASK {{ <{DGO.Company}> a <http://www.w3.org/2002/07/owl#{name}> }}" for name in ("Class", "Nothing"))
    assert (anywhere.store.query(yes), anywhere.store.query(no)) == (True, False)
    construct = f"CONSTRUCT WHERE {{ ?a <{DGO.locatedIn}> ?b }}"
    assert set(anywhere.store.query(construct)) == set(kg.store.query(construct))


@pytest.mark.parametrize("bad", ["SELECT * WHERE { ?a ?b }", "DELETE WHERE { ?a ?b ?c }"])
def test_a_text_that_is_no_query_has_the_same_error(anywhere, kg, bad):
    with pytest.raises(QueryError) as there:
        anywhere.store.query(bad)
    with pytest.raises(QueryError) as here:
        kg.store.query(bad)
    assert (there.value.line, there.value.column, there.value.en) == (here.value.line, here.value.column, here.value.en)


def test_the_whole_graph_can_be_had_as_a_dataset_and_extended(anywhere, kg):
    assert len(anywhere.to_rdflib(copy=True)) == len(kg.to_rdflib(copy=True)) + counted_by_build(anywhere.store)
    more = Statement(URIRef("urn:a"), URIRef("urn:b"), URIRef("urn:c"))
    wider = anywhere.store.extended(URIRef("urn:g"), [more])
    assert isinstance(wider, EmbeddedStore)
    assert wider.query("ASK { GRAPH <urn:g> { <urn:a> <urn:b> <urn:c> } }")
    # Where the default graph is always the union, nobody can see what it holds besides what a sentence says.
    for every in ("SELECT DISTINCT ?a ?b ?c WHERE { ?a ?b ?c }", "SELECT ?g ?a ?b ?c WHERE { GRAPH ?g { ?a ?b ?c } }"):
        assert len(wider.query(every)) == len(kg.store.query(every)) + 1


def test_pages_are_served_over_an_endpoint_that_is_named_at_the_command(tmp_path, kg):
    query = {"query": "SELECT (COUNT(*) AS ?n) { GRAPH ?sentence { ?firm dgo:locatedIn ?place } }", "format": "csv"}
    with servers.oxigraph(tmp_path / "server") as far:
        kg.push(far.store, tmp_path / "journal.json")
        with servers.own(after=("--endpoint", far.query)) as address:
            page = httpx2.get(f"{address.removesuffix('sparql')}q/policies?lang=zh", timeout=60, trust_env=False)
            asked = httpx2.get(address, params=query, timeout=60, trust_env=False)
    assert page.status_code == 200
    assert "《" in page.text
    assert asked.content == explorer(kg).get("/sparql", params=query).content
