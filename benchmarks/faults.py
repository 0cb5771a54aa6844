"""kill -9 through dgkg's own commands, two hundred times over, and a disk that fills up: what is left.

    python benchmarks/faults.py [ROUNDS] [--city]

A round starts a command, kills it at a moment chosen by chance, and looks at what a reader finds: for ``build``
and ``publish`` the last generation, verified to the bit, or the new one; for ``export`` the old files or the new
ones, whole, in each form in turn; for ``push`` a server that, once the command is run again, has every statement and
nothing besides, and lost nothing that it had acknowledged. Recovery is the time from the kill to the first right
answer. Then the same commands on a small disk of its own (tmpfs, for which one must be root) that has ever less room:
each must end with exit status 3 and a sentence, and leave what was there. ``--city`` takes a small made city
instead of the shipped record.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import httpx2

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import dgkg
from dgkg.errors import DgkgError
from dgkg.places import find_record
from dgkg.store import COUNTS, verify
from tests import servers
from tests.conftest import write_small_city

SMALL = "--city" in sys.argv
FORMS = ("nq", "trig", "ttl", "jsonld", "graphml", "gexf", "xlsx", "dcat", "csv", "parquet", "cypher")
OLD = b"old and whole"
EXIT_DATA = 3
ROOMS = (0, 1, (1 << 12) - 1, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 19, 1 << 20, 2 << 20)
# All statements but those that a build adds: its counts are no part of the record.
COUNT = (
    "SELECT (?all - ?counts AS ?n) WHERE { { SELECT (COUNT(*) AS ?all) { ?a ?b ?c } } "
    f"{{ SELECT (COUNT(*) AS ?counts) {{ GRAPH <{COUNTS}> {{ ?a ?b ?c }} }} }} }}"
)


@dataclass
class Tally:
    """What came of the rounds of one command."""

    name: str
    rounds: int = 0
    struck: int = 0
    right: int = 0
    recovery: list[float] = field(default_factory=list)

    def row(self) -> str:
        """A row of the table."""
        worst = max(self.recovery, default=0)
        median = sorted(self.recovery)[len(self.recovery) // 2] if self.recovery else 0
        return (
            f"| {self.name} | {self.rounds} | {self.struck} | {self.right} | "
            f"{median * 1000:.0f} ms | {worst * 1000:.0f} ms |"
        )


def command(folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "dgkg", "--lang", "en", "--graph", str(folder / "record"), *words]


def copied(folder: Path) -> str:
    """The record, copied where nobody changes it meanwhile; how many statements it has."""
    if SMALL:
        write_small_city(folder / "record")
        return str(dgkg.load(folder / "record").store.query(COUNT).rows[0][0])
    record = find_record()
    shutil.copytree(record.ontology, folder / "record" / "ontology")
    shutil.copytree(record.graph, folder / "record" / "graph")
    return str(dgkg.load(folder / "record").store.query(COUNT).rows[0][0])


def killed(words: list[str], after: float) -> bool:
    """Run a command and kill it after so many seconds; whether it was still at it."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


def duration(words: list[str]) -> float:
    began = time.monotonic()
    subprocess.run(words, check=True, capture_output=True)
    return time.monotonic() - began


def strike(
    tally: Tally,
    words: list[str],
    whole: float,
    is_right: Callable[[], bool],
    chance: random.Random,
    later: Callable[[], bool] = lambda: True,
) -> None:
    """One round; ``is_right`` is timed, ``later`` is not."""
    tally.rounds += 1
    tally.struck += killed(words, chance.uniform(0.2, 1.0) * whole)
    began = time.monotonic()
    try:
        right = is_right()
        tally.recovery.append(time.monotonic() - began)
        tally.right += right and later()
    except DgkgError as error:
        print(f"{tally.name}: {error.en}", file=sys.stderr)


def answers(place: Path | str, count: str) -> bool:
    graph = dgkg.load(place)
    try:
        return str(graph.store.query(COUNT).rows[0][0]) == count
    finally:
        graph.close()


def kill_builds(folder: Path, rounds: int, chance: random.Random) -> Tally:
    tally, right = Tally("build and swap"), copied(folder)
    store = folder / "store"
    words = command(folder, "build", str(store))
    whole = duration(words)
    for _ in range(rounds):
        strike(tally, words, whole, lambda: answers(store, right), chance, lambda: not verify(store)[1])
    return tally


def kill_publications(folder: Path, rounds: int, chance: random.Random) -> Tally:
    tally, right = Tally("publish"), copied(folder)
    store = folder / "store"
    for more in ((), ("--aside",)):
        subprocess.run(command(folder, "build", str(store), *more), check=True, capture_output=True)
    words = command(folder, "publish", str(store))
    whole = duration(words)
    for _ in range(rounds):
        strike(tally, words, whole, lambda: answers(store, right), chance, lambda: not verify(store)[1])
    return tally


