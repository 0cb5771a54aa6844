"""What became of a query whose process is gone, as an error that names the limit."""

from __future__ import annotations

import os
import signal

from dgkg.errors import BusyError, LimitError, QueryError
from dgkg.guard.limits import Limits

__all__ = ["PENALTY", "busy", "died", "out_of_time", "unborn"]

PENALTY = 30
"""For so many seconds a client whose query was killed waits in the slow lane."""


def out_of_time(sparql: str, seconds: float) -> LimitError:
    """The deadline passed."""
    return LimitError(
        f"查询超过时限 {seconds:g} 秒，已中止（seconds）。请用更具体的模式或 LIMIT。",
        f"The query took longer than {seconds:g} s and was stopped (seconds). Use more exact patterns, or LIMIT.",
        query=sparql,
        limit="seconds",
        retry_after=PENALTY,
    )


def died(sparql: str, status: int, limits: Limits) -> QueryError:
    """The process ended before it had answered.

    Args:
        sparql: the query.
        status: as ``waitpid`` gives it.
        limits: what it was allowed.
    """
    name = (
        signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else str(os.waitstatus_to_exitcode(status))
    )
    if name == "SIGSEGV":
        # Oxigraph reads and evaluates by recursion, and a stack has an end.
        return LimitError(
            "查询嵌套过深，已中止（depth）。",
            "The query is nested too deeply and was stopped (depth).",
            query=sparql,
            limit="depth",
            retry_after=PENALTY,
        )
    if name == "SIGXCPU":
        return out_of_time(sparql, limits.seconds)
    if name == "SIGABRT":
        # Rust aborts where no memory is given to it, and where it finds a fault in itself.
        return LimitError(
            f"查询引擎中止：多半是内存超过 {limits.memory >> 20} MB（memory，{name}），也可能是引擎自身的错误。",
            f"The engine gave up: most likely the query needed more than {limits.memory >> 20} MB of memory "
            f"(memory, {name}), else it met a fault of its own.",
            query=sparql,
            limit="memory",
            retry_after=PENALTY,
        )
    return BusyError(
        f"执行查询的进程被终止（{name}），请在 {PENALTY} 秒后重试。",
        f"The process that ran the query was ended ({name}); try again in {PENALTY} s.",
        query=sparql,
        retry_after=PENALTY,
    )


def unborn(sparql: str, reason: str) -> BusyError:
    """The process that holds the graph cannot be started."""
    return BusyError(
        f"现在无法执行用户的查询：保存图谱的进程无法启动（{reason}）。",
        f"Users' queries cannot be run now: the process that holds the graph cannot be started ({reason}).",
        query=sparql,
        retry_after=PENALTY,
    )


def busy(sparql: str, retry_after: int = 5) -> BusyError:
    """Too many others wait."""
    return BusyError(
        f"当前查询过多，请在 {retry_after} 秒后重试。",
        f"Too many queries at this time; try again in {retry_after} s.",
        query=sparql,
        retry_after=retry_after,
    )
