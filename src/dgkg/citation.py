"""Lists of citations for people: numbered once, in reading order."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import URIRef

from dgkg.source import Citation
from dgkg.words import Words

__all__ = ["Notes"]


class Notes:
    """Numbers passages as footnotes do: the same passage keeps its number.

    Args:
        words: knows the passages.
        passages: all that will be cited, so that numbers follow reading order.
    """

    def __init__(self, words: Words, passages: Iterable[URIRef]) -> None:
        self.citations: list[Citation] = words.cite(passages)
        self._numbers = {c.passage.iri: n for n, c in enumerate(self.citations, 1)}

    def number(self, passage: URIRef) -> int:
        """The number of a passage, from 1."""
        return self._numbers[passage]

    def marks(self, passages: Iterable[URIRef]) -> str:
        """The numbers of several passages: ``1,3``."""
        return ",".join(str(n) for n in sorted({self._numbers[p] for p in passages if p in self._numbers}))

    def lines(self, lang: str) -> list[str]:
        """One line a citation, with its number."""
        return [f"[{n}] {citation.text(lang)}" for n, citation in enumerate(self.citations, 1)]
