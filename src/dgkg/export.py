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

from dgkg.errors import OutputError, UsageError
from dgkg.places import Record, write_whole
from dgkg.trig import canonical, merged, serialize, union

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


def _nquads(_: Exportable, record: Record, path: Path) -> Path:
    return write_whole(path, serialize(merged(record.files()), "nq"))


def _trig(_: Exportable, record: Record, path: Path) -> Path:
    return write_whole(path, canonical(merged(record.files())))


def _turtle(_: Exportable, record: Record, path: Path) -> Path:
    return write_whole(path, canonical(union(merged(record.files()))))


def _jsonld(_: Exportable, record: Record, path: Path) -> Path:
    return write_whole(path, serialize(merged(record.files()), "jsonld"))


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
