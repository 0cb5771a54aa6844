"""The part of a large graph that a question is about: the passages that speak of what it names.

A thing that few passages speak of has all of them read, with those of what belongs to it; of what very many speak
of (a quantity, a class, a wide field), only those are read that speak of something else that the question names.
Where it names nothing of which all can be read, those are that its words fit best.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from rdflib import URIRef

from dgkg.ask.items.ground import Ground
from dgkg.ask.items.index import Index, Page
from dgkg.ask.items.word_search import WordSearch
from dgkg.ask.language.indexed_lexicon import SpokenLexicon
from dgkg.ask.language.lexicon import rarity
from dgkg.ask.language.tokens import tokenize
from dgkg.ask.reading.misspelling import PINYIN
from dgkg.namespaces import DGO, DGS
from dgkg.occurrence import MOST_COUNTED
from dgkg.store import Table
from dgkg.terms import to_sparql

__all__ = ["Region", "RegionIndex"]

# What no more passages than this speak of is read whole; of all passages so many are read at the most.
MOST_PASSAGES, MOST_PAGES = 300, 400
# Of passages that only fit by their words so many.
MOST_FOUND = 40
# A class with no more things than this stands for them.
_MOST_MEMBERS = 40
# Words of so many letters may begin a name, where they begin those of no more things.
_WORD, _MOST_BEGUN = 4, 8
# Of what belongs to a thing so much is looked at.
_MOST_BELOW = 200


class RegionIndex(Index):
    """Some passages of a large graph; how telling things and words are, is known of all of it.

    Args:
        ground: what is known of the graph.
        lexicon: the words for the question.
        passages: those that are read.
    """

    def __init__(self, ground: Ground, lexicon: SpokenLexicon, passages: Iterable[URIRef]) -> None:
        self.words, self.lexicon, self.broader, self.ground = ground.words, lexicon, ground.broader, ground
        passages = list(passages)
        ground.words.library.read_ahead(passages)
        pages = (page for passage in passages if (page := ground.page(passage)) is not None)
        self.pages = sorted(pages, key=lambda page: ground.words.library.sort_key(page.sentence))
        self.page = {page.sentence: page for page in self.pages}

    @property
    def year(self) -> int:
        """The year that most figures of the graph are of."""
        return self.ground.year

    @property
    def city(self) -> frozenset[URIRef]:
        """The place that most figures of the graph are of."""
        return self.ground.city

    @property
    def wider(self) -> frozenset[URIRef]:
        """That place, what it lies in, and the world."""
        return self.ground.wider

    @cached_property
    def parts(self) -> dict[str, tuple[URIRef, ...]]:
        """Of many sources none has parts that a number alone would name."""
        return {}

    @cached_property
    def closed_groups(self) -> frozenset[URIRef]:
        """Groups in these passages of which the graph names no member."""
        types = self.words.gazetteer.types
        groups = {t for page in self.pages for t in page.things if DGO.Group in types.get(t, ())}
        return frozenset(group for group in groups if not self._has_members(group))

    def _has_members(self, group: URIRef) -> bool:
        asked = f"SELECT ?m {{ GRAPH ?g {{ ?m <{DGO.memberOf}> {to_sparql(group)} }} }} LIMIT 1"
        answer = self.ground.store.query(asked)
        return isinstance(answer, Table) and len(answer) > 0

    @cached_property
    def _own(self) -> Counter[str]:
        return Counter(word for page in self.pages for word in page.words)

    def occurs(self, thing: URIRef) -> bool:
        """Whether any passage of the graph names a thing, or a thing of such a class."""
        return any(thing in page.things for page in self.pages) or self.ground.number(thing) > 0

    def rarity(self, things: frozenset[URIRef]) -> float:
        """How telling some things are together in the whole graph."""
        total = self.ground.total
        return rarity(min(total, sum(map(self.ground.number, things))), total)

    def word_rarity(self, word: str) -> float | None:
        """How telling a word is, by these passages and some from all over; ``None`` for one that occurs in none."""
        count = self._own.get(word, 0) + self.ground.sampled_words.get(word, 0)
        return rarity(count, len(self.pages) + len(self.ground.sample)) if count else None


class Region:
    """What is read for a question.

    Args:
        ground: what is known of the graph.
        text: the question.
        more: things that the question before named.
        search: finds passages by words, where the graph was built with these.
        by_words: whether those passages are read that the words fit, even if all can be read that speak of what is
            named.
    """

    def __init__(
        self,
        ground: Ground,
        text: str,
        more: Iterable[frozenset[URIRef]] = (),
        search: WordSearch | None = None,
        *,
        by_words: bool = False,
    ) -> None:
        self._ground = ground
        self._common: set[frozenset[URIRef]] = set()
        lexicon = self._lexicon(text)
        before = [told for things in more if (told := self._telling(things))]
        named = [*self._named_in(lexicon, text), *before]
        self._begun = [] if any(map(self._is_name, named)) else list(self._begun_in(lexicon, text))
        named += self._begun
        self.named: Sequence[frozenset[URIRef]] = list(dict.fromkeys(filter(None, named)))
        reading = {things: self._passages(things) for things in self.named}
        chosen = self._chosen([found for found, _ in reading.values()])
        self.unread = [t for t, (found, every) in reading.items() if not every or found.keys() - chosen]
        self.is_found = False
        """Whether what was read is what the words fit, and not what speaks of what is named."""
        if search is not None and (by_words or not self.read) and not self._begun:
            tokens = tokenize(text)
            self.is_found = by_words or self.names_nobody
            within = None if self.is_found else {p for t in filter(self._is_name, self.named) for p in reading[t][0]}
            chosen = set(search.best(tokens, lexicon.matches(tokens), before, MOST_FOUND, within)) or chosen
            self.unread = [things for things, (found, every) in reading.items() if not every or found.keys() - chosen]
        self.index = RegionIndex(ground, lexicon, chosen)

    def _lexicon(self, text: str) -> SpokenLexicon:
        lexicon = self._ground.lexicon.spoken(text)
        if any(map(self._is_name, self._named_in(lexicon, text))):
            return lexicon
        # Nobody is named: perhaps with a slip.
        return self._ground.lexicon.spoken(text, with_slips=True)

    def _begun_in(self, lexicon: SpokenLexicon, text: str) -> Iterator[frozenset[URIRef]]:
        """The few things whose names begin with a word that means nothing else, or with two or three characters."""
        tokens = tokenize(text)
        known = {n for m in lexicon.matches(tokens) for n in range(m.start, m.end)}
        begins = {t.text for n, t in enumerate(tokens) if n not in known and not t.is_chinese and len(t.text) >= _WORD}
        for length in (2, 3):
            places = (range(at, at + length) for at in range(len(tokens) - length + 1))
            free = (place for place in places if all(n not in known and tokens[n].is_chinese for n in place))
            begins |= {"".join(tokens[n].text for n in place) for place in free}
        for begin in sorted(begins):
            rows = self._ground.names.rows(
                "SELECT DISTINCT iri FROM names WHERE folded >= ? AND folded < ? LIMIT ?",
                begin, f"{begin}\U0010ffff", _MOST_BEGUN + 1,
            )  # fmt: skip
            things = self._telling(frozenset(URIRef(iri) for (iri,) in rows))
            if len(rows) <= _MOST_BEGUN and things and self._is_name(things):
                yield things

    def _named_in(self, lexicon: SpokenLexicon, text: str) -> list[frozenset[URIRef]]:
        tokens = tokenize(text)
        matches = lexicon.matches(tokens)
        taken = {n for m in matches for n in range(m.start, m.end) if m.end - m.start > 1}
        slips = lexicon.misspelt([t for n, t in enumerate(tokens) if n not in taken])
        spelt = (
            frozenset(h.iri for h in self._ground.words.gazetteer.find(t.text) if h.reason == "pinyin")
            for n, t in enumerate(tokens) if n not in taken and PINYIN.fullmatch(t.text)
        )  # fmt: skip
        named = [*(m.things for m in matches), *(m.things for m in slips), *spelt]
        # 「企业」 of every question is the name of a field as well.
        self._common |= {self._telling(m.things) for m in matches if m.says_little}
        return [things for every in named if (things := self._telling(every))]

    def _telling(self, things: frozenset[URIRef]) -> frozenset[URIRef]:
        """Of what a name can mean what says where to read."""
        types, is_a = self._ground.words.gazetteer.types, self._ground.words.ontology.is_a

        def tells(thing: URIRef) -> bool:
            own = types.get(thing, ())
            if thing.startswith(str(DGS)) or thing in self._ground.wider:
                return False
            return not (is_a(own, DGO.Period) or is_a(own, DGO.Unit))

        return frozenset(filter(tells, things))

    def _is_name(self, things: frozenset[URIRef]) -> bool:
        """Whether these are things of their own: no quantity, no class, and no word of every question."""
        if things in self._common:
            return False
        types, is_a = self._ground.words.gazetteer.types, self._ground.words.ontology.is_a
        # What may be a class as well (企业) is asked for, not about.
        return all(types.get(t) and not is_a(types[t], DGO.Indicator) for t in things)

    def _passages(self, things: frozenset[URIRef]) -> tuple[dict[URIRef, None], bool]:
        """The passages that speak of what a name can mean, then of what belongs to it; and whether these are all."""
        found: dict[URIRef, None] = {}
        occurrences, every = self._ground.occurrences, True
        for thing in sorted(things):
            if thing in self._ground.names:
                found |= dict.fromkeys(occurrences.passages(thing))
            elif not (number := self._ground.number_of_class(thing)):
                found |= dict.fromkeys(occurrences.stating(thing))
            elif number <= _MOST_MEMBERS:
                for member in self._ground.members_of(thing):
                    found |= dict.fromkeys(occurrences.passages(member))
            else:
                every = False
        below = dict.fromkeys(narrow for thing in sorted(things) for narrow in self._ground.below(thing))
        for narrow in [*below][:_MOST_BELOW]:
            if len(found) >= MOST_COUNTED:
                break
            found |= dict.fromkeys(occurrences.passages(narrow))
        return found, every and len(found) < MOST_COUNTED and len(below) <= _MOST_BELOW

    def _chosen(self, reading: Sequence[dict[URIRef, None]]) -> set[URIRef]:
        """Of the passages of all names those that are read."""
        times = Counter(passage for found in reading for passage in found)
        small = [found for found in reading if len(found) <= MOST_PASSAGES]
        wanted = {passage for passage, number in times.items() if number > 1}
        wanted |= {passage for found in small for passage in found}
        first = [*wanted] if small else [*wanted, *(p for found in reading for p in found)]
        return set(sorted(set(first), key=lambda passage: (-times[passage], passage))[:MOST_PAGES])

    @property
    def read(self) -> list[frozenset[URIRef]]:
        """What is named and has all passages read that speak of it: things of their own, else quantities, classes."""
        whole = [things for things in self.named if things not in self.unread and things not in self._begun]
        return [things for things in whole if self._is_name(things)] or whole

    @property
    def names_nobody(self) -> bool:
        """Whether nothing is named but quantities and classes."""
        return not any(map(self._is_name, self.named))

    @property
    def is_complete(self) -> bool:
        """Whether all passages were read that speak of a thing that is named, or where only quantities are, of one."""
        if self.is_found:
            return False
        return not any(map(self._is_name, self.unread)) if self.read else bool(self._begun) and not self.unread

    @property
    def pages(self) -> Sequence[Page]:
        """What was read."""
        return self.index.pages
