"""A claim that is stated of something else: all else of it is said, and in the place of what it names another stands.

「算力谷以南城和凤岗为核心」 is said of 滨海湾 and 松山湖. That the source says it of others is no proof, so there is
no "no": it is told that the source does not say so, and what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rdflib import URIRef

from dgkg.ask.claims.borne_out import AMONG, Claimed, Told
from dgkg.ask.claims.claimed_relations import MEMBERS
from dgkg.ask.claims.verdict import Verdict
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import Found, search
from dgkg.ask.language.question import HEAVY, TELLING, Question, Unit
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO, RDF, SKOS
from dgkg.pattern import pattern

__all__ = ["said_of_others"]

_STATED = {"statement", "activity", "intention", "measure", "edge", "membership", "recognition"}
_APART = {RDF.type, DGO.realization, DGO.enumeration, DGO.mentions, DGO.indicator, DGO.role}
# What may stand in one another's place: who does things together may be a firm or a platform.
_WHO = (DGO.Organization, DGO.DigitalPlatform)
_KIN = ((DGO.Place,), _WHO)
_OF_SEVERAL = pattern(
    r"\bchapters?\b|\bsections?\b|\bparts? of\b|\bboth\b|章|小节|第[一二三四五六七八九十\d]+节|部分|既|同时"
)
_BODY = pattern(r"(?:银行|公司|集团|大学|学院|研究院|研究所|交易所|协会|[局厅委社网])$")
# What a body is named after, with which something is done.
_WITH = r"[给与跟和由同向被]"
_FIRMS = pattern(r"企业|公司|厂商|品牌|\b(?:firms?|compan(?:y|ies)|makers?|brands?)\b")
# What leads from a list to what is on it.
_HOLDS = pattern(r"包括|包含|[里中]也?有|\bincludes?\b|\bincluding\b|\bnamed?\b")
_FIELD = r"(?:(?<=行业)|(?<=领域)|(?<=产业)|(?:[、和与及][\u3400-\u9fff]{2,4}){0,3}(?:行业|领域|产业))"
_NAMED, _ENOUGH, _OWN, _EACH, _PAIR, _MOST = 0.3, 0.7, 0.2, 0.05, 2, 40


def said_of_others(index: Index, question: Question, claim: Claimed) -> Verdict | None:
    """``unsaid``, and the item that says all else of a claim; ``None`` where none does, or more may be stated."""
    if _OF_SEVERAL.search(claim.text):
        # A part of the source is no thing that it is said of, and what is said of both may stand in two passages.
        return None
    parts = _parts_of(question, claim)
    if parts is None:
        return None
    told = [(f, Told(index, f)) for f in search(index, claim.core)[:_MOST] if f.item.kind in _STATED]
    swapped = [s for f, said in told if (s := _swapped(index, claim, parts, f, said)) is not None]
    if not swapped:
        return None
    best = max(swapped, key=lambda s: s.weight)
    f, missing = best.found, best.missing
    rest = [u for u in parts.named if u not in missing]
    # What is said of both elsewhere, or by one passage, may be what is claimed.
    if any(all(s.has(u) for u in rest) and any(s.has(u) for u in missing) for _, s in told):
        return None
    both = (
        page for page in index.pages
        if all(u.things & page.things for u in rest) and any(u.things & page.things for u in missing)
    )  # fmt: skip
    if not _is_of(f, rest) and any(both):
        return None
    # 「was done with JD」: who organized it, and with whom.
    alike = (
        s.found for s in swapped
        if s.found is not f and s.weight == best.weight and f.item.kind == "edge" and s.found.item.node == f.item.node
    )  # fmt: skip
    return Verdict("unsaid", (f, *alike, *_beside(f), *_where_it_is(told, f, missing, rest)))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a claim names, its telling words, and those of them that are names or fields nothing is told of."""

    named: tuple[Unit, ...]
    words: tuple[Unit, ...]
    strange: tuple[Unit, ...]
    among: re.Match[str] | None


@dataclass(frozen=True, slots=True)
class _Swapped:
    """An item that says all of a claim but some parts, in the place of which it has others."""

    weight: float
    found: Found
    missing: tuple[Unit, ...]


def _parts_of(question: Question, claim: Claimed) -> _Parts | None:
    """The parts of a claim that is of one thing and another; ``None`` of one that is not."""
    core, among = claim.core, AMONG.search(claim.text)
    named = tuple(
        u for u in core.of_kind("entity", "place", "concept")
        if u.weight >= _NAMED and not u.things & core.wider and not u.is_quantity
    )  # fmt: skip
    words = tuple(u for u in core.units if u.kind == "word" and u.weight >= TELLING)
    strange = tuple(u for u in words if not u.is_known or _is_field(u, claim.text))
    if len(named) + len(words if among else strange) < _PAIR:
        return None
    if not among and not all(_is_called(u, question.text) or _is_field(u, claim.text) for u in strange):
        return None
    return _Parts(named, words, strange, among)


