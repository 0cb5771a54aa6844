"""What lies between two things of a graph too large to be read: as many passages as routes between them take.

A route of so many hops passes through things at most half of that away from one end or the other. All passages
that speak of these are read, and no others; so every route of no more hops is found. A thing of which very many
passages speak is no way through: it says as little as a hub does, and takes too long to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from rdflib import URIRef

from dgkg.errors import UsageError
from dgkg.knowledge import KnowledgeGraph
from dgkg.passage_graph import PassageGraph

if TYPE_CHECKING:
    from dgkg.path import Paths

__all__ = ["Between", "Region"]

# Of the passages between two things so many are read while a reader waits.
MOST_READ = 2000


class Region:
    """The passages that speak of some things, read thing by thing.

    Args:
        passages: gives those that speak of a thing, as far as they are counted.
        read: reads what one states.
        most: a thing of which more passages speak is barred, unless it is an end.
        counted: so many are never all.
    """

    def __init__(
        self,
        passages: Callable[[URIRef], Sequence[URIRef]],
        read: Callable[[URIRef], PassageGraph | None],
        most: int,
        counted: int,
    ) -> None:
        self._passages, self._read, self._most, self._counted = passages, read, most, counted
        self._graphs: dict[URIRef, PassageGraph] = {}
        self._seen: set[URIRef] = set()
        self.barred: set[URIRef] = set()

    @property
    def graphs(self) -> Mapping[URIRef, PassageGraph]:
        """What was read, by passage."""
        return self._graphs

    def take(self, kg: KnowledgeGraph, things: Iterable[URIRef], *, are_ends: bool = False) -> None:
        """Read all passages that speak of some things.

        Raises:
            UsageError: they are too many.
        """
        for thing in set(things) - self._seen:
            self._seen.add(thing)
            found = self._passages(thing)
            if are_ends and len(found) >= self._counted:
                label = {lang: kg.words.label(thing, lang) for lang in ("zh", "en")}
                raise UsageError(
                    f"说到「{label['zh']}」的句子有 {self._counted} 句以上，图谱太大，不从它查找路线；请换更具体的事物",
                    f"At least {self._counted} passages speak of “{label['en']}”: in so large a graph no routes are "
                    "looked for from it; name something more specific",
                )
            if not are_ends and len(found) > self._most:
                self.barred.add(thing)
                continue
            self._graphs |= {p: graph for p in found if p not in self._graphs and (graph := self._read(p))}
            if len(self._graphs) > MOST_READ:
                raise UsageError(
                    f"两者之间要读的句子超过 {MOST_READ} 句，图谱太大，不在浏览时查找；请减少步数",
                    f"Routes between the two take more than {MOST_READ} passages to read, too many while one waits; "
                    "take fewer hops",
                )


class Between(KnowledgeGraph):
    """A graph of which nothing is read but what routes of so many hops between two things take.

    Args:
        kg: the graph.
        region: reads its passages.
        ends: the two things.
        hops: the longest route, 1 to 5.

    Raises:
        UsageError: that is too much, both ends are one thing, or ``hops`` is out of range.
    """

    def __init__(self, kg: KnowledgeGraph, region: Region, ends: tuple[URIRef, URIRef], hops: int) -> None:
        from dgkg.path import check_ends

        super().__init__(kg.store, kg.record)
        self.words = kg.words
        self._region, self._ends, self._hops = region, ends, hops
        check_ends(kg.words, *ends, hops)
        region.take(kg, ends, are_ends=True)
        # What lies in the middle of a route is read from one side only.
        for steps in range(1, hops // 2 + 1):
            region.take(kg, self._within(ends[0], steps))
            if steps <= (hops - 1) // 2:
                region.take(kg, self._within(ends[1], steps))

    def _within(self, end: URIRef, steps: int) -> set[URIRef]:
        """The things at most so many steps from an end, not through what is barred."""
        from dgkg.network import build_network
        from dgkg.walks import neighbours_of

        network = build_network(self._region.graphs.values(), self.words)
        near = neighbours_of(network)
        iris = {node: URIRef(data["iri"]) for node, data in network.nodes(data=True)}
        found = {node for node, iri in iris.items() if iri == end}
        for _ in range(steps):
            found |= {other for node in found if iris[node] not in self._region.barred for other in near[node]}
        return {iris[node] for node in found}

    @cached_property
    def passages(self) -> list[PassageGraph]:
        """What those passages state, in the order of the sources."""
        key = self.words.library.sort_key
        return [self._region.graphs[passage] for passage in sorted(self._region.graphs, key=key)]

    def path(self, a: str, b: str, *, hops: int = 3, through_hubs: bool = False) -> Paths:
        """All routes between the two things that have no more hops than were read for.

        Raises:
            NotFoundError: no such thing.
            UsageError: they are other things, or routes are to pass through hubs.
        """
        from dgkg.path import find_paths_in_part

        ends = self.resolve(a, "any"), self.resolve(b, "any")
        if through_hubs:
            raise UsageError(
                "图谱太大，路线不经过枢纽；请不选「可经过枢纽」",
                "In so large a graph routes do not pass through hubs; look for routes without them",
            )
        if ends != self._ends:
            raise UsageError("只读了另外两个事物之间的内容", "What was read lies between two other things")
        return find_paths_in_part(self._network, self.words, *ends, min(hops, self._hops), self._region.barred)
