"""Small numbers in words, as questions write them."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["CARDINALS", "NUMERALS"]

# 一 to 十, and 两.
NUMERALS: Mapping[str, int] = {"两": 2} | {numeral: n for n, numeral in enumerate("一二三四五六七八九十", 1)}
CARDINALS: Mapping[str, int] = {
    word: n for n, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
}
