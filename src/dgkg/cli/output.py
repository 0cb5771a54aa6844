"""A table to the terminal, the pipe or a file, and the options that say which."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from dgkg.cli.parameter import PATH
from dgkg.errors import UsageError
from dgkg.places import write_whole

__all__ = ["emit", "output_options"]


def output_options(function: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that prints a table."""
    function = click.option("-o", "--output", type=PATH, help="Write to a file · 写入文件")(function)
    return click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(["table", "csv", "tsv", "json", "jsonl", "md", "xlsx"]),
        help="table on a terminal, else tsv · 输出格式",
    )(function)


def emit(
    headings: Sequence[str],
    cells: Sequence[Sequence[Any]],
    form: str | None,
    output: Path | None,
    notes: Sequence[str] = (),
) -> None:
    """A table to the terminal, the pipe or a file; ``notes`` become a sheet or stay unsaid."""
    from dgkg.table import FORMATS, write_table, xlsx_table

    if output is not None and form is None:
        form = output.suffix.removeprefix(".").lower()
        if form not in {*FORMATS, "xlsx"}:
            raise UsageError(
                f"不认识后缀「{output.suffix}」；可用：.csv .tsv .json .jsonl .md .xlsx",
                f"Unknown suffix “{output.suffix}”; there are: .csv .tsv .json .jsonl .md .xlsx",
            )
    form = form or ("table" if sys.stdout.isatty() else "tsv")
    if form == "xlsx":
        if output is None:
            raise UsageError("xlsx 需要 -o 文件名", "xlsx needs -o FILE")
        sheets = {"data": (headings, cells), "sources": (["source"], [[note] for note in notes])}
        write_whole(output, xlsx_table(sheets))
        return
    on_terminal = output is None and sys.stdout.isatty()
    width = os.get_terminal_size().columns if on_terminal else 0
    quotes: list[str] = []
    if form == "table" and on_terminal:
        cells, quotes = _quotes_below(cells)
    text = write_table(headings, cells, form, width) + "".join(f"\n{quote}\n" for quote in quotes)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text)


def _quotes_below(cells: Sequence[Sequence[Any]]) -> tuple[list[list[Any]], list[str]]:
    """For a terminal, where a sentence has no room in a column: citations stay, the quotes go below the table."""
    from dgkg.highlight import Marked

    quotes = dict.fromkeys(str(cell) for row in cells for cell in row if isinstance(cell, Marked))
    return [[cell.brief if isinstance(cell, Marked) else cell for cell in row] for row in cells], list(quotes)
