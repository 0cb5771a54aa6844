"""The words of an answer: facts with their status and citation marks, and what stands before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rdflib import URIRef

from dgkg.ask.claims.verdict import Verdict
from dgkg.ask.evidence.gathering import Gathered
from dgkg.ask.evidence.premise import Otherwise
from dgkg.ask.items.index import Page
from dgkg.ask.items.search import CHANGES, Found
from dgkg.ask.language.conversion import Scale, in_digits, scale_in
from dgkg.ask.language.question import Question, Unit
from dgkg.ask.sets.compose import Without
from dgkg.ask.sets.exclusion import LeftOut
from dgkg.ask.states.progress import progress, told_standings
from dgkg.ask.states.standing import Claim
from dgkg.ask.states.status import asks_for_state_too
from dgkg.ask.sums.computed import Computed
from dgkg.ask.sums.foremost import Foremost
from dgkg.ask.sums.pairing import Unlike
from dgkg.ask.telling.dates import in_order, month, told_date
from dgkg.ask.telling.tally_wording import told_count
from dgkg.ask.telling.verdict_wording import told_apart, told_quoted, told_sets, told_verdict
from dgkg.facts import PassageGraph
from dgkg.finding import SEVERITIES, AuditFinding
from dgkg.namespaces import DGO, RDF, SKOS, UNIT
from dgkg.node_wording import NodeWording
from dgkg.pattern import pattern
from dgkg.teller import Fact, Teller
from dgkg.words import Words

__all__ = ["Wording", "one_clause"]

_MOST_NEAREST, _MOST_NAMED = 4, 12
_STATEMENTS = {"activity", "statement", "intention", "measure"}
# Told apart from what a statement is about: its class, state and time.
_APART = {RDF.type, DGO.realization, DGO.during, DGO.refPeriod, DGO.plannedDate, DGO.enumeration}
_TITLE_PAGE = "0"
_APART_FOR = {
    "sum": ("不是同一种量或同一口径，不能相加", "of different kinds or scopes and not to be added up"),
    "average": ("各有各的基数，不能直接平均", "rates of different bases, of which there is no average"),
}
# What an intention begins with: 【建议】, [planned].
_TAG = pattern(r"【[^】]*】|\[[a-z ]+\] ")
_ORDINALS = {str(n): word for n, word in enumerate(["first", "second", "third", "fourth", "fifth"], 1)}
_PASSAGE = pattern(r"(?<!\[)\b(\d[\d.]*-[a-z]+\d+-[a-z]+\d+)\b")
_MYRIADS = pattern(r"[万亿]")
_NO_COUNTERS = frozenset("万亿千百十多余几")


class Wording:
    """Tells in one language; ``unsaid`` is what goes without saying: the city that the source is of."""

    def __init__(self, words: Words, lang: str, unsaid: frozenset[URIRef] = frozenset()) -> None:
        self.words = words
        self.unsaid = unsaid
        self.lang = lang
        self.zh = lang == "zh"

    def answer(self, gathered: Gathered, findings: Sequence[AuditFinding] = ()) -> str:
        """The answer: what comes first, a check, a verdict, what was worked out or counted, then what is stated."""
        question, chosen = gathered.question, gathered.items
        lines = [*map(self._first, gathered.first), *self.checked(findings)]
        if gathered.verdict is not None:
            lines.append(self._judged(question, gathered.verdict))
            # What decided it is told with the verdict, and not again.
            decisive = {f.key for f in (*gathered.verdict.by, *gathered.verdict.quoted)}
            chosen = [f for f in chosen if f.key not in decisive]
        elif gathered.claim is not None:
            lines.append(self._claimed(gathered.claim))
            if gathered.claim.in_full or gathered.claim.is_so is None:
                chosen = [f for f in chosen if f.key != gathered.claim.by.key]
        elif gathered.sets is not None:
            lines.append(told_sets(self.words, self.lang, gathered.sets))
        elif gathered.standings:
            lines.append(told_standings(self.words, self.lang, question, gathered.standings))
        elif verdict := self._verdict(gathered, chosen):
            lines.append(verdict)
        if gathered.computed is not None:
            scale = scale_in(question.text)
            lines.append(self._computed(gathered.computed, scale))
            if gathered.computed.then is not None:
                lines.append(self._computed(gathered.computed.then, scale))
        elif gathered.members is not None:
            members = gathered.members
            lines.append(told_count(self.words, self.lang, members, self.marks(members.naming)))
        told = self.clauses(chosen, scale_in(question.text))
        return "\n".join(line for line in dict.fromkeys([*lines, *told]) if line)

    def clauses(self, chosen: Sequence[Found], scale: Scale | None = None) -> list[str]:
        """Each item as one sentence with its status and citation mark, its figure also in another scale."""
        clauses: list[str] = []
        for page in dict.fromkeys(f.page for f in chosen):
            facts: dict[tuple[URIRef, URIRef | None], list[Fact]] = {}
            for fact in Teller(self.words, page.graph, self.lang).all():
                facts.setdefault((fact.node, fact.relation if fact.kind == "edge" else None), []).append(fact)
            for f in chosen:
                if f.page is page:
                    told = facts.get((f.item.node, f.item.relation), ())
                    beside = self._beside(f, scale)
                    clauses += [self._clause(fact, page.graph, beside) for fact in told]
        return clauses

    def _first(self, found: Foremost) -> str:
        """Which of several comes first, with all that were held against each other."""
        shown = [self._shown(f) for f in found.figures]
        between = "、" if self.zh else ", "
        first, others = between.join(shown[: found.leading]), between.join(shown[found.leading :])
        marks = self.marks(found.figures)
        if self.zh:
            hedge = "" if found.is_certain else "（按所印数字，口径或限定词不尽相同）"
            beside = f"；其余：{others}" if others else ""
            return f"{'最低' if found.is_lowest else '最高'}{hedge}：{first}{beside} {marks}。"
        hedge = "" if found.is_certain else " (by what is printed; scopes or hedges differ)"
        beside = f"; the others: {others}" if others else ""
        return f"{'Lowest' if found.is_lowest else 'Highest'}{hedge}: {first}{beside} {marks}."

    def silence(self, clauses: Sequence[str]) -> str:
        """That some questions within a question have no answer, before what answers the others."""
        listed = ("、" if self.zh else ", ").join(f"“{clause}”" for clause in clauses)
        if self.zh:
            return f"报告没有说明{listed}；已说明的是："
        return f"The report does not state {listed}; it does state:"

    def checked(self, findings: Sequence[AuditFinding]) -> list[str]:
        """What the audit found, each with its verdict and the marks of all passages it rests on."""
        lines = []
        for finding in findings:
            marks = "".join(f"[{self._mark(s)}]" for s in finding.sentences)
            verdict = SEVERITIES[finding.severity][self.lang == "en"]
            text = re.sub(r"\.\s+(?=[A-Z])", "; ", one_clause(finding.text(self.lang)))
            # A passage that it speaks of is marked there.
            text = _PASSAGE.sub(r"[\1]", text)
            lines.append(f"核对（{verdict}）：{text} {marks}。" if self.zh else f"Checked ({verdict}): {text} {marks}.")
        return lines

    def _beside(self, f: Found, scale: Scale | None) -> str:
        """A figure in the scale that is asked for; in English as it is printed, where Chinese counts otherwise."""
        figure = f.item.figure
        if figure is None:
            return ""
        told = scale.told(figure, self.lang) if scale else ""
        if self.zh:
            return told or in_digits(figure)
        return told or (f" ({figure.text} as printed)" if _MYRIADS.search(figure.text) else "")

    def without(self, found: Without) -> str:
        """Of which members of a group something is not said, then what is said of these."""
        names = ("、" if self.zh else ", ").join(self.words.label(t, self.lang) for t in found.members)
        marks = self.marks((*found.naming, *found.saying))
        line = f"报告没有这样说的：{names} {marks}。" if self.zh else f"The report does not say so of: {names} {marks}."
        return "\n".join(dict.fromkeys([line, *self.clauses(found.naming)]))

    def left_out(self, found: LeftOut) -> str:
        """Which of several names a passage does not have, then what it says of the others."""
        marks = self.marks(found.naming)
        if self.zh:
            line = f"没有列出：{'、'.join(found.missing)}；列出的有：{'、'.join(found.present)} {marks}。"
        else:
            line = f"Not named: {', '.join(found.missing)}; named: {', '.join(found.present)} {marks}."
        return "\n".join(dict.fromkeys([line, *self.clauses(found.naming)]))

    def otherwise(self, found: Otherwise) -> str:
        """That the source does not say what was taken for granted, then what it says instead."""
        marks, name = self.marks(found.chosen), found.denied.text
        places = ("、" if self.zh else ", ").join(self.words.label(t, self.lang) for t in found.places)
        if self.zh:
            here = f"不在{name}：报告所述地点为{places} {marks}。"
            line = here if places else f"报告没有这样说{name}，所述如下 {marks}："
        elif places:
            line = f"Not in {name}: the report places it in {places} {marks}."
        else:
            line = f"The report does not say so of {name}; it says this {marks}:"
        return "\n".join(dict.fromkeys([line, *self.clauses(found.chosen)]))

    def marks(self, told: Iterable[Found]) -> str:
        """The citation marks of some items, each once."""
        return "".join(f"[{self._mark(s)}]" for s in dict.fromkeys(f.page.sentence for f in told))

    def _clause(self, fact: Fact, graph: PassageGraph, beside: str = "") -> str:
        status = ""
        if fact.status is not None and fact.kind != "intention":
            label = self.words.label(fact.status, self.lang)
            status = f"（{label}）" if self.zh else f" ({label})"
        text = self._titled(one_clause(fact.text.rstrip("。.")), fact, graph) + beside + self._named(fact, graph)
        return f"{text}{status} [{self._mark(fact.sentence)}]{'。' if self.zh else '.'}"

    def _titled(self, text: str, fact: Fact, graph: PassageGraph) -> str:
        """What a statement says, after the name that it has: a challenge or a recommendation is asked for by it."""
        if fact.kind not in _STATEMENTS or SKOS.prefLabel not in graph.nodes.get(fact.node, {}):
            return text
        title = self.words.label(fact.node, self.lang)
        tag = _TAG.match(text)
        said = text[tag.end() :] if tag else text
        if title.casefold() in said.casefold():
            return text
        return f"{tag[0] if tag else ''}{title}{'：' if self.zh else ': '}{said}"

    def _named(self, fact: Fact, graph: PassageGraph) -> str:
        """The things that a statement is tied to and its own words do not name."""
        if fact.kind not in _STATEMENTS:
            return ""
        node = graph.nodes.get(fact.node, {})
        things = [
            t for p, values in node.items() if p not in _APART for t in values
            if isinstance(t, URIRef) and t in self.words.gazetteer and t not in self.unsaid
        ]  # fmt: skip
        names = [n for n in dict.fromkeys(self.words.label(t, self.lang) for t in things) if n not in fact.text]
        if not names:
            return ""
        listed = ("、" if self.zh else ", ").join(names[:_MOST_NAMED])
        return f"（涉及：{listed}）" if self.zh else f" (on {listed})"

    def _mark(self, sentence: URIRef) -> str:
        return self.words.label(sentence, self.lang)

    def _computed(self, computed: Computed, scale: Scale | None) -> str:
        marks = self.marks(computed.operands)
        symbol = (self.words.ontology.word(computed.unit, "symbol", self.lang) if computed.unit else None) or ""
        if self.zh and computed.unit == UNIT.NUM:
            # The part of a whole is counted as the whole is, and what comes on each as all of it.
            counted = (
                computed.operands[:1]
                if computed.sign in {"part", "whole", "others", "left", "÷"}
                else computed.operands
            )
            symbol = _counter(counted) or symbol
        text = computed.text(self.lang, self._shown, symbol) + computed.in_scale(scale, self.lang)
        if computed.sign == "months":
            text += in_order(self.words, self.lang, computed)
        return f"推算：{text} {marks}。" if self.zh else f"Computed: {text} {marks}."

    def _shown(self, f: Found) -> str:
        if f.item.kind == "rank":
            return self._ranked(f)
        if f.item.figure is None:
            return told_date(self.words, self.lang, f)
        unit = f.item.figure.unit
        symbol = (self.words.ontology.word(unit, "symbol", self.lang) if unit else None) or ""
        shown = f.item.figure.display(self.lang, symbol)
        # What is only aimed at stays that within a sum, too.
        aim = ("，尚未实现", ", not reached")[not self.zh] if DGO.Target in f.item.data.get(RDF.type, ()) else ""
        return f"{shown}（{self._quantity(f)}{aim}）" if self.zh else f"{shown} ({self._quantity(f)}{aim})"

    def _ranked(self, f: Found) -> str:
        rank = next(iter(f.item.data.get(DGO.rank, ())), "")
        top = next(iter(f.item.data.get(DGO.withinTop, ())), "") if not rank else ""
        period = NodeWording(self.words, f.page.graph, self.lang).joined(f.item.node, DGO.refPeriod)
        ordinal = f" ({_ORDINALS[str(rank)]})" if str(rank) in _ORDINALS else ""
        if top:
            return f"前{top}（{period}）" if self.zh else f"within the top {top}, {period}"
        return f"第{rank}（{period}）" if self.zh else f"no. {rank}{ordinal}, {period}"

    def _verdict(self, gathered: Gathered, chosen: Sequence[Found]) -> str:
        """Yes or no, where the question asks for it, beside a multiple too, and what is stated decides it."""
        question, computed, roles = gathered.question, gathered.computed, gathered.question.roles
        if computed is not None and not (computed.sign == "÷" and asks_for_state_too(question)):
            return ""
        if "same" in roles and (told := told_apart(self.words, question, chosen, self.marks)):
            return told
        if "status" in roles and ("yesno" in roles or not roles & {"list", "who", "number"}):
            told = progress(self.words, self.lang, question, chosen)
            # That a thing is so far says nothing of a number that is claimed of it; that it is not so far does.
            is_of_number = any(len(n) > 1 for n in question.numbers)
            return "" if is_of_number and told.startswith(("是", "Yes")) else told
        return ""

    def _claimed(self, claim: Claim) -> str:
        """Whether a place in a ranking is the one stated."""
        mark, shown = self._mark(claim.by.page.sentence), self._ranked(claim.by)
        if claim.in_full:
            told = self.clauses([claim.by])[0]
            if claim.is_so:
                return f"是：{told}" if self.zh else f"Yes: {told}"
            return f"不是，报告所述为：{told}" if self.zh else f"No; the report says: {told}"
        if claim.is_so is None:
            told = self.clauses([claim.by])[0]
            return f"不能断定，报告只说：{told}" if self.zh else f"That is left open; the report only says: {told}"
        if self.zh:
            return f"是：{shown} [{mark}]。" if claim.is_so else f"不是，报告所述为{shown} [{mark}]。"
        return f"Yes: {shown} [{mark}]." if claim.is_so else f"No; the report states {shown} [{mark}]."

    def _judged(self, question: Question, verdict: Verdict) -> str:
        """Whether a claim is so, with what is stated of that very thing."""
        told = told_verdict(self.words, question, verdict, self.clauses(verdict.by), self.marks(verdict.by))
        quoted = self.clauses(verdict.quoted)
        return "\n".join([told, told_quoted(question, quoted)]) if quoted else told

    def source(self, pages: Sequence[Page]) -> tuple[str, list[URIRef]]:
        """Who published the source and when, with the passages of its title page."""
        library = self.words.library
        source = library.cite(pages[0].sentence).source
        title = [p.iri for p in library.passages_of(source) if p.section.notation == _TITLE_PAGE]
        title = title or [pages[0].sentence]
        publishers = ("、" if self.zh else " and ").join(p[self.lang] for p in source.publishers)
        marks = "".join(f"[{self._mark(s)}]" for s in title)
        issued = month(source.issued, self.lang)
        if self.zh:
            return f"《{source.title['zh']}》由{publishers}编写，{issued}发布 {marks}。", title
        return f"{source.title['en']} was prepared by {publishers}, issued in {issued} {marks}.", title

    def kept_apart(self, unlike: Unlike) -> str:
        """That the source states things one by one and that they make no sum or average, without figures."""
        between = "；" if self.zh else "; "
        named = between.join(
            dict.fromkeys(f"{self._quantity(f)} [{self._mark(f.page.sentence)}]" for f in unlike.figures)
        )
        why = _APART_FOR[unlike.way][not self.zh]
        if self.zh:
            return f"{self.UNSAID[0]}所问的{why}：{named}。"
        return f"{self.UNSAID[1]} These are {why}: {named}."

    def _quantity(self, f: Found) -> str:
        """Of what a figure is and what it measures."""
        whose = NodeWording(self.words, f.page.graph, self.lang)
        name = whose.joined(f.item.node, DGO.refArea, DGO.subject, DGO.industry, DGO.population)
        what = whose.joined(f.item.node, DGO.indicator)
        of = whose.joined(f.item.node, DGO.ofIndicator) if set(f.item.data.get(DGO.indicator, ())) & CHANGES else ""
        if self.zh:
            return f"{name}{of}{'的' if of else ''}{what}"
        return f"{name}, {what}{' of ' if of else ''}{of}"

    def outline(self, headings: Iterable[URIRef], denied: str = "") -> str:
        """Headings by what their parts are about; ``denied`` is a part that there is not."""
        cited = [self.words.library.cite(heading).passage for heading in headings]
        lines = [f"{p.gloss[self.lang].rstrip('。.')} [{p.id}]{'。' if self.zh else '.'}" for p in cited]
        if denied:
            marks = "".join(f"[{p.id}]" for p in cited)
            lines.insert(0, f"没有第{denied}部分，正文各部分如下 {marks}：" if self.zh else
                         f"No: the text has no part {denied}; its parts are these {marks}:")  # fmt: skip
        return "\n".join(lines)

    def reading(self, question: Question) -> str:
        """How a question was understood."""
        named = []
        for unit in question.units:
            if unit.things:
                labels = dict.fromkeys(self.words.label(t, self.lang) for t in sorted(unit.things))
                named.append(" / ".join(list(labels)[:3]))
            else:
                named.append(f"“{unit.text}”")
        if question.years:
            named.append("、".join(f"{y}年" for y in sorted(question.years)) if self.zh else
                         ", ".join(str(y) for y in sorted(question.years)))  # fmt: skip
        return self.read_as(("、" if self.zh else ", ").join(dict.fromkeys(named)))

    def read_as(self, what: str) -> str:
        """A reading, in words."""
        return ("我的理解：" if self.zh else "I read this as: ") + what

    def choices(self, units: Sequence[Unit]) -> str:
        """That a name has several meanings, and which."""
        told = []
        for unit in units:
            labels = [self.words.label(t, self.lang) for t in sorted(unit.things)]
            told.append(f"「{unit.text}」可指{'；'.join(labels)}：" if self.zh else
                        f"“{unit.text}” can mean {'; '.join(labels)}:")  # fmt: skip
        return "\n".join(told)

    @staticmethod
    def nearest(found: Sequence[Found]) -> list[URIRef]:
        """The passages that a refusal names."""
        return list(dict.fromkeys(f.page.sentence for f in found))[:_MOST_NEAREST]

    UNSAID = ("报告没有说明这一点。", "The report does not state this.")
    """That the source does not say, in Chinese and English."""

    def refusal(self, nearest: Sequence[Found]) -> str:
        """That the source does not say, and what it does say that comes nearest, without figures."""
        said = self.UNSAID[not self.zh]
        passages = [self.words.library.cite(s).passage for s in self.nearest(nearest)]
        topics = [f"{passage.gloss[self.lang].rstrip('。.')} [{passage.id}]" for passage in passages]
        if not topics:
            return said
        return (
            said
            + ("最接近的内容：" if self.zh else " The nearest that it does state: ")
            + ("；" if self.zh else "; ").join(topics)
            + ("。" if self.zh else ".")
        )


def _counter(operands: Sequence[Found]) -> str:
    """The measure word of counts where all print the same one: 家, 场; places in a ranking are 位."""
    if all(f.item.kind == "rank" for f in operands):
        return "位"
    ends = {f.item.figure.text[-1:] for f in operands if f.item.figure}
    return ends.pop() if len(ends) == 1 and not ends & _NO_COUNTERS and min(ends) >= "\u4e00" else ""


def one_clause(text: str) -> str:
    """A fact told in two sentences as one, so that its mark at the end stands for all of it."""
    text = re.sub(r"。(?=[（、，；）])|\.(?=\s*[(,;)])(?<=[a-z]{3}\.)", "", text)
    return re.sub(r"(?<=[a-z]{3})\.\s+(?=[A-Z])", "; ", text.replace("。", "；"))
