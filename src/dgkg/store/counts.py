"""How much each industry holds with all that lies below it, counted by a build so that no reader has to.

Rolling counts up the tree of industries (SKOS ``skos:broader``) by a property path takes seconds on a million
statements and minutes on ten million. ``dgkg build`` counts in one pass and keeps the counts in a graph of their
own, :data:`COUNTS`. The question ``counts-by-industry`` reads them there; on a store without that graph the same
text counts by itself, with the same answer: what is counted here is what is asked for there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from rdflib import RDF, RDFS, Literal, URIRef

from dgkg.namespaces import DGO, ID, PREFIXES, SKOS, compact
from dgkg.statement import Statement

__all__ = ["COUNTS", "Links", "count"]

COUNTS = URIRef(f"{PREFIXES['rule']}counts-by-industry")
"""The graph of the counts, named as derived graphs are by its rule."""


class Links(Protocol):
    """Reads from a store what a relation leads from and to, and the graph that says so."""

    def __call__(self, predicate: URIRef, target: str | None = None) -> Iterator[tuple[str, str, str]]:
        """Subject, object and graph of a relation between things; the default graph has no name."""


@dataclass(slots=True)
class _Held:
    """What is in a field, and the first passage by its address that says so of anything."""

    things: set[str] = field(default_factory=set)
    passage: str = ""

    def add(self, things: set[str], passage: str) -> None:
        self.things |= things
        self.passage = min(self.passage or passage, passage)


def count(links: Links) -> Iterator[Statement]:
    """What is to stand in :data:`COUNTS`.

    Args:
        links: reads the store that is counted.
    """
    above = _reached(links, SKOS.broader)
    fields = {field for field, _, _ in links(SKOS.inScheme)}
    counted: list[tuple[URIRef, str, _Held]] = []
    for cls, direct in _counted(links):
        rolled: dict[str, _Held] = defaultdict(_Held)
        for topic, held in direct.items():
            # Firms are members of much that is no field: of lists, alliances, places.
            for industry in above(topic) & fields:
                rolled[industry].add(held.things, held.passage)
        counted += ((cls, industry, held) for industry, held in rolled.items())
    counted.sort(key=lambda one: (str(one[0]), -len(one[2].things), one[1]))
    for place, (cls, industry, held) in enumerate(counted, 1):
        kind = compact(cls).rpartition(":")[2].lower()
        node = ID[f"count-{kind}-{_slug(industry)}"]
        yield Statement(node, RDF.type, DGO.IndustryCount)
        yield Statement(node, DGO.countOf, URIRef(industry))
        yield Statement(node, DGO.countedClass, cls)
        yield Statement(node, DGO.thingCount, Literal(len(held.things)))
        yield Statement(node, DGO.firstPassage, URIRef(held.passage))
        yield Statement(node, DGO.countPlace, Literal(place))


def _slug(industry: str) -> str:
    return compact(URIRef(industry)).removeprefix("id:").replace(":", "-")


def _counted(links: Links) -> Iterator[tuple[URIRef, Mapping[str, _Held]]]:
    """Firms, policies and projects, each by the field that they are said to be in."""
    every_firm, every_policy = _all_of(links, DGO.Company, DGO.CompanyGroup), _all_of(links, DGO.PolicyDocument)
    fields = _fields(links)
    firms: dict[str, _Held] = defaultdict(_Held)
    for firm, topic, passage in _said(links, DGO.activeIn):
        if firm in every_firm:
            firms[topic].add({firm}, passage)
    for firm, whole, passage in _members(links):
        if firm in every_firm:
            for topic in (whole, *fields.get(whole, ())):
                firms[topic].add({firm}, passage)
    yield DGO.Company, firms
    policies: dict[str, _Held] = defaultdict(_Held)
    for policy, topic, passage in _said(links, DGO.appliesTo):
        if policy in every_policy:
            policies[topic].add({policy}, passage)
    yield DGO.PolicyDocument, policies
    projects: dict[str, _Held] = defaultdict(_Held)
    for project, topic, passage in _said(links, DGO.projectIndustry):
        projects[topic].add({project}, passage)
    yield DGO.Project, projects


def _said(links: Links, predicate: URIRef) -> Iterator[tuple[str, str, str]]:
    """Subject, object and passage of what passages say by a relation."""
    return (link for link in links(predicate) if link[2])


def _members(links: Links) -> Iterator[tuple[str, str, str]]:
    """Who is in what, where it is said with a role."""
    # One pass a relation: to look each membership up takes ten times as long in a store that was just filled.
    told: dict[URIRef, dict[tuple[str, str], list[str]]] = {
        DGO.member: defaultdict(list),
        DGO.memberOf: defaultdict(list),
    }
    for predicate, ends in told.items():
        for membership, end, passage in _said(links, predicate):
            ends[membership, passage].append(end)
    for membership, _, passage in _said(links, DGO.role):
        for who in told[DGO.member].get((membership, passage), ()):
            for whole in told[DGO.memberOf].get((membership, passage), ()):
                yield who, whole, passage


def _fields(links: Links) -> Mapping[str, set[str]]:
    """The industries of chains and clusters: who is in one of these is in its industry."""
    found: dict[str, set[str]] = defaultdict(set)
    for predicate in (DGO.chainOf, DGO.clusterIndustry):
        for whole, industry, _ in links(predicate):
            found[whole].add(industry)
    return found


def _all_of(links: Links, *classes: URIRef) -> set[str]:
    """The things of some classes, and of those below them."""
    below = _reached(links, RDFS.subClassOf, inverse=True)
    wanted = {found for cls in classes for found in below(str(cls))}
    return {thing for cls in wanted for thing, _, _ in links(RDF.type, cls)}


def _reached(links: Links, predicate: URIRef, *, inverse: bool = False) -> Callable[[str], frozenset[str]]:
    """Gives what a relation leads to from a thing in any number of steps, none among them."""
    steps: dict[str, set[str]] = defaultdict(set)
    for *ends, _ in links(predicate):
        steps[ends[inverse]].add(ends[not inverse])

    @cache
    def reached(start: str) -> frozenset[str]:
        found, left = {start}, [start]
        while left:
            new = steps.get(left.pop(), set()) - found
            found |= new
            left += new
        return frozenset(found)

    return reached
