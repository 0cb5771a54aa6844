"""What can be computed from figures that are stated: sums, differences, shares, averages, earlier levels.

A computed value is never told alone: its formula names the figures that it comes from, and
they are cited. Hedged figures compute to hedged values; a plan or a cap is no operand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import combinations

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, NO_COUNTS, Found, coverage
from dgkg.ask.language.amounts import MONEY, TIMES
from dgkg.ask.language.method import asks_exactly
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.climb import climb
from dgkg.ask.sums.computed import Computed, number_of, value_of
from dgkg.ask.sums.operands import agree, are_named, is_part, is_stated_part, is_untold_part, tell_all, words_in_name
from dgkg.ask.sums.sums import asks_for_the_rest, below_scale, parts_asked_for
from dgkg.namespaces import DGO, DGS, DGU, ID, RDF, UNIT
from dgkg.pattern import pattern

__all__ = ["apart", "compute"]

_MOST_OPERANDS = 40
# 「最高的比最低的高多少」 is of no caps.
_CAPS = pattern(r"上限|封顶|\bceilings?\b|\bcaps?\b|\bmaximum\b")
_LEAST, _SEVERAL, _STATED, _TOLD, _SLIGHT = 0.5, 3, 0.75, 0.3, 0.07
_GROWTH = ID["indicator-growth-rate"]
_INCREASE = ID["indicator-increase"]


def compute(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """The value that a question asks to be worked out, if its operands are stated and belong together."""
    computed = _worked_out(index, question, found)
    if computed is None or computed.is_of_parts or "climb" in question.roles:
        return computed
    belongs = tell_all(index, question, computed.operands) and are_named(index, question, computed.operands)
    return computed if belongs else None


def _worked_out(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    roles = question.roles
    # Two caps may be held against each other, where it is caps that are asked for.
    able = _is_cap if _CAPS.search(fold(question.text)) and roles & {"difference", "times"} else _is_operand
    figures = [f for f in found if able(f)][:_MOST_OPERANDS]
    if "climb" in roles:
        return climb(question, found)
    if (pair := below_scale(question, figures)) is not None:
        whole, part = pair
        return Computed("−", value_of(whole) - value_of(part), _unit(whole), pair, is_of_parts=True)
    if _is_of_the_past(question, figures):
        return _earlier(question, figures)
    if ("sum" in roles or (roles & {"share", "ratio"} and asks_for_the_rest(question))) and (
        parts := parts_asked_for(question, figures)
    ):
        return Computed("+", sum(map(value_of, parts), Decimal(0)), _unit(parts[0]), tuple(parts), is_of_parts=True)
    ways: dict[str, Callable[[Index, Question, Sequence[Found]], Computed | None]] = {
        "average": _average,
        "sum": _sum,
        "difference": _difference,
        "times": _ratio,
        "ratio": _ratio,
        "share": _ratio,
    }
    if "growth" in roles:
        # 「营收合计增长多少」 asks for the growth of what is one figure already, 「平均增速」 for no amount each.
        del ways["sum"], ways["average"]
    way = next((ways[role] for role in ways if role in roles), None)
    computed = way(index, question, figures) if way is not None else None
    return computed if computed is not None and computed.is_known else None


def _is_of_the_past(question: Question, figures: Sequence[Found]) -> bool:
    """Whether a level before the reported year is to be worked out."""
    roles, years = question.roles, question.years
    past = bool(years) and min(years) < question.reported and not any(f.item.years & {min(years)} for f in figures)
    asks_otherwise = roles & {"ratio", "share", "sum", "average", "difference"}
    # 「22年多少？只给了23年的和增速」: the growth is what it is to be worked out from.
    return (past and ("growth" not in roles or "base" in roles or len(years) > 1)) or (
        "base" in roles and not asks_otherwise
    )


def _is_cap(f: Found) -> bool:
    figure = f.item.figure
    return figure is not None and number_of(figure) is not None and DGO.Cap in f.item.data.get(RDF.type, ())


def _is_operand(f: Found) -> bool:
    figure = f.item.figure
    return figure is not None and number_of(figure) is not None and DGO.Observation in f.item.data.get(RDF.type, ())


def _unit(f: Found) -> URIRef | None:
    return f.item.figure.unit if f.item.figure else None


def _indicator(f: Found) -> URIRef | None:
    return next((i for i in f.item.data.get(DGO.indicator, ()) if isinstance(i, URIRef)), None)


def _areas(f: Found) -> set[object]:
    return set(f.item.data.get(DGO.refArea, ()))


def _levels(figures: Sequence[Found]) -> list[Found]:
    return [f for f in figures if _indicator(f) not in CHANGES]


def _pairs(
    index: Index,
    question: Question,
    figures: Sequence[Found],
    able: Callable[[Found, Found], bool],
    bonus: Callable[[Found, Found], float],
) -> tuple[Found, Found] | None:
    """The two figures that account for most of a question together."""
    best: tuple[float, tuple[Found, Found]] | None = None
    # 「执行金额占合同金额」 says nothing of the offshore part of either.
    able_ones = [
        f for f in figures if not (is_untold_part(f, figures) and _is_of_unnamed_field(index, question, f))
    ]  # fmt: skip
    for f, g in combinations(able_ones, 2):
        if able(f, g) and tell_all(index, question, (f, g)) and are_named(index, question, (f, g)):
            together = coverage(question, [f.own, g.own])
            apart = coverage(question, [f.own]) + coverage(question, [g.own])
            numbered = 0.15 * len(question.numbers & (f.item.numbers | g.item.numbers))
            score = together + 0.15 * apart + numbered + bonus(f, g) + (0.1 if f.page is g.page else 0.0)
            # 「离岸执行金额」 where nobody speaks of 离岸 is less likely meant than all that was executed.
            score -= 0.2 * sum(_is_of_unnamed_field(index, question, x) for x in (f, g))
            score += 0.1 * sum(words_in_name(index, question, x) for x in (f, g))
            score -= 0.2 * sum(is_untold_part(x, figures) for x in (f, g))
            if not question.places:
                # Where no place is named, the city is meant.
                score -= 0.1 * sum(bool(a) and a.isdisjoint(question.city) for a in (_areas(f), _areas(g)))
            if together >= _LEAST and (best is None or score > best[0]):
                best = score, (f, g)
    return best[1] if best else None


def _is_of_unnamed_field(index: Index, question: Question, f: Found) -> bool:
    """Whether a figure is of a field within one that a question names, and is itself not named."""
    asked = {t for u in question.units for t in u.things}
    if not asked.isdisjoint(f.item.data.get(DGO.indicator, ())):
        # Its quantity has a name of its own.
        return False
    fields = [t for t in f.item.data.get(DGO.industry, ()) if isinstance(t, URIRef)]
    return any(t not in asked and not asked.isdisjoint(index.broader.get(t, ())) for t in fields)


def _difference(index: Index, question: Question, figures: Sequence[Found]) -> Computed | None:
    grows = "growth" in question.roles
    pool = [f for f in figures if _indicator(f) in CHANGES] if grows else _levels(figures)

    named = _named(question)

    def able(f: Found, g: Found) -> bool:
        # What both are of tells neither from the other.
        several = sum(min(f.own[n], g.own[n]) < COVERED for n in named) > 1
        alike = _unit(f) == _unit(g) and f.item.years == g.item.years
        caps = _is_cap(f) and _is_cap(g) and _is_of_another(question, f, g)
        if (
            f.page is not g.page
            and not caps
            and not (_is_one_quantity(question, f, g) and (grows or _is_told_of_another(f, g)))
        ):
            return False
        if _unit(f) == UNIT.NUM and not agree(f, g, DGO.indicator) and not agree(f, g, DGO.industry, DGO.product):
            # Racks less data centres are nothing.
            return False
        # 「涨了多少」 asks for one rate; a difference of rates is of two things that are named.
        return alike and (_is_of_another(question, f, g) if grows or several else value_of(f) != value_of(g))

    def bonus(f: Found, g: Found) -> float:
        if asks_for_the_rest(question) and any(is_stated_part(x, y) for x, y in ((f, g), (g, f))):
            return 0.5
        # Two quantities of one field go together, as two fields of one quantity do.
        return 0.3 if _indicator(f) == _indicator(g) else 0.1 * agree(f, g, DGO.industry, DGO.population)

    if "highest" in question.roles and pool and len(named) <= 1:
        group = [f for f in pool if agree(f, pool[0], DGO.indicator, DGO.ofIndicator) and f.page is pool[0].page]
        if len(group) >= _SEVERAL:
            high, low = max(group, key=value_of), min(group, key=value_of)
            return Computed("−", value_of(high) - value_of(low), _points(_unit(high)), (high, low), is_of_parts=True)
    pair = _pairs(index, question, pool, able, bonus)
    if pair is None:
        return None
    high, low = sorted(pair, key=value_of, reverse=True)
    return Computed("−", value_of(high) - value_of(low), _points(_unit(high)), (high, low))


def apart(f: Found, g: Found) -> Computed | None:
    """By how much two figures of one unit differ that were held against each other."""
    if not (_is_operand(f) and _is_operand(g) and _unit(f) == _unit(g)):
        return None
    high, low = sorted((f, g), key=value_of, reverse=True)
    computed = Computed("−", value_of(high) - value_of(low), _points(_unit(high)), (high, low))
    return computed if computed.is_known else None


def _is_one_quantity(question: Question, f: Found, g: Found) -> bool:
    """Whether two figures are of one quantity, or of two that a question names; of others nothing is worked out."""
    quantities = [n for n, u in enumerate(question.units) if u.is_quantity and u.weight > _TOLD]
    apart = any(f.own[n] > g.own[n] for n in quantities) and any(g.own[n] > f.own[n] for n in quantities)
    return apart if len(quantities) > 1 else agree(f, g, DGO.indicator)


def _is_told_of_another(f: Found, g: Found) -> bool:
    """Whether two figures differ in what a question names, or in a place: not one of the whole and one within it."""
    return _areas(f) != _areas(g) or any(abs(a - b) > _TOLD for a, b in zip(f.own, g.own, strict=True))


def _is_of_another(question: Question, f: Found, g: Found) -> bool:
    """Whether each of two figures is of something that is asked for and that the other is not of."""
    mine, other = (_quantities(question, x) for x in (f, g))
    if mine - other and other - mine:
        # 出口 and 进出口: the words of one are in the other.
        return True
    named = _named(question)
    if len(named) < 2:  # noqa: PLR2004 - two things are told apart
        # Two quantities of one thing.
        named = [n for n, u in enumerate(question.units) if u.is_quantity and u.weight > _TOLD] or named
    ahead = any(f.own[n] - g.own[n] > _TOLD for n in named)
    behind = any(g.own[n] - f.own[n] > _TOLD for n in named)
    return ahead and behind


def _quantities(question: Question, f: Found) -> set[int]:
    """The parts of a question that name what a figure measures, or of what it is the change."""
    measured = {t for p in (DGO.indicator, DGO.ofIndicator) for t in f.item.data.get(p, ())}
    return {n for n, u in enumerate(question.units) if u.names_quantity and not u.things.isdisjoint(measured)}


def _named(question: Question) -> list[int]:
    """The parts of a question that name a thing of weight."""
    return [n for n, u in enumerate(question.units) if u.things and u.weight > _TOLD and not u.is_quantity]


def _points(unit: URIRef | None) -> URIRef | None:
    return DGU.PERCENTAGE_POINT if unit == UNIT.PERCENT else unit


def _ratio(index: Index, question: Question, figures: Sequence[Found]) -> Computed | None:
    is_times = "times" in question.roles

    def able(f: Found, g: Found) -> bool:
        part, whole = sorted((f, g), key=value_of)
        alike = _unit(f) == _unit(g) and _unit(f) not in {UNIT.PERCENT, DGU.PERCENTAGE_POINT}
        if not alike or value_of(f) == value_of(g) or not (f.page is g.page or _is_one_quantity(question, f, g)):
            return False
        return is_times or is_part(index, question, part, whole)

    def bonus(f: Found, g: Found) -> float:
        accumulated = {t for x in (f, g) for t in x.item.data.get(DGO.accumulation, ())}
        new_of_all = question.roles >= {"new", "cumulative"} and {DGS.newInPeriod, DGS.cumulative} <= accumulated
        return 0.1 * agree(f, g, DGO.refPeriod) + 0.2 * agree(f, g, DGO.indicator) + 0.3 * new_of_all

    stated = [f for f in figures if _unit(f) == UNIT.PERCENT and _indicator(f) not in CHANGES]
    if not asks_exactly(fold(question.text)) and any(coverage(question, [f.own]) >= _STATED for f in stated):
        return None
    pair = _pairs(index, question, _levels(figures), able, bonus)
    if pair is None:
        return None
    part, whole = sorted(pair, key=value_of)
    if is_times:
        return Computed("÷", value_of(whole) / value_of(part), TIMES, (whole, part))
    return Computed("÷", value_of(part) / value_of(whole) * 100, UNIT.PERCENT, (part, whole))


def _is_of_one_scope(f: Found, g: Found) -> bool:
    """Whether two figures are of the same firms, or one of them says no scope."""
    scopes = [set(x.item.data.get(DGO.population, ())) for x in (f, g)]
    return scopes[0] == scopes[1] or not all(scopes)


def _average(index: Index, question: Question, figures: Sequence[Found]) -> Computed | None:
    def able(f: Found, g: Found) -> bool:
        if {_unit(f), _unit(g)} <= {UNIT.NUM, UNIT.INDIV} and f.page is g.page and agree(f, g, *_WHOSE):
            # 「每家单位几台终端」: both counts are named.
            mine, other = (_quantities(question, x) for x in (f, g))
            apart = [n for n, u in enumerate(question.units) if u.weight > _SLIGHT]
            of_each = [any(a.own[n] - b.own[n] > _TOLD for n in apart) for a, b in ((f, g), (g, f))]
            # 「每家单位几台」: whose terminals they are is told by a word.
            return bool(mine - other and other - mine) or (bool(mine ^ other) and all(of_each))
        money, count = (f, g) if _unit(f) in MONEY else (g, f)
        if _unit(money) not in MONEY or _unit(count) in {*MONEY, UNIT.PERCENT} or f.page is not g.page:
            return False
        if "count" in question.roles and not any(_indicator(money) in u.things for u in question.units):
            # 「平均一家办几场」 asks for no money.
            return False
        if any(_indicator(count) in u.things for u in question.units):
            # What is counted is named: it need only be of the same body.
            return any(set(f.item.data.get(p, ())) & {*_areas(g), *g.item.data.get(DGO.subject, ())} for p in _WHOSE)
        of_some = money.item.data.get(DGO.population) and not count.item.data.get(DGO.population)
        if of_some and any(_is_count_of_scope(x, money, count) for x in figures):
            # The revenue of those above scale is not that of all, where it is told how many those are.
            return False
        return _indicator(count) in _COUNTED and agree(f, g, *_WHOSE) and _is_of_one_scope(f, g)

    def bonus(f: Found, g: Found) -> float:
        # 「2023年23宗」, beside those of three years; of all firms rather than of some that nobody names.
        count = g if _unit(f) in MONEY else f
        others = [n for n, u in enumerate(question.units) if u.things and u.things & _scope(count)]
        narrower = bool(_scope(count) - _scope(f if count is g else g)) and not others
        return 0.2 * bool(question.years and f.item.years & g.item.years & question.years) - 0.2 * narrower

    pair = _pairs(index, question, _levels(figures), able, bonus)
    if pair is None:
        return None
    total, count = sorted(pair, key=lambda f: (_unit(f) not in MONEY, _unit(f) != UNIT.INDIV, -value_of(f)))
    return Computed("÷", value_of(total) / value_of(count), _unit(total), (total, count))


def _is_count_of_scope(f: Found, money: Found, count: Found) -> bool:
    """Whether a figure counts just those whose money is summed up."""
    return f.page is money.page and agree(f, count, DGO.indicator) and agree(f, money, DGO.population, *_WHOSE)


def _scope(f: Found) -> set[object]:
    """Which of those that a figure counts or sums up it is limited to."""
    return {*f.item.data.get(DGO.population, ()), *f.item.data.get(DGO.industry, ())}


_WHOSE = (DGO.refArea, DGO.subject)
_COUNTED = {ID["indicator-firm-count"], ID["indicator-project-count"], ID["indicator-event-count"]}


def _can_be_added(f: Found, g: Found) -> bool:
    """Whether two figures are of one quantity, and neither is a part of the other."""
    whole = any(g.item.node in f.item.data.get(p, ()) or f.item.node in g.item.data.get(p, ()) for p in _WHOLE)
    apart = not agree(f, g, DGO.refArea, DGO.industry, DGO.subject)
    return _unit(f) == _unit(g) and agree(f, g, DGO.indicator) and apart and not whole


_WHOLE = (DGO.partOfTotal, DGO.shareOf, DGO.part)


def _sum(index: Index, question: Question, figures: Sequence[Found]) -> Computed | None:
    def bonus(f: Found, g: Found) -> float:
        # 「人工智能两大板块」 are the parts of one total.
        is_of_one = bool(set(f.item.data.get(DGO.partOfTotal, ())) & set(g.item.data.get(DGO.partOfTotal, ())))
        are_given = len(question.numbers & (f.item.numbers | g.item.numbers)) > 1
        return 0.3 * is_of_one + 0.3 * are_given

    levels = [f for f in _levels(figures) if _unit(f) != UNIT.PERCENT]
    pair = _pairs(index, question, levels, _can_be_added, bonus)
    if pair is None:
        return None
    if len({DGS.aboveScale in f.item.data.get(DGO.population, ()) for f in pair}) > 1 and not question.numbers:
        # Firms above designated size and all firms are not added up.
        return None
    return Computed("+", value_of(pair[0]) + value_of(pair[1]), _unit(pair[0]), pair)


def _earlier(question: Question, figures: Sequence[Found]) -> Computed | None:
    """The level a year before: the level less its increase, or divided by its growth."""
    asked = question.years - {question.reported} or frozenset({question.reported - 1})
    by_node = {f.item.node: f for f in figures}
    for f in sorted(figures, key=lambda f: -coverage(question, [f.own])):
        change = _indicator(f)
        bases = (*f.item.data.get(DGO.growthOf, ()), *f.item.data.get(DGO.differenceOf, ()))
        level = next((by_node[b] for b in bases if isinstance(b, URIRef) and b in by_node), None)
        if level is None or not {y - 1 for y in level.item.years} & asked:
            continue
        sibling = [
            g
            for g in figures
            if level.item.node in g.item.data.get(DGO.differenceOf, ()) and _indicator(g) == _INCREASE
        ]
        if change == _INCREASE or sibling:
            more = f if change == _INCREASE else sibling[0]
            return Computed("−", value_of(level) - value_of(more), _unit(level), (level, more))
        if change == _GROWTH and not ("count" in question.roles and _unit(level) in NO_COUNTS):
            return Computed("grown", value_of(level) / (1 + value_of(f) / 100), _unit(level), (level, f))
    for f in figures:
        new = next((g for g in figures if _is_new_part(f, g) and {y - 1 for y in f.item.years} & asked), None)
        if new is not None and coverage(question, [f.covered]) >= _LEAST:
            return Computed("−", value_of(f) - value_of(new), _unit(f), (f, new))
    return None


def _is_new_part(f: Found, g: Found) -> bool:
    """Whether one figure is a running total, and another what was new in its last period."""
    totals, news = (set(x.item.data.get(DGO.accumulation, ())) for x in (f, g))
    return DGS.cumulative in totals and DGS.newInPeriod in news and agree(f, g, DGO.indicator, DGO.refArea, DGO.unit)
