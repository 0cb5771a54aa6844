"""What of an answer comes first, and how much of it is told in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dgkg.ask.evidence.gathering import Gathered
from dgkg.ask.items.search import Found
from dgkg.ask.telling.bearing import Bearing
from dgkg.ask.telling.wording import Wording
from dgkg.pattern import pattern

__all__ = ["MOST_LINES", "arranged", "more_told"]

MOST_LINES = 12
# To say that so few are left out would take as long as to tell them.
_FEW = 3
# Something of each of several: to cut it would leave one of them out.
_OF_EACH = pattern(r"各|分别|\beach\b|\brespectively\b", re.IGNORECASE)
_LISTS = {"list", "who", "compare"}


def arranged(bearing: Bearing, gathered: Gathered, items: Sequence[Found]) -> tuple[list[Found], list[Found]]:
    """What is told, what answers the question word first, and what is only counted, for there is too much of it.

    A list that was asked for is never cut.
    """
    if gathered.is_composed or gathered.verdict is not None or gathered.claim is not None:
        return list(items), []
    told = sorted(items, key=lambda f: (not bearing.is_operand(f), not bearing.is_of_kind(f)))
    question = gathered.question
    if len(told) <= MOST_LINES + _FEW or question.wanted or question.roles & _LISTS or _OF_EACH.search(question.text):
        return told, []

    def worth(f: Found) -> tuple[bool, bool, bool, bool, float]:
        sought = bearing.stays(f)
        idle = bearing.is_empty(f) and not sought
        # What is told on purpose has no score of its own.
        return (not bearing.is_operand(f), not bearing.is_of_kind(f), idle, not sought and f is not told[0], -f.score)

    best = {f.key for f in sorted(told, key=worth)[:MOST_LINES]}
    return [f for f in told if f.key in best], [f for f in told if f.key not in best]


def more_told(say: Wording, left: Sequence[Found]) -> str:
    """How many items are not told in words but only given as rows, with their passages; nothing where all are."""
    if not left:
        return ""
    if say.zh:
        return f"另有{len(left)}条，见数据行 {say.marks(left)}。"
    return f"{len(left)} more {'is' if len(left) == 1 else 'are'} in the rows of this answer {say.marks(left)}."
