"""A thing that a question describes and does not name, found first and put in the place of its description.

「以京东项目为核心的那个小镇有几家高新企业」 and "what does the memory maker with output above 10 billion
produce" need two passages: one that states of a town, a firm, an industry what the question says of
it, and one that states of that thing what is asked. The thing must be the only one of its class
of which the most is stated, and what is left of the question must be answered of it by itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, Found
from dgkg.ask.language.bounds import bounds_in
from dgkg.ask.language.question import DOUBTING, HEAVY, TELLING, Question, Unit
from dgkg.ask.language.tokens import fold
from dgkg.ask.reading.anaphora import classes_in
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["Described", "described", "is_told", "tells_the_rest"]

_WEIGHT, _MOST_SAYING = 0.9, 2
_BRACKETS = pattern(r"\s*(?:\([^()]*\)|（[^（）]*）)")
# Every figure of a flow is of a year.
_OF_A_YEAR = frozenset({"annual", "yearly"})
_POINTING = r"(?:[那这该]\w?|\b(?:the|that|which) (?:\w+ )?)"
_MORE = pattern(r"还|另外|其他|\b(?:also|else|other)\b")
_THAT = pattern(r"的?那[家个座款条项份所支]")
# Where the description of a thing stands.
_DESCRIBING = (
    pattern(
        r"\b(?:the|that|which) (?:[\w-]+ ){1,3}(?:where|in which|(?:chosen|picked|selected|planned) for|home to|hosting"
        r"|that (?:hosts|houses|has|holds))\b(?P<said>[^,:;?]+)"
    ),
    pattern(r"(?P<said>[^，。：？?]+?)(?:所在的?|的那[个家座条款])"),
)
_SAID_OF_ONE = r"(?P<en>[^,;?]+?)(?= (?:is|are|was|were|does|do|did|has|have|had|built|lies|sits?)\b|[,;?]|$)"
# What a body has: an honour that is asked for is told by nothing else.
_HELD = frozenset({DGO.Recognition, DGO.Award})
# Of a smaller number nobody can tell what it counts.
_NUMERALS = {"five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10"}
_NO_THINGS = frozenset({"elsewhere", "beyond"})


@dataclass(frozen=True, slots=True)
class Described:
    """A question with a thing in the place of its description, and the items that say that it is this thing."""

    thing: URIRef
    question: Question
    saying: tuple[Found, ...]
    # Described by a figure beyond a bound: 「年产值过百亿的那家」.
    is_beyond: bool = False

    @property
    def asks_more(self) -> bool:
        """Whether another honour of the thing is asked for than the one that it may be described by."""
        return any(u.things & _HELD for u in self.question.units[1:]) and bool(_MORE.search(self.question.text))

    @property
    def asks_by_name(self) -> bool:
        """Whether what is left to ask is a quantity, a field, a relation that has a name, not mere words."""
        return any(_asks(u) and u.things for u in self.question.units[1:])


def described(index: Index, question: Question, found: Sequence[Found]) -> Described | None:
    """The question that is left where one thing of a class that it speaks of is described; else none."""
    if question.of_kind(*_NO_THINGS) or question.roles & (DOUBTING - {"status"}) or question.section:
        return None
    classes = classes_in(_without_quantities(question))
    told = _told_of(index, question, found, classes)
    led = _led(index, question, found, told)
    if led is None and (within := _describing(index, question)):
        # Of the right thing all that is asked may be told as well: what describes it is what stands where it should.
        led = _led(index, question, found, {t: parts & within for t, parts in told.items() if parts & within})
    return led


def _led(index: Index, question: Question, found: Sequence[Found], told: Mapping[URIRef, set[int]]) -> Described | None:
    """The question that is left where most is told of one thing alone."""
    if not told:
        return None
    weights = {thing: sum(question.units[n].weight for n in parts) for thing, parts in told.items()}
    best = [t for t in weights if weights[t] == max(weights.values())]
    if len(best) > 1:
        # 「那个小镇」: of a park and a town that are told of in one breath the town is meant.
        best = _of_named_class(index, question, best)
    if len(best) != 1:
        # What is said of two of them describes neither.
        return None
    (thing,) = best
    parts = told[thing] | _beside(question, found, thing, told[thing])
    rest = [u for n, u in enumerate(question.units) if n not in parts and not _says_nothing_of_it(u)]
    if any(not u.is_known for u in rest) or not any(_asks(u) for u in rest):
        return None
    if max(question.units[n].weight for n in parts) < HEAVY:
        return None
    kind = "place" if index.words.ontology.is_a(index.words.gazetteer.types[thing], DGO.Place) else "entity"
    unit = Unit(index.words.label(thing, question.lang), _WEIGHT, kind, frozenset({thing}))
    # What stands in brackets is another name for what stands before them.
    text = _BRACKETS.sub("", question.text)
    left = replace(question, text=text, units=(unit, *rest), numbers=frozenset())
    saying: dict[int, Found] = {}
    for n in sorted(told[thing], key=lambda n: -question.units[n].weight):
        if not any(f.own[n] >= COVERED for f in saying.values()):
            saying[n] = next(
                f for f in found if _is_said(index, question.units[n], f, n) and thing in f.item.things
                and (f.item.figure is None or _is_given(question, f))
            )  # fmt: skip
    told_so = list({f.key: f for f in saying.values()}.values())[:_MOST_SAYING]
    is_beyond = bool(bounds_in(question.text)) and any(f.item.figure is not None for f in told_so)
    return Described(thing, left, tuple(told_so), is_beyond)


def _describing(index: Index, question: Question) -> set[int]:
    """The parts of a question that stand where a thing is described: 「…所在的园区」, "the park where …"."""
    text = fold(question.text)
    stretch = next((m["said"] for words in _DESCRIBING if (m := words.search(text))), "")
    for n, _, said in _ones_of_groups(index, question):
        return {n, *(m for m, u in enumerate(question.units) if u.text in said)}
    rest = text.replace(stretch, " ") if stretch else text
    return {n for n, u in enumerate(question.units) if u.text in stretch and u.text not in rest}


def _without_quantities(question: Question) -> str:
    """The text of a question without the names of what it measures: 「digital-industry size」 speaks of no industry."""
    text = fold(question.text)
    for unit in question.units:
        text = text.replace(unit.text, " ") if unit.is_quantity else text
    return text


def _told_of(
    index: Index, question: Question, found: Sequence[Found], classes: Sequence[URIRef]
) -> Mapping[URIRef, set[int]]:
    """Things of some classes with the parts of a question that passages state of each."""
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    named = question.things | index.wider
    groups = [index.members[t] for u in question.units for t in u.things if len(index.members.get(t, ())) > 1]
    # 「那个人工智能小镇」 is one of those that are named together; a group of firms narrows down no places.
    able = frozenset(t for group in groups for t in group if any(is_a(types.get(t, ()), c) for c in classes))
    is_called_after = any(index.projects.get(t) for u in question.of_kind("entity") for t in u.things)
    # "the AI town with 97 firms": one of them, whatever else is spoken of.
    able = next((members for _, members, _ in _ones_of_groups(index, question)), able)
    told: dict[URIRef, set[int]] = defaultdict(set)
    for f in found:
        if f.item.kind == "mention" or not (is_called_after or max(f.own, default=0.0) >= COVERED):
            continue
        parts = {n for n, u in enumerate(question.units) if _is_said(index, u, f, n)}
        if f.item.figure is not None:
            parts = parts if _is_given(question, f) else set()
        elif "number" in question.roles:
            # How large something is is asked of the thing, and describes it by no name.
            parts = {n for n in parts if not question.units[n].names_quantity}
        for thing in _whose(f) if parts else ():
            if thing not in types or thing in named:
                continue
            if thing in able or (not able and any(is_a(types[thing], c) for c in classes)):
                told[thing] |= parts
    return told


def _ones_of_groups(index: Index, question: Question) -> Iterator[tuple[int, frozenset[URIRef], str]]:
    """Each name of a group by which one of it is described, with its members and what describes the one.

    "The AI town with 97 such firms" is one of the AI towns, as is 「有97家的人工智能小镇」.
    """
    text = fold(question.text)
    for n, unit in enumerate(question.units):
        groups = [index.members[t] for t in unit.things if len(index.members.get(t, ())) > 1]
        name = re.escape(unit.text)
        english = rf"\b(?:the|that|which) {name} (?:with|that|which|where|whose|having) {_SAID_OF_ONE}"
        form = rf"{english}|(?P<zh>[^，。？?]+)的{name}"
        if unit.kind == "entity" and groups and (found := re.search(form, text)):
            yield n, frozenset(t for group in groups for t in group), found["en"] or found["zh"]


def _beside(question: Question, found: Sequence[Found], thing: URIRef, parts: set[int]) -> set[int]:
    """What stands before 「那家」 too, and is told in the passage that says the rest of the description."""
    pointing = _THAT.search(fold(question.text))
    if pointing is None:
        return set()
    first, _, rest = fold(question.text).partition(pointing[0])
    before = {n for n, u in enumerate(question.units) if u.text in first and u.text not in rest}
    saying = [f for f in found if thing in f.item.things and any(f.own[n] >= COVERED for n in parts & before)]
    return {n for n in before - parts if any(f.covered[n] >= COVERED for f in saying)}


def _of_named_class(index: Index, question: Question, things: Sequence[URIRef]) -> list[URIRef]:
    """Those of some things that are of a class which a question points at: 「那个小镇」, "the town where"."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    text = fold(question.text)
    units = [u for u in question.of_kind("schema") if re.search(rf"{_POINTING}{re.escape(u.text)}", text)]
    classes = {t for u in units for t in u.things if t.startswith(str(DGO))}
    return [t for t in things if any(is_a(types[t], cls) for cls in classes)]


