"""Where the words of a source name what a fact rests on: spans of a quote.

The project ships no sentence of a report. Once a reader attaches a copy, a citation shows its
words, with the names and figures that the fact rests on marked in them: 『463.4亿元』 in plain
text, which survives pipes and files, ``<mark>`` in HTML.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple, Self

from rdflib import Literal, URIRef

from dgkg.gazetteer import Gazetteer
from dgkg.namespaces import DGO, ID
from dgkg.source import Library
from dgkg.store import Store, Table
from dgkg.terms import to_sparql

__all__ = ["Highlighter", "Marked", "Printed", "Span", "find_spans", "pieces"]

OPEN, CLOSE = "『", "』"
# Printed and typed with or without: no part of what a name or a figure says.
_UNSAID = re.compile(r"[\s*《》〈〉“”‘’\"'「」·・]")
_NUMERALS = frozenset("0123456789〇零一二两三四五六七八九十百千万亿")


class Printed(NamedTuple):
    """A form in which a thing may stand in a text; ``kind`` is ``name`` or ``figure``."""

    thing: URIRef
    text: str
    kind: str = "name"


class Span(NamedTuple):
    """A stretch ``quote[start:end]`` and everything it stands for, by IRI.

    ``kind`` is ``figure`` where it stands for a figure, else ``name``.
    """

    start: int
    end: int
    kind: str
    things: tuple[URIRef, ...]


class Marked(str):
    """A text with stretches marked: as a ``str`` between 『』, as HTML (``__html__``) in ``<mark>``.

    Args:
        text: as plain text.
        parts: the same, piece by piece, each with whether it is marked; plain pieces may be HTML-unsafe.
        brief: what is left where there is no room for the words: the citation without its quote.
    """

    __slots__ = ("brief", "parts")
    parts: tuple[tuple[str, bool], ...]
    brief: str

    def __new__(cls, text: str = "", parts: Sequence[tuple[str, bool]] = (), brief: str = "") -> Self:
        """The plain text, which remembers its pieces."""
        made = super().__new__(cls, text)
        made.parts = tuple(parts) or ((text, False),)
        made.brief = brief
        return made

    @classmethod
    def of(cls, parts: Sequence[tuple[str, bool]], brief: str = "") -> Self:
        """A text from its pieces."""
        return cls("".join(f"{OPEN}{text}{CLOSE}" if marked else text for text, marked in parts), parts, brief)

    @classmethod
    def joined(cls, separator: str, texts: Iterable[str]) -> str:
        """Several texts in one; marked where one of them is."""
        known = list(texts)
        if not any(isinstance(text, Marked) for text in known):
            return separator.join(known)
        parts: list[tuple[str, bool]] = []
        for text in known:
            parts += [(separator, False)] if parts else []
            parts += text.parts if isinstance(text, Marked) else [(text, False)]
        return cls.of(parts, separator.join(t.brief if isinstance(t, Marked) else t for t in known))

    def __html__(self) -> str:
        """Escaped, with ``<mark>``; template engines and :func:`dgkg.table.html_table` ask for this."""
        return "".join(
            f"<mark>{html.escape(text)}</mark>" if marked else html.escape(text) for text, marked in self.parts
        )


def find_spans(quote: str, printed: Iterable[Printed]) -> list[Span]:
    """Where a text names things and figures: the longest first, none within another, in reading order.

    Width, case, white space, ``*`` and quotation marks make no difference. A figure is found
    only as a whole (``5亿元`` is not in 12.5亿元), so is a word in Latin letters; one that is
    printed in two places (``约占…5%``) is found by its pieces. What stands nowhere but within a
    longer name (500强 in 广东500强企业) is what that span stands for too. What is not printed so
    has no span; what is printed twice has two, and each stands for all that it may.
    """
    whole, places = _as_compared(quote)
    met: list[_Met] = []
    for text, kind, things in _forms(printed):
        at = whole.find(text)
        while at >= 0:
            met.append((at, at + len(text), kind, things))
            at = whole.find(text, at + 1)
    found: list[_Met] = []
    for at, end, kind, things in sorted(met, key=_longest_first):
        for first, last, _, _ in found:
            if at < last and first < end:
                break
        else:
            if _is_whole(quote, places[at], places[end - 1] + 1, kind):
                found.append((at, end, kind, set(things)))
    if len(found) < len(met):
        _add_what_is_within(found, met)
    found.sort(key=_START)
    return [
        Span(places[at], places[end - 1] + 1, kind, tuple(sorted(things, key=str) if len(things) > 1 else things))
        for at, end, kind, things in found
    ]


# Where a form of some things was met in a text, as it is compared.
_Met = tuple[int, int, str, set[URIRef]]
_START = itemgetter(0)


def _longest_first(met: _Met) -> tuple[int, int]:
    return met[0] - met[1], met[0]


def _add_what_is_within(found: Sequence[_Met], met: Iterable[_Met]) -> None:
    """What has no place of its own is what a longer stretch around it stands for too."""
    placed = {thing for *_, things in found for thing in things}
    for at, end, _, things in met:
        for first, last, _, own in found:
            if first <= at and end <= last:
                own.update(things - placed)


def _forms(printed: Iterable[Printed]) -> list[tuple[str, str, set[URIRef]]]:
    """Each text as it is compared, its kind, and what may stand so."""
    wanted: dict[str, set[URIRef]] = {}
    figures = set()
    for thing, text_of, kind in printed:
        for text in _pieces_of(text_of):
            # One character names too much to be taken for a name.
            if len(text) > (kind == "name"):
                wanted.setdefault(text, set()).add(thing)
                if kind == "figure":
                    figures.add(text)
    return [(text, "figure" if text in figures else "name", things) for text, things in wanted.items()]


# The same names are looked for in text after text.
@lru_cache(16384)
def _pieces_of(text: str) -> Sequence[str]:
    """What is printed of a text in one place each, as it is compared."""
    return list(map(_folded, text.split("…")))


def pieces(quote: str, spans: Iterable[Span]) -> Iterator[tuple[str, Span | None]]:
    """The whole quote in order: what lies between the spans, and each span's words with the span."""
    at = 0
    for span in spans:
        if span.start > at:
            yield quote[at : span.start], None
        yield quote[span.start : span.end], span
        at = span.end
    if at < len(quote):
        yield quote[at:], None


