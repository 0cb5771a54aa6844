"""Whether a relation that a claim states is stated: a place, a list, a role, a date of issue.

「OPPO 的算力中心在松山湖吧」 is decided by where the source puts that very centre. What is not on a
list is told by who is: that the source names others is no proof that somebody is not one of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rdflib import URIRef

from dgkg.ask.items.index import Index, years_in
from dgkg.ask.items.search import COVERED, DATES, Found, search
from dgkg.ask.language.question import TELLING, Question, Unit
from dgkg.namespaces import DGO, DGS
from dgkg.pattern import pattern

__all__ = ["MEMBERS", "related"]

MEMBERS = (DGO.member, DGO.recipient, DGO.rankedEntity)
"""What ties a membership, an honour or a rank to the one that has it."""

# What claims of all, of one alone, of most, or of a place in a ranking is decided by no single statement.
_OF_ALL = pattern(
    r"全部|所有|唯一|大部分|多数|最|第|首|只有|仅"
    r"|\b(?:all|every|only|sole|most|majority|first|largest|biggest|highest|fastest|best|top(?:s|ped)?|leading|other)\b"
)
_JOINT = r"(?:和|与|跟|及|以及|、|,|\band\b|, and\b)"
_BOTH = pattern(r"都|\bboth\b")
_LISTED = {"membership", "recognition", "rank"}
_AMONG = pattern(
    r"是|属于|入选|入围|跻身|上榜|之一|列入|位列"
    r"|\b(?:among|one of|part of|included|belongs?|made|selected|named)\b"
    r"|\b(?:is|are) an?\b|^(?:is|are|was|were)\b"
)
_IN = pattern(r"在|位于|设于|落户|坐落|\b(?:in|at|located)\b")
_REAL = {DGS.done, DGS.inService, DGS.issued}
_SAID, _HELD, _PAIR, _MOST, _LESS = 0.3, 0.15, 2, 8, 0.1
_MONTH = pattern(r"(?<!\d)(1[0-2]|[1-9])月")


def related(index: Index, core: Question, text: str) -> tuple[str, tuple[Found, ...]] | None:
    """``yes``, ``no``, ``unnamed`` or ``elsewhere``, and what states it; ``None`` where nothing decides a claim."""
    several = len(core.of_kind("entity")) >= _PAIR
    if (
        _OF_ALL.search(text)
        or (_BOTH.search(text) and not several)
        or core.of_kind("beyond", "elsewhere")
        or any(not u.is_known for u in _heavy(core))
    ):
        return None
    named = "".join(u.text for u in core.of_kind("entity"))
    if core.years - years_in(named):
        return _of_date(index, core, text)
    found = search(index, core)
    if said := [f for f in found if _states(core, f)]:
        return "yes", (said[0],)
    if (each := _of_each(core, text, found)) is not None:
        return "yes", each
    return (
        _in_another_place(index, core, text, found)
        or _of_others(index, core, text, found)
        or _placed_elsewhere(index, core, found)
    )


def _heavy(core: Question) -> list[Unit]:
    """The parts of a claim that what decides it has to tell of."""
    least = {"entity": 0.0, "place": 0.0, "concept": _SAID, "schema": _HELD, "word": TELLING}
    return [u for u in core.units if u.weight >= least.get(u.kind, 0.0) and not u.things & core.wider]


def _states(core: Question, f: Found, *but: Unit) -> bool:
    """Whether something stated as real is of all that a claim names, ``but`` some parts of it."""
    is_place = f.item.kind == "rank" and DGO.inList not in f.item.data
    if f.item.kind not in {*_LISTED, "edge"} or is_place:
        # Which place something has is claimed in other words.
        return False
    status = f.page.graph.first(f.item.node, DGO.realization)
    named = [u for u in _heavy(core) if u not in but]
    own = dict(zip(core.units, f.own, strict=True))
    things = [u for u in named if u.kind in {"entity", "place", "concept"}]
    return (
        (status is None or status in _REAL)
        and len(things) >= (1 if but else _PAIR)
        and all(own[u] >= (1 if u.kind in {"entity", "place"} else COVERED) for u in named)
    )


def _of_each(core: Question, text: str, found: Sequence[Found]) -> tuple[Found, ...] | None:
    """Where several things are named side by side: what says the same of each of them."""
    bodies = [u for u in core.of_kind("entity") if len(u.things) == 1]
    joined = rf"\s*{_JOINT}\s*".join(re.escape(u.text) for u in bodies)
    if len(bodies) < _PAIR or len(bodies) == len(_heavy(core)) or not re.search(joined, text):
        return None
    said = []
    for body in bodies:
        others = tuple(u for u in bodies if u is not body)
        mine = [f for f in found if _states(core, f, *others)]
        if not mine:
            return None
        said.append(mine[0])
    return tuple(said) if len({(f.item.kind, f.item.relation) for f in said}) == 1 else None


def _in_another_place(
    index: Index, core: Question, text: str, found: Sequence[Found]
) -> tuple[str, tuple[Found, ...]] | None:
    """A thing, no body that may be in several places, that is stated to be in another one."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    heavy = _heavy(core)
    places = [u for u in heavy if u.kind == "place"]
    things = [u for u in heavy if u.kind == "entity"]
    if not _IN.search(text) or len(places) != 1 or len(things) != 1 or len(heavy) != _PAIR:
        return None
    asked = places[0].things
    if any(is_a(types.get(t, ()), DGO.Organization) for t in things[0].things):
        return None
    where, places_stated = _located(things[0], found)
    stated = places_stated - index.wider
    near = stated | {above for t in stated for above in index.broader.get(t, ())}
    within = any(stated & index.broader.get(t, set()) for t in asked)
    if not stated or near & asked or within:
        return None
    return "no", tuple(f for f in where if stated & set(f.item.data.get(DGO.locatedIn, ())))[:1]


