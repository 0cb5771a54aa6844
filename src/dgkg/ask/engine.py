"""From a question to its answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from rdflib import URIRef

from dgkg.ask.anaphora import led_on, with_antecedent
from dgkg.ask.answer import Answer
from dgkg.ask.arithmetic import Computed, apart, compute
from dgkg.ask.bounds import bounds_in
from dgkg.ask.choice import choose, one_of_each
from dgkg.ask.compose import beyond_bounds, denies, in_both, not_said, query_of_bounds
from dgkg.ask.dated import dated_to
from dgkg.ask.doubts import asks_about_odd_figures, doubts_consistency, findings_on, items_of
from dgkg.ask.exclusion import left_out
from dgkg.ask.fitting import fits
from dgkg.ask.foremost import Foremost, foremost
from dgkg.ask.halves import halves
from dgkg.ask.index import Index
from dgkg.ask.library import Library
from dgkg.ask.members import Members, asks_for_a_count, holders, named_bodies, of_class
from dgkg.ask.premise import otherwise
from dgkg.ask.question import DOUBTING, HEAVY, Question, follow
from dgkg.ask.reading import clauses_of, read_question
from dgkg.ask.rows import told
from dgkg.ask.search import COVERED, DATES, Found, search
from dgkg.ask.standing import claimed, ranked_so
from dgkg.ask.wording import Wording
from dgkg.audit import audit
from dgkg.facts import PassageGraph
from dgkg.finding import AuditFinding
from dgkg.questions import Questions
from dgkg.store import Store
from dgkg.terms import to_sparql
from dgkg.words import Words

__all__ = ["Asker"]

_LONGEST_QUESTION = 600
_IN_BOTH = re.compile(r"(?=.*[A-Za-z]{2})(?=.*[\u3400-\u9fff]).*", re.DOTALL)
_MOST_OF_CLAUSE, _MOST_OF_CLAUSE_ALONE, _MOST_DATES, _PAIR = 6, 16, 2, 2
_ASKS = re.compile(r"多少|几|哪|谁|什么|啥|何|吗|是否|如何|怎|\b(?:how|what|which|who|whom|whose|when|where|why)\b")
_UNCLEAR = {
    True: "没有看懂这个问题。请说出所问的企业、政策、产业、指标或地点。",
    False: "The question was not understood. Name the firm, policy, industry, indicator or place that it is about.",
}
_NOTHING = "SELECT ?node ?relation ?value ?sentence WHERE { VALUES (?node ?relation ?value ?sentence) { } }"


class Asker:
    """Answers questions from one graph; knows its words once."""

    def __init__(self, store: Store, words: Words, passages: Sequence[PassageGraph]) -> None:
        self.store = store
        self.words = words
        self.index = Index(store, words, passages)
        self._passages = passages

    @cached_property
    def _library(self) -> Library:
        return Library(self.index)

    @cached_property
    def _findings(self) -> tuple[AuditFinding, ...]:
        """What the audit found, worked out when a question first asks for it."""
        return audit(self.store, self.words, self._passages).findings

    def ask(self, text: str, lang: str | None = None, context: Answer | None = None) -> Answer:
        """The answer to a question; ``context`` is the answer before, for a follow-up.

        A question of the library is answered by its rows, unless what is found otherwise cites
        every passage that they do and is no longer, or says yes or no.
        """
        if lang is None and context is not None and _IN_BOTH.fullmatch(text):
            # 「and in 南城?」: a Chinese name does not make the talk Chinese.
            lang = context.lang
        answer = self._searched(text, lang, context)
        if context is not None:
            return answer
        lang = answer.lang
        found = self._library.answer(text[:_LONGEST_QUESTION], lang, Questions(self.store, self.words))
        if found is None:
            return answer
        cited = tuple(found.citations())
        rows = told(found, lang)
        known = {c.passage.id for c in answer.citations}
        fits_better = len(answer.text) <= len(rows) or (answer.question and answer.question.roles & DOUBTING)
        if answer.is_answer and fits_better and all(c.passage.id in known for c in cited):
            return answer
        reading = Wording(self.words, lang).read_as(found.asked(lang))
        return Answer("answered", rows, found, cited, found.sparql, reading, lang, answer.question)

    def _searched(self, text: str, lang: str | None, context: Answer | None) -> Answer:
        """The answer from what the passages state."""
        question = read_question(self.index, text[:_LONGEST_QUESTION], lang)
        if context is not None and context.question is not None:
            question = follow(context.question, question)
        say = Wording(self.words, question.lang, self.index.city)
        if question.section and (not question.units or not self.index.parts.get(question.section)):
            return self._about_part(question, say)
        if asks_about_odd_figures(question):
            return self._odd_figures(question, say)
        if (left := left_out(self.index, question)) is not None:
            return self._answer("answered", say.left_out(left), question, left.naming, say.reading(question))
        if of_year := dated_to(self.index, question):
            text = say.answer(question, of_year, None)
            return self._answer("answered", text, question, of_year, say.reading(question))
        if not question.units or question.is_about_source:
            return self._about_source(question, say)
        return self._stated(question, say)

    def _stated(self, question: Question, say: Wording) -> Answer:
        """What is stated, composed or worked out that answers a question; else that the source does not say."""
        question = led_on(self.index, question)
        found = search(self.index, _with_next_year(question))
        chosen = choose(self.index, question, found)
        of_clauses, silent = self._of_clauses(question, chosen)
        open_clauses = silent if not chosen and of_clauses else ()
        chosen += of_clauses
        if not chosen and question.roles & DOUBTING and (other := otherwise(self.index, question)) is not None:
            return self._answer("answered", say.otherwise(other), question, other.chosen, say.reading(question))
        chosen += self._dated_otherwise(question, chosen)
        composed = ""
        within: list[Found] = []
        if each := self._beyond_each(question):
            chosen, open_clauses = each, ()
        elif within := beyond_bounds(question, found):
            chosen, composed = within, query_of_bounds(question, within)
        elif ranked := ranked_so(self.index, question, found):
            chosen, open_clauses, within = ranked, (), ranked
        elif without := not_said(self.index, question, found):
            text = say.without(without)
            told = [*without.naming, *without.saying]
            return self._answer("answered", text, question, told, say.reading(question))
        elif denies(question):
            return self._refused(question, say, found, doubted=False)
        elif both := in_both(self.index, question, found, chosen):
            chosen = both
        first = self._foremost(question, found)
        claim = claimed(self.index, question, found)
        if claim is not None:
            ahead = {f.key: f for f in (claim.by, *claim.holding)}
            chosen = [*ahead.values(), *(f for f in chosen if f.key not in ahead)]
        chosen = _behind(question, first, chosen)
        reading = say.reading(question)
        computed = (
            compute(self.index, question, [f for f in found if fits(self.index, question, f)]) if chosen else None
        )
        if computed is None and "difference" in question.roles and len(first) == 1:
            computed = apart(*first[0].figures) if len(first[0].figures) == _PAIR else None
        if computed is None and not chosen and (computed := self._of_the_year_before(question)) is not None:
            chosen = list(computed.operands)
        is_late = (
            computed is None
            and not question.roles & DOUBTING
            and not open_clauses
            and self._is_out_of_time(question, chosen)
        )
        if not chosen and (half := self._half(question)) is not None:
            return half
        if not chosen or is_late:
            return self._refused(question, say, found, doubted=not chosen)
        if computed is not None:
            chosen = [*computed.operands, *(f for f in chosen if f not in computed.operands)]
        meant = [u for u in question.of_kind("entity", "place") if len(u.things) > 1]
        others = [f for u in meant for f in one_of_each(u, found)]
        chosen += [f for f in others if f not in chosen]
        findings = findings_on(self._findings, chosen) if doubts_consistency(question) else []
        known = {f.item.node for f in chosen}
        chosen += [f for f in items_of(self.index, question, findings) if f.item.node not in known]
        text = say.answer(question, chosen, computed, findings, first, self._members(question, chosen, within), claim)
        if others:
            return self._answer("ambiguous", f"{say.choices(meant)}\n{text}", question, chosen, reading)
        if open_clauses:
            return self._answer("partial", f"{say.silence(open_clauses)}\n{text}", question, chosen, reading)
        return self._answer(self._status(question), text, question, chosen, reading, sparql=composed)

    def _members(self, question: Question, chosen: Sequence[Found], within: Sequence[Found]) -> Members | None:
        """What is counted where no number answers: what lies beyond a bound, or is named by what is told."""
        if not asks_for_a_count(question):
            return None
        if within:
            return holders(within)
        counted = of_class(self.index, question, chosen)
        if counted is not None or any(f.is_number for f in chosen):
            return counted
        return named_bodies(self.index, chosen)

    def _beyond_each(self, question: Question) -> list[Found]:
        """Where each part of a question sets a bound of its own: the figures beyond the first, then the others."""
        bounded = [clause for clause in clauses_of(self.index, question) if bounds_in(clause.text)]
        if len(bounded) < _PAIR:
            return []
        sets = [beyond_bounds(clause, search(self.index, clause)) for clause in bounded]
        told: dict[URIRef, Found] = {f.item.node: f for figures in sets for f in figures}
        return list(told.values()) if all(sets) else []

    def _foremost(self, question: Question, found: Sequence[Found]) -> list[Foremost]:
        """What comes first of what is compared, asked for once or in each part of a question."""
        clauses = clauses_of(self.index, question)
        told = [each for clause in clauses for each in foremost(self.index, clause, search(self.index, clause))]
        whole = foremost(self.index, question, found)
        return told if len(told) > len(whole) else whole

    def _half(self, question: Question) -> Answer | None:
        """The answer to one of two things that are asked for side by side, where the other is not stated."""
        say = Wording(self.words, question.lang, self.index.city)
        for half, silent in halves(question):
            chosen = choose(self.index, half, search(self.index, half))
            if chosen and not self._is_out_of_time(half, chosen):
                text = f"{say.silence([silent])}\n{say.answer(half, chosen, None)}"
                return self._answer("partial", text, question, chosen, say.reading(question))
        return None

    def _refused(self, question: Question, say: Wording, found: Sequence[Found], *, doubted: bool) -> Answer:
        """That the source does not say, or what it says instead of what a question takes for granted."""
        reading = say.reading(question)
        if doubted and (other := otherwise(self.index, question)) is not None:
            return self._answer("answered", say.otherwise(other), question, other.chosen, reading)
        refused = self._answer("not_in_source", say.refusal(found[:6]), question, [], reading)
        return replace(refused, citations=tuple(self.words.cite(say.nearest(found[:6]))))

    def _of_the_year_before(self, question: Question) -> Computed | None:
        """A level of the year before the reported one, of which the source states only the growth since.

        The figures of the year after must answer the question but for its year.
        """
        if question.years != {self.index.year - 1} or question.roles & {"rank", "list", "who"}:
            return None
        if "growth" in question.roles and "base" not in question.roles:
            return None
        after = replace(question, years=frozenset({self.index.year}), roles=(question.roles - {"growth"}) | {"number"})
        found = search(self.index, after)
        if not choose(self.index, after, found):
            return None
        past = replace(question, roles=question.roles | {"base"})
        return compute(self.index, past, [f for f in found if fits(self.index, after, f)])

    @staticmethod
    def _status(question: Question) -> str:
        """Whether all of a question is answered: not where it also asks about a place that the source does not name."""
        return "partial" if question.of_kind("elsewhere") else "answered"

    def _dated_otherwise(self, question: Question, chosen: Sequence[Found]) -> list[Found]:
        """Where a year is doubted of a thing: when it was, whatever the year."""
        if not question.years or not question.roles & DOUBTING or question.of_kind("beyond", "elsewhere"):
            return []
        undated = replace(question, years=frozenset())
        found = search(self.index, undated)
        named = [n for n, u in enumerate(question.units) if u.kind == "entity"]
        known = {f.key for f in chosen}
        # What is not of that year at all is told of its own: the doubt is answered by the date.
        nodes = {f.item.node for f in chosen or choose(self.index, undated, found)}
        return [
            f for f in found
            if f.key not in known and (f.item.node in nodes or any(f.own[n] >= COVERED for n in named))
            and (
                f.item.relation in DATES
                or (f.item.relation is None and f.item.data.keys() & DATES)
                or (f.item.kind == "activity" and f.item.years)
            )
        ][:_MOST_DATES]  # fmt: skip

    def _of_clauses(self, question: Question, chosen: Sequence[Found]) -> tuple[list[Found], list[str]]:
        """What else answers the questions within a question, and those of them that nothing answers."""
        more: list[Found] = []
        silent: list[str] = []
        if question.of_kind("elsewhere"):
            return more, silent
        known = {f.key for f in chosen}
        # Where the whole has no answer, its clauses are all there is.
        most = _MOST_OF_CLAUSE if chosen else _MOST_OF_CLAUSE_ALONE
        before, told = question, list(chosen)
        clauses = clauses_of(self.index, question)
        if question.of_kind("beyond"):
            # What stands beside a question that the source never answers is no answer to it.
            clauses = [part for part in clauses if _ASKS.search(part.text.lower())]
            clauses = clauses if len(clauses) >= _PAIR else []
        for part in clauses:
            clause = led_on(self.index, with_antecedent(self.index, part, before, told))
            found = choose(self.index, clause, search(self.index, clause))
            # What 「它」 stands for is not told by the rest of the question.
            mine = found[: most if clause.units == part.units else _MOST_OF_CLAUSE_ALONE]
            before, told = clause, mine or told
            if self._is_out_of_time(clause, mine):
                mine = []
            if not mine and _ASKS.search(clause.text.lower()):
                silent.append(clause.text.strip())
            more += [f for f in mine if f.key not in known]
            known |= {f.key for f in mine}
        return more, silent

    def _about_source(self, question: Question, say: Wording) -> Answer:
        """What is left when a question names nothing that a passage does: the source itself, or nothing at all."""
        if question.names_source and question.roles & {"who", "date", "author"}:
            text, passages = say.source(self.index.pages)
            return self._answer("answered", text, question, [], say.reading(question), passages)
        if question.names_city or question.of_kind("beyond", "elsewhere"):
            return self._answer("not_in_source", say.refusal([]), question, [], say.reading(question))
        return self._answer("not_understood", _UNCLEAR[question.lang == "zh"], question, [], "")

    def _about_part(self, question: Question, say: Wording) -> Answer:
        """What a part of the source is about, by its headings; of one that there is not, which there are."""
        headings = self.index.parts.get(question.section, ())
        if not headings and not question.roles & DOUBTING:
            return self._answer("not_in_source", say.refusal([]), question, [], say.reading(question))
        shown = headings or tuple(part[0] for part in self.index.parts.values())
        text = say.outline(shown, denied="" if headings else question.section)
        return self._answer("answered", text, question, [], say.reading(question), shown)

    def _odd_figures(self, question: Question, say: Wording) -> Answer:
        """Which figures the audit doubts, where none is named."""
        findings = [f for f in self._findings if f.severity != "holds" and f.sentences]
        if not findings:
            return self._answer("not_in_source", say.refusal([]), question, [], say.reading(question))
        chosen = items_of(self.index, question, findings)
        passages = list(dict.fromkeys(s for f in findings for s in f.sentences))
        text = "\n".join(say.checked(findings))
        return self._answer("answered", text, question, chosen, say.reading(question), passages if not chosen else ())

    def _is_out_of_time(self, question: Question, chosen: Sequence[Found]) -> bool:
        """Whether a year is asked for that nothing chosen is of."""
        return bool(question.years) and not any(
            (f.item.years or f.page.years) & question.years or question.years == {self.index.year} for f in chosen
        )

    def _answer(
        self,
        status: str,
        text: str,
        question: Question,
        chosen: Sequence[Found],
        reading: str,
        passages: Sequence[URIRef] = (),
        sparql: str = "",
    ) -> Answer:
        asked = Questions(self.store, self.words)
        solutions = asked.run(sparql or (_query_of_passages(passages) if passages else _query(chosen)))
        if sparql and {(f.page.sentence, f.item.node) for f in chosen} != set(
            zip(solutions.column("sentence"), solutions.column("node"), strict=True)
        ):
            # What is told is what the query gives: a bound that SPARQL cannot tell is left to the list of figures.
            solutions = asked.run(_query(chosen))
        sparql = solutions.sparql
        return Answer(status, text, solutions, tuple(solutions.citations()), sparql, reading, question.lang, question)


def _behind(question: Question, first: Sequence[Foremost], chosen: Sequence[Found]) -> list[Found]:
    """What was compared, then of all else only what tells of something that the question names."""
    compared = [f for each in first for f in each.figures]
    known = {f.key for f in compared}
    heavy = [n for n, u in enumerate(question.units) if u.things and u.weight >= HEAVY]

    def tells(f: Found) -> bool:
        return len(f.own) == len(question.units) and any(f.own[n] >= COVERED for n in heavy)

    return [*compared, *(f for f in chosen if f.key not in known and (not first or tells(f)))]


def _with_next_year(question: Question) -> Question:
    """A level that is to be worked out backwards rests on the figures of the year after."""
    if "base" not in question.roles:
        return question
    return replace(question, years=question.years | {year + 1 for year in question.years})


def _query_of_passages(passages: Sequence[URIRef]) -> str:
    """The query that gives who published the source of some passages, and when."""
    listed = " ".join(to_sparql(passage) for passage in passages)
    return (
        "SELECT DISTINCT ?source ?publisher ?issued ?sentence WHERE {\n"
        f"  VALUES ?sentence {{ {listed} }}\n"
        "  ?sentence dgo:inSection ?section . ?section dcterms:isPartOf+ ?source .\n"
        "  ?source dcterms:publisher ?publisher ; dcterms:issued ?issued\n} ORDER BY ?sentence ?publisher"
    )


def _query(chosen: Sequence[Found]) -> str:
    """The query that gives exactly what was told: the values of each item, each from its passage."""
    if not chosen:
        return _NOTHING
    terms = ((f.page.sentence, f.item.node, f.item.relation) for f in chosen)
    pairs = dict.fromkeys(f"({' '.join(to_sparql(term) if term else 'UNDEF' for term in triple)})" for triple in terms)
    return (
        "SELECT DISTINCT ?node ?relation ?value ?sentence WHERE {\n"
        f"  VALUES (?sentence ?node ?relation) {{ {' '.join(pairs)} }}\n"
        "  GRAPH ?sentence { ?node ?relation ?value }\n} ORDER BY ?sentence ?node ?relation ?value"
    )
