"""The guard under attack: hostile queries by the hundred, disguised calls by the thousand, and what safety costs.

    python benchmarks/attack.py [--queries N] [--disguises N] [--seconds S]

Prints for each family how many queries ended in which way and how long after the deadline the last
one was freed; then what the server, the process that holds the store and the workers use of
memory before and after; then connections to a trap; then the cost of a guarded query against
the same query in process.
"""

from __future__ import annotations

import argparse
import collections
import statistics
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from hostility import disguises, hostile, trap

import dgkg
from dgkg.errors import LimitError, QueryError, RefusedError
from dgkg.guard import Limits, Pool, Request

HONEST = "SELECT ?s { ?s <https://w3id.org/dgkg/ontology#locatedIn> ?o } LIMIT 5"
MEASURED = {
    "ask": "ASK { ?s ?p ?o }",
    "things of a place": "SELECT ?s ?g { GRAPH ?g { ?s dgo:locatedIn id:songshan-lake } }",
    "names": "SELECT ?s ?l { ?s dgo:locatedIn id:songshan-lake ; skos:prefLabel ?l }",
    "1,000 rows": "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 1000",
    "count": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s dgo:indicator ?i } }",
}

ROUNDS, ROW = 20, 20


def resident(pid: int | str) -> int:
    """Bytes of memory that a process has, its share of what is shared counted once."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    return 0


def memory(pool: Pool) -> tuple[float, float, int]:
    """Megabytes of this process, and of the nursery with its workers; and how many workers there are."""
    mother = pool.nursery
    children = Path(f"/proc/{mother}/task/{mother}/children").read_text().split()
    return resident("self") / 1e6, sum(map(resident, [mother, *children])) / 1e6, len(children)


def attack(pool: Pool, number: int) -> None:
    """Three hostile clients, and an honest one who is to notice nothing."""
    found: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    late: dict[str, float] = collections.defaultdict(float)
    lock, done = threading.Lock(), threading.Event()
    work = enumerate(hostile(number))

    def evil(client: int) -> None:
        while True:
            with lock:
                _, (family, sparql) = next(work, (0, ("", "")))
            if not family:
                return
            began = time.perf_counter()
            try:
                pool.answer(Request(sparql), client=f"evil {client}")
                end = "answered"
            except QueryError as error:
                end = error.limit if isinstance(error, LimitError) else type(error).__name__
            took = time.perf_counter() - began - pool.limits.seconds
            with lock:
                found[family][end] += 1
                late[family] = max(late[family], took)

    honest: list[float] = []
    failed: list[QueryError] = []

    def good() -> None:
        while not done.wait(0.05):
            began = time.perf_counter()
            try:
                pool.answer(Request(HONEST), client="good")
            except QueryError as error:
                failed.append(error)
            honest.append(time.perf_counter() - began)

    watcher = threading.Thread(target=good)
    before = memory(pool)
    nursery = pool.nursery
    watcher.start()
    with ThreadPoolExecutor(3) as clients:
        list(clients.map(evil, range(3)))
    done.set()
    watcher.join()
    time.sleep(1)
    after = memory(pool)
    for family, ends in found.items():
        told = "  ".join(f"{name} {count}" for name, count in ends.most_common())
        print(f"{family:16} {sum(ends.values()):4}  last freed {late[family]:+6.2f} s after the deadline  {told}")
    honest.sort()
    print(
        f"honest beside them: {len(honest)} queries, {len(failed)} failed, "
        f"p50 {honest[len(honest) // 2] * 1e3:.1f} ms, "
        f"p99 {honest[int(len(honest) * 0.99)] * 1e3:.1f} ms"
    )
    print(f"the process that holds the store died {int(pool.nursery != nursery)} times")
    print(
        f"memory before/after: server {before[0]:.0f}/{after[0]:.0f} MB, "
        f"store and workers {before[1]:.0f}/{after[1]:.0f} MB, "
        f"workers {before[2]}/{after[2]}"
    )


def disguised(pool: Pool, number: int) -> None:
    """SERVICE, LOAD and FROM in disguise, all the way through."""
    ends: collections.Counter[str] = collections.Counter()
    with trap() as (address, caught):
        for sparql in disguises(number, address):
            try:
                pool.answer(Request(sparql), client="spy")
                ends["answered from the store"] += 1
            except RefusedError as error:
                ends[f"refused {error.what}"] += 1
            except QueryError as error:
                ends[type(error).__name__] += 1
    told = ", ".join(f"{count} {name}" for name, count in ends.most_common())
    print(f"{number:,} disguises: {len(caught)} connections; {told}")


def cost(pool: Pool, kg: dgkg.KnowledgeGraph) -> None:
    """What a guarded query costs over the same one in process, both as bytes of JSON: in turn, and in rows in turn."""
    import pyoxigraph as ox

    from dgkg.namespaces import PREFIXES

    def in_process() -> None:
        found = store.query(sparql, prefixes=dict(pairs), use_default_graph_as_union=True)
        found.serialize(format=ox.QueryResultsFormat.JSON)

    def guarded() -> None:
        pool.answer(request)

    # As it lies in a worker: loaded from N-Quads at once.
    store = ox.Store()
    store.bulk_load(kg.store.dump(), format=ox.RdfFormat.N_QUADS)
    pairs = tuple(PREFIXES.items())
    for name, sparql in MEASURED.items():
        request = Request(sparql, prefixes=pairs)
        for row in (1, ROW):
            direct, through, rounds = compared(in_process, guarded, row)
            print(
                f"{name:18} {row:2} in a row: in process {direct:7.3f} ms  guarded {through:7.3f} ms  "
                f"safety {through - direct:+.3f} ms (p50)  of rounds of {ROW}: median "
                f"{statistics.median(rounds):+.3f}, best {min(rounds):+.3f} ms"
            )


def compared(one: Callable[[], None], other: Callable[[], None], row: int) -> tuple[float, float, list[float]]:
    """Two calls in turn, so many of each in a row: the medians in milliseconds, and the difference in each round.

    One by one each finds the caches of the processor full of what the other left there; in rows each has its own.
    """
    times: tuple[list[float], list[float]] = ([], [])
    rounds: list[float] = []
    for number in range(ROUNDS):
        for _ in range(ROW // row):
            # Neither always comes first.
            for which in (0, 1) if number % 2 else (1, 0):
                for _ in range(row):
                    began = time.perf_counter()
                    (one, other)[which]()
                    times[which].append((time.perf_counter() - began) * 1e3)
        rounds.append(statistics.median(times[1][-ROW:]) - statistics.median(times[0][-ROW:]))
    return statistics.median(times[0]), statistics.median(times[1]), rounds


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queries", type=int, default=320)
    parser.add_argument("--disguises", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=1.0)
    given = parser.parse_args()
    kg = dgkg.load()
    pool = Pool(kg.store.handed_over, Limits(seconds=given.seconds))
    pool.answer(Request("ASK {}"))
    cost(pool, kg)
    attack(pool, given.queries)
    disguised(pool, given.disguises)
    pool.close()


if __name__ == "__main__":
    main()
