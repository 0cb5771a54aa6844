"""Names in other words of a trade, or in another order: 「the plan for the handset cluster」.

A name is held as the bag of its words, each stood for by one word of those that mean the same. A stretch of a question
that gives just the bag of one thing, and of no other, is its name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from rdflib import URIRef

from dgkg.ask.language.grammar import Grammar
from dgkg.ask.language.tokens import Token, phrase
from dgkg.namespaces import ID
from dgkg.pattern import pattern

__all__ = ["Reworded"]

# Quantities and periods are asked for in words that ask for other things too: 「how many more than in 2022」.
_NAMELESS = pattern(r"/(?:indicator|period)-")
_JOINING = frozenset(stem for word in ("of", "for", "on", "in", "to", "by", "at") for stem in phrase(word))
_FEWEST, _MANY, _LONGEST, _MOST = 3, 4, 12, 0.6


class Reworded:
    """The names of things by the bags of their words.

    Args:
        names: the names of each thing.
        grammar: which words stand for one another.
    """

    def __init__(self, names: Mapping[URIRef, Iterable[str]], grammar: Grammar) -> None:
        self._trade, self._unsaid = grammar.trade, grammar.unsaid
        # The words of each name as they stand, by themselves and by each of them.
        self._bags: dict[tuple[str, ...], set[URIRef]] = defaultdict(set)
        self._holding: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self._paired = {word for words in self._trade if len(words) > 1 for word in words}
        for thing, listed in names.items():
            if not thing.startswith(str(ID)) or _NAMELESS.search(thing):
                continue
            for name in listed:
                bag = self._bag(phrase(name)) if name.isascii() else ()
                if len(bag) >= _FEWEST:
                    self._bags[bag].add(thing)
                    for word in bag:
                        self._holding[word].add(bag)

    def _named_by(self, stems: Sequence[str]) -> frozenset[URIRef]:
        """The one thing that has a name of just these words, or one of which they are most."""
        bag = self._bag(stems)
        words = set(bag)
        if len(bag) < _FEWEST or len(words) < len(bag):
            return frozenset()
        names = set.intersection(*(self._holding.get(word, set()) for word in words))
        # What is a part of another thing's name may be short for that.
        things = frozenset().union(*(self._bags[name] for name in names))
        # 「policies support semiconductors」 is no 「chip support policy」: what is turned round is joined, or long.
        is_joined = len(bag) > _MANY or not _JOINING.isdisjoint(stems)
        fitting = [name for name in names if is_joined or _is_within(bag, name)]
        is_name = any(len(name) == len(bag) for name in fitting)
        # 「the data measures and the classification」 may be two things.
        is_one = not any(one == "and" and other in self._unsaid for one, other in pairwise(stems))
        is_most = len(bag) >= _MANY and is_one and any(len(bag) >= _MOST * len(name) for name in fitting)
        return things if len(things) == 1 and (is_name or is_most) else frozenset()

    def stretches(
        self, tokens: Sequence[Token], taken: Sequence[range]
    ) -> Iterator[tuple[int, int, frozenset[URIRef]]]:
        """The stretches of a text that are names in other words.

        Args:
            tokens: the text.
            taken: where names stand as they are; one in other words may hold such, and none may cut one.

        Returns:
            The first and the next-to-last token of each, and the thing that it names.
        """
        stems = [t.stem for t in tokens]
        place = 0
        while place + _FEWEST <= len(stems):
            found = self._longest(stems, place, taken) if self._may_begin(tokens[place]) else None
            if found is not None:
                yield place, *found
            place = found[0] if found else place + 1

    def _longest(
        self, stems: Sequence[str], start: int, taken: Sequence[range]
    ) -> tuple[int, frozenset[URIRef]] | None:
        most = min(len(stems), start + _LONGEST)
        most = next((place for place in range(start, most) if self._is_in_no_name(stems[place])), most)
        for end in range(most, start + _FEWEST - 1, -1):
            things = self._named_by(stems[start:end]) if stems[end - 1] not in self._unsaid else None
            # 「the list of pilot cities」 is no pilot list.
            if things and not any(_cuts(start, end, name) or name.start == end for name in taken):
                return end, things
        return None

    def _is_in_no_name(self, stem: str) -> bool:
        """Whether no stretch with a word is a name, whatever stands beside it."""
        word = self._trade.get((stem,), stem)
        return word not in self._holding and word not in self._unsaid and stem not in self._paired

    def _may_begin(self, token: Token) -> bool:
        return not token.is_chinese and token.stem not in self._unsaid

    def _bag(self, stems: Sequence[str]) -> tuple[str, ...]:
        """The words of a name in their order, those that mean the same as one."""
        words: list[str] = []
        place = 0
        while place < len(stems):
            two = self._trade.get(tuple(stems[place : place + 2]))
            words.append(two or self._trade.get((stems[place],), stems[place]))
            place += 2 if two else 1
        return tuple(word for word in words if word not in self._unsaid)


def _is_within(some: Sequence[str], every: Sequence[str]) -> bool:
    """Whether some words stand among others in their order."""
    rest = iter(every)
    return all(word in rest for word in some)


def _cuts(start: int, end: int, name: range) -> bool:
    """Whether a stretch holds a part of a name only, or is one within it."""
    inside = [n in name for n in range(start, end)]
    return any(inside) and (all(inside) or name.start < start or name.stop > end)
