"""The tables as Parquet, for pandas, Polars, DuckDB and Spark: a folder of typed files.

Lists stay lists and numbers numbers (float64: 46340000000 and 47.4 are exact enough for both;
the printed text stands beside them).
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from dgkg.errors import UsageError
from dgkg.export.job import Job
from dgkg.export.tables import Column, Sheet, Value, figures, rankings, relations, sources, things
from dgkg.places import write_folder

__all__ = ["write_parquet"]


def write_parquet(job: Job, path: Path) -> Path:
    """A folder with ``figures``, ``rankings``, ``relations``, ``sources`` and ``things`` (all types together).

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: F401 - asked for before any work is done
    except ImportError as error:
        raise UsageError(
            "写 Parquet 需要 pyarrow：pip install 'dgkg[parquet]'",
            "Parquet files need pyarrow: pip install 'dgkg[parquet]'",
        ) from error
    sheets = [figures(job), rankings(job), relations(job), sources(job), _together(things(job))]
    return write_folder(path, {f"{sheet.name}.parquet": _file(sheet) for sheet in sheets})


def _together(sheets: list[Sheet]) -> Sheet:
    """All things in one table, the type as a column."""
    columns = (Column("type", "类型", "type"), *(sheets[0].columns if sheets else ()))
    return Sheet("things", "事物", "things", columns, tuple((s.name, *row) for s in sheets for row in s.rows))


def _file(sheet: Sheet) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    types = {"number": pa.float64(), "list": pa.list_(pa.string())}
    fields = [(column.name, types.get(column.kind, pa.string())) for column in sheet.columns]
    cells = zip(*sheet.rows, strict=True) if sheet.rows else [()] * len(fields)
    arrays = [
        pa.array([_plain(v, kind) for v in column], kind) for column, (_, kind) in zip(cells, fields, strict=True)
    ]
    buffer = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), buffer)
    return buffer.getvalue()


def _plain(value: Value, kind: Any) -> object:
    if value is None:
        return None
    return list(value) if isinstance(value, tuple) else float(value) if str(kind) == "double" else str(value)
