"""Answers: what was found for a question, in words, with where it is written.

An answer never holds a number that its rows do not hold, nor a clause without the mark of
its passage (``[1.2-p3-s2]``).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dgkg.source import Citation

if TYPE_CHECKING:
    from dgkg.ask.language.question import Question
    from dgkg.solutions import Solutions

__all__ = ["STATUSES", "Answer"]

STATUSES = ("answered", "partial", "not_in_source", "not_understood", "ambiguous")


@dataclass(frozen=True)
class Answer:
    """The answer to one question.

    ``status`` is one of :data:`STATUSES`; ``text`` answers in the language of the question,
    each clause with its citation mark; ``solutions`` are the rows it was told from and
    ``sparql`` the query that gave them; ``reading`` says how the question was understood.
    """

    status: str
    text: str
    solutions: Solutions
    citations: tuple[Citation, ...]
    sparql: str
    reading: str
    lang: str = "zh"
    question: Question | None = field(default=None, repr=False, compare=False)

    @property
    def is_answer(self) -> bool:
        """Whether it gives what was asked, wholly or in part."""
        return self.status in {"answered", "partial", "ambiguous"}

    def to_dict(self) -> dict[str, Any]:
        """The six fields as plain values: rows as names and numbers, citations as texts with ids."""
        rows = self.solutions
        return {
            "status": self.status,
            "text": self.text,
            "solutions": [
                dict(zip(rows.variables, [_plain(cell) for cell in row], strict=True)) for row in rows.cells(self.lang)
            ],
            "citations": [
                {
                    "id": c.passage.id,
                    "iri": str(c.passage.iri),
                    "text": c.text(self.lang),
                    **({"quote": c.quote} if c.quote else {}),
                }
                for c in self.citations
            ],
            "sparql": self.sparql,
            "reading": self.reading,
        }

    def to_json(self) -> str:
        """The six fields as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)

    def __str__(self) -> str:
        return self.text


def _plain(cell: object) -> object:
    """A value that JSON knows: numbers as they are, all else as text."""
    return cell if cell is None or isinstance(cell, (int, float)) else str(cell)
