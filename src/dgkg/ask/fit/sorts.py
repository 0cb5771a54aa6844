"""Whether what is told is of the sort that a question asks for: a level and no growth, people, the whole field.

A passage on the very thing may still hold nothing of that sort: of watches it gives how much more were made, of a
jury's choice how many were chosen, of a field how many firms are in one part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, NO_COUNTS, WIDE, Found
from dgkg.ask.language.question import TELLING, Question
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO, DGU, UNIT
from dgkg.pattern import pattern

__all__ = ["names_sort", "tells_part", "tells_sort"]

_WORKED_OUT = {
    "growth", "share", "rank", "difference", "ratio", "base", "average", "times", "highest", "climb", "sum", "compare",
}  # fmt: skip
_DIGITS = 2
_SHARE_OF = pattern(
    r"占(?:了)?(?:全|整个|本)?[省国市球县]|占gdp"
    r"|\bshare of (?:the )?(?:province|nation|country|city|world|guangdong|china)"
)
_NO_SHARE = pattern(r"dependence|coverage|satisfaction|rate$")
# The 27 pilots, 那23个数据中心.
_GROUP_OF = pattern(
    r"\b(?:the|these|those|its|dongguan|city) +(?:[\w-]+ )?\d+ (?!(?:b|m|tr)illion|thousand|per)[a-z]"
    r"|[那这]\d+|的\d+[家个项份名位条款宗]"
)
_PRINTED_BESIDE = 0.5
_RATES = {UNIT.PERCENT, DGU.PERCENTAGE_POINT}
# How much more, or how much of it.
_MORE = pattern(
    r"增|涨|多了|多出|升|降|少了|减|提高|扩大|几成|百分|更|\b(?:more|fewer|extra|added|rise|increase\w*|up)\b|%"
)
_LEVEL = pattern(r"多少|几[家个只台辆件座块套名人]|\bhow (?:many|much)\b")
# Who, where only people can be meant.
_PEOPLE = pattern(
    r"(?:哪些|哪几[个位]?|哪十[个位]|什么样?的?|都是|分别是)(?:个)?人(?![才工群力口均民])(?:员)?|姓名|姓甚名谁"
    r"|\b(?:which|what|name the) (?:[\w'-]+ ){0,3}"
    r"(?:people|persons|individuals|officers|executives|scientists|experts)\b"
)
# The nouns that ask for kinds of things, and what is of such a kind.
_INDUSTRIES = pattern(
    r"哪(?:些|几[个大]?|\d+[个大]?|[一二三四五六七八九十]+[个大]?)(?:行业|产业)"
    r"|\b(?:which|what) (?:[\w'-]+ ){0,2}(?:industries|sectors)\b"
)
_DEPARTMENTS = pattern(
    r"哪(?:些|几个|个)(?:部门|委办局|委局)|\bwhich (?:[\w'-]+ ){0,2}(?:departments|bureaus|agencies|ministries)\b"
)
_BANKS = pattern(r"哪[一几两]?[家个]?银行|\bwhich (?:[\w'-]+ ){0,2}banks?\b")
_KINDS = (
    (_BANKS, (DGO.Bank,)),
    (_INDUSTRIES, (DGO.Industry, DGO.Topic)),
    (_DEPARTMENTS, (DGO.Organization, DGO.ApplicationField, DGO.Infrastructure)),
)
# Of a whole how much is of, from or with somebody or something.
_PART = pattern(
    r"\b(?:what|which) (?:part|share|portion|proportion|percentage|slice) of\b|\bhow (?:much|many) of\b"
    r"|[里中][，,]?[^，。？?]{1,14}(?:占|建|投|来自|归|属于)了?(?:多少|几)"
    r"|(?:里|中|当中|其中)[，,]?有?(?:多少|几成|多大比例)[^，。？?]{0,6}(?:投|流|给|用|销|去|来自|归|属)"
)
# Whom or what a part goes to or comes from stands behind: 「what share of it goes to …」.
_GOES = pattern(
    r"\b(?:goes?|went|comes?|came|belongs?|is|are|was|were|held|made|owned|paid|sold) (?:to|from|into|by|in)\b"
)
_FLOWS = pattern(r"投|流向|流入|用于|用在|\bwent\b|\bgoes\b")
_WHICH = pattern(r"哪|谁|什么|\b(?:which|what|who)\b")
_ONE_OF_MANY = pattern(
    r"\bwhat\b[^?]*\b(?:most|least) (?:often|frequently|commonly)\b|最(?:常|经常|爱|集中)[^，。？?]{0,6}(?:什么|哪)"
)


def tells_sort(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether what is chosen is of the sort that a question asks for."""
    return question.doubts or all(rule(index, question, chosen) for rule in _RULES)


