"""The process that holds one generation of the store and forks workers from it.

A worker so made shares the memory of the store and is there in a few milliseconds. The nursery
has one thread, knows nothing of the server, and is the only one that handles process ids: what
it forked it also kills and reaps, so an id can never mean another process. It ends, with all
its workers, when the socket to the server closes.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from itertools import product
from pathlib import Path

import pyoxigraph as ox

from dgkg.errors import QueryError
from dgkg.guard import walls
from dgkg.guard.limits import Limits
from dgkg.guard.mother import BORN, ENDED, FORK, KILL, MESSAGE, READY
from dgkg.guard.request import Request, write_error
from dgkg.guard.slate import written_on
from dgkg.guard.worker import Desk, answer, serve
from dgkg.store.spelling import Spellings

__all__ = ["main"]

# Whatever the interpreter loads when it first answers is loaded before the files are closed.
_PRACTICE = (
    "SELECT * { ?s ?p ?o } LIMIT 1",
    "ASK {}",
    "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1",
    "SELECT {",
    "DROP ALL",
)

_SOON = 0.005


def main(control: int) -> None:
    """Hold the store that comes in by standard input, and fork workers as told.

    Args:
        control: the descriptor of the socket to the server.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    told = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**told["limits"])
    walls.no_core()
    isolated = walls.no_network()
    store = _store(told)
    spellings = Spellings((tuple(kept), tuple(written)) for kept, written in told["spellings"])
    if isinstance(store, ox.Store):
        _practise(store, limits, spellings)
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=control) as server:
        server.sendall(MESSAGE.pack(READY, 0, int(isolated)))
        _Nursery(server, store, limits, spellings).run()


def _store(told: Mapping[str, str]) -> ox.Store | Path:
    if folder := told.get("folder"):
        return Path(folder)
    store = ox.Store()
    store.bulk_load(sys.stdin.buffer.read(), format=ox.RdfFormat.N_QUADS)
    return store


def _practise(store: ox.Store, limits: Limits, spellings: Spellings) -> None:
    for sparql, form in product(_PRACTICE, ("json", "tsv")):
        try:
            answer(store, Request.from_bytes(Request(sparql, form).to_bytes()), limits, spellings)
        except QueryError as error:
            write_error(error)


class _Nursery:
    """The workers by the numbers that the server gave them."""

    def __init__(self, server: socket.socket, store: ox.Store | Path, limits: Limits, spellings: Spellings) -> None:
        self._server = server
        self._store = store
        self._limits, self._spellings = limits, spellings
        self._pids: dict[int, int] = {}
        self._dying: dict[int, int] = {}

    def run(self) -> None:
        """Do as told until the server is gone."""
        try:
            while self._turn():
                self._reap()
        finally:
            for number in list(self._pids):
                self._kill(number)

    def _turn(self) -> bool:
        """Hear one word, or see after those who die; whether the server is still there."""
        if not select.select([self._server], [], [], _SOON if self._dying else None)[0]:
            return True
        data, descriptors, _, _ = socket.recv_fds(self._server, MESSAGE.size, 3)
        if len(data) < MESSAGE.size:
            return False
        what, number, _ = MESSAGE.unpack(data)
        if what == FORK:
            self._fork(number, *descriptors)
        elif what == KILL:
            self._kill(number)
        elif number in self._pids:
            walls.step_back(self._pids[number])
        return True

    def _fork(self, number: int, connection: int, bell: int, slate: int) -> None:
        pid = os.fork()
        if pid:
            for descriptor in (connection, bell, slate):
                os.close(descriptor)
            self._pids[number] = pid
            self._server.sendall(MESSAGE.pack(BORN, number, pid))
            return
        try:
            self._server.close()
            with socket.socket(fileno=connection) as asked, socket.socket(fileno=bell) as rung:
                serve(Desk(asked, rung, written_on(slate)), self._store, self._limits, self._spellings)
        finally:
            # Nothing of the nursery's is to be cleaned up twice.
            os._exit(0)

    def _kill(self, number: int) -> None:
        pid = self._pids.pop(number, 0)
        if pid:
            walls.step_up(pid)
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            self._dying[number] = pid

    def _reap(self) -> None:
        """Tell how those ended who are gone; nobody waits here for one who takes long to die."""
        for number, pid in list(self._dying.items()):
            found, status = os.waitpid(pid, os.WNOHANG)
            if found:
                del self._dying[number]
                self._server.sendall(MESSAGE.pack(ENDED, number, status))
