"""Which facts several passages state, found by a build so that no reader has to.

To find them the question ``statements-twice`` goes through all that is said by seven relations: seconds at a million
statements. A build has the engine group it, in a tenth of the time, and keeps which passages state the same beside the
counts of industries (:mod:`dgkg.store.counts`). The question reads there where to look, and looks everywhere on a store
without.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pyoxigraph as ox
from rdflib import RDF, URIRef

from dgkg.namespaces import DGO, ID
from dgkg.statement import Statement

__all__ = ["RELATIONS", "repeated"]

RELATIONS = tuple(
    DGO[name]
    for name in (
        "activeIn", "locatedIn", "appliesTo", "operator", "clusterIndustry", "issueDate", "programmeLevel",
    )
)  # fmt: skip
"""What is looked at: the relations that the question asks for."""


def repeated(engine: ox.Store) -> Iterator[Statement]:
    """What is to stand in the graph of counts.

    Args:
        engine: whose facts are looked through.
    """
    for number, passages in enumerate(sorted(set(_passages(engine))), 1):
        node = ID[f"count-repeated-{number}"]
        yield Statement(node, RDF.type, DGO.RepeatedFact)
        for passage in passages:
            yield Statement(node, DGO.repeatedIn, URIRef(passage))


def _passages(engine: ox.Store) -> Iterator[tuple[str, ...]]:
    """The passages of each fact that several state."""
    # A relation at a time: the groups of one take memory enough.
    for relation in map(ox.NamedNode, RELATIONS):
        twice = engine.query(f"SELECT ?s ?o {{ GRAPH ?g {{ ?s {relation} ?o }} }} GROUP BY ?s ?o HAVING(COUNT(*) > 1)")
        for subject, value in cast("ox.QuerySolutions", twice):
            assert isinstance(subject, ox.NamedNode | ox.BlankNode)
            assert isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal)
            quads = engine.quads_for_pattern(subject, relation, value, None)
            yield tuple(sorted(quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)))
