"""A sum of named parts held against a third: 「周边配套加上元器件一共占多少，超过整机了没」.

What is added up stands before the words that compare, the third behind them. The sum is worked out as if
the third were not named; the third is a figure of the same whole, or of the same quantity, and no part of the sum.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found, search
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.reading.reading import read_question
from dgkg.ask.sums.computed import Computed, value_of
from dgkg.ask.sums.operands import agree
from dgkg.ask.sums.pairing import are_comparable
from dgkg.ask.sums.side_figures import is_able
from dgkg.namespaces import DGO, DGU, UNIT
from dgkg.pattern import pattern

__all__ = ["against_third", "third_in"]

_ADDS = pattern(r"加|合起来|合在一起|合计|之和|总和|一共|总共|相加|\b(?:plus|add\w*|together|combined|sum|jointly)\b")
_THIRD = pattern(
    r"(?:超过|超出|超|高于|多于|大于|低于|少于|小于|不及|赶得?上|抵得?上|比得?上|(?<![占对同])比)(?!例|重|率)(?P<zh>[\u3400-\u9fffa-z0-9]{2,14}?)"
    r"(?:的|企业|那块|那部分)*(?:产值)?(?:占比|份额|比重)?(?:了?没有?|了吗|吗|呢|更?[多高大少低小](?:[^，。？?]*))?[？?。]*$"
    r"|\b(?:exceeds?|surpass(?:es)?|tops?|outweighs?|beats?|outstrips?"
    r"|(?:more|less|larger|bigger|higher|greater|smaller|lower)\b(?: (?:of|share|part)\b[^?,;]*?)? than)"
    r" (?:that of |the share of |those of |the )?(?P<en>[a-z][^?,;]*?)(?: (?:in|of) the [^?,;]*)?[?. ]*$"
)
# 「服务商比赋能中心和促进中心加起来多多少家」: the third may be named before the sum.
_THIRD_FIRST = pattern(
    r"(?P<zh>[\u3400-\u9fffa-z0-9]{2,14}?)(?<![占对同])比(?!例|重|率)(?P<zh_sum>[^，。？?]+?"
    r"(?:加起来|合起来|合在一起|加在一起|合计|之和|总和|相加))[还要都]?[多高大少低小]"
    r"|\b(?:how (?:many|much) more|by how (?:many|much) (?:does|do|did|is|are)) (?P<en>[a-z][^?,;]*?)"
    r" (?:(?:are |is )?(?:there )?than|exceeds?|outnumbers?|tops?|beats?|surpass(?:es)?)"
    r" (?P<en_sum>[^?,;]*\b(?:combined|together|added up)|the sum of [^?,;]*)"
)
_SAID = 0.25
_OF_COMPARING = {"yesno", "status", "highest", "compare", "difference"}


def third_in(question: Question) -> tuple[str, str]:
    """The words of a sum and of what it is to be held against; both empty where nothing is added up or compared."""
    text = fold(question.text)
    if "sum" in question.roles and (first := _THIRD_FIRST.search(text)) is not None:
        return first["zh_sum"] or first["en_sum"], first["zh"] or first["en"]
    found = _THIRD.search(text)
    if found is None or "sum" not in question.roles or not _ADDS.search(text[: found.start()]):
        return "", ""
    return text[: found.start()], found["zh"] or found["en"]


def against_third(
    index: Index, question: Question, found: Sequence[Found], add: Callable[[Question, Sequence[Found]], object]
) -> Computed | None:
    """The sum of what is named before a third, and then how far it is from the third; ``add`` works out the sum.

    Where the third is of something else the sum stands alone.
    """
    summed, third = third_in(question)
    if not third or question.of_kind("elsewhere", "beyond"):
        return None
    units = read_question(index, third, question.lang).units
    things = frozenset().union(*(u.things for u in units if u.weight >= _SAID))
    if not things or any(u.kind in {"elsewhere", "beyond"} or not (u.things or u.is_known) for u in units):
        return None
    rest = tuple(u for u in question.units if u.things.isdisjoint(things) or u.text in summed)
    inner = replace(question, text=summed, units=rest, roles=question.roles - _OF_COMPARING)
    added = add(inner, search(index, inner))
    if not isinstance(added, Computed) or added.sign != "+":
        return None
    keys = {f.key: f for f in found}
    added = replace(added, operands=tuple(keys.get(f.key, f) for f in added.operands), is_of_parts=True)
    whole = [n for n, u in enumerate(question.units) if u.things & things]
    others = [
        f for f in found
        if is_able(f) and _is_beside(f, added) and whole and all(f.own[n] >= COVERED for n in whole)
    ]  # fmt: skip
    return replace(added, then=_apart(added, others[0])) if others else added


def _is_beside(f: Found, added: Computed) -> bool:
    """Whether a figure is of the whole or the quantity that the parts of a sum are of, and is none of them."""
    first = added.operands[0]
    if f.item.figure is None or f.item.figure.unit != added.unit or any(f.key == g.key for g in added.operands):
        return False
    of_one_whole = bool(f.item.data.get(DGO.shareWhole)) and agree(f, first, DGO.shareWhole) and f.page is first.page
    of_one_sort = agree(f, first, DGO.indicator, DGO.population, DGO.industry)
    return (
        of_one_whole
        or (of_one_sort and f.item.years == first.item.years)
        or (f.page is first.page and are_comparable(f, first) and not agree(f, first, DGO.subject))
    )


def _apart(added: Computed, third: Found) -> Computed:
    """How far a sum is above a third, or below it."""
    unit = DGU.PERCENTAGE_POINT if added.unit == UNIT.PERCENT else added.unit
    above = added.value - value_of(third)
    if above > 0:
        return Computed("+−", above, unit, (*added.operands, third), is_of_parts=True)
    return Computed("−+", abs(above) or Decimal(0), unit, (third, *added.operands), is_of_parts=True)
