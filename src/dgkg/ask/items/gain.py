"""What an item gains for being of the kind that is asked for.

It depends on few things about a question and on few about an item, so that most items gain what some other does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import URIRef

from dgkg.ask.language.question import TELLING, Question
from dgkg.ask.language.source_parts import asks_for_heading
from dgkg.namespaces import DGO, DGU, ID, RDF, UNIT
from dgkg.pattern import pattern

if TYPE_CHECKING:
    from dgkg.ask.items.index import Item

__all__ = ["CHANGES", "DATES", "META", "NO_COUNTS", "Asked", "Traits", "asked_by", "gain", "traits_of"]

CHANGES = {ID[f"indicator-{n}"] for n in ("growth-rate", "growth-difference", "decline-narrowing", "increase")}
DATES = {DGO.issueDate, DGO.draftDate, DGO.date, DGO.during, DGO.coversPeriod, DGO.plannedDate}
NO_COUNTS = {UNIT.CCY_CNY, UNIT.CCY_USD, UNIT.PERCENT, DGU.PERCENTAGE_POINT}
# What says of a list or programme only where it belongs.
META = {DGO.edition, DGO.jurisdiction, DGO.programmeLevel, DGO.rankedBy, DGO.listedIn}
_SHARES = ("share", "coverage", "dependence", "rate", "percent")
_NUMERIC = {"growth", "share", "cap", "difference", "ratio", "sum", "average", "highest", "rank"}
_IS_HEADING = pattern(r"-(?:h|r\d+)$")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question says about the kind of what it asks for."""

    roles: frozenset[str]
    city: frozenset[URIRef]
    has_places: bool
    has_parts: bool
    asks_kinds: bool
    asks_headings: bool
    names_much: bool


@dataclass(frozen=True, slots=True)
class Traits:
    """What an item is, as far as a question may ask for its kind."""

    kind: str
    is_figure: bool
    is_no_count: bool
    is_number_of: bool
    is_change: bool
    is_share: bool
    is_cap: bool
    areas: frozenset[object]
    is_dated: bool
    is_realized: bool
    is_meta: bool
    is_segment: bool
    is_heading: bool
    heads_section: bool
    advises: bool


def asked_by(question: Question) -> Asked:
    """What a question says about the kind of what it asks for."""
    return Asked(
        question.roles,
        question.city,
        bool(question.places),
        question.has_parts,
        question.asks_kinds,
        asks_for_heading(question.text),
        any(u.weight > TELLING for u in question.units),
    )


def traits_of(item: Item) -> Traits:
    """What an item is, as far as a question may ask for its kind."""
    data, figure = item.data, item.figure
    indicators = set(data.get(DGO.indicator, ())) if figure is not None else set()
    return Traits(
        item.kind,
        figure is not None,
        figure is not None and figure.unit in NO_COUNTS,
        figure is not None and figure.unit == UNIT.NUM,
        bool(indicators & CHANGES),
        any(word in str(i) for i in indicators for word in _SHARES),
        figure is not None and DGO.Cap in data.get(RDF.type, ()),
        frozenset(data.get(DGO.refArea, ())) if figure is not None else frozenset(),
        item.relation in DATES or bool(data.keys() & DATES),
        DGO.realization in data,
        item.relation in META,
        item.relation == DGO.chainSegment,
        bool(_IS_HEADING.search(item.sentence)),
        item.sentence.endswith("-h"),
        DGO.Recommendation in item.wide,
    )


def gain(asked: Asked, item: Traits, *, has_number: bool = False) -> float:
    """What an item gains for being of the kind that is asked for; ``has_number``: it has a number of the question."""
    roles = asked.roles
    gain = _gain_of_figure(asked, item, has_number=has_number) if item.is_figure else 0.0
    if item.kind == "rank" and "rank" in roles:
        gain += 0.2
    if "date" in roles and item.is_dated:
        gain += 0.15
    if "state" in roles and item.is_figure and "number" not in roles:
        gain -= 0.15
    if "status" in roles and (item.kind in {"intention", "activity"} or item.is_realized):
        gain += 0.1
    if roles & {"who", "list", "where"} and "number" not in roles and not item.is_figure:
        gain += 0.05
    if item.is_meta:
        gain -= 0.1
    if roles & {"list", "who"} and "number" not in roles and item.is_figure and not roles & _NUMERIC:
        gain -= 0.08
    if asked.asks_kinds and "number" not in roles:
        # 「哪些类型的企业」 is told by what something is made of, not by how many there are.
        gain += 0.1 if item.is_segment else 0.0 if not item.is_figure else -0.2
    return gain + _gain_of_heading(asked, item) + _gain_of_wish(roles, item)


def _gain_of_heading(asked: Asked, item: Traits) -> float:
    """What a heading gains, of a section or within a paragraph, where one is asked for, or what headings state."""
    if not item.is_heading:
        return 0.0
    gain = 0.4 if asked.asks_headings else 0.0
    if "list" in asked.roles and item.heads_section and item.kind in {"statement", "intention"}:
        # Who asks for problems or advice as such asks for the headings.
        gain += 0.12 if asked.names_much else 0.4
    return gain


def _gain_of_wish(roles: frozenset[str], item: Traits) -> float:
    """What is wished or planned gains where advice is asked for, and loses where it is asked what is."""
    if "advised" in roles:
        return 0.25 if item.advises else -0.1
    if "advice" in roles and item.advises:
        return 0.06
    if item.kind != "intention" or "status" in roles:
        return 0.0
    # Who did something is not told by who is to do it.
    return -0.2 if "who" in roles else -0.06


def _gain_of_figure(asked: Asked, item: Traits, *, has_number: bool) -> float:
    roles = asked.roles
    gain = 0.12 if "number" in roles else 0.0
    if "count" in roles and not asked.has_parts and item.is_no_count:
        gain -= 0.3
    if "amount" in roles and item.is_number_of:
        gain -= 0.15
    if "growth" in roles:
        gain += 0.2 if item.is_change else 0.0
    elif item.is_change:
        gain -= 0.06
    if "share" in roles and item.is_share:
        gain += 0.15
    if "cap" in roles and item.is_cap:
        gain += 0.2
    if item.areas and item.areas.isdisjoint(asked.city) and not asked.has_places:
        gain -= 0.08
    return gain + (0.2 if has_number else 0.0)
