"""Questions in Chinese or English, answered from the graph alone; every clause is cited."""

from __future__ import annotations

from dgkg.ask.answer import STATUSES, Answer
from dgkg.ask.engine import Asker
from dgkg.ask.large import LargeAsker

__all__ = ["STATUSES", "Answer", "Asker", "LargeAsker"]
