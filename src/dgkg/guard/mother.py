"""The nursery, seen from the server: how it is started, told what to do, and heard."""

from __future__ import annotations

import json
import os
import socket
import struct
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from dgkg.guard.limits import Limits
from dgkg.store import Held

__all__ = ["BORN", "DEMOTE", "ENDED", "FORK", "KILL", "MESSAGE", "READY", "Mother"]

MESSAGE = struct.Struct(">cIi")
"""A word between server and nursery: what, which worker, a number."""
FORK, KILL, DEMOTE, READY, BORN, ENDED = b"F", b"K", b"D", b"R", b"B", b"E"
_PROGRAM = "import sys; from dgkg.guard.nursery import main; main(int(sys.argv[1]))"
_PATIENCE = 10


class Mother:
    """A nursery that is ready to fork workers.

    Args:
        generation: the store as N-Quads, or the folder that holds it on disk; with spellings, where there are any.
        limits: what one query may have.
    """

    def __init__(self, generation: Held | bytes | Path, limits: Limits) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        # More than one arena for malloc would count against the address space of each worker.
        environment = {**os.environ, "MALLOC_ARENA_MAX": "2", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - this very interpreter
                [sys.executable, "-c", _PROGRAM, str(theirs.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=environment,
            )
        self.socket = ours
        held = generation if isinstance(generation, Held) else Held(generation)
        told: dict[str, object] = {"limits": asdict(limits), "spellings": list(held.spellings.items())}
        if isinstance(held.quads, Path):
            told["folder"] = str(held.quads)
        assert self._process.stdin is not None
        with suppress(BrokenPipeError), self._process.stdin as pipe:
            pipe.write(json.dumps(told).encode() + b"\n")
            if isinstance(held.quads, bytes):
                pipe.write(held.quads)
        word = self.hear()
        self.is_ready = word is not None
        self.is_isolated = word is not None and bool(word[2])

    @property
    def pid(self) -> int:
        """The process that holds the store."""
        return self._process.pid

    def tell(self, what: bytes, number: int, *descriptors: int) -> None:
        """Have a worker forked (with its ends of sockets and slate), demoted or killed; once gone it hears nothing."""
        message = [MESSAGE.pack(what, number, 0)]
        with suppress(OSError):
            socket.send_fds(self.socket, message, descriptors)

    def hear(self) -> tuple[bytes, int, int] | None:
        """The next word of the nursery; ``None`` once it is gone."""
        data = b""
        while len(data) < MESSAGE.size:
            try:
                more = self.socket.recv(MESSAGE.size - len(data))
            except OSError:
                return None
            if not more:
                return None
            data += more
        what, number, value = MESSAGE.unpack(data)
        return what, number, value

    def close(self) -> None:
        """End it; its workers end with it."""
        self.socket.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
