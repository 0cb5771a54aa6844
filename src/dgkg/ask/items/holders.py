"""Which of many sets hold some thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from functools import cached_property
from itertools import compress, count
from operator import not_
from typing import Generic, TypeVar

__all__ = ["Holders"]

_Thing = TypeVar("_Thing", bound=Hashable)
# To look through all sets so often takes as long as to note of each thing where it is.
_OFTEN = 64


class Holders(Generic[_Thing]):
    """Tells which of many sets hold some thing; what is asked once only need not know where everything is.

    Args:
        sets: those many.
    """

    def __init__(self, sets: Sequence[frozenset[_Thing]]) -> None:
        self._sets = sets
        self._asked = 0

    def of(self, some: frozenset[_Thing]) -> Collection[int]:
        """The places of the sets that hold any of some things."""
        self._asked += 1
        if self._asked <= _OFTEN:
            return list(compress(count(), map(not_, map(some.isdisjoint, self._sets))))
        if len(some) == 1:
            (thing,) = some
            return self._places.get(thing, ())
        return set().union(*(self._places.get(thing, ()) for thing in some))

    @cached_property
    def _places(self) -> Mapping[_Thing, Sequence[int]]:
        found: dict[_Thing, list[int]] = defaultdict(list)
        for place, things in enumerate(self._sets):
            for thing in things:
                found[thing].append(place)
        return dict(found)
