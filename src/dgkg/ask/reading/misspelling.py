"""Words that were written with a slip: a letter or a character amiss, or a name by its sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dgkg.ask.items.index import Index
from dgkg.ask.language.lexicon import Match
from dgkg.ask.language.tokens import Token
from dgkg.ask.reading.matches import kind_of
from dgkg.gazetteer import spelled
from dgkg.pattern import pattern

__all__ = ["PINYIN", "corrected", "with_misspelt"]

PINYIN = pattern(r"(?:[bpmfdtnlgkhjqxzcsryw]h?[aeiouv]+(?:ng|n|r)?){2,}")
# Below five letters another word is as near as a slip: male is no sale.
_SHORT, _LONG = 2, 5


def corrected(index: Index, tokens: Sequence[Token]) -> list[Token]:
    """The words of a text, those that nothing knows as the nearest ones that something does."""
    return _corrected_beside(index, [_corrected(index, token) for token in tokens])


def _corrected(index: Index, token: Token) -> Token:
    """A Latin word that nothing knows, as the nearest word that something does."""
    if (
        not token.text.isalpha()
        or token.is_chinese
        or len(token.text) < _LONG
        or index.lexicon.knows(token.stem)
        or index.word_rarity(token.stem)
    ):
        return token
    near = index.lexicon.nearest_word(token.stem)
    return replace(token, stem=near) if near else token


def _corrected_beside(index: Index, tokens: Sequence[Token]) -> list[Token]:
    """The same with short words that nothing knows put right by the word before them."""
    found = list(tokens[:1])
    for before, token in pairwise(tokens):
        unknown = token.text.isalpha() and not token.is_chinese and not index.lexicon.knows(token.stem)
        near = index.lexicon.beside(before.stem, token.text) if unknown else None
        found.append(replace(token, stem=near) if near else token)
    return found


def with_misspelt(index: Index, tokens: Sequence[Token], matches: Sequence[Match]) -> list[Match]:
    """Matches with names that were written with a slip: wrong characters, or pinyin."""
    taken = {i for m in matches for i in range(m.start, m.end) if m.end - m.start > 1 or not tokens[i].is_chinese}
    free = [i for i in range(len(tokens)) if i not in taken]
    found = list(matches)
    start = 0
    while start < len(free):
        end = start
        while end + 1 < len(free) and free[end + 1] == free[end] + 1 and tokens[free[end + 1]].is_chinese:
            end += 1
        run = [tokens[i] for i in free[start : end + 1]]
        slip = _slip(index, run) if run[0].is_chinese else _spelt(index, run[0])
        if slip:
            first, last = free[start] + slip.start, free[start] + slip.end
            found = [m for m in found if m.end <= first or m.start >= last]
            found.append(Match(first, last, slip.things))
        start = end + 1
    return sorted(found, key=lambda m: m.start)


def _slip(index: Index, run: Sequence[Token]) -> Match | None:
    for near in index.lexicon.misspelt(run):
        word = "".join(t.text for t in run[near.start : near.end])
        is_name = kind_of(index, near.things) in {"entity", "place"} and any(index.occurs(t) for t in near.things)
        if is_name and any(index.word_rarity(word[i : i + 2]) is None for i in range(len(word) - 1)):
            return near
    pairs = (_sounding_so(index, run, start) for start in range(len(run) - 1))
    return next((match for match in pairs if match is not None), None)


def _sounding_so(index: Index, run: Sequence[Token], start: int) -> Match | None:
    """A place of two characters written with another of the same sound: 凤冈 for 凤岗."""
    word = "".join(t.text for t in run[start : start + _SHORT])
    if index.word_rarity(word) is not None:
        return None
    near = [h for h in index.words.gazetteer.find(word) if h.reason == "typo" and len(h.matched) == _SHORT]
    places = frozenset(
        h.iri for h in near
        if spelled(h.matched) == spelled(word) and kind_of(index, frozenset({h.iri})) == "place" and index.occurs(h.iri)
    )  # fmt: skip
    return Match(start, start + _SHORT, places) if places else None


def _spelt(index: Index, token: Token) -> Match | None:
    if not PINYIN.fullmatch(token.text) or index.word_rarity(token.stem) is not None:
        return None
    things = frozenset(h.iri for h in index.words.gazetteer.find(token.text) if h.reason == "pinyin")
    return Match(0, 1, things) if things else None
