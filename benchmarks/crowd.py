"""Honest and hostile clients of one server: ``dgkg serve``, over HTTP, each client from an address of its own.

    python benchmarks/crowd.py [--honest 32] [--hostile 4] [--seconds 15] [--pause 0.1]

First the honest alone, then both together. An honest client asks a short query, reads the answer,
waits, asks the next; a hostile one asks the worst it knows as fast as it is answered.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import subprocess
import sys
import time
from urllib.parse import quote

from hostility import hostile

PLACES = ("songshan-lake", "binhai-bay", "dongguan", "nancheng", "changan", "binhaiwan-bay-area")
OK = 200
QUERIES = (
    "SELECT ?p ?o {{ id:{0} ?p ?o }}",
    "SELECT ?s ?g {{ GRAPH ?g {{ ?s dgo:locatedIn id:{0} }} }}",
    "ASK {{ ?s dgo:locatedIn id:{0} }}",
    "SELECT ?s ?l {{ ?s dgo:locatedIn id:{0} ; skos:prefLabel ?l }} LIMIT 20",
)


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sparql: str) -> int:
    """Send one query over an open connection; gives the status."""
    body = f"query={quote(sparql)}".encode()
    head = (
        "POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/sparql-results+json\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    await writer.drain()
    answer = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    size = int(answer.partition("content-length: ")[2].partition("\r\n")[0])
    await reader.readexactly(size)
    return int(answer.split()[1])


async def honest(port: int, number: int, until: float, pause: float, times: list[float], failed: list[int]) -> None:
    """One honest client."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(f"127.0.1.{number + 1}", 0))
    rnd = random.Random(number)
    await asyncio.sleep(pause * rnd.random())
    while time.perf_counter() < until:
        sparql = rnd.choice(QUERIES).format(rnd.choice(PLACES))
        began = time.perf_counter()
        status = await ask(reader, writer, sparql)
        times.append(time.perf_counter() - began)
        if status != OK:
            failed.append(status)
        await asyncio.sleep(pause * (0.5 + rnd.random()))
    writer.close()


async def evil(port: int, number: int, until: float, ends: list[int]) -> None:
    """One hostile client."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(f"127.0.2.{number + 1}", 0))
    for _, sparql in itertools.islice(hostile(10_000, seed=number), 0, None):
        if time.perf_counter() > until:
            break
        ends.append(await ask(reader, writer, sparql))
    writer.close()


async def crowd(port: int, good: int, bad: int, seconds: float, pause: float) -> float:
    """Let them ask for so long; gives the rate of the honest."""
    until = time.perf_counter() + seconds
    times: list[float] = []
    failed: list[int] = []
    ends: list[int] = []
    clients = [honest(port, n, until, pause, times, failed) for n in range(good)]
    await asyncio.gather(*clients, *(evil(port, n, until, ends) for n in range(bad)))
    times.sort()
    counted = {status: ends.count(status) for status in sorted(set(ends))}
    rate = len(times) / seconds
    print(
        f"{good} honest, {bad} hostile: {rate:6.1f} answers/s  p50 {times[len(times) // 2] * 1e3:5.1f} ms  "
        f"p99 {times[int(len(times) * 0.99)] * 1e3:6.1f} ms  max {times[-1] * 1e3:6.1f} ms  "
        f"{len(failed)} failed" + (f"  hostile got {counted}" if bad else "")
    )
    return rate


def main() -> None:
    """Serve on a free port of loopback, measure, end the server."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--honest", type=int, default=32)
    parser.add_argument("--hostile", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--pause", type=float, default=0.1)
    parser.add_argument("--limit", type=float, default=2.0)
    given = parser.parse_args()
    command = [sys.executable, "-m", "dgkg", "serve", "--port", "0", "--seconds", str(given.limit)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline().split("?")[0].strip().rstrip("/").rpartition(":")[2])
        asyncio.run(crowd(port, given.honest, 0, 3, given.pause))
        alone = asyncio.run(crowd(port, given.honest, 0, given.seconds, given.pause))
        beside = asyncio.run(crowd(port, given.honest, given.hostile, given.seconds, given.pause))
        lives = "lives" if server.poll() is None else "DIED"
        print(f"the honest keep {beside / alone:.0%} of their rate; the server {lives}")
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    main()
