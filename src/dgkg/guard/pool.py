"""Workers for many users' queries, and the thread that hands out work and kills what takes too long.

A query goes to its worker from the thread that asks. Who waits for nothing else takes the answer in
as well; the keeper's thread takes in the others and looks after time. What the pool keeps is complete
at every moment under one lock; futures are resolved outside of it.
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
from pathlib import Path

from dgkg.errors import QueryError, UsageError
from dgkg.guard import walls
from dgkg.guard.fate import busy, died, out_of_time, unborn
from dgkg.guard.gate import check_size
from dgkg.guard.limits import Limits
from dgkg.guard.line import Job, Line
from dgkg.guard.mother import BORN, DEMOTE, ENDED, FORK, KILL, Mother
from dgkg.guard.request import Answer, Request
from dgkg.guard.ward import Ward
from dgkg.store import Held

__all__ = ["HandedOver", "Pool"]

HandedOver = Callable[[], Held | bytes | Path]
"""Gives one generation of the store: its quads as N-Quads, or the folder that holds it on disk."""
# A query that runs so long holds up no short ones from then on: it leaves its place to them.
LONG = 0.05
_TICK, _DOZE = 0.02, 0.2
# A nursery that dies at its birth is born again ever more slowly, and after so many births nobody is kept waiting.
_BIRTHS, _PAUSE, _LONGEST_PAUSE = 3, 0.2, 5.0
# There is room for an error, however short answers are to be.
_ERROR = 1 << 18


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
        self._idle: list[Ward] = []
        self._at_work: dict[int, Ward] = {}
        self._dying: dict[int, Job] = {}
        self._resolved: list[tuple[Future[Answer], Answer | QueryError]] = []
        self._selector = selectors.DefaultSelector()
        self._mother: Mother | None = None
        self._stillborn = 0
        self._next_birth = 0.0
        self._entered = self._seen = 0
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
        return self._enter(request, client)[0].future

    def answer(self, request: Request, client: str = "") -> Answer:
        """Run a query and wait for its answer; raises as :meth:`submit` and its future do."""
        job, ward = self._enter(request, client, is_awaited=True)
        if ward is not None:
            self._await(ward, job)
        return job.future.result()

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

    def _enter(self, request: Request, client: str, *, is_awaited: bool = False) -> tuple[Job, Ward | None]:
        """Take a query on; with its worker where it could begin at once and the keeper is to leave the answer to us."""
        check_size(request.sparql, self.limits)
        job = Job(request, client or f"unnamed {next(self._unnamed)}", time.monotonic())
        with self._lock:
            self._start()
            if self._line.is_full:
                raise busy(request.sparql)
            self._entered += 1
            self._line.add(job)
            return job, self._hand_out(job if is_awaited else None)

    def _await(self, ward: Ward, job: Job) -> None:
        """Take an answer in from the thread that waits for it, without waking the keeper to be woken by it."""
        try:
            ward.wait()
        finally:
            with self._lock:
                ward.is_awaited = False
                if ward.is_gone:
                    ward.close()
                else:
                    self._take_in(ward, ward.socket)
                    if ward.job is job and not ward.is_gone:
                        # The waiting was broken off, as by Ctrl-C: nobody else would take the answer in.
                        self._let_go(ward)
                        self._resolve(job, busy(job.request.sparql))
                    self._hand_out()
                    self._prepare()
            self._tell_all()

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

    def _hand_out(self, awaited: Job | None = None) -> Ward | None:
        """Begin what may begin; gives the worker of the job whose answer the keeper is to leave alone, if it began."""
        found = None
        if self._mother is None:
            return found
        for job in self._line.next_jobs():
            try:
                ward = self._idle.pop() if self._idle else self._fork(self._mother)
            except OSError:
                # No descriptor is left for a socket: others must end first.
                self._resolve(job, busy(job.request.sparql))
                continue
            self._at_work[ward.number] = ward
            if job.is_slow:
                self._demote(ward)
            if job is awaited:
                found = ward
            ward.begin(job, is_awaited=job is awaited)
        return found

    def _fork(self, mother: Mother) -> Ward:
        ward = Ward(next(self._numbers), self.limits.answer + _ERROR)
        mother.tell(FORK, ward.number, *ward.theirs())
        ward.close_theirs()
        self._selector.register(ward.bell, selectors.EVENT_READ, ward)
        return ward

    def _demote(self, ward: Ward) -> None:
        ward.is_demoted = True
        if self._mother is not None:
            self._mother.tell(DEMOTE, ward.number)

    def _let_go(self, ward: Ward) -> None:
        """End a worker; what it was at is not told here."""
        self._at_work.pop(ward.number, None)
        if ward in self._idle:
            self._idle.remove(ward)
        self._selector.unregister(ward.bell)
        ward.let_go()
        if self._mother is not None:
            self._mother.tell(KILL, ward.number)

    def _resolve(self, job: Job, result: Answer | QueryError, *, killed: bool = False) -> None:
        self._line.end(job, killed=killed)
        self._resolved.append((job.future, result))

    def _take_in(self, ward: Ward, connection: socket.socket) -> None:
        """Something of a worker's answer is here, or the worker is gone."""
        while not ward.incoming.is_whole:
            try:
                is_there = ward.incoming.take(connection)
            except BlockingIOError:
                return
            except OSError:
                is_there = False
            if not is_there:
                self._mourn(ward)
                return
        if ward.job:
            job, is_spent = ward.job, ward.incoming.is_last
            try:
                found = ward.incoming.read(job.request)
            except OSError:
                found = None
            if found is None:
                self._mourn(ward)
                return
            self._resolve(job, found)
            ward.job = None
            if is_spent or ward.is_demoted:
                self._let_go(ward)
            else:
                del self._at_work[ward.number]
                self._idle.append(ward)

    def _mourn(self, ward: Ward) -> None:
        """A worker is gone; how it died is known once the nursery has reaped it."""
        self._let_go(ward)
        if ward.job:
            self._line.end(ward.job, killed=True)
            self._dying[ward.number] = ward.job

    def _look_after_time(self) -> None:
        now = time.monotonic()
        for ward in list(self._at_work.values()):
            job = ward.job
            if job is not None and job.future.cancelled():
                # Nobody waits for it any more.
                is_hard = ward.is_hard(job)
                self._let_go(ward)
                self._line.end(job, killed=is_hard)
                continue
            if job is None or now - job.began < LONG:
                continue
            if now - job.began > self.limits.seconds:
                is_hard = ward.is_hard(job)
                self._let_go(ward)
                self._resolve(job, out_of_time(job.request.sparql, self.limits.seconds), killed=is_hard)
                continue
            self._line.move_over(job)
            if not ward.is_demoted and ward.is_hard(job):
                self._demote(ward)
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
            for ward in (*self._idle, *self._at_work.values()):
                if ward.number == word[1]:
                    ward.pid = word[2]
        elif word[0] == ENDED and (job := self._dying.pop(word[1], None)):
            self._resolved.append((job.future, died(job.request.sparql, word[2], self.limits)))

    def _forget(self) -> None:
        mother, self._mother = self._mother, None
        for ward in [*self._at_work.values(), *self._idle]:
            self._let_go(ward)
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
        # Where nothing has come in since the last turn, nothing will be late if the next one is.
        is_quiet = self._line.is_empty and self._entered == self._seen
        self._seen = self._entered
        events = self._selector.select(_DOZE if is_quiet else _TICK)
        with self._lock:
            for key, _ in events:
                if isinstance(ward := key.data, Ward):
                    # It may have been let go for something else that was heard at the same time.
                    if not ward.is_gone:
                        self._take_in(ward, ward.bell)
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
        with self._lock:
            resolved, self._resolved = self._resolved, []
        for future, result in resolved:
            if future.set_running_or_notify_cancel():
                if isinstance(result, Answer):
                    future.set_result(result)
                else:
                    future.set_exception(result)
