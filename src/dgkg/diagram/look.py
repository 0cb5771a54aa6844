"""How kinds of things are drawn: shape, tint and border; and how a line tells how far something is.

Kinds differ in shape, not in hue alone; there are five hues and grey. A line's dash means
status and nothing else: on what ground a hop stands shows in a mark on the line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

__all__ = ["DASHES", "FONTS", "INK", "LINES", "LINK", "LOOKS", "SOFT", "Look", "corners", "look_of", "radius"]

FONTS = "'Microsoft YaHei','PingFang SC','Noto Sans CJK SC','Source Han Sans SC',sans-serif"
INK = "#1b1b1b"
SOFT = "#4a4f57"
LINK = "#0b5c95"
LINES = ("solid", "dashed", "dotted")
# Dash and gap in pixels; none for a whole line.
DASHES: Mapping[str, Sequence[float]] = {"solid": (), "dashed": (6, 4), "dotted": (1.5, 4)}


class Look:
    """How a kind is drawn: shape (``box round pill cut tag bevel hex note slant``), tint and border."""

    __slots__ = ("border", "shape", "tint")

    def __init__(self, shape: str, tint: str, border: str) -> None:
        self.shape = shape
        self.tint = tint
        self.border = border


LOOKS = {
    "policy": Look("box", "#f6e6f0", "#8c4379"),
    "measure": Look("note", "#f6e6f0", "#8c4379"),
    "industry": Look("pill", "#e3f0fa", "#0b5c95"),
    "firm": Look("round", "#fdf3d7", "#8f5f00"),
    "project": Look("cut", "#e6f3ea", "#2b6f46"),
    "place": Look("tag", "#e8e8f8", "#4b4ba3"),
    "plan": Look("bevel", "#f2f2f2", "#5b6068"),
    "figure": Look("slant", "#ffffff", "#5b6068"),
    "other": Look("hex", "#f2f2f2", "#5b6068"),
}


def look_of(kind: str) -> Look:
    """The look of a kind of thing."""
    return LOOKS.get(kind, LOOKS["other"])


def radius(look: Look, height: float) -> float | None:
    """The radius of the corners; ``None`` for a shape that is no rectangle."""
    if look.shape == "round":
        return min(7.0, height / 3)
    if look.shape == "pill":
        return min(20.0, height / 2)
    return 0.0 if look.shape == "box" else None


def corners(look: Look, width: float, height: float) -> Sequence[tuple[float, float]]:
    """The corners of a shape that is no rectangle, clockwise, from its upper left corner."""
    # A corner larger than a third of the height would turn a small swatch into another shape.
    cut = min(8.0, height / 3)
    right, middle = width - cut, height / 2
    if look.shape == "cut":
        # Corners cut: a plan on paper that has become a site.
        return [(cut, 0), (right, 0), (width, cut), (width, height - cut), (right, height), (cut, height),
                (0, height - cut), (0, cut)]  # fmt: skip
    return {
        "tag": ((0, 0), (right, 0), (width, middle), (right, height), (0, height)),
        "bevel": ((cut, 0), (width, 0), (right, height), (0, height)),
        "hex": ((cut, 0), (right, 0), (width, middle), (right, height), (cut, height), (0, middle)),
        "note": ((0, 0), (right, 0), (width, cut), (width, height), (0, height)),
        "slant": ((0, 0), (right, 0), (width, height), (cut, height)),
    }[look.shape]
