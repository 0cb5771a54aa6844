"""Where things occur, asked of the store thing by thing: for a graph too large to be read whole.

Of a thing that very many passages speak of nobody counts or reads them all; whoever asks is told so by a number
that is :data:`MOST_COUNTED`, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from rdflib import URIRef

from dgkg.errors import TooLargeError
from dgkg.namespaces import SOURCE
from dgkg.passage_graph import PassageGraph, read_passages
from dgkg.store import Store, Table
from dgkg.terms import to_sparql
from dgkg.words import names_of

__all__ = ["MOST_COUNTED", "MOST_READ", "MOST_THINGS", "Asked", "Occurrences", "is_large"]

# Beyond so many things reading them all takes longer than anybody waits for a first answer.
MOST_THINGS = 5000
# Of a thing so many passages are counted, and so many read where one is asked what is said of it.
MOST_COUNTED, MOST_READ = 1000, 150
_KEPT = 4096
_Of = TypeVar("_Of")


def is_large(store: Store) -> bool:
    """Whether a graph is too large to be read whole while somebody waits; none is that has no index of its names."""
    index = names_of(store)
    return index is not None and len(index) > MOST_THINGS


class Asked(Mapping[URIRef, _Of], Generic[_Of]):
    """What is known of each passage, looked up when it is asked for; nobody reads them all."""

    def __init__(self, look_up: Callable[[URIRef], _Of | None]) -> None:
        self._look_up = look_up

    def __getitem__(self, iri: URIRef) -> _Of:
        found = self._look_up(iri)
        if found is None:
            raise KeyError(iri)
        return found

    def __iter__(self) -> Iterator[URIRef]:
        raise TooLargeError

    def __len__(self) -> int:
        raise TooLargeError


class Occurrences:
    """Finds the passages that speak of a thing, and reads what one states.

    Args:
        store: what is asked.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.passages: Callable[[URIRef], Sequence[URIRef]] = lru_cache(_KEPT)(self._passages_of)
        """The passages that speak of a thing, by IRI, as far as they are counted."""
        self.graph: Callable[[URIRef], PassageGraph | None] = lru_cache(_KEPT)(self._read)
        """What a passage states."""
        self.graphs: Mapping[URIRef, PassageGraph] = Asked(self.graph)
        """The same as a mapping."""

    def _passages_of(self, iri: URIRef) -> Sequence[URIRef]:
        term = to_sparql(iri)
        return self._found(f"{{ {term} ?p ?o }} UNION {{ ?s ?q {term} }}")

    def first(self, *things: URIRef) -> tuple[list[PassageGraph], int]:
        """What the first passages state that speak of some things, and how many more there are of these at least.

        Raises:
            TooLargeError: nothing is named; of everything there are too many.
        """
        if not things:
            raise TooLargeError
        found = list(dict.fromkeys(passage for thing in things for passage in self.passages(thing)[:MOST_READ]))
        more = sum(max(0, len(self.passages(thing)) - MOST_READ) for thing in things)
        return [graph for passage in found if (graph := self.graph(passage))], more

    def stating(self, predicate: URIRef) -> Sequence[URIRef]:
        """The passages that state anything by a relation, as far as they are counted."""
        return self._found(f"?s {to_sparql(predicate)} ?o")

    def _found(self, pattern: str) -> Sequence[URIRef]:
        answer = self._store.query(f"SELECT DISTINCT ?g {{ GRAPH ?g {{ {pattern} }} }} LIMIT {MOST_COUNTED}")
        assert isinstance(answer, Table)
        # What a rule derives, or a build counts, is said by no passage.
        return sorted(g for (g,) in answer.rows if isinstance(g, URIRef) and g.startswith(str(SOURCE)))

    def _read(self, passage: URIRef) -> PassageGraph | None:
        return next(iter(read_passages(self._store, passage=passage)), None)
