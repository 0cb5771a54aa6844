"""RDF: N-Quads, TriG, Turtle.

Written from the files of the graph where there are any, not from the store: the engine changes the spelling
of numbers (``1.50`` to ``1.5``) and of types (``xsd:int`` to ``xsd:integer``).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dgkg.export.job import Job
from dgkg.places import write_whole
from dgkg.trig import canonical, respelt, union

__all__ = ["write_nquads", "write_trig", "write_turtle"]


def write_nquads(job: Job, path: Path) -> Path:
    """One statement a line, its sentence at the end (RDF 1.1 N-Quads)."""
    return write_whole(path, job.statements.write)


def write_trig(job: Job, path: Path) -> Path:
    """The record as one canonical file, one graph a sentence (RDF 1.1 TriG)."""
    return _write(job, path, canonical)


def write_turtle(job: Job, path: Path) -> Path:
    """All statements without their sentences: Turtle has no graphs, so the citations are lost."""
    return _write(job, path, lambda quads: canonical(union(quads)))


def _write(job: Job, path: Path, form: Callable[[list[Any]], str]) -> Path:
    return write_whole(path, respelt(form(job.statements.quads()), job.statements.tags()))
