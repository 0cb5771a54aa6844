"""What lies between two things of a graph too large to be read: as many passages as routes between them take.

A route of so many hops passes through things at most half of that away from one end or the other. All passages
that speak of these are read, and no others; so every route of no more hops is found. A thing of which very many
passages speak is no way through: it says as little as a hub does, and takes too long to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rdflib import URIRef

from dgkg import occurrence
from dgkg.errors import UsageError
from dgkg.network import build_network
from dgkg.occurrence import Occurrences
from dgkg.passage_graph import PassageGraph
from dgkg.path import Paths, check_ends, find_paths_in_part
from dgkg.walks import neighbours_of
from dgkg.words import Words

__all__ = ["Between"]

# A thing of which more passages speak is no way through, unless it is an end.
MOST_PASSAGES = 150
# Of the passages between two things so many are read while a reader waits.
MOST_READ = 2000


class Between:
    """The passages that routes of so many hops between two things take.

    Args:
        occurrences: finds and reads passages.
        words: names and citations.
        ends: the two things.
        hops: the longest route, 1 to 5.

    Raises:
        UsageError: that is too much, both ends are one thing, or ``hops`` is out of range.
    """

    def __init__(self, occurrences: Occurrences, words: Words, ends: tuple[URIRef, URIRef], hops: int) -> None:
        check_ends(words, *ends, hops)
        self._occurrences, self._words, self._ends, self._hops = occurrences, words, ends, hops
        self._graphs: dict[URIRef, PassageGraph] = {}
        self._seen: set[URIRef] = set()
        self.barred: set[URIRef] = set()
        self._take(ends)
        # What lies in the middle of a route is read from one side only.
        for steps in range(1, hops // 2 + 1):
            self._take(self._within(ends[0], steps))
            if steps <= (hops - 1) // 2:
                self._take(self._within(ends[1], steps))

    @property
    def graphs(self) -> Sequence[PassageGraph]:
        """What those passages state, in the order of the sources."""
        return [self._graphs[passage] for passage in sorted(self._graphs, key=self._words.library.sort_key)]

    def paths(self, ends: tuple[URIRef, URIRef], hops: int, *, through_hubs: bool = False) -> Paths:
        """All routes between the two things that have no more hops than were read for.

        Raises:
            UsageError: they are other things, or routes are to pass through hubs.
        """
        if through_hubs:
            raise UsageError(
                "图谱太大，路线不经过枢纽；请不选「可经过枢纽」",
                "In so large a graph routes do not pass through hubs; look for routes without them",
            )
        if ends != self._ends:
            raise UsageError("只读了另外两个事物之间的内容", "What was read lies between two other things")
        network = build_network(self.graphs, self._words)
        return find_paths_in_part(network, self._words, *ends, min(hops, self._hops), self.barred)

    def _take(self, things: Iterable[URIRef]) -> None:
        """Read all passages that speak of some things."""
        for thing in set(things) - self._seen:
            self._seen.add(thing)
            found = self._occurrences.passages(thing)
            if thing in self._ends:
                self._check(thing, found)
            elif len(found) > MOST_PASSAGES:
                self.barred.add(thing)
                continue
            read = self._occurrences.graph
            self._graphs |= {p: graph for p in found if p not in self._graphs and (graph := read(p))}
            if len(self._graphs) > MOST_READ:
                raise UsageError(
                    f"两者之间要读的句子超过 {MOST_READ} 句，图谱太大，不在等候时查找；请减少步数",
                    f"Routes between the two take more than {MOST_READ} passages to read, too many while one waits; "
                    "take fewer hops",
                )

    def _check(self, end: URIRef, found: Sequence[URIRef]) -> None:
        most = occurrence.MOST_COUNTED
        if len(found) >= most:
            label = {lang: self._words.label(end, lang) for lang in ("zh", "en")}
            raise UsageError(
                f"说到「{label['zh']}」的句子有 {most} 句以上，图谱太大，不从它查找路线；请换更具体的事物",
                f"At least {most} passages speak of “{label['en']}”: in so large a graph no routes are "
                "looked for from it; name something more specific",
            )

    def _within(self, end: URIRef, steps: int) -> set[URIRef]:
        """The things at most so many steps from an end, not through what is barred."""
        network = build_network(self._graphs.values(), self._words)
        near = neighbours_of(network)
        iris = {node: URIRef(data["iri"]) for node, data in network.nodes(data=True)}
        found = {node for node, iri in iris.items() if iri == end}
        for _ in range(steps):
            found |= {other for node in found if iris[node] not in self.barred for other in near[node]}
        return {iris[node] for node in found}
