"""The share of one of two in what both have together: 「两地合计中松山湖占几成」, "what portion of both combined".

Both are of one quantity, scope and time, of places side by side; one is named, and the other as well, or it is the one
other that the report tells of, where a question speaks of two.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, Found
from dgkg.ask.language.question import DOUBTING, Question
from dgkg.ask.language.sides import wholes_in
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.computed import Computed, value_of
from dgkg.ask.sums.operands import agree
from dgkg.ask.sums.side_figures import is_able
from dgkg.namespaces import DGO, DGU, UNIT
from dgkg.pattern import pattern

__all__ = ["share_of_sum"]

_TOGETHER = pattern(
    r"合计|合起来|加起来|加在一起|总和|之和|合在一起|总额中|\b(?:combined|joint|together|sum|between them|aggregate)\b"
)
_TWO = pattern(r"两[地大个家片处]|二者|两者|\b(?:two|both)\b")
_RATES = {UNIT.PERCENT, DGU.PERCENTAGE_POINT}
_ALIKE = (DGO.indicator, DGO.population, DGO.industry, DGO.unit)
_SAID = 0.25


def share_of_sum(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """What one place has of what two have together."""
    if not _asks(question):
        return None
    levels = [f for f in found if _is_level(f) and _is_within(index, f) and _is_asked(question, f)]
    pairs = [(f, g) for f, g in permutations(levels, 2) if _are_alike(f, g) and _are_meant(question, f, g, levels)]
    if not pairs:
        return None
    one, other = max(pairs, key=lambda p: p[0].score + p[1].score)
    rate = value_of(one) / (value_of(one) + value_of(other)) * 100
    return Computed("÷+", rate, UNIT.PERCENT, (one, other), is_of_parts=True)


def _asks(question: Question) -> bool:
    """Whether a question asks for a share of a sum; 「两地合计多少，占全市的多少」 has the sum as the part."""
    if not question.roles & {"share", "ratio"} or question.roles & (DOUBTING | {"growth"}):
        return False
    if not _TOGETHER.search(fold(question.text)) or question.of_kind("elsewhere", "beyond"):
        return False
    return all(_TOGETHER.search(whole) for whole in wholes_in(question.text))


def _are_meant(question: Question, one: Found, other: Found, levels: Sequence[Found]) -> bool:
    """Whether the share of the first is asked for: it is named last, or alone of the two that there are."""
    text = fold(question.text)
    named = {
        n for n, u in enumerate(question.units)
        if u.kind == "place" and u.weight >= _SAID and not u.things & question.wider
    }  # fmt: skip
    mine, others = ({n for n in named if f.own[n] >= COVERED} for f in (one, other))
    if not mine or mine & others or mine | others != named:
        return False
    if not others:
        return bool(_TWO.search(text)) and sum(_are_alike(one, f) for f in levels) == 1
    first, last = (max(text.rfind(question.units[n].text) for n in ns) for ns in (mine, others))
    return first > last


def _is_level(f: Found) -> bool:
    unit = f.item.figure.unit if f.item.figure else None
    return is_able(f) and unit not in _RATES and not set(f.item.data.get(DGO.indicator, ())) & CHANGES


def _is_within(index: Index, f: Found) -> bool:
    """Whether a figure is of a place within the city."""
    areas = set(f.item.data.get(DGO.refArea, ()))
    return bool(areas) and areas.isdisjoint(index.wider)


def _is_asked(question: Question, f: Found) -> bool:
    """Whether a figure is of the quantity that a question names."""
    quantities = [n for n, u in enumerate(question.units) if u.names_quantity and u.weight >= _SAID]
    return bool(quantities) and all(f.own[n] >= COVERED for n in quantities)


def _are_alike(f: Found, g: Found) -> bool:
    return f is not g and agree(f, g, *_ALIKE) and not agree(f, g, DGO.refArea) and f.item.years == g.item.years
