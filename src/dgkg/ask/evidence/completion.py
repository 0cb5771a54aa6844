"""What is told beside the best answer: the rest of its passage, and the passages that come next.

A question that asks for several things is seldom answered by the items that score best; one in
words that the record does not have may be answered by the second passage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.items.fitting import fits
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, META, Found, unasked
from dgkg.ask.language.numerals import CARDINALS, NUMERALS
from dgkg.ask.language.question import Question
from dgkg.ask.reading.clauses import is_open_ended
from dgkg.namespaces import DGO, DGS
from dgkg.pattern import pattern

__all__ = ["goes_on", "purposes", "reasons", "remedies", "rest_of_passage", "runners_up"]

_MOST_REMEDIES, _MOST_OF_REMEDY = 3, 5
_REMEDY = pattern(
    r"建议|针对|应对|解决|回应|破解|对策|怎么办|\b(?:recommend\w*|propos\w*|answer|tackle\w*|address\w*|remed\w*|respon\w*|overcome)\b",
    re.IGNORECASE,
)

# Where a figure is from, what is listed beside it, is told by the rest of its sentence.
_ORIGIN = pattern(r"来源|出处|哪来的|怎么来的|依据|\b(?:come from|comes from|source of|based on)\b", re.IGNORECASE)
# 「那条建议还提出组建什么」: what else the passage says.
_ALSO = pattern(
    r"还(?:提出|提到|建议|打算|要|包括|有|说|提|完善|推出|建设|成立|打造|办|引入)[^，。？?]{0,8}(?:什么|哪|谁|啥)"
    r"|一起(?:说|提|讲)(?:到)?的|同一?[句段](?:话)?里?还|\bin the same (?:sentence|breath|passage)\b"
    r"|\bwhat (?:else|other)\b|\balso (?:propose|suggest|say|recommend|want|mention|call)",
    re.IGNORECASE,
)
_BY_WHAT_WAY = pattern(
    r"(?:按照?|沿着?|通过|以|用|走)(?:什么|怎样的?|哪[条种])样?的?(?:路径|方式|办法|路子|思路|路线|模式)"
    r"|\b(?:by|through|along) what (?:means|way|path|route|approach|method)s?\b",
    re.IGNORECASE,
)
_PURPOSE = pattern(
    r"目的|旨在|意在|为了(?:什么|啥|何)|图(?:什么|啥|个)|用途|用来|有(?:什么|啥|何)用|何用|目标|出于|解决什么|起(?:什么|啥|何)作用|为什么要"
    r"|\b(?:purpose|aims?|goals?|ends?|point|meant|intended|supposed|objectives?)\b"
    r"|\bwhat (?:is|are) [^?]* for\b|^why\b",
    re.IGNORECASE,
)
# So many things are asked for: 「哪两个」, "which three".
_SO_MANY = pattern(
    r"哪(?P<zh>[两二三四五六七八九])[个家项类种大款方]"
    r"|\b(?:which|what|name the) (?P<en>two|three|four|five|six|seven|eight|nine)\b",
    re.IGNORECASE,
)
_OPEN = 0.2
_NEXT, _MOST_NEXT, _MOST_OF_NEXT, _MOST_OF_REST, _ALIKE = 0.7, 2, 8, 14, 0.74


def rest_of_passage(question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """Where several things are asked: what else the best passage states."""
    only_numbers = "list" in question.roles and all(f.is_number for f in chosen)
    asks_on = _ORIGIN.search(question.text) or _ALSO.search(question.text)
    if not chosen or not (question.asks_several or only_numbers or asks_on):
        return []
    known = {f.key for f in chosen}
    page = chosen[0].page
    return [f for f in found if f.page is page and f.key not in known and f.item.relation not in META][:_MOST_OF_REST]


def goes_on(index: Index, question: Question, chosen: Sequence[Found]) -> list[Found]:
    """What else the best passage says, told for itself.

    Where a last clause asks on without a word of its own, more things are asked for than what was chosen names, or the
    way is asked for in which something is to be done.
    """
    if not chosen:
        return []
    by_what_way = _BY_WHAT_WAY.search(question.text)
    if not (by_what_way or is_open_ended(index, question) or _names_too_few(index, question, chosen)):
        return []
    known = {f.key for f in chosen}
    page = chosen[0].page
    rest = [unasked(question, page, item) for item in page.items if item.kind != "edge" and item.relation not in META]
    return [f for f in rest if f.key not in known][:_MOST_OF_REST]


def _names_too_few(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether so many things are asked for by number, and what was chosen names fewer that are new."""
    asked = _SO_MANY.search(question.text)
    if asked is None or question.doubts or any(f.is_number for f in chosen):
        return False
    wanted = NUMERALS[asked["zh"]] if asked["zh"] else CARDINALS[asked["en"].lower()]
    known = {t for u in question.units for t in u.things} | index.wider
    types = index.words.gazetteer.types
    values = {t for f in chosen for values in f.item.data.values() for t in values}
    # How far something is, or what part a body has in it, is no thing that is named.
    ends = {t for t in values if t in types and not str(t).startswith(str(DGS))}
    return len(ends - known) < wanted


