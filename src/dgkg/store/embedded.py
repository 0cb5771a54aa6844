"""The embedded store: Oxigraph in memory, built from the record's files, or on disk and only read.

The user's default graph is the union of all graphs, so a simple query finds facts
without knowing about sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, nullcontext
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from traceback import clear_frames
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import URIRef

from dgkg import trig
from dgkg.errors import DataError, QueryError
from dgkg.meaning import as_standard, with_empty_paths
from dgkg.name_index import NameIndex
from dgkg.sparql import as_meant, has_dataset, in_written_order
from dgkg.statement import Statement
from dgkg.store.base import Result, Table
from dgkg.store.bulk import load_in_bulk
from dgkg.store.columns import graphs, links, said, stated
from dgkg.store.counts import COUNTS, count
from dgkg.store.generations import Generation, damage_of
from dgkg.store.indexing import Indexing, indexing
from dgkg.store.policy_counts import count_policies
from dgkg.store.repeated import repeated
from dgkg.store.spelling import Held, spellings_of
from dgkg.store.statements import Filed, Kept, Statements
from dgkg.store.type_counts import count_types
from dgkg.syntax import syntax_error
from dgkg.terms import Plain, Row, Term, TermReader, plain_columns, to_oxigraph

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["EmbeddedStore", "is_damage", "read_result"]

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


def _load_whole(store: ox.Store, path: Path, form: ox.RdfFormat) -> None:
    store.bulk_load(path=str(path), format=form)


class EmbeddedStore:
    """A store in this process; in memory it goes when the process goes.

    Args:
        engine: Oxigraph's own store; else an empty one in memory.
        names: the index of its names, where it has one.
    """

    def __init__(self, engine: ox.Store | None = None, names: NameIndex | None = None) -> None:
        self._store = ox.Store() if engine is None else engine
        self.names = names
        self._folder: Path | None = None
        self._files: Sequence[Path] = ()

    @classmethod
    def from_files(cls, files: Iterable[Path]) -> EmbeddedStore:
        """A store of RDF files (Turtle, TriG, N-Quads, JSON-LD).

        Raises:
            DataError: a file cannot be read or parsed; carries file and line.
        """
        store = cls()
        store._files = tuple(files)
        for path in store._files:
            store._load(path)
        return store

    @classmethod
    def from_folder(cls, folder: Path, names: NameIndex | None = None, files: Sequence[Path] = ()) -> EmbeddedStore:
        """A store on disk, for reading only: any number of processes may have it open.

        Args:
            folder: the engine's.
            names: the index of its names, where it has one.
            files: those that it was built from, where they are kept.

        Raises:
            OSError: it cannot be opened.
            RuntimeError: it is damaged.
        """
        store = cls(ox.Store.read_only(str(folder)), names)
        store._folder, store._files = folder, files
        return store

    @classmethod
    def write_folder(
        cls,
        folder: Path,
        files: Sequence[Path],
        progress: Callable[[int, int], None],
        names: Path | None = None,
        check: Callable[[EmbeddedStore], None] = lambda _store: None,
    ) -> None:
        """Make a store on disk of RDF files, with counts, compacted, and leave it.

        Args:
            folder: where to; not there yet.
            files: what to load.
            progress: hears of each file.
            names: where an index of its names is to be written, made while the store is counted and compacted.
            check: refuses what was loaded, by an error.

        Raises:
            DataError: a file cannot be read or parsed; carries file and line.
            OSError: the disk is full, or the folder cannot be written.
        """
        size = sum(path.stat().st_size for path in files)
        with indexing(names, size) if names else nullcontext() as index:
            store = cls(ox.Store(str(folder)))
            with closing(store):
                store._fill(files, progress, check, index)
        # The engine's own diary is no part of the graph.
        for diary in folder.glob("LOG*"):
            diary.unlink()

    def _fill(
        self,
        files: Sequence[Path],
        progress: Callable[[int, int], None],
        check: Callable[[EmbeddedStore], None],
        index: Indexing | None,
    ) -> None:
        for number, path in enumerate(files, 1):
            self._load(path, load_in_bulk)
            progress(number, len(files))
        check(self)
        if index:
            index.begin(self, self._store)
        self.count()
        # Without it the same queries take two to twelve times as long.
        self._store.optimize()
        if index:
            index.finish()
        self._store.flush()

    def _load(self, path: Path, load: Callable[[ox.Store, Path, ox.RdfFormat], None] = _load_whole) -> None:
        try:
            load(self._store, path, _FORMATS[path.suffix])
        except (SyntaxError, OSError, ValueError):
            # The bulk loader's message lacks the place; reading again gives it.
            self._store.extend(trig.parse(path))

    @classmethod
    def from_text(cls, text: str, suffix: str = ".trig") -> EmbeddedStore:
        """A store of one Turtle or TriG text."""
        store = cls()
        store._store.extend(trig.parse_text(text, Path(f"text{suffix}")))
        return store

    @classmethod
    def from_quads(cls, quads: Iterable[ox.Quad]) -> EmbeddedStore:
        """A store of quads in the engine's terms."""
        store = cls()
        store._store.bulk_extend(quads)
        return store

    def __len__(self) -> int:
        return len(self._store)

    @property
    def engine(self) -> ox.Store:
        """Oxigraph's own store, for a process that is to run one query and end."""
        return self._store

    def dump(self) -> bytes:
        """Every quad as N-Quads, for a process that is to hold the same."""
        quads = self._store.dump(format=ox.RdfFormat.N_QUADS)
        assert quads is not None  # it is only where a file was given
        return quads

    def handed_over(self) -> Held:
        """What another process needs to hold the same: the folder on disk, or every quad of a store in memory."""
        written = spellings_of(quad for path in self._files for quad in trig.parse(path))
        return Held(self._folder or self.dump(), written)

    def said(self, predicate: URIRef) -> Iterator[tuple[str, str, str | None]]:
        """Every IRI and value of a relation, one by one, with the language of a text; ``None`` of an IRI."""
        return said(self._store, predicate)

    def links(self, predicate: URIRef, target: str | None = None) -> Iterator[tuple[str, str, str]]:
        """Subject, object and graph of a relation between things, one by one; the default graph has no name."""
        return links(self._store, predicate, target)

    def stated(self, predicate: URIRef) -> Iterator[tuple[str, str]]:
        """Graph and value of a relation in named graphs, one by one; see :func:`.columns.stated`."""
        return stated(self._store, predicate)

    def graphs(self) -> Iterator[str]:
        """The named graphs, one by one."""
        return graphs(self._store)

    def count(self) -> None:
        """Count what each industry holds, things of each type, policies for each field and facts told twice, anew.

        See :mod:`.counts`, :mod:`.type_counts`, :mod:`.policy_counts` and :mod:`.repeated`.
        """
        graph = ox.NamedNode(COUNTS)
        self._store.remove_graph(graph)
        counted = chain(count(self.links), count_types(self._store), count_policies(self.links), repeated(self._store))
        self._store.bulk_extend([_quad(statement, graph) for statement in counted])

    def query(self, sparql: str) -> Result:
        """Answer a query; see :class:`dgkg.store.base.Store`."""
        meant, union, is_star = _meaning(sparql)
        meant = with_empty_paths(meant, self._has)
        answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | None = None
        try:
            try:
                answer = self._store.query(meant, use_default_graph_as_union=union)
            except SyntaxError:
                # Its place is that in the text as it was written.
                answer = self._store.query(sparql, use_default_graph_as_union=union)
            if isinstance(answer, ox.QuerySolutions):
                return _solved(answer, sparql if is_star else "")
            return bool(answer) if isinstance(answer, ox.QueryBoolean) else _statements(answer)
        except SyntaxError as error:
            raise syntax_error(sparql, str(error)) from error
        except (ValueError, OSError, RuntimeError) as error:
            # Only the thread that asked may drop the engine's solutions: no traceback may keep them.
            answer = None
            clear_frames(error.__traceback__)
            if is_damage(error):
                place = f" {self._folder}" if self._folder else ""
                raise DataError(
                    f"存储{place} 无法读取，多半已损坏：{error}。请用 dgkg verify 查验，再用 dgkg build 重建。",
                    f"The store{place} cannot be read and most likely is damaged: {error}. "
                    "Run dgkg verify, and dgkg build again.",
                    path=self._folder,
                ) from error
            raise QueryError(f"查询无法执行：{error}", f"The query cannot be run: {error}", query=sparql) from error

    def _has(self, asked: str) -> bool:
        try:
            return bool(self._store.query(asked, use_default_graph_as_union=True))
        except (SyntaxError, ValueError, OSError, RuntimeError):
            # The query itself will say what is wrong.
            return True

    def to_rdflib(self, *, copy: bool = False) -> Dataset:
        """The store as an rdflib Dataset; see :class:`dgkg.store.base.Store`."""
        from dgkg.store.view import copy_of, view_of

        return copy_of(self._store) if copy else view_of(self._store)

    def statements(self) -> Statements:
        """All of it, as its files spell it where there are any; see :class:`dgkg.store.base.Store`."""
        return Filed(self._files) if self._files else Kept(_Uncounted(self._store))

    def extended(self, graph: URIRef, statements: Iterable[Statement]) -> EmbeddedStore:
        """A second store with more in it; see :class:`dgkg.store.base.Store`."""
        name = ox.NamedNode(graph)
        # What a build has counted does not hold of what is added.
        added = (_quad(statement, name) for statement in statements)
        return EmbeddedStore.from_quads(chain(_Uncounted(self._store), added))

    def damaged(self) -> list[str]:
        """The files of its build that are not what was built, every byte of them read; none where it is in memory."""
        return damage_of(Generation(self._folder.parent)) if self._folder else []

    def close(self) -> None:
        """Forget everything."""
        self._store = ox.Store()
        if self.names is not None:
            self.names.close()


