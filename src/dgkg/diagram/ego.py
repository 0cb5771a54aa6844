"""A thing and what the report joins it to: to the left what leads to it, to the right what it leads to.

Neighbours that share a relation and a status stand together, the relation named once. The same
as a page is a canvas to walk about in (:mod:`dgkg.diagram.explore`), which goes further.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial

from rdflib import URIRef

from dgkg.diagram.explore import walk_around
from dgkg.diagram.folded import Folded
from dgkg.diagram.frame import MARGIN, MARK, Frame
from dgkg.diagram.kinds import kind_of
from dgkg.diagram.listing import Listing
from dgkg.diagram.look import INK, LINES, look_of
from dgkg.diagram.picture import Diagram
from dgkg.diagram.recipe import Drawable, Parameter, Recipe
from dgkg.diagram.scene import LEADING, Canvas, Scene, Shape
from dgkg.diagram.spokes import IN, OUT, End, Spoke, room_in_each, spokes_around
from dgkg.diagram.text import fit, text_width, wrap
from dgkg.diagram.wording import capital, cited, links, month
from dgkg.facts import short

__all__ = ["RECIPE"]

WIDTH = 1120.0
FOCUS_WIDTH, FOCUS_SIZE = 168.0, 15.0
SIZE, LABEL, LABEL_STEP = 13.0, 12.5, 16.0
LABEL_ROOM, REACH = 104.0, 64.0
GAP, ROW = 8.0, 14.0
MOST_LINES = 3
MARKS_IN_LINE = 5
_HEADINGS = (("从", "关系", "到"), ("From", "Relation", "To"))


def draw_ego(kg: Drawable, values: Mapping[str, str], lang: str) -> Diagram:
    """The picture of a thing and its neighbours."""
    picture = _Picture(kg, kg[values["focus"]].iri, lang)
    scene, frame = picture.draw()
    citations = tuple(frame.notes.citations)
    return Diagram(
        scene.title, lang, scene, picture.listing, citations, lambda: walk_around(kg, picture.focus, lang).page()
    )


RECIPE = Recipe(
    "ego",
    ("一个事物及与它直接相连的事物", "a thing and what it is joined to"),
    (Parameter("focus", "thing", "松山湖"),),
    draw_ego,
)


# A box of a group: what it holds (``None`` for all that is folded), its lines and its width.
_Box = tuple[End | None, list[str], float]


@dataclass(eq=False)
class _Drawn:
    """A group as it is drawn: what is shown and folded, where that can be read, the lines of its label, its boxes."""

    spoke: Spoke
    shown: tuple[End, ...]
    rest: tuple[End, ...]
    cited: set[URIRef]
    label: list[str]
    rows: list[list[_Box]] = field(default_factory=list)
    boxes: float = 0.0
    height: float = 0.0


class _Picture:
    def __init__(self, kg: Drawable, focus: URIRef, lang: str) -> None:
        self.words, self.focus, self.lang = kg.words, focus, lang
        self.zh = lang == "zh"
        self._names: dict[URIRef, str] = {}
        self.spokes = spokes_around(kg.network(own=False), focus, lang)
        self.room = room_in_each(self.spokes)
        self.drawn = [self._drawn(spoke) for spoke in self.spokes]
        self.canvas = Canvas(WIDTH, f"ego-{short(focus)}")
        # What is folded is cited in the table: a city would fill pages with citations.
        self.frame = Frame(self.canvas, self.words, lang, {p for drawn in self.drawn for p in drawn.cited})
        sides = {spoke.side for spoke in self.spokes}
        # With neighbours on one side only, the focus stands at the other edge.
        half = FOCUS_WIDTH / 2
        self.middle = {frozenset({IN}): WIDTH - MARGIN - half, frozenset({OUT}): MARGIN + half}.get(
            frozenset(sides), WIDTH / 2
        )
        # Where things begin on each side: the edge of the focus, the labels, the boxes.
        self.edge = {side: self.middle + side * FOCUS_WIDTH / 2 for side in (IN, OUT)}
        self.label_start = {side: self.edge[side] + side * REACH for side in (IN, OUT)}
        self.boxes_start = {side: self.label_start[side] + side * (self._label_room(side) + 16) for side in (IN, OUT)}
        self.boxes_room = {
            side: abs((WIDTH - MARGIN if side == OUT else MARGIN) - self.boxes_start[side]) for side in (IN, OUT)
        }
        for drawn in self.drawn:
            self._lay_out(drawn)

    def _drawn(self, spoke: Spoke) -> _Drawn:
        shown, rest = spoke.shown(self.room)
        cited_here = {passage for end in shown for passage in end.passages}
        return _Drawn(spoke, shown, rest, cited_here, wrap(capital(self.relation(spoke)), LABEL_ROOM, LABEL))

    def _label_room(self, side: int) -> float:
        """The width of the widest relation of a side: what is named there decides it, not how many things."""
        lines = (line for drawn in self.drawn if drawn.spoke.side == side for line in drawn.label)
        return max((text_width(line, LABEL) for line in lines), default=0.0)

    # -- words -----------------------------------------------------------------------------

    def name(self, iri: URIRef) -> str:
        found = self._names.get(iri)
        if found is None:
            found = self._names[iri] = self.words.label(iri, self.lang).strip().rstrip("。.")
        return found

    def title(self) -> str:
        name = capital(self.name(self.focus))
        things = {end.thing for spoke in self.spokes for end in spoke.ends}
        settled = {end.thing for spoke in self.spokes if spoke.line == "solid" for end in spoke.ends}
        return f"{name}{'：' if self.zh else ': '}{links(len(things), len(things - settled), self.lang)}"

    def subtitle(self) -> str:
        dates = sorted({month(s.issued, self.lang) for s in self.words.library.sources if s.issued})
        kind = self.words.ontology.most_specific(self.words.gazetteer.types.get(self.focus, frozenset()))
        told = [self.words.label(kind, self.lang)] if kind else []
        if dates:
            told.append(f"据{'、'.join(dates)}发布的报告" if self.zh else f"as reported in {', '.join(dates)}")
        return capital(("，" if self.zh else ", ").join(told))

    def relation(self, spoke: Spoke) -> str:
        return spoke.relation or ("其他关系" if self.zh else "other relations")

    def more(self, number: int) -> str:
        return f"另有 {number} 项" if self.zh else f"{number} more"

    def told(self, spoke: Spoke, thing: URIRef) -> str:
        ends = (thing, self.focus) if spoke.side == IN else (self.focus, thing)
        return f"{self.name(ends[0])} —{self.relation(spoke)}→ {self.name(ends[1])}"

    def listing(self) -> Listing:
        """Every relation as a row, those folded in the picture among them."""
        rows = []
        for spoke in self.spokes:
            for end in spoke.ends:
                ends = (end.thing, self.focus) if spoke.side == IN else (self.focus, end.thing)
                rows.append(((self.name(ends[0]), self.relation(spoke), self.name(ends[1])), end.passages))
        return Listing.of(self.words, self.lang, _HEADINGS[not self.zh], rows)

    # -- places ----------------------------------------------------------------------------

    def box_lines(self, drawn: _Drawn, end: End | None, room: float) -> list[str]:
        return [self.more(len(drawn.rest))] if end is None else fit(self.name(end.thing), room - 24, SIZE, MOST_LINES)

    def _lay_out(self, drawn: _Drawn) -> None:
        """The boxes of a group, row by row, and how much room it takes."""
        room = self.boxes_room[drawn.spoke.side]
        rows: list[list[_Box]] = [[]]
        used = 0.0
        for end in [*drawn.shown, None] if drawn.rest else drawn.shown:
            lines = self.box_lines(drawn, end, room)
            wide = max([text_width(line, SIZE) for line in lines]) + 24
            if rows[-1] and used + wide > room:
                rows.append([])
                used = 0.0
            rows[-1].append((end, lines, wide))
            used += wide + GAP
        drawn.rows, drawn.boxes = rows, sum(self.row_height(row) + GAP for row in rows) - GAP
        # The marks of the citations have lines of their own under the label, on both sides of its middle.
        marks = 1 + len(drawn.cited) // MARKS_IN_LINE
        drawn.height = max(drawn.boxes, (len(drawn.label) + 2 * marks - 1) * LABEL_STEP) + ROW

    @staticmethod
    def row_height(row: Sequence[_Box]) -> float:
        return max([len(lines) for _, lines, _ in row]) * SIZE * LEADING + 13

    # -- drawing ---------------------------------------------------------------------------

    def draw(self) -> tuple[Scene, Frame]:
        title, subtitle = self.title(), self.subtitle()
        top = self.frame.head(title, [(subtitle, ())]) + 26
        columns = {side: sum(d.height for d in self.drawn if d.spoke.side == side) for side in (IN, OUT)}
        body = max(*columns.values(), 64.0)
        focus = self.draw_focus(top + body / 2)
        for side in (IN, OUT):
            y = top + (body - columns[side]) / 2
            for drawn in (d for d in self.drawn if d.spoke.side == side):
                with self.canvas.keep():
                    self.draw_spoke(drawn, y, focus)
                y += drawn.height
        things = [self.focus, *(end.thing for drawn in self.drawn for end in drawn.shown)]
        kinds = list(dict.fromkeys(self.kind(thing) for thing in things))
        lines = [line for line in LINES if line in {spoke.line for spoke in self.spokes}]
        remark = (
            "与产业、政策相连不表示获得资金。"
            if self.zh
            else "A line to an industry or a policy does not mean that funds were received."
        )
        bottom = self.frame.foot(top + body + 32, kinds, lines=lines, remarks=[remark] if self.spokes else [])
        return self.canvas.finish(
            bottom, title, f"{subtitle}. {remark}" if not self.zh else f"{subtitle}。{remark}"
        ), self.frame

    def kind(self, thing: URIRef) -> str:
        return kind_of(thing, self.words)

    def draw_focus(self, y: float) -> Shape:
        lines = fit(self.name(self.focus), FOCUS_WIDTH - 24, FOCUS_SIZE, 4)
        high = max(40.0, len(lines) * FOCUS_SIZE * LEADING + 18)
        look = look_of(self.kind(self.focus))
        with self.canvas.link(self.name(self.focus), thing=self.focus, address="#table"):
            return self.canvas.shape(
                look, self.middle - FOCUS_WIDTH / 2, y - high / 2, FOCUS_WIDTH, high, text=lines, size=FOCUS_SIZE,
                weight="bold", name=self.name(self.focus),
            )  # fmt: skip

    def draw_spoke(self, drawn: _Drawn, y: float, focus: Shape) -> None:
        centre = y + (drawn.height - ROW) / 2
        self.draw_label(drawn, centre, focus)
        top = centre - drawn.boxes / 2
        for row in drawn.rows:
            self.draw_row(drawn, row, top)
            top += self.row_height(row) + GAP

    def draw_label(self, drawn: _Drawn, centre: float, focus: Shape) -> None:
        """The relation, glued to the line between it and the focus, with the citations of the group under it."""
        side, lines, line = drawn.spoke.side, drawn.label, drawn.spoke.line
        first = centre - (len(lines) - 1) * LABEL_STEP / 2 + 1
        start = self.label_start[side]
        text = self.canvas.text(
            start, first, lines, size=LABEL, anchor="start" if side == OUT else "end", fill=INK,
            leading=LABEL_STEP / LABEL, pad=7,
        )  # fmt: skip
        passages, cited_here = self.frame.told(drawn.cited)
        middle = focus.y + focus.height / 2
        said = f"{self.name(self.focus)}: {self.relation(drawn.spoke)}"
        ends = (
            (self.edge[OUT], middle, start - 7, centre) if side == OUT else (start + 7, centre, self.edge[IN], middle)
        )
        told = f"{said} — {cited_here}"
        link = self.canvas.link(told, passages=passages) if passages else self.canvas.link(said, address="#table")
        with link:
            self.canvas.curve(
                *ends, line, start=focus if side == OUT else text, end=text if side == OUT else focus,
                name=said, has_head=side == IN,
            )  # fmt: skip
        wide = min(LABEL_ROOM, sum([text_width(f"[{self.frame.notes.number(p)}]", MARK) + 2 for p in passages]))
        x = start if side == OUT else start - wide
        self.frame.marks(x, first + (len(lines) - 1) * LABEL_STEP + 14, passages, x + LABEL_ROOM)

    def draw_row(self, drawn: _Drawn, row: Sequence[_Box], y: float) -> None:
        side = drawn.spoke.side
        x, high = self.boxes_start[side], self.row_height(row)
        for end, lines, wide in row:
            left = x if side == OUT else x - wide
            with self.box_link(drawn, end):
                look = look_of(self.kind(end.thing)) if end else look_of("other")
                name = self.name(end.thing) if end else lines[0]
                self.canvas.shape(look, left, y, wide, high, drawn.spoke.line, text=lines, size=SIZE, name=name)
            x += side * (wide + GAP)

    def rest_told(self, drawn: _Drawn, number: int) -> str:
        """One of those behind a fold."""
        end = drawn.rest[number]
        return f"{self.told(drawn.spoke, end.thing)} — {cited(self.words, end.passages, self.lang)}"

    def box_link(self, drawn: _Drawn, end: End | None) -> AbstractContextManager[None]:
        if end is None:
            return self.canvas.link(Folded(len(drawn.rest), partial(self.rest_told, drawn)), address="#table")
        passages, cited_here = self.frame.told(end.passages)
        told = f"{self.told(drawn.spoke, end.thing)} — {cited_here}"
        return self.canvas.link(told, thing=end.thing, passages=passages)
