"""Last words of names in other words: 「technical and operations-management staff」 are the talent of that name.

Such a word (staff, headcount) asks of most things for what no report tells. Behind a name that ends in a word which it
stands for it is but the end of that name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from dgkg.ask.items.index import Index
from dgkg.ask.language.question import Unit
from dgkg.ask.language.tokens import features, phrase

__all__ = ["without_name_ends"]

_Key = TypeVar("_Key")


def without_name_ends(index: Index, text: str, units: Mapping[_Key, Unit]) -> dict[_Key, Unit]:
    """The parts of a folded question without words of the unheard-of kind that end a name in other words."""
    return {
        key: u for key, u in units.items()
        if u.kind != "beyond" or not any(_ends(index, text, u, name) for name in units.values() if name.things)
    }  # fmt: skip


def _ends(index: Index, text: str, unit: Unit, name: Unit) -> bool:
    """Whether a word stands behind a name, in the place of a word of the whole name."""
    if not re.search(rf"{re.escape(name.text)}[ -]?{re.escape(unit.text)}(?![a-z])", text):
        return False
    alike = frozenset().union(*(index.lexicon.alike.get(word, frozenset()) for word in phrase(unit.text)))
    known = frozenset().union(*(index.lexicon.features.get(t, frozenset()) for t in name.things))
    return bool(alike & (known - features(name.text)))
