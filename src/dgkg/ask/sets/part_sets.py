"""What one part of the source names of a sort and another leaves out: 「第二部分讲的三种心态，第四部分少了哪一种」.

One side is a statement within the part that a question names, the other one outside of it; both name things of one
sort (industries, firms, topics below one topic) and share some of them. What both have and what one alone has is told
as of any two sets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import Found, search
from dgkg.ask.language.question import Question
from dgkg.ask.language.source_parts import part_names
from dgkg.ask.language.tokens import fold
from dgkg.ask.sets.two_sets import TwoSets, compared, how_many
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["part_sets"]

# What asks which of some are there, or are not.
_WHICH_OF = pattern(
    r"[缺少差漏]了?(?:了)?哪|(?:没有?|未)(?:再|被)?[提讲写说列出含].{0,6}哪|哪.{0,8}(?:没有?|未)(?:再|被)?(?:[提讲写说列]|出现)"
    r"|[两二三四五六七\d][大个种类项].{0,24}(?:里|中|当中|其中)?.{0,12}哪[几些一两二三个种]"
    r"|\bwhich\b.*\b(?:missing|left out|leaves? out|omit\w*|absent|dropp?\w*|unmentioned|not (?:mention|nam|list)\w*)\b"
    r"|\b(?:missing|omits?|leaves? out|does not mention|doesn't mention)\b.*\bwhich\b"
    r"|\bof the (?:two|three|four|five|six|seven|\d)\b.*\bwhich\b|\bwhich of the (?:two|three|four|five|six|seven|\d)\b"
)
_CLASSES = (DGO.Industry, DGO.Company, DGO.AdministrativeDivision)
_STATED = {"activity", "intention", "statement", "figure", "measure"}
_CHINESE = "〇一二三四五六七八九"
_LEAST, _BEST, _MOST = 2, 0.45, 40


def part_sets(index: Index, question: Question) -> TwoSets | None:
    """What a part of the source and a statement outside of it have in common; ``None`` where that is not asked."""
    text = fold(question.text)
    parts = part_names(text)
    if not parts or not _WHICH_OF.search(text):
        return None
    within, outside = _sides(parts)
    rest = text
    for name, _ in parts:
        rest = rest.replace(name, " ")
    many = how_many(rest)
    whole = replace(question, section="", roles=frozenset(), years=frozenset())
    told = [f for f in search(index, whole) if f.item.kind in _STATED and f.score > 0]
    here = [f for f in told if _part_of(f) == within][:_MOST]
    there = [f for f in told if _part_of(f) != within and (not outside or _part_of(f) == outside)][:_MOST]
    pairs = [
        (one.score + other.score, key, one, other)
        for one in there for other in here
        for key in _shared_sorts(index, one, other, many)
    ]  # fmt: skip
    if not pairs:
        return None
    _, key, one, other = max(pairs, key=lambda p: (p[0], p[1]))
    if one.score < _BEST * there[0].score or other.score < _BEST * here[0].score:
        return None
    mine, theirs = _sorts(index, one)[key], _sorts(index, other)[key]
    return compared(index, (_name(question, one), _name(question, other)), (one, other), mine, theirs)


def _sides(parts: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The part that is asked about, the last that is named, and the other, if two are named."""
    numbers = list(dict.fromkeys(number for _, number in parts))
    return numbers[-1], numbers[-2] if len(numbers) > 1 else ""


def _part_of(f: Found) -> str:
    return f.page.sentence.rpartition("/")[2][:1]


def _name(question: Question, f: Found) -> str:
    """What the part is called that something stands in."""
    return f"第{_CHINESE[int(_part_of(f))]}部分" if question.lang == "zh" else f"Part {_part_of(f)}"


def _sorts(index: Index, f: Found) -> Mapping[URIRef, frozenset[URIRef]]:
    """The things that a statement names, by what sort they are of."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    found: dict[URIRef, set[URIRef]] = defaultdict(set)
    for thing in f.item.things - index.wider:
        for cls in _CLASSES:
            if is_a(types.get(thing, ()), cls):
                found[cls].add(thing)
        if is_a(types.get(thing, ()), DGO.Topic):
            for above in index.broader.get(thing, ()):
                found[above].add(thing)
    wider = {above for things in found.values() for t in things for above in index.broader.get(t, ())}
    return {sort: frozenset(things - wider) for sort, things in found.items()}


def _shared_sorts(index: Index, one: Found, other: Found, many: int | None) -> list[URIRef]:
    """The sorts of which both statements name things, some of them the same and not all; of the one so many."""
    mine, theirs = _sorts(index, one), _sorts(index, other)
    return [
        sort for sort, things in mine.items()
        if len(things) >= _LEAST and (many is None or len(things) == many) and things != theirs.get(sort)
        and len(things & theirs.get(sort, frozenset())) >= (_LEAST if many is None else 1)
    ]  # fmt: skip
