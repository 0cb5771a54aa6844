"""How much of a graph too large to be read whole a picture takes: what is said of the things that it names.

Where it names none, what comes first of its kind is drawn, and it is told how much is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from dgkg.between import Between
from dgkg.part import Part
from dgkg.terms import as_iri

if TYPE_CHECKING:
    from rdflib import URIRef

    from dgkg.diagram.recipe import First
    from dgkg.knowledge import KnowledgeGraph

__all__ = ["around", "near_first"]

_ROUTES, _HOPS = "path", 3  # the picture of routes, and how long these are at the most


def around(
    kg: KnowledgeGraph, recipe: str, parameters: Mapping[str, str], first_of: Callable[[First], KnowledgeGraph]
) -> KnowledgeGraph:
    """The graph as far as a picture takes it.

    Args:
        kg: a graph that is not read whole.
        recipe: the name of the picture; of one that there is not, the graph comes back.
        parameters: what it is to be of.
        first_of: the graph as far as the things go that come first of their kind.

    Raises:
        NotFoundError: nothing has one of the names.
        TooLargeError: no thing is named, and none comes first.
        UsageError: these are not the parameters of the recipe, or routes take too much to read.
    """
    from dgkg.diagram import recipes

    if (wanted := recipes().get(recipe)) is None or wanted.is_asked:
        return kg
    values = wanted.values(parameters)
    things = wanted.about(kg, values) if wanted.about else _named(kg, values.values())
    if recipe == _ROUTES:
        between = Between(kg.occurrences, kg.words, (things[0], things[-1]), _HOPS)
        return Part(kg, between.graphs, between)
    if not things and wanted.first is not None:
        return first_of(wanted.first)
    return kg.near(*things)


def near_first(kg: KnowledgeGraph, first: First) -> KnowledgeGraph:
    """The graph as far as the things go that come first of their kind; each left out is in a passage at least."""
    things, number = (kg.sparql(query).table.rows for query in first.queries())
    chosen = [as_iri(thing) for (thing,) in things]
    part, left_out = kg.near(*chosen), int(str(number[0][0])) - len(chosen)
    return Part(kg, part.passages, unread=part.unread + left_out, chosen=chosen, left_out=left_out)


def _named(kg: KnowledgeGraph, texts: Iterable[str]) -> list[URIRef]:
    """The things that some texts name, each perhaps several, separated by commas."""
    names = filter(None, map(str.strip, re.split("[,，]", ",".join(texts))))
    # What nothing has for a name is an error that helps; what several things have is the recipe's to refuse.
    return [next((hit.iri for hit in kg.find(name)), None) or kg[name].iri for name in names]