def _is_given(question: Question, f: Found) -> bool:
    """Whether a question gives the number of a level, or a bound that it lies beyond: it describes by that only."""
    bounds = bounds_in(question.text)
    figure = f.item.figure
    beyond = figure is not None and bool(bounds) and all(b.admits(figure) for b in bounds)
    in_words = {n for word, n in _NUMERALS.items() if f" {word} " in question.text}
    is_given = beyond or bool((question.numbers | in_words) & f.item.numbers)
    return is_given and not CHANGES & set(f.item.data.get(DGO.indicator, ()))


def _is_said(index: Index, unit: Unit, f: Found, n: int) -> bool:
    """Whether an item tells of a part of a question, or of a project that is called after the body that it names."""
    if f.own[n] >= COVERED:
        return unit.kind != "schema"
    if unit.kind != "entity" or f.item.figure is not None:
        return False
    return any(not index.projects.get(t, frozenset()).isdisjoint(f.item.things) for t in unit.things)


def _whose(f: Found) -> Iterator[URIRef]:
    """What an item may be describing."""
    if f.item.figure is None:
        yield from f.item.things
        return
    for relation in (DGO.subject, DGO.refArea, DGO.industry):
        yield from (t for t in f.item.data.get(relation, ()) if isinstance(t, URIRef))


