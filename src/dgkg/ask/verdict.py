"""Whether something is so, where what is stated decides it: yes, no, or left open.

A figure decides a question only if it is of all that the question names; a status only if it is
that of the thing asked about. 「超4.5万件」 says that there are more than 40,000, and leaves open
whether there are more than 50,000.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rdflib import URIRef

from dgkg.ask.bounds import Bound, bounds_in
from dgkg.ask.question import TELLING, Question
from dgkg.ask.search import COVERED, Found
from dgkg.namespaces import DGO, DGU, RDF, UNIT

__all__ = ["decided", "status_of"]

# Places, and what is worked out, are told otherwise.
_RANK = re.compile(
    r"第[一二三四五六七八九十\d]|\b(?:first|top|no\.|number one)\b|排名|加起来|合计|总和"
    r"|\badd(?:s|ed)? up\b|\bsums? to\b"
)
_RATE = re.compile(r"%|％|百分|percent|per cent|成")
_AMOUNT = re.compile(r"[元亿万¥$]|yuan|cny|rmb|usd|dollar|billion|million|trillion|bn\b")
_MONEY = {UNIT.CCY_CNY, UNIT.CCY_USD}
_RATES = {UNIT.PERCENT, DGU.PERCENTAGE_POINT}
_UP_TO = re.compile(r"\bup to\b|\bat most\b|\bmaximum\b|最高|最多|最长|上限|封顶")
# 「只突破2000亿」 claims that there is no more.
_NO_MORE = re.compile(r"[只仅](?!有)|\b(?:only|merely|just)\b")
_COUNTER = re.compile(r"[\d一二三四五六七八九十百千万亿]([家场个条项件次宗户台人座份])(?!百分)")
_TERM = re.compile(r"(?<!\d)\d{1,2} ?(?:年(?!\d)|years?\b)")
_OPPOSITE = {"above": "below", "below": "above"}


def decided(question: Question, chosen: Iterable[Found]) -> tuple[str, Found] | None:
    """Whether a number that a question names is right: ``yes``, ``no`` or ``open``, and by which figure."""
    if not question.numbers or "yesno" not in question.roles or question.roles & {"rank", "sum", "average", "share"}:
        return None
    if _RANK.search(question.text.lower()):
        return None
    figures = [f for f in chosen if f.item.kind == "figure" and _is_of_all(question, f)]
    figures = [f for f in figures if _is_of_kind(question, f)]
    named = {t for u in question.units if u.names_quantity for t in u.things}
    # Of another quantity than the one that is named a number decides nothing.
    figures = [f for f in figures if not named or named & _measures(f)]
    if not figures:
        return None
    if bounds := bounds_in(question.text):
        return _of_bound(question.text.lower(), bounds[0], figures)
    if said := [f for f in figures if question.numbers & f.item.numbers]:
        # 「737亿元是2023年的吗」: a number of another time is none of that year.
        return ("no", said[0]) if all(_is_of_another_time(question, f) for f in said) else None
    return "no", figures[0]


def _of_bound(text: str, bound: Bound, figures: Sequence[Found]) -> tuple[str, Found] | None:
    """Whether a bound that is claimed holds of the figures of its kind; nothing where they do not agree on it."""
    alike = [f for f in figures if f.item.figure and _is_of_unit(text, bound, f.item.figure.unit)]
    if counter := _COUNTER.search(text):
        # 「超过500场」 is told by no 7000家次.
        alike = [f for f in alike if f.item.figure and f.item.figure.text.endswith(counter[1])]
    caps = [f for f in alike if DGO.Cap in f.item.data.get(RDF.type, ())]
    if caps and _UP_TO.search(text):
        # 「up to 30 years」 claims a limit, not that the limit lies below.
        known = caps[0].item.figure
        return ("yes" if known and known.nominal == bound.value else "no"), caps[0]
    if not alike or _NO_MORE.search(text):
        return None
    verdicts = {_beyond(bound, f) for f in alike}
    return (verdicts.pop(), alike[0]) if len(verdicts) == 1 else None


def _is_of_unit(text: str, bound: Bound, unit: URIRef | None) -> bool:
    """Whether a figure is money where money is claimed, a rate where a rate is, a time where a time is."""
    if bound.is_money != (unit in _MONEY) and (bound.is_money or (unit in _MONEY and not _AMOUNT.search(text))):
        return False
    return bound.is_rate == (unit in _RATES) and bool(_TERM.search(text)) == (unit == UNIT.YR)


def _is_of_another_time(question: Question, f: Found) -> bool:
    """Whether a figure is of a period that is not told by any year that a question names."""
    return bool(question.years and f.item.data.get(DGO.refPeriod)) and not f.item.years & question.years


def _measures(f: Found) -> set[object]:
    return {t for p in (DGO.indicator, DGO.ofIndicator, DGO.industry, DGO.population) for t in f.item.data.get(p, ())}


def _is_of_kind(question: Question, f: Found) -> bool:
    """Whether a figure is a rate where one is named, money only where money is."""
    unit = f.item.figure.unit if f.item.figure else None
    if unit in _MONEY and not _AMOUNT.search(question.text.lower()):
        return False
    return (unit in _RATES) == bool(_RATE.search(question.text))


def status_of(question: Question, chosen: Sequence[Found]) -> tuple[URIRef, Found] | None:
    """The status of what is asked about, where it has one of its own, and where that is stated."""
    asked = [t for u in question.of_kind("entity", "place") for t in u.things]
    for f in chosen:
        for subject in _subjects(question, f, asked):
            status = f.page.graph.first(subject, DGO.realization)
            if isinstance(status, URIRef):
                return status, f
    return None


def _subjects(question: Question, f: Found, asked: Sequence[URIRef]) -> Iterator[URIRef]:
    """What a status may be told of: what is named, what led to it, or a statement that is of all that is asked."""
    yield from (t for t in asked if t in f.item.things)
    results = set(f.item.data.get(DGO.result, ()))
    if f.item.node in asked or not results.isdisjoint(asked) or (not asked and _is_of_all(question, f)):
        yield f.item.node


def _beyond(bound: Bound, f: Found) -> str:
    figure = f.item.figure
    assert figure is not None
    if bound.admits(figure):
        return "yes"
    beyond = replace(bound, side=_OPPOSITE[bound.side])
    return "no" if beyond.admits(figure) else "open"


def _is_of_all(question: Question, f: Found) -> bool:
    """Whether an item itself tells of every part of a question that weighs anything."""
    if len(f.own) != len(question.units):
        # It answers a question within this one.
        return False
    told = [
        c if u.kind != "word" else around
        for u, c, around in zip(question.units, f.own, f.covered, strict=True)
        if u.weight >= TELLING and u.kind != "schema" and not u.text.isdecimal()
    ]
    return bool(told) and min(told) >= COVERED
