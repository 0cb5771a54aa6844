"""A province on disk: built, opened, and asked as users ask.

    python benchmarks/disk.py [--quads N] [--keep FOLDER]

Building is one process, as `dgkg build` does it; asking is another, which has nothing in memory yet. The first
time of each question is told, and the median of those after it.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from synthetic import firms_for, write

TEXTS = ("示例企业 0012345", "Made-up Firm 0012345", "0012345", "示例", "示例企业 0012354", "松山湖", "songshanhu")
RUNS = 7


def built(graph: Path, folder: Path) -> None:
    """Build a store and print what it took."""
    from dgkg.store import build

    start = time.perf_counter()
    build(folder, None, [graph])
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    seconds = time.perf_counter() - start
    print(f"build {seconds:.1f} s, {size / 1e6:.0f} MB on disk from {graph.stat().st_size / 1e6:.0f} MB")
    told_memory()


def asked(folder: Path) -> None:
    """Open the store and ask."""
    import dgkg
    from dgkg.namespaces import ID
    from dgkg.trace import trace

    start = time.perf_counter()
    kg = dgkg.load(folder)
    print(f"open {time.perf_counter() - start:.2f} s")
    firm, park = "made-firm-0012345", "made-park-00012"
    actions: dict[str, Callable[[], object]] = {f"find {text}": lambda t=text: kg.find(t) for text in TEXTS}  # type: ignore[misc]
    actions["firms of a park"] = lambda: kg.query("firms-in-place", place=park).table.rows
    actions["their citations"] = lambda: kg.query("firms-in-place", place=park).citations()
    actions["all about a firm"] = lambda: kg[firm].text("zh")
    actions["revenue of a park by year"] = lambda: (
        kg.query("figure-series", place=park, indicator="indicator-operating-revenue").table.rows
    )
    actions["what a figure is called"] = lambda: kg.words.label(ID["made-obs-0012345"], "zh")
    actions["counts by industry"] = lambda: kg.query("counts-by-industry").table
    # Traced anew each time: ``kg.trace`` keeps the last ones.
    actions["trace of a firm"] = lambda: trace(kg.query, kg.words, ID[firm])
    actions["trace of a firm of a wide field"] = lambda: trace(kg.query, kg.words, ID["made-firm-0012338"])
    actions["trace of a firm, as a table"] = lambda: str(trace(kg.query, kg.words, ID[firm]))
    for name, action in actions.items():
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            action()
            times.append((time.perf_counter() - start) * 1000)
        print(f"{name:32} first {times[0]:8.1f} ms   warm {statistics.median(times[1:]):8.1f} ms")
    told_memory()


def told_memory() -> None:
    """Print the most memory that this process had."""
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", flush=True)


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="a folder for the graph and the store, else they are thrown away")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ask:
        asked(given.ask)
        return
    with tempfile.TemporaryDirectory() as passing:
        folder = given.keep or Path(passing)
        graph, store = folder / "province.nq", folder / "store"
        number = write(graph, firms=firms_for(given.quads))
        print(f"{number:,} quads; load of the machine: {os.getloadavg()[0]:.1f}", flush=True)
        built(graph, store)
        subprocess.run([sys.executable, __file__, "--ask", str(store)], check=True)


if __name__ == "__main__":
    main()
