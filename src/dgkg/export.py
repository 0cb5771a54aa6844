"""The whole graph as a file that other programs take.

RDF forms are written from the record's files, not from the store: the engine would change
the spelling of numbers (``1.50`` to ``1.5``).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from dgkg.errors import OutputError, UsageError
from dgkg.namespaces import PREFIXES
from dgkg.places import Record, write_whole
from dgkg.trig import canonical, parse

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["FORMATS", "export"]


class Exportable(Protocol):
    """What an export needs of a knowledge graph."""

    def network(self) -> nx.MultiDiGraph[str]: ...


def export(kg: Exportable, record: Record, path: Path, form: str | None = None) -> Path:
    """Write the graph.

    Args:
        kg: for the forms that are a network.
        record: the files, for the forms that are RDF.
        path: a file; for ``csv`` a folder.
        form: one of :data:`FORMATS`; else the suffix says it.

    Raises:
        UsageError: an unknown format.
        OutputError: the file cannot be written.
    """
    name = (form or path.suffix.removeprefix(".") or "csv").lower()
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(
            f"未知导出格式「{name}」；可用：{known}", f"Unknown export format “{name}”; there are: {known}"
        )
    return FORMATS[name](kg, record, path)


def _quads(record: Record) -> list[ox.Quad]:
    found = {quad for path in record.files() for quad in parse(path)}
    # One order on every run: graph, subject, predicate, object as N-Quads writes them.
    return sorted(found, key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object)))


def _nquads(_: Exportable, record: Record, path: Path) -> Path:
    return write_whole(path, _serialized(_quads(record), ox.RdfFormat.N_QUADS))


def _trig(_: Exportable, record: Record, path: Path) -> Path:
    return write_whole(path, canonical(_quads(record)))


def _turtle(_: Exportable, record: Record, path: Path) -> Path:
    # Turtle has no graphs: the facts stand without their sentences, as one union.
    return write_whole(path, canonical(ox.Quad(q.subject, q.predicate, q.object) for q in _quads(record)))


def _jsonld(_: Exportable, record: Record, path: Path) -> Path:
    return write_whole(path, _serialized(_quads(record), ox.RdfFormat.JSON_LD))


def _serialized(quads: list[ox.Quad], form: ox.RdfFormat) -> bytes:
    prefixes = PREFIXES if form == ox.RdfFormat.JSON_LD else None
    data = ox.serialize(quads, format=form, prefixes=prefixes)
    assert data is not None
    return data


def _graphml(kg: Exportable, _: Record, path: Path) -> Path:
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_graphml(kg.network(), buffer, encoding="utf-8")
    return write_whole(path, buffer.getvalue())


def _csv(kg: Exportable, _: Record, path: Path) -> Path:
    """A folder with ``nodes.csv`` and ``edges.csv``, each with a byte order mark for Excel."""
    network = kg.network()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error
    nodes = [{"id": node, **data} for node, data in network.nodes(data=True)]
    edges = [{"source": a, "target": b, **data} for a, b, data in network.edges(data=True)]
    write_whole(path / "nodes.csv", _table(nodes))
    write_whole(path / "edges.csv", _table(edges))
    return path


def _table(rows: list[dict[str, str]]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]) if rows else [], lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        # A cell that a spreadsheet would run as a formula is kept a text.
        writer.writerow({k: f"'{v}" if str(v).startswith(("=", "+", "-", "@")) else v for k, v in row.items()})
    return "\ufeff" + buffer.getvalue()


FORMATS: Mapping[str, Callable[[Exportable, Record, Path], Path]] = {
    "nq": _nquads,
    "trig": _trig,
    "ttl": _turtle,
    "jsonld": _jsonld,
    "graphml": _graphml,
    "csv": _csv,
}
