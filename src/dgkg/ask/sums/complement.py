"""What a stated share leaves: 「满意率96%，不满意的占几成」, "what share lies outside the two clusters, at most".

The share is of a whole of its own, and the question denies what the share is of, or sets it aside; all else that it
names must be told by the share itself. What a lower bound leaves is an upper one.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, WIDE, Found
from dgkg.ask.language.question import DOUBTING, Question, Unit
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.computed import Computed, value_of
from dgkg.ask.sums.side_figures import is_able
from dgkg.namespaces import DGO, UNIT
from dgkg.pattern import pattern

__all__ = ["complement"]

_DENIED = pattern(
    r"(?:(?<!是)不(?![足到过低少超如仅只等同会能算管论])|没(?!错)|尚?未|非(?!常|得))[\u3400-\u9fffa-z0-9]{1,12}?"
    r"(?:的|者|部分|[占有]|比例|比重|率)"
    r"|(?:之外|以外|除[了去]|其[余他它]|剩下|余下|另外)[^，。？?]{0,10}(?:的|部分|镇街|地区|企业|人|用户|用途)?"
    r"|\b(?:not|n't|never|outside|elsewhere|other than|apart from|rest|remainder|remaining|left"
    r"|the others?|everyone else|dis\w+ed|un(?!it|til|der|ion)\w+ed|non-\w+)\b"
)
_ASKS = pattern(
    r"几成|百分之(?:几|多少)|百分比|占(?:了|比|全\w{0,6})?(?:是)?(?:多少|几)|比例|比重|率(?:大?约)?(?:是|为|有)?多少|多少个?%|多少个百分点"
    r"|\b(?:share|percent\w*|proportion|portion|fraction|per cent|how (?:large|big|small) a part|what part)\b|%"
)
_MANY = pattern(r"多少[家个件户名人台亿万]|几[家个件户名人台]|\bhow (?:many|much)\b(?! percent)")
_NUMBER = pattern(r"[\d.]+%?|[一二两三四五六七八九]成[多半]?|[a-z]+ty|per|cent")
_TOLD, _WHOLE = 0.25, Decimal(100)


def complement(_index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """A hundred per cent less the share that a question denies or sets aside."""
    text = fold(question.text)
    if not (_DENIED.search(text) and _ASKS.search(text)) or _MANY.search(text):
        return None
    if question.roles & (DOUBTING - {"status"} | {"growth", "rank", "average", "sum", "times"}):
        return None
    if question.of_kind("elsewhere", "beyond"):
        return None
    shares = [f for f in found if is_able(f) and _is_share(f) and _tells_all(question, f)]
    if not shares:
        return None
    share = max(shares, key=lambda f: (bool(question.numbers & f.item.numbers), f.score))
    return Computed("rest", _WHOLE - value_of(share), UNIT.PERCENT, (share,), is_of_parts=True)


def _is_share(f: Found) -> bool:
    """Whether a figure is a share of a whole: no growth, and no part of one that is split among several."""
    figure = f.item.figure
    return (
        figure is not None
        and figure.unit == UNIT.PERCENT
        and value_of(f) < _WHOLE
        and not set(f.item.data.get(DGO.indicator, ())) & CHANGES
    )


def _tells_all(question: Question, f: Found) -> bool:
    is_of_named = any(u.kind in {"entity", "place"} and own >= 1 for u, own in zip(question.units, f.own, strict=True))
    return all(
        _is_told(question, unit, f.own[n], f.covered[n], is_of_named=is_of_named)
        for n, unit in enumerate(question.units)
    )


def _is_told(question: Question, unit: Unit, own: float, covered: float, *, is_of_named: bool) -> bool:
    if unit.weight < _TOLD or unit.kind == "schema" or unit.things & question.wider or _NUMBER.fullmatch(unit.text):
        return True
    if unit.kind == "word":
        return covered >= COVERED
    if unit.kind in {"entity", "place"}:
        return own >= WIDE
    # Of a body that is named the field may be told by its passage: 「软企营收」 of the clusters for software.
    return own >= COVERED or (is_of_named and covered >= COVERED)
