"""What every store can do: answer SPARQL 1.1 queries, and close.

Nothing is ever written through this seam: the record is files, the store a cache.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rdflib import URIRef

from dgkg.statement import Statement
from dgkg.terms import Term

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["Result", "Store", "Table"]


@dataclass(frozen=True, slots=True)
class Table:
    """The solutions of a SELECT query; an unbound variable is ``None``."""

    variables: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]


Result = Table | bool | list[Statement]


class Store(Protocol):
    """The seam between dgkg and a SPARQL engine."""

    def query(self, sparql: str) -> Result:
        """Answer a query, over all graphs together unless it names them.

        Raises:
            QueryError: the text is not SPARQL 1.1, or the engine cannot run it.
        """

    def to_rdflib(self, *, copy: bool = False) -> Dataset:
        """An rdflib Dataset over the same quads, for reading; or a copy in memory, for anything."""

    def extended(self, graph: URIRef, statements: Iterable[Statement]) -> Store:
        """Another store with the same quads and, in a graph of their own, some statements more."""

    def close(self) -> None:
        """Release what the store holds."""
