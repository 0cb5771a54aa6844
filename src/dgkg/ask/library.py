"""Questions of the library, known by the words in their headers: a new ``.rq`` teaches a new question.

A question fits where its words are those of a header but for what the header's parameters take:
another thing of the kind, another year, section or threshold. Names that are no parameter
narrow the rows to those that name them (``output of Ramaxel`` of all figures of firms).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.language.lexicon import Match
from dgkg.ask.language.tokens import Token, fold, tokenize
from dgkg.ask.reading.roster import Roster, roster_of
from dgkg.namespaces import DGS, ID, expand
from dgkg.pattern import pattern
from dgkg.query import Parameter, Query, catalogue
from dgkg.questions import Questions
from dgkg.solutions import SENTENCE, Solutions
from dgkg.terms import to_sparql

__all__ = ["Library"]

_SLOT = "◇"
_MONTH = pattern(r"(20\d\d)年(\d{1,2})月")
# 2024, 2023-08, 6.3, 2.1.2-p1-s4: what a parameter takes that is no thing.
_VALUE = pattern(r"20\d\d年\d{1,2}月|\d+(?:\.\d+)*(?:-[a-z0-9]+)*")
_MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class _Slot:
    """A stretch of a question (token numbers) that may be the value of a parameter."""

    start: int
    end: int
    things: frozenset[URIRef] = frozenset()
    value: str = ""


@dataclass(frozen=True, slots=True)
class _Header:
    """One way to ask a question of the library, as its header has it."""

    query: Query
    text: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Fit:
    """A header that a question fits, with the slot of each parameter and the names that are no parameter."""

    query: Query
    filled: tuple[tuple[Parameter, _Slot], ...]
    others: tuple[_Slot, ...]
    is_own: bool


class Library:
    """The questions of the library by their words.

    Args:
        index: finds names in a text, knows what belongs to what.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._by_end: dict[tuple[int, str], list[_Header]] = defaultdict(list)
        for query in catalogue():
            if f"?{SENTENCE}" in query.text:
                for text in (text for texts in query.questions.values() for text in texts):
                    header = _Header(query, text, tuple(t.stem for t in tokenize(text)))
                    self._by_end[0, header.stems[0]].append(header)
                    self._by_end[-1, header.stems[-1]].append(header)
        self._known_rosters: dict[tuple[str, str], Roster | None] = {}
        self._shapes: dict[tuple[str, str], tuple[tuple[str, ...], tuple[Parameter, ...]]] = {}

    def answer(self, text: str, lang: str, questions: Questions) -> Solutions | None:
        """The rows of the question that a text is, if it is one and there are any."""
        tokens = tokenize(text)
        fits = sorted(self._fits(text, tokens), key=lambda fit: (not fit.is_own, len(fit.others), -len(fit.filled)))
        for fit in fits or self._rosters(text, tokens):
            for values in _choices(self, fit):
                if (found := self._run(fit, {**values, "lang": lang}, questions)) is not None:
                    return found
        return None

    def _fits(self, text: str, tokens: Sequence[Token]) -> Iterator[_Fit]:
        if not tokens:
            return
        stems = tuple(t.stem for t in tokens)
        near = {id(h): h for h in (*self._by_end[0, stems[0]], *self._by_end[-1, stems[-1]])}
        if not near:
            return
        slots = self._slots(text, tokens)[:_MOST_NAMES]
        ways = {_key(stems, chosen): chosen for n in range(len(slots), -1, -1) for chosen in combinations(slots, n)}
        for header in near.values():
            key, parameters = self._shape(header)
            chosen = ways.get(key)
            if chosen is None or not all(self._takes(p, s) for p, s in zip(parameters, chosen, strict=True)):
                continue
            others = tuple(s for s in slots if s.things and s not in chosen)
            yield _Fit(header.query, tuple(zip(parameters, chosen, strict=True)), others, stems == header.stems)

    def _rosters(self, text: str, tokens: Sequence[Token]) -> Iterator[_Fit]:
        """The questions that ask for what of a class belongs to a thing, where a text asks for that in other words."""
        asked = self._roster(text, tokens)
        if asked is None:
            return
        classes, named = asked
        slot = _Slot(named.start, named.end, named.things)
        # Each stands under its first word, and under its last.
        for header in (h for (end, _), headers in self._by_end.items() if end == 0 for h in headers):
            if (own := self._roster_of(header)) is None or own[0] != classes:
                continue
            _, parameters = self._shape(header)
            if len(parameters) == 1 and self._takes(parameters[0], slot):
                yield _Fit(header.query, ((parameters[0], slot),), (), is_own=False)

    def _roster_of(self, header: _Header) -> Roster | None:
        """The class and the thing that a header names, worked out when first asked for."""
        known = header.query.name, header.text
        if known not in self._known_rosters:
            self._known_rosters[known] = self._roster(header.text, tokenize(header.text))
        return self._known_rosters[known]

    def _roster(self, text: str, tokens: Sequence[Token]) -> Roster | None:
        return roster_of(self._index, text, tokens, self._matches(text, tokens), self._names)

    def _slots(self, text: str, tokens: Sequence[Token]) -> list[_Slot]:
        """The names and plain values of a text, in order."""
        found = [_Slot(m.start, m.end, m.things) for m in self._matches(text, tokens) if self._names(m)]
        for m in _VALUE.finditer(fold(text)):
            inside = [n for n, t in enumerate(tokens) if m.start() < t.end and t.start < m.end()]
            if inside and not any(s.start <= inside[-1] and inside[0] < s.end for s in found):
                value = _MONTH.sub(lambda month: f"{month[1]}-{int(month[2]):02d}", m[0])
                found.append(_Slot(inside[0], inside[-1] + 1, value=value))
        return sorted(found, key=lambda s: s.start)

    def _matches(self, text: str, tokens: Sequence[Token]) -> Sequence[Match]:  # noqa: ARG002 - a word is a word
        """The known stretches of a text."""
        return self._index.lexicon.matches(tokens)

    def _names(self, match: Match) -> bool:
        """Whether a stretch names things: no class (企业), no unit, no word of everyday use."""
        things = match.things
        if not things or (match.says_little and things.isdisjoint(self._index.wider)):
            return False
        types = self._index.words.gazetteer.types
        return all(types.get(t) and not self._index.is_unit(t) for t in things)

    def _shape(self, header: _Header) -> tuple[tuple[str, ...], tuple[Parameter, ...]]:
        """The shape of a header, worked out when first asked for."""
        known = header.query.name, header.text
        if known not in self._shapes:
            self._shapes[known] = self._shape_of(header)
        return self._shapes[known]

    def _shape_of(self, header: _Header) -> tuple[tuple[str, ...], tuple[Parameter, ...]]:
        """The words of a header with a slot for each name that a parameter takes, and these parameters in order."""
        free = [p for p in header.query.parameters if p.name != "lang"]
        filled: list[tuple[Parameter, _Slot]] = []
        for slot in self._slots(header.text, tokenize(header.text)):
            able = [p for p in free if self._takes(p, slot)]
            # A parameter whose default is named is that parameter.
            own = [p for p in able if not slot.things.isdisjoint(p.default_terms)]
            for parameter in (own or able)[:1]:
                free.remove(parameter)
                filled.append((parameter, slot))
        return _key(header.stems, [slot for _, slot in filled]), tuple(p for p, _ in filled)

    def _takes(self, parameter: Parameter, slot: _Slot) -> bool:
        if parameter.is_literal:
            return bool(slot.value) and (parameter.kind == "string" or slot.value.replace(".", "", 1).isdigit())
        return any(self._is_of(parameter, thing) for thing in slot.things)

    def _is_of(self, parameter: Parameter, thing: URIRef) -> bool:
        words = self._index.words
        if thing not in words.gazetteer or _sort(thing) not in {_sort(t) for t in parameter.default_terms}:
            return False
        cls = expand(parameter.kind)
        types = words.gazetteer.types.get(thing, frozenset())
        return parameter.kind == "any" or (cls is not None and words.ontology.is_a(types, cls))

    def values_of(self, parameter: Parameter, slot: _Slot) -> list[str | URIRef]:
        """What a slot can give a parameter: its value, or each thing of the right kind."""
        if slot.value:
            return [slot.value]
        return [thing for thing in sorted(slot.things) if self._is_of(parameter, thing)]

    def _run(self, fit: _Fit, values: dict[str, str | URIRef], questions: Questions) -> Solutions | None:
        known = {parameter.name for parameter in fit.query.parameters}
        found = questions.ask(fit.query, {name: value for name, value in values.items() if name in known})
        if not len(found) or SENTENCE not in found.variables:
            return None
        others = [s.things for s in fit.others if s.things.isdisjoint(self._index.wider)]
        if not others:
            return found
        narrowed = self._narrowed(found, others, questions)
        # The words of the header itself are answered whole where no row is named so.
        return narrowed if narrowed is not None or not fit.is_own else found

    def _narrowed(
        self, found: Solutions, others: Sequence[frozenset[URIRef]], questions: Questions
    ) -> Solutions | None:
        """The rows that name all other things that are named, else any of them."""
        place = found.variables.index(SENTENCE)
        naming: list[list[set[tuple[str, URIRef]]]] = []
        for row in found.table.rows:
            cells = [
                (name, term) for n, (name, term) in enumerate(zip(found.variables, row, strict=True))
                if n != place and isinstance(term, URIRef)
            ]  # fmt: skip
            naming.append([{cell for cell in cells if self._is_within(cell[1], things)} for things in others])
        for needed in (all, any):
            kept = [sets for sets in naming if needed(sets)]
            if kept:
                naming_cells = set().union(*(cell for sets in kept for cell in sets))
                return _with_rows_of(found, sorted(naming_cells), questions)
        return None

    def _is_within(self, term: URIRef, things: frozenset[URIRef]) -> bool:
        return term in things or not things.isdisjoint(self._index.broader.get(term, ()))


