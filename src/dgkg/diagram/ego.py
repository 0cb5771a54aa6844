"""A thing and what the report joins it to: to the left what leads to it, to the right what it leads to.

Neighbours that share a relation and a status stand together, the relation named once. The same
as a page is a canvas to walk about in (:mod:`dgkg.diagram.explore`), which goes further.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager

from rdflib import URIRef

from dgkg.diagram.explore import walk_around
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


class _Picture:
    def __init__(self, kg: Drawable, focus: URIRef, lang: str) -> None:
        self.words, self.focus, self.lang = kg.words, focus, lang
        self.zh = lang == "zh"
        self.spokes = spokes_around(kg.network(own=False), focus, lang)
        self.room = room_in_each(self.spokes)
        self.canvas = Canvas(WIDTH, f"ego-{short(focus)}")
        # What is folded is cited in the table: a city would fill pages with citations.
        self.frame = Frame(self.canvas, self.words, lang, {p for spoke in self.spokes for p in self.cited_here(spoke)})
        sides = {spoke.side for spoke in self.spokes}
        # With neighbours on one side only, the focus stands at the other edge.
        half = FOCUS_WIDTH / 2
        self.middle = {frozenset({IN}): WIDTH - MARGIN - half, frozenset({OUT}): MARGIN + half}.get(
            frozenset(sides), WIDTH / 2
        )

        self.label_room = {side: self._label_room(side) for side in (IN, OUT)}
        self._rows = {id(spoke): self._laid_out(spoke) for spoke in self.spokes}

    def _label_room(self, side: int) -> float:
        """The width of the widest relation of a side: what is named there decides it, not how many things."""
        lines = (line for spoke in self.spokes if spoke.side == side for line in self.label_lines(spoke))
        return max((text_width(line, LABEL) for line in lines), default=0.0)

    def cited_here(self, spoke: Spoke) -> set[URIRef]:
        """The passages of what the picture shows of a group."""
        return {passage for end in spoke.shown(self.room)[0] for passage in end.passages}

    # -- words -----------------------------------------------------------------------------

    def name(self, iri: URIRef) -> str:
        return self.words.label(iri, self.lang).strip().rstrip("。.")

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

    def edge(self, side: int) -> float:
        """The edge of the focus on a side."""
        return self.middle + side * FOCUS_WIDTH / 2

    def label_start(self, side: int) -> float:
        return self.edge(side) + side * REACH

    def boxes_start(self, side: int) -> float:
        return self.label_start(side) + side * (self.label_room[side] + 16)

    def boxes_room(self, side: int) -> float:
        outer = WIDTH - MARGIN if side == OUT else MARGIN
        return abs(outer - self.boxes_start(side))

    def box_lines(self, spoke: Spoke, end: End | None) -> list[str]:
        if end is None:
            return [self.more(len(spoke.shown(self.room)[1]))]
        return fit(self.name(end.thing), self.boxes_room(spoke.side) - 24, SIZE, MOST_LINES)

    def rows(self, spoke: Spoke) -> list[list[tuple[End | None, list[str], float]]]:
        """The boxes of a group, row by row: what it holds, its lines and its width."""
        return self._rows[id(spoke)]

    def _laid_out(self, spoke: Spoke) -> list[list[tuple[End | None, list[str], float]]]:
        shown, rest = spoke.shown(self.room)
        rows: list[list[tuple[End | None, list[str], float]]] = [[]]
        used = 0.0
        for end in [*shown, None] if rest else shown:
            lines = self.box_lines(spoke, end)
            wide = max(text_width(line, SIZE) for line in lines) + 24
            if rows[-1] and used + wide > self.boxes_room(spoke.side):
                rows.append([])
                used = 0.0
            rows[-1].append((end, lines, wide))
            used += wide + GAP
        return rows

    @staticmethod
    def row_height(row: Sequence[tuple[End | None, list[str], float]]) -> float:
        return max(len(lines) for _, lines, _ in row) * SIZE * LEADING + 13

    def label_lines(self, spoke: Spoke) -> list[str]:
        return wrap(capital(self.relation(spoke)), LABEL_ROOM, LABEL)

    def height(self, spoke: Spoke) -> float:
        boxes = sum(self.row_height(row) + GAP for row in self.rows(spoke)) - GAP
        # The marks of the citations have lines of their own under the label, on both sides of its middle.
        marks = 1 + len(self.cited_here(spoke)) // MARKS_IN_LINE
        return max(boxes, (len(self.label_lines(spoke)) + 2 * marks - 1) * LABEL_STEP) + ROW

    # -- drawing ---------------------------------------------------------------------------

    def draw(self) -> tuple[Scene, Frame]:
        title, subtitle = self.title(), self.subtitle()
        top = self.frame.head(title, [(subtitle, ())]) + 26
        columns = {side: sum(self.height(s) for s in self.spokes if s.side == side) for side in (IN, OUT)}
        body = max(*columns.values(), 64.0)
        focus = self.draw_focus(top + body / 2)
        for side in (IN, OUT):
            y = top + (body - columns[side]) / 2
            for spoke in (s for s in self.spokes if s.side == side):
                with self.canvas.keep():
                    self.draw_spoke(spoke, y, focus)
                y += self.height(spoke)
        things = [self.focus, *(end.thing for spoke in self.spokes for end in spoke.shown(self.room)[0])]
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

    def draw_spoke(self, spoke: Spoke, y: float, focus: Shape) -> None:
        centre = y + (self.height(spoke) - ROW) / 2
        self.draw_label(spoke, centre, focus)
        rows = self.rows(spoke)
        top = centre - (sum(self.row_height(row) + GAP for row in rows) - GAP) / 2
        for row in rows:
            self.draw_row(spoke, row, top)
            top += self.row_height(row) + GAP

    def draw_label(self, spoke: Spoke, centre: float, focus: Shape) -> None:
        """The relation, glued to the line between it and the focus, with the citations of the group under it."""
        side, lines = spoke.side, self.label_lines(spoke)
        first = centre - (len(lines) - 1) * LABEL_STEP / 2 + 1
        start = self.label_start(side)
        text = self.canvas.text(
            start, first, lines, size=LABEL, anchor="start" if side == OUT else "end", fill=INK,
            leading=LABEL_STEP / LABEL, pad=7,
        )  # fmt: skip
        passages = self.frame.in_order(self.cited_here(spoke))
        middle = focus.y + focus.height / 2
        said = f"{self.name(self.focus)}: {self.relation(spoke)}"
        ends = (
            (self.edge(OUT), middle, start - 7, centre) if side == OUT else (start + 7, centre, self.edge(IN), middle)
        )
        told = f"{said} — {cited(self.words, passages, self.lang)}"
        link = self.canvas.link(told, passages=passages) if passages else self.canvas.link(said, address="#table")
        with link:
            self.canvas.curve(
                *ends, spoke.line, start=focus if side == OUT else text, end=text if side == OUT else focus,
                name=said, has_head=side == IN,
            )  # fmt: skip
        wide = min(LABEL_ROOM, sum(text_width(f"[{self.frame.notes.number(p)}]", MARK) + 2 for p in passages))
        x = start if side == OUT else start - wide
        self.frame.marks(x, first + (len(lines) - 1) * LABEL_STEP + 14, passages, x + LABEL_ROOM)

    def draw_row(self, spoke: Spoke, row: Sequence[tuple[End | None, list[str], float]], y: float) -> None:
        x, high = self.boxes_start(spoke.side), self.row_height(row)
        for end, lines, wide in row:
            left = x if spoke.side == OUT else x - wide
            with self.box_link(spoke, end):
                look = look_of(self.kind(end.thing)) if end else look_of("other")
                name = self.name(end.thing) if end else lines[0]
                self.canvas.shape(look, left, y, wide, high, spoke.line, text=lines, size=SIZE, name=name)
            x += spoke.side * (wide + GAP)

    def box_link(self, spoke: Spoke, end: End | None) -> AbstractContextManager[None]:
        if end is None:
            rest = spoke.shown(self.room)[1]

            listed = "\n".join(
                f"{self.told(spoke, e.thing)} — {cited(self.words, e.passages, self.lang)}" for e in rest
            )
            return self.canvas.link(listed, address="#table")
        passages = self.frame.in_order(end.passages)
        told = f"{self.told(spoke, end.thing)} — {cited(self.words, passages, self.lang)}"
        return self.canvas.link(told, thing=end.thing, passages=passages)
