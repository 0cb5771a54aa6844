"""A figure in the few words that a picture has room for, and the whole sentence behind it.

A bound keeps its 超, 近 or 约, a figure of doubtful print its mark; a scope such as 规上 is never
left out, for a number without it says something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rdflib import URIRef

from dgkg.diagram.rank import Rank
from dgkg.namespaces import DGO, DGS, ID
from dgkg.node_wording import NodeWording
from dgkg.passage_graph import PassageGraph
from dgkg.quantity import Quantity
from dgkg.words import Words

__all__ = ["FLAG", "UNDATED", "FigureWords", "is_in_words"]

# Stands after a number that the report prints oddly; the foot says in what way.
FLAG = "*"
UNDATED = ID["period-at-report"]
_SMALL = 10
# Indicators that are of another indicator: 「营业收入的增长率」.
_CHANGES = frozenset(
    ID[f"indicator-{name}"] for name in ("growth-rate", "growth-difference", "decline-narrowing", "increase")
)


def is_in_words(q: Quantity) -> bool:
    """Whether a figure is a count that the report writes as a word (两类, 三大): true, but no number to show."""
    return q.figure.value is not None and q.figure.value < _SMALL and not re.search(r"\d", q.figure.text)


class FigureWords:
    """What figures are called in a picture, in one language.

    Args:
        graphs: what passages state, by the passage.
        words: names.
        lang: ``zh`` or ``en``.
    """

    def __init__(self, graphs: Mapping[URIRef, PassageGraph], words: Words, lang: str) -> None:
        self._graphs = graphs
        self.words = words
        self.lang = lang
        self.zh = lang == "zh"

    def sentence(self, node: URIRef, passage: URIRef) -> str:
        """Everything that a passage states of a figure or a rank, in one sentence."""
        wording = NodeWording(self.words, self._graphs[passage], self.lang)
        return wording.told(node, wording.kind(node))

    def number(self, q: Quantity) -> str:
        """The figure as printed (in English: converted), with its bound and its mark of doubt."""
        symbol = self.words.ontology.word(q.figure.unit, "symbol", self.lang) if q.figure.unit else None
        return q.figure.display(self.lang, symbol or "") + (FLAG if q.many(DGO.qualityFlag) else "")

    def measure(self, q: Quantity) -> str:
        """What it measures: an indicator, or the change of one."""
        indicator, of = q.one(DGO.indicator), q.one(DGO.ofIndicator)
        what = self._name(indicator) if indicator else ""
        if of is None or indicator not in _CHANGES:
            return what
        return f"{self._name(of)}{what}" if self.zh else f"{what} of {self._name(of)}"

    def scope(self, q: Quantity) -> list[str]:
        """What limits it: whom it counts, new or cumulative, compared with what, a share of what."""
        counted = sorted(map(self._name, q.many(DGO.population)))
        # 规上 goes without saying beside 规上工业企业.
        found = [p for p in counted if not any(p != other and p in other for other in counted)]
        said = self.measure(q)
        if q.one(DGO.accumulation) in {DGS.newInPeriod, DGS.cumulative} and not re.search("累计|新增|cumul|new", said):
            found += map(self._name, q.many(DGO.accumulation))
        against = sorted(self._name(x) for x in q.many(DGO.comparedWith))
        against += [] if DGS.yearOnYear in q.many(DGO.comparisonBasis) else self._names(q, DGO.comparisonPeriod)
        found += [f"较{name}" if self.zh else f"against {name}" for name in against]
        found += [] if against else self._names(q, DGO.comparisonBasis)
        found += [f"占{name}" if self.zh else f"of {name}" for name in self._names(q, DGO.shareWhole)]
        return list(dict.fromkeys(found))

    def period(self, q: Quantity) -> str:
        """When: the period, or that the report gives none."""
        periods = [p for p in sorted(q.many(DGO.refPeriod)) if p != UNDATED]
        if periods:
            return self.listed(periods)
        return "报告未写时点" if self.zh else "no date in the report"

    def fields(self, q: Quantity) -> str:
        """Of which industries, where that is not said by the measure."""
        said = self.measure(q)
        return self.listed(i for i in sorted(q.many(DGO.industry)) if self._name(i) not in said)

    def doubts(self, quantities: Iterable[Quantity]) -> list[str]:
        """What the marks of doubt mean, for the foot."""
        flags = sorted({flag for q in quantities for flag in q.many(DGO.qualityFlag)})
        if not flags:
            return []
        told = self.listed(flags)
        return [
            f"{FLAG} 该数字在报告中有疑点，照印刷原样列出：{told}。"
            if self.zh
            else f"{FLAG} A figure that is odd in the report, shown as printed: {told}."
        ]

    def place_in(self, rank: Rank) -> tuple[str, str]:
        """A place in a ranking: by what and among whom, and which place."""
        by, among = self.listed(sorted(rank.many(DGO.rankedBy))), self.listed(sorted(rank.many(DGO.rankScope)))
        number, top = rank.number(DGO.rank), rank.number(DGO.withinTop)
        if self.zh:
            return f"{by}排名" + (f"（{among}）" if among else ""), rank.text
        place = f"no. {number}" if number else f"within the top {top}" if top else f"“{rank.text}” as printed"
        return f"rank by {by}" + (f" ({among})" if among else ""), place

    def listed(self, iris: Iterable[URIRef]) -> str:
        """The names of things, as the language lists them."""
        return ("、" if self.zh else ", ").join(dict.fromkeys(map(self._name, iris)))

    def _names(self, q: Quantity, relation: URIRef) -> list[str]:
        return sorted(self._name(iri) for iri in q.many(relation))

    def _name(self, iri: URIRef) -> str:
        return self.words.label(iri, self.lang)
