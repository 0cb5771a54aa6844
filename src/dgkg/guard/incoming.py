"""An answer on its way in from a worker, read into a buffer that serves one answer after the other."""

from __future__ import annotations

import socket

from dgkg.errors import QueryError
from dgkg.guard.request import HEADER, Answer, Request, is_whole, read_answer

__all__ = ["Incoming"]

# Most answers are smaller; larger ones get room once their length is known, and smaller ones again use it.
_FIRST, _KEPT = 1 << 14, 1 << 20


class Incoming:
    """What has come in of one answer."""

    def __init__(self) -> None:
        self._room = bytearray(_FIRST)
        self._filled = 0

    @property
    def is_whole(self) -> bool:
        """Whether all of it is here."""
        return is_whole(self._here)

    @property
    def is_last(self) -> bool:
        """Whether the worker is to answer nothing after it."""
        return self._room[1:2] == b"1"

    def take(self, connection: socket.socket, most: int) -> bool:
        """Take in what there is; whether there was anything, as there is not once the other side is gone.

        Args:
            connection: to the worker.
            most: bytes of an answer; of a larger one nothing more is taken in.

        Raises:
            OSError: nothing is there yet, or the connection is broken.
        """
        if self._filled >= HEADER.size:
            size = HEADER.size + int(HEADER.unpack_from(self._room)[2])
            if size > most:
                return False
            if size > len(self._room):
                self._room += bytes(size - len(self._room))
        with memoryview(self._room) as room:
            taken = connection.recv_into(room[self._filled :])
        self._filled += taken
        return taken > 0

    def read(self, request: Request) -> Answer | QueryError:
        """The whole answer; from then on the next one comes in."""
        found = read_answer(self._here, request)
        if len(self._room) > _KEPT:
            self._room = bytearray(_FIRST)
        self._filled = 0
        return found

    @property
    def _here(self) -> memoryview:
        return memoryview(self._room)[: self._filled]
