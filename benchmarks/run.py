"""The figures that the project promises, measured side by side in one run.

    python benchmarks/run.py

Medians of several runs on this machine; machines are noisy, so ratios say more than seconds.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

RUNS = 7


def seconds(action: Callable[[], object], runs: int = RUNS) -> float:
    """The median wall time of an action."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def process(*arguments: str) -> Callable[[], object]:
    """An action: a whole process, output thrown away."""
    return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def _asking() -> list[tuple[str, float, str]]:
    """One question as a whole process: where nothing is kept of the words, and where another process has kept them."""
    asked = ("-m", "dgkg", "ask", "松山湖有哪些企业？")
    home = tempfile.mkdtemp()
    os.environ["DGKG_HOME"] = home

    def anew() -> None:
        shutil.rmtree(Path(home) / "kept", ignore_errors=True)
        process(*asked)()

    try:
        return [
            ("dgkg ask, the first", seconds(anew, 3), "learns the words, and keeps them"),
            ("dgkg ask, those after it", seconds(process(*asked)), "at most 0.9 s"),
        ]
    finally:
        del os.environ["DGKG_HOME"]
        shutil.rmtree(home)


def main() -> None:
    """Print the table."""
    import dgkg
    from dgkg.knowledge import KnowledgeGraph
    from dgkg.places import find_record
    from dgkg.store import open_store

    record = find_record()
    quads = len(open_store(record))
    bare = seconds(process("-c", "pass"))
    rows = [
        ("the interpreter alone", bare, ""),
        ("dgkg --help", seconds(process("-m", "dgkg", "--help")), "at most 0.35 s"),
        ("dgkg find 松山湖", seconds(process("-m", "dgkg", "find", "松山湖")), "at most 0.8 s"),
        ("dgkg find songshanhu (pinyin)", seconds(process("-m", "dgkg", "find", "songshanhu")), "at most 0.8 s"),
    ]
    rows += _asking()
    load = seconds(lambda: open_store(record))
    rows.append((f"parse to ready, {quads:,} quads", load, f"{load / quads * 20_000:.3f} s for 20,000; at most 0.3 s"))
    rows.append(("names, ontology, library", seconds(lambda: _warm(KnowledgeGraph(open_store(record), record))), ""))
    kg = dgkg.load()
    _warm(kg)
    slowest = max(((q.name, seconds(lambda q=q: kg.query(q))) for q in kg.queries), key=lambda pair: pair[1])
    rows.append((f"slowest library query: {slowest[0]}", slowest[1], "at most 5 ms"))
    rows.append(("network", seconds(kg.network, 3), ""))
    rows.append(("policy chain as SVG", seconds(lambda: kg.diagram("policy-chain", industry="半导体及集成电路")), ""))
    rows.append(("ego page of 松山湖", seconds(lambda: kg.diagram("ego", focus="松山湖"), 3), ""))
    rows.append(("audit", seconds(kg.audit, 3), ""))
    rows.append(("validation", seconds(kg.validate, 1), ""))
    for name, value, note in rows:
        print(f"{name:45} {value * 1000:9.1f} ms   {note}")


def _warm(kg: object) -> None:
    from dgkg.knowledge import KnowledgeGraph

    assert isinstance(kg, KnowledgeGraph)
    _ = kg.words.gazetteer, kg.words.ontology, kg.words.library, kg.passages


if __name__ == "__main__":
    main()
