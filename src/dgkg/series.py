"""All that is stated by an indicator: its figures, their growth and shares, and ranks by it.

Each line keeps what a figure needs to mean something: period, scope, bound, and whether it is
a target or a cap instead of a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.facts import Fact, Node, PassageGraph, facts_of, read_figure
from dgkg.figure import Figure
from dgkg.namespaces import DGO, RDF
from dgkg.words import Words

__all__ = ["Line", "series"]

_TIES = (DGO.indicator, DGO.ofIndicator, DGO.rankedBy)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure or rank: the fact in words, its number, of whom, when, and what kind of number it is."""

    fact: Fact
    figure: Figure | None
    whose: tuple[URIRef, ...]
    periods: tuple[URIRef, ...]
    types: frozenset[URIRef]


def series(passages: Iterable[PassageGraph], words: Words, indicator: URIRef, lang: str) -> list[Line]:
    """What passages state by an indicator, in their order.

    Args:
        passages: in reading order.
        words: what things are called.
        indicator: its IRI.
        lang: of the words.
    """
    return [line for graph in passages for line in _lines(graph, words, indicator, lang)]


def _lines(graph: PassageGraph, words: Words, indicator: URIRef, lang: str) -> Iterator[Line]:
    nodes = {n: data for n, data in graph.nodes.items() if any(indicator in data.get(tie, ()) for tie in _TIES)}
    if not nodes:
        return
    for fact in facts_of(words, graph, lang):
        data = nodes.get(fact.node)
        if data is None or fact.kind not in {"figure", "rank"}:
            continue
        figure = read_figure(fact.node, data) if fact.kind == "figure" else None
        whose = _named(data, DGO.refArea, DGO.subject, DGO.rankedEntity)
        yield Line(fact, figure, whose, _named(data, DGO.refPeriod), frozenset(_named(data, RDF.type)))


def _named(data: Node, *relations: URIRef) -> tuple[URIRef, ...]:
    return tuple(t for relation in relations for t in data.get(relation, ()) if isinstance(t, URIRef))
