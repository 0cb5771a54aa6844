"""The patterns of a query that somebody else wrote, found in a process of its own: a text can keep a parser busy."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from rdflib import Literal, URIRef

from dgkg.errors import LimitError
from dgkg.guard import walls
from dgkg.guard.limits import Limits
from dgkg.store.patterns import Patterns, patterns_of

__all__ = ["main", "patterns_apart"]

_PROGRAM = "import sys; from dgkg.guard.patterned import main; main(int(sys.argv[1]), float(sys.argv[2]))"
Told = list[str | None]


def patterns_apart(sparql: str, limits: Limits) -> Patterns:
    """What a query matches; see :func:`dgkg.store.patterns.patterns_of`.

    Raises:
        LimitError: finding that out takes more time or memory than a query may have.
    """
    try:
        ran = subprocess.run(  # noqa: S603 - this very interpreter
            [sys.executable, "-c", _PROGRAM, str(limits.memory), str(limits.seconds)],
            input=sparql.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            timeout=limits.seconds,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise LimitError(
            "查询过于复杂，无法拆分（depth）。", "The query is too complex to be taken apart (depth).", limit="depth"
        ) from error
    told = json.loads(ran.stdout)
    triples = frozenset((_read(s), _read(p), _read(o)) for s, p, o in told["triples"])
    return Patterns(triples, is_plain=told["is_plain"])


def main(memory: int, seconds: float) -> None:
    """Read a query from standard input and write its patterns to standard output."""
    walls.no_core()
    walls.no_network()
    walls.limit_memory(memory)
    walls.allow_seconds(seconds)
    found = patterns_of(sys.stdin.buffer.read().decode())
    if found is None:
        sys.exit(1)
    triples = [[_told(term) for term in triple] for triple in found.triples]
    sys.stdout.write(json.dumps({"is_plain": found.is_plain, "triples": triples}))


def _told(term: URIRef | Literal | None) -> Told | None:
    if isinstance(term, Literal):
        return [str(term), term.language, term.datatype]
    return None if term is None else [str(term)]


def _read(told: Told | None) -> URIRef | Literal | None:
    if told is None:
        return None
    text, *kind = told
    if not kind:
        return URIRef(str(text))
    language, datatype = kind
    return Literal(str(text), lang=language, datatype=datatype and URIRef(datatype), normalize=False)
