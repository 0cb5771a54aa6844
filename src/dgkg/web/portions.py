"""Which pages of a site are best made by one process, one after another: those that show the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from rdflib import URIRef

from dgkg.passage_graph import PassageGraph
from dgkg.web.leaves import ENTITY, PASSAGE, Leaf

__all__ = ["portions_of"]

# So many pages a process takes at a time, fewer of those that take long. The list of a class shows the things of those
# below it.
_PORTION = 8
_PORTIONS = {ENTITY: 100, "/t/{kind}": 500}
# A chapter that ends beyond so many pages ends a portion.
_TOLD = 60
# What more passages name than these has facts from all over: one process tells all passages for such things, and the
# others but their own.
_WIDE = 200


def portions_of(leaves: Iterable[Leaf], naming: Callable[[URIRef], Sequence[PassageGraph]]) -> list[list[Leaf]]:
    """All pages, in portions; what takes longest comes first.

    Args:
        leaves: the pages, those of a chapter and of its passages side by side.
        naming: gives the passages that name a thing, in reading order.
    """
    told: list[list[Leaf]] = []
    of_passage: dict[URIRef, list[Leaf]] = {}
    things: list[Leaf] = []
    others: list[Leaf] = []
    wide: list[Leaf] = []
    for leaf in leaves:
        if leaf.pattern == PASSAGE:
            # A chapter shows what its passages show.
            if not told or (leaf.about is None and len(told[-1]) >= _TOLD):
                told.append([])
            told[-1].append(leaf)
            if leaf.about is not None:
                of_passage[leaf.about] = told[-1]
        else:
            (things if leaf.pattern == ENTITY else others).append(leaf)
    for leaf in things:
        # Who has told the facts of a passage has them at hand for the things that it names.
        named = naming(leaf.about) if leaf.about else ()
        portion = of_passage.get(named[0].sentence, others) if named else others
        (wide if len(named) > _WIDE else portion).append(leaf)
    alike = [
        portion for pattern, found in groupby(others, key=attrgetter("pattern")) for portion in _cut(pattern, found)
    ]
    return [*alike, *told, *([wide] if wide else [])]


def _cut(pattern: str, leaves: Iterable[Leaf]) -> list[list[Leaf]]:
    pages, size = list(leaves), _PORTIONS.get(pattern, _PORTION)
    return [pages[start : start + size] for start in range(0, len(pages), size)]
