"""Routes from one thing to another: one hop a row, each with its relation, status and passage.

An arrow points as the report states the relation, whichever way the route walks it. The most
specific routes are drawn, the others are in the table. What a route is, and what may lie on it, is
decided in :mod:`dgkg.path`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rdflib import URIRef

from dgkg.diagram.frame import MARGIN, Frame
from dgkg.diagram.kinds import kind_of
from dgkg.diagram.look import INK, LINES, LINK, LOOKS, SOFT, look_of
from dgkg.diagram.picture import Diagram, Listing
from dgkg.diagram.recipe import Drawable, Parameter, Recipe
from dgkg.diagram.route_wording import RouteWording
from dgkg.diagram.scene import LEADING, Canvas, Scene, Shape
from dgkg.diagram.text import fit, text_width, wrap
from dgkg.facts import short
from dgkg.namespaces import DGO, DGS
from dgkg.path import Link, Paths, Route

__all__ = ["RECIPE"]

COLUMNS, GUTTER = 2, 36.0
BAND = 480.0
NARROWEST = 760.0
SIZE, SMALL, HEAD = 13.0, 11.5, 13.5
# An arrow joins the middles of boxes, where slides have their points of glue; its words stand right of it.
APART, ROOM = 18.0, BAND / 2 - 24
LEAST_HOP = 46.0
MOST_NODES, MOST_ROUTES, MOST_LINKS = 40, 6, 4


def draw_route(kg: Drawable, values: Mapping[str, str], lang: str) -> Diagram:
    """The routes between two things.

    Raises:
        NotFoundError: there is no such thing.
        UsageError: both are one thing.
    """
    paths = kg.path(values["from"], values["to"])
    picture = _Picture(kg, paths, lang)
    scene = picture.draw()
    return Diagram(scene.title, lang, scene, lambda: _listing(paths, lang), tuple(picture.frame.notes.citations))


def _listing(paths: Paths, lang: str) -> Listing:
    """Every hop of every route, drawn or not; or that there is none."""
    links = [link for route in paths for hop in route.hops for link in hop]
    rows = [(cells[:-1], link.sentences) for cells, link in zip(paths.cells(lang), links, strict=True)]
    told = [([str(cell) for cell in cells], sentences) for cells, sentences in rows]
    if not told:
        told = [(["—", "", "", "报告未给出" if lang == "zh" else "not in the report", ""], ())]
    return Listing.of(paths.words, lang, paths.headings(lang)[:-1], told)


RECIPE = Recipe(
    "path",
    ("从一事物到另一事物的路线，一步一行", "the routes from one thing to another, one hop a row"),
    (Parameter("from", "thing", "OPPO"), Parameter("to", "thing", "人工智能")),
    draw_route,
)


class _Picture:
    def __init__(self, kg: Drawable, paths: Paths, lang: str) -> None:
        self.words, self.lang, self.zh = kg.words, lang, lang == "zh"
        self.paths, self.network = paths, kg.network(own=False)
        self.wording = RouteWording(paths, lang)
        self.routes = _room_for(paths.routes)
        wide = min(COLUMNS, len(self.routes)) * (BAND + GUTTER) - GUTTER + 2 * MARGIN
        self.canvas = Canvas(max(NARROWEST, wide), f"path-{short(paths.start)}-{short(paths.end)}")
        self.frame = Frame(self.canvas, self.words, lang, {s for route in self.routes for s in route.sentences})

    def draw(self) -> Scene:
        title = self.wording.title()
        y = self.frame.head(title, [(text, ()) for text in self.wording.subtitles()]) + 18
        columns = [y] * COLUMNS
        for number, route in enumerate(self.routes):
            side = number % COLUMNS
            with self.canvas.keep():
                columns[side] = self.draw_band(number + 1, route, MARGIN + side * (BAND + GUTTER), columns[side]) + 20
        y = max(columns)
        if not self.routes:
            self.canvas.text(MARGIN, y + 16, self.wording.none(), size=SIZE, fill=SOFT)
            y += 30
        if len(self.routes) < len(self.paths):
            told = self.wording.more(len(self.paths) - len(self.routes))
            with self.canvas.link(told, address="#table"):
                self.canvas.text(MARGIN, y + 6, told, size=SIZE, fill=LINK)
            y += 20
        kinds = {self.kind(node) for route in self.routes for node in route.nodes}
        lines = {self.line(link.status) for route in self.routes for hop in route.hops for link in hop}
        lines |= {self.state(node) for route in self.routes for node in route.nodes}
        height = self.frame.foot(
            y + 16,
            [kind for kind in LOOKS if kind in kinds],
            lines=[line for line in LINES if line in lines],
            remarks=self.wording.remarks(),
        )
        return self.canvas.finish(height, title, " ".join(self.wording.subtitles()))

    # -- things ----------------------------------------------------------------------------

    def iri(self, node: str) -> URIRef:
        return URIRef(self.network.nodes[node]["iri"])

    def kind(self, node: str) -> str:
        types = frozenset({DGO[self.network.nodes[node]["type"]]})
        return kind_of(self.iri(node), self.words, types)

    def state(self, node: str) -> str:
        status = str(self.network.nodes[node].get("status", ""))
        return self.line(DGS[status] if status else None)

    def line(self, status: URIRef | None) -> str:
        return (self.words.ontology.word(status, "lineStyle") if status else None) or "solid"

    # -- one route -------------------------------------------------------------------------

    def draw_band(self, number: int, route: Route, x: float, y: float) -> float:
        """A route from top to bottom.

        Returns:
            Where it ends.
        """
        head = wrap(self.wording.band(number, route), BAND, HEAD)
        self.canvas.text(x, y + 12, head, size=HEAD, weight="bold")
        y += 22 + (len(head) - 1) * HEAD * LEADING
        upper, bottom = self.box(route, 0, x, y)
        known: set[URIRef] = set()
        for step, hop in enumerate(route.hops):
            told = self.told(hop, known)
            height = max(LEAST_HOP, 22 + 16.0 * sum(len(lines) for _, lines in told))
            lower, end = self.box(route, step + 1, x, bottom + height)
            self.draw_hop(told, route.nodes[step], (upper, lower), x, bottom, height)
            upper, bottom = lower, end
        return bottom

    def box(self, route: Route, step: int, x: float, y: float) -> tuple[Shape, float]:
        node = route.nodes[step]
        name = self.wording.name(node)
        lines = fit(name, BAND - 28, SIZE, 4)
        height = max(34.0, len(lines) * SIZE * LEADING + 14)
        near = {s for hop in route.hops[max(0, step - 1) : step + 1] for link in hop for s in link.sentences}
        with self.canvas.link(f"{name} — {self.frame.cited(near)}", thing=self.iri(node),
                              passages=self.frame.in_order(near)):  # fmt: skip
            shape = self.canvas.shape(
                look_of(self.kind(node)), x, y, BAND, height, self.state(node), text=lines, size=SIZE, name=name
            )
        return shape, y + height

    def told(self, hop: Sequence[Link], known: set[URIRef]) -> list[tuple[Link, list[tuple[str, str]]]]:
        """What is said on a hop; with its last relation, what the passages are about that were not cited before."""
        shown = hop[:MOST_LINKS]
        found = [(link, [(text, INK) for text in wrap(self.wording.relation(link), ROOM - 30, SIZE)]) for link in shown]
        fresh = {s for link in shown for s in link.sentences} - known
        for citation in self.words.cite(fresh)[:1]:
            gloss = citation.passage.gloss.get(self.lang, "")
            found[-1][1].extend((text, SOFT) for text in fit(gloss, ROOM, SMALL, 3) if text)
        known |= fresh
        return found

    def draw_hop(
        self,
        told: Sequence[tuple[Link, Sequence[tuple[str, str]]]],
        near: str,
        boxes: tuple[Shape, Shape],
        x: float,
        y: float,
        height: float,
    ) -> None:
        """The arrows of a hop, one for each direction and status, and beside them what is said."""
        upper, lower = boxes
        drawn: dict[tuple[bool, str], list[Link]] = {}
        for link, _ in told:
            drawn.setdefault((link.subject == near, self.line(link.status)), []).append(link)
        for place, ((is_down, line), links) in enumerate(drawn.items()):
            at = x + BAND / 2 + APART * (place - (len(drawn) - 1) / 2)
            sentences = {s for link in links for s in link.sentences}
            said = "；".join(self.wording.whole(link) for link in links)
            with self.canvas.link(f"{said} — {self.frame.cited(sentences)}", passages=self.frame.in_order(sentences)):
                ends = (y + 1, y + height - 1) if is_down else (y + height - 1, y + 1)
                start, end = (upper, lower) if is_down else (lower, upper)
                self.canvas.curve(at, ends[0], at, ends[1], line, start=start, end=end, name=said, is_curved=False)
        baseline = y + (height - 16.0 * sum(len(lines) for _, lines in told)) / 2 + 12
        for link, lines in told:
            baseline = self.draw_words(link, lines, x + BAND / 2 + APART * len(drawn) / 2 + 6, baseline)

    def draw_words(self, link: Link, lines: Sequence[tuple[str, str]], x: float, baseline: float) -> float:
        passages = self.frame.in_order(link.sentences)
        last = [n for n, (_, colour) in enumerate(lines) if colour == INK][-1]
        for number, (text, colour) in enumerate(lines):
            size = SIZE if colour == INK else SMALL
            with self.canvas.link(f"{self.wording.whole(link)} — {self.frame.cited(passages)}", passages=passages):
                self.canvas.text(x, baseline, text, size=size, fill=colour)
            if number == last:
                self.frame.marks(x + text_width(text, size) + 4, baseline - 3, passages, x + BAND)
            baseline += 16
        return baseline


def _room_for(routes: Sequence[Route]) -> list[Route]:
    """The most specific routes, as many as there is room for; at least one, however long."""
    shown: list[Route] = []
    for route in routes[:MOST_ROUTES]:
        if shown and sum(len(r.nodes) for r in [*shown, route]) > MOST_NODES:
            break
        shown.append(route)
    return shown
