"""What a chain shows for each industry that a trace goes through: its policies' lines and its firms.

The trace of an industry has one section; that of a policy or a firm has one for each industry
that is named on the way, what is stated of the thing asked for coming first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from rdflib import URIRef

from dgkg.diagram.groups import Group, firm_groups, policy_groups
from dgkg.hop import Hop
from dgkg.namespaces import DGO
from dgkg.trace import Trace

__all__ = ["Chain", "Leads", "Section", "chain_of"]

MOST_SECTIONS = 8


@dataclass(frozen=True, slots=True)
class Leads:
    """The line from a policy (by its place among the groups) to a section, with what it rests on."""

    policy: int
    ground: str
    line: str
    sentences: tuple[URIRef, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """An industry, the lines that lead to it and the groups that it leads to.

    Of a firm's own trace it may be the firm: for projects of which the report names no industry.
    """

    topic: URIRef
    leads: tuple[Leads, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Policies, and sections in order; ``left`` industries more have no room and stand in the table only."""

    policies: tuple[Group, ...]
    sections: tuple[Section, ...]
    left: int = 0


# A trace is drawn in one language after the other.
@lru_cache(8)
def chain_of(trace: Trace) -> Chain:
    """The chain of any trace."""
    policies = tuple(policy_groups(trace))
    if trace.words.ontology.is_a(trace.words.gazetteer.types[trace.focus], DGO.Concept):
        leads = tuple(
            Leads(n, group.ground, group.line, tuple(sorted(group.sentences(), key=str)))
            for n, group in enumerate(policies)
        )
        return Chain(policies, (Section(trace.industry, leads, tuple(firm_groups(trace))),))
    hops = _of_firm(trace) if _is_firm(trace) else (*trace.firms, *trace.projects)
    topics = list(dict.fromkeys([*(h.thing for h in trace.industries), *(h.topic for h in hops)]))
    if _is_firm(trace):
        topics = list(dict.fromkeys([*topics, *(h.topic for h in trace.policies)]))
    sections = [Section(topic, _leads(trace, policies, topic), _groups(trace, hops, topic)) for topic in topics]
    return Chain(policies, tuple(sections[:MOST_SECTIONS]), max(0, len(sections) - MOST_SECTIONS))


def _is_firm(trace: Trace) -> bool:
    types = trace.words.gazetteer.types[trace.focus]
    return trace.words.ontology.is_a(types, DGO.Organization)


def _of_firm(trace: Trace) -> tuple[Hop, ...]:
    """The firm itself, once for each industry and role; of an industry of a policy only by way of the tree."""
    roles = {hop.thing: {s for h in trace.industries if h.thing == hop.thing and h.role for s in h.sentences}
             for hop in trace.industries}  # fmt: skip
    own = [
        replace(hop, kind="firm", thing=trace.focus, topic=hop.thing)
        for hop in trace.industries
        if hop.role or not set(hop.sentences) <= roles[hop.thing]
    ]
    known = {hop.topic for hop in own}
    sentences = tuple(sorted({s for hop in own for s in hop.sentences}, key=str))
    further = dict.fromkeys(h.topic for h in trace.policies if h.topic not in known)
    reached = [Hop("firm", trace.focus, topic, "tree", sentences) for topic in further]
    return (*own, *reached, *trace.projects)


def _groups(trace: Trace, hops: Iterable[Hop], topic: URIRef) -> tuple[Group, ...]:
    """Firms by role and projects by status within one industry."""
    within = [hop for hop in hops if hop.topic == topic]
    firms = tuple(hop for hop in within if hop.kind == "firm")
    projects = tuple(hop for hop in within if hop.kind == "project")
    return tuple(firm_groups(replace(trace, industry=topic, firms=firms, projects=projects)))


def _leads(trace: Trace, policies: Iterable[Group], topic: URIRef) -> tuple[Leads, ...]:
    """The policies that are for an industry: of a policy's own trace, as said of it or by way of the tree."""
    found: dict[int, list[Hop]] = defaultdict(list)
    for number, group in enumerate(policies):
        for policy in group.hops:
            found[number] += [h for h in trace.policies if h.thing == policy.thing and h.topic == topic]
    if _is_firm(trace):
        return tuple(_lead(number, group, found[number]) for number, group in enumerate(policies) if found[number])
    told = [hop for hop in trace.industries if hop.thing == topic]
    own = told or [replace(hop, ground="tree") for hop in trace.policies]
    return tuple(_lead(number, group, own) for number, group in enumerate(policies))


def _lead(number: int, group: Group, hops: Iterable[Hop]) -> Leads:
    known = list(hops)
    ground = next((g for g in ("stated", "tree", "inferred") if g in {hop.ground for hop in known}), "stated")
    sentences = tuple(sorted({s for hop in known for s in hop.sentences}, key=str))
    return Leads(number, "" if ground == "stated" else ground, group.line, sentences)
