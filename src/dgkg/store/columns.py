"""A relation of a whole store as plain text, read from what the engine itself writes.

A build reads every name and every class. A Python object for each of their terms costs several times what the
engine takes to write them all down (SPARQL 1.1 Query Results TSV), and reading that is cutting lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedWriter, BytesIO
from typing import IO, cast

import pyoxigraph as ox

__all__ = ["graphs", "links", "said", "stated"]

_PIECE = 1 << 20
_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"t": "\t", "n": "\n", "r": "\r"}


def said(engine: ox.Store, predicate: str) -> Iterator[tuple[str, str, str | None]]:
    """Every IRI and value of a relation in any graph, with the language of a text; ``None`` of an IRI."""
    for subject, value in _rows(engine, f"SELECT ?s ?o {{ ?s <{predicate}> ?o }}", union=True):
        if subject[0] != "<":
            continue
        if value[0] == "<":
            yield subject[1:-1], value[1:-1], None
        elif value[:2] != "_:":
            yield subject[1:-1], *_text_of(value)


def stated(engine: ox.Store, predicate: str) -> Iterator[tuple[str, str]]:
    """Graph and value of a relation in named graphs, whatever has it: an IRI, or a text without its language."""
    for graph, value in _rows(engine, f"SELECT ?g ?o {{ GRAPH ?g {{ ?s <{predicate}> ?o }} }}", union=False):
        if graph[0] == "<" and value[:2] != "_:":
            yield graph[1:-1], value[1:-1] if value[0] == "<" else _text_of(value)[0]


def graphs(engine: ox.Store) -> Iterator[str]:
    """The named graphs."""
    return (graph[1:-1] for (graph,) in _rows(engine, "SELECT ?g { GRAPH ?g {} }", union=False) if graph[0] == "<")


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
    solutions = cast("ox.QuerySolutions", engine.query(sparql, use_default_graph_as_union=union))
    written = BytesIO()
    # The engine writes word by word; a call of Python for each would cost more than the words.
    out = BufferedWriter(cast("IO[bytes]", written), _PIECE)
    solutions.serialize(out, format=ox.QueryResultsFormat.TSV)
    out.flush()
    written.seek(0)
    next(written)
    for line in written:
        yield line.decode()[:-1].split("\t")
