"""Whether a text says no more than its rows: every number from them, every clause with its mark.

A number is compared by what it amounts to (``555.3亿元`` and ``CNY 55.53 bn`` are one), to the
digits that are printed. Values that the rows hold as numbers may also be added, subtracted and
divided; nothing else can be made of them without being invented.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from itertools import combinations, pairwise, permutations
from typing import TYPE_CHECKING

from rdflib import Literal

from dgkg.figure import POWERS

if TYPE_CHECKING:
    from dgkg.solutions import Solutions

__all__ = ["MARK", "bare_clauses", "stray_numbers", "without_marks"]

MARK = re.compile(r"\[(\d[\d.]*-[a-z][a-z0-9-]*)\]")
_NUMBER = re.compile(
    r"(?<![\d.])(\d+(?:\.\d+)?)\s*(万亿|千万|百万|[百千万亿]|trn|bn|m(?![a-z])|[tbmr]*illion|thousand)?", re.IGNORECASE
)
# The whole of a share, and what makes it one: no figure of anything.
_HUNDRED = re.compile(r"×\s*100(?![\d.])|\b100% [−+]|÷ 100%|(?:[><≤≥]|超过|exceed)\s*100\s*%")
# How many rows are not told in words: fewer than there are.
_MORE = re.compile(r"另有(\d+)条，见数据行|\b(\d+) more (?:is|are) in the rows of this answer")
# How many names are listed behind it.
_LISTED = re.compile(
    r"点名的有(?P<zh>\d+)\w?(?:（[^）]*）)?：(?P<names>[^\[\n]+?)\s*\["
    r"|\b(?P<en>\d+) are named(?: \([^)]*\))?: (?P<listed>[^\[\n]+?)\s*\["
)
# The printed name beside an English one.
_ORIGINAL = re.compile(r" \([^()]*[\u3400-\u9fff][^()]*\)")
_WHOLE = 100
_MOST_FIGURES = 24
_VERDICT = 3
_MARKS = rf"(?:\s*{MARK.pattern})*"
_STOP = re.compile(rf"[。！？]{_MARKS}[。.]?|[.!?](?:{_MARKS}[.]?(?=\s+[A-Z“])|(?:\s*{MARK.pattern})+)")
_ABBREVIATED = re.compile(r"(?:^|[^A-Za-z])(?:no|co|ltd|inc|vs|approx|para|e\.g|i\.e)\.$", re.IGNORECASE)
_INSIDE = re.compile(r"（[^（）]*）|\([^()]*\)|［[^［］]*］|“[^“”]*”|《[^《》]*》|「[^「」]*」")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text: how it is written, what it amounts to, and how exactly."""

    written: str
    amount: Decimal
    step: Decimal

    def is_about(self, other: Decimal) -> bool:
        """Whether another number, rounded as this one is written, is this one."""
        return abs(self.amount - other) * 2 <= self.step


def without_marks(text: str) -> str:
    """A text without its citation marks."""
    return MARK.sub("", text)


def numbers_of(text: str) -> Iterator[Number]:
    """The numbers of a text, each with its scale."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", unicodedata.normalize("NFKC", text))
    for found in _NUMBER.finditer(plain):
        power = Decimal(10) ** POWERS.get((found[2] or "").lower(), 0)
        step = Decimal(1).scaleb(int(Decimal(found[1]).as_tuple().exponent))
        yield Number(found[0].strip(), Decimal(found[1]) * power, step * power)


def stray_numbers(text: str, solutions: Solutions, question: str = "") -> list[str]:
    """The numbers of a text that neither its rows give nor can be computed from them.

    Args:
        text: what is told; citation marks are no numbers.
        solutions: the rows it was told from.
        question: what was asked; to repeat a number of it invents nothing.
    """
    plain = _MORE.sub(lambda m: "" if int(m[1] or m[2]) < len(solutions) else m[0], without_marks(text))
    told = list(numbers_of(_HUNDRED.sub("", plain)))
    if not told:
        return []
    texts = list(_texts(solutions))
    given = {n.amount for n in numbers_of(" ; ".join([question, *_glosses(text, solutions), *texts]))}
    given |= set(_listed(text, texts))
    stray = [n for n in told if n.amount not in given]
    computed = _computed(_figures(solutions), solutions) if stray else ()
    return [n.written for n in stray if not any(n.is_about(value) for value in computed)]


def _glosses(text: str, solutions: Solutions) -> Iterator[str]:
    """What the passages that a text marks are about, in the record's own words."""
    for mark in MARK.findall(text):
        if (passage := solutions.words.library.passage(mark)) is not None:
            yield from passage.gloss.values()


