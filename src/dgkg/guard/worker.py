"""The process that runs one query after another, behind its walls, and can be killed at any time.

It knows the engine and nothing of the rest: it reads requests from a socket and writes whole
answers back. What goes wrong inside it is told as an error; what kills it is told by its parent.
"""

from __future__ import annotations

import io
import json
import mmap
import re
import resource
import socket
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from dgkg.errors import BusyError, LimitError, QueryError
from dgkg.guard.gate import check
from dgkg.guard.limits import Limits
from dgkg.guard.request import HEADER, KINDS, Answer, Request, unframed, write_error
from dgkg.guard.walls import allow_seconds, close_files, end_with_parent, limit_memory, no_core
from dgkg.meaning import as_standard, with_empty_paths
from dgkg.ordering import with_total_order
from dgkg.sparql import as_meant, has_dataset, in_written_order, made_variables, with_columns
from dgkg.store.embedded import is_damage
from dgkg.store.spelling import Spellings
from dgkg.syntax import syntax_error

__all__ = ["Desk", "Found", "answer", "serve", "serve_one", "written"]

Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | list[ox.Triple]
_SOLUTIONS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPH = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_QUOTED = {"json": re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL), "csv": re.compile(rb'"[^"]*+"')}
# What stands between or at rows, and how many more rows there are than of it.
_ROW_ENDS = {"json": (b"},{", 1), "xml": (b"<result>", 0), "csv": (b"\r\n", -1), "tsv": (b"\n", -1)}
# A worker that once needed so much more than it began with gives it back by ending.
_GROWN = 64 << 10
_PIECE = 1 << 14


