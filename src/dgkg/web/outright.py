"""What a search answers outright: the thing whose very name was typed, with what is asked about its kind most.

Who types 松山湖 wants to know which firms are there, who types a firm's name its roles: that
stands on the page of the search itself, each row and fact with its sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.errors import AmbiguousNameError, NotFoundError
from dgkg.facts import grouped
from dgkg.namespaces import expand
from dgkg.query import find_query
from dgkg.web.answered import Answered, answered
from dgkg.web.view import Told, View

__all__ = ["Outright", "outright"]

# Each is asked of a thing that its first parameter takes.
_QUESTIONS = ("firms-in-place", "firms-in-industry", "policies-for-industry", "measures-of-policy")
MOST_ROWS = 12
# Of more facts than these the first of each group are shown; the page of the thing has all.
MOST_FACTS = 14
FIRST_OF_GROUP = 2


@dataclass(frozen=True, slots=True)
class Outright:
    """A thing with tables and facts; ``left`` more facts are on its page at ``address``."""

    iri: URIRef
    name: str
    other: str
    kind: str
    address: str | None
    tables: Sequence[tuple[str | None, Answered]]
    groups: Sequence[tuple[str, Sequence[Told]]]
    left: int


def outright(view: View, text: str) -> Outright | None:
    """What a text asks for if it is the name of one thing, in whatever spelling; else ``None``."""
    try:
        iri = view.kg.words.gazetteer.lookup(text)
    except (NotFoundError, AmbiguousNameError):
        return None
    facts = view.kg.entity(iri).facts(view.lang)
    groups = grouped(facts, view.kg.words, view.lang)
    most = len(facts) if len(facts) <= MOST_FACTS else FIRST_OF_GROUP
    shown = [(title, [view.told(fact) for fact in found[:most]]) for title, found in groups.items()]
    return Outright(
        iri,
        view.label(iri),
        view.other_label(iri),
        view.type_label(iri),
        view.thing(iri),
        _tables(view, iri),
        shown,
        len(facts) - sum(len(found) for _, found in shown),
    )


def _tables(view: View, iri: URIRef) -> list[tuple[str | None, Answered]]:
    types = view.kg.words.gazetteer.types[iri]
    found = []
    for name in _QUESTIONS:
        query = find_query(name)
        parameter = query.parameters[0]
        cls = expand(parameter.kind)
        if cls is None or not view.kg.words.ontology.is_a(types, cls):
            continue
        solutions = view.kg.query(query, **{parameter.name: iri})
        if solutions:
            address = view.to.page(f"/q/{name}", {parameter.name: view.label(iri)})
            found.append((address, answered(view, solutions, solutions.asked(view.lang), MOST_ROWS)))
    return found
