"""The form of a zip: what stands before each file, and the directory at the end (APPNOTE 6.3.10, §4.3).

The library of Python writes the same bytes, one file after another by one process and in a hundred steps each. Here
whoever packs a file writes its header, so that a zip of tens of thousands is put together by copying.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from struct import pack
from typing import NamedTuple

__all__ = ["Packed", "directory_of", "local_header"]

# The first day that the format can tell, at midnight: the same site is the same bytes whenever it is written.
_DATE, _TIME = 1 << 5 | 1, 0
_DEFLATED, _UNIX, _VERSION, _ZIP64 = 8, 3, 20, 45
_MODE = 0o644 << 16
_UTF8 = 0x800
# Beyond these a number has its place in an extra field, or in a second end of the directory (§4.3.9, §4.5.3).
_MOST, _MOST_FILES = (1 << 31) - 1, 0xFFFF
_ELSEWHERE = 0xFFFFFFFF


class Packed(NamedTuple):
    """A file in a zip: its name, its sum (CRC-32), its size, and its size packed."""

    name: str
    crc: int
    size: int
    packed: int


def local_header(file: Packed) -> bytes:
    """What stands before a file (§4.3.7)."""
    name, flags = _named(file.name)
    wide = [file.size, file.packed] if max(file.size, file.packed) > _MOST else []
    size, packed = (_ELSEWHERE, _ELSEWHERE) if wide else (file.size, file.packed)
    extra, version = _extra(wide)
    head = pack(
        "<4s5H3L2H", b"PK\3\4", version, flags, _DEFLATED, _TIME, _DATE, file.crc, packed, size, len(name), len(extra)
    )
    return head + name + extra


def directory_of(files: Iterable[tuple[Packed, int]], start: int) -> Iterator[bytes]:
    """The directory of some files, piece by piece, and its end (§4.3.12 to §4.3.16).

    Args:
        files: each with where its header begins.
        start: where the directory begins.
    """
    number = size = 0
    for file, offset in files:
        entry = _entry(file, offset)
        yield entry
        number, size = number + 1, size + len(entry)
    if number > _MOST_FILES or max(start, size) > _MOST:
        end = start + size
        yield pack("<4sQ2H2L4Q", b"PK\6\6", 44, _ZIP64, _ZIP64, 0, 0, number, number, size, start)
        yield pack("<4sLQL", b"PK\6\7", 0, end, 1)
        number, size, start = min(number, 0xFFFF), min(size, _ELSEWHERE), min(start, _ELSEWHERE)
    yield pack("<4s4H2LH", b"PK\5\6", 0, 0, number, number, size, start, 0)


def _entry(file: Packed, offset: int) -> bytes:
    name, flags = _named(file.name)
    size, packed, wide = file.size, file.packed, []
    if max(size, packed) > _MOST:
        wide, size, packed = [size, packed], _ELSEWHERE, _ELSEWHERE
    if offset > _MOST:
        wide, offset = [*wide, offset], _ELSEWHERE
    extra, version = _extra(wide)
    return (
        pack(
            "<4s2B5H3L5H2L", b"PK\1\2", version, _UNIX, version, flags, _DEFLATED, _TIME, _DATE, file.crc, packed, size,
            len(name), len(extra), 0, 0, 0, _MODE, offset,
        )
        + name + extra
    )  # fmt: skip


def _named(name: str) -> tuple[bytes, int]:
    """A name as it is written, and the flag that tells how."""
    return (name.encode("ascii"), 0) if name.isascii() else (name.encode(), _UTF8)


def _extra(wide: list[int]) -> tuple[bytes, int]:
    """The extra field of what is too large for its place, and the version that reads it."""
    return (pack(f"<2H{len(wide)}Q", 1, 8 * len(wide), *wide), _ZIP64) if wide else (b"", _VERSION)
