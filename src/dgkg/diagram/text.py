"""Widths and line breaks of mixed Chinese and Latin text, counted and never measured.

A picture must be the same on every machine, so no font is asked: a CJK character is one em
wide, a Latin one about 0.58 em.
"""

from __future__ import annotations

import unicodedata

__all__ = ["text_width", "wrap"]

_LATIN = 0.58
# What must not begin a line (GB/T 15834: closing marks), and what must not end one.
_NO_START = frozenset("，。、；：！？）》〉”’】」』％%·…—,.;:!?)]}")
_NO_END = frozenset("（《〈“‘【「『([{")


def text_width(text: str, size: float) -> float:
    """The width of a line in the unit of ``size`` (the font's em)."""
    return size * sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else _LATIN for c in text)


def wrap(text: str, room: float, size: float) -> list[str]:
    """The text in lines no wider than ``room``, about equally long.

    No closing mark begins a line, no opening one ends it, Latin words stay whole, and the
    last line is never a single character.

    >>> wrap("东莞市促进半导体及集成电路产业集聚区发展若干政策", 13 * 13, 13)
    ['东莞市促进半导体及集成电', '路产业集聚区发展若干政策']
    """
    pieces = _pieces(text)
    least = max(1, -(-int(text_width(text, size)) // max(1, int(room))))
    for count in range(least, least + 4):
        # Even lines: aim at the width that so many lines would have, then a little more.
        for slack in (1.0, 1.06, 1.15, 1.3):
            aim = min(room, slack * text_width(text, size) / count)
            lines = _fill(pieces, aim, room, size)
            if len(lines) <= count and len(lines[-1]) > 1 and all(text_width(x, size) <= room for x in lines):
                return lines
    return _fill(pieces, room, room, size)


def _pieces(text: str) -> list[str]:
    """The smallest parts that a line may break between."""
    pieces: list[str] = []
    for character in text:
        glued = bool(pieces) and (
            character in _NO_START or pieces[-1][-1] in _NO_END or (_is_latin(character) and _is_latin(pieces[-1][-1]))
        )
        if glued:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _is_latin(character: str) -> bool:
    return character.isascii() and not character.isspace()


def _fill(pieces: list[str], aim: float, room: float, size: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and text_width(lines[-1] + piece.rstrip(), size) > aim + 0.01:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
        while text_width(lines[-1], size) > room:
            # One word wider than the room: cut it, for it has to stand somewhere.
            cut = len(lines[-1]) - 1
            while cut > 1 and text_width(lines[-1][:cut], size) > room:
                cut -= 1
            lines[-1:] = [lines[-1][:cut], lines[-1][cut:]]
    return [line.rstrip() for line in lines if line.strip()] or [""]
