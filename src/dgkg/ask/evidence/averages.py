"""Averages of several groups: of each of two places, or of the projects of one year beside those of three.

「松山湖和南城平均每家各多少」, 「近三年平均一个项目投多少，跟2023年那批的平均比哪个大」: each average is worked out
as one alone is, and they are told one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dgkg.ask.items.fitting import fits
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import Found, search
from dgkg.ask.language.question import Question, Unit
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.arithmetic import compute
from dgkg.ask.sums.computed import Computed
from dgkg.ask.sums.operands import agree, is_below
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["of_another_period", "of_each"]

_PAIR = 2
# Several years in one, beside a year that is named by its number.
_YEARS_IN_ONE = pattern(
    r"(?:近|过去|最近|这)[两二三四五23456]年|[两二三四五]年(?:里|间|来|合计|总)"
    r"|\b(?:last|past|recent|previous) (?:two|three|four|five|\d) years\b|\b(?:two|three|four|five)[- ]years?\b"
)


def of_each(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """The average of each of several places or projects that are named: 「松山湖和南城平均每家各多少」."""
    named = [
        n for n, u in enumerate(question.units)
        # 「the Nancheng belt」 names one place, not the town as well.
        if (u in question.places and not any(is_below(index, other, u) for other in question.places))
        or (u.kind == "entity" and _is_group(index, u))
    ]  # fmt: skip
    if "average" not in question.roles or "growth" in question.roles or len(named) < _PAIR:
        return None
    each: list[Computed] = []
    for n in named:
        units = tuple(u for m, u in enumerate(question.units) if m == n or m not in named)
        one = replace(question, units=units)
        computed = compute(index, one, [f for f in search(index, one) if fits(index, one, f)])
        if computed is None or computed.sign != "÷":
            return None
        each.append(computed)
    if question.roles & {"highest", "compare"}:
        each.sort(key=lambda computed: -computed.value)
    keys = {f.key: f for f in found}
    told: Computed | None = None
    for computed in reversed(each):
        told = replace(computed, operands=tuple(keys.get(f.key, f) for f in computed.operands), then=told)
    return told


def _is_group(index: Index, unit: Unit) -> bool:
    """Whether a part of a question names projects that are spoken of as one."""
    types = index.words.gazetteer.types
    return all(DGO.Group in types.get(t, ()) for t in unit.things) and bool(unit.things)


def of_another_period(index: Index, question: Question, first: Computed) -> Computed | None:
    """The same average of the other of two periods that a question names: three years in one, and a year."""
    asks = "average" in question.roles and question.years and question.years <= {index.year}
    if first.sign != "÷" or not asks or not _YEARS_IN_ONE.search(fold(question.text)):
        return None
    page = first.operands[0].page
    # The group that the first is of is not that of the other.
    whose = {t for f in first.operands for t in f.item.data.get(DGO.subject, ())}
    units = tuple(u for u in question.units if u.things.isdisjoint(whose))
    undated = replace(question, years=frozenset(), units=units)
    rest = [f for f in search(index, undated) if f.page is not page and fits(index, undated, f)]
    other = compute(index, undated, rest)
    if other is None or other.sign != "÷" or other.unit != first.unit:
        return None
    alike = all(
        agree(f, g, DGO.indicator, DGO.industry, DGO.refArea) and f.item.years != g.item.years
        for f, g in zip(first.operands, other.operands, strict=True)
    )
    return other if alike else None
