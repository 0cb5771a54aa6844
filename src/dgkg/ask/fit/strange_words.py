"""Words of a question that nothing which was found accounts for, and what follows from them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found
from dgkg.ask.language.question import Question, Unit
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["is_explained", "is_told_twice"]

_EXPLAINING, _STRANGE, _BARELY = 0.15, 0.38, 0.4
# What asks for a value, and for no words.
_VALUES = {"number", "count", "date", "where", "who", "author"}


_DID = "did|do|does|was|were|is|are|has|have|had"
# What stands between the word that asks and the verb: 「which data protocol must …」.
_ASKED_FOR = pattern(rf"\b(?:which|what) ((?:[\w'-]+ ){{1,4}}?)(?:{_DID}|will|would|must|should|can|could|may|might)\b")
# 「which scientist heads …」: the word behind it may be the verb.
_ASKED_BARE = pattern(r"\b(?:which|what) ([\w'-]+) ([\w'-]+)(?= (?:the|a|an|its|their|this|that|all)\b)")
_ASIDE = pattern(r", ?(?:rather than|not|and not|instead of) [^,]{1,40},")
# 「which shareholders does the firm have」: of a word that nothing knows nothing can be had.
_HAD = pattern(
    r"\b(?:which|what|how many) (?:[\w-]+ )?([\w-]+) (?:does|do|did|has|have) [^,?]+ (?:have|own|hold|employ)\b"
)
# What stands for a firm where one is asked for, and what tells of one.
_BODY_NOUNS = {"品牌", "厂商", "大厂", "巨头", "客户", "brand", "brands", "giant", "maker", "customer", "client"}
_TO_A_BODY = {DGO.supplies, DGO.subOrganizationOf, DGO.provider}
# 「按什么标准遴选的」: what is told of those that were selected tells no standard.
_BY_WHAT = pattern(r"按(?:照)?(?:什么|哪|何)|\bby what\b|\bcriteria\b")
_DIGIT = pattern(r"\d")
_HEADS = pattern(r"[\w'-]+(?= (?:and|or|$))")
_ASKED_FOR_ZH = pattern(r"(?:哪[家个种类款项位些]|何种|什么样的?)(?=[\u3400-\u9fff]{2})")


def is_explained(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether more than the name of a thing is accounted for, where a word is asked about that nothing knows.

    「怡合达的董事长」: the passages on the firm are no answer. Nor is a number of anything else
    where the word that is counted or measured occurs nowhere.
    """
    best = [max(column) for column in zip(*(f.covered for f in chosen), strict=True)]
    if any(f.item.relation in _TO_A_BODY for f in chosen):
        # 「给哪个品牌供货」: who it is is told.
        best = [max(c, COVERED) if u.text in _BODY_NOUNS else c for u, c in zip(question.units, best, strict=True)]
    had = _HAD.search(fold(question.text))
    if had and any(u.text == had[1] and not u.is_known for u in question.of_kind("word")) and not question.doubts:
        return False
    if _lacks_what_is_measured(question, chosen) or _lacks_what_is_asked_for(question, best):
        return False
    return not _tells_the_name_alone(index, question, best)


def _tells_the_name_alone(index: Index, question: Question, best: Sequence[float]) -> bool:
    """Whether of a body, or where a value is asked for, nothing is told but the name: 「怡合达的董事长」."""
    naming = [n for n, u in enumerate(question.units) if u.kind in {"entity", "place"}]
    if not naming:
        return False
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    of_body = any(is_a(types.get(t, ()), DGO.Organization) for n in naming for t in question.units[n].things)
    rest = [(u, c) for n, (u, c) in enumerate(zip(question.units, best, strict=True)) if n not in naming]
    telling = [(u, c) for u, c in rest if u.kind == "word" and u.weight >= _STRANGE]
    is_strange = any(not u.is_known for u, _ in telling)
    if question.doubts:
        # 「是否裁员」: of what no word is known nothing can be denied either, nor of how long 「approval」 takes.
        is_open = is_strange or (bool(telling) and _DIGIT.search(question.text))
        is_told = bool(question.numbers) or "same" in question.roles or any(c >= COVERED for _, c in rest)
        return bool(is_open) and not is_told
    of_place = is_strange and any(question.units[n].kind == "place" for n in naming)
    is_by = _BY_WHAT.search(fold(question.text))
    if not (of_body or of_place or is_by or question.roles & _VALUES or question.numbers):
        # What a programme or a plan is told to be is told in whatever words.
        return False
    is_told = any(c >= COVERED and u.weight >= _EXPLAINING for u, c in rest)
    return bool(telling) and max(c for _, c in telling) < _BARELY and not is_told


