"""SPARQL that somebody else wrote, put to a store from a safe distance: in processes with limits of their own."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from dgkg.errors import UsageError
from dgkg.store import EmbeddedStore, Result, Store, read_answer

if TYPE_CHECKING:
    from dgkg.guard import Limits, Pool

__all__ = ["Guarded"]


class Guarded:
    """Runs queries over the quads of a store in processes that can be killed; see :mod:`dgkg.guard`.

    Args:
        store: one of this process; an endpoint has limits of its own.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def pool(self) -> Pool:
        """Workers over the store as it is when they are first asked for.

        Raises:
            UsageError: the store is somewhere else, and so are its limits.
        """
        from dgkg.guard import Pool

        return Pool(self._embedded().handed_over)

    def run(self, text: str) -> Result:
        """Run a query by the workers.

        Raises:
            QueryError: or its kinds RefusedError, LimitError (names the limit) and BusyError.
            UsageError: the store is somewhere else.
        """
        from dgkg.guard import Request

        answer = self.pool.answer(Request(text))
        return read_answer(answer.kind, answer.body)

    def run_alone(self, text: str, limits: Limits) -> Result:
        """Run one query in a process of its own, which ends with it; errors as of :meth:`run`."""
        from dgkg.guard import Request, run_alone

        answer = run_alone(self._embedded().engine, Request(text), limits)
        return read_answer(answer.kind, answer.body)

    def close(self) -> None:
        """End the workers, if there are any."""
        if "pool" in self.__dict__:
            self.pool.close()

    def _embedded(self) -> EmbeddedStore:
        if isinstance(self._store, EmbeddedStore):
            return self._store
        raise UsageError(
            "图谱在另一个端点上，查询由该端点限制；请直接查询。",
            "The graph is at another endpoint, which has limits of its own; ask it directly.",
        )
