"""A place in a ranking, as a passage states it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.namespaces import DGO, RDF
from dgkg.passage_graph import Node, PassageGraph

__all__ = ["Rank", "ranks_in"]


@dataclass(frozen=True)
class Rank:
    """Who or what has which place, by what, among whom and when; ``sentence`` is the passage that says so."""

    iri: URIRef
    sentence: URIRef
    node: Node

    def many(self, relation: URIRef) -> frozenset[URIRef]:
        """All values of a relation."""
        return frozenset(v for v in self.node.get(relation, ()) if isinstance(v, URIRef))

    def number(self, relation: URIRef) -> str:
        """The value of ``dgo:rank`` or ``dgo:withinTop``, or nothing."""
        return next((str(v) for v in self.node.get(relation, ())), "")

    @property
    def text(self) -> str:
        """The place as printed."""
        return self.number(DGO.valueText)


def ranks_in(graph: PassageGraph) -> Iterator[Rank]:
    """Every place in a ranking that a passage states."""
    for node, said in graph.nodes.items():
        if DGO.RankingResult in said.get(RDF.type, ()):
            yield Rank(node, graph.sentence, said)
