"""Sources, their sections and passages, and citations of them.

A passage is a citable piece of a source (a sentence, a heading, a run-in heading, a
footnote); its IRI is also the name of the graph that holds what it states, so a citation
is never looked up by text. The project ships locators, digests and glosses; the verbatim
text is the reader's own and comes in by attachment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rdflib import URIRef

from dgkg.errors import NotFoundError

__all__ = ["Citation", "Library", "Passage", "Section", "Source", "reading_key"]

# An error repeats so much of a name, and names so many sources.
_LONGEST_NAME, _NAMED = 100, 12
# What a passage that is no sentence is called in a citation.
_KINDS = {"Heading": ("标题", "heading"), "RunIn": ("小标题", "run-in heading"), "Footnote": ("脚注", "footnote")}


@dataclass(frozen=True, slots=True)
class Source:
    """A document that was read into the graph."""

    iri: URIRef
    title: Mapping[str, str]
    publishers: tuple[Mapping[str, str], ...]
    issued: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a source: its printed number (``二（一）2``), notation (``2.1.2``) and title."""

    iri: URIRef
    notation: str
    printed: str
    title: Mapping[str, str]
    is_intention: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable piece of a source.

    ``position`` is its place in reading order within the source; ``gloss`` says in our own
    words what it is about.
    """

    iri: URIRef
    id: str
    kind: str
    position: int
    section: Section
    paragraph: int | None
    ordinal: int | None
    digest: str
    gloss: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a fact can be read: a passage of a source, and its words where a copy is attached."""

    source: Source
    passage: Passage
    quote: str | None = None

    def text(self, lang: str = "zh") -> str:
        """The citation in one language, with the passage's id at the end."""
        place = self.passage
        if lang == "zh":
            where = place.section.printed
            if place.paragraph:
                where += f"第{place.paragraph}段"
            where += f"第{place.ordinal}句" if place.kind == "Sentence" else _KINDS[place.kind][0]
            return f"《{self.source.title['zh']}》{where} [{place.id}]"
        where = f"§{place.section.notation}"
        if place.paragraph:
            where += f", para. {place.paragraph}"
        where += f", sentence {place.ordinal}" if place.kind == "Sentence" else f", {_KINDS[place.kind][1]}"
        return f"{self.source.title['en']}, {where} [{place.id}]"

    def __str__(self) -> str:
        return self.text("zh")


