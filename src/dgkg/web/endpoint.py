"""The SPARQL endpoint: queries of anybody, run by the guard, answered whole or not at all."""

from __future__ import annotations

import asyncio
import ipaddress
import json
from collections.abc import Collection
from functools import partial

from rdflib import URIRef
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from dgkg.errors import QueryError, RefusedError, UsageError
from dgkg.guard import Answer as Found
from dgkg.guard import Request as Query
from dgkg.guard import Runner
from dgkg.terms import to_sparql
from dgkg.web.description import describe_service
from dgkg.web.door import Door, Wish, plain
from dgkg.web.kept import Answer
from dgkg.web.pages.sparql import Outcome, sparql_page
from dgkg.web.protocol import (
    ALLOWED,
    GRAPH,
    HTML,
    SOLUTIONS,
    Operation,
    Refusal,
    Wanted,
    operation,
    refused,
    wanted_graph,
)

__all__ = ["PATH", "STORE", "Endpoint"]

PATH, STORE = "/sparql", "/graph-store"
# A form writes Chinese as nine characters each; the query itself has a limit of its own.
_MOST_BYTES = 1 << 20
_PATIENCE = 10.0
# So often it is looked whether who asked still waits.
_GLANCE = 0.25
_WORTH_IT = 2000
# A store may have a graph for each of millions of sentences: the first of them show what they are.
_GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } LIMIT 2000"
_EVERYTHING = "CONSTRUCT {{ ?s ?p ?o }} {}WHERE {{ ?s ?p ?o }}"


class Endpoint:
    """Answers ``/sparql`` and ``/graph-store``.

    Args:
        runner: runs the queries.
        door: makes the page.
        origins: of other sites whose pages may ask (CORS); ``*`` for all.
        union: whether the default graph is all graphs together.
    """

    def __init__(self, runner: Runner, door: Door, origins: Collection[str] = (), *, union: bool = True) -> None:
        self._runner = runner
        self._door = door
        self._origins = frozenset(origins)
        self._union = union

    async def query(self, request: Request) -> Response:
        """SPARQL 1.1 Protocol; for a browser, the page with the editor."""
        allowed = ALLOWED if not self._origins else f"{ALLOWED}, OPTIONS"
        if request.method == "OPTIONS" and self._origins:
            return self._shared(request, Response(None, 204, {"Allow": allowed}))
        if request.method not in ALLOWED:
            return await _sent(request, plain(405, f"此处可用 {allowed} / Here go {allowed}", {"Allow": allowed}))
        try:
            found = await self._answer(request)
        except Refusal as refusal:
            found = refusal.answer
        return self._shared(request, await _sent(request, found))

    async def store(self, request: Request) -> Response:
        """The reading half of SPARQL 1.1 Graph Store HTTP Protocol: GET and HEAD of one graph."""
        if request.method not in {"GET", "HEAD"}:
            found = plain(405, "此处只读：GET 或 HEAD / Read only: GET or HEAD", {"Allow": "GET, HEAD"})
            return await _sent(request, found)
        try:
            found = await self._graph(request)
        except Refusal as refusal:
            found = refusal.answer
        return self._shared(request, await _sent(request, found))

    async def _answer(self, request: Request) -> Answer:
        if request.headers.get("content-encoding", "identity").lower() != "identity":
            raise Refusal(415, "请求内容不能压缩", "A request is taken uncompressed only")
        body = await _body(request) if request.method == "POST" else b""
        asked = operation(request.method, request.url.query, request.headers, body)
        if asked is None:
            wanted = Wanted.of(request.headers.get("accept", ""), request.query_params.get("format", ""))
            if wanted.page or not wanted.graph:
                return await self._page(request, None) if wanted.page else _unacceptable("graph")
            return await self._description(request, wanted.graph)
        if asked.wanted.page:
            return await self._page(request, asked)
        return await self._solve(request, asked)

    async def _solve(self, request: Request, asked: Operation) -> Answer:
        try:
            found = await self._run(request, asked.request(_here(request), union=self._union))
        except QueryError as error:
            return refused(error)
        if not found.form:
            return _unacceptable(found.kind)
        media = asked.wanted.graph if found.kind == "graph" else asked.wanted.solutions
        return Answer(200, found.body, {"Content-Type": _content_type(media or "")})

    async def _page(self, request: Request, asked: Operation | None) -> Answer:
        """The form, with the answer or with what was wrong."""
        found: Found | QueryError | None = None
        if asked and asked.sparql.strip():
            try:
                found = await self._run(request, asked.request(_here(request), union=self._union))
            except QueryError as error:
                found = error
        status = refused(found) if isinstance(found, QueryError) else None
        outcome = Outcome(
            asked.sparql if asked else "",
            found,
            status.status if status else 200,
            asked.dataset if asked else (),
        )
        lang = request.query_params.get("lang", "")
        values = (("lang", lang),) if lang else ()
        wish = Wish(PATH, (), values, asked.table if asked else "", HTML, request.headers.get("accept-language", ""))
        made = await run_in_threadpool(self._door.answer, wish, partial(sparql_page, outcome))
        retry = status.headers.get("Retry-After") if status else None
        return Answer(made.status, made.body, {**made.headers, "Retry-After": retry} if retry else made.headers)

    async def _graph(self, request: Request) -> Answer:
        graph = wanted_graph(request.url.query)
        media = Wanted.of(request.headers.get("accept", ""), request.query_params.get("format", "")).graph
        if not media:
            return _unacceptable("graph")
        try:
            # The text refuses a graph that is not here, which a dataset of the request would take for an empty one.
            sparql = _EVERYTHING.format(f"FROM {to_sparql(URIRef(graph))} " if graph else "")
        except ValueError:
            return plain(400, "不是 IRI / That is no IRI")
        try:
            found = await self._run(request, Query(sparql, "", GRAPH[media], union=False))
        except QueryError as error:
            if isinstance(error, RefusedError):
                return plain(404, f"没有图 <{graph}> / There is no graph <{graph}>")
            return refused(error)
        return Answer(200, found.body, {"Content-Type": _content_type(media)})

    async def _description(self, request: Request, media: str) -> Answer:
        try:
            found = await self._run(request, Query(_GRAPHS))
        except QueryError as error:
            return refused(error)
        graphs = [row["g"]["value"] for row in json.loads(found.body)["results"]["bindings"]]
        make = partial(describe_service, _here(request), graphs, GRAPH[media], union=self._union)
        return Answer(200, await run_in_threadpool(make), {"Content-Type": _content_type(media)})

    async def _run(self, request: Request, query: Query) -> Found:
        try:
            future = self._runner.submit(query, _client(request))
        except UsageError as error:
            raise Refusal(503, error.zh, error.en, {"Retry-After": "60"}) from error
        waiter = asyncio.wrap_future(future)
        while not (await asyncio.wait((waiter,), timeout=_GLANCE))[0]:
            if await request.is_disconnected():
                future.cancel()
                raise Refusal(408, "请求方已离开", "Who asked has gone")
        return waiter.result()

    def _shared(self, request: Request, response: Response) -> Response:
        """The answer, for pages of other sites where that is wanted."""
        origin = request.headers.get("origin", "")
        if origin and self._origins & {origin, "*"}:
            response.headers["Access-Control-Allow-Origin"] = "*" if "*" in self._origins else origin
            response.headers["Access-Control-Allow-Methods"] = ALLOWED
            response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            response.headers.add_vary_header("Origin")
        return response


