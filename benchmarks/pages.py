"""What a reader waits for: time in the server, weight and requests of an entity's page, and a cold start.

    python benchmarks/pages.py [--pages N]

The application is asked in this process, as an ASGI server asks it, so no network is measured; no page is
asked for twice, so none is a kept answer. Once on the shipped graph, once with about 10,000 things.
Beside the time on the clock stands processor time, which hangs less on what else a shared machine does.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import gzip
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from synthetic import write

# With the shipped graph, so many made-up firms, their parks and figures make about 10,000 things.
FIRMS = 3450

HEAVY = 12_288  # bytes of a page by gzip, at most
REQUESTS = 3
MEDIAN, SLOW = 5.0, 20.0  # milliseconds at most, of half and of 95 % of the pages
COLD = 1.5  # seconds from the command to the first page, at most
_LOADED = re.compile(r'<(?:link rel="stylesheet"|script src|img src)')


_LOOP = asyncio.new_event_loop()


def ask(app: Any, path: str) -> tuple[int, bytes]:
    """A GET by ASGI, in the one loop that a server has: status and body."""
    parts: list[bytes] = []
    status = 0

    async def send(message: Any) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        parts.append(message.get("body", b""))

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    head, _, query = path.partition("?")
    headers, raw = [(b"host", b"127.0.0.1"), (b"accept", b"text/html")], head.encode()
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": unquote(head), "raw_path": raw, "query_string": query.encode(), "root_path": "", "headers": headers,
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    _LOOP.run_until_complete(app(scope, receive, send))
    return status, b"".join(parts)


def measure(name: str, graph: Path | None, number: int) -> None:
    """Ask for so many pages of things, drawn by a fixed seed, and print what they took."""
    import dgkg
    from dgkg.web.app import create_app
    from dgkg.web.page import load_pages
    from dgkg.web.view import Explored

    kg = dgkg.load(graph)
    shared = Explored(kg)
    app = create_app(kg, shared=shared)
    # What a server does in its first seconds.
    shared.prepare()
    load_pages()
    kg.find("a")
    gc.collect()
    gc.freeze()
    paths = [path for iri in sorted(kg.words.gazetteer.types) if (path := shared.paths.thing(iri)).startswith("/e/")]
    asked = random.Random(7).sample(paths, min(number, len(paths)))
    ask(app, "/about")
    times, worked, weights, requests = [], [], [], []
    for path in asked:
        start, before = time.perf_counter(), time.process_time()
        status, body = ask(app, path)
        times.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - before) * 1000)
        assert status == 200, (status, path)  # noqa: PLR2004
        weights.append(len(gzip.compress(body, 6)))
        requests.append(1 + len(_LOADED.findall(body.decode())))
    slow, hard = (statistics.quantiles(told, n=20)[-1] for told in (times, worked))
    over = sum(weight > HEAVY for weight in weights)
    print(
        f"{name:10} {len(paths):7,} things  p50 {statistics.median(times):6.1f} ms (at most {MEDIAN:g})  "
        f"p95 {slow:6.1f} ms (at most {SLOW:g})  of the processor {statistics.median(worked):.1f} and {hard:.1f} ms  "
        f"gzip median {statistics.median(weights) / 1024:.1f} KB, "
        f"largest {max(weights) / 1024:.1f} KB, {over} of {len(weights)} above 12 KB  "
        f"requests at most {max(requests)} ({REQUESTS})"
    )


def cold(runs: int = 5) -> None:
    """Print how long it takes from the command to the first page.

    Modules are compiled, as an installation leaves them: the first start, which does that, is not counted.
    """
    compiling = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        command = [sys.executable, "-m", "dgkg", "serve", "--port", "0"]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=compiling
        ) as server:
            try:
                assert server.stdout is not None
                address = next(found[0] for line in server.stdout if (found := re.search(r"http://\S+:\d+/", line)))
                with urllib.request.urlopen(address, timeout=30) as answer:
                    answer.read()
                times.append(time.perf_counter() - start)
            finally:
                server.terminate()
    print(f"cold start to first page: {statistics.median(times[1:]):.2f} s (at most {COLD:g})")


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=400)
    number = parser.parse_args().pages
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    cold()
    measure("shipped", None, number)
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "province.nq"
        write(graph, firms=FIRMS)
        measure("synthetic", graph, number)


if __name__ == "__main__":
    main()
