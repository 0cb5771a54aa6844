"""SPARQL that somebody else wrote, put to a store from a safe distance, wherever the store is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING

from dgkg.errors import UsageError
from dgkg.store import EmbeddedStore, Result, Store, read_result

if TYPE_CHECKING:
    from dgkg.guard import Limits, Runner

__all__ = ["Guarded", "runner_of"]

# SPARQL 1.1 TSV says all that JSON does, and is written and read in less than half the time.
_FORM = "tsv"


class Guarded:
    """Runs queries over the quads of a store in processes that can be killed; see :mod:`dgkg.guard`.

    Args:
        store: one of this process, or one elsewhere, to which a query goes on once it has been looked at.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def runner(self) -> Runner:
        """Workers over the store as it is when they are first asked for, or the way to the store elsewhere.

        Raises:
            UsageError: the store is of a kind that nothing is known of.
        """
        make = runner_of(self._store)
        if make is None:
            raise UsageError("这种存储不能运行用户的查询。", "Users' queries cannot be run on a store of this kind.")
        return make(None)

    def run(self, text: str) -> Result:
        """Run a query by the workers.

        Raises:
            QueryError: or its kinds RefusedError, LimitError (names the limit) and BusyError.
            UsageError: the store is of a kind that nothing is known of.
        """
        from dgkg.guard import Request

        answer = self.runner.answer(Request(text, _FORM))
        return read_result(answer.kind, answer.body, _FORM)

    def run_alone(self, text: str, limits: Limits) -> Result:
        """Run one query in a process of its own, which ends with it; errors as of :meth:`run`."""
        from dgkg.guard import Request, run_alone

        if isinstance(self._store, EmbeddedStore):
            answer = run_alone(self._store.engine, Request(text, _FORM), limits)
        elif make := runner_of(self._store):
            with closing(make(limits)) as runner:
                answer = runner.answer(Request(text, _FORM))
        else:
            return self._store.query(text)
        return read_result(answer.kind, answer.body, _FORM)

    def close(self) -> None:
        """End the workers, if there are any."""
        if "runner" in self.__dict__:
            self.runner.close()


def runner_of(store: Store) -> Callable[[Limits | None], Runner] | None:
    """What makes that which runs users' queries over a store; ``None`` for a store of another kind."""
    from dgkg.guard import Pool

    if isinstance(store, EmbeddedStore):
        return lambda limits: Pool(store.handed_over, limits)
    from dgkg.store.endpoint import EndpointStore

    if isinstance(store, EndpointStore):
        from dgkg.guard.relay import Relay

        return lambda limits: Relay(store, limits)
    return None