def _lacks_what_is_asked_for(question: Question, best: Sequence[float]) -> bool:
    """Whether the noun behind 「which」 is told by nothing: of a terminal it is said what it does, and no protocol."""
    if question.doubts or question.has_parts or "count" in question.roles:
        return False
    text = _ASIDE.sub(" ", fold(question.text))
    nouns = {word for m in _ASKED_FOR.finditer(text) for word in _HEADS.findall(m[1])}
    named = " ".join(u.text for u in question.units if u.things).split()
    nouns |= {m[1] for m in _ASKED_BARE.finditer(text) if m[2] not in named}
    starts = {m.end() for m in _ASKED_FOR_ZH.finditer(text)}
    known = tuple(u.text for u in question.units if u.kind != "word")

    def is_head(word: str) -> bool:
        # In 「哪些现成平台」 the platforms are asked for.
        place = text.find(word)
        return word in nouns or (place in starts and not text[place + len(word) :].startswith(known))

    return any(
        u.kind == "word"
        # Who did what is told by nothing that does not tell the doing: 「是哪家机构评的」.
        and (not u.is_known or "who" in question.roles)
        and u.weight >= _STRANGE
        and c < _BARELY
        and is_head(u.text)
        for u, c in zip(question.units, best, strict=True)
    )


def is_told_twice(question: Question, chosen: Sequence[Found]) -> bool:
    """Whether more than one telling part of a question is accounted for, besides the names in it."""
    best = [max(column) for column in zip(*(f.covered for f in chosen), strict=True)]
    told = [
        u for u, c in zip(question.units, best, strict=True)
        if c >= COVERED and u.weight >= _STRANGE and u.kind in {"word", "concept"} and not u.is_quantity
    ]  # fmt: skip
    return len(told) > 1


def _lacks_what_is_measured(question: Question, chosen: Sequence[Found]) -> bool:
    """Whether a word that is counted or measured is told by no passage that gives a number."""
    text = fold(question.text)
    telling = [f for f in chosen if f.is_number] or list(chosen)
    quantities = [u.text for u in question.units if u.is_quantity]
    for n, unit in enumerate(question.units):
        if unit.kind != "word" or unit.weight < _STRANGE or unit.text.endswith("ly"):
            continue
        if max(f.covered[n] for f in telling) >= COVERED:
            continue
        if telling[0].is_number and any(_qualifies(text, unit, q) for q in quantities):
            return True
        if not unit.is_known and re.search(rf"^what (?:[a-z-]+ )?{re.escape(unit.text)} (?:{_DID})\b", text):
            return True
        if not unit.is_known and telling[0].is_number and _is_restricting(text, unit.text):
            return True
        if not unit.is_known and re.search(rf"\bwho {re.escape(unit.text)}\b", text):
            # 「who chairs」: what somebody is to be told to do is told of nobody.
            return True
        if _is_measured(text, unit.text):
            # In 「how many citizen requests」 the requests are counted.
            before, _, rest = (part.strip() for part in text.partition(unit.text))
            named = [u.text for u in question.units if u.things]
            ends = any(before.endswith(name) for name in named) and unit.text < "\u3400"
            if not unit.is_known or not (ends or any(rest.startswith(name) for name in named)):
                return True
    return False


def _qualifies(text: str, unit: Unit, quantity: str) -> bool:
    """Whether a word makes another quantity of one: 「财政收入」 is no revenue of firms, tablet exports no others."""
    if unit.text > "\u3400":
        return f"{unit.text}{quantity}" in text
    return not unit.is_known and f"{unit.text} {quantity}" in text and f"how {unit.text}" not in text


def _is_restricting(text: str, word: str) -> bool:
    """Whether a word says of which of those that are counted a number is asked: complaints about noise."""
    named = re.escape(word)
    # What is not so (「unbuilt」) is worked out of what is.
    of_them = not word.startswith("un") and re.search(rf"\bhow many of\b.*\b{named}\b", text)
    return bool(
        of_them
        or re.search(
            rf"\b(?:about|concerning|regarding|over|from|by|against|for) (?:the |a |an )?{named}(?: \w+)?[?]?$", text
        )
    )


def _is_measured(text: str, word: str) -> bool:
    """Whether a word is what a question counts or measures: 「有多少坐席人员」, how many dentists, average salary."""
    named = re.escape(word)
    return bool(
        re.search(rf"(?:多少|几)[家个名位台场次成]?{named}|平均{named}", text)
        or re.search(rf"{named}(?:是|有|为|达)?多少\w?(?:$|[?？,，。!])", text)
        or re.search(rf"的{named}[总全]?[额数量]?(?:是|有|为)?(?:多少[万亿]*元?|什么|几\w|谁)?(?:$|[?？])", text)
        or re.search(rf"的?\w{{0,2}}{named}\w{{0,2}}(?:是|为)(?:哪家|哪位|谁|哪个)", text)
        or re.search(rf"\b(?:what(?: is| was| were|'s)?|is|was) the (?:[a-z-]+ )?{named} (?:of|for)\b", text)
        or re.search(rf"\b{named} (?:rate|ratio|amount|cost|number|level)s?\b", text)
        or re.search(rf"的\w{{1,4}}{named}(?:分别|各自?|都)?(?:是|为)(?:多少|什么|几\w)(?:$|[?？])", text)
        or re.search(rf"\bwhat (?:did|does|do|has|have) .*\b(?:in|as) {named}\b", text)
        or re.search(rf"(?:how many|how much|number of|average|total)(?: [a-z-]+)? {named}\b", text)
    )
