"""Walks over the neighbours of things: which there are from one to another, and how far apart they are."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["distances", "neighbours_of", "walks_between"]


def neighbours_of(network: nx.MultiDiGraph[str]) -> dict[str, set[str]]:
    """The things that something is stated of together with each thing, whichever way."""
    near: dict[str, set[str]] = {node: set() for node in network}
    for a, b in network.edges():
        if a != b:
            near[a].add(b)
            near[b].add(a)
    return near


def distances(near: Mapping[str, set[str]], end: str, barred: frozenset[str]) -> dict[str, int]:
    """How many hops each node is from the end, without passing through what is barred."""
    found, todo = {end: 0}, deque([end])
    while todo:
        node = todo.popleft()
        for other in near[node]:
            if other not in found and other not in barred:
                found[other] = found[node] + 1
                todo.append(other)
    return found


def walks_between(
    near: Mapping[str, set[str]], start: str, end: str, hops: int, barred: frozenset[str]
) -> Iterator[tuple[str, ...]]:
    """Walks of at most so many hops, or the shortest if that is longer, without a thing twice."""
    distance = distances(near, end, barred)
    if start not in distance:
        return
    limit = max(hops, distance[start])

    def go_on(walk: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if walk[-1] == end:
            yield walk
            return
        # Who stands farther from the end than hops are left cannot arrive.
        left = limit - len(walk)
        for node in sorted(near[walk[-1]]):
            if node not in walk and distance.get(node, limit + 1) <= left:
                yield from go_on((*walk, node))

    yield from go_on((start,))
