"""Bounds that a question sets to figures: 超过1000万元, over 500 billion, 低于5%, a trillion or more.

What a figure says is an interval (:mod:`dgkg.interval`), so 「超2000亿元」 is above 2000亿
and nobody knows whether it is above 5000亿.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from dgkg.ask.language.numerals import NUMERALS
from dgkg.ask.language.tokens import fold
from dgkg.figure import POWERS, Figure
from dgkg.interval import interval_of
from dgkg.namespaces import DGS, DGU, UNIT
from dgkg.pattern import pattern

__all__ = ["Bound", "bounds_in"]

_ABOVE, _BELOW = "above", "below"
_SCALE = (
    r"(?:万亿|千亿|百亿|十亿|千万|百万|十万|[百千万亿](?!分)"
    r"|(?:hundred|thousand|million|billion|trillion|mn|bn|trn|k|m)\b)"
)
_AMOUNT = (
    r"(?P<money>cny|rmb|usd|us\$|¥|\$)?\s*(?P<number>\d[\d,]*(?:\.\d+)?|\ban?\b|\bone\b|[一二两三四五六七八九十])?"
    rf"\s*(?P<scale>{_SCALE})?"
    r"\s*(?P<unit>个?百分点|%|percent|per cent|元|美元|yuan|cny|rmb|usd|dollars?)?"
)
_BEFORE = {
    _ABOVE: r"超过|超出|超|突破|高于|快于|大于|多于|逾|不低于|不少于|至少|过了|破|过|上(?=\d)"
    r"|(?:more|greater|higher|larger|bigger|faster|quicker) than|over|above|in excess of|north of|at least|upwards of"
    r"|past|surpass(?:ed|ing|es)?|exceed(?:s|ed|ing)?"
    r"|top(?:s|ped|ping)?(?! (?:\d+(?! ?[mbt])|ten|five|three)\b)"
    r"|beat(?:s|ing)?|clear(?:s|ed)?|cross(?:es|ed)?|pass(?:es|ed)?|beyond"
    r"|[跨迈越站]过|站上",
    _BELOW: r"低于|慢于|小于|少于|不到|不足|没到|未到|未达|不超过|至多|没过|不满"
    r"|(?:less|fewer|lower|smaller|slower) than|under|below|short of|at most|up to",
}
_AFTER = {
    _ABOVE: r"以上|或以上|及以上|or more|or above|and above|\+"
    # A group that is named by its least: 「2000亿那一档」.
    r"|[这那]?一?(?:档|梯队|量级)|[- ](?:tier|bracket|band|club)",
    _BELOW: r"以下|以内|or less|or below|and below",
}
_NOT = pattern(
    r"\bnot (?:among|in|one of|part of) (?:the |those |that |ones |cities )*$"
    r"|(?:\bnot\b|\bbut no\b|n't|\bwithout\b|没有?|未|不是|非|除)(?:(?!但|but|而)[^,，。;；]){0,6}$"
)
_MONEY = {UNIT.CCY_CNY, UNIT.CCY_USD}
_RATES = {UNIT.PERCENT, DGU.PERCENTAGE_POINT}
# Few questions set a bound: the long patterns are compiled for those that may.
_MAY = pattern(
    r"\d|万亿|百亿|千亿|过[百千万亿]|[一二两三四五六七八九十][百千万亿]"
    r"|(?:hundred|thousand|million|billion|trillion)\b"
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A bound, and the group beyond a bound that is excluded: 「not in the 500 bn group」."""
    before = [rf"(?:{word})\s*了?\s*{_AMOUNT}".replace("?P<", f"?P<{side}_") for side, word in _BEFORE.items()]
    after = [
        rf"{_AMOUNT}[家个条项件台]?\s*(?:{word})".replace("?P<", f"?P<after_{side}_") for side, word in _AFTER.items()
    ]
    group = rf"(?:not|n't|不|没有?)\s*(?:in|among|of|在|属于|进)?\s*(?:the)?\s*{_AMOUNT}"
    return pattern("|".join([*before, *after])), pattern(group)


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that figures are to lie above or below; ``is_inverted`` asks for those that do not."""

    side: str
    value: Decimal
    is_rate: bool
    is_money: bool
    is_inverted: bool = False

    def admits(self, figure: Figure) -> bool:
        """Whether a figure is known to lie where the bound asks."""
        if (figure.unit in _RATES) != self.is_rate or (self.is_money and figure.unit not in _MONEY):
            return False
        return self._holds(figure) != self.is_inverted

    def to_sparql(self) -> str:
        """The same of ``?exact`` (a value) or ``?nominal`` (the printed number of a bound), as SPARQL can tell it."""
        ways = {(_ABOVE, False): ">=", (_ABOVE, True): "<", (_BELOW, False): "<=", (_BELOW, True): ">"}
        return f"COALESCE(?exact, ?nominal) {ways[self.side, self.is_inverted]} {self.value:f}"

    @property
    def unless_above(self) -> Bound:
        """Beside a lower bound: 「过了2000亿、没到5000亿」 takes in 超2000亿, of which nobody knows how far it goes."""
        return self if self.side == _ABOVE else replace(self, side=_ABOVE, is_inverted=not self.is_inverted)

    def _holds(self, figure: Figure) -> bool:
        known = interval_of(figure)
        if known is None:
            return False
        if figure.qualifier is None or figure.qualifier == DGS.atMost:
            return known.nominal > self.value if self.side == _ABOVE else known.nominal < self.value
        if self.side == _ABOVE:
            return known.low is not None and known.low >= self.value
        return known.high is not None and known.high <= self.value


def bounds_in(text: str) -> list[Bound]:
    """The bounds that a question sets, in order; none without a number."""
    return list(_bounds_in(text))


@lru_cache(maxsize=1024)
def _bounds_in(text: str) -> Sequence[Bound]:
    folded = fold(text)
    found: list[Bound] = []
    if not _MAY.search(folded):
        return found
    whole, group = _patterns()
    for match in whole.finditer(folded):
        groups = {name: value for name, value in match.groupdict().items() if value}
        side = next((s for s in (_ABOVE, _BELOW) if any(s in name for name in groups)), None)
        if side is None:
            continue
        parts = {name.rpartition("_")[2]: value for name, value in groups.items()}
        number, scale, unit = (parts.get(name, "") for name in ("number", "scale", "unit"))
        if not scale and not number[:1].isdecimal():
            continue
        value = _number(number) * Decimal(10) ** POWERS.get(scale, 0)
        is_rate = unit in {"%", "percent", "per cent"} or unit.endswith("百分点")
        is_money = bool(parts.get("money") or (unit and not is_rate))
        # An amount may begin with the space before it.
        before = f"{folded[: match.start()].rstrip()} "
        found.append(Bound(side, value, is_rate, is_money, bool(_NOT.search(before))))
    for match in group.finditer(folded) if found else ():
        if match["scale"]:
            value = _number(match["number"] or "") * Decimal(10) ** POWERS[match["scale"]]
            found.append(Bound(_ABOVE, value, is_rate=False, is_money=bool(match["money"]), is_inverted=True))
    return [bound.unless_above for bound in found] if len(found) > 1 else found


def _number(text: str) -> Decimal:
    if text[:1].isdecimal():
        return Decimal(text.replace(",", ""))
    return Decimal(NUMERALS.get(text, 1))
