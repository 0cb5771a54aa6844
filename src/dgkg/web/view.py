"""What every page is made from: the graph, the language, and the addresses of other pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, NamedTuple

from rdflib import URIRef

from dgkg.audit import Audit
from dgkg.entity import Entity, Identity, read_identities
from dgkg.facts import Fact, facts_by, facts_told
from dgkg.finding import AuditFinding
from dgkg.knowledge import KnowledgeGraph
from dgkg.namespaces import DGO, DGS, DGU, UNIT
from dgkg.passage_graph import PassageGraph
from dgkg.quantity import Quantities, Quantity
from dgkg.query import Query
from dgkg.solutions import Solutions
from dgkg.source import Citation, Source
from dgkg.teller import Teller
from dgkg.web.address import Addresses, Paths
from dgkg.web.markup import fact_item
from dgkg.web.roster import read_roster

__all__ = ["Explored", "Told", "View"]


_APART, _EXAMPLES = 13, 12
_MOST_LED = 1 << 16
# Of a province of ten thousand things every passage in both languages.
_MOST_TOLD = 1 << 14
# To look a term up in a set takes a tenth of the time that rdflib takes to compare it.
_REALIZATION = frozenset({DGO.realization})
_CODES = (str(DGS), str(DGU), str(UNIT))


class Explored:
    """A graph with what all its pages share, computed once; see :mod:`dgkg.web.bounded` for one too large for that."""

    is_whole = True
    absent: Sequence[str] = ()
    """Paths of pages that cannot be made of it."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        self.kg = kg
        self.paths = Paths(kg.words)
        # The rows of each class and language that somebody has looked at.
        self.lists: dict[tuple[URIRef, str], Sequence[Any]] = {}
        self.rows: dict[tuple[URIRef, str], Any] = {}
        # The columns in which some row of these has something.
        self.columns: dict[tuple[URIRef, str], Sequence[str]] = {}
        # The names that fields offer, by classes and language.
        self.offered: dict[tuple[tuple[URIRef, ...], str], Sequence[str]] = {}
        # Passages as pages show them, of late: a chapter and each of its passages show the same.
        self.shown: dict[Hashable, Any] = {}
        self._examples: dict[str, Sequence[str]] = {}
        self._answered: dict[Hashable, Solutions] = {}
        # The part of each source that has a page of its own, by the notation of a section.
        self.chapters: dict[URIRef, Mapping[str, str]] = {}
        self.publishers: dict[URIRef, list[URIRef]] = {}
        # Entries of a bibliography, by passage or source.
        self.entries: dict[URIRef, object] = {}
        # Who has told a passage once need not find the words for it again.
        self.teller = lru_cache(_MOST_TOLD)(self._teller)
        # Of what a text names, whether that leads anywhere.
        self.leads = lru_cache(1 << 16)(self._leads)
        # The addresses that have been asked for, by where a page stands.
        self.led: dict[Hashable, dict[URIRef, str | None]] = {}
        # The facts that have been written, by where a page stands: the pages of all their ends show them.
        self.items: dict[Hashable, dict[Fact, str]] = {}
        self.read_about: dict[Hashable, dict[URIRef, str | None]] = {}
        # What pages have around them, by where a page stands.
        self.frames: dict[Hashable, object] = {}

    def prepare(self) -> None:
        """Compute what pages share, so that no reader waits for it."""
        self.kg.network(own=False)
        _ = self.graphs, self.doubted, self.findings, self.members, self.places, self.quantities, self.kg.queries
        _ = self._roster, self.kg.hubs
        _ = self._occurrences, self._identities, self.kg.words.node_labels.label(DGO.Figure, "zh")

    @cached_property
    def audit(self) -> Audit:
        """The audit of the sources."""
        return self.kg.audit()

    def audit_of(self, source: str) -> Audit:
        """A source, by its id, against itself.

        Raises:
            NotFoundError: there is none.
        """
        return self.kg.audit(source)

    @cached_property
    def graphs(self) -> Mapping[URIRef, PassageGraph]:
        """What every passage states, by passage."""
        return self.kg.graphs

    @cached_property
    def _occurrences(self) -> Mapping[URIRef, list[PassageGraph]]:
        """The passages that each thing occurs in, in reading order."""
        found: dict[URIRef, list[PassageGraph]] = {}
        for graph in self.kg.passages:
            things: dict[URIRef, None] = dict.fromkeys(graph.nodes)
            for node in graph.nodes.values():
                for values in node.values():
                    things.update((value, None) for value in values if isinstance(value, URIRef))
            for thing in things:
                found.setdefault(thing, []).append(graph)
        return found

    @cached_property
    def _identities(self) -> Mapping[URIRef, Identity]:
        return read_identities(self.kg.store)

    def entity(self, iri: URIRef) -> Entity:
        """A thing, with what is known of who or what it is."""
        return Entity(iri, self.kg.store, self.kg.words, self._identities.get(iri, Identity()))

    def facts(self, iri: URIRef, lang: str) -> list[Fact]:
        """Everything the sources say of a thing, each with its passage."""
        return facts_told(self.kg.words, (self.teller(graph.sentence, lang) for graph in self.naming(iri)), iri)

    def facts_of(self, passage: URIRef, lang: str) -> list[Fact]:
        """Everything that a passage states; nothing where it has no graph."""
        return facts_by(self.teller(passage, lang)) if passage in self.graphs else []

    def _teller(self, passage: URIRef, lang: str) -> Teller:
        return Teller(self.kg.words, self.graphs[passage], lang)

    def _leads(self, iri: URIRef) -> bool:
        """Whether a name in a sentence leads to its thing: words of a figure (超过, 同比) and periods do not."""
        words = self.kg.words
        if str(iri).startswith(_CODES) or not words.gazetteer.names(iri):
            return False
        return not words.ontology.is_a(words.gazetteer.types.get(iri, ()), DGO.Period)

    def naming(self, iri: URIRef) -> Sequence[PassageGraph]:
        """The passages in which a thing occurs, in reading order."""
        return self._occurrences.get(iri, ())

    def answered(self, query: Query, values: Mapping[str, str | Sequence[str]]) -> Solutions:
        """The answer to a question of the library; what was asked last in one language is not asked again.

        Raises:
            NotFoundError: there is no such thing.
            UsageError: an unknown parameter, or a value of the wrong kind.
        """
        given = ((name, value if isinstance(value, str) else tuple(value)) for name, value in sorted(values.items()))
        key = query.name, *given
        found = self._answered.get(key)
        if found is None:
            found = self.kg.query(query, **values)
            self._answered = {key: found}
        return found

    def unread(self, iri: URIRef) -> int:  # noqa: ARG002 - all are read
        """How many passages more than those speak of a thing."""
        return 0

    def near(self, iri: URIRef) -> KnowledgeGraph:  # noqa: ARG002 - any may be drawn
        """The graph as far as a picture of a thing needs it."""
        return self.kg

    def between(self, ends: tuple[URIRef, URIRef], hops: int) -> KnowledgeGraph:  # noqa: ARG002 - any will do
        """The graph as far as routes of so many hops between two things take it."""
        return self.kg

    def things_of(self, cls: URIRef) -> Sequence[URIRef]:
        """The things of a class and of those below it."""
        types, is_a = self.kg.words.gazetteer.types, self.kg.words.ontology.is_a
        wanted = {kinds for kinds in set(types.values()) if is_a(kinds, cls)}
        return [iri for iri, kinds in types.items() if kinds in wanted]

    def told_of(self, _things: Sequence[URIRef]) -> Mapping[URIRef, Mapping[str, Collection[URIRef]]]:
        """Roles, places and passages of some things: all are read at once, and kept."""
        return self._roster

    @cached_property
    def _roster(self) -> Mapping[URIRef, Mapping[str, set[URIRef]]]:
        return read_roster(self.kg.passages)

    @property
    def classes(self) -> Iterable[tuple[frozenset[URIRef], int]]:
        """The classes that things have together, and of how many things these are all."""
        return Counter(self.kg.words.gazetteer.types.values()).items()

    def number_of(self, cls: URIRef) -> int:
        """How many those are."""
        is_a = self.kg.words.ontology.is_a
        return sum(number for types, number in self.classes if is_a(types, cls))

    def number_of_passages(self, source: Source) -> int:
        """How many passages a source has."""
        return len(self.kg.words.library.passages_of(source))

    @cached_property
    def stating(self) -> int:
        """How many passages state something."""
        return sum(1 for graph in self.kg.passages if graph.nodes)

    @property
    def quantities(self) -> Quantities:
        """Every figure, with the ties among them."""
        return self.kg.quantities

    def figures_of(self, *things: URIRef) -> Quantities:  # noqa: ARG002 - all are read
        """The figures that some things may have, with the ties among them."""
        return self.quantities

    @cached_property
    def measures(self) -> Mapping[URIRef, int]:
        """How many figures each indicator has."""
        return Counter(indicator for q in self.quantities.all if (indicator := q.one(DGO.indicator)))

    def measured_by(self, indicator: URIRef, first: int, most: int) -> Sequence[Quantity]:
        """So many figures of an indicator from a place on, largest first, those without a value last."""
        own = [q for q in self.quantities.measuring([indicator]) if q.one(DGO.indicator) == indicator]
        own.sort(key=lambda q: (q.figure.value is None, -(q.figure.value or 0), q.iri, q.sentence))
        return own[first : first + most]

    @cached_property
    def stated(self) -> Mapping[URIRef, int]:
        """How many facts each passage states; the same in either language."""
        return {passage: self.teller(passage, "zh").number() for passage in self.graphs}

    @cached_property
    def doubted(self) -> Mapping[URIRef, list[AuditFinding]]:
        """The figures that the audit casts doubt on, with what it says."""
        return self.audit.doubted()

    @cached_property
    def findings(self) -> Mapping[URIRef, list[AuditFinding]]:
        """What the audit says of each passage."""
        found: dict[URIRef, list[AuditFinding]] = {}
        for finding in self.audit.findings:
            for passage in dict.fromkeys(finding.sentences):
                found.setdefault(passage, []).append(finding)
        return found

    @cached_property
    def places(self) -> Mapping[URIRef, int]:
        """The place of each passage within its source, from 0."""
        library = self.kg.words.library
        return {p.iri: n for source in library.sources for n, p in enumerate(library.passages_of(source))}

    def examples(self, lang: str) -> Sequence[str]:
        """Questions in a language from all over the library that have an answer; looked for once."""
        if lang not in self._examples:
            asked = [query.questions[lang][0] for query in self.kg.queries if query.questions.get(lang)]
            # From all over the library, for its files stand by name.
            spread = [text for start in range(_APART) for text in asked[start::_APART]]
            answered = (text for text in spread if self.kg.ask(text, lang).is_answer)
            self._examples[lang] = list(islice(answered, _EXAMPLES))
        return self._examples[lang]

    @cached_property
    def members(self) -> Mapping[URIRef, Sequence[URIRef]]:
        """The things of each class that is somebody's most specific one, by id."""
        found: dict[URIRef, list[URIRef]] = {}
        for iri, types in self.kg.words.gazetteer.types.items():
            cls = self.kg.words.ontology.most_specific(types)
            found.setdefault(cls or DGO.Concept, []).append(iri)
        return {cls: sorted(things) for cls, things in found.items()}


