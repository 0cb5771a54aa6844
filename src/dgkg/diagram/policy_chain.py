"""The policy chain: policy → industry → role → firms, left to right, each group cited.

Standing under an industry does not mean having received a policy's funds; the picture says
so itself, because pictures travel without their page. What is shown and how it is grouped
is in :mod:`dgkg.diagram.groups`; here it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager

from rdflib import URIRef

from dgkg.diagram.folded import Folded
from dgkg.diagram.frame import MARGIN, Frame
from dgkg.diagram.groups import Group, Part, folded, room_for_each
from dgkg.diagram.kinds import kind_of
from dgkg.diagram.look import INK, SOFT, look_of
from dgkg.diagram.picture import Diagram, Listing
from dgkg.diagram.recipe import Drawable, Parameter, Recipe
from dgkg.diagram.scene import LEADING, Canvas, Scene, Shape, box_width
from dgkg.diagram.sections import Leads, Section, chain_of
from dgkg.diagram.text import fit, text_width, wrap
from dgkg.diagram.wording import MOST_CAPS, Wording, capital
from dgkg.errors import UsageError
from dgkg.facts import short
from dgkg.hop import GROUNDS, Hop
from dgkg.namespaces import DGO
from dgkg.trace import NO_FUNDS_NOTE, Trace

__all__ = ["RECIPE", "picture_of"]

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
    return picture_of(trace, lang)


def picture_of(trace: Trace, lang: str) -> Diagram:
    """The picture of any trace: of an industry, a policy or a firm."""
    scene, frame = _Picture(trace, lang).draw()
    return Diagram(scene.title, lang, scene, lambda: listing(trace, lang), tuple(frame.notes.citations))


def listing(trace: Trace, lang: str) -> Listing:
    """The hops of a trace as a table, a missing hop being a row that says so."""
    told = [(cells[:-1], hop.sentences if hop else ()) for cells, hop in trace.rows(lang)]
    return Listing.of(trace.words, lang, trace.headings(lang)[:-1], told)


RECIPE = Recipe(
    "policy-chain",
    ("政策 → 产业 → 企业", "policy → industry → firms"),
    (Parameter("industry", "industry", "半导体及集成电路"),),
    draw_policy_chain,
    is_asked=True,
)


class _Picture:
    def __init__(self, trace: Trace, lang: str) -> None:
        self.trace = trace
        self.lang = lang
        self.zh = lang == "zh"
        self.words = trace.words
        self.wording = Wording(trace, lang)
        self.say, self.name, self.cited = self.wording.say, self.wording.name, self.wording.cited
        self.canvas = Canvas(WIDTH, f"policy-chain-{short(trace.focus)}")
        self.chain = chain_of(trace)
        self.policies, self.sections = self.chain.policies, self.chain.sections
        self.groups = [group for section in self.sections for group in section.groups]
        self.room = room_for_each(len(self.policies) + len(self.sections) - 1, len(self.groups))
        leads = [lead for section in self.sections for lead in section.leads]
        # What is folded is cited in the table: an industry of a province would fill pages with citations.
        self.shown = {
            s for group in (*self.policies, *self.groups) for h in folded(group, self.room)[0] for s in h.sentences
        }
        self.shown |= {s for lead in leads if not self.policies[lead.policy].is_fold for s in lead.sentences}
        self.shown |= {s for hop in trace.measures[:MOST_CAPS] for s in hop.sentences}
        self.frame = Frame(self.canvas, self.words, lang, self.shown)
        # Heights are asked for before anything is drawn, and again for each group.
        self._rows = {id(group): self._laid_out(group) for group in self.groups}
        self._labels = {id(group): self._labelled(group) for group in self.groups}

    def policy_lines(self, group: Group) -> list[str]:
        """What stands in a policy's box: its name, and for what it is where that is a broader or narrower field."""
        if group.is_fold:
            return [self.wording.more(len(group.hops), "policy")]
        aims = group.fields if len(self.sections) == 1 else ()
        told = [self.name(group.hops[0].thing), *map(self.wording.aim, aims)]
        return [line for text in told for line in wrap(text, POLICY_WIDTH - 24, SIZE)]

    def topic_lines(self, section: Section) -> list[str]:
        return wrap(self.name(section.topic), INDUSTRY_WIDTH - 28, 14)

    def group_height(self, group: Group) -> float:
        return max(len(self.rows(group)) * (BOX + GAP) - GAP, len(self.label_lines(group)) * LABEL_STEP) + 12

    def section_height(self, section: Section) -> float:
        own = max(36.0, 18 + len(self.topic_lines(section)) * 14 * LEADING) + 16
        return max(own, sum(map(self.group_height, section.groups)))

    def draw(self) -> tuple[Scene, Frame]:
        title = self.wording.title()
        y = self.frame.head(title, self.caps()) + 32
        with self.canvas.part("columns"):
            self.column_heads(y)
        top = y + 22
        boxes = [self.policy_lines(group) for group in self.policies]
        box_heights = [16 + len(lines) * SIZE * LEADING for lines in boxes]
        left = sum(box_heights) + 14 * max(0, len(boxes) - 1)
        right = sum(map(self.section_height, self.sections))
        body = max(left, right, 60.0)
        policies = self.draw_policies(boxes, box_heights, top + (body - left) / 2)
        y = top + (body - right) / 2
        if not self.sections:
            self.canvas.text(INDUSTRY_X, top + body / 2 + 4, wrap(self.say("no industry"), INDUSTRY_WIDTH, LABEL),
                             size=LABEL, fill=SOFT)  # fmt: skip
            if self.trace.firms and self.trace.focus == self.trace.firms[0].thing:
                self.draw_alone(top + body / 2)
        for section in self.sections:
            self.draw_section(section, y, policies)
            y += self.section_height(section)
        if not self.policies:
            silent = wrap(self.say("no policy"), POLICY_WIDTH, LABEL)
            self.canvas.text(POLICY_X, top + body / 2 + 4, silent, size=LABEL, fill=SOFT)
        kinds = ("policy", "industry", "firm", "project")
        leads = [lead for section in self.sections for lead in section.leads]
        marks = ({lead.ground for lead in leads} | {group.ground for group in self.groups}) - {""}
        grounds = [ground for ground in GROUNDS if ground in marks or (marks and ground == "stated")]
        remarks = [*self.wording.left(self.chain.left), *self.wording.unlisted(), NO_FUNDS_NOTE[self.lang]]
        y = self.frame.foot(top + body + 34, kinds, grounds=grounds, remarks=remarks)
        return self.canvas.finish(y, title, f"{self.wording.caps_text()} {NO_FUNDS_NOTE[self.lang]}"), self.frame

    def caps(self) -> list[tuple[str, Iterable[URIRef]]]:
        """Under the title: as of when, and every cap with its citation."""
        caps = self.wording.caps()
        heading = f"{self.say('caps')}{'：' if self.zh else ':'}" if caps else self.say("no amount")
        left = len(self.trace.measures) - len(caps)
        more = [(self.wording.more(left, "measure"), ())] if left else []
        return [(self.wording.told().strip(), ()), (heading, ()), *((t, hop.sentences) for t, hop in caps), *more]

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

    def draw_section(self, section: Section, y: float, policies: Sequence[Shape]) -> None:
        """An industry, the lines from its policies, and its groups."""
        height = self.section_height(section)
        topic = self.draw_topic(section, y + height / 2)
        for lead in section.leads:
            self.draw_lead(lead, policies[lead.policy], topic)
        if not section.groups:
            silent = self.say("no firm")
            self.canvas.text(ROLE_X, topic.y + topic.height / 2 + 4, silent, size=LABEL, fill=SOFT)
        y += (height - sum(map(self.group_height, section.groups))) / 2
        for group in section.groups:
            with self.canvas.keep():
                self.draw_group(group, y, topic)
            y += self.group_height(group)

    def draw_alone(self, middle: float) -> None:
        """A firm of which the report names no industry."""
        text = fit(self.name(self.trace.focus), WIDTH - MARGIN - FIRM_X - 24, SIZE, 1)[0]
        with self.open(self.name(self.trace.focus), (), self.trace.focus):
            self.canvas.shape(
                look_of("firm"), FIRM_X, middle - BOX / 2, box_width(text, SIZE), BOX, text=text, size=SIZE
            )

    def draw_topic(self, section: Section, middle: float) -> Shape:
        lines = self.topic_lines(section)
        height = max(36.0, 18 + len(lines) * 14 * LEADING)
        sentences = {s for lead in section.leads for s in lead.sentences}
        sentences |= {s for group in section.groups for s in group.sentences()}
        with self.open(self.name(section.topic), sentences, section.topic):
            top = middle - height / 2
            look = look_of(kind_of(section.topic, self.words))
            return self.canvas.shape(look, INDUSTRY_X, top, INDUSTRY_WIDTH, height, text=lines, size=14)

    def open(self, name: str, sentences: Iterable[URIRef], thing: URIRef | None = None) -> AbstractContextManager[None]:
        """A link to what is told of something."""
        known = self.frame.in_order(self.shown.intersection(sentences))
        return self.canvas.link(f"{name} — {self.cited(known)}", thing=thing, passages=known)

    def draw_policies(self, boxes: list[list[str]], heights: list[float], y: float) -> list[Shape]:
        found = []
        for group, lines, height in zip(self.policies, boxes, heights, strict=True):
            names = "\n".join(self.name(hop.thing) for hop in group.hops)
            thing = None if group.is_fold else group.hops[0].thing
            link = (
                self.canvas.link(names, address="#table")
                if group.is_fold
                else self.open(names, group.sentences(), thing)
            )
            with self.canvas.keep(), link:
                found.append(
                    self.canvas.shape(
                        look_of("policy"), POLICY_X, y, POLICY_WIDTH, height, group.line, text=lines, size=SIZE,
                        name=" ".join(lines) if group.is_fold else names,
                    )
                )  # fmt: skip
            y += height + 14
        return found

    def draw_lead(self, lead: Leads, box: Shape, topic: Shape) -> None:
        """The line from a policy to an industry, with its citations where it is alone: where it leaves the policy."""
        right, centre, middle = box.x + box.width, box.y + box.height / 2, topic.y + topic.height / 2
        target = " ".join(topic.lines)
        known = self.frame.in_order(self.shown.intersection(lead.sentences))
        told = f"{box.name} — {self.cited(known)} → {target}"
        with self.canvas.link(told, passages=known) if known else self.canvas.link(told, address="#table"):
            self.canvas.curve(
                right, centre, INDUSTRY_X, middle, lead.line, start=box, end=topic, name=f"{box.name} → {target}",
                mark=lead.ground,
            )  # fmt: skip
        # On the side of the line that it bends away from.
        above = centre <= middle
        step = -11.0 if above else 11.0
        if len(self.sections) == 1:
            self.frame.marks(right + 6, centre - 6 if above else centre + 14, known, INDUSTRY_X - 36, step)
        else:
            self.frame.marks(INDUSTRY_X - 34, middle + (14 if above else -8), known, INDUSTRY_X - 8, -step)

    def rows(self, group: Group) -> list[list[Hop | None]]:
        """The boxes of a group in rows; ``None`` stands for what is folded."""
        return self._rows[id(group)]

    def _laid_out(self, group: Group) -> list[list[Hop | None]]:
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
        return self._labels[id(group)]

    def _labelled(self, group: Group) -> list[tuple[str, str, Part | None]]:
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

    def draw_group(self, group: Group, y: float, industry: Shape) -> None:
        centre = y + (self.group_height(group) - 12) / 2
        rows = self.rows(group)
        self.draw_label(group, self.label_lines(group), centre, industry)
        top = centre - (len(rows) * (BOX + GAP) - GAP) / 2
        for number, line in enumerate(rows):
            self.draw_boxes(group, line, top + number * (BOX + GAP))

    def draw_label(
        self, group: Group, label: list[tuple[str, str, Part | None]], centre: float, industry: Shape
    ) -> None:
        """The name of a group, glued to the line that comes from the industry."""
        sentences = group.sentences()
        told = [text for text, _, _ in label]
        said = f"{' '.join(industry.lines)} → {' '.join(told)}"
        first = centre - (len(label) - 1) * LABEL_STEP / 2 + 4.5
        text = self.canvas.text(
            ROLE_X, first, told, size=LABEL, fill=[colour for _, colour, _ in label], leading=LABEL_STEP / LABEL, pad=8
        )
        with self.open(said, sentences):
            self.canvas.curve(
                INDUSTRY_X + INDUSTRY_WIDTH, industry.y + industry.height / 2, ROLE_X - 8, centre, group.line,
                start=industry, end=text, name=said, mark=group.ground,
                # Lines that leave one place are close together past their middle: a mark there could be of either.
                mark_at=0.75,
            )  # fmt: skip
        for number, (line, _, part) in enumerate(label):
            if part:
                x, y = ROLE_X + text_width(line, LABEL) + 4, first + number * LABEL_STEP - 4
                self.frame.marks(x, y, self.shown.intersection(part.sentences), FIRM_X - 4)

    def box_link(self, group: Group, hop: Hop | None) -> AbstractContextManager[None]:
        if hop is not None:
            return self.open(self.name(hop.thing), group.sentences_of(hop.thing), hop.thing)
        rest = folded(group, self.room)[1]

        def tell(number: int) -> str:
            return f"{self.name(rest[number].thing)} — {self.cited(rest[number].sentences)}"

        return self.canvas.link(Folded(len(rest), tell), address="#table")

    def draw_boxes(self, group: Group, line: list[Hop | None], y: float) -> None:
        x = FIRM_X
        for hop in line:
            text = self.box_text(hop, group)
            wide = box_width(text, SIZE)
            with self.box_link(group, hop):
                name = self.name(hop.thing) if hop else text
                self.canvas.shape(look_of(group.kind), x, y, wide, BOX, group.line, text=text, size=SIZE, name=name)
            x += wide + GAP
