"""The policy chain: policy → industry → role → firms, left to right, each group cited.

Standing under an industry does not mean having received a policy's funds; the picture says
so itself, because pictures travel without their page. What is shown and how it is grouped
is in :mod:`dgkg.diagram.groups`; here it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import URIRef

from dgkg.citation import Notes
from dgkg.diagram.groups import Group, Part, firm_groups, folded, policy_groups, room_for_each
from dgkg.diagram.svg import INK, LINK, SOFT, Canvas, box_width, look_of
from dgkg.diagram.text import fit, text_width, wrap
from dgkg.diagram.wording import Wording, capital, month, place
from dgkg.facts import short
from dgkg.namespaces import DGO
from dgkg.trace import NO_FUNDS_NOTE, Hop, Trace

__all__ = ["draw_policy_chain", "table_anchor"]

WIDTH = 1120.0
MARGIN = 24.0
POLICY_X, POLICY_WIDTH = MARGIN, 240.0
INDUSTRY_X, INDUSTRY_WIDTH = 372.0, 164.0
ROLE_X, FIRM_X = 606.0, 782.0
SIZE = 13.0
LEADING = 1.35
LABEL, LABEL_STEP = 12.5, 16.0
BOX = 30.0
GAP = 8.0
MARK = 9.5


def draw_policy_chain(trace: Trace, lang: str) -> tuple[str, str]:
    """The picture of a trace.

    Returns:
        Its title (the finding) and the SVG.
    """
    return _Picture(trace, lang).draw()


def table_anchor(trace: Trace) -> str:
    """The id that a page gives to the table beside the picture: what is folded leads there."""
    return _canvas(trace).anchor("table")


def _canvas(trace: Trace) -> Canvas:
    return Canvas(WIDTH, f"policy-chain-{short(trace.industry)}")


class _Picture:
    def __init__(self, trace: Trace, lang: str) -> None:
        self.trace = trace
        self.lang = lang
        self.zh = lang == "zh"
        self.words = trace.words
        self.wording = Wording(trace, lang)
        self.say, self.name, self.cited = self.wording.say, self.wording.name, self.wording.cited
        self.canvas = _canvas(trace)
        shown = [*trace.policies, *trace.measures, *trace.firms, *trace.projects]
        self.notes = Notes(self.words, {s for hop in shown for s in hop.sentences})
        self.policies = policy_groups(trace)
        self.groups = firm_groups(trace)
        self.room = room_for_each(len(self.policies), len(self.groups))

    def policy_lines(self, group: Group) -> list[str]:
        """What stands in a policy's box: its name, and for what it is where that is a broader or narrower field."""
        if group.is_fold:
            return [self.wording.more(len(group.hops), "policy")]
        told = [self.name(group.hops[0].thing), *map(self.wording.aim, group.fields)]
        return [line for text in told for line in wrap(text, POLICY_WIDTH - 24, SIZE)]

    def draw(self) -> tuple[str, str]:
        title = self.wording.title()
        y = 40.0
        for line in wrap(title, WIDTH - 2 * MARGIN, 20):
            self.canvas.text(MARGIN, y, line, size=20, weight="bold")
            y += 26
        y = self.draw_caps(y - 2) + 32
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
        self.draw_policies(boxes, box_heights, top + (body - left) / 2, middle)
        self.draw_groups(rows, labels, heights, top + (body - right) / 2, middle)
        self.draw_industry(middle)
        y = self.draw_foot(top + body + 34)
        return title, self.canvas.render(y, title, f"{self.wording.caps_text()} {NO_FUNDS_NOTE[self.lang]}")

    # -- links -----------------------------------------------------------------------------

    def note(self, sentence: URIRef) -> str:
        """The anchor of a citation at the foot: the source and the passage, for ids may meet again."""
        return "-".join(str(sentence).split("/")[-2:])

    def open_citation(self, sentences: Iterable[URIRef], title: str) -> None:
        """A link to the citation at the foot; the title tells all of them."""
        known = [c.passage.iri for c in self.words.cite(sentences)]
        self.canvas.open_link(f"#{self.note(known[0])}" if known else "", title)

    def marks(self, x: float, y: float, sentences: Iterable[URIRef], limit: float, step: float = 11.0) -> None:
        """The numbers of the citations, small, each a link; further rows where the room ends."""
        start = x
        for citation in self.words.cite(sentences):
            number = f"[{self.notes.number(citation.passage.iri)}]"
            width = text_width(number, MARK)
            if x > start and x + width > limit:
                x, y = start, y + step
            self.canvas.open_link(f"#{self.note(citation.passage.iri)}", place(citation, self.words, self.lang))
            self.canvas.text(x, y, number, size=MARK, fill=LINK)
            self.canvas.close_link()
            x += width + 2

    # -- drawing ---------------------------------------------------------------------------

    def draw_caps(self, y: float) -> float:
        """Under the title: as of when, and every cap with its citation, in running lines."""
        caps = self.wording.caps()
        runs: list[tuple[str, Hop | None]] = [(self.wording.told().strip(), None)]
        runs += (
            [(self.say("no amount"), None)] if not caps else [(f"{self.say('caps')}{'：' if self.zh else ':'}", None)]
        )
        runs += [(text, hop) for text, hop in caps]
        x = MARGIN
        for text, hop in runs:
            mark = f" [{self.notes.marks(hop.sentences)}]" if hop else ""
            width = text_width(text + mark, LABEL)
            if x > MARGIN and x + width > WIDTH - MARGIN:
                x, y = MARGIN, y + 18
            if hop:
                self.open_citation(hop.sentences, f"{text} — {self.cited(hop.sentences)}")
            self.canvas.text(x, y, text + mark, size=LABEL, fill=SOFT)
            if hop:
                self.canvas.close_link()
            x += width + 12
        return y

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

    def draw_industry(self, middle: float) -> None:
        lines = wrap(self.name(self.trace.industry), INDUSTRY_WIDTH - 28, 14)
        height = max(36.0, 18 + len(lines) * 14 * LEADING)
        hops = [*self.trace.policies, *self.trace.firms, *self.trace.projects]
        sentences = {s for hop in hops for s in hop.sentences}
        self.open_citation(sentences, f"{self.name(self.trace.industry)} — {self.cited(sentences)}")
        self.canvas.shape(look_of("industry"), INDUSTRY_X, middle - height / 2, INDUSTRY_WIDTH, height)
        first = middle - (len(lines) - 1) * 14 * LEADING / 2 + 5
        self.canvas.text(INDUSTRY_X + INDUSTRY_WIDTH / 2, first, lines, size=14, anchor="middle")
        self.canvas.close_link()

    def draw_policies(self, boxes: list[list[str]], heights: list[float], y: float, middle: float) -> None:
        if not self.policies:
            silent = wrap(self.say("no policy"), POLICY_WIDTH, LABEL)
            self.canvas.text(POLICY_X, middle + 4, silent, size=LABEL, fill=SOFT)
        right = POLICY_X + POLICY_WIDTH
        for group, lines, height in zip(self.policies, boxes, heights, strict=True):
            sentences = group.sentences()
            centre = y + height / 2
            names = "；".join(self.name(hop.thing) for hop in group.hops)
            told = f"{names} — {self.cited(sentences)}"
            self.open_citation(sentences, f"{told} → {self.name(self.trace.industry)}")
            self.canvas.curve(right, centre, INDUSTRY_X, middle, group.line)
            self.canvas.close_link()
            if group.is_fold:
                self.canvas.open_link("#table", names)
            else:
                self.open_citation(sentences, told)
            self.canvas.shape(look_of("policy"), POLICY_X, y, POLICY_WIDTH, height, group.line)
            first = centre - (len(lines) - 1) * SIZE * LEADING / 2 + 4.5
            self.canvas.text(POLICY_X + POLICY_WIDTH / 2, first, lines, size=SIZE, anchor="middle")
            self.canvas.close_link()
            # On the side of the line that it bends away from.
            above = centre <= middle
            step = -11.0 if above else 11.0
            self.marks(right + 6, centre - 6 if above else centre + 14, sentences, INDUSTRY_X - 36, step)
            y += height + 14

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
        middle: float,
    ) -> None:
        if not self.groups:
            silent = self.say("no firm")
            self.canvas.text(ROLE_X, middle + 4, silent, size=LABEL, fill=SOFT)
        for group, lines, label, height in zip(self.groups, rows, labels, heights, strict=True):
            centre = y + (height - 12) / 2
            sentences = group.sentences()
            said = " ".join(text for text, _, _ in label)
            self.open_citation(sentences, f"{self.name(self.trace.industry)} → {said} — {self.cited(sentences)}")
            self.canvas.curve(INDUSTRY_X + INDUSTRY_WIDTH, middle, ROLE_X - 8, centre, group.line)
            self.canvas.close_link()
            first = centre - (len(label) - 1) * LABEL_STEP / 2 + 4.5
            for number, (text, colour, part) in enumerate(label):
                baseline = first + number * LABEL_STEP
                self.canvas.text(ROLE_X, baseline, text, size=LABEL, fill=colour)
                if part:
                    self.marks(ROLE_X + text_width(text, LABEL) + 4, baseline - 4, part.sentences, FIRM_X - 4)
            box_y = centre - (len(lines) * (BOX + GAP) - GAP) / 2
            for number, line in enumerate(lines):
                self.draw_boxes(group, line, box_y + number * (BOX + GAP))
            y += height

    def draw_boxes(self, group: Group, line: list[Hop | None], y: float) -> None:
        x = FIRM_X
        for hop in line:
            text = self.box_text(hop, group)
            wide = box_width(text, SIZE)
            if hop is None:
                rest = folded(group, self.room)[1]
                listed = (f"{self.name(h.thing)} — {self.cited(group.sentences_of(h.thing))}" for h in rest)
                self.canvas.open_link("#table", "\n".join(listed))
            else:
                sentences = group.sentences_of(hop.thing)
                self.open_citation(sentences, f"{self.name(hop.thing)} — {self.cited(sentences)}")
            self.canvas.shape(look_of(group.kind), x, y, wide, BOX, group.line)
            self.canvas.text(x + wide / 2, y + BOX / 2 + 4.5, text, size=SIZE, anchor="middle")
            self.canvas.close_link()
            x += wide + GAP

    def draw_foot(self, y: float) -> float:
        y = self.draw_legend(y) + 26
        for line in wrap(NO_FUNDS_NOTE[self.lang], WIDTH - 2 * MARGIN, 12):
            self.canvas.text(MARGIN, y, line, size=12)
            y += 17
        for source in self.words.library.sources:
            publishers = ("、" if self.zh else ", ").join(p[self.lang] for p in source.publishers)
            title = source.title[self.lang]
            date = month(source.issued, self.lang)
            text = f"来源：《{title}》，{publishers}，{date}" if self.zh else f"Source: {title}. {publishers}, {date}"
            for line in wrap(text, WIDTH - 2 * MARGIN, 12):
                self.canvas.text(MARGIN, y, line, size=12, fill=SOFT)
                y += 17
        y += 3
        for citation in self.notes.citations:
            number = self.notes.number(citation.passage.iri)
            gloss = citation.passage.gloss.get(self.lang, "")
            self.canvas.open_link(
                str(citation.passage.iri), citation.text(self.lang), anchor=self.note(citation.passage.iri)
            )
            for line in wrap(f"[{number}] {place(citation, self.words, self.lang)} {gloss}", WIDTH - 2 * MARGIN, 11.5):
                self.canvas.text(MARGIN, y, line, size=11.5, fill=SOFT)
                y += 16
            self.canvas.close_link()
        return y + 8

    def draw_legend(self, y: float) -> float:
        x = MARGIN
        items = [(kind, 24.0) for kind in ("policy", "industry", "firm", "project")]
        items += [(line, 34.0) for line in ("solid", "dashed", "dotted")]
        for key, swatch in items:
            width = swatch + 6 + text_width(self.say(key), 12)
            if x > MARGIN and x + width > WIDTH - MARGIN:
                x, y = MARGIN, y + 20
            if key in {"solid", "dashed", "dotted"}:
                self.canvas.curve(x, y - 4, x + swatch, y - 4, key)
            else:
                self.canvas.shape(look_of(key), x, y - 12, swatch, 15)
            self.canvas.text(x + swatch + 6, y, self.say(key), size=12)
            x += width + 22
        return y
