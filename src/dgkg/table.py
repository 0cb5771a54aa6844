"""Tables in the forms that people and programs take: plain, Markdown, CSV, TSV, JSON, HTML, XLSX.

Values come as cells (text, numbers, ``None``). A text cell that a spreadsheet would run as a
formula is written so that it stays text.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import zip_longest

from dgkg.errors import UsageError

__all__ = ["FORMATS", "Cell", "html_table", "plain_table", "write_table", "xlsx_table"]

Cell = str | int | float | Decimal | None
FORMATS = ("table", "csv", "tsv", "json", "jsonl", "md")
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)


def plain_table(headings: Sequence[str], cells: Sequence[Sequence[Cell]], width: int = 0) -> str:
    """A table for a terminal; Chinese characters take two columns.

    Args:
        headings: one a column.
        cells: row by row.
        width: longest line; what has no room in a cell goes on below, 0 for one line a row.
    """
    texts = [[_text(cell).replace("\n", " ") for cell in row] for row in [list(headings), *cells]]
    widths = [max((_columns(text) for text in column), default=0) for column in zip(*texts, strict=True)]
    if width:
        widths = _fit(widths, width - 2 * (len(widths) - 1))
    rows = [[_wrapped(text, w) for text, w in zip(row, widths, strict=True)] for row in texts]
    # A name, a sum or a citation that is cut is of no use: it goes on in the next line.
    lines = [[_line(parts, widths) for parts in zip_longest(*row, fillvalue="")] for row in rows]
    rule = "  ".join("─" * w for w in widths)
    return "\n".join([*lines[0], rule, *(line for row in lines[1:] for line in row)])


def html_table(headings: Sequence[str], cells: Sequence[Sequence[Cell]]) -> str:
    """A table for a notebook or a page: escaped, no script, no style sheet."""
    head = "".join(f'<th scope="col">{html.escape(h)}</th>' for h in headings)
    body = "".join("<tr>" + "".join(f"<td>{_html(cell)}</td>" for cell in row) + "</tr>\n" for row in cells)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>"


def write_table(headings: Sequence[str], cells: Sequence[Sequence[Cell]], form: str, width: int = 0) -> str:
    """The table in a text format, ending with a newline.

    Args:
        headings: one a column.
        cells: row by row.
        form: one of :data:`FORMATS`. CSV begins with a byte order mark, for Excel.
        width: of a terminal; only ``table`` minds it.

    Raises:
        UsageError: the format is unknown.
    """
    if form == "table":
        return plain_table(headings, cells, width) + "\n"
    if form == "csv":
        return "\ufeff" + _delimited(headings, cells, ",")
    if form == "tsv":
        return _delimited(headings, cells, "\t")
    if form == "json":
        return json.dumps(_records(headings, cells), ensure_ascii=False, indent=1, default=_number) + "\n"
    if form == "jsonl":
        lines = (json.dumps(r, ensure_ascii=False, default=_number) for r in _records(headings, cells))
        return "".join(f"{line}\n" for line in lines)
    if form == "md":
        rows = [list(headings), ["---"] * len(headings), *cells]
        return "".join("| " + " | ".join(_markdown(cell) for cell in row) + " |\n" for row in rows)
    raise UsageError(
        f"未知格式「{form}」；可用：{'、'.join(FORMATS)}、xlsx",
        f"Unknown format “{form}”; there are: {', '.join(FORMATS)}, xlsx",
    )


def xlsx_table(sheets: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Cell]]]]) -> bytes:
    """An Excel workbook: real numbers, frozen header, filter, one sheet a table.

    Raises:
        UsageError: XlsxWriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise UsageError(
            "写 Excel 需要 XlsxWriter：pip install 'dgkg[xlsx]'",
            "Excel files need XlsxWriter: pip install 'dgkg[xlsx]'",
        ) from error
    buffer = io.BytesIO()
    # strings_to_formulas off: a name that begins with = is a name.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        # A workbook says when it was made; the same table is to be the same bytes.
        book.set_properties({"created": _CREATED})
        bold = book.add_format({"bold": True})
        for title, (headings, cells) in sheets.items():
            sheet = book.add_worksheet(title[:31])
            sheet.write_row(0, 0, headings, bold)
            for number, row in enumerate(cells, 1):
                for place, cell in enumerate(row):
                    if isinstance(cell, (int, float, Decimal)):
                        sheet.write_number(number, place, float(cell))
                    else:
                        sheet.write_string(number, place, _text(cell))
            sheet.freeze_panes(1, 0)
            if cells:
                sheet.autofilter(0, 0, len(cells), len(headings) - 1)
            for place, column in enumerate(zip(headings, *cells, strict=True)):
                sheet.set_column(place, place, min(60, 2 + max(_columns(_text(c)) for c in column)))
    return buffer.getvalue()


def _html(cell: Cell) -> str:
    # A text with marks knows its own HTML, by the protocol of template engines.
    marked = getattr(cell, "__html__", None)
    return str(marked()) if marked else html.escape(_text(cell))


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _number(value: object) -> float:
    assert isinstance(value, Decimal)
    return float(value)


def _records(headings: Sequence[str], cells: Sequence[Sequence[Cell]]) -> list[dict[str, Cell]]:
    return [dict(zip(headings, row, strict=True)) for row in cells]


def _delimited(headings: Sequence[str], cells: Sequence[Sequence[Cell]], delimiter: str) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n" if delimiter == "," else "\n")
    rows = ([_harmless(cell) for cell in row] for row in (headings, *cells))
    if delimiter == "\t":
        # Python quotes a line break only when it is its own: a bare CR would end the row for a reader.
        rows = ([re.sub(r"\r\n?", "\n", cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    writer.writerows(rows)
    return buffer.getvalue()


def _harmless(cell: Cell) -> Cell:
    # A spreadsheet runs a text that begins so; an apostrophe makes it text (OWASP, CSV injection).
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return f"'{cell}"
    return cell


def _markdown(cell: Cell) -> str:
    return _text(cell).replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _line(parts: Sequence[str], widths: Sequence[int]) -> str:
    padded = (part + " " * (width - _columns(part)) for part, width in zip(parts, widths, strict=True))
    return "  ".join(padded).rstrip()


def _wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most so many columns, parted at a space, else a hyphen, in their later half."""
    lines = []
    while _columns(text) > width:
        end, room = 0, width
        while (room := room - _columns(text[end])) >= 0:
            end += 1
        # The id of a passage (2.1.2-p2-s2) stays whole where a space stands before it.
        partings = (text.rfind(" ", 0, end + 1), text.rfind("-", 0, end) + 1)
        end = next((parting for parting in partings if 2 * parting > end), end)
        lines.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*lines, text]


def _fit(widths: list[int], room: int) -> list[int]:
    """Shrinks the widest columns first, none below eight."""
    widths = list(widths)
    while sum(widths) > room and max(widths) > 8:  # noqa: PLR2004 - see above
        widths[widths.index(max(widths))] -= 1
    return widths
