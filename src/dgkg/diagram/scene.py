"""A picture as neutral items: shapes, text and connectors in their places, and where each leads.

A recipe records on a :class:`Canvas` and finishes a :class:`Scene`, which
:mod:`dgkg.diagram.svg`, :mod:`~dgkg.diagram.png` and :mod:`~dgkg.diagram.pptx` render. Units are
pixels, from the upper left corner::

    canvas = Canvas(1120, "my-recipe-huawei")               # begins every id in the picture
    with canvas.part("body"), canvas.keep():                # what stays together on a slide
        with canvas.link("华为 — …", thing=iri, passages=cited):
            firm = canvas.shape(look_of("firm"), x, y, 90, 30, text="华为", name="华为")
        role = canvas.text(x, y, ["核心企业"], name="核心企业")   # text is a shape, too: it can be glued
        with canvas.link("… — …", passages=cited):
            canvas.curve(x1, y1, x2, y2, "dashed", start=role, end=firm, name="核心企业 → 华为")
    scene = canvas.finish(height, title, description)

What a link means is kept (a thing, passages), not an address. Who renders gives a function from
thing or passage IRI to an address, or ``None`` for no page; without one, passages lead to their
citation in the picture. :mod:`dgkg.diagram.frame` draws title, legend, source and citations alike
for all recipes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.diagram.address import is_harmless
from dgkg.diagram.folded import Folded
from dgkg.diagram.look import INK, Look
from dgkg.diagram.text import text_width

__all__ = [
    "LEADING",
    "PARTS",
    "Canvas",
    "Connector",
    "Item",
    "Lead",
    "Link",
    "Scene",
    "Shape",
    "Text",
    "box_width",
    "clean",
    "note_anchor",
]

# What follows is recorded by the hundred for each picture; frozen classes would take three times as long to make.
Lead = Callable[[URIRef], str | None]
LEADING = 1.35
# Head, columns and foot stand on every slide, the body is spread over slides, the citations have their own.
PARTS = ("head", "columns", "body", "foot", "citations")
# XML 1.0 §2.2 has no place for these, escaped or not.
_NOT_IN_ID = re.compile(r"[^\w.-]")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(eq=False, slots=True)
class Link:
    """Where items lead, and what is there (``said``; ``title`` is all of it).

    ``address`` is ``#`` and an anchor of this picture; ``anchor`` is the name by which links lead here.
    """

    said: str | Folded
    thing: URIRef | None = None
    passages: tuple[URIRef, ...] = ()
    address: str = ""
    anchor: str = ""

    @property
    def title(self) -> str:
        """What is there, in words."""
        return self.said if isinstance(self.said, str) else "\n".join(self.said.first(self.said.number))


@dataclass(eq=False, slots=True)
class Item:
    """What all items have: a name, the part of the picture, what they keep together with, and a link."""

    name: str
    part: str
    group: int
    link: Link | None


@dataclass(eq=False, slots=True)
class Shape(Item):
    """An outline with lines of text in its middle."""

    look: Look
    x: float
    y: float
    width: float
    height: float
    line: str
    lines: tuple[str, ...]
    size: float
    weight: str

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, width, height."""
        return self.x, self.y, self.width, self.height


@dataclass(eq=False, slots=True)
class Text(Item):
    """Lines of text, the first baseline at ``y``; ``pad`` is the room left and right where a line is glued."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float
    anchor: str
    weight: str
    fills: tuple[str, ...]
    leading: float
    pad: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, width, height."""
        width = max((text_width(line, self.size) for line in self.lines), default=0.0)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        step = self.size * self.leading
        return left - self.pad, self.y - 0.82 * step, width + 2 * self.pad, step * len(self.lines)