def _located(thing: Unit, found: Sequence[Found]) -> tuple[list[Found], set[URIRef]]:
    """What states as real where a thing is, and the places."""
    where = [
        f for f in found
        if f.item.relation == DGO.locatedIn and f.item.node in thing.things
        and f.page.graph.first(f.item.node, DGO.realization) in {None, *_REAL}
    ]  # fmt: skip
    return where, {t for f in where for t in f.item.data.get(DGO.locatedIn, ()) if isinstance(t, URIRef)}


def _placed_elsewhere(index: Index, core: Question, found: Sequence[Found]) -> tuple[str, tuple[Found, ...]] | None:
    """Where a body is stated to be, of which nothing but another place is claimed: it may be in several."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    heavy = _heavy(core)
    places = [u for u in heavy if u.kind == "place"]
    bodies = [
        u for u in heavy if u.kind == "entity" and any(is_a(types.get(t, ()), DGO.Organization) for t in u.things)
    ]
    if len(places) != 1 or len(bodies) != 1 or len(heavy) != _PAIR or len(core.units) != _PAIR:
        return None
    where, stated = _located(bodies[0], found)
    near = stated | {above for t in stated for above in index.broader.get(t, ())}
    return ("elsewhere", tuple(where[:_MOST])) if where and not near & places[0].things else None


def _of_others(index: Index, core: Question, text: str, found: Sequence[Found]) -> tuple[str, tuple[Found, ...]] | None:
    """A list, an honour or a role of which others are stated, and the one that is named is not."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    heavy = _heavy(core)
    bodies = [
        u for u in heavy
        if u.kind in {"entity", "place"} and any(is_a(types.get(t, ()), c) for t in u.things for c in _WHO)
    ]  # fmt: skip
    rest = [u for u in heavy if u.kind in {"entity", "concept"} and u not in bodies]
    if len(bodies) != 1 or not rest or not _AMONG.search(text):
        return None
    if any(_states(core, f) or (f.item.kind in _LISTED and _has_both(core, f, bodies[0], rest)) for f in found):
        return None
    listed = [
        f for f in found
        if f.item.kind in _LISTED and _states(core, f, bodies[0]) and not _holders(f) & bodies[0].things
    ]  # fmt: skip
    most = max((sum(f.own) for f in listed), default=0.0)
    listed = [f for f in listed if sum(f.own) > most - _LESS]
    return ("unnamed", tuple(listed[:_MOST])) if listed else None


_WHO = (DGO.Organization, DGO.AdministrativeDivision, DGO.Place)


def _has_both(core: Question, f: Found, body: Unit, rest: Sequence[Unit]) -> bool:
    own = dict(zip(core.units, f.own, strict=True))
    return own[body] > 0 and any(own[u] >= COVERED for u in rest)


def _holders(f: Found) -> set[object]:
    return {t for p in MEMBERS for t in f.item.data.get(p, ())}


def _of_date(index: Index, core: Question, text: str) -> tuple[str, tuple[Found, ...]] | None:
    """Whether something came about in the year, and the month, that is claimed."""
    relations = {t for u in core.of_kind("schema") for t in u.things} & DATES
    named = {t for u in core.of_kind("entity") for t in u.things}
    if not relations or len(core.of_kind("entity")) != 1:
        return None
    undated = replace(core, years=frozenset())
    dated = [
        (f, str(date)) for f in search(index, undated) if f.item.node in named
        for p in relations for date in f.item.data.get(p, ())
        if f.item.relation == p or f.item.relation is None
    ]  # fmt: skip
    dated = [(f, date) for f, date in dated if re.match(r"\d{4}", date)]
    if not dated:
        return None
    month = _MONTH.search(text)

    def fits(date: str) -> bool | None:
        if int(date[:4]) not in core.years:
            return False
        if month is None:
            return True
        return int(date[5:7]) == int(month[1]) if len(date) > len("2023-") else None

    told = {fits(date) for _, date in dated}
    if len(told) != 1 or (is_so := told.pop()) is None:
        return None
    return "yes" if is_so else "no", (dated[0][0],)
