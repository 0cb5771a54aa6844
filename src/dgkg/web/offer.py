"""The names that a field offers while one types: those of the record's own things."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import URIRef

from dgkg.errors import DgkgError
from dgkg.facts import short
from dgkg.namespaces import ID
from dgkg.web.view import View

__all__ = ["names_of", "written"]

# Beyond so many a browser's list helps nobody, and weighs.
MOST = 300


def written(view: View, iri: URIRef) -> str:
    """How a form shows a thing: by its name, or by its id where the name could mean another thing too."""
    try:
        known = view.kg.words.gazetteer.lookup(view.label(iri)) == iri
    except DgkgError:
        known = False
    return view.label(iri) if known else short(iri)


def names_of(view: View, *classes: URIRef) -> list[str]:
    """The names of all things of some classes, sorted; classes of code lists are not offered."""
    known = view.shared.offered
    if (classes, view.lang) not in known:
        known[classes, view.lang] = _names(view, classes)
    return list(known[classes, view.lang])


def _names(view: View, classes: Iterable[URIRef]) -> list[str]:
    ontology = view.kg.words.ontology
    found = {
        view.label(iri)
        for cls, things in view.shared.members.items()
        if any(ontology.is_a([cls], wanted) for wanted in classes)
        for iri in things
        if iri.startswith(str(ID))
    }
    return sorted(found)[:MOST]
