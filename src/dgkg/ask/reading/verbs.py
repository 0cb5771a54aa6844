"""Verbs that are also the name of a quantity, beside the quantity that is asked for.

"What contract value did they bring in with the firms that they newly served?" asks for one number: what was brought
in is the contract value, and the firms are only described.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from dgkg.ask.language.question import TELLING, Unit
from dgkg.pattern import pattern

__all__ = ["with_verbs_aside"]

_Key = TypeVar("_Key")
_SLIGHT = 0.1
_ASKING = r"(?:what|which|how much|how many)(?: total| combined| annual)?"
_AUXILIARY = r"(?:did|do|does|has|have|had|can|could|will|would)"
_VERB = pattern(
    r"(?:bring|brought|take|took|taken|earn|earned|generated?|make|made|book|booked|turn|turned|pull|pulled|rake|raked)"
    r"(?: in| out| over| up)?"
)
_ADDRESSING = pattern(
    r"\baddressed\b|\b(?:does|do|did|to|will|should) [^?,;]*\baddress\b(?! of)|\baddresses (?:what|which)\b"
)
_WHETHER_FOUNDED = pattern(
    r"(?:^|[,;] ?(?:and |but )?)(?:is|are|was|were|has|have|had)\b[^,;?]*\bestablished in (?!\d|what\b|which\b)"
)
_RELATIVE = r"(?:they|it|he|we|that|which|who|whom|\d[\d,.]*)"


def with_verbs_aside(text: str, units: Mapping[_Key, Unit]) -> dict[_Key, Unit]:
    """The parts of a folded question, with next to no weight for quantities that only say what was done."""
    asked = [u for u in units.values() if u.names_quantity and u.weight >= TELLING and _is_asked(text, u)]

    def only_says_what_was_done(unit: Unit) -> bool:
        return unit.names_quantity and any(u is not unit and _is_behind(text, u, unit) for u in asked)

    units = {
        key: u for key, u in units.items()
        if not (u.kind == "beyond" and (_is_dealing_with(text, u) or _is_whether_founded(text, u)))
    }  # fmt: skip
    return {
        key: replace(u, weight=min(u.weight, _SLIGHT), things=frozenset(), kind="word") if only_says_what_was_done(u)
        else u
        for key, u in units.items()
    }  # fmt: skip


def _is_dealing_with(text: str, unit: Unit) -> bool:
    """Whether what a plan addresses is asked for, and no address of anybody."""
    return bool(_ADDRESSING.search(text)) and unit.text.startswith("address")


def _is_whether_founded(text: str, unit: Unit) -> bool:
    """Whether it is asked if something stands yet, and not since when: 「has it been established in Dongguan」."""
    return unit.text == "established in" and bool(_WHETHER_FOUNDED.search(text))


def _is_asked(text: str, unit: Unit) -> bool:
    """Whether a quantity stands behind the word that asks: what contract value did …"""
    return f" {unit.text} " in text and bool(re.search(rf"\b{_ASKING} {re.escape(unit.text)} {_AUXILIARY}\b", text))


def _is_behind(text: str, asked: Unit, unit: Unit) -> bool:
    """Whether another quantity is a verb of the sentence, or of a clause that describes."""
    rest = text.partition(asked.text)[2]
    written = re.escape(unit.text)
    if not re.search(rf"\b{written}\b", rest):
        return False
    return bool(_VERB.fullmatch(unit.text) or re.search(rf"\b{_RELATIVE} (?:\w+ )?{written}\b", rest))
