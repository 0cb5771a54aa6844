"""The graph for language-model agents: ``mcp``."""

from __future__ import annotations

import sys

import click

from dgkg.cli.session import Session, pass_session
from dgkg.errors import UsageError

__all__ = ["mcp"]


@click.command()
@click.option("--http", is_flag=True, help="Streamable HTTP instead of standard input and output · 用 HTTP")
@click.option("--host", default="127.0.0.1", show_default=True, help="With --http: address to bind · 绑定地址")
@click.option("--port", type=click.IntRange(0, 65535), default=8351, show_default=True, help="With --http · 端口")
@pass_session
def mcp(session: Session, host: str, port: int, *, http: bool) -> None:
    """Tools for language-model agents: a Model Context Protocol server · 供智能体调用

    A client starts `dgkg mcp` itself and talks to it; docs/mcp.md says how to set one up.
    """
    try:
        from dgkg.mcp.server import create_server, serve_http
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"mcp", "mcp_types", "pydantic"}:
            raise
        raise UsageError(
            "dgkg mcp 需要额外的包：pip install 'dgkg[mcp]'", "dgkg mcp needs an extra: pip install 'dgkg[mcp]'"
        ) from error
    server = create_server(session.load(is_server=True, asks=True), session.lang)
    if not http:
        server.run("stdio")
        return
    from dgkg.web.serving import Listening

    listening = Listening(host, port)

    def ready(address: str) -> None:
        click.echo(address)
        sys.stdout.flush()
        if listening.is_open:
            session.say(
                "注意：同一网络中的其他机器也能访问。", "Mind: other machines of the network can reach it, too."
            )

    serve_http(server, listening, ready)
