"""Who is next: first come, first served, one running query a client, and a slow lane.

A client whose query had to be killed waits in the slow lane for a while. A query that runs
longer than most moves there as well, so that short ones never wait for it.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field

from dgkg.guard.fate import PENALTY
from dgkg.guard.request import Answer, Request

__all__ = ["Job", "Line"]


@dataclass(eq=False, slots=True)
class Job:
    """A query on its way: whose it is, whether it is in the slow lane, when it came and when its time is up."""

    request: Request
    client: str
    came: float
    future: Future[Answer] = field(default_factory=Future)
    is_slow: bool = False
    is_running: bool = False
    began: float = 0.0


class Line:
    """The queries that wait and those that run; its owner locks it.

    Args:
        fast: how many short queries run at a time.
        slow: how many long ones do.
        most: how many may wait.
    """

    def __init__(self, fast: int, slow: int, most: int) -> None:
        self._fast, self._slow, self._most = fast, slow, most
        self._waiting: deque[Job] = deque()
        self._running: dict[str, Job] = {}
        self._lanes = {False: 0, True: 0}
        self._penalised: dict[str, float] = {}

    @property
    def is_full(self) -> bool:
        """Whether no more may wait."""
        return len(self._waiting) >= self._most

    @property
    def is_empty(self) -> bool:
        """Whether nobody waits and nothing runs."""
        return not self._waiting and not self._running

    @property
    def free(self) -> int:
        """How many more short queries could run."""
        return max(0, self._fast - self._lanes[False])

    @property
    def slow(self) -> int:
        """How many run in the slow lane."""
        return self._lanes[True]

    def add(self, job: Job) -> None:
        """Somebody came."""
        self._waiting.append(job)

    def next_jobs(self) -> Iterator[Job]:
        """Those who may start now, in order; each counts as running from then on."""
        if not self._waiting:
            return
        now = time.monotonic()
        for job in list(self._waiting):
            if job.client in self._running:
                continue
            job.is_slow = self._penalised.get(job.client, 0.0) > now
            # One place of the slow lane stays for queries that turn out to be long.
            if self._lanes[job.is_slow] < (max(1, self._slow - 1) if job.is_slow else self._fast):
                self._waiting.remove(job)
                self._running[job.client] = job
                self._lanes[job.is_slow] += 1
                job.is_running, job.began = True, now
                yield job

    def move_over(self, job: Job) -> bool:
        """Move a long query to the slow lane; whether there was a place."""
        if job.is_slow or self._lanes[True] >= self._slow:
            return False
        self._lanes[False] -= 1
        self._lanes[True] += 1
        job.is_slow = True
        return True

    def end(self, job: Job, *, killed: bool) -> None:
        """A query is through; ``killed`` puts its client into the slow lane."""
        if not job.is_running:
            return
        job.is_running = False
        del self._running[job.client]
        self._lanes[job.is_slow] -= 1
        if killed:
            now = time.monotonic()
            self._penalised = {client: until for client, until in self._penalised.items() if until > now}
            self._penalised[job.client] = now + PENALTY

    def tired(self, patience: float) -> list[Job]:
        """Those who have waited too long; they leave."""
        since = time.monotonic() - patience
        found = [job for job in self._waiting if job.came < since]
        for job in found:
            self._waiting.remove(job)
        return found

    def drop_cancelled(self) -> None:
        """Those for whose answer nobody waits any more leave."""
        for job in [job for job in self._waiting if job.future.cancelled()]:
            self._waiting.remove(job)

    def everybody(self) -> list[Job]:
        """All who wait or run; they leave."""
        found = [*self._waiting, *self._running.values()]
        self._waiting.clear()
        for job in found:
            self.end(job, killed=False)
        return found
