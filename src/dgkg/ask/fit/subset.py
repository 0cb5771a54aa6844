"""How many of a number of things are of a kind: told by a count of that kind alone, never by that of all of them.

「16条措施里有几条是给人才的」: that there are sixteen is what was asked from, and four fields are none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from dgkg.ask.items.index import Index, numbers_in
from dgkg.ask.items.search import COVERED, Found, covers
from dgkg.ask.language.question import Question, Unit
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO, UNIT
from dgkg.pattern import pattern

__all__ = ["tells_subset"]

_YEAR = pattern(r"20\d\d年?")
_DO = (
    r"(?:are|were|is|was|have|has|had|do|did|belong|come|came|deal|go|went|make|made|sit|lie|work|run|operate"
    r"|speciali[sz]e|take|took|concern|cover|count|fall)"
)
# What is asked of them: 「of the 58 providers, how many …」, 「58家服务商里，…有几家」.
_OF_THEM = (
    pattern(
        r"\b(?:of|in|among|out of) (?P<whole>(?:[^?,]|,(?=\d))*\d(?:[^?,]|,(?=\d))*),?"
        r" how (?:many|much) (?P<part>[^?]+)"
    ),
    pattern(rf"\bhow many of (?P<whole>[^?]*?\d[^?]*?) {_DO}\b(?P<part>[^?]*)"),
    pattern(
        r"(?P<whole>[^，。？?]*\d[^，。？?]*?)(?:里面|里头|当中|其中|之中|里|中)[，,]?(?:有|占)?(?:多少|几)[家个条项座份款台宗场户]"
        r"(?P<part>[^，。？?]+)"
    ),
    pattern(
        r"(?P<whole>[^，。？?]*\d[^，。？?]*?)(?:里面|里头|当中|其中|之中|里|中)[，,]?(?P<part>[^，。？?]{2,16}?)"
        r"(?:有|占|是)?了?(?:多少|几)"
    ),
)
_BOUND = pattern(
    r"(?:过|超过?|达到?|不足|不到|高于|低于)[百千万亿\d]|\b(?:over|above|more than|at least|under|below) [\d$]"
)
_TELLING, _STRANGE = 0.3, 0.38
_COUNTS = {UNIT.NUM, UNIT.INDIV, None}


def tells_subset(_index: Index, question: Question, told: Sequence[Found]) -> bool:
    """Whether those of a number of things that are of a kind are counted, where a question asks how many they are."""
    asked = _YEAR.sub(" ", fold(question.text))
    found = next((m for words in _OF_THEM if (m := words.search(asked))), None)
    if found is None or question.doubts or question.roles & {"difference", "list", "who"}:
        return True
    given = numbers_in(found["whole"])
    kinds = [u for u in question.units if _restricts(question, u, found["part"])]
    if _BOUND.search(found["part"]):
        # 「57家里，营收过亿的有几家」: those are counted by what they have.
        kinds += [u for u in question.units if u.is_quantity and u.text in found["part"]]
    most = max((float(n) for n in given if n.replace(".", "").isdigit()), default=inf)
    counts = [
        f for f in told
        if f.item.figure is not None and f.item.figure.unit in _COUNTS
        and not (f.item.numbers and f.item.numbers <= given) and _count_of(f) <= most
    ]  # fmt: skip
    whole = [u for u in question.units if _restricts(question, u, found["whole"]) and u not in kinds]

    def is_of_them(f: Found) -> bool:
        # They are counted beside the number that is given, as a part of it, or where they are named again.
        is_beside = any(given & item.numbers for item in f.page.items) or DGO.partOfTotal in f.item.data
        return is_beside or not whole or any(_is_of(f, u) for u in whole)

    return not kinds or any(is_of_them(f) and all(_is_of(f, u) for u in kinds) for f in counts)


def _restricts(question: Question, unit: Unit, part: str) -> bool:
    """Whether a unit says of which of the things a number is asked."""
    is_telling = unit.weight >= (_STRANGE if unit.kind == "word" else _TELLING)
    is_aside = unit.kind == "schema" or unit.is_quantity or bool(unit.things & question.wider)
    return unit.text in part and is_telling and not is_aside


def _count_of(f: Found) -> float:
    figure = f.item.figure
    told = (figure.nominal if figure.value is None else figure.value) if figure is not None else None
    return float(told) if told is not None else 0.0


def _is_of(f: Found, unit: Unit) -> bool:
    """Whether a count itself is of what a unit names."""
    return covers(unit, f.item.things, frozenset(), f.item.words) >= COVERED
