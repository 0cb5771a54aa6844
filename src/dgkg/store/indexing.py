"""The index of a build's names, made while the store is counted and compacted.

To make it takes Python as long as to load the store. So on Linux a process of its own makes it, forked before the
store is opened, of which it knows nothing: it is given what it reads as files (:mod:`dgkg.store.spool`). Elsewhere, and
where there is little to read, a thread does.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox

from dgkg.offspring import die_with_parent, forks_safely
from dgkg.store.naming import SAID, STATED, index_names
from dgkg.store.spool import Spool, Told

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

__all__ = ["Indexing", "indexing"]

# Below so many bytes of RDF a second process costs more than it saves.
_WORTH_IT = 32 << 20


def indexing(path: Path, size: int) -> Indexing:
    """What makes the index of the names in a store that is yet to be loaded.

    Args:
        path: where the index is to stand.
        size: of what is loaded, in bytes.
    """
    return _Apart(path) if forks_safely() and size >= _WORTH_IT and (os.cpu_count() or 1) > 1 else Indexing(path)


class Indexing:
    """Makes the index in a thread of this process.

    Args:
        path: where the index is to stand.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1)
        self._done: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._thread.shutdown()

    def begin(self, store: Told, engine: ox.Store) -> None:  # noqa: ARG002 - another process reads what the engine writes
        """Begin to read a store that is loaded; nothing may be taken from it before :meth:`finish`."""
        self._done = self._thread.submit(index_names, store, self._path)

    def finish(self) -> None:
        """Wait until the index is written.

        Raises:
            OSError: it could not be written.
        """
        if self._done is not None:
            self._done.result()


class _Apart(Indexing):
    """Makes the index in a process of its own."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._folder = path.with_name("spool")
        context = multiprocessing.get_context("fork")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_make, args=(self._here, there, self._folder, path), daemon=True)

    def __enter__(self) -> Self:
        # From then on this process holds no end of the other's pipe: that the other has ended is seen at once.
        self._process.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        super().__exit__(kind, error, at)
        self._here.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def begin(self, store: Told, engine: ox.Store) -> None:  # noqa: ARG002 - read from what the engine writes
        """Write down what the index is made of; each relation is read as soon as it is written."""
        self._folder.mkdir()
        for name in Spool(self._folder).fill(engine, SAID, STATED):
            # One that has ended is told of when its index is waited for.
            with suppress(BrokenPipeError):
                self._here.send(name)

    def finish(self) -> None:
        """Wait until the index is written.

        Raises:
            OSError: it could not be written.
        """
        try:
            error = self._here.recv()
        except (EOFError, ConnectionResetError) as ended:
            self._process.join()
            raise OSError(f"the process that indexes names ended with {self._process.exitcode}") from ended
        if error is not None:
            raise error


def _make(parents: Connection, own: Connection, folder: Path, path: Path) -> None:
    """Make the index of what is written down, file by file as it comes; tells what went wrong."""
    die_with_parent()
    # Else the end of the parent would not be seen here.
    parents.close()
    written: set[str] = set()

    def wait(name: str) -> None:
        while name not in written:
            written.add(own.recv())

    try:
        index_names(Spool(folder, wait), path)
    except EOFError:
        return
    except Exception as error:  # noqa: BLE001 - the other process raises it
        own.send(error)
    else:
        own.send(None)
