"""What comes on each day, month or year of a period: 「平均每天受理多少件」, "how many phones a month in 2023".

Only what flows, or was counted up over a period of known length, has such an average: nobody gains a
day of what there is. The days of the period are counted, not stated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rdflib import URIRef

from dgkg.ask.items.fitting import fits, names_another
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, WIDE, Found
from dgkg.ask.language.numerals import NUMERALS
from dgkg.ask.language.question import DOUBTING, Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.computed import Computed, Span, value_of
from dgkg.ask.sums.side_figures import is_able
from dgkg.namespaces import DGO, DGS, DGU, UNIT
from dgkg.pattern import pattern

__all__ = ["asks_per_time", "per_time"]

_SPANS = {
    "day": pattern(
        r"(?:平均|均摊到?)每?一?[天日](?!均)|每[天日](?:平均|大?约|大概)|日均"
        r"|\b(?:per|a|each|every) day\b|\b(?:average|mean) daily\b|\bdaily (?:average|mean|basis)\b"
    ),
    "month": pattern(
        r"平均每?一?个?月|每个?月(?:平均|大?约|大概)|月均|\b(?:per|a|each|every) month\b"
        r"|\b(?:average|mean) monthly\b|\bmonthly (?:average|mean|basis)\b"
    ),
    "year": pattern(
        r"平均每?一?年|每年平均|年均|\b(?:per|a|each|every) year\b.*\baverage\b"
        r"|\baverage\b.*\b(?:per|a|each|every) year\b"
        r"|\b(?:average annual|annual average|yearly average)\b"
    ),
}
_UNIT_OF_TIME = pattern(r"(?:平均)?每?[天日月年].{0,2}|days?|months?|years?|daily|monthly|annual|yearly|full")
_YEARS_ZH = pattern(r"近([一二两三四五])年")
_OF_A_YEAR = pattern(r"^年(?!龄|度)|年度|\bin a year\b|\bannual\b")
_NUMBER = pattern(r"[\d.]+")
_RATES = {UNIT.PERCENT, DGU.PERCENTAGE_POINT}
_FLOWS = {DGS.flow, DGS.newInPeriod}
_MONTHS, _DAYS, _TOLD = 12, 365, 0.25


@dataclass(frozen=True, slots=True)
class _Length:
    """How long a period is, in each measure of time that it is whole in."""

    days: int
    months: int
    years: int

    def in_spans(self, span: str) -> int:
        return {"day": self.days, "month": self.months, "year": self.years}[span]


def asks_per_time(question: Question) -> str:
    """The measure of time that something is to be spread over: ``day``, ``month`` or ``year``; else nothing."""
    text = fold(question.text)
    return next((span for span, words in _SPANS.items() if words.search(text)), "")


def per_time(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """A flow, spread over the days, months or years of its period, where a question asks for that."""
    span = asks_per_time(question)
    claims = question.roles & (DOUBTING - {"status"}) and "number" not in question.roles
    if (
        not span
        or claims
        or question.roles & {"growth", "cap", "rank", "share"}
        or question.of_kind("elsewhere", "beyond")
    ):
        return None
    for f in found:
        if not (is_able(f) and _flows(f) and fits(index, question, f)):
            continue
        of_city = set(f.item.data.get(DGO.refArea, ())) & question.city
        if names_another(index, question, f) and not of_city:
            continue
        spans = _spans_in(index, f, span)
        if spans > 1 and _is_asked(question, f):
            unit = f.item.figure.unit if f.item.figure else None
            divided = Span(span, spans)
            return Computed("÷", value_of(f) / Decimal(spans), unit, (f,), is_of_parts=True, span=divided)
    return None


def _flows(f: Found) -> bool:
    """Whether a figure is of what came in over its period."""
    data = f.item.data
    unit = f.item.figure.unit if f.item.figure else None
    if unit in _RATES or set(data.get(DGO.indicator, ())) & CHANGES:
        return False
    totals = set(data.get(DGO.accumulation, ()))
    return bool(totals & _FLOWS) or DGS.cumulative in totals


def _spans_in(index: Index, f: Found, span: str) -> int:
    """How many days, months or years the period of a figure has; none where it has no two ends."""
    is_new = bool(set(f.item.data.get(DGO.accumulation, ())) & _FLOWS)
    for period in f.item.data.get(DGO.refPeriod, ()):
        if not isinstance(period, URIRef):
            continue
        if (found := _YEARS_ZH.search(index.words.label(period, "zh"))) is not None:
            # So many years, nobody says which: no days can be counted, but its years and months can.
            years = NUMERALS[found[1]]
            return {"year": years, "month": years * _MONTHS}.get(span, 0)
        if is_new and (length := _length(index.periods.get(period))) is not None:
            return length.in_spans(span)
    # 「年诉求受理量」 is of a year, whichever that was.
    names = (index.words.label(i, "zh") for i in f.item.data.get(DGO.indicator, ()) if isinstance(i, URIRef))
    of_a_year = any(_OF_A_YEAR.search(name) for name in names)
    return {"day": _DAYS, "month": _MONTHS}.get(span, 0) if of_a_year and is_new else 0


def _length(ends: tuple[date, date] | None) -> _Length | None:
    if ends is None:
        return None
    first, last = ends
    months = (last.year - first.year) * _MONTHS + last.month - first.month + 1
    return _Length((last - first).days + 1, months, months // _MONTHS)


def _is_asked(question: Question, f: Found) -> bool:
    """Whether a figure tells by itself all that a question names."""
    for n, unit in enumerate(question.units):
        if unit.weight < _TOLD or unit.kind == "schema" or unit.things & question.wider:
            continue
        if _NUMBER.fullmatch(unit.text) or _UNIT_OF_TIME.fullmatch(unit.text):
            continue
        told = f.own[n] if unit.things else f.covered[n]
        if told < (WIDE if unit.kind in {"entity", "place"} else COVERED):
            return False
    return any(u.things and f.own[n] >= COVERED for n, u in enumerate(question.units))
