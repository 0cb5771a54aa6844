"""A scene as plain SVG: rect, path, text, a, title, desc, and nothing that an office program refuses.

No style sheet, no ``foreignObject``, no script; numbers have one decimal, so the same
picture is the same bytes everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from math import hypot
from xml.sax.saxutils import escape, quoteattr

from rdflib import URIRef

from dgkg.diagram.folded import Folded
from dgkg.diagram.look import DASHES, FONTS, INK, SOFT, Look, corners, radius
from dgkg.diagram.scene import LEADING, Connector, Lead, Link, Scene, Shape, Text, clean

__all__ = ["outline", "render_svg", "shortened"]

# A page that names all behind its folds grows by the kilobyte; it has facts and tables beside its picture.
MOST_LINES = 8
# What cannot stand in XML as it is; most texts have nothing of it.
_SPECIAL = re.compile(r"[&<>\"\x00-\x1f\ufffe\uffff]").search


def render_svg(scene: Scene, lead: Lead | None = None) -> str:
    """The picture as a file's content.

    Args:
        scene: the picture.
        lead: gives the address of a thing's or a passage's page, relative or of the web; without one,
            passages lead to their citations in the picture.
    """
    title, description = scene.anchor("title"), scene.anchor("desc")
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{scene.width:.0f}" height="{scene.height:.0f}" '
        f'viewBox="0 0 {scene.width:.0f} {scene.height:.0f}" role="group" '
        f'aria-labelledby="{title} {description}" font-family="{FONTS}">'
    )
    parts = [
        head,
        f'<title id="{title}">{_xml(scene.title)}</title>',
        f'<desc id="{description}">{_xml(scene.description)}</desc>',
        f'<rect x="0" y="0" width="{scene.width:.0f}" height="{scene.height:.0f}" fill="#ffffff"/>',
    ]
    opening = _Openings(scene, lead)
    link: Link | None = None
    for item in scene.items:
        if item.link is not link:
            if link:
                parts.append("</a>")
            link = item.link
            if link:
                parts.append(opening.of(link))
        if not link and item.part == "foot":
            parts += _still(item)
        elif isinstance(item, Text):
            parts += _written(item)
        elif isinstance(item, Shape):
            parts += _shaped(item)
        else:
            way = _way(item)
            if link and lead:
                # A line is thin: on a page, what is near it can be clicked as well.
                parts.append(f'<path d="{way}" fill="none" stroke="#ffffff" stroke-opacity="0" stroke-width="12"/>')
            parts += _line(item, way)
    if link:
        parts.append("</a>")
    return "\n".join([*parts, "</svg>\n"])


# Pictures share the items of their foot: see dgkg.diagram.frame.
@lru_cache(4096)
def _still(item: Shape | Text | Connector) -> tuple[str, ...]:
    """What leads nowhere, and so is the same on every page."""
    if isinstance(item, Connector):
        return tuple(_line(item, _way(item)))
    return tuple(_written(item) if isinstance(item, Text) else _shaped(item))


def outline(look: Look, x: float, y: float, width: float, height: float, line: str = "solid") -> str:
    """The shape of a kind as an element, from its upper left corner."""
    paint = _paint(look, line)
    round_by = radius(look, height)
    if round_by is not None:
        return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{round_by:.1f}" {paint}/>'
    points = " L".join([f"{x + px:.1f} {y + py:.1f}" for px, py in corners(look, width, height)])
    return f'<path d="M{points} Z" {paint}/>'


@lru_cache(256)
def _paint(look: Look, line: str) -> str:
    return f'fill="{look.tint}" stroke="{look.border}" stroke-width="1.6"{_dash(line)}'


class _Openings:
    """The beginnings of the links of one picture."""

    def __init__(self, scene: Scene, lead: Lead | None) -> None:
        self._scene, self._lead = scene, lead
        self._anchors = scene.anchors()
        # A line, its marks and its citation lead to the same sentence.
        self._known: dict[tuple[URIRef | None, tuple[URIRef, ...], str, str], str] = {}

    def of(self, link: Link) -> str:
        """The opening tag, and what is said of the link."""
        key = link.thing, link.passages, link.address, link.anchor
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._attributes(link)
        return f"<a{found}><title>{_xml(self._title(link.said))}</title>"

    def _title(self, said: str | Folded) -> str:
        if isinstance(said, Folded):
            first = said.first(MOST_LINES if self._lead else said.number)
            return "\n".join(first) + (f"\n… +{said.number - len(first)}" if len(first) < said.number else "")
        return shortened(said) if self._lead and "\n" in said else said

    def _attributes(self, link: Link) -> str:
        address = self._scene.address(link, self._lead, self._anchors)
        own = f" id={_quoted(self._scene.anchor(link.anchor))}" if link.anchor else ""
        leads = f" href={_quoted(address)}" if address else ""
        # On a page of ours, a fact and its line light up together.
        told = " ".join([passage.rpartition("/")[2] for passage in link.passages]) if self._lead else ""
        return f"{own}{leads} data-passages={_quoted(told)}" if told else f"{own}{leads}"


def shortened(title: str) -> str:
    r"""What stands behind a fold, a line each, as a page tells it: of many the first, and how many more there are.

    >>> shortened("\n".join("abcdefghijkl")).split("\n")[-2:]
    ['h', '… +4']
    """
    lines = title.split("\n")
    return title if len(lines) <= MOST_LINES else "\n".join([*lines[:MOST_LINES], f"… +{len(lines) - MOST_LINES}"])


def _written(item: Text) -> list[str]:
    if len(item.lines) == 1:
        return [_text(item.x, item.y, item.lines[0], _manner(item.size, item.anchor, item.weight, item.fills[0]))]
    return [
        _text(
            item.x, item.y + number * item.size * item.leading, line, _manner(item.size, item.anchor, item.weight, fill)
        )
        for number, (line, fill) in enumerate(zip(item.lines, item.fills, strict=True))
    ]


def _shaped(item: Shape) -> list[str]:
    shape = outline(item.look, *item.box, item.line)
    lines = item.lines
    if not lines:
        return [shape]
    middle = item.y + item.height / 2 - (len(lines) - 1) * item.size * LEADING / 2 + 0.35 * item.size
    across = item.x + item.width / 2
    manner = _manner(item.size, "middle", item.weight, INK)
    if len(lines) == 1:
        return [shape, _text(across, middle, lines[0], manner)]
    return [
        shape,
        *[_text(across, middle + number * item.size * LEADING, line, manner) for number, line in enumerate(lines)],
    ]


def _text(x: float, y: float, line: str, manner: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {manner}>{_xml(line)}</text>'


@lru_cache(256)
def _manner(size: float, anchor: str, weight: str, fill: str) -> str:
    """How a text is written; pictures know few manners."""
    bold = f' font-weight="{weight}"' if weight != "normal" else ""
    return f'font-size="{size:g}" text-anchor="{anchor}"{bold} fill="{fill}"'


def _ahead(item: Connector) -> tuple[float, float]:
    """The direction in which a line ends."""
    across, down = item.x2 - item.x1, 0.0 if item.is_curved else item.y2 - item.y1
    length = hypot(across, down) or 1.0
    return across / length, down / length


def _way(item: Connector) -> str:
    """A line up to its head, as the data of a path."""
    x1, y1, x2, y2 = item.x1, item.y1, item.x2, item.y2
    ahead = _ahead(item)
    back = 7.0 if item.has_head else 0.0
    end_x, end_y = x2 - back * ahead[0], y2 - back * ahead[1]
    bend = (x2 - x1) * 0.5
    bent = f"C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f}" if item.is_curved else "L"
    return f"M{x1:.1f} {y1:.1f} {bent}{' ' if item.is_curved else ''}{end_x:.1f} {end_y:.1f}"


def _line(item: Connector, way: str) -> list[str]:
    found = [f'<path d="{way}" fill="none" stroke="{SOFT}" stroke-width="1.4"{_dash(item.line)}/>']
    if item.has_head:
        x2, y2 = item.x2, item.y2
        across, down = _ahead(item)
        # The head is a path of its own: office programs lose SVG markers.
        back_x, back_y, aside_x, aside_y = x2 - 8 * across, y2 - 8 * down, -4 * down, 4 * across
        found.append(
            f'<path d="M{x2:.1f} {y2:.1f} L{back_x - aside_x:.1f} {back_y - aside_y:.1f} '
            f'L{back_x + aside_x:.1f} {back_y + aside_y:.1f} Z" fill="{SOFT}"/>'
        )
    if item.mark:
        found += _mark(item)
    return found


def _mark(item: Connector) -> Iterator[str]:
    """What a line says of its ground: a diamond for a way through the tree, a question mark."""
    x, y = item.mark_place
    if item.mark == "tree":
        yield (
            f'<path d="M{x:.1f} {y - 7:.1f} L{x + 7:.1f} {y:.1f} L{x:.1f} {y + 7:.1f} L{x - 7:.1f} {y:.1f} Z" '
            f'fill="#ffffff" stroke="{SOFT}" stroke-width="1.4"/>'
        )
        return
    yield (
        f'<rect x="{x - 7.5:.1f}" y="{y - 7.5:.1f}" width="15" height="15" rx="7.5" fill="#ffffff" stroke="{SOFT}" '
        f'stroke-width="1.4"/>'
    )
    yield (
        f'<text x="{x:.1f}" y="{y + 4:.1f}" font-size="11.5" text-anchor="middle" font-weight="bold" '
        f'fill="{SOFT}">?</text>'
    )


@cache
def _dash(line: str) -> str:
    return f' stroke-dasharray="{" ".join(f"{n:g}" for n in DASHES[line])}"' if DASHES[line] else ""


def _xml(text: str) -> str:
    return escape(clean(text), {'"': "&quot;"}) if _SPECIAL(text) else text


def _quoted(value: str) -> str:
    return quoteattr(clean(value)) if _SPECIAL(value) else f'"{value}"'
