"""The figure of a body that is told, beyond the bound that a question sets for it in another passage.

"Which maker of high-value components has an annual output above CNY 10 billion?": who makes them stands in one passage,
whose output is so large in another.
"""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found, unasked
from dgkg.ask.language.bounds import bounds_in
from dgkg.ask.language.question import TELLING, Question
from dgkg.namespaces import DGO

__all__ = ["of_bound"]


def of_bound(index: Index, question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """The figure beyond a bound of the one body told that has one."""
    if not chosen or question.doubts or not question.roles & {"list", "who"}:
        return []
    bounds = bounds_in(question.text)
    asked = [n for n, u in enumerate(question.units) if u.names_quantity and u.weight >= TELLING]

    def lies_beyond(f: Found) -> bool:
        figure = f.item.figure
        return figure is not None and all(b.admits(figure) for b in bounds) and any(f.own[n] >= COVERED for n in asked)

    if not bounds or not asked:
        return []
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    known = {t for u in question.units for t in u.things}
    told = {
        t for f in chosen if f.page is chosen[0].page for t in f.item.things - known
        if is_a(types.get(t, ()), DGO.Organization)
    }  # fmt: skip
    of: dict[URIRef, Found] = {}
    for f in found:
        for thing in (t for p in (DGO.subject, DGO.refArea) for t in f.item.data.get(p, ())):
            if isinstance(thing, URIRef) and thing in told and lies_beyond(f):
                of.setdefault(thing, f)
    # It is looked for on purpose, whatever else it tells of the question.
    return [unasked(question, f.page, f.item) for f in of.values()] if len(of) == 1 else []