def kill_exports(folder: Path, rounds: int, chance: random.Random) -> Tally:
    tally = Tally(f"export ({', '.join(FORMS)})")
    copied(folder)
    words, whole, right = {}, {}, {}
    for form in FORMS:
        target = folder / "out" / form
        target.parent.mkdir(exist_ok=True)
        words[form] = command(folder, "export", "--format", form, "-o", str(target))
        whole[form] = duration(words[form])
        right[form] = contents(target)
    for number in range(rounds):
        form = FORMS[number % len(FORMS)]
        target = folder / "out" / form
        # What was there before is not what the command writes.
        for path in [target] if target.is_file() else sorted(target.iterdir()):
            if path.name.startswith("."):
                path.unlink()
            else:
                path.write_bytes(OLD)
        old = contents(target)
        strike(tally, words[form], whole[form], lambda o=old, f=form, t=target: contents(t) in (o, right[f]), chance)  # type: ignore[misc]
    return tally


def contents(target: Path) -> dict[str, bytes]:
    """What a file is, or each file of a folder, but for what was left aside by who was killed."""
    files = [target] if target.is_file() else [path for path in target.iterdir() if not path.name.startswith(".")]
    return {path.name: sha256(path.read_bytes()).digest() for path in files}


def kill_pushes(folder: Path, rounds: int, chance: random.Random) -> Tally:
    tally = Tally("push, run again")
    right = copied(folder)
    with servers.oxigraph(folder / "server") as server:
        words = command(folder, "push", "--endpoint", server.store)
        whole = duration(words)

        def again() -> bool:
            subprocess.run(words, check=True, capture_output=True)
            return answers(server.query, right)

        for _ in range(rounds):
            if chance.random() < 1 / 2:
                update = server.query.replace("/query", "/update")
                httpx2.post(update, data={"update": "CLEAR ALL"}, trust_env=False, timeout=60).raise_for_status()
            strike(tally, words, whole, lambda: servers.answers(server.query), chance, again)
    return tally


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A disk of so many bytes; to mount one takes the right to."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill_disks(folder: Path) -> Iterator[str]:
    """Build, publish and export on a disk that has ever more room; push whose journal lies on it."""
    right = copied(folder)
    with small_disk(folder / "disk", 96 << 20) as disk, servers.oxigraph(folder / "server") as server:
        store, target, home = disk / "store", disk / "graph.nq", disk / "home"
        steps = {
            "build": (command(folder, "build", str(store)), lambda: answers(store, right) and not verify(store)[1]),
            "publish": (command(folder, "publish", str(store)), lambda: answers(store, right) and not verify(store)[1]),
            "export": (command(folder, "export", "-o", str(target)), lambda: target.read_bytes() == whole),
            "export, a folder": (
                command(folder, "export", "--format", "csv", "-o", str(disk / "tables")),
                lambda: contents(disk / "tables") == tables,
            ),
            "push": (command(folder, "push", "--endpoint", server.store), lambda: servers.answers(server.query)),
        }
        home.mkdir()
        environment = {**os.environ, "DGKG_HOME": str(home)}
        aside = command(folder, "build", str(store), "--aside")
        for words in (steps["build"][0], aside, *(words for words, _ in steps.values())):
            subprocess.run(words, check=True, capture_output=True, env=environment)
        whole, tables = target.read_bytes(), contents(disk / "tables")
        for name, (words, is_right) in steps.items():
            ended = refused = kept = 0
            for room in ROOMS:
                stuffing = disk / "stuffing"
                free = shutil.disk_usage(disk).free
                stuffing.write_bytes(b"x" * max(0, free - room))
                ran = subprocess.run(words, capture_output=True, check=False, env=environment, encoding="utf-8")
                ended += ran.returncode == 0
                refused += (
                    ran.returncode == EXIT_DATA and "Cannot write" in ran.stderr and "Traceback" not in ran.stderr
                )
                kept += is_right()
                stuffing.unlink()
            yield f"| {name} | {len(ROOMS)} | {refused} | {ended} | {kept} |"


def main() -> None:
    given = [word for word in sys.argv[1:] if word.isdigit()]
    rounds = int(given[0]) if given else 200
    chance = random.Random(20231128)
    print("| command | kills | still at work | right afterwards | median | worst |\n|---|---|---|---|---|---|")
    shares = ((2, kill_builds), (1, kill_publications), (1, kill_exports), (1, kill_pushes))
    for share, kill in shares:
        with tempfile.TemporaryDirectory() as folder:
            print(kill(Path(folder), rounds * share // 5, chance).row(), flush=True)
    print("\n| on a disk that is full | tried | refused | had room | kept |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for row in fill_disks(Path(folder)):
            print(row, flush=True)


if __name__ == "__main__":
    main()
