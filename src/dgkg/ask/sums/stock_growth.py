"""By what part the additions of a period enlarged what there was before: new ÷ (all − new).

「2023年新增相当于此前存量的百分之几」, "what percentage did the additions add to the earlier stock". All there are in
the end and how many of them are new must both be stated of one quantity.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dgkg.ask.items.fitting import fits, names_another
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, WIDE, Found
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.computed import Computed, value_of
from dgkg.ask.sums.operands import agree
from dgkg.ask.sums.side_figures import is_able
from dgkg.namespaces import DGO, DGS, ID, UNIT
from dgkg.pattern import pattern

__all__ = ["asks_for_stock_growth", "stock_growth"]

_BEFORE = (
    r"(?:此前|先前|原有|原来|之前|以前|既有|年初|上年)的?(?:存量|总[数量]|基数|家数|数量|企业)|存量"
    r"|\b(?:earlier|existing|previous|prior|old|original) (?:stock|total|pool|base|number|count)\b"
    r"|\b(?:stock|pool|base|number|total)\b.*\b(?:before|existed|existing|until then|until 20\d\d|previously)\b"
    r"|\b(?:had|been|were) (?:there )?before\b"
)
_ADDED = r"新增|增量|\b(?:add(?:s|ed|itions?)?|new(?:ly|comers)?|enlarge\w*|expand\w*|swell\w*|raise\w*|increase\w*)\b"
_RATE = r"百分之几|百分之多少|百分比|几成|多少%|比例|\b(?:percent\w*|per cent|share|proportion|fraction)\b|%"
_ASKED = tuple(pattern(form) for form in (_BEFORE, _ADDED, _RATE))
# What only says that something was there, and that something came to it.
_SAYING = pattern(
    rf"{_BEFORE}|{_ADDED}|stock|pool|base|exist\w*|earlier|previous\w*|prior|此前|先前|原有|增加|扩大|before"
)
_YEAR_END = pattern(r"(?P<zh>20\d\d)年?[底末]|[上去前]一?年[底末]|\b(?:end of|year[- ]end) (?P<en>20\d\d)\b")
_INCREASE = ID["indicator-increase"]
_TOLD = 0.25


def asks_for_stock_growth(question: Question) -> bool:
    """Whether a question sets what was added against what there was before."""
    text = fold(question.text)
    before, added, rate = (bool(form.search(text)) for form in _ASKED)
    return added and rate and (before or _names_the_year_before(question, text))


def _names_the_year_before(question: Question, text: str) -> bool:
    """Whether the whole is that of the end of an earlier year: 「新增的是2022年底累计的百分之几」."""
    years = (found["zh"] or found["en"] for found in _YEAR_END.finditer(text))
    return any(year is None or int(year) < question.reported for year in years)


def stock_growth(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """What was added as a percentage of what there was before it."""
    if not asks_for_stock_growth(question) or question.of_kind("elsewhere", "beyond"):
        return None
    best: tuple[float, tuple[Found, Found]] | None = None
    for new, total in _added(found):
        if not _is_told(index, question, new, total):
            continue
        score = new.score + total.score
        if best is None or score > best[0]:
            best = score, (new, total)
    if best is None:
        return None
    new, total = best[1]
    rate = value_of(new) / (value_of(total) - value_of(new)) * 100
    return Computed("÷−", rate, UNIT.PERCENT, (new, total), is_of_parts=True)


def _added(found: Sequence[Found]) -> Iterator[tuple[Found, Found]]:
    """Each figure of what is new with that of all there are then."""
    able = [f for f in found if is_able(f)]
    by_node = {f.item.node: f for f in able}
    for f in able:
        if DGS.newInPeriod not in f.item.data.get(DGO.accumulation, ()):
            continue
        is_increase = _INCREASE in f.item.data.get(DGO.indicator, ())
        ties = DGO.differenceOf if is_increase else DGO.partOfTotal
        for total in f.item.data.get(ties, ()):
            g = by_node.get(total)  # type: ignore[call-overload]
            if g is not None and value_of(g) > value_of(f) and (is_increase or agree(f, g, DGO.indicator)):
                yield f, g


def _is_told(index: Index, question: Question, new: Found, total: Found) -> bool:
    """Whether the two tell all that a question names, but for the words that set them against each other."""
    if any(not fits(index, question, f) or names_another(index, question, f) for f in (new, total)):
        return False
    asked = [
        n for n, u in enumerate(question.units)
        if u.weight >= _TOLD and u.kind != "schema" and not u.things & question.wider
        and not u.text.isdigit() and not _SAYING.fullmatch(u.text)
    ]  # fmt: skip
    for n in asked:
        unit = question.units[n]
        best = max(new.own[n], total.own[n])
        if best < (WIDE if unit.kind in {"entity", "place"} else COVERED):
            return False
    return bool(asked)
