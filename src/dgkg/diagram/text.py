"""Widths and line breaks of mixed Chinese and Latin text, counted and never measured.

A picture must be the same on every machine, so no font is asked: a CJK character is one em
wide, a Latin one about 0.58 em (narrow and wide letters counted apart).
"""

from __future__ import annotations

import unicodedata
from bisect import bisect
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

__all__ = ["fit", "text_width", "wrap"]

_NARROW = frozenset(" fijlrtI.,:;'|!()[]{}/-")
_WIDE = frozenset("mwMW@%")
# What must not begin a line (GB/T 15834: closing marks), and what must not end one.
_NO_START = frozenset("，。、；：！？）》〉”’】」』］％%·…—–,.;:!?)]}")
_NO_END = frozenset("（《〈“‘【「『［([{")
# What a further line costs, where the unevenness of a line costs at most 1.
_EXTRA_LINE = 1e4
_ROUNDING = 1e-6


def text_width(text: str, size: float) -> float:
    """The width of a line in the unit of ``size`` (the font's em)."""
    return size * _ems(text)


# The same names are written in picture after picture, and asked for several times in each.
@lru_cache(maxsize=1 << 16)
def _ems(text: str) -> float:
    return sum(map(_EMS.__getitem__, text))


class _Ems(dict[str, float]):
    """The width of each character, counted when it is first met."""

    def __missing__(self, character: str) -> float:
        self[character] = found = self._counted(character)
        return found

    @staticmethod
    def _counted(character: str) -> float:
        if unicodedata.combining(character):
            return 0.0
        if _is_wide(character):
            return 1.0
        if character in _NARROW:
            return 0.34
        if character in _WIDE:
            return 0.88
        return 0.66 if character.isupper() else 0.57


_EMS = _Ems()


class _Piece(NamedTuple):
    """What stays together in a line, and whether a space goes before it."""

    text: str
    spaced: bool
    width: float


def wrap(text: str, room: float, size: float) -> list[str]:
    """The text in as few lines as ``room`` allows, about equally long.

    No closing mark begins a line, no opening one ends it, Latin words stay whole (one that is
    wider than the room is cut), and the last line is no single character where another break
    is possible. White space of any kind counts as one space.

    >>> wrap("东莞市促进半导体及集成电路产业集聚区发展若干政策", 13 * 13, 13)
    ['东莞市促进半导体及集成电', '路产业集聚区发展若干政策']
    """
    return list(_wrapped(text, room, size))


# The same names are written in picture after picture.
@lru_cache(maxsize=16384)
def _wrapped(text: str, room: float, size: float) -> tuple[str, ...]:
    whole = " ".join(text.split())
    # Most names stand in one line, with room to spare for what sums of parts round to.
    if text_width(whole, size) < room - _ROUNDING:
        return (whole,)
    pieces = _pieces(text, room, size)
    return tuple(_balanced(pieces, room, size)) if pieces else ("",)


def fit(text: str, room: float, size: float, most: int) -> list[str]:
    """The text in at most so many lines; what does not fit gives way to 「…」 after a whole word.

    >>> fit("National Demonstration Enterprise", 90, 13, 1)
    ['National…']
    """
    return list(_fitted(text, room, size, most))


@lru_cache(maxsize=16384)
def _fitted(text: str, room: float, size: float, most: int) -> tuple[str, ...]:
    lines = _wrapped(text, room, size)
    if len(lines) <= most:
        return lines
    pieces = _pieces(text, room, size)
    # What is wider than all lines together need not be tried.
    widths = list(accumulate(piece.width for piece in pieces))
    for count in range(min(len(pieces) - 1, bisect(widths, most * max(room, size))), 0, -1):
        start = "".join((" " if p.spaced and n else "") + p.text for n, p in enumerate(pieces[:count]))
        start = start.rstrip("".join(_NO_START | _NO_END) + " ") + "…"
        lines = _wrapped(start, room, size)
        if len(lines) <= most:
            return lines
    return lines[:most]


