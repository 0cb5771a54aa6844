"""How much one query may have."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one query; an answer that would pass one is an error, never a part of the rows.

    Attributes:
        seconds: until the whole answer is there.
        memory: bytes of address space beyond what the worker has when it begins.
        rows: solutions or triples.
        answer: bytes of the serialised answer.
        size: characters of the query.
        depth: brackets within brackets of any kind.
        parentheses: parentheses within parentheses.
        patterns: ends of triples and list members (``. ; ,``).
        path: steps of property paths.
        groups: groups in braces.
        operators: operators in expressions.
        tokens: tokens of any kind.
    """

    seconds: float = 10.0
    memory: int = 512 << 20
    rows: int = 100_000
    answer: int = 16 << 20
    size: int = 65_536
    depth: int = 32
    parentheses: int = 16
    patterns: int = 500
    path: int = 60
    groups: int = 200
    operators: int = 1000
    tokens: int = 20_000
