"""Bars of one indicator: across places and firms, and over time; changes, shares and ranks apart.

A bound is never drawn as a number: 超 goes on beyond its bar, 近 and 不足 stay somewhere below the
end of theirs, 约 has a round end, and words have no bar at all. What is only aimed at or capped
stands in groups of its own, dotted. What may stand together is decided in
:mod:`dgkg.diagram.panels`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from weakref import WeakKeyDictionary

from rdflib import URIRef

from dgkg.diagram.bar_wording import BarWording
from dgkg.diagram.figure_words import FigureWords
from dgkg.diagram.frame import MARGIN, Frame
from dgkg.diagram.look import LINK, SOFT, Look, look_of
from dgkg.diagram.panels import Bar, Group, Panel, RankPanel, figures_of, ranks_by, shortened
from dgkg.diagram.picture import Diagram, Listing
from dgkg.diagram.rank import Rank
from dgkg.diagram.recipe import Drawable, Parameter, Recipe
from dgkg.diagram.scene import LEADING, Canvas, Scene
from dgkg.diagram.text import text_width, wrap
from dgkg.diagram.wording import capital
from dgkg.errors import AmbiguousNameError, NotFoundError, NothingToldError, UsageError
from dgkg.facts import short
from dgkg.namespaces import DGO, UNIT
from dgkg.quantity import Quantities

__all__ = ["RECIPE", "indicators_named"]

WIDTH = 1120.0
BAR_X = MARGIN + 304.0
LONGEST = 470.0
SIZE, SMALL, HEAD = 12.5, 11.5, 15.0
BAR, STEP, ARROW = 18.0, 27.0, 30.0
MOST_ROWS = 36
HUNDRED = Decimal(100)
_BORDER = look_of("industry").border
_TINT = look_of("industry").tint
# How a bar ends; what is not observed is white and dotted.
_LOOKS = {
    "exact": Look("box", _TINT, _BORDER),
    "above": Look("box", _TINT, _BORDER),
    "below": Look("box", "#ffffff", _BORDER),
    "about": Look("pill", _TINT, _BORDER),
}
_LINED = {"dashed": Look("box", _TINT, _BORDER), "dotted": Look("box", "#ffffff", "#5b6068")}
_WISHED = {"pill": Look("pill", "#ffffff", "#5b6068"), "box": Look("box", "#ffffff", "#5b6068")}


def draw_bars(kg: Drawable, values: Mapping[str, str], lang: str) -> Diagram:
    """The figures of an indicator, or of all whose names have the word.

    Raises:
        NothingToldError: the report gives no figure and no rank of any such indicator.
    """
    indicators = indicators_named(kg, values["indicator"])
    panels, ranks = _found(kg, tuple(indicators))
    if not panels and not ranks:
        name = values["indicator"]
        raise NothingToldError(
            f"报告未给出「{name}」的数字或排名", f"The report gives neither a figure nor a rank of “{name}”"
        )
    picture = _Picture(kg, panels, ranks, lang)
    scene = picture.draw()
    return Diagram(scene.title, lang, scene, picture.listing, tuple(picture.frame.notes.citations))


# The figures are the same in both languages; who draws them in one draws them in the other next.
_LAST: WeakKeyDictionary[Quantities, tuple[tuple[URIRef, ...], list[Panel], list[RankPanel]]] = WeakKeyDictionary()


def _found(kg: Drawable, indicators: tuple[URIRef, ...]) -> tuple[list[Panel], list[RankPanel]]:
    known = _LAST.get(kg.quantities)
    if known is None or known[0] != indicators:
        panels = figures_of(kg.quantities, indicators, kg.words)
        known = _LAST[kg.quantities] = indicators, panels, ranks_by(kg.quantities.rankings, indicators)
    return known[1], known[2]


def indicators_named(kg: Drawable, text: str) -> list[URIRef]:
    """The indicator of a name, or all whose names have the word (专利: 专利申请量, 发明专利占比 …).

    Raises:
        NothingToldError: no indicator has it.
    """
    try:
        return [kg.resolve(text, "dgo:Indicator")]
    except (NotFoundError, UsageError, AmbiguousNameError):
        names = kg.words.gazetteer
        found = [
            thing
            for thing in names.of_class(DGO.Indicator)
            if any(text.casefold() in name.text.casefold() for name in names.names(thing))
        ]
    if not found:
        near = [h.iri for h in kg.words.gazetteer.find(text) if DGO.Indicator in kg.words.gazetteer.types[h.iri]][:3]
        zh, en = ([kg.words.label(iri, lang) for iri in near] for lang in ("zh", "en"))
        raise NothingToldError(
            f"报告未给出「{text}」这一指标。" + (f"是不是：{'、'.join(zh)}？" if zh else ""),
            f"The report gives no indicator “{text}”." + (f" Did you mean: {', '.join(en)}?" if en else ""),
        )
    return found


RECIPE = Recipe(
    "indicator-bars",
    ("一个指标的数字，按地点、主体和时间", "the figures of an indicator, by place, body and time"),
    (Parameter("indicator", "indicator", "营业收入"),),
    draw_bars,
    about=lambda kg, values: indicators_named(kg, values["indicator"]),
)


class _Picture:
    def __init__(self, kg: Drawable, panels: Sequence[Panel], ranks: Sequence[RankPanel], lang: str) -> None:
        self.words, self.lang, self.zh = kg.words, lang, lang == "zh"
        self.wording = BarWording(FigureWords(kg.graphs, kg.words, lang))
        self.panels, self.ranks = panels, ranks
        first = panels[0].indicator if panels else ranks[0].indicator
        self.canvas = Canvas(WIDTH, f"indicator-bars-{short(first)}")
        self.shown, left = [], MOST_ROWS
        for panel in panels:
            self.shown.append(shortened(panel, max(0, left)))
            left -= len(panel.bars)
        cited = {s for panel, _ in self.shown for bar in panel.bars for s in bar.sentences}
        cited |= {rank.sentence for panel in ranks for rank in panel.ranks}
        self.frame = Frame(self.canvas, self.words, lang, cited)

    def listing(self) -> Listing:
        rows = self.wording.table_rows(self.panels, self.ranks)
        return Listing.of(self.words, self.lang, self.wording.headings(), rows)

    def draw(self) -> Scene:
        title = self.wording.title(self.panels, self.ranks)
        runs = self.wording.subtitles(self.panels, self.ranks)
        y = self.frame.head(title, [(text, ()) for text in runs]) + 20
        for panel, folded in self.shown:
            y = self.draw_panel(panel, folded, y)
        for ranks in self.ranks:
            y = self.draw_ranks(ranks, y)
        groups = [group for panel, _ in self.shown for group in panel.groups]
        bars = [bar for group in groups for bar in group.bars]
        observed = {bar.bound for group in groups for bar in group.bars if group.status == "observed"}
        marks = observed | ({bar.bound for bar in bars} & {"above", "below"})
        y = self.draw_legend(marks | {group.line for group in groups}, y + 12)
        height = self.frame.foot(y, [], lines=[], remarks=self.wording.remarks(bars))
        return self.canvas.finish(height, title, " ".join(runs))

    # -- panels ----------------------------------------------------------------------------

    def draw_panel(self, panel: Panel, folded: int, y: float) -> float:
        """A measure with its unit, and its groups; all its bars have one scale, from nought."""
        if panel.groups:
            head = wrap(self.wording.panel(panel), WIDTH - 2 * MARGIN, HEAD)
            self.canvas.text(MARGIN, y + 14, head, size=HEAD, weight="bold")
            y += 22 + (len(head) - 1) * HEAD * LEADING
        for group in panel.groups:
            y = self.draw_group(group, _whole(panel), y)
        if folded:
            told = self.wording.more(folded)
            with self.canvas.link(told, address="#table"):
                self.canvas.text(BAR_X, y + 14, told, size=SIZE, fill=LINK)
            y += 26
        return y + 10

    def draw_group(self, group: Group, whole: Decimal, y: float) -> float:
        heading = capital(self.wording.group(group))
        is_alone = len(group.bars) == 1
        with self.canvas.keep():
            if not is_alone:
                lines = wrap(heading, WIDTH - BAR_X - MARGIN, SMALL)
                self.canvas.text(BAR_X, y + 12, lines, size=SMALL, fill=SOFT)
                y += 18 + (len(lines) - 1) * SMALL * LEADING
            for bar in group.bars:
                # What a bar alone shares with no other is told under its name.
                y = self.draw_bar(group, bar, whole, heading if is_alone else "", y)
        return y + 8

    def draw_bar(self, group: Group, bar: Bar, whole: Decimal, detail: str, y: float) -> float:
        q = bar.quantity
        room = BAR_X - MARGIN - 14
        label, below = wrap(self.wording.label(group, bar), room, SIZE), wrap(detail, room, SMALL) if detail else []
        height = max(STEP, (len(label) * SIZE + len(below) * SMALL) * LEADING + 8)
        middle = y + height / 2
        told = f"{self.wording.figures.sentence(q.iri, q.sentence)} — {self.frame.cited(bar.sentences)}"
        passages = self.frame.in_order(bar.sentences)
        with self.canvas.link(told, thing=next(iter(sorted(q.whose)), None), passages=passages):
            first = y + (height - (len(label) * SIZE + len(below) * SMALL) * LEADING) / 2 + SIZE
            self.canvas.text(BAR_X - 12, first, label, size=SIZE, anchor="end")
            if below:
                first += len(label) * SIZE * LEADING
                self.canvas.text(BAR_X - 12, first, below, size=SMALL, anchor="end", fill=SOFT)
        number = self.wording.figures.number(q)
        with self.canvas.link(told, passages=passages):
            at = self.draw_length(group, bar, whole, middle, number)
        self.frame.marks(at + text_width(number, SIZE) * 1.06 + 4, middle + 1, bar.sentences, WIDTH - 8)
        return y + height

    def draw_length(self, group: Group, bar: Bar, whole: Decimal, middle: float, number: str) -> float:
        """The bar and its number; an arrow between them says on which side of its end the number lies.

        Returns:
            Where the number begins.
        """
        if bar.size is None:
            self.canvas.text(BAR_X, middle + 4.5, number, size=SIZE, weight="bold")
            return BAR_X
        length = max(2.0, float(bar.size / whole) * LONGEST if whole else 0.0)
        look = _LOOKS[bar.bound] if group.status == "observed" else _WISHED[_LOOKS[bar.bound].shape]
        drawn = self.canvas.shape(look, BAR_X, middle - BAR / 2, length, BAR, group.line, name=number)
        gap = ARROW if bar.bound in {"above", "below"} else 6.0
        at = BAR_X + length + gap
        text = self.canvas.text(at, middle + 4.5, number, size=SIZE, weight="bold", pad=3)
        if bar.bound == "above":
            self.canvas.curve(
                BAR_X + length + 1, middle, at - 3, middle, start=drawn, end=text, name="＞", is_curved=False
            )
        elif bar.bound == "below":
            self.canvas.curve(
                at - 3, middle, BAR_X + length + 1, middle, start=text, end=drawn, name="＜", is_curved=False
            )
        return at

    def draw_ranks(self, panel: RankPanel, y: float) -> float:
        """Places in rankings are no lengths: they are written."""
        head = wrap(self.wording.rank_panel(panel), WIDTH - 2 * MARGIN, HEAD)
        self.canvas.text(MARGIN, y + 14, head, size=HEAD, weight="bold")
        y += 22 + (len(head) - 1) * HEAD * LEADING
        for rank in panel.ranks:
            with self.canvas.keep():
                y = self.draw_rank(rank, y)
        return y + 10

    def draw_rank(self, rank: Rank, y: float) -> float:
        label = wrap(self.wording.rank_label(rank), BAR_X - MARGIN - 14, SIZE)
        height = max(STEP, len(label) * SIZE * LEADING + 8)
        middle = y + height / 2
        place, among = self.wording.rank(rank)
        whole = f"{self.wording.figures.sentence(rank.iri, rank.sentence)} — {self.frame.cited([rank.sentence])}"
        with self.canvas.link(whole, passages=[rank.sentence]):
            first = middle - (len(label) - 1) * SIZE * LEADING / 2 + 4.5
            self.canvas.text(BAR_X - 12, first, label, size=SIZE, anchor="end")
            width = text_width(place, SIZE) * 1.06 + 24
            self.canvas.shape(look_of("figure"), BAR_X, middle - 12, width, 24, text=place, size=SIZE, weight="bold")
            self.canvas.text(BAR_X + width + 10, middle + 4.5, among, size=SIZE, fill=SOFT)
        self.frame.marks(BAR_X + width + text_width(among, SIZE) + 14, middle + 1, [rank.sentence], WIDTH - 8)
        return y + height

    def draw_legend(self, marks: set[str], y: float) -> float:
        """How bars end, and what their border means, of those that are drawn."""
        x = MARGIN
        with self.canvas.part("foot"):
            for mark in [m for m in (*_LOOKS, "dashed", "dotted") if m in marks]:
                text = self.wording.bound(mark)
                arrow = ARROW - 4 if mark in {"above", "below"} else 0.0
                width = 42 + arrow + text_width(text, 12)
                if x > MARGIN and x + width > WIDTH - MARGIN:
                    x, y = MARGIN, y + 20
                look, line = (_LOOKS[mark], "solid") if mark in _LOOKS else (_LINED[mark], mark)
                self.canvas.shape(look, x, y - 12, 34, 15, line, name=f"legend: {text}")
                ends = (x + 35, x + 35 + arrow) if mark == "above" else (x + 35 + arrow, x + 35)
                if arrow:
                    self.canvas.curve(ends[0], y - 4.5, ends[1], y - 4.5, name=f"legend: {text}", is_curved=False)
                self.canvas.text(x + 42 + arrow, y, text, size=12)
                x += width + 22
        return y


def _whole(panel: Panel) -> Decimal:
    """What a bar of full length stands for: a hundred per cent, or the largest; twice it where there is but one."""
    sizes = [bar.size for bar in panel.bars if bar.size is not None]
    largest = max(sizes, default=Decimal(0))
    if panel.unit == UNIT.PERCENT and largest <= HUNDRED:
        return HUNDRED
    return largest if len(sizes) > 1 else 2 * largest
