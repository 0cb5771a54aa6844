"""A relation of a whole store as plain text, read from what the engine itself writes.

A build reads every name and every class. A Python object for each of their terms costs several times what the
engine takes to write them all down (SPARQL 1.1 Query Results TSV), and reading that is cutting lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BufferedWriter, BytesIO, RawIOBase
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

__all__ = [
    "graphs",
    "links",
    "read_graphs",
    "read_said",
    "read_stated",
    "said",
    "stated",
    "write_graphs",
    "write_said",
    "write_stated",
]

_SAID = "SELECT ?s ?o {{ ?s <{}> ?o }}"
_STATED = "SELECT ?g ?o {{ GRAPH ?g {{ ?s <{}> ?o }} }}"
_GRAPHS = "SELECT ?g { GRAPH ?g {} }"

_PIECE = 1 << 20
_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"t": "\t", "n": "\n", "r": "\r"}


def said(engine: ox.Store, predicate: str) -> Iterator[tuple[str, str, str | None]]:
    """Every IRI and value of a relation in any graph, with the language of a text; ``None`` of an IRI."""
    return _said(_rows(engine, _SAID.format(predicate), union=True))


def stated(engine: ox.Store, predicate: str) -> Iterator[tuple[str, str]]:
    """Graph and value of a relation in named graphs, whatever has it: an IRI, or a text without its language."""
    return _stated(_rows(engine, _STATED.format(predicate), union=False))


def graphs(engine: ox.Store) -> Iterator[str]:
    """The named graphs."""
    return _graphs(_rows(engine, _GRAPHS, union=False))


def write_said(engine: ox.Store, predicate: str, path: Path) -> None:
    """Write down what :func:`said` tells, for :func:`read_said`."""
    _write(engine, _SAID.format(predicate), path, union=True)


def write_stated(engine: ox.Store, predicate: str, path: Path) -> None:
    """Write down what :func:`stated` tells, for :func:`read_stated`."""
    _write(engine, _STATED.format(predicate), path, union=False)


def write_graphs(engine: ox.Store, path: Path) -> None:
    """Write down what :func:`graphs` tells, for :func:`read_graphs`."""
    _write(engine, _GRAPHS, path, union=False)


def read_said(path: Path) -> Iterator[tuple[str, str, str | None]]:
    """What :func:`write_said` has written."""
    return _said(_read(path))


def read_stated(path: Path) -> Iterator[tuple[str, str]]:
    """What :func:`write_stated` has written."""
    return _stated(_read(path))


def read_graphs(path: Path) -> Iterator[str]:
    """What :func:`write_graphs` has written."""
    return _graphs(_read(path))


def _said(rows: Iterable[list[str]]) -> Iterator[tuple[str, str, str | None]]:
    for subject, value in rows:
        if subject[0] != "<":
            continue
        if value[0] == "<":
            yield subject[1:-1], value[1:-1], None
        elif value[:2] != "_:":
            yield subject[1:-1], *_text_of(value)


def _stated(rows: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    for graph, value in rows:
        if graph[0] == "<" and value[:2] != "_:":
            yield graph[1:-1], value[1:-1] if value[0] == "<" else _text_of(value)[0]


def _graphs(rows: Iterable[list[str]]) -> Iterator[str]:
    return (graph[1:-1] for (graph,) in rows if graph[0] == "<")


def _text_of(value: str) -> tuple[str, str]:
    """A text, and its language."""
    if value[0] != '"':
        # A number or a truth value is written bare.
        return value, ""
    text, _, kind = value.rpartition('"')
    text = text[1:]
    if "\\" in text:
        text = _ESCAPED.sub(lambda found: _MEANT.get(found[1], found[1]), text)
    return text, kind[1:] if kind[:1] == "@" else ""


def links(engine: ox.Store, predicate: str, target: str | None = None) -> Iterator[tuple[str, str, str]]:
    """Subject, object and graph of a relation between things; the default graph has no name."""
    pattern = f"?s <{predicate}> " + ("?o" if target is None else f"<{target}>")
    end = "?o" if target is None else f"(<{target}> AS ?o)"
    wanted = f"SELECT ?s {end} ?g {{ {{ {pattern} }} UNION {{ GRAPH ?g {{ {pattern} }} }} }}"
    for subject, value, graph in _rows(engine, wanted, union=False):
        if subject[0] == "<" == value[0] and graph[:1] in {"", "<"}:
            yield subject[1:-1], value[1:-1], graph[1:-1]


def _rows(engine: ox.Store, sparql: str, *, union: bool) -> Iterator[list[str]]:
    written = BytesIO()
    _serialize(engine, sparql, written, union=union)
    written.seek(0)
    return _lines(written)


def _write(engine: ox.Store, sparql: str, path: Path, *, union: bool) -> None:
    with path.open("wb", buffering=0) as out:
        _serialize(engine, sparql, out, union=union)


def _serialize(engine: ox.Store, sparql: str, written: RawIOBase | BytesIO, *, union: bool) -> None:
    solutions = cast("ox.QuerySolutions", engine.query(sparql, use_default_graph_as_union=union))
    # The engine writes word by word; a call of Python for each would cost more than the words.
    out = BufferedWriter(cast("RawIOBase", written), _PIECE)
    solutions.serialize(out, format=ox.QueryResultsFormat.TSV)
    out.flush()
    out.detach()


def _read(path: Path) -> Iterator[list[str]]:
    with path.open("rb", buffering=_PIECE) as written:
        yield from _lines(written)


def _lines(written: IO[bytes]) -> Iterator[list[str]]:
    next(written)
    for line in written:
        yield line.decode()[:-1].split("\t")
