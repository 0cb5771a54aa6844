"""How far a thing is, in words: whether it is real yet, or which status the source gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.items.search import COVERED, Found
from dgkg.ask.language.question import TELLING, Question
from dgkg.ask.states.lifecycle import Standing, is_either_or, stages_in
from dgkg.ask.states.status import status_of
from dgkg.namespaces import DGO, DGS
from dgkg.pattern import pattern
from dgkg.words import Words

__all__ = ["progress", "told_standings"]

_WISHES = {DGS.planned, DGS.proposed, DGS.explored, DGS.sought}
_DONE = {DGS.done, DGS.inService, DGS.issued}
_OTHERWISE = ("不是，报告所述时间与此不同 [{}]。", "No; the report dates it otherwise [{}].")
_HOW_FAR = pattern(
    r"如何|怎样|怎么样|哪一?步|什么阶段|什么状态|何种状态|进展|进度|什么程度"
    r"|\bhow (?:is|are|far|much progress)\b|\bwhat (?:is|was|are|were)\b"
    r"|\bwhat (?:stage|status)\b"
)
_WHETHER = pattern(r"吗|[了]没|没有|是否|是不是|已经|还是|\b(?:already|yet)\b")
# Which of several, or who was first, is no question for yes or no.
_OF_EACH = pattern(
    r"分别|各(?:自|到|是|处)|哪|谁|首[个家次位批]|第一[家个]|\b(?:each|respectively|which|who|the first)\b",
    re.IGNORECASE,
)


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
        return _OTHERWISE[not zh].format(mark)
    if found[0] not in _WISHES and (
        _says_more(question, chosen, is_done=found[0] in _DONE) or _is_elsewhere(question, chosen, found[1])
    ):
        # That a chain has been formed does not make it mature, nor towns in three places those of a fourth.
        return ""
    text = question.text.lower()
    asks_how = bool(_HOW_FAR.search(text)) and not _WHETHER.search(text)
    if asks_how and not question.of_kind("entity", "place"):
        # What was done for a field is not how far the field is.
        return ""
    return _told(found[0], words.label(found[0], lang), mark, zh=zh, asks_how=asks_how)


def _says_more(question: Question, chosen: Sequence[Found], *, is_done: bool) -> bool:
    """Whether a claim has a telling word that nothing which is told has, but for those that name a stage.

    That something is not done has to be told of the very thing: a consultation may be complete, the document is not.
    """
    stages = " ".join(question.text.lower()[a:b] for a, b in stages_in(question.text).values())
    whole = [f for f in chosen if len(f.covered) == len(question.units)]
    return any(
        u.kind == "word" and u.weight >= TELLING and u.text not in stages and not u.text.isdecimal()
        and max(((f.covered if is_done else f.own)[n] for f in whole), default=0.0) < COVERED
        for n, u in enumerate(question.units)
    )  # fmt: skip


def _is_elsewhere(question: Question, chosen: Sequence[Found], by: Found) -> bool:
    """Whether a place is named that the passage which gives a status does not tell of."""
    same = [f for f in chosen if f.page is by.page and len(f.covered) == len(question.units)]
    return any(
        max((f.covered[n] for f in same), default=0.0) < COVERED
        for n, u in enumerate(question.units)
        if u.kind == "place" and not u.things & question.wider
    )


def _told(status: URIRef, label: str, mark: str, *, zh: bool, asks_how: bool) -> str:
    if asks_how or status == DGS.underway:
        # 「进展如何」 is no question for yes or no.
        return f"报告所述状态：{label} [{mark}]。" if zh else f"Its status in the report: {label} [{mark}]."
    return _told_so(label, mark, zh=zh, is_so=status in _DONE, is_wish=status in _WISHES)


def _told_so(label: str, mark: str, *, zh: bool, is_so: bool, is_wish: bool = False) -> str:
    """Whether it is so, with the status that the source gives."""
    if is_so:
        return f"是，报告称其{label} [{mark}]。" if zh else f"Yes: {label}, the report says [{mark}]."
    if is_wish:
        if zh:
            return f"没有。报告没有说已实现，只是提出这样的建议或计划，所述状态为：{label} [{mark}]。"
        return f"No, not yet: the report only proposes or plans it, with the status “{label}” [{mark}]."
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


def told_standings(words: Words, lang: str, question: Question, told: Sequence[Standing]) -> str:
    """How far each thing is that is asked about: yes or no, if it is asked so of all alike, then each by its name."""
    zh = lang == "zh"
    if "list" in question.roles and not is_either_or(question):
        return _by_status(words, lang, told)
    of_it = [s for s in told if not s.is_alike]
    (first, *others) = of_it
    label, mark = words.label(first.status, lang), words.label(first.by.page.sentence, lang)
    if not others and not is_either_or(question):
        if first.is_so is None:
            return f"报告所述状态：{label} [{mark}]。" if zh else f"Its status in the report: {label} [{mark}]."
        if first.is_dated_otherwise:
            return _OTHERWISE[not zh].format(mark)
        is_wish = first.status in _WISHES and not first.is_so
        return _told_so(label, mark, zh=zh, is_so=first.is_so, is_wish=is_wish)
    between = "；" if zh else "; "
    named = between.join(_named(words, lang, s, has_verdict=len({x.is_so for x in of_it}) > 1) for s in of_it)
    alike = [s for s in told if s.is_alike]
    if alike:
        led = "另有名称相近的：" if zh else "of a like name, elsewhere: "
        named += between + led + between.join(_named(words, lang, s) for s in alike)
    begins = "报告所述状态：" if zh else "By the report: "
    if all(s.is_so for s in of_it):
        begins = "是：" if zh else "Yes: "
    elif all(s.is_so is False for s in of_it):
        begins = "没有：" if zh else "No, not yet: "
    return f"{begins}{named}{'。' if zh else '.'}"


def _named(words: Words, lang: str, standing: Standing, *, has_verdict: bool = False) -> str:
    """One thing with its status: 「公共数据管理办法：是，已印发」."""
    zh = lang == "zh"
    status = words.label(standing.status, lang)
    if standing.is_advice and standing.status != DGS.proposed:
        # What is to be explored is so on the report's own advice.
        status = (
            f"{words.label(DGS.proposed, lang)}（{status}）" if zh else f"{words.label(DGS.proposed, lang)} ({status})"
        )
    verdict = ""
    if has_verdict and standing.is_so is not None:
        so, not_so = ("是，", "没有，") if zh else ("yes, ", "not yet, ")
        verdict = so if standing.is_so else not_so
    mark = words.label(standing.by.page.sentence, lang)
    return f"{words.label(standing.thing, lang)}{'：' if zh else ': '}{verdict}{status} [{mark}]"


def _by_status(words: Words, lang: str, told: Sequence[Standing]) -> str:
    """Things of each status together: 「已印发：…、…；已编制未印发：…」."""
    zh = lang == "zh"
    between, colon = ("、", "：") if zh else (", ", ": ")
    parts = []
    for status in dict.fromkeys(s.status for s in told):
        named = (
            f"{words.label(s.thing, lang)} [{words.label(s.by.page.sentence, lang)}]"
            for s in told
            if s.status == status
        )
        parts.append(f"{words.label(status, lang)}{colon}{between.join(named)}")
    line = ("；" if zh else "; ").join(parts)
    return f"{line}。" if zh else f"{line[0].upper()}{line[1:]}."
