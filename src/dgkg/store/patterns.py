"""The triple patterns of a query, for an engine that can be trusted with patterns only.

A query's answer rests on nothing but the statements that its patterns match (SPARQL 1.1 §18.2.2):
where an engine is wrong about what joins them, the patterns are asked one by one, and our own engine
answers the query from what they match.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rdflib import Literal, URIRef
from rdflib.paths import AlternativePath, MulPath, NegatedPath, SequencePath
from rdflib.paths import Path as PropertyPath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

__all__ = ["Pattern", "Patterns", "patterns_of"]

# What joins patterns by more than their variables.
_JOINED = frozenset({"LeftJoin", "Union", "Minus", "Builtin_EXISTS", "Builtin_NOTEXISTS"})
# Inside EXISTS the parser leaves a block as written: terms in a row, three a pattern.
_BLOCKS = frozenset({"BGP", "TriplesBlock"})
Constant = URIRef | Literal | None
Pattern = tuple[Constant, Constant, Constant]


@dataclass(frozen=True, slots=True)
class Patterns:
    """What a query matches, and whether it does more than match.

    Args:
        triples: subject, predicate, object of each pattern; ``None`` is a variable.
        is_plain: the query is patterns and filters over graphs that it does not name, nothing more.
    """

    triples: frozenset[Pattern]
    is_plain: bool


def patterns_of(sparql: str) -> Patterns | None:
    """The patterns of a query, or ``None`` where the text cannot be read."""
    try:
        algebra = translateQuery(parseQuery(sparql)).algebra
    except Exception:  # noqa: BLE001 - the parser's errors are of no one kind
        return None
    nodes = list(_nodes(algebra))
    stated = [
        terms[at : at + 3]
        for node in nodes
        if node.name in _BLOCKS
        for terms in node.triples
        for at in range(0, len(terms), 3)
    ]
    # Virtuoso finds nothing in a graph that is named outright while others are kept out of GRAPH.
    has_named = any(node.name == "Graph" and isinstance(node.term, URIRef) for node in nodes)
    has_path = any(isinstance(predicate, PropertyPath) for _, predicate, _ in stated)
    return Patterns(
        frozenset(pattern for triple in stated for pattern in _patterns(*triple)),
        is_plain=not has_path and not has_named and not any(node.name in _JOINED for node in nodes),
    )


def _patterns(subject: Any, predicate: Any, value: Any) -> Iterator[Pattern]:
    if isinstance(predicate, PropertyPath):
        # What lies between the steps of a path is named by no variable.
        yield from ((None, step, None) for step in _steps(predicate))
    else:
        yield _constant(subject), _constant(predicate), _constant(value)


def _nodes(node: Any) -> Iterator[CompValue]:
    if isinstance(node, CompValue):
        yield node
        # What EXISTS looks for is translated into an attribute; the item of that name has lost its filters,
        # and with them what an EXISTS inside looks for.
        for value in (vars(node)["graph"],) if "graph" in vars(node) else node.values():
            yield from _nodes(value)
    elif isinstance(node, (list, tuple, set)):
        for value in node:
            yield from _nodes(value)


def _steps(predicate: Any) -> Iterator[Constant]:
    """The predicates that a path goes along."""
    if not isinstance(predicate, PropertyPath):
        yield _constant(predicate)
    elif isinstance(predicate, NegatedPath):
        yield None
    elif isinstance(predicate, (SequencePath, AlternativePath)):
        for part in predicate.args:
            yield from _steps(part)
    else:
        yield from _steps(predicate.path if isinstance(predicate, MulPath) else predicate.arg)  # type: ignore[attr-defined]


def _constant(term: Any) -> Constant:
    return term if isinstance(term, (URIRef, Literal)) else None
