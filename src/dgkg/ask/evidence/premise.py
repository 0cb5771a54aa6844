"""Questions that take for granted what the source says otherwise: a thing put in the wrong place, or on the wrong list.

They are answered by what it does say of the thing, or of the list, and by a sentence that says
that this is not what was asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rdflib import URIRef

from dgkg.ask.evidence.choice import choose
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found, search
from dgkg.ask.language.question import HEAVY, Question, Unit
from dgkg.namespaces import DGO

__all__ = ["Otherwise", "otherwise"]

_MOST, _NAMED = 12, 2
_LISTED = {"membership", "recognition", "rank"}


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What the source says instead of a part of a question, and where it places it."""

    denied: Unit
    chosen: tuple[Found, ...]
    places: tuple[URIRef, ...] = ()


def otherwise(index: Index, question: Question) -> Otherwise | None:
    """What is said instead of what a question takes for granted; ``None`` where nothing is."""
    if question.of_kind("beyond", "elsewhere") or question.years - {index.year}:
        return None
    return _in_another_place(index, question) or _of_others(index, question) or _of_strangers(index, question)


def _in_another_place(index: Index, question: Question) -> Otherwise | None:
    """A thing that is named, of which what is asked is said, but in another place."""
    named = [u for u in question.of_kind("entity") if u.weight >= HEAVY]
    if len(question.places) != 1 or not named or question.roles & {"compare", "difference"}:
        return None
    denied = question.places[0]
    chosen = _without(index, question, denied)
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    asked = {t for u in named for t in u.things}
    on_it = [f for f in chosen if not asked.isdisjoint(f.item.wide)]
    places = {
        t for f in on_it for t in f.item.wide
        if t in types and is_a(types[t], DGO.Place) and t not in index.wider and t not in denied.things | asked
    }  # fmt: skip
    within = {p for p in places if not denied.things.isdisjoint(index.broader.get(p, ()))}
    if not on_it or not places or within or any(denied.things & f.item.wide for f in on_it):
        return None
    return Otherwise(denied, tuple(chosen[:_MOST]), tuple(sorted(places)))


def _of_others(index: Index, question: Question) -> Otherwise | None:
    """A list or a role that is named, of which the body that is named is not said to be part, but others are."""
    # What is put as a statement is doubted by being put to us.
    if question.numbers or ("yesno" not in question.roles and question.roles - {"date"}):
        return None
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types

    def is_body(unit: Unit) -> bool:
        return any(is_a(types.get(t, ()), DGO.Organization) for t in unit.things)

    bodies = [u for u in question.of_kind("entity") if is_body(u)]
    rest = [u for u in question.units if u not in bodies and u.kind in {"entity", "concept"} and u.weight >= HEAVY]
    if "yesno" not in question.roles:
        rest = [u for u in rest if u.kind == "entity"]
        if not rest:
            return None
    if len(bodies) != 1 or (not rest and len(question.units) < _NAMED):
        return None
    chosen = _without(index, question, bodies[0])
    listed = [f for f in chosen if f.item.kind in _LISTED and f.item.things.isdisjoint(bodies[0].things)]
    # What lists the body is on, by the same passages.
    pages, known = {f.page for f in chosen}, {f.key for f in chosen}
    own = [
        f for f in search(index, question)
        if f.page in pages and f.item.kind in _LISTED and f.key not in known
        and not bodies[0].things.isdisjoint(f.item.things)
    ]  # fmt: skip
    return Otherwise(bodies[0], tuple([*own, *chosen][:_MOST])) if listed else None


def _of_strangers(index: Index, question: Question) -> Otherwise | None:
    """A relation of a thing that is named, with names that the source does not have: what it says instead."""
    if "yesno" not in question.roles or question.numbers:
        return None
    strangers = question.strangers
    relations = [
        n for n, u in enumerate(question.units)
        if (u.kind == "schema" and any(t.startswith(str(DGO)) and t[len(DGO)].islower() for t in u.things))
        or (u.kind == "concept" and u.weight >= HEAVY)
    ]  # fmt: skip
    things = [n for n, u in enumerate(question.units) if u.kind == "entity" and u.weight >= HEAVY]
    if not strangers or not relations or not things:
        return None
    said = [
        f for f in search(index, question)
        if any(f.own[n] >= 1 for n in relations) and all(f.own[n] >= 1 for n in things) and not f.is_number
    ]  # fmt: skip
    if not said:
        return None
    pages = {f.page for f in said}
    known = {f.key for f in said}
    # What else it is said to have to do with: whom it does supply.
    said += [
        f for f in search(index, question)
        if f.page in pages and f.item.kind == "edge" and f.key not in known and all(f.own[n] >= 1 for n in things)
    ]  # fmt: skip
    denied = replace(strangers[0], text=", ".join(u.text.title() for u in strangers))
    return Otherwise(denied, tuple(said[:_MOST]))


def _without(index: Index, question: Question, denied: Unit) -> Sequence[Found]:
    """What answers a question but for one part of it, that part being found nowhere in it."""
    units = tuple(u for u in question.units if u is not denied)
    left = replace(question, units=units, roles=question.roles - {"yesno", "date"})
    if not left.units:
        return []
    found = search(index, left)
    chosen = choose(index, left, found)
    telling = [n for n, u in enumerate(left.units) if u.weight >= HEAVY]
    if not chosen or any(max(f.covered[n] for f in chosen) < COVERED for n in telling):
        return []
    return chosen
