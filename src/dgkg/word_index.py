"""By which words the passages of a large graph are found, beside its names: each word with a set of passages.

A word is one of what a passage says of itself, in either language (of Chinese a pair of neighbouring characters), as
it is written: which forms of a word are one is left to whoever asks. ``dgkg build`` counts passages in the order of
their IRIs and keeps a set of them as bits or, where it has few, as numbers. Passages are ranked by BM25 (Robertson
and Zaragoza, The Probabilistic Relevance Framework, 2009), each word counted once a passage. All of them are ranked,
not only some: those with the same words and about the same length are equal, and a set of equal ones is cut in two by
one operation on long integers.
"""

from __future__ import annotations

import math
import re
import sqlite3
import sys
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise

from rdflib import URIRef

from dgkg.name_index import NameIndex

__all__ = ["Sought", "WordIndex", "words_in", "write_words"]

_TABLES = """
CREATE TABLE passages (number INTEGER PRIMARY KEY, iri TEXT UNIQUE);
CREATE TABLE words (word TEXT PRIMARY KEY, times INTEGER, held BLOB);
CREATE TABLE sizes (size INTEGER PRIMARY KEY, held BLOB);
"""
# Latin words, those with a digit (5g), and runs of Chinese characters; a number alone is found by its figure.
_PIECE = re.compile(r"[\u3400-\u9fff]+|\d+[a-z]+|[a-z]{2,}\d*")
_CHINESE = "\u3400"
# A number takes as much room as so many bits.
_BITS = 32
# As usual for BM25.
_SATURATION, _BY_LENGTH = 1.2, 0.75
_AT_ONCE, _MOST_FORMS, _KEPT = 500, 500, 4096


@lru_cache(maxsize=1 << 16)
def words_in(text: str) -> frozenset[str]:
    """The words of a text by which a passage is found.

    >>> sorted(words_in("5G 基站 built"))
    ['5g', 'built', '基站']
    """
    found: set[str] = set()
    for piece in _PIECE.findall(unicodedata.normalize("NFKC", text).casefold()):
        if piece >= _CHINESE:
            found.update(map("".join, pairwise(piece)))
        else:
            found.add(piece)
    return frozenset(found)


def write_words(base: sqlite3.Connection, passages: Sequence[str], words: Mapping[str, array[int]]) -> None:
    """Write the words of a graph's passages into the index of its names.

    Args:
        base: the index, open for writing.
        passages: by their IRIs, in order.
        words: each with the places of its passages, in any order and as often as it occurs.
    """
    base.executescript(_TABLES)
    base.executemany("INSERT INTO passages VALUES (?, ?)", enumerate(passages))
    lengths = array("I", bytes(4 * len(passages)))
    base.executemany("INSERT INTO words VALUES (?, ?, ?)", _held(words, lengths))
    by_size: dict[int, list[int]] = {}
    for number, length in enumerate(lengths):
        by_size.setdefault(length.bit_length(), []).append(number)
    rows = ((size, _as_bits(numbers, len(passages))) for size, numbers in sorted(by_size.items()))
    base.executemany("INSERT INTO sizes VALUES (?, ?)", rows)


def _held(words: Mapping[str, array[int]], lengths: array[int]) -> Iterator[tuple[str, int, bytes]]:
    for word in sorted(words):
        numbers = sorted(set(words[word]))
        for number in numbers:
            lengths[number] += 1
        if len(numbers) * _BITS >= len(lengths):
            yield word, len(numbers), _as_bits(numbers, len(lengths))
        else:
            yield word, len(numbers), _as_written(array("I", numbers)).tobytes()


