"""By which words each passage of a store is found: what it says of itself, what it is asked by, and what it asserts.

Which things and relations a passage names need not be written down again: the store finds passages by these, and of
what very many passages name nobody would be told anything by it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping

from dgkg.namespaces import DGO, SKOS, SOURCE
from dgkg.store.spool import Told
from dgkg.word_index import words_in

__all__ = ["IN_PASSAGES", "OF_PASSAGES", "gather_words"]

OF_PASSAGES = (DGO.gloss, DGO.askedBy)
"""What is said of a passage by which it is found."""
IN_PASSAGES = (DGO.assertion, DGO.scopeNote, SKOS.prefLabel, SKOS.altLabel)
"""What a passage states by which it is found."""


class _Words(dict[str, "array[int]"]):
    def __missing__(self, word: str) -> array[int]:
        found = self[word] = array("I")
        return found


def gather_words(store: Told) -> tuple[list[str], Mapping[str, array[int]]]:
    """The passages that state something, by IRI, and to each word the places of those that it finds."""
    passages = sorted(graph for graph in store.graphs() if graph.startswith(str(SOURCE)))
    places = {passage: place for place, passage in enumerate(passages)}
    words = _Words()
    for passage, text in _texts(store):
        place = places.get(passage)
        if place is not None:
            for word in words_in(text):
                words[word].append(place)
    return passages, words


def _texts(store: Told) -> Iterator[tuple[str, str]]:
    for relation in OF_PASSAGES:
        yield from ((passage, text) for passage, text, _ in store.said(relation))
    for relation in IN_PASSAGES:
        yield from store.stated(relation)
