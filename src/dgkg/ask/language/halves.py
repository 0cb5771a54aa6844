"""Questions of which only a part has an answer: 「产值跟税收分别多少」 where only the output is stated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dgkg.ask.language.question import DOUBTING, TELLING, Question, Unit
from dgkg.ask.language.tokens import fold

__all__ = ["halves"]

_JOINT = r"\s*(?:和|跟|与|及|以及|还有|、|,|，|/|\band\b|\bplus\b|&)\s*(?:the |its |their |what )?"
_KINDS = {"concept", "word", "beyond"}


def halves(question: Question) -> Iterator[tuple[Question, str]]:
    """The question without one of two attributes that are asked for side by side, and that one's name."""
    if question.roles & DOUBTING:
        return
    text = fold(question.text)
    parts = [u for u in question.units if u.kind in _KINDS and u.weight >= TELLING and u.text in text]
    for left in parts:
        beside = [u for u in parts if u is not left and _are_joined(text, u, left)]
        if beside and any(u.is_quantity or left.is_quantity for u in beside):
            yield replace(question, units=tuple(u for u in question.units if u is not left)), left.text


def _are_joined(text: str, one: Unit, other: Unit) -> bool:
    first, second = re.escape(one.text), re.escape(other.text)
    return bool(re.search(rf"{first}\w?{_JOINT}{second}|{second}\w?{_JOINT}{first}", text))
