"""The server: tools and resources of one graph, over standard input and output or HTTP.

HTTP listens on loopback unless told otherwise and answers only requests that are addressed to
it by its own name (Host), so that no page of the open web can ask it through a reader's browser
(Origin).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import CallToolResult, InputRequiredResult, ToolAnnotations
from pydantic import ValidationError

from dgkg import __version__
from dgkg.errors import DgkgError
from dgkg.mcp.resources import add_resources
from dgkg.mcp.tools import Tools
from dgkg.web.serving import Listening, give_out

if TYPE_CHECKING:
    from mcp.server.mcpserver.context import Context

    from dgkg.knowledge import KnowledgeGraph

__all__ = ["create_server", "serve_http"]

_PATH = "mcp"
_LOCAL = ("127.0.0.1", "localhost", "[::1]")
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_INSTRUCTIONS = (
    "A knowledge graph of the report on the digital economy of Dongguan (2023). Every result has citations: pass them "
    "on. A row with is_plan is a plan, never a fact; a bound (over, nearly) is never an exact number; what is "
    "not_in_source is not in the report: say so and do not guess. "
    "东莞市数字经济发展报告（2023年）知识图谱：转述时请带出处；is_plan 为计划而非事实；上下界不是确数；"
    "not_in_source 即报告未说明，不可猜测。"
)


class _Server(MCPServer[Any]):
    """Says what went wrong in both languages, and nothing of its own inside."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            cause = error.__cause__
            if isinstance(cause, DgkgError):
                raise ToolError(str(cause)) from cause
            if isinstance(cause, ValidationError):
                told = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in cause.errors())
                raise ToolError(f"{name} 的参数有误 / {name} cannot take these arguments: {told}") from cause
            if isinstance(error, UnexpectedToolError):
                raise UnexpectedToolError(
                    f"{name} 内部出错，请反馈。 / {name} failed inside; please report it."
                ) from cause
            raise ToolError(f"没有工具「{name}」。 / There is no tool “{name}”.") from cause


def create_server(kg: KnowledgeGraph, lang: str) -> MCPServer[Any]:
    """The server of a graph.

    Args:
        kg: the graph.
        lang: for callers who name no language.
    """
    server = _Server(
        "dgkg", title="dgkg", instructions=_INSTRUCTIONS, version=__version__, log_level="ERROR", subscriptions=False
    )
    for tool in Tools(kg, lang).all():
        server.add_tool(tool, annotations=_READS)
    add_resources(server, kg)
    return server


def serve_http(server: MCPServer[Any], listening: Listening, ready: Callable[[str], object]) -> None:
    """Answer over streamable HTTP until Ctrl-C or SIGTERM.

    Args:
        server: of :func:`create_server`.
        listening: the socket.
        ready: called once with the address to give a client.
    """
    names = {*_LOCAL, *listening.hosts}
    checked = TransportSecuritySettings(
        allowed_hosts=[f"{name}:{listening.port}" for name in sorted(names)],
        allowed_origins=[f"http://{name}:{listening.port}" for name in sorted(names)],
    )
    app = server.streamable_http_app(
        streamable_http_path=f"/{_PATH}", stateless_http=True, json_response=True, transport_security=checked
    )
    ready(f"{listening.address}{_PATH}")
    give_out(app, listening, lifespan=True)
