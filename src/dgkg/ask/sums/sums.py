"""Sums of the parts of a whole: those that a question names, or all but those.

「零部件、元器件和电池加起来占几成」 names three of four parts; 「除整机以外的部分」 leaves one out;
「规下企业」 are all firms but those above designated size.
"""

from __future__ import annotations

from collections.abc import Sequence

from dgkg.ask.items.search import COVERED, Found
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO, DGS
from dgkg.pattern import pattern

__all__ = ["asks_below_scale", "asks_for_the_rest", "below_scale", "parts_asked_for"]

_EXCEPT = pattern(
    r"\b(?:not|except|excluding|other than|apart from|besides|without|outside|leaving out|rest|remainder|remaining)\b"
    r"|\bthe others?\b|\bother (?:parts|segments|pieces|slices|links|bits)\b|\bonshore\b|\bnon-\w+"
    r"|在岸|其他几|另外几|别的几|减(?=[^少轻值])"
    r"|除[去掉了]?|扣[除掉]|去掉|减[去掉]|刨[去掉]|剔除|不算|不含|不包括|以外|之外|剩下|其余"
)
_BELOW = pattern(
    r"规下|规模以下|规上(?:以|之)外|[非不](?:是|在|属于?)?规上|未达规模|[没未](?:有)?(?:上规|达规|入规|达到规上)|够不上规"
    r"|\bbelow (?:the )?(?:statistical |size |scale |designated |above[- ]scale )*(?:threshold|size|scale)\b"
    r"|\bnot (?:yet )?above[- ](?:designated[- ]|the )?(?:size|scale|threshold)\b"
)
_SPLITS = (DGO.indicator, DGO.unit, DGO.shareWhole, DGO.refPeriod)
_OF_ONE = (DGO.indicator, DGO.unit, DGO.refArea, DGO.subject, DGO.industry, DGO.refPeriod)
_MOST_OF_WHOLE, _LEAST_OF_WHOLE = 8, 3


def asks_for_the_rest(question: Question) -> bool:
    """Whether a question leaves something out of a whole."""
    return bool(_EXCEPT.search(fold(question.text)))


def asks_below_scale(question: Question) -> bool:
    """Whether a question asks for the firms that are not above designated size."""
    return bool(_BELOW.search(fold(question.text)))


def below_scale(question: Question, figures: Sequence[Found]) -> tuple[Found, Found] | None:
    """All firms of something and those of them above designated size, where the others are asked for."""
    if not asks_below_scale(question):
        return None
    named = [n for n, u in enumerate(question.units) if u.kind in {"entity", "place"}]
    for whole in figures:
        if whole.item.data.get(DGO.population) or any(whole.own[n] < COVERED for n in named):
            continue
        for part in figures:
            is_above = DGS.aboveScale in part.item.data.get(DGO.population, ())
            if is_above and all(set(part.item.data.get(p, ())) == set(whole.item.data.get(p, ())) for p in _OF_ONE):
                return whole, part
    return None


def parts_asked_for(question: Question, figures: Sequence[Found]) -> list[Found]:
    """The figures of one whole that a question adds up, best first; empty where it names no two of them."""
    named = [n for n, u in enumerate(question.units) if not u.is_quantity and u.kind not in {"elsewhere", "beyond"}]
    for first in figures:
        whole = [f for f in figures if f.page is first.page and _is_split_alike(f, first)][:_MOST_OF_WHOLE]
        if len(whole) < _LEAST_OF_WHOLE:
            continue
        meant: list[Found] = []
        for n in named:
            best = max(f.own[n] for f in whole)
            mine = [f for f in whole if f.own[n] == best >= COVERED]
            if len(mine) == 1 and mine[0] not in meant:
                meant += mine
        if asks_for_the_rest(question):
            meant = [f for f in whole if f not in meant] if meant else []
        if len(meant) > 1:
            return meant
    return []


def _is_split_alike(f: Found, g: Found) -> bool:
    """Whether two figures are parts of one whole."""
    return bool(f.item.data.get(DGO.shareWhole)) and all(
        set(f.item.data.get(p, ())) == set(g.item.data.get(p, ())) for p in _SPLITS
    )
