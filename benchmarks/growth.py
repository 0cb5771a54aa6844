"""Every question of the library on provinces of several sizes: whose time grows although its answer does not.

    python benchmarks/growth.py [--quads N]… [--keep FOLDER] [QUESTION]…

Each question is asked as it stands, of the shipped record, which is the same in each province, and once more of a
firm, park, industry or policy of the first city. Told is the least time of the processor in milliseconds (the
machine is shared), and the exponent of growth of time and rows between the smallest and the largest. What takes
less than a millisecond and a half at the largest is not looked at.
"""

from __future__ import annotations

import argparse
import math
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from synthetic import firms_for, write

MADE: Mapping[tuple[str, str], str] = {
    ("first", "any"): "made-park-00000",
    ("second", "any"): "made-park-00001",
    ("first", "dgo:Concept"): "made-industry-0000-1",
    ("second", "dgo:Concept"): "made-industry-0000-2",
    ("city", "dgo:Place"): "made-city-0000",
    ("entity", "any"): "made-firm-0000012",
    ("thing", "any"): "made-firm-0000012",
    ("firm", "dgo:Organization"): "made-firm-0000012",
    ("place", "any"): "made-park-00000",
    ("place", "dgo:Place"): "made-park-00000",
    ("park", "dgo:Place"): "made-park-00000",
    ("industry", "dgo:Concept"): "made-industry-0000-1",
    ("policy", "dgo:PolicyDocument"): "made-policy-0000-1",
    ("indicator", "dgo:Indicator"): "indicator-operating-revenue",
}
RUNS, ENOUGH = 7, 1.5
LEAST, MOST_GROWTH = 1.5, 0.3
Asked = tuple[str, str]
Times = Mapping[Asked, tuple[float, int]]


def asked(folder: Path, names: list[str]) -> Iterator[tuple[Asked, tuple[float, int]]]:
    """Each question and of whom it is asked, with its least time and its rows."""
    import dgkg

    kg = dgkg.load(folder)
    for question in kg.queries:
        if names and question.name not in names:
            continue
        found = {p.name: made for p in question.parameters if (made := MADE.get((p.name, p.kind)))}
        # A firm, park or policy of the first city has no indicator of its own.
        ways = {"as it stands": {}} | ({"of the first city": found} if found else {})
        for way, values in ways.items():
            times: list[float] = []
            rows = 0
            while len(times) < RUNS and (len(times) < 2 or sum(times) < ENOUGH):  # noqa: PLR2004
                start = time.process_time()
                rows = len(kg.query(question, **values))
                times.append(time.process_time() - start)
            yield (question.name, way), (min(times[1:]) * 1000, rows)


def told(quads: list[int], measured: list[Times]) -> None:
    """Print what grows beyond its answer, then everything."""
    span = math.log(quads[-1] / quads[0])
    rows = []
    for what, (last, many) in measured[-1].items():
        first, few = measured[0][what]
        time_grows = math.log(last / max(first, 0.01)) / span
        rows_grow = math.log(max(many, 1) / max(few, 1)) / span
        bad = last >= LEAST and time_grows > MOST_GROWTH and time_grows > rows_grow + MOST_GROWTH
        rows.append((not bad, -last, what, time_grows, rows_grow))
    for fine, _, what, time_grows, rows_grow in sorted(rows):
        grown = f"time {time_grows:5.2f}, rows {rows_grow:5.2f}"
        cells = "  ".join(f"{times[what][0]:9.2f} ({times[what][1]})" for times in measured)
        print(f"{'' if fine else 'GROWS':6}{what[0]:32}{what[1]:18}{cells}   {grown}")
    print(f"{sum(not row[0] for row in rows)} of {len(rows)} grow beyond their answers")


def main() -> None:
    """Print what was measured."""
    from dgkg.store import build

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("questions", nargs="*")
    parser.add_argument("--quads", type=int, action="append")
    parser.add_argument("--keep", type=Path, help="a folder for graphs and stores, which are made once")
    given = parser.parse_args()
    sizes = sorted(given.quads or [100_000, 1_000_000])
    with tempfile.TemporaryDirectory() as passing:
        measured, numbers = [], []
        for quads in sizes:
            folder = (given.keep or Path(passing)) / str(quads)
            folder.mkdir(parents=True, exist_ok=True)
            if not (folder / "store").exists():
                write(folder / "province.nq", firms=firms_for(quads))
                build(folder / "store", None, [folder / "province.nq"])
            numbers.append(quads)
            measured.append(dict(asked(folder / "store", given.questions)))
        print(f"load of the machine: {os.getloadavg()[0]:.1f}; quads: {', '.join(f'{n:,}' for n in numbers)}")
        told(numbers, measured)


if __name__ == "__main__":
    main()
