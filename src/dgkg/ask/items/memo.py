"""What was worked out of late, for when it is asked for again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

__all__ = ["Memo"]

_Made = TypeVar("_Made")


class Memo:
    """Values by what they were made of; no more than so many.

    Threads may share one: at worst two of them make the same value. It holds on to nothing but what it was given, as a
    cache around a method does not.

    Args:
        most: how many; when there are as many, all are let go.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: dict[Hashable, object] = {}

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """The value of a key, made if there is none; of one key all values are of one sort."""
        try:
            return self._held[key]  # type: ignore[return-value]
        except KeyError:
            value = make()
        if len(self._held) >= self._most:
            self._held.clear()
        self._held[key] = value
        return value
