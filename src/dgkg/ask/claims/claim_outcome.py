"""Whether a claim that nothing decides is answered at all: by a figure of its sort, by its predicate.

「华为的营收超过8000亿吧」 is not answered by what else is told of 华为.
"""

from __future__ import annotations

from collections.abc import Sequence

from dgkg.ask.items.search import COVERED, Found
from dgkg.ask.language.claim_form import asks_more, bare_claim
from dgkg.ask.language.claimed_amounts import ClaimedAmount, amounts_claimed
from dgkg.ask.language.question import HEAVY, TELLING, Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.states.standing import place_in
from dgkg.namespaces import DGU, UNIT
from dgkg.pattern import pattern

__all__ = ["lacks_what_is_claimed"]

_DIGIT = pattern(r"\d")
_RATES = {UNIT.PERCENT, DGU.PERCENTAGE_POINT}
_COUNTS, _MONEY = {UNIT.NUM, UNIT.INDIV, None}, {UNIT.CCY_CNY, UNIT.CCY_USD}
_ASIDE = {"highest", "compare", "list", "who", "same", "relation", "difference", "ratio", "sum"}
_PAIR = 2


def lacks_what_is_claimed(question: Question, found: Sequence[Found], items: Sequence[Found]) -> bool:
    """Whether a plain claim, undecided, is of what nothing gathered tells of."""
    text = bare_claim(fold(question.text))
    if "yesno" not in question.roles or asks_more(text) or question.has_parts or question.roles & _ASIDE:
        return False
    return (
        _lacks_its_number(question, text, items)
        or _lacks_its_predicate(question, text, items)
        or (place_in(text) is None and _lacks_the_tie(question, found))
    )


def _lacks_its_number(question: Question, text: str, items: Sequence[Found]) -> bool:
    """A number is claimed, and no figure of that sort is told of what is named; nor is that number of anything."""
    names = [u.text for u in question.units if u.things and _DIGIT.search(u.text)]
    amounts = [a for a in amounts_claimed(text, names) if not a.is_spelled]
    if not amounts or any(question.numbers & f.item.numbers for f in items):
        return False
    named = [
        n for n, u in enumerate(question.units)
        if u.weight >= TELLING and u.kind in {"entity", "place", "concept"} and not u.things & question.wider
        and not all("/scheme/" in t for t in u.things)
    ]  # fmt: skip
    figures = [f for f in items if f.item.figure is not None and len(f.own) == len(question.units)]
    return not any(
        all(f.covered[n] >= COVERED for n in named) and any(_is_of_sort(a, f) for a in amounts) for f in figures
    )


def _is_of_sort(amount: ClaimedAmount, f: Found) -> bool:
    """Whether a figure is a rate where one is claimed, a count where things are counted, money where it may be."""
    unit = f.item.figure.unit if f.item.figure is not None else UNIT.UNITLESS
    if amount.kind == "term":
        return f.item.figure is not None and amount.is_measured_like(f.item.figure)
    if amount.kind in {"rate", "points"}:
        return unit in _RATES
    return unit in (_COUNTS if amount.counter else _COUNTS | _MONEY)


def _lacks_its_predicate(question: Question, text: str, items: Sequence[Found]) -> bool:
    """All that is claimed of one thing is said by a word that nothing knows: what else it is told of is no answer."""
    telling = [
        n for n, u in enumerate(question.units)
        if (u.weight >= TELLING or not u.is_known) and (u.text in text or u.things)
    ]  # fmt: skip
    names = [n for n in telling if question.units[n].kind in {"entity", "place"}]
    others = [n for n in telling if n not in names]
    return len(names) == 1 and len(others) == 1 and not question.units[others[0]].is_known and all(
        f.covered[others[0]] < COVERED for f in items if len(f.covered) == len(question.units)
    )  # fmt: skip


def _lacks_the_tie(question: Question, found: Sequence[Found]) -> bool:
    """Two things are claimed to have to do with each other, and no passage tells of both."""
    named = [n for n, u in enumerate(question.units) if u.kind == "entity" and u.weight >= HEAVY]
    return len(named) == _PAIR and "status" not in question.roles and not any(
        all(f.covered[n] > 0 for n in named) for f in found if len(f.covered) == len(question.units)
    )  # fmt: skip
