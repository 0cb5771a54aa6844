"""What can go wrong, as sentences in both languages.

::

    DgkgError
    ├── NotFoundError       no such thing; carries what is nearest
    │   └── NothingToldError  well asked, but the sources do not say it; says what was looked for
    ├── AmbiguousNameError  several things have the name; carries the choices
    ├── UsageError          a value of the wrong kind, an unknown format, a missing tool
    │   └── MixedFiguresError figures that do not belong in one sum or comparison; carries in what they differ
    ├── QueryError          SPARQL or a ``.rq`` file that cannot be run; carries line and column
    │   ├── RefusedError      SPARQL that would write, or reach beyond the store
    │   ├── LimitError        SPARQL that asks for more than it may have; names the limit
    │   └── BusyError         too many others ask; says when to come again
    ├── DataError           a file or folder of the record that cannot be read
    │   ├── ConformanceError  data that breaks the shapes; carries the findings
    │   └── EndpointError     a SPARQL endpoint that gives no answer; carries address and status
    ├── AttachmentError     a copy of the source that is not the source; carries the ids that differ
    └── OutputError         a file that cannot be written; what was there stays whole
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from errno import EDQUOT, ENOSPC
from pathlib import Path

__all__ = [
    "AmbiguousNameError",
    "AttachmentError",
    "BusyError",
    "ConformanceError",
    "DataError",
    "DgkgError",
    "EndpointError",
    "LimitError",
    "MixedFiguresError",
    "NotFoundError",
    "NothingToldError",
    "OutputError",
    "QueryError",
    "RefusedError",
    "TooLargeError",
    "UsageError",
]

# The system's words for a disk, or a person's share of it, that is full.
_FULL = (os.strerror(ENOSPC), os.strerror(EDQUOT))


class DgkgError(Exception):
    """Something that dgkg cannot do, said in Chinese and English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh = zh
        self.en = en

    def message(self, lang: str) -> str:
        """The sentence in one language: ``zh`` or ``en``."""
        return self.zh if lang == "zh" else self.en


class NotFoundError(DgkgError):
    """No thing has the name; ``nearest`` holds the labels of what comes close."""

    def __init__(self, name: str, nearest: Sequence[str] = (), zh_kind: str = "", en_kind: str = "") -> None:
        zh = f"找不到{zh_kind}「{name}」。" + (f"是不是：{'、'.join(nearest)}？" if nearest else "")
        en = f"No {en_kind or 'thing'} is called “{name}”." + (
            f" Did you mean: {', '.join(nearest)}?" if nearest else ""
        )
        super().__init__(zh, en)
        self.name = name
        self.nearest = tuple(nearest)


class NothingToldError(NotFoundError):
    """What was asked for exists in no source; the sentences say what was looked for."""

    def __init__(self, zh: str, en: str) -> None:
        DgkgError.__init__(self, zh, en)
        self.name = zh
        self.nearest = ()


