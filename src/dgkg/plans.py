"""Whether a row of an answer tells of a plan: what is not, or not yet, a fact."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import URIRef

from dgkg.namespaces import DGO, RDF
from dgkg.passage_graph import PassageGraph
from dgkg.terms import Term
from dgkg.words import Words

__all__ = ["is_plan"]

_PLANS = (DGO.Intention, DGO.Envisaged, DGO.Target)


def is_plan(words: Words, graphs: Mapping[URIRef, PassageGraph], row: Mapping[str, Term]) -> bool:
    """By its codes, by the status and class of its nodes in the passage that it cites, or by the chapter of that.

    Args:
        words: knows classes and codes.
        graphs: what each passage states.
        row: of a query; ``sentence`` is the passage.
    """
    things = {term for term in row.values() if isinstance(term, URIRef)}
    graph = graphs.get(sentence) if isinstance(sentence := row.get("sentence"), URIRef) else None
    if graph is not None:
        if words.library.cite(graph.sentence).passage.section.is_intention:
            return True
        things |= {s for t in things if isinstance(s := graph.first(t, DGO.realization), URIRef)}
        things |= {c for t in things for c in graph.nodes.get(t, {}).get(RDF.type, ()) if isinstance(c, URIRef)}
    types = {cls for t in things for cls in words.gazetteer.types.get(t, ())} | things
    return any(map(words.ontology.is_intention, things)) or any(words.ontology.is_a(types, cls) for cls in _PLANS)
