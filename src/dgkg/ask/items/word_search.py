"""Which passages of a large graph fit a question best that names nobody: by its words, and by what these can mean.

A word of the ontology (政策, is located in) or a field finds the passages that name what it means, where these are
few enough to be asked of the store, and like any word those that say it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from rdflib import URIRef

from dgkg.ask.items.ground import Ground
from dgkg.ask.language.lexicon import Match
from dgkg.ask.language.tokens import Token, stem
from dgkg.namespaces import DGO, SOURCE
from dgkg.store import Table
from dgkg.terms import to_sparql
from dgkg.word_index import Sought, WordIndex, words_in

__all__ = ["WordSearch"]

# Of what more passages name the first ones are found; a class with more things than that tells nothing of any.
_MOST_NAMING, _MOST_MEMBERS = 2000, 2000
# Forms of one English word differ in so many letters at the end of their stem, at most (technolog|y, digitali|z).
_ENDING, _SHORTEST_BEGIN = 2, 3
_LITTLE, _PAIR = 0.25, 0.5
_KEPT = 4096


class WordSearch:
    """Finds passages by words.

    Args:
        ground: what is known of the graph.
        words: of its passages.
    """

    def __init__(self, ground: Ground, words: WordIndex) -> None:
        self._ground, self._words = ground, words
        self._naming: Callable[[URIRef], int] = lru_cache(_KEPT)(self._passages_naming)
        self._saying: Callable[[str], int] = lru_cache(_KEPT)(self._passages_saying)

    def best(
        self,
        tokens: Sequence[Token],
        matches: Iterable[Match],
        more: Iterable[frozenset[URIRef]],
        most: int,
        within: Iterable[URIRef] | None = None,
    ) -> list[URIRef]:
        """The passages that fit a question best, best first.

        Args:
            tokens: of the question.
            matches: what some of these can mean.
            more: things that are asked about as well.
            most: how many passages.
            within: the passages to choose from; else all.
        """
        sought = [*self._parts(tokens, matches), *(Sought(self._naming_any(things)) for things in more)]
        return self._words.best(sought, most, None if within is None else self._words.places(list(within)))

    def _parts(self, tokens: Sequence[Token], matches: Iterable[Match]) -> Iterator[Sought]:
        place = 0
        for match in (*matches, Match(len(tokens), len(tokens))):
            yield from self._plain(tokens[place : match.start])
            place = match.end
            here = tokens[match.start : match.end]
            if match.things:
                passages = self._all_said(here) | self._naming_any(match.things)
                yield Sought(passages, _LITTLE if match.says_little else 1.0)
            elif not (match.is_filler or match.roles):
                yield from self._plain(here, _LITTLE if match.says_little else 1.0)

    def _plain(self, tokens: Sequence[Token], weight: float = 1.0) -> Iterator[Sought]:
        """What words that mean nothing known are found by."""
        for run in _runs(tokens):
            if run[0].is_chinese:
                for word in sorted(words_in("".join(token.text for token in run))):
                    yield Sought(self._words.holding(word), _PAIR * weight)
            elif run[0].text.isalpha():
                yield Sought(self._saying(run[0].stem), weight)

    def _all_said(self, tokens: Sequence[Token]) -> int:
        """The passages that say all these words."""
        found = -1
        for run in _runs(tokens):
            if run[0].is_chinese:
                pairs = words_in("".join(token.text for token in run))
                found &= self._words.all_of(pairs) if pairs else -1
            elif run[0].text.isalpha():
                found &= self._saying(run[0].stem)
        return 0 if found == -1 else found

    def _passages_saying(self, stemmed: str) -> int:
        """The passages that say a word, in any form."""
        begin = stemmed[: max(_SHORTEST_BEGIN, len(stemmed) - _ENDING)]
        return self._words.any_of(word for word in self._words.beginning(begin) if stem(word) == stemmed)

    def _naming_any(self, things: Iterable[URIRef]) -> int:
        found = 0
        for thing in sorted(things):
            if thing not in self._ground.wider:
                found |= self._naming(thing)
        return found

    def _passages_naming(self, thing: URIRef) -> int:
        """The passages that name a thing, one of a class, or state a relation; none where these are too many."""
        names, types = self._ground.names, self._ground.words.gazetteer.types
        is_a = self._ground.words.ontology.is_a
        if thing in names:
            own = types.get(thing, ())
            if is_a(own, DGO.Period) or is_a(own, DGO.Unit):
                return 0
            term = to_sparql(thing)
            return self._asked(f"{{ GRAPH ?g {{ {term} ?p ?o }} }} UNION {{ GRAPH ?g {{ ?s ?q {term} }} }}")
        if number := self._ground.number_of_class(thing):
            if number > _MOST_MEMBERS:
                return 0
            classes = f"VALUES ?class {{ {' '.join(to_sparql(cls) for cls in self._ground.classes_below(thing))} }}"
            return self._asked(
                f"{{ {classes} ?t a ?class . GRAPH ?g {{ ?t ?p ?o }} }} UNION "
                f"{{ {classes} ?t a ?class . GRAPH ?g {{ ?s ?q ?t }} }}"
            )
        term = to_sparql(thing)
        return self._asked(f"{{ GRAPH ?g {{ ?s {term} ?o }} }} UNION {{ GRAPH ?g {{ ?s ?p {term} }} }}")

    def _asked(self, pattern: str) -> int:
        answer = self._ground.store.query(f"SELECT DISTINCT ?g {{ {pattern} }} LIMIT {_MOST_NAMING}")
        assert isinstance(answer, Table)
        found = [str(g) for (g,) in answer.rows if isinstance(g, URIRef) and g.startswith(str(SOURCE))]
        return self._words.places(found)


def _runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Neighbouring Chinese characters together, all else one by one."""
    run: list[Token] = []
    for token in tokens:
        if run and not (token.is_chinese and run[-1].is_chinese and run[-1].end == token.start):
            yield run
            run = []
        run.append(token)
    if run:
        yield run
