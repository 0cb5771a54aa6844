"""Which sentences there are for rows to lead to, and in which of them only intentions may stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from dgkg import trig
from dgkg.namespaces import DGO, DGS

__all__ = ["Passages", "read_passages"]

_FILES = frozenset({"source.ttl", "exceptions.ttl"})


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of all sources, by IRI.

    ``intended`` are those of sections that recommend: no row states a fact there (model, §3), but for
    the exceptions that the source lists with a reason.
    """

    all: frozenset[str]
    intended: frozenset[str]


def read_passages(files: Iterable[Path]) -> Passages:
    """The passages of the sources whose ``source.ttl`` is among some files.

    Raises:
        DataError: such a file cannot be read or parsed.
    """
    section_of: dict[str, str] = {}
    recommending: set[str] = set()
    excepted: set[str] = set()
    for path in files:
        if path.name not in _FILES:
            continue
        for quad in trig.parse(path):
            if not isinstance(quad.subject, ox.NamedNode):
                continue
            subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object
            if predicate == str(DGO.inSection) and isinstance(value, ox.NamedNode):
                section_of[subject] = value.value
            elif predicate == str(DGO.mood) and value == ox.NamedNode(DGS.intention):
                recommending.add(subject)
            elif predicate == str(DGO.factException):
                excepted.add(subject)
    intended = {passage for passage, section in section_of.items() if section in recommending} - excepted
    return Passages(frozenset(section_of), frozenset(intended))
