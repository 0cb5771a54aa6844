"""Dates in words: a month, what a thing is dated by, and which of two dated things was first."""

from __future__ import annotations

from dgkg.ask.items.search import Found
from dgkg.ask.sums.computed import Computed, date_of
from dgkg.namespaces import DGO
from dgkg.node_wording import MONTHS, NodeWording
from dgkg.words import Words

__all__ = ["in_order", "month", "told_date"]

_OF_MONTH = len("2023-04")


def month(date: str, lang: str) -> str:
    """A year, or a year and its month: 2023年4月, April 2023.

    >>> month("2023-04", "zh"), month("2023-04", "en"), month("2023", "zh")
    ('2023年4月', 'April 2023', '2023年')
    """
    year, _, number = date.partition("-")
    if lang == "zh":
        return f"{year}年{int(number)}月" if number else f"{year}年"
    return f"{MONTHS[int(number) - 1]} {year}" if number else year


def told_date(words: Words, lang: str, f: Found) -> str:
    """The month of a dated thing, with what it is and by what it is dated; empty for one without a month."""
    if (dated := date_of(f)) is None:
        return ""
    told, relation, name = month(dated[1][:_OF_MONTH], lang), words.label(dated[0], lang), _name(words, lang, f)
    return f"{told}（{name}，{relation}）" if lang == "zh" else f"{told} ({name}, {relation})"


def in_order(words: Words, lang: str, computed: Computed) -> str:
    """Which of two dated things was first, behind the months between them."""
    if not computed.value:
        return "，在同一个月" if lang == "zh" else ", in the same month"
    first = _name(words, lang, computed.operands[-1])
    return f"，{first}在先" if lang == "zh" else f"; {first} came first"


def _name(words: Words, lang: str, f: Found) -> str:
    """What a dated thing is called; an honour by who got it and what it is, an act by who did it."""
    if f.item.kind == "edge":
        return words.label(f.item.node, lang)
    whose = NodeWording(words, f.page.graph, lang)
    return whose.joined(f.item.node, DGO.recipient, DGO.honour) or whose.joined(f.item.node, DGO.agent)
