"""How many are not of a kind of which the share is stated: 「没用5G的有多少户」, "how many filings are no inventions".

Of a part and its share the others are what the whole has besides; of a whole and a share of it, what the share leaves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, Found, covers
from dgkg.ask.language.question import DOUBTING, Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.asked_noun import units_of
from dgkg.ask.sums.backwards import tell_tied
from dgkg.ask.sums.computed import Computed, value_of
from dgkg.ask.sums.rest import taken_away
from dgkg.ask.sums.side_figures import is_able
from dgkg.namespaces import DGO, UNIT
from dgkg.pattern import pattern

__all__ = ["others_by_share"]

_OUTSIDE = pattern(r"(?P<zh>[a-z0-9\u3400-\u9fff]{2,10}?)(?:以外|之外)的?|(?<![a-z])non-(?P<en>[\w-]+)")
_OTHERWISE = frozenset({"share", "ratio", "growth", "rank", "average", "times", "list", "who", "cap", "base"})


def others_by_share(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """How many of a whole are not of the kind that a question denies, by the share of that kind."""
    roles = question.roles
    if not roles & {"number", "count", "amount"} or roles & (_OTHERWISE | (DOUBTING - {"status"})):
        return None
    if question.of_kind("elsewhere", "beyond"):
        return None
    by_node = {f.item.node: f for f in found if is_able(f)}
    for said in _denied(fold(question.text)):
        away = [u for u in units_of(index, said, question.lang) if u.kind != "schema"]
        for share in found if away else ():
            if not _is_share(share) or any(
                covers(u, share.item.things, frozenset(), share.item.words) < COVERED for u in away
            ):
                continue
            if (part := _tied(share, DGO.part, by_node)) is not None:
                if tell_tied(index, question, part, share):
                    others = value_of(part) / value_of(share) * 100 - value_of(part)
                    return Computed("others", others, _unit(part), (part, share), is_of_parts=True)
            elif (whole := _tied(share, DGO.shareOf, by_node)) is not None and tell_tied(
                index, question, share, whole, tied=whole
            ):
                left = value_of(whole) * (100 - value_of(share)) / 100
                return Computed("left", left, _unit(whole), (whole, share), is_of_parts=True)
    return None


def _denied(text: str) -> Iterator[str]:
    """What a question denies or sets aside."""
    yield from (match["zh"] or match["en"] for match in _OUTSIDE.finditer(text))
    yield from (said for said, _ in taken_away(text))


def _is_share(f: Found) -> bool:
    return is_able(f) and _unit(f) == UNIT.PERCENT and not set(f.item.data.get(DGO.indicator, ())) & CHANGES


def _tied(f: Found, tie: URIRef, by_node: dict[URIRef, Found]) -> Found | None:
    """The figure that a share is tied to, if it is one that is counted or paid."""
    nodes = (by_node.get(n) for n in f.item.data.get(tie, ()) if isinstance(n, URIRef))
    return next((g for g in nodes if g is not None and _unit(g) != UNIT.PERCENT), None)


def _unit(f: Found) -> URIRef | None:
    return f.item.figure.unit if f.item.figure else None
