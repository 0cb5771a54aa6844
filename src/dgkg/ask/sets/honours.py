"""All honours of one body, over all passages, without those that a question sets aside.

「慕思除了DCMM三级，还入选过什么」 and "which two honours did it earn" are answered by no best passage: an honour of a
firm stands where its kind is told, each in another part of the source.
"""

from __future__ import annotations

from collections.abc import Sequence

from dgkg.ask.items.search import COVERED, Found
from dgkg.ask.language.besides import set_aside
from dgkg.ask.language.question import DOUBTING, TELLING, Question, Unit
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["honours"]

_HONOURS = pattern(
    r"荣誉|称号|奖项?(?![励补金])|入选|认证|资质|获评|评为|上榜|头衔|殊荣"
    r"|\b(?:awards?|awarded|honou?rs?|honou?red|titles?|distinctions?|certifi\w+|recogni[sz]ed|recognitions?|accolades?|prizes?)\b"
)
_WHICH = pattern(r"哪|什么|啥|还|\b(?:which|what|list|name)\b")
# All of them, or so many.
_ALL = pattern(
    r"哪(?:几|些|[两二三四五])|[两二三四五]个?项|一共|全部|所有|都(?:有|得|获|拿)"
    r"|\b(?:two|three|four|five|every|all|each)\b"
    r"|\bwhat (?:[\w-]+ ){0,2}(?:awards|hono\w+s|titles|distinctions|certifi\w+s)\b"
)
# Others than the one that is named: who else has it is another question.
_WHO_ELSE = pattern(
    r"谁|哪些?[几两一]?[家个]?(?:企业|公司|单位|机构|城市)|\bwho\b|\bwhich (?:[\w-]+ ){0,2}(?:firms?|compan|citi|city)"
)
_OTHERWISE = frozenset({"date", "number", "count", "growth"})
_RANK = pattern(r"第几|排名|名次|位次|\brank\w*")


def honours(question: Question, found: Sequence[Found]) -> list[Found] | None:
    """The honours of the one body that a question names; ``None`` where it does not ask for them.

    Empty where it has no others than those set aside.
    """
    text = fold(question.text)
    aside = set_aside(question.text)
    asks = _HONOURS.search(text) and _WHICH.search(text) and (aside or _ALL.search(text))
    others = _WHO_ELSE.search(text) or _RANK.search(text) or question.roles & (DOUBTING | _OTHERWISE)
    if not asks or others or question.years:
        return None
    for unit in question.units:
        held = _held(found, unit)
        if held and not any(unit.text in part for part in aside):
            return [f for f in held if not _is_set_aside(question, f, aside)]
    return None


def _held(found: Sequence[Found], unit: Unit) -> list[Found]:
    """What is said of honours that a thing has itself."""
    if unit.kind != "entity" or len(unit.things) != 1:
        return []
    return [f for f in found if f.item.kind == "recognition" and unit.things & set(f.item.data.get(DGO.recipient, ()))]


def _is_set_aside(question: Question, f: Found, aside: Sequence[str]) -> bool:
    """Whether a question names an honour as one that is known."""
    named = [
        n for n, u in enumerate(question.units)
        if u.weight >= TELLING and u.kind != "schema" and any(u.text in part for part in aside)
    ]  # fmt: skip
    return any(f.own[n] >= COVERED for n in named)
