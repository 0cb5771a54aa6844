"""A claim whose number the source prints of something else: 907.2亿元 as imports, where it is trade both ways.

Nothing decides such a claim, for no figure is of all that it names. The number itself is no chance,
though, where the figure shares what the claim is about: the reader is told what it is of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dgkg.ask.items.index import Index, Page
from dgkg.ask.items.search import Found, search, unasked
from dgkg.ask.language.claimed_amounts import ClaimedAmount, amounts_claimed
from dgkg.ask.language.question import TELLING, Question
from dgkg.ask.language.tokens import fold
from dgkg.interval import interval_of
from dgkg.namespaces import DGO, DGS
from dgkg.pattern import pattern

__all__ = ["figures_quoted", "may_be_meant", "numbers_explained", "quoted_beside"]

_SAID_AS_IT_IS = {"exact", "about"}
# 「60%」 stands at many places; of a number with so many digits that is not by chance.
_TELLING_DIGITS, _MOST, _NOT_BY_CHANCE = 3, 2, 10
_EXPLAIN = pattern(
    r"指的?是?(?:什么|啥)|是什么(?:数|意思|指标|口径)|(?:代表|意味着|说的是)(?:什么|啥)|怎么来的"
    r"|\b(?:refers? to|stands? for|what (?:is|are|does|do) (?:the )?(?:figures?|numbers?)? ?.*(?:mean|measure|of))\b"
)
# What asks for the meaning of a number, and for nothing that could be another value of what is named beside it.
_REFERS = pattern(
    r"指的?是?(?:什么|啥)|代表(?:什么|啥)|是什么的(?:数|占比|比例|比重)|\b(?:refers?|referring) to\b|\bstands? for\b"
)
_SENTENCE = pattern(r"-[a-z]+\d+$")
_DIGIT_OF_A_NAME = pattern(r"[\d一二三四五六七八九十两]")


def figures_quoted(index: Index, question: Question) -> list[Found]:
    """The figures that print the number of a claim and share what it is about; none where these are several things."""
    if "yesno" not in question.roles:
        return []
    names = [u.text for u in question.units if u.things and _DIGIT_OF_A_NAME.search(u.text)]
    amounts = [a for a in amounts_claimed(fold(question.text), names) if _is_telling(a)]
    if not amounts:
        return []
    told = [
        f for f in search(index, replace(question, years=frozenset(), section=""))
        if any(_prints(f, amount) for amount in amounts) and _shares(question, f)
    ]  # fmt: skip
    return told if 0 < len({f.item.node for f in told}) <= _MOST else []


def quoted_beside(index: Index, question: Question, amount: ClaimedAmount, told: Sequence[Found]) -> list[Found]:
    """The figures that do print a number which is wrong of what is claimed: in the passages that say what is right.

    Where those do not print it, figures elsewhere that share what the claim is about.
    """
    if amount.side not in _SAID_AS_IT_IS or amount.value < _NOT_BY_CHANCE:
        return []
    pages, known = {f.page for f in told}, {f.key for f in told}
    beside = [unasked(question, page, item) for page in pages for item in page.items]
    elsewhere = (f for f in search(index, replace(question, years=frozenset(), section="")) if _shares(question, f))
    found: list[Found] = []
    for figures in (beside, elsewhere):
        found = found or [f for f in figures if _prints(f, amount) and f.key not in known]
    if not found and amount.value >= _NOT_BY_CHANCE**2:
        # A number that is printed only once is no chance wherever it stands.
        anywhere = (unasked(question, page, item) for page in index.pages for item in page.items)
        only = [f for f in anywhere if _prints(f, amount) and f.key not in known]
        found = only if len(only) == 1 else []
    return found if len(found) <= _MOST else []


def numbers_explained(index: Index, question: Question) -> list[Found]:
    """What each number of a question is of, where nothing else is asked, with the shares that are stated of it."""
    text = fold(question.text)
    amounts = [a for a in amounts_claimed(text) if not a.is_spelled]
    telling = [u for u in question.units if u.weight >= TELLING and any(not t.startswith(str(DGS)) for t in u.things)]
    if not amounts or (telling and not _REFERS.search(text)) or not _EXPLAIN.search(text):
        return []
    # 「千兆城市那段里的61.4%指什么」: where it stands is told by what is named.
    paragraphs = {_paragraph(p) for p in index.pages if all(u.things & p.things for u in telling)}
    passages = [p for p in index.pages if _paragraph(p) in paragraphs]
    told: list[Found] = []
    for amount in amounts:
        figures = _printing(question, passages, amount) or _printing(question, index.pages, amount)
        if not 0 < len(figures) <= _MOST:
            return []
        nodes = {f.item.node for f in figures}
        told += figures
        told += [
            unasked(question, f.page, item) for f in figures for item in f.page.items
            if nodes & {t for p in (DGO.part, DGO.shareOf) for t in item.data.get(p, ())}
        ]  # fmt: skip
    return list({f.key: f for f in told}.values())


def _printing(question: Question, pages: Sequence[Page], amount: ClaimedAmount) -> list[Found]:
    """The figures of some passages that are just a number."""
    return [
        f for page in pages for item in page.items
        if item.figure is not None and item.kind == "figure" and _prints(f := unasked(question, page, item), amount)
    ]  # fmt: skip


def _paragraph(page: Page) -> str:
    return _SENTENCE.sub("", page.sentence)


def may_be_meant(f: Found, quoted: Sequence[Found]) -> bool:
    """Whether something found is another figure of the same quantity as those that print the number, or beside them."""
    if f.item.figure is None or f.key in {q.key for q in quoted}:
        return False
    measured = {t for q in quoted for t in q.item.data.get(DGO.indicator, ())}
    return f.page in {q.page for q in quoted} or not measured.isdisjoint(f.item.data.get(DGO.indicator, ()))


def _is_telling(amount: ClaimedAmount) -> bool:
    digits = amount.value.normalize().as_tuple().digits
    return amount.side in _SAID_AS_IT_IS and amount.kind != "term" and len(digits) >= _TELLING_DIGITS


def _prints(f: Found, amount: ClaimedAmount) -> bool:
    """Whether a figure is just that number, of the same sort."""
    figure = f.item.figure
    known = interval_of(figure) if figure is not None and amount.is_measured_like(figure) else None
    return known is not None and known.nominal == amount.value


def _shares(question: Question, f: Found) -> bool:
    """Whether a figure itself tells a part of a question, the city and wider places apart."""
    parts = zip(question.units, f.own, strict=True)
    return any(u.weight >= TELLING and not u.things & question.wider and own > 0 for u, own in parts)
