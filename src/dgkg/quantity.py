"""Figures with all that decides whether two of them may be compared.

A quantity knows what it measures, of what, when, in which scope, and to which other
quantities its passage ties it (growth of, share of, part of a total).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rdflib import URIRef

from dgkg.facts import Node, PassageGraph
from dgkg.figure import Figure
from dgkg.interval import Interval, interval_of
from dgkg.namespaces import DGO, ID, RDF

__all__ = ["Quantities", "Quantity"]


_NONE: frozenset[URIRef] = frozenset()


@dataclass(frozen=True)
class Quantity:
    """A figure in its passage."""

    iri: URIRef
    sentence: URIRef
    figure: Figure
    node: Node

    def one(self, predicate: URIRef) -> URIRef | None:
        """One value of a relation, or ``None``."""
        for value in self.node.get(predicate, ()):
            if isinstance(value, URIRef):
                return value
        return None

    def many(self, predicate: URIRef) -> frozenset[URIRef]:
        """All values of a relation."""
        values = self.node.get(predicate)
        # Most relations a figure has not: to look is cheaper than to remember.
        return frozenset([v for v in values if isinstance(v, URIRef)]) if values else _NONE

    @cached_property
    def interval(self) -> Interval | None:
        """What the figure can stand for."""
        return interval_of(self.figure)

    @property
    def whose(self) -> frozenset[URIRef]:
        """The place, body or other thing that it is of."""
        return self.many(DGO.refArea) | self.many(DGO.subject)

    @property
    def measures(self) -> URIRef | None:
        """The indicator, or for growth and shares the one they are of."""
        return self.one(DGO.ofIndicator) or self.one(DGO.indicator)

    @cached_property
    def key(self) -> tuple[object, ...]:
        """What must agree for two figures to be the same figure."""
        dimensions = (
            DGO.indicator, DGO.ofIndicator, DGO.refPeriod, DGO.accumulation, DGO.unit, DGO.industry, DGO.population,
            DGO.comparisonBasis, DGO.comparisonPeriod, DGO.comparedWith, DGO.shareWhole, DGO.refArea, DGO.subject,
            DGO.realization,
        )  # fmt: skip
        return (self.is_observed, *(self.many(p) for p in dimensions))

    @property
    def is_observed(self) -> bool:
        """Whether it is of what is or was, not a cap and not a target."""
        return DGO.Observation in self.node.get(RDF.type, ())


class Quantities:
    """Every quantity of a graph, and the ties among them."""

    def __init__(self, passages: Iterable[PassageGraph]) -> None:
        self.all: list[Quantity] = []
        # The passages that give places in rankings.
        self.rankings: list[PassageGraph] = []
        self.members: dict[URIRef, set[URIRef]] = defaultdict(set)
        for graph in passages:
            for iri, node in graph.nodes.items():
                types = set(node.get(RDF.type, ()))
                if types & {DGO.Observation, DGO.Target, DGO.Cap}:
                    self.all.append(Quantity(iri, graph.sentence, graph.figure(iri), node))
                elif DGO.RankingResult in types:
                    if not self.rankings or self.rankings[-1] is not graph:
                        self.rankings.append(graph)
                elif DGO.Membership in types:
                    for whole in node.get(DGO.memberOf, ()):
                        if isinstance(whole, URIRef):
                            self.members[whole] |= {m for m in node.get(DGO.member, ()) if isinstance(m, URIRef)}
        self.by_iri: dict[URIRef, Quantity] = {}
        for quantity in self.all:
            self.by_iri.setdefault(quantity.iri, quantity)

    def measuring(self, indicators: Iterable[URIRef]) -> list[Quantity]:
        """Those of some indicators, and of how these change and are shared, in reading order."""
        return [self.all[n] for n in sorted({n for i in indicators for n in self._places.get(i, ())})]

    @cached_property
    def _places(self) -> Mapping[URIRef, list[int]]:
        """The places in ``all`` of the quantities of each indicator."""
        found: dict[URIRef, list[int]] = defaultdict(list)
        for number, quantity in enumerate(self.all):
            for indicator in {quantity.one(DGO.indicator), quantity.one(DGO.ofIndicator)} - {None}:
                assert indicator is not None
                found[indicator].append(number)
        return dict(found)

    def observed(self) -> Sequence[Quantity]:
        """Those of what is or was, with a number."""
        return self._observed

    @cached_property
    def _observed(self) -> Sequence[Quantity]:
        return [q for q in self.all if q.is_observed and q.interval is not None]

    def tied(self, quantity: Quantity, relation: URIRef) -> Quantity | None:
        """The quantity at the other end of ``growthOf``, ``shareOf``, ``part`` …"""
        other = quantity.one(relation)
        return self.by_iri.get(other) if other else None

    def growth(self) -> Sequence[tuple[Quantity, Quantity]]:
        """Growth rates with the level that they are the growth of."""
        return self._growth

    @cached_property
    def _growth(self) -> Sequence[tuple[Quantity, Quantity]]:
        rates = [q for q in self._observed if q.one(DGO.indicator) == ID["indicator-growth-rate"]]
        return [(q, level) for q in rates if (level := self.tied(q, DGO.growthOf)) and level.interval]

    def member_levels(self, group: URIRef, like: Quantity) -> list[Quantity]:
        """The level of each member of a group, by the indicator of a figure of the group.

        Empty unless every member has one, all of one population (that of the figure, if it has one).
        """
        found = []
        for member in sorted(self.members.get(group, ())):
            levels = (q for q in self._observed if member in q.whose and _is_level_of(q, like))
            level = next(levels, None)
            if level is None:
                return []
            found.append(level)
        return found if len({q.many(DGO.population) for q in found}) == 1 else []


def _is_level_of(level: Quantity, like: Quantity) -> bool:
    population = like.many(DGO.population)
    return (
        level.one(DGO.indicator) == like.measures
        and bool(level.many(DGO.industry) & like.many(DGO.industry))
        and (not population or level.many(DGO.population) == population)
    )
