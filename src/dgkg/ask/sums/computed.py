"""A value that was worked out from stated figures: its formula, its range, and how it is hedged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from rdflib import URIRef

from dgkg.ask.items.search import Found
from dgkg.ask.language.amounts import MONEY, TIMES, worked_out
from dgkg.ask.language.conversion import Scale
from dgkg.ask.sums.hedge import hedge_of, hedged_words, is_limit
from dgkg.figure import Figure
from dgkg.interval import Interval, interval_of
from dgkg.namespaces import DGO, DGU, UNIT
from dgkg.pattern import pattern

__all__ = ["Computed", "Given", "Span", "date_of", "months_of", "number_of", "place_of", "value_of"]

_ONE_DECIMAL = pattern(r"(?<![\d.])\d+\.\d([万亿]+美?元)")
_FEWEST, _FEW, _FINEST = 3, 4, Decimal("0.01")
_SPANS = {"day": "天", "month": "个月", "year": "年"}
_WHOLE_NUMBER = pattern(r"(?<=\d)(?=[万亿]+美?元$)")
# By what a thing itself is dated, the likeliest first.
_DATED_BY = (DGO.issueDate, DGO.date, DGO.draftDate)
_MONTH = pattern(r"(\d{4})-(\d\d)(?:-\d\d)?")
_MONTHS_IN_YEAR = 12
_ALL = Interval(Decimal(100), Decimal(100), Decimal(100))
_FORMULAS = {
    "rest": "100% − {0}",
    "fold": "(100% + {0}) ÷ 100%",
    "grown": "{0} ÷ (1 + {1})",
    "increase": "{0} − {0} ÷ (1 + {1})",
    "part": "{0} × {1}",
    "whole": "{0} ÷ {1}",
    "−÷": "({0} − {1}) ÷ {0}",
    "÷−": "{0} ÷ ({1} − {0})",
    "÷+": "{0} ÷ ({0} + {1})",
    "others": "{0} ÷ {1} − {0}",
    "left": "{0} × (100% − {1})",
}
# Whether a sum that was held against a third is above it or below it.
_AGAINST = {"+−": ("，合计较大", "; the sum is larger"), "−+": ("，合计不及前者", "; the sum is no larger")}


@dataclass(frozen=True, slots=True)
class Span:
    """So many days, months or years that a value is spread over."""

    name: str
    count: int

    def text(self, lang: str) -> str:
        """The span in words: 365天, 10 months."""
        return f"{self.count}{_SPANS[self.name]}" if lang == "zh" else f"{self.count} {self.name}s"


@dataclass(frozen=True, slots=True)
class Given:
    """An amount that a question gives and no sentence states."""

    value: Decimal
    unit: URIRef | None


@dataclass(frozen=True, slots=True)
class Computed:
    """A value with the figures it comes from; ``sign`` is how they are put together."""

    sign: str
    value: Decimal
    unit: URIRef | None
    operands: tuple[Found, ...]
    is_of_parts: bool = False
    # What is worked out of it in turn: of a sum its share in a whole.
    then: Computed | None = None
    decimals: int | None = None
    span: Span | None = None
    # What a stated rate is applied to: the first operand is the rate, a second one the limit that it is held to.
    given: Given | None = None

    @property
    def range(self) -> Interval:
        """What the value can be, given what the printed figures can stand for."""
        return self._range(map(_interval, self.operands))

    def _range(self, intervals: Iterable[Interval]) -> Interval:
        first, *others = intervals
        if (factor := self._factor) is not None:
            return first.scaled(factor)
        if self.sign in {"rest", "fold"}:
            return _ALL - first if self.sign == "rest" else (_ALL + first).scaled(Decimal("0.01"))
        if self.sign in {"+÷", "+−"}:
            summed = sum(others[:-1], first)
            return summed - others[-1] if self.sign == "+−" else (summed / others[-1]).scaled(Decimal(100))
        if self.sign in _RANGES:
            return _RANGES[self.sign](first, others[0])
        for other in others:
            first = {"+": first.__add__, "÷": first.__truediv__, "grown": first.grown_from}.get(
                self.sign, first.__sub__
            )(other)
        return first

    @property
    def _factor(self) -> Decimal | None:
        """What the first operand alone is multiplied by: an amount that is given, or a part of a period."""
        if self.given is not None:
            return self.given.value / 100
        return 1 / Decimal(self.span.count) if self.span is not None else None

    @property
    def hedge(self) -> str:
        """How the value is to be told: ``over`` and ``under`` a bound, ``about``, both, or as it is."""
        if self.given is not None:
            return "most"
        hedge = self._hedge
        # Rounded up, 172,992 is a bound no longer: at least about 173,000.
        is_low, is_high = hedge in {"over", "least"}, hedge in {"under", "most"}
        crosses = (is_low and self._shown > self.value) or (is_high and self._shown < self.value)
        return f"{hedge} about" if crosses else hedge

    @property
    def _hedge(self) -> str:
        """The same of the value before it is rounded."""
        return hedge_of(self.sign, self.operands)

    @property
    def is_rate(self) -> bool:
        """Whether it is a quotient that is told in per cent."""
        return self.unit == UNIT.PERCENT and self.sign in {"÷", "+÷", "−÷", "÷−", "÷+"}

    @property
    def step(self) -> Decimal | None:
        """What the value is rounded to: as the source prints rates, or as was asked for; nothing where it is exact.

        A quotient of rounded figures knows no second decimal.
        """
        if self.decimals is not None and self.unit in {UNIT.PERCENT, DGU.PERCENTAGE_POINT, TIMES}:
            return Decimal(1).scaleb(-self.decimals)
        if self.unit == UNIT.PERCENT and self.sign in {"÷", "+÷", "−÷", "÷−", "÷+", "grown"} and abs(self.value) >= 1:
            return Decimal("0.1")
        if self.sign == "increase" and self.unit in MONEY and abs(self.value) >= Decimal(10) ** 9:
            return Decimal(10) ** 7
        if self.sign in {"whole", "others", "left"} and self.unit not in MONEY:
            return Decimal(1)
        is_open = self.unit == TIMES and bool(self._hedge)
        return _FINEST if self.sign == "fold" or is_open else self._last_digit if self._is_of_each else None

    @property
    def _is_of_each(self) -> bool:
        """Whether it is what comes on each of some pieces: no rate, and no multiple."""
        return (
            self.sign == "÷" and self.unit not in {UNIT.PERCENT, DGU.PERCENTAGE_POINT, TIMES} and self.decimals is None
        )

    @property
    def _last_digit(self) -> Decimal | None:
        """What the last digit of an average stands for: of a bound or a round one the third, else the fourth."""
        size = abs(self.value)
        if self.unit in MONEY and not self._hedge:
            # An average of printed figures has no more digits than they have: 3819万, not 3819.12万.
            step = Decimal(10) ** 4 if size < Decimal(10) ** 8 else Decimal(10) ** 6
            return step if size >= step * 1000 else None
        if not size or (not self._hedge and size == size.to_integral_value()):
            return None
        digits = _FEWEST if self._hedge else _FEW
        return max(Decimal(1).scaleb(size.adjusted() - digits + 1), _FINEST)

    @property
    def rounding(self) -> str:
        """Which way it is rounded: a bound stays one, below 28.92 is below 29.0, not below 28.9."""
        if self.decimals is not None or self._is_of_each:
            return ROUND_HALF_EVEN
        bound = self._hedge.partition(" ")[0] if self.unit != TIMES else ""
        if bound in {"over", "least"}:
            return ROUND_FLOOR
        return ROUND_CEILING if bound in {"under", "most"} else ROUND_HALF_EVEN

    @property
    def _shown(self) -> Decimal:
        """The value as it is told."""
        step = self.step
        if step is None:
            return self.value
        return (self.value / step).quantize(Decimal(1), self.rounding) * step

    def in_scale(self, scale: Scale | None, lang: str) -> str:
        """The value in a scale that money is asked for in, in brackets: 9,246万元（合0.92亿元）."""
        name = (
            {UNIT.CCY_CNY: ("元", " yuan"), UNIT.CCY_USD: ("美元", " US dollars")}.get(self.unit) if self.unit else None
        )
        if scale is None or name is None:
            return ""
        step = Decimal(1).scaleb(-(2 if self.decimals is None else self.decimals))
        number = (self._shown / Decimal(10) ** scale.power).quantize(step)
        if not number or (
            lang == "zh" and worked_out(self._shown, self.unit, lang, "").endswith(f"{scale.word}{name[0]}")
        ):
            return ""
        return f"（合{number:,f}{scale.word}{name[0]}）" if lang == "zh" else f" ({number:,f} {scale.word}{name[1]})"

    @property
    def is_known(self) -> bool:
        """Whether anything can be said: of two bounds that point apart nothing follows."""
        return bool(self.range.low) or self.range.high is not None

    def text(self, lang: str, shown: Callable[[Found], str], symbol: str) -> str:
        """The value and its formula: 「332.3亿元 − 52.7亿元 = 279.6亿元」."""
        told = worked_out(self._shown, self.unit, lang, symbol)
        value = hedged_words(self.hedge, lang) + (self._as_exact(told) if lang == "zh" else told)
        parts = [shown(f) for f in self.operands] + ([self.span.text(lang)] if self.span else [])
        if self.given is not None:
            return self._applied(parts, value, lang, symbol)
        formula = _formula(self.sign, parts)
        if self.is_climb:
            value = _climbed(self.value, value, lang)
        return f"{formula} = {value}{_AGAINST.get(self.sign, ('', ''))[lang == 'en']}"

    def _applied(self, parts: Sequence[str], told: str, lang: str, symbol: str) -> str:
        """A rate of what is given, and whether a limit in money binds: 「2000万元 × 最高3% = 至多60万元」."""
        assert self.given is not None
        rate, *limits = parts
        formula = f"{worked_out(self.given.value, self.given.unit, lang, symbol)} × {rate} = "
        if not limits:
            return formula + told
        above = self.aside[1:]
        if not above:
            within = f"，未超过上限{limits[0]}" if lang == "zh" else f", within the limit of {limits[0]}"
            return formula + told + within
        lead, most = (worked_out(v, self.unit, lang, symbol) for v in (*above, self.value - above[0]))
        made = worked_out(self.value, self.unit, lang, symbol)
        if lang == "zh":
            return f"{formula}{made}，比上限{limits[0]}高出{lead}，所以至多{most}"
        return f"{formula}{made}, {lead} above the limit of {limits[0]}, so at most {most}"

    def _as_exact(self, told: str) -> str:
        """A sum or difference to the decimal of the figures that it is of: 332.3亿元 + 52.7亿元 = 385.0亿元."""
        printed = [_ONE_DECIMAL.search(f.item.figure.text) for f in self.operands if f.item.figure]
        scales = {found[1] if found else "" for found in printed}
        is_alike = self.sign in {"+", "−"} and len(scales) == 1 and scales != {""}
        if not is_alike or "." in told or not told.endswith(scales.pop()):
            return told
        return _WHOLE_NUMBER.sub(".0", told)

    @property
    def aside(self) -> tuple[Decimal, ...]:
        """What a rate makes of what is given, and by how much it is above its limit."""
        above = self.value - value_of(self.operands[1]) if len(self.operands) > 1 else Decimal(0)
        return (self.value, *([above] if above > 0 else []))

    @property
    def is_climb(self) -> bool:
        """Whether it is by how many places a rank rose, or fell."""
        return self.sign == "−" and all(f.item.kind == "rank" for f in self.operands)


_RANGES: dict[str, Callable[[Interval, Interval], Interval]] = {
    "increase": lambda level, growth: level - level.grown_from(growth),
    "÷−": lambda new, total: (new / (total - new)).scaled(Decimal(100)),
    "−÷": lambda whole, less: ((whole - less) / whole).scaled(Decimal(100)),
    "÷+": lambda one, other: (one / (one + other)).scaled(Decimal(100)),
    "whole": lambda part, share: (part / share).scaled(Decimal(100)),
    "others": lambda part, share: (part / share).scaled(Decimal(100)) - part,
    "left": lambda whole, share: (whole * (_ALL - share)).scaled(Decimal("0.01")),
    "part": lambda whole, share: (whole * share).scaled(Decimal("0.01")),
}


def _formula(sign: str, parts: Sequence[str]) -> str:
    """Figures as they are put together; the last of a sum is what it is held against, or a share of."""
    first, *others = parts
    if sign in _FORMULAS:
        return _FORMULAS[sign].format(*parts)
    if sign in {"+÷", "+−"}:
        return f"({' + '.join(parts[:-1])}) {sign[1]} {parts[-1]}"
    if sign == "−+":
        return f"{first} − ({' + '.join(others)})"
    return f" {'−' if sign in {'points', 'months'} else sign} ".join(parts)


def _climbed(places: Decimal, told: str, lang: str) -> str:
    """By how many places something went up or down, in words: 上升4位, up 4 places."""
    if not places:
        return "位次未变" if lang == "zh" else "no change"
    zh, en = ("上升", "up") if places > 0 else ("下降", "down")
    number = told.lstrip("-−")
    return f"{zh}{number}" if lang == "zh" else f"{en} {number} place{'s' if abs(places) != 1 else ''}"


def number_of(figure: Figure) -> Decimal | None:
    """The number of a figure, also where it is a bound or a round one."""
    return figure.value if figure.value is not None else figure.nominal


def _interval(f: Found) -> Interval:
    """What a figure can stand for; a place in a ranking is just that place."""
    # A limit is itself exact, whatever is spent below it.
    known = interval_of(f.item.figure) if f.item.figure is not None and not is_limit(f) else None
    if known is not None:
        return known
    if f.item.kind == "rank":
        value = place_of(f)
    else:
        value = value_of(f) if f.item.figure is not None else Decimal(months_of(f))
    return Interval(value, value, value)


def value_of(f: Found) -> Decimal:
    """The number of an item that is a figure with one."""
    assert f.item.figure is not None
    number = number_of(f.item.figure)
    assert number is not None
    return number


def place_of(f: Found) -> Decimal:
    """The place of an item that is a rank."""
    return Decimal(str(next(iter(f.item.data[DGO.rank]))))


def date_of(f: Found) -> tuple[URIRef, str] | None:
    """By which relation a thing is dated to a month, and the date; nothing where it has none, or only a year."""
    for relation in _DATED_BY if f.item.relation is None else {f.item.relation}.intersection(_DATED_BY):
        for value in f.item.data.get(relation, ()):
            if _MONTH.fullmatch(str(value)):
                return relation, str(value)
    return None


def months_of(f: Found) -> int:
    """The month of a dated thing, counted from the year nought."""
    dated = date_of(f)
    assert dated is not None
    found = _MONTH.fullmatch(dated[1])
    assert found is not None
    return int(found[1]) * _MONTHS_IN_YEAR + int(found[2])