def reading_key(identifier: str) -> tuple[object, ...]:
    """Sorts passage ids as they stand in the document, from the id alone.

    >>> sorted(["1.2-p1-s1", "1.1-p2-s10", "1.1-p2-s9", "1.1-h"], key=reading_key)
    ['1.1-h', '1.1-p2-s9', '1.1-p2-s10', '1.2-p1-s1']
    """
    section, _, rest = identifier.partition("-")
    numbers = tuple(int(n) if n.isdecimal() else 0 for n in section.split("."))
    # A heading leads its section; notes stand at its end.
    kind = {"h": 0, "p": 1}.get(rest[:1], 2)
    return numbers, kind, [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", rest)]


# What :mod:`dgkg.kept` leaves out: what is looked up by functions.
_LOOKED_UP = {"_cited", "sort_key"}


class Library:
    """The sources of a store, passage by passage, with the texts that are attached.

    Args:
        sources: what was read into the store.
        passages: of all of them.
        quotes: the verbatim texts of passages.
        read_source: reads the passages of one source, where those of all are too many.
        read_ahead: reads some passages together that are each read when asked for.
    """

    def __init__(
        self,
        sources: Iterable[Source],
        passages: Mapping[URIRef, Passage] | Iterable[Passage],
        quotes: Mapping[URIRef, str] | None = None,
        read_source: Callable[[URIRef], Iterable[Passage]] | None = None,
        read_ahead: Callable[[Iterable[URIRef]], None] | None = None,
    ) -> None:
        self._read_source = read_source
        self._read_ahead = read_ahead
        self._sources = {str(source.iri): source for source in sources}
        self._passages: Mapping[URIRef, Passage] = (
            passages if isinstance(passages, Mapping) else {passage.iri: passage for passage in passages}
        )
        self._quotes = dict(quotes or {})
        self._in_order = [self._sources[iri] for iri in sorted(self._sources)]
        self._look_up()

    def _look_up(self) -> None:
        # The same few sentences are cited again and again.
        self._cited = lru_cache(65536)(self._cite)
        # Every list of facts, of citations and of things is put in order by this.
        self.sort_key: Callable[[URIRef], tuple[object, ...]] = lru_cache(65536)(self._key)
        """Sorts passages in reading order; what is no passage comes last."""

    def __getstate__(self) -> dict[str, object]:
        # The words of a reader's own copy are never kept.
        return {name: value for name, value in self.__dict__.items() if name not in _LOOKED_UP} | {"_quotes": {}}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._look_up()

    def __len__(self) -> int:
        return len(self._passages)

    def __contains__(self, iri: object) -> bool:
        return iri in self._passages

    @property
    def sources(self) -> list[Source]:
        """Every source, by IRI."""
        return self._in_order.copy()

    def source(self, name: str) -> Source:
        """A source by its id (``dongguan-2023``).

        Raises:
            NotFoundError: there is none; names some that there are.
        """
        known = {source.iri.rpartition("/")[2]: source for source in self._in_order}
        if name not in known:
            raise NotFoundError(name[:_LONGEST_NAME], sorted(known)[:_NAMED], "来源", "source")
        return known[name]

    def passages(self) -> list[Passage]:
        """Every passage, in reading order, source by source."""
        return sorted(self._passages.values(), key=self._order)

    def passages_of(self, source: Source) -> Sequence[Passage]:
        """The passages of one source, in reading order."""
        if self._read_source is not None:
            return sorted(self._read_source(source.iri), key=self._order)
        return self._by_source.get(str(source.iri), ())

    @cached_property
    def _by_source(self) -> Mapping[str, Sequence[Passage]]:
        found: dict[str, list[Passage]] = {}
        for passage in self.passages():
            found.setdefault(str(passage.iri).rpartition("/")[0], []).append(passage)
        return found

    def passage(self, name: str) -> Passage | None:
        """A passage by its IRI or by its id (``2.1.2-p1-s4``)."""
        if found := self._passages.get(URIRef(name)):
            return found
        if not re.fullmatch(r"[\w.-]+", name, re.ASCII):
            return None
        of_each = (self._passages.get(URIRef(f"{source}/{name}")) for source in sorted(self._sources))
        return next(filter(None, of_each), None)

    def cite(self, iri: URIRef) -> Citation:
        """The citation of a passage.

        Raises:
            KeyError: the IRI names no passage of this library.
        """
        return self._cited(iri)

    def _cite(self, iri: URIRef) -> Citation:
        passage = self._passages[iri]
        return Citation(self.source_of(passage), passage, self._quotes.get(iri))

    def source_of(self, passage: Passage) -> Source:
        """The source that a passage stands in: the longest source IRI that its own continues."""
        return self._sources[str(passage.iri).rpartition("/")[0]]

    def attach(self, quotes: Mapping[URIRef, str]) -> None:
        """Give passages their verbatim text (checked before by :mod:`dgkg.attachment`)."""
        self._quotes.update(quotes)
        self._cited.cache_clear()

    def read_ahead(self, passages: Iterable[URIRef]) -> None:
        """Say that some passages will be asked for: of a large graph they are read together, which takes less."""
        if self._read_ahead is not None:
            self._read_ahead(passages)

    @property
    def quotes(self) -> Mapping[URIRef, str]:
        """The verbatim texts that are attached."""
        return self._quotes

    @property
    def is_attached(self) -> bool:
        """Whether a copy of a source is attached."""
        return bool(self._quotes)

    def _key(self, iri: URIRef) -> tuple[object, ...]:
        passage = self._passages.get(iri)
        return (0, *self._order(passage)) if passage else (1, str(iri))

    @staticmethod
    def _order(passage: Passage) -> tuple[object, ...]:
        return str(passage.iri).rpartition("/")[0], passage.position
