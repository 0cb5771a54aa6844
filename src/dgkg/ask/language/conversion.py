"""Figures in the scale that a question asks for: 多少万亿元, in billion yuan, in ten thousands.

The figure stays as it is printed; the converted one stands beside it, with the same bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dgkg.ask.language.tokens import fold
from dgkg.figure import POWERS, Figure
from dgkg.namespaces import DGS, UNIT
from dgkg.pattern import pattern

__all__ = ["Scale", "in_digits", "scale_in"]

# How an answer writes a scale that is asked for in other words; English has none for 万 and 亿.
_WRITTEN = {
    "trn": "trillion", "bn": "billion", "mn": "million", "ten thousand": "万", "wan": "万", "hundred million": "亿",
    "yi": "亿",
}  # fmt: skip
_CHINESE = (
    r"(?:多少|几|[以按用]|换算成|换成|折合)(?:成|为)?[“「]?(万亿|亿|千万|百万|万)(?:美元|元|人民币|[家件台户个度条])?"
)
_ENGLISH = (
    r"(?:\bin|how many|expressed in|converted to) "
    r"(trillion|trn|billion|bn|hundred million|million|mn|ten thousand|thousand|yi|wan|万亿|亿|万)s?\b"
)
_ASKED = pattern(f"{_CHINESE}|{_ENGLISH}")
_LEAST_PART, _YI = 1000, Decimal(10) ** 8
_MONEY = {UNIT.CCY_CNY: ("元", " yuan"), UNIT.CCY_USD: ("美元", " US dollars")}
_BOUNDS = {
    DGS.moreThan: ("超过", "over "), DGS.atLeast: ("至少", "at least "), DGS.nearly: ("近", "nearly "),
    DGS.lessThan: ("不足", "less than "), DGS.atMost: ("最高", "up to "), DGS.about: ("约", "about "),
}  # fmt: skip
_COUNTER = pattern(r"[\d.,]+\s*(?:[多余]?[百千万亿]*[多余]?)([^\d%]*)$")


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale to tell figures in: a power of ten and its word."""

    power: int
    word: str

    def told(self, figure: Figure, lang: str) -> str:
        """A figure in this scale, in brackets; empty for a rate, and where it is printed so already.

        >>> from rdflib import URIRef
        >>> Scale(12, "万亿").told(Figure(URIRef("x"), "9476亿元", UNIT.CCY_CNY, Decimal(947600000000)), "zh")
        '（合0.9476万亿元）'
        """
        number = figure.value if figure.value is not None else figure.nominal
        money = _MONEY.get(figure.unit) if figure.unit else None
        if number is None or (money is None and figure.unit not in {UNIT.NUM, UNIT.INDIV}):
            return ""
        if money is None and number * _LEAST_PART < Decimal(10) ** self.power:
            # The money of a question is asked for in 亿, not the firms beside it.
            return ""
        shown = f"{(number / Decimal(10) ** self.power).normalize():,f}"
        if lang == "zh" and f"{shown}{self.word}" in figure.text:
            return ""
        zh = lang == "zh"
        bound = _BOUNDS.get(figure.qualifier, ("", ""))[not zh] if figure.qualifier else ""
        counter = _COUNTER.search(figure.text)
        unit = money[not zh] if money else (counter[1] if counter and zh else "")
        gap = "" if self.word > "\u3400" else " "
        value = f"{bound}{shown}{gap}{self.word}{unit}"
        return f"（合{value}）" if zh else f" ({value}; {figure.text} as printed)"


def in_digits(figure: Figure) -> str:
    """A bound that is printed in words only, in brackets with its number: 破百亿元 is （超过100亿元）.

    >>> from rdflib import URIRef
    >>> in_digits(Figure(URIRef("x"), "超八成", UNIT.PERCENT, nominal=Decimal(80), qualifier=DGS.moreThan))
    '（超过80%）'
    """
    number = figure.value if figure.value is not None else figure.nominal
    if number is None or figure.qualifier not in _BOUNDS or any(c.isdecimal() for c in figure.text):
        return ""
    if figure.unit == UNIT.PERCENT:
        return f"（{_BOUNDS[figure.qualifier][0]}{number:f}%）"
    if figure.unit not in _MONEY:
        return ""
    return (
        f"（{_BOUNDS[figure.qualifier][0]}{(number / _YI).normalize():,f}亿{_MONEY[figure.unit][0]}）"
        if number >= _YI
        else ""
    )


def scale_in(text: str) -> Scale | None:
    """The scale that a question asks figures in, if it asks for one.

    >>> scale_in("产值是多少万亿元"), scale_in("telecom volume in billion yuan").power, scale_in("产值是多少")
    (Scale(power=12, word='万亿'), 9, None)
    """
    asked = _ASKED.search(fold(text))
    if asked is None:
        return None
    word = asked[1] or asked[2]
    written = _WRITTEN.get(word, word)
    return Scale(POWERS[written], written)
