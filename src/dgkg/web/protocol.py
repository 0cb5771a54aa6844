"""What a request asks of the endpoint: SPARQL 1.1 Protocol §2, and the reading half of the Graph Store Protocol.

Free of any server: an operation is read from method, address, headers and body, and what comes
back is an answer with its status. Every refusal is one plain line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

from dgkg.errors import BusyError, LimitError, QueryError, RefusedError
from dgkg.guard import Request
from dgkg.namespaces import PREFIXES
from dgkg.web.door import plain
from dgkg.web.kept import Answer
from dgkg.web.negotiation import preferred_form

__all__ = [
    "ALLOWED",
    "GRAPH",
    "HTML",
    "SOLUTIONS",
    "Operation",
    "Refusal",
    "Wanted",
    "operation",
    "refused",
    "wanted_graph",
]

SOLUTIONS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
GRAPH = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "application/ld+json": "jsonld",
    "application/trig": "trig",
    "application/n-quads": "nq",
    # Older names, and those of the family, as RDF4J, Jena and many a script send them.
    "application/xml": "rdf",
    "text/xml": "rdf",
    "text/plain": "nt",
    "application/json": "jsonld",
}
HTML = "text/html"
ALLOWED = "GET, HEAD, POST"
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
# No browser's or library's header is as long.
_LONGEST = 1000
_PREFIXES = tuple(PREFIXES.items())
_DATASET = frozenset({"default-graph-uri", "named-graph-uri"})
# Absolute, and without what no IRI has (SPARQL 1.1 §19.8, IRIREF).
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\]*")


class Refusal(Exception):  # noqa: N818 - it is an answer
    """The request is answered by this, and by nothing else."""

    def __init__(self, status: int, zh: str, en: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(en)
        self.answer = plain(status, f"{zh} / {en}", headers)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Media types that the client would take, best first: of solutions, of a graph; or a page."""

    solutions: str | None
    graph: str | None
    page: bool

    @classmethod
    def of(cls, accept: str, form: str) -> Wanted:
        """By ``format=``, else by ``Accept``; a page only for who prefers one."""
        if form:
            named = ({f: m for m, f in reversed(kinds.items())}.get(form) for kinds in (SOLUTIONS, GRAPH))
            solutions, graph = named
            return cls(solutions, graph, form == "html")
        return _accepted(accept[:_LONGEST])


@lru_cache(maxsize=256)
def _accepted(accept: str) -> Wanted:
    """What a client would take; there are few clients, and each asks many times."""
    every = [*SOLUTIONS, *GRAPH, HTML]
    same = {media: media for media in every}
    return Wanted(
        preferred_form(accept, list(SOLUTIONS), same),
        preferred_form(accept, list(GRAPH), same),
        preferred_form(accept, every, same) == HTML,
    )


@dataclass(frozen=True, slots=True)
class Operation:
    """A query with its dataset, the media types that would do, and the table that the page may be had as."""

    sparql: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    wanted: Wanted
    table: str = ""

    @property
    def dataset(self) -> list[tuple[str, str]]:
        """The parameters that name its graphs, as they were given."""
        named = [("named-graph-uri", graph) for graph in self.named]
        return [*(("default-graph-uri", graph) for graph in self.default), *named]

    def request(self, base: str, *, union: bool) -> Request:
        """What a worker is asked; a page is made from JSON and N-Triples."""
        wanted = self.wanted
        solutions = "json" if wanted.page else SOLUTIONS.get(wanted.solutions or "", "")
        graph = "nt" if wanted.page else GRAPH.get(wanted.graph or "", "")
        return Request(self.sparql, solutions, graph, self.default, self.named, base, _PREFIXES, union)


def operation(method: str, query_string: str, headers: Mapping[str, str], body: bytes) -> Operation | None:
    """What is asked; ``None`` where there is no query: the description of the service, or the empty form.

    Raises:
        Refusal: the request is not as the protocol has it, or would write.
    """
    given = _pairs(query_string)
    if method == "POST":
        given += _posted(headers.get("content-type", ""), body)
    queries = [value for name, value in given if name == "query"]
    if any(name == "update" for name, _ in given):
        raise _no_update()
    if len(queries) > 1:
        raise Refusal(400, "只能有一个 query 参数", "There must be one query parameter")
    if not queries:
        if method == "POST":
            raise Refusal(400, "缺少 query 参数", "There is no query parameter")
        return None
    for graph in (value for name, value in given if name in _DATASET):
        if not _IRI.fullmatch(graph):
            raise Refusal(400, f"「{graph[:80]}」不是 IRI", f"“{graph[:80]}” is no IRI")
    values = dict(given)
    table = values.get("table", "")
    accept = HTML if table else headers.get("accept", "")
    return Operation(
        queries[0],
        tuple(value for name, value in given if name == "default-graph-uri"),
        tuple(value for name, value in given if name == "named-graph-uri"),
        Wanted.of(accept, "" if table else values.get("format", "")),
        table,
    )


def _posted(content_type: str, body: bytes) -> list[tuple[str, str]]:
    kind, _, parameters = content_type.partition(";")
    kind = kind.strip().lower()
    if kind == _UPDATE:
        raise _no_update()
    if kind not in {_FORM, _QUERY}:
        taken = f"{_QUERY}, {_FORM}"
        raise Refusal(415, f"POST 的内容类型应为 {taken}", f"The content type of a POST is {taken}")
    charset = parameters.lower().partition("charset=")[2].strip(' "') or "utf-8"
    try:
        text = body.decode("utf-8" if charset in {"utf-8", "utf8"} else "ascii")
    except UnicodeError:
        raise Refusal(400, "请求内容应为 UTF-8", "The request is not in UTF-8") from None
    return _pairs(text) if kind == _FORM else [("query", text)]


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=200, errors="strict")
    except (ValueError, UnicodeError):
        raise Refusal(400, "参数无法读取", "The parameters cannot be read") from None


def _no_update() -> Refusal:
    return Refusal(403, "此端点只读，不接受更新", "This endpoint is read only and takes no updates")


def wanted_graph(query_string: str) -> str | None:
    """The graph that a request of the Graph Store Protocol names; ``None`` for the default graph.

    Raises:
        Refusal: it names none, or several.
    """
    given = _pairs(query_string)
    graphs = [value for name, value in given if name == "graph"]
    is_default = any(name == "default" for name, _ in given)
    if len(graphs) + is_default != 1 or not all(map(_IRI.fullmatch, graphs)):
        raise Refusal(400, "请用 ?default 或 ?graph=IRI 指明一个图", "Name one graph by ?default or by ?graph=IRI")
    return graphs[0] if graphs else None


def refused(error: QueryError) -> Answer:
    """What could not be answered, as a status with one line."""
    # Well written, but nothing that can be run (an unknown function): not malformed.
    status = 400 if error.is_malformed else 422
    headers = {}
    if isinstance(error, RefusedError):
        status = 403
    elif isinstance(error, (BusyError, LimitError)):
        status = 413
        if error.retry_after:
            status, headers = 503, {"Retry-After": str(error.retry_after)}
    return plain(status, str(error).replace("\n", " "), headers)
