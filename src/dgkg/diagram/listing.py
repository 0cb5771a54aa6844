"""The same as a picture, as a table: for those who do not see it, and for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.words import Words

__all__ = ["Listing"]


@dataclass(frozen=True)
class Listing:
    """The same as a picture, as a table; the last column of every row cites its passages.

    Args:
        headings: one a column, the last being that of the citations.
        cells: row by row, in words.
        sentences: row by row, the passages that the row rests on; empty for a row that says that
            the report does not say.
    """

    headings: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    sentences: tuple[tuple[URIRef, ...], ...]

    @classmethod
    def of(
        cls, words: Words, lang: str, headings: Sequence[str], rows: Iterable[tuple[Sequence[str], Iterable[URIRef]]]
    ) -> Listing:
        """A table of rows without citations and the passages of each."""
        cells, sentences = [], []
        for row, passages in rows:
            cited = words.cite(passages)
            cells.append((*row, "; ".join(c.passage.id for c in cited)))
            sentences.append(tuple(c.passage.iri for c in cited))
        return cls((*headings, "出处" if lang == "zh" else "citation"), tuple(cells), tuple(sentences))

    def __len__(self) -> int:
        return len(self.cells)
