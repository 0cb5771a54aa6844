"""The words of cluster cards: title, labels, and the figures of a place in groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.diagram.figure_words import FigureWords
from dgkg.diagram.rank import Rank
from dgkg.diagram.residents import Card, Resident, Row
from dgkg.diagram.wording import capital, count
from dgkg.namespaces import DGO, UNIT
from dgkg.quantity import Quantity

__all__ = ["CardWording", "Number"]

_WORDS = {
    "what": (
        "一张卡片是报告所说的一个地点（示意，不是地图）；数字附时期与口径，角标为出处。",
        "A card is a place that the report speaks of (no map); numbers come with period and scope, and their citation.",
    ),
    "silence": (
        "“报告未给出”只表示报告没有写，不表示没有。",
        "Not in the report: the report does not say; that does not mean that there is none.",
    ),
    "cluster": (
        "集群或生态中的角色（如核心企业）按报告归入该集群，不表示企业位于该地。",
        (
            "A role in a cluster or ecosystem (such as core firm) is one in that cluster; it does not say that the "
            "firm is located there."
        ),
    ),
    "not told": ("报告未给出", "not in the report"),
    "no number": ("数字：报告未给出", "Numbers: not in the report"),
    "number": ("数字", "Number"),
    "rank": ("排名", "Rank"),
    "focus": ("聚焦", "Focus"),
    "firm": ("企业", "Firms"),
    "site": ("园区与集群", "Parks, clusters"),
    "body": ("机构、平台与项目", "Bodies, projects"),
    "plan": ("申报与计划", "Filed or planned"),
    "result": ("工作成果", "Set up there"),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a card: what it is of, the number, all that is said of it, and where."""

    label: str
    text: str
    sentence: str
    passage: URIRef