@dataclass(eq=False, slots=True)
class Connector(Item):
    """A line, level at both ends where it is curved; glued to what it starts and ends at.

    ``mark`` tells on what ground it stands: ``tree`` or ``inferred``, nothing for what is stated;
    ``mark_at`` how far along it is told, from 0 to 1.
    """

    x1: float
    y1: float
    x2: float
    y2: float
    line: str
    start: Shape | Text | None
    end: Shape | Text | None
    is_curved: bool
    has_head: bool
    mark: str
    mark_at: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, width, height."""
        left, top = min(self.x1, self.x2), min(self.y1, self.y2)
        return left, top, abs(self.x2 - self.x1), abs(self.y2 - self.y1)

    @property
    def mark_place(self) -> tuple[float, float]:
        """Where its mark stands, ``mark_at`` being the parameter of the curve (a cubic of Bézier)."""
        t = self.mark_at
        # Both bends lie half-way across, one as high as the start, one as high as the end.
        across, down = (1.5 * t * (1 - t) + t**3, t * t * (3 - 2 * t)) if self.is_curved else (t, t)
        return self.x1 + across * (self.x2 - self.x1), self.y1 + down * (self.y2 - self.y1)


@dataclass(frozen=True, slots=True)
class Scene:
    """A finished picture: its size, what it says of itself, and its items from the back to the front."""

    name: str
    width: float
    height: float
    title: str
    description: str
    items: tuple[Shape | Text | Connector, ...]

    def anchor(self, name: str) -> str:
        """The id of a named place in this picture; ids have no spaces."""
        return _id(f"{self.name}-{name}")

    def anchors(self) -> set[str]:
        """The names of all places that links lead to."""
        return {item.link.anchor for item in self.items if item.link and item.link.anchor}

    def address(self, link: Link, lead: Lead | None, anchors: Iterable[str]) -> str:
        """Where a link leads; empty for nowhere.

        Args:
            link: one of this picture.
            lead: gives pages of things and passages.
            anchors: what :meth:`anchors` gives.
        """
        meant = link.passages if link.thing is None else (link.thing, *link.passages)
        if lead is not None:
            for iri in meant:
                if found := lead(iri):
                    return clean(found) if is_harmless(found) else ""
        if link.address.startswith("#"):
            return f"#{self.anchor(link.address[1:])}"
        for passage in link.passages:
            if note_anchor(passage) in anchors and note_anchor(passage) != link.anchor:
                return f"#{self.anchor(note_anchor(passage))}"
        # An IRI is data: javascript: is one too, and must not run when somebody clicks.
        out = [*link.passages, *meant, link.address]
        return next((clean(iri) for iri in out if re.match(r"https?://", iri)), "")


class Canvas:
    """Records the items of one picture.

    Args:
        width: of the picture.
        name: begins every id in it, so that two pictures can stand on one page.
    """

    def __init__(self, width: float, name: str) -> None:
        self.width = width
        self.name = name
        self._items: list[Shape | Text | Connector] = []
        self._part = "body"
        self._link: Link | None = None
        self._group = 0
        self._groups = 0

    def shape(
        self,
        look: Look,
        x: float,
        y: float,
        width: float,
        height: float,
        line: str = "solid",
        *,
        text: str | Sequence[str] = (),
        size: float = 13,
        weight: str = "normal",
        name: str = "",
    ) -> Shape:
        """A shape from its upper left corner, with lines of text in its middle; connectors can be glued to it."""
        lines = _lines(text)
        item = Shape(
            name or _joined(lines), self._part, self._group, self._link, look, x, y, width, height, line, lines,
            size, weight,
        )  # fmt: skip
        self._items.append(item)
        return item

    def text(
        self,
        x: float,
        y: float,
        lines: str | Sequence[str],
        *,
        size: float = 13,
        anchor: str = "start",
        weight: str = "normal",
        fill: str | Sequence[str] = INK,
        leading: float = LEADING,
        name: str = "",
        pad: float = 0,
    ) -> Text:
        """Lines of text, the first baseline at ``y``; connectors can be glued to it.

        Args:
            x: of what ``anchor`` (``start middle end``) says.
            y: of the first baseline.
            lines: one or several.
            size: of the font's em.
            anchor: which point of a line stands at ``x``.
            weight: ``normal`` or ``bold``.
            fill: one colour, or one a line.
            leading: from line to line, in ems.
            name: told by a slide's list of shapes; else the text.
            pad: room left and right of it, which a glued line does not enter.
        """
        told = _lines(lines)
        fills = (fill,) * len(told) if isinstance(fill, str) else tuple(fill)
        item = Text(
            name or _joined(told), self._part, self._group, self._link, x, y, told, size, anchor, weight, fills,
            leading, pad,
        )  # fmt: skip
        self._items.append(item)
        return item

    def curve(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        line: str = "solid",
        *,
        start: Shape | Text | None = None,
        end: Shape | Text | None = None,
        name: str = "",
        mark: str = "",
        mark_at: float = 0.5,
        is_curved: bool = True,
        has_head: bool = True,
    ) -> Connector:
        """A level S-curve (or a straight line) with an arrow head at its end, glued to what is given."""
        item = Connector(
            name, self._part, self._group, self._link, x1, y1, x2, y2, line, start, end, is_curved, has_head, mark,
            mark_at,
        )  # fmt: skip
        self._items.append(item)
        return item

    def rule(self, x1: float, y1: float, x2: float, y2: float, line: str = "solid", *, name: str = "") -> Connector:
        """A straight line that joins nothing: an axis, a rule under a heading."""
        return self.curve(x1, y1, x2, y2, line, name=name, is_curved=False, has_head=False)

    def link(
        self,
        title: str | Folded,
        *,
        thing: URIRef | None = None,
        passages: Iterable[URIRef] = (),
        address: str = "",
        anchor: str = "",
    ) -> AbstractContextManager[None]:
        """What is recorded inside leads somewhere and says what is there; links do not nest.

        Args:
            title: what is there, in words; or line by line what is folded.
            thing: what it is about; comes before the passages where things have pages.
            passages: IRIs of what states it, the first of them being led to.
            address: ``#`` and an anchor of this picture, or ``http(s)://``.
            anchor: a name by which other links of the picture lead here.
        """
        return _While(self, "_link", Link(title, thing, tuple(passages), address, anchor))

    def part(self, name: str) -> AbstractContextManager[None]:
        """What is recorded inside belongs to a part of the picture, one of :data:`PARTS`; else to the body."""
        return _While(self, "_part", name)

    def keep(self) -> AbstractContextManager[None]:
        """What is recorded inside stays on one slide."""
        self._groups += 1
        return _While(self, "_group", self._groups)

    def add(self, items: Iterable[Shape | Text | Connector]) -> None:
        """Take what another canvas has recorded: what many pictures have alike is recorded once."""
        self._items.extend(items)

    @property
    def items(self) -> tuple[Shape | Text | Connector, ...]:
        """What is recorded so far."""
        return tuple(self._items)

    def finish(self, height: float, title: str, description: str) -> Scene:
        """The picture, with what it says of itself to those who do not see it."""
        return Scene(self.name, self.width, height, title, description, tuple(self._items))


class _While:
    """A canvas with something set, and then as it was; several times as fast as a generator that does the same."""

    __slots__ = ("_before", "_canvas", "_name", "_value")

    def __init__(self, canvas: Canvas, name: str, value: object) -> None:
        self._canvas, self._name, self._value = canvas, name, value

    def __enter__(self) -> None:
        self._before = getattr(self._canvas, self._name)
        setattr(self._canvas, self._name, self._value)

    def __exit__(self, *_: object) -> None:
        setattr(self._canvas, self._name, self._before)


def note_anchor(passage: URIRef) -> str:
    """The anchor of a citation: the source and the passage, for ids may meet again."""
    return "-".join(str(passage).split("/")[-2:])


def box_width(text: str, size: float, padding: float = 12) -> float:
    """The width of a box around one line of text."""
    return text_width(text, size) + 2 * padding


def clean(text: str) -> str:
    """A text without the characters that no XML file can hold."""
    return text if text.isprintable() else _FORBIDDEN.sub("\ufffd", text)


def _id(text: str) -> str:
    return _NOT_IN_ID.sub("-", text)


def _joined(lines: tuple[str, ...]) -> str:
    return lines[0] if len(lines) == 1 else " ".join(lines)


def _lines(text: str | Sequence[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
