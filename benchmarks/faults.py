"""kill -9 through dgkg's own commands: what is left, two hundred times over.

    python benchmarks/faults.py [ROUNDS]

A round starts a command, kills it at a moment chosen by chance, and looks at what a reader finds: for ``build``
the last generation, verified to the bit, or the new one; for ``export`` the old file or the new one, whole;
for ``push`` a server that, once the command is run again, has every statement and nothing besides, and lost
nothing that it had acknowledged. Recovery is the time from the kill to the first right answer.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import httpx2

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import dgkg
from dgkg.errors import DgkgError
from dgkg.places import find_record
from dgkg.store import verify
from tests import servers

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c }"


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
    """The shipped record, copied where nobody changes it meanwhile; how many statements it has."""
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


def kill_exports(folder: Path, rounds: int, chance: random.Random) -> Tally:
    tally = Tally("export")
    copied(folder)
    target = folder / "graph.nq"
    words = command(folder, "export", "-o", str(target))
    whole = duration(words)
    right = sha256(target.read_bytes()).digest()
    for _ in range(rounds):
        strike(tally, words, whole, lambda: sha256(target.read_bytes()).digest() == right, chance)
    return tally


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


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    chance = random.Random(20231128)
    print("| command | kills | still at work | right afterwards | median | worst |\n|---|---|---|---|---|---|")
    for number, kill in ((rounds // 2, kill_builds), (rounds // 4, kill_exports), (rounds // 4, kill_pushes)):
        with tempfile.TemporaryDirectory() as folder:
            print(kill(Path(folder), number, chance).row(), flush=True)


if __name__ == "__main__":
    main()
