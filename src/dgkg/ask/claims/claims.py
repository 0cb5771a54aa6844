"""What a question claims, and whether what is stated decides it: a number, a direction, which of two is more.

「电池占集群产值两成吧」 is right or wrong by the figure of that very thing: one that is of all that the
claim names, and of nothing else that it does not name. The words that only make the claim (around a
fifth, fell, 比…多, right?) are taken off before the figure is looked for. Where no such figure is
stated, or two of them do not agree, nothing is decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dgkg.ask.claims.against_average import against_average
from dgkg.ask.claims.claimed_comparison import compared
from dgkg.ask.claims.claimed_direction import (
    asks_direction,
    direction_in,
    is_directed,
    of_direction,
    of_either_direction,
)
from dgkg.ask.claims.claimed_figures import core_of
from dgkg.ask.claims.claimed_number import of_amount
from dgkg.ask.claims.claimed_relations import related
from dgkg.ask.claims.claimed_scope import (
    Misattribution,
    Scope,
    counts_of_sets,
    is_of_part_of_year,
    is_of_scope,
    misattributed,
    scope_alone,
    scope_in,
)
from dgkg.ask.claims.nearest_figure import of_nearest
from dgkg.ask.claims.quoted import quoted_beside
from dgkg.ask.claims.sole import of_the_sole
from dgkg.ask.claims.verdict import Verdict
from dgkg.ask.items.index import Index
from dgkg.ask.language.claim_form import asks_more, bare_claim, denies_so
from dgkg.ask.language.claimed_amounts import ClaimedAmount, amounts_claimed
from dgkg.ask.language.question import Question
from dgkg.ask.language.spans import place_of_span
from dgkg.ask.language.tokens import fold
from dgkg.ask.states.standing import leads, place_in, runs_otherwise
from dgkg.pattern import pattern

__all__ = ["judged"]

_TOTAL = pattern(r"加起来|相加|之和|\badd(?:s|ed)? up\b|\bsums? to\b|[\d\u4e00-\u9fff]倍|\btimes\b|所有|全部|\ball\b")
# What a number counts, up to the next part of a claim, and what such parts are set apart by.
_COUNTED = pattern(r"(?:(?!(?: (?:in|and|with|of which|across|over|from) )|[，,、；;和及含共达]).)*")
_BETWEEN = pattern(r"[，,；;](?!\d)| and (?=\D)| with ")
# 「比上一年进步了」: a direction, and no comparison of two things.
_YEAR_BEFORE = pattern(
    r"(?:比|较)(?:上一?年|去年|前一?年|上年同期|往年|20\d\d年)(?:同期)?"
    r"|\bthan (?:in )?(?:the year before|the previous year|last year|a year (?:earlier|before|ago)|20\d\d)\b"
)
_COMPARES = pattern(r"(?<!占)比(?!重|例|率|较)|\bthan\b")


def judged(index: Index, question: Question) -> Verdict | None:
    """Whether what a question claims is so; ``None`` where it claims nothing that what is stated decides."""
    text = bare_claim(fold(question.text))
    if question.of_kind("elsewhere"):
        return None
    if (sole := of_the_sole(index, question, text)) is not None:
        return sole
    if (stands := against_average(index, question, text)) is not None:
        return stands
    if asks_direction(text):
        return of_either_direction(index, question, text)
    amounts = _numbers_of(question, text)
    # What denies within a bound (不到, not even) is of the bound.
    rest = _blanked(text, [a.span for a in amounts])
    is_denied = denies_so(rest) and not direction_in(text)
    if "yesno" not in question.roles or asks_more(text) or is_denied:
        return None
    is_plain = not _TOTAL.search(text) and not question.of_kind("beyond")
    verdict = _of_amounts(index, question, text, amounts, is_plain=is_plain) if amounts else None
    if verdict is None and all(a.is_spelled for a in amounts):
        verdict = _of_scope(index, question, rest)
        if verdict is None and is_plain:
            verdict = _of_no_amount(index, question, text)
    return verdict


def _numbers_of(question: Question, text: str) -> list[ClaimedAmount]:
    """The numbers that a claim states, those apart that its names and its time are written with."""
    names = [u.text for u in question.units if u.things and re.search(r"[\d一二三四五六七八九十两]", u.text)]
    start, end = place_of_span(text) or (0, 0)
    # 「in the first half of 2023」 is no half of anything.
    return [a for a in amounts_claimed(text, names) if not (start <= a.span[0] and a.span[1] <= end)]


def _of_scope(index: Index, question: Question, text: str) -> Verdict | None:
    """Whether a number that is not given is of the time or scope that is claimed."""
    alone = scope_alone(index, question, scope_in(text))
    if isinstance(alone, Misattribution):
        return Verdict("no", alone.figures, by_property=alone.property)
    return Verdict("yes", alone) if alone is not None else None


def _of_amounts(
    index: Index, question: Question, text: str, amounts: Sequence[ClaimedAmount], *, is_plain: bool
) -> Verdict | None:
    """Whether the numbers of a claim are right; a small count in words beside them only where it is wrong."""
    printed = [a for a in amounts if not a.is_spelled]
    verdict = _of_each(index, question, text, printed or amounts, is_plain=is_plain)
    if not printed or len(printed) == len(amounts) or (verdict is not None and verdict.is_so != "yes"):
        return verdict
    whole = _of_each(index, question, text, amounts, is_plain=is_plain)
    return whole if whole is not None and whole.is_so == "no" else verdict


def _of_each(
    index: Index, question: Question, text: str, amounts: Sequence[ClaimedAmount], *, is_plain: bool
) -> Verdict | None:
    """Whether each number of a claim is right; one that is wrong makes all of it wrong."""
    told = []
    for amount in amounts:
        verdicts = (
            _of_number(index, question, rest, scope_in(rest), amount, is_plain=is_plain)
            for rest in _around(text, amount, amounts)
        )  # fmt: skip
        verdict = next((v for v in verdicts if v is not None), None)
        if verdict is None and is_plain:
            nearest = (of_nearest(index, question, rest, amount) for rest in _around(text, amount, amounts))
            verdict = next((v for v in nearest if v is not None), None)
        if verdict is not None and verdict.is_so == "no" and verdict.by_property is None:
            verdict = replace(verdict, quoted=tuple(quoted_beside(index, question, amount, verdict.by)))
        told.append(verdict)
    if len(told) == 1:
        return told[0]
    wrong = [v for v in told if v is not None and v.is_so == "no"]
    decided = [v for v in told if v is not None]
    if wrong and all(v.by_property is None for v in wrong):
        by = {f.key: f for v in (*wrong, *decided) for f in v.by}
        return Verdict("no", tuple(by.values()), quoted=tuple(f for v in wrong for f in v.quoted if f.key not in by))
    if len(decided) == len(told) and {v.is_so for v in decided} == {"yes"}:
        return Verdict("yes", tuple({f.key: f for v in decided for f in v.by}.values()))
    return wrong[0] if wrong else None


def _around(text: str, amount: ClaimedAmount, amounts: Sequence[ClaimedAmount]) -> Iterator[str]:
    """What a claim says of one of its numbers: all but the others with what they count, then its own clause alone."""
    others = [a for a in amounts if a is not amount]
    spans = [(a.span[0], m.end()) for a in others if (m := _COUNTED.match(text, a.span[1])) is not None]
    yield _blanked(text, [amount.span, *spans])
    if others:
        start = max((m.end() for m in _BETWEEN.finditer(text, 0, amount.span[0])), default=0)
        end = _BETWEEN.search(text, amount.span[1])
        yield _blanked(text, [amount.span])[start : end.start() if end else len(text)]


def _of_number(
    index: Index, question: Question, text: str, scope: Scope, amount: ClaimedAmount, *, is_plain: bool
) -> Verdict | None:
    """Whether a number is that of what a claim is of, and of no other time or scope."""
    verdict = of_amount(index, question, text, amount) if is_plain else None
    wrong = misattributed(index, question, scope, amount)
    if wrong is None:
        return _within(index, question, scope, amount, verdict) if is_plain else None
    if wrong.is_open:
        return Verdict("open", wrong.figures)
    # What is stated of that which is claimed is told as well.
    right = verdict.by if verdict and verdict.is_so == "no" else ()
    by = tuple({f.key: f for f in (*wrong.figures, *right)}.values())
    sizes = tuple(counts_of_sets(index, question, by))
    return Verdict("no", by, by_property=wrong.property, sizes=sizes)


def _within(
    index: Index, question: Question, scope: Scope, amount: ClaimedAmount, verdict: Verdict | None
) -> Verdict | None:
    """A verdict on a number that takes in of what the number is said to be."""
    if verdict is None and scope:
        # Where the number is right, what it is said to be of has to be stated as well.
        verdict = of_amount(index, question, scope.rest, amount)
        return verdict if verdict and verdict.is_so == "yes" and is_of_scope(index, scope, verdict.by[0]) else None
    if verdict and verdict.is_so == "yes" and scope.span is None and question.years:
        # 「2023年的合同金额」, of which ten months are stated.
        return replace(verdict, is_so="open") if is_of_part_of_year(index, verdict.by[0]) else verdict
    return verdict


def _of_no_amount(index: Index, question: Question, text: str) -> Verdict | None:
    """Whether one of two is more, something grew, or is in a place or on a list, as is claimed."""
    if (two := compared(index, question, text)) is not None:
        return Verdict("yes" if two.is_so else "no", two.pair, two.is_narrower)
    text = _YEAR_BEFORE.sub(" ", text)
    if _COMPARES.search(text):
        return None
    if is_directed(text):
        return of_direction(index, question, text)
    if "status" in question.roles or place_in(text) is not None or leads(text):
        # How far a thing is, and where it ranks, is told otherwise.
        return None
    told = related(index, core_of(index, question, text), text)
    if told and any(runs_otherwise(text, f) for f in told[1]):
        # 「连续三年」 of what has been so for six years is neither right nor wrong.
        return None
    return Verdict(*told) if told else None


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
