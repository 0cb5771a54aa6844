"""Parts of the output: all about a subject lies in one, sorted, each line once.

Which part a line belongs to is told by the CRC-32 of its subject, the same on every machine and in
every run (Python's own ``hash`` is not). Numbers from 0; the last one holds what was rejected.
"""

from __future__ import annotations

import csv
import io
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from zlib import crc32

from dgkg.batch.rejection import Rejection
from dgkg.batch.unit import Mapped

__all__ = ["PARTS", "REJECTED", "apart", "file_of", "write_part"]

PARTS = 16
REJECTED = "rejected.csv"


def apart(mapped: Mapped, parts: int) -> Mapping[int, bytes]:
    """What a unit gave, by the part that it belongs to; every line ends with a line feed."""
    found: dict[int, list[bytes]] = defaultdict(list)
    for line in mapped.lines:
        found[crc32(line[: line.index(b" ")]) % parts].append(line)
    if mapped.rejected:
        found[parts] = [rejection.to_line() for rejection in mapped.rejected]
    return {part: b"\n".join(lines) + b"\n" for part, lines in found.items()}


def file_of(part: int, parts: int) -> str:
    """What the file of a part is called."""
    return f"part-{part:05}.nq" if part < parts else REJECTED


def write_part(folder: Path, part: int, parts: int, pieces: Iterable[bytes]) -> int:
    """Write a part whole, from what all units gave to it; twice at the same time does no harm.

    Returns:
        How many different lines it has.

    Raises:
        OSError: the folder cannot be written, or the disk is full.
    """
    lines = {line for piece in pieces for line in piece.split(b"\n")} - {b""}
    data = b"".join(line + b"\n" for line in sorted(lines)) if part < parts else _listed(lines)
    # Spark may run a task again, or twice, on machines that share the folder.
    aside = folder / f".{part}-{uuid.uuid4().hex}"
    aside.write_bytes(data)
    aside.replace(folder / file_of(part, parts))
    return len(lines)


def _listed(lines: Iterable[bytes]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["file", "row", "zh", "en"])
    for found in sorted(map(Rejection.from_line, lines)):
        writer.writerow([found.path, found.row, found.zh, found.en])
    return buffer.getvalue().encode()
