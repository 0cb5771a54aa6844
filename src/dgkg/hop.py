"""One step of a trace: what leads from one thing to another, on what ground, with its passages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from operator import attrgetter

from rdflib import URIRef

from dgkg.figure import Figure

__all__ = ["GROUNDS", "Hop", "merged"]

# How a hop is known: said of the very thing; of an industry above or below it; or nowhere, but by
# an industry that both ends share.
GROUNDS: Mapping[str, tuple[str, str]] = {
    "stated": ("报告明言", "stated"),
    "tree": ("经产业分类", "through the tree of industries"),
    "inferred": ("推断：仅因同属一产业", "inferred: only by a shared industry"),
}


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a trace, with the passages that it rests on.

    ``topic`` is the industry by way of which it is reached, or the firm itself where the report tells
    it of the firm and names no industry; ``ground`` one of :data:`GROUNDS`;
    ``others`` the firms that a place is the place of, or what, where and when a
    figure is of.
    """

    kind: str
    thing: URIRef
    topic: URIRef
    ground: str
    sentences: tuple[URIRef, ...]
    role: URIRef | None = None
    status: URIRef | None = None
    text: str = ""
    amount: Figure | None = None
    others: tuple[URIRef, ...] = ()

    @property
    def rests_on(self) -> list[str]:
        """What the passages may show for it: things by IRI, and its figure as printed."""
        figures = [self.amount.iri, self.amount.text] if self.amount else []
        return [self.thing, self.topic, *self.others, *figures, *(code for code in (self.role, self.status) if code)]

    @property
    def is_stated(self) -> bool:
        """Whether the report says it of the very thing that was asked for."""
        return self.ground == "stated"


def merged(hops: Iterable[Hop]) -> tuple[Hop, ...]:
    """One hop for what several passages say alike."""
    told: dict[tuple[object, ...], list[Hop]] = defaultdict(list)
    for hop in hops:
        told[_SAID(hop)].append(hop)
    return tuple(map(_as_one, told.values()))


def _as_one(hops: list[Hop]) -> Hop:
    if len(hops) == 1 and len(hops[0].sentences) == 1:
        return hops[0]
    return replace(hops[0], sentences=tuple(sorted({s for hop in hops for s in hop.sentences}, key=str)))


# What a hop says, without the passages that say it.
_SAID = attrgetter(*(field.name for field in fields(Hop) if field.name != "sentences"))
