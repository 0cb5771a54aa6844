"""Plain SVG: rect, path, text, a, title, desc, and nothing that an office program refuses.

No style sheet, no ``foreignObject``, no script; numbers have one decimal, so the same
picture is the same bytes everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from dgkg.diagram.text import text_width

__all__ = ["FONTS", "INK", "LINK", "SOFT", "Canvas", "Look", "box_width", "look_of", "outline"]

FONTS = "'Microsoft YaHei','PingFang SC','Noto Sans CJK SC','Source Han Sans SC',sans-serif"
INK = "#1b1b1b"
SOFT = "#4a4f57"
LINK = "#0b5c95"
_DASHES = {"solid": "", "dashed": "6 4", "dotted": "1.5 4"}
# XML 1.0 §2.2 has no place for these, escaped or not.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Look:
    """How a type is drawn: shape, tint and border; types differ in shape, not in hue alone."""

    __slots__ = ("border", "shape", "tint")

    def __init__(self, shape: str, tint: str, border: str) -> None:
        self.shape = shape
        self.tint = tint
        self.border = border


_LOOKS = {
    "policy": Look("box", "#f6e6f0", "#8c4379"),
    "industry": Look("pill", "#e3f0fa", "#0b5c95"),
    "firm": Look("round", "#fdf3d7", "#8f5f00"),
    "project": Look("cut", "#e6f3ea", "#2b6f46"),
    "place": Look("tag", "#e8e8f8", "#4b4ba3"),
    "plan": Look("bevel", "#f2f2f2", "#5b6068"),
    "other": Look("hex", "#f2f2f2", "#5b6068"),
}


def look_of(kind: str) -> Look:
    """The look of a kind of thing."""
    return _LOOKS.get(kind, _LOOKS["other"])


def outline(look: Look, x: float, y: float, width: float, height: float, line: str = "solid") -> str:
    """The shape of a type as an element, from its upper left corner."""
    dash = f' stroke-dasharray="{_DASHES[line]}"' if _DASHES[line] else ""
    paint = f'fill="{look.tint}" stroke="{look.border}" stroke-width="1.6"{dash}'
    radius = {"box": 0.0, "round": min(7.0, height / 3), "pill": min(20.0, height / 2)}.get(look.shape)
    if radius is not None:
        return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{radius:.1f}" {paint}/>'
    # A corner larger than a third of the height would turn a small swatch into another shape.
    corner = min(8.0, height / 3)
    right, bottom, middle = x + width, y + height, y + height / 2
    points = {
        # Corners cut: a plan on paper that has become a site.
        "cut": [
            (x + corner, y), (right - corner, y), (right, y + corner), (right, bottom - corner),
            (right - corner, bottom), (x + corner, bottom), (x, bottom - corner), (x, y + corner),
        ],
        "tag": [(x, y), (right - corner, y), (right, middle), (right - corner, bottom), (x, bottom)],
        "bevel": [(x + corner, y), (right, y), (right - corner, bottom), (x, bottom)],
        "hex": [
            (x + corner, y), (right - corner, y), (right, middle), (right - corner, bottom), (x + corner, bottom),
            (x, middle),
        ],
    }[look.shape]  # fmt: skip
    path = "M" + " L".join(f"{px:.1f} {py:.1f}" for px, py in points) + " Z"
    return f'<path d="{path}" {paint}/>'


class Canvas:
    """Collects the elements of one picture.

    Args:
        width: of the picture.
        name: begins every id in it, so that two pictures can stand on one page.
    """

    def __init__(self, width: float, name: str) -> None:
        self.width = width
        self.name = name
        self._parts: list[str] = []

    def add(self, element: str) -> None:
        """An element as it is; whoever makes it has escaped it."""
        self._parts.append(element)

    def text(
        self,
        x: float,
        y: float,
        lines: str | Sequence[str],
        *,
        size: float = 13,
        anchor: str = "start",
        weight: str = "normal",
        fill: str = INK,
        leading: float = 1.35,
    ) -> None:
        """Lines of text, the first baseline at ``y``."""
        for number, line in enumerate([lines] if isinstance(lines, str) else lines):
            bold = f' font-weight="{weight}"' if weight != "normal" else ""
            self.add(
                f'<text x="{x:.1f}" y="{y + number * size * leading:.1f}" font-size="{size:g}" '
                f'text-anchor="{anchor}"{bold} fill="{fill}">{_xml(line)}</text>'
            )

    def shape(self, look: Look, x: float, y: float, width: float, height: float, line: str = "solid") -> None:
        """The outline of a type, from its upper left corner."""
        self.add(outline(look, x, y, width, height, line))

    def curve(self, x1: float, y1: float, x2: float, y2: float, line: str = "solid") -> None:
        """A level S-curve with an arrow head at its end."""
        dash = f' stroke-dasharray="{_DASHES[line]}"' if _DASHES[line] else ""
        bend = (x2 - x1) * 0.5
        self.add(
            f'<path d="M{x1:.1f} {y1:.1f} C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2 - 7:.1f} {y2:.1f}" '
            f'fill="none" stroke="{SOFT}" stroke-width="1.4"{dash}/>'
        )
        # The head is a path of its own: office programs lose SVG markers.
        self.add(
            f'<path d="M{x2:.1f} {y2:.1f} L{x2 - 8:.1f} {y2 - 4:.1f} L{x2 - 8:.1f} {y2 + 4:.1f} Z" fill="{SOFT}"/>'
        )

    def open_link(self, address: str, title: str, anchor: str = "") -> None:
        """What follows, up to :meth:`close_link`, leads somewhere and says what it is.

        Args:
            address: an IRI, or ``#`` and an anchor of this picture.
            title: what is there.
            anchor: a name by which other links of the picture lead here.
        """
        target = f"#{self.anchor(address[1:])}" if address.startswith("#") else _clean(address)
        own = f" id={quoteattr(self.anchor(anchor))}" if anchor else ""
        # An IRI is data: javascript: is one too, and must not run when somebody clicks.
        leads = f" href={quoteattr(target)}" if re.match(r"#|https?://", target) else ""
        self.add(f"<a{own}{leads}><title>{_xml(title)}</title>")

    def anchor(self, name: str) -> str:
        """The id of a named place in this picture; ids have no spaces."""
        return re.sub(r"[^\w.-]", "-", f"{self.name}-{name}")

    def close_link(self) -> None:
        """Ends a link."""
        self.add("</a>")

    def render(self, height: float, title: str, description: str) -> str:
        """The picture as a file's content."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width:.0f}" height="{height:.0f}" '
            f'viewBox="0 0 {self.width:.0f} {height:.0f}" role="group" '
            f'aria-labelledby="{self.anchor("title")} {self.anchor("desc")}" '
            f'font-family="{FONTS}">'
        )
        return "\n".join(
            [
                head,
                f'<title id="{self.anchor("title")}">{_xml(title)}</title>',
                f'<desc id="{self.anchor("desc")}">{_xml(description)}</desc>',
                f'<rect x="0" y="0" width="{self.width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
                *self._parts,
                "</svg>\n",
            ]
        )


def box_width(text: str, size: float, padding: float = 12) -> float:
    """The width of a box around one line of text."""
    return text_width(text, size) + 2 * padding


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _xml(text: str) -> str:
    return escape(_clean(text), {'"': "&quot;"})
