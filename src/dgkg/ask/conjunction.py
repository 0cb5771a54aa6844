"""Which of several meet two conditions that figures tell: 「数字产业化过5000亿、同时软件收入过万亿的城市」.

A condition is a bound that a part of a question sets to a quantity, or that figures of a quantity
are given for a city at all (「对比里点了名、…里没点名」). What meets one and not the other is a
difference of the two sets, what meets both their intersection; a question that asks twice
(「哪些过5000亿，哪些过2000亿」) sets no two conditions.
"""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.bounds import bounds_in
from dgkg.ask.compose import NEGATION, asks_for_cities, beyond_bounds
from dgkg.ask.index import Index
from dgkg.ask.question import Question, Unit
from dgkg.ask.reading import read_question
from dgkg.ask.search import CHANGES, Found, search
from dgkg.ask.tokens import fold
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["beyond_all", "of_both_comparisons"]

_PARTS = pattern(
    r"[、，,;；]?\s*(?:同时|并且|而且|(?<!而)且|但是?|而(?!且))|、|，"
    r"|,? (?:but|and also|and|while|yet) (?:also |with |have |had )?"
)
_ASKS = pattern(r"哪|谁|\b(?:which|what|who)\b")
_BOTH = pattern(r"都|均|两[项个]|同时|既|\bboth\b|\band also\b")
_SHORT_OF = pattern(r"\b(?:short of|have yet to reach|has yet to reach)\b")
_PAIR = 2


def beyond_all(index: Index, question: Question) -> list[Found]:
    """The figures of what meets every bound, where a question sets one to each of two quantities; else none."""
    text = _SHORT_OF.sub("not over", fold(question.text))
    parts = [part for part in _PARTS.split(text) if part.strip()]
    if sum(bool(bounds_in(part)) for part in parts) < _PAIR or len(_ASKS.findall(text)) != 1:
        return []
    sets: list[list[Found]] = []
    for part in parts:
        if not bounds_in(part):
            continue
        clause = read_question(index, f"which {part}" if question.lang == "en" else f"哪些{part}", question.lang)
        sets.append(beyond_bounds(clause, search(index, clause)))
    quantities = {frozenset(f.item.data.get(DGO.indicator, ())) for figures in sets for f in figures}
    if not all(sets) or len(quantities) < _PAIR:
        return []
    common = frozenset.intersection(*(frozenset(t for f in figures for t in _whose(f)) for figures in sets))
    return [f for figures in sets for f in figures if common & _whose(f)]


def of_both_comparisons(question: Question, found: Sequence[Found]) -> list[Found]:
    """The figures of the cities that two quantities are compared by, or by one and not by the other; else none."""
    text = fold(question.text)
    if not asks_for_cities(text) or bounds_in(text):
        return []
    measured = [u for u in question.units if u.kind == "concept" and _figures_by(question, found, u)]
    if len(measured) != _PAIR:
        return []
    denied = _denied(text, measured)
    if not denied and not _BOTH.search(text):
        return []
    given = [_figures_by(question, found, u) for u in measured if u not in denied]
    others = {t for u in denied for f in _figures_by(question, found, u) for t in _whose(f)}
    common = frozenset.intersection(*(frozenset(t for f in figures for t in _whose(f)) for figures in given)) - others
    return [f for figures in given for f in figures if common & _whose(f)]


def _denied(text: str, units: Sequence[Unit]) -> list[Unit]:
    """What a question wants something not to be found in: what stands in the part of it that negates."""
    for part in _PARTS.split(text):
        if NEGATION.search(part):
            named = [u for u in units if u.text in part]
            if len(named) == 1:
                return named
    return []


def _figures_by(question: Question, found: Sequence[Found], unit: Unit) -> list[Found]:
    """The levels of a quantity, or of a field as a whole, that are given for other cities."""
    return [
        f for f in found
        if f.item.figure is not None and not set(f.item.data.get(DGO.indicator, ())) & CHANGES
        and f.item.data.get(DGO.refArea) and not _whose(f) & (question.city | question.wider)
        and unit.things & {*f.item.data.get(DGO.indicator, ()), *f.item.data.get(DGO.industry, ())}
    ]  # fmt: skip


def _whose(f: Found) -> frozenset[URIRef]:
    """Of what a figure is."""
    return frozenset(t for p in (DGO.subject, DGO.refArea) for t in f.item.data.get(p, ()) if isinstance(t, URIRef))
