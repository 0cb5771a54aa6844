"""How far a thing is, in words: whether it is real yet, or which status the source gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.question import Question
from dgkg.ask.search import Found
from dgkg.ask.status import status_of
from dgkg.namespaces import DGO, DGS
from dgkg.words import Words

__all__ = ["progress"]

_DONE = {DGS.done, DGS.inService, DGS.issued}
_HOW_FAR = re.compile(
    r"如何|怎样|怎么样|哪一?步|什么阶段|什么状态|何种状态|进展|进度|什么程度"
    r"|\bhow (?:is|are|far|much progress)\b|\bwhat (?:is|was|are|were)\b"
    r"|\bwhat (?:stage|status)\b"
)
_WHETHER = re.compile(r"吗|[了]没|没有|是否|是不是|已经|还是|\b(?:already|yet)\b")
_OF_EACH = re.compile(r"分别|各(?:自|到|是|处)|\beach\b|\brespectively\b", re.IGNORECASE)


def progress(words: Words, lang: str, question: Question, chosen: Sequence[Found]) -> str:
    """Yes, no or the status of what a question names, with its passage; nothing where no status is told of it."""
    found = status_of(question, chosen)
    if not found or _OF_EACH.search(question.text):
        return ""
    mark, zh = words.label(found[1].page.sentence, lang), lang == "zh"
    # A plan for 2023 to 2025 need not be of 2023.
    told = _years_told(question, chosen) | (found[1].item.years if found[0] != DGS.issued else frozenset())
    if question.years and found[0] in _DONE and not told:
        # Whether it was in that year is not told.
        return ""
    if question.years and found[0] in _DONE and told.isdisjoint(question.years):
        return f"不是，报告所述时间与此不同 [{mark}]。" if zh else f"No; the report dates it otherwise [{mark}]."
    text = question.text.lower()
    asks_how = bool(_HOW_FAR.search(text)) and not _WHETHER.search(text)
    if asks_how and not question.of_kind("entity", "place"):
        # What was done for a field is not how far the field is.
        return ""
    return _told(found[0], words.label(found[0], lang), mark, zh=zh, asks_how=asks_how)


def _told(status: URIRef, label: str, mark: str, *, zh: bool, asks_how: bool) -> str:
    if asks_how or status == DGS.underway:
        # 「进展如何」 is no question for yes or no.
        return f"报告所述状态：{label} [{mark}]。" if zh else f"Its status in the report: {label} [{mark}]."
    if status in _DONE:
        return f"是，报告称其{label} [{mark}]。" if zh else f"Yes: {label}, the report says [{mark}]."
    if zh:
        return f"没有。报告没有说已实现，所述状态为：{label} [{mark}]。"
    return f"No, not yet: in the report it has the status “{label}” [{mark}]."


def _years_told(question: Question, chosen: Sequence[Found]) -> frozenset[int]:
    """The years in which what is named is told to have come about."""
    asked = {t for u in question.of_kind("entity") for t in u.things}
    on_it = [f for f in chosen if f.item.node in asked]
    # Not the years in a name: 「三年行动方案（2023—2025年）」.
    dates = (date for f in on_it for relation in (DGO.issueDate, DGO.date) for date in f.item.data.get(relation, ()))
    told = (str(date)[:4] for date in dates)
    during = (f.item.years for f in on_it if f.item.relation == DGO.during)
    return frozenset(int(year) for year in told if year.isdecimal()).union(*during)
