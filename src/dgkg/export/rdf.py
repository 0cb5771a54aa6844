"""RDF: N-Quads, TriG, Turtle.

Written from the record's files, not from the store: the engine would change the spelling of
numbers (``1.50`` to ``1.5``).
"""

from __future__ import annotations

from pathlib import Path

from dgkg.export.job import Job
from dgkg.places import write_whole
from dgkg.trig import canonical, merged, serialize, union

__all__ = ["write_nquads", "write_trig", "write_turtle"]


def write_nquads(job: Job, path: Path) -> Path:
    """One statement a line, its sentence at the end (RDF 1.1 N-Quads)."""
    return write_whole(path, serialize(merged(job.record.files()), "nq"))


def write_trig(job: Job, path: Path) -> Path:
    """The record as one canonical file, one graph a sentence (RDF 1.1 TriG)."""
    return write_whole(path, canonical(merged(job.record.files())))


def write_turtle(job: Job, path: Path) -> Path:
    """All statements without their sentences: Turtle has no graphs, so the citations are lost."""
    return write_whole(path, canonical(union(merged(job.record.files()))))
