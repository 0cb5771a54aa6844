"""A stated rate applied to an amount that a question gives: 3 % of a loan of 20 million, held to the yearly ceiling.

「贷2000万，按最高比例一年能贴多少」: the rate is a limit in per cent of what the question gives, and what it makes is
a limit, too. Where another limit in money of the same measure is lower, that one binds, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import Found
from dgkg.ask.language.amounts import MONEY
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.backwards import is_on_what_is_named, shares_in
from dgkg.ask.sums.computed import Computed, Given, value_of
from dgkg.figure import POWERS
from dgkg.namespaces import DGO, RDF, UNIT
from dgkg.pattern import pattern

__all__ = ["rate_applied"]

_AMOUNT = pattern(
    r"(?P<before>cny|rmb|yuan|¥)? ?(?P<number>\d[\d,]*(?:\.\d+)?)[ -]?"
    r"(?P<scale>千万|百万|万|亿|million|billion|mn|bn|m(?![a-z]))?[ -]?(?P<after>元|块|yuan|cny|rmb)?"
)
_LENT = pattern(r"贷|借|合同|\b(?:loan|borrow\w*|lent|contract\w*)\b")
_ASKS = pattern(
    r"多少|几何|几万|能[补贴拿]|\bhow much\b|\bwhat\b.*\b(?:subsid\w+|amount|come to|interest)|\bwork out\b"
)
_SCALES = {"mn": 6, "m": 6, "bn": 9}
_NEAR = 12


def rate_applied(_index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """What a limit in per cent makes of the amount that a question gives, and the limit in money that it is held to."""
    text = fold(question.text)
    if "sum" in question.roles:
        # 「75万元的上限与1000万元的奖励合计多少」 gives no loan.
        return None
    caps = [f for f in found if f.item.figure is not None and DGO.Cap in f.item.data.get(RDF.type, ())]
    given = shares_in(text)
    for rate in caps:
        figure = rate.item.figure
        if figure is None or figure.unit != UNIT.PERCENT or not rate.item.data.get(DGO.ofIndicator):
            continue
        if (given and not given & rate.item.numbers) or not _ASKS.search(text):
            # At another rate than the stated one nothing is stated.
            continue
        limit = _limit_beside(rate, caps)
        amount = _amount_given(text, limit)
        limits = (rate, limit) if limit is not None else (rate,)
        if amount is not None and is_on_what_is_named(question, *limits):
            unit = UNIT.CCY_CNY if limit is None else _unit(limit)
            value = amount * value_of(rate) / 100
            return Computed("applied", value, unit, limits, is_of_parts=True, given=Given(amount, unit))
    return None


def _limit_beside(rate: Found, caps: Sequence[Found]) -> Found | None:
    """The limit in money of the same measure as a limit in per cent."""
    whose = set(rate.item.data.get(DGO.subject, ()))
    beside = (f for f in caps if f.page is rate.page and _unit(f) in MONEY)
    return next((f for f in beside if whose & set(f.item.data.get(DGO.subject, ()))), None)


def _amount_given(text: str, limit: Found | None) -> Decimal | None:
    """The one amount of money in a question that is no limit: what is lent; nothing where several may be meant."""
    amounts: dict[Decimal, bool] = {}
    for found in _AMOUNT.finditer(text):
        scale = found["scale"] or ""
        power = _SCALES.get(scale) or POWERS.get(scale, 0)
        value = Decimal(found["number"].replace(",", "")) * Decimal(10) ** power
        is_money = bool(found["before"] or found["after"] or power)
        around = text[max(found.start() - _NEAR, 0) : found.end() + _NEAR]
        if is_money and (limit is None or value != value_of(limit)):
            amounts[value] = bool(_LENT.search(around))
    lent = [value for value, is_lent in amounts.items() if is_lent] or list(amounts)
    return lent[0] if len(lent) == 1 else None


def _unit(f: Found) -> URIRef | None:
    return f.item.figure.unit if f.item.figure else None
