"""Words of a text: Chinese characters one by one, Latin words by their stems, numbers whole."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dgkg.pattern import pattern

__all__ = ["Token", "features", "fold", "phrase", "stem", "tokenize"]

_CHINESE = "\u3400"
_POSSESSIVE = pattern(r"(?<=[a-z])'s\b|(?<=s)'(?=\s)")
_TOKEN = pattern(r"\d+(?:[.,]\d+)*%?[a-z]*|[a-z]+\d*|[\u3400-\u9fff]")
# Most names: their words are their characters, whatever else is to be done with a text.
_ALL_CHINESE = pattern(r"[\u3400-\u9fff]+")
# Applied in turn, each only where at least so many letters stay before it.
_ENDINGS = (
    ("mental", "ment", 3),
    ("ies", "y", 2), ("sses", "ss", 2), ("xes", "x", 2), ("ches", "ch", 2), ("shes", "sh", 2), ("s", "", 3),
    ("isation", "iz", 3), ("ization", "iz", 3), ("ising", "iz", 3), ("izing", "iz", 3), ("ised", "iz", 3),
    ("ized", "iz", 3), ("ise", "iz", 3), ("ize", "iz", 3), ("ing", "", 4), ("ed", "", 4), ("ers", "", 6), ("er", "", 6),
    ("or", "", 6), ("e", "", 3),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as written (folded), its stem, and where it stands in the folded text."""

    text: str
    stem: str
    start: int
    end: int

    @property
    def is_chinese(self) -> bool:
        """Whether it is a Chinese character."""
        return self.text >= _CHINESE


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """What different forms of an English word share.

    >>> stem("manufacturers") == stem("manufacturing") == stem("manufacture")
    True
    >>> stem("digitalisation") == stem("digitalization")
    True
    """
    if not word.isascii() or not word.isalpha():
        return word.replace(",", "")
    for ending, instead, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith(("ss", "us", "is")):
            word = word[: -len(ending)] + instead
            if ending in {"ing", "ed"} and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
    return word


def fold(text: str) -> str:
    """One width, one case, no possessive."""
    # Most names are of one width already, and to see that takes less than to make them so.
    plain = text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)
    plain = plain.casefold().replace("\u2019", "'")
    return _POSSESSIVE.sub(" ", plain) if "'" in plain else plain


@lru_cache(maxsize=16384)
def _pieces(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a text with their places: each name is asked for twice, as a phrase and for its features."""
    return tuple([(m[0], *m.span()) for m in _TOKEN.finditer(fold(text))])


def tokenize(text: str) -> list[Token]:
    """The words of a text, in order."""
    return [Token(word, stem(word), start, end) for word, start, end in _pieces(text)]


def phrase(text: str) -> tuple[str, ...]:
    """The stems of a text: what two spellings of a name have in common."""
    if _ALL_CHINESE.fullmatch(text):
        return tuple(text)
    return tuple([word if word >= _CHINESE else stem(word) for word, _, _ in _pieces(text)])


def features(text: str) -> frozenset[str]:
    """What a text is found by: stems, and pairs of neighbouring Chinese characters."""
    if _ALL_CHINESE.fullmatch(text):
        return frozenset(map("".join, pairwise(text)))
    found = set()
    before, ended = "", -1
    for word, start, end in _pieces(text):
        if word < _CHINESE:
            found.add(stem(word))
            before = ""
            continue
        if before and ended == start:
            found.add(before + word)
        before, ended = word, end
    return frozenset(found)
