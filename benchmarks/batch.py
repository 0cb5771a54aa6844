"""N-Quads of a made-up roster and figures: one process, several, and a Spark cluster on this machine.

    python benchmarks/batch.py [--rows N] [--spark]

Each row makes eight statements in the graph of its sentence and three of its firm outside. The clock runs over the
whole job, from reading the mapping to the last file in its place; starting Spark's own servers is not in it. Every
way has to write the same bytes. ``--spark`` needs ``dgkg[spark]`` and Java.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

MAPPING = """\
table = "roster.csv"
source = "dongguan-2023"
sentence = "sentence"
required = ["firm", "zh", "printed"]
[keys]
figure = ["firm", "printed", "sentence"]
[codes.factor]
"亿元" = "100000000"
[[known]]
about = "id:{firm}"
a = "dgo:Company"
"skos:prefLabel" = [{ text = "{zh}", lang = "zh" }, { text = "{en}", lang = "en" }]
[[stated]]
about = "id:{firm}"
"dgo:locatedIn" = "id:{place}"
"dgo:activeIn" = "id:{industry}"
[[stated]]
about = "{figure}"
a = "dgo:Observation"
"dgo:indicator" = "id:indicator-output-value"
"dgo:refArea" = "id:{firm}"
"dgo:unit" = "unit:CCY_CNY"
"dgo:value" = { decimal = "{value}", times = "{unit:factor}" }
"dgo:valueText" = { text = "{printed}" }
"""
PARTS = 16


def write_roster(folder: Path, rows: int) -> Path:
    """A roster of so many made-up firms, and its mapping."""
    with (folder / "roster.csv").open("w", encoding="utf-8") as file:
        file.write("firm,zh,en,place,industry,value,unit,printed,sentence\n")
        for n in range(rows):
            value = f"{n % 9000 / 10:.1f}"
            file.write(
                f"made-firm-{n:07},示例企业 {n:07},Made-up Firm {n:07},songshan-lake,software-it-services,"
                f"{value},亿元,{value}亿元,2.1.2-p1-s1\n"
            )
    (folder / "roster.toml").write_text(MAPPING, encoding="utf-8")
    return folder / "roster.toml"


def digest_of(folder: Path) -> str:
    """A digest of all the files in a folder."""
    whole = sha256()
    for path in sorted(folder.iterdir()):
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()[:12]


def timed(name: str, out: Path, work: Callable[[], object]) -> None:
    """Do it, and print what it took and gave."""
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    quads = sum(path.read_bytes().count(b"\n") for path in out.glob("*.nq"))
    print(f"{name}: {seconds:.1f} s, {quads} quads, {quads / seconds:.0f} quads/s, digest {digest_of(out)}", flush=True)


def main() -> None:
    from dgkg.batch import planned, write_quads

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--spark", action="store_true")
    given = parser.parse_args()
    print(f"{given.rows} rows, load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        mapping = write_roster(folder, given.rows)
        for jobs in (1, 2):
            out = folder / f"jobs-{jobs}"
            timed(f"{jobs} process", out, lambda n=jobs, to=out: write_quads(planned([mapping]), to, PARTS, n))
        if given.spark:
            from tests.clusters import run_job, spark_cluster

            out = folder / "spark"
            with spark_cluster(folder / "cluster") as address:
                timed(
                    "cluster of two workers",
                    out,
                    lambda: run_job(folder, address, mapping, "--out", out, "--parts", PARTS).check_returncode(),
                )


if __name__ == "__main__":
    main()
