"""Who sits where: places as cards, each with what the report puts there and the figures it gives of it.

Nothing is inferred. A core firm of a park's ecosystem stands with that ecosystem, not among the
firms of the park; what is only planned stands in rows of its own; what the report places nowhere
but in the city has no card.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from rdflib import URIRef

from dgkg.diagram.figure_words import is_in_words
from dgkg.diagram.kinds import kind_of
from dgkg.diagram.look import LINES
from dgkg.diagram.rank import Rank, ranks_in
from dgkg.namespaces import DGO, DGS, RDF
from dgkg.passage_graph import Node, PassageGraph
from dgkg.quantity import Quantities, Quantity
from dgkg.words import Words

__all__ = ["CATEGORIES", "Card", "Resident", "Row", "Survey", "fitting", "rooms"]

# What every card tells, or says that the report does not tell, in this order.
CATEGORIES = ("focus", "firm", "site", "body", "plan")
MOST_IN_ROW, LEAST_IN_ROW = 8, 2
_CATEGORY = {"firm": "firm", "place": "site", "industry": "focus"}
# Which row of a card: category, what names it, the cluster that it is in.
_Key = tuple[str, tuple[URIRef, ...], URIRef | None]


@dataclass(frozen=True, slots=True)
class Resident:
    """A thing in a card, with the passages that put it there; ``line`` tells how far it is."""

    thing: URIRef
    kind: str
    line: str
    sentences: tuple[URIRef, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Things that one relation puts into a card.

    ``titles`` name it (roles, a status, a relation); ``by`` is the cluster that the role is in, where
    it is not the place itself. A row without residents says that the report tells none.
    """

    category: str
    titles: tuple[URIRef, ...]
    by: URIRef | None
    residents: tuple[Resident, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A place, what it lies in (where the report says so), its rows and its figures.

    ``ranks`` are its places in rankings.
    """

    place: URIRef
    within: tuple[Resident, ...]
    rows: tuple[Row, ...]
    figures: tuple[Quantity, ...]
    ranks: tuple[Rank, ...]

    @property
    def sentences(self) -> set[URIRef]:
        """Every passage that the card rests on."""
        told = {s for r in self.within for s in r.sentences} | {q.sentence for q in self.figures}
        told |= {s for row in self.rows for r in row.residents for s in r.sentences}
        return told | {rank.sentence for rank in self.ranks}


class Survey:
    """What the report puts where.

    Args:
        graphs: what passages state.
        words: classes and names.
        wide: places too wide to say where in them (the city): no card, and a thing that is only there has none.
        quantities: the figures of these passages, where they are read already.
    """

    def __init__(
        self,
        graphs: Sequence[PassageGraph],
        words: Words,
        wide: Iterable[URIRef],
        quantities: Quantities | None = None,
    ) -> None:
        self.words = words
        self.wide = frozenset(wide)
        self._graphs = graphs
        self._quantities = quantities or Quantities(graphs)
        self._told: dict[URIRef, dict[_Key, dict[URIRef, set[URIRef]]]]
        self._told = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
        self._roles: dict[tuple[URIRef, URIRef], dict[URIRef, set[URIRef]]] = defaultdict(lambda: defaultdict(set))
        self._states: dict[URIRef, URIRef] = {}
        self.located: dict[URIRef, dict[URIRef, set[URIRef]]] = defaultdict(lambda: defaultdict(set))
        self._results: dict[URIRef, dict[URIRef, set[URIRef]]] = defaultdict(lambda: defaultdict(set))
        self.ranks: list[Rank] = []
        for graph in graphs:
            self._read(graph)
        self._sort_roles()

    # -- reading ---------------------------------------------------------------------------

    def _read(self, graph: PassageGraph) -> None:
        for node, said in graph.nodes.items():
            state = graph.first(node, DGO.realization)
            if isinstance(state, URIRef):
                self._states[node] = state
            for place in _iris(said.get(DGO.locatedIn, ())):
                self.located[place][node].add(graph.sentence)
            for field in _iris(said.get(DGO.focusesOn, ())):
                self._told[node]["focus", (DGO.focusesOn,), None][field].add(graph.sentence)
            self._read_statement(graph, node, said)
        self.ranks.extend(ranks_in(graph))

    def _read_statement(self, graph: PassageGraph, node: URIRef, said: Node) -> None:
        """A membership gives a role, work has results, a plan wants something somewhere."""
        types = said.get(RDF.type, ())
        if DGO.Membership in types:
            roles = _iris(said.get(DGO.role, ())) or [DGS.member]
            for whole, member, role in product(_values(said, DGO.memberOf), _values(said, DGO.member), roles):
                self._roles[whole, member][role].add(graph.sentence)
        elif DGO.Activity in types:
            for agent, result in product(_values(said, DGO.agent), _values(said, DGO.result)):
                self._results[agent][result].add(graph.sentence)
        state = self._states.get(node, DGS.proposed)
        for place, wish in product(_values(said, DGO.proposedPlace), _values(said, DGO.proposes) or [node]):
            self._told[place]["plan", (state,), None][wish].add(graph.sentence)

    def _sort_roles(self) -> None:
        clusters = {
            thing: place
            for place, things in self.located.items()
            for thing in things
            if place not in self.wide and self._is_a(thing, DGO.IndustrialCluster)
        }
        rows: dict[tuple[URIRef, tuple[URIRef, ...], URIRef | None], dict[URIRef, set[URIRef]]]
        rows = defaultdict(lambda: defaultdict(set))
        for (whole, member), roles in self._roles.items():
            if whole in clusters or self._is_host(whole):
                place, by = clusters.get(whole, whole), whole if whole in clusters else None
                rows[place, tuple(sorted(roles)), by][member] |= {s for told in roles.values() for s in told}
        for (place, titles, by), things in rows.items():
            # Who share a role stand together, whatever they are: a park and a project as 核心载体.
            category = min(map(self._category, things), key=CATEGORIES.index)
            self._told[place][category, titles, by] = things

    def _is_host(self, thing: URIRef) -> bool:
        return thing not in self.wide and (self._is_a(thing, DGO.Place) or self._is_a(thing, DGO.Incubator))

    def _is_a(self, thing: URIRef, cls: URIRef) -> bool:
        return self.words.ontology.is_a(self.words.gazetteer.types.get(thing, ()), cls)

    def _category(self, thing: URIRef) -> str:
        if self._is_a(thing, DGO.IndustrialCluster):
            return "site"
        return _CATEGORY.get(kind_of(thing, self.words), "body")

    # -- cards -----------------------------------------------------------------------------

    def places(self) -> list[URIRef]:
        """The places that have a card: those of which the report tells more than what lies in them.

        A place comes before those within it; else they stand by class, those with figures first, and IRI.
        """
        known = {p for p in {*self._told, *self.located} if self._is_host(p)}
        own = [p for p in sorted(known) if self._has_own(p, known)]
        order = {p: (self._rank_of(p), p not in self._measured, str(p)) for p in own}

        def standing(place: URIRef) -> tuple[object, ...]:
            outer = next((wider for wider in own if wider in self._within(place)), None)
            return (order[outer], 1, order[place]) if outer is not None else (order[place], 0, order[place])

        return sorted(own, key=standing)

    def _has_own(self, place: URIRef, known: set[URIRef]) -> bool:
        parts = {thing for thing in self.located.get(place, {}) if thing in known}
        return bool(self._told.get(place)) or bool(set(self.located.get(place, {})) - parts)

    def _within(self, place: URIRef) -> set[URIRef]:
        return self._around.get(place, set())

    @cached_property
    def _around(self) -> dict[URIRef, set[URIRef]]:
        """The places that each thing lies in."""
        found: dict[URIRef, set[URIRef]] = defaultdict(set)
        for wider, things in self.located.items():
            for thing in things:
                found[thing].add(wider)
        return dict(found)

    @cached_property
    def _measured(self) -> dict[URIRef, list[Quantity]]:
        """The figures of each place."""
        found: dict[URIRef, list[Quantity]] = defaultdict(list)
        for quantity in self._quantities.all:
            for area in quantity.many(DGO.refArea):
                found[area].append(quantity)
        return dict(found)

    def _rank_of(self, place: URIRef) -> int:
        classes = (DGO.FunctionalZone, DGO.AdministrativeDivision, DGO.ThemedTown, DGO.IndustrialPark)
        return next((n for n, cls in enumerate(classes) if self._is_a(place, cls)), len(classes))

    def card(self, place: URIRef) -> Card:
        """The card of a place."""
        told: dict[_Key, dict[URIRef, set[URIRef]]]
        told = defaultdict(dict, {row: dict(things) for row, things in self._told.get(place, {}).items()})
        named = {thing for (_, _, by), things in told.items() if by is None for thing in things}
        for thing, passages in sorted(self.located.get(place, {}).items()):
            if thing in named:
                # 「龙头企业 OPPO 位于滨海湾」: the role tells it, the location is one more passage for it.
                for row, things in told.items():
                    if thing in things and row[2] is None and row[0] != "plan":
                        things[thing] = things[thing] | passages
                continue
            told[self._category(thing), (), None][thing] = passages
            named.add(thing)
        for thing, passages in sorted(self._results.get(place, {}).items()):
            if thing not in named:
                told[self._category(thing), (DGO.result,), None][thing] = passages
        rows = [self._row(key, told[key]) for key in sorted(told, key=self._order)]
        spoken = {row.category for row in rows} | {self._category(r.thing) for row in rows for r in row.residents}
        silent = [Row(category, (), None, ()) for category in CATEGORIES if category not in spoken]
        rows = sorted([*rows, *silent], key=lambda row: CATEGORIES.index(row.category))
        within = [
            self._resident(wider, self.located[wider][place])
            for wider in sorted(self._within(place))
            if wider not in self.wide
        ]
        return Card(place, tuple(within), tuple(rows), tuple(self._figures(place)), self._ranks_of(place))

    def _order(self, key: _Key) -> tuple[object, ...]:
        category, titles, by = key
        line = self._line(titles[0]) if category == "plan" else "solid"
        return CATEGORIES.index(category), LINES.index(line), by is not None, not titles, titles, str(by or "")

    def _row(self, key: _Key, things: Mapping[URIRef, Iterable[URIRef]]) -> Row:
        category, titles, by = key
        line = self._line(titles[0]) if category == "plan" else None
        return Row(category, titles, by, tuple(self._resident(t, things[t], line) for t in sorted(things)))

    def _resident(self, thing: URIRef, passages: Iterable[URIRef], line: str | None = None) -> Resident:
        state = self._states.get(thing)
        drawn = line or (self._line(state) if state else "solid")
        cited = tuple(sorted(passages, key=self.words.library.sort_key))
        return Resident(thing, kind_of(thing, self.words), drawn, cited)

    def _line(self, status: URIRef) -> str:
        return self.words.ontology.word(status, "lineStyle") or "solid"

    def _figures(self, place: URIRef) -> list[Quantity]:
        own = [q for q in self._measured.get(place, ()) if q.is_observed]
        kept = [q for q in own if not is_in_words(q)]
        return sorted(kept, key=lambda q: (self.words.library.sort_key(q.sentence), _weight(q), q.iri))

    def _ranks_of(self, place: URIRef) -> tuple[Rank, ...]:
        own = (rank for rank in self.ranks if place in rank.many(DGO.rankedEntity))
        return tuple(sorted(own, key=lambda rank: (self.words.library.sort_key(rank.sentence), rank.iri)))

    # -- the city --------------------------------------------------------------------------

    @cached_property
    def firms(self) -> set[URIRef]:
        """Every firm that a passage speaks of."""
        known = {thing for thing in self.words.gazetteer.types if kind_of(thing, self.words) == "firm"}
        named: set[URIRef] = set()
        for graph in self._graphs:
            for node, said in graph.nodes.items():
                named.add(node)
                named |= {value for values in said.values() for value in _iris(values)}
        return named & known

    def placed(self) -> tuple[set[URIRef], set[URIRef]]:
        """The firms said to be in a place that has a card, and those said to be in a wide place only."""
        firms = self.firms
        near = {t for place, things in self.located.items() if place not in self.wide for t in things} & firms
        far = {t for place in self.wide for t in self.located.get(place, {})} & firms
        return near, far - near

    def only_in(self, place: URIRef) -> list[Resident]:
        """What is said to be in a wide place and in none of its parts."""
        parts = {thing for near, things in self.located.items() if near not in self.wide for thing in things}
        return [self._resident(t, p) for t, p in sorted(self.located.get(place, {}).items()) if t not in parts]


def rooms(cards: Iterable[Card], most: int) -> int:
    """How many things a row may show so that all cards together show at most so many.

    At most :data:`MOST_IN_ROW`: a row that grows beyond it folds and leaves the other rows alone.
    """
    sizes = [len(row.residents) for card in cards for row in card.rows]
    room = MOST_IN_ROW
    while room > LEAST_IN_ROW and sum(min(size, room) for size in sizes) > most:
        room -= 1
    return room


def fitting(cards: Sequence[Card], most: int) -> list[Card]:
    """The first cards, as many as can show two things a row or what stands for them; at least one."""
    kept: list[Card] = []
    left = most
    for card in cards:
        left -= sum(min(len(row.residents), LEAST_IN_ROW) for row in card.rows)
        if kept and left < 0:
            break
        kept.append(card)
    return kept


def _iris(values: Iterable[object]) -> list[URIRef]:
    return [value for value in values if isinstance(value, URIRef)]


def _values(said: Node, relation: URIRef) -> list[URIRef]:
    return _iris(said.get(relation, ()))


def _weight(q: Quantity) -> int:
    """Totals first, then parts of them, then what is said of either."""
    return 2 if q.one(DGO.ofIndicator) else 1 if q.one(DGO.partOfTotal) else 0
