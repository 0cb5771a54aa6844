"""The figures of an indicator in panels: what may stand in one row of bars, and what must stand apart.

A panel has one measure and one unit: a level, its growth, its share and its ranks are four panels. In
a panel a group has one status (observed, aimed at, capped), period and basis, and either one field and
scope (several places) or one place (several fields); only within a group are bars compared. A figure
that changes over time is a group over its periods.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rdflib import URIRef

from dgkg.comparable import dimension
from dgkg.diagram.figure_words import UNDATED, is_in_words
from dgkg.diagram.rank import Rank, ranks_in
from dgkg.namespaces import DGO, DGS, DGU, ID, RDF, UNIT
from dgkg.passage_graph import PassageGraph
from dgkg.quantity import Quantities, Quantity
from dgkg.words import Words

__all__ = ["BOUNDS", "Bar", "Group", "Panel", "RankPanel", "bound_of", "figures_of", "ranks_by", "shortened"]

# How the end of a bar is drawn: exact, open above, open below, roughly there, or words only.
BOUNDS = ("exact", "above", "below", "about", "words")
_BOUND = {
    DGS.moreThan: "above", DGS.atLeast: "above", DGS.lessThan: "below", DGS.atMost: "below", DGS.nearly: "below",
    DGS.about: "about", DGS.text: "words",
}  # fmt: skip
_STATUSES = ("observed", "target", "cap")
_UNRANKED = 10**6
_DIMENSIONS = ("status", "period", "accumulation", "basis", "whole")


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure and every passage that prints it; ``size`` is the printed number, ``None`` for words."""

    quantity: Quantity
    sentences: tuple[URIRef, ...]

    @property
    def size(self) -> Decimal | None:
        """How long the bar is, in base units."""
        figure = self.quantity.figure
        return figure.value if figure.value is not None else figure.nominal

    @property
    def bound(self) -> str:
        """One of :data:`BOUNDS`."""
        return bound_of(self.quantity)


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that may be compared; ``status`` is ``observed``, ``target`` or ``cap``, ``line`` how far it is.

    ``is_series`` says that one subject is shown over several periods.
    """

    status: str
    line: str
    bars: tuple[Bar, ...]
    is_series: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure in one unit: the indicator and, of a change or share, what it is of."""

    indicator: URIRef
    of: URIRef | None
    unit: URIRef | None
    groups: tuple[Group, ...]

    @property
    def bars(self) -> list[Bar]:
        """All bars, group by group."""
        return [bar for group in self.groups for bar in group.bars]

    @property
    def first(self) -> Bar | None:
        """The first of all bars, if there is one."""
        return next((group.bars[0] for group in self.groups if group.bars), None)


@dataclass(frozen=True, slots=True)
class RankPanel:
    """The places in rankings by an indicator."""

    indicator: URIRef
    ranks: tuple[Rank, ...]


def bound_of(q: Quantity) -> str:
    """How far a figure can be trusted to be what its bar shows, one of :data:`BOUNDS`."""
    if q.figure.value is None and q.figure.nominal is None:
        return "words"
    return _BOUND.get(q.figure.qualifier, "exact") if q.figure.qualifier is not None else "exact"


def figures_of(quantities: Quantities, indicators: Iterable[URIRef], words: Words) -> list[Panel]:
    """The figures of some indicators, and of how they change and are shared, in panels.

    Args:
        quantities: all there are.
        indicators: those that were asked for; their panels come first, those of their changes after.
        words: reading order, and how statuses are drawn.
    """
    asked = frozenset(indicators)
    panels: dict[tuple[URIRef, URIRef | None, URIRef | None], list[Bar]] = defaultdict(list)
    for bar in _once(quantities.measuring(asked)):
        q = bar.quantity
        indicator = q.one(DGO.indicator)
        if indicator is not None:
            panels[indicator, q.one(DGO.ofIndicator), q.figure.unit].append(bar)
    found = [Panel(i, of, unit, tuple(_groups(bars, words))) for (i, of, unit), bars in panels.items()]

    def order(panel: Panel) -> tuple[object, ...]:
        is_rate = panel.unit in {UNIT.PERCENT, DGU.PERCENTAGE_POINT}
        is_growth = panel.indicator == ID["indicator-growth-rate"]
        own = panel.indicator in asked
        return not own, is_rate if own else not is_growth, panel.indicator, str(panel.of or ""), str(panel.unit or "")

    return sorted(found, key=order)


def ranks_by(graphs: Iterable[PassageGraph], indicators: Iterable[URIRef]) -> list[RankPanel]:
    """The places in rankings by some indicators: by scope, over time, and in order of the place."""
    asked = frozenset(indicators)
    found: dict[URIRef, list[Rank]] = defaultdict(list)
    for graph in graphs:
        for rank in ranks_in(graph):
            for indicator in sorted(rank.many(DGO.rankedBy) & asked):
                found[indicator].append(rank)

    def order(rank: Rank) -> tuple[object, ...]:
        place = int(rank.number(DGO.rank) or rank.number(DGO.withinTop) or _UNRANKED)
        return tuple(sorted(rank.many(DGO.rankScope))), tuple(sorted(rank.many(DGO.refPeriod))), place, rank.iri

    return [RankPanel(indicator, tuple(sorted(found[indicator], key=order))) for indicator in sorted(found)]