def _pieces(text: str, room: float, size: float) -> list[_Piece]:
    """The smallest parts that a line may break between, none wider than the room."""
    found: list[tuple[str, bool]] = []
    for word in text.split():
        if word.isascii():
            # No mark of ASCII is a break: such a word is one piece, whatever stands before it.
            found.append((word, bool(found)))
            continue
        for number, character in enumerate(word):
            spaced = number == 0 and bool(found)
            last = found[-1][0][-1] if found else ""
            # Most are ideographs: a line may break before each, but for one that an opening mark holds.
            if "一" <= character <= "鿿" and (spaced or last not in _NO_END):
                found.append((character, spaced))
                continue
            # A mark stays with what it closes, even over a space: 「a · b」 never begins with ·.
            if found and character in _NO_START and (not spaced or not _is_word(character)):
                found[-1] = (found[-1][0] + (" " if spaced else "") + character, found[-1][1])
            elif (found and not spaced and (last in _NO_END or (_is_word(character) and _is_word(last)))) or (
                found and not spaced and unicodedata.combining(character)
            ):
                found[-1] = (found[-1][0] + character, found[-1][1])
            else:
                found.append((character, spaced))
    return [piece for part, spaced in found for piece in _cut(part, spaced, room, size)]


@lru_cache(maxsize=8192)
def _is_word(character: str) -> bool:
    """Whether a character is of a word that is written without breaks: Latin, Greek, digits."""
    return not character.isspace() and not _is_wide(character)


def _is_wide(character: str) -> bool:
    """Whether a character is an em wide: ideographs, kana, full-width marks, and “ ” · — in Chinese type."""
    width = unicodedata.east_asian_width(character)
    return width in "WF" or (width == "A" and not character.isalpha())


def _cut(part: str, spaced: bool, room: float, size: float) -> list[_Piece]:
    """A part as a piece; in several when it is wider than the room, for it has to stand somewhere."""
    width = text_width(part, size)
    if width <= room or len(part) == 1:
        return [_Piece(part, spaced, width)]
    found = []
    while text_width(part, size) > room and len(part) > 1:
        end = len(part) - 1
        while end > 1 and (text_width(part[:end], size) > room or part[end] in _NO_START or part[end - 1] in _NO_END):
            end -= 1
        if end == 1:
            # Marks all along: break where the room ends.
            end = max(1, next((n for n in range(len(part), 0, -1) if text_width(part[:n], size) <= room), 1))
        found.append(_Piece(part[:end].rstrip(), spaced, text_width(part[:end].rstrip(), size)))
        part, spaced = part[end:].lstrip(), False
    return [*found, _Piece(part, spaced, text_width(part, size))]


def _balanced(pieces: list[_Piece], room: float, size: float) -> list[str]:
    """Of all ways to break, that with the fewest lines, and of those the most even.

    Even lines leave no single character behind: the line before would have given it another.
    """
    space = text_width(" ", size)
    total = sum(p.width + space * p.spaced for p in pieces)
    lines = max(1, -(-int(total) // max(1, int(room))))
    aim, scale = total / lines, max(room, 1.0)
    own = [p.width for p in pieces]
    # With the space that goes before the piece after it.
    wide = [p.width + space * after.spaced for p, after in pairwise(pieces)]
    # costs[n]: of the first n pieces in lines; begins[n]: where the last of those lines begins.
    costs, begins = [0.0], [0]
    for end in range(1, len(pieces) + 1):
        width, begin, start = own[end - 1], end - 1, end - 1
        off = (width - aim) / scale
        best = costs[start] + _EXTRA_LINE + off * off
        while start:
            start -= 1
            width += wide[start]
            if width > room:
                break
            off = (width - aim) / scale
            cost = costs[start] + _EXTRA_LINE + off * off
            # Of equal ways the one that begins its last line first.
            if cost <= best:
                best, begin = cost, start
        costs.append(best)
        begins.append(begin)
    breaks = [len(pieces)]
    while breaks[-1]:
        breaks.append(begins[breaks[-1]])
    breaks.reverse()
    return [
        "".join((" " if p.spaced and n else "") + p.text for n, p in enumerate(pieces[start:end]))
        for start, end in pairwise(breaks)
    ]
