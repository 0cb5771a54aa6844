"""The files of a site as they are written: each in its folder, and packed at once for the zip.

Several processes write at a time. Each keeps what it packed in a file of its own, for a page is in
memory only then; the zip is those pieces one after another in the order of their names, so that the
same site gives the same bytes whoever wrote what (:mod:`dgkg.web.zipped`).
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator
from mmap import ACCESS_READ, mmap
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Self

from dgkg.web.zipped import Packed, directory_of, local_header

__all__ = ["Parcel", "write_zip"]

# Pages are small and much alike: higher levels take twice the time for a tenth of the size.
_LEVEL = 3
# One less than zlib takes by itself: its tables then fit into what malloc has at hand, and the system gives and takes
# no fresh memory for each page, which costs as much as the packing. The size is the same.
_MEMORY = 7
_BUFFER = 1 << 20
# So much is held before it is written and packed. Each does it in a third less time where it is not taken up anew for
# each page, with the caches of the processor full of what made that page.
_HELD = 1 << 20


class Parcel:
    """Writes files into a folder, and keeps each of them packed.

    Args:
        folder: where the files go; its folders are there already.
        spool: the file for what is packed; beside it comes its index when the parcel is closed.
        root: the name of the one folder that the zip holds.
    """

    def __init__(self, folder: Path, spool: Path, root: str) -> None:
        self._folder = f"{folder}/"
        self._spool = spool
        self._root = root
        self._out = spool.open("wb", buffering=_BUFFER)
        # Each file, and how long the piece of the zip is that it makes.
        self._pieces: list[tuple[Packed, int]] = []
        self._held: list[tuple[str, bytes]] = []
        self._room = _HELD

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                self._write_held()
        finally:
            self._out.close()
        if kind is None:
            _index_of(self._spool).write_text(json.dumps(self._pieces), encoding="utf-8")

    def put(self, file: str, content: bytes) -> None:
        """Write a file that is not there yet, named as seen from the folder: now, or before the parcel is closed."""
        self._held.append((file, content))
        self._room -= len(content)
        if self._room <= 0:
            self._write_held()

    def _write_held(self) -> None:
        for file, content in self._held:
            self._write(file, content)
        for file, content in self._held:
            self._pack(file, content)
        self._held, self._room = [], _HELD

    def _write(self, file: str, content: bytes) -> None:
        # Tens of thousands are written: three calls of the system each, where a Path makes seven.
        handle = os.open(self._folder + file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(handle, left) :]
        finally:
            os.close(handle)

    def take(self, file: str) -> None:
        """Pack a file that somebody else has written into the folder."""
        self._pack(file, Path(self._folder, file).read_bytes())

    def _pack(self, file: str, content: bytes) -> None:
        # A zip holds bare streams of deflate: no head and no sum of zlib's own.
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, _MEMORY)
        packed = packer.compress(content) + packer.flush()
        member = Packed(f"{self._root}/{file}", zlib.crc32(content), len(content), len(packed))
        # As it will stand in the zip: whoever puts that together has but to copy.
        header = local_header(member)
        self._out.write(header)
        self._out.write(packed)
        self._pieces.append((member, len(header) + len(packed)))


def write_zip(out: Path, spools: Iterable[Path]) -> None:
    """Write a zip of all that was packed, in the order of names.

    Args:
        out: the zip.
        spools: the files of the parcels, which are closed.
    """
    members, offset = [], 0
    with out.open("wb", buffering=_BUFFER) as written:
        for member, piece in _in_order(spools):
            written.write(piece)
            members.append((member, offset))
            offset += len(piece)
        written.writelines(directory_of(members, offset))


def _in_order(spools: Iterable[Path]) -> Iterator[tuple[Packed, memoryview]]:
    """Every file with the piece of the zip that it is; folder by folder."""
    found: list[tuple[list[str], Packed, memoryview]] = []
    for spool in spools:
        pieces = json.loads(_index_of(spool).read_text(encoding="utf-8"))
        # Of an empty file there is no map.
        if pieces:
            with spool.open("rb") as read:
                whole = memoryview(mmap(read.fileno(), 0, access=ACCESS_READ))
            at = 0
            for member, length in pieces:
                found.append((member[0].split("/"), Packed(*member), whole[at : at + length]))
                at += length
    for _, member, piece in sorted(found, key=itemgetter(0)):
        yield member, piece


def _index_of(spool: Path) -> Path:
    return spool.with_suffix(".json")
