"""Whether a figure or a rank is of what a question asks about: the right thing, in the right place."""

from __future__ import annotations

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import features
from dgkg.namespaces import DGO, ID

__all__ = ["GENERAL", "fits", "is_of_all_members", "names_another"]

_BODIES = (DGO.Organization, DGO.Place, DGO.Project, DGO.PolicyDocument, DGO.Event)
# Quantities that any field has.
GENERAL = {
    ID[f"indicator-{name}"]
    for name in ("output-value", "operating-revenue", "import-export-value", "export-value", "firm-count", "investment")
}
_SAID, _TELLING_DIGITS = 0.2, 3
_NOBODY: frozenset[URIRef] = frozenset()


def fits(index: Index, question: Question, f: Found) -> bool:
    """Whether an item is about what is asked: a figure of the right thing in the right place."""
    if not f.is_number:
        return True
    return not (_is_narrower(index, question, f) and not _is_beside_the_number(question, f)) and (
        _is_of_the_right_one(index, question, f) or is_of_all_members(index, question, f)
    )


def _is_beside_the_number(question: Question, f: Found) -> bool:
    """Whether the passage prints a number that a question gives: 「52.7亿的营收，靠的是几家」 is of that field."""
    given = {n for n in question.numbers if len(n.replace(".", "")) >= _TELLING_DIGITS}
    return any(given & item.numbers for item in f.page.items)


def _is_of_the_right_one(index: Index, question: Question, f: Found) -> bool:
    """Whether a figure is of the place and the thing that a question names, or of the city where it names none."""
    places = question.places and [c for u, c in zip(question.units, f.own, strict=True) if u in question.places]
    if places and max(places) < COVERED:
        return False
    if not places and question.names_city and _is_elsewhere(index, question, f):
        return False
    things = question.entities
    if not things or max(f.own[n] for n in things) >= COVERED:
        return True
    # A figure of the city, in a passage on the thing, may be the thing's; one of something else may not.
    return max(f.covered[n] for n in things) >= COVERED and not names_another(index, question, f)


def _of(index: Index, group: URIRef) -> frozenset[URIRef]:
    return index.members.get(group, _NOBODY)


def is_of_all_members(index: Index, question: Question, f: Found) -> bool:
    """Whether a figure is of a group of which a question names every member: 「松山湖和南城两大集聚区」."""
    whose = (t for p in (DGO.subject, DGO.refArea) for t in f.item.data.get(p, ()) if isinstance(t, URIRef))
    return any(len(members) > 1 and members <= question.things for t in whose if (members := _of(index, t)))


def _is_narrower(index: Index, question: Question, f: Found) -> bool:
    """Whether a figure is of one field only, where that of the whole was asked for."""
    fields = f.item.data.get(DGO.industry)
    if not fields or "number" not in question.roles or question.entities:
        return False
    if GENERAL.isdisjoint((*f.item.data.get(DGO.indicator, ()), *f.item.data.get(DGO.ofIndicator, ()))):
        return False
    names = frozenset().union(*(index.lexicon.features.get(t, frozenset()) for t in fields if isinstance(t, URIRef)))
    if any(features(u.text) & names for u in question.units):
        return False
    said = [c for u, c in zip(question.units, f.own, strict=True) if not u.is_quantity and u.weight >= _SAID]
    return max(said, default=0.0) < COVERED


def _is_elsewhere(index: Index, question: Question, f: Found) -> bool:
    """Whether a figure is of another place, where the city's was asked for."""
    if question.roles & {"share", "ratio", "compare", "difference"}:
        return False
    areas = [a for a in f.item.data.get(DGO.refArea, ()) if isinstance(a, URIRef) and a in index.words.gazetteer.types]
    places = [a for a in areas if index.words.ontology.is_a(index.words.gazetteer.types[a], DGO.Place)]
    return bool(places) and all(index.city.isdisjoint({a, *index.broader.get(a, ())}) for a in places)


def names_another(index: Index, question: Question, f: Found) -> bool:
    """Whether a figure is of a body, place or project that the question does not name."""
    asked = question.things
    within = {b for t in asked for b in index.broader.get(t, ())} | asked | index.wider
    whose = {
        t for p in (DGO.subject, DGO.rankedEntity, DGO.refArea) for t in f.item.data.get(p, ()) if isinstance(t, URIRef)
    }
    types = index.words.gazetteer.types
    if any(asked & members and not members <= asked and t not in asked for t in whose if (members := _of(index, t))):
        # What is told of a group is told of no single member.
        return True
    return any(t not in within and index.words.ontology.is_a(types.get(t, ()), c) for t in whose for c in _BODIES)
