"""What runs queries that somebody else wrote: workers of this machine, or the way to a store elsewhere."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Protocol

from dgkg.guard.limits import Limits
from dgkg.guard.request import Answer, Request

__all__ = ["Runner"]


class Runner(Protocol):
    """To those who ask, all are the same."""

    limits: Limits

    def start(self) -> None:
        """Make ready in the background; the first query does it otherwise."""

    def submit(self, request: Request, client: str = "") -> Future[Answer]:
        """Have a query run; see :meth:`dgkg.guard.pool.Pool.submit`."""

    def answer(self, request: Request, client: str = "") -> Answer:
        """Run a query and wait for its answer."""

    def close(self) -> None:
        """End it; whoever waits is told to come again."""
