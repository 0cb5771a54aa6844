"""Which of two a claim puts above the other: 「南城的营收比松山湖高吧」, "software grew faster than telecoms, right?".

Both are held against each other by figures of one quantity, unit and time, each of all else that the claim
names; what is printed as a bound may leave open which is more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dgkg.ask.claims.claimed_figures import GREW, GROWTH, core_of, most_telling, tells
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, Found, search
from dgkg.ask.language.question import TELLING, Question, Unit
from dgkg.interval import interval_of
from dgkg.namespaces import DGO, DGS, ID, RDF, UNIT
from dgkg.pattern import pattern

__all__ = ["Comparison", "compared"]

_MORE_WORDS = r"多|高|大|快|强|领先"
_LESS_WORDS = r"少|低|小|慢|弱"
_THAN = pattern(
    rf"(?P<left>.+?)(?<!占)比(?!重|例|率|较)(?P<right>.+?)(?:更|还)?(?:要)?(?:(?P<more>{_MORE_WORDS})|(?P<less>{_LESS_WORDS}))[了些得]?多?"
    r"|(?P<left_b>.+?)(?:(?P<more_b>高于|大于|多于|快于|超过|超出)|(?P<less_b>低于|小于|少于|慢于|不如|不及))了?(?P<right_b>.+?)"
    r"|(?P<left_c>.+?)\b(?:(?P<more_c>more|higher|larger|bigger|greater|faster|exceed(?:s|ed)|outearns?|surpass(?:es|ed))"
    r"|(?P<less_c>less|fewer|lower|smaller|slower))\b(?P<between>.*?)(?:\bthan\b|(?<=ds)|(?<=ed)|(?<=es)|(?<=earn)|(?<=earns))"
    r"(?P<right_c>.+?)"
)
_AVERAGE = pattern(r"平均水平|平均增速|平均|均值|\b(?:the )?(?:average|mean)\b")
_BEHIND = pattern(
    r"落后于?|低于|慢于|不及|不如|逊于|跑输|\b(?:lag(?:s|ged)? behind|behind|below|slower than|trail(?:s|ed)?)\b"
)
_AHEAD = pattern(r"高于|超过|超出|快于|领先于?|高出|跑赢|\b(?:ahead of|above|faster than|outpac\w+|exceed\w*|beats?)\b")
_PART_OF_WHOLE = pattern(r"占比|比重|份额|比例|\b(?:share|weight|proportion|portion|percentage)\b")
_DIFFERENCE = ID["indicator-growth-difference"]
_RATES = {UNIT.PERCENT}
_ALIKE = (DGO.indicator, DGO.ofIndicator, DGO.accumulation)
_FIELDS = (DGO.industry, DGO.population)
_HEAVIER = 0.2


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether the first of two figures is above, or below, the other as is claimed."""

    is_so: bool
    pair: tuple[Found, ...]
    # The figures are of a field that the claim does not name: nothing is stated of the whole.
    is_narrower: bool = False


def compared(index: Index, question: Question, text: str) -> Comparison | None:
    """Whether the first of two is the one with more, or less, as a text claims; ``None`` where it compares nothing."""
    if _AVERAGE.search(text):
        return _against_average(index, question, text)
    match = _THAN.fullmatch(text)
    if match is None:
        return None
    groups = {name.partition("_")[0]: value for name, value in match.groupdict().items() if value}
    left, right = groups["left"] + " " + groups.get("between", ""), groups["right"]
    is_growth = bool(GREW.search(left) or GREW.search(right)) or bool(re.search(r"快|慢|faster|slower", match[0]))
    left, right = (GREW.sub(" ", part) for part in (left, right))
    one, other = core_of(index, question, left), core_of(index, question, right)
    sides = _sides(one, other)
    if sides is None:
        return None
    cores = [replace(one, text=f"{left} {right}", units=units, names_city=False) for units in sides]
    for any_field in (False, True):
        # What is stated of one field only decides within that field.
        first, second = (_of_one(index, core, is_growth=is_growth, any_field=any_field) for core in cores)
        are_quantities = sides[0][0].is_quantity
        pairs = [
            (a, b) for a in first for b in second
            if a.key != b.key and _are_alike(a, b, question, are_quantities=are_quantities)
            and (not any_field or all(a.item.data.get(p) == b.item.data.get(p) for p in _FIELDS))
        ]  # fmt: skip
        verdicts = {_is_more(a, b) for a, b in pairs}
        if len(verdicts) == 1 and (is_more := verdicts.pop()) is not None:
            return Comparison(is_more == ("more" in groups), pairs[0], is_narrower=any_field)
    return None


