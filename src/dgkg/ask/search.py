"""Which items account for most of a question."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import RDF, URIRef

from dgkg.ask.index import Index, Item, Page
from dgkg.ask.question import Question, Unit
from dgkg.namespaces import DGO, ID

__all__ = ["Found", "search"]

_CHANGES = {ID["indicator-growth-rate"], ID["indicator-growth-difference"], ID["indicator-decline-narrowing"]}
_SHARES = ("share", "coverage", "dependence", "rate")
_DATES = {DGO.issueDate, DGO.draftDate, DGO.date, DGO.during, DGO.coversPeriod, DGO.plannedDate}
_INTENTIONS = {"intention"}
_PAGE = 0.6
_HEADING = 0.45
_WORDS = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """An item with how much of a question it accounts for.

    ``own`` counts what the item itself says; ``score`` also, for less, what its passage says.
    """

    page: Page
    item: Item
    own: float
    score: float
    covered: tuple[float, ...]


def search(index: Index, question: Question) -> list[Found]:
    """All items that say anything of a question, best first."""
    found = []
    total = question.weight or 1.0
    for page in index.pages:
        around = [
            max(_PAGE * _covered(u, page.things, page.things, page.words), _HEADING * _by_words(u, page.heading))
            for u in question.units
        ]
        if not any(around):
            continue
        for item in page.items:
            if not _in_time(question, item, page) or not _in_place(question, item):
                continue
            own = [_covered(u, item.things, item.wide, item.words) for u in question.units]
            covered = tuple(max(a, b) for a, b in zip(own, around, strict=True))
            score = sum(u.weight * c for u, c in zip(question.units, covered, strict=True)) / total
            mine = sum(u.weight * c for u, c in zip(question.units, own, strict=True)) / total
            found.append(Found(page, item, mine, score + _gain(question, item), covered))
    order = {page.sentence: n for n, page in enumerate(index.pages)}
    return sorted(found, key=lambda f: (-f.score, -f.own, order[f.page.sentence], f.item.node, f.item.relation or ""))


def _covered(unit: Unit, things: frozenset[URIRef], wide: frozenset[URIRef], words: frozenset[str]) -> float:
    if unit.things:
        if unit.things & things:
            return 1.0
        if unit.things & wide:
            return 0.85
        if unit.is_entity:
            return 0.0
    return _WORDS * _by_words(unit, words)


def _by_words(unit: Unit, words: frozenset[str]) -> float:
    if not unit.words:
        return 0.0
    total = sum(w for _, w in unit.words)
    return sum(w for alternatives, w in unit.words if alternatives & words) / total if total else 0.0


def _in_time(question: Question, item: Item, page: Page) -> bool:
    if not question.years:
        return True
    if item.figure is not None:
        return bool(item.years & question.years) or (not item.years and question.years == {2023})
    return bool((item.years | page.years) & question.years) or question.years == {2023}


def _in_place(question: Question, item: Item) -> bool:
    """Whether a figure or rank is of the places asked for."""
    places = [u for u in question.units if u.is_place]
    if item.kind not in {"figure", "rank"} or not places:
        return True
    return any(u.things & item.wide for u in places)


def _gain(question: Question, item: Item) -> float:
    """What an item gains for being of the kind that is asked for."""
    roles = question.roles
    gain = _gain_of_figure(question, item) if item.figure is not None else 0.0
    if item.kind == "rank" and "rank" in roles:
        gain += 0.2
    if "date" in roles and (item.relation in _DATES or item.data.keys() & _DATES):
        gain += 0.15
    if "status" in roles and (item.kind == "intention" or DGO.realization in item.data):
        gain += 0.1
    if roles & {"who", "list"} and "number" not in roles and item.figure is None:
        gain += 0.05
    return gain


def _gain_of_figure(question: Question, item: Item) -> float:
    roles = question.roles
    indicators = set(item.data.get(DGO.indicator, ()))
    is_change = bool(indicators & _CHANGES)
    gain = 0.12 if "number" in roles else 0.0
    if "growth" in roles:
        gain += 0.2 if is_change else 0.0
    elif is_change:
        gain -= 0.06
    if "share" in roles and any(word in str(i) for i in indicators for word in _SHARES):
        gain += 0.15
    if "cap" in roles and DGO.Cap in item.data.get(RDF.type, ()):
        gain += 0.2
    areas = set(item.data.get(DGO.refArea, ()))
    if areas and ID.dongguan not in areas and not any(u.is_place for u in question.units):
        gain -= 0.08
    return gain + (0.1 if question.numbers & item.numbers else 0.0)
