"""Which items account for most of a question."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from operator import itemgetter, mul

from rdflib import URIRef

from dgkg.ask.items.columns import WIDE, covers
from dgkg.ask.items.gain import CHANGES, DATES, META, NO_COUNTS, asked_by, gain, traits_of
from dgkg.ask.items.index import Index, Item, Page
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import features

__all__ = [
    "CHANGES", "COVERED", "DATES", "META", "NO_COUNTS", "WIDE", "Found", "coverage", "covers", "search", "unasked",
]  # fmt: skip

COVERED = 0.5
# What it counts, of passages that say a question alike, to have all of its words.
_WORDING = 0.15
_IN_WORDS = {"list", "who", "where", "advice", "advised", "new", "relation", "sum"}


# Not frozen only because that takes as long again, and a search makes hundreds of them.
@dataclass(slots=True, eq=False)
class Found:
    """An item with how much of a question it accounts for; never changed once it is made.

    ``own`` is what the item itself covers of each part of the question, ``covered`` also, for
    less, what its passage does; ``score`` adds what it gains for being of the kind asked for.
    """

    page: Page
    item: Item
    own: tuple[float, ...]
    covered: tuple[float, ...]
    score: float

    @property
    def key(self) -> tuple[URIRef, URIRef, URIRef | None]:
        """What tells it from all other items."""
        return self.page.sentence, self.item.node, self.item.relation

    @property
    def is_number(self) -> bool:
        """Whether it gives a figure or a rank."""
        return self.item.kind in {"figure", "rank"}


def coverage(question: Question, covered: Collection[tuple[float, ...]]) -> float:
    """What part of a question some items account for together, from 0 to 1."""
    if not covered or not question.weight:
        return 0.0
    best = (max(column) for column in zip(*covered, strict=True))
    told = sum(u.weight * c for u, c in zip(question.units, best, strict=True) if u.kind != "elsewhere")
    return float(told / question.weight)


def unasked(question: Question, page: Page, item: Item) -> Found:
    """An item that is told for what it is, not for the words of a question."""
    nothing = (0.0,) * len(question.units)
    return Found(page, item, nothing, nothing, 0.0)


def search(index: Index, question: Question) -> list[Found]:
    """All items that say anything of a question, best first.

    What a word means may be told in many passages (「探索」 in six proposals): the words of a question, rare ones
    before others, tell which of these is meant. They set the order only, and not how well an item fits.
    """
    if not question.units:
        return []
    columns, asked = index.columns, asked_by(question)
    of_units = [columns.of(unit) for unit in question.units]
    owns = list(zip(*(column.own for column in of_units), strict=True))
    weights = [0.0 if u.kind == "elsewhere" else u.weight for u in question.units]
    whole = question.weight or math.inf
    gains = columns.gains(asked)
    words = _words_of(index, question)
    within = (f"{question.section}.", f"{question.section}-")
    numbers, years, reported = question.numbers, question.years, index.year if question.years else 0
    found: list[tuple[float, Found]] = []
    arounds = zip(*(column.around for column in of_units), strict=True)
    for page, places, around in zip(columns.pages, columns.places, arounds, strict=True):
        if not any(around):
            continue
        if question.section and not page.sentence.rpartition("/")[2].startswith(within):
            continue
        wording = _WORDING * sum(weight for word, weight in words.items() if word in page.words) if words else 0.0
        beside = sum(map(mul, weights, around)) / whole
        for item, own, gained in zip(columns.items[places], owns[places], gains[places], strict=True):
            if years and not _in_time(years, reported, item, page):
                continue
            if numbers and item.figure is not None and not numbers.isdisjoint(item.numbers):
                gained = gain(asked, traits_of(item), has_number=True)  # noqa: PLW2901 - the same item, worth more
            if any(own):
                covered = tuple(map(max, own, around))
                accounted = sum(map(mul, weights, covered)) / whole + 0.15 * (sum(map(mul, weights, own)) / whole)
            else:
                # Most items are told of by their passage alone.
                covered, accounted = around, beside
            score = accounted + gained
            found.append((score + wording, Found(page, item, own, covered, score)))
    # Of one place in the order, passages and what each states stay as they are.
    found.sort(key=itemgetter(0), reverse=True)
    return [f for _, f in found]


def _words_of(index: Index, question: Question) -> dict[str, float]:
    """The words of a question that any passage has, each with its part of the weight of all; rare ones weigh more.

    What is measured or doubted, or asked of somebody, is found by what it names.
    """
    if not question.roles <= _IN_WORDS or question.of_kind("entity"):
        return {}
    rare = {word: (index.word_rarity(word) or 0.0) ** 2 for word in features(question.text)}
    whole = sum(rare.values())
    return {word: weight / whole for word, weight in rare.items() if weight}


def _in_time(years: frozenset[int], reported: int, item: Item, page: Page) -> bool:
    """Whether an item may be of the years that are asked for; what has no year is of the one reported on."""
    if not years - {reported}:
        return not (item.years and item.kind in {"figure", "rank"} and not item.years & years)
    if item.kind in {"figure", "rank"}:
        return bool(item.years & years)
    return bool((item.years or page.years) & years)
