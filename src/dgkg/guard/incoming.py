"""An answer on its way in from a worker: its header comes by the socket, the answer itself stands on the slate."""

from __future__ import annotations

import socket

from dgkg.errors import QueryError
from dgkg.guard.request import HEADER, Answer, Request, read_answer
from dgkg.guard.slate import Slate

__all__ = ["Incoming"]


class Incoming:
    """What has come in of one answer.

    Args:
        slate: what the worker writes its answers on.
    """

    def __init__(self, slate: Slate) -> None:
        self._slate = slate
        self._header = b""

    @property
    def is_whole(self) -> bool:
        """Whether it can be read: a worker sends the header when all the rest is written."""
        return len(self._header) == HEADER.size

    @property
    def is_last(self) -> bool:
        """Whether the worker is to answer nothing after it."""
        return self._header[1:2] == b"1"

    def take(self, connection: socket.socket) -> bool:
        """Take in what there is; whether there was anything, as there is not once the other side is gone.

        Raises:
            OSError: nothing is there yet, or the connection is broken.
        """
        taken = connection.recv(HEADER.size - len(self._header))
        self._header += taken
        return bool(taken)

    def read(self, request: Request) -> Answer | QueryError | None:
        """The whole answer, and the next one may come in; ``None`` where it is longer than it may be, or torn.

        Raises:
            OSError: it cannot be read.
        """
        kind, _, length = HEADER.unpack(self._header)
        self._header = b""
        body = self._slate.read(length)
        return None if body is None else read_answer(kind, body, request)
