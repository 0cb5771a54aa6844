"""A statement: three terms, and the passage that makes it."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import URIRef

from dgkg.terms import Term

__all__ = ["Statement"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a passage says; ``sentence`` is ``None`` for what we know about things and words."""

    subject: Term
    predicate: URIRef
    object: Term
    sentence: URIRef | None = None
