"""Our layer, the engine under it, rdflib's own store and Virtuoso: the same province, the same texts, in one run.

    python benchmarks/engines.py [--quads N]… [--engine NAME]… [--keep FOLDER]

Each engine is a process of its own, which loads, opens and asks; the table is Markdown. A question is told as
first / warm, in milliseconds: the first time in a fresh process, and the median of the times after it. What takes
longer than its limit (`PATIENCE` seconds, 60 unless told) is given up and written as such. Where the rows are not as
many as ours, the cell says how many there were.

Virtuoso is loaded by its bulk loader and given the same text, with what it needs before it (see docs/stores.md);
rdflib holds the graph in memory. Our layer on disk is `dgkg build`: counts, compaction and the index of names included.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from pages import ask
from synthetic import firms_for, write

_PAGED = 100_000
WARM, PATIENCE = 9, int(os.environ.get("PATIENCE", "60"))
FIRM, PARK, INDUSTRY, POLICY = "made-firm-0000012", "made-park-00000", "made-industry-0000-1", "made-policy-0000-1"
QUESTIONS: dict[str, tuple[str, dict[str, str]]] = {
    "place: firms of a park": ("firms-in-place", {"place": PARK}),
    "ego: facts of a firm": ("facts-of-entity", {"thing": FIRM}),
    "series: revenue of a park": ("figure-series", {"place": PARK, "indicator": "indicator-operating-revenue"}),
    "figures of a firm": ("figures-of-place", {"place": FIRM}),
    "where a firm is": ("places-of-firm", {"firm": FIRM}),
    "industries of a firm": ("industries-of-firm", {"firm": FIRM}),
    "measures of a policy": ("measures-of-policy", {"policy": POLICY}),
    "policies for an industry": ("policies-for-industry", {"industry": INDUSTRY}),
    "projects in an industry": ("projects-in-industry", {"industry": INDUSTRY}),
    "figures in an industry": ("figures-in-industry", {"industry": INDUSTRY}),
    "firms of an industry (200)": ("firms-in-industry", {"industry": INDUSTRY}),
    "counts by industry": ("counts-by-industry", {}),
}
LABEL = "label search: a piece of a name"
SEARCH = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing WHERE { ?thing skos:prefLabel ?name FILTER(CONTAINS(STR(?name), "0000012")) }"""
Measured = dict[str, Any]


class _GivenUpError(Exception):
    pass


def timed(action: Callable[[], int]) -> tuple[list[float], int] | str:
    """Milliseconds of an action, first and after, and how many rows it gave; or that it was given up."""
    times, rows = [], 0
    signal.alarm(PATIENCE)
    try:
        for _ in range(WARM + 1):
            start = time.perf_counter()
            rows = action()
            times.append((time.perf_counter() - start) * 1000)
            # One time is enough to know that something is slow.
            if sum(times) > PATIENCE * 250:
                break
    except _GivenUpError:
        return f"over {PATIENCE} s"
    except Exception as error:  # noqa: BLE001 - what an engine cannot do is a finding
        return f"error: {str(error)[:40]}"
    finally:
        signal.alarm(0)
    return times, rows


def asked(run: Callable[[str], int], texts: dict[str, str]) -> Measured:
    """Every question in turn, and the search."""
    found = {name: timed(lambda text=text: run(text)) for name, text in texts.items()}  # type: ignore[misc]
    return {**found, LABEL: timed(lambda: run(SEARCH))}


