"""To how many decimals a worked-out number is wanted: 保留一位小数, to two decimals, to the nearest percent."""

from __future__ import annotations

from dgkg.ask.language.tokens import fold
from dgkg.pattern import pattern

__all__ = ["decimals_in"]

_NUMERALS = {
    word: n
    for n, words in enumerate(("零 no", "一 1 one a", "两 二 2 two", "三 3 three", "四 4 four"))
    for word in words.split()
}
_DECIMALS = pattern(r"([零一两二三四1-4])位小数|\b(no|one|two|three|four|[1-4]|a) decimals?(?: places?| digits?)?\b")
_WHOLE = pattern(
    r"取整|保留整数|整数(?:位|即可)?|精确到个位|百分之几取整"
    r"|\b(?:a|the nearest) (?:whole|full) (?:percent|per cent|percentage|number|point)"
    r"|\bnearest (?:percent|integer|per cent)\b"
    r"|\bno decimals\b"
)


def decimals_in(text: str) -> int | None:
    """The decimals that are asked for; nothing where none are spoken of.

    >>> decimals_in("占百分之几？保留一位小数"), decimals_in("to two decimals"), decimals_in("占多少")
    (1, 2, None)
    """
    folded = fold(text)
    if _WHOLE.search(folded):
        return 0
    found = _DECIMALS.search(folded)
    return _NUMERALS[found[1] or found[2]] if found else None