class Told(NamedTuple):
    """A fact as a page shows it: its words, its status, where it is stated, and where its ends lead."""

    text: str
    status: str
    line: str
    citation: str
    place: str
    address: str | None
    others: tuple[str, ...]
    is_intention: bool


@dataclass(frozen=True)
class View:
    """One reader's view of the graph."""

    shared: Explored
    lang: str
    to: Addresses

    @property
    def kg(self) -> KnowledgeGraph:
        """The graph."""
        return self.shared.kg

    @property
    def zh(self) -> bool:
        """Whether the page is in Chinese."""
        return self.lang == "zh"

    def t(self, zh: str, en: str) -> str:
        """A word of the interface."""
        return zh if self.zh else en

    def label(self, iri: URIRef) -> str:
        """What a thing is called."""
        return self.shared.kg.words.label(iri, self.lang)

    def other_label(self, iri: URIRef) -> str:
        """What a thing is called in the other language, where that differs."""
        name = self.kg.words.label(iri, "en" if self.zh else "zh")
        return "" if name == self.label(iri) else name

    def type_label(self, iri: URIRef) -> str:
        """What a thing is, in words."""
        return self.kg.entity(iri).type_label(self.lang)

    def thing(self, iri: URIRef) -> str | None:
        """The address of a thing, a class or a passage."""
        known = self._led
        if iri not in known:
            if len(known) >= _MOST_LED:
                known.clear()
            known[iri] = self.to.page(self.shared.paths.thing(iri))
        return known[iri]

    @cached_property
    def _led(self) -> dict[URIRef, str | None]:
        """The addresses of things as seen from where this page stands: the next page there asks for many again."""
        return self.shared.led.setdefault(self.to.standing, {})

    @cached_property
    def read_about(self) -> dict[URIRef, str | None]:
        """Where to read about things as seen from there, kept likewise; see :func:`dgkg.web.wording.address_of`."""
        found = self.shared.read_about.setdefault(self.to.standing, {})
        if len(found) >= _MOST_LED:
            found.clear()
        return found

    def cite(self, passages: Iterable[URIRef]) -> list[Citation]:
        """Citations in reading order."""
        return self.kg.words.cite(passages)

    def manner(self, fact: Fact) -> tuple[str, str]:
        """The status of a fact in words, and the kind of line that stands for it."""
        words, state = self.kg.words, fact.status
        status = words.label(state, self.lang) if state and fact.kind != "intention" else ""
        # 「尚未实现（建议）」 is told by a relation, and must not look like a fact for that.
        if fact.relation in _REALIZATION and fact.others:
            state = fact.others[0]
        return status, (words.ontology.word(state, "lineStyle") if state else None) or "solid"

    def item(self, fact: Fact) -> str:
        """A fact as an item of a list, in HTML."""
        known = self._items
        if fact not in known:
            if len(known) >= _MOST_LED:
                known.clear()
            known[fact] = fact_item(self.told(fact))
        return known[fact]

    @cached_property
    def _items(self) -> dict[Fact, str]:
        return self.shared.items.setdefault(self.to.standing, {})

    def told(self, fact: Fact) -> Told:
        """A fact for a page."""
        words = self.kg.words
        status, line = self.manner(fact)
        citation = words.citation_text(fact.sentence, self.lang) if fact.sentence in words.library else ""
        others = tuple([address for other in (*fact.others, fact.node) if (address := self.thing(other))])
        return Told(
            fact.text,
            status,
            line,
            citation,
            words.label(fact.sentence, self.lang),
            self.thing(fact.sentence),
            others,
            fact.kind == "intention",
        )
