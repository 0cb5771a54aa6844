"""The explorer: ``explore`` opens a browser on it, ``serve`` only gives it out."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from dgkg.cli.session import Session, pass_session

if TYPE_CHECKING:
    from dgkg.knowledge import KnowledgeGraph

__all__ = ["explore", "serve"]


def _where(function: Callable[..., None]) -> Callable[..., None]:
    """The options of whatever listens."""
    host = click.option("--host", default="127.0.0.1", show_default=True, help="Address to bind · 绑定地址")
    port = click.option("--port", type=click.IntRange(0, 65535), help="Default: a free one · 端口，默认自动选择")
    seconds = click.option(
        "--seconds",
        type=click.FloatRange(0.1),
        default=10.0,
        show_default=True,
        help="Time limit of a query · 查询时限（秒）",
    )
    cors = click.option(
        "--cors", multiple=True, metavar="ORIGIN", help="Another site that may ask /sparql, or * · 允许跨域的网站"
    )
    return host(port(seconds(cors(function))))


@click.command()
@click.argument("name", required=False)
@_where
@click.option("--no-browser", is_flag=True, help="Only print the address · 不打开浏览器")
@pass_session
def explore(session: Session, name: str | None, no_browser: bool, **where: Any) -> None:
    """Open the graph in a browser, or the page of one thing · 在浏览器中打开"""
    _run(session, name, browser=not no_browser, **where)


@click.command()
@click.option("--endpoint", metavar="URL", help="Pages over the graph of a SPARQL server; as --graph URL · 远程端点")
@_where
@pass_session
def serve(session: Session, endpoint: str | None, **where: Any) -> None:
    """Give out the same pages and a SPARQL endpoint, without a browser · 提供网页与 SPARQL 端点"""
    session.graph = endpoint or session.graph
    _run(session, None, browser=False, **where)


def _run(
    session: Session,
    name: str | None,
    *,
    browser: bool,
    host: str,
    port: int | None,
    seconds: float,
    cors: Sequence[str],
) -> None:
    from dgkg.web import serving

    kg = session.load(is_server=True, asks=True)
    path = _page_of(kg, name) if name else ""
    listening = serving.Listening(host, port)

    def ready() -> None:
        address = listening.address + path + _language()
        click.echo(address)
        sys.stdout.flush()
        if listening.is_open:
            session.say(
                "注意：同一网络中的其他机器也能访问。", "Mind: other machines of the network can reach it, too."
            )
        session.say("按 Ctrl-C 结束。", "Ctrl-C ends it.")
        if browser:
            import webbrowser

            threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()

    serving.serve(kg, listening, session.lang, ready, seconds=seconds, origins=cors)


def _language() -> str:
    """The language for the address, where the person named one; else the browser says it."""
    context = click.get_current_context().find_root()
    named = context.get_parameter_source("lang") in {ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT}
    return f"?lang={context.params['lang']}" if named else ""


def _page_of(kg: KnowledgeGraph, name: str) -> str:
    """The path of a thing's page, without the slash at its beginning.

    Raises:
        NotFoundError: there is no such thing.
        AmbiguousNameError: several have the name.
    """
    from dgkg.web.address import Paths

    return Paths(kg.words).thing(kg[name].iri).removeprefix("/")
