"""A question, taken apart: what it names, what it asks for, and words that nothing is known of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rdflib import URIRef

__all__ = ["DOUBTING", "HEAVY", "TELLING", "Question", "Unit", "follow"]

# How much a part weighs that an answer cannot leave out, and one that it should not.
HEAVY, TELLING = 0.45, 0.35
# Whether something is so: the answer may be that it is of something else.
DOUBTING = frozenset({"yesno", "status", "same"})
_JOINTS = re.compile(r"[、，,？?；;]\s*\S|和|及|与|各|分别| and | each |respectively", re.IGNORECASE)
_ASKS_AGAIN = re.compile(
    r" and (?:with |at |by |in |to )?(?:about )?(?:what|how|which|who|when|where)\b", re.IGNORECASE
)
_QUESTION_WORDS = re.compile(r"多少|几[家个条份项场座宗人类名户台处款件次]|\bhow (?:many|much)\b", re.IGNORECASE)
_MOST_NEW = 2
_ASKING = {"list", "who", "number", "date", "cap", "status"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a question that an answer should account for.

    ``things`` are what a name can mean; ``words`` the features by which plain words are found,
    each with its weight; ``weight`` says how telling the part is; ``kind`` is ``entity``,
    ``place``, ``concept``, ``schema`` (a class, a relation), ``elsewhere``, ``beyond`` (what
    the source never tells) or ``word``.
    """

    text: str
    weight: float
    kind: str = "word"
    things: frozenset[URIRef] = frozenset()
    words: tuple[tuple[frozenset[str], float], ...] = ()
    is_known: bool = True

    @property
    def is_quantity(self) -> bool:
        """Whether it names what can be measured, and nothing else."""
        return bool(self.things) and all("/indicator-" in thing for thing in self.things)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood."""

    text: str
    lang: str
    units: tuple[Unit, ...]
    roles: frozenset[str]
    years: frozenset[int]
    numbers: frozenset[str]
    names_city: bool = False
    names_source: bool = False
    section: str = ""
    wanted: frozenset[URIRef] = frozenset()
    city: frozenset[URIRef] = frozenset()
    wider: frozenset[URIRef] = frozenset()
    reported: int = 0

    @property
    def weight(self) -> float:
        """The weight of all parts together."""
        return sum(u.weight for u in self.units if u.kind != "elsewhere")

    @property
    def places(self) -> tuple[Unit, ...]:
        """The places that an answer has to be about; the city, the province and the nation ask for nothing."""
        return tuple(
            u for u in self.units if u.kind == "place" and (not u.things & self.wider or u.things == self.city)
        )

    @property
    def has_parts(self) -> bool:
        """Whether it asks several things at once."""
        asks_again = _ASKS_AGAIN.search(self.text) or len(_QUESTION_WORDS.findall(self.text)) > 1
        return len(_JOINTS.findall(self.text)) > 1 or bool(asks_again)

    @property
    def asks_several(self) -> bool:
        """Whether several values are asked for: several questions, or one about two quantities."""
        quantities = [u for u in self.units if u.is_quantity and u.weight >= TELLING]
        return self.has_parts or (len(quantities) > 1 and bool(_JOINTS.search(self.text)))

    @property
    def is_about_source(self) -> bool:
        """Whether the source itself is asked about, not what it says."""
        telling = any(u.weight >= TELLING and u.kind != "word" for u in self.units)
        return self.names_source and ("author" in self.roles or ("date" in self.roles and not telling))

    def of_kind(self, *kinds: str) -> tuple[Unit, ...]:
        """The parts of some kinds."""
        return tuple(u for u in self.units if u.kind in kinds)


def follow(before: Question, question: Question) -> Question:
    """A question that leaves out what was said before, filled up from the question before.

    「那南城呢？」 after a question on 松山湖 keeps all of that question but the place.
    """
    if len(question.units) > _MOST_NEW or question.roles & _ASKING:
        return question
    kept = [u for u in before.units if not any(_same_sort(u, new) for new in question.units)]
    return replace(
        question,
        units=(*kept, *question.units),
        roles=before.roles | question.roles,
        years=question.years or before.years,
        numbers=frozenset(),
    )


def _same_sort(unit: Unit, other: Unit) -> bool:
    """Whether one can stand in the place of the other."""
    places = {"place", "elsewhere"}
    return unit.kind == other.kind or {unit.kind, other.kind} <= places
