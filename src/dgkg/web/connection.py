"""A connection that is not kept for who sends or reads without end.

uvicorn waits for ever for the head of a request and for a client to read its answer; a thousand such
clients would leave no descriptor for anybody else. What trickles in as a body is the endpoint's to stop.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["TimelyProtocol"]


class TimelyProtocol(H11Protocol):
    """HTTP/1.1 whose head must be here, and whose answer must be read, in so many seconds."""

    head = 10.0
    reading = 60.0
    _slow_head: asyncio.TimerHandle | None = None
    _slow_reader: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is there."""
        super().connection_made(transport)
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Somebody has gone."""
        self._stop_head()
        self._stop_reader()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Something came."""
        super().data_received(data)
        self._look()

    def pause_writing(self) -> None:
        """More is to be sent than the client has read."""
        super().pause_writing()
        self._slow_reader = self.loop.call_later(self.reading, self.transport.abort)

    def resume_writing(self) -> None:
        """The client reads."""
        self._stop_reader()
        super().resume_writing()

    def _look(self) -> None:
        """Measure the time from when a head is waited for until it is here."""
        if not self._waits():
            self._stop_head()
        elif self._slow_head is None:
            self._slow_head = self.loop.call_later(self.head, self._give_up)

    def _waits(self) -> bool:
        # There is no cycle before the first request, whatever its type says.
        return bool(getattr(self.cycle, "response_complete", True))

    def _give_up(self) -> None:
        self._slow_head = None
        if self._waits() and not self.transport.is_closing():
            self.transport.close()

    def _stop_head(self) -> None:
        if self._slow_head is not None:
            self._slow_head.cancel()
            self._slow_head = None

    def _stop_reader(self) -> None:
        if self._slow_reader is not None:
            self._slow_reader.cancel()
            self._slow_reader = None