def _as_bits(numbers: Iterable[int], size: int) -> bytes:
    held = bytearray(-(-size // 8))
    for number in numbers:
        held[number >> 3] |= 1 << (number & 7)
    return bytes(held)


def _as_written(numbers: array[int]) -> array[int]:
    # The same bytes on every machine.
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


@dataclass(frozen=True, slots=True)
class Sought:
    """A part of what is looked for: the passages that have it, and how much it counts beside other parts."""

    passages: int
    weight: float = 1.0


@dataclass(slots=True)
class _Equal:
    """Passages that have the same parts of what is looked for, and about the same length."""

    score: float
    passages: int
    factor: float

    @property
    def worth(self) -> float:
        return self.score * self.factor


class WordIndex:
    """The words of the passages of one graph, for reading.

    Args:
        names: the index of its names, which holds them.
    """

    def __init__(self, names: NameIndex) -> None:
        self._rows = names.rows
        self.holding = lru_cache(_KEPT)(self._holding)

    @cached_property
    def total(self) -> int:
        """How many passages there are."""
        return int(self._rows("SELECT count(*) FROM passages")[0][0])

    def any_of(self, words: Iterable[str]) -> int:
        """The passages that have any of some words or IRIs, one bit each."""
        found = 0
        for word in words:
            found |= self.holding(word)
        return found

    def all_of(self, words: Iterable[str]) -> int:
        """The passages that have all of some words; none where there is no word."""
        found = -1
        for word in words:
            found &= self.holding(word)
        return 0 if found == -1 else found

    def _holding(self, word: str) -> int:
        rows = self._rows("SELECT times, held FROM words WHERE word = ?", word)
        if not rows:
            return 0
        times, held = rows[0]
        if times * _BITS < self.total:
            numbers = array("I")
            numbers.frombytes(held)
            held = _as_bits(_as_written(numbers), self.total)
        return int.from_bytes(held, "little")

    def places(self, passages: Sequence[str]) -> int:
        """Some passages, one bit each."""
        found: list[int] = []
        for first in range(0, len(passages), _AT_ONCE):
            some = passages[first : first + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            rows = self._rows(f"SELECT number FROM passages WHERE iri IN ({marks})", *some)  # noqa: S608
            found += (number for (number,) in rows)
        return int.from_bytes(_as_bits(found, self.total), "little")

    def beginning(self, begin: str) -> list[str]:
        """The words, as written, that begin so; of very many the first ones."""
        rows = self._rows(
            "SELECT word FROM words WHERE word >= ? AND word < ? LIMIT ?", begin, f"{begin}\U0010ffff", _MOST_FORMS
        )
        return [word for (word,) in rows]

    @cached_property
    def _sizes(self) -> list[tuple[float, int]]:
        """By how much the score of passages counts for their length, and these."""
        sizes = [(size, int.from_bytes(held, "little")) for size, held in self._rows("SELECT size, held FROM sizes")]
        lengths = {size: 1.5 * (1 << size >> 1) for size, _ in sizes}
        mean = sum(lengths[size] * held.bit_count() for size, held in sizes) / max(1, self.total) or 1.0
        by_length = {size: 1 - _BY_LENGTH + _BY_LENGTH * lengths[size] / mean for size, _ in sizes}
        return [((_SATURATION + 1) / (1 + _SATURATION * by_length[size]), held) for size, held in sizes]

    def best(self, sought: Iterable[Sought], most: int, within: int | None = None) -> list[URIRef]:
        """The passages that fit best, best first; of equal ones those that come first by their IRIs.

        Args:
            sought: the parts of what is looked for.
            most: so many passages, and fewer only where no others have any of it.
            within: the passages to choose from, one bit each; else all.
        """
        told = [(part.weight * self._telling(part.passages), part.passages) for part in sought if part.passages]
        told.sort(key=lambda part: (-part[0], part[1].bit_count()))
        # What the parts still to come may add.
        rest = [0.0, *accumulate(worth for worth, _ in reversed(told))][::-1]
        groups = [
            _Equal(0.0, passages if within is None else passages & within, factor) for factor, passages in self._sizes
        ]
        for (worth, passages), more in zip(told, rest[1:], strict=True):
            groups = _promising(list(_cut(groups, worth, passages)), more, most)
        groups = [group for group in groups if group.score > 0]
        groups.sort(key=lambda group: (-group.worth, group.passages & -group.passages))
        return self._named(_first(groups, most))

    def _telling(self, passages: int) -> float:
        number = passages.bit_count()
        return math.log(1 + (self.total - number + 0.5) / (number + 0.5))

    def _named(self, numbers: Sequence[int]) -> list[URIRef]:
        found: dict[int, URIRef] = {}
        for first in range(0, len(numbers), _AT_ONCE):
            some = numbers[first : first + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            rows = self._rows(f"SELECT number, iri FROM passages WHERE number IN ({marks})", *some)  # noqa: S608
            found |= {number: URIRef(iri) for number, iri in rows}
        return [found[number] for number in numbers]


def _cut(groups: Iterable[_Equal], worth: float, passages: int) -> Iterator[_Equal]:
    for group in groups:
        if having := group.passages & passages:
            yield _Equal(group.score + worth, having, group.factor)
            if without := group.passages ^ having:
                yield _Equal(group.score, without, group.factor)
        else:
            yield group


def _promising(groups: list[_Equal], more: float, most: int) -> list[_Equal]:
    """The groups of which some may still be among so many best ones."""
    groups.sort(key=lambda group: -group.worth)
    number, least = 0, 0.0
    for group in groups:
        number += group.passages.bit_count()
        if number >= most:
            least = group.worth
            break
    return [group for group in groups if (group.score + more) * group.factor >= least]


def _first(groups: Iterable[_Equal], most: int) -> list[int]:
    found: list[int] = []
    for group in groups:
        left = group.passages
        while left and len(found) < most:
            lowest = left & -left
            found.append(lowest.bit_length() - 1)
            left ^= lowest
    return found
