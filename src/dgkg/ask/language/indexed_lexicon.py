"""Words of a graph too large to hold every name: names are looked up for each question, by what it says.

What the ontology calls things, the words that ask, and the names of classes with few things (quantities, periods,
fields) are held, as :class:`dgkg.ask.language.lexicon.Lexicon` holds all; the names of all other things are found in
the index that a build wrote: every stretch of a question is asked for at once, and the longest match wins as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TypeVar

from rdflib import URIRef

from dgkg.ask.language.lexicon import Lexicon, Match
from dgkg.ask.language.rewording import Reworded
from dgkg.ask.language.tokens import Token, features, fold, tokenize
from dgkg.gazetteer import Gazetteer, Name
from dgkg.gazetteer import fold as name_form
from dgkg.name_index import NameIndex
from dgkg.namespaces import DGO
from dgkg.ontology import Ontology
from dgkg.store import Store

__all__ = ["IndexedLexicon", "SpokenLexicon"]

# Names of classes with no more things than this are held.
MOST_HELD = 2000
_HELD = (DGO.Concept, DGO.Period, DGO.Unit)
_LONGEST, _SHORTEST_SLIP, _LONGEST_SLIP = 20, 3, 8
_KEPT, _AT_ONCE = 65536, 500
_Of = TypeVar("_Of")


class _LookedUp(Mapping[URIRef, _Of]):
    """What is known of each thing: held of some, looked up of all others."""

    def __init__(self, held: Mapping[URIRef, _Of], look_up: Callable[[URIRef], _Of]) -> None:
        self._held, self._look_up = held, lru_cache(_KEPT)(look_up)

    def __getitem__(self, thing: URIRef) -> _Of:
        found = self._held.get(thing) or self._look_up(thing)
        if not found:
            raise KeyError(thing)
        return found

    def __iter__(self) -> Iterator[URIRef]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


class _Layered(dict[tuple[str, ...], Match]):
    """The entries that were looked up for a question, over those that are held."""

    def __init__(self, found: Mapping[tuple[str, ...], Match], held: Mapping[tuple[str, ...], Match]) -> None:
        super().__init__(found)
        self._held = held

    def get(self, key: tuple[str, ...], default: Match | None = None) -> Match | None:  # type: ignore[override]
        return super().get(key) or self._held.get(key, default)

    def __missing__(self, key: tuple[str, ...]) -> Match:
        return self._held[key]


class IndexedLexicon(Lexicon):
    """The words that are held, and the way to the others.

    Args:
        store: where the words of the ontology are.
        index: the names of things.
        ontology: the tree of classes.
    """

    def __init__(self, store: Store, index: NameIndex, ontology: Ontology) -> None:
        super().__init__(store, _held_names(index, ontology))
        self.index = index
        self._named = _LookedUp(self.names, self._names_of)
        self._features = _LookedUp({}, lambda thing: frozenset().union(*map(features, self._named.get(thing, ()))))

    def _names_of(self, thing: URIRef) -> list[str]:
        return [name.text for name in self.index.of(str(thing))]

    @property
    def every_name(self) -> Mapping[URIRef, Sequence[str]]:
        """The names of any thing."""
        return self._named

    @property
    def features(self) -> Mapping[URIRef, frozenset[str]]:
        """What any thing is found by, over all its names."""
        return self._features

    def spoken(self, text: str, *, with_slips: bool = False) -> SpokenLexicon:
        """The words for one text: those that are held, with the names that it names.

        Args:
            text: a question.
            with_slips: also names that it misses by one character; these take longer to look up.
        """
        return SpokenLexicon(self, text, with_slips=with_slips)


class SpokenLexicon(Lexicon):
    """The words for one text; see :meth:`IndexedLexicon.spoken`."""

    def __init__(self, held: IndexedLexicon, text: str, *, with_slips: bool) -> None:
        # Nothing is read anew: what is held is shared, what is looked up lies over it.
        self._held = held
        self.names = held.every_name  # type: ignore[assignment]
        self.alike = held.alike
        self.asking = held.asking
        tokens = tokenize(text)
        found: dict[tuple[str, ...], set[URIRef]] = {}
        spans = dict(_spans(fold(text), tokens))
        for form, iri in self._rows(spans):
            found.setdefault(spans[form], set()).add(iri)
        held_entries = held._entries  # noqa: SLF001 - one of its own kind
        self._entries = _Layered({key: _entry(held_entries.get(key), key, found[key]) for key in found}, held_entries)
        self._slips = self._near(tokens) if with_slips else {}

    def _rows(self, forms: Iterable[str]) -> Iterator[tuple[str, URIRef]]:
        every = list(forms)
        for first in range(0, len(every), _AT_ONCE):
            some = every[first : first + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            rows = self._held.index.rows(f"SELECT folded, iri FROM names WHERE folded IN ({marks})", *some)  # noqa: S608
            yield from ((form, URIRef(iri)) for form, iri in rows)

    @property
    def features(self) -> Mapping[URIRef, frozenset[str]]:
        """What any thing is found by, over all its names."""
        return self._held.features

    @property
    def _reworded(self) -> Reworded:
        return self._held._reworded  # noqa: SLF001 - one of its own kind

    @cached_property
    def _found_parts(self) -> frozenset[str]:
        return frozenset(part for key in dict(self._entries) for part in key)

    def knows(self, stem: str) -> bool:
        """Whether a word is part of a phrase or of a name, as far as these are held or named."""
        return stem in self._found_parts or self._held.knows(stem)

    def nearest_word(self, word: str) -> str | None:
        """A Latin word, of those that are held, that a word misses by a slip of the finger."""
        return self._held.nearest_word(word)

    def misspelt(self, tokens: Sequence[Token]) -> Iterator[Match]:
        """Names that a stretch of unknown Chinese characters misses by one."""
        for start in range(len(tokens)):
            for end in range(len(tokens), start, -1):
                things = self._slips.get("".join(t.text for t in tokens[start:end]))
                if things:
                    yield Match(start, end, things)
        yield from self._held.misspelt(tokens)

    def _near(self, tokens: Sequence[Token]) -> Mapping[str, frozenset[URIRef]]:
        """Chinese stretches that are no names, with the things whose names have one other character in them."""
        covered = {n for m in self.matches(tokens) for n in range(m.start, m.end) if m.end - m.start > 1}
        found: dict[str, frozenset[URIRef]] = {}
        for length in range(_LONGEST_SLIP, _SHORTEST_SLIP - 1, -1):
            for start in range(len(tokens) - length + 1):
                stretch = tokens[start : start + length]
                is_one = all(t.is_chinese and start + n not in covered for n, t in enumerate(stretch))
                text = "".join(t.text for t in stretch)
                if is_one and text not in found and (things := frozenset(self._one_off_from(text))):
                    found[text] = things
        return found

    def _one_off_from(self, text: str) -> Iterator[URIRef]:
        index = self._held.index
        for first, last in index.rows("SELECT first, last FROM lengths WHERE length = ?", len(text)):
            # Of two halves one is as it should be.
            for half in {text[: len(text) // 2], text[len(text) // 2 :]}:
                rows = index.rows(
                    "SELECT iri, folded FROM grams JOIN names ON names.id = grams.rowid "
                    "WHERE grams MATCH ? AND grams.rowid BETWEEN ? AND ? LIMIT ?",
                    index.holding(half), first, last, _AT_ONCE,
                )  # fmt: skip
                for iri, name in rows:
                    if sum(a != b for a, b in zip(name, text, strict=True)) == 1:
                        yield URIRef(iri)


def _entry(held: Match | None, key: tuple[str, ...], things: set[URIRef]) -> Match:
    return held._replace(things=held.things | things) if held else Match(0, len(key), frozenset(things))


def _spans(text: str, tokens: Sequence[Token]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every stretch of a folded text, as names are compared, with its stems."""
    for start, first in enumerate(tokens):
        for end in range(start, min(start + _LONGEST, len(tokens))):
            last = tokens[end]
            if start == end and last.is_chinese:
                continue
            stems = tuple(t.stem for t in tokens[start : end + 1])
            written = text[first.start : last.end]
            yield name_form(written), stems
            if written.count("(") > written.count(")"):
                yield name_form(f"{written})"), stems
            if last.text != last.stem:
                # 「firms」 may be a name that is written 「firm」.
                yield name_form(text[first.start : last.start] + last.stem), stems


def _held_names(index: NameIndex, ontology: Ontology) -> Gazetteer:
    """The names of the classes that are held."""
    names: list[Name] = []
    types: dict[URIRef, frozenset[URIRef]] = {}
    for written, number in index.rows("SELECT types, count(*) FROM things GROUP BY types"):
        classes = frozenset(map(URIRef, written.split()))
        if number <= MOST_HELD and any(ontology.is_a(classes, cls) for cls in _HELD):
            for (iri,) in index.rows("SELECT iri FROM things WHERE types = ?", written):
                types[URIRef(iri)] = classes
                names += index.of(iri)
    return Gazetteer(names, types)
