"""What a level and a rate that the source ties together make: by how much it grew, or the whole of which it is a share.

「比上年多了多少亿元」 of a level and its growth; 「915万户占54.5%，一共多少户」 of a part and its share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.computed import Computed, number_of, value_of
from dgkg.ask.fitting import fits, names_another
from dgkg.ask.index import Index
from dgkg.ask.question import Question
from dgkg.ask.search import CHANGES, COVERED, WIDE, Found
from dgkg.ask.tokens import fold
from dgkg.namespaces import DGO, ID, UNIT

__all__ = ["increase", "whole"]

_MORE = re.compile(
    r"(?:比|较)(?:上年|去年|前一年|上一年|20\d\d年)(?:[^，。？?]{0,4})"
    r"(?:多|增加|净增|增长|增)了?(?:大?约)?(?:多少|几)(?:个)?(?:亿|万|元|美元)"
    r"|净增[长加]?(?:额|了)?[^，。？?]{0,4}(?:多少|几)|增(?:量|加额|长额)(?:是|为|有)?(?:多少|几)"
    r"|\bby how (?:many|much) (?:more )?(?:yuan|cny|money|dollars)\b|\bin absolute (?:terms|money|yuan)\b"
    r"|\bhow many (?:more )?(?:billion )?(?:yuan|dollars) (?:more )?(?:did|was|were|than)\b"
    r".*\b(?:grow|increase|rise|add|gain|than in 20\d\d)"
)
_WHOLE = re.compile(
    r"(?:推算|据此|按此|由此|反推|算出|折算|那么)[^。？?]*(?:多少|几)|(?:全部|总共|一共|总数|总量|总计)[^。？?]*(?:多少|几)"
    r"|\b(?:in all|in total|altogether|total|entire|overall|implied|imply|implies)\b"
)
_TOLD = 0.25
_GROWTH = ID["indicator-growth-rate"]


def increase(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """By how much a level grew, of the level and its rate of growth."""
    if not _MORE.search(fold(question.text)):
        return None
    by_node = {f.item.node: f for f in found}
    for f in found:
        if _GROWTH not in f.item.data.get(DGO.indicator, ()) or f.item.figure is None:
            continue
        bases = [b for b in f.item.data.get(DGO.growthOf, ()) if isinstance(b, URIRef) and b in by_node]
        level = by_node[bases[0]] if bases else None
        if level is None or number_of(f.item.figure) is None or not _tells(index, question, level, f):
            continue
        after = value_of(level)
        grown = after - after / (1 + value_of(f) / 100)
        unit = level.item.figure.unit if level.item.figure else None
        return Computed("increase", grown, unit, (level, f), is_of_parts=True)
    return None


def whole(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """The whole of which a part and its share are both named by their numbers."""
    if not _WHOLE.search(fold(question.text)):
        return None
    by_node = {f.item.node: f for f in found}
    for f in found:
        figure = f.item.figure
        if figure is None or figure.unit != UNIT.PERCENT or number_of(figure) is None:
            continue
        parts = [p for p in f.item.data.get(DGO.part, ()) if isinstance(p, URIRef) and p in by_node]
        part = by_node[parts[0]] if parts else None
        if part is None or part.item.figure is None or number_of(part.item.figure) is None:
            continue
        if not question.numbers & f.item.numbers or not _tells(index, question, part, f):
            continue
        total = value_of(part) / value_of(f) * 100
        if part.item.figure.unit in {UNIT.NUM, UNIT.INDIV}:
            total = total.to_integral_value()
        return Computed("whole", total, part.item.figure.unit, (part, f), is_of_parts=True)
    return None


def _tells(index: Index, question: Question, *operands: Found) -> bool:
    """Whether two figures that are tied tell all that a question names between them, of the place that it names."""
    for f in operands:
        if not fits(index, question, f) or names_another(index, question, f):
            return False
        areas = set(f.item.data.get(DGO.refArea, ()))
        if areas and not question.places and areas.isdisjoint(question.city):
            return False
    for n, unit in enumerate(question.units):
        if unit.things and unit.things <= CHANGES:
            continue
        if unit.weight < _TOLD or unit.kind == "schema" or unit.text[:1].isdigit() or unit.things & question.wider:
            continue
        best = max((f.own if unit.things else f.covered)[n] for f in operands)
        if best < (WIDE if unit.kind in {"entity", "place"} else COVERED):
            return False
    return True
