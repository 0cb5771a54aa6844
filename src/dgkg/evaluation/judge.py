"""When an answer counts: the rules of ``tests/questions/README.md``, and two that no answer may break.

No number may be invented, and no clause may stand without the mark of its passage; see
:mod:`dgkg.grounding`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dgkg.evaluation.case import Case
from dgkg.grounding import bare_clauses, stray_numbers, without_marks

if TYPE_CHECKING:
    from dgkg.ask import Answer

__all__ = ["Outcome", "holds", "judge", "squeeze"]

_REFUSALS = {"not_in_source", "not_understood"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer was worth: what it lacks, what it should not have said, how long it took."""

    case: Case
    status: str
    missing: tuple[str, ...]
    contradicted: tuple[str, ...]
    uncited: tuple[str, ...]
    invented: tuple[str, ...]
    bare: tuple[str, ...]
    seconds: float

    @property
    def is_right(self) -> bool:
        """Whether the answer counts."""
        if not self.case.is_answerable:
            return self.status == "not_in_source"
        return self.status not in _REFUSALS and not (self.missing or self.contradicted or self.uncited)


def judge(case: Case, answer: Answer, seconds: float) -> Outcome:
    """Hold an answer against what it must hold."""
    text = _plain(answer.text)
    cited = {c.passage.id for c in answer.citations}
    # A refusal names what is nearest; the rest of it is no claim of the source.
    bare = bare_clauses(answer.text, cited) if answer.is_answer else []
    return Outcome(
        case,
        answer.status,
        tuple(group[0] for group in case.values if not any(holds(text, value) for value in group)),
        tuple(value for value in case.forbidden if holds(text, value)),
        tuple(group[0] for group in case.sentences if not cited.intersection(group)),
        tuple(stray_numbers(answer.text, answer.solutions, case.question)),
        tuple(bare),
        seconds,
    )


def squeeze(text: str) -> str:
    """A text for comparison: NFKC, without case, white space, and commas between digits."""
    return re.sub(r"\s", "", _plain(text))


def holds(text: str, value: str) -> bool:
    """Whether a value is in a text; no digit of it may touch another digit or a decimal point.

    >>> holds("2057 firms", "57"), holds("57.5%", "57"), holds("57家。", "57")
    (False, False, True)
    """
    characters = re.sub(r"\s", "", _plain(value))
    if not characters:
        return False
    # White space may stand anywhere but inside a number: "2023 57" does not hold 202357, but 57.
    pattern = "".join(
        re.escape(a) + ("" if a.isdigit() and b.isdigit() else r"\s*") for a, b in pairwise(characters)
    ) + re.escape(characters[-1])
    before = r"(?<!\d)(?<!\d\.)" if characters[0].isdigit() else ""
    after = r"(?!\d)(?!\.\d)" if characters[-1].isdigit() else ""
    return re.search(before + pattern + after, _plain(text)) is not None


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", without_marks(text)).casefold()
    return re.sub(r"(?<=\d),(?=\d)", "", plain)
