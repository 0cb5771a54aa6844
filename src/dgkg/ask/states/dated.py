"""What is dated to a year, where a question names nothing but the year: 「哪些事项发生在2024年」."""

from __future__ import annotations

from dgkg.ask.items.index import Index, Item, years_in
from dgkg.ask.items.search import DATES, META, Found, unasked
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import fold
from dgkg.pattern import pattern

__all__ = ["dated_to"]

_MATTERS = pattern(
    r"发生|事项|大事|标注|时间点|节点|落在|日期|有什么事|做了什么|干了什么"
    r"|\b(?:happen\w*|dated?|matters?|events?|took place|occur\w*)\b"
)
_SLIGHT, _MOST = 0.2, 30


def dated_to(index: Index, question: Question) -> list[Found]:
    """All that is of a year other than the reported one and of no other; empty where a question names anything else."""
    years = question.years - {index.year}
    names = any(u.weight >= _SLIGHT and u.is_known for u in question.units)
    if not years or years != question.years or names or not _MATTERS.search(fold(question.text)):
        return []
    return [
        unasked(question, page, item)
        for page in index.pages for item in page.items
        if (own := _years(item)) and own <= years and item.kind != "mention" and item.relation not in META
    ][:_MOST]  # fmt: skip


def _years(item: Item) -> frozenset[int]:
    """The years of an item; of a date those that it gives, not those in the name of what it is of."""
    if item.relation in DATES:
        return frozenset(y for value in item.data[item.relation] for y in years_in(str(value).replace("-", "年")))
    return item.years
