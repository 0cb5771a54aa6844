"""All that is told of one thing, where a question asks for that: its roles, honours, ranks, places, figures, and plans.

「汇总报告对OPPO的事实性描述」 is answered by no best passage: what is told of a firm is one line in each of many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, META, Found
from dgkg.ask.language.bounds import bounds_in
from dgkg.ask.language.question import DOUBTING, HEAVY, TELLING, Question
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["portrait"]

# Beside what is shared, what is not.
_OWN = pattern(r"只|独有|不同|区别|差异|\b(?:only|unique|differ\w*|distinct)\b", re.IGNORECASE)
_LINKS = {DGO.memberOf, DGO.role, DGO.honour, DGO.inList, DGO.rankedBy, DGO.rankScope}
_MOST, _MOST_NAMED = 24, 3
_KINDS = ("membership", "recognition", "rank", "figure", "edge", "statement", "activity", "measure", "intention")


def portrait(index: Index, question: Question, found: Sequence[Found]) -> list[Found]:
    """All that passages tell of the things that a question names, facts before plans; empty where it asks otherwise."""
    named = _named(index, question) if _asks(question) else []
    if not named:
        return []
    stated = [f for f in found if f.item.kind in _KINDS and f.item.relation not in {*META, DGO.realization}]
    units = [question.units[n] for n in named]
    each = [[f for f in stated if _is_of(f, n, unit.things)] for n, unit in zip(named, units, strict=True)]
    if question.asks_shared and not _OWN.search(question.text):
        shared = set.intersection(*({_what(f, u.things) for f in mine} for mine, u in zip(each, units, strict=True)))
        each = [[f for f in mine if _what(f, u.things) in shared] for mine, u in zip(each, units, strict=True)]
    order = {page.sentence: place for place, page in enumerate(index.pages)}
    told: dict[object, Found] = {}
    for mine in each:
        mine.sort(key=lambda f: (_KINDS.index(f.item.kind), order[f.page.sentence]))
        told |= {f.key: f for f in mine[: _MOST // len(named)]}
    return list(told.values())


def _asks(question: Question) -> bool:
    """Whether everything is asked for, or what several have in common, at any time."""
    asks = question.asks_all or (question.asks_shared and not question.roles & DOUBTING)
    return bool(asks) and not (question.section or question.years or bounds_in(question.text))


def _named(index: Index, question: Question) -> list[int]:
    """The things that a question names, by number; none where it asks of anything else besides."""
    words = question.asks_all
    named = [n for n, u in enumerate(question.units) if u.kind in {"entity", "place"} and not u.things & index.wider]
    others = [
        u for n, u in enumerate(question.units)
        if n not in named and u.kind != "schema" and u.weight >= TELLING
        and not (words and (u.text in words or words in u.text))
    ]  # fmt: skip
    if len(named) > _MOST_NAMED or others or question.of_kind("beyond", "elsewhere"):
        return []
    single = all(question.units[n].weight >= HEAVY and len(question.units[n].things) == 1 for n in named)
    return named if single else []


def _what(f: Found, things: frozenset[URIRef]) -> frozenset[object]:
    """What an item states of some things, whichever they are: a role in a group, an honour, a place."""
    if f.item.kind in {"statement", "activity", "intention", "figure"}:
        return frozenset({f.key})
    relations = [f.item.relation] if f.item.relation else [p for p in f.item.data if p in _LINKS]
    return frozenset((p, value) for p in relations for value in f.item.data[p] if value not in things)


def _is_of(f: Found, n: int, things: frozenset[URIRef]) -> bool:
    """Whether an item itself states something of a thing, or is a figure of what is the thing's own."""
    item = f.item
    if item.figure is not None:
        return f.own[n] >= COVERED
    ends: set[object] = {item.node}
    for relation, values in item.data.items():
        if item.relation in {None, relation}:
            ends |= set(values)
    return not things.isdisjoint(ends)
