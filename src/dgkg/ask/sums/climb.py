"""By how many places a rank rose between two years: 「名次比上一年前进了几位」, "places gained in 2023"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dgkg.ask.items.search import Found
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.computed import Computed, place_of
from dgkg.ask.sums.operands import agree
from dgkg.namespaces import DGO, UNIT
from dgkg.pattern import pattern

__all__ = ["climb", "years_of_climb"]

_YEAR_BEFORE = pattern(
    r"[上前]一?年度?|去年|同比|\b(?:the )?(?:previous|prior|preceding|last) year\b"
    r"|\b(?:the |a |one )?year (?:before|earlier|ago)\b|\byear[- ]on[- ]year\b|\bon the year\b"
)
_TWO_YEARS_BEFORE = pattern(r"(?<![年以之])前年|[两二]年[之以]?前|\btwo years (?:before|earlier|ago)\b")
_SINCE = pattern(r"(?:[比较]|\b(?:on|from|since|over|with|versus|against|than in) )20\d\d")
_PAIR = 2


def years_of_climb(question: Question) -> frozenset[int]:
    """The years between which a rank rose; none where it is not said.

    「比2021年前进了几位」 is up to the reported year, 「比上一年」 from the year before the one that is named.
    """
    years = question.years
    if len(years) >= _PAIR or not question.reported:
        return years
    last = max(years, default=question.reported)
    text = fold(question.text)
    back = 2 if _TWO_YEARS_BEFORE.search(text) else 1 if _YEAR_BEFORE.search(text) else 0
    if back:
        return frozenset({last - back, last})
    return years | {question.reported} if years else years


def climb(question: Question, found: Sequence[Found]) -> Computed | None:
    """The place in the first of two years less that in the last."""
    ranks = [f for f in found if f.item.kind == "rank" and f.item.years and f.item.data.get(DGO.rank)]
    if years := years_of_climb(question):
        ranks = [f for f in ranks if f.item.years & years]
    alike = [f for f in ranks if agree(f, ranks[0], DGO.rankedBy, DGO.rankedEntity)]
    if len(alike) < _PAIR:
        return None
    *before, last = sorted(alike, key=lambda f: min(f.item.years))
    climbs = [Computed("−", place_of(f) - place_of(last), UNIT.NUM, (f, last)) for f in before]
    if len(climbs) == _PAIR and len(_SINCE.findall(question.text)) == _PAIR:
        # 「比2022年前进几位，比2021年前进几位」 asks for two.
        return replace(climbs[1], then=climbs[0])
    return climbs[0]
