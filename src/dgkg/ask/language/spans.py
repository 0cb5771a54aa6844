"""Of what time a number is: a whole year, ten months of it, half of it, up to a date, the last three years.

Names of periods in the graph (2023年1—10月, "as of March 2024") and what a question claims (全年, in the first half)
are read alike, so that one can be held against the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dgkg.ask.language.tokens import fold
from dgkg.pattern import pattern

__all__ = ["Span", "place_of_span", "span_in", "span_of_names", "without_span"]

_MONTHS = {
    name: n for n, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1
    ) for name in names.split()
}  # fmt: skip
_NUMERALS = {
    word: n for n, words in enumerate(
        ("一 1 one first q1", "二 两 2 two second q2", "三 3 three third q3", "四 4 four fourth q4", "五 5 five",
         "六 6 six", "七 7 seven", "八 8 eight", "九 9 nine", "十 10 ten", "十一 11 eleven", "十二 12 twelve"), 1
    ) for word in words.split()
}  # fmt: skip
_YEAR = r"(?P<year>20[0-4]\d)"
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_NUMERAL = rf"(?:{'|'.join(sorted(_NUMERALS, key=len, reverse=True))})"
_TO = r"\s*(?:—|–|-|至|到|to|through|until)\s*"
_OF = rf"(?:,? (?:of )?(?:the year )?{_YEAR})?"
_IN = rf"(?:{_YEAR}年?(?:的)?)?"
_SOME_MONTH = rf"(?P<n>(?!may\b|mar\b){_MONTH}|may(?= 20))"
# Each form of a span, in the order in which they are tried: ``n`` and ``m`` are its months, or how many there are.
_FORMS = (
    ("recent", rf"[近过]去?(?P<n>{_NUMERAL})年(?:来|以来|里|间|内)?"),
    ("recent", rf"(?:\b(?:over|in|of|during|for|across) )?(?:the )?\b(?:last|past|recent) (?P<n>{_NUMERAL}) years"),
    ("since", rf"{_YEAR}年?以来|自20[0-4]\d年?起"),
    ("since", rf"\bsince {_YEAR}"),
    ("until", rf"截[至止](?:到)?{_YEAR}年(?:(?P<n>{_NUMERAL})月)?(?:年?[底末])?"),
    ("until", rf"[到至]?{_YEAR}年(?:年?[底末])"),
    ("until", rf"[到至]{_YEAR}年(?P<n>{_NUMERAL})月(?:[底末])?"),
    ("until", rf"\b(?:by|as of|at|as at|until|up to) (?:the )?end (?:of )?(?:(?P<n>{_MONTH}),? )?{_YEAR}"),
    ("until", rf"\b(?:by|as of|as at|until|up to) (?P<n>{_MONTH}),? {_YEAR}"),
    ("until", rf"\b(?:year-)?end[- ]{_YEAR}"),
    ("months", rf"{_IN}(?P<n>{_NUMERAL})月?{_TO}(?P<m>{_NUMERAL})月(?:份)?"),
    ("months", rf"\b(?:from )?(?P<n>{_MONTH}){_TO}(?P<m>{_MONTH})\b{_OF}"),
    ("first", rf"{_IN}[前头](?P<m>{_NUMERAL})个?月"),
    ("first", rf"\b(?:the )?first (?P<m>{_NUMERAL}) months\b{_OF}"),
    ("half", rf"{_IN}(?P<n>[上下])半年"),
    ("half", rf"\b(?:the )?(?P<n>first|second) half\b{_OF}"),
    ("half", rf"\bh(?P<n>[12])\b{_OF}"),
    ("quarters", rf"{_IN}前(?P<n>[二两三])个?季度"),
    ("quarters", rf"\b(?:the )?first (?P<n>two|three) quarters\b{_OF}"),
    ("quarter", rf"{_IN}第?(?P<n>[一二三四1-4])季度"),
    ("quarter", rf"\b(?:the )?(?P<n>first|second|third|fourth) quarter\b{_OF}"),
    ("quarter", rf"\bq(?P<n>[1-4])\b{_OF}"),
    ("year", rf"{_IN}(?:全年度?|一?整年|年度|一年(?:内|里|间|时间|当中)?(?!期|以来))"),
    (
        "year",
        rf"(?:\b(?:in|for|over|during|of) )?(?:the )?\b(?:whole|full|entire|complete)[- ](?:calendar )?year\b{_OF}",
    ),
    ("year", rf"(?:\b(?:in|for|over|during) )?(?:the )?\b(?:whole|all|entirety) of {_YEAR}"),
    ("year", rf"(?:\b(?:in|for|the year) )?\b{_YEAR} (?:as a whole|alone)"),
    ("year", rf"(?:\b(?:in|within|over) )?\b(?:a|one) single year\b{_OF}|\bannual\b"),
    ("month", rf"{_IN}(?P<n>{_NUMERAL})月(?:份)?(?!{_TO}\d)"),
    ("month", rf"\b(?:in )?{_SOME_MONTH},? ?{_YEAR}"),
)
_SPANS = tuple((kind, pattern(form)) for kind, form in _FORMS)
_FULL, _HALF, _QUARTER = 12, 6, 3
_PLAIN_YEAR = pattern(r"^(20[0-4]\d)年?$")


@dataclass(frozen=True, slots=True)
class Span:
    """A time that a number is of.

    ``kind`` is ``range`` (months ``first`` to ``last`` of ``year``, which may be unknown), ``until`` (the state at the
    end of a month), ``since``, or ``recent`` (the last ``last`` years).
    """

    kind: str
    year: int | None
    first: int = 1
    last: int = _FULL

    @property
    def is_whole_year(self) -> bool:
        """Whether it is one year, from its first month to its last."""
        return self.kind == "range" and (self.first, self.last) == (1, _FULL)

    def differs_from(self, other: Span) -> bool | None:
        """Whether two numbers of such times cannot be one; ``None`` where that is not certain.

        >>> span_in("全年").differs_from(span_in("2023年1—10月"))
        True
        >>> span_in("by the end of 2023").differs_from(span_in("in 2023 alone")) is None
        True
        """
        if {self.kind, other.kind} & {"since"}:
            return False if self == other else None
        if self.kind != other.kind:
            # What is so at a date may be so for the year; what is of three years is not of one.
            return True if "recent" in {self.kind, other.kind} else None
        years = self.year is not None and other.year is not None and self.year != other.year
        return years or (self.first, self.last) != (other.first, other.last)


def span_in(text: str) -> Span | None:
    """The time that a text names, by more than a year.

    >>> span_in("2023年1—10月"), span_in("in the first half of 2023")
    (Span(kind='range', year=2023, first=1, last=10), Span(kind='range', year=2023, first=1, last=6))
    >>> span_in("the last three years (no years given)"), span_in("截至2024年3月")
    (Span(kind='recent', year=None, first=1, last=3), Span(kind='until', year=2024, first=1, last=3))
    >>> span_in("5G用户数") is None
    True
    """
    folded = fold(text)
    for kind, form in _SPANS:
        if match := form.search(folded):
            return _read(kind, {k: v for k, v in match.groupdict().items() if v})
    return None


def span_of_names(names: Iterable[str]) -> Span | None:
    """The time that a period is by its names; a year is all of it."""
    for name in names:
        if (span := span_in(name)) is not None:
            return span
        if plain := _PLAIN_YEAR.match(fold(name)):
            return Span("range", int(plain[1]))
    return None


def without_span(text: str) -> str:
    """A folded text without the words of its time, but with its year."""
    if (place := place_of_span(text)) is None:
        return text
    start, end = place
    year = re.search(r"20[0-4]\d", text[start:end])
    kept = f" {year[0]}年 " if year else " "
    return text[:start] + kept + text[end:]


def place_of_span(text: str) -> tuple[int, int] | None:
    """Where a folded text names its time: 「in the first half」 is no half of anything else."""
    return next((match.span() for _, form in _SPANS if (match := form.search(text))), None)


def _read(kind: str, groups: dict[str, str]) -> Span:
    year = int(groups["year"]) if groups.get("year") else None
    n, m = (_NUMERALS.get(word) or _MONTHS.get(word) or 0 for word in (groups.get("n", ""), groups.get("m", "")))
    if kind == "half":
        n = 1 if groups["n"] in {"上", "first", "1"} else 2
    first, last = {
        "recent": (1, n or 1),
        "until": (1, n or _FULL),
        "months": (n, m),
        "first": (1, m),
        "half": (_HALF * (n - 1) + 1, _HALF * n),
        "quarters": (1, _QUARTER * n),
        "quarter": (_QUARTER * (n - 1) + 1, _QUARTER * n),
        "month": (n, n),
    }.get(kind, (1, _FULL))
    return Span(kind if kind in {"recent", "since", "until"} else "range", year, first, last)
