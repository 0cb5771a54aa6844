"""CSV and TSV in stretches that can be read apart: each begins where a row begins (RFC 4180).

A line end within quotation marks ends no row, so a stretch is cut at a line end before which the
quotation marks are even. That holds only where marks enclose whole cells (§2.5-7); a file in which
they do not is refused, with the row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dgkg.batch.rejection import RowError
from dgkg.errors import DataError

__all__ = ["DELIMITERS", "Stretch", "rows_of", "stretches"]

DELIMITERS = {".csv": ",", ".tsv": "\t"}
SIZE = 1 << 20
_BOM = b"\xef\xbb\xbf"
_MARK = b'"'
_ENDS = b"\r\n"


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many bytes of a file from an offset on; ``row`` is the number of its first row, the header's being 1."""

    offset: int
    length: int
    row: int


def stretches(path: Path, size: int = SIZE) -> Iterator[Stretch]:
    """The stretches of a file, of about so many bytes each.

    Raises:
        DataError: a quotation mark stands within a cell that is not quoted, or is never closed.
        OSError: the file cannot be read.
    """
    beside = DELIMITERS[path.suffix].encode() + _ENDS
    with path.open("rb") as file:
        offset = len(_BOM) if file.read(len(_BOM)) == _BOM else 0
        file.seek(offset)
        row, rest = 1, b""
        while block := file.read(size):
            rest += block
            cut = _last_row_end(rest)
            if cut:
                yield Stretch(offset, cut, row)
                row += _row_ends(rest[:cut], beside, path, row)
                offset, rest = offset + cut, rest[cut:]
        if rest:
            yield Stretch(offset, len(rest), row)
            _row_ends(rest, beside, path, row)


def rows_of(path: Path, stretch: Stretch, columns: int) -> Iterator[tuple[int, list[str] | RowError]]:
    """The rows of a stretch by number, or what is wrong with one; empty lines are passed over.

    Args:
        path: the file.
        stretch: one of :func:`stretches`.
        columns: how many cells a row has to have.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        file.seek(stretch.offset)
        data = file.read(stretch.length)
    # What is no UTF-8 becomes lone surrogates, which tell the row later.
    text = data.decode("utf-8", errors="surrogateescape")
    number = stretch.row
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITERS[path.suffix], strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # Where the next row begins is not known any more.
            yield (
                number,
                RowError(f"此行起的一段无法读取：{error}", f"from this row on a stretch cannot be read: {error}"),
            )
            return
        if cells:
            yield number, _checked(cells, columns)
        number += 1


def _checked(cells: list[str], columns: int) -> list[str] | RowError:
    if len(cells) != columns:
        return RowError(f"有 {len(cells)} 格，表头有 {columns} 列", f"{len(cells)} cells under {columns} columns")
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        return RowError("不是 UTF-8 文本", "is not UTF-8 text")
    return [cell.strip() for cell in cells]


def _last_row_end(data: bytes) -> int:
    """How many bytes there are up to the last line end outside quotation marks; 0 for none."""
    pieces = data.split(_MARK)
    end = len(data)
    for index in range(len(pieces) - 1, -1, -1):
        start = end - len(pieces[index])
        if index % 2 == 0 and (at := pieces[index].rfind(b"\n")) >= 0:
            return start + at + 1
        end = start - 1
    return 0


def _row_ends(data: bytes, beside: bytes, path: Path, row: int) -> int:
    """How many rows end in a stretch; checks that its quotation marks enclose cells."""
    pieces = data.split(_MARK)
    if len(pieces) % 2 == 0:
        raise _stray(path, row + sum(map(_line_ends, pieces[:-1:2])))
    outside, found = pieces[::2], 0
    for index, piece in enumerate(outside):
        opens, closes = index < len(outside) - 1, index > 0
        # An empty piece is a doubled mark, or stands before the first cell.
        if piece and ((opens and piece[-1] not in beside) or (closes and piece[0] not in beside)):
            raise _stray(path, row + found + (_line_ends(piece) if opens else 0))
        found += _line_ends(piece)
    return found


def _line_ends(piece: bytes) -> int:
    return piece.count(b"\n") + piece.count(b"\r") - piece.count(b"\r\n")


def _stray(path: Path, row: int) -> DataError:
    return DataError(
        f"{path} 第 {row} 行：引号没有括住整格或没有成对（RFC 4180 §2.5–2.7）",
        f"{path}, row {row}: a quotation mark that encloses no whole cell, or is never closed (RFC 4180 §2.5-2.7)",
        path=path,
        line=row,
    )
