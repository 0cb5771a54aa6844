"""What words can mean: every name in the data, in both languages, found by longest match.

A new name, alias or search word in ``graph/`` or ``ontology/`` teaches it something new.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein
from rdflib import Literal, URIRef

from dgkg.ask.language.grammar import read_grammar
from dgkg.ask.language.rewording import Reworded
from dgkg.ask.language.tokens import Token, features, phrase
from dgkg.gazetteer import Gazetteer
from dgkg.store import Store, Table

__all__ = ["Lexicon", "Match", "rarity"]

# Thousands of words are read as one text of each thing: a term for each would take longer.
# Names of things are in the gazetteer; these are of words of the ontology, and words that ask without naming.
_NAMES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dgo: <https://w3id.org/dgkg/ontology#>
PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing (GROUP_CONCAT(DISTINCT ?text; separator="\\n") AS ?texts) WHERE {
  { ?thing a ?kind ; rdfs:label ?text . FILTER (?kind IN (owl:Class, dgo:FactProperty)) }
  UNION {
    VALUES ?property { skos:altLabel skos:hiddenLabel } ?thing a ?kind ; ?property ?text
    FILTER (?kind IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty, dgo:FactProperty))
  }
} GROUP BY ?thing ORDER BY ?thing"""
# Words by which a question asks for a thing without naming it: 「bring in」 asks for a revenue, and for a project.
_ASKING = """
PREFIX dgo: <https://w3id.org/dgkg/ontology#>
SELECT ?thing (GROUP_CONCAT(?text; separator="\\n") AS ?texts) WHERE {
  ?thing dgo:askedBy ?text FILTER NOT EXISTS { ?thing dgo:gloss ?gloss }
} GROUP BY ?thing ORDER BY ?thing"""
# Words by which a question asks for what a passage says: they name nothing, but the passage is found by them.
_OF_PASSAGES = """
PREFIX dgo: <https://w3id.org/dgkg/ontology#>
SELECT ?passage (GROUP_CONCAT(?text; separator="\\n") AS ?texts) WHERE {
  ?passage dgo:askedBy ?text FILTER EXISTS { ?passage dgo:gloss ?gloss }
} GROUP BY ?passage ORDER BY ?passage"""
# 「省级中小企业数字化转型城市试点」 has fifteen.
_LONGEST = 20
_SHORT_NAME = 3
_LONG_NAME = 8
_LONG_WORD = 6
_SHORT_WORD = 3


class Match(NamedTuple):
    """A stretch of a question (token numbers) and what it can mean."""

    start: int
    end: int
    things: frozenset[URIRef] = frozenset()
    roles: frozenset[str] = frozenset()
    is_filler: bool = False
    is_common: bool = False
    is_elsewhere: bool = False
    is_beyond: bool = False
    is_stranger: bool = False

    @property
    def says_little(self) -> bool:
        """Whether it can be left unexplained."""
        return bool(self.roles) or self.is_filler or self.is_common


