"""What every store can do: answer SPARQL 1.1 queries, and close.

Nothing is ever written through this seam: the record is files, the store a cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from rdflib import URIRef

from dgkg.statement import Statement
from dgkg.terms import Plain, Term, plain

if TYPE_CHECKING:
    from rdflib import Dataset

    from dgkg.store.statements import Statements

__all__ = ["Result", "Store", "Table"]


class Table:
    """The solutions of a SELECT query; an unbound variable is ``None``.

    Args:
        variables: the names of the columns.
        rows: rdflib terms, one a column.
    """

    def __init__(self, variables: tuple[str, ...], rows: list[tuple[Term | None, ...]]) -> None:
        self.variables = variables
        self._rows = rows

    @property
    def rows(self) -> list[tuple[Term | None, ...]]:
        """The rows, in order."""
        return self._rows

    def part(self, index: slice) -> Table:
        """Some of the rows."""
        return Table(self.variables, self.rows[index])

    def __len__(self) -> int:
        return len(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self.variables == other.variables and self.rows == other.rows

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Table: {len(self)} rows of {', '.join(self.variables)}>"

    def columns(self, name: Callable[[str, str], object]) -> list[list[Plain]]:
        """The columns as plain values: text, numbers, ``None``, and what ``name`` makes of an IRI.

        Args:
            name: given a column and an IRI of it, once for each different one.
        """
        known: list[dict[Term | None, Plain]] = [{} for _ in self.variables]
        columns: list[list[Plain]] = [[] for _ in self.variables]
        for row in self.rows:
            for variable, term, seen, column in zip(self.variables, row, known, columns, strict=True):
                if term not in seen:
                    seen[term] = plain(term, partial(name, variable))
                column.append(seen[term])
        return columns


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

    def statements(self) -> Statements:
        """All that it holds, to be written elsewhere, but for what a build has counted."""

    def extended(self, graph: URIRef, statements: Iterable[Statement]) -> Store:
        """Another store with the same quads and, in a graph of their own, some statements more."""

    def close(self) -> None:
        """Release what the store holds."""
