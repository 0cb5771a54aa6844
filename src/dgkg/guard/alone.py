"""One guarded query in a process forked from this one, for a door that asks once and ends."""

from __future__ import annotations

import faulthandler
import os
import selectors
import signal
import socket
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from dgkg.errors import QueryError, UsageError
from dgkg.guard import walls
from dgkg.guard.fate import died, out_of_time
from dgkg.guard.gate import check_size
from dgkg.guard.limits import Limits
from dgkg.guard.request import HEADER, Answer, Request, is_whole, read_answer
from dgkg.store.spelling import Spellings

if TYPE_CHECKING:
    import pyoxigraph as ox


__all__ = ["run_alone"]


def run_alone(store: ox.Store, request: Request, limits: Limits, spellings: Spellings | None = None) -> Answer:
    """Run one query over a store of this process, which must have no other thread at work.

    Args:
        store: the store.
        request: the query, and what its answer is to look like.
        limits: what it may have.
        spellings: how values of the data were written, where that is known.

    Raises:
        RefusedError: it does what it may not.
        LimitError: it, its answer, its time or its memory is too much; names the limit.
        QueryError: it is no SPARQL, or cannot be run.
        UsageError: this system cannot limit a process.
    """
    if not walls.has_walls():
        raise UsageError(
            "此系统无法限制进程，不能安全运行查询。", "This system cannot limit a process to run a query in."
        )
    check_size(request.sparql, limits)
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if not pid:
        _run_in_child(theirs, store, request, limits, spellings or Spellings())
    theirs.close()
    status = 0
    try:
        with ours:
            data = _all_of(ours, time.monotonic() + limits.seconds)
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        status = os.waitpid(pid, 0)[1]
    if data is None:
        raise out_of_time(request.sparql, limits.seconds)
    if not data:
        raise died(request.sparql, status, limits)
    found = read_answer(data[:1], data[HEADER.size :], request)
    if isinstance(found, QueryError):
        raise found
    return found


def _run_in_child(
    connection: socket.socket, store: ox.Store, request: Request, limits: Limits, spellings: Spellings
) -> None:
    try:
        from dgkg.guard.worker import serve_one

        signal.signal(signal.SIGINT, signal.SIG_DFL)
        # A crash is expected of some queries, and told by the parent in a sentence.
        faulthandler.disable()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        walls.no_network()
        serve_one(connection, store, request.to_bytes(), limits, spellings)
    finally:
        # Nothing of the parent's is to be cleaned up twice, and its output not written twice.
        os._exit(0)


def _all_of(connection: socket.socket, deadline: float) -> bytes | None:
    """Everything until the other side is gone; ``None`` where the time is up first; empty for a torn answer."""
    data = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(connection, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            if not selector.select(left):
                continue
            more = connection.recv(1 << 18)
            if not more:
                return bytes(data) if is_whole(data) else b""
            data += more
    return None
