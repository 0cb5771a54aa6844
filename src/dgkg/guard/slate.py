"""A piece of memory that a worker writes each of its answers on and the server copies them from.

An answer crosses no pipe: the worker writes it here, all of it, and says by its socket how long it is. The server
copies it out in one go and has its own bytes from then on, whatever the worker does. To look at memory that
somebody else has cut off would be a fault (SIGBUS), so the server looks only at what is sealed against that;
where a system has no seals (Linux ``F_SEAL_SHRINK``) it reads, which then gives too few bytes and no fault.
"""

from __future__ import annotations

import mmap
import os
import sys
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
        try:
            os.ftruncate(self.descriptor, size)
            self._sheet = _sealed(self.descriptor, size)
        except OSError:
            os.close(self.descriptor)
            raise

    def read(self, length: int) -> bytes | None:
        """So many bytes from the beginning; ``None`` where they are not all there. The worker may write again.

        Raises:
            OSError: it cannot be read.
        """
        if length > self._size:
            return None
        found = os.pread(self.descriptor, length, 0) if self._sheet is None else self._sheet[:length]
        if length > _KEPT:
            self._wipe()
        return found if len(found) == length else None

    def _wipe(self) -> None:
        if self._sheet is not None and sys.platform == "linux":
            self._sheet.madvise(mmap.MADV_REMOVE)
        else:
            os.ftruncate(self.descriptor, 0)
            os.ftruncate(self.descriptor, self._size)

    def close(self) -> None:
        """Let go of it; the memory is free once the worker is gone too."""
        if self._sheet is not None:
            self._sheet.close()
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
        return os.memfd_create("dgkg-answer", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _sealed(descriptor: int, size: int) -> mmap.mmap | None:
    """The same memory to look at, its size sealed; ``None`` where it cannot be."""
    if sys.platform != "linux":
        return None
    import fcntl

    try:
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)
    except OSError:
        return None
    return mmap.mmap(descriptor, size)
