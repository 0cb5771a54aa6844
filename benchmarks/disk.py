"""Provinces on disk: built, opened, and asked as users ask; what grows from one size to the next.

    python benchmarks/disk.py [--quads N]… [--keep FOLDER]

Building is one process, as `dgkg build` does it; asking is another, which has nothing in memory yet. The first
time of each question is told as a clock on the wall has it, and the median of the processor's time after it, for the
machine is shared. The table is Markdown; its last column is the exponent of growth from the smallest to the largest.

Of every size the same is asked: a firm and a park with as many facts, a firm of the same wide field, and counts by
industry in three ways. The whole table has a row for each industry, and the province has eight more for each city,
which no real one has: a classification of industries (GB/T 4754, that of the digital economy) is national and
fixed. So its rows grow, and beside it stands what a reader asks of a fixed classification, whose numbers grow and
whose rows do not: what the fields at the top hold, and what one of them and each below it hold, with all below these.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from synthetic import FIRMS_PER_PARK, SHARED, firms_for, write

RUNS = 7
# After so many firms a firm has the same kinds of facts; after so many it is of the same wide field.
_ALIKE, _SAME_FIELD = 80, 16 * len(SHARED)
_FIRM, _WIDE, _PARK = 12_345, 12_338, 12
_ASKED = """PREFIX dgo: <https://w3id.org/dgkg/ontology#> PREFIX dgs: <https://w3id.org/dgkg/scheme/>
PREFIX id: <https://w3id.org/dgkg/id/> PREFIX rule: <https://w3id.org/dgkg/rule/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?industry ?kind ?count WHERE {
  %s
  GRAPH rule:counts-by-industry { ?held dgo:countOf ?industry ; dgo:countedClass ?kind ; dgo:thingCount ?count }
} ORDER BY ?industry ?kind"""
# The fields of the record that have none above them, the one with the most below it first; the cities' own industries
# stand further down.
TOP = (
    "digital-industrialization", "electric-power", "emerging-industries", "finance-industry",
    "industrial-digitalization", "manufacturing", "meteorology", "transport",
)  # fmt: skip
_COUNTS: Mapping[str, str] = {
    "the industries that all cities share": f"VALUES ?industry {{ {' '.join(f'id:{name}' for name in SHARED)} }}",
    "one industry at the top": f"VALUES ?industry {{ id:{TOP[0]} }}",
    "the same with each field right below it": f"{{ VALUES ?industry {{ id:{TOP[0]} }} }} "
    f"UNION {{ ?industry skos:broader id:{TOP[0]} }}",
    "all industries at the top": f"VALUES ?industry {{ {' '.join(f'id:{name}' for name in TOP)} }}",
}
Figures = dict[str, tuple[float, float, int]]


@dataclass(frozen=True)
class Subjects:
    """Whom to ask of: the same ones in every province that has them, and their like in a smaller one."""

    firm: int
    wide: int
    park: int

    @classmethod
    def of(cls, firms: int) -> Subjects:
        """Those of a province of so many firms."""
        parks = max(1, firms // FIRMS_PER_PARK)
        return cls(_within(_FIRM, firms, _ALIKE), _within(_WIDE, firms, _SAME_FIELD), min(_PARK, parks - 1))

    def searches(self) -> Mapping[str, str]:
        """What is searched for, by what it is."""
        digits = f"{self.firm:07}"
        return {
            "a whole name, Chinese": f"示例企业 {digits}",
            "a whole name, English": f"Made-up Firm {digits}",
            "a piece of a name": digits,
            "a piece of every name": "示例",
            "a name with a slip": f"示例企业 {digits[:-2]}{digits[-1]}{digits[-2]}",
            "a name of the record": "松山湖",
            "a name of the record in pinyin": "songshanhu",
        }


def _within(number: int, firms: int, step: int) -> int:
    """A number, or what comes so many steps before it, that is one of so many firms."""
    missing = max(0, number - (firms - 1))
    return number - math.ceil(missing / step) * step


def built(graph: Path, folder: Path) -> dict[str, float]:
    """Build a store; what it took."""
    from dgkg.store import build

    start, busy = time.perf_counter(), time.process_time()
    build(folder, None, [graph])
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "build, s": time.perf_counter() - start,
        "build, s of the processors": time.process_time() - busy,
        "on disk, MB": size / 1e6,
        "from, MB": graph.stat().st_size / 1e6,
        "memory at building, MB": memory(),
    }


def asked(folder: Path, subjects: Subjects) -> Figures:
    """Open the store and ask: first and warm in milliseconds, and rows."""
    import dgkg
    from dgkg.namespaces import ID
    from dgkg.trace import trace

    start, busy = time.perf_counter(), time.process_time()
    kg = dgkg.load(folder)
    found: Figures = {"open": ((time.perf_counter() - start) * 1000, (time.process_time() - busy) * 1000, 0)}
    firm, wide = ID[f"made-firm-{subjects.firm:07}"], ID[f"made-firm-{subjects.wide:07}"]
    park = f"made-park-{subjects.park:05}"
    actions: dict[str, Callable[[], int]] = {
        "firms of a park": lambda: len(kg.query("firms-in-place", place=park).table.rows),
        "the same with citations": lambda: len(kg.query("firms-in-place", place=park).citations()),
        "revenue of a park by year": lambda: len(
            kg.query("figure-series", place=park, indicator="indicator-operating-revenue").table.rows
        ),
        "all about a firm, as text": lambda: len(kg[firm].text("zh").splitlines()),
        "what a figure is called": lambda: len(kg.words.label(ID[f"made-obs-{subjects.firm:07}"], "zh")) and 1,
        # Traced anew each time: ``kg.trace`` keeps the last ones.
        "trace of a firm": lambda: len(trace(kg.query, kg.words, firm).hops),
        "trace of a firm, as a table": lambda: len(str(trace(kg.query, kg.words, firm)).splitlines()),
        "trace of a firm of a wide field": lambda: len(trace(kg.query, kg.words, wide).hops),
        "counts by industry, all": lambda: len(kg.query("counts-by-industry").table.rows),
        "facts that are told twice": lambda: len(kg.query("statements-twice").table.rows),
    }
    for what, which in _COUNTS.items():
        actions[f"counts, rolled up: {what}"] = lambda w=which: len(kg.sparql(_ASKED % w).table.rows)  # type: ignore[misc]
    for what, text in subjects.searches().items():
        actions[f"label search: {what}"] = lambda t=text: len(kg.find(t))  # type: ignore[misc]
    for name, action in actions.items():
        start = time.perf_counter()
        rows = action()
        first, times = (time.perf_counter() - start) * 1000, []
        for _ in range(RUNS):
            busy = time.process_time()
            action()
            times.append((time.process_time() - busy) * 1000)
        found[name] = first, statistics.median(times), rows
    found["memory, MB"] = memory(), memory(), 0
    return found


def memory() -> float:
    """The most megabytes that this process had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_a_process(*arguments: str) -> Mapping[str, list[float]]:
    """What a process of its own measured."""
    done = subprocess.run([sys.executable, __file__, *arguments], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def told(numbers: list[int], measured: list[Mapping[str, list[float]]]) -> None:
    """Print the table."""
    print(f"\n| warm (first; rows) | {' | '.join(f'{n:,} quads' for n in numbers)} | exponent |")
    print("|---|" + "---|" * (len(numbers) + 1))
    for name in measured[0]:
        cells = []
        for found in measured:
            first, warm, rows = found[name]
            cells.append(f"{warm:.1f} ({first:.1f}; {rows:.0f})" if rows else f"{warm:.0f}")
        span = math.log(numbers[-1] / numbers[0]) if len(numbers) > 1 else math.inf
        grown = math.log(max(measured[-1][name][1], 0.01) / max(measured[0][name][1], 0.01)) / span
        print(f"| {name} | {' | '.join(cells)} | {grown:.2f} |")


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quads", type=int, action="append", help="a size; more than once for a table of growth")
    parser.add_argument("--keep", type=Path, help="a folder for graphs and stores, else they are thrown away")
    parser.add_argument("--build", type=Path, nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    sizes = sorted(given.quads or [1_000_000])
    if given.build:
        print(json.dumps(built(*given.build)))
        return
    if given.ask:
        print(json.dumps(asked(given.ask, Subjects.of(firms_for(sizes[0])))))
        return
    numbers: list[int] = []
    measured: list[Mapping[str, list[float]]] = []
    for quads in sizes:
        with tempfile.TemporaryDirectory() as passing:
            folder = (given.keep or Path(passing)) / str(quads)
            folder.mkdir(parents=True, exist_ok=True)
            graph, store = folder / "province.nq", folder / "store"
            numbers.append(write(graph, firms=firms_for(quads)))
            print(f"{numbers[-1]:,} quads; load of the machine: {os.getloadavg()[0]:.1f}", flush=True)
            print({what: round(figure, 1) for what, figure in in_a_process("--build", str(graph), str(store)).items()})
            measured.append(in_a_process("--ask", str(store), "--quads", str(quads)))
            print(f"asked; load of the machine: {os.getloadavg()[0]:.1f}", flush=True)
    told(numbers, measured)


if __name__ == "__main__":
    main()
