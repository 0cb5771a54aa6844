"""Two limits held against each other, each named by its own words: 「甲的最高补助是乙的最高奖励的几倍」.

A limit is known by what it is of and whom it is for. Each side of the question must name one that no other fits as
well, in the same unit; what it allows is exact, whatever is spent below it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found, search
from dgkg.ask.language.amounts import TIMES
from dgkg.ask.language.question import DOUBTING, Question
from dgkg.ask.language.sides import sides_of
from dgkg.ask.language.tokens import fold
from dgkg.ask.reading.reading import read_question
from dgkg.ask.sums.computed import Computed, number_of, value_of
from dgkg.namespaces import DGO, DGU, RDF, UNIT
from dgkg.pattern import pattern

__all__ = ["limits_apart"]

_LIMITS = pattern(
    r"最[高多大长]|上限|封顶|\b(?:maximum|max|largest|biggest|highest|top|most|caps?|ceilings?|limits?)\b"
)
_WAYS = {"times": "÷", "ratio": "÷", "difference": "−"}
_PAIR, _TOLD, _LEAD = 2, 0.25, 0.05


def limits_apart(index: Index, question: Question, _found: Sequence[Found]) -> Computed | None:
    """How many times another limit one is, or how far the two lie apart."""
    text = fold(question.text)
    if not _LIMITS.search(text) or question.roles & (DOUBTING - {"status"}) or question.of_kind("elsewhere", "beyond"):
        return None
    for sides in sides_of(question.text):
        if sides.way not in _WAYS or not question.roles & {sides.way, "times"} or len(sides.texts) != _PAIR:
            continue
        named = [_named_by(index, read_question(index, side, question.lang)) for side in sides.texts]
        if named[0] is None or named[1] is None or named[0].item.node == named[1].item.node:
            continue
        known = {f.key: f for f in search(index, question)}
        pair = [known[f.key] for f in named if f is not None and f.key in known]
        if len(pair) == _PAIR and _unit(pair[0]) == _unit(pair[1]):
            return _held(_WAYS[sides.way], pair)
    return None


def _named_by(index: Index, side: Question) -> Found | None:
    """The one limit that tells all that a side names; nothing where another does so as well."""
    limits = [f for f in search(index, side) if _is_limit(f)]
    asked = [n for n, u in enumerate(side.units) if u.weight >= _TOLD]
    if not limits or not asked or any(limits[0].own[n] < COVERED for n in asked):
        return None
    is_alone = len(limits) == 1 or limits[0].score - limits[1].score >= _LEAD
    return limits[0] if is_alone else None


def _is_limit(f: Found) -> bool:
    figure = f.item.figure
    return figure is not None and number_of(figure) is not None and DGO.Cap in f.item.data.get(RDF.type, ())


def _held(sign: str, pair: list[Found]) -> Computed:
    unit, operands = _unit(pair[0]), tuple(pair)
    if sign == "÷":
        return Computed(sign, value_of(pair[0]) / value_of(pair[1]), TIMES, operands, is_of_parts=True)
    high, low = sorted(pair, key=value_of, reverse=True)
    points = DGU.PERCENTAGE_POINT if unit == UNIT.PERCENT else unit
    return Computed(sign, value_of(high) - value_of(low), points, (high, low), is_of_parts=True)


def _unit(f: Found) -> URIRef | None:
    return f.item.figure.unit if f.item.figure else None
