"""The explorer as an ASGI application: routes, threads, and what is kept of answers.

Read only, and closed by default: it answers only hosts it knows and only GET and HEAD, lets
pages load nothing but its own files, and says what went wrong in one plain sentence without
a trace of its inside.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection
from functools import lru_cache

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from dgkg.errors import NotFoundError, TooLargeError
from dgkg.guard import Runner
from dgkg.guarded import runner_of
from dgkg.knowledge import KnowledgeGraph
from dgkg.web.address import thing_of
from dgkg.web.asked import Asked
from dgkg.web.bounded import explored
from dgkg.web.closed import Closed
from dgkg.web.door import Door, Wish, plain
from dgkg.web.endpoint import PATH, STORE, Endpoint
from dgkg.web.kept import Answer, Kept
from dgkg.web.page import Page
from dgkg.web.pages import PAGES, Builder
from dgkg.web.static import STATIC
from dgkg.web.view import Explored, View

__all__ = ["create_app"]

_LOG = logging.getLogger(__name__)
_METHODS = ["GET", "HEAD"]
Responder = Callable[[Request], Awaitable[Response]]


def create_app(
    kg: KnowledgeGraph,
    *,
    hosts: Collection[str] = (),
    lang: str = "zh",
    shared: Explored | None = None,
    runner: Runner | None = None,
    origins: Collection[str] = (),
    union: bool = True,
) -> Closed:
    """The explorer of a graph.

    Args:
        kg: the graph.
        hosts: names besides those of this machine's loopback that requests may be for.
        lang: the language for readers who ask for none.
        shared: what its pages share, where somebody else fills it beforehand.
        runner: runs SPARQL of readers; the graph's own otherwise.
        origins: other sites whose pages may ask the endpoint (CORS).
        union: whether the endpoint's default graph is all graphs together.
    """
    shared = shared or explored(kg)
    has_endpoint = runner is not None or runner_of(kg.store) is not None
    door, kept = Door(shared, lang, (*shared.absent, *(() if has_endpoint else (PATH,)))), Kept()
    routes = []
    if has_endpoint:
        # Routes are tried one after the other, and nobody asks as often as programs do.
        endpoint = Endpoint(runner or kg.guard, door, origins, union=union)
        routes += [Route(PATH, _Any(endpoint.query)), Route(STORE, _Any(endpoint.store))]
    for path, builder in PAGES.items():
        made = _too_large if f"/{path.split('/')[1]}" in shared.absent else builder
        routes.append(Route(path, _endpoint(door, kept, made), methods=_METHODS))
    routes += [
        Route("/static/{name}", _static, methods=_METHODS),
        Route("/id/{slug:path}", _dereference(shared), methods=_METHODS),
        Route("/{rest:path}", _endpoint(door, kept, _nowhere), methods=_METHODS),
    ]
    app = Starlette(routes=routes, exception_handlers={Exception: _broken, 405: _wrong_method})
    # Around everything, so that even what failed inside goes out closed.
    return Closed(app, hosts)


def _endpoint(door: Door, kept: Kept, builder: Builder) -> Responder:
    """One page; made in a thread, so that a long answer keeps nobody waiting who asks for a short one."""

    def made(wish: Wish) -> Answer:
        answer = door.answer(wish, builder)
        if answer.status < 400:  # noqa: PLR2004
            kept.put((builder, wish), answer)
        return answer

    async def endpoint(request: Request) -> Response:
        wish = _wish(request)
        answer = kept.get((builder, wish))
        if answer is None:
            answer = await run_in_threadpool(made, wish)
        return _response(answer, request)

    return endpoint


class _Any:
    """An endpoint that is asked whatever the method: it answers a wrong one itself."""

    def __init__(self, answer: Responder) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._answer(Request(scope, receive))
        await response(scope, receive, send)


def _wish(request: Request) -> Wish:
    return Wish(
        request.url.path,
        tuple(sorted(request.path_params.items())),
        tuple(sorted(request.query_params.items())),
        request.scope.get("dgkg.form", ""),
        request.headers.get("accept", ""),
        request.headers.get("accept-language", ""),
    )


def _response(answer: Answer, request: Request) -> Response:
    """An answer on its way: compressed where the client takes it, 304 where the client has it already."""
    headers = {"ETag": answer.tag, "Cache-Control": "no-cache", **answer.headers}
    if answer.status == 200 and request.headers.get("if-none-match") == answer.tag:  # noqa: PLR2004
        return Response(None, 304, headers)
    if "gzip" in request.headers.get("accept-encoding", "") and answer.compressed is not None:
        return Response(answer.compressed, answer.status, {**headers, "Content-Encoding": "gzip"})
    return Response(answer.body, answer.status, headers)


def _nowhere(_view: View, asked: Asked) -> Page:
    raise NotFoundError("/" + asked.parts["rest"][:100], (), "页面", "page")


def _too_large(_view: View, _asked: Asked) -> Page:
    raise TooLargeError


def _dereference(shared: Explored) -> Responder:
    """An IRI of the graph leads to the page about it (303, as linked data has it)."""

    async def endpoint(request: Request) -> Response:
        iri = thing_of(request.path_params["slug"])
        if iri is None or iri not in shared.kg.words.gazetteer:
            return _response(plain(404, "没有这个事物 / No such thing"), request)
        return Response(None, 303, {"Location": shared.paths.thing(iri), "Vary": "Accept"})

    return endpoint


@lru_cache(maxsize=64)
def _file(name: str) -> Answer:
    return STATIC.answer(name) or plain(404, "没有这个文件 / No such file")


async def _static(request: Request) -> Response:
    return _response(_file(request.path_params["name"]), request)


async def _wrong_method(request: Request, _error: Exception) -> Response:
    refused = plain(405, "此处只读：GET 或 HEAD / Read only: GET or HEAD", {"Allow": "GET, HEAD"})
    return _response(refused, request)


async def _broken(request: Request, error: Exception) -> Response:
    _LOG.error("%s", request.url.path, exc_info=error)
    return _response(plain(500, "dgkg 内部出错，已记入日志 / dgkg failed inside; the log says more"), request)
