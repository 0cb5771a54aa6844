"""The solutions of a question as a table of a page: things and citations as links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from rdflib import URIRef

from dgkg.solutions import Solutions
from dgkg.web.page import Grid
from dgkg.web.view import View
from dgkg.web.wording import address_of

__all__ = ["Answered", "AnsweredCell", "answered", "answered_grid"]

# A text of so many characters is a sentence, not a number or a code that two cells may well share.
SENTENCE = 9


class AnsweredCell(NamedTuple):
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
    headings = solutions.headings(view.lang)
    rows = [
        _without_echo([_cell(view, term, text) for term, text in zip(terms, texts, strict=True)])
        for terms, texts in zip(shown.table.rows, shown.cells(view.lang), strict=True)
    ]
    used = [place for place in range(len(headings)) if any(row[place].text for row in rows)]
    kept = [[row[place] for place in used] for row in rows]
    return Answered(caption, [headings[place] for place in used], kept, len(solutions) - len(shown))


def _without_echo(row: list[AnsweredCell]) -> list[AnsweredCell]:
    """A row in which no sentence stands twice: what a plan says is often its name as well."""
    names = {cell.text for cell in row if cell.address and len(cell.text) >= SENTENCE}
    return [AnsweredCell("") if not cell.address and cell.text.rstrip("。.") in names else cell for cell in row]


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
