"""Bits turned over in a store that is too large to be read through at opening: found by verify, and what readers get.

    python benchmarks/bits.py STORE [ROUNDS] [--read MEGABYTES] [--seed N]

STORE is what ``dgkg build`` made of a made-up province (``synthetic.py``); each bit is turned back. The places are
chosen by chance among the files that opening does not read, of which there are any once the store is larger than
``--read`` (24; dgkg itself reads 512). A process that is watched as a command then opens the store, asks the library,
counts and sorts; it must give the right answers, an error in a sentence, or end with exit status 3 and one line.
"""

from __future__ import annotations

import argparse
import collections
import random
import resource
import signal
import subprocess
import sys
from pathlib import Path

from dgkg.store import current, verify

MOST = 8 << 30
ENDED = 3
READER = """
import hashlib, sys
from pathlib import Path
import dgkg
from dgkg.cli.watch import watch
from dgkg.errors import DgkgError
from dgkg.store import generations

NAMES = "SELECT ?l { ?a <http://www.w3.org/2004/02/skos/core#prefLabel> ?l } ORDER BY ?l LIMIT 5"
place, generations._AT_OPENING = Path(sys.argv[1]), int(sys.argv[2]) << 20
try:
    kg = dgkg.load(place)
    watch(place, lambda zh, en: print(en, file=sys.stderr), is_server=False)
    for ask in (
        lambda: list(kg.query("counts-by-industry")),
        lambda: list(kg.query("leaders")),
        lambda: kg.find("示例企业 0012345"),
        lambda: kg.store.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c } }").rows,
        lambda: kg.store.query(NAMES).rows,
    ):
        try:
            print(hashlib.sha256(str(ask()).encode()).hexdigest())
        except DgkgError as error:
            print("error", error.en)
except DgkgError as error:
    print("refused", error.en)
"""


def read(store: Path, megabytes: int) -> tuple[int, list[str], str]:
    """What a reader gets: exit status, a line for each question, and what it was told."""

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MOST, MOST))

    words = [sys.executable, "-c", READER, str(store), str(megabytes)]
    ran = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=120, check=False, preexec_fn=bounded)
    return ran.returncode, ran.stdout.splitlines(), ran.stderr


def unread(folder: Path, megabytes: int) -> list[Path]:
    """The files that opening does not read, as it takes the names, then the smallest."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size]
    left, found = megabytes << 20, []
    for path in sorted(files, key=lambda path: (path.name != "names.sqlite", path.stat().st_size)):
        left -= path.stat().st_size
        if left < 0 and path.name != "names.sqlite":
            found.append(path)
    return found


def turn(path: Path, place: int, bit: int) -> None:
    """Turn a bit over."""
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ bit]))


def judged(right: tuple[int, list[str], str], got: tuple[int, list[str], str]) -> str:
    """In one word, what a reader got."""
    status, lines, told = got
    if got == right:
        return "right"
    if "Traceback" in told or "panicked" in told:
        return "A TRACE"
    if status == ENDED and told.count("\n") == 1:
        return "ended by the watch"
    if status == 0 and lines[:1] and lines[0].startswith("refused"):
        return "refused at opening"
    if status == 0 and all(a == b or b.startswith("error") for a, b in zip(right[1], lines, strict=True)):
        return "an error in a query"
    return f"WRONG OR DEAD ({status})"


def main() -> None:
    """Turn bits over, one after the other, and tell what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("rounds", type=int, nargs="?", default=100)
    parser.add_argument("--read", type=int, default=24)
    parser.add_argument("--seed", type=int, default=20231128)
    given = parser.parse_args()
    # Whoever breaks it off is to find the bit turned back.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    generation, chance = current(given.store), random.Random(given.seed)
    files = unread(generation.folder, given.read)
    right = read(given.store, given.read)
    tally: collections.Counter[str] = collections.Counter()
    for _ in range(given.rounds):
        path = chance.choices(files, [path.stat().st_size for path in files])[0]
        place, bit = chance.randrange(path.stat().st_size), 1 << chance.randrange(8)
        turn(path, place, bit)
        try:
            tally["found by verify"] += verify(given.store)[1] == [path.relative_to(generation.folder).as_posix()]
            tally[judged(right, read(given.store, given.read))] += 1
        finally:
            turn(path, place, bit)
    for name, number in tally.items():
        print(f"| {name} | {number} |")


if __name__ == "__main__":
    main()
