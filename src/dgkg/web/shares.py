"""Work shared out among processes that were forked from this one, so that they know all that it knows."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess

__all__ = ["share_out", "uncollected", "workers_for"]

Part = TypeVar("Part")
_MOST_WORKERS = 8


def workers_for(pages: int, worth_it: int) -> int:
    """How many processes are worth their cost: one where there is little to do, or where no system forks safely."""
    return min(os.cpu_count() or 1, _MOST_WORKERS) if pages >= worth_it and sys.platform == "linux" else 1


def share_out(
    parts: Sequence[Part],
    work: Callable[[int, Iterator[Part]], None],
    workers: int,
    prepare: Callable[[], Sequence[Part]] | None = None,
) -> None:
    """Do some work in so many processes, this one among them.

    Args:
        parts: what is to be done; each process takes the next one that no other has taken.
        work: is called once in each process, with the number of the process and its parts.
        workers: how many processes work at a time.
        prepare: computes in this process what further parts share, and gives these; others begin with ``parts``
            meanwhile, which are to need nothing of it.

    Raises:
        RuntimeError: another process failed; it has said why.
    """
    if workers == 1:
        work(0, chain(parts, prepare() if prepare else ()))
        return
    crew = _Crew(parts, work)
    try:
        if prepare:
            # A process knows what was known when it was forked: these end with the parts that they know of.
            crew.hire([0] * min(workers - 1, len(parts)))
            crew.parts = [*parts, *prepare()]
        crew.hire([number % 2 for number in range(1, workers)])
        work(0, crew.untaken())
    except BaseException:
        crew.dismiss()
        raise
    finally:
        crew.wait()
    if crew.has_failed:
        raise RuntimeError("a page could not be written; the process that failed says why")


class _Crew(Generic[Part]):
    """Processes that take one part after another of what is to be done."""

    def __init__(self, parts: Sequence[Part], work: Callable[[int, Iterator[Part]], None]) -> None:
        self.parts = parts
        self._work = work
        self._fork = multiprocessing.get_context("fork")
        # How many parts have been taken from the front, and how many from the end.
        self._taken = self._fork.Array("l", [0, 0])
        self._others: list[ForkProcess] = []

    def hire(self, ends: Sequence[int]) -> None:
        """Fork processes that know of the parts that there are by now; each takes them from its end."""
        # What is shared lives to the end: no process need look through it for cycles, nor copy its memory for that.
        gc.freeze()
        try:
            for end in ends:
                process = self._fork.Process(target=self._run, args=[len(self._others) + 1, end])
                process.start()
                self._others.append(process)
        finally:
            gc.unfreeze()

    def _run(self, number: int, end: int) -> None:
        self._work(number, self.untaken(end))

    def untaken(self, end: int = 0) -> Iterator[Part]:
        """The next part that nobody has taken, and so on; from the front, or from the end.

        Neighbours need much the same, so that two processes that begin at the two ends have little to compute twice.
        """
        while True:
            with self._taken.get_lock():
                if self._taken[0] + self._taken[1] >= len(self.parts):
                    return
                number = self._taken[end]
                self._taken[end] += 1
            yield self.parts[-1 - number if end else number]

    def dismiss(self) -> None:
        """End the other processes."""
        for process in self._others:
            process.terminate()

    def wait(self) -> None:
        """Wait until the other processes are done."""
        for process in self._others:
            process.join()

    @property
    def has_failed(self) -> bool:
        """Whether one of them failed."""
        return any(process.exitcode for process in self._others)


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
