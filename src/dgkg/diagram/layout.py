"""Where things stand around a focus: blocks of one kind in columns, left and right of it.

Coordinates are computed from names and counted text, never by simulated forces, so a picture
opens settled and is the same every time. A block that is too long folds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Block", "arrange", "column_count", "column_starts", "fold"]

FIRST_COLUMN = 330.0
NEXT_COLUMN = 245.0
ROW_GAP = 14.0
BLOCK_GAP = 34.0
# Columns are no taller than a screen is likely to be; what is far off may fill a taller one.
TALLEST, TALLEST_FAR = 900.0, 1500.0
LEAST_IN_BLOCK, MOST_IN_BLOCK = 6, 18


@dataclass(frozen=True, slots=True)
class Block:
    """Things of one kind on one side (-1 left, 1 right); ``rest`` is what is folded away."""

    side: int
    kind: str
    shown: tuple[str, ...]
    rest: tuple[str, ...] = ()

    @property
    def fold(self) -> str:
        """The name of what stands for the rest; empty where nothing is folded."""
        return f"fold:{self.side}:{self.kind}" if self.rest else ""

    @property
    def members(self) -> tuple[str, ...]:
        """What takes a place."""
        return (*self.shown, self.fold) if self.rest else self.shown


def fold(groups: Mapping[tuple[int, str], Sequence[str]], most: int) -> list[Block]:
    """Blocks with at most about ``most`` members together.

    The room of a block hangs on how many blocks there are, not on what the others hold.

    Args:
        groups: by side and kind, what matters most first.
        most: members of all blocks together, as far as the least room of a block allows.
    """
    room = max(LEAST_IN_BLOCK, min(MOST_IN_BLOCK, most // max(1, len(groups))))
    return [
        Block(side, kind, tuple(names))
        if len(names) <= room
        else Block(side, kind, tuple(names[: room - 1]), tuple(names[room - 1 :]))
        for (side, kind), names in groups.items()
    ]


def column_count(blocks: Sequence[Block], side: int, height: Callable[[str], float]) -> int:
    """How many columns one side needs."""
    return len(_columns(blocks, side, height, TALLEST))


def column_starts(blocks: Sequence[Block], side: int, height: Callable[[str], float]) -> list[str]:
    """What stands first in its block in each column of a side."""
    return [part[0] for column in _columns(blocks, side, height, TALLEST) for part in column]


def arrange(
    blocks: Sequence[Block],
    height: Callable[[str], float],
    head: Callable[[str], float] = lambda _: 0.0,
    before: Mapping[int, int] | None = None,
) -> dict[str, tuple[float, float]]:
    """The centre of everything in the blocks, the focus being at (0, 0).

    Args:
        blocks: in the order in which they stand, from the top.
        height: of a thing.
        head: room for what is written above a thing.
        before: columns that are taken already, by side.
    """
    places: dict[str, tuple[float, float]] = {}
    for side in (-1, 1):
        taken = (before or {}).get(side, 0)
        gap = FIRST_COLUMN - NEXT_COLUMN if taken else 0.0
        columns = _columns(blocks, side, height, TALLEST if before is None else TALLEST_FAR)
        for number, column in enumerate(columns, taken):
            x = side * (FIRST_COLUMN + number * NEXT_COLUMN + gap)
            total = sum(head(n) + height(n) + ROW_GAP for block in column for n in block) - ROW_GAP
            y = -(total + BLOCK_GAP * (len(column) - 1)) / 2
            for block in column:
                for node in block:
                    y += head(node)
                    places[node] = (round(x, 1), round(y + height(node) / 2, 1))
                    y += height(node) + ROW_GAP
                y += BLOCK_GAP
    return places


def _columns(
    blocks: Sequence[Block], side: int, height: Callable[[str], float], tallest: float
) -> list[list[list[str]]]:
    """The blocks of a side in columns of about equal height."""
    own = [block for block in blocks if block.side == side]
    total = sum(height(n) + ROW_GAP for block in own for n in block.members) + BLOCK_GAP * len(own)
    count = max(1, -(-int(total) // int(tallest)))
    limit = total / count + BLOCK_GAP
    columns: list[list[list[str]]] = []
    filled = 0.0
    for block in own:
        part: list[str] = []
        for node in block.members:
            need = height(node) + ROW_GAP
            if not columns or (filled + need > limit and columns[-1] and len(columns) < count):
                columns.append([])
                filled, part = 0.0, []
            if not part:
                columns[-1].append(part)
            part.append(node)
            filled += need
        filled += BLOCK_GAP
    return columns