class _Uncounted:
    """Every quad of a store, but for what a build has counted in it."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def __iter__(self) -> Iterator[ox.Quad]:
        counts = ox.NamedNode(COUNTS)
        try:
            for quad in self._store:
                if quad.graph_name != counts:
                    yield quad
        except (OSError, RuntimeError) as error:
            raise DataError(f"存储无法读取：{error}", f"The store cannot be read: {error}") from error


def _quad(statement: Statement, graph: ox.NamedNode) -> ox.Quad:
    subject, value = to_oxigraph(statement.subject), to_oxigraph(statement.object)
    assert not isinstance(subject, ox.Literal)  # RDF 1.1 has no such subjects
    return ox.Quad(subject, ox.NamedNode(statement.predicate), value, graph)


def is_damage(error: Exception) -> bool:
    """Whether an error of the engine is one of the files that it reads, not of the query."""
    return str(error).startswith(("Corruption:", "IO error:"))


class _Solved(Table):
    """The engine's solutions; rdflib terms are made when somebody asks for rows."""

    def __init__(self, variables: tuple[str, ...], solutions: Sequence[Row]) -> None:
        super().__init__(variables, [])
        self._solutions = solutions

    @cached_property
    def _read(self) -> list[tuple[Term | None, ...]]:
        return TermReader().rows(self._solutions)

    @property
    def rows(self) -> list[tuple[Term | None, ...]]:
        return self._read

    def part(self, index: slice) -> Table:
        # Of a long answer the first rows are shown; nobody makes the terms of the others.
        solutions = self._solutions[index]
        return self if len(solutions) == len(self) and index.step is None else _Solved(self.variables, solutions)

    def __len__(self) -> int:
        return len(self._solutions)

    def columns(self, name: Callable[[str, str], object]) -> list[list[Plain]]:
        return plain_columns(self.variables, self._solutions, name)


