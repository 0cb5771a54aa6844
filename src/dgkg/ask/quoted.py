"""A claim whose number the source prints of something else: 907.2亿元 as imports, where it is trade both ways.

Nothing decides such a claim, for no figure is of all that it names. The number itself is no chance,
though, where the figure shares what the claim is about: the reader is told what it is of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dgkg.ask.claimed_amounts import ClaimedAmount, amounts_claimed
from dgkg.ask.index import Index
from dgkg.ask.question import TELLING, Question
from dgkg.ask.search import Found, search, unasked
from dgkg.ask.tokens import fold
from dgkg.interval import interval_of
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["figures_quoted", "may_be_meant", "quoted_beside"]

_SAID_AS_IT_IS = {"exact", "about"}
# 「60%」 stands at many places; of a number with so many digits that is not by chance.
_TELLING_DIGITS, _MOST, _NOT_BY_CHANCE = 3, 2, 10
_DIGIT_OF_A_NAME = pattern(r"[\d一二三四五六七八九十两]")


def figures_quoted(index: Index, question: Question) -> list[Found]:
    """The figures that print the number of a claim and share what it is about; none where these are several things."""
    if "yesno" not in question.roles:
        return []
    names = [u.text for u in question.units if u.things and _DIGIT_OF_A_NAME.search(u.text)]
    amounts = [a for a in amounts_claimed(fold(question.text), names) if _is_telling(a)]
    if not amounts:
        return []
    told = [
        f for f in search(index, replace(question, years=frozenset(), section=""))
        if any(_prints(f, amount) for amount in amounts) and _shares(question, f)
    ]  # fmt: skip
    return told if 0 < len({f.item.node for f in told}) <= _MOST else []


def quoted_beside(question: Question, amount: ClaimedAmount, told: Sequence[Found]) -> list[Found]:
    """The figures that do print a number which is wrong of what is claimed, in the passages that say what is right."""
    pages, known = {f.page for f in told}, {f.key for f in told}
    found = [
        unasked(question, page, item) for page in pages for item in page.items
        if item.figure is not None and amount.side in _SAID_AS_IT_IS and amount.value >= _NOT_BY_CHANCE
    ]  # fmt: skip
    found = [f for f in found if _prints(f, amount) and f.key not in known]
    return found if len(found) <= _MOST else []


def may_be_meant(f: Found, quoted: Sequence[Found]) -> bool:
    """Whether something found is another figure of the same quantity as those that print the number, or beside them."""
    if f.item.figure is None or f.key in {q.key for q in quoted}:
        return False
    measured = {t for q in quoted for t in q.item.data.get(DGO.indicator, ())}
    return f.page in {q.page for q in quoted} or not measured.isdisjoint(f.item.data.get(DGO.indicator, ()))


def _is_telling(amount: ClaimedAmount) -> bool:
    digits = amount.value.normalize().as_tuple().digits
    return amount.side in _SAID_AS_IT_IS and amount.kind != "term" and len(digits) >= _TELLING_DIGITS


def _prints(f: Found, amount: ClaimedAmount) -> bool:
    """Whether a figure is just that number, of the same sort."""
    figure = f.item.figure
    known = interval_of(figure) if figure is not None and amount.is_measured_like(figure) else None
    return known is not None and known.nominal == amount.value


def _shares(question: Question, f: Found) -> bool:
    """Whether a figure itself tells a part of a question, the city and wider places apart."""
    parts = zip(question.units, f.own, strict=True)
    return any(u.weight >= TELLING and not u.things & question.wider and own > 0 for u, own in parts)
