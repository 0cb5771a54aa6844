"""A passage as a page shows it: what it is about, its words where a copy is attached, what it states.

Words and facts know each other: a stretch of the words carries the ids of what it names, a
fact the ids of what it rests on, so that either can light up the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup
from rdflib import URIRef

from dgkg.facts import Fact, grouped, short
from dgkg.highlight import Span
from dgkg.highlight import pieces as pieces_of
from dgkg.source import Passage
from dgkg.web.markup import stated_items
from dgkg.web.view import View
from dgkg.web.wording import Piece, address_of, linked

__all__ = ["Quoted", "ShownPassage", "Stated", "show_passage", "state"]


_MOST_KEPT = 2048


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch of a passage's words; ``kind`` is ``name``, ``figure`` or empty for what lies between."""

    text: str
    kind: str = ""
    address: str | None = None
    ids: str = ""


class Stated(NamedTuple):
    """A fact with its names as links; ``ids`` is what it rests on, for lighting up the words."""

    anchor: str
    pieces: Sequence[Piece]
    status: str
    line: str
    is_intention: bool
    ids: str


@dataclass(frozen=True)
class ShownPassage:
    """A passage ready for a page; ``quote`` is empty where no copy is attached."""

    passage: Passage
    address: str | None
    gloss: str
    quote: Sequence[Quoted]
    groups: Sequence[tuple[str, Sequence[Stated]]]

    @property
    def number(self) -> int:
        """How many facts it states."""
        return sum(len(facts) for _, facts in self.groups)

    @cached_property
    def listed(self) -> Sequence[tuple[str, Markup]]:
        """The same as items of lists, written once for all the pages that show them."""
        return [(title, stated_items(facts)) for title, facts in self.groups]


def show_passage(view: View, passage: Passage) -> ShownPassage:
    """A passage with all it states, in the order of an entity's page."""
    known, key = view.shared.shown, (passage.iri, view.to.standing, passage.iri in view.kg.words.library.quotes)
    shown: ShownPassage | None = known.get(key)
    if shown is None:
        if len(known) >= _MOST_KEPT:
            known.clear()
        shown = known[key] = _show(view, passage)
    return shown


def _show(view: View, passage: Passage) -> ShownPassage:
    words = view.kg.words
    facts = view.shared.facts_of(passage.iri, view.lang)
    spans = words.highlighter.spans_of(passage.iri) if passage.iri in words.library.quotes else []
    printed = {thing for span in spans for thing in span.things}
    anchors = {id(fact): f"{passage.id}-f{n}" for n, fact in enumerate(facts, 1)}
    groups = [
        (title, [state(view, fact, anchors[id(fact)], printed) for fact in found])
        for title, found in grouped(facts, words, view.lang).items()
    ]
    figures = {fact.node: f"#{anchors[id(fact)]}" for fact in reversed(facts) if fact.kind != "edge"}
    quote = (
        [_quoted(view, text, span, figures) for text, span in pieces_of(words.library.quotes[passage.iri], spans)]
        if (passage.iri in words.library.quotes)
        else []
    )
    return ShownPassage(passage, view.thing(passage.iri), passage.gloss[view.lang], quote, groups)


def state(view: View, fact: Fact, anchor: str = "", printed: Iterable[URIRef] = ()) -> Stated:
    """A fact for a page.

    Args:
        view: the reader's.
        fact: what is stated.
        anchor: its id in the page, if it is to have one.
        printed: what the words on the same page name: only that can light up.
    """
    status, line = view.manner(fact)
    behind = [iri for iri in fact.rests_on if iri in printed] if printed else []
    pieces = linked(view, fact.text, fact.rests_on)
    return Stated(anchor, pieces, status, line, fact.kind == "intention", _ids(behind))


def _quoted(view: View, text: str, span: Span | None, figures: dict[URIRef, str]) -> Quoted:
    """A figure leads to the fact that it is in, a name to its thing."""
    if span is None:
        return Quoted(text)
    to_fact = next((figures[thing] for thing in span.things if thing in figures), None)
    named = (thing for thing in span.things if view.kg.words.gazetteer.names(thing))
    to_thing = next((address for thing in named if (address := address_of(view, thing))), None)
    address = (to_fact or to_thing) if span.kind == "figure" else (to_thing or to_fact)
    return Quoted(text, span.kind, address, _ids(span.things))


def _ids(things: Iterable[URIRef]) -> str:
    return " ".join(map(short, things))
