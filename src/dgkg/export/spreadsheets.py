"""Tables for people with a spreadsheet: a folder of CSV that describes itself, or one workbook.

Both keep Chinese readable in Excel (UTF-8 with a byte order mark) and never let a cell run as
a formula (:mod:`dgkg.table`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from dgkg.export.job import Job
from dgkg.export.tables import Column, Sheet, Value, tables
from dgkg.places import write_folder, write_whole
from dgkg.table import write_table, xlsx_table

__all__ = ["SEPARATOR", "write_csv", "write_xlsx"]

# Between the values of one cell; stands in no name of the record.
SEPARATOR = " | "
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_MOST_TITLE = 31  # characters of a sheet's name, says Excel
_CONTENTS = (("表", "类型代码", "行数"), ("sheet", "type", "rows"))


def write_csv(job: Job, path: Path) -> Path:
    """A folder with every table and ``csv-metadata.json``, which describes them (CSVW)."""
    sheets = tables(job)
    files: dict[str, str | bytes] = {
        f"{sheet.name}.csv": write_table([c.name for c in sheet.columns], _cells(sheet), "csv") for sheet in sheets
    }
    files["csv-metadata.json"] = json.dumps(describe(sheets), ensure_ascii=False, indent=1) + "\n"
    return write_folder(path, files)


def write_xlsx(job: Job, path: Path) -> Path:
    """A workbook in the reader's language: contents, then a sheet a table; ids and IRIs stay in the CSV."""
    sheets = tables(job)
    titles = _titles([sheet.title(job.lang) for sheet in sheets])
    book: dict[str, tuple[Sequence[str], Sequence[Sequence[str | int | Decimal | None]]]] = {}
    zh = job.lang == "zh"
    contents: list[list[str | int | Decimal | None]] = [
        [title, sheet.name, len(sheet.rows)] for title, sheet in zip(titles, sheets, strict=True)
    ]
    book["目录" if zh else "contents"] = (_CONTENTS[not zh], contents)
    for title, sheet in zip(titles, sheets, strict=True):
        shown = [place for place, column in enumerate(sheet.columns) if column.is_for(job.lang)]
        headings = [sheet.columns[place].heading(job.lang) for place in shown]
        book[title] = (headings, [[row[place] for place in shown] for row in _cells(sheet)])
    return write_whole(path, xlsx_table(book))


def _cells(sheet: Sheet) -> list[list[str | int | Decimal | None]]:
    return [[_cell(value) for value in row] for row in sheet.rows]


def _cell(value: Value) -> str | int | Decimal | None:
    return SEPARATOR.join(value) if isinstance(value, tuple) else value


def _titles(titles: Sequence[str]) -> list[str]:
    r"""Names that Excel takes for sheets: none of ``[]:*?/\``, at most 31 characters, no two alike."""
    found: list[str] = []
    taken = {heading.casefold() for heading in ("目录", "contents")}
    for title in titles:
        plain = re.sub(r"[\[\]:*?/\\]", "·", title).strip("'")[:_MOST_TITLE]
        number, name = 1, plain
        while name.casefold() in taken:
            number += 1
            name = f"{plain[: _MOST_TITLE - 3]} {number}"
        taken.add(name.casefold())
        found.append(name)
    return found


def describe(sheets: Sequence[Sheet]) -> dict[str, Any]:
    """The CSVW description of the tables (W3C Metadata Vocabulary for Tabular Data, §5).

    ``titles`` is the header as it stands in the file; what it means in either language is ``dc:title``.
    """
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "dc:title": "dgkg",
        "dc:license": {"@id": LICENCE},
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"], "doubleQuote": True},
        "tables": [
            {
                "url": f"{sheet.name}.csv",
                "dc:title": _both(sheet.zh, sheet.en),
                "tableSchema": {
                    "columns": [_column(column) for column in sheet.columns],
                    **({} if sheet.name == "relations" else {"primaryKey": _key(sheet)}),
                },
            }
            for sheet in sheets
        ],
    }


def _column(column: Column) -> dict[str, Any]:
    datatypes = {"number": "decimal", "iri": "anyURI"}
    # The language of a column that is in one; csvw readers then make language-tagged strings of its cells.
    spoken = {"lang": lang} if (lang := column.name.rpartition("_")[2]) in {"zh", "en"} else {}
    several = {"separator": SEPARATOR} if column.kind == "list" else {}
    return {
        "name": column.name,
        "titles": column.name,
        "dc:title": _both(column.zh, column.en),
        "datatype": datatypes.get(column.kind, "string"),
        **spoken,
        **several,
    }


def _key(sheet: Sheet) -> list[str]:
    """What no two rows share: a passage's id may stand in two sources, and one figure in two passages."""
    return {"sources": ["iri"], "figures": ["id", "sentence_iri"], "rankings": ["id", "sentence_iri"]}.get(
        sheet.name, ["id"]
    )


def _both(zh: str, en: str) -> list[dict[str, str]]:
    return [{"@value": zh, "@language": "zh"}, {"@value": en, "@language": "en"}]
