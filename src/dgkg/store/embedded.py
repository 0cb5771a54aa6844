"""The embedded store: Oxigraph in memory, built from the record's files.

The user's default graph is the union of all graphs, so a simple query finds facts
without knowing about sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import URIRef

from dgkg import trig
from dgkg.errors import QueryError
from dgkg.statement import Statement
from dgkg.store.base import Result, Table
from dgkg.terms import Plain, Term, TermReader, plain_columns, to_oxigraph

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["EmbeddedStore"]

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


class EmbeddedStore:
    """A store in this process; it goes when the process goes."""

    def __init__(self) -> None:
        self._store = ox.Store()

    @classmethod
    def from_files(cls, files: Iterable[Path]) -> EmbeddedStore:
        """A store of RDF files (Turtle, TriG, N-Quads, JSON-LD).

        Raises:
            DataError: a file cannot be read or parsed; carries file and line.
        """
        store = cls()
        for path in files:
            try:
                store._store.bulk_load(path=str(path), format=_FORMATS[path.suffix])
            except (SyntaxError, OSError, ValueError):
                # The bulk loader's message lacks the place; reading again gives it.
                store._store.extend(trig.parse(path))
        return store

    @classmethod
    def from_text(cls, text: str, suffix: str = ".trig") -> EmbeddedStore:
        """A store of one Turtle or TriG text."""
        store = cls()
        store._store.extend(trig.parse_text(text, Path(f"text{suffix}")))
        return store

    def __len__(self) -> int:
        return len(self._store)

    def query(self, sparql: str) -> Result:
        """Answer a query; see :class:`dgkg.store.base.Store`."""
        try:
            answer = self._store.query(sparql, use_default_graph_as_union=True)
            return _read(answer)
        except SyntaxError as error:
            raise _syntax_error(sparql, str(error)) from error
        except (ValueError, OSError, RuntimeError) as error:
            raise QueryError(f"查询无法执行：{error}", f"The query cannot be run: {error}", query=sparql) from error

    def to_rdflib(self, *, copy: bool = False) -> Dataset:
        """The store as an rdflib Dataset; see :class:`dgkg.store.base.Store`."""
        from dgkg.store.view import copy_of, view_of

        return copy_of(self._store) if copy else view_of(self._store)

    def extended(self, graph: URIRef, statements: Iterable[Statement]) -> EmbeddedStore:
        """A second store with more in it; see :class:`dgkg.store.base.Store`."""
        name = ox.NamedNode(graph)
        store = EmbeddedStore()
        store._store.bulk_extend(self._store)
        store._store.bulk_extend(_quad(statement, name) for statement in statements)
        return store

    def close(self) -> None:
        """Forget everything."""
        self._store = ox.Store()


def _quad(statement: Statement, graph: ox.NamedNode) -> ox.Quad:
    subject, value = to_oxigraph(statement.subject), to_oxigraph(statement.object)
    assert not isinstance(subject, ox.Literal)  # RDF 1.1 has no such subjects
    return ox.Quad(subject, ox.NamedNode(statement.predicate), value, graph)


class _Solved(Table):
    """The engine's solutions; rdflib terms are made when somebody asks for rows."""

    def __init__(self, variables: tuple[str, ...], solutions: list[ox.QuerySolution]) -> None:
        super().__init__(variables, [])
        self._solutions = solutions

    @cached_property
    def _read(self) -> list[tuple[Term | None, ...]]:
        read = TermReader()
        return [tuple(None if term is None else read(term) for term in solution) for solution in self._solutions]

    @property
    def rows(self) -> list[tuple[Term | None, ...]]:
        return self._read

    def __len__(self) -> int:
        return len(self._solutions)

    def columns(self, name: Callable[[str, str], object]) -> list[list[Plain]]:
        return plain_columns(self.variables, self._solutions, name)


def _read(answer: object) -> Result:
    read = TermReader()
    if isinstance(answer, ox.QuerySolutions):
        names = tuple(variable.value for variable in answer.variables)
        return _Solved(names, list(answer))
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    assert isinstance(answer, ox.QueryTriples)
    found = []
    for triple in answer:
        predicate = read(triple.predicate)
        assert isinstance(predicate, URIRef)
        found.append(Statement(read(triple.subject), predicate, read(triple.object)))
    return found


def _syntax_error(sparql: str, message: str) -> QueryError:
    place = _POSITION.match(message)
    if not place:
        return QueryError(f"SPARQL 语法错误：{message}", f"SPARQL syntax error: {message}", query=sparql)
    line, column = int(place[1]), int(place[2])
    lines = sparql.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1].strip()[:80]
    # Oxigraph lists every token that it would have taken; the first few are of use.
    reason = re.sub(r"\s+", " ", place[3])
    reason = re.sub(r"\[[^\]]*\]\s*,?\s*", "", reason).strip(" ,")
    reason = reason if len(reason) <= 120 else reason[:117].rstrip(" ,") + " …"  # noqa: PLR2004
    return QueryError(
        f"SPARQL 语法错误，第 {line} 行第 {column} 列，在「{shown}」附近：{reason}",
        f"SPARQL syntax error at line {line}, column {column}, near “{shown}”: {reason}",
        query=sparql,
        line=line,
        column=column,
    )