def read_result(kind: str, body: bytes, form: str = "json") -> Result:
    """What a worker answered: ``solutions`` and ``boolean`` in JSON or ``tsv``, a ``graph`` in N-Triples."""
    if kind == "graph":
        return _statements(quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
    is_tsv = form == "tsv"
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.TSV if is_tsv else ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    return _Solved(tuple(variable.value for variable in found.variables), list(found))


def _statements(triples: Iterable[ox.Triple]) -> list[Statement]:
    read, found = TermReader(), []
    for triple in triples:
        predicate = read(triple.predicate)
        assert isinstance(predicate, URIRef)
        found.append(Statement(read(triple.subject), predicate, read(triple.object)))
    return found


@lru_cache(maxsize=256)
def _meaning(sparql: str) -> tuple[str, bool, bool]:
    """What the engine is to read, whether over all graphs together, and whether its columns may be those of a star."""
    # The engine would let the union win over the query's own FROM.
    return as_standard(as_meant(sparql)), not has_dataset(sparql), "*" in sparql


def _solved(answer: ox.QuerySolutions, starred: str) -> _Solved:
    names = tuple([variable.value for variable in answer.variables])
    ordered = in_written_order(starred, names) if starred else names
    if ordered == names:
        return _Solved(names, list(answer))
    places = [names.index(name) for name in ordered]
    return _Solved(ordered, [[solution[place] for place in places] for solution in answer])
