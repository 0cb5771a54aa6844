"""Templates of IRIs and texts with cells of a row in them: ``id:{firm}``, ``{unit:factor}``.

``{column}`` is the cell of that column, ``{column:codes}`` what a table of codes says for it. In an IRI
a cell is a readable ASCII slug, or stands alone and is a whole IRI; whatever else it holds is an
error of the row, so that a cell never breaks out of its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from string import Formatter

from dgkg.batch.rejection import RowError
from dgkg.namespaces import ID

__all__ = ["Codes", "IriTemplate", "Key", "Row", "Template", "iri_of"]

Row = Mapping[str, str]
Codes = Mapping[str, Mapping[str, str]]

_SLUG = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?")
_UNSAFE = re.compile(r'[\x00-\x20<>"{}|^`\\\ud800-\udfff]')
_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Key:
    """A node that is named by what some cells hold, so that the same row has the same node everywhere.

    The name is 80 bits of SHA-256 over columns and cells: among ten million nodes two share one with a
    chance of one in ten thousand million.
    """

    name: str
    cells: tuple[str, ...]

    @property
    def columns(self) -> frozenset[str]:
        """The columns that it takes cells of."""
        return frozenset(self.cells)

    def fill(self, row: Row) -> str | None:
        """The IRI; ``None`` where all the cells are empty."""
        cells = [row[column] for column in self.cells]
        if not any(cells):
            return None
        told = "\x1f".join(f"{column}={cell}" for column, cell in zip(self.cells, cells, strict=True))
        return f"{ID}{self.name}-{sha256(told.encode()).hexdigest()[:_DIGITS]}"


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    column: str = ""
    codes: str = ""
    table: Mapping[str, str] | None = None

    def cell(self, row: Row) -> str:
        """What the row has for the column, by the codes where there are any; empty where it has nothing."""
        cell = row[self.column]
        if self.table is None or not cell:
            return cell
        if (meant := self.table.get(cell)) is None:
            raise RowError(
                f"列 {self.column} 的「{cell}」不在代码表 {self.codes} 中",
                f"column {self.column}: “{cell}” is not among the codes of {self.codes}",
            )
        return meant


class Template:
    """A text with cells in it.

    Raises:
        ValueError: braces that do not match, or a table of codes that there is not.
    """

    def __init__(self, text: str, codes: Codes) -> None:
        self.text = text
        self._pieces: list[_Piece] = []
        for before, column, table, _ in Formatter().parse(text):
            if column is None:
                self._pieces.append(_Piece(before))
            elif table and table not in codes:
                raise ValueError(table)
            else:
                self._pieces.append(_Piece(before, column, table or "", codes[table] if table else None))

    @property
    def columns(self) -> frozenset[str]:
        """The columns that it takes cells of."""
        return frozenset(piece.column for piece in self._pieces if piece.column)

    def fill(self, row: Row) -> str | None:
        """The text; ``None`` where a cell is empty.

        Raises:
            RowError: a cell is not among its codes, or no part of an IRI where it is to be one.
        """
        filled = []
        for piece in self._pieces:
            filled.append(piece.text)
            if piece.column:
                cell = self._cell(piece, row)
                if not cell:
                    return None
                filled.append(cell)
        return "".join(filled)

    def _cell(self, piece: _Piece, row: Row) -> str:
        """What a cell gives to the text; nothing where it is empty."""
        return piece.cell(row)


class IriTemplate(Template):
    """An IRI with cells in it, or one cell that is an IRI.

    Raises:
        ValueError: it has neither a known prefix nor a scheme, or see :class:`Template`.
    """

    def __init__(self, text: str, codes: Codes, prefixes: Mapping[str, str]) -> None:
        super().__init__(text, codes)
        self._prefixes = tuple(prefixes.items())
        self._is_cell = len(self._pieces) == 1 and not self._pieces[0].text
        if not self._is_cell:
            start = _expanded(self._pieces[0].text if self._pieces else "", self._prefixes)
            if start is None or any(_UNSAFE.search(piece.text) for piece in self._pieces):
                raise ValueError(text)
            first = self._pieces[0]
            self._pieces[0] = _Piece(start, first.column, first.codes, first.table)

    def _cell(self, piece: _Piece, row: Row) -> str:
        """What a cell gives to the IRI: all of it, or a part that needs no escape; nothing where it is empty."""
        cell = super()._cell(piece, row)
        if not cell or self._is_cell:
            return cell and self._whole(piece.column, cell)
        if not _SLUG.fullmatch(cell):
            raise _no_iri(piece.column, cell)
        return cell

    def _whole(self, column: str, cell: str) -> str:
        found = _expanded(cell, self._prefixes)
        if found is None or _UNSAFE.search(found):
            raise _no_iri(column, cell)
        return found


def iri_of(text: str, prefixes: Mapping[str, str]) -> str | None:
    """The IRI of a prefixed name or of an http(s) IRI, else ``None``."""
    found = _expanded(text, tuple(prefixes.items()))
    return None if found is None or _UNSAFE.search(found) else found


@lru_cache(maxsize=1 << 14)
def _expanded(text: str, prefixes: tuple[tuple[str, str], ...]) -> str | None:
    if text.startswith(("http://", "https://")):
        return text
    prefix, colon, local = text.partition(":")
    namespace = dict(prefixes).get(prefix)
    return f"{namespace}{local}" if colon and namespace else None


def _no_iri(column: str, cell: str) -> RowError:
    return RowError(
        f"列 {column} 的「{cell}」不能作标识：只用 ASCII 字母、数字和 - . _",
        f"column {column}: “{cell}” is no identifier: ASCII letters, digits and - . _ only",
    )
