"""What a picture has no room for, and says where one points at the fold: all of it, or on a page the first lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Folded"]


@dataclass(eq=False, slots=True)
class Folded:
    """What stands behind a fold, a line each: told when somebody asks, for a page tells the first few alone."""

    number: int
    tell: Callable[[int], str]

    def first(self, most: int) -> list[str]:
        """At most so many of the lines."""
        return [self.tell(number) for number in range(min(most, self.number))]
