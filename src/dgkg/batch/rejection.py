"""What could not be taken: where it stands, and why, in both languages."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass

__all__ = ["Rejection", "RowError"]


class RowError(Exception):
    """Why a row is rejected, in Chinese and English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True, order=True)
class Rejection:
    """A row of a table, or a whole file of a source, that gave no statement.

    ``row`` counts as a spreadsheet does: the header of a CSV file is row 1. Of a file that is no
    table it is the line, 0 where none is known.
    """

    path: str
    row: int
    zh: str
    en: str

    def __str__(self) -> str:
        where = (f"第 {self.row} 行", f", row {self.row}") if self.row else ("", "")
        return f"{self.path} {where[0]}：{self.zh} / {self.path}{where[1]}: {self.en}"

    def to_line(self) -> bytes:
        """One line without a line break inside, to travel with the lines of N-Quads."""
        return json.dumps(astuple(self)).encode()

    @classmethod
    def from_line(cls, line: bytes) -> Rejection:
        """The same again."""
        return cls(*json.loads(line))
