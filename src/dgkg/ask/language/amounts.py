"""Numbers that were worked out, in the words of a language: 279.6亿元, CNY 27.96 billion, 3.5倍."""

from __future__ import annotations

from decimal import Decimal

from rdflib import URIRef

from dgkg.figure import amount
from dgkg.namespaces import DGU, UNIT

__all__ = ["MONEY", "TIMES", "worked_out"]

MONEY = {UNIT.CCY_CNY, UNIT.CCY_USD}
# A ratio told as a multiple.
TIMES = DGU["times"]
_CHINESE = {
    UNIT.CCY_CNY: "元", UNIT.CCY_USD: "美元", UNIT.PERCENT: "%", DGU.PERCENTAGE_POINT: "个百分点",
}  # fmt: skip
_COUNTED = {UNIT.NUM, UNIT.INDIV}
_MILLION, _HUNDRED = Decimal(10) ** 6, 100
_WAN, _YI = Decimal(10) ** 4, Decimal(10) ** 8


def worked_out(number: Decimal, unit: URIRef | None, lang: str, symbol: str) -> str:
    """A computed number as a reader of the language writes it, to two decimals."""
    if unit == TIMES:
        return f"{_short(number)}倍" if lang == "zh" else f"{_short(number)} times"
    if unit == UNIT.MO:
        return f"{_short(number)}个月" if lang == "zh" else f"{_short(number)} month{'s' if number != 1 else ''}"
    if lang == "en" and unit in _COUNTED and abs(number) >= _MILLION:
        return f"{_short(number / _MILLION)} million"
    if lang == "en":
        return _spelt_out(amount(_rounded(number, unit), unit, symbol))
    return _in_chinese(number, unit, symbol)


def _in_chinese(number: Decimal, unit: URIRef | None, symbol: str) -> str:
    name = _CHINESE.get(unit, symbol) if unit else symbol
    if unit in MONEY and abs(number) >= _YI:
        return f"{_short(number / _YI)}亿{name}"
    if unit in _COUNTED and abs(number) >= _WAN and not number % 10:
        # A round count is told in full: 3.825万件.
        return f"{(number / _WAN).normalize():,f}万{name}"
    if abs(number) >= _WAN:
        return f"{_short(number / _WAN)}万{name}"
    return f"{_short(number)}{name}"


def _spelt_out(text: str) -> str:
    """Scales in full, as a worked-out number is read aloud."""
    for short, full in ((" m", " million"), (" bn", " billion"), (" trn", " trillion")):
        if text.endswith(short):
            return text.removesuffix(short) + full
    return text


def _rounded(number: Decimal, unit: URIRef | None) -> Decimal:
    if unit in MONEY:
        scale = next((Decimal(10) ** n for n in (12, 9, 6) if abs(number) >= Decimal(10) ** n), Decimal(1))
        scaled = number / scale
        told = scaled.quantize(Decimal("0.01"))
        # What is rounded anyway has four digits: 772.8 million, as 7.728亿.
        is_long = scale == _MILLION and abs(scaled) >= _HUNDRED and told != scaled
        return (scaled.quantize(Decimal("0.1")) if is_long else told) * scale
    return number.quantize(Decimal("0.01")) if number != number.to_integral_value() else number


def _short(number: Decimal) -> str:
    text = f"{number.quantize(Decimal('0.01')):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
