"""The timeline of policies: when each was drafted and issued, what it covers, and what is only due.

A date is drawn as long as it is precise: a month is a short bar, a year of which no month is given
runs through the year. Documents without a date stand below, by status. What is gathered is in
:mod:`dgkg.diagram.chronicle`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rdflib import URIRef

from dgkg.diagram.chronicle import Dated, Event, Span, chronicle, period_spans
from dgkg.diagram.frame import MARGIN, Frame
from dgkg.diagram.look import INK, LINES, SOFT, Look, look_of
from dgkg.diagram.picture import Diagram, Listing
from dgkg.diagram.recipe import Drawable, First, Parameter, Recipe
from dgkg.diagram.scene import LEADING, Canvas, Scene
from dgkg.diagram.text import fit, text_width, wrap
from dgkg.diagram.timeline_wording import TimelineWording
from dgkg.errors import UsageError
from dgkg.facts import short
from dgkg.namespaces import DGO

__all__ = ["RECIPE"]

WIDTH = 1120.0
NAME_WIDTH, AXIS_X = 316.0, 364.0
AXIS = WIDTH - MARGIN - AXIS_X
# So wide is a year at most: a single one does not fill the picture.
WIDEST_YEAR = 300.0
SIZE, SMALL = 12.5, 11.5
BAR, STEP, GAP = 17.0, 23.0, 10.0
MOST_DATED, MOST_UNDATED = 24, 14
MONTHS = 12
DAYS = 31
_GRID = Look("box", "#e4e7ec", "#e4e7ec")
_POLICY = look_of("policy")
_BARS = {
    "issued": (Look("pill", _POLICY.tint, _POLICY.border), "solid"),
    "drafted": (Look("pill", "#ffffff", _POLICY.border), "solid"),
    "planned": (Look("pill", "#ffffff", _POLICY.border), "dotted"),
    "covers": (Look("box", "#f2f2f2", "#5b6068"), "solid"),
}


def draw_timeline(kg: Drawable, values: Mapping[str, str], lang: str) -> Diagram:
    """The policies of an industry or field, or all that the report names (of very many the latest), year by year.

    Raises:
        UsageError: what is named is no industry or field.
    """
    aims: dict[URIRef, tuple[URIRef, ...]] | None = None
    industry = None
    if values["industry"]:
        industry = kg[values["industry"]].iri
        aims = _aims(kg, values["industry"])
    elif kg.chosen:
        aims = dict.fromkeys(kg.chosen, ())
    dated = chronicle(kg.passages, kg.words, period_spans(kg.store), aims)
    picture = _Picture(kg, dated, aims or {}, industry, lang)
    scene = picture.draw()
    return Diagram(scene.title, lang, scene, picture.listing, tuple(picture.frame.notes.citations))


def _about(kg: Drawable, values: Mapping[str, str]) -> list[URIRef]:
    """The policies that are drawn: what each says of its dates need not speak of the field."""
    return list(_aims(kg, values["industry"])) if values["industry"] else []


def _aims(kg: Drawable, name: str) -> dict[URIRef, tuple[URIRef, ...]]:
    """The policies for an industry, each with the broader or narrower field that it names instead, if it does."""
    trace = kg.trace(name)
    if not kg.words.ontology.is_a(kg.words.gazetteer.types[trace.focus], DGO.Concept):
        raise UsageError(
            f"图样 timeline 的 industry 是产业或领域；「{name}」是{kg[name].type_label('zh')}",
            f"The industry of the recipe timeline is an industry or field; “{name}” is of the kind "
            f"“{kg[name].type_label('en')}”",
        )
    stated = {hop.thing for hop in trace.policies if hop.is_stated}
    fields: dict[URIRef, set[URIRef]] = defaultdict(set)
    for hop in trace.policies:
        fields[hop.thing] |= set() if hop.thing in stated else {hop.topic}
    return {policy: tuple(sorted(topics)) for policy, topics in fields.items()}


RECIPE = Recipe(
    "timeline",
    ("政策的编制、印发与规划期", "when policies were drafted and issued, and what they cover"),
    (Parameter("industry", "industry", "智能移动终端", default=""),),
    draw_timeline,
    about=_about,
    first=First(f"?thing <{DGO.issueDate}> ?date", "MAX(STR(?date))", MOST_DATED - 1),
)


class _Axis:
    """Years side by side, each equally wide."""

    def __init__(self, spans: Iterable[Span]) -> None:
        years = sorted({int(day[:4]) for span in spans for day in (span.start, span.end)})
        self.first, self.last = (years[0], years[-1]) if years else (0, -1)
        self.year = min(WIDEST_YEAR, AXIS / max(1, len(self.years)))

    @property
    def years(self) -> range:
        return range(self.first, self.last + 1)

    def x(self, day: str, *, is_end: bool = False) -> float:
        year, month, number = (int(part) for part in day.split("-"))
        days = number if is_end else number - 1
        part = (month - 1 + min(days / DAYS, 1.0)) / MONTHS
        # The last day of a month ends it, however many days it has.
        if is_end and number >= 28:  # noqa: PLR2004
            part = month / MONTHS
        return AXIS_X + self.year * (year - self.first + part)


class _Picture:
    def __init__(
        self,
        kg: Drawable,
        policies: Sequence[Dated],
        aims: Mapping[URIRef, tuple[URIRef, ...]],
        industry: URIRef | None,
        lang: str,
    ) -> None:
        self.words, self.lang, self.zh = kg.words, lang, lang == "zh"
        self.policies, self.aims = policies, aims
        self.dated = [p for p in policies if p.events]
        self.undated = [p for p in policies if not p.events]
        self.wording = TimelineWording(kg.words, lang, industry, kg.left_out)
        self.name = f"timeline-{short(industry) if industry else 'all'}"
        self.canvas = Canvas(WIDTH, self.name)
        self.frame = Frame(self.canvas, self.words, lang, {s for p in policies for s in self.cited(p)})
        self.axis = _Axis(e.span for p in self.dated for e in p.events if e.span)

    @staticmethod
    def cited(policy: Dated) -> set[URIRef]:
        """The passages that date a policy; of one without a date, those that tell its status or name it."""
        dates = {s for event in policy.events for s in event.sentences}
        return dates | set(policy.stated) if dates else set(policy.stated or policy.sentences)

    def listing(self) -> Listing:
        return Listing.of(self.words, self.lang, self.wording.headings(), self.wording.table_rows(self.policies))

    def draw(self) -> Scene:
        title = self.wording.title(self.policies)
        y = self.frame.head(title, [(text, ()) for text in self.wording.subtitles(self.dated)]) + 14
        shown = self.dated if len(self.dated) <= MOST_DATED else self.dated[: MOST_DATED - 1]
        if shown:
            y = self.draw_dated(shown, y)
        if len(shown) < len(self.dated):
            y = self.fold(self.dated[len(shown) :], MARGIN, y) + GAP
        if self.undated:
            y = self.draw_undated(y + 8)
        if not self.policies:
            self.canvas.text(MARGIN, y + 20, self.wording.say("none"), size=SIZE, fill=SOFT)
            y += 30
        drawn = {_BARS[e.what][1] for p in shown for e in p.events} | {self.line(p) for p in self.policies}
        lines = [line for line in LINES if line in drawn]
        height = self.frame.foot(y + 22, ["policy"], lines=lines, remarks=self.wording.remarks(self.policies))
        return self.canvas.finish(height, title, " ".join(self.wording.subtitles(self.dated)))

    def line(self, policy: Dated) -> str:
        return (self.words.ontology.word(policy.status, "lineStyle") if policy.status else None) or "solid"

    # -- dated -----------------------------------------------------------------------------

    def draw_dated(self, policies: Sequence[Dated], y: float) -> float:
        with self.canvas.part("columns"):
            for year in self.axis.years:
                middle = (self.axis.x(f"{year}-01-01") + self.axis.x(f"{year}-12-31", is_end=True)) / 2
                self.canvas.text(middle, y + 16, self.wording.year(year), size=SIZE, weight="bold", anchor="middle")
        y += 26
        for policy in policies:
            height = self.height(policy)
            with self.canvas.keep():
                # Each row has its own part of the grid, so that rows can be spread over slides.
                for year in (*self.axis.years, self.axis.last + 1):
                    self.canvas.shape(_GRID, self.axis.x(f"{year}-01-01"), y - GAP / 2, 0.5, height + GAP, name="grid")
                self.box(policy, MARGIN, y, NAME_WIDTH, height)
                top = y + (height - STEP * len(policy.events)) / 2 + (STEP - BAR) / 2
                for number, event in enumerate(policy.events):
                    self.event(policy, event, top + number * STEP)
            y += height + GAP
        return y

    def height(self, policy: Dated) -> float:
        return max(STEP * len(policy.events) + 2, 14 + len(self.lines(policy, NAME_WIDTH)) * SIZE * LEADING)

    def lines(self, policy: Dated, width: float) -> list[str]:
        told = [self.wording.name(policy.policy), *map(self.wording.aim, self.aims.get(policy.policy, ()))]
        return [line for text in told for line in fit(text, width - 24, SIZE, 4)]

    def box(self, policy: Dated, x: float, y: float, width: float, height: float) -> None:
        name, passages = self.wording.name(policy.policy), self.cited(policy)
        told = f"{name}（{self.wording.status(policy)}）" if self.zh else f"{name} ({self.wording.status(policy)})"
        with self.canvas.link(f"{told} — {self.frame.cited(passages)}", thing=policy.policy,
                              passages=self.frame.in_order(passages)):  # fmt: skip
            lines = self.lines(policy, width)
            self.canvas.shape(_POLICY, x, y, width, height, self.line(policy), text=lines, size=SIZE, name=name)

    def event(self, policy: Dated, event: Event, y: float) -> None:
        """A bar as long as its date is precise, with what happened then; in it, beside it, or before it."""
        told = self.wording.event(event)
        full = (
            f"{self.wording.name(policy.policy)}：{told}" if self.zh else f"{self.wording.name(policy.policy)}: {told}"
        )
        room = text_width(told, SMALL)
        marks = text_width(f"[{self.frame.notes.marks(event.sentences)}]", 9.5) + 4
        with self.canvas.link(f"{full} — {self.frame.cited(event.sentences)}", passages=event.sentences):
            if event.span is None:
                at = AXIS_X + 4
                self.canvas.text(at, y + 13, told, size=SMALL, fill=INK)
            else:
                left, right = self.axis.x(event.span.start), self.axis.x(event.span.end, is_end=True)
                look, line = _BARS[event.what]
                self.canvas.shape(look, left + 1, y, right - left - 2, BAR, line, name=told)
                if room + marks + 14 <= right - left:
                    at = left + (right - left - room - marks) / 2
                elif right + 6 + room + marks <= WIDTH - 8:
                    at = right + 6
                else:
                    at = left - room - marks - 6
                self.canvas.text(at, y + 12.5, told, size=SMALL, fill=INK)
        self.frame.marks(at + room + 2, y + 10, event.sentences, WIDTH)

    # -- undated ---------------------------------------------------------------------------

    def draw_undated(self, y: float) -> float:
        """Documents without a date, under their status, which is said once."""
        self.canvas.text(MARGIN, y + 12, self.wording.undated(len(self.undated)), size=14, weight="bold")
        y += 26
        groups: dict[str, list[Dated]] = defaultdict(list)
        for policy in self.undated:
            groups[policy.status or ""].append(policy)
        room = max(2, MOST_UNDATED // len(groups))
        for _, policies in sorted(groups.items(), key=lambda g: (not g[0], g[0])):
            with self.canvas.keep():
                self.canvas.text(MARGIN, y + 18, wrap(self.wording.status(policies[0]), 150, SIZE), size=SIZE)
                y = self.boxes(policies, MARGIN + 160, y, room) + 4
        return y

    def boxes(self, policies: Sequence[Dated], x: float, y: float, room: int) -> float:
        shown = policies if len(policies) <= room else policies[: room - 1]
        at, tallest = x, 0.0
        for policy in shown:
            lines = self.lines(policy, 420)
            width = max(text_width(line, SIZE) for line in lines) + 24
            height = 12 + len(lines) * SIZE * LEADING
            marks = text_width(f"[{self.frame.notes.marks(self.cited(policy))}]", 9.5) + 10
            if at > x and at + width + marks > WIDTH - MARGIN + 8:
                at, y, tallest = x, y + tallest + 8, 0.0
            self.box(policy, at, y, width, height)
            self.frame.marks(at + width + 2, y + 9, self.cited(policy), WIDTH)
            at, tallest = at + width + marks + 2, max(tallest, height)
        y += tallest + 8
        return self.fold(policies[len(shown) :], x, y) if len(shown) < len(policies) else y

    def fold(self, rest: Sequence[Dated], x: float, y: float) -> float:
        told = "\n".join(f"{self.wording.name(p.policy)} — {self.frame.cited(self.cited(p))}" for p in rest)
        text = self.wording.more(len(rest))
        with self.canvas.link(told, address="#table"):
            self.canvas.shape(_POLICY, x, y, text_width(text, SIZE) + 24, 30, text=text, size=SIZE)
        return y + 38
