"""A watch over a store on disk while it is read: damage that opening it did not show ends the process with a sentence.

Opening reads a store through up to a size. Beyond it the engine finds a damaged block by its checksum, but a query
that sorts, counts or joins gathers that error without end, and would take all memory there is. So memory is
looked after: once it has grown by much, every byte is compared, and where that finds nothing the query may have it.
A server does not wait for that: it compares every byte once it has begun. The index of names has no checksums, so
a server, which has it open for long, reads that file through again and again.
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
from dgkg.store import Generation, current, damage_of

__all__ = ["watch"]

_TICK = 0.1
_GROWN = 512 << 20
# Half a second of a processor for a gigabyte of names, so many seconds apart.
_AGAIN = 600.0
_SELF = Path("/proc/self/statm")


def watch(folder: Path, say: Callable[[str, str], None], *, is_server: bool) -> None:
    """Begin to watch, in the background, until the process ends.

    Args:
        folder: where builds live; its current generation has been opened.
        say: tells a person a sentence in one of both languages.
        is_server: whether all is to be compared at once, and the index of names from then on.
    """
    try:
        opened = current(folder)
    except DataError:
        return

    def end_if_damaged(*, names_only: bool = False) -> None:
        damaged = damage_of(opened, names_only=names_only)
        # A build that was put in place meanwhile is none of ours, and may have cleared ours away.
        if damaged and _is_current(folder, opened):
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
        began, looked = _resident(), time.monotonic()
        while is_server or began is not None:
            time.sleep(_TICK)
            if began is not None and (_resident() or 0) - began >= _GROWN:
                end_if_damaged()
                began = None
            if is_server and time.monotonic() - looked >= _AGAIN:
                end_if_damaged(names_only=True)
                looked = time.monotonic()

    threading.Thread(target=run, daemon=True, name="dgkg-watch").start()


def _is_current(folder: Path, generation: Generation) -> bool:
    try:
        return current(folder) == generation
    except DataError:
        return False


def _resident() -> int | None:
    """Bytes of memory that this process has, or the most it had where no more is told; ``None`` where nothing is."""
    if _SELF.exists():
        return int(_SELF.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    try:
        import resource
    except ImportError:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most << 10