async def _body(request: Request) -> bytes:
    """The whole body, if it is not too long and does not trickle.

    Raises:
        Refusal: it is, or does.
    """

    async def read() -> bytes:
        data = bytearray()
        async for piece in request.stream():
            data += piece
            if len(data) > _MOST_BYTES:
                raise Refusal(
                    413,
                    f"请求过长（至多 {_MOST_BYTES} 字节）",
                    f"The request is too long (at most {_MOST_BYTES} bytes)",
                )
        return bytes(data)

    try:
        return await asyncio.wait_for(read(), _PATIENCE)
    except (TimeoutError, ClientDisconnect):
        raise Refusal(408, "请求迟迟没有传完", "The request did not arrive in time") from None


async def _sent(request: Request, found: Answer) -> Response:
    headers = {"Cache-Control": "no-cache", "Vary": "Accept, Accept-Encoding, Accept-Language", **found.headers}
    if "gzip" in request.headers.get("accept-encoding", "") and len(found.body) > _WORTH_IT:
        packed = await run_in_threadpool(getattr, found, "compressed")
        if packed is not None:
            return Response(packed, found.status, {**headers, "Content-Encoding": "gzip"})
    return Response(found.body, found.status, headers)


def _content_type(media: str) -> str:
    """With the characters, which are not told by the media type of a text."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _here(request: Request) -> str:
    return str(request.url.replace(path=PATH, query="", fragment=""))


def _client(request: Request) -> str:
    """Who asks; addresses of IPv6 are given to a household by the network, not one by one."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else host  # noqa: PLR2004


def _unacceptable(kind: str) -> Answer:
    known = ", ".join(GRAPH if kind == "graph" else SOLUTIONS)
    return plain(406, f"可用的格式：{known} / It can be had as: {known}")
