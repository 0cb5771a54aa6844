"""How what is told bears on a question: which parts of it an item tells, and whether it is of the kind asked for.

Parts are told by number, as :attr:`dgkg.ask.language.question.Question.units` has them, and of the whole question,
also where an item was found for one of the questions within it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from rdflib import URIRef

from dgkg.ask.evidence.gathering import Gathered
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, DATES, Found, covers
from dgkg.ask.language.question import TELLING
from dgkg.namespaces import DGO, UNIT

__all__ = ["FIGURES", "IN_WORDS", "WORKED_OUT", "Bearing", "Parts", "dominated"]

Parts = frozenset[int]

FIGURES = frozenset({"number", "growth", "share", "rank", "cap", "count", "amount"})
WORKED_OUT = frozenset({"difference", "ratio", "sum", "average", "base", "times", "climb", "new", "cumulative"})
IN_WORDS = frozenset({"statement", "activity", "intention", "measure"})
_SAID = 0.2
_MEMBERS = {"membership", "recognition"}


class Bearing:
    """What each item that was gathered tells of the question, and which of them anything else was made of."""

    def __init__(self, index: Index, gathered: Gathered) -> None:
        self.index = index
        self.question = question = gathered.question
        self.asked = frozenset(t for u in question.units for t in u.things)
        self.around = index.city.union(*(index.broader.get(city, ()) for city in index.city))
        known = [n for n, u in enumerate(question.units) if u.kind not in {"elsewhere", "beyond"}]
        self._said = frozenset(n for n in known if question.units[n].weight >= _SAID)
        self.telling: Parts = frozenset(n for n in known if question.units[n].weight >= TELLING)
        self.named: Parts = frozenset(n for n in self.telling if question.units[n].kind == "entity")
        self._covered: dict[object, Parts] = {}
        computed = gathered.computed
        self._operands = {
            f.key
            for f in (
                *(f for first in gathered.first for f in first.figures),
                *(computed.operands if computed else ()),
                *(computed.then.operands if computed and computed.then else ()),
                *(gathered.members.naming if gathered.members else ()),
            )
        }
        self._described = {f.key for f in gathered.described}

    def _covers(self, f: Found) -> Parts:
        """The parts that an item tells, worked out when they are first asked for."""
        if (known := self._covered.get(f.key)) is None:
            item, units = f.item, self.question.units
            known = self._covered[f.key] = frozenset(
                n for n, u in enumerate(units) if covers(u, item.things, item.wide, item.words) >= COVERED
            )
        return known

    def parts(self, f: Found) -> Parts:
        """The parts that an item itself tells, but for those that say little."""
        return self._covers(f) & self._said

    def main(self, f: Found) -> Parts:
        """The parts that tell most of what is asked, as far as an item itself tells them."""
        return self._covers(f) & self.telling

    def things(self, f: Found) -> Parts:
        """The parts among those that name a thing, not what is measured of it."""
        units = self.question.units
        return frozenset(n for n in self.main(f) if units[n].things and not units[n].names_quantity)

    def is_empty(self, f: Found) -> bool:
        """Whether an item itself tells no part at all."""
        return not self._covers(f)

    def all_parts(self, items: Iterable[Found]) -> Parts:
        """The parts that some items tell together."""
        return frozenset().union(*map(self.parts, items))

    def is_operand(self, f: Found) -> bool:
        """Whether anything was worked out of an item, compared or counted by it."""
        return f.key in self._operands

    def stays(self, f: Found) -> bool:
        """Whether an item is told for something else than the parts that it tells: it was looked for on purpose."""
        return self.is_operand(f) or f.key in self._described or not (any(f.own) or any(f.covered))

    def answers(self, f: Found) -> bool:
        """Whether an item is of the very quantity that is named, or the growth, share or rank that is asked for."""
        roles, indicators = self.question.roles, set(f.item.data.get(DGO.indicator, ()))
        if any(u.is_quantity and u.weight >= TELLING and u.things & indicators for u in self.question.units):
            return True
        if ("growth" in roles and indicators & CHANGES) or ("rank" in roles and f.item.kind == "rank"):
            return True
        in_percent = f.item.figure is not None and f.item.figure.unit == UNIT.PERCENT
        return "share" in roles and (in_percent or self.is_share(f))

    @staticmethod
    def is_share(f: Found) -> bool:
        """Whether an item is a share of something, however it is printed."""
        return any("share" in str(i) for i in f.item.data.get(DGO.indicator, ()))

    @staticmethod
    def is_dated(f: Found) -> bool:
        """Whether an item says when something was or will be."""
        return f.item.relation in DATES or (f.item.relation is None and bool(f.item.data.keys() & DATES))

    def is_a(self, thing: object, cls: URIRef) -> bool:
        """Whether a thing is of a class."""
        return self.index.words.ontology.is_a(self.index.words.gazetteer.types.get(thing, ()), cls)  # type: ignore[call-overload]

    def is_of_kind(self, f: Found) -> bool:
        """Whether an item gives what the question word asks for: a date, a place, a body, a figure, a member."""
        roles = self.question.roles
        if self.question.doubts:
            return False
        for role, gives in self._kinds.items():
            if role in roles:
                return gives(f)
        return False

    @cached_property
    def _kinds(self) -> Mapping[str, Callable[[Found], bool]]:
        """Of each role whether an item gives what it asks for; the first that a question has decides."""
        roles = self.question.roles
        counted = bool(roles & {"number", "amount", "count"})
        grown = "growth" in roles and not counted

        def is_figure(f: Found) -> bool:
            return bool(CHANGES & set(f.item.data.get(DGO.indicator, ()))) if grown else f.is_number

        return {
            "date": self.is_dated,
            # 「多少家，排第几」 asks for both.
            "rank": lambda f: f.is_number if counted or grown else f.item.kind == "rank",
            "where": self._is_where,
            "who": lambda f: self._names(f, DGO.Organization, besides=self.asked),
            **dict.fromkeys(sorted(FIGURES - {"rank"}), is_figure),
            "advice": lambda f: f.item.kind == "intention",
            "list": lambda f: f.item.kind in _MEMBERS,
        }

    def _is_where(self, f: Found) -> bool:
        return f.item.relation == DGO.locatedIn or self._names(f, DGO.Place, besides=self.asked | self.index.wider)

    def _names(self, f: Found, cls: URIRef, besides: frozenset[URIRef]) -> bool:
        return any(t not in besides and self.is_a(t, cls) for t in self.ends(f))

    @staticmethod
    def ends(f: Found) -> set[object]:
        """What an item's sentence names: the ends of a relation, or all that a statement is tied to."""
        item = f.item
        if item.relation is not None:
            return {item.node, *item.data.get(item.relation, ())}
        return {value for values in item.data.values() for value in values}


def dominated(parts: Parts, others: Sequence[Parts]) -> bool:
    """Whether one of some others tells all of these parts and more."""
    return any(parts < other for other in others)
