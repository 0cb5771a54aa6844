"""Figures: a number of the report, with all that makes it mean something.

A hedged number (超4.5万件, 近百亿元, 最高1000万元) has bounds and no value; it is never
shown, compared or summed as if it were exact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rdflib import URIRef

from dgkg.namespaces import DGS, DGU, UNIT

__all__ = ["POWERS", "Figure", "amount"]

POWERS = {
    "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11,
    "万亿": 12, "hundred": 2, "thousand": 3, "k": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9, "trn": 12,
    "trillion": 12,
}  # fmt: skip
"""How many noughts a word for a scale stands for, in both languages."""

_SCALES = ((Decimal(10) ** 12, "trn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))
_TIMES = {UNIT.HR, UNIT.DAY, UNIT.YR}
_CURRENCIES = {UNIT.CCY_CNY: "CNY", UNIT.CCY_USD: "USD"}
_ENGLISH = {
    DGS.moreThan: "over {}",
    DGS.atLeast: "at least {}",
    DGS.lessThan: "less than {}",
    DGS.nearly: "nearly {}",
    DGS.about: "about {}",
    DGS.atMost: "up to {}",
}


# The same numbers are written on several pages each.
@lru_cache(4096)
def amount(number: Decimal, unit: URIRef | None, symbol: str = "") -> str:
    """A number with its unit, as English text writes it.

    >>> amount(Decimal(46340000000), UNIT.CCY_CNY)
    'CNY 46.34 bn'
    >>> amount(Decimal("47.4"), UNIT.PERCENT)
    '47.4%'
    """
    if unit in _CURRENCIES:
        for scale, name in _SCALES:
            if abs(number) >= scale:
                return f"{_CURRENCIES[unit]} {_plain(number / scale)} {name}"
        return f"{_CURRENCIES[unit]} {_plain(number)}"
    if unit == UNIT.PERCENT:
        return f"{_plain(number)}%"
    if unit == DGU.PERCENTAGE_POINT:
        return f"{_plain(number)} percentage points"
    # 1 year, 20 years; other signs of units (PFLOPS) stay as they are.
    name = symbol.removesuffix("s") if unit in _TIMES and number == 1 else symbol
    suffix = "" if unit in {UNIT.NUM, None} or not name else f" {name}"
    return f"{_plain(number)}{suffix}"


def _plain(number: Decimal) -> str:
    return f"{number:,f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:,f}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as the graph states it.

    ``value`` is in base units (yuan, not 亿元) and ``None`` for a bound; ``nominal`` is the
    printed number of a bound; ``text`` is the figure as printed.
    """

    iri: URIRef
    text: str
    unit: URIRef | None
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    nominal: Decimal | None = None
    qualifier: URIRef | None = None

    def display(self, lang: str, symbol: str = "") -> str:
        """The figure for a reader: as printed in Chinese, converted in English.

        >>> Figure(URIRef("x"), "超4.5万件", UNIT.NUM, nominal=Decimal(45000),
        ...        lower=Decimal(45000), qualifier=DGS.moreThan).display("en")
        'over 45,000'
        """
        number = self.value if self.value is not None else self.nominal
        if lang == "zh":
            return self.text
        if number is None:
            return f"“{self.text}” as printed"
        printed = re.search(r"\d+(?:\.\d+)?(?=%)", self.text) if self.unit == UNIT.PERCENT else None
        # 7.0% keeps its nought.
        is_exact = printed is not None and Decimal(printed[0]) == number
        shown = f"{printed[0]}%" if printed and is_exact else amount(number, self.unit, symbol)
        return _ENGLISH.get(self.qualifier, "{}").format(shown) if self.qualifier else shown
