"""Real SPARQL servers for the tests, on loopback and a free port, each ended by its own process id."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx2
import pytest

__all__ = ["Server", "own", "oxigraph", "reply", "running", "scripted", "torn", "trickling", "virtuoso"]

VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
MaxClientConnections = 10
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = {most}
MaxQueryCostEstimationTime = 400
MaxQueryExecutionTime = 60
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: where it is asked, where it is written to, by whom, and its process."""

    query: str
    store: str
    user: tuple[str, str] | None
    process: subprocess.Popen


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command: list[str], is_up: Callable[[], bool], log: Path) -> Iterator[subprocess.Popen]:
    """A server process from when it answers until the block ends."""
    with log.open("ab") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while not is_up():
            if process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"{command[0]} did not start: {log.read_text(errors='replace')[-500:]}")
            time.sleep(0.05)
        yield process
    finally:
        process.kill()
        process.wait()


def answers(address: str) -> bool:
    try:
        return httpx2.get(address, params={"query": "ASK {}"}, timeout=5, trust_env=False).status_code == 200
    except httpx2.TransportError:
        return False


@contextmanager
def oxigraph(folder: Path, *options: str, port: int | None = None) -> Iterator[Server]:
    """Oxigraph's own server over a folder; ``options`` such as ``--union-default-graph``."""
    binary = Path(sys.executable).with_name("oxigraph")
    if not binary.is_file():
        pytest.skip("Oxigraph's server is not installed: pip install oxigraph")
    folder.mkdir(exist_ok=True)
    root = f"http://127.0.0.1:{port or (port := free_port())}"
    command = [str(binary), "serve", "--location", str(folder / "db"), "--bind", f"127.0.0.1:{port}", *options]
    with running(command, lambda: answers(f"{root}/query"), folder / "log.txt") as process:
        yield Server(f"{root}/query", f"{root}/store", None, process)


@contextmanager
def virtuoso(folder: Path, most: int = 1_000_000, port: int | None = None) -> Iterator[Server]:
    """Virtuoso over a folder; ``most`` is how many rows an answer of its may have."""
    binary = shutil.which("virtuoso-t")
    if binary is None:
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource-7")
    folder.mkdir(exist_ok=True)
    http, sql = port or free_port(), free_port()
    # Who was killed leaves its lock behind.
    (folder / "virtuoso.lck").unlink(missing_ok=True)
    ini = folder / "virtuoso.ini"
    ini.write_text(VIRTUOSO_INI.format(folder=folder, http=http, sql=sql, most=most))
    root = f"http://127.0.0.1:{http}"
    command = [binary, "+foreground", "+configfile", str(ini)]
    with running(command, lambda: answers(f"{root}/sparql"), folder / "log.txt") as process:
        yield Server(f"{root}/sparql", f"{root}/sparql-graph-crud-auth", ("dba", "dba"), process)


@contextmanager
def scripted(*answers: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[tuple[str, list[str]]]:
    """A server that gives one answer after the other, the last one for ever; also what it was asked, in order."""
    asked: list[str] = []
    left = list(answers)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            length = int(self.headers.get("content-length", 0))
            asked.append(f"{self.command} {self.path} {self.rfile.read(length).decode()}")
            (left.pop(0) if len(left) > 1 else left[0])(self)

        do_GET = do_POST = do_PUT = do_HEAD = answer  # noqa: N815 - the library's names

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def handle(self) -> None:
            with suppress(ConnectionError):
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql", asked
    finally:
        server.shutdown()
        server.server_close()


def reply(body: str, status: int = 200, kind: str = "application/sparql-results+json", **headers: str) -> Callable:
    """An answer for :func:`scripted`; ``Retry_After`` is the header ``Retry-After``."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        data = body.encode()
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def torn(body: str) -> Callable:
    """An answer that breaks off: more is promised than comes."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/sparql-results+json")
        handler.send_header("Content-Length", str(len(body) + 100))
        handler.end_headers()
        handler.wfile.write(body.encode())
        handler.close_connection = True

    return answer


def trickling(seconds: float) -> Callable:
    """An answer that comes byte by byte and does not end in time."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "10000")
        handler.end_headers()
        until = time.monotonic() + seconds
        with suppress(OSError):
            while time.monotonic() < until:
                handler.wfile.write(b" ")
                time.sleep(0.02)
        handler.close_connection = True

    return answer


@contextmanager
def own(*before: str, after: Sequence[str] = ()) -> Iterator[str]:
    """``dgkg serve``, with options before the command and after it; the address of its endpoint."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dgkg", *before, "serve", "--port", "0", *after],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    try:
        yield process.stdout.readline().partition("?")[0].strip() + "sparql"
    finally:
        process.terminate()
        process.communicate()
