"""How far the first and the last of a group lie apart: 「增速最高的比最低的高多少」, of the products of one passage.

A group is at least three figures of one quantity and one passage that differ in what they are of,
and all of them tell what the question names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, Found
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.computed import Computed, number_of, value_of
from dgkg.namespaces import DGO, DGU, ID, RDF, UNIT
from dgkg.pattern import pattern

__all__ = ["group_asked_for", "spread"]

_FIRST = r"最[高快大多猛强]|第一|\b(?:fastest|highest|largest|biggest|most|top|first|leader|leading)\b"
_LAST = r"最[低慢小少]|末位|垫底|倒数第一|\b(?:slowest|lowest|smallest|least|last|bottom)\b"
_SECOND = r"第二|次[高快大]|\b(?:second|runner-up)\b"
_ENDS = pattern(rf"(?:{_FIRST}).*(?:{_LAST})|(?:{_LAST}).*(?:{_FIRST})")
_NEXT = pattern(rf"(?:{_FIRST}).*(?:{_SECOND})")
# What only says how the distance is told.
_MEASURING = pattern(r"percent\w*|points?|products?|growing|listed|gap|百分点|产品|\d+")
_PACE = pattern(r"最[快慢]|\b(?:fastest|slowest)\b")
_SEVERAL, _SAID = 3, 0.2
_GROWTH = ID["indicator-growth-rate"]


def spread(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """The distance between the first and the last of a group, or the first and the second."""
    text = fold(question.text)
    is_next = bool(_NEXT.search(text))
    if not is_next and not _ENDS.search(text):
        return None
    group = group_asked_for(index, question, found)
    if not group:
        return None
    ordered = sorted(group, key=value_of, reverse=True)
    high, low = ordered[0], ordered[1] if is_next else ordered[-1]
    unit = high.item.figure.unit if high.item.figure else None
    points = DGU.PERCENTAGE_POINT if unit == UNIT.PERCENT else unit
    return Computed("−", value_of(high) - value_of(low), points, (high, low), is_of_parts=True)


def group_asked_for(index: Index, question: Question, found: Sequence[Found]) -> list[Found]:  # noqa: ARG001
    """The figures of one quantity in one passage that a question is about; empty for fewer than three."""
    # 「高增长产品中最快和最慢的」 are those that grew so.
    grows = "growth" in question.roles or bool(_PACE.search(fold(question.text)))
    groups: dict[tuple[object, ...], dict[tuple[object, ...], Found]] = defaultdict(dict)
    for f in found:
        figure, data = f.item.figure, f.item.data
        if figure is None or number_of(figure) is None or DGO.Observation not in data.get(RDF.type, ()):
            continue
        indicators = set(data.get(DGO.indicator, ()))
        if (_GROWTH in indicators) != grows or (indicators & CHANGES and not grows):
            continue
        # Rates of growth are held against each other whatever it is that grew.
        quantity = () if grows else tuple(sorted(indicators, key=str))
        whose = tuple(frozenset(data.get(p, ())) for p in (DGO.ofIndicator, DGO.subject, DGO.refArea, DGO.industry))
        groups[f.page.sentence, figure.unit, quantity, f.item.years].setdefault(whose, f)
    best: tuple[float, list[Found]] | None = None
    for members in groups.values():
        group = list(members.values())
        if len(group) >= _SEVERAL and _is_told(question, group):
            score = sum(f.score for f in group) / len(group)
            if best is None or score > best[0]:
                best = score, group
    return best[1] if best else []


def _is_told(question: Question, group: Sequence[Found]) -> bool:
    """Whether all figures of a group tell what is named, or their passage does where it is no quantity."""
    for n, unit in enumerate(question.units):
        if (
            unit.weight < _SAID
            or unit.kind == "schema"
            or _MEASURING.fullmatch(unit.text)
            or unit.things & question.wider
        ):
            continue
        if unit.kind == "word" and not unit.is_known:
            return False
        if not all((f.own[n] if unit.names_quantity else f.covered[n]) >= COVERED for f in group):
            return False
    return True
