"""Two things side by side: figures only where they are figures of one thing, and everything else by relation.

Two figures stand in one row only if they agree in all that decides what they mean: indicator,
period, scope, field, basis, status. A figure that the other side lacks on that scope has a row
of its own, which says its scope; the empty cell says whether the other side has it on another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.facts import Fact, grouped
from dgkg.namespaces import DGO, DGS, ID, RDF
from dgkg.quantity import Quantities, Quantity
from dgkg.web.stated import Stated, state
from dgkg.web.view import View
from dgkg.web.wording import Place, figure_text, places_of

__all__ = ["FactRow", "FigureCell", "FigureRow", "Said", "fact_rows", "figure_rows"]

# All that must agree; a figure's own subject is taken out of it first.
_DIMENSIONS = (
    DGO.indicator, DGO.ofIndicator, DGO.refPeriod, DGO.accumulation, DGO.unit, DGO.industry, DGO.population,
    DGO.comparisonBasis, DGO.comparisonPeriod, DGO.comparedWith, DGO.shareWhole, DGO.realization,
)  # fmt: skip
# What a scope is told by, after the indicator.
_SCOPE = (
    DGO.refPeriod, DGO.population, DGO.industry, DGO.comparisonBasis, DGO.comparisonPeriod, DGO.comparedWith,
    DGO.shareWhole,
)  # fmt: skip
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A figure as shown, where it stands, and whether the audit doubts it."""

    shown: str
    places: Sequence[Place]
    is_doubted: bool


@dataclass(frozen=True, slots=True)
class FigureRow:
    """What is measured, on which scope, for the first and for the second.

    ``elsewhere`` is true where the side that is empty has the indicator on another scope.
    """

    what: str
    scope: str
    cells: tuple[Sequence[FigureCell], Sequence[FigureCell]]
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A fact once, with every place that states it."""

    stated: Stated
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class FactRow:
    """What is said of each under one heading."""

    title: str
    cells: tuple[Sequence[Said], Sequence[Said]]


def figure_rows(view: View, first: URIRef, second: URIRef) -> list[FigureRow]:
    """Every figure of either, those of both first, then by what is measured."""
    figures = view.shared.figures_of(first, second)
    sides = [_by_key(figures, thing) for thing in (first, second)]
    measured = [{_measure(q) for found in side.values() for q in found} for side in sides]
    rows = []
    for key in dict.fromkeys([*sides[0], *sides[1]]):
        found = [side.get(key, []) for side in sides]
        one, thing = (found[0][0], first) if found[0] else (found[1][0], second)
        empty = 0 if not found[0] else 1
        cells = (_cells(view, found[0]), _cells(view, found[1]))
        rows.append(FigureRow(*_named(view, one, thing), cells, not all(found) and _measure(one) in measured[empty]))
    shared = {row.what for row in rows if all(row.cells)}
    return sorted(rows, key=lambda r: (r.what not in shared, r.what, not all(r.cells), r.scope))


def fact_rows(view: View, first: Iterable[Fact], second: Iterable[Fact]) -> list[FactRow]:
    """Everything but figures, heading by heading."""
    words = view.kg.words
    sides = [grouped([f for f in facts if f.kind != "figure"], words, view.lang) for facts in (first, second)]
    titles = dict.fromkeys([*sides[0], *sides[1]])
    found = {title: [_said(view, side.get(title, ())) for side in sides] for title in titles}
    return [FactRow(title, (one, other)) for title, (one, other) in found.items()]


def _said(view: View, facts: Sequence[Fact]) -> list[Said]:
    by_text: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_text[fact.text].append(fact)
    return [Said(state(view, found[0]), places_of(view, (f.sentence for f in found))) for found in by_text.values()]


def _by_key(quantities: Quantities, thing: URIRef) -> Mapping[Key, list[Quantity]]:
    found: dict[Key, list[Quantity]] = defaultdict(list)
    for q in quantities.all:
        if thing in q.whose | q.many(DGO.industry) | q.many(DGO.population):
            dimensions = tuple(q.many(p) - {thing} for p in _DIMENSIONS)
            found[q.is_observed, DGO.Cap in q.node.get(RDF.type, ()), q.whose - {thing}, *dimensions].append(q)
    return found


def _measure(q: Quantity) -> Key:
    return q.one(DGO.indicator), q.one(DGO.ofIndicator)


def _cells(view: View, found: Sequence[Quantity]) -> list[FigureCell]:
    by_text: dict[str, list[Quantity]] = defaultdict(list)
    for q in found:
        by_text[figure_text(view, q.figure)].append(q)
    doubted = view.shared.doubted
    return [
        FigureCell(text, places_of(view, (q.sentence for q in same)), any(q.iri in doubted for q in same))
        for text, same in by_text.items()
    ]


def _named(view: View, q: Quantity, thing: URIRef) -> tuple[str, str]:
    """What a figure measures, and on which scope, without the thing that it is of."""
    joint = view.t("、", ", ")
    of, what = ([view.label(i) for i in sorted(q.many(p))] for p in (DGO.ofIndicator, DGO.indicator))
    told = [joint.join(of), joint.join(what)] if view.zh else [joint.join(what), joint.join(of)]
    whole = view.t("的", " of ").join(filter(None, told))
    scope = [view.label(i) for i in sorted(q.whose - {thing})]
    scope += [view.label(i) for p in _SCOPE for i in sorted(q.many(p)) if i not in {thing, ID["period-at-report"]}]
    code = q.one(DGO.accumulation)
    scope += [view.label(code)] if code in {DGS.newInPeriod, DGS.cumulative} else []
    types = q.node.get(RDF.type, ())
    scope += [view.t("上限", "cap")] if DGO.Cap in types else []
    scope += [view.t("目标，尚未实现", "target, not reached")] if DGO.Target in types else []
    return whole, joint.join(dict.fromkeys(scope))
