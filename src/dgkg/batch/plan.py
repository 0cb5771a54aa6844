"""What there is to do, found before any of it is done: the units of all inputs, and the sentences there are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from dgkg.batch import columnar
from dgkg.batch.delimited import DELIMITERS, Stretch, stretches
from dgkg.batch.mapping import TableMapping
from dgkg.batch.mapping_file import read_mapping, read_words
from dgkg.batch.passages import Passages, read_passages
from dgkg.batch.unit import Unit
from dgkg.errors import DataError, UsageError
from dgkg.places import find_record
from dgkg.trig import SUFFIXES

__all__ = ["Plan", "planned"]

_MAPPING, _PARQUET = ".toml", ".parquet"


@dataclass(frozen=True, slots=True)
class Plan:
    """The units of all inputs, and the sentences that rows may lead to."""

    units: tuple[Unit, ...]
    passages: Passages


def planned(inputs: Sequence[Path], shipped: Path | None = None) -> Plan:
    """What some inputs come to.

    Args:
        inputs: folders that hold ``graph/``, mappings of tables (``.toml``), RDF files.
        shipped: the folder of the record that is read where no input is a folder; else the one that dgkg ships.

    Raises:
        UsageError: an input is none of these, or its table is none that can be read.
        DataError: a folder or file cannot be read, or a mapping or table is not as it has to be.
    """
    folders = [path for path in inputs if path.is_dir()]
    records = [find_record(folder) for folder in folders] or [find_record(shipped)]
    # Many cities share an ontology: read it once.
    files = list(dict.fromkeys(path for record in records for path in record.files()))
    units = [Unit(path) for path in files]
    words = read_words(records[0])
    for path in inputs:
        if path in folders:
            continue
        if path.suffix == _MAPPING:
            units += _table(read_mapping(path, words))
        elif path.suffix in SUFFIXES:
            units.append(Unit(path))
        else:
            known = " ".join((_MAPPING, *SUFFIXES))
            raise UsageError(
                f"{path} 既不是文件夹，也不是映射或 RDF 文件；可用：{known}",
                f"{path} is no folder, no mapping and no RDF file; there are: {known}",
            )
    return Plan(tuple(units), read_passages(files))


def _table(mapping: TableMapping) -> Iterator[Unit]:
    path = mapping.table
    try:
        if path.suffix == _PARQUET:
            columns, sizes = columnar.groups(path)
            starts = accumulate(sizes, initial=1)
            places = [Stretch(n, size, start) for n, (size, start) in enumerate(zip(sizes, starts, strict=False))]
        elif path.suffix in DELIMITERS:
            places = list(stretches(path))
            columns = _header(path, places)
        else:
            known = " ".join((*DELIMITERS, _PARQUET))
            raise UsageError(f"{path} 不是表格；可用：{known}", f"{path} is no table; there are: {known}")
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError(f"无法读取 {path}：{reason}", f"Cannot read {path}: {reason}", path=path) from error
    if missing := sorted(mapping.columns - set(columns)):
        raise DataError(
            f"{path} 没有列 {'、'.join(missing)}；有：{'、'.join(columns)}",
            f"{path} has no column {', '.join(missing)}; it has: {', '.join(columns)}",
            path=path,
        )
    if len(set(columns)) < len(columns):
        raise DataError(f"{path} 有同名的列", f"{path} has several columns of one name", path=path)
    return (Unit(path, mapping, tuple(columns), place) for place in places)


def _header(path: Path, places: Sequence[Stretch]) -> tuple[str, ...]:
    if not places:
        raise DataError(f"{path} 是空的", f"{path} is empty", path=path)
    with path.open("rb") as file:
        file.seek(places[0].offset)
        text = file.read(places[0].length).decode("utf-8", errors="replace")
    cells = next(csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITERS[path.suffix]))
    return tuple(cell.strip() for cell in cells)
