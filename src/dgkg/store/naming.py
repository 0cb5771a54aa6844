"""What things are called and what they are, read from a store statement by statement: however large, one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dgkg.name_index import write_index
from dgkg.namespaces import DGO, RDF, SKOS, SOURCE
from dgkg.store.passage_words import IN_PASSAGES, OF_PASSAGES, gather_words
from dgkg.store.spool import Told
from dgkg.word_index import write_words

__all__ = ["NO_THINGS", "SAID", "STATED", "index_names"]

# What has a class of ours and is no thing: the pieces of sources, words of the ontology, and what a build counted.
NO_THINGS = frozenset(
    {
        DGO.Sentence,
        DGO.Heading,
        DGO.RunIn,
        DGO.Footnote,
        DGO.Section,
        DGO.FactProperty,
        DGO.IndustryCount,
        DGO.PolicyCount,
        DGO.RepeatedFact,
        DGO.TypeCount,
    }
)
_ONE_IN = 1000
_OURS = str(DGO)
_KINDS = {SKOS.prefLabel: "pref", SKOS.altLabel: "alt", SKOS.hiddenLabel: "hidden"}
_OF = (DGO.refArea, DGO.refPeriod)
SAID = (RDF.type, *_KINDS, *OF_PASSAGES)
"""Of which relations an index reads all that is said."""
STATED = (*_OF, *IN_PASSAGES)
"""Of which relations an index reads what passages state."""


def index_names(store: Told, path: Path) -> None:
    """Write the index of the names in a store, with the words of its passages.

    Raises:
        OSError: it cannot be written.
    """
    write_index(path, _names(store), _types(store), _told(store), lambda base: write_words(base, *gather_words(store)))


def _types(store: Told) -> dict[str, str]:
    """The classes of each thing, as an index keeps them."""
    found: dict[str, frozenset[str]] = {}
    alone: dict[str, frozenset[str]] = {}
    for thing, cls, lang in store.said(RDF.type):
        if lang is None and cls.startswith(_OURS):
            given = alone.get(cls) or alone.setdefault(cls, frozenset((cls,)))
            before = found.get(thing)
            # Most have one class, and then the same set.
            found[thing] = given if before is None else before | given
    left_out = frozenset(map(str, NO_THINGS))
    written: dict[frozenset[str], str] = {}
    things = {}
    for thing, classes in found.items():
        if classes not in written:
            written[classes] = "" if classes & left_out else " ".join(sorted(classes))
        if written[classes]:
            things[thing] = written[classes]
    return things


def _told(store: Told) -> Iterator[tuple[str, str, int]]:
    """What the figures of passages are of, and how often: who reads but a part of a graph cannot tell."""
    for relation in _OF:
        counted = Counter(value for graph, value in store.stated(relation) if graph.startswith(str(SOURCE)))
        # A place that one in so many figures is of is none that the sources report on.
        least = counted.total() // _ONE_IN
        yield from ((str(relation), value, times) for value, times in counted.items() if times > least)


def _names(store: Told) -> Iterator[tuple[str, str, str, str]]:
    for predicate, kind in _KINDS.items():
        for thing, text, lang in store.said(predicate):
            yield thing, text, lang or "", kind
