"""Everything that is stated, item by item, with the words by which each item can be found.

An item is what :mod:`dgkg.teller` tells as one sentence: a node that carries a statement, or
all values of one relation of one thing in one passage.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

from rdflib import XSD, Literal, URIRef

from dgkg.ask.items.background import belongings, notes, periods
from dgkg.ask.items.columns import Columns
from dgkg.ask.items.memo import Memo
from dgkg.ask.language.lexicon import Lexicon, rarity
from dgkg.ask.language.tokens import features
from dgkg.facts import Node, PassageGraph, read_figure
from dgkg.figure import POWERS, Figure
from dgkg.namespaces import DGO, ID, RDF
from dgkg.node_wording import NodeWording
from dgkg.pattern import pattern
from dgkg.store import Store
from dgkg.teller import SILENT
from dgkg.words import Words

__all__ = ["Index", "Item", "Page", "amounts_in", "numbers_in", "years_in"]

_MONTHS = frozenset({XSD.gYearMonth, XSD.date})
_BELONGING = (DGO.locatedIn, DGO.partOfPlace, DGO.operator, DGO.projectOwner, DGO.provider, DGO.memberOf)
_NUMBER = pattern(r"\d+(?:,\d{3})*(?:\.\d+)?")
_SCALED = pattern(r"(\d+(?:,\d{3})*(?:\.\d+)?) ?(trillion|billion|million|thousand|trn|bn|mn|万亿|千万|百万|亿|万)")
_YEAR = pattern(r"(?<!\d)(20[0-4]\d)(?!\d|\.\d|家|个|条|项|万|亿|名|户|场)")
# 23年 is a year, 20年 the term of a loan.
_SHORT_YEAR = pattern(r"(?<![\d.])(2[1-9])年")
_SPAN = pattern(r"(20\d\d)\s*(?:年)?\s*(?:—|–|-|至|到|to)\s*(20\d\d)")
_OF_LATE, _READINGS = {"columns", "readings"}, 512
# Other figures that a figure is tied to are no part of what it says.
_FIGURES = {DGO.growthOf, DGO.differenceOf, DGO.shareOf, DGO.part, DGO.partOfTotal}


def years_in(text: str) -> frozenset[int]:
    """The years that a text names, with those between the two ends of a span."""
    found = {int(y) for y in _YEAR.findall(text)} | {2000 + int(y) for y in _SHORT_YEAR.findall(text)}
    for first, last in _SPAN.findall(text):
        found |= set(range(int(first), min(int(last), int(first) + 12) + 1))
    return frozenset(found)


def numbers_in(text: str) -> frozenset[str]:
    """The numbers of a text, without commas and idle noughts."""
    return frozenset(_bare(n) for n in _NUMBER.findall(text))


def amounts_in(text: str) -> frozenset[str]:
    """The numbers of a text that have a scale, written out: 「46.34 bn」 is 46340000000."""
    scaled = ((Decimal(_bare(m[1])) * Decimal(10) ** POWERS[m[2]]) for m in _SCALED.finditer(text))
    return frozenset(_bare(f"{value:f}") for value in scaled)


def _bare(number: str) -> str:
    plain = number.replace(",", "")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One thing stated: its node (and relation, for an edge), and what it can be found by.

    ``things`` are what it names; ``wide`` adds what these belong to (broader fields, classes);
    ``words`` are the features of all names and texts.
    """

    node: URIRef
    relation: URIRef | None
    kind: str
    sentence: URIRef
    things: frozenset[URIRef]
    wide: frozenset[URIRef]
    words: frozenset[str]
    years: frozenset[int]
    numbers: frozenset[str]
    figure: Figure | None
    data: Mapping[URIRef, Sequence[object]]


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A passage with its items, and what the whole of it can be found by."""

    sentence: URIRef
    items: tuple[Item, ...]
    things: frozenset[URIRef]
    words: frozenset[str]
    heading: frozenset[str]
    years: frozenset[int]
    graph: PassageGraph


class Index:
    """All items of all passages."""

    # Of a graph too large to be read the notes are not looked up.
    noted: Mapping[URIRef, str] = MappingProxyType({})

    def __init__(self, store: Store, words: Words, passages: Sequence[PassageGraph]) -> None:
        self.words = words
        self.lexicon = Lexicon(store, words.gazetteer)
        self.broader = belongings(store)
        self.noted = notes(store)
        self.periods = periods(store)
        self._add_branches()
        self.pages = [self._page(graph) for graph in passages]
        self.page = {page.sentence: page for page in self.pages}

    def prepare(self) -> None:
        """Work out what most questions ask for, before the first does."""
        self.lexicon.prepare()
        _ = self._counts, self.year, self.city, self.wider, self.parts, self.roles, self.members, self.closed_groups

    def __getstate__(self) -> dict[str, object]:
        # What was asked of late is nothing for the next process.
        return {name: value for name, value in self.__dict__.items() if name not in _OF_LATE}

    def _add_branches(self) -> None:
        """A body whose name begins with that of another (华为终端, 华为) counts with it, for less."""
        is_a, label = self.words.ontology.is_a, self.words.gazetteer.label
        bodies = [t for t, types in self.words.gazetteer.types.items() if is_a(types, DGO.Organization)]
        names = sorted((label(body, "zh"), body) for body in bodies)
        for n, (name, body) in enumerate(names):
            for longer, branch in names[n + 1 :]:
                if not longer.startswith(name):
                    break
                if len(longer) > len(name) > 1:
                    self.broader.setdefault(branch, set()).add(body)

    @cached_property
    def projects(self) -> Mapping[URIRef, frozenset[URIRef]]:
        """Bodies with the projects that are called after them: 京东项目."""
        types, is_a, label = self.words.gazetteer.types, self.words.ontology.is_a, self.words.gazetteer.label
        named = {t: label(t, "zh") for t in types if is_a(types[t], DGO.Project)}
        bodies = {t: label(t, "zh") for t in types if is_a(types[t], DGO.Organization)}
        return {
            body: frozenset(t for t, name in named.items() if name.startswith(whose) and len(whose) > 1)
            for body, whose in bodies.items()
        }

    def _page(self, graph: PassageGraph) -> Page:
        say = NodeWording(self.words, graph, "zh")
        # By its IRI: several sources may have a passage of the same id.
        passage = self.words.library.passage(graph.sentence)
        assert passage is not None
        incoming: dict[URIRef, set[URIRef]] = defaultdict(set)
        for subject, node in graph.nodes.items():
            for predicate, values in node.items():
                if predicate not in _FIGURES:
                    for value in values:
                        if isinstance(value, URIRef) and value in graph.nodes and subject != graph.sentence:
                            incoming[value].add(subject)
        items = tuple(
            self._item(graph, say, node, relation, kind, incoming) for node, relation, kind in _parts(graph, say)
        )
        mentioned = {t for t in graph.nodes.get(graph.sentence, {}).get(DGO.mentions, ()) if isinstance(t, URIRef)}
        things = frozenset(mentioned).union(*(i.wide for i in items), self._wide(mentioned))
        gloss = features(" ; ".join(passage.gloss.values()))
        words = gloss.union(*(i.words for i in items), *(self.lexicon.features.get(t, frozenset()) for t in mentioned))
        # A passage may have search words of its own.
        words |= self.lexicon.features.get(graph.sentence, frozenset())
        heading = features(" ; ".join(passage.section.title.values()))
        years = frozenset(y for text in passage.gloss.values() for y in years_in(text)).union(*(i.years for i in items))
        return Page(graph.sentence, items, things, words, heading, years, graph)

    def _item(
        self,
        graph: PassageGraph,
        say: NodeWording,
        node: URIRef,
        relation: URIRef | None,
        kind: str,
        incoming: Mapping[URIRef, set[URIRef]],
    ) -> Item:
        data = graph.nodes[node]
        values = {
            p: v for p, v in data.items() if p not in _FIGURES and (relation is None or p in {relation, RDF.type})
        }
        things: set[URIRef] = {node, *values} - {RDF.type}
        texts: list[str] = []
        for found in values.values():
            for value in found:
                if isinstance(value, URIRef):
                    things.add(value)
                    if say.kind(value) != "edge" and value in graph.nodes:
                        for more in graph.nodes[value].values():
                            things |= {t for t in more if isinstance(t, URIRef)}
                            texts += [str(t) for t in more if isinstance(t, Literal)]
                elif isinstance(value, Literal):
                    texts.append(str(value))
        things |= self._months(values)
        if kind != "edge":
            for holder in incoming.get(node, ()):
                things.add(holder)
                above = graph.nodes[holder]
                things |= {t for p, v in above.items() if p not in _FIGURES for t in v if isinstance(t, URIRef)}
                texts += [str(t) for t in above.get(DGO.assertion, ())]
                things |= incoming.get(holder, set())
        # The year of a figure is that of its period; a statement's, of all it names.
        is_number = kind in {"figure", "rank"}
        dated: Iterable[object] = data.get(DGO.refPeriod, ()) if is_number else things
        named = [name for thing in dated for name in self.lexicon.names.get(thing, ()) if "20" in name]  # type: ignore[call-overload]
        years = frozenset(y for text in [*named, *(() if is_number else texts)] for y in years_in(text))
        words = frozenset().union(
            *(self.lexicon.features.get(thing, frozenset()) for thing in things), *(features(text) for text in texts)
        )
        figure = read_figure(node, data) if kind == "figure" else None
        printed = [figure.text] if figure else texts
        numbers = frozenset(n for text in printed for n in numbers_in(text))
        printed_as = (figure.value if figure.value is not None else figure.nominal) if figure else None
        if printed_as is not None:
            # However a question writes it.
            numbers |= {_bare(f"{printed_as:f}")}
        words |= {f"#{n}" for n in numbers}
        wide = frozenset(things) | self._wide(things) | _whereabouts(graph, node, relation, data)
        return Item(node, relation, kind, graph.sentence, frozenset(things), wide, words, years, numbers, figure, data)

    def _months(self, values: Mapping[URIRef, Sequence[object]]) -> set[URIRef]:
        """The months that some values date by: 「January 2024」 is one of the periods that have a name."""
        dates = {str(v) for found in values.values() for v in found if isinstance(v, Literal) and v.datatype in _MONTHS}
        return {ID[f"period-{date}"] for date in dates} & self.words.gazetteer.types.keys()

    def _wide(self, things: set[URIRef]) -> frozenset[URIRef]:
        found: set[URIRef] = set()
        for thing in things:
            found |= self.broader.get(thing, set())
            for cls in self.words.gazetteer.types.get(thing, ()):
                found |= self.words.ontology.ancestors(cls)
        return frozenset(found)

    @cached_property
    def columns(self) -> Columns:
        """How far all of it covers the parts of questions."""
        return Columns(self.pages)

    @cached_property
    def readings(self) -> Memo:
        """What questions were read as of late, by text and language."""
        return Memo(_READINGS)

    @cached_property
    def _counts(self) -> tuple[Counter[URIRef], Counter[str]]:
        things: Counter[URIRef] = Counter()
        words: Counter[str] = Counter()
        for page in self.pages:
            things.update(page.things)
            words.update(page.words)
        return things, words

    @cached_property
    def year(self) -> int:
        """The year that the source reports on: that of most of its figures."""
        years = Counter(y for page in self.pages for item in page.items if item.figure for y in item.years)
        return max(years, key=lambda y: (years[y], y), default=0)

    @cached_property
    def city(self) -> frozenset[URIRef]:
        """The place that the source reports on: that of most of its figures."""
        areas = Counter(
            a for page in self.pages for item in page.items if item.figure
            for a in item.data.get(DGO.refArea, ()) if isinstance(a, URIRef)
        )  # fmt: skip
        return frozenset({max(areas, key=lambda a: (areas[a], a))}) if areas else frozenset()

    @cached_property
    def wider(self) -> frozenset[URIRef]:
        """The city, what it lies in, and the world: to name them narrows nothing down."""
        types = self.words.gazetteer.types
        around = {place for city in self.city for place in self.broader.get(city, ())}
        return self.city | around | {place for place, classes in types.items() if classes == {DGO.Place}}

    @cached_property
    def parts(self) -> Mapping[str, tuple[URIRef, ...]]:
        """The parts of the source by their numbers, each with the headings within it, its own first."""
        found: dict[str, list[URIRef]] = defaultdict(list)
        for passage in self.words.library.passages():
            number, _, rest = passage.id.partition("-")
            if rest == "h" and number[0] != "0":
                found[number[0]].append(passage.iri)
        return {number: tuple(headings) for number, headings in found.items()}

    @cached_property
    def roles(self) -> frozenset[URIRef]:
        """The roles that somebody has in any passage."""
        told = (item.data.get(DGO.role, ()) for page in self.pages for item in page.items if item.kind == "membership")
        return frozenset(t for values in told for t in values if isinstance(t, URIRef))

    @cached_property
    def _tied_by(self) -> Mapping[URIRef, frozenset[URIRef]]:
        found: dict[URIRef, set[URIRef]] = defaultdict(set)
        for page in self.pages:
            for item in page.items:
                for relation, values in item.data.items():
                    for value in values:
                        if isinstance(value, URIRef):
                            found[value].add(relation)
        return {thing: frozenset(relations) for thing, relations in found.items()}

    def places_of(self, things: Iterable[URIRef]) -> frozenset[URIRef]:
        """The relations by which anything is tied to some things."""
        return frozenset().union(*(self._tied_by.get(thing, frozenset()) for thing in things))

    @cached_property
    def members(self) -> Mapping[URIRef, frozenset[URIRef]]:
        """Groups and lists with those that passages name as their members."""
        found: dict[URIRef, set[URIRef]] = defaultdict(set)
        for page in self.pages:
            for item in page.items:
                for group in item.data.get(DGO.memberOf, ()):
                    if isinstance(group, URIRef):
                        found[group] |= {t for t in item.data.get(DGO.member, ()) if isinstance(t, URIRef)}
        return {group: frozenset(things) for group, things in found.items()}

    @cached_property
    def closed_groups(self) -> frozenset[URIRef]:
        """Groups that the source speaks of as one, and of which it names no member."""
        groups = {t for t, types in self.words.gazetteer.types.items() if DGO.Group in types}
        told = (item.data.get(DGO.memberOf, ()) for page in self.pages for item in page.items)
        return frozenset(groups.difference(*told))

    def occurs(self, thing: URIRef) -> bool:
        """Whether any passage names a thing, or a thing of such a class."""
        return thing in self._counts[0]

    def is_unit(self, thing: URIRef) -> bool:
        """Whether a thing is a unit of measurement: said of every figure, asked of none."""
        return DGO.Unit in self.words.gazetteer.types.get(thing, ())

    def rarity(self, things: frozenset[URIRef]) -> float:
        """How telling some things are together, from 0 (everywhere) to 1."""
        return rarity(self.columns.naming(things), len(self.pages))

    def word_rarity(self, word: str) -> float | None:
        """How telling a word is; ``None`` for one that occurs nowhere."""
        count = self._counts[1].get(word)
        return None if count is None else rarity(count, len(self.pages))


def _whereabouts(graph: PassageGraph, node: URIRef, relation: URIRef | None, data: Node) -> frozenset[URIRef]:
    """Where the subject of a figure, or what is made of several links, is and whose it is, as its passage says."""
    subjects: list[object] = [t for p in (DGO.subject, DGO.rankedEntity) for t in data.get(p, ()) if t in graph.nodes]
    if relation == DGO.chainSegment:
        subjects.append(node)
    told = (graph.nodes[s].get(p, ()) for s in subjects if isinstance(s, URIRef) for p in _BELONGING)
    return frozenset(t for values in told for t in values if isinstance(t, URIRef))


def _parts(graph: PassageGraph, say: NodeWording) -> Iterator[tuple[URIRef, URIRef | None, str]]:
    """The items of a passage: (node, relation, kind)."""
    for node, data in graph.nodes.items():
        kind = say.kind(node)
        if kind != "edge":
            yield node, None, kind
        elif node != graph.sentence:
            told = [p for p in data if p not in SILENT]
            yield from ((node, p, "edge") for p in told)
            if DGO.realization in data and not told:
                yield node, DGO.realization, "edge"
