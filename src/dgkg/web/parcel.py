"""The files of a site as they are written: each in its folder, and packed at once for the zip.

Several processes write at a time. Each keeps what it packed in a file of its own, for a page is in
memory only then; the zip is those pieces one after another in the order of their names, so that the
same site gives the same bytes whoever wrote what (APPNOTE 6.3.10, PKWARE's description of the format).
"""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path
from types import TracebackType
from typing import Self

__all__ = ["Parcel", "write_zip"]

# Pages are small and much alike: higher levels take twice the time for a tenth of the size.
_LEVEL = 3
# One less than zlib takes by itself: its tables then fit into what malloc has at hand, and the system gives and takes
# no fresh memory for each page, which costs as much as the packing. The size is the same.
_MEMORY = 7
_TIME = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644
# The file, its sum, its size, its size packed, and where it stands in the spool.
_Entry = tuple[str, int, int, int, int]


class Parcel:
    """Writes files into a folder, and keeps each of them packed.

    Args:
        folder: where the files go; its folders are there already.
        spool: the file for what is packed; beside it comes its index when the parcel is closed.
    """

    def __init__(self, folder: Path, spool: Path) -> None:
        self._folder = f"{folder}/"
        self._spool = spool
        self._out = spool.open("wb")
        self._entries: list[_Entry] = []
        self._offset = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._out.close()
        if kind is None:
            _index_of(self._spool).write_text(json.dumps(self._entries), encoding="utf-8")

    def put(self, file: str, content: bytes) -> None:
        """Write a file that is not there yet, named as seen from the folder."""
        # Tens of thousands are written: three calls of the system each, where a Path makes seven.
        handle = os.open(self._folder + file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(handle, left) :]
        finally:
            os.close(handle)
        self._pack(file, content)

    def take(self, file: str) -> None:
        """Pack a file that somebody else has written into the folder."""
        self._pack(file, Path(self._folder, file).read_bytes())

    def _pack(self, file: str, content: bytes) -> None:
        # A zip holds bare streams of deflate: no head and no sum of zlib's own.
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, _MEMORY)
        packed = packer.compress(content) + packer.flush()
        self._out.write(packed)
        self._entries.append((file, zlib.crc32(content), len(content), len(packed), self._offset))
        self._offset += len(packed)


def write_zip(out: Path, name: str, spools: Iterable[Path]) -> None:
    """Write a zip of all that was packed, in the order of names.

    Args:
        out: the zip.
        name: of the one folder that it holds.
        spools: the files of the parcels, which are closed.
    """
    members = []
    with out.open("wb") as written:
        for packed, (file, crc, size, packed_size, _) in _in_order(spools):
            member = zipfile.ZipInfo(f"{name}/{file}", _TIME)
            member.compress_type, member.external_attr, member.create_system = zipfile.ZIP_DEFLATED, _MODE << 16, 3
            member.CRC, member.file_size, member.compress_size = crc, size, packed_size
            member.header_offset = written.tell()
            written.write(member.FileHeader())
            written.write(packed)
            members.append(member)
    # Opened to be added to, it takes what is there for a stranger's, and puts its directory behind.
    with zipfile.ZipFile(out, "a") as archive:
        archive.infolist().extend(members)


def _in_order(spools: Iterable[Path]) -> Iterator[tuple[bytes, _Entry]]:
    """Every file as it is packed, and what is to be said of it; folder by folder."""
    found: list[tuple[list[str], mmap, _Entry]] = []
    for spool in spools:
        entries = json.loads(_index_of(spool).read_text(encoding="utf-8"))
        # Of an empty file there is no map.
        if entries:
            with spool.open("rb") as read:
                whole = mmap(read.fileno(), 0, access=ACCESS_READ)
            found += ((entry[0].split("/"), whole, tuple(entry)) for entry in entries)
    for _, whole, entry in sorted(found, key=lambda item: item[0]):
        yield whole[entry[4] : entry[4] + entry[3]], entry


def _index_of(spool: Path) -> Path:
    return spool.with_suffix(".json")