def _listed(text: str, texts: Sequence[str]) -> Iterator[Decimal]:
    """The counts before lists of just so many different names, each of which the rows have."""
    known = " ; ".join(texts)
    for found in _LISTED.finditer(text):
        told = _ORIGINAL.sub("", found["names"] or found["listed"])
        names = re.split("; " if "; " in told else "、|, ", told)
        if all(name in known for name in names):
            yield Decimal(len(set(names)))


def _texts(solutions: Solutions) -> Iterator[str]:
    """All that the rows say, in both languages, and their literals as they stand."""
    for lang in ("zh", "en"):
        for row in solutions.cells(lang):
            yield from (str(cell) for cell in row if cell is not None)
    for terms in solutions.table.rows:
        yield from (str(term) for term in terms if isinstance(term, Literal))


def _figures(solutions: Solutions) -> list[Decimal]:
    """The values that the rows hold as numbers."""
    found: dict[Decimal, None] = {}
    for row in solutions.table.rows:
        for term in row:
            if (
                isinstance(term, Literal)
                and isinstance(term.value, (int, Decimal))
                and not isinstance(term.value, bool)
            ):
                found.setdefault(Decimal(term.value))
    return list(found)[:_MOST_FIGURES]


def _computed(figures: list[Decimal], solutions: Solutions) -> list[Decimal]:
    """What can be counted, or computed from two values of the rows, or from all of them."""
    counts = {Decimal(n) for n in _counts(solutions)}
    made = [*counts, sum(figures, Decimal(0))]
    for a, b in permutations(figures, 2):
        made += [a + b, a - b, a * (1 + b / 100)]
        for divisor in (b, 1 + b / 100):
            try:
                made.append(a / divisor)
            except (DivisionByZero, InvalidOperation):
                continue
        if b:
            made += [a / b * 100, (a / b - 1) * 100]
        if a != b:
            # An increase over the level before it: 84 of 1,454 is a growth of 6.13 %.
            made.append(a / (b - a) * 100)
    # A sum before it grew, as the audit works it out for a group.
    made += [(a + b) / (1 + c / 100) for a, b in combinations(figures, 2) for c in figures if c != -_WHOLE]
    return made


def _counts(solutions: Solutions) -> set[int]:
    """How many rows there are, how many different values a column has, and has where another column has one value."""
    found = {len(solutions)}
    columns = [solutions.column(variable) for variable in solutions.variables]
    for column in columns:
        found.add(len({term for term in column if term is not None}))
        for other in columns:
            groups: dict[object, set[object]] = {}
            for key, term in zip(other, column, strict=True):
                groups.setdefault(key, set()).add(term)
            found |= {len(group) for group in groups.values()}
    return found


def bare_clauses(text: str, cited: Iterable[str]) -> list[str]:
    """The clauses of a text without a mark of a passage that is cited.

    A line that ends in a colon leads over to what follows and needs no mark of its own.
    """
    known = set(cited)
    bare = []
    for line in text.splitlines():
        for clause in _clauses(line):
            if clause.rstrip().endswith((":", "：")) or not _WORD.search(without_marks(clause)):
                continue
            marks = set(MARK.findall(clause))
            if not marks or not marks <= known:
                bare.append(clause.strip())
    return bare


def _clauses(line: str) -> list[str]:
    """A line at its full stops; those inside brackets and quotation marks end nothing."""
    hidden, shown = line, ""
    while hidden != shown:
        shown, hidden = hidden, _INSIDE.sub(lambda m: "_" * len(m[0]), hidden)
    stops = (m.end() for m in _STOP.finditer(hidden))
    places = [0, *(p for p in stops if not _ABBREVIATED.search(line[:p])), len(line)]
    clauses: list[str] = []
    for a, b in pairwise(places):
        # "Yes." or 没有。 says nothing without what follows it.
        if clauses and len(_WORD.findall(clauses[-1])) <= _VERDICT:
            clauses[-1] += line[a:b]
        elif line[a:b].strip():
            clauses.append(line[a:b])
    return clauses
