"""Parquet, a row group at a time: its cells as a CSV file would have them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from dgkg.batch.rejection import RowError
from dgkg.errors import DataError, UsageError

__all__ = ["groups", "rows_of"]

# Read so many rows at once: a row group may hold millions.
_BATCH = 10_000


def groups(path: Path) -> tuple[tuple[str, ...], list[int]]:
    """The columns of a file, and how many rows each of its row groups has.

    Raises:
        DataError: it is no Parquet file.
        OSError: it cannot be read.
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError(
            "读 Parquet 需要 pyarrow：pip install 'dgkg[parquet]'",
            "Parquet files need pyarrow: pip install 'dgkg[parquet]'",
        ) from error
    try:
        with parquet.ParquetFile(path) as file:
            meta = file.metadata
            return tuple(file.schema_arrow.names), [meta.row_group(n).num_rows for n in range(meta.num_row_groups)]
    except pa.ArrowException as error:
        raise DataError(f"{path} 不是 Parquet：{error}", f"{path} is no Parquet file: {error}", path=path) from error


def rows_of(path: Path, group: int, row: int) -> Iterator[tuple[int, list[str] | RowError]]:
    """The rows of a row group by number, the first being ``row``, or what is wrong with one.

    Raises:
        OSError: the file cannot be read.
    """
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(_BATCH, row_groups=[group]):
            for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                yield row, _texts(cells)
                row += 1


def _texts(cells: tuple[Any, ...]) -> list[str] | RowError:
    texts = [_text(cell) for cell in cells]
    if None in texts:
        cell = cells[texts.index(None)]
        kind = type(cell).__name__
        return RowError(f"一格是 {kind}，不是文本、数或日期", f"a cell is a {kind}, no text, number or date")
    return [text for text in texts if text is not None]


def _text(cell: Any) -> str | None:
    """A cell as text; ``None`` for what is no single value."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (float, Decimal)):
        # The shortest spelling that is this number, never with an exponent.
        return f"{Decimal(str(cell)):f}".removesuffix(".0")
    if isinstance(cell, (int, date)):
        return str(cell)
    return "" if cell is None else None