def lasting(action: Callable[[], object]) -> float:
    """Seconds that an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def size_of(folder: Path) -> float:
    """Megabytes on disk."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def memory() -> float:
    """The most megabytes that this process had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours_built(graph: Path, folder: Path, _texts: dict[str, str]) -> Measured:
    """`dgkg build`."""
    from dgkg.store import build

    seconds = lasting(lambda: build(folder / "ours", None, [graph]))
    return {"load, s": seconds, "memory at loading, MB": memory(), "on disk, MB": size_of(folder / "ours")}


def ours(_graph: Path, folder: Path, texts: dict[str, str]) -> Measured:
    """Our layer over what was built."""
    import dgkg
    from dgkg.trace import trace

    start = time.perf_counter()
    kg = dgkg.load(folder / "ours")
    opened = time.perf_counter() - start
    found: Measured = {"open, s": opened}
    for name in texts:
        question, values = QUESTIONS[name]
        found[name] = timed(lambda q=question, v=values: len(kg.query(q, **v)))  # type: ignore[misc]
    found[LABEL] = timed(lambda: len(kg.find("0000012")))
    found["citations of the firms of a park"] = timed(lambda: len(kg.query("firms-in-place", place=PARK).citations()))
    found["all about a firm, as text"] = timed(lambda: len(kg[FIRM].text("zh")) and 1)
    # Anew each time: ``kg.trace`` keeps the last ones.
    found["trace of a firm"] = timed(lambda: len(trace(kg.query, kg.words, kg[FIRM].iri).hops))
    found["memory at asking, MB"] = memory()
    found["export as N-Quads, s"] = lasting(lambda: (folder / "ours.nq").write_bytes(kg.store.dump()))  # type: ignore[attr-defined]
    return found | _pages(kg)


def _pages(kg: Any) -> Measured:
    """The start page and the page of a firm in the server; what all pages share is read with the first."""
    from dgkg.web.app import create_app
    from dgkg.web.bounded import explored

    shared = explored(kg)
    app, path = create_app(kg, shared=shared), shared.paths.thing(kg[FIRM].iri)
    pages = {"start page": "/", "page of a firm": path}
    return {name: timed(lambda at=at: ask(app, at)[0] == 200 and 1) for name, at in pages.items()}  # type: ignore[misc]  # noqa: PLR2004


def raw_built(graph: Path, folder: Path, _texts: dict[str, str]) -> Measured:
    """The bulk load of pyoxigraph, and compaction."""
    import pyoxigraph as ox

    def load() -> None:
        store = ox.Store(str(folder / "raw"))
        store.bulk_load(path=str(graph), format=ox.RdfFormat.N_QUADS)
        store.optimize()

    return {"load, s": lasting(load), "memory at loading, MB": memory(), "on disk, MB": size_of(folder / "raw")}


def raw(_graph: Path, folder: Path, texts: dict[str, str]) -> Measured:
    """The engine alone, over our own build, so that both ask the same bytes."""
    import pyoxigraph as ox

    place = next((folder / "ours" / "generations").glob("*/store"))
    start = time.perf_counter()
    store = ox.Store.read_only(str(place))
    found: Measured = {"open, s": time.perf_counter() - start}
    found |= asked(lambda text: len(list(store.query(text, use_default_graph_as_union=True))), texts)
    found["memory at asking, MB"] = memory()
    found["export as N-Quads, s"] = lasting(lambda: store.dump(str(folder / "raw.nq"), format=ox.RdfFormat.N_QUADS))
    return found


def rdflib(graph: Path, folder: Path, texts: dict[str, str]) -> Measured:
    """The store that rdflib has, in memory."""
    from rdflib import Dataset

    dataset = Dataset(default_union=True)
    seconds = lasting(lambda: dataset.parse(graph, format="nquads"))
    if len(dataset) > _PAGED:
        # Most of them take longer than anybody waits: every third is asked.
        texts = dict(list(texts.items())[1::3])
    found: Measured = {"load, s": seconds, **asked(lambda text: len(list(dataset.query(text))), texts)}
    found["memory at asking, MB"] = memory()
    found["export as N-Quads, s"] = lasting(lambda: dataset.serialize(folder / "rdflib.nq", format="nquads"))
    return found


def virtuoso(graph: Path, folder: Path, texts: dict[str, str]) -> Measured:
    """Virtuoso, by its bulk loader and its own HTTP endpoint."""
    from dgkg.store.endpoint import _VIRTUOSO, HOME

    place = folder / "virtuoso"
    place.mkdir()
    (place / "data").mkdir()
    os.link(graph, place / "data" / "graph.nq")
    with _virtuoso(place) as (address, sql, process):

        def load() -> None:
            for command in (f"ld_dir('{place}/data', '*.nq', '{HOME}')", "rdf_loader_run()", "checkpoint"):
                told = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={command};"]
                subprocess.run(told, check=True, capture_output=True)

        found: Measured = {"load, s": lasting(load)}

        def run(text: str) -> int:
            body = urllib.parse.urlencode({"query": _VIRTUOSO.prologue + text}).encode()
            asked = urllib.request.Request(address, body, {"Accept": "application/sparql-results+json"})
            with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
                return len(json.load(answer)["results"]["bindings"])

        found |= asked(run, texts)
        status = Path(f"/proc/{process}/status").read_text()
        found["memory at asking, MB"] = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    found["on disk, MB"] = size_of(place) - graph.stat().st_size / 1e6
    return found


@contextmanager
def _virtuoso(folder: Path) -> Iterator[tuple[str, int, int]]:
    """A server that may load from its folder: its address, its SQL port and its process."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from tests import servers

    http, sql = servers.free_port(), servers.free_port()
    ini = servers.VIRTUOSO_INI.format(folder=folder, http=http, sql=sql, most=1_000_000)
    ini = ini.replace("NumberOfBuffers = 10000", "NumberOfBuffers = 170000").replace("= 6000", "= 130000")
    (folder / "virtuoso.ini").write_text(ini.replace("[Parameters]", f"[Parameters]\nDirsAllowed = {folder}"))
    command = ["virtuoso-t", "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    address = f"http://127.0.0.1:{http}/sparql"
    with servers.running(command, lambda: servers.answers(address), folder / "log.txt") as process:
        yield address, sql, process.pid


ENGINES: dict[str, tuple[Callable[[Path, Path, dict[str, str]], Measured], ...]] = {
    "dgkg": (ours_built, ours),
    "pyoxigraph": (raw_built, raw),
    "rdflib": (rdflib,),
    "Virtuoso": (virtuoso,),
}


def one(name: str, graph: Path, folder: Path) -> None:
    """Run one step of one engine, and print what was measured as JSON."""

    def give_up(*_: object) -> None:
        raise _GivenUpError

    signal.signal(signal.SIGALRM, give_up)
    from rdflib import URIRef

    from dgkg.namespaces import ID
    from dgkg.query import find_query, with_prefixes

    def text(question: str, values: dict[str, str]) -> str:
        bound: dict[str, list[URIRef]] = {key: [ID[value]] for key, value in values.items()}
        return with_prefixes(find_query(question).bind(bound))[0]

    step = next(step for steps in ENGINES.values() for step in steps if step.__name__ == name)
    print(json.dumps(step(graph, folder, {key: text(*value) for key, value in QUESTIONS.items()})))


def shown(value: Any, rows: int | None) -> str:
    """A cell of the table."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"  # noqa: PLR2004
    if isinstance(value, str):
        return value
    times, number = value
    warm = f" / {statistics.median(times[1:]):.1f}" if len(times) > 1 else ""
    return f"{times[0]:.1f}{warm}{'' if rows in {None, number} else f' ({number:,} rows)'}"


def warm_of(value: Any) -> float | None:
    """The warm milliseconds of a question; the first ones where it was not asked again."""
    return statistics.median(value[0][1:] or value[0]) if isinstance(value, (tuple, list)) else None


def table(found: dict[str, Measured]) -> None:
    """Print what the engines were measured at, and how they compare to ours."""
    keys = list(dict.fromkeys(key for measured in found.values() for key in measured))
    print("| |", " | ".join(found), "|")
    print("|---|" + "---|" * len(found))
    for key in keys:
        mine = found.get("dgkg", {}).get(key)
        rows = mine[1] if isinstance(mine, (tuple, list)) and key != LABEL else None
        print(f"| {key} |", " | ".join(shown(measured.get(key), rows) for measured in found.values()), "|")
    for name in found.keys() - {"dgkg"}:
        pairs = [(warm_of(found["dgkg"].get(key)), warm_of(found[name].get(key))) for key in QUESTIONS]
        ratios = [theirs / mine for mine, theirs in pairs if mine and theirs]
        if ratios:
            median = statistics.median(ratios)
            print(f"\n{name}: {median:.2f} × our time in the median of {len(ratios)} questions that it answered")


def growth(measured: dict[int, Measured]) -> None:
    """Print by which power of the size our own times grow from one size to the next."""
    sizes = sorted(measured)
    for small, large in pairwise(sizes):
        print(f"\nGrowth from {small:,} to {large:,} quads, exponent:")
        for key in measured[large]:
            a, b = warm_of(measured[small].get(key)), warm_of(measured[large].get(key))
            if a and b:
                print(f"- {key}: {math.log(b / a) / math.log(large / small):.2f}")


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quads", type=int, action="append")
    parser.add_argument("--engine", choices=ENGINES, action="append")
    parser.add_argument("--keep", type=Path, help="a folder for graphs and stores, else they are thrown away")
    parser.add_argument("--step", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        one(given.step[0], Path(given.step[1]), Path(given.step[2]))
        return
    grown: dict[int, Measured] = {}
    for quads in given.quads or [25_000, 1_000_000]:
        with tempfile.TemporaryDirectory() as passing:
            folder = (given.keep or Path(passing)) / str(quads)
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            number = write(folder / "province.nq", firms=firms_for(quads))
            print(f"\n### {number:,} quads; load of the machine {os.getloadavg()[0]:.1f} at the start\n", flush=True)
            found: dict[str, Measured] = {}
            for name in given.engine or ENGINES:
                for step in ENGINES[name]:
                    command = [sys.executable, __file__, "--step", step.__name__, folder / "province.nq", folder]
                    result = subprocess.run(command, capture_output=True, text=True, check=False)
                    lines = result.stdout.splitlines()
                    failed = {"failed": result.stderr.strip()[-60:]}
                    found.setdefault(name, {}).update(json.loads(lines[-1]) if lines else failed)
                    print(f"{step.__name__} done", file=sys.stderr, flush=True)
            table(found)
            print(f"\nLoad of the machine {os.getloadavg()[0]:.1f} at the end", flush=True)
            grown[number] = found.get("dgkg", {})
    growth(grown)


if __name__ == "__main__":
    main()
