"""Sums, comparisons and concentration of figures that belong together.

What does not is refused by :mod:`dgkg.comparable`. Hedges and rounding are carried along as
intervals (:mod:`dgkg.interval`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from rdflib import URIRef

from dgkg.comparable import (
    DIMENSIONS,
    Figures,
    dimension,
    listed,
    part_of,
    require_alike,
    require_apart,
    require_values,
    spoken,
)
from dgkg.errors import MixedFiguresError, UsageError
from dgkg.interval import Interval
from dgkg.measure import Measure, MeasureRow
from dgkg.namespaces import UNIT
from dgkg.quantity import Quantity

__all__ = ["compare", "concentration", "total"]

_HUNDRED = Decimal(100)


# -- measures --------------------------------------------------------------------------------


def compare(figures: Figures) -> Measure:
    """Figures side by side, largest first, each with its ratio to the largest.

    Only figures of one unit, status, indicator, period and scope. Bounds and hedged figures
    are shown with their bounds; ``ratio`` is of printed numbers and empty for a bound. It is
    a comparison of what the report prints: who is not in the table is not small, but unnamed.

    Raises:
        MixedFiguresError: they differ in more than what they are of.
    """
    act = ("不能比较", "cannot be compared")
    require_alike(figures, act)
    rows = []
    largest = max((q.figure.value for q in figures.all if q.figure.value is not None), default=None)
    for q, sentences in figures.largest_first:
        value = q.figure.value
        ratio = float(value / largest) if value is not None and largest else None
        low, high = (q.interval.low, q.interval.high) if q.interval else (None, None)
        rows.append(MeasureRow((*_whose(q), _printed(q), value, low, high, ratio), sentences))
    columns = (*_OF, ("printed", "原文数值", "figure"), *_RANGE, ("ratio", "与最大值之比", "ratio to the largest"))
    return Measure("compare", _counted(figures), columns, rows, figures.words)


def total(figures: Figures) -> Measure:
    """The sum of figures, the last row, with the bounds that rounding and hedges leave.

    It is the sum of the figures that the report prints, not of all there are.

    Raises:
        MixedFiguresError: different units, status or scope, or one is part of another.
        UsageError: a bound, or percentages (which add to nothing).
    """
    act = ("不能相加", "cannot be added")
    require_alike(figures, act)
    if any(q.figure.unit in {UNIT.PERCENT, None} for q in figures.all):
        raise UsageError(
            f"{act[0]}「{figures.name('zh')}」：百分比相加没有意义；占比请用 concentration",
            f"“{figures.name('en')}” {act[1]}: percentages add to nothing; for shares use concentration",
        )
    valued = require_values(figures, act)
    require_apart(figures, act)
    rows = [MeasureRow((*_whose(q), _printed(q), q.figure.value, i.low, i.high), s) for q, s, i in valued]
    whole = _sum(interval for _, _, interval in valued)
    label = {"zh": "合计（推算）", "en": "sum (computed)"}
    sentences = tuple(sorted({s for row in rows for s in row.sentences}))
    rows.append(MeasureRow((label, None, None, whole.nominal, whole.low, whole.high), sentences))
    columns = (*_OF, ("printed", "原文数值", "figure"), *_RANGE)
    return Measure("total", _counted(figures), columns, rows, figures.words)


def concentration(figures: Figures) -> Measure:
    """Shares and the Herfindahl-Hirschman index (HHI) of figures that divide one whole.

    Printed shares (产值占比) are taken as printed, each of the same whole; levels (营业收入) are
    divided by their sum, so that their shares are of those named only. HHI is the sum of the
    squared shares in per cent, from near 0 to 10,000 (the last row). What the shares leave to
    a hundred is not told: the upper bound takes it as one part, the lower as none.

    It tells how unevenly the *parts that the report lists* divide the whole: segments of a
    cluster, districts of a city. It must not be read as market concentration, for which the
    shares of firms would be needed; the usual thresholds (1,800, 2,500) do not apply.

    Raises:
        MixedFiguresError: different unit, status, period, scope or whole, parts that overlap,
            or shares of more than a hundred together.
        UsageError: fewer than two figures, a bound, or percentages that are no shares.
    """
    act = ("不能计算集中度", "has no concentration")
    require_alike(figures, act)
    valued = require_values(figures, act)
    if len(valued) < 2:  # noqa: PLR2004 - one part divides nothing
        raise UsageError(
            f"{act[0]}「{figures.name('zh')}」：只有一个数字 {spoken(valued[0][0], figures, 'zh')}",
            f"“{figures.name('en')}” {act[1]}: there is one figure only, {spoken(valued[0][0], figures, 'en')}",
        )
    require_apart(figures, act)
    is_share = figures.all[0].figure.unit == UNIT.PERCENT
    if is_share and not dimension(figures.all[0], "whole"):
        raise UsageError(
            f"{act[0]}「{figures.name('zh')}」：是百分比，但不是同一整体的占比",
            f"“{figures.name('en')}” {act[1]}: these are percentages, but no shares of one whole",
        )
    shares = [i for *_, i in valued] if is_share else _shares([i for *_, i in valued])
    whole = _sum(shares)
    if whole.low is not None and whole.low > _HUNDRED:
        raise MixedFiguresError(
            f"{act[0]}「{figures.name('zh')}」：各占比合计 {whole.nominal:f}%，超过 100%，有重叠",
            f"“{figures.name('en')}” {act[1]}: the shares add to {whole.nominal:f}%, more than 100%; they overlap",
            ["overlap"],
        )
    rows = []
    for (q, sentences, _), share in zip(valued, shares, strict=True):
        square = share * share
        cells = (*_whose(q), _printed(q), *_bounds(share), *_bounds(square))
        rows.append(MeasureRow(cells, sentences))
    index = _sum(share * share for share in shares)
    rest = max(Decimal(0), _HUNDRED - whole.nominal)
    high = None if index.high is None else min(index.high + rest * rest, _HUNDRED * _HUNDRED)
    index = Interval(index.low, high, index.nominal)
    sentences = tuple(sorted({s for row in rows for s in row.sentences}))
    label = {"zh": "合计与 HHI（推算）", "en": "sum and HHI (computed)"}
    rows.append(MeasureRow((label, None, None, *_bounds(whole), *_bounds(index)), sentences))
    columns = (
        *_OF, ("printed", "原文数值", "figure"), ("share", "份额（%）", "share (%)"), ("share_low", "下限", "low"),
        ("share_high", "上限", "high"), ("square", "份额平方", "share squared"),
        ("square_low", "平方下限", "squared, low"), ("square_high", "平方上限", "squared, high"),
    )  # fmt: skip
    return Measure("concentration", _counted(figures, index, rest, is_share=is_share), columns, rows, figures.words)


# -- shared ----------------------------------------------------------------------------------

_OF = (("thing", "对象", "of"), ("industry", "产业或类别", "industry or kind"))
_RANGE = (("value", "数值", "value"), ("low", "下限", "low"), ("high", "上限", "high"))


def _whose(q: Quantity) -> tuple[tuple[URIRef, ...], tuple[URIRef, ...]]:
    place, kind = part_of(q)
    return tuple(sorted(place)), tuple(sorted(kind))


def _printed(q: Quantity) -> dict[str, str]:
    return {lang: q.figure.display(lang) for lang in ("zh", "en")}


def _bounds(interval: Interval) -> tuple[Decimal, Decimal | None, Decimal | None]:
    return interval.nominal, interval.low, interval.high


def _sum(intervals: Iterable[Interval]) -> Interval:
    zero = Interval(Decimal(0), Decimal(0), Decimal(0))
    return sum(intervals, start=zero)


def _shares(levels: Sequence[Interval]) -> list[Interval]:
    """Each level over the sum: its share is least when it is least and the others are most."""
    shares = []
    for place, level in enumerate(levels):
        others = _sum(other for n, other in enumerate(levels) if n != place)
        nominal = level.nominal / (level.nominal + others.nominal)
        low = None if level.low is None or others.high is None else level.low / (level.low + others.high)
        high = None if level.high is None or others.low is None else level.high / (level.high + others.low)
        shares.append(Interval(low, high, nominal).scaled(_HUNDRED))
    return shares


def _counted(
    figures: Figures, index: Interval | None = None, rest: Decimal = Decimal(0), *, is_share: bool = False
) -> dict[str, str]:
    first = figures.all[0]
    told = {}
    for lang in ("zh", "en"):
        alike = [n for n in ("unit", "status", "period", "population", "whole") if dimension(first, n)]
        same = [f"{DIMENSIONS[n][lang == 'en']} {listed(dimension(first, n), figures.words, lang)}" for n in alike]
        number = len(figures.largest_first)
        text = f"{figures.name(lang)}：报告所印的 {number} 个数字（{'，'.join(same)}）" if lang == "zh" else (
            f"{figures.name(lang)}: {number} figures that the report prints ({', '.join(same)})"
        )  # fmt: skip
        if index is not None:
            text += _index_text(index, rest, lang, is_share=is_share)
        told[lang] = text + ("。" if lang == "zh" else ".")
    return told


def _index_text(index: Interval, rest: Decimal, lang: str, *, is_share: bool) -> str:
    low, high = (f"{bound:.0f}" if bound is not None else "—" for bound in (index.low, index.high))
    if lang == "zh":
        text = f"；HHI {index.nominal:.0f}（{low} 至 {high}），是所列各部分的集中度，不是企业的市场集中度"
        text += f"；另有 {rest:f}% 未说明" if is_share and rest else ""
        return text + ("" if is_share else "；份额只在所列数字之间计算")
    text = f"; HHI {index.nominal:.0f} ({low} to {high}), of the parts listed, not of firms in a market"
    text += f"; {rest:f}% are not told" if is_share and rest else ""
    return text + ("" if is_share else "; shares are of those listed only")
