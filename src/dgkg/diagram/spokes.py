"""What joins a thing to its neighbours, in groups that share direction, relation and status.

A group is named once, whatever it holds. There is room for so many groups and so many things
in each, however many there are: the rest is folded, never dropped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rdflib import URIRef

from dgkg.diagram.look import LINES
from dgkg.facts import short
from dgkg.namespaces import interned

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["IN", "OUT", "End", "Spoke", "room_in_each", "spokes_around"]

IN, OUT = -1, 1
MOST_NODES = 40
MOST_SPOKES = 9
MOST_IN_SPOKE = 8


class End(NamedTuple):
    """A neighbour, and the passages that join it to the focus by the relation of its group."""

    thing: URIRef
    passages: tuple[URIRef, ...]


@dataclass(frozen=True, slots=True)
class Spoke:
    """Neighbours on one side (``IN``: what leads to the focus) that one relation joins with one kind of line.

    An empty relation stands for all relations that there is no room for.
    """

    side: int
    relation: str
    line: str
    ends: tuple[End, ...]

    def passages(self) -> set[URIRef]:
        """Every passage that the group rests on."""
        return {passage for end in self.ends for passage in end.passages}

    def shown(self, room: int) -> tuple[tuple[End, ...], tuple[End, ...]]:
        """What is drawn in so much room, and what stands behind 「另有 n 项」, for which one place is kept."""
        if not self.relation:
            return (), self.ends
        if len(self.ends) <= room:
            return self.ends, ()
        return self.ends[: room - 1], self.ends[room - 1 :]


def spokes_around(network: nx.MultiDiGraph[str], focus: URIRef, lang: str) -> list[Spoke]:
    """The groups around a thing: left ones first, of each side what is so before what is only meant to be.

    Their order hangs on what they are, not on how many things they hold.
    """
    node = short(focus)
    if node not in network:
        return []
    gathered: dict[tuple[int, str, str], dict[str, set[str]]] = {}
    label = f"label_{lang}"
    # Not in_edges and out_edges: those views take longer to make than most things have edges.
    for side, around in ((IN, network.pred), (OUT, network.succ)):
        for other, edges in around[node].items():
            if other == node:
                continue
            for edge in edges.values():
                ends = gathered.setdefault((side, edge["line"], edge[label]), {})
                ends.setdefault(other, set()).update(edge["passages"].split(","))
    spokes = [
        Spoke(side, relation, line, _ends(network, found))
        for (side, line, relation), found in sorted(gathered.items(), key=lambda item: _order(*item[0]))
    ]
    if len(spokes) <= MOST_SPOKES:
        return spokes
    return [spoke for side in (IN, OUT) for spoke in _within_room([s for s in spokes if s.side == side])]


def room_in_each(spokes: Iterable[Spoke]) -> int:
    """How many boxes a group may have; it hangs on how many groups there are, not on what they hold."""
    number = len(list(spokes))
    return max(1, min(MOST_IN_SPOKE, (MOST_NODES - 1) // max(1, number)))


def _order(side: int, line: str, relation: str) -> tuple[int, int, str]:
    return side, LINES.index(line), relation


def _ends(network: nx.MultiDiGraph[str], found: Mapping[str, set[str]]) -> tuple[End, ...]:
    nodes = network.nodes
    return tuple(
        [
            End(interned(nodes[other]["iri"]), tuple(map(interned, sorted(passages))))
            for other, passages in sorted(found.items())
        ]
    )


def _within_room(spokes: list[Spoke]) -> list[Spoke]:
    """The first groups; the others as one for each kind of line, so that no plan hides among facts."""
    if len(spokes) <= MOST_SPOKES:
        return spokes
    kept = spokes[: MOST_SPOKES - len({spoke.line for spoke in spokes})]
    joined: dict[str, dict[URIRef, set[URIRef]]] = defaultdict(lambda: defaultdict(set))
    for spoke in spokes[len(kept) :]:
        for end in spoke.ends:
            joined[spoke.line][end.thing].update(end.passages)
    folds = [
        Spoke(
            spokes[0].side, "", line, tuple(End(t, tuple(sorted(found))) for t, found in sorted(joined[line].items()))
        )
        for line in LINES
        if line in joined
    ]
    return sorted([*kept, *folds], key=lambda spoke: LINES.index(spoke.line))
