"""The exact figure beside a rough one of the same quantity: 「不足500亿元」 in one passage, 「463.4亿元」 in another.

A comparison is written with round numbers; whoever asks what a thing amounts to wants the number itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.items.search import Found
from dgkg.ask.language.question import DOUBTING, Question
from dgkg.figure import Figure
from dgkg.namespaces import DGO

__all__ = ["exactly"]

_SAME = (DGO.refArea, DGO.subject, DGO.industry, DGO.product)
_COMPOSED = frozenset({"difference", "ratio", "times", "share", "growth", "rank", "list"})


def exactly(question: Question, found: Sequence[Found], items: Sequence[Found]) -> list[Found]:
    """The items, each rough figure among them behind the exact one that another passage gives."""
    if question.roles & (DOUBTING | _COMPOSED):
        return list(items)
    known = {f.key for f in items}
    told: list[Found] = []
    for f in items:
        more = [g for g in found if g.key not in known and _is_the_same(question, f, g)] if _is_rough(f) else []
        known |= {g.key for g in more[:1]}
        told += [*more[:1], f]
    return told


def _is_rough(f: Found) -> bool:
    figure = f.item.figure
    return figure is not None and figure.value is None and (figure.lower is not None or figure.upper is not None)


def _is_the_same(question: Question, rough: Found, f: Found) -> bool:
    """Whether a figure is the exact one of what another gives a bound of: of one quantity, place, year and field."""
    bound, figure = rough.item.figure, f.item.figure
    if bound is None or figure is None or figure.value is None or figure.unit != bound.unit:
        return False
    if not _is_within(figure, bound) or f.item.years != rough.item.years or f.page is rough.page:
        return False
    alike = all(set(f.item.data.get(p, ())) == set(rough.item.data.get(p, ())) for p in _SAME)
    return alike and _measures_the_same(question, rough, f)


def _is_within(figure: Figure, bound: Figure) -> bool:
    assert figure.value is not None
    above = bound.lower is None or figure.value >= bound.lower
    return above and (bound.upper is None or figure.value <= bound.upper)


def _measures_the_same(question: Question, one: Found, other: Found) -> bool:
    """Whether two figures are of one quantity, or of two that a question calls by one name."""
    mine, its = _measured(one), _measured(other)
    return mine == its or any(mine & u.things and its & u.things for u in question.units if u.names_quantity)


def _measured(f: Found) -> set[URIRef]:
    return {t for t in f.item.data.get(DGO.indicator, ()) if isinstance(t, URIRef)}
