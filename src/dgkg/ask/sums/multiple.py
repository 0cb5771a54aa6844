"""How many times what it was something is that grew by a stated rate: 「增长351%，变成原来的几倍」."""

from __future__ import annotations

from collections.abc import Sequence

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found
from dgkg.ask.language.amounts import TIMES
from dgkg.ask.language.question import DOUBTING, Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.computed import Computed, value_of
from dgkg.ask.sums.side_figures import is_able
from dgkg.namespaces import DGO, ID, UNIT
from dgkg.pattern import pattern

__all__ = ["multiple"]

_OF_BEFORE = pattern(
    r"(?:原来|原先|从前|之前|先前|上年|去年|前一年|上一年|上年同期)的?(?:大?约)?[几多少]+倍|(?:翻到|变成|涨到|增[到长至]+)了?[几多少]+倍"
    r"|\bhow many times (?:what it was|its (?:earlier|former|previous|original|prior)"
    r"|the (?:earlier|previous|prior|original)"
    r"|(?:that of )?the (?:year|period) before|last year)"
)
_GROWTH = ID["indicator-growth-rate"]
_TOLD = 0.25


def multiple(_index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """One and the rate of a growth that a question names, all of whose words the growth tells."""
    if (
        not _OF_BEFORE.search(fold(question.text))
        or question.roles & DOUBTING
        or question.of_kind("elsewhere", "beyond")
    ):
        return None
    given = {n for n in question.numbers if len(n) > 1}
    grown = [
        f for f in found
        if is_able(f) and _GROWTH in f.item.data.get(DGO.indicator, ()) and f.item.figure is not None
        and f.item.figure.unit == UNIT.PERCENT and (not given or given & f.item.numbers) and _tells_all(question, f)
    ]  # fmt: skip
    if not grown:
        return None
    growth = max(grown, key=lambda f: f.score)
    return Computed("fold", 1 + value_of(growth) / 100, TIMES, (growth,), is_of_parts=True)


def _tells_all(question: Question, f: Found) -> bool:
    """Whether a growth is of all that a question names."""
    return all(
        max(f.own[n], f.covered[n] if unit.kind == "word" else 0.0) >= COVERED
        for n, unit in enumerate(question.units)
        if unit.weight >= _TOLD and unit.kind != "schema" and not unit.things & question.wider
        and not unit.text[:1].isdigit()
    )  # fmt: skip
