"""What answers the questions within a question, each by itself, and which of them nothing answers."""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.evidence.choice import choose
from dgkg.ask.fit.demands import asks_for_parts
from dgkg.ask.fit.expected import two_compared
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found, search
from dgkg.ask.language.bounds import bounds_in
from dgkg.ask.language.question import DOUBTING, Question
from dgkg.ask.reading.anaphora import asks_on, led_on, with_antecedent
from dgkg.ask.reading.clauses import clauses_of, one_each, says_little
from dgkg.ask.sets.compose import beyond_bounds
from dgkg.ask.states.origin import asks_for_origin
from dgkg.pattern import pattern

__all__ = ["beyond_each", "is_out_of_time", "of_each", "of_parts"]

_MOST_OF_CLAUSE, _MOST_OF_CLAUSE_ALONE, _PAIR = 6, 16, 2
_ASKS = pattern(r"多少|几|哪|谁|什么|啥|何|吗|是否|如何|怎|\b(?:how|what|which|who|whom|whose|when|where|why)\b")

# 「办过一场沙龙，叫什么名字」 asks of what stands before it.
_CALLED = pattern(r"叫(?:什么|啥)|名字|\bcalled\b|\bname\b")


def is_out_of_time(index: Index, question: Question, items: Sequence[Found]) -> bool:
    """Whether a year is asked for that nothing told is of."""
    return bool(question.years) and not any(
        (f.item.years or f.page.years) & question.years or question.years == {index.year} for f in items
    )


def of_parts(index: Index, question: Question, items: Sequence[Found]) -> tuple[list[Found], list[str]]:
    """What else answers the questions within a question, and those of them that nothing answers."""
    more: list[Found] = []
    silent: list[str] = []
    known = {f.key for f in items}
    is_asked = False
    # Where the whole has no answer, its parts are all there is.
    most = _MOST_OF_CLAUSE if items else _MOST_OF_CLAUSE_ALONE
    before, told = question, list(items)
    for part in _parts(index, question):
        clause = led_on(index, with_antecedent(index, part, before, told))
        if items and asks_for_origin(clause.text) and says_little(question, clause):
            # 「是谁家发布的」 is asked of what stands before it, and told with that.
            continue
        searched = search(index, clause)
        found = (_beyond(clause, searched) if not items else []) or choose(index, clause, searched)
        # What 「它」 stands for is not told by the rest of the question.
        mine = found[: most if clause.units == part.units else _MOST_OF_CLAUSE_ALONE]
        before, told = clause, mine or told
        if clause.units != part.units and asks_on(question):
            # 「which of them」: of no others.
            mine = [f for f in mine if f.own[0] >= COVERED] or mine
        if is_out_of_time(index, clause, mine) or _gives_back(question, clause, mine):
            mine = []
        asks = bool(_ASKS.search(clause.text.lower()))
        is_asked = is_asked or (asks and bool(mine))
        if not mine and asks:
            silent.append(clause.text.strip())
        more += [f for f in mine if f.key not in known]
        known |= {f.key for f in mine}
    if not items and (asks_for_parts(question) or two_compared(question)):
        # What is told of one part alone, or of others, is no part of such an answer.
        return [], []
    asks_by_itself = _ASKS.search(question.text.lower()) and not _CALLED.search(question.text.lower())
    if not items and not is_asked and (silent or asks_by_itself):
        # What was only said by the way is found, and nothing that was asked.
        return [], []
    return more, silent


def _beyond(clause: Question, found: Sequence[Found]) -> list[Found]:
    """What lies beyond the bound that a part of a question sets for those that it asks for: 「哪些过万亿」."""
    return beyond_bounds(clause, found) if clause.roles & {"list", "who"} and bounds_in(clause.text) else []


def of_each(index: Index, question: Question) -> list[Found]:
    """What answers a question that is asked of each of several things, for each alone; none where one is silent."""
    told: dict[object, Found] = {}
    for alone in one_each(question):
        mine = choose(index, alone, search(index, alone))[:_MOST_OF_CLAUSE]
        if not mine:
            return []
        told |= {f.key: f for f in mine}
    return list(told.values())


def _gives_back(question: Question, clause: Question, items: Sequence[Found]) -> bool:
    """Whether all figures told for a clause are those that the question itself gives: 「of the 27, how many …」."""
    if "number" not in clause.roles or question.roles & DOUBTING or clause.numbers or not question.numbers:
        return False
    figures = [f for f in items if f.item.figure is not None]
    return bool(figures) and all(f.item.numbers & question.numbers for f in figures)


def _parts(index: Index, question: Question) -> list[Question]:
    """The questions within a question that may be answered for themselves."""
    if question.of_kind("elsewhere"):
        return []
    clauses = clauses_of(index, question)
    if not question.of_kind("beyond"):
        return clauses
    # What only stands beside a question that the source never answers is no answer to it.
    asking = [part for part in clauses if _ASKS.search(part.text.lower())]
    return asking if len(asking) >= _PAIR else []


def beyond_each(index: Index, question: Question) -> list[Found]:
    """Where each part of a question sets a bound of its own: the figures beyond the first, then the others."""
    bounded = [clause for clause in clauses_of(index, question) if bounds_in(clause.text)]
    if len(bounded) < _PAIR:
        return []
    sets = [beyond_bounds(clause, search(index, clause)) for clause in bounded]
    told: dict[URIRef, Found] = {f.item.node: f for figures in sets for f in figures}
    return list(told.values()) if all(sets) else []
