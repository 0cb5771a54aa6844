"""A piece of memory that a worker writes each of its answers on and the server reads them from.

An answer crosses no pipe: the worker writes it here, all of it, and says by its socket how long it is. The server
copies it out in one go by reading, not by looking at the same memory: whatever the worker does with it, the server
has its own bytes or too few of them, and never a fault.
"""

from __future__ import annotations

import mmap
import os
import tempfile

__all__ = ["Slate", "written_on"]

# Most answers are smaller; the memory of a larger one is given back at once.
_KEPT = 1 << 20


class Slate:
    """The server's end of one worker's slate.

    Args:
        size: bytes of the longest answer; memory is used only for as much as was written.

    Raises:
        OSError: no descriptor is left for it.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self.descriptor = _nameless()
        os.ftruncate(self.descriptor, size)

    def read(self, length: int) -> bytes | None:
        """So many bytes from the beginning; ``None`` where they are not all there. The worker may write again.

        Raises:
            OSError: it cannot be read.
        """
        if length > self._size:
            return None
        found = os.pread(self.descriptor, length, 0)
        if length > _KEPT:
            os.ftruncate(self.descriptor, 0)
            os.ftruncate(self.descriptor, self._size)
        return found if len(found) == length else None

    def close(self) -> None:
        """Let go of it; the memory is free once the worker is gone too."""
        os.close(self.descriptor)


def written_on(descriptor: int) -> mmap.mmap:
    """The worker's end, to write on; the descriptor is closed.

    Raises:
        OSError: it cannot be had.
    """
    try:
        return mmap.mmap(descriptor, os.fstat(descriptor).st_size)
    finally:
        os.close(descriptor)


def _nameless() -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create("dgkg-answer")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
