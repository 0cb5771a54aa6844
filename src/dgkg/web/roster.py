"""Roles, places and passages of things, from one walk over what passages state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rdflib import URIRef

from dgkg.namespaces import DGO, RDF
from dgkg.passage_graph import PassageGraph

__all__ = ["read_roster"]


def read_roster(graphs: Iterable[PassageGraph]) -> Mapping[URIRef, Mapping[str, set[URIRef]]]:
    """Of each thing its ``role``, its ``place``, and each ``sentence`` that speaks of it."""
    found: dict[URIRef, dict[str, set[URIRef]]] = defaultdict(lambda: defaultdict(set))
    for graph in graphs:
        sentence = graph.sentence
        for subject, node in graph.nodes.items():
            if subject != sentence:
                found[subject]["sentence"].add(sentence)
            for predicate, values in node.items():
                for value in values:
                    if isinstance(value, URIRef) and predicate != RDF.type:
                        found[value]["sentence"].add(sentence)
            found[subject]["place"].update(v for v in node.get(DGO.locatedIn, ()) if isinstance(v, URIRef))
            for member in node.get(DGO.member, ()):
                if isinstance(member, URIRef):
                    found[member]["role"].update(v for v in node.get(DGO.role, ()) if isinstance(v, URIRef))
    return found
