"""The sum of three or more counts that one passage states of one place or body: 「甲、乙、丙三类企业加总多少家」.

All must be of one quantity and differ in what they are of; each is told by some words of the question, and no words
are left over. A sum of fewer than were listed is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, WIDE, Found
from dgkg.ask.language.numerals import CARDINALS, NUMERALS
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.computed import Computed, value_of
from dgkg.ask.sums.side_figures import is_able
from dgkg.namespaces import DGO, DGU, UNIT
from dgkg.pattern import pattern

__all__ = ["lists_several", "several"]

_MANY = pattern(
    r"(?P<zh>[三四五六七八])[类种个项家块者样]"
    r"|\b(?P<en>three|four|five|six|seven|eight)(?: [\w-]+){0,3} "
    r"(?:kinds?|types?|groups?|categor\w+|projects?|sorts?|sets?)\b"
)
_WORD = r"(?!(?:how|what|which|together|combined|altogether|in|do|does|did|is|are|was|were|and)\b)[\w’'-]+"
_LIST = pattern(
    r"(?:[^、，。？?]{2,}、){1,}[^、，。？?]{2,}?[和与及、以][^、，。？?]{2,}"
    rf"|\b{_WORD}(?: {_WORD}){{0,4}}, {_WORD}(?: {_WORD}){{0,4}},? and {_WORD}"
)
_APART = (DGO.population, DGO.industry, DGO.subject)
_OTHERWISE = frozenset({"growth", "average", "difference", "rank", "who", "where", "date", "status", "yesno"})
_ASKS = frozenset({"number", "count", "amount"})
_RATES = {UNIT.PERCENT, DGU.PERCENTAGE_POINT}
_SEVERAL, _TOLD, _IN_PART = 3, 0.25, 0.3
_NUMBER = pattern(r"[\d.]+")


def lists_several(question: Question) -> int:
    """How many things a question adds up, at least: so many as it says, three where it lists them; else none."""
    text = fold(question.text)
    if "sum" not in question.roles or question.roles & _OTHERWISE:
        return 0
    if (found := _MANY.search(text)) is not None:
        return NUMERALS[found["zh"]] if found["zh"] else CARDINALS[found["en"]]
    return _SEVERAL if _LIST.search(text) else 0


def several(_index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """The sum of all figures of one passage that a question names, where it names three or more."""
    least = lists_several(question)
    if not least or question.of_kind("elsewhere", "beyond") or not question.roles & _ASKS:
        return None
    best: tuple[float, list[Found]] | None = None
    for group in _groups(found):
        meant = _meant(question, group)
        if len(meant) >= least and (len(meant) == least or not _MANY.search(fold(question.text))):
            score = sum(f.score for f in meant) / len(meant)
            if best is None or score > best[0]:
                best = score, meant
    if best is None:
        return None
    figures = tuple(best[1])
    unit = figures[0].item.figure.unit if figures[0].item.figure else None
    return Computed("+", sum(map(value_of, figures), Decimal(0)), unit, figures, is_of_parts=True)


def _groups(found: Sequence[Found]) -> Iterator[list[Found]]:
    """Figures of one quantity in one passage that differ in what they are of, without their own total."""
    groups: dict[tuple[object, ...], list[Found]] = defaultdict(list)
    for f in found:
        unit = f.item.figure.unit if f.item.figure else None
        indicators = frozenset(f.item.data.get(DGO.indicator, ()))
        if is_able(f) and unit not in _RATES and not indicators & CHANGES:
            area = frozenset(f.item.data.get(DGO.refArea, ()))
            groups[f.page.sentence, unit, indicators, area, f.item.years].append(f)
    for group in groups.values():
        totals = {t for f in group for t in f.item.data.get(DGO.partOfTotal, ())}
        parts = [f for f in group if f.item.node not in totals]
        if len(parts) >= _SEVERAL and len({_kind(f) for f in parts}) == len(parts):
            yield parts


def _kind(f: Found) -> tuple[frozenset[object], ...]:
    return tuple(frozenset(f.item.data.get(p, ())) for p in _APART)


def _meant(question: Question, group: Sequence[Found]) -> list[Found]:
    """Those of a group that a question names, each by words that tell it from the others; none if words are left."""
    meant: list[Found] = []
    for n, unit in enumerate(question.units):
        if _NUMBER.fullmatch(unit.text) or unit.things & question.wider:
            continue
        told = [f.own[n] for f in group]
        best = max(told)
        if min(told) == best and best >= (WIDE if unit.kind in {"entity", "place"} else COVERED):
            # What all are of tells none from the others.
            continue
        first = [f for f, t in zip(group, told, strict=True) if t == best >= _IN_PART]
        if len(first) == 1 and unit.kind != "schema":
            meant += [f for f in first if f not in meant]
        elif unit.weight >= _TOLD and unit.kind != "schema" and not _is_said_of_all(group, n):
            return []
    return meant


def _is_said_of_all(group: Sequence[Found], n: int) -> bool:
    """Whether a part of a question is told by the passage of the figures, or by most of them."""
    return all(f.covered[n] >= COVERED for f in group)
