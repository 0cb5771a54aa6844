"""How far each part of a question is covered by every page and every item, part by part and kept for the next search.

The parts of one question are searched for again and again, in other company, and those of another often are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import URIRef

from dgkg.ask.items.gain import Asked, Traits, gain, traits_of
from dgkg.ask.items.holders import Holders
from dgkg.ask.items.memo import Memo
from dgkg.ask.language.question import Unit

if TYPE_CHECKING:
    from dgkg.ask.items.index import Item, Page

__all__ = ["WIDE", "Column", "Columns", "covers"]

_PAGE, _HEADING, _WORDS, WIDE = 0.6, 0.45, 0.9, 0.75
_KEPT, _KEPT_COUNTS = 512, 4096
_Words = tuple[tuple[frozenset[str], float], ...]


def covers(unit: Unit, things: frozenset[URIRef], wide: frozenset[URIRef], words: frozenset[str]) -> float:
    """How far a part of a question is covered, from 0 to 1, by things, what these belong to, and words."""
    if unit.things:
        if not unit.things.isdisjoint(things):
            return 1.0
        if not unit.things.isdisjoint(wide):
            return WIDE
        if unit.kind in {"entity", "place"}:
            return 0.0
    return _WORDS * _by_words(unit, words)


def _by_words(unit: Unit, words: frozenset[str]) -> float:
    if not unit.words or unit.kind in {"entity", "place"}:
        return 0.0
    total = sum(w for _, w in unit.words)
    share = sum(w for alternatives, w in unit.words if not alternatives.isdisjoint(words)) / total
    # The names of a thing need not all be there: its rarest half says as much.
    return min(1.0, share * 1.2) if not unit.things else share


@dataclass(frozen=True, slots=True)
class Column:
    """How far a part of a question is covered: by each item itself, and for less by what is around the items of a page.

    The items are in the order of :attr:`Columns.items`.
    """

    own: tuple[float, ...]
    around: tuple[float, ...]


class Columns:
    """Pages and their items, the items of a page by node and relation, with what was asked of all of late."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        self.items: list[Item] = []
        """All items, those of a page together."""
        self.places: list[slice] = []
        """For each page where its items are."""
        for page in pages:
            start = len(self.items)
            self.items += sorted(page.items, key=lambda item: (str(item.node), str(item.relation or "")))
            self.places.append(slice(start, len(self.items)))
        numbers: dict[Traits, int] = {}
        # Most items have the traits of some other.
        self._sorts = [numbers.setdefault(traits_of(item), len(numbers)) for item in self.items]
        self._traits = list(numbers)
        headings: dict[frozenset[str], int] = {}
        self._heading = [headings.setdefault(page.heading, len(headings)) for page in pages]
        self._headings = Holders(list(headings))
        self._of_items = Holders([item.things for item in self.items]), Holders([item.wide for item in self.items])
        self._said_by_items = Holders([item.words for item in self.items])
        self._of_pages = Holders([page.things for page in pages])
        self._said_by_pages = Holders([page.words for page in pages])
        self._columns, self._gains, self._numbers = Memo(_KEPT), Memo(_KEPT), Memo(_KEPT_COUNTS)

    def of(self, unit: Unit) -> Column:
        """How far a part of a question is covered by everything: :func:`covers`, of all at once."""
        by_name = unit.kind in {"entity", "place"}
        return self._columns.get(
            (unit.things, unit.words, by_name),
            lambda: self._column(unit.things, () if by_name else unit.words),
        )

    def gains(self, asked: Asked) -> list[float]:
        """What each item gains for being of the kind that is asked for."""
        return self._gains.get(asked, lambda: self._gained(asked))

    def _gained(self, asked: Asked) -> list[float]:
        gains = [gain(asked, traits) for traits in self._traits]
        return [gains[sort] for sort in self._sorts]

    def naming(self, things: frozenset[URIRef]) -> int:
        """How many pages name any of some things."""
        return self._numbers.get(things, lambda: len(self._of_pages.of(things)))

    def _column(self, things: frozenset[URIRef], words: _Words) -> Column:
        own, said = [0.0] * len(self.items), [0.0] * len(self.pages)
        for place, share in _shares(things, words, self._said_by_items).items():
            own[place] = _WORDS * share
        for place, share in _shares(things, words, self._said_by_pages).items():
            said[place] = _WORDS * share
        if things:
            for sets, value in zip(reversed(self._of_items), (WIDE, 1.0), strict=True):
                for place in sets.of(things):
                    own[place] = value
            for place in self._of_pages.of(things):
                said[place] = 1.0
        headings = _shares(things, words, self._headings)
        around = [
            max(_PAGE * share, _HEADING * headings.get(heading, 0.0))
            for share, heading in zip(said, self._heading, strict=True)
        ]
        return Column(tuple(own), tuple(around))


def _shares(things: frozenset[URIRef], words: _Words, texts: Holders[str]) -> dict[int, float]:
    """How much of some words, by weight, is in each of those texts that have any."""
    if not words:
        return {}
    total = sum(w for _, w in words)
    held: dict[int, list[float]] = {}
    for alternatives, weight in words:
        for place in texts.of(alternatives):
            held.setdefault(place, []).append(weight)
    shares = {place: sum(weights) / total for place, weights in held.items()}
    return shares if things else {place: min(1.0, share * 1.2) for place, share in shares.items()}