def _swapped(index: Index, claim: Claimed, parts: _Parts, f: Found, said: Told) -> _Swapped | None:
    """What an item lacks of a claim, where it has something of the same sort instead and says all the rest."""
    among, is_listed = parts.among, parts.among is not None
    missing = tuple(u for u in (*parts.named, *parts.strange) if not said.has(u))
    rest = [u for u in (*parts.named, *parts.words) if u not in missing]
    relations = _relations_said(claim.core, f)
    if (
        not missing
        or not (_is_held(index, missing, rest, listed=is_listed) or _is_placed(f, rest))
        or not (is_listed or _is_tied(index, relations, rest))
        or not _says_rest(said, rest, listed=is_listed)
        or not (among is None or _are_on_one_side(claim.text, among, missing, rest))
    ):
        return None
    # 「BYD is among the new-energy firms」 is no field.
    of_bodies = _FIRMS.search(claim.text) is not None
    rivals = [
        _rivals(index, u, f, parts.named, among=is_listed or f"+{u.text}" in claim.text, of_bodies=of_bodies)
        for u in missing
    ]
    weight = sum(u.weight for u in (*rest, *relations) if u in relations or said.has(u))
    # Whose thing it is counts before what its owner does: 「担保e贷是农商行的产品」; of a list the longest.
    weight += _OWN if _is_of(f, rest) else 0.0
    weight += _EACH * min(map(len, rivals)) if is_listed else 0.0
    return _Swapped(weight, f, missing) if all(rivals) and weight >= _ENOUGH else None


def _is_held(index: Index, missing: Sequence[Unit], rest: Sequence[Unit], *, listed: bool) -> bool:
    """Whether what is said of a claim tells which thing it is of; where bodies or places differ, a name or a list."""
    if listed or all(u.kind == "concept" for u in missing):
        return any(u.weight >= _NAMED and (listed or u.kind != "place") for u in rest)
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types

    def is_industry(unit: Unit) -> bool:
        return any(is_a(types.get(t, ()), DGO.Industry) for t in unit.things)

    # 「电信跟华为合作」 is of no one thing.
    return any(u.weight >= HEAVY and (u.kind == "entity" or (u.kind == "concept" and not is_industry(u))) for u in rest)


def _is_placed(f: Found, rest: Iterable[Unit]) -> bool:
    """Whether a relation is the place that one of some things, itself a place, is in: the park in 南城."""
    return _is_of(f, rest) and f.item.relation == DGO.locatedIn


