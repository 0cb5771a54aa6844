"""Questions with what their answers must hold: the form of ``tests/questions/README.md``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dgkg.errors import DataError

__all__ = ["Case", "as_case", "read_lines"]

Alternatives = tuple[str, ...]
_KEYS = ("id", "lang", "question", "kind", "status", "answer", "not", "sentences")


@dataclass(frozen=True, slots=True)
class Case:
    """One question.

    ``values`` and ``sentences`` hold one group for each that must be there, each of them the
    alternatives that will do; ``forbidden`` may not be in the answer.
    """

    id: str
    lang: str
    question: str
    kind: str
    status: str
    values: tuple[Alternatives, ...]
    forbidden: tuple[str, ...]
    sentences: tuple[Alternatives, ...]

    @property
    def is_answerable(self) -> bool:
        """Whether the source says it."""
        return self.status != "not_in_source"


def as_case(row: Mapping[str, Any]) -> Case:
    """A question of the project's own form.

    Raises:
        KeyError: a key is missing.
    """
    _, _, _, _, _, answer, forbidden, sentences = (row[key] for key in _KEYS)
    return Case(
        row["id"], row["lang"], row["question"], row["kind"], row["status"],
        _groups(answer), tuple(forbidden), _groups(sentences),
    )  # fmt: skip


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a file with one JSON object a line.

    Raises:
        DataError: the file cannot be read, or a line is no JSON object; no word of it is repeated.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise DataError(
            f"无法读取问题文件 {path}：{reason}。请检查路径。",
            f"The questions of {path} cannot be read: {reason}. Check the path.",
            path=path,
        ) from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            row = None
        if not isinstance(row, dict):
            raise DataError(
                f"{path} 第 {number} 行不是 JSON 对象；每行应有一个问题。",
                f"{path}, line {number} is no JSON object; each line holds one question.",
                path=path,
                line=number,
            )
        rows.append(row)
    return rows


def _groups(entries: Iterable[str | list[str]]) -> tuple[Alternatives, ...]:
    return tuple((entry,) if isinstance(entry, str) else tuple(entry) for entry in entries)
