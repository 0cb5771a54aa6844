"""The words of indicator bars: title, headings of panels and groups, labels of bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rdflib import URIRef

from dgkg.diagram.figure_words import UNDATED, FigureWords
from dgkg.diagram.panels import Bar, Group, Panel, RankPanel
from dgkg.diagram.rank import Rank
from dgkg.diagram.text import text_width
from dgkg.diagram.wording import LINE_WORDS, capital, count
from dgkg.namespaces import DGO, DGS, UNIT
from dgkg.quantity import Quantity

__all__ = ["BarWording"]

_BOUNDS = {
    "exact": ("条长即数值", "the number as long as its bar"),
    "above": ("超、以上、多：实际更大", "over, at least: more than the bar"),
    "below": ("近、不足、最高：实际更小", "nearly, under, up to: less than the bar"),
    "about": ("约：大致如此", "about: roughly the bar"),
    "words": ("只有文字", "words only"),
    "dashed": ("虚线框：推进中或已签约", "dashed: under way or signed"),
    "dotted": ("点线框：目标、申报或上限，不是事实", "dotted: a target, filing or cap, no fact"),
}
_STATUS = {
    "target": ("目标或申报，尚未实现", "aimed at or filed, not reached"),
    "cap": ("上限，不是已支出或已达到", "a cap, neither spent nor reached"),
}
# Figures in a title, and how long it may be, in ems.
_IN_TITLE, _LONGEST_TITLE = 3, 100


class BarWording:
    """What bars say, in the language of their figures."""

    def __init__(self, figures: FigureWords) -> None:
        self.figures = figures
        self.words, self.lang, self.zh = figures.words, figures.lang, figures.zh
        # Of each group what its bars share: asked for again with every bar.
        self._of_groups: dict[int, tuple[Group, list[str], bool]] = {}

    def name(self, iri: URIRef) -> str:
        """What a thing is called."""
        return self.words.label(iri, self.lang)

    def bound(self, bound: str) -> str:
        """What the end of a bar means."""
        return _BOUNDS[bound][not self.zh]

    def listed(self, texts: Iterable[str]) -> str:
        """Texts as the language lists them, each once, none empty."""
        return ("，" if self.zh else ", ").join(dict.fromkeys(filter(None, texts)))

    # -- the picture -----------------------------------------------------------------------

    def title(self, panels: Sequence[Panel], ranks: Sequence[RankPanel]) -> str:
        """The finding: the largest figures of the first group, or places in a ranking over time."""
        if not panels:
            return self._rank_title(ranks[0])
        group = panels[0].groups[0]
        for shown in range(min(_IN_TITLE, len(group.bars)), 0, -1):
            title = self._title(panels[0], group, shown)
            if text_width(title, 1) <= _LONGEST_TITLE:
                break
        return title

    def _title(self, panel: Panel, group: Group, shown: int) -> str:
        told = [f"{self.label(group, bar)} {self.figures.number(bar.quantity)}" for bar in group.bars[:shown]]
        what, when, more = self.measure(panel), self.group(group), len(group.bars) > shown
        if self.zh:
            return f"{what}（{when}）：{'，'.join(told)}{'等' if more else ''}"
        return f"{what} ({when}): {', '.join(told)}{' …' if more else ''}"

    def _rank_title(self, panel: RankPanel) -> str:
        first = panel.ranks[0]
        alike = [r for r in panel.ranks if r.many(DGO.rankedEntity) == first.many(DGO.rankedEntity)]
        who = self.figures.listed(sorted(first.many(DGO.rankedEntity)))
        told = [
            f"{self.figures.listed(sorted(rank.many(DGO.refPeriod) - {UNDATED}))} {self.rank(rank)[0]}".strip()
            for rank in alike[-_IN_TITLE:]
        ]
        what = capital(self.name(panel.indicator))
        return f"{what}：{who} {'，'.join(told)}" if self.zh else f"{what}: {who} {', '.join(told)}"

    def subtitles(self, panels: Sequence[Panel], ranks: Sequence[RankPanel]) -> list[str]:
        """How many figures, in which units, of when; and what may be compared."""
        bars = [bar for panel in panels for bar in panel.bars]
        places = sum(len(panel.ranks) for panel in ranks)
        units = self.listed(self.unit(panel) for panel in panels)
        dated = sorted({p for bar in bars for p in bar.quantity.many(DGO.refPeriod) if p != UNDATED})
        when = self.figures.listed(dated)
        if self.zh:
            counted = "、".join(f"{n} {what}" for n, what in ((len(bars), "个数字"), (places, "个名次")) if n)
            found = [f"报告给出 {counted}。"]
            found += [f"单位：{units}。"] if units else []
            found += [f"时期：{when}。"] if when else []
            return [*found, "只有同组（时期、口径相同）的条可以相互比较。"] if bars else found
        counts = ((len(bars), "figure", "figures"), (places, "rank", "ranks"))
        found = [f"{' and '.join(count(*told) for told in counts if told[0])} in the report."] + (
            [f"Unit: {units}."] if units else []
        )
        found += [f"Period: {when}."] if when else []
        return [*found, "Only bars of one group (same period and scope) compare."] if bars else found

    def remarks(self, bars: Sequence[Bar]) -> list[str]:
        """What the picture must not be read as."""
        found = []
        if any(bar.size is not None for bar in bars):
            found.append(
                "同一指标、同一单位的条从零起按同一比例画；两项之和、差或比率，报告未给出的不作推算。"
                if self.zh
                else "Bars of one measure and unit start at nought and have one scale; nothing is computed from them."
            )
        return [*found, *self.figures.doubts(bar.quantity for bar in bars)]

    def more(self, number: int) -> str:
        """What stands for so many that there is no room for."""
        return f"另有 {number} 个数字，见表" if self.zh else f"{number} more, in the table"

    # -- panels and groups -----------------------------------------------------------------

    def measure(self, panel: Panel) -> str:
        """What a panel's figures are of."""
        return capital(self.figures.measure(panel.first.quantity)) if panel.first else ""

    def unit(self, panel: Panel) -> str:
        """The unit, as its symbol; a count has none."""
        if panel.unit is None or panel.unit in {UNIT.NUM, UNIT.UNITLESS}:
            return ""
        return self.words.ontology.word(panel.unit, "symbol", self.lang) or self.name(panel.unit)

    def panel(self, panel: Panel) -> str:
        """The heading of a panel: measure and unit."""
        unit = self.unit(panel)
        if not unit:
            return self.measure(panel)
        return f"{self.measure(panel)}（{unit}）" if self.zh else f"{self.measure(panel)} ({unit})"

    def group(self, group: Group) -> str:
        """What all bars of a group share: status, period, field, scope, basis; said once."""
        q = group.bars[0].quantity
        told = [_STATUS[group.status][not self.zh]] if group.status in _STATUS else []
        state = q.one(DGO.realization)
        told += [self.name(state)] if state is not None and state != DGS.done else []
        told += [self.whose(q)] if self._is_of_one(group) else []
        told += [] if group.is_series else [self.figures.period(q)]
        told += [*self._shared(group), *(["按时间" if self.zh else "over time"] if group.is_series else [])]
        return self.listed(told)

    def _detail(self, q: Quantity) -> list[str]:
        return [self._fields(q), *self.figures.scope(q)]

    def _shared(self, group: Group) -> list[str]:
        return self._known(group)[1]

    def _known(self, group: Group) -> tuple[Group, list[str], bool]:
        if id(group) not in self._of_groups:
            details = [self._detail(bar.quantity) for bar in group.bars]
            shared = [text for text in details[0] if all(text in detail for detail in details)]
            is_of_one = len(group.bars) > 1 and len({bar.quantity.whose for bar in group.bars}) == 1
            self._of_groups[id(group)] = group, shared, is_of_one
        return self._of_groups[id(group)]

    def label(self, group: Group, bar: Bar) -> str:
        """Whose a figure is, and what the heading of its group has not said already."""
        q = bar.quantity
        said = self._shared(group)
        detail = self.listed(text for text in self._detail(q) if text not in said)
        if group.is_series:
            detail = self.listed([self.figures.period(q), detail])
        whose = self.whose(q)
        if detail and self._is_of_one(group):
            return detail if self.zh else capital(detail)
        return f"{whose} · {detail}" if detail else whose

    def _whole_label(self, group: Group, bar: Bar) -> str:
        label, whose = self.label(group, bar), self.whose(bar.quantity)
        return label if label.startswith(whose) else f"{whose} · {label}"

    def _is_of_one(self, group: Group) -> bool:
        """Whether all bars are of one place or body, which then goes into the heading."""
        return self._known(group)[2]

    def whose(self, q: Quantity) -> str:
        """Whose a figure is: a thing, a place, or a thing within a place."""
        thing, area = (self.figures.listed(sorted(q.many(r))) for r in (DGO.subject, DGO.refArea))
        if thing and area:
            return f"{thing}（{area}）" if self.zh else f"{thing} ({area})"
        return thing or area

    def _fields(self, q: Quantity) -> str:
        """Its industries, unless whom it counts or what it is says as much."""
        said = "".join(self.words.label(p, "zh") for r in (DGO.population, DGO.indicator) for p in q.many(r))
        return self.figures.listed(i for i in sorted(q.many(DGO.industry)) if self.words.label(i, "zh") not in said)

    # -- ranks -----------------------------------------------------------------------------

    def rank_panel(self, panel: RankPanel) -> str:
        """The heading of places in rankings."""
        return f"排名：按{self.name(panel.indicator)}" if self.zh else f"Ranks by {self.name(panel.indicator)}"

    def rank_label(self, rank: Rank) -> str:
        """Who is ranked, in what field, when."""
        who = self.figures.listed(sorted(rank.many(DGO.rankedEntity)))
        fields = self.figures.listed(sorted(rank.many(DGO.industry)))
        when = self.figures.listed(p for p in sorted(rank.many(DGO.refPeriod)) if p != UNDATED)
        detail = self.listed([fields, when])
        return f"{who} · {detail}" if detail else who

    def rank(self, rank: Rank) -> tuple[str, str]:
        """Which place, and among whom or on which list."""
        _, place = self.figures.place_in(rank)
        among = self.figures.listed([*sorted(rank.many(DGO.rankScope)), *sorted(rank.many(DGO.inList))])
        return place, among

    # -- the table -------------------------------------------------------------------------

    def headings(self) -> list[str]:
        """The columns of :meth:`table_rows`."""
        if self.zh:
            return ["指标", "主体与领域", "数字", "性质", "时期与口径", "状态"]
        return ["indicator", "whose", "figure", "bound", "period and scope", "status"]

    def table_rows(
        self, panels: Iterable[Panel], ranks: Iterable[RankPanel]
    ) -> list[tuple[Sequence[str], Sequence[URIRef]]]:
        """Every figure and every rank, drawn or folded."""
        rows: list[tuple[Sequence[str], Sequence[URIRef]]] = []
        for panel in panels:
            measured = self.panel(panel)
            for group in panel.groups:
                shared = self.group(group)
                line = "" if group.line == "solid" else LINE_WORDS[group.line][not self.zh]
                status = _STATUS[group.status][not self.zh] if group.status in _STATUS else line
                rows += [
                    (
                        (
                            measured, self._whole_label(group, bar), self.figures.number(bar.quantity),
                            self.bound(bar.bound), shared, status,
                        ),
                        bar.sentences,
                    )
                    for bar in group.bars
                ]  # fmt: skip
        for places in ranks:
            for rank in places.ranks:
                place, among = self.rank(rank)
                rows.append(((self.rank_panel(places), self.rank_label(rank), place, "", among, ""), (rank.sentence,)))
        return rows
