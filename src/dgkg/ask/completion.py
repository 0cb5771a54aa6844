"""What is told beside the best answer: the rest of its passage, and the passages that come next.

A question that asks for several things is seldom answered by the items that score best; one in
words that the record does not have may be answered by the second passage.
"""

from __future__ import annotations

from collections.abc import Sequence

from dgkg.ask.fitting import fits
from dgkg.ask.index import Index
from dgkg.ask.question import Question
from dgkg.ask.search import META, Found

__all__ = ["rest_of_passage", "runners_up"]

_NEXT, _MOST_NEXT, _MOST_OF_NEXT, _MOST_OF_REST, _ALIKE = 0.7, 2, 8, 14, 0.74


def rest_of_passage(question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """Where several things are asked: what else the best passage states."""
    if not chosen or not question.asks_several:
        return []
    known = {f.key for f in chosen}
    page = chosen[0].page
    return [f for f in found if f.page is page and f.key not in known and f.item.relation not in META][:_MOST_OF_REST]


def runners_up(index: Index, question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """The best items of the passages that fit a question nearly as well as the best one."""
    # One figure is one answer: a second beside it would contradict it.
    if not chosen or (chosen[0].is_number and not question.asks_several):
        return []
    pages = {f.page for f in chosen}
    best = max(f.score for f in chosen)
    more: list[Found] = []
    named = [n for n, u in enumerate(question.units) if u.kind == "entity"]
    near = (
        f for f in found
        if f.page not in pages and f.score >= _NEXT * best and fits(index, question, f)
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