def _asks(unit: Unit) -> bool:
    """Whether a part of a question can be what is asked of the thing: a quantity, a field, a relation by its word."""
    return unit.weight >= TELLING or (unit.kind == "schema" and not _says_nothing_of_it(unit))


def _says_nothing_of_it(unit: Unit) -> bool:
    """Whether a part of a question only names the class of the thing, is the number that describes it, or a year's."""
    classes = [t for t in unit.things if t.startswith(str(DGO)) and t[len(DGO)].isupper()]
    is_class = unit.kind == "schema" and bool(classes) and not unit.things & _HELD
    return is_class or unit.text[:1].isdigit() or unit.text in _OF_A_YEAR


def tells_the_rest(described: Described, items: Sequence[Found]) -> bool:
    """Whether items tell of the thing all that was left to ask."""
    question = described.question
    mine = [f for f in items if len(f.own) == len(question.units) and described.thing in f.item.wide]
    return bool(mine) and is_told(question, mine)


def is_told(question: Question, items: Sequence[Found]) -> bool:
    """Whether items tell each telling part of a question by themselves, and a number where one is asked for."""
    if "number" in question.roles and not any(f.item.figure is not None for f in items):
        return False
    mine = [f for f in items if len(f.own) == len(question.units)]
    asked = [n for n, u in enumerate(question.units) if u.weight >= TELLING or u.things & _HELD]
    return all(any(f.own[n] >= COVERED for f in mine) for n in asked)