def reasons(question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """Where a reason is asked for: what the best passage states beside, and the best of the one before it."""
    if not chosen or not question.asks_why:
        return []
    known = {f.key for f in chosen}
    beside = [
        unasked(question, f.page, f.item) for f in found
        if f.page is chosen[0].page and f.item.kind in {"statement", "figure"} and f.key not in known
    ][:_MOST_OF_REMEDY]  # fmt: skip
    paragraph, _, number = chosen[0].page.sentence.rpartition("-s")
    if not number.isdecimal():
        return beside
    before = f"{paragraph}-s{int(number) - 1}"
    there = [f for f in found if str(f.page.sentence) == before and f.item.relation not in META and f.score > 0]
    return [*beside, *there[:_MOST_OF_REMEDY]]


def purposes(question: Question, chosen: Sequence[Found]) -> list[Found]:
    """Where it is asked what something is for: what the best passage says is meant to come of it."""
    named = {t for u in question.of_kind("entity") for t in u.things}
    if not chosen or not named or not _PURPOSE.search(question.text):
        return []
    known, page = {f.key for f in chosen}, chosen[0].page
    meant = [
        unasked(question, page, item) for item in page.items
        if item.kind == "intention" and not named.isdisjoint(item.data.get(DGO.reliesOn, ()))
    ]  # fmt: skip
    if any(DGO.Challenge in u.things for u in question.of_kind("schema")):
        # 「数字贷要解决哪些问题」: the problems that its passage names.
        meant += [unasked(question, page, item) for item in page.items if DGO.Challenge in item.wide]
    return [f for f in meant if f.key not in known][:_MOST_OF_REMEDY]


def remedies(index: Index, question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """Where a problem is told and it is asked what is proposed for it: the best proposals of the section on it."""
    if not chosen or not _REMEDY.search(question.text) or not any(DGO.Challenge in f.item.wide for f in chosen):
        return []
    problems = {_section(f) for f in chosen if DGO.Challenge in f.item.wide}
    stated = {item.node: page for page in index.pages for item in page.items}
    sections = {
        page.sentence.rpartition("/")[2].partition("-")[0]
        for page in index.pages for item in page.items for target in item.data.get(DGO.addresses, ())
        if isinstance(target, URIRef) and target in stated
        and stated[target].sentence.rpartition("/")[2].partition("-")[0] in problems
    }  # fmt: skip
    told = {f.page for f in chosen}
    there = [
        f for f in found if _section(f) in sections and f.page not in told and not f.page.sentence.endswith("-h")
    ]  # fmt: skip
    pages = list(dict.fromkeys(f.page for f in there))[:_MOST_REMEDIES]
    return [f for page in pages for f in [f for f in there if f.page is page][:_MOST_OF_REMEDY]]


def _section(f: Found) -> str:
    """The number of the section that an item stands in."""
    return f.page.sentence.rpartition("/")[2].partition("-")[0]


def runners_up(index: Index, question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """The best items of the passages that fit a question nearly as well as the best one."""
    # One figure is one answer: a second beside it would contradict it.
    if not chosen or (chosen[0].is_number and not question.asks_several):
        return []
    pages = {f.page for f in chosen}
    best = max(f.score for f in chosen)
    more: list[Found] = []
    named = [n for n, u in enumerate(question.units) if u.kind == "entity"]
    told = [max(column) for column in zip(*(f.own for f in chosen), strict=True)]

    def adds(f: Found) -> bool:
        # Beside a figure that is of all that is named another is told only for what is still open.
        return not (f.is_number and chosen[0].is_number) or any(
            u.weight >= _OPEN and mine >= COVERED > best
            for u, mine, best in zip(question.units, f.own, told, strict=True)
        )

    near = (
        f for f in found
        if adds(f) and f.page not in pages and f.score >= _NEXT * best and fits(index, question, f)
        and (not named or any(f.own[n] >= 1 for n in named))
    )  # fmt: skip
    taken: dict[object, list[Found]] = {}
    for f in near:
        if f.page not in taken and len(taken) == _MOST_NEXT:
            continue
        mine = taken.setdefault(f.page, [])
        if len(mine) < _MOST_OF_NEXT and (not mine or f.score >= _ALIKE * mine[0].score):
            mine.append(f)
    for mine in taken.values():
        more += mine
    return more
