"""What passages state, as nodes: each with its relations and what they lead to.

A passage's IRI names the graph that holds what it states. These graphs are read whole: the
sentences that are told of them (:mod:`dgkg.teller`), the network, the audit and the checks all
start from here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from rdflib import BNode, URIRef

from dgkg.errors import DataError
from dgkg.figure import Figure
from dgkg.namespaces import DGO, compact
from dgkg.store import COUNTS, Store, Table
from dgkg.terms import Term, to_sparql

__all__ = ["Node", "PassageGraph", "read_figure", "read_passages"]

Node = Mapping[URIRef, Sequence[Term]]


@dataclass(frozen=True)
class PassageGraph:
    """What one passage states: its nodes, each with what is said of it."""

    sentence: URIRef
    nodes: Mapping[URIRef, Node]

    def first(self, subject: URIRef, predicate: URIRef) -> Term | None:
        """One value, or ``None``."""
        found = self.nodes.get(subject, {}).get(predicate, ())
        return found[0] if found else None

    def figure(self, iri: URIRef) -> Figure:
        """The figure that one of its nodes describes; read once, for it is told in several places and languages."""
        found = self._figures.get(iri)
        if found is None:
            found = self._figures[iri] = read_figure(iri, self.nodes[iri])
        return found

    @cached_property
    def _figures(self) -> dict[URIRef, Figure]:
        return {}

    @cached_property
    def kinds(self) -> dict[URIRef, str]:
        """What its nodes are told as, kept by who tells them: the same in every language."""
        return {}

    @cached_property
    def resting(self) -> dict[tuple[URIRef, ...], tuple[URIRef, ...]]:
        """What facts of some things rest on, kept likewise."""
        return {}

    @cached_property
    def leading_to(self) -> Mapping[URIRef, Mapping[URIRef, Sequence[URIRef]]]:
        """What leads to each thing, and by which relations: the same way round in every language."""
        found: dict[URIRef, dict[URIRef, list[URIRef]]] = {}
        for subject, node in self.nodes.items():
            for predicate, values in node.items():
                for value in values:
                    if isinstance(value, URIRef):
                        found.setdefault(value, {}).setdefault(subject, []).append(predicate)
        return found


def read_passages(store: Store, thing: URIRef | None = None, passage: URIRef | None = None) -> list[PassageGraph]:
    """The graphs in which a thing occurs, or the graph of one passage, by IRI."""
    # What a build counted is in a graph, too, and no passage says it.
    where = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != {to_sparql(COUNTS)})"
    if thing is not None:
        term = to_sparql(thing)
        where = f"{{ SELECT DISTINCT ?g {{ GRAPH ?g {{ {{ {term} ?p1 ?o1 }} UNION {{ ?s1 ?p1 {term} }} }} }} }} {where}"
    if passage is not None:
        where = f"VALUES ?g {{ {to_sparql(passage)} }} {where}"
    answer = store.query(f"SELECT ?g ?s ?p ?o WHERE {{ {where} }} ORDER BY ?g ?s ?p ?o")
    assert isinstance(answer, Table)
    found: dict[URIRef, dict[URIRef, dict[URIRef, list[Term]]]] = defaultdict(_nodes)
    for graph, subject, predicate, value in answer.rows:
        assert isinstance(graph, URIRef)
        assert isinstance(predicate, URIRef)
        assert value is not None
        if not isinstance(subject, URIRef) or isinstance(value, BNode):
            raise DataError(
                f"{compact(graph)} 中有空白节点（{compact(predicate)}）；图谱中的一切都须有 IRI。",
                f"{compact(graph)} holds a blank node ({compact(predicate)}); everything in the record has an IRI.",
            )
        found[graph][subject][predicate].append(value)
    return [PassageGraph(graph, nodes) for graph, nodes in found.items()]


def _nodes() -> dict[URIRef, dict[URIRef, list[Term]]]:
    return defaultdict(_node)


def _node() -> dict[URIRef, list[Term]]:
    return defaultdict(list)


def read_figure(iri: URIRef, node: Node) -> Figure:
    """The figure that a node describes."""

    def number(predicate: URIRef) -> Decimal | None:
        return next((Decimal(str(value)) for value in node.get(predicate, ())), None)

    def code(predicate: URIRef) -> URIRef | None:
        return next((value for value in node.get(predicate, ()) if isinstance(value, URIRef)), None)

    return Figure(
        iri,
        next((str(value) for value in node.get(DGO.valueText, ())), ""),
        code(DGO.unit),
        number(DGO.value),
        number(DGO.lowerBound),
        number(DGO.upperBound),
        number(DGO.nominalValue),
        code(DGO.valueQualifier),
    )
