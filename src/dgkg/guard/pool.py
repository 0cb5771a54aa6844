"""Workers for many users' queries, and the thread that hands out work and kills what takes too long.

A query goes to its worker from the thread that asks; the keeper's thread takes in the answers
and looks after time. What it keeps is complete at every moment under one lock; futures are
resolved outside of it.
"""

from __future__ import annotations

import atexit
import itertools
import selectors
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from dgkg.errors import QueryError, UsageError
from dgkg.guard import walls
from dgkg.guard.fate import busy, died, out_of_time, unborn
from dgkg.guard.gate import check_size
from dgkg.guard.incoming import Incoming
from dgkg.guard.limits import Limits
from dgkg.guard.line import Job, Line
from dgkg.guard.mother import BORN, DEMOTE, ENDED, FORK, KILL, Mother
from dgkg.guard.request import Answer, Request
from dgkg.store import Held

__all__ = ["HandedOver", "Pool"]

HandedOver = Callable[[], Held | bytes | Path]
"""Gives one generation of the store: its quads as N-Quads, or the folder that holds it on disk."""
# A query that runs so long holds up no short ones from then on: it leaves its place to them.
LONG = 0.05
# One that has computed so long does so from then on only when nobody else wants to.
HARD = 0.1
_TICK, _DOZE = 0.02, 0.2
_SEND = 1.0
# A nursery that dies at its birth is born again ever more slowly, and after so many births nobody is kept waiting.
_BIRTHS, _PAUSE, _LONGEST_PAUSE = 3, 0.2, 5.0
# What an answer may have besides: its header, or an error instead of it.
_FRAME = 1 << 18
# So much of an answer goes at once, where the system allows it: the worker need not wait for the one who reads.
_SENT_AT_ONCE = 1 << 20


class _Worker:
    """A process, seen from here: its number, our end of its socket, what it is at, what has come in."""

    def __init__(self, number: int, connection: socket.socket) -> None:
        self.number = number
        self.socket = connection
        self.job: Job | None = None
        self.incoming = Incoming()
        self.is_gone = False
        self.is_demoted = False
        self.pid = 0
        self.had_computed = 0.0

    def begin(self, job: Job) -> None:
        """Take a query on."""
        self.job = job
        self.had_computed = walls.computed(self.pid) or 0.0

    def is_hard(self, job: Job) -> bool:
        """Whether a query has computed for long; one that only waits for its turn on a busy machine has not."""
        if time.monotonic() - job.began < HARD:
            return False
        now = walls.computed(self.pid)
        return now is None or now - self.had_computed > HARD

    def tell(self, data: bytes) -> None:
        """Send a request; where it is dead, the keeper will see that and tell."""
        framed = len(data).to_bytes(4, "big") + data
        with suppress(OSError):
            sent = 0
            with suppress(BlockingIOError):
                sent = self.socket.send(framed)
            if sent == len(framed):
                return
            try:
                # An idle worker waits for nothing else: what does not fit into the buffer at once soon does.
                self.socket.settimeout(_SEND)
                self.socket.sendall(framed[sent:])
            finally:
                self.socket.setblocking(False)


