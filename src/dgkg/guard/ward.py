"""A worker, seen from the server: our ends of its two sockets and its slate, what it is at, and what has come in.

By the *socket* it is given queries, and answers those that somebody waits for; by the *bell* it answers the others,
and is heard to be gone. So whoever waits wakes nobody else, and needs no other to be woken.
"""

from __future__ import annotations

import select
import socket
import time
from contextlib import ExitStack, closing, suppress

from dgkg.guard import walls
from dgkg.guard.incoming import Incoming
from dgkg.guard.line import Job
from dgkg.guard.request import frame
from dgkg.guard.slate import Slate

__all__ = ["Ward"]

# One that has computed so long does so from then on only when nobody else wants to.
_HARD = 0.1
_SEND = 1.0


class Ward:
    """One worker; its owner locks it.

    Args:
        number: by which the nursery knows it.
        size: bytes of the longest answer.

    Raises:
        OSError: no descriptor is left for it.
    """

    def __init__(self, number: int, size: int) -> None:
        with ExitStack() as opened:
            self._slate = opened.enter_context(closing(Slate(size)))
            self.socket, theirs = map(opened.enter_context, socket.socketpair())
            self.bell, their_bell = map(opened.enter_context, socket.socketpair())
            opened.pop_all()
        self._theirs = (theirs, their_bell)
        for connection in (self.socket, self.bell):
            connection.setblocking(False)
        self.number = number
        self.job: Job | None = None
        self.incoming = Incoming(self._slate)
        self.is_gone = False
        self.is_demoted = False
        self.is_awaited = False
        self.pid = 0
        self._had_computed = 0.0

    def theirs(self) -> tuple[int, int, int]:
        """The descriptors of the worker's ends: socket, bell and slate."""
        return self._theirs[0].fileno(), self._theirs[1].fileno(), self._slate.descriptor

    def close_theirs(self) -> None:
        """Close the worker's ends here, once it has been sent them."""
        for connection in self._theirs:
            connection.close()

    def begin(self, job: Job, *, is_awaited: bool) -> None:
        """Take a query on; where the worker is dead, the keeper will see that and tell.

        Args:
            job: the query.
            is_awaited: whether somebody is going to :meth:`wait` for the answer, and the keeper is not.
        """
        self.job, self.is_awaited = job, is_awaited
        self._had_computed = walls.computed(self.pid) or 0.0
        framed = frame(job.request.to_bytes(), by_bell=not is_awaited)
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

    def is_hard(self, job: Job) -> bool:
        """Whether a query has computed for long; one that only waits for its turn on a busy machine has not."""
        if time.monotonic() - job.began < _HARD:
            return False
        now = walls.computed(self.pid)
        return now is None or now - self._had_computed > _HARD

    def wait(self) -> None:
        """Wait until something has come in, or the worker is gone or let go; only where it is awaited."""
        poll = select.poll()
        poll.register(self.socket, select.POLLIN)
        poll.poll()

    def let_go(self) -> None:
        """Nothing more is wanted of it; who waits for it is woken and closes it, lest it looks at what came after."""
        self.is_gone = True
        self.bell.close()
        if self.is_awaited:
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_RDWR)
        else:
            self.close()

    def close(self) -> None:
        """Close our ends that are still open."""
        self.socket.close()
        self._slate.close()
