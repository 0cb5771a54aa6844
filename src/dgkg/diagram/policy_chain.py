"""The policy chain: policy → industry → role → firms, left to right, each group cited.

Standing under an industry does not mean having received a policy's funds; the picture says
so itself, because pictures travel without their page.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.citation import Notes
from dgkg.diagram.svg import SOFT, Canvas, box_width, look_of
from dgkg.diagram.text import text_width, wrap
from dgkg.namespaces import DGO
from dgkg.trace import NO_FUNDS_NOTE, Hop, Trace

__all__ = ["draw_policy_chain"]

WIDTH = 1120.0
MARGIN = 24.0
POLICY_X, POLICY_WIDTH = MARGIN, 236.0
INDUSTRY_X, INDUSTRY_WIDTH = 360.0, 150.0
ROLE_X, ROLE_WIDTH = 590.0, 150.0
FIRM_X = 752.0
SIZE = 13.0
BOX = 30.0
GAP = 8.0
MOST_IN_GROUP = 12

_WORDS = {
    "policy": ("政策", "Policy"),
    "industry": ("产业", "Industry"),
    "role": ("角色 · 所属", "Role · field"),
    "firm": ("企业", "Firm"),
    "project": ("项目", "Project"),
    "solid": ("已完成或在用", "done or in service"),
    "dashed": ("推进中、已签约或已申报", "under way, signed or filed"),
    "dotted": ("计划或建议", "planned or proposed"),
}


@dataclass(frozen=True, slots=True)
class _Group:
    """Firms or projects that share role and field: named once, cited once."""

    kind: str
    label: str
    line: str
    hops: tuple[Hop, ...]


def draw_policy_chain(trace: Trace, lang: str) -> tuple[str, str]:
    """The picture of a trace.

    Returns:
        Its title (the finding) and the SVG.
    """
    return _Picture(trace, lang).draw()


class _Picture:
    def __init__(self, trace: Trace, lang: str) -> None:
        self.trace = trace
        self.lang = lang
        self.words = trace.words
        self.canvas = Canvas(WIDTH)
        self.notes = Notes(self.words, trace.sentences())

    def say(self, key: str) -> str:
        return _WORDS[key][self.lang == "en"]

    def name(self, iri: URIRef) -> str:
        return self.words.label(iri, self.lang)

    def draw(self) -> tuple[str, str]:
        groups = self.groups()
        policies = self.policies()
        title, subtitle = self.titles(policies, groups)
        y = 40.0
        for line in wrap(title, WIDTH - 2 * MARGIN, 20):
            self.canvas.text(MARGIN, y, line, size=20, weight="bold")
            y += 26
        for line in wrap(subtitle, WIDTH - 2 * MARGIN, 12.5):
            self.canvas.text(MARGIN, y - 2, line, size=12.5, fill=SOFT)
            y += 17
        y += 14
        self.column_heads(y)
        top = y + 22
        rows = [self.rows(group) for group in groups]
        heights = [max(1, len(row)) * (BOX + GAP) + 4 for row in rows]
        boxes = [wrap(self.name(iri), POLICY_WIDTH - 20, SIZE) for iri, _ in policies]
        policy_heights = [16 + len(lines) * SIZE * 1.35 for lines in boxes]
        left = sum(policy_heights) + 14 * max(0, len(boxes) - 1)
        right = sum(heights)
        body = max(left, right, 60.0)
        middle = top + body / 2
        self.draw_industry(middle)
        self.draw_policies(policies, boxes, policy_heights, top + (body - left) / 2, middle)
        self.draw_groups(groups, rows, heights, top + (body - right) / 2, middle)
        y = self.draw_foot(top + body + 26)
        return title, self.canvas.render(y, title, f"{subtitle} {NO_FUNDS_NOTE[self.lang]}")

    # -- what is shown ---------------------------------------------------------------------

    def titles(self, policies: list[tuple[URIRef, list[Hop]]], groups: list[_Group]) -> tuple[str, str]:
        firms = {hop.thing for group in groups if group.kind == "firm" for hop in group.hops}
        projects = {hop.thing for group in groups if group.kind == "project" for hop in group.hops}
        name = self.name(self.trace.industry)
        caps = sorted({hop.text for hop in self.trace.measures if hop.text})
        if self.lang == "zh":
            title = f"{name}：{len(policies)} 份政策，报告点名 {len(firms)} 家企业、{len(projects)} 个项目"
            subtitle = "额度上限：" + "；".join(self.cap_texts()) if caps else "报告未给出面向该产业的额度。"
        else:
            title = (
                f"{_capital(name)}: {_count(len(policies), 'policy', 'policies')}; the report names "
                f"{_count(len(firms), 'firm', 'firms')} and {_count(len(projects), 'project', 'projects')}"
            )
            subtitle = (
                "Caps: " + "; ".join(self.cap_texts()) if caps else "The report gives no amounts for this industry."
            )
        return title, subtitle

    def cap_texts(self) -> list[str]:
        found = []
        for hop in self.trace.measures:
            mark = self.notes.marks(hop.sentences)
            amount = hop.amount.display(self.lang) if hop.amount else hop.text
            glue = "" if self.lang == "zh" else ": "
            found.append(f"{self.name(hop.thing)}{glue}{amount} [{mark}]")
        return found

    def policies(self) -> list[tuple[URIRef, list[Hop]]]:
        by_policy: dict[URIRef, list[Hop]] = defaultdict(list)
        for hop in self.trace.policies:
            by_policy[hop.thing].append(hop)
        return sorted(by_policy.items(), key=lambda item: str(item[0]))

    def groups(self) -> list[_Group]:
        gathered: dict[tuple[str, str, str], list[Hop]] = defaultdict(list)
        for kind, hops in (("firm", self.trace.firms), ("project", self.trace.projects)):
            for hop in hops:
                label = self.group_label(kind, hop)
                gathered[kind, label, self.line(hop)].append(hop)
        return [
            _Group(kind, label, line, tuple(sorted(hops, key=lambda h: str(h.thing))))
            for (kind, label, line), hops in sorted(gathered.items())
        ]

    def group_label(self, kind: str, hop: Hop) -> str:
        parts = []
        if kind == "project":
            state = f"（{self.name(hop.status)}）" if hop.status and self.lang == "zh" else ""
            state = f" ({self.name(hop.status)})" if hop.status and self.lang == "en" else state
            return self.say("project") + state
        if hop.role:
            parts.append(self.name(hop.role))
        if hop.topic != self.trace.industry:
            parts.append(self.name(hop.topic))
        return " · ".join(parts) or self.say("firm")

    def line(self, hop: Hop) -> str:
        return (self.words.ontology.word(hop.status, "lineStyle") if hop.status else None) or "solid"

    # -- drawing ---------------------------------------------------------------------------

    def column_heads(self, y: float) -> None:
        for x, key, anchor in (
            (POLICY_X + POLICY_WIDTH / 2, "policy", "middle"),
            (INDUSTRY_X + INDUSTRY_WIDTH / 2, "industry", "middle"),
            (ROLE_X, "role", "start"),
            (FIRM_X, "firm", "start"),
        ):
            text = self.say(key)
            if key == "firm":
                text += f"、{self.say('project')}" if self.lang == "zh" else f", {self.say('project').lower()}"
            self.canvas.text(x, y, text, size=13, weight="bold", anchor=anchor)

    def draw_industry(self, middle: float) -> None:
        lines = wrap(self.name(self.trace.industry), INDUSTRY_WIDTH - 30, 14)
        height = max(34.0, 14 + len(lines) * 14 * 1.35)
        self.canvas.open_link(str(self.trace.industry), self.name(self.trace.industry))
        self.canvas.shape(look_of("industry"), INDUSTRY_X, middle - height / 2, INDUSTRY_WIDTH, height)
        first = middle - (len(lines) - 1) * 14 * 1.35 / 2 + 5
        self.canvas.text(INDUSTRY_X + INDUSTRY_WIDTH / 2, first, lines, size=14, anchor="middle")
        self.canvas.close_link()

    def draw_policies(
        self,
        policies: list[tuple[URIRef, list[Hop]]],
        boxes: list[list[str]],
        heights: list[float],
        y: float,
        middle: float,
    ) -> None:
        edge = self.words.ontology.edge(DGO.appliesTo, self.lang)
        if not policies:
            silent = "报告未说明有政策面向该产业" if self.lang == "zh" else "the report names no policy for it"
            self.canvas.text(POLICY_X, middle + 4, wrap(silent, POLICY_WIDTH, 12.5), size=12.5, fill=SOFT)
        for (policy, hops), lines, height in zip(policies, boxes, heights, strict=True):
            sentences = {s for hop in hops for s in hop.sentences}
            centre = y + height / 2
            self.canvas.open_link(str(policy), f"{self.name(policy)} — {self.cited(sentences)}")
            self.canvas.shape(look_of("policy"), POLICY_X, y, POLICY_WIDTH, height, self.line(hops[0]))
            first = centre - (len(lines) - 1) * SIZE * 1.35 / 2 + 4.5
            self.canvas.text(POLICY_X + POLICY_WIDTH / 2, first, lines, size=SIZE, anchor="middle")
            self.canvas.close_link()
            self.canvas.curve(POLICY_X + POLICY_WIDTH, centre, INDUSTRY_X, middle, self.line(hops[0]))
            self.mark(POLICY_X + POLICY_WIDTH + 5, centre - 5, sentences)
            y += height + 14
        if policies:
            # The relation is named once, where the lines meet.
            self.canvas.text(INDUSTRY_X - 12, middle - 12, edge, size=11.5, anchor="end", fill=SOFT)

    def rows(self, group: _Group) -> list[list[Hop | None]]:
        """The boxes of a group in rows; ``None`` stands for what is folded."""
        hops: list[Hop | None] = list(group.hops[:MOST_IN_GROUP])
        if len(group.hops) > MOST_IN_GROUP:
            hops.append(None)
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

    def box_text(self, hop: Hop | None, group: _Group) -> str:
        if hop is None:
            more = len(group.hops) - MOST_IN_GROUP
            return f"另有 {more} 家" if self.lang == "zh" else f"{more} more"
        text = self.name(hop.thing)
        while text_width(text, SIZE) > WIDTH - MARGIN - FIRM_X - 24:
            text = text[:-2] + "…"
        return text

    def draw_groups(
        self,
        groups: list[_Group],
        rows: list[list[list[Hop | None]]],
        heights: list[float],
        y: float,
        middle: float,
    ) -> None:
        if not groups:
            silent = "报告未点名该产业的企业" if self.lang == "zh" else "the report names no firm in it"
            self.canvas.text(ROLE_X, middle + 4, silent, size=12.5, fill=SOFT)
        for group, lines, height in zip(groups, rows, heights, strict=True):
            centre = y + BOX / 2
            self.canvas.curve(INDUSTRY_X + INDUSTRY_WIDTH, middle, ROLE_X - 8, centre, group.line)
            label = wrap(group.label, ROLE_WIDTH - 22, 12.5)
            first = centre - (len(label) - 1) * 12.5 * 1.25 / 2 + 4.5
            self.canvas.text(ROLE_X, first, label, size=12.5, leading=1.25)
            sentences = {s for hop in group.hops for s in hop.sentences}
            width = text_width(label[-1], 12.5)
            self.mark(ROLE_X + width + 3, first + (len(label) - 1) * 12.5 * 1.25 - 4, sentences)
            for number, line in enumerate(lines):
                x = FIRM_X
                for hop in line:
                    text = self.box_text(hop, group)
                    wide = box_width(text, SIZE)
                    box_y = y + number * (BOX + GAP)
                    if hop is not None:
                        self.canvas.open_link(str(hop.thing), f"{text} — {self.cited(set(hop.sentences))}")
                    self.canvas.shape(look_of(group.kind), x, box_y, wide, BOX, group.line)
                    self.canvas.text(x + wide / 2, box_y + BOX / 2 + 4.5, text, size=SIZE, anchor="middle")
                    if hop is not None:
                        self.canvas.close_link()
                    x += wide + GAP
            y += height

    def mark(self, x: float, y: float, sentences: set[URIRef]) -> None:
        """The numbers of the citations, small, each a link to its sentence."""
        for sentence in sorted(sentences, key=self.words.library.sort_key):
            if sentence not in self.words.library:
                continue
            number = f"[{self.notes.number(sentence)}]"
            self.canvas.open_link(str(sentence), self.words.citation_text(sentence, self.lang))
            self.canvas.text(x, y, number, size=9.5, fill="#0b5c95")
            self.canvas.close_link()
            x += text_width(number, 9.5) + 1

    def cited(self, sentences: set[URIRef]) -> str:
        return "; ".join(c.text(self.lang) for c in self.words.cite(sentences))

    def draw_foot(self, y: float) -> float:
        x = MARGIN
        for kind in ("policy", "industry", "firm", "project"):
            self.canvas.shape(look_of(kind), x, y - 11, 24, 14)
            self.canvas.text(x + 30, y, self.say(kind), size=12)
            x += 30 + text_width(self.say(kind), 12) + 22
        for line in ("solid", "dashed", "dotted"):
            self.canvas.curve(x, y - 4, x + 34, y - 4, line)
            self.canvas.text(x + 40, y, self.say(line), size=12)
            x += 40 + text_width(self.say(line), 12) + 22
        y += 22
        for line in wrap(NO_FUNDS_NOTE[self.lang], WIDTH - 2 * MARGIN, 12):
            self.canvas.text(MARGIN, y, line, size=12)
            y += 17
        sources = self.words.library.sources
        for source in sources:
            publishers = ("、" if self.lang == "zh" else ", ").join(p[self.lang] for p in source.publishers)
            title = source.title[self.lang]
            text = (
                f"来源：《{title}》，{publishers}，{source.issued}"
                if self.lang == "zh"
                else (f"Source: {title}. {publishers}, {source.issued}")
            )
            for line in wrap(text, WIDTH - 2 * MARGIN, 12):
                self.canvas.text(MARGIN, y, line, size=12, fill=SOFT)
                y += 17
        for citation in self.notes.citations:
            number = self.notes.number(citation.passage.iri)
            place = citation.text(self.lang).removeprefix(f"《{citation.source.title['zh']}》")
            place = place.removeprefix(f"{citation.source.title['en']}, ")
            self.canvas.open_link(str(citation.passage.iri), citation.text(self.lang))
            for line in wrap(f"[{number}] {place} {citation.passage.gloss[self.lang]}", WIDTH - 2 * MARGIN, 11.5):
                self.canvas.text(MARGIN, y, line, size=11.5, fill=SOFT)
                y += 16
            self.canvas.close_link()
        return y + 8


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
