"""The result of a measure: rows with their passages, and what was counted.

Rows hold rdflib terms and Python numbers; names and citations for people are made when asked
for. What was counted goes wherever the rows go: a number without it says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rdflib import URIRef

from dgkg.source import Citation
from dgkg.words import Words

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Cell", "Column", "Measure", "MeasureRow"]

# A thing, several things, words in both languages, a number, or nothing.
Cell = URIRef | tuple[URIRef, ...] | dict[str, str] | int | float | Decimal | None
Column = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One row: a cell a column, and the passages that it rests on."""

    cells: tuple[Cell, ...]
    sentences: tuple[URIRef, ...] = ()


@dataclass(frozen=True)
class Measure:
    """A measured table.

    Args:
        name: what was measured.
        counted: what was counted and how it is to be read, in Chinese and English.
        columns: of each its name in Python, its Chinese and its English heading.
        rows: in order.
        words: what turns things into names and passages into citations.
        is_cited: whether rows rest on passages, so that there is a column for them.
    """

    name: str
    counted: Mapping[str, str]
    columns: Sequence[Column]
    rows: Sequence[MeasureRow]
    words: Words
    is_cited: bool = True

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> list[Cell]:
        """One column's cells, row by row."""
        place = [column[0] for column in self.columns].index(name)
        return [row.cells[place] for row in self.rows]

    def citations(self) -> list[Citation]:
        """The passages that the rows rest on, once each, in reading order."""
        return self.words.cite({s for row in self.rows for s in row.sentences})

    def headings(self, lang: str = "zh") -> list[str]:
        """The column names for people."""
        named = [zh if lang == "zh" else en for _, zh, en in self.columns]
        cited = ["出处"] if lang == "zh" else ["citation"]
        return named + cited if self.is_cited else named

    def cells(self, lang: str = "zh") -> list[list[str | int | float | Decimal | None]]:
        """The rows for people: names instead of IRIs; passages by their ids."""
        rows = []
        for row in self.rows:
            shown = [self._shown(cell, lang) for cell in row.cells]
            if self.is_cited:
                shown.append(self.words.short_citation(row.sentences, self._things(row)))
            rows.append(shown)
        return rows

    @staticmethod
    def _things(row: MeasureRow) -> list[str]:
        """What a row is about: things by IRI, and figures as printed."""
        many = (cell if isinstance(cell, tuple) else (cell,) for cell in row.cells)
        things: list[str] = [thing for things in many for thing in things if isinstance(thing, URIRef)]
        return things + [cell["zh"] for cell in row.cells if isinstance(cell, dict)]

    def _shown(self, cell: Cell, lang: str) -> str | int | float | Decimal | None:
        if isinstance(cell, URIRef):
            return self.words.label(cell, lang)
        if isinstance(cell, tuple):
            return ("、" if lang == "zh" else ", ").join(self.words.label(iri, lang) for iri in cell)
        if isinstance(cell, dict):
            return cell[lang]
        # Four decimals are already more than one report's word on a network can bear.
        if isinstance(cell, Decimal):
            return int(cell) if cell == cell.to_integral_value() else round(cell, 4).normalize()
        if isinstance(cell, float):
            return round(cell, 4)
        return cell

    def to_frame(self, lang: str = "zh", *, ids: bool = False) -> pd.DataFrame:
        """A pandas DataFrame, with what was counted in ``frame.attrs["counted"]``.

        Args:
            lang: language of names and citations.
            ids: IRIs as they are instead of names.

        Returns:
            One row a row; numbers are float64 or int64; ``sentences`` holds the ids of the
            passages, comma-separated, and ``citation`` the citations in words.
        """
        import pandas as pd

        data: dict[str, list[object]] = {
            name: [self._value(row.cells[place], lang, ids=ids) for row in self.rows]
            for place, (name, _, _) in enumerate(self.columns)
        }
        if self.is_cited:
            cited = [self.words.cite(row.sentences) for row in self.rows]
            data["sentences"] = [",".join(c.passage.id for c in found) for found in cited]
            data["citation"] = [
                "; ".join(str(self.words.verbatim_citation(c.passage.iri, lang, self._things(row))) for c in found)
                for row, found in zip(self.rows, cited, strict=True)
            ]
        frame = pd.DataFrame(data)
        frame.attrs["counted"] = self.counted[lang]
        return frame

    def _value(self, cell: Cell, lang: str, *, ids: bool) -> object:
        if ids and isinstance(cell, URIRef):
            return str(cell)
        if ids and isinstance(cell, tuple):
            return ",".join(cell)
        if isinstance(cell, Decimal):
            return float(cell)
        return cell if isinstance(cell, (int, float)) else self._shown(cell, lang)

    def __str__(self) -> str:
        from dgkg.table import plain_table

        return f"{self.counted['zh']}\n{plain_table(self.headings(), self.cells())}"

    def _repr_html_(self) -> str:
        import html

        from dgkg.table import html_table

        return f"<p>{html.escape(self.counted['zh'])}</p>\n{html_table(self.headings(), self.cells())}"
