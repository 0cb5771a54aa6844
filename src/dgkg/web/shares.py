"""Work shared out among processes that were forked from this one, so that they know all that it knows."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

__all__ = ["share_out", "uncollected", "workers_for"]

Part = TypeVar("Part")
_MOST_WORKERS = 8


def workers_for(pages: int, worth_it: int) -> int:
    """How many processes are worth their cost: one where there is little to do, or where no system forks safely."""
    return min(os.cpu_count() or 1, _MOST_WORKERS) if pages >= worth_it and sys.platform == "linux" else 1


def share_out(parts: Sequence[Part], work: Callable[[int, Iterator[Part]], None], workers: int) -> None:
    """Do some work in so many processes, this one among them.

    Args:
        parts: what is to be done; each process takes the next one that no other has taken.
        work: is called once in each process, with the number of the process and its parts.
        workers: how many processes.

    Raises:
        RuntimeError: another process failed; it has said why.
    """
    if workers == 1:
        work(0, iter(parts))
        return
    fork = multiprocessing.get_context("fork")
    taken = fork.Value("l", 0)
    # What is shared lives to the end: no process need look through it for cycles, nor copy its memory for that.
    gc.freeze()
    try:
        others = [fork.Process(target=_work, args=(work, n, parts, taken)) for n in range(1, workers)]
        for process in others:
            process.start()
        try:
            work(0, _untaken(parts, taken))
        except BaseException:
            for process in others:
                process.terminate()
            raise
        finally:
            for process in others:
                process.join()
    finally:
        gc.unfreeze()
    if any(process.exitcode for process in others):
        raise RuntimeError("a page could not be written; the process that failed says why")


def _work(
    work: Callable[[int, Iterator[Part]], None], number: int, parts: Sequence[Part], taken: Synchronized[int]
) -> None:
    work(number, _untaken(parts, taken))


def _untaken(parts: Sequence[Part], taken: Synchronized[int]) -> Iterator[Part]:
    while True:
        with taken.get_lock():
            number, taken.value = taken.value, taken.value + 1
        if number >= len(parts):
            return
        yield parts[number]


@contextmanager
def uncollected() -> Iterator[None]:
    """Nobody looks for cycles while much is read that lives to the end: that takes a quarter of the time of reading."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # What was made meanwhile is old by now: else the next thing made has all of it looked through.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
