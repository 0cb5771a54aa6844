"""What no request gets past: foreign hosts, oversized addresses; and the headers of every answer."""

from __future__ import annotations

import re
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dgkg.web.negotiation import MEDIA_TYPES

__all__ = ["POLICY", "Closed"]

# ``data:`` only for pictures: a page's empty icon, so that no browser asks for /favicon.ico.
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_OWN = frozenset({"127.0.0.1", "localhost", "[::1]"})
_LONGEST_ADDRESS = 8000
_FORM = re.compile(rf"(?<=.)\.({'|'.join(MEDIA_TYPES)})$")


class Closed:
    """Checks the host (against DNS rebinding) and the address, and closes every answer to the outside.

    A suffix that names a form (``….svg``) is taken off the path and left in ``scope["dgkg.form"]``.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] = ()) -> None:
        self._app = app
        self._hosts = _OWN | {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def closed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        if refusal:
            await refusal(scope, receive, closed)
            return
        if not scope["path"].startswith("/static/") and (form := _FORM.search(scope["path"])):
            scope = {**scope, "path": scope["path"][: form.start()], "dgkg.form": form[1]}
        await self._app(scope, receive, closed)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        host = Headers(scope=scope).get("host", "").lower()
        name = re.sub(r":\d{1,5}$", "", host)
        if name not in self._hosts:
            return PlainTextResponse("不是本服务的主机名 / Not a host name of this service\n", 400)
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _LONGEST_ADDRESS:
            return PlainTextResponse("地址过长 / The address is too long\n", 414)
        return None
