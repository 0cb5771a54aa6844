"""What was gathered for a claim, with a verdict where what is stated in words bears it out."""

from __future__ import annotations

from dataclasses import replace

from dgkg.ask.claims.borne_out import borne_out, read_claim
from dgkg.ask.claims.said_of_others import said_of_others
from dgkg.ask.evidence.gathered import Gathered
from dgkg.ask.items.index import Index

__all__ = ["decided", "decided_otherwise"]


def decided(index: Index, gathered: Gathered) -> Gathered:
    """The same with a verdict where nothing else decides it and one item in words does; it is told first."""
    if (
        gathered.verdict is not None or gathered.claim is not None or gathered.computed is not None
        or gathered.sets is not None or gathered.standings or gathered.first or gathered.silent
    ):  # fmt: skip
        return gathered
    claim = read_claim(index, gathered.question)
    if claim is None:
        return gathered
    verdict = borne_out(index, claim) or said_of_others(index, gathered.question, claim)
    if verdict is None:
        return gathered
    known = {f.key for f in verdict.by}
    items = [*verdict.by, *(f for f in gathered.items if f.key not in known)]
    return replace(gathered, items=items, verdict=verdict)


def decided_otherwise(index: Index, gathered: Gathered) -> Gathered:
    """The same with what is said instead of a claim for which nothing was gathered, where all else of it is said."""
    if gathered.items or gathered.is_composed or gathered.verdict is not None or gathered.computed is not None:
        return gathered
    claim = read_claim(index, gathered.question)
    verdict = said_of_others(index, gathered.question, claim) if claim is not None else None
    return gathered if verdict is None else replace(gathered, items=list(verdict.by), verdict=verdict)
