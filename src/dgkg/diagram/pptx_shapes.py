"""The shapes of a slide: outlines, text and connectors as PowerPoint makes them itself.

Rectangles are preset shapes; the others are custom ones (DrawingML ``custGeom``) that have their
connection sites at the same four places, so that a connector stays glued when a shape is moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot
from typing import Any

from dgkg.diagram.look import INK, SOFT, Look, corners, radius
from dgkg.diagram.scene import LEADING, Connector, Shape, Text, clean

__all__ = ["Painter", "emu", "fill_frame", "lead_to"]

FONT = "Microsoft YaHei"
# Of a rectangle and of our custom shapes alike: top, left, bottom, right.
SITES = (("hc", "t", 16200000), ("l", "vc", 10800000), ("hc", "b", 5400000), ("r", "vc", 0))
_DASHES = {"dashed": "dash", "dotted": "sysDot"}
_TIP = 255


def emu(points: float) -> int:
    """Points as English Metric Units, of which an inch has 914,400."""
    return round(points * 12700)


class Painter:
    """Makes the shapes of one slide.

    Args:
        slide: of python-pptx.
        scale: points a pixel.
        left: of the picture's left edge, in points.
        top: of the picture's upper edge, in points.
    """

    def __init__(self, slide: Any, scale: float, left: float, top: float) -> None:
        self.shapes = slide.shapes
        self.scale = scale
        self.left = left
        self.top = top

    def place(self, x: float, y: float) -> tuple[int, int]:
        """A point of the picture on the slide."""
        return emu(self.left + x * self.scale), emu(self.top + y * self.scale)

    def shape(self, item: Shape, shift: float) -> Any:
        """An outline with text in its middle."""
        from pptx.enum.shapes import MSO_SHAPE

        corner = radius(item.look, item.height)
        preset = MSO_SHAPE.ROUNDED_RECTANGLE if corner else MSO_SHAPE.RECTANGLE
        drawn = self.shapes.add_shape(preset, *self.place(item.x, item.y + shift), *self.size(item.width, item.height))
        if corner:
            drawn.adjustments[0] = corner / min(item.width, item.height)
        elif corner is None:
            _customize(drawn, item.look, item.width, item.height)
        _paint(drawn, item.look.tint, item.look.border, 1.6 * self.scale, item.line)
        drawn.name = clean(item.name) or item.look.shape
        self.fill(drawn, item.lines, item.size, LEADING, [INK] * len(item.lines), bold=item.weight == "bold")
        drawn.text_frame.vertical_anchor = _middle()
        return drawn

    def text(self, item: Text, shift: float) -> Any:
        """Lines of text as a shape of their own."""
        x, y, width, height = item.box
        drawn = self.shapes.add_textbox(*self.place(x, y + shift), *self.size(width, height))
        drawn.name = clean(item.name) or "text"
        self.fill(
            drawn, item.lines, item.size, item.leading, item.fills, bold=item.weight == "bold", anchor=item.anchor
        )
        frame = drawn.text_frame
        frame.margin_left = frame.margin_right = emu(item.pad * self.scale)
        return drawn

    def connector(self, item: Connector, shift: float, drawn: Mapping[Shape | Text, Any]) -> Any:
        """A line: a connector glued at both ends, or a mere line where it joins nothing."""
        start, end = (drawn.get(e) if e is not None else None for e in (item.start, item.end))
        (x1, y1), (x2, y2) = self.place(item.x1, item.y1 + shift), self.place(item.x2, item.y2 + shift)
        if start is not None and end is not None:
            (x1, y1, begin), (x2, y2, finish) = (
                _site(start, item.x1, item.y1, item.start),
                _site(end, item.x2, item.y2, item.end),
            )
            line = self.shapes.add_connector(_kind(curved=item.is_curved and abs(y2 - y1) > emu(1)), x1, y1, x2, y2)
            line.begin_connect(start, begin)
            line.end_connect(end, finish)
        else:
            line = self.shapes.add_connector(_kind(curved=False), x1, y1, x2, y2)
        line.name = clean(item.name) or "line"
        _stroke(line, SOFT, 1.4 * self.scale, item.line, has_head=item.has_head)
        if item.mark:
            x, y = self.place(item.mark_place[0], item.mark_place[1] + shift)
            self.mark(item.mark, x, y)
        return line

    def mark(self, mark: str, x: float, y: float) -> None:
        """What a line says of its ground, on it."""
        from pptx.enum.shapes import MSO_SHAPE

        side = emu(15 * self.scale)
        kind = MSO_SHAPE.DIAMOND if mark == "tree" else MSO_SHAPE.OVAL
        drawn = self.shapes.add_shape(kind, round(x - side / 2), round(y - side / 2), side, side)
        drawn.name = f"mark: {mark}"
        _paint(drawn, "#ffffff", SOFT, 1.4 * self.scale, "solid")
        self.fill(drawn, ["?"] if mark == "inferred" else [], 11.5, 1.2, [SOFT], bold=True)
        drawn.text_frame.vertical_anchor = _middle()

    def size(self, width: float, height: float) -> tuple[int, int]:
        """A width and a height of the picture on the slide."""
        return emu(width * self.scale), emu(height * self.scale)

    def fill(
        self,
        drawn: Any,
        lines: Sequence[str],
        size: float,
        leading: float,
        fills: Sequence[str],
        *,
        bold: bool = False,
        anchor: str = "middle",
    ) -> None:
        """Text into a shape, its sizes being of the picture."""
        frame = drawn.text_frame
        fill_frame(frame, lines, size * self.scale, size * leading * self.scale, fills, bold=bold, anchor=anchor)


def fill_frame(
    frame: Any,
    lines: Sequence[str],
    size: float,
    step: float,
    fills: Sequence[str],
    *,
    bold: bool = False,
    anchor: str = "start",
) -> None:
    """Lines of text into a shape, one a paragraph, sizes in points; the lines are broken already."""
    from pptx.enum.text import MSO_AUTO_SIZE, PP_ALIGN
    from pptx.util import Pt

    frame.word_wrap = False
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    alignment = {"start": PP_ALIGN.LEFT, "middle": PP_ALIGN.CENTER, "end": PP_ALIGN.RIGHT}[anchor]
    for number, (line, fill) in enumerate(zip(lines, fills, strict=False)):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = alignment
        paragraph.line_spacing = Pt(round(step, 1))
        run = paragraph.add_run()
        run.text = clean(line)
        _dress(run, size, fill, bold=bold)


def lead_to(slide: Any, shape: Any, told: str, address: str, target: Any | None) -> None:
    """What a shape is, for a screen reader, and where a click on it leads.

    Args:
        slide: where it stands.
        shape: the shape or connector.
        told: in words.
        address: of the web, or empty.
        target: another slide, taken where there is no address.
    """
    from pptx.opc.constants import RELATIONSHIP_TYPE

    about = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 - python-pptx offers no alternative text
    about.set("descr", told)
    if address:
        reference = slide.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    elif target is not None:
        reference = slide.part.relate_to(target.part, RELATIONSHIP_TYPE.SLIDE)
    else:
        return
    click = about.get_or_add_hlinkClick()
    click.rId = reference
    click.set("tooltip", told[:_TIP])
    if not address:
        click.action = "ppaction://hlinksldjump"


def _dress(run: Any, size: float, fill: str, *, bold: bool) -> None:
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    run.font.size = Pt(round(size, 1))
    run.font.bold = bold
    run.font.color.rgb = _rgb(fill)
    run.font.name = FONT
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - python-pptx sets no East Asian font
    east = properties.makeelement(qn("a:ea"), {"typeface": FONT})
    properties.find(qn("a:latin")).addnext(east)


def _paint(drawn: Any, tint: str, border: str, width: float, line: str) -> None:
    drawn.fill.solid()
    drawn.fill.fore_color.rgb = _rgb(tint)
    _stroke(drawn, border, width, line)


def _stroke(drawn: Any, colour: str, width: float, line: str, *, has_head: bool = False) -> None:
    """A line of its own, without the shadow and colours of the theme."""
    from pptx.oxml.ns import qn
    from pptx.util import Pt

    style = drawn._element.find(qn("p:style"))  # noqa: SLF001 - python-pptx offers no way to drop the style
    if style is not None:
        drawn._element.remove(style)  # noqa: SLF001
    drawn.line.width = Pt(round(width, 2))
    drawn.line.fill.solid()
    drawn.line.fill.fore_color.rgb = _rgb(colour)
    outline = drawn.line._get_or_add_ln()  # noqa: SLF001
    if line in _DASHES:
        outline.append(outline.makeelement(qn("a:prstDash"), {"val": _DASHES[line]}))
    if has_head:
        outline.append(outline.makeelement(qn("a:tailEnd"), {"type": "triangle"}))


def _customize(drawn: Any, look: Look, width: float, height: float) -> None:
    """A shape of ours in place of the preset one, with the connection sites of a rectangle."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    points = [f'<a:pt x="{round(x * 100)}" y="{round(y * 100)}"/>' for x, y in corners(look, width, height)]
    sites = "".join(f'<a:cxn ang="{angle}"><a:pos x="{x}" y="{y}"/></a:cxn>' for x, y, angle in SITES)
    geometry = parse_xml(
        f"<a:custGeom {nsdecls('a')}><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst>{sites}</a:cxnLst>"
        '<a:rect l="l" t="t" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{round(width * 100)}" h="{round(height * 100)}">'
        f"<a:moveTo>{points[0]}</a:moveTo>{''.join(f'<a:lnTo>{p}</a:lnTo>' for p in points[1:])}<a:close/>"
        "</a:path></a:pathLst></a:custGeom>"
    )
    preset = drawn._element.spPr.find(qn("a:prstGeom"))  # noqa: SLF001 - python-pptx makes no custom geometry here
    preset.addprevious(geometry)
    preset.getparent().remove(preset)


