"""The parts of the source that a question names (第四部分, Part Four), and its headings."""

from __future__ import annotations

from dgkg.pattern import pattern

__all__ = ["asks_for_heading", "part_in", "part_names"]

_NUMERALS = {
    word: n
    for n, words in enumerate(
        ("一 1 one i", "二 2 two ii", "三 3 three iii", "四 4 four iv", "五 5 five v", "六 6 six vi"), 1
    )
    for word in words.split()
}
_PART = pattern(
    r"第([一二三四五六1-6])(?:部分|章|大部分|篇)"
    r"|(?:part|chapter|section) (one|two|three|four|five|six|[1-6]|iv|v?i{1,3}|v)\b"
)

_HEADING = pattern(r"标题(?!之?下)|(?<!under )\b(?:what|which|give|name|the) (?:\w+ ){0,2}(?:sub)?headings?\b")


def asks_for_heading(text: str) -> bool:
    """Whether a question asks how a heading puts something (小标题怎么说), not what is told under one."""
    return bool(_HEADING.search(text.lower()))


def part_in(text: str) -> str:
    """The number of the part of the source that a question names (第四部分, Part Four); of two none."""
    numbers = {number for _, number in part_names(text)}
    return numbers.pop() if len(numbers) == 1 else ""


def part_names(text: str) -> list[tuple[str, str]]:
    """The parts of the source that a folded text names, each as written and by its number.

    >>> part_names("part two and part four both describe it")
    [('part two', '2'), ('part four', '4')]
    """
    return [(found[0], str(_NUMERALS[found[1] or found[2]])) for found in _PART.finditer(text)]