def _once(quantities: Iterable[Quantity]) -> list[Bar]:
    """Each figure once, with every passage that prints it alike, in reading order."""
    told: dict[tuple[object, ...], list[Quantity]] = {}
    for q in quantities:
        told.setdefault((q.key, q.figure.text), []).append(q)
    return [Bar(same[0], tuple(dict.fromkeys(q.sentence for q in same))) for same in told.values()]


def _groups(bars: Iterable[Bar], words: Words) -> list[Group]:
    """Bars in groups, observed ones first, else in reading order; over time where one subject has several periods."""
    alike: dict[tuple[object, ...], list[Bar]] = defaultdict(list)
    for bar in bars:
        alike[_key(bar.quantity, without="period")].append(bar)
    groups = []
    for members in alike.values():
        by_subject: dict[tuple[object, ...], list[Bar]] = defaultdict(list)
        for bar in members:
            by_subject[_subject(bar.quantity)].append(bar)
        series = [found for found in by_subject.values() if len(_periods(found)) > 1]
        groups += [_group(sorted(found, key=_in_time), words, is_series=True) for found in series]
        by_period: dict[frozenset[URIRef], list[Bar]] = defaultdict(list)
        for bar in (bar for found in by_subject.values() if len(_periods(found)) <= 1 for bar in found):
            by_period[bar.quantity.many(DGO.refPeriod)].append(bar)
        for found in by_period.values():
            groups += [_group(sorted(part, key=_by_size), words, is_series=False) for part in _of_one_scope(found)]

    def order(group: Group) -> tuple[object, ...]:
        first = min((s for bar in group.bars for s in bar.sentences), key=words.library.sort_key)
        return _STATUSES.index(group.status), words.library.sort_key(first), str(group.bars[0].quantity.iri)

    return sorted(groups, key=order)


def _of_one_scope(bars: Sequence[Bar]) -> list[list[Bar]]:
    """Bars that differ in whose they are or in field and scope, never in both."""
    told = Counter(bar.quantity.whose for bar in bars)
    by_field: dict[tuple[object, ...], list[Bar]] = defaultdict(list)
    for bar in bars:
        # What has no field stands with the parts of its place, where those are told.
        if any(_field(bar.quantity)) or told[bar.quantity.whose] == 1:
            by_field[_field(bar.quantity)].append(bar)
    together = [found for found in by_field.values() if len({bar.quantity.whose for bar in found}) > 1]
    placed = {id(bar) for found in together for bar in found}
    by_place: dict[frozenset[URIRef], list[Bar]] = defaultdict(list)
    for bar in bars:
        if id(bar) not in placed:
            by_place[bar.quantity.whose].append(bar)
    return [*together, *by_place.values()]


def _field(q: Quantity) -> tuple[object, ...]:
    return q.many(DGO.industry), _counted(q)


def _counted(q: Quantity) -> frozenset[URIRef]:
    """Whom it counts, as a kind of firm or body; a mere scope such as 规上 is none."""
    return frozenset(p for p in q.many(DGO.population) if not p.startswith(str(DGS)))


def _scope(q: Quantity) -> frozenset[URIRef]:
    """The scope, unless whom it counts says as much: 规上工业企业."""
    return frozenset() if _counted(q) else q.many(DGO.population)


def _key(q: Quantity, without: str) -> tuple[object, ...]:
    return (_scope(q), *(dimension(q, name) for name in _DIMENSIONS if name != without))


def _subject(q: Quantity) -> tuple[object, ...]:
    return q.whose, q.many(DGO.industry), q.many(DGO.population)


def _periods(bars: Iterable[Bar]) -> set[frozenset[URIRef]]:
    return {bar.quantity.many(DGO.refPeriod) for bar in bars} - {frozenset({UNDATED})}


def _group(bars: Sequence[Bar], words: Words, *, is_series: bool) -> Group:
    q = bars[0].quantity
    types: Mapping[URIRef, str] = {DGO.Target: "target", DGO.Cap: "cap"}
    status = next((types[t] for t in q.node.get(RDF.type, ()) if isinstance(t, URIRef) and t in types), "observed")
    state = q.one(DGO.realization)
    line = (words.ontology.word(state, "lineStyle") if state else None) or "solid"
    # A cap is no amount spent and a target none reached, whatever else is said of them.
    return Group(status, line if status == "observed" else "dotted", tuple(bars), is_series)


def _by_size(bar: Bar) -> tuple[object, ...]:
    return bar.size is None, -(bar.size or 0), bar.quantity.iri


def _in_time(bar: Bar) -> tuple[object, ...]:
    return tuple(sorted(bar.quantity.many(DGO.refPeriod))), bar.quantity.iri


def shortened(panel: Panel, room: int) -> tuple[Panel, int]:
    """A panel with so many bars at most, and how many are left out: counts in words (三大) first, if others remain."""
    told = len(panel.bars)
    plain = [replace(group, bars=tuple(b for b in group.bars if not is_in_words(b.quantity))) for group in panel.groups]
    kept = [group for group in plain if group.bars] or list(panel.groups)
    groups, left = [], room
    for group in kept:
        if left > 0:
            groups.append(replace(group, bars=group.bars[:left]))
            left -= len(group.bars)
    shown = replace(panel, groups=tuple(groups))
    return shown, told - len(shown.bars)
