"""What a printed number can stand for: an interval, and arithmetic on it.

332.3 means anything from 332.25 to 332.35; 1200多 means 1200 up to 1300; 超4.5万 means more
than 45,000. Sums, quotients and growth carry these bounds along (Moore's interval
arithmetic; all quantities here are non-negative).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from dgkg.figure import Figure
from dgkg.namespaces import DGS, UNIT

__all__ = ["Interval", "interval_of"]

# 约 and 左右 say no tolerance; a twentieth is what the report's own checkable uses stay within.
ABOUT = Decimal("0.05")
_MULTIPLIERS = {Decimal(10) ** n for n in (0, 1, 2, 3, 4, 5, 6, 7, 8, 12)}


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds (``None``: none) and the number as printed or computed from printed ones."""

    low: Decimal | None
    high: Decimal | None
    nominal: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(_plus(self.low, other.low), _plus(self.high, other.high), self.nominal + other.nominal)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(_minus(self.low, other.high), _minus(self.high, other.low), self.nominal - other.nominal)

    def __truediv__(self, other: Interval) -> Interval:
        low = Decimal(0) if other.high is None or self.low is None else self.low / other.high
        high = None if self.high is None or not other.low else self.high / other.low
        return Interval(low, high, self.nominal / other.nominal)

    def __mul__(self, other: Interval) -> Interval:
        low = Decimal(0) if self.low is None or other.low is None else self.low * other.low
        high = None if self.high is None or other.high is None else self.high * other.high
        return Interval(low, high, self.nominal * other.nominal)

    def scaled(self, factor: Decimal) -> Interval:
        """Every bound times a positive factor."""
        return Interval(_times(self.low, factor), _times(self.high, factor), self.nominal * factor)

    def grown_from(self, percent: Interval) -> Interval:
        """What grew by so many per cent to become this."""
        hundred = Decimal(100)
        growth = Interval(
            None if percent.low is None else 1 + percent.low / hundred,
            None if percent.high is None else 1 + percent.high / hundred,
            1 + percent.nominal / hundred,
        )
        return self / growth

    def overlaps(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        below = self.high is not None and other.low is not None and self.high < other.low
        above = self.low is not None and other.high is not None and self.low > other.high
        return not (below or above)

    def holds(self, number: Decimal) -> bool:
        """Whether a number lies within."""
        return self.overlaps(Interval(number, number, number))


def interval_of(figure: Figure) -> Interval | None:
    """What a figure can stand for; ``None`` for one that is told in words only.

    >>> from rdflib import URIRef
    >>> found = interval_of(Figure(URIRef("x"), "332.3亿元", UNIT.CCY_CNY, Decimal(33230000000)))
    >>> [int(found.low), int(found.high)]
    [33225000000, 33235000000]
    """
    number = figure.value if figure.value is not None else figure.nominal
    if number is None:
        return None
    step = _step(figure.text, number)
    counted = figure.unit in {UNIT.NUM, UNIT.INDIV} and step == 1
    half = Decimal(0) if counted else step / 2
    low: Decimal | None
    high: Decimal | None
    if figure.qualifier == DGS.moreThan:
        low, high = number, (number + _last_place(number) if "多" in figure.text else None)
    elif figure.qualifier == DGS.atLeast:
        low, high = number, None
    elif figure.qualifier in {DGS.lessThan, DGS.atMost}:
        low, high = Decimal(0), number
    elif figure.qualifier == DGS.nearly:
        # 近1.4万 lies below 1.4万, 接近6.1% can be 6.13% rounded: one step below to half a step above.
        # Of a number in words, 近百亿, nobody knows a step but a tenth.
        low, high = number - (step or _last_place(number) / 10), number + half
    elif figure.qualifier == DGS.about:
        margin = max(half, number * ABOUT)
        low, high = number - margin, number + margin
    else:
        low, high = number - half, number + half
    return Interval(low, high, number)


def _step(text: str, number: Decimal) -> Decimal:
    """The weight of the last printed digit: 332.3亿元 was rounded to 0.1亿元; 0 for a number in words."""
    for token in re.findall(r"\d+(?:\.\d+)?", text):
        printed = Decimal(token)
        if printed and number / printed in _MULTIPLIERS:
            decimals = len(token.partition(".")[2])
            return number / printed / Decimal(10) ** decimals
    return Decimal(0)


def _last_place(number: Decimal) -> Decimal:
    """The weight of the last digit that is not nought: 100 for 1200."""
    place = Decimal(1)
    while number % (place * 10) == 0:
        place *= 10
    return place


def _plus(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a + b


def _minus(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a - b


def _times(a: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if a is None else a * factor
