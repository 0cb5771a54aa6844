"""A watch over a store on disk while it is read: damage that opening it did not show ends the process with a sentence.

Opening reads a store through up to a size. Beyond it the engine finds a damaged block by its checksum, but a query
that sorts, counts or joins gathers that error without end, and would take all memory there is. So memory is
looked after: once it has grown by much, every byte is compared, and where that finds nothing the query may have it.
A server does not wait for that: it compares every byte once it has begun.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from dgkg.cli.exit import BROKEN
from dgkg.errors import DataError
from dgkg.store import current, verify

__all__ = ["watch"]

_TICK = 0.1
_GROWN = 512 << 20
_SELF = Path("/proc/self/statm")


def watch(folder: Path, say: Callable[[str, str], None], *, is_server: bool) -> None:
    """Begin to watch, in the background, until the process ends.

    Args:
        folder: where builds live; its current generation has been opened.
        say: tells a person a sentence in one of both languages.
        is_server: whether all is to be compared at once.
    """
    try:
        opened = current(folder)
    except DataError:
        return

    def end_if_damaged() -> None:
        try:
            found, damaged = verify(folder)
        except DataError:
            return
        # A build that was put in place meanwhile is none of ours, and may have cleared ours away.
        if damaged and found == opened and current(folder) == opened:
            names = damaged[:3]
            say(
                f"{folder} 已损坏：{'、'.join(names)}。请重新运行 dgkg build {folder}",
                f"{folder} is damaged: {', '.join(names)}. Run dgkg build {folder} again",
            )
            sys.stderr.flush()
            os._exit(BROKEN)

    def run() -> None:
        if is_server:
            end_if_damaged()
        if not _SELF.exists():
            return
        began = _resident()
        while _resident() - began < _GROWN:
            time.sleep(_TICK)
        end_if_damaged()

    threading.Thread(target=run, daemon=True, name="dgkg-watch").start()


def _resident() -> int:
    """Bytes of memory that this process has."""
    return int(_SELF.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
