"""What became of a claim: whether it is so, and what is stated that says it."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import URIRef

from dgkg.ask.items.search import Found

__all__ = ["Verdict"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a claim is so, ``yes``, ``no`` or ``open``, and what is stated that says it.

    ``unnamed`` is who is not on a list of which others are stated, ``elsewhere`` where a body is, of which another
    place is claimed; ``wished`` is what is only proposed or planned, ``unsaid`` what is stated of something else than
    is claimed; ``up`` and ``down`` tell which way something went, where that is asked.
    """

    is_so: str
    by: tuple[Found, ...]
    # The figures are of a field that the claim does not name: nothing is stated of the whole.
    is_narrower: bool = False
    # The property by which the figure that has the number is of something else than is claimed.
    by_property: URIRef | None = None
    # What does have the number of a claim that is wrong.
    quoted: tuple[Found, ...] = ()
    # How many the sets have that the figures are of.
    sizes: tuple[Found, ...] = ()
