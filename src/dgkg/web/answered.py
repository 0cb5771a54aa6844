"""The solutions of a question as a table of a page: things and citations as links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rdflib import URIRef

from dgkg.solutions import Solutions
from dgkg.web.page import Grid
from dgkg.web.view import View
from dgkg.web.wording import address_of

__all__ = ["Answered", "AnsweredCell", "answered", "answered_grid"]


@dataclass(frozen=True, slots=True)
class AnsweredCell:
    """What a cell says and where it leads; ``kind`` is ``citation``, ``number`` or empty; ``title`` says it in full."""

    text: str
    address: str | None = None
    kind: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """Headings and rows, of which ``left`` more are only in the downloads."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[AnsweredCell]]
    left: int


def answered(view: View, solutions: Solutions, caption: str, most: int) -> Answered:
    """The first rows of an answer; a column that is empty throughout is left out."""
    shown = solutions[:most]
    used = [
        place for place in range(len(solutions.variables)) if any(row[place] is not None for row in shown.table.rows)
    ]
    headings, cells = solutions.headings(view.lang), shown.cells(view.lang)
    rows = [
        [_cell(view, terms[place], texts[place]) for place in used]
        for terms, texts in zip(shown.table.rows, cells, strict=True)
    ]
    return Answered(caption, [headings[place] for place in used], rows, len(solutions) - len(shown))


def answered_grid(view: View, solutions: Solutions) -> Grid:
    """The whole answer for download."""
    sources = [citation.text(view.lang) for citation in solutions.citations()]
    return Grid(solutions.headings(view.lang), solutions.cells(view.lang), sources)


def _cell(view: View, term: object, value: str | float | Decimal | None) -> AnsweredCell:
    if value is None:
        return AnsweredCell("")
    if isinstance(term, URIRef) and term in view.kg.words.library:
        title = view.kg.words.citation_text(term, view.lang)
        return AnsweredCell(f"[{view.label(term)}]", view.thing(term), "citation", title)
    if isinstance(term, URIRef):
        return AnsweredCell(view.label(term), address_of(view, term))
    if isinstance(value, (int, float, Decimal)):
        return AnsweredCell(f"{value:,}", kind="number")
    return AnsweredCell(str(value))
