"""Whether a change is asked for and only a level is told: by how much something grew, by how many places it rose."""

from __future__ import annotations

from collections.abc import Sequence

from dgkg.ask.items.search import CHANGES, COVERED, Found
from dgkg.ask.language.question import HEAVY, Question
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["wants_a_climb", "wants_how_much_it_grew"]

_GREW_BY = pattern(
    r"\bby how much (?:did|has|have|had|was|were)\b.*"
    r"\b(?:gr[eo]w\w*|r[io]se\w*|increase\w*|expand\w*|climb\w*|go(?:ne)? up)\b"
    r"|\bhow (?:much|fast|quickly) (?:did|has|have) .*\b(?:gr[eo]w\w*|r[io]se\w*|increase\w*|expand\w*)\b"
    r"|(?<![新净])(?:增长|增加|上涨|涨|(?<!新)增|升)了?(?:多少|百分之几|几个?百分点|几个?点)(?![家个户项条件人台座])"
    # Of a rate, or since the year before.
    r"|(?:提高|提升|上升|上涨|下降|降低|降|回落|改善|变化|缩短|减少)了?(?:多少|几)个?(?:百分点|点|天)"
    r"|\bby (?:how much|how many (?:percentage )?points) (?:did|has|have|had) .*"
    r"\b(?:go up|rise|increase|improve|change|fall|drop|shorten|climb)\w*"
    r"|\bhow (?:much|many (?:\w+ )?(?:points|days)) (?:faster|shorter|quicker|higher|better|more)\b.*"
    r" than (?:in )?(?:the year before|20\d\d|a year)"
)
_MOVED = pattern(
    r"\b(?:climb|r[io]se|mov|gain|los[et]|f[ae]ll|improv|drop|slip|jump|advanc)\w*|\b(?:up|down)\b"
    r"|前进|进步|上升|提升|前移|退|下降|下滑|跃升|往前|往后|升|挪"
)


def wants_how_much_it_grew(question: Question, items: Sequence[Found]) -> bool:
    """By how much one thing grew is asked, and all that is told is how large it is."""
    if not _GREW_BY.search(fold(question.text)) or question.has_parts or question.doubts:
        return False
    figures = [f for f in items if f.item.figure is not None]
    telling = [n for n, u in enumerate(question.units) if u.is_quantity and u.weight >= HEAVY]

    def tells(f: Found) -> bool:
        is_change = {*f.item.data.get(DGO.indicator, ()), *f.item.data.get(DGO.rankedBy, ())} & CHANGES
        # The growth of another quantity tells nothing of this one.
        is_of_it = not telling or len(f.own) != len(question.units) or any(f.own[n] >= COVERED for n in telling)
        return bool(is_change) and is_of_it

    return bool(figures) and not any(map(tells, items))


def wants_a_climb(question: Question, items: Sequence[Found]) -> bool:
    """By how many places something rose is asked for, and its place is not told of two years."""
    if "climb" not in question.roles or not _MOVED.search(fold(question.text)):
        return False
    ranks = [f for f in items if f.item.kind == "rank"]
    return len({tuple(sorted(f.item.years)) for f in ranks}) <= 1
