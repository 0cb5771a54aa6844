"""What a policy chain shows: who stands in which role, and how much of it there is room for.

A firm stands once in each role. Groups keep their order and their room whatever a single
group holds, so a firm more moves nothing but its own group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rdflib import URIRef

from dgkg.diagram.look import LINES
from dgkg.hop import GROUNDS, Hop
from dgkg.trace import Trace

__all__ = ["Group", "Part", "firm_groups", "folded", "policy_groups", "room_for_each"]

MOST_NODES = 40
MOST_POLICIES = 8
MOST_GROUPS = 16
MOST_IN_GROUP = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A role (of projects: a status) and perhaps a narrower field, with the passages that give it."""

    role: URIRef | None
    field: URIRef | None
    sentences: tuple[URIRef, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Things that share role and field; ``parts`` has several where the very same things share several.

    ``hops`` has one hop for each thing, by IRI; ``is_fold`` marks what stands for the rest; ``fields``
    are the industries that a policy is for where none of them is the industry asked for.
    """

    kind: str
    line: str
    parts: tuple[Part, ...]
    hops: tuple[Hop, ...]
    is_fold: bool = False
    fields: tuple[URIRef, ...] = ()

    @property
    def ground(self) -> str:
        """On what ground it stands, as lines are marked: empty for what is said of the very thing asked for."""
        grounds = {hop.ground for hop in self.hops}
        return "" if "stated" in grounds else "inferred" if "inferred" in grounds else "tree"

    def sentences(self) -> set[URIRef]:
        """Every passage that the group rests on."""
        return {s for hop in self.hops for s in hop.sentences}

    def sentences_of(self, thing: URIRef) -> tuple[URIRef, ...]:
        """The passages that put a thing here."""
        return next(hop.sentences for hop in self.hops if hop.thing == thing)


def policy_groups(trace: Trace) -> list[Group]:
    """The policies, one a group, by IRI; beyond the room the last stands for all others."""
    by_policy: dict[URIRef, list[Hop]] = defaultdict(list)
    for hop in trace.policies:
        by_policy[hop.thing].append(hop)
    groups = []
    for hops in (by_policy[policy] for policy in sorted(by_policy, key=str)):
        stated = any(hop.is_stated for hop in hops)
        fields = () if stated else tuple(sorted({hop.topic for hop in hops}))
        groups.append(Group("policy", _line(trace, hops[0]), (), (_together(hops),), fields=fields))
    return _rest_as_one(groups, MOST_POLICIES)


def firm_groups(trace: Trace) -> list[Group]:
    """Firms by role and field, then projects by status, in an order that no count changes."""
    gathered: dict[tuple[str, str, URIRef | None, URIRef | None], dict[URIRef, list[Hop]]]
    gathered = defaultdict(lambda: defaultdict(list))
    for hop in _once_in_each_role(trace.firms):
        field = hop.topic if hop.topic != trace.industry else None
        gathered["firm", _line(trace, hop), hop.role, field][hop.thing].append(hop)
    for hop in trace.projects:
        gathered["project", _line(trace, hop), hop.status, None][hop.thing].append(hop)
    merged: dict[tuple[str, str, frozenset[URIRef]], list[tuple[URIRef | None, URIRef | None]]] = defaultdict(list)
    for kind, line, role, field in sorted(gathered, key=lambda key: _order(*key)):
        merged[kind, line, frozenset(gathered[kind, line, role, field])].append((role, field))
    groups = []
    for (kind, line, things), roles in merged.items():
        told = [gathered[kind, line, role, field] for role, field in roles]
        parts = tuple(
            Part(role, field, _sentences(hop for hops in found.values() for hop in hops))
            for (role, field), found in zip(roles, told, strict=True)
        )
        hops = tuple(_together([hop for found in told for hop in found[thing]]) for thing in sorted(things, key=str))
        groups.append(Group(kind, line, parts, hops))
    return _rest_as_one(groups, MOST_GROUPS)


def room_for_each(policies: int, groups: int) -> int:
    """How many boxes a group may have; it hangs on how many groups there are, not on what they hold."""
    return max(1, min(MOST_IN_GROUP, (MOST_NODES - 1 - policies) // max(1, groups)))


def folded(group: Group, room: int) -> tuple[tuple[Hop, ...], tuple[Hop, ...]]:
    """What a group shows, and what stands behind 「另有 n 家」, for which one box is kept."""
    if len(group.hops) <= room and not group.is_fold:
        return group.hops, ()
    shown = 0 if group.is_fold else room - 1
    return group.hops[:shown], group.hops[shown:]


def _once_in_each_role(hops: Iterable[Hop]) -> list[Hop]:
    """Without what a passage says less well of a firm than it says elsewhere itself.

    「整机代工企业华贝电子」 gives a role, and thereby a field: the role tells both. The same role
    in an industry and in a part of it counts in the industry.
    """
    known = list(hops)
    of_thing: dict[URIRef, list[Hop]] = defaultdict(list)
    for hop in known:
        of_thing[hop.thing].append(hop)
    return [hop for hop in known if not any(_says_better(other, hop) for other in of_thing[hop.thing])]


def _says_better(other: Hop, hop: Hop) -> bool:
    """Whether one of two hops to the same thing tells all that the other does, and more."""
    if other is hop or not set(hop.sentences) <= set(other.sentences):
        return False
    if hop.role is None:
        return other.role is not None
    return other.role == hop.role and other.is_stated and not hop.is_stated


def _together(hops: Iterable[Hop]) -> Hop:
    """Several hops to one thing as one, on the surest ground of theirs."""
    known = list(hops)
    if len(known) == 1 and len(known[0].sentences) == 1:
        return known[0]
    surest = min((hop.ground for hop in known), key=list(GROUNDS).index)
    return replace(known[0], sentences=_sentences(known), ground=surest)


def _sentences(hops: Iterable[Hop]) -> tuple[URIRef, ...]:
    return tuple(sorted({s for hop in hops for s in hop.sentences}, key=str))


def _line(trace: Trace, hop: Hop) -> str:
    return (trace.words.ontology.word(hop.status, "lineStyle") if hop.status else None) or "solid"


def _order(kind: str, line: str, role: URIRef | None, field: URIRef | None) -> tuple[object, ...]:
    """Firms before projects; roles in the industry itself, roles in its parts, fields, and then mere firms."""
    rank = (0 if field is None else 1) if role else (2 if field else 3)
    return kind, LINES.index(line), rank, str(role or ""), str(field or "")


def _rest_as_one(groups: list[Group], most: int) -> list[Group]:
    if len(groups) <= most:
        return groups
    rest = groups[most - 1 :]
    by_thing: dict[URIRef, list[Hop]] = defaultdict(list)
    for group in rest:
        for hop in group.hops:
            by_thing[hop.thing].append(hop)
    hops = tuple(_together(by_thing[thing]) for thing in sorted(by_thing, key=str))
    parts = (Part(None, None, _sentences(hops)),) if rest[0].parts else ()
    return [*groups[: most - 1], Group(rest[0].kind, "solid", parts, hops, is_fold=True)]
