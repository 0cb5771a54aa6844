"""Whether a question asks for what can only be worked out: where nothing was, what is stated beside it is no answer.

「平均每天新增多少」, "how many planned factories are still not built": that the source tells how many there are
says nothing of how many a day, or of how many there are not.
"""

from __future__ import annotations

from dgkg.ask.language.question import DOUBTING, Question
from dgkg.ask.language.sides import sides_of
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.backwards import is_implied_whole, limit_asked_for
from dgkg.ask.sums.per_time import asks_per_time
from dgkg.ask.sums.several import lists_several
from dgkg.ask.sums.stock_growth import asks_for_stock_growth
from dgkg.pattern import pattern

__all__ = ["can_only_be_worked_out"]

_ON_EACH = pattern(
    r"平均每?一?[家场座个台户位件宗项部](?!人)[^，。？?]{0,12}(?:多少|几)|[场户]均[^，。？?]{0,6}(?:多少|几)"
    r"|\bon average\b.*\b(?:each|per|every)\b|\b(?:each|per|every)\b.*\bon average\b"
)
_LEFT_OVER = pattern(
    r"(?:扣[除掉]|减[去掉]|除[去掉]|刨[去掉]|去掉|剔除)[^，。？?]{1,16}?(?:之?后|以后|[，,])?(?:还|剩|余|另)[^，。？?]{0,6}(?:多少|几)"
    r"|(?:还有?|尚有|剩下?|余下)(?:多少|几)[^，。？?]{1,14}(?:没有?|未|尚未)(?:建成?|完工|建好|建起来)|在岸"
    r"|\b(?:still|yet|so far) (?:not|to be) (?:yet )?(?:been )?(?:built|installed|completed)\b"
    r"|\bnot (?:yet )?(?:been )?(?:built|installed) yet\b|\bunbuilt\b|\bonshore\b"
    r"|\b(?:left|remains?|remained|over) (?:after|once|when) (?:you )?(?:tak|exclud|deduct|subtract|leav|strip)\w+\b"
)
# 「三家合计产值」 may be stated as one figure; what is to be added up is not.
_ADDS_UP = pattern(r"加总|加起来|相加|之和|加在一起|\badd(?:s|ed|ing)? up\b|\btogether\b|\bsum of\b|\bsum total\b")
_ASKS_NUMBER = frozenset({"number", "count", "amount", "average", "share", "ratio", "difference", "times"})


def can_only_be_worked_out(question: Question) -> bool:
    """Whether what a question asks for stands in no sentence as such."""
    text = fold(question.text)
    if question.roles & DOUBTING - {"status"} or not question.roles & _ASKS_NUMBER:
        return False
    if asks_per_time(question) in {"day", "month"} and "cap" not in question.roles:
        return True
    if asks_for_stock_growth(question) or limit_asked_for(question) or is_implied_whole(question):
        return True
    if lists_several(question) and _ADDS_UP.search(text):
        return True
    if "times" in question.roles and any(sides.way == "times" for sides in sides_of(question.text)):
        return True
    return any(form.search(text) for form in (_ON_EACH, _LEFT_OVER))
