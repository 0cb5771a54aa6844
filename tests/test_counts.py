"""Counts by industry and by type: made by a build, or by the question itself, and the same either way."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from rdflib import URIRef

import dgkg
from dgkg.namespaces import DGO, PREFIXES, compact
from dgkg.places import find_record
from dgkg.query import find_query
from dgkg.store import COUNTS, EmbeddedStore, build
from dgkg.store.repeated import RELATIONS
from dgkg.store.type_counts import TYPES

TREE = """
PREFIX dgo: <https://w3id.org/dgkg/ontology#> PREFIX id: <https://w3id.org/dgkg/id/>
PREFIX s: <https://w3id.org/dgkg/source/r/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX dgs: <https://w3id.org/dgkg/scheme/>
dgo:Startup rdfs:subClassOf dgo:Company . dgo:Plan rdfs:subClassOf dgo:PolicyDocument .
id:industry skos:inScheme dgs:industry .
id:chips skos:broader id:industry ; skos:inScheme dgs:industry .
id:testing skos:broader id:chips ; skos:inScheme dgs:industry .
id:design skos:broader id:chips ; skos:inScheme dgs:industry .
id:chain dgo:chainOf id:testing .
id:one a dgo:Company . id:two a dgo:Startup . id:three a dgo:CompanyGroup . id:bureau a dgo:GovernmentBody .
id:plan a dgo:Plan . id:measure a dgo:PolicyMeasure .
s:3 { id:one dgo:activeIn id:testing . }
s:2 { id:one dgo:activeIn id:design . id:bureau dgo:activeIn id:design . }
s:4 { id:m dgo:member id:two ; dgo:memberOf id:chain ; dgo:role dgs:member . }
s:5 { id:n dgo:member id:three ; dgo:memberOf id:list ; dgo:role dgs:member . }
s:6 { id:plan dgo:appliesTo id:chips . id:measure dgo:appliesTo id:design . }
s:7 { id:works dgo:projectIndustry id:testing . }
"""


@pytest.fixture
def engine() -> ox.Store:
    """Three firms, a plan and a project in a tree of four industries."""
    return EmbeddedStore.from_text(TREE).engine


def asked(engine: ox.Store, question: str = "counts-by-industry") -> list[tuple[str, ...]]:
    rows = EmbeddedStore(engine).query(find_query(question).text).rows
    return [tuple(str(term).rpartition("/")[2].rpartition("#")[2] for term in row) for row in rows]


def in_graph(engine: ox.Store) -> int:
    """How many statements of fields the graph of counts has."""
    counts = ox.NamedNode(COUNTS)
    nodes = {quad.subject for quad in engine.quads_for_pattern(None, None, ox.NamedNode(DGO.IndustryCount), counts)}
    return sum(quad.subject in nodes for quad in engine.quads_for_pattern(None, None, None, counts))


def test_a_thing_counts_once_in_its_field_and_in_each_above_it(engine):
    EmbeddedStore(engine).count()
    assert asked(engine) == [
        ("Company", "chips", "2", "2"),
        ("Company", "industry", "2", "2"),
        ("Company", "testing", "2", "3"),
        ("Company", "design", "1", "2"),
        ("PolicyDocument", "chips", "1", "6"),
        ("PolicyDocument", "industry", "1", "6"),
        ("Project", "chips", "1", "7"),
        ("Project", "industry", "1", "7"),
        ("Project", "testing", "1", "7"),
    ]


def test_a_store_without_counts_gives_the_same_answer(engine):
    before = asked(engine)
    assert in_graph(engine) == 0
    EmbeddedStore(engine).count()
    assert in_graph(engine) == 6 * len(before)
    assert asked(engine) == before


def test_the_types_that_a_build_counts_are_those_that_are_asked_for():
    text = find_query("counts-by-type").text
    listed = text[text.index("VALUES ?type {") :].partition("}")[0].partition("{")[2].split()
    assert [compact(cls) for cls in TYPES] == listed


@pytest.mark.parametrize("many", [0, 500])
@pytest.mark.parametrize("first", [0, 1, 300])
def test_types_are_counted_alike_however_their_first_passage_is_found(engine, monkeypatch, many, first):
    monkeypatch.setattr("dgkg.store.type_counts._MANY", many)
    monkeypatch.setattr("dgkg.store.type_counts._FIRST", first)
    derived = ox.NamedNode(f"{PREFIXES['rule']}a-rule")
    # What a rule says makes no thing one that is spoken of.
    for name in ("four", "one"):
        thing, cls = ox.NamedNode(PREFIXES["id"] + name), ox.NamedNode(DGO.Company)
        engine.add(ox.Quad(thing, ox.NamedNode(DGO.activeIn), thing, derived))
        engine.add(ox.Quad(thing, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), cls))
    before = asked(engine, "counts-by-type")
    EmbeddedStore(engine).count()
    assert asked(engine, "counts-by-type") == before
    assert before == [
        ("Company", "1", "2"),
        ("CompanyGroup", "1", "5"),
        ("GovernmentBody", "1", "2"),
        ("Plan", "1", "6"),
    ]


TOLD_TWICE = """
PREFIX dgo: <https://w3id.org/dgkg/ontology#> PREFIX id: <https://w3id.org/dgkg/id/>
PREFIX s: <https://w3id.org/dgkg/source/r/> PREFIX rule: <https://w3id.org/dgkg/rule/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
id:one dgo:activeIn id:chips . id:plan dgo:issueDate "2023-01"^^xsd:gYearMonth .
s:1 { id:one dgo:activeIn id:chips ; dgo:locatedIn id:town ; dgo:partner id:two . }
s:2 { id:one dgo:activeIn id:chips ; dgo:locatedIn id:town ; dgo:partner id:two . id:plan dgo:issueDate "2023"^^xsd:gYear . }
s:3 { id:one dgo:activeIn id:chips . id:plan dgo:issueDate "2023-01"^^xsd:gYearMonth . }
s:4 { id:plan dgo:issueDate "2023-01"^^xsd:gYearMonth . id:one dgo:activeIn id:testing . }
rule:a-rule { id:one dgo:activeIn id:testing . }
"""


def test_the_relations_that_a_build_looks_at_are_those_that_are_asked_for():
    text = find_query("statements-twice").text
    listed = [
        text[text.index(start) + len(start) :].partition(end)[0] for start, end in (("?relation {", "}"), ("IN (", ")"))
    ]
    for names in listed:
        assert names.replace(",", " ").split() == [compact(relation) for relation in RELATIONS]


def test_facts_told_twice_are_the_same_whether_a_build_has_found_them():
    engine = EmbeddedStore.from_text(TOLD_TWICE).engine
    before = asked(engine, "statements-twice")
    EmbeddedStore(engine).count()
    assert asked(engine, "statements-twice") == before
    assert sorted((relation, *sorted(told)) for _, relation, _, *told in before) == [
        ("activeIn", "1", "2"),
        ("activeIn", "1", "3"),
        ("activeIn", "2", "3"),
        ("activeIn", "4", "a-rule"),
        ("issueDate", "3", "4"),
        ("locatedIn", "1", "2"),
    ]
    # What is kept is where the question looks, until it is counted anew.
    nodes = [ox.NamedNode(PREFIXES[p] + name) for p, name in (("id", "one"), ("dgo", "locatedIn"), ("id", "town"))]
    engine.add(ox.Quad(*nodes, ox.NamedNode("https://w3id.org/dgkg/source/r/4")))
    assert asked(engine, "statements-twice") == before
    EmbeddedStore(engine).count()
    assert len(asked(engine, "statements-twice")) == len(before) + 2


def test_counting_again_takes_the_place_of_what_was_counted(engine):
    EmbeddedStore(engine).count()
    nodes = [ox.NamedNode(PREFIXES[p] + name) for p, name in (("id", "two"), ("dgo", "activeIn"), ("id", "design"))]
    engine.add(ox.Quad(*nodes, ox.NamedNode("https://w3id.org/dgkg/source/r/8")))
    assert ("Company", "design", "1", "2") in asked(engine)
    EmbeddedStore(engine).count()
    assert ("Company", "design", "2", "2") in asked(engine)
    assert in_graph(engine) == 6 * len(asked(engine))


def test_a_build_of_the_record_counts_as_the_record_does_and_its_counts_are_no_passage(kg, tmp_path):
    build(tmp_path / "store", find_record())
    built = dgkg.load(tmp_path / "store")
    assert in_graph(built.store.engine) > 0
    for question in ("counts-by-industry", "counts-by-type", "statements-twice"):
        assert built.query(question).table == kg.query(question).table
    assert COUNTS not in {graph.sentence for graph in built.passages}
    assert str(built["半导体及集成电路"]) == str(kg["半导体及集成电路"])
    assert URIRef("https://w3id.org/dgkg/id/count-company-semiconductors-and-ic") not in built.words.gazetteer.types
    built.close()
