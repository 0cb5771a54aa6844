"""The nodes of one passage in words: names for things, a sentence for each statement.

A figure, a rank, a membership, an honour, a measure is told as one sentence; a bound never as
if it were exact, a plan never as if it were done. The words come from the ontology; this
module only puts them in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rdflib import Literal, URIRef

from dgkg.namespaces import DGO, DGS, ID, RDF, SKOS, UNIT
from dgkg.passage_graph import Node, PassageGraph
from dgkg.terms import Term
from dgkg.words import Words

__all__ = ["MONTHS", "NodeWording"]

# Indicators that are of another indicator: 「营业收入的增长率」.
_CHANGES = {ID[f"indicator-{name}"] for name in ("growth-rate", "growth-difference", "decline-narrowing", "increase")}
_KINDS = (
    ("figure", DGO.Figure),
    ("rank", DGO.RankingResult),
    ("membership", DGO.Membership),
    ("recognition", DGO.Recognition),
    ("intention", DGO.Intention),
    ("statement", DGO.Statement),
    ("activity", DGO.Activity),
    ("measure", DGO.PolicyMeasure),
)
# What ties a statement to others, told after its words.
_TIES = (
    DGO.addresses, DGO.partOfIntention, DGO.proposedPlace, DGO.intendedActor, DGO.reliesOn, DGO.partner, DGO.result,
    DGO.targets, DGO.plannedDate, DGO.comparedWith, DGO.affects,
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class NodeWording:
    """Words for the nodes of one passage's graph, in one language."""

    def __init__(self, words: Words, graph: PassageGraph, lang: str) -> None:
        self.words = words
        self.graph = graph
        self.lang = lang
        self.zh = lang == "zh"
        self._kinds = graph.kinds

    def kind(self, subject: URIRef) -> str:
        """What a node is told as: ``figure``, ``rank`` … or, for what is no statement, ``edge``."""
        found = self._kinds.get(subject)
        if found is None:
            found = self._kinds[subject] = self._kind(subject)
        return found

    def _kind(self, subject: URIRef) -> str:
        node = self.graph.nodes.get(subject, {})
        types = [t for t in node.get(RDF.type, ()) if isinstance(t, URIRef)]
        given = frozenset(types) or self.words.gazetteer.types.get(subject, frozenset())
        known = self.words.kinds
        if given not in known:
            is_a = self.words.ontology.is_a
            known[given] = next((kind for kind, cls in _KINDS if is_a(given, cls)), "edge")
        return known[given]

    def name(self, term: Term) -> str:
        """What to call a value: a thing by its name, a statement by what it says."""
        if not isinstance(term, URIRef):
            return self._date(str(term))
        kind = self.kind(term) if term in self.graph.nodes else "edge"
        if kind == "figure":
            return f"{self.joined(term, DGO.indicator)}{'' if self.zh else ' '}{self._shown(term)}"
        return self.words.label(term, self.lang) if kind == "edge" else self.told(term, kind)

    def names(self, subject: URIRef, predicate: URIRef) -> list[str]:
        """The values of a relation, each by its name."""
        node = self.graph.nodes.get(subject)
        found = node.get(predicate) if node else None
        # Most relations a node has not.
        if not found:
            return []
        return [self.words.label(t, self.lang) if isinstance(t, URIRef) else self._date(str(t)) for t in found]

    def joined(self, subject: URIRef, *predicates: URIRef) -> str:
        """The names of several relations' values as one list."""
        found = [name for predicate in predicates for name in self.names(subject, predicate)]
        return self.listed(found) if len(found) > 1 else found[0] if found else ""

    def listed(self, names: Sequence[str]) -> str:
        """Names as the language lists them, each once."""
        return ("、" if self.zh else ", ").join(dict.fromkeys(names))

    def in_language(self, subject: URIRef, relation: URIRef) -> Term | None:
        """The text of a relation that is in this language."""
        found = self.graph.nodes.get(subject, {}).get(relation, ())
        return next((t for t in found if isinstance(t, Literal) and t.language == self.lang), None)

    def told(self, subject: URIRef, kind: str) -> str:
        """A statement as one sentence; ``kind`` as :meth:`kind` gives it."""
        return {
            "figure": self._figure,
            "rank": self._rank,
            "membership": self._membership,
            "recognition": self._recognition,
            "measure": self._measure,
        }.get(kind, self._assertion)(subject)

    def _figure(self, subject: URIRef) -> str:
        node = self.graph.nodes[subject]
        shown = self._shown(subject)
        of = self.joined(subject, DGO.ofIndicator) if self.graph.first(subject, DGO.indicator) in _CHANGES else ""
        what = self.joined(subject, DGO.indicator)
        limits = [name for name in self.names(subject, DGO.industry) if name not in what + of]
        whom = self._whom(subject)
        # 「报告写作时」 stands for a figure without a period of its own; it need not be said each time.
        undated = self.graph.first(subject, DGO.refPeriod) == ID["period-at-report"]
        period = "" if undated else self.joined(subject, DGO.refPeriod)
        scope, status = self._scope(subject), self._figure_status(node)
        note = self.in_language(subject, DGO.scopeNote)
        if self.zh:
            whole = f"{of}的{what}" if of else what
            limited = f"（{self.listed(limits)}）" if limits else ""
            named = f"{whom}{limited}{whole}" if limited else _overlapped(whom, whole)
            scoped = f"［{'，'.join(scope)}］" if scope else ""
            noted = f"（注：{note}）" if note else ""
            return f"{period + '，' if period else ''}{named}{scoped}：{shown}{status}{noted}"
        whole = f"{what} of {of}" if of else what
        limited = f" ({self.listed(limits)})" if limits else ""
        scoped = f" [{', '.join(scope)}]" if scope else ""
        noted = f" (note: {note})" if note else ""
        return f"{whom}{limited}: {whole}{scoped}{', ' + period if period else ''}: {shown}{status}{noted}"

    def _shown(self, figure: URIRef) -> str:
        """A figure's number as a reader of the language writes it, with its unit."""
        unit = self.graph.first(figure, DGO.unit)
        symbol = self.words.ontology.word(unit, "symbol", self.lang) if isinstance(unit, URIRef) else None
        return self.graph.figure(figure).display(self.lang, symbol or "")

    def _whom(self, subject: URIRef) -> str:
        """Whose figure it is: a thing, a place, or a thing within a place."""
        area, thing = self.joined(subject, DGO.refArea), self.joined(subject, DGO.subject)
        if area and thing:
            return f"{thing}（{area}）" if self.zh else f"{thing} ({area})"
        return area or thing

    def _scope(self, subject: URIRef) -> list[str]:
        """What limits a figure: population, kind of accumulation, what it is compared with or a share of."""
        populations = self.names(subject, DGO.population)
        # 规上 goes without saying beside 规上工业企业.
        scope = [p for p in populations if not any(p != q and p in q for q in populations)]
        code = self.graph.first(subject, DGO.accumulation)
        # 当期 and 期末 go without saying; 新增 and 累计 change what the number means.
        if code in {DGS.newInPeriod, DGS.cumulative} and not self._is_said(subject):
            scope += self.names(subject, DGO.accumulation)
        against = ("较{}", "占{}") if self.zh else ("against {}", "of {}")
        # 同比 names its period already; 较2022年 says more than 较某年.
        bases = set(self.graph.nodes[subject].get(DGO.comparisonBasis, ()))
        periods = [] if DGS.yearOnYear in bases else self.names(subject, DGO.comparisonPeriod)
        versus = periods + self.names(subject, DGO.comparedWith)
        named = bool(versus) and bool(bases & {DGS.vsYear, DGS.vsProvince, DGS.vsNation})
        scope += [] if named else self.names(subject, DGO.comparisonBasis)
        scope += [against[0].format(name) for name in versus]
        scope += [against[1].format(name) for name in self.names(subject, DGO.shareWhole)]
        return list(dict.fromkeys(scope))

    def _is_said(self, subject: URIRef) -> bool:
        what = self.joined(subject, DGO.indicator)
        return any(word in what for word in ("累计", "新增", "cumulative", "new "))

    def _figure_status(self, node: Node) -> str:
        types = set(node.get(RDF.type, ()))
        if DGO.Cap in types:
            money = UNIT.CCY_CNY in node.get(DGO.unit, ())
            zh, en = ("（上限，非已支出）", " (a cap, not money spent)") if money else ("（上限）", " (a cap)")
            return zh if self.zh else en
        if DGO.Target in types:
            return "（目标或申报，尚未实现）" if self.zh else " (aimed at or filed, not reached)"
        return ""

    def _rank(self, subject: URIRef) -> str:
        entity, by = self.joined(subject, DGO.rankedEntity), self.joined(subject, DGO.rankedBy)
        scope, listed = self.joined(subject, DGO.rankScope), self.joined(subject, DGO.inList)
        period, years = self.joined(subject, DGO.refPeriod), self.graph.first(subject, DGO.consecutiveYears)
        limits = self.joined(subject, DGO.industry)
        printed = self.graph.first(subject, DGO.valueText) or ""
        rank, top = self.graph.first(subject, DGO.rank), self.graph.first(subject, DGO.withinTop)
        if self.zh:
            place = f"第{rank}" if rank else f"前{top}" if top else str(printed)
            detail = [
                x for x in (f"原文：{printed}" if printed else "", f"连续{years}年" if years else "", period) if x
            ]
            ground = f"按{by}" if by else ""
            within = f"在{scope}" if scope else ""
            place_in = f"（{listed}）" if listed else ""
            limited = f"（{limits}）" if limits else ""
            return f"{entity}{limited}{ground}{within}排名{place}{place_in}［{'；'.join(detail)}］"
        place = f"no. {rank}" if rank else f"within the top {top}" if top else "ranked"
        parts = [f"{entity}{f' ({limits})' if limits else ''}: {place}"]
        parts += [f"in {scope}"] if scope else []
        parts += [f"by {by}"] if by else []
        parts += [f"on the list “{listed}”"] if listed else []
        parts += [f"{years} years running"] if years else []
        return " ".join(parts) + (f", {period}" if period else "")

    def _membership(self, subject: URIRef) -> str:
        member, whole = self.joined(subject, DGO.member), self.joined(subject, DGO.memberOf)
        role = self.joined(subject, DGO.role) or ("成员" if self.zh else "member")
        when = self.joined(subject, DGO.during, DGO.date)
        if self.zh:
            return f"{member}：{role}（{whole}{f'；{when}' if when else ''}）"
        return f"{member}: {role} ({whole}{f'; {when}' if when else ''})"

    def _recognition(self, subject: URIRef) -> str:
        who, what = self.joined(subject, DGO.recipient), self.joined(subject, DGO.honour)
        # To be selected is what an honour means; only a stage short of that is worth a word.
        selected = self.graph.first(subject, DGO.selectionStage) == DGS.selected
        detail = [] if selected else self.names(subject, DGO.selectionStage)
        detail += self.names(subject, DGO.date)
        granted = self.joined(subject, DGO.grantedBy)
        years = self.graph.first(subject, DGO.consecutiveYears)
        if self.zh:
            detail += [f"授予方：{granted}"] if granted else []
            detail += [f"连续{years}年"] if years else []
            return f"{who}：获得{what}{f'（{self.listed(detail)}）' if detail else ''}"
        detail += [f"granted by {granted}"] if granted else []
        detail += [f"{years} years running"] if years else []
        return f"{who}: {what}{f' ({self.listed(detail)})' if detail else ''}"

    def _measure(self, subject: URIRef) -> str:
        caps = [t for t in self.graph.nodes[subject].get(DGO.maximumSupport, ()) if isinstance(t, URIRef)]
        known = [self._shown(cap) for cap in caps if cap in self.graph.nodes]
        text = self._assertion(subject)
        if not known:
            return text
        return f"{text}（{self.listed(known)}）" if self.zh else f"{text} ({self.listed(known)})"

    def _assertion(self, subject: URIRef) -> str:
        text = self.in_language(subject, DGO.assertion) or self.in_language(subject, SKOS.prefLabel)
        told = str(text or self.graph.first(subject, DGO.assertion) or self.words.label(subject, self.lang))
        status = self.graph.first(subject, DGO.realization)
        if isinstance(status, URIRef) and self.kind(subject) == "intention":
            label = self.words.label(status, self.lang)
            told = f"【{label}】{told}" if self.zh else f"[{label}] {told}"
        ties = [
            f"{self.words.ontology.edge(p, self.lang)}{'：' if self.zh else ' '}{self.joined_names(subject, p)}"
            for p in _TIES
            if self.graph.nodes[subject].get(p)
        ]
        if not ties:
            return told
        return f"{told.rstrip('。')}（{'；'.join(ties)}）" if self.zh else f"{told.rstrip('.')} ({'; '.join(ties)})"

    def joined_names(self, subject: URIRef, predicate: URIRef) -> str:
        """The other ends of a relation; a statement among them by its title, not by all it says."""
        found = []
        for term in self.graph.nodes[subject].get(predicate, ()):
            if isinstance(term, URIRef):
                title = self.in_language(term, SKOS.prefLabel) or self.in_language(term, DGO.assertion)
                is_figure = term in self.graph.nodes and self.kind(term) == "figure"
                plain = self.name(term) if is_figure else self.words.label(term, self.lang)
                found.append(str(title).rstrip("。.") if title else plain)
            else:
                found.append(self._date(str(term)))
        return self.listed(found)

    def _date(self, text: str) -> str:
        """A year, month or day as the language writes it; any other text as it is."""
        date = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text)
        if not date:
            return text
        year, month, day = date.groups()
        if self.zh:
            return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")
        name = f"{MONTHS[int(month) - 1]} " if month else ""
        return f"{int(day)} {name}{year}" if day else f"{name}{year}"


def _overlapped(first: str, second: str) -> str:
    """Two names in a row; what ends the one and begins the other is said once."""
    for size in range(min(len(first), len(second)), 1, -1):
        if first.endswith(second[:size]):
            return first + second[size:]
    return first + second