def _sort(term: object) -> str:
    """A code of the record (a status, a role), a quantity, or a thing: none of them stands in the place of another."""
    if str(term).startswith(str(DGS)):
        return "code"
    return "quantity" if str(term).startswith(f"{ID}indicator-") else "thing"


def _choices(library: Library, fit: _Fit) -> Iterator[dict[str, str | URIRef]]:
    """The values of all parameters that are named, every way that the names can be meant."""
    ways: list[dict[str, str | URIRef]] = [{}]
    for parameter, slot in fit.filled:
        ways = [{**way, parameter.name: value} for way in ways for value in library.values_of(parameter, slot)]
    yield from ways


def _key(stems: tuple[str, ...], slots: Sequence[_Slot]) -> tuple[str, ...]:
    """Stems with a mark in the place of each slot."""
    key: list[str] = []
    place = 0
    for slot in slots:
        key += [*stems[place : slot.start], _SLOT]
        place = slot.end
    return (*key, *stems[place:])


def _with_rows_of(found: Solutions, cells: Sequence[tuple[str, URIRef]], questions: Questions) -> Solutions:
    """The rows with one of some terms in its column: the same query with a filter around it."""
    start = re.search(r"(?mi)^SELECT\b", found.sparql)
    assert start is not None
    head, body = found.sparql[: start.start()], found.sparql[start.start() :]
    order = re.search(r"(?si)\}\s*(ORDER BY[^{}]*)$", body)
    terms: dict[str, list[str]] = defaultdict(list)
    for name, term in cells:
        terms[name].append(to_sparql(term))
    tests = " || ".join(f"?{name} IN ({', '.join(listed)})" for name, listed in terms.items())
    columns = " ".join(f"?{name}" for name in found.variables)
    text = f"{head}SELECT {columns} WHERE {{\n{{ {body} }}\nFILTER ({tests})\n}} {order[1] if order else ''}"
    rows = questions.run(text)
    return Solutions(rows.table, found.words, rows.sparql, found.asked, found.values, found.assumed)
