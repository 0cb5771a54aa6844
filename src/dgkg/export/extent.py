"""How much there is in a graph: of statements, of things by class, of each relation, of each source.

Where the graph can be held, every statement is looked at, and counts once over all graphs. Of one too large for that
the store counts as it goes through them, and what a build counted itself is taken off; a statement of two passages
counts twice there, as to know all others by heart is what cannot be done.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.namespace import OWL

from dgkg.namespaces import ID, RDF
from dgkg.source import Library
from dgkg.store import COUNTS, Store, Table
from dgkg.terms import Term, to_sparql
from dgkg.trig import TermQuad

__all__ = ["Extent", "extent_in", "extent_of"]

# What a build counted is in the union of graphs as well: its subjects are in no other graph.
_COUNTED = f"GRAPH {to_sparql(COUNTS)} {{ ?s ?p ?o }}"
_ANY = "?s ?p ?o"
_OWN = f'FILTER(STRSTARTS(STR(?s), "{ID}"))'
_NOT_ELSEWHERE = f'FILTER NOT EXISTS {{ ?x ?y ?o FILTER(!STRSTARTS(STR(?x), "{ID}count-")) }}'


@dataclass(frozen=True, slots=True)
class Extent:
    """The numbers of a graph; ``classes`` counts things, ``relations`` and ``sources`` statements."""

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: Mapping[URIRef, int]
    relations: Mapping[URIRef, int]
    sources: Mapping[URIRef, int]
    versions: tuple[Term, ...]


def extent_of(quads: Iterable[TermQuad], library: Library) -> Extent:
    """The extent of some statements.

    Args:
        quads: all of them.
        library: knows whose a passage is.
    """
    triples, stated = set(), Counter[URIRef]()
    for subject, predicate, value, graph in quads:
        triples.add((subject, predicate, value))
        if graph is not None and graph in library:
            stated[library.cite(graph).source.iri] += 1
    things: dict[URIRef, set[Term]] = defaultdict(set)
    for subject, predicate, value in triples:
        if predicate == RDF.type and isinstance(value, URIRef):
            things[value].add(subject)
    subjects = {s for s, _, _ in triples}
    return Extent(
        len(triples),
        sum(subject.startswith(str(ID)) for subject in subjects),
        len(subjects),
        len({o for _, _, o in triples}),
        {cls: len(members) for cls, members in things.items()},
        Counter(predicate for _, predicate, _ in triples),
        stated,
        # The ontology's version is that of the data that is written with it.
        tuple(sorted({o for _, p, o in triples if p == OWL.versionInfo})),
    )


def extent_in(store: Store, library: Library) -> Extent:
    """The extent of all that a store holds, counted by it.

    Args:
        store: which may hold more than memory does.
        library: knows the sources.
    """
    relations = _less(store, "?p", "COUNT(*)")
    versions = store.query(f"SELECT DISTINCT ?version {{ ?any <{OWL.versionInfo}> ?version }} ORDER BY ?version")
    assert isinstance(versions, Table)
    by_source = Counter[URIRef]()
    for graph, number in _counts(store, "?g", "COUNT(*)", f"GRAPH ?g {{ {_ANY} }}").items():
        source = URIRef(graph.rpartition("/")[0])
        by_source[source] += number
    known = {source.iri for source in library.sources}
    return Extent(
        sum(relations.values()),
        _different(store, "?s", _ANY, _OWN) - _different(store, "?s", _COUNTED, _OWN),
        _different(store, "?s", _ANY) - _different(store, "?s", _COUNTED),
        _different(store, "?o", _ANY) - _different(store, "?o", _COUNTED, _NOT_ELSEWHERE),
        _less(store, "?o", "COUNT(DISTINCT ?s)", f"<{RDF.type}>"),
        relations,
        {source: number for source, number in by_source.items() if source in known},
        tuple(version for (version,) in versions.rows if isinstance(version, Literal)),
    )


def _less(store: Store, what: str, number: str, predicate: str = "?p") -> dict[URIRef, int]:
    """Numbers by class or relation, without those of what a build counted."""
    every, counted = (
        _counts(store, what, number, where.replace("?p", predicate)) for where in (_ANY, _COUNTED)
    )  # fmt: skip
    found = {term: times - counted.get(term, 0) for term, times in every.items()}
    return {term: times for term, times in found.items() if times}


def _counts(store: Store, what: str, number: str, where: str) -> dict[URIRef, int]:
    answer = store.query(f"SELECT {what} ({number} AS ?n) {{ {where} }} GROUP BY {what}")
    assert isinstance(answer, Table)
    return {term: int(str(times)) for term, times in answer.rows if isinstance(term, URIRef)}


def _different(store: Store, what: str, where: str, test: str = "") -> int:
    """How many different terms there are; what they begin with is looked at once a term, not once a statement."""
    answer = store.query(f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT DISTINCT {what} {{ {where} }} }} {test} }}")
    assert isinstance(answer, Table)
    return int(str(answer.rows[0][0]))