class CardWording:
    """What cards say, in the language of their figures."""

    def __init__(self, figures: FigureWords) -> None:
        self.figures = figures
        self.words, self.lang, self.zh = figures.words, figures.lang, figures.zh

    def say(self, key: str) -> str:
        """A word of the picture itself."""
        return _WORDS[key][not self.zh]

    def name(self, iri: URIRef) -> str:
        """What a thing is called."""
        return self.words.label(iri, self.lang)

    def title(self, firms: int, near: int, far: int) -> str:
        """The finding for all places: of how many firms the report says where they are."""
        if self.zh:
            more = f"，另有 {far} 家只写到全市" if far else ""
            return f"谁在哪里：报告点名 {firms} 家企业，写明所在园区镇街的有 {near} 家{more}"
        more = f", and {far} only in the city at large" if far else ""
        named = count(firms, "firm", "firms")
        return f"Who sits where: of {named} named, the report places {near} in a zone or town{more}"

    def left_out(self, number: int) -> str:
        """That there are more places than are drawn."""
        if self.zh:
            return f"图谱太大：画的是其中事物最多的地点，另有 {number} 个地点未画。"
        return f"The graph is too large: these are the places with the most in them; {number} more are not drawn."

    def title_of(self, cards: Sequence[Card]) -> str:
        """The finding for some places: a figure that all of them have, or else what the report tells of them."""
        shared = self._shared(cards)
        if shared:
            scope = [self._fields(shared[0]), *self.figures.scope(shared[0]), self.figures.period(shared[0])]
            pairs = [f"{self.name(c.place)} {self.figures.number(q)}" for c, q in zip(cards, shared, strict=True)]
            what = capital(self.figures.measure(shared[0]))
            if self.zh:
                return f"{what}（{'，'.join(filter(None, scope))}）：{'，'.join(pairs)}"
            return f"{what} ({', '.join(filter(None, scope))}): {', '.join(pairs)}"
        names = self.figures.listed(card.place for card in cards)
        firms = {r.thing for c in cards for row in c.rows if row.category == "firm" for r in row.residents}
        plans = {r.thing for c in cards for row in c.rows if row.category == "plan" for r in row.residents}
        figures = sum(len(card.figures) + len(card.ranks) for card in cards)
        if self.zh:
            return f"{names}：报告给出 {figures} 个数字，点名 {len(firms)} 家企业，{len(plans)} 项尚未实现"
        told = [count(figures, "number", "numbers"), count(len(firms), "firm", "firms")]
        return f"{capital(names)}: the report gives {told[0]}, names {told[1]} and tells of {len(plans)} not yet real"

    def _shared(self, cards: Sequence[Card]) -> list[Quantity]:
        """A figure of the same measure, unit, period, scope and field of each of several places, money first."""
        if len(cards) < 2:  # noqa: PLR2004 - it takes two to share
            return []
        kept = [{_likeness(q): q for q in card.figures if not q.many(DGO.qualityFlag)} for card in cards]
        alike = [key for key in kept[0] if all(key in others for others in kept[1:])]
        best = min(alike, key=lambda key: (kept[0][key].figure.unit != UNIT.CCY_CNY, str(key)), default=None)
        return [] if best is None else [figures[best] for figures in kept]

    def apart(self, one: URIRef, other: URIRef) -> str:
        """Two places that are easily taken for one."""
        if self.zh:
            return f"“{self.name(one)}”与“{self.name(other)}”是两个地方。"
        return f"{self.name(one)} and {self.name(other)} are two places."

    def standing(self, card: Card, kind: str) -> str:
        """What kind of place, and where it lies if the report says so."""
        where = self.figures.listed(wider.thing for wider in card.within)
        if where:
            return f"{kind} · 位于{where}" if self.zh else f"{kind} · in {where}"
        if self.words.ontology.is_a(self.words.gazetteer.types.get(card.place, ()), DGO.Incubator):
            return f"{kind} · 报告未给出所在镇街" if self.zh else f"{kind} · where it is: not in the report"
        return kind

    def row_label(self, row: Row) -> str:
        """The role, status or relation that puts things into a row, named once."""
        if not row.titles:
            return self.say(row.category)
        if row.titles == (DGO.result,):
            return self.say("result")
        if row.titles == (DGO.focusesOn,):
            return self.say("focus")
        return capital(self.figures.listed(row.titles))

    def row_detail(self, row: Row) -> str:
        """The cluster that a role is in; of what is wished or under way, that it is not there yet."""
        if row.category == "plan" and row.titles:
            return "（尚未实现）" if self.zh else "not yet real"
        if row.by is None:
            return ""
        return f"（{self.name(row.by)}）" if self.zh else f"in {self.name(row.by)}"

    def more_numbers(self, number: int) -> str:
        """What stands for so many figures that there is no room for."""
        return f"另有 {number} 个数字，见表" if self.zh else f"{number} more numbers, in the table"

    def more_cards(self, places: Sequence[URIRef]) -> str:
        """What stands for the places that there is no room for."""
        names = self.figures.listed(places)
        return f"另有 {len(places)} 个地点，见表：{names}" if self.zh else f"{len(places)} more, in the table: {names}"

    def more(self, number: int) -> str:
        """What stands for so many that there is no room for."""
        return f"另有 {number} 个" if self.zh else f"{number} more"

    # -- numbers ---------------------------------------------------------------------------

    def number_groups(self, card: Card) -> list[tuple[str, list[Number]]]:
        """The figures of a place under their period and field, which are said once; its ranks among them."""
        groups: dict[str, list[Number]] = defaultdict(list)
        for q in card.figures:
            groups[self._caption(q)].append(self._number(q, card))
        for rank in card.ranks:
            groups[self._rank_caption(rank)].append(self._rank(rank))
        return list(groups.items())

    def _caption(self, q: Quantity) -> str:
        fields = self._fields(q)
        period = self.figures.period(q)
        return f"{capital(period)} · {fields}" if fields else capital(period)

    def _fields(self, q: Quantity) -> str:
        """Its industries, unless whom it counts says as much: 人工智能企业."""
        counted = "".join(self.words.label(p, "zh") for p in q.many(DGO.population))
        return self.figures.listed(i for i in sorted(q.many(DGO.industry)) if self.words.label(i, "zh") not in counted)

    def _number(self, q: Quantity, card: Card) -> Number:
        what = [*sorted(map(self.name, q.many(DGO.subject) - {card.place})), self.figures.measure(q)]
        scope = ("，" if self.zh else ", ").join(self.figures.scope(q))
        label = " ".join(what) if self.zh else capital(", ".join(what))
        scoped = f"（{scope}）" if self.zh else f" ({scope})"
        sentence = self.figures.sentence(q.iri, q.sentence)
        return Number(label + (scoped if scope else ""), self.figures.number(q), sentence, q.sentence)

    def _rank_caption(self, rank: Rank) -> str:
        period = self.figures.listed(sorted(rank.many(DGO.refPeriod)))
        fields = self.figures.listed(sorted(rank.many(DGO.industry)))
        return " · ".join(filter(None, (capital(period), fields)))

    def _rank(self, rank: Rank) -> Number:
        label, place = self.figures.place_in(rank)
        return Number(capital(label), place, self.figures.sentence(rank.iri, rank.sentence), rank.sentence)

    # -- the table -------------------------------------------------------------------------

    def wide_rows(self, place: URIRef, residents: Iterable[Resident]) -> list[tuple[Sequence[str], Sequence[URIRef]]]:
        """What is only said to be in the city: it has no card, but it has its line in the table."""
        label = "位于（未写镇街或园区）" if self.zh else "located there (no town or park given)"
        return [
            ((self.name(place), label, self.name(r.thing), "", self._status(r.line)), r.sentences) for r in residents
        ]

    def headings(self) -> list[str]:
        """The columns of :meth:`table_rows`."""
        return (
            ["地点", "项目", "内容", "时期与领域", "状态"]
            if self.zh
            else ["place", "row", "content", "period and field", "status"]
        )

    def table_rows(self, card: Card) -> list[tuple[Sequence[str], Sequence[URIRef]]]:
        """Everything that a card tells, and what it says that the report does not tell."""
        place = self.name(card.place)
        rows: list[tuple[Sequence[str], Sequence[URIRef]]] = []
        for caption, numbers in self.number_groups(card):
            rows += [((place, n.label, n.text, caption, ""), (n.passage,)) for n in numbers]
        if not card.figures and not card.ranks:
            rows.append(((place, self.say("number"), self.say("not told"), "", ""), ()))
        for row in card.rows:
            label = (
                f"{self.row_label(row)}{self.row_detail(row)}"
                if self.zh
                else " ".join(filter(None, (self.row_label(row), self.row_detail(row))))
            )
            told = [((place, label, self.name(r.thing), "", self._status(r.line)), r.sentences) for r in row.residents]
            rows += told or [((place, label, self.say("not told"), "", ""), ())]
        return rows

    def _status(self, line: str) -> str:
        from dgkg.diagram.wording import LINE_WORDS

        return "" if line == "solid" else LINE_WORDS[line][not self.zh]


def _likeness(q: Quantity) -> tuple[object, ...]:
    """What must agree for the figures of two places to stand side by side in a title."""
    relations = (DGO.indicator, DGO.ofIndicator, DGO.refPeriod, DGO.population, DGO.industry, DGO.accumulation)
    apart = (DGO.comparisonBasis, DGO.comparedWith, DGO.shareWhole, DGO.subject)
    return (q.figure.unit, *(tuple(sorted(q.many(r))) for r in (*relations, *apart)))
