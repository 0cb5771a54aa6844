"""Large files of N-Quads into an engine by all processors at once: cut between lines, each piece by itself.

A statement of N-Quads is a line (RDF 1.1 N-Quads §2), so a file may be cut wherever a line ends. Only blank
nodes tie lines together, as the engine names those of each text anew: a file that may have any is loaded whole.
"""

from __future__ import annotations

import mmap
import os
import threading
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox

__all__ = ["load_in_bulk"]

# The engine sorts what it is given at once: pieces of this size are sorted faster than all, and take less memory.
_PIECE = 64 << 20
_WORTH_CUTTING = 8 << 20
_MOST_AT_ONCE = 8


def load_in_bulk(store: ox.Store, path: Path, form: ox.RdfFormat) -> None:
    """Load a file into a store on disk.

    Raises:
        SyntaxError: it cannot be parsed; where is not told.
        OSError: it cannot be read, or the disk is full.
        ValueError: the engine takes no such file.
    """
    size, at_once = path.stat().st_size, min(_processors(), _MOST_AT_ONCE)
    if form != ox.RdfFormat.N_QUADS or size < _WORTH_CUTTING or at_once == 1 or _may_have_blank_nodes(path):
        store.bulk_load(path=str(path), format=form)
        return
    # As many rounds as are needed, all processors at work in each.
    rounds = -(-size // (_PIECE * at_once))
    pieces = _Pieces(path, -(-size // (rounds * at_once)))
    with ThreadPoolExecutor(at_once) as pool:
        for done in [pool.submit(_load, store, pieces) for _ in range(at_once)]:
            done.result()


class _Pieces:
    """The pieces of a file, handed out to several threads; none once any of them has failed."""

    def __init__(self, path: Path, size: int) -> None:
        self._one = threading.Lock()
        self._left = _cut(path, size)

    def next(self) -> bytes:
        """The next piece; empty where there is none."""
        with self._one:
            return next(self._left, b"")

    def stop(self) -> None:
        """Hand out nothing more."""
        with self._one:
            self._left.close()


def _cut(path: Path, size: int) -> Generator[bytes, None, None]:
    with path.open("rb") as file:
        while piece := file.read(size):
            yield piece + file.readline()


def _load(store: ox.Store, pieces: _Pieces) -> None:
    try:
        while piece := pieces.next():
            store.bulk_load(input=piece, format=ox.RdfFormat.N_QUADS)
    except BaseException:
        pieces.stop()
        raise


def _may_have_blank_nodes(path: Path) -> bool:
    # What looks like one inside a text only costs time.
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(b"_:") >= 0


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