class Lexicon:
    """Names to things; words to roles.

    Args:
        store: where the words of the ontology are.
        gazetteer: the names of things.
    """

    def __init__(self, store: Store, gazetteer: Gazetteer) -> None:
        self.names: dict[URIRef, list[str]] = defaultdict(list)
        things: dict[tuple[str, ...], set[URIRef]] = defaultdict(set)
        named = [(thing, text) for thing, texts in _rows(store, _NAMES) for text in sorted(texts.split("\n"))]
        named += [(thing, name.text) for thing in gazetteer.types for name in gazetteer.names(thing)]
        for thing, text in named:
            self.names[thing].append(text)
            things[phrase(text)].add(thing)
        asked = [(thing, text) for thing, texts in _rows(store, _ASKING) for text in sorted(texts.split("\n"))]
        # The words by which something is only asked for, and that no name has.
        self.asking = frozenset(phrase(text) for _, text in asked) - things.keys()
        for thing, text in asked:
            self.names[thing].append(text)
            things[phrase(text)].add(thing)
        things.pop((), None)
        for passage, texts in _rows(store, _OF_PASSAGES):
            self.names[passage] += sorted(texts.split("\n"))
        roles: dict[tuple[str, ...], set[str]] = defaultdict(set)
        grammar = read_grammar()
        for role, phrases in grammar.roles.items():
            for text in phrases:
                roles[phrase(text)].add(role)
        self.alike = grammar.alike
        fillers, common, elsewhere, beyond, strangers = (
            {phrase(text) for text in words}
            for words in (grammar.filler, grammar.common, grammar.elsewhere, grammar.beyond, grammar.strangers)
        )
        self._entries: dict[tuple[str, ...], Match] = {
            key: Match(
                0, len(key), frozenset(things.get(key, ())), frozenset(roles.get(key, ())),
                key in fillers, key in common, key in elsewhere, key in beyond, key in strangers,
            )
            for key in {*things, *roles, *fillers, *common, *elsewhere, *beyond, *strangers}
        }  # fmt: skip

    def prepare(self) -> None:
        """Work out what most questions ask for, before the first does."""
        _ = self.features, self._reworded, self._parts

    def matches(self, tokens: Sequence[Token]) -> list[Match]:
        """The known stretches of a text, long ones before short ones; what is between them is unknown."""
        stems = [t.stem for t in tokens]
        best: list[tuple[int, Match | None]] = [(0, None)] * (len(stems) + 1)
        for start in range(len(stems) - 1, -1, -1):
            best[start] = (best[start + 1][0], None)
            for length in range(1, min(_LONGEST, len(stems) - start) + 1):
                entry = self._entries.get(tuple(stems[start : start + length]))
                if entry is None or (length == 1 and tokens[start].is_chinese and not entry.says_little):
                    continue
                if entry.things and self._cuts_quantity(stems, start, start + length):
                    continue
                # One long name says more than two short ones.
                worth = length * length + best[start + length][0]
                if worth > best[start][0] or (worth == best[start][0] and best[start][1] is None):
                    things = entry.things if length > 1 or not tokens[start].is_chinese else frozenset()
                    best[start] = worth, entry._replace(start=start, end=start + length, things=things)
        found = []
        place = 0
        while place < len(stems):
            match = best[place][1]
            if match is not None:
                found.append(match)
            place = match.end if match is not None else place + 1
        return self._with_reworded(tokens, found)

    def _with_reworded(self, tokens: Sequence[Token], found: Sequence[Match]) -> list[Match]:
        """The stretches with names that are given in other words, in place of the shorter ones within them."""
        taken = [range(m.start, m.end) for m in found if m.things]
        more = [Match(start, end, things) for start, end, things in self._reworded.stretches(tokens, taken)]
        kept = [m for m in found if not any(n.start < m.end and m.start < n.end for n in more)]
        return sorted([*kept, *more], key=lambda m: m.start) if more else kept

    @cached_property
    def _reworded(self) -> Reworded:
        return Reworded(self.names, read_grammar())

    def _cuts_quantity(self, stems: Sequence[str], start: int, end: int) -> bool:
        """Whether a name ends within that of a quantity: 「东莞5G基站数」 is 东莞 and 5G基站数."""
        if end == len(stems):
            return False
        return any(
            self._is_quantity(tuple(stems[middle : end + 1])) and self._names(tuple(stems[start:middle]))
            for middle in range(start + 1, end)
        )

    def names_run(self, key: tuple[str, ...]) -> bool:
        """Whether a run of words is the name of a thing."""
        return self._names(key)

    def _names(self, key: tuple[str, ...]) -> bool:
        entry = self._entries.get(key)
        return entry is not None and bool(entry.things)

    def _is_quantity(self, key: tuple[str, ...]) -> bool:
        entry = self._entries.get(key)
        return entry is not None and bool(entry.things) and all("/indicator-" in thing for thing in entry.things)

    @cached_property
    def features(self) -> Mapping[URIRef, frozenset[str]]:
        """What each thing is found by, over all its names."""
        known: dict[str, frozenset[str]] = {}
        found = {}
        for thing, names in self.names.items():
            for name in names:
                if name not in known:
                    known[name] = features(name)
            found[thing] = frozenset().union(*(known[name] for name in names))
        return found

    @cached_property
    def _one_off(self) -> Mapping[str, set[tuple[str, ...]]]:
        """Chinese names by what is left of them when one character is covered."""
        found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for key, entry in self._entries.items():
            if entry.things and _SHORT_NAME <= len(key) <= _LONG_NAME and all(part >= "\u3400" for part in key):
                for hole in range(len(key)):
                    found["".join((*key[:hole], "*", *key[hole + 1 :]))].add(key)
        return found

    def misspelt(self, tokens: Sequence[Token]) -> Iterator[Match]:
        """Names that a stretch of unknown Chinese characters misses by one."""
        for length in range(min(_LONG_NAME, len(tokens)), _SHORT_NAME - 1, -1):
            for start in range(len(tokens) - length + 1):
                word = [t.text for t in tokens[start : start + length]]
                for hole in range(length):
                    keys = self._one_off.get("".join((*word[:hole], "*", *word[hole + 1 :])), ())
                    things = frozenset(thing for key in keys for thing in self._entries[key].things)
                    if things:
                        yield Match(start, start + length, things)

    @cached_property
    def _words(self) -> list[str]:
        words = {part for key, entry in self._entries.items() if entry.things for part in key}
        return sorted(w for w in words if w.isascii() and w.isalpha() and len(w) >= _LONG_WORD - 1)

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset(part for key in self._entries for part in key)

    def knows(self, stem: str) -> bool:
        """Whether a word is part of any name or phrase."""
        return stem in self._parts

    def nearest_word(self, word: str) -> str | None:
        """A Latin word of the lexicon that a word misses by a slip of the finger."""
        if len(word) < _LONG_WORD:
            return None
        slips = 1 if len(word) < _LONG_NAME else 2
        best = min(
            ((DamerauLevenshtein.distance(word, known, score_cutoff=slips), known) for known in self._words
             if abs(len(known) - len(word)) <= slips and known[0] == word[0]
             and (known[-1] == word[-1] or len(word) >= _LONG_NAME)),
            default=(slips + 1, ""),
        )  # fmt: skip
        return best[1] if best[0] <= slips else None

    @cached_property
    def _followers(self) -> Mapping[str, set[str]]:
        """The Latin words of names, each with those that come after it in any."""
        found: dict[str, set[str]] = defaultdict(set)
        for key, entry in self._entries.items():
            if entry.things:
                for word, after in pairwise(key):
                    if word.isascii() and after.isascii() and after.isalpha():
                        found[word].add(after)
        return found

    def beside(self, before: str, word: str) -> str | None:
        """The word of a name that a short word misses by one letter, where the word before it begins the name.

        「Songshan Lke」: alone 「lke」 is too short to be taken for anything.
        """
        if len(before) < _SHORT_WORD + 1:
            # Behind 「of」 any word may stand: 「the ratio of male to female」.
            return None
        near = [
            w for w in self._followers.get(before, ())
            # A stem has lost its last e.
            if any(DamerauLevenshtein.distance(full, word, score_cutoff=1) <= 1 for full in (w, f"{w}e"))
        ]  # fmt: skip
        return near[0] if len(near) == 1 and len(word) >= _SHORT_WORD else None


def _rows(store: Store, query: str) -> list[tuple[URIRef, str]]:
    """Things with their words."""
    answer = store.query(query)
    assert isinstance(answer, Table)
    return [(t, str(text)) for t, text in answer.rows if isinstance(t, URIRef) and isinstance(text, Literal)]


def rarity(count: int, total: int) -> float:
    """How telling it is that something occurs: 0 where everything has it."""
    return math.log((total + 1) / (count + 0.5)) / math.log(total + 1)
