"""The explorer on a port of this machine: bound to loopback unless told otherwise, ended by Ctrl-C.

The socket listens before the first page is made, so a browser can be on its way meanwhile;
what only later pages need is computed in the background once the first page is out.
"""

from __future__ import annotations

import errno
import gc
import ipaddress
import socket
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import TYPE_CHECKING

from dgkg.errors import UsageError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from dgkg.guard import Runner
    from dgkg.knowledge import KnowledgeGraph
    from dgkg.web.view import Explored

__all__ = ["LOOPBACK", "PORT", "SECONDS", "Listening", "give_out", "serve"]

LOOPBACK = "127.0.0.1"
# Taken where it is free, so that a bookmark works tomorrow; else any port that is.
PORT = 8350
SECONDS = 10.0
_PATIENCE = 3.0
_EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - only where a person asks for it


class Listening:
    """A socket that listens already, and the addresses by which it can be reached.

    Args:
        host: the address to bind.
        port: the port; ``None`` takes :data:`PORT` or, where that is taken, a free one.

    Raises:
        UsageError: the address is none of this machine, or the port is taken.
    """

    def __init__(self, host: str = LOOPBACK, port: int | None = None) -> None:
        self.host = host
        wanted = [PORT, 0] if port is None else [port]
        for number in wanted:
            try:
                self.socket = _listen(host, number)
                break
            except OSError as error:
                if number == wanted[-1] or error.errno != errno.EADDRINUSE:
                    raise _refused(host, number, error) from error

    @property
    def port(self) -> int:
        """The port that was got."""
        return int(self.socket.getsockname()[1])

    @property
    def hosts(self) -> list[str]:
        """The names that requests may be for, besides those of loopback."""
        if self.host not in _EVERYWHERE:
            return [_in_address(self.host)]
        return list(map(_in_address, _own_addresses()))

    @property
    def address(self) -> str:
        """Where to point a browser on this machine."""
        host = LOOPBACK if self.host in _EVERYWHERE else self.host
        return f"http://{_in_address(host)}:{self.port}/"

    @property
    def is_open(self) -> bool:
        """Whether other machines can reach it."""
        with suppress(ValueError):
            return not ipaddress.ip_address(self.host).is_loopback
        return self.host != "localhost"


def serve(
    kg: KnowledgeGraph,
    listening: Listening,
    lang: str,
    ready: Callable[[], object],
    *,
    seconds: float = SECONDS,
    origins: Collection[str] = (),
) -> None:
    """Give out the explorer until Ctrl-C or SIGTERM.

    Args:
        kg: the graph.
        listening: the socket.
        lang: for readers who ask for no language.
        ready: called once, when a request would be answered.
        seconds: how long a reader's SPARQL may take.
        origins: other sites whose pages may ask the SPARQL endpoint.
    """
    from dgkg.guard import Limits
    from dgkg.guarded import runner_of
    from dgkg.web.app import create_app
    from dgkg.web.bounded import explored

    # Nothing of what the first page needs is garbage soon; collecting begins when everything is there.
    gc.disable()
    shared = explored(kg)
    make = runner_of(kg.store)
    runner = make(Limits(seconds=seconds)) if make else None
    app = create_app(kg, hosts=listening.hosts, lang=lang, shared=shared, runner=runner, origins=origins)
    ready()
    try:
        give_out(_Warming(app, shared, runner), listening)
    finally:
        if runner is not None:
            runner.close()


def give_out(app: ASGIApp, listening: Listening, *, lifespan: bool = False) -> None:
    """Run an application on a socket that listens, until Ctrl-C or SIGTERM.

    Args:
        app: the application.
        listening: the socket.
        lifespan: whether the application is to be told when it begins and ends.
    """
    import uvicorn

    from dgkg.web.connection import TimelyProtocol

    config = uvicorn.Config(
        app, http=TimelyProtocol, ws="none", loop="asyncio", lifespan="on" if lifespan else "off", log_config=None,
        access_log=False, server_header=False, timeout_graceful_shutdown=1,
    )  # fmt: skip
    # uvicorn ends the open answers, then raises the signal that it caught.
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening.socket])


class _Warming:
    """Passes requests on; after the first answer, or soon, it computes what other pages need."""

    def __init__(self, app: ASGIApp, shared: Explored, runner: Runner | None) -> None:
        self._app = app
        self._answered = threading.Event()
        threading.Thread(target=self._warm, args=[shared, runner], daemon=True, name="warm-up").start()

    def _warm(self, shared: Explored, runner: Runner | None) -> None:
        from dgkg.web.page import load_pages

        self._answered.wait(_PATIENCE)
        try:
            if runner is not None:
                with suppress(UsageError):
                    runner.start()
            shared.prepare()
            load_pages()
            shared.kg.find("a")
            # What is shared lives as long as the server: no collection need look through it again.
            gc.collect()
            gc.freeze()
        finally:
            gc.enable()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            await send(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                self._answered.set()

        await self._app(scope, receive, sent)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=128)


def _refused(host: str, port: int, error: OSError) -> UsageError:
    reason = error.strerror or str(error)
    return UsageError(
        f"无法在 {host} 的端口 {port} 上提供服务：{reason}。请换一个端口，或不指定端口。",
        f"Cannot serve on {host}, port {port}: {reason}. Choose another port, or none.",
    )


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _own_addresses() -> list[str]:
    """The names and addresses of this machine, as far as it knows them itself."""
    name = socket.gethostname()
    found = {name, name.partition(".")[0]}
    with suppress(OSError):
        found |= {str(info[4][0]) for info in socket.getaddrinfo(name, None)}
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        # Connecting a datagram socket sends nothing: it only chooses the address it would send from.
        asked.connect(("192.0.2.1", 9))
        found.add(asked.getsockname()[0])
    return sorted(found)
