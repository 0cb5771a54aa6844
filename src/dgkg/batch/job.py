"""The job on one machine, in this process or several: what all units give is put apart on disk, then sorted.

Memory holds a unit and a part at a time, so more parts make do with less of it.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from dgkg.batch.folder import aside
from dgkg.batch.parts import PARTS, REJECTED, apart, write_part
from dgkg.batch.passages import Passages
from dgkg.batch.plan import Plan
from dgkg.batch.rejection import Rejection
from dgkg.batch.unit import Unit, mapped
from dgkg.errors import ConformanceError

__all__ = ["Written", "write_quads"]

_PIECES = ".pieces"
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Written:
    """What a job wrote into a folder: different statements, and rows or files that it rejected."""

    folder: Path
    quads: int
    rejected: int

    def refuse_rejected(self) -> None:
        """Nothing, where all was taken.

        Raises:
            ConformanceError: rows or files were rejected; it has the first of them. What was taken is there.
        """
        if not self.rejected:
            return
        listed = self.folder / REJECTED
        with listed.open(encoding="utf-8", newline="") as file:
            rows = islice(csv.DictReader(file), _SHOWN)
            findings = [str(Rejection(row["file"], int(row["row"]), row["zh"], row["en"])) for row in rows]
        if self.rejected > len(findings):
            findings.append("…")
        raise ConformanceError(
            f"有 {self.rejected} 行或文件未被采纳，见 {listed}",
            f"{self.rejected} rows or files were rejected, see {listed}",
            findings,
        )


def write_quads(
    plan: Plan,
    folder: Path,
    parts: int = PARTS,
    jobs: int = 1,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Written:
    """Write the N-Quads of a plan.

    Args:
        plan: see :func:`dgkg.batch.planned`.
        folder: gets ``part-00000.nq`` and on, and ``rejected.csv`` where something was; replaced as a whole.
        parts: how many files; the same number gives the same files.
        jobs: how many processes; with 1 it is this one.
        progress: told how many units are mapped, of how many.

    Raises:
        UsageError: the folder holds something else.
        DataError: an input cannot be read.
        OutputError: the folder cannot be written, or the disk is full; what was there stays.
    """
    with aside(folder) as made:
        pieces = made / _PIECES
        pieces.mkdir()
        with _workers(jobs) as every:
            put = partial(_put_apart, pieces, parts, plan.passages)
            for done, _ in enumerate(every(put, plan.units), 1):
                progress(done, len(plan.units))
            counts = dict(every(partial(_finish, made, parts), range(parts + 1)))
        pieces.rmdir()
    return Written(folder, sum(counts[part] for part in range(parts)), counts[parts])


@contextmanager
def _workers(jobs: int) -> Iterator[Callable[..., Iterable[tuple[int, int]]]]:
    """What calls a function for everything, in any order: in this process, or in so many others."""
    if jobs == 1:
        yield map
        return
    # A fork would take along whatever threads of the caller hold; a new process begins clean.
    with get_context("spawn").Pool(jobs) as pool:
        yield pool.imap_unordered


def _put_apart(pieces: Path, parts: int, passages: Passages, unit: Unit) -> tuple[int, int]:
    for part, data in apart(mapped(unit, passages), parts).items():
        with (pieces / f"{part}-{os.getpid()}").open("ab") as file:
            file.write(data)
    return 0, 0


def _finish(folder: Path, parts: int, part: int) -> tuple[int, int]:
    given = sorted((folder / _PIECES).glob(f"{part}-*"))
    if part == parts and not given:
        return part, 0
    count = write_part(folder, part, parts, (path.read_bytes() for path in given))
    for path in given:
        path.unlink()
    return part, count