def _site(drawn: Any, x: float, y: float, item: Shape | Text | None) -> tuple[int, int, int]:
    """The connection site next to a point of the picture: where it is on the slide, and its number."""
    assert item is not None
    left, top, width, height = item.box
    sites = [
        (left + width / 2, top), (left, top + height / 2), (left + width / 2, top + height),
        (left + width, top + height / 2),
    ]  # fmt: skip
    number = min(range(4), key=lambda n: hypot(sites[n][0] - x, sites[n][1] - y))
    middle_x, middle_y = drawn.left + drawn.width // 2, drawn.top + drawn.height // 2
    return (
        *[(middle_x, drawn.top), (drawn.left, middle_y), (middle_x, drawn.top + drawn.height),
          (drawn.left + drawn.width, middle_y)][number],
        number,
    )  # fmt: skip


def _kind(*, curved: bool) -> Any:
    from pptx.enum.shapes import MSO_CONNECTOR

    return MSO_CONNECTOR.CURVE if curved else MSO_CONNECTOR.STRAIGHT


def _middle() -> Any:
    from pptx.enum.text import MSO_VERTICAL_ANCHOR

    return MSO_VERTICAL_ANCHOR.MIDDLE


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    red, green, blue = bytes.fromhex(colour.lstrip("#"))
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]
