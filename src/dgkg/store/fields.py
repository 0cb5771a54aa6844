"""Who and what is in which field, and which field is above which: read from a store relation by relation.

What a build counts is counted from these in one pass each; to look every thing up takes ten times as long in a store
that was just filled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Protocol

from rdflib import RDF, RDFS, URIRef

from dgkg.namespaces import DGO

__all__ = ["Links", "all_of", "fields_of_sets", "members", "reached", "said"]


class Links(Protocol):
    """Reads from a store what a relation leads from and to, and the graph that says so."""

    def __call__(self, predicate: URIRef, target: str | None = None) -> Iterator[tuple[str, str, str]]:
        """Subject, object and graph of a relation between things; the default graph has no name."""


def said(links: Links, predicate: URIRef) -> Iterator[tuple[str, str, str]]:
    """Subject, object and passage of what passages say by a relation."""
    return (link for link in links(predicate) if link[2])


def members(links: Links) -> Iterator[tuple[str, str, str]]:
    """Who is in what, where it is said with a role."""
    # One pass a relation: to look each membership up takes ten times as long in a store that was just filled.
    told: dict[URIRef, dict[tuple[str, str], list[str]]] = {
        DGO.member: defaultdict(list),
        DGO.memberOf: defaultdict(list),
    }
    for predicate, ends in told.items():
        for membership, end, passage in said(links, predicate):
            ends[membership, passage].append(end)
    for membership, _, passage in said(links, DGO.role):
        for who in told[DGO.member].get((membership, passage), ()):
            for whole in told[DGO.memberOf].get((membership, passage), ()):
                yield who, whole, passage


def fields_of_sets(links: Links) -> Mapping[str, set[str]]:
    """The industries of chains and clusters: who is in one of these is in its industry."""
    found: dict[str, set[str]] = defaultdict(set)
    for predicate in (DGO.chainOf, DGO.clusterIndustry):
        for whole, industry, _ in links(predicate):
            found[whole].add(industry)
    return found


def all_of(links: Links, *classes: URIRef) -> set[str]:
    """The things of some classes, and of those below them."""
    below = reached(links, RDFS.subClassOf, inverse=True)
    wanted = {found for cls in classes for found in below(str(cls))}
    return {thing for cls in wanted for thing, _, _ in links(RDF.type, cls)}


def reached(links: Links, predicate: URIRef, *, inverse: bool = False) -> Callable[[str], frozenset[str]]:
    """Gives what a relation leads to from a thing in any number of steps, none among them."""
    steps: dict[str, set[str]] = defaultdict(set)
    for *ends, _ in links(predicate):
        steps[ends[inverse]].add(ends[not inverse])

    @cache
    def closure(start: str) -> frozenset[str]:
        found, left = {start}, [start]
        while left:
            new = steps.get(left.pop(), set()) - found
            found |= new
            left += new
        return frozenset(found)

    return closure