class Highlighter:
    """Knows what each attached passage names, and marks it.

    Args:
        store: what the passages state.
        gazetteer: every name of every thing.
        library: the passages, with the words of those that are attached.
    """

    def __init__(self, store: Store, gazetteer: Gazetteer, library: Library) -> None:
        self._store = store
        self._gazetteer = gazetteer
        self._library = library
        self._known: dict[tuple[URIRef, str], list[Span]] = {}

    def spans_of(self, passage: URIRef) -> list[Span]:
        """Every name and figure of what a passage states, in its words; none without a copy."""
        quote = self._library.quotes.get(passage)
        if quote is None:
            return []
        if (passage, quote) not in self._known:
            self._known[passage, quote] = find_spans(quote, self._printed(passage))
        return self._known[passage, quote]

    def spans(self, passage: URIRef, things: Iterable[str]) -> list[Span]:
        """Those spans that stand for one of some things, by IRI, or that print a figure, as text."""
        asked = list(things)
        iris = {thing for thing in asked if isinstance(thing, URIRef)}
        texts = {_folded(thing) for thing in asked if not isinstance(thing, URIRef)}
        quote = self._library.quotes.get(passage, "")
        return [
            span
            for span in self.spans_of(passage)
            if not iris.isdisjoint(span.things)
            or (span.kind == "figure" and _folded(quote[span.start : span.end]) in texts)
        ]

    def quoted(self, passage: URIRef, head: str, things: Iterable[str] | None = None) -> str:
        """A citation with the passage's words behind it, where they are attached.

        Args:
            passage: what is cited.
            head: the citation.
            things: what to mark: IRIs, and figures as printed; ``None`` marks all that the passage states.
        """
        quote = self._library.quotes.get(passage)
        if quote is None:
            return head
        spans = self.spans_of(passage) if things is None else self.spans(passage, things)
        told = [(text, span is not None) for text, span in pieces(quote, spans)]
        lead = f"{head} " if head else ""
        return Marked.of([(f"{lead}“", False), *told, ("”", False)], head)

    def _printed(self, passage: URIRef) -> Iterator[Printed]:
        """The names of all things in a passage's graph, and what it gives as printed."""
        answer = self._store.query(f"SELECT ?s ?p ?o WHERE {{ GRAPH {to_sparql(passage)} {{ ?s ?p ?o }} }}")
        assert isinstance(answer, Table)
        things: set[URIRef] = set()
        for subject, predicate, value in answer.rows:
            if not isinstance(subject, URIRef):
                continue
            things.add(subject)
            if isinstance(value, URIRef):
                things.add(value)
            elif isinstance(value, Literal) and value.language is None and isinstance(value.value, str):
                yield Printed(subject, str(value), "figure" if predicate == DGO.valueText else "name")
        # Codes (入选, 国家级) are words of ours; what has a name has it here.
        for thing in sorted(t for t in things if t.startswith(str(ID))):
            for name in self._gazetteer.names(thing):
                yield Printed(thing, name.text)


# Names are compared with many texts each.
@lru_cache(16384)
def _folded(text: str) -> str:
    """A text as it is compared."""
    return _as_compared(text)[0]


def _as_compared(text: str) -> tuple[str, Sequence[int]]:
    """A text as it is compared, and where in the text each of its characters stood."""
    said = list(map(_SAID.__getitem__, text))
    folded = "".join(said)
    if len(folded) == len(text) and "" not in said:
        return folded, range(len(text))
    places = [place for place, characters in enumerate(said) if characters]
    if len(places) < len(folded):
        places = [place for place, characters in enumerate(said) for _ in characters]
    return folded, places


class _Said(dict[str, str]):
    """Each character as it is compared: often one, sometimes several, none where it makes no difference."""

    def __missing__(self, raw: str) -> str:
        known = "".join(c for c in unicodedata.normalize("NFKC", raw).casefold() if not _UNSAID.match(c))
        self[raw] = known
        return known


_SAID = _Said()


def _is_whole(quote: str, start: int, end: int, kind: str) -> bool:
    """Whether a stretch is no piece of a longer number or Latin word."""
    # A name from one ideograph to another goes on in neither way; most names here are such.
    if kind == "name" and "一" <= quote[start] <= "鿿" and "一" <= quote[end - 1] <= "鿿":
        return True
    own, before, after = (
        _plain(quote[start:end]),
        _plain(quote[max(0, start - 2) : start]),
        _plain(quote[end : end + 2]),
    )
    return not (_goes_on(before[::-1], own[0], kind) or _goes_on(after, own[-1], kind))


def _plain(text: str) -> str:
    return text if text.isascii() else _normalized(text)


@lru_cache(16384)
def _normalized(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _goes_on(beyond: str, edge: str, kind: str) -> bool:
    """Whether a number or a Latin word goes on beyond its edge; ``beyond`` is read away from it."""
    if not beyond:
        return False
    if edge.isdecimal() and beyond[0] in ".," and beyond[1:].isdecimal():
        return True
    if kind == "figure" and edge in _NUMERALS and beyond[0] in _NUMERALS:
        return True
    return edge.isascii() and edge.isalnum() and beyond[0].isascii() and beyond[0].isalnum()
