"""Every question of the library: through dgkg, given to Oxigraph directly, and on rdflib's own store.

    python benchmarks/queries.py [--without-rdflib] [QUERY]…

Medians in one process, dgkg and Oxigraph in turns; rdflib once a question, given up after a while. The cost of
the terms is that of making rdflib terms of the rows, which happens when somebody asks for rows.
"""

from __future__ import annotations

import gc
import signal
import statistics
import sys
import time
from collections.abc import Callable

RUNS = 42
PATIENCE = 20  # seconds that rdflib gets for one question
LIMIT = 5.0  # milliseconds, on the embedded store
OVERHEAD = 1.1  # times the same text given to Oxigraph


def main(arguments: list[str]) -> None:
    """Print the table and the sums."""
    import dgkg

    kg = dgkg.load()
    names = [a for a in arguments if not a.startswith("-")]
    other = None if "--without-rdflib" in arguments else kg.to_rdflib(copy=True)
    raw_store = kg.store._store  # type: ignore[attr-defined]  # noqa: SLF001
    questions = [q for q in kg.queries if not names or q.name in names]
    head = f"{'question':32}{'rows':>5}{'dgkg':>9}{'oxigraph':>10}{'ratio':>7}{'terms':>8}{'rdflib':>12}{'ratio':>8}"
    print(head, f"(milliseconds; median of {RUNS})", sep="   ")
    everything: dict[str, float] = {"dgkg": 0, "oxigraph": 0, "terms": 0}
    slow, heavy = [], []
    ratios = []
    for question in questions:
        text = kg.query(question).sparql
        rows = len(kg.query(question))
        actions: dict[str, Callable[[], object]] = {
            "dgkg": lambda q=question: kg.query(q),
            "oxigraph": lambda t=text: list(raw_store.query(t, use_default_graph_as_union=True)),
            "with terms": lambda q=question: kg.query(q).table.rows,
        }
        times = in_turns(actions)
        terms = max(times["with terms"] - times["dgkg"], 0.0)
        ratio = times["dgkg"] / times["oxigraph"]
        for key, value in (("dgkg", times["dgkg"]), ("oxigraph", times["oxigraph"]), ("terms", terms)):
            everything[key] += value
        if times["with terms"] > LIMIT:
            slow.append(question.name)
        if times["dgkg"] > OVERHEAD * times["oxigraph"] + 0.05:
            heavy.append(question.name)
        theirs = once(lambda t=text: list(other.query(t)), PATIENCE) if other is not None else None
        shown = f"{theirs:12,.0f}{theirs / times['with terms']:8,.0f}" if theirs is not None else f"{'—':>12}"
        if theirs is not None:
            ratios.append(theirs / times["with terms"])
        print(
            f"{question.name:32}{rows:5}{times['dgkg']:9.2f}{times['oxigraph']:10.2f}{ratio:7.2f}{terms:8.2f}{shown}",
            flush=True,
        )
    print(
        f"\n{len(questions)} questions: dgkg {everything['dgkg']:.1f} ms, oxigraph {everything['oxigraph']:.1f} ms, "
        f"ratio {everything['dgkg'] / everything['oxigraph']:.2f} (limit {OVERHEAD}); "
        f"terms {everything['terms']:.1f} ms"
    )
    if ratios:
        print(f"rdflib's own store: {statistics.median(ratios):,.0f} times the time of dgkg with its terms (median)")
    print(f"over {LIMIT} ms: {', '.join(slow) or 'none'}")
    print(f"over {OVERHEAD} × Oxigraph by more than 0.05 ms: {', '.join(heavy) or 'none'}")


def in_turns(actions: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The median milliseconds of each action, done in turns, so that noise meets all alike.

    Each turn begins with another: whoever comes after the making of terms finds the processor's caches cold.
    """
    times: dict[str, list[float]] = {what: [] for what in actions}
    turns = list(actions.items())
    gc.collect()
    for turn in range(RUNS):
        first = turn % len(turns)
        order = turns[first:] + turns[:first]
        for what, action in order if turn % 2 else reversed(order):
            start = time.perf_counter()
            action()
            times[what].append((time.perf_counter() - start) * 1000)
    return {what: statistics.median(measured) for what, measured in times.items()}


def once(action: Callable[[], object], patience: int) -> float | None:
    """The milliseconds of one run; ``None`` when it takes longer than one would wait."""

    def give_up(_number: int, _frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(patience)
    start = time.perf_counter()
    try:
        action()
    except TimeoutError:
        return None
    else:
        return (time.perf_counter() - start) * 1000
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


if __name__ == "__main__":
    main(sys.argv[1:])
