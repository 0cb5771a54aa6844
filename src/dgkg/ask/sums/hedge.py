"""How a worked-out value is hedged, given how its operands are: over A less exactly B is over, A less nearly B is over.

Every operation of this package rises or falls with each of its operands. So what is known of an operand from
one side only is known of the value from one side, too: the same one where it rises, the other one where it falls.
Of operands that pull it both ways, and of those that are about so much, the value is about so much.
"""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.items.search import Found
from dgkg.namespaces import DGO, DGS, RDF

__all__ = ["hedge_of", "hedged_words", "is_limit"]

_SIDES = {DGS.moreThan: 1, DGS.atLeast: 1, DGS.lessThan: -1, DGS.atMost: -1, DGS.nearly: -1}
_STRICT = {DGS.moreThan, DGS.lessThan, DGS.nearly}
# Which operands a value falls with: of all others it rises.
_FALLS_WITH_OTHERS = {"−", "÷", "−+", "grown", "whole", "−÷", "÷−", "÷+", "others", "left", "months", "points"}
_FALLS_WITH_LAST = {"+−", "+÷"}
# What a printed rate makes is as rounded as the rate.
_ROUNDED = {"grown", "increase", "whole", "others"}
_WORDS = {
    "": ("", ""),
    "about": ("约", "about "),
    "over": ("超过", "over "),
    "under": ("不足", "less than "),
    "least": ("至少", "at least "),
    "most": ("至多", "at most "),
    "over about": ("至少约", "at least about "),
    "under about": ("至多约", "at most about "),
    "least about": ("至少约", "at least about "),
    "most about": ("至多约", "at most about "),
}


def hedge_of(sign: str, operands: Sequence[Found]) -> str:
    """``over``, ``under``, ``least`` or ``most``, ``about``, one of the four and about, or nothing.

    Rounding is no hedge: 332.3 is told as it is, 1200多 is not. A limit is itself exact, and what it is reached at.
    """
    limits = [is_limit(f) for f in operands]
    open_ones = [(n, _qualifier(f)) for n, f in enumerate(operands) if not limits[n]]
    sides = {_SIDES[q] * _way(sign, n, len(operands)) for n, q in open_ones if q in _SIDES}
    is_about = DGS.about in (q for _, q in open_ones) or (sign in _ROUNDED and not all(limits))
    if len(sides) > 1:
        return "about"
    bound = ""
    if sides:
        is_strict = any(q in _STRICT for _, q in open_ones)
        bound = ("over" if is_strict else "least") if sides == {1} else "under" if is_strict else "most"
    return f"{bound} about".strip() if is_about else bound


def hedged_words(hedge: str, lang: str) -> str:
    """A hedge as it stands before a number."""
    return _WORDS[hedge][lang == "en"]


def is_limit(f: Found) -> bool:
    """Whether a figure is what may be had at most, and no amount of something that is."""
    return DGO.Cap in f.item.data.get(RDF.type, ())


def _qualifier(f: Found) -> URIRef | None:
    return f.item.figure.qualifier if f.item.figure is not None else None


def _way(sign: str, n: int, count: int) -> int:
    """Whether a value rises with its operand of this number, or falls."""
    if sign == "rest" or (sign in _FALLS_WITH_OTHERS and n) or (sign in _FALLS_WITH_LAST and n == count - 1):
        return -1
    return 1
