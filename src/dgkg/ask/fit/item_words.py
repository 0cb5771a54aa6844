"""All words of an item itself: of its texts, and of the names of its things."""

from __future__ import annotations

from rdflib import Literal

from dgkg.ask.items.index import Index, Item
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO

__all__ = ["wording"]


def wording(index: Index, item: Item) -> str:
    """All words of an item itself: its texts, and the names of its things."""
    texts = [str(v) for values in item.data.values() for v in values if isinstance(v, Literal)]
    things = (t for t in item.things if not t.startswith(DGO))
    return fold(" ; ".join([*texts, *(name for t in things for name in index.lexicon.names.get(t, ()))]))