class Pool:
    """Runs queries that somebody else wrote, many at a time; safe to use from several threads.

    Args:
        generation: gives the store; asked once, and again should the process that holds it die.
        limits: what one query may have.
        fast: how many short queries run at a time.
        slow: how many long ones do, the hard ones only when nobody else wants to compute.
        most: how many may wait.
        patience: how many seconds they wait.
    """

    def __init__(
        self,
        generation: HandedOver,
        limits: Limits | None = None,
        *,
        fast: int = 4,
        slow: int = 6,
        most: int = 256,
        patience: float = 10.0,
    ) -> None:
        self.limits = limits or Limits()
        self._generation = generation
        self._patience = patience
        self._line = Line(fast, slow, most)
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._unnamed = itertools.count(1)
        self._idle: list[_Worker] = []
        self._at_work: dict[int, _Worker] = {}
        self._dying: dict[int, Job] = {}
        self._resolved: list[tuple[Future[Answer], Answer | QueryError]] = []
        self._selector = selectors.DefaultSelector()
        self._mother: Mother | None = None
        self._stillborn = 0
        self._next_birth = 0.0
        self._is_closed = False
        self._keeper: threading.Thread | None = None

    # -- from any thread ---------------------------------------------------------------

    def start(self) -> None:
        """Make the workers, in the background; the first query does it otherwise."""
        with self._lock:
            self._start()

    @property
    def nursery(self) -> int:
        """The id of the process that holds the store; 0 before there is one."""
        mother = self._mother
        return mother.pid if mother else 0

    def submit(self, request: Request, client: str = "") -> Future[Answer]:
        """Have a query run.

        Args:
            request: the query, and what its answer is to look like.
            client: who asks; a client has one query running at a time. Who is not named counts as nobody's other query.

        Returns:
            The answer to come; it may raise RefusedError, LimitError, BusyError or QueryError. To cancel it ends
            the query.

        Raises:
            LimitError: the text is too long to be looked at.
            BusyError: too many wait already.
        """
        check_size(request.sparql, self.limits)
        job = Job(request, client or f"unnamed {next(self._unnamed)}", time.monotonic())
        with self._lock:
            self._start()
            if self._line.is_full:
                raise busy(request.sparql)
            self._line.add(job)
            self._hand_out()
        return job.future

    def answer(self, request: Request, client: str = "") -> Answer:
        """Run a query and wait for its answer; raises as :meth:`submit` and its future do."""
        return self.submit(request, client).result()

    def close(self) -> None:
        """End all workers; whoever waits is told to come again."""
        with self._lock:
            if self._is_closed:
                return
            self._is_closed = True
            keeper = self._keeper
        if keeper is not None:
            keeper.join()
        atexit.unregister(self.close)
        self._selector.close()

    # -- under the lock ----------------------------------------------------------------

    def _start(self) -> None:
        if self._is_closed or not walls.has_walls():
            raise UsageError(
                "此处不能运行用户的查询：已关闭，或系统无法限制进程。",
                "Users' queries cannot be run here: it is closed, or the system cannot limit a process.",
            )
        if self._keeper is None:
            atexit.register(self.close)
            self._keeper = threading.Thread(target=self._keep, daemon=True, name="dgkg-guard")
            self._keeper.start()

    def _hand_out(self) -> None:
        if self._mother is None:
            return
        for job in self._line.next_jobs():
            try:
                worker = self._idle.pop() if self._idle else self._fork(self._mother)
            except OSError:
                # No descriptor is left for a socket: others must end first.
                self._resolve(job, busy(job.request.sparql))
                continue
            worker.begin(job)
            self._at_work[worker.number] = worker
            if job.is_slow:
                self._demote(worker)
            worker.tell(job.request.to_bytes())

    def _fork(self, mother: Mother) -> _Worker:
        ours, theirs = socket.socketpair()
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SENT_AT_ONCE)
        worker = _Worker(next(self._numbers), ours)
        with theirs:
            mother.tell(FORK, worker.number, theirs)
        ours.setblocking(False)
        self._selector.register(ours, selectors.EVENT_READ, worker)
        return worker

    def _demote(self, worker: _Worker) -> None:
        worker.is_demoted = True
        if self._mother is not None:
            self._mother.tell(DEMOTE, worker.number)

    def _let_go(self, worker: _Worker) -> None:
        """End a worker; what it was at is not told here."""
        worker.is_gone = True
        self._at_work.pop(worker.number, None)
        if worker in self._idle:
            self._idle.remove(worker)
        self._selector.unregister(worker.socket)
        worker.socket.close()
        if self._mother is not None:
            self._mother.tell(KILL, worker.number)

    def _resolve(self, job: Job, result: Answer | QueryError, *, killed: bool = False) -> None:
        self._line.end(job, killed=killed)
        self._resolved.append((job.future, result))

    def _take_in(self, worker: _Worker) -> None:
        """Something of a worker's answer is here, or the worker is gone."""
        if worker.is_gone:
            # It was let go for something else that was heard at the same time.
            return
        while not worker.incoming.is_whole:
            try:
                is_there = worker.incoming.take(worker.socket, self.limits.answer + _FRAME)
            except BlockingIOError:
                return
            except OSError:
                is_there = False
            if not is_there:
                self._mourn(worker)
                return
        if worker.job:
            job, is_spent = worker.job, worker.incoming.is_last
            self._resolve(job, worker.incoming.read(job.request))
            worker.job = None
            if is_spent or worker.is_demoted:
                self._let_go(worker)
            else:
                del self._at_work[worker.number]
                self._idle.append(worker)

    def _mourn(self, worker: _Worker) -> None:
        """A worker is gone; how it died is known once the nursery has reaped it."""
        self._let_go(worker)
        if worker.job:
            self._line.end(worker.job, killed=True)
            self._dying[worker.number] = worker.job

    def _look_after_time(self) -> None:
        now = time.monotonic()
        for worker in list(self._at_work.values()):
            job = worker.job
            if job is not None and job.future.cancelled():
                # Nobody waits for it any more.
                is_hard = worker.is_hard(job)
                self._let_go(worker)
                self._line.end(job, killed=is_hard)
                continue
            if job is None or now - job.began < LONG:
                continue
            if now - job.began > self.limits.seconds:
                is_hard = worker.is_hard(job)
                self._let_go(worker)
                self._resolve(job, out_of_time(job.request.sparql, self.limits.seconds), killed=is_hard)
                continue
            self._line.move_over(job)
            if not worker.is_demoted and worker.is_hard(job):
                self._demote(worker)
        self._line.drop_cancelled()
        for job in self._line.tired(self._patience):
            self._resolved.append((job.future, busy(job.request.sparql)))

    def _told(self) -> None:
        """The nursery says how a worker ended; or it is gone itself, and everything begins anew."""
        assert self._mother is not None
        word = self._mother.hear()
        if word is None:
            self._forget()
        elif word[0] == BORN:
            for worker in (*self._idle, *self._at_work.values()):
                if worker.number == word[1]:
                    worker.pid = word[2]
        elif word[0] == ENDED and (job := self._dying.pop(word[1], None)):
            self._resolved.append((job.future, died(job.request.sparql, word[2], self.limits)))

    def _forget(self) -> None:
        mother, self._mother = self._mother, None
        for worker in [*self._at_work.values(), *self._idle]:
            self._let_go(worker)
        lost = [*self._line.everybody(), *self._dying.values()]
        self._dying.clear()
        self._resolved += [(job.future, busy(job.request.sparql, 1)) for job in lost]
        if mother is not None:
            self._selector.unregister(mother.socket)
            mother.close()

    # -- the keeper's thread -----------------------------------------------------------

    def _keep(self) -> None:
        try:
            while not self._is_closed:
                self._turn()
        finally:
            # Also where something went wrong that nobody thought of: nobody is to wait for ever.
            with self._lock:
                self._is_closed = True
                self._forget()
            self._tell_all()

    def _turn(self) -> None:
        if self._mother is None and time.monotonic() >= self._next_birth:
            self._bear()
        events = self._selector.select(_DOZE if self._line.is_empty else _TICK)
        with self._lock:
            for key, _ in events:
                if isinstance(key.data, _Worker):
                    self._take_in(key.data)
                elif self._mother is not None:
                    self._told()
            self._look_after_time()
            self._hand_out()
            self._prepare()
        self._tell_all()

    def _prepare(self) -> None:
        """Keep so many workers ready as could be needed at once, and one more."""
        while self._mother is not None and len(self._idle) < self._line.free + 1:
            try:
                self._idle.append(self._fork(self._mother))
            except OSError:
                return

    def _bear(self) -> None:
        """Start the process that holds the store; nothing is locked, so queries queue up meanwhile."""
        try:
            mother = Mother(self._generation(), self.limits)
        except OSError as error:
            self._not_born(str(error))
            return
        if not mother.is_ready:
            mother.close()
            self._not_born("it ended at once")
            return
        self._stillborn = 0
        with self._lock:
            self._mother = mother
            self._selector.register(mother.socket, selectors.EVENT_READ)
            self._prepare()
            self._hand_out()

    def _not_born(self, reason: str) -> None:
        """The process that holds the store could not be started: again in a while; who waits then is told."""
        self._stillborn += 1
        self._next_birth = time.monotonic() + min(_LONGEST_PAUSE, _PAUSE * 2**self._stillborn)
        if self._stillborn >= _BIRTHS:
            with self._lock:
                self._resolved += [(job.future, unborn(job.request.sparql, reason)) for job in self._line.everybody()]

    def _tell_all(self) -> None:
        resolved, self._resolved = self._resolved, []
        for future, result in resolved:
            if future.set_running_or_notify_cancel():
                if isinstance(result, Answer):
                    future.set_result(result)
                else:
                    future.set_exception(result)
