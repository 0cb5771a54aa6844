"""How much each industry holds with all that lies below it, counted by a build so that no reader has to.

Rolling counts up the tree of industries (SKOS ``skos:broader``) by a property path takes seconds on a million
statements and minutes on ten million. ``dgkg build`` counts in one pass and keeps the counts in a graph of their
own, :data:`COUNTS`. The question ``counts-by-industry`` reads them there; on a store without that graph the same
text counts by itself, with the same answer: what is counted here is what is asked for there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rdflib import RDF, Literal, URIRef

from dgkg.namespaces import DGO, ID, PREFIXES, SKOS, compact
from dgkg.statement import Statement
from dgkg.store.fields import Links, all_of, fields_of_sets, members, reached, said

__all__ = ["COUNTS", "count"]

COUNTS = URIRef(f"{PREFIXES['rule']}counts-by-industry")
"""The graph of the counts, named as derived graphs are by its rule."""


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
    above = reached(links, SKOS.broader)
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
    every_firm, every_policy = all_of(links, DGO.Company, DGO.CompanyGroup), all_of(links, DGO.PolicyDocument)
    fields = fields_of_sets(links)
    firms: dict[str, _Held] = defaultdict(_Held)
    for firm, topic, passage in said(links, DGO.activeIn):
        if firm in every_firm:
            firms[topic].add({firm}, passage)
    for firm, whole, passage in members(links):
        if firm in every_firm:
            for topic in (whole, *fields.get(whole, ())):
                firms[topic].add({firm}, passage)
    yield DGO.Company, firms
    policies: dict[str, _Held] = defaultdict(_Held)
    for policy, topic, passage in said(links, DGO.appliesTo):
        if policy in every_policy:
            policies[topic].add({policy}, passage)
    yield DGO.PolicyDocument, policies
    projects: dict[str, _Held] = defaultdict(_Held)
    for project, topic, passage in said(links, DGO.projectIndustry):
        projects[topic].add({project}, passage)
    yield DGO.Project, projects
