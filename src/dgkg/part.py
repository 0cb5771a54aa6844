"""A part of a graph too large to be read whole: what some of its passages state, under the face of all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from dgkg.knowledge import KnowledgeGraph

if TYPE_CHECKING:
    from rdflib import URIRef

    from dgkg.between import Between
    from dgkg.passage_graph import PassageGraph

__all__ = ["Part"]


class Part(KnowledgeGraph):
    """A graph as far as some passages go; names, questions and citations are those of all of it.

    Args:
        kg: the graph.
        graphs: what these passages state, in reading order.
        between: the two things that they lie between, where that is why they were read.
        unread: how many passages more there are at least that would belong here.
        chosen: the things that they were read for, where nobody named any.
        left_out: how many more of their kind there are.
    """

    def __init__(
        self,
        kg: KnowledgeGraph,
        graphs: Sequence[PassageGraph],
        between: Between | None = None,
        unread: int = 0,
        chosen: Sequence[URIRef] = (),
        left_out: int = 0,
    ) -> None:
        super().__init__(kg.store, kg.record)
        self.words = kg.words
        self.occurrences = kg.occurrences
        self._graphs, self._read_between, self._unread = graphs, between, unread
        self._chosen, self._left_out = chosen, left_out

    @property
    def unread(self) -> int:
        """How many passages at least were left out for their number."""
        return self._unread

    @property
    def chosen(self) -> Sequence[URIRef]:
        """The things that it was read for, where nobody named any."""
        return self._chosen

    @property
    def left_out(self) -> int:
        """How many more of their kind there are."""
        return self._left_out

    def around(self, recipe: str, parameters: Mapping[str, str]) -> KnowledgeGraph:  # noqa: ARG002 - any is drawn
        """This part."""
        return self

    @cached_property
    def passages(self) -> list[PassageGraph]:
        """What those passages state."""
        return list(self._graphs)

    @cached_property
    def graphs(self) -> Mapping[URIRef, PassageGraph]:
        """The same by the passage."""
        return {graph.sentence: graph for graph in self._graphs}

    def _between(self, ends: tuple[URIRef, URIRef], hops: int) -> Between:
        return self._read_between or super()._between(ends, hops)
