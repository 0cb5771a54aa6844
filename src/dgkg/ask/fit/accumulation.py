"""Whether what is new and what there is in all are kept apart: one is no answer to the other."""

from __future__ import annotations

from collections.abc import Sequence

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import Found
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO, DGS
from dgkg.pattern import pattern

__all__ = ["tells_accumulation"]

_COUNTING = {"number", "count", "amount"}
# 「in total」 alone may add up what a year brought; these ask for all years.
_FROM_THE_START = pattern(
    r"\bto date\b|\bso far\b|\bsince (?:the )?(?:\w+ )?(?:began|start|launch|outset|beginning|founded|inception)"
    r"|\bever\b|\bcumulative(?:ly)?\b|累计|历年|至今|迄今|到目前|启动以来|开展以来|设立以来|实施以来"
)


def tells_accumulation(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """What was added is not told by how much there is in all, nor all that there is by what a year brought."""
    if question.doubts or question.has_parts or not question.roles & _COUNTING:
        return True
    if "new" in question.roles:
        # 「new and cumulative」 asks for both.
        other = None if "cumulative" in question.roles else DGS.cumulative
    else:
        from_the_start = not question.years and _FROM_THE_START.search(fold(question.text))
        other = DGS.newInPeriod if from_the_start else None
    if other is None:
        return True
    figures = [f for f in chosen if f.item.figure is not None]
    kinds = [f.item.data.get(DGO.accumulation, ()) for f in figures]
    return not figures or not all(other in kind for kind in kinds)
