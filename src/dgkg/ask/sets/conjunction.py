"""Which of several meet two conditions that figures tell: 「数字产业化过5000亿、同时软件收入过万亿的城市」.

A condition is a bound that a part of a question sets to a quantity, or that figures of a quantity
are given for a city at all (「对比里点了名、…里没点名」). What meets one and not the other is a
difference of the two sets, what meets both their intersection; a question that asks twice
(「哪些过5000亿，哪些过2000亿」) sets no two conditions.
"""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, Found, search
from dgkg.ask.language.bounds import bounds_in
from dgkg.ask.language.question import Question, Unit
from dgkg.ask.language.tokens import fold
from dgkg.ask.reading.reading import read_question
from dgkg.ask.sets.compose import NEGATION, asks_for_cities, beyond_bounds
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["beyond_all", "of_both_comparisons"]

_PARTS = pattern(
    r"[、，,;；]?\s*(?:同时|并且|而且|(?<!而)且|但是?|而(?!且))|[里中](?:面|头)?[、，,]|、|，|(?<!\d),"
    r"|,? (?:but|and also|and|while|yet|though) (?:also |with |have |had )?|, "
)
_ASKS = pattern(r"哪|谁|\b(?:which|what|who)\b")
_BOTH = pattern(r"都|均|两[项个]|同时|既|\bboth\b|\band also\b")
_SHORT_OF = pattern(r"\b(?:short of|have yet to reach|has yet to reach)\b")
# That a comparison names something at all: 「软件收入也被点名的」.
_NAMED = pattern(r"点(?:到|了)?名|提到|列[入进出]|出现|\b(?:named|mentioned|listed|appears?|included|compared)\b")
_DIFFERENCE = pattern(r"相比.*?(?:(?P<less>[少缺]了?|没有)|多[了出]?)")
_PAIR = 2


def beyond_all(index: Index, question: Question) -> list[Found]:
    """The figures of what meets every condition, where a question sets one to each of two quantities; else none."""
    text = _SHORT_OF.sub("not over", fold(question.text))
    parts = [part for part in _PARTS.split(text) if part.strip()]
    if not any(bounds_in(part) for part in parts) or len(_ASKS.findall(text)) > 1:
        return []
    sets: list[list[Found]] = []
    others: set[URIRef] = set()
    subject = ""
    for part in parts:
        clause = _clause(index, question, part)
        if not bounds_in(part):
            named = _compared_by(index, question, clause) if _NAMED.search(part) else []
            if named and NEGATION.search(part):
                others |= {t for f in named for t in _whose(f)}
            elif named:
                sets.append(named)
        else:
            if not any(u.kind == "concept" for u in clause.units):
                # 「超2000亿但没到5000亿」: of the same quantity.
                clause = _clause(index, question, f"{subject} {part}")
            subject = " ".join(u.text for u in clause.of_kind("concept"))
            sets.append(beyond_bounds(clause, search(index, clause), is_one_of_several=True))
    quantities = [frozenset(t for f in figures for t in f.item.data.get(DGO.indicator, ())) for figures in sets]
    if not all(sets) or len(set(quantities)) + bool(others) < _PAIR:
        return []
    whose = [frozenset(t for f in figures for t in _whose(f)) for figures in sets]
    if difference := _DIFFERENCE.search(text):
        # 「A跟B相比，少了哪几个」: what is in the second and not in the first, or the other way round.
        meant = whose[1] - whose[0] if difference["less"] else whose[0] - whose[1]
        # What is missing, then what it is missing from.
        rest = sets[0] if difference["less"] else sets[1]
        return [f for figures in sets for f in figures if meant & _whose(f)] + list(rest)
    meant = frozenset.intersection(*whose) - others
    told = {f.key: f for figures in sets for f in figures if meant & _whose(f)}
    return list(told.values())


def _clause(index: Index, question: Question, part: str) -> Question:
    """A part of a question as one of its own, which asks for what the whole asks for."""
    whose = (" cities", "城市") if asks_for_cities(fold(question.text)) and not asks_for_cities(part) else ("", "")
    asking = f"which{whose[0]} {part}" if question.lang == "en" else f"哪些{whose[1]}{part}"
    return read_question(index, asking, question.lang)


def _compared_by(index: Index, question: Question, clause: Question) -> list[Found]:
    """The figures of the first quantity of a part of a question by which cities are compared."""
    found = search(index, clause)
    each = (_figures_by(question, found, unit) for unit in clause.of_kind("concept"))
    return next((figures for figures in each if len(figures) > 1), [])


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
