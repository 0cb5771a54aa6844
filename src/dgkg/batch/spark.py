"""The same job on a Spark cluster: ``python -m dgkg.batch.spark INPUT… --out DIR --master spark://HOST:7077``.

Units are mapped, and parts written, by the functions that one machine uses; Spark shuffles between
them. Every machine needs dgkg (``dgkg[spark]`` where the job is started) and sees the inputs and DIR
under the same paths, as on a network file system.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from dgkg.batch.folder import aside
from dgkg.batch.job import Written
from dgkg.batch.parts import PARTS, apart, write_part
from dgkg.batch.plan import Plan, planned
from dgkg.batch.unit import Unit, mapped
from dgkg.errors import ConformanceError, DgkgError, UsageError

if TYPE_CHECKING:
    from pyspark import Broadcast, SparkContext

    from dgkg.batch.passages import Passages

__all__ = ["main", "write_quads_on"]

# A task costs as much as a small unit, so each gets a hand of them; Spark keeps an account of every task.
_HAND, _FEWEST, _MOST = 8, 8, 10_000
_USAGE, _BROKEN = 2, 3


def write_quads_on(context: SparkContext, plan: Plan, folder: Path, parts: int = PARTS) -> Written:
    """Write the N-Quads of a plan by a Spark cluster: the very files of :func:`dgkg.batch.write_quads`.

    Raises:
        UsageError: the folder holds something else.
        DataError: an input cannot be read.
        OutputError: the folder cannot be written; what was there stays.
    """
    hands = _dealt(plan.units)
    known = context.broadcast(plan.passages)
    with aside(folder.resolve()) as made:
        counts = dict(
            context.parallelize(hands, len(hands))
            .flatMap(partial(_pieces, known, parts))
            .partitionBy(parts + 1, _same)
            .mapPartitionsWithIndex(partial(_finish, made, parts))
            .collect()
        )
    known.destroy()
    return Written(folder, sum(counts[part] for part in range(parts)), counts[parts])


def _dealt(units: Sequence[Unit]) -> list[Sequence[Unit]]:
    """The units in hands, small files and stretches of tables mixed, so that no task has all the large ones."""
    number = min(len(units), max(_FEWEST, len(units) // _HAND), _MOST)
    return [units[start::number] for start in range(number)]


def _pieces(known: Broadcast[Passages], parts: int, hand: Sequence[Unit]) -> Iterator[tuple[int, bytes]]:
    for unit in hand:
        yield from apart(mapped(unit, known.value), parts).items()


def _same(part: int) -> int:
    return part


def _finish(folder: Path, parts: int, part: int, pieces: Iterator[tuple[int, bytes]]) -> Iterator[tuple[int, int]]:
    given = [data for _, data in pieces]
    yield part, 0 if part == parts and not given else write_part(folder, part, parts, given)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the job as a command; returns the exit code, as ``dgkg quads`` has it."""
    parser = argparse.ArgumentParser(prog="python -m dgkg.batch.spark", description="N-Quads on a Spark cluster")
    parser.add_argument("inputs", nargs="*", type=Path, help="folders with graph/, mappings of tables, RDF files")
    parser.add_argument("--out", required=True, type=Path, help="folder for the N-Quads")
    parser.add_argument("--parts", type=int, default=PARTS, help="how many files")
    parser.add_argument("--master", help="the cluster, spark://HOST:7077; else what spark-submit says, or local[*]")
    given = parser.parse_args(arguments)
    try:
        start = _starter(given.master)
        # What cannot be meant is told before a cluster is asked for anything.
        plan = planned([path.resolve() for path in given.inputs])
        with start() as context:
            written = write_quads_on(context, plan, given.out, given.parts)
        written.refuse_rejected()
    except DgkgError as error:
        told = [str(error), *(error.findings if isinstance(error, ConformanceError) else ())]
        sys.stderr.write("\n  ".join(told) + "\n")
        return _USAGE if isinstance(error, UsageError) else _BROKEN
    sys.stderr.write(f"{given.out}: {written.quads} N-Quads\n")
    return 0


def _starter(master: str | None) -> Callable[[], SparkContext]:
    try:
        from pyspark import SparkConf, SparkContext
    except ImportError as error:
        raise UsageError(
            "Spark 作业需要 pyspark 和 Java 17：pip install 'dgkg[spark]'",
            "A Spark job needs pyspark and Java 17: pip install 'dgkg[spark]'",
        ) from error

    def start() -> SparkContext:
        settings = SparkConf().setAppName("dgkg quads")
        if master:
            settings.setMaster(master)
        return SparkContext.getOrCreate(settings.setIfMissing("spark.master", "local[*]"))

    return start


if __name__ == "__main__":
    # Spark sends functions by the name of their module: this one has to have its own, not __main__.
    sys.exit(import_module("dgkg.batch.spark").main())