def _is_tied(index: Index, relations: Sequence[Unit], rest: Iterable[Unit]) -> bool:
    """Whether an item says how a body that it is of has to do with others, where it is of bodies alone."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    things = [u for u in rest if u.kind == "entity"]
    are_bodies = all(any(is_a(types.get(t, ()), DGO.Organization) for t in u.things) for u in things)
    return bool(relations) or not things or not are_bodies


def _relations_said(core: Question, f: Found) -> list[Unit]:
    """The relations that a claim names and an item has: 「给…供货」."""
    own = dict(zip(core.units, f.own, strict=True))
    return [
        u for u in core.of_kind("schema")
        if own[u] and any(t.startswith(str(DGO)) and t[len(DGO)].islower() for t in u.things)
    ]  # fmt: skip


def _is_of(f: Found, units: Iterable[Unit]) -> bool:
    """Whether a relation is that of one of some things itself."""
    return f.item.kind == "edge" and any(f.item.node in u.things for u in units)


def _says_rest(said: Told, rest: Iterable[Unit], *, listed: bool) -> bool:
    """Whether an item says some parts of a claim; of what is on a list, a word that is not heavy may be another one."""
    return all(said.has(u) or (listed and u.kind == "word" and u.is_known and u.weight < HEAVY) for u in rest)


def _are_on_one_side(text: str, among: re.Match[str], missing: Iterable[Unit], rest: Sequence[Unit]) -> bool:
    """Whether what is missing is what is claimed to be on a list, or the list of one that is well told.

    What is on it stands first in 「X is among Y」, last in 「Y includes X」.
    """
    leads = not _HOLDS.search(among[0])
    sides = {(text.find(u.text) < among.start()) == leads for u in missing if u.text in text}
    is_told = len(rest) >= _PAIR or any(u.kind == "entity" for u in rest)
    return len(sides) <= 1 and (False not in sides or is_told)


def _where_it_is(
    told: Sequence[tuple[Found, Told]], f: Found, missing: Sequence[Unit], rest: Sequence[Unit]
) -> list[Found]:
    """What tells of that which the source has elsewhere: 「机器视觉质检」 is a use of 5G, and not in warehouses."""
    return [
        g for g, said in told
        if g.key != f.key and all(said.has(u) for u in missing) and any(said.has(u) for u in rest)
    ][:1]  # fmt: skip


def _beside(f: Found) -> list[Found]:
    """Who else is on a list, by the passage that says of one that it is."""
    if f.item.kind != "membership":
        return []
    lists = set(f.item.data.get(DGO.memberOf, ()))
    return [
        replace(f, item=i) for i in f.page.items
        if i.kind == "membership" and i is not f.item and lists & set(i.data.get(DGO.memberOf, ()))
    ]  # fmt: skip


def _rivals(index: Index, unit: Unit, f: Found, named: Sequence[Unit], *, among: bool, of_bodies: bool) -> set[URIRef]:
    """What of the sort of what is named stands in its place; of what nothing knows, a body, or what is on a list."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    values = {p: {t for t in ts if isinstance(t, URIRef)} for p, ts in f.item.data.items() if p not in _APART}
    if f.item.kind == "edge" and f.item.relation is not None and unit.kind != "concept":
        # A relation says nothing but itself: the bank of a loan, and not what else the loan has to do with.
        values = {p: ts for p, ts in values.items() if p == f.item.relation}
    asked = {t for u in named for t in u.things}
    if f.item.kind == "recognition" and asked.isdisjoint(f.item.data.get(DGO.honour, ())):
        return set()
    # Who else is on a list stands in the place of one where the list is named.
    beside = _beside(f) if asked & set(f.item.data.get(DGO.memberOf, ())) else []
    for p in MEMBERS:
        for g in beside:
            values.setdefault(p, set()).update(t for t in g.item.data.get(p, ()) if isinstance(t, URIRef))
    if not unit.things:
        lists = [ts for ts in values.values() if len(ts) >= _PAIR]
        if unit.is_known:
            fields = ({t for t in ts if is_a(types.get(t, ()), DGO.Industry)} for ts in lists)
            return next((ts for ts in fields if len(ts) >= _PAIR), set())
        listed = set().union(*lists) if among else set()
        return (listed if not of_bodies else set()) or {
            t for ts in values.values() for t in ts if any(is_a(types.get(t, ()), c) for c in _WHO)
        }
    near = asked.union(index.wider, *(index.broader.get(t, ()) for t in asked))
    roles, sorts, above = index.places_of(unit.things), _sorts(index, unit.things), _above(index, unit.things)
    is_place = is_a(sorts, DGO.Place)
    return {
        t for p, ts in values.items() for t in ts
        if (
            ((unit.kind == "concept" or p in MEMBERS) and p in roles)
            or _are_alike(index, sorts, _sorts(index, {t})) or above & _above(index, {t})
            or (is_place and _is_named_by_another(index, t, unit))
        )
        and t not in near and (asked if among else near).isdisjoint(index.broader.get(t, set()) - index.wider)
    }  # fmt: skip


def _is_named_by_another(index: Index, thing: URIRef, place: Unit) -> bool:
    """Whether a body has another place in its name than the one that is named: the exchange of 广州, and not 深圳."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    if not is_a(types.get(thing, ()), DGO.Organization):
        return False
    own = [fold(name) for name in index.lexicon.names.get(thing, ())]
    others = (
        fold(name) for t, names in index.lexicon.names.items() for name in names
        if t not in place.things | index.wider and is_a(types.get(t, ()), DGO.Place) and len(name) >= _PAIR
    )  # fmt: skip
    return not any(place.text in name for name in own) and any(other in name for other in others for name in own)


def _is_called(unit: Unit, text: str) -> bool:
    """Whether a word that nothing knows is written as a name: 「Taobao」, 「建设银行」, 「给三星供货」."""
    if not unit.text.isascii():
        return bool(_BODY.search(unit.text) or f"+{unit.text}" in text or re.search(_WITH + re.escape(unit.text), text))
    return f"{unit.text[:1].upper()}{unit.text[1:]}" in text.split(" ", 1)[-1]


def _is_field(unit: Unit, text: str) -> bool:
    """Whether a heavy word is called a field: 「医疗和教育领域」, 「玩具行业」."""
    return unit.weight >= HEAVY and re.search(rf"{re.escape(unit.text)}{_FIELD}", text) is not None


def _are_alike(index: Index, sorts: set[URIRef], others: set[URIRef]) -> bool:
    """Whether two things are of one sort: a street and a zone are places, a bank and a bureau bodies."""
    is_a = index.words.ontology.is_a
    return bool(sorts & others) or any(
        any(is_a(sorts, c) for c in kin) and any(is_a(others, c) for c in kin) for kin in _KIN
    )


def _sorts(index: Index, things: Iterable[URIRef]) -> set[URIRef]:
    return {c for t in things for c in index.words.gazetteer.types.get(t, ())} - {SKOS.Concept, DGO.Envisaged}


def _above(index: Index, things: Iterable[URIRef]) -> set[URIRef]:
    return {b for t in things for b in index.broader.get(t, ())} - index.wider
