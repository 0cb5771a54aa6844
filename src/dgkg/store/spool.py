"""Relations of a store written down as files, for a process that reads them without the store.

An engine on disk has one process; what another one is to make of its names is given to it as the tables that the
engine writes (SPARQL 1.1 Query Results TSV).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox
from rdflib import URIRef

from dgkg.store import columns

__all__ = ["Spool", "Told"]

_GRAPHS = "graphs.tsv"


class Told(Protocol):
    """What tells, relation by relation, what stands in a store: the store itself, or a spool of it."""

    def said(self, predicate: URIRef) -> Iterator[tuple[str, str, str | None]]:
        """Every IRI and value of a relation, with the language of a text; ``None`` of an IRI."""

    def stated(self, predicate: URIRef) -> Iterator[tuple[str, str]]:
        """Named graph and value of a relation."""

    def graphs(self) -> Iterator[str]:
        """The named graphs."""


class Spool:
    """The files of some relations.

    Args:
        folder: where they stand.
        wait: waits until the file of a name is written.
    """

    def __init__(self, folder: Path, wait: Callable[[str], None] = lambda _: None) -> None:
        self._folder = folder
        self._wait = wait

    def fill(self, engine: ox.Store, said: Iterable[str], stated: Iterable[str]) -> Iterator[str]:
        """Write down what is said and stated by some relations, and the named graphs; gives the name of each file.

        Raises:
            OSError: the disk is full, or the folder cannot be written.
        """
        for predicate in said:
            name = _name("said", predicate)
            columns.write_said(engine, predicate, self._folder / name)
            yield name
        for predicate in stated:
            name = _name("stated", predicate)
            columns.write_stated(engine, predicate, self._folder / name)
            yield name
        columns.write_graphs(engine, self._folder / _GRAPHS)
        yield _GRAPHS

    def said(self, predicate: URIRef) -> Iterator[tuple[str, str, str | None]]:
        """Every IRI and value of a relation, with the language of a text; ``None`` of an IRI."""
        return columns.read_said(self._file(_name("said", predicate)))

    def stated(self, predicate: URIRef) -> Iterator[tuple[str, str]]:
        """Named graph and value of a relation."""
        return columns.read_stated(self._file(_name("stated", predicate)))

    def graphs(self) -> Iterator[str]:
        """The named graphs."""
        return columns.read_graphs(self._file(_GRAPHS))

    def _file(self, name: str) -> Path:
        self._wait(name)
        return self._folder / name


def _name(kind: str, predicate: str) -> str:
    return f"{kind}-{''.join(c if c.isalnum() else '-' for c in predicate.rpartition('//')[2])}.tsv"