class AmbiguousNameError(DgkgError):
    """Several things have the name; ``choices`` holds ``(id, label)`` of each."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        listed = "；".join(f"{i}（{label}）" for i, label in choices)
        listed_en = "; ".join(f"{i} ({label})" for i, label in choices)
        super().__init__(
            f"「{name}」可指多个事物，请用编号指明：{listed}",
            f"“{name}” can mean several things; name one by its id: {listed_en}",
        )
        self.name = name
        self.choices = tuple(choices)


class UsageError(DgkgError):
    """A call that cannot be meant: a value of the wrong kind, an unknown word."""


class MixedFiguresError(UsageError):
    """Figures that must not be added or compared; ``differing`` holds in what (``unit``, ``status`` …)."""

    def __init__(self, zh: str, en: str, differing: Sequence[str] = ()) -> None:
        super().__init__(zh, en)
        self.differing = tuple(differing)


class QueryError(DgkgError):
    """A query that cannot be run; ``line`` and ``column`` count from 1 where known.

    ``is_malformed`` tells one that is no SPARQL from one that only cannot be run here.
    """

    def __init__(
        self,
        zh: str,
        en: str,
        *,
        query: str = "",
        line: int | None = None,
        column: int | None = None,
        is_malformed: bool = False,
    ) -> None:
        super().__init__(zh, en)
        self.query = query
        self.is_malformed = is_malformed or line is not None
        self.line = line
        self.column = column

    def moved(self, lines: int, query: str) -> QueryError:
        """The same error of a query as its user wrote it: without so many lines before it."""
        self.query = query
        if not lines or self.line is None:
            return self
        line = max(1, self.line - lines)
        zh = self.zh.replace(f"第 {self.line} 行", f"第 {line} 行")
        en = self.en.replace(f"line {self.line},", f"line {line},")
        return QueryError(zh, en, query=query, line=line, column=self.column, is_malformed=True)


class RefusedError(QueryError):
    """A query that would write, or reach beyond the store; ``what`` names it (``SERVICE``, ``UPDATE``, ``FROM``)."""

    def __init__(self, zh: str, en: str, *, query: str = "", what: str = "") -> None:
        super().__init__(zh, en, query=query)
        self.what = what


class LimitError(QueryError):
    """A query that asks for more than it may have; ``limit`` names what (``seconds``, ``memory``, ``rows`` …).

    ``retry_after`` is in seconds, and set where the same query may succeed at another time.
    """

    def __init__(self, zh: str, en: str, *, query: str = "", limit: str = "", retry_after: int | None = None) -> None:
        super().__init__(zh, en, query=query)
        self.limit = limit
        self.retry_after = retry_after


class BusyError(QueryError):
    """Too many others ask at this time; ``retry_after`` says in how many seconds to come again."""

    def __init__(self, zh: str, en: str, *, query: str = "", retry_after: int = 5) -> None:
        super().__init__(zh, en, query=query)
        self.retry_after = retry_after


class DataError(DgkgError):
    """A file or folder of the record that cannot be read; ``path`` and ``line`` where known."""

    def __init__(self, zh: str, en: str, *, path: Path | None = None, line: int | None = None) -> None:
        super().__init__(zh, en)
        self.path = path
        self.line = line


class ConformanceError(DataError):
    """Data that breaks the shapes; ``findings`` holds one line for each."""

    def __init__(self, zh: str, en: str, findings: Sequence[str]) -> None:
        super().__init__(zh, en)
        self.findings = tuple(findings)


class EndpointError(DataError):
    """A SPARQL endpoint that gives no answer: dead, slow, torn or none; ``status`` is that of HTTP, where known."""

    def __init__(self, zh: str, en: str, *, address: str, status: int | None = None) -> None:
        super().__init__(zh, en)
        self.address = address
        self.status = status


class AttachmentError(DgkgError):
    """A text that is not the source it is to be attached to; ``differing`` holds the ids."""

    def __init__(self, zh: str, en: str, differing: Sequence[str] = ()) -> None:
        super().__init__(zh, en)
        self.differing = tuple(differing)


class OutputError(DgkgError):
    """A file that cannot be written; ``path`` names it."""

    def __init__(self, path: Path, reason: str) -> None:
        is_full = any(words in reason for words in _FULL)
        zh, en = ("请腾出空间", "make room") if is_full else ("请换一个路径", "choose another path")
        super().__init__(
            f"无法写入 {path}：{reason}。原有文件未改动；{zh}。",
            f"Cannot write {path}: {reason}. What was there is unchanged; {en}.",
        )
        self.path = path


class TooLargeError(DgkgError):
    """What would be put together from a whole graph that is too large for anybody to wait for it."""

    def __init__(self) -> None:
        super().__init__(
            "图谱太大，此页须读遍全部内容，不在浏览时生成；请从某一事物、某一句子的页面、搜索或 SPARQL 查起。",
            "The graph is too large for this page, which takes all of it, to be made while one waits; begin with the "
            "page of a thing or a passage, the search, or SPARQL.",
        )