class _Buffer(io.BytesIO):
    """A file in memory that takes only so much; the engine writes some thousand bytes at a time."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: Any) -> int:
        """Take in some more, if that is allowed."""
        if self.tell() + len(data) > self._most:
            raise _too_large("answer", self._most, "字节", "bytes")
        return super().write(data)


def answer(store: ox.Store, request: Request, limits: Limits, spellings: Spellings | None = None) -> Answer:
    """Run a query and serialise the whole answer.

    Args:
        store: what is asked.
        request: the query, and what its answer is to look like.
        limits: what it may have.
        spellings: how values of the data were written.

    Raises:
        RefusedError: it does what it may not.
        LimitError: it is too large, or its answer is.
        QueryError: it is no SPARQL, or cannot be run.
    """

    def has_graph(name: str) -> bool:
        return name in request.elsewhere or store.contains_named_graph(ox.NamedNode(name))

    check(request.sparql, limits, has_graph)
    try:
        sparql = with_total_order(as_standard(as_meant(request.sparql)))
        sparql = with_empty_paths(sparql, lambda asked: _has(store, request, asked))
        try:
            found = _query(store, request, sparql)
        except SyntaxError:
            # Its place is that in the text as it was written.
            sparql = request.sparql
            found = _query(store, request, sparql)
        if isinstance(found, ox.QuerySolutions):
            columns = tuple(variable.value for variable in found.variables)
            ordered = in_written_order(sparql, columns)
            if ordered != columns:
                found = _query(store, request, with_columns(sparql, ordered))
            if spellings and isinstance(found, ox.QuerySolutions):
                return _as_written(found, sparql, request, limits, spellings)
        return written(found, request, limits)
    except SyntaxError as error:
        raise syntax_error(request.sparql, str(error)) from error
    except MemoryError as error:
        raise LimitError("内存不足（memory）。", "Out of memory (memory).", limit="memory", retry_after=60) from error
    except (ValueError, OSError, RuntimeError) as error:
        if is_damage(error):
            raise BusyError(
                "存储无法读取，多半已损坏；须由管理员用 dgkg verify 查验。",
                "The store cannot be read and most likely is damaged; who runs it has to look by dgkg verify.",
                retry_after=60,
            ) from error
        raise QueryError(f"查询无法执行：{error}", f"The query cannot be run: {error}") from error


def _has(store: ox.Store, request: Request, asked: str) -> bool:
    """Whether anything in the store, in whatever graph, is as asked."""
    prefixes = dict(request.prefixes) or None
    try:
        return bool(store.query(asked, base_iri=request.base, prefixes=prefixes, use_default_graph_as_union=True))
    except SyntaxError:
        # The query itself will say what is wrong.
        return True


def _query(store: ox.Store, request: Request, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    prefixes = dict(request.prefixes) or None
    if request.default or request.named:
        default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [ox.NamedNode(name) for name in request.default]
        named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(name) for name in request.named]
        return store.query(sparql, base_iri=request.base, prefixes=prefixes, default_graph=default, named_graphs=named)
    union = request.union and not has_dataset(sparql)
    return store.query(sparql, base_iri=request.base, prefixes=prefixes, use_default_graph_as_union=union)


def _as_written(
    found: ox.QuerySolutions, sparql: str, request: Request, limits: Limits, spellings: Spellings
) -> Answer:
    """Solutions with the values of the data as the data write them; those that the query makes stay as they are."""
    if request.solutions == "tsv" and spellings.marks:
        answered = written(found, request, limits)
        if not any(mark in answered.body for mark in spellings.marks):
            return answered
        parsed = ox.parse_query_results(answered.body, format=ox.QueryResultsFormat.TSV)
        assert isinstance(parsed, ox.QuerySolutions)
        found = parsed
    is_json = request.solutions == "json"
    body = written(found, request if is_json else replace(request, solutions="json"), limits).body
    if spellings.may_be_in(body):
        table, made = json.loads(body), made_variables(sparql)
        for row in table["results"]["bindings"]:
            for name, term in row.items():
                written_so = None if name in made else spellings.get((term["value"], term.get("datatype", "")))
                if written_so:
                    term["value"], term["datatype"] = written_so
        body = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
    if is_json:
        return Answer("solutions", "json", body)
    return written(ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON), request, limits)


def written(found: Found, request: Request, limits: Limits) -> Answer:
    """What the engine found, in the form that is wanted.

    Raises:
        LimitError: it is too large.
    """
    out = _Buffer(limits.answer)
    if isinstance(found, (ox.QueryTriples, list)):
        if not request.graph:
            return Answer("graph", "", b"")
        triples = []
        for triple in found:
            triples.append(triple)
            if len(triples) > limits.rows:
                raise _too_large("rows", limits.rows, "行", "rows")
        ox.serialize(triples, out, format=_GRAPH[request.graph])
        return Answer("graph", request.graph, out.getvalue())
    kind = "boolean" if isinstance(found, ox.QueryBoolean) else "solutions"
    if not request.solutions:
        return Answer(kind, "", b"")
    found.serialize(out, format=_SOLUTIONS[request.solutions])
    body = out.getvalue()
    if kind == "solutions" and _has_more_rows(body, request.solutions, limits.rows):
        raise _too_large("rows", limits.rows, "行", "rows")
    return Answer(kind, request.solutions, body)


def _has_more_rows(data: bytes, form: str, most: int) -> bool:
    """Whether a serialised answer has more rows than allowed, told by what ends a row."""
    end, more = _ROW_ENDS[form]
    # What looks like the end of a row inside a text only makes this too many.
    if len(data) // len(end) + more <= most or data.count(end) + more <= most:
        return False
    return form not in _QUOTED or _QUOTED[form].sub(b"", data).count(end) + more > most


def _too_large(name: str, most: int, zh: str, en: str) -> LimitError:
    return LimitError(
        f"结果过大：超过 {most:,} {zh}（{name}）。请用 LIMIT 或更具体的模式缩小范围。",
        f"The answer is too large: more than {most:,} {en} ({name}). Narrow it by LIMIT or by more exact patterns.",
        limit=name,
    )


def _reply(store: ox.Store, data: bytes, limits: Limits, spellings: Spellings) -> tuple[bytes, bytes]:
    try:
        found = answer(store, Request.from_bytes(data), limits, spellings)
    except QueryError as error:
        return KINDS["error"], write_error(error)
    except BaseException as error:  # noqa: BLE001 - a panic of the engine is no Exception
        what = f"{type(error).__name__}: {str(error)[:200]}"
        return KINDS["error"], write_error(QueryError(f"查询无法执行：{what}", f"The query cannot be run: {what}"))
    return KINDS[found.kind], found.body


def _enclose(limits: Limits, *, in_memory: bool) -> None:
    no_core()
    end_with_parent()
    limit_memory(limits.memory)
    if in_memory:
        # A store on disk opens files while it answers.
        close_files()


@dataclass(frozen=True, slots=True)
class Desk:
    """What a worker has of the server: the socket by which it is asked, the bell, and the slate."""

    asked: socket.socket
    bell: socket.socket
    slate: mmap.mmap

    def next(self) -> tuple[bytes, socket.socket] | None:
        """The next request, and by what it is to be answered; ``None`` once the other side is gone."""
        data = b""
        while (found := unframed(data)) is None:
            more = self.asked.recv(_PIECE)
            if not more:
                return None
            data += more
        return found[0], self.bell if found[1] else self.asked


def serve(desk: Desk, store: ox.Store | Path, limits: Limits, spellings: Spellings) -> None:
    """Answer requests until the other side is gone, each whole on the slate before its header is sent."""
    in_memory = isinstance(store, ox.Store)
    opened = store if isinstance(store, ox.Store) else ox.Store.read_only(str(store))
    _enclose(limits, in_memory=in_memory)
    began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    allowed = 0
    while found := desk.next():
        data, back = found
        allowed = allow_seconds(limits.seconds, allowed)
        kind, body = _reply(opened, data, limits, spellings)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - began > _GROWN
        desk.slate[: len(body)] = body
        back.sendall(HEADER.pack(kind, b"1" if grown else b"0", len(body)))


def serve_one(connection: socket.socket, store: ox.Store, data: bytes, limits: Limits, spellings: Spellings) -> None:
    """Answer one request, which the process has been given at its birth."""
    _enclose(limits, in_memory=True)
    allow_seconds(limits.seconds)
    kind, body = _reply(store, data, limits, spellings)
    connection.sendall(HEADER.pack(kind, b"1", len(body)) + body)
