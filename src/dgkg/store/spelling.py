"""How values were written, where the engine keeps them otherwise.

Oxigraph keeps numbers, dates and booleans by value: ``1.0E6`` is ``1000000``, ``xsd:negativeInteger`` is
``xsd:integer``. A value that the data write in one way only can be given back in that way, wherever
it comes from the data; one that they write in several has lost which.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

__all__ = ["Held", "Spellings", "spellings_of"]

Written = tuple[str, str]
"""The text of a literal, and the IRI of its datatype."""
# Beyond so many, looking for one of them takes longer than reading the answer.
_MANY, _FEW_MARKS = 500, 8
# So many letters are looked at one by one before all is gone through; capitals are rare but in names of datatypes.
_FEW, _CAPITALS = 50, frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_TEXTS = frozenset(
    (
        "http://www.w3.org/2001/XMLSchema#string",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
    )
)


class Spellings(dict[Written, Written]):
    """By what the engine keeps, what was written."""

    def may_be_in(self, body: bytes) -> bool:
        """Whether solutions in JSON, as the engine serialises them, may have a value that was written otherwise."""
        # Most answers have no such datatype, which is seen thirty times as fast.
        return any(_holds(body, kind) for kind in self._kinds) and bool(self._pattern.search(body))

    @cached_property
    def marks(self) -> tuple[bytes, ...]:
        """What each of few values looks like in TSV; none where they are many, or look like a piece of anything."""
        if len(self) > _FEW_MARKS:
            return ()
        store, of = ox.Store(), ox.NamedNode("x:of")
        kept = [ox.Literal(value, datatype=ox.NamedNode(kind)) for value, kind in self]
        store.extend(ox.Quad(ox.NamedNode(f"x:{number}"), of, value) for number, value in enumerate(kept))
        told = store.query("SELECT ?value { ?s ?of ?value }")
        assert isinstance(told, ox.QuerySolutions)
        marks = (told.serialize(format=ox.QueryResultsFormat.TSV) or b"").split(b"\n")[1:-1]
        # A number alone, as TSV has it, could be a part of any other or of a name.
        return tuple(marks) if all(mark.startswith(b'"') for mark in marks) else ()

    @cached_property
    def _kinds(self) -> list[bytes]:
        return sorted({f'","datatype":"{kind}"'.encode() for _, kind in self})

    @cached_property
    def _pattern(self) -> re.Pattern[bytes]:
        texts = "|".join(sorted({re.escape(value) for value, _ in self}))
        return re.compile(f'"value":"(?:{texts})","datatype"'.encode() if len(self) <= _MANY else b"")


def _holds(body: bytes, kind: bytes) -> bool:
    """Whether a text holds another one, looked for by its first capital: one byte is found at a gulp."""
    at = next((place for place, letter in enumerate(kind) if letter in _CAPITALS), None)
    if at is not None:
        sign, place = kind[at : at + 1], at - 1
        for _ in range(_FEW):
            place = body.find(sign, place + 1)
            if place < 0 or body.startswith(kind, place - at):
                return place >= 0
    return kind in body


@dataclass(frozen=True, slots=True)
class Held:
    """What another process needs to hold the same store: its quads or folder, and how its values were written."""

    quads: bytes | Path
    spellings: Spellings = field(default_factory=Spellings)


def spellings_of(quads: Iterable[ox.Quad]) -> Spellings:
    """How the values of some quads are written, of those that the engine keeps otherwise and that have one spelling.

    >>> from io import BytesIO
    >>> turtle = b"<x:a> <x:b> 1.50 , 7 , 2.0 , 2.00 ."
    >>> spellings_of(ox.parse(BytesIO(turtle), ox.RdfFormat.TURTLE))
    {('1.5', 'http://www.w3.org/2001/XMLSchema#decimal'): ('1.50', 'http://www.w3.org/2001/XMLSchema#decimal')}
    """
    literals = [quad.object for quad in quads if isinstance(quad.object, ox.Literal)]
    values = [value for value in dict.fromkeys(literals) if value.datatype.value not in _TEXTS]
    store, of = ox.Store(), ox.NamedNode("x:of")
    store.extend(ox.Quad(ox.NamedNode(f"x:{number}"), of, value) for number, value in enumerate(values))
    known: dict[Written, set[Written]] = defaultdict(set)
    for quad in store:
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, ox.Literal)
        written = values[int(quad.subject.value[2:])]
        known[_told(quad.object)].add(_told(written))
    return Spellings((kept, next(iter(forms))) for kept, forms in known.items() if len(forms) == 1 and forms != {kept})


def _told(literal: ox.Literal) -> Written:
    return literal.value, literal.datatype.value
