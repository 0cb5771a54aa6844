"""How a picture is spread over slides so that it can be read: pure geometry, no file format.

Head, columns and foot stand on every slide. What a recipe kept together stays together. A thing
that is joined to others on several slides is repeated on each of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dgkg.diagram.scene import Connector, Scene, Shape, Text

__all__ = ["Page", "pages_of"]

# Smaller than that, 13 pixels are less than 9 points: rather another slide.
LEAST_SCALE = 0.7
SIDE = 24.0
GAP = 14.0

_Placed = Shape | Text


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one slide.

    ``scale`` is in points a pixel; ``shifts`` tells for every item how far it is moved down, in pixels,
    before it is scaled; the origin is the upper left corner within the margins.
    """

    number: int
    of: int
    scale: float
    left: float
    shifts: dict[Shape | Text | Connector, float]


def pages_of(scene: Scene, width: float, height: float) -> list[Page]:
    """The slides of a picture.

    Args:
        scene: the picture; its citations are left out, they have slides of their own.
        width: room between the margins, in points.
        height: the same, from top to bottom.
    """
    by_part: dict[str, list[Shape | Text | Connector]] = defaultdict(list)
    for item in scene.items:
        by_part["head" if item.part == "columns" else item.part].append(item)
    head, body, foot = by_part["head"], by_part["body"], by_part["foot"]
    widest = width / (scene.width - 2 * SIDE)
    fixed = sum(_extent(part)[1] - _extent(part)[0] for part in (head, foot)) + 2 * GAP
    top, bottom = _extent(body)
    whole = min(widest, height / (fixed + bottom - top))
    count = 1 if whole >= LEAST_SCALE else -(-int(bottom - top) // max(1, int(height / widest - fixed)))
    bands = _bands(body, top, (bottom - top) / count, count)
    tallest = max(end - start for start, end in map(_extent, bands))
    scale = min(widest, height / (fixed + tallest))
    left = (width / scale - (scene.width - 2 * SIDE)) / 2 - SIDE
    pages = []
    for number, band in enumerate(bands, 1):
        shifts = dict.fromkeys(head, -_extent(head)[0])
        under = _extent(head)[1] - _extent(head)[0] + GAP
        shifts |= dict.fromkeys(band, under - _extent(band)[0])
        if len(bands) > 1:
            shifts |= _hubs(band, under)
        shifts |= dict.fromkeys(foot, height / scale - _extent(foot)[1])
        pages.append(Page(number, len(bands), scale, left, shifts))
    return pages


def _bands(
    body: Sequence[Shape | Text | Connector], top: float, band: float, count: int
) -> list[list[Shape | Text | Connector]]:
    """The items of the body, slide by slide; those that are kept together go where their middle is."""
    kept: dict[object, list[_Placed]] = defaultdict(list)
    for item in body:
        if not isinstance(item, Connector):
            kept[item.group or item].append(item)
    homes: dict[_Placed, int] = {}
    for items in kept.values():
        start, end = _extent(items)
        home = min(count - 1, int(((start + end) / 2 - top) / band))
        homes |= dict.fromkeys(items, home)
    ends = Counter(end for item in body if isinstance(item, Connector) for end in _ends(item))
    found: list[list[Shape | Text | Connector]] = [[] for _ in range(count)]
    for item in body:
        found[homes[item] if not isinstance(item, Connector) else _home(item, homes, ends, top, band, count)].append(
            item
        )
    return [items for items in found if any(not isinstance(item, Connector) for item in items)]


def _home(
    line: Connector, homes: dict[_Placed, int], ends: Counter[_Placed], top: float, band: float, count: int
) -> int:
    """The slide of a line: where the end is that has the fewest lines."""
    joined = [end for end in _ends(line) if end in homes]
    if joined:
        return homes[min(joined, key=lambda end: (ends[end], end.group == 0))]
    return min(count - 1, max(0, int(((line.y1 + line.y2) / 2 - top) / band)))


def _hubs(band: Sequence[Shape | Text | Connector], under: float) -> dict[Shape | Text | Connector, float]:
    """What lines of a slide lead to that no group holds: in its middle, on every such slide once more."""
    wanted = dict.fromkeys(e for item in band if isinstance(item, Connector) for e in _ends(item) if not e.group)
    columns: dict[float, list[_Placed]] = defaultdict(list)
    for item in sorted(wanted, key=lambda item: item.box[1]):
        columns[item.box[0]].append(item)
    start, end = _extent(band)
    found: dict[Shape | Text | Connector, float] = {}
    for items in columns.values():
        total = sum(item.box[3] for item in items) + GAP * (len(items) - 1)
        y = under + max(0.0, (end - start - total) / 2)
        for item in items:
            found[item] = y - item.box[1]
            y += item.box[3] + GAP
    return found


def _ends(line: Connector) -> list[_Placed]:
    return [end for end in (line.start, line.end) if end is not None]


def _extent(items: Iterable[Shape | Text | Connector]) -> tuple[float, float]:
    """From where to where items reach, from top to bottom; lines go where what they join goes."""
    known = list(items)
    boxes = [i.box for i in known if not isinstance(i, Connector) or not (i.start and i.end)]
    return min((b[1] for b in boxes), default=0.0), max((b[1] + b[3] for b in boxes), default=0.0)