def _against_average(index: Index, question: Question, text: str) -> Comparison | None:
    """Whether something is above, or below, the average of a place, by the difference that is stated."""
    is_below = bool(_BEHIND.search(text))
    if is_below == bool(_AHEAD.search(text)):
        return None
    left = _AVERAGE.sub(" ", _BEHIND.sub(" ", _AHEAD.sub(" ", text)))
    if _PART_OF_WHOLE.search(left) and not GREW.search(left):
        # What is stated is by how much growth rates differ; a share is none of them.
        return None
    core = core_of(index, question, left)
    places = frozenset(t for u in core.of_kind("place") for t in u.things & core.wider)
    apart = [
        f for f in search(index, core)
        if not (places and places.isdisjoint(f.item.data.get(DGO.comparedWith, ())))
        and _DIFFERENCE in f.item.data.get(DGO.indicator, ()) and tells(index, core, f)
    ]  # fmt: skip
    known = [interval_of(f.item.figure) for f in apart if f.item.figure is not None]
    signs = {i.nominal > 0 for i in known if i is not None and i.nominal}
    return Comparison(signs == {not is_below}, tuple(apart[:1])) if len(signs) == 1 else None


def _of_one(index: Index, core: Question, *, is_growth: bool, any_field: bool) -> list[Found]:
    """The figures of one of two that are compared."""
    figures = []
    for f in search(index, core):
        indicators = set(f.item.data.get(DGO.indicator, ()))
        is_of_kind = bool(indicators & GROWTH) if is_growth else not indicators & CHANGES
        is_level = f.item.figure is not None and DGO.Observation in f.item.data.get(RDF.type, ())
        if is_level and is_of_kind and tells(index, core, f, any_field=any_field):
            figures.append(f)
    return most_telling(index, core, figures)


def _sides(one: Question, other: Question) -> tuple[tuple[Unit, ...], tuple[Unit, ...]] | None:
    """The parts of a claim that are of each of two; ``None`` where not just one part of each tells them apart."""

    def only(units: Sequence[Unit], beside: Sequence[Unit]) -> list[Unit]:
        known = {t for u in beside for t in u.things}
        return [u for u in units if u.weight >= _HEAVIER and u.kind != "schema" and not u.things & known]

    mine, others = only(one.units, other.units), only(other.units, one.units)
    if any(u.kind == "word" and (u.weight >= TELLING) for u in (*mine, *others)):
        return None
    pairs = [(a, b) for b in others for a in mine if a.kind == b.kind and a.is_quantity == b.is_quantity]
    # 「比合同金额大」: of one thing two quantities; of one quantity two things.
    firsts = [pair for pair in pairs if pair[1] is others[0]]
    if len(others) != 1 or not firsts:
        return None
    mine_one, other_one = firsts[0]
    rest = tuple(u for u in (*one.units, *other.units) if u not in {mine_one, other_one})
    return (mine_one, *rest), (other_one, *rest)


def _are_alike(a: Found, b: Found, question: Question, *, are_quantities: bool) -> bool:
    """Whether two figures can be held against each other: of one unit, quantity and time."""
    one, other = a.item, b.item
    if one.figure is None or other.figure is None or one.figure.unit != other.figure.unit:
        return False
    if one.years != other.years and not (question.years and one.years & other.years):
        return False
    if are_quantities:
        # 执行金额 and 合同金额 of one thing.
        return True
    is_rate = one.figure.unit in _RATES
    alike = _ALIKE[:1] if is_rate or one.figure.unit in {UNIT.CCY_CNY, UNIT.CCY_USD} else _ALIKE
    same = [set(one.data.get(p, ())) == set(other.data.get(p, ())) for p in alike]
    return all(same)


def _is_more(a: Found, b: Found) -> bool | None:
    """Whether one figure is certainly above another; ``None`` where that is open."""
    if a.item.figure is None or b.item.figure is None:
        return None
    one, other = interval_of(a.item.figure), interval_of(b.item.figure)
    if one is None or other is None:
        return None
    if a.page is b.page and a.item.figure.qualifier == b.item.figure.qualifier == DGS.about:
        # 约24% and 约22% of one sentence keep their order.
        return None if one.nominal == other.nominal else one.nominal > other.nominal
    if one.low is not None and other.high is not None and one.low > other.high:
        return True
    if one.high is not None and other.low is not None and one.high < other.low:
        return False
    return None
