"""Which of the drawn kinds a thing is, by its class: so every recipe gives it the same look."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from rdflib import URIRef

from dgkg.namespaces import DGO
from dgkg.ontology import Ontology
from dgkg.words import Words

__all__ = ["kind_of"]

# In this order: the first class that fits.
_KINDS = (
    ("firm", (DGO.Company, DGO.CompanyGroup, DGO.Bank)),
    ("place", (DGO.Place,)),
    ("measure", (DGO.PolicyMeasure,)),
    ("policy", (DGO.PolicyDocument, DGO.Report, DGO.Standard)),
    ("project", (DGO.Project, DGO.SupportProgramme, DGO.Activity)),
    ("plan", (DGO.Intention, DGO.Envisaged, DGO.Challenge, DGO.Claim)),
    ("industry", (DGO.Concept,)),
)
# There are many things and few sets of classes.
_SEEN: WeakKeyDictionary[Ontology, dict[frozenset[URIRef], str]] = WeakKeyDictionary()


def kind_of(thing: URIRef, words: Words, types: frozenset[URIRef] = frozenset()) -> str:
    """The kind of a thing, one of :data:`dgkg.diagram.look.LOOKS`.

    Args:
        thing: what is drawn.
        words: its classes and the tree of classes.
        types: its classes where a passage gives them and not the registry.
    """
    known = types or words.gazetteer.types.get(thing, frozenset())
    seen = _SEEN.setdefault(words.ontology, {})
    if known not in seen:
        seen[known] = _kind(known, words)
    return seen[known]


def _kind(types: frozenset[URIRef], words: Words) -> str:
    for kind, classes in _KINDS:
        if any(words.ontology.is_a(types, cls) for cls in classes):
            return kind
    return "other"
