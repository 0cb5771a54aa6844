"""Which items account for most of a question."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.ask.items.index import Index, Item, Page
from dgkg.ask.language.question import TELLING, Question, Unit
from dgkg.ask.language.source_parts import asks_for_heading
from dgkg.ask.language.tokens import features
from dgkg.namespaces import DGO, DGU, ID, RDF, UNIT
from dgkg.pattern import pattern

__all__ = [
    "CHANGES", "COVERED", "DATES", "META", "NO_COUNTS", "WIDE", "Found", "coverage", "covers", "search", "unasked",
]  # fmt: skip

CHANGES = {ID[f"indicator-{n}"] for n in ("growth-rate", "growth-difference", "decline-narrowing", "increase")}
_SHARES = ("share", "coverage", "dependence", "rate", "percent")
DATES = {DGO.issueDate, DGO.draftDate, DGO.date, DGO.during, DGO.coversPeriod, DGO.plannedDate}
NO_COUNTS = {UNIT.CCY_CNY, UNIT.CCY_USD, UNIT.PERCENT, DGU.PERCENTAGE_POINT}
_NUMERIC = {"growth", "share", "cap", "difference", "ratio", "sum", "average", "highest", "rank"}
COVERED = 0.5
_PAGE, _HEADING, _WORDS, WIDE = 0.6, 0.45, 0.9, 0.75
# What it counts, of passages that say a question alike, to have all of its words.
_WORDING = 0.15
_IN_WORDS = {"list", "who", "where", "advice", "advised", "new", "relation", "sum"}
_IS_HEADING = pattern(r"-(?:h|r\d+)$")
# What says of a list or programme only where it belongs.
META = {DGO.edition, DGO.jurisdiction, DGO.programmeLevel, DGO.rankedBy, DGO.listedIn}


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """An item with how much of a question it accounts for.

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
    found: list[tuple[float, Found]] = []
    order = {page.sentence: n for n, page in enumerate(index.pages)}
    words = _words_of(index, question)
    within = (f"{question.section}.", f"{question.section}-")
    for page in index.pages:
        if question.section and not page.sentence.rpartition("/")[2].startswith(within):
            continue
        around = [
            max(_PAGE * covers(u, page.things, page.things, page.words), _HEADING * _by_words(u, page.heading))
            for u in question.units
        ]
        if not any(around):
            continue
        wording = _WORDING * sum(weight for word, weight in words.items() if word in page.words)
        for item in page.items:
            if not _in_time(index, question, item, page):
                continue
            own = tuple(covers(u, item.things, item.wide, item.words) for u in question.units)
            covered = tuple(max(a, b) for a, b in zip(own, around, strict=True))
            score = coverage(question, [covered]) + 0.15 * coverage(question, [own]) + _gain(question, item)
            found.append((score + wording, Found(page, item, own, covered, score)))
    found.sort(key=lambda x: (-x[0], order[x[1].page.sentence], x[1].item.node, x[1].item.relation or ""))
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


def _in_time(index: Index, question: Question, item: Item, page: Page) -> bool:
    if not question.years or not question.years - {index.year}:
        return not (
            question.years and item.years and item.kind in {"figure", "rank"} and not item.years & question.years
        )
    if item.kind in {"figure", "rank"}:
        return bool(item.years & question.years)
    return bool((item.years or page.years) & question.years)


def _gain(question: Question, item: Item) -> float:
    """What an item gains for being of the kind that is asked for."""
    roles = question.roles
    gain = _gain_of_figure(question, item) if item.figure is not None else 0.0
    if item.kind == "rank" and "rank" in roles:
        gain += 0.2
    if "date" in roles and (item.relation in DATES or item.data.keys() & DATES):
        gain += 0.15
    if "state" in roles and item.figure is not None and "number" not in roles:
        gain -= 0.15
    if "status" in roles and (item.kind in {"intention", "activity"} or DGO.realization in item.data):
        gain += 0.1
    if roles & {"who", "list", "where"} and "number" not in roles and item.figure is None:
        gain += 0.05
    if item.relation in META:
        gain -= 0.1
    if roles & {"list", "who"} and "number" not in roles and item.figure is not None and not roles & _NUMERIC:
        gain -= 0.08
    if question.asks_kinds and "number" not in roles:
        # 「哪些类型的企业」 is told by what something is made of, not by how many there are.
        gain += 0.1 if item.relation == DGO.chainSegment else 0.0 if item.figure is None else -0.2
    return gain + _gain_of_heading(question, item) + _gain_of_wish(roles, item)


def _gain_of_heading(question: Question, item: Item) -> float:
    """What a heading gains, of a section or within a paragraph, where one is asked for, or what headings state."""
    if not _IS_HEADING.search(item.sentence):
        return 0.0
    gain = 0.4 if asks_for_heading(question.text) else 0.0
    if "list" in question.roles and item.sentence.endswith("-h") and item.kind in {"statement", "intention"}:
        # Who asks for problems or advice as such asks for the headings.
        gain += 0.12 if any(u.weight > TELLING for u in question.units) else 0.4
    return gain


def _gain_of_wish(roles: frozenset[str], item: Item) -> float:
    """What is wished or planned gains where advice is asked for, and loses where it is asked what is."""
    if "advised" in roles:
        return 0.25 if DGO.Recommendation in item.wide else -0.1
    if "advice" in roles and DGO.Recommendation in item.wide:
        return 0.06
    if item.kind != "intention" or "status" in roles:
        return 0.0
    # Who did something is not told by who is to do it.
    return -0.2 if "who" in roles else -0.06


def _gain_of_figure(question: Question, item: Item) -> float:
    roles = question.roles
    indicators = set(item.data.get(DGO.indicator, ()))
    is_change = bool(indicators & CHANGES)
    gain = 0.12 if "number" in roles else 0.0
    if "count" in roles and not question.has_parts and item.figure is not None and item.figure.unit in NO_COUNTS:
        gain -= 0.3
    if "amount" in roles and item.figure is not None and item.figure.unit == UNIT.NUM:
        gain -= 0.15
    if "growth" in roles:
        gain += 0.2 if is_change else 0.0
    elif is_change:
        gain -= 0.06
    if "share" in roles and any(word in str(i) for i in indicators for word in _SHARES):
        gain += 0.15
    if "cap" in roles and DGO.Cap in item.data.get(RDF.type, ()):
        gain += 0.2
    areas = set(item.data.get(DGO.refArea, ()))
    if areas and areas.isdisjoint(question.city) and not question.places:
        gain -= 0.08
    return gain + (0.2 if question.numbers & item.numbers else 0.0)
