"""What questions to a graph too large to be read share: its words, what belongs to what, how telling a thing is.

Nothing here grows with the passages but by what was asked of late. How often a word occurs is estimated by some
passages from all over the graph; how often a thing does is asked of the store, as far as anybody would count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from rdflib import URIRef

from dgkg.ask.items.background import belongings
from dgkg.ask.items.index import Index, Page, years_in
from dgkg.ask.language.indexed_lexicon import IndexedLexicon
from dgkg.gazetteer import fold
from dgkg.namespaces import DGO, SOURCE
from dgkg.occurrence import MOST_COUNTED, Occurrences
from dgkg.passage_graph import PassageGraph
from dgkg.store import Store, Table
from dgkg.words import Words, names_of

__all__ = ["Ground"]

# By so many passages it is estimated how often a word occurs.
_SAMPLE = 128
_KEPT_PAGES, _KEPT = 4096, 65536
# Of bodies whose names begin with that of another so many count with it; of such a class so many places are looked at.
_MOST_BRANCHES, _MOST_WIDER = 50, 200
_SHORTEST_NAME = 2
_SOME_MEMBERS, _AT_ONCE = "SELECT iri FROM things WHERE types = ? AND iri > ? ORDER BY iri LIMIT ?", 200


class Ground:
    """What is known of a graph before anything is asked.

    Args:
        store: the graph.
        words: names and citations.
        occurrences: finds and reads passages.
    """

    def __init__(self, store: Store, words: Words, occurrences: Occurrences) -> None:
        names = names_of(store)
        assert names is not None  # no graph without an index of its names is large
        self.store, self.words, self.occurrences, self.names = store, words, occurrences, names
        self.lexicon = IndexedLexicon(store, names, words.ontology)
        self.broader: dict[URIRef, set[URIRef]] = _Looked(lru_cache(_KEPT)(self._broader_of))
        self.number: Callable[[URIRef], int] = lru_cache(_KEPT)(self._number_of)
        """About how many passages name a thing, a thing of such a class, or state such a relation."""
        self.page: Callable[[URIRef], Page | None] = lru_cache(_KEPT_PAGES)(self._read_page)
        """A passage with its items."""

    # -- passages ----------------------------------------------------------------------

    def _read_page(self, passage: URIRef) -> Page | None:
        graph = self.occurrences.graph(passage)
        return self._pages.of(graph) if graph is not None and graph.sentence in self.words.library else None

    @cached_property
    def _pages(self) -> _Pages:
        return _Pages(self.words, self.lexicon, self.broader)

    @cached_property
    def total(self) -> int:
        """How many passages state something."""
        return _count(self.store, f'SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{}} FILTER(STRSTARTS(STR(?g), "{SOURCE}")) }}')

    @cached_property
    def sample(self) -> tuple[Page, ...]:
        """Passages from all over the graph: the store keeps their names in no order of theirs."""
        answer = self.store.query(f"SELECT ?g {{ GRAPH ?g {{}} }} LIMIT {_SAMPLE}")
        assert isinstance(answer, Table)
        return tuple(page for (g,) in answer.rows if isinstance(g, URIRef) and (page := self._read_page(g)) is not None)

    @cached_property
    def sampled_words(self) -> Counter[str]:
        """In how many of these each word occurs."""
        return Counter(word for page in self.sample for word in page.words)

    @cached_property
    def _sampled_things(self) -> Counter[URIRef]:
        return Counter(thing for page in self.sample for thing in page.things)

    # -- things ------------------------------------------------------------------------

    def _number_of(self, thing: URIRef) -> int:
        if thing not in self.names and (members := self.number_of_class(thing)):
            return min(members, self.total)
        found = len(self.occurrences.passages(thing)) or len(self.occurrences.stating(thing))
        if found < MOST_COUNTED:
            return found
        return max(found, self._sampled_things[thing] * self.total // max(1, len(self.sample)))

    @cached_property
    def _classes(self) -> Mapping[str, tuple[frozenset[URIRef], int]]:
        """The classes that things have together, and how many things, by how the index writes them."""
        rows = self.names.rows("SELECT types, count(*) FROM things GROUP BY types")
        return {written: (frozenset(map(URIRef, written.split())), number) for written, number in rows}

    def number_of_class(self, cls: URIRef) -> int:
        """How many things there are of a class and those below it."""
        is_a = self.words.ontology.is_a
        return sum(number for types, number in self._classes.values() if is_a(types, cls))

    def classes_below(self, cls: URIRef) -> Sequence[URIRef]:
        """This class and those below it, as far as there are things of them."""
        every = {own for types, _ in self._classes.values() for own in types}
        return sorted(own for own in every if self.words.ontology.is_a(frozenset({own}), cls))

    def members_of(self, cls: URIRef) -> Iterator[URIRef]:
        """These things, those of one set of classes after the other, by IRI."""
        for written, (types, _) in self._classes.items():
            if self.words.ontology.is_a(types, cls):
                last = ""
                while rows := self.names.rows(_SOME_MEMBERS, written, last, _AT_ONCE):
                    yield from (URIRef(iri) for (iri,) in rows)
                    last = rows[-1][0]

    @cached_property
    def _above(self) -> Mapping[URIRef, set[URIRef]]:
        return belongings(self.store)

    @cached_property
    def _below(self) -> Mapping[URIRef, list[URIRef]]:
        found: dict[URIRef, list[URIRef]] = {}
        for narrow in sorted(self._above):
            for broad in self._above[narrow]:
                found.setdefault(broad, []).append(narrow)
        return found

    def below(self, thing: URIRef) -> Iterable[URIRef]:
        """What belongs to a thing, and bodies whose names begin with its name."""
        return dict.fromkeys((*self._below.get(thing, ()), *self._branches_of(thing)))

    def _broader_of(self, thing: URIRef) -> set[URIRef]:
        """What a thing belongs to; a body whose name begins with that of another (华为终端, 华为) counts with it."""
        found = set(self._above.get(thing, ()))
        if self._is_body(thing):
            name = self.words.gazetteer.label(thing, "zh")
            heads = {fold(name[:length]) for length in range(_SHORTEST_NAME, len(name))}
            marks = ", ".join("?" * len(heads))
            rows = self.names.rows(
                f"SELECT iri, text FROM names WHERE folded IN ({marks}) AND kind = 'pref'", *heads  # noqa: S608
            )  # fmt: skip
            found |= {body for iri, text in rows if self._is_head(body := URIRef(iri), text, name)}
        return found

    def _branches_of(self, thing: URIRef) -> Iterator[URIRef]:
        name = self.words.gazetteer.label(thing, "zh")
        if not self._is_body(thing) or len(name) < _SHORTEST_NAME:
            return
        rows = self.names.rows(
            "SELECT iri, text FROM names WHERE folded > ? AND folded < ? AND kind = 'pref' LIMIT ?",
            fold(name), f"{fold(name)}\U0010ffff", _MOST_BRANCHES,
        )  # fmt: skip
        for iri, text in rows:
            branch = URIRef(iri)
            if text.startswith(name) and text == self.words.gazetteer.label(branch, "zh") and self._is_body(branch):
                yield branch

    def _is_head(self, body: URIRef, text: str, name: str) -> bool:
        is_label = text == self.words.gazetteer.label(body, "zh")
        return is_label and len(text) < len(name) and name.startswith(text) and self._is_body(body)

    def _is_body(self, thing: URIRef) -> bool:
        return self.words.ontology.is_a(self.words.gazetteer.types.get(thing, ()), DGO.Organization)

    # -- what the sources report on ----------------------------------------------------

    @cached_property
    def year(self) -> int:
        """The year that most figures are of."""
        years = Counter[int]()
        for period, number in self._counted(DGO.refPeriod).items():
            named = {y for name in self.lexicon.every_name.get(period, ()) if "20" in name for y in years_in(name)}
            years.update(dict.fromkeys(named, number))
        return max(years, key=lambda y: (years[y], y), default=0)

    @cached_property
    def city(self) -> frozenset[URIRef]:
        """The place that most figures are of."""
        areas = self._counted(DGO.refArea)
        return frozenset({max(areas, key=lambda a: (areas[a], a))}) if areas else frozenset()

    def _counted(self, predicate: URIRef) -> Mapping[URIRef, int]:
        """What figures have by a relation, and how often: as the build counted; it takes seconds to count anew."""
        if (known := self.names.told(predicate)) is not None:
            return known
        answer = self.store.query(
            f"SELECT ?what (COUNT(?figure) AS ?n) {{ GRAPH ?g {{ ?figure <{predicate}> ?what }} "
            f'FILTER(STRSTARTS(STR(?g), "{SOURCE}")) }} GROUP BY ?what'
        )
        assert isinstance(answer, Table)
        return {what: int(str(number)) for what, number in answer.rows if isinstance(what, URIRef)}

    @cached_property
    def wider(self) -> frozenset[URIRef]:
        """That place, what it lies in, and the world."""
        around = {place for city in self.city for place in self.broader.get(city, ())}
        rows = self.names.rows("SELECT iri FROM things WHERE types = ? LIMIT ?", str(DGO.Place), _MOST_WIDER)
        return self.city | around | {URIRef(iri) for (iri,) in rows}


class _Pages(Index):
    """Makes pages of passages, and holds none."""

    def __init__(self, words: Words, lexicon: IndexedLexicon, broader: dict[URIRef, set[URIRef]]) -> None:
        self.words, self.lexicon, self.broader = words, _AllNames(lexicon), broader

    def of(self, graph: PassageGraph) -> Page:
        """A passage with its items."""
        return self._page(graph)


class _AllNames(IndexedLexicon):
    """The words that are held, with the names of any thing."""

    def __init__(self, held: IndexedLexicon) -> None:
        self.__dict__.update(held.__dict__)
        self.names = held.every_name  # type: ignore[assignment]


class _Looked(dict[URIRef, set[URIRef]]):
    """A mapping that is looked up, not held."""

    def __init__(self, look_up: Callable[[URIRef], set[URIRef]]) -> None:
        super().__init__()
        self._look_up = look_up

    def get(self, thing: URIRef, default: set[URIRef] | None = None) -> set[URIRef] | None:  # type: ignore[override]
        return self._look_up(thing) or default

    def __missing__(self, thing: URIRef) -> set[URIRef]:
        return self._look_up(thing)


def _count(store: Store, query: str) -> int:
    answer = store.query(query)
    assert isinstance(answer, Table)
    return int(str(answer.rows[0][0]))
