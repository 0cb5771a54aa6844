"""The parts of a question that name something, each to be changed for another of its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.ask import Answer
from dgkg.namespaces import ID
from dgkg.web.view import View
from dgkg.web.wording import address_of

__all__ = ["Slot", "changed", "slots_of"]

_MOST_OFFERED = 300
_MOST_THINGS = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """What the question says there, what it was taken for (name and address of each), and what else it could be."""

    text: str
    things: Sequence[tuple[str | None, str]]
    offered: Sequence[str]


def slots_of(view: View, question: str, answer: Answer) -> list[Slot]:
    """The named parts of a question, in their order."""
    found: dict[int, Slot] = {}
    for unit in answer.question.units if answer.question else ():
        at = question.casefold().find(unit.text.casefold())
        if not unit.things or at < 0 or at in found:
            continue
        things = sorted(unit.things)[:_MOST_THINGS]
        written = question[at : at + len(unit.text)]
        found[at] = Slot(written, [(address_of(view, t), view.label(t)) for t in things], _peers(view, things))
    return [found[at] for at in sorted(found)]


def changed(question: str, what: str, instead: str) -> str:
    """A question with a part of it changed; as it was where it has no such part."""
    if not what or not instead:
        return question
    return re.sub(re.escape(what), lambda _: instead, question, count=1, flags=re.IGNORECASE)


def _peers(view: View, things: Sequence[URIRef]) -> list[str]:
    """The names of everything of the same class as some things."""
    types = view.kg.words.gazetteer.types
    classes = {view.kg.words.ontology.most_specific(types.get(thing, ())) for thing in things}
    near = (iri for cls in classes if cls for iri in view.shared.members.get(cls, ()) if iri.startswith(str(ID)))
    return sorted({view.label(iri) for iri in near})[:_MOST_OFFERED]
