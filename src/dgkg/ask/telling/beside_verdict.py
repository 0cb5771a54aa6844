"""What stands beside a yes or a no: what supports it or puts the claim right, and nothing else.

Beside a figure that decides, the growth and rank of the same, and how many the set has of which it is; beside a
status what else is said of that very thing.
"""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import URIRef

from dgkg.ask.evidence.gathering import Gathered
from dgkg.ask.items.search import CHANGES, DATES, NO_COUNTS, Found
from dgkg.ask.language.claim_form import asks_more, bare_claim
from dgkg.ask.language.tokens import fold
from dgkg.ask.telling.bearing import IN_WORDS, Bearing
from dgkg.namespaces import DGO

__all__ = ["beside", "is_plain_claim"]

_MEASURED = (DGO.indicator, DGO.ofIndicator, DGO.rankedBy)
_WHOSE = (DGO.subject, DGO.refArea, DGO.rankedEntity)
_FIELDS = (DGO.industry,)
_SETS = (DGO.subject, DGO.population)


def is_plain_claim(gathered: Gathered) -> bool:
    """Whether nothing but yes or no, or how far a thing is, is asked for and told."""
    is_told = gathered.verdict is not None or gathered.claim is not None or bool(gathered.standings)
    return is_told and not asks_more(bare_claim(fold(gathered.question.text)))


def beside(bearing: Bearing, gathered: Gathered) -> list[Found]:
    """The items of a plain claim that belong to its verdict."""
    items = list(gathered.items)
    if gathered.verdict is not None:
        decisive: tuple[Found, ...] = (*gathered.verdict.by, *gathered.verdict.quoted)
    elif gathered.claim is not None:
        decisive = (gathered.claim.by, *gathered.claim.holding)
    else:
        return _of_things(gathered, items)
    known = {f.key for f in decisive}
    if not all(f.is_number for f in decisive):
        # A list or a relation is told by its passage.
        pages = {f.page for f in decisive}
        return [f for f in items if f.key in known or f.page in pages or bearing.is_operand(f)]
    return [
        f for f in items
        if f.key in known or bearing.is_operand(f) or any(_belongs(f, by) for by in decisive)
        or _says_as_much(bearing, f, decisive)
    ]  # fmt: skip


def _belongs(f: Found, by: Found) -> bool:
    """Whether a figure, or a rank, is of the quantity of another, or counts the set that the other is of."""
    if not f.is_number:
        return False
    is_same = bool(_values(f, _MEASURED) & _values(by, _MEASURED))
    is_level = f.item.figure is not None and not _values(f, (DGO.indicator,)) & CHANGES
    if is_same and is_level and f.page is by.page and _sort(f) == _sort(by):
        return True
    if _values(f, _WHOSE) != _values(by, _WHOSE) or _values(f, _FIELDS) != _values(by, _FIELDS):
        return False
    of_a_set = bool(_values(by, _SETS)) and _values(f, _SETS) == _values(by, _SETS)
    is_count = f.item.figure is not None and f.item.figure.unit not in NO_COUNTS
    return is_same or (of_a_set and is_count and f.page is by.page)


def _sort(f: Found) -> list[bool]:
    """Whether a figure is of a place, of a thing, or of both: those of a set and of one of it differ in that."""
    return [bool(f.item.data.get(p)) for p in _WHOSE]


def _says_as_much(bearing: Bearing, f: Found, decisive: Iterable[Found]) -> bool:
    """Whether something in words, of the same passage, tells as much of a claim as what decides it."""
    return f.item.kind in IN_WORDS and any(
        f.page is by.page and bool(bearing.parts(by)) and bearing.parts(by) <= bearing.parts(f) for by in decisive
    )


def _of_things(gathered: Gathered, items: Iterable[Found]) -> list[Found]:
    """What is said of the things themselves that a status is told of."""
    things = {s.thing for s in gathered.standings}
    by = {s.by.key for s in gathered.standings}
    asked = {t for u in gathered.question.of_kind("schema") for t in u.things}

    def is_said_of_them(f: Found) -> bool:
        if f.item.kind == "edge" and f.item.relation not in DATES | asked | {DGO.realization}:
            return False
        return f.item.node in things or not things.isdisjoint(f.item.things)

    return [f for f in items if f.key in by or is_said_of_them(f)]


def _values(f: Found, properties: Iterable[URIRef]) -> set[object]:
    return {t for p in properties for t in f.item.data.get(p, ())}
