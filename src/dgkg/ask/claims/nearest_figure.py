"""Whether a number is that of the figure which a claim comes nearest to, where no figure tells of all that is named.

「卫星定位服务了324家单位」 is said in other words than the record has, and of its figures one is of units all the
same: that one decides, if it is of every body, place and quantity that is named and no other is as near.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dgkg.ask.claims.claimed_direction import is_directed
from dgkg.ask.claims.claimed_figures import GREW, core_of, is_of_no_other
from dgkg.ask.claims.claimed_number import UP_TO, come_so_far, is_of_growth, is_real, of_accumulation
from dgkg.ask.claims.verdict import Verdict
from dgkg.ask.items.index import Index, Item
from dgkg.ask.items.search import COVERED, WIDE, Found, search
from dgkg.ask.language.claimed_amounts import ClaimedAmount
from dgkg.ask.language.question import TELLING, Question, Unit
from dgkg.interval import interval_of
from dgkg.namespaces import DGO, DGS, RDF
from dgkg.pattern import pattern

__all__ = ["of_nearest"]

_REAL = {None, DGS.done, DGS.inService, DGS.issued, DGS.underway, DGS.signed}
# What is said of a part or of all, of what comes before or after, is of no single figure.
_OF_SOME = pattern(
    r"每|平均|人均|各|均|都|分别|大部分|其中|之外|以外|还有|预计|将|全是|全都|全部|只|仅|唯一"
    r"|\b(?:each|every|average|per|expected|will|remaining|other|only|all|entirely|solely|just|inside|outside)\b"
)
# 「climbed to 96 %」 claims a level; 「fell by 3 billion」 is of no level.
_TO_LEVEL = pattern(r"\b(?:to|at)\s{3,}|[至到达]了?\s{2,}")
_DOWN = pattern(r"降|跌|减少|下滑|萎缩|缩水|\b(?:f[ae]ll\w*|drop\w*|declin\w*|shr[aiu]nk\w*|decreas\w*|lost|lower)\b")
_HERE, _NEAR, _AROUND, _ENOUGH, _SURE, _APART, _ALIKE = 0.7, 0.55, 0.8, 0.55, 0.68, 0.1, 0.05
_MOST, _LEAST, _TIMES = 60, 0.05, 3


@dataclass(frozen=True, slots=True)
class _Near:
    """A figure, how much of a claim it tells, and what it says of the number."""

    f: Found
    told: float
    is_so: str | None


def of_nearest(index: Index, question: Question, text: str, amount: ClaimedAmount) -> Verdict | None:
    """``yes`` or ``no`` by the figure that tells most of a claim; ``None`` where none is near, or two are."""
    is_cap = amount.side == "upto" or (amount.side == "exact" and bool(UP_TO.search(text)))
    amount = replace(amount, side="upto") if is_cap else amount
    grew = amount.kind in {"rate", "points"} and GREW.search(text) and not _TO_LEVEL.search(text)
    is_growth = amount.is_growth or bool(grew)
    is_fall = amount.kind != "points" and (_DOWN.search(text) or (amount.kind == "rate" and not is_growth))
    if is_fall and is_directed(text, down=True):
        return None
    core = core_of(index, question, GREW.sub(" ", text) if is_growth else text)
    units = [(n, u) for n, u in enumerate(core.units) if u.weight >= _LEAST and not u.things & core.wider]
    if amount.side in {"only", "least"} or _OF_SOME.search(text) or core.of_kind("elsewhere", "beyond") or not units:
        return None
    figures = [
        f for f in search(index, core)[:_MOST]
        if _is_claimable(f, amount, question, is_cap=is_cap) and is_of_growth(f, amount, is_growth)
    ]  # fmt: skip
    figures = come_so_far(text, of_accumulation(core, figures) or figures)
    best = _nearest(units, figures, amount)
    if best is None or (core.years and best.f.item.years and not core.years & best.f.item.years):
        return None
    return Verdict(best.is_so, (best.f,)) if best.is_so and _is_of_it(index, core, units, best, amount) else None


def _is_claimable(f: Found, amount: ClaimedAmount, question: Question, *, is_cap: bool) -> bool:
    """Whether an item is a figure of the sort that is claimed, of what is real."""
    return (
        f.item.figure is not None
        and amount.is_measured_like(f.item.figure)
        and f.page.graph.first(f.item.node, DGO.realization) in _REAL
        and ("status" not in question.roles or is_real(f))
        and (DGO.Cap in f.item.data.get(RDF.type, ())) == is_cap
    )


def _nearest(units: Sequence[tuple[int, Unit]], figures: Sequence[Found], amount: ClaimedAmount) -> _Near | None:
    """The figure that tells most of a claim; ``None`` where one that decides otherwise tells as much."""
    near = [
        _Near(f, sum(u.weight * f.own[n] for n, u in units), amount.verdict(f.item.figure))
        for f in figures if f.item.figure is not None
    ]  # fmt: skip
    if not near:
        return None
    best = max(near, key=lambda x: x.told)
    if best.is_so == "yes":
        alike = [x for x in near if x.is_so == "yes" and x.told >= best.told - _ALIKE]
        best = next((x for x in alike if _prints(x.f.item, amount)), best)
    whole = sum(u.weight for _, u in units)
    rivals = [x for x in near if x.is_so != best.is_so and x.told > best.told - _APART * min(whole, 1)]
    is_decided = best.is_so in {"yes", "no"} and not rivals and not _is_far_below(best.f, amount)
    return best if is_decided else None


def _is_of_it(
    index: Index, core: Question, units: Sequence[tuple[int, Unit]], best: _Near, amount: ClaimedAmount
) -> bool:
    """Whether a figure is of all that a claim names, and of nothing else."""
    f = best.f
    # Where the passage prints the very number of something else, what it is named by may be in the passage.
    is_swapped = best.is_so == "no" and any(_prints(i, amount) for i in f.page.items if i is not f.item)
    if not _is_of_all(units, f, is_swapped=is_swapped):
        return False
    if not is_of_no_other(index, core, f, anywhere=is_swapped) and not _is_only_one(units, f, amount):
        return False
    around = sum(u.weight * _around(u, f.own[n], f.covered[n]) for n, u in units)
    return around >= (_SURE if best.is_so == "no" else _ENOUGH) * sum(u.weight for _, u in units)


def _around(unit: Unit, own: float, covered: float) -> float:
    """How much of a part of a claim a figure tells, by what stands around it for less."""
    if unit.kind == "entity" and covered >= _NEAR:
        return max(own, WIDE)
    return max(own, covered * _AROUND)


def _prints(item: Item, amount: ClaimedAmount) -> bool:
    """Whether a figure has the very number of a claim."""
    known = interval_of(item.figure) if item.figure is not None else None
    return known is not None and item.figure is not None and known.nominal == amount.value


def _is_only_one(units: Sequence[tuple[int, Unit]], f: Found, amount: ClaimedAmount) -> bool:
    """Whether a figure is the only one of its sort that its passage has of the very thing that a claim names.

    「赣锋锂电属于超10亿元的项目」: what is measured goes without saying.
    """
    subjects = set(f.item.data.get(DGO.subject, ()))
    named = {t for n, u in units if f.own[n] >= WIDE and u.weight >= TELLING for t in u.things}
    alike = [
        i for i in f.page.items
        if i.figure is not None and amount.is_measured_like(i.figure) and subjects & set(i.data.get(DGO.subject, ()))
    ]  # fmt: skip
    return bool(subjects) and subjects <= named and len(alike) == 1


def _is_far_below(f: Found, amount: ClaimedAmount) -> bool:
    """Whether a bound that is claimed is so far below a figure that another one was meant: 2300万 of 2.3亿."""
    known = interval_of(f.item.figure) if f.item.figure is not None else None
    return known is not None and amount.side == "above" and known.nominal > _TIMES * amount.value


def _is_of_all(units: Sequence[tuple[int, Unit]], f: Found, *, is_swapped: bool) -> bool:
    """Whether a figure is of every body, place and quantity that a claim names, its passage of all that is known."""
    for n, unit in units:
        if is_swapped and unit.kind == "entity":
            if max(f.own[n], f.covered[n]) < _NEAR:
                return False
        elif unit.kind in {"entity", "place"} or (unit.is_quantity and unit.weight >= TELLING):
            if f.own[n] < _HERE:
                return False
        elif unit.kind == "concept" and unit.weight >= TELLING and max(f.own[n], f.covered[n]) < COVERED:
            return False
    return True
