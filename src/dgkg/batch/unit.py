"""The one mapping function: a unit of input to lines of N-Quads, wherever it runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from dgkg import trig
from dgkg.batch import columnar, delimited
from dgkg.batch.mapping import TableMapping
from dgkg.batch.passages import Passages
from dgkg.batch.rejection import Rejection, RowError
from dgkg.errors import DataError

__all__ = ["Mapped", "Unit", "mapped"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of input that is mapped at once: an RDF file, or a stretch of a table.

    ``columns`` are those of the table, in its order. ``stretch`` is where it stands in a CSV or TSV file;
    of Parquet, ``offset`` there is the number of the row group.
    """

    path: Path
    mapping: TableMapping | None = None
    columns: tuple[str, ...] = ()
    stretch: delimited.Stretch | None = None


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a unit gave: lines of N-Quads in UTF-8 without their ends, perhaps repeated, and what it did not take."""

    lines: list[bytes]
    rejected: list[Rejection]


def mapped(unit: Unit, passages: Passages) -> Mapped:
    """The statements of a unit; the same unit gives the same on every machine.

    Raises:
        OSError: its file cannot be read.
    """
    if unit.mapping is None:
        return _file(unit.path)
    lines: list[bytes] = []
    rejected: list[Rejection] = []
    for number, cells in _rows(unit):
        try:
            if isinstance(cells, RowError):
                raise cells
            row = dict(zip(unit.columns, cells, strict=True))
            lines += [line.encode() for line in unit.mapping.lines(row, passages)]
        except RowError as error:
            rejected.append(Rejection(str(unit.path), number, error.zh, error.en))
    return Mapped(lines, rejected)


def _rows(unit: Unit) -> Iterator[tuple[int, list[str] | RowError]]:
    assert unit.stretch is not None  # a table has one
    if unit.path.suffix in delimited.DELIMITERS:
        rows = delimited.rows_of(unit.path, unit.stretch, len(unit.columns))
        if unit.stretch.row == 1:
            next(rows, None)
        return rows
    return columnar.rows_of(unit.path, unit.stretch.offset, unit.stretch.row)


def _file(path: Path) -> Mapped:
    data = path.read_bytes()
    try:
        quads = trig.parse_text(data, path)
    except DataError as error:
        return Mapped([], [Rejection(str(path), error.line or 0, error.zh, error.en)])
    if any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object, quad.graph_name)):
        return Mapped(
            [], [Rejection(str(path), 0, "有空白节点，合并后会混淆", "has blank nodes, which many files would confuse")]
        )
    text = trig.respelt(trig.serialize(quads, "nq").decode(), trig.tags_of(data.decode()))
    return Mapped([line.encode() for line in text.split("\n") if line], [])
