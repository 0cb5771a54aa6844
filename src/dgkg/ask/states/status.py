"""Which status is stated of what a question names: done, under way, planned.

A status decides a question only if it is that of the thing asked about, or of a statement that is of all
that the question names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rdflib import URIRef

from dgkg.ask.items.search import COVERED, Found
from dgkg.ask.language.question import TELLING, Question
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["asks_for_state_too", "status_of"]

# Whether something is so yet, in a clause behind another.
_STATE = pattern(
    r"[，,；;。？?][^，,；;。？?]*(?:了吗|了没有?|没有|是否|是不是)[^，。；]*$|(?:[,;?]|\band|\bbut) (?:and |but )?"
    r"(?:is|are|was|were|has|have|did|does) (?!that|this|it |there)[^?,;]*\?*$"
)


def asks_for_state_too(question: Question) -> bool:
    """Whether a last clause asks how far a thing is: 「是它的几倍，它投用了吗」."""
    return "status" in question.roles and bool(_STATE.search(fold(question.text)))


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
