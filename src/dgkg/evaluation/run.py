"""Asking all questions of a file, with the time that each answer took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dgkg.errors import DataError
from dgkg.evaluation.case import Case, as_case, read_lines
from dgkg.evaluation.competency import Competency
from dgkg.evaluation.judge import Outcome, judge
from dgkg.evaluation.tally import Tally

if TYPE_CHECKING:
    from dgkg.ask import Answer
    from dgkg.knowledge import KnowledgeGraph

__all__ = ["evaluate", "read_cases", "read_texts"]


def read_cases(path: Path, kg: KnowledgeGraph, texts: Mapping[str, str]) -> list[Case]:
    """The questions of a file: of the project's own form, or competency questions.

    Raises:
        DataError: the file cannot be read, or a question lacks a part; it is named by its line.
    """
    competency = Competency(kg, texts)
    cases: list[Case] = []
    for number, row in enumerate(read_lines(path), 1):
        try:
            cases += competency.cases(row) if "evidence_sentence_start" in row else [as_case(row)]
        except (KeyError, TypeError, ValueError) as error:
            lacks = error.args[0] if isinstance(error, KeyError) else "?"
            raise DataError(
                f"{path} 第 {number} 个问题缺少或写错「{lacks}」；格式见 tests/questions/README.md。",
                f"{path}, question {number} lacks or misspells “{lacks}”; its form: tests/questions/README.md.",
                path=path,
                line=number,
            ) from error
    return cases


def read_texts(path: Path) -> dict[str, str]:
    """The words of each passage by its id, from a segmented report (``id``, ``text``).

    Raises:
        DataError: the file cannot be read, or is of another form.
    """
    rows = read_lines(path)
    if not all({"id", "text"} <= row.keys() for row in rows):
        raise DataError(
            f"{path} 不是分句文件：每行应有 id 和 text。", f"{path} holds no passages: each line needs id and text."
        )
    return {str(row["id"]): str(row["text"]) for row in rows}


def evaluate(cases: Iterable[Case], ask: Callable[[str], Answer]) -> Tally:
    """Ask every question and judge what comes back."""
    return Tally(tuple(_outcomes(cases, ask)))


def _outcomes(cases: Iterable[Case], ask: Callable[[str], Answer]) -> Iterator[Outcome]:
    for case in cases:
        start = time.perf_counter()
        answer = ask(case.question)
        yield judge(case, answer, time.perf_counter() - start)
