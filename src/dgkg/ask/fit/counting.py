"""Whether a number that is told is the one asked for: of the thing that is counted, in its unit, or in words."""

from __future__ import annotations

import re

from rdflib import Literal, URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, NO_COUNTS, Found
from dgkg.ask.language.question import HEAVY, TELLING, Question
from dgkg.ask.language.tokens import features, fold
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["is_number_asked"]

_NAMED_SO = 0.85
_NEXT_TO, _PAIR = 10, 2
_DIGITS = pattern(r"[一二三四五六七八九十两]\w?(?:个|家|项|份|大|类)")
_MEASURING = {"growth", "cap", "share", "rank", "difference", "ratio", "sum", "average", "highest", "compare", "base"}
_HOW_MANY = pattern(r"(?:how many|number of)\s+(?:the |such )?|(?:多少|几)")
_AMOUNT = pattern(
    r"多少(?![位名])|几[支队笔轮批层栋辆张吨套]|how (?:many|much)(?! places)|\bwhat (?:amount|value)\b|in yuan"
)
_HOW_MUCH = pattern(r"金额|多少钱|how much\b|\bwhat (?:amount|value)\b|in yuan")
_KINDS = pattern(
    r"(?:sorts|kinds|types|categories|ways|respects|aspects|fields|areas|points)\b|个?(?:类|种|方面|点|块)"
)
_DURATION = pattern(r"how long|多久|多长时间|几年|多少年|期限|how many years")
_YEARS = pattern(r"年|月|天")
_IN_LETTERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_MEASURE = pattern(r"[多少几]+([家个条份项场座宗人位名户台处款件次天年亿万元度])")


def is_number_asked(index: Index, question: Question, f: Found) -> bool:
    """Whether an item gives the number that is asked for: a figure of it, a place, or so many in words."""
    if f.item.figure is not None:
        return ("count" not in question.roles or f.item.figure.unit not in NO_COUNTS) and _is_addressed(
            index, question, f
        )
    if _DURATION.search(question.text.lower()) and f.item.data.keys() & {DGO.consecutiveYears, DGO.coversPeriod}:
        return True
    if "count" in question.roles and f.item.kind in {"membership", "recognition"}:
        return (
            not _is_one_named(question, f)
            and _is_of_many(index, question)
            and all(
                c >= COVERED for u, c in zip(question.units, f.own, strict=True) if u.weight >= TELLING and u.is_known
            )
        )
    if "count" in question.roles:
        return f.item.kind != "rank" and _counts_in_words(question, f)
    is_place = f.item.kind == "rank" and ("rank" in question.roles or not _AMOUNT.search(fold(question.text)))
    return is_place or (not _asks_for_a_quantity(question) and bool(_DIGITS.search(_texts(f))))


def _is_one_named(question: Question, f: Found) -> bool:
    """Whether an item says that what is named is one of a list, which tells of no number within it."""
    held = {t for p in (DGO.member, DGO.recipient) for t in f.item.data.get(p, ())}
    return bool(held) and held <= {t for u in question.units for t in u.things} | question.city


def _counts_in_words(question: Question, f: Found) -> bool:
    """Whether it is told in words how many there are of the very thing that is counted: 「十名优秀企业首席数据官」."""
    text = fold(_texts(f))
    telling = [re.escape(u.text) for u in question.units if u.weight >= TELLING and u.is_known]
    return any(
        re.search(rf"[一二三四五六七八九十两]+[个家名位项款大条所座份]\w{{0,6}}{name}", text)
        # Three problems of small firms are no three firms.
        or re.search(rf"\b(?:{_IN_LETTERS}) (?:(?!of\b|in\b|for\b|with\b|to\b)[\w-]+ ){{0,4}}{name}", text)
        for name in telling
    )


def _asks_for_a_quantity(question: Question) -> bool:
    """Whether a sum or a named quantity is asked for: 「三家企业」 in what is told of it is no output value."""
    named = [t for u in question.units if u.is_quantity and u.weight >= HEAVY for t in u.things]
    # 「五大产品体系」 does say how many there are.
    return any(not t.endswith("-count") for t in named) or bool(_HOW_MUCH.search(fold(question.text)))


def _is_of_many(index: Index, question: Question) -> bool:
    """Whether what is named can have members to be counted: a kind, a list, a programme, but no single body."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    telling = [u for u in question.units if u.weight >= TELLING]
    return any(
        u.kind not in {"entity", "place"}
        or not any(is_a(types.get(t, ()), cls) for t in u.things for cls in (DGO.Organization, DGO.Place))
        for u in telling
    )


def _is_addressed(index: Index, question: Question, f: Found) -> bool:
    """Whether a question asks for what a figure measures, not only for the thing that it is of."""
    if question.has_parts or question.roles & _MEASURING or question.numbers:
        return True
    measured = {t for p in (DGO.indicator, DGO.ofIndicator, DGO.population) for t in f.item.data.get(p, ())}
    words = frozenset().union(*(index.lexicon.features.get(t, frozenset()) for t in measured if isinstance(t, URIRef)))
    asked = [u for u in question.units if u.kind not in {"entity", "place", "elsewhere", "beyond"}]
    # Of nothing but a thing that is itself measured (5G基站) its measure is asked.
    asked = asked or [u for u in question.of_kind("entity") if not u.things & question.wider]
    if any(u.things & measured or (features(u.text) | {w for ws, _ in u.words for w in ws}) & words for u in asked):
        return True
    if _DURATION.search(question.text.lower()) and f.item.figure and _YEARS.search(f.item.figure.text):
        return True
    if _is_counted(question, f) or _is_all_covered(question, f):
        return True
    counted = _MEASURE.search(question.text)
    return bool(counted and f.item.figure and counted[1] in f.item.figure.text)


def _is_all_covered(question: Question, f: Found) -> bool:
    """Whether a count is of the very body that is named, in a passage that tells of all else that is asked."""
    if f.item.figure is None or f.item.figure.unit in NO_COUNTS or "count" not in question.roles:
        return False
    telling = [(u, o, c) for u, o, c in zip(question.units, f.own, f.covered, strict=True) if u.weight >= TELLING]
    all_known = all(u.is_known for u in question.units)
    if (len(telling) > _PAIR or (telling and all_known)) and min(o for _, o, _ in telling) >= _NAMED_SO:
        # Every word that says anything is said of it.
        return True
    named = [o for u, o, _ in telling if u.kind in {"entity", "place"}]
    rest = [c for u, _, c in telling if u.kind not in {"entity", "place"}]
    return bool(named) and min(named) >= 1 and bool(rest) and min(rest) >= COVERED


def _is_counted(question: Question, f: Found) -> bool:
    """Whether a count is of the very thing that is counted, or of kinds, in a passage that tells all that is asked."""
    if f.item.figure is None or f.item.figure.unit in NO_COUNTS:
        return False
    text = fold(question.text)
    asking = _HOW_MANY.search(text)
    if asking is None:
        return False
    rest = text[asking.end() :]
    near = {u.text for u in question.units if 0 <= rest.find(u.text) <= _NEXT_TO}
    if any(u.kind == "entity" and u.text in near and c >= 1 for u, c in zip(question.units, f.own, strict=True)):
        return True
    telling = [c for u, c in zip(question.units, f.covered, strict=True) if u.weight >= TELLING]
    return bool(_KINDS.match(rest)) and min(telling, default=0.0) >= COVERED


def _texts(f: Found) -> str:
    return " ".join(str(v) for values in f.item.data.values() for v in values if isinstance(v, Literal))
