"""Regular expressions that are compiled when they are first used.

What reads questions has some four hundred of them, and a command asks one question: most of them are
never tried, and to compile all takes longer than to search.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast

__all__ = ["pattern"]


class _Pattern:
    """Stands for a compiled expression; each method of it is looked up once."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._text, self._flags)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """An expression as of :func:`re.compile`, which raises for a wrong one only when it is used."""
    return cast("re.Pattern[str]", _Pattern(text, flags))
