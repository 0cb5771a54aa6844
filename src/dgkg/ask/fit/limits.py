"""Whether an upper limit that is told is of the field that a question asks about."""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found
from dgkg.ask.language.question import TELLING, Question
from dgkg.namespaces import DGO, RDF

__all__ = ["caps_the_field"]


def caps_the_field(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """The most that a field gets is told by a limit of that field, not by the one of another."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types

    def is_field(thing: URIRef) -> bool:
        return any(is_a(types.get(thing, ()), cls) for cls in (DGO.Industry, DGO.Topic))

    limits = [f for f in chosen if DGO.Cap in f.item.data.get(RDF.type, ())]
    fields = [
        n for n, u in enumerate(question.units)
        if u.kind == "concept" and u.weight >= TELLING and any(map(is_field, u.things))
    ]  # fmt: skip
    if "cap" not in question.roles or question.doubts or question.has_parts or not limits:
        return True
    return all(any(f.covered[n] >= COVERED for f in limits) for n in fields)
