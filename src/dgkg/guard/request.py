"""What is asked of a worker and what comes back, and both as bytes on the way."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dgkg.errors import BusyError, LimitError, QueryError, RefusedError

__all__ = ["HEADER", "KINDS", "Answer", "Request", "frame", "is_whole", "read_answer", "unframed", "write_error"]

HEADER = struct.Struct(">ccI")
"""What stands before an answer: its kind, whether the worker is to be retired, its length."""
_FRAME = struct.Struct(">I?")
KINDS = {"solutions": b"s", "boolean": b"b", "graph": b"g", "error": b"e"}
_NAMES = {code: name for name, code in KINDS.items()}
_ERRORS = {kind.__name__: kind for kind in (QueryError, RefusedError, LimitError, BusyError)}


@dataclass(frozen=True, slots=True)
class Request:
    """A query and what its answer is to look like.

    Attributes:
        sparql: the text.
        solutions: form of the answer of SELECT and ASK (``json``, ``xml`` …); empty where none would do.
        graph: form of the answer of CONSTRUCT and DESCRIBE (``ttl``, ``nt`` …); empty where none would do.
        default: graphs that make up the default graph (``default-graph-uri``); one that is not here is empty.
        named: graphs that can be named (``named-graph-uri``).
        base: what relative IRIs are relative to.
        prefixes: prefixes that the text need not declare, as pairs.
        union: whether the default graph, where the query names none, is all graphs together.
        elsewhere: graphs that ``FROM`` may name though they are not here.
    """

    sparql: str
    solutions: str = "json"
    graph: str = "nt"
    default: Sequence[str] = ()
    named: Sequence[str] = ()
    base: str | None = None
    prefixes: Sequence[tuple[str, str]] = ()
    union: bool = True
    elsewhere: Sequence[str] = ()

    def to_bytes(self) -> bytes:
        """For the way to a worker, with those of the prefixes that the text could mean."""
        # An escape may stand for a colon.
        is_told = "\\" in self.sparql
        known = self.prefixes if is_told or ":" in self.sparql else ()
        used = [pair for pair in known if is_told or f"{pair[0]}:" in self.sparql]
        fields = (
            self.sparql, self.solutions, self.graph, self.default, self.named, self.base, used, self.union,
            self.elsewhere,
        )  # fmt: skip
        return json.dumps(fields).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Request:
        """As it was sent."""
        return cls(*json.loads(data))


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: ``kind`` is ``solutions``, ``boolean`` or ``graph``; ``form`` is empty where none would do."""

    kind: str
    form: str
    body: bytes


def frame(data: bytes, *, by_bell: bool) -> bytes:
    """A request as a worker takes it in: its length, whether the answer goes by the bell, the request."""
    return _FRAME.pack(len(data), by_bell) + data


def unframed(data: bytes) -> tuple[bytes, bool] | None:
    """A request, and whether its answer goes by the bell; ``None`` while it is not all here."""
    if len(data) < _FRAME.size:
        return None
    length, by_bell = _FRAME.unpack_from(data)
    return (data[_FRAME.size :], by_bell) if len(data) == _FRAME.size + length else None


def write_error(error: QueryError) -> bytes:
    """An error for the way back."""
    told: dict[str, Any] = {"error": type(error).__name__, "zh": error.zh, "en": error.en}
    for name in ("line", "column", "is_malformed", "limit", "what", "retry_after"):
        if (value := getattr(error, name, None)) not in {None, False}:
            told[name] = value
    return json.dumps(told).encode()


def is_whole(data: bytes | bytearray) -> bool:
    """Whether a header and all that belongs to it is here."""
    return len(data) >= HEADER.size and len(data) == HEADER.size + int(HEADER.unpack_from(data)[2])


def read_answer(code: bytes, body: bytes, request: Request) -> Answer | QueryError:
    """What a worker wrote, with the kind that stands in the header."""
    kind = _NAMES[code]
    if kind == "error":
        told = json.loads(body)
        error = _ERRORS[told.pop("error")]
        return error(told.pop("zh"), told.pop("en"), query=request.sparql, **told)
    return Answer(kind, request.graph if kind == "graph" else request.solutions, body)
