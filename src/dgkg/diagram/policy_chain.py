"""The policy chain: policy → industry → role → firms, left to right, each group cited.

Standing under an industry does not mean having received a policy's funds; the picture says
so itself, because pictures travel without their page. What is shown and how it is grouped
is in :mod:`dgkg.diagram.groups`; here it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager

from rdflib import URIRef

from dgkg.diagram.frame import MARGIN, Frame
from dgkg.diagram.groups import Group, Part, firm_groups, folded, policy_groups, room_for_each
from dgkg.diagram.look import INK, SOFT, look_of
from dgkg.diagram.picture import Diagram, Listing
from dgkg.diagram.recipe import Drawable, Parameter, Recipe
from dgkg.diagram.scene import LEADING, Canvas, Scene, Shape, box_width
from dgkg.diagram.text import fit, text_width, wrap
from dgkg.diagram.wording import Wording, capital
from dgkg.errors import UsageError
from dgkg.facts import short
from dgkg.namespaces import DGO
from dgkg.trace import NO_FUNDS_NOTE, Hop, Trace

__all__ = ["RECIPE"]

WIDTH = 1120.0
POLICY_X, POLICY_WIDTH = MARGIN, 240.0
INDUSTRY_X, INDUSTRY_WIDTH = 372.0, 164.0
ROLE_X, FIRM_X = 606.0, 782.0
SIZE = 13.0
LABEL, LABEL_STEP = 12.5, 16.0
BOX = 30.0
GAP = 8.0


def draw_policy_chain(kg: Drawable, values: Mapping[str, str], lang: str) -> Diagram:
    """The picture of the trace of an industry.

    Raises:
        UsageError: it is no industry or field.
    """
    name = values["industry"]
    trace = kg.trace(name)
    if not kg.words.ontology.is_a(kg.words.gazetteer.types[trace.focus], DGO.Concept):
        raise UsageError(
            f"图样 policy-chain 从产业或领域出发；「{name}」是{kg[name].type_label('zh')}",
            f"The recipe policy-chain starts from an industry or field; “{name}” is of the kind "
            f"“{kg[name].type_label('en')}”",
        )
    scene, frame = _Picture(trace, lang).draw()
    return Diagram(scene.title, lang, scene, listing(trace, lang), tuple(frame.notes.citations))


def listing(trace: Trace, lang: str) -> Listing:
    """The hops of a trace as a table, a missing hop being a row that says so."""
    rows = iter(trace.cells(lang))
    told = [(next(rows)[:-1], hop.sentences if hop else ()) for _, hops in trace.chain() for hop in hops or (None,)]
    return Listing.of(trace.words, lang, trace.headings(lang)[:-1], told)


RECIPE = Recipe(
    "policy-chain",
    ("政策 → 产业 → 企业", "policy → industry → firms"),
    (Parameter("industry", "industry", "半导体及集成电路"),),
    draw_policy_chain,
)


class _Picture:
    def __init__(self, trace: Trace, lang: str) -> None:
        self.trace = trace
        self.lang = lang
        self.zh = lang == "zh"
        self.words = trace.words
        self.wording = Wording(trace, lang)
        self.say, self.name, self.cited = self.wording.say, self.wording.name, self.wording.cited
        self.canvas = Canvas(WIDTH, f"policy-chain-{short(trace.industry)}")
        shown = [*trace.policies, *trace.measures, *trace.firms, *trace.projects]
        self.frame = Frame(self.canvas, self.words, lang, {s for hop in shown for s in hop.sentences})
        self.policies = policy_groups(trace)
        self.groups = firm_groups(trace)
        self.room = room_for_each(len(self.policies), len(self.groups))

    def policy_lines(self, group: Group) -> list[str]:
        """What stands in a policy's box: its name, and for what it is where that is a broader or narrower field."""
        if group.is_fold:
            return [self.wording.more(len(group.hops), "policy")]
        told = [self.name(group.hops[0].thing), *map(self.wording.aim, group.fields)]
        return [line for text in told for line in wrap(text, POLICY_WIDTH - 24, SIZE)]

    def draw(self) -> tuple[Scene, Frame]:
        title = self.wording.title()
        y = self.frame.head(title, self.caps()) + 32
        with self.canvas.part("columns"):
            self.column_heads(y)
        top = y + 22
        rows = [self.rows(group) for group in self.groups]
        labels = [self.label_lines(group) for group in self.groups]
        heights = [
            max(len(row) * (BOX + GAP) - GAP, len(label) * LABEL_STEP) + 12
            for row, label in zip(rows, labels, strict=True)
        ]
        boxes = [self.policy_lines(group) for group in self.policies]
        box_heights = [16 + len(lines) * SIZE * LEADING for lines in boxes]
        left = sum(box_heights) + 14 * max(0, len(boxes) - 1)
        right = sum(heights)
        body = max(left, right, 60.0)
        middle = top + body / 2
        industry = self.draw_industry(middle)
        self.draw_policies(boxes, box_heights, top + (body - left) / 2, industry)
        self.draw_groups(rows, labels, heights, top + (body - right) / 2, industry)
        kinds = ("policy", "industry", "firm", "project")
        y = self.frame.foot(top + body + 34, kinds, remarks=[NO_FUNDS_NOTE[self.lang]])
        return self.canvas.finish(y, title, f"{self.wording.caps_text()} {NO_FUNDS_NOTE[self.lang]}"), self.frame

    def caps(self) -> list[tuple[str, Iterable[URIRef]]]:
        """Under the title: as of when, and every cap with its citation."""
        caps = self.wording.caps()
        heading = f"{self.say('caps')}{'：' if self.zh else ':'}" if caps else self.say("no amount")
        return [(self.wording.told().strip(), ()), (heading, ()), *((text, hop.sentences) for text, hop in caps)]

    # -- drawing ---------------------------------------------------------------------------

    def column_heads(self, y: float) -> None:
        between = (POLICY_X + POLICY_WIDTH + INDUSTRY_X) / 2
        both = f"{self.say('firm')}{'、' if self.zh else ', '}{self.say('project') if self.zh else 'project'}"
        for x, text, anchor in (
            (POLICY_X + POLICY_WIDTH / 2, self.say("policy"), "middle"),
            (INDUSTRY_X + INDUSTRY_WIDTH / 2, self.say("industry"), "middle"),
            (ROLE_X, self.say("role"), "start"),
            (FIRM_X, both, "start"),
        ):
            self.canvas.text(x, y, text, size=13, weight="bold", anchor=anchor)
        if self.policies:
            # The relation is named once, over the lines that it is the name of.
            edge = self.words.ontology.edge(DGO.appliesTo, self.lang)
            self.canvas.text(between, y, f"{edge} →", size=LABEL, anchor="middle", fill=SOFT)

    def draw_industry(self, middle: float) -> Shape:
        lines = wrap(self.name(self.trace.industry), INDUSTRY_WIDTH - 28, 14)
        height = max(36.0, 18 + len(lines) * 14 * LEADING)
        hops = [*self.trace.policies, *self.trace.firms, *self.trace.projects]
        sentences = {s for hop in hops for s in hop.sentences}
        name = self.name(self.trace.industry)
        with self.open(name, sentences, self.trace.industry):
            top = middle - height / 2
            return self.canvas.shape(look_of("industry"), INDUSTRY_X, top, INDUSTRY_WIDTH, height, text=lines, size=14)

    def open(self, name: str, sentences: Iterable[URIRef], thing: URIRef | None = None) -> AbstractContextManager[None]:
        """A link to what is told of something."""
        known = self.frame.in_order(sentences)
        return self.canvas.link(f"{name} — {self.cited(known)}", thing=thing, passages=known)

    def draw_policies(self, boxes: list[list[str]], heights: list[float], y: float, industry: Shape) -> None:
        middle = industry.y + industry.height / 2
        if not self.policies:
            silent = wrap(self.say("no policy"), POLICY_WIDTH, LABEL)
            self.canvas.text(POLICY_X, middle + 4, silent, size=LABEL, fill=SOFT)
        for group, lines, height in zip(self.policies, boxes, heights, strict=True):
            with self.canvas.keep():
                self.draw_policy(group, lines, y, height, industry)
            y += height + 14

    def draw_policy(self, group: Group, lines: list[str], y: float, height: float, industry: Shape) -> None:
        sentences = group.sentences()
        right, centre, middle = POLICY_X + POLICY_WIDTH, y + height / 2, industry.y + industry.height / 2
        names = "；".join(self.name(hop.thing) for hop in group.hops)
        thing = None if group.is_fold else group.hops[0].thing
        link = self.canvas.link(names, address="#table") if group.is_fold else self.open(names, sentences, thing)
        with link:
            box = self.canvas.shape(
                look_of("policy"), POLICY_X, y, POLICY_WIDTH, height, group.line, text=lines, size=SIZE, name=names
            )
        target = self.name(self.trace.industry)
        told = f"{names} — {self.cited(sentences)} → {target}"
        with self.canvas.link(told, passages=self.frame.in_order(sentences)):
            self.canvas.curve(
                right, centre, INDUSTRY_X, middle, group.line, start=box, end=industry, name=f"{names} → {target}"
            )
        # On the side of the line that it bends away from.
        above = centre <= middle
        step = -11.0 if above else 11.0
        self.frame.marks(right + 6, centre - 6 if above else centre + 14, sentences, INDUSTRY_X - 36, step)

    def rows(self, group: Group) -> list[list[Hop | None]]:
        """The boxes of a group in rows; ``None`` stands for what is folded."""
        shown, rest = folded(group, self.room)
        hops: list[Hop | None] = [*shown, None] if rest else [*shown]
        rows: list[list[Hop | None]] = [[]]
        x = FIRM_X
        for hop in hops:
            width = box_width(self.box_text(hop, group), SIZE)
            if rows[-1] and x + width > WIDTH - MARGIN:
                rows.append([])
                x = FIRM_X
            rows[-1].append(hop)
            x += width + GAP
        return rows

    def box_text(self, hop: Hop | None, group: Group) -> str:
        if hop is None:
            return self.wording.more(len(folded(group, self.room)[1]), group.kind)
        return fit(self.name(hop.thing), WIDTH - MARGIN - FIRM_X - 24, SIZE, 1)[0]

    def label_lines(self, group: Group) -> list[tuple[str, str, Part | None]]:
        """A group's label: role first, then field, each line with its colour; a part's last line has its marks."""
        found: list[tuple[str, str, Part | None]] = []
        room = FIRM_X - ROLE_X - 34
        for part in group.parts:
            role = [self.name(part.role)] if part.role else []
            if group.kind == "project":
                state = f"（{role[0]}）" if role and self.zh else f" ({role[0]})" if role else ""
                role = [self.say("project") + state]
            elif part.role is None and part.field is None:
                role = [self.say("others" if group.is_fold else "firm")]
            lines = [(line, INK) for text in role for line in wrap(capital(text), room, LABEL)]
            colour = SOFT if lines else INK
            field = capital(self.name(part.field)) if part.field else ""
            lines += [(line, colour) for line in wrap(field, room, LABEL) if line]
            found += [(*line, None) for line in lines[:-1]]
            found.append((*lines[-1], part))
        return found

    def draw_groups(
        self,
        rows: list[list[list[Hop | None]]],
        labels: list[list[tuple[str, str, Part | None]]],
        heights: list[float],
        y: float,
        industry: Shape,
    ) -> None:
        if not self.groups:
            silent = self.say("no firm")
            self.canvas.text(ROLE_X, industry.y + industry.height / 2 + 4, silent, size=LABEL, fill=SOFT)
        for group, lines, label, height in zip(self.groups, rows, labels, heights, strict=True):
            centre = y + (height - 12) / 2
            with self.canvas.keep():
                self.draw_label(group, label, centre, industry)
                box_y = centre - (len(lines) * (BOX + GAP) - GAP) / 2
                for number, line in enumerate(lines):
                    self.draw_boxes(group, line, box_y + number * (BOX + GAP))
            y += height

    def draw_label(
        self, group: Group, label: list[tuple[str, str, Part | None]], centre: float, industry: Shape
    ) -> None:
        """The name of a group, glued to the line that comes from the industry."""
        sentences = group.sentences()
        told = [text for text, _, _ in label]
        said = f"{self.name(self.trace.industry)} → {' '.join(told)}"
        first = centre - (len(label) - 1) * LABEL_STEP / 2 + 4.5
        text = self.canvas.text(
            ROLE_X, first, told, size=LABEL, fill=[colour for _, colour, _ in label], leading=LABEL_STEP / LABEL, pad=8
        )
        with self.open(said, sentences):
            self.canvas.curve(
                INDUSTRY_X + INDUSTRY_WIDTH, industry.y + industry.height / 2, ROLE_X - 8, centre, group.line,
                start=industry, end=text, name=said,
            )  # fmt: skip
        for number, (line, _, part) in enumerate(label):
            if part:
                x, y = ROLE_X + text_width(line, LABEL) + 4, first + number * LABEL_STEP - 4
                self.frame.marks(x, y, part.sentences, FIRM_X - 4)

    def box_link(self, group: Group, hop: Hop | None) -> AbstractContextManager[None]:
        if hop is not None:
            return self.open(self.name(hop.thing), group.sentences_of(hop.thing), hop.thing)
        rest = folded(group, self.room)[1]
        listed = (f"{self.name(h.thing)} — {self.cited(group.sentences_of(h.thing))}" for h in rest)
        return self.canvas.link("\n".join(listed), address="#table")

    def draw_boxes(self, group: Group, line: list[Hop | None], y: float) -> None:
        x = FIRM_X
        for hop in line:
            text = self.box_text(hop, group)
            wide = box_width(text, SIZE)
            with self.box_link(group, hop):
                name = self.name(hop.thing) if hop else text
                self.canvas.shape(look_of(group.kind), x, y, wide, BOX, group.line, text=text, size=SIZE, name=name)
            x += wide + GAP
