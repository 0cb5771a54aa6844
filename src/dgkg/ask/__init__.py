"""Questions in Chinese or English, answered from the graph alone; every clause is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dgkg.ask.answer import STATUSES, Answer
from dgkg.ask.engine import Asker

if TYPE_CHECKING:
    from dgkg.ask.large import LargeAsker

__all__ = ["STATUSES", "Answer", "Asker", "LargeAsker"]


def __getattr__(name: str) -> Any:
    # Few graphs are too large to be read; what asks those is imported for them alone.
    if name != "LargeAsker":
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    from dgkg.ask.large import LargeAsker

    return LargeAsker
