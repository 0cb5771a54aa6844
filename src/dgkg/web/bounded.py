"""What pages share of a graph too large to be read: each page reads what it shows, and no more than a reader would.

A store that was built is asked for the passages of one thing, of one source, or for one passage; whatever would be
put together from all of them (a picture of everything, the audit of all sources) is not made while a reader waits, and
a page that needs it says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from typing import NoReturn

from rdflib import URIRef

from dgkg.audit import Audit
from dgkg.between import Between
from dgkg.entity import Entity
from dgkg.errors import TooLargeError
from dgkg.finding import AuditFinding
from dgkg.knowledge import KnowledgeGraph
from dgkg.name_index import NameIndex
from dgkg.namespaces import DGO, SOURCE
from dgkg.occurrence import MOST_COUNTED, Asked, is_large
from dgkg.part import Part
from dgkg.passage_graph import PassageGraph
from dgkg.quantity import Quantities, Quantity
from dgkg.source import Source
from dgkg.store import Table
from dgkg.terms import to_sparql
from dgkg.web.view import Explored
from dgkg.words import names_of

__all__ = ["Bounded", "explored"]

# Of what many passages speak of, so many are read.
MOST_PASSAGES = 150
# Of a class with very many things, so many are offered and listed.
MOST_LISTED = 200
_KEPT, _SOURCES = 4096, 8


def explored(kg: KnowledgeGraph) -> Explored:
    """A graph with what its pages share: all of it where it can be read, else what each page needs."""
    index = names_of(kg.store)
    return Bounded(kg, index) if index is not None and is_large(kg.store) else Explored(kg)


class Bounded(Explored):
    """A graph of which every page reads what it needs.

    Args:
        kg: the graph.
        index: the names and classes of its things.
    """

    is_whole = False

    def __init__(self, kg: KnowledgeGraph, index: NameIndex) -> None:
        super().__init__(kg)
        self._index = index
        self._naming = lru_cache(_KEPT)(self._read_naming)
        self._order = lru_cache(_SOURCES)(self._read_order)
        # The page and its picture want the same.
        self._between = lru_cache(2)(self._read_between)
        self._audit_of = lru_cache(_SOURCES)(self.kg.audit)

    def prepare(self) -> None:
        """Read what every page needs: classes, relations, sources."""
        _ = self.kg.words.ontology, self.kg.words.library, self.members, self.kg.queries

    # -- passages ----------------------------------------------------------------------

    @cached_property
    def graphs(self) -> Mapping[URIRef, PassageGraph]:
        """What each passage states, read when it is asked for."""
        return self.kg.occurrences.graphs

    def naming(self, iri: URIRef) -> Sequence[PassageGraph]:
        """The first passages in which a thing occurs, in reading order."""
        return self._naming(iri)[0]

    def unread(self, iri: URIRef) -> int:
        """How many passages more speak of a thing; of very many at least so many."""
        return self._naming(iri)[1]

    def _read_naming(self, iri: URIRef) -> tuple[Sequence[PassageGraph], int]:
        found = self.kg.occurrences.passages(iri)
        graphs = [graph for g in found[:MOST_PASSAGES] if (graph := self.kg.occurrences.graph(g))]
        key = self.kg.words.library.sort_key
        return sorted(graphs, key=lambda graph: key(graph.sentence)), max(0, len(found) - MOST_PASSAGES)

    def told_of(self, things: Sequence[URIRef]) -> Mapping[URIRef, Mapping[str, Collection[URIRef]]]:
        """Roles, places and passages of some things."""
        return {iri: {**self._ties(iri), "sentence": self.kg.occurrences.passages(iri)} for iri in things}

    def _ties(self, iri: URIRef) -> Mapping[str, set[URIRef]]:
        term = to_sparql(iri)
        answer = self.kg.store.query(
            f'SELECT ?what ?it {{ {{ GRAPH ?g {{ {term} <{DGO.locatedIn}> ?it }} BIND("place" AS ?what) }} UNION '
            f'{{ GRAPH ?g {{ ?m <{DGO.member}> {term} ; <{DGO.role}> ?it }} BIND("role" AS ?what) }} }} '
            f"LIMIT {MOST_COUNTED}"
        )
        assert isinstance(answer, Table)
        found: dict[str, set[URIRef]] = {}
        for what, it in answer.rows:
            if isinstance(it, URIRef):
                found.setdefault(str(what), set()).add(it)
        return found

    @cached_property
    def places(self) -> Mapping[URIRef, int]:
        """The place of a passage within its source, from 0."""

        def place(passage: URIRef) -> int | None:
            library = self.kg.words.library
            found = library.passage(passage)
            return self._order(library.source_of(found).iri).get(passage) if found else None

        return Asked(place)

    def _read_order(self, source: URIRef) -> Mapping[URIRef, int]:
        library = self.kg.words.library
        of = next(s for s in library.sources if s.iri == source)
        return {passage.iri: n for n, passage in enumerate(library.passages_of(of))}

    @cached_property
    def _in_sections(self) -> Counter[str]:
        """How many passages each source has."""
        answer = self.kg.store.query(f"SELECT ?s (COUNT(?p) AS ?n) {{ ?p <{DGO.inSection}> ?s }} GROUP BY ?s")
        assert isinstance(answer, Table)
        found = Counter[str]()
        for section, number in answer.rows:
            found[str(section).rpartition("/")[0]] += int(str(number))
        return found

    def number_of_passages(self, source: Source) -> int:
        """How many passages a source has."""
        return self._in_sections[str(source.iri)]

    @cached_property
    def stating(self) -> int:
        """How many passages state something."""
        answer = self.kg.store.query(
            f'SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{}} FILTER(STRSTARTS(STR(?g), "{SOURCE}")) }}'
        )
        assert isinstance(answer, Table)
        return int(str(answer.rows[0][0]))

    @cached_property
    def stated(self) -> Mapping[URIRef, int]:
        """How many facts each passage states is counted nowhere."""
        return {}

    # -- things ------------------------------------------------------------------------

    def entity(self, iri: URIRef) -> Entity:
        """A thing; who or what it is, is read for it alone."""
        return self.kg.entity(iri)

    def near(self, iri: URIRef) -> KnowledgeGraph:
        """The graph as far as the passages go that speak of a thing."""
        return Part(self.kg, self.naming(iri))

    def between(self, ends: tuple[URIRef, URIRef], hops: int) -> KnowledgeGraph:
        """The graph as far as the passages go that routes of so many hops between two things take.

        Raises:
            UsageError: these are too many.
        """
        return self._between(ends, hops)

    def _read_between(self, ends: tuple[URIRef, URIRef], hops: int) -> Part:
        between = Between(self.kg.occurrences, self.kg.words, ends, hops)
        return Part(self.kg, between.graphs, between)

    @cached_property
    def _typed(self) -> Mapping[str, tuple[frozenset[URIRef], int]]:
        """The classes that things have together, by how the index writes them."""
        rows = self._index.rows("SELECT types, count(*) FROM things GROUP BY types")
        return {types: (frozenset(map(URIRef, types.split())), number) for types, number in rows}

    @property
    def classes(self) -> Iterable[tuple[frozenset[URIRef], int]]:
        """The classes that things have together, and of how many things these are all."""
        return self._typed.values()

    def things_of(self, cls: URIRef) -> Sequence[URIRef]:
        """The first things of a class and of those below it, by id."""
        is_a = self.kg.words.ontology.is_a
        return self._first([types for types, (found, _) in self._typed.items() if is_a(found, cls)])

    def _first(self, types: Sequence[str]) -> list[URIRef]:
        found = [
            iri
            for each in types
            for (iri,) in self._index.rows(
                "SELECT iri FROM things WHERE types = ? ORDER BY iri LIMIT ?", each, MOST_LISTED
            )
        ]
        return [URIRef(iri) for iri in sorted(found)[:MOST_LISTED]]

    @cached_property
    def members(self) -> Mapping[URIRef, Sequence[URIRef]]:
        """The things of each class that is somebody's most specific one: how many there are, and the first of them."""
        held: dict[URIRef, list[str]] = {}
        for types, (found, _) in self._typed.items():
            held.setdefault(self.kg.words.ontology.most_specific(found) or DGO.Concept, []).append(types)
        return {
            cls: _Members(sum(self._typed[each][1] for each in types), partial(self._first, types))
            for cls, types in held.items()
        }

    # -- what is made of everything ----------------------------------------------------

    @cached_property
    def doubted(self) -> Mapping[URIRef, list[AuditFinding]]:
        """No figure is doubted where nothing is audited."""
        return {}

    @cached_property
    def findings(self) -> Mapping[URIRef, list[AuditFinding]]:
        """Nothing is said of any passage where nothing is audited."""
        return {}

    @property
    def audit(self) -> NoReturn:
        """The audit of all sources takes longer than anybody waits."""
        raise TooLargeError

    def audit_of(self, source: str) -> Audit:
        """A source, by its id, against itself; of the last few it is kept."""
        return self._audit_of(source)

    @property
    def quantities(self) -> Quantities:
        """The ties among figures are found by reading every figure."""
        raise TooLargeError

    @cached_property
    def measures(self) -> Mapping[URIRef, int]:
        """How many figures each indicator has."""
        answer = self.kg.store.query(
            f"SELECT ?indicator (COUNT(?figure) AS ?n) {{ GRAPH ?g {{ ?figure <{DGO.indicator}> ?indicator }} "
            f'FILTER(STRSTARTS(STR(?g), "{SOURCE}")) }} GROUP BY ?indicator'
        )
        assert isinstance(answer, Table)
        return {iri: int(str(number)) for iri, number in answer.rows if isinstance(iri, URIRef)}

    def measured_by(self, indicator: URIRef, first: int, most: int) -> Sequence[Quantity]:
        """So many figures of an indicator from a place on, largest first, those without a value last."""
        answer = self.kg.store.query(
            f"SELECT ?figure ?g {{ GRAPH ?g {{ ?figure <{DGO.indicator}> {to_sparql(indicator)} "
            f'OPTIONAL {{ ?figure <{DGO.value}> ?value }} }} FILTER(STRSTARTS(STR(?g), "{SOURCE}")) }} '
            f"ORDER BY DESC(?value) ?figure ?g LIMIT {most} OFFSET {first}"
        )
        assert isinstance(answer, Table)
        read = self.kg.occurrences.graph
        return [
            Quantity(figure, passage, graph.figure(figure), graph.nodes[figure])
            for figure, passage in answer.rows
            if isinstance(figure, URIRef) and isinstance(passage, URIRef) and (graph := read(passage)) is not None
        ]

    def figures_of(self, *things: URIRef) -> Quantities:
        """The figures in the passages that are read of some things."""
        named = {graph.sentence: graph for thing in things for graph in self.naming(thing)}
        return Quantities(named[passage] for passage in sorted(named, key=self.kg.words.library.sort_key))

    def examples(self, lang: str) -> Sequence[str]:  # noqa: ARG002 - none in either language
        """No question is tried out."""
        return ()


class _Members(Sequence[URIRef]):
    """The things of a class: as long as all of them, read as far as the first."""

    def __init__(self, number: int, read: Callable[[], Sequence[URIRef]]) -> None:
        self._number, self._read = number, read

    @cached_property
    def _first(self) -> Sequence[URIRef]:
        return self._read()

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[URIRef]:
        return iter(self._first)

    def __getitem__(self, place: int | slice) -> URIRef | Sequence[URIRef]:  # type: ignore[override]
        return self._first[place]
