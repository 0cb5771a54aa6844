"""What an agent may read before it asks: the schema, what the data set is, the library's queries."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError

from dgkg.errors import DgkgError, NotFoundError
from dgkg.query import find_query
from dgkg.schema import schema_text

if TYPE_CHECKING:
    from dgkg.knowledge import KnowledgeGraph

__all__ = ["add_resources"]


def add_resources(server: MCPServer[Any], kg: KnowledgeGraph) -> None:
    """Give a server its resources."""

    @server.resource(
        "dgkg://schema", title="Schema · 类与关系", mime_type="text/plain",
        description="Classes and relations with their words in both languages, what they join, an example, and how "
        "facts are asked for in SPARQL",
    )  # fmt: skip
    def schema() -> str:
        return schema_text(kg.store, kg.words)

    @server.resource(
        "dgkg://void", title="Data set · 数据集", mime_type="text/turtle",
        description="What the data set is: DCAT and VoID, with counts, source and licence",
    )  # fmt: skip
    def void() -> str:
        return described()

    @cache
    def described() -> str:
        # The graph does not change while it is served, and of a large one the store goes through all of it.
        with tempfile.TemporaryDirectory() as folder:
            try:
                return kg.export(Path(folder) / "dataset.ttl", "dcat").read_text(encoding="utf-8")
            except DgkgError as error:
                raise ResourceError(str(error)) from error

    @server.resource(
        "dgkg://queries", title="Example queries · 示例查询", mime_type="text/plain",
        description="The questions of the library by name; dgkg://queries/NAME is the SPARQL of one",
    )  # fmt: skip
    def queries() -> str:
        return "".join(f"{q.name}\t{q.summary['zh']}\t{q.summary['en']}\n" for q in kg.queries)

    @server.resource(
        "dgkg://queries/{name}", title="One query · 查询文本", mime_type="application/sparql-query",
        description="The SPARQL text of a question of the library, with its header",
    )  # fmt: skip
    def query(name: str) -> str:
        try:
            return find_query(name).text
        except NotFoundError as error:
            raise ResourceNotFoundError(str(error)) from error
