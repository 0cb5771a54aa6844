"""Which of the drawn kinds a thing is, by its class: so every recipe gives it the same look."""

from __future__ import annotations

from rdflib import URIRef

from dgkg.namespaces import DGO
from dgkg.words import Words

__all__ = ["kind_of"]

# In this order: the first class that fits.
_KINDS = (
    ("firm", ("Company", "CompanyGroup", "Bank")),
    ("place", ("Place",)),
    ("measure", ("PolicyMeasure",)),
    ("policy", ("PolicyDocument", "Report", "Standard")),
    ("project", ("Project", "SupportProgramme", "Activity")),
    ("plan", ("Intention", "Envisaged", "Challenge", "Claim")),
    ("industry", ("Concept",)),
)


def kind_of(thing: URIRef, words: Words, types: frozenset[URIRef] = frozenset()) -> str:
    """The kind of a thing, one of :data:`dgkg.diagram.look.LOOKS`.

    Args:
        thing: what is drawn.
        words: its classes and the tree of classes.
        types: its classes where a passage gives them and not the registry.
    """
    known = types or words.gazetteer.types.get(thing, frozenset())
    for kind, classes in _KINDS:
        if any(words.ontology.is_a(known, DGO[cls]) for cls in classes):
            return kind
    return "other"