def names_sort(index: Index, question: Question, told: Sequence[Found]) -> bool:
    """Whether all that is told names people, or things of the kind, where a question asks which they are."""
    if question.doubts:
        return True
    return _names_people(index, question, told) and _names_a_kind(index, question, told)


def _tells_a_level(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """How many there are is told by no growth: 「生产了多少只」 where only the increase of the output is stated."""
    text = fold(question.text)
    if not question.roles & {"number", "count", "amount"} or question.roles & _WORKED_OUT or question.has_parts:
        return True
    if not _LEVEL.search(text) or _MORE.search(text):
        return True
    figures = [f for f in chosen if f.item.figure is not None]
    return not figures or not all(CHANGES & set(f.item.data.get(DGO.indicator, ())) for f in figures)


def _names_people(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Who somebody is is told by a kind of people at least: how many they are does not tell it."""
    if not _PEOPLE.search(fold(question.text)) or question.has_parts or question.roles & {"number", "count"}:
        return True
    return _has_one(index, question, chosen, (DGO.TalentGroup,))


def _names_a_kind(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Which industries or departments is told by one of them that the question does not name itself."""
    text = fold(question.text)
    wanted = [(m[0], classes) for words, classes in _KINDS if (m := words.search(text))]
    if len(_WHICH.findall(text)) > 1:
        # 「which rule says … which departments」 asks for the rule.
        return True
    return question.has_parts or all(_has_one(index, question, chosen, classes, noun) for noun, classes in wanted)


def _has_one(
    index: Index, question: Question, chosen: Sequence[Found], classes: Sequence[URIRef], noun: str = ""
) -> bool:
    """Whether an item on what is asked names a thing of some classes that the question does not."""
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    # 「which Dongguan bank」 names no bank.
    asked = {t for u in question.units if u.text not in noun for t in u.things} | index.wider
    telling = [n for n, u in enumerate(question.units) if u.weight >= TELLING and u.text not in noun]
    on_it = [
        f for f in chosen
        if not telling or len(f.own) != len(question.units) or any(f.covered[n] >= COVERED for n in telling)
    ]  # fmt: skip
    things = {t for f in on_it for t in f.item.things if t in types} - asked
    told = {t for t in things if any(is_a(types[t], cls) for cls in classes)}
    # Who is named within a longer name is no other: 「十大优秀企业CDO都是哪些人」 is not told by CDO.
    text = fold(question.text).replace(noun, " ") if noun else fold(question.text)
    return any(not any(len(name) > 1 and fold(name) in text for name in index.lexicon.names.get(t, ())) for t in told)


def _is_of_the_whole_field(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """How many firms a field has is not told by those of a part of it."""
    if not question.roles & {"number", "count"} or question.roles & _WORKED_OUT - {"sum"} or question.has_parts:
        return True
    if question.of_kind("entity"):
        return True
    fields = [
        n for n, u in enumerate(question.units)
        if u.kind == "concept" and any(DGO.Industry in index.words.gazetteer.types.get(t, ()) for t in u.things)
    ]  # fmt: skip
    levels = [f for f in chosen if f.item.figure is not None and f.item.figure.unit not in _RATES]
    if not fields or not levels or any(f.item.figure and f.item.figure.unit in NO_COUNTS for f in levels):
        return True

    def is_of_a_part(f: Found) -> bool:
        mine = {t for t in f.item.data.get(DGO.industry, ()) if isinstance(t, URIRef)}
        return bool(mine) and all(
            not question.units[n].things & mine and f.own[n] <= WIDE and
            any(question.units[n].things & index.broader.get(t, set()) for t in mine) for n in fields
        )  # fmt: skip

    return not all(map(is_of_a_part, levels))


def tells_part(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """What part of a whole is of somebody is told by a figure of both, not by that of the whole."""
    text = fold(question.text)
    asked = _PART.search(text)
    if asked is None or question.has_parts or question.doubts:
        return True
    given = {n for n in question.numbers if len(n) > _DIGITS}
    whole = [f for f in chosen if f.item.figure is not None]
    if given and whole and not any(given & item.numbers for f in whole for item in f.page.items):
        # 「1216家里松山湖占多少」 is told beside the 1216 only.
        return False
    if question.roles & {"list", "who", "growth", "rank", "difference", "times"}:
        return True
    named = [
        n for n, u in enumerate(question.units)
        if u.kind in {"entity", "place", "concept"} and u.weight >= TELLING and not u.things & question.wider
        and not u.names_quantity and text.find(u.text) > asked.start()
    ]  # fmt: skip
    goes = _GOES.search(text, asked.end())
    named += [
        n for n, u in enumerate(question.units)
        if goes and u.kind == "word" and u.weight >= TELLING and text.find(u.text) >= goes.end()
    ]  # fmt: skip
    figures = [f for f in chosen if f.item.figure is not None and len(f.own) == len(question.units)]
    if not named or not figures:
        return True
    # A fund for five fields tells of none what goes to it.
    flows = _FLOWS.search(text)
    return any(all(f.own[n] >= COVERED and not (flows and f.own[n] == WIDE) for n in named) for f in figures)


def _is_a_share(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """What part something has of a wider whole is told by a share of it, not by any rate: 「占全省的比重」."""
    asked = _SHARE_OF.search(fold(question.text))
    if asked is None or "share" not in question.roles or question.has_parts or question.roles & {"list", "sum"}:
        return True
    rates = [f for f in chosen if f.item.figure is not None and f.item.figure.unit in _RATES]
    levels = [f for f in chosen if f.item.figure is not None and f.item.figure.unit not in _RATES]

    def is_other(f: Found) -> bool:
        measured = " ".join(str(t) for t in f.item.data.get(DGO.indicator, ()))
        return bool(_NO_SHARE.search(measured)) or bool(CHANGES & set(f.item.data.get(DGO.indicator, ())))

    return (
        not rates
        or len(levels) > 1
        or not all(map(is_other, rates))
        or any(u.names_quantity and _NO_SHARE.search(" ".join(u.things)) for u in question.units)
    )


def _has_the_numbers(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """A number that a question gives of a group, and that the source prints, is printed where the group is told of."""
    if question.roles & _WORKED_OUT or question.has_parts or question.years:
        return True
    named = [u.text for u in question.units if u.things]
    given = [
        n for n, u in enumerate(question.units)
        if u.text.isdigit() and u.text in question.numbers and not any(u.text in name for name in named)
    ]  # fmt: skip
    grouped = [n for n in given if _GROUP_OF.search(fold(question.text))]
    return all(max(f.covered[n] for f in chosen) >= _PRINTED_BESIDE for n in grouped)


def _tells_the_most_common(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """What happens most often is told in words or by more than one figure, not by how often anything happens."""
    if not _ONE_OF_MANY.search(fold(question.text)):
        return True
    return any(f.item.kind == "rank" for f in chosen)


_RULES: tuple[Callable[[Index, Question, Sequence[Found]], bool], ...] = (
    _tells_a_level, _is_of_the_whole_field, _tells_the_most_common, _is_a_share, _has_the_numbers,
)  # fmt: skip
