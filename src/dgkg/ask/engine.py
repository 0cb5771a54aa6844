"""From a question to its answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from rdflib import URIRef

from dgkg.ask.answer import Answer
from dgkg.ask.claims.quoted import figures_quoted, may_be_meant
from dgkg.ask.evidence.choice import choose, one_of_each
from dgkg.ask.evidence.decided import decided, decided_otherwise
from dgkg.ask.evidence.gathering import Gathered, complete, gather
from dgkg.ask.evidence.outcome import leaves_open
from dgkg.ask.evidence.parts import is_out_of_time
from dgkg.ask.evidence.premise import otherwise
from dgkg.ask.fit.expected import is_in_percent
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import Found, search
from dgkg.ask.language.halves import halves
from dgkg.ask.language.question import DOUBTING, Question, follow
from dgkg.ask.library import Library
from dgkg.ask.reading.framing import asked_in, names_nothing_but_growth, of_all_that_grew, of_one_piece
from dgkg.ask.reading.reading import read_question
from dgkg.ask.sets.compose import denies, not_said
from dgkg.ask.sets.exclusion import left_out, sets_all_aside
from dgkg.ask.states.dated import dated_to
from dgkg.ask.states.doubts import asks_about_odd_figures, doubts_consistency, findings_on, items_of
from dgkg.ask.states.origin import asks_for_origin
from dgkg.ask.sums.against_third import third_in
from dgkg.ask.sums.computed import Computed
from dgkg.ask.sums.formula import patterns_of
from dgkg.ask.sums.pairing import Unlike
from dgkg.ask.telling.bearing import Bearing
from dgkg.ask.telling.focus import focused
from dgkg.ask.telling.original_names import with_original_names
from dgkg.ask.telling.rows import told
from dgkg.ask.telling.shortening import arranged, more_told
from dgkg.ask.telling.verdict_wording import told_quoted
from dgkg.ask.telling.wording import Wording
from dgkg.facts import PassageGraph
from dgkg.finding import AuditFinding
from dgkg.pattern import pattern
from dgkg.questions import Questions
from dgkg.store import Store
from dgkg.terms import to_sparql
from dgkg.words import Words

__all__ = ["LONGEST_QUESTION", "Asker"]

LONGEST_QUESTION = 600
_IN_BOTH = pattern(r"(?=.*[A-Za-z]{2})(?=.*[\u3400-\u9fff]).*", re.DOTALL)
_NEAREST, _MEANT = 6, 8
_UNCLEAR = {
    True: "没有看懂这个问题。请说出所问的企业、政策、产业、指标或地点。",
    False: "The question was not understood. Name the firm, policy, industry, indicator or place that it is about.",
}
_COMPARING = {"compare", "difference", "highest", "ratio", "times"}
_NOTHING = "SELECT ?node ?relation ?value ?sentence WHERE { VALUES (?node ?relation ?value ?sentence) { } }"


class Asker:
    """Answers questions from one graph; knows its words once."""

    def __init__(self, store: Store, words: Words, passages: Sequence[PassageGraph]) -> None:
        self.store = store
        self.words = words
        self.index = Index(store, words, passages)
        self.passages = passages

    @cached_property
    def _library(self) -> Library:
        return Library(self.index)

    @cached_property
    def _findings(self) -> tuple[AuditFinding, ...]:
        """What the audit found, worked out when a question first asks for it."""
        from dgkg.audit import audit

        return audit(self.store, self.words, self.passages).findings

    def __getstate__(self) -> dict[str, object]:
        # What few questions ask for is worked out anew where one does.
        return {name: value for name, value in self.__dict__.items() if name != "_findings"}

    def prepare(self) -> None:
        """Work out what most questions ask for, before the first does."""
        self.index.prepare()
        _ = self._library

    def ask(self, text: str, lang: str | None = None, context: Answer | None = None) -> Answer:
        """The answer to a question; ``context`` is the answer before, for a follow-up.

        A question of the library is answered by its rows, unless what is found otherwise cites
        every passage that they do and is no longer, or says yes or no.
        """
        answer = self._answered(text, lang, context)
        if not answer.is_answer or answer.lang != "en":
            return answer
        cells = (cell for row in answer.solutions.table.rows for cell in row)
        things = [cell for cell in cells if isinstance(cell, URIRef)]
        return replace(answer, text=with_original_names(self.words, answer.text, things, beside=text))

    def _answered(self, text: str, lang: str | None, context: Answer | None) -> Answer:
        """The answer by the library or from what the passages state."""
        if lang is None and context is not None and _IN_BOTH.fullmatch(text):
            # 「and in 南城?」: a Chinese name does not make the talk Chinese.
            lang = context.lang
        answer = self._searched(text, lang, context)
        if context is not None:
            return answer
        lang = answer.lang
        found = self._library.answer(asked_in(text)[:LONGEST_QUESTION], lang, Questions(self.store, self.words))
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
        question = read_question(self.index, of_one_piece(text[:LONGEST_QUESTION]), lang)
        if question.roles >= {"growth", "highest"} and names_nothing_but_growth(question):
            question = read_question(self.index, of_all_that_grew(text[:LONGEST_QUESTION]), question.lang)
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
            text = say.answer(Gathered(question, (), of_year))
            return self._answer("answered", text, question, of_year, say.reading(question))
        if not question.units or question.is_about_source or _says_nothing(question):
            return self._about_source(question, say)
        return self._stated(question, say)

    def _stated(self, question: Question, say: Wording) -> Answer:
        """What is stated, composed or worked out that answers a question; else that the source does not say."""
        gathered = gather(self.index, question)
        if (denied := self._denied(gathered, say)) is not None:
            return denied
        gathered = complete(self.index, gathered)
        question = gathered.question
        if gathered.unlike is not None:
            return self._kept_apart(gathered.unlike, question, say)
        gathered = decided_otherwise(self.index, gathered)
        if not gathered.items:
            # Where all that there is was set aside (「除了这项，还得过什么」) no half of it is asked for.
            half = None if gathered.is_composed else self._half(question, say)
            return half or self._refused(gathered, say, doubted=not gathered.is_composed)
        is_of_another_sort = gathered.computed is None and not is_in_percent(question, gathered.items)
        if is_of_another_sort or self._is_late(gathered) or _lacks_the_other(question):
            return self._refused(gathered, say, doubted=False)
        if leaves_open(self.index, gathered):
            gathered = decided_otherwise(self.index, replace(gathered, items=[]))
        return self._told(gathered, say) if gathered.items else self._refused(gathered, say, doubted=False)

    def _denied(self, gathered: Gathered, say: Wording) -> Answer | None:
        """The answer to a doubt of what is not so, and to a question for what something is not said of."""
        question = gathered.question
        reading = say.reading(question)
        if gathered.is_composed or gathered.verdict is not None:
            return None
        if not gathered.items and question.roles & DOUBTING and (other := otherwise(self.index, question)) is not None:
            return self._answer("answered", say.otherwise(other), question, other.chosen, reading)
        if (without := not_said(self.index, question, gathered.found)) is not None:
            told = [*without.naming, *without.saying]
            return self._answer("answered", say.without(without), question, told, reading)
        return self._refused(gathered, say, doubted=False) if denies(question) else None

    def _is_late(self, gathered: Gathered) -> bool:
        """Whether a year is asked for that nothing gathered is of."""
        question = gathered.question
        if gathered.computed is not None or gathered.silent or question.roles & DOUBTING:
            return False
        return is_out_of_time(self.index, question, gathered.items)

    def _told(self, gathered: Gathered, say: Wording) -> Answer:
        """What was gathered in words, with both meanings of a name that has two, and what the audit found of it."""
        gathered = decided(self.index, gathered)
        bearing = Bearing(self.index, gathered)
        question, items = gathered.question, focused(bearing, gathered)
        meant = [u for u in question.of_kind("entity", "place") if len(u.things) > 1]
        others = [f for u in meant for f in one_of_each(u, gathered.found)]
        items += [f for f in others if f not in items]
        findings = findings_on(self._findings, items) if doubts_consistency(question) else []
        # What is told of how far each thing is rests on its passage, whatever else is left out.
        items += [s.by for s in gathered.standings if s.by.page.sentence not in {f.page.sentence for f in items}]
        known = {f.item.node for f in items}
        items += [f for f in items_of(self.index, question, findings) if f.item.node not in known]
        reading = say.reading(question)
        if (
            gathered.verdict is None
            and not asks_for_origin(question.text)
            and (quoted := figures_quoted(self.index, question))
        ):
            # Of what was found beside it the figures that may have been meant count.
            alike = [f for f in gathered.items if may_be_meant(f, quoted)][:_MEANT]
            items = [*quoted, *alike]
            text = "\n".join(dict.fromkeys([told_quoted(question, say.clauses(quoted)), *say.clauses(alike)]))
        else:
            shown, more = arranged(bearing, gathered, items)
            text = say.answer(replace(gathered, items=shown), findings)
            text, items = "\n".join(filter(None, [text, more_told(say, more)])), [*shown, *more]
        if others:
            return self._answer("ambiguous", f"{say.choices(meant)}\n{text}", question, items, reading)
        if gathered.silent:
            return self._answer("partial", f"{say.silence(gathered.silent)}\n{text}", question, items, reading)
        # Beside a place that the source does not name only a part is answered.
        status = "partial" if question.of_kind("elsewhere") else "answered"
        return self._answer(status, text, question, items, reading, sparql=gathered.query, computed=gathered.computed)

    def _half(self, question: Question, say: Wording) -> Answer | None:
        """The answer to one of two things that are asked for side by side, where the other is not stated."""
        for half, silent in halves(question):
            items = choose(self.index, half, search(self.index, half))
            if items and not is_out_of_time(self.index, half, items):
                found = Gathered(half, (), items)
                items = focused(Bearing(self.index, found), found)
                text = f"{say.silence([silent])}\n{say.answer(Gathered(half, (), items))}"
                return self._answer("partial", text, question, items, say.reading(question))
        return None

    def _refused(self, gathered: Gathered, say: Wording, *, doubted: bool) -> Answer:
        """That the source does not say, or what it says instead of what a question takes for granted."""
        question, nearest = gathered.question, gathered.found[:_NEAREST]
        reading = say.reading(question)
        if doubted and (other := otherwise(self.index, question)) is not None:
            return self._answer("answered", say.otherwise(other), question, other.chosen, reading)
        if quoted := figures_quoted(self.index, question):
            text = told_quoted(question, say.clauses(quoted), is_stated=False)
            return self._answer("answered", text, question, quoted, reading)
        refused = self._answer("not_in_source", say.refusal(nearest), question, [], reading)
        return replace(refused, citations=tuple(self.words.cite(say.nearest(nearest))))

    def _kept_apart(self, unlike: Unlike, question: Question, say: Wording) -> Answer:
        """That what is asked to be put together is unlike, with the passages that state each."""
        told = self._answer("not_in_source", say.kept_apart(unlike), question, [], say.reading(question))
        passages = list(dict.fromkeys(f.page.sentence for f in unlike.figures))
        return replace(told, citations=tuple(self.words.cite(passages)))

    def _about_source(self, question: Question, say: Wording) -> Answer:
        """What is left when a question names nothing that a passage does: the source itself, or nothing at all."""
        if question.names_source and (question.roles & {"who", "date", "author"} or question.is_about_source):
            text, passages = say.source(self.index.pages)
            if sets_all_aside(self.index, question, passages):
                # 「除了这两家，封面上还有谁」: nobody else is named there.
                return self._answer("not_in_source", say.refusal([]), question, [], say.reading(question), passages)
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
        answer = self._answer("answered", text, question, chosen, say.reading(question))
        return replace(answer, citations=tuple(self.words.cite(passages)))

    def _answer(
        self,
        status: str,
        text: str,
        question: Question,
        chosen: Sequence[Found],
        reading: str,
        passages: Sequence[URIRef] = (),
        sparql: str = "",
        computed: Computed | None = None,
    ) -> Answer:
        asked = Questions(self.store, self.words)
        sparql = sparql if computed is None else ""
        solutions = asked.run(sparql or (_query_of_passages(passages) if passages else _query(chosen, computed)))
        if sparql and {(f.page.sentence, f.item.node) for f in chosen} != set(
            zip(solutions.column("sentence"), solutions.column("node"), strict=True)
        ):
            # What is told is what the query gives: a bound that SPARQL cannot tell is left to the list of figures.
            solutions = asked.run(_query(chosen))
        sparql = solutions.sparql
        return Answer(status, text, solutions, tuple(solutions.citations()), sparql, reading, question.lang, question)


def _lacks_the_other(question: Question) -> bool:
    """Whether a place is to be compared with one of which the source says nothing: half of that is no answer."""
    compares = question.roles & _COMPARING or any(third_in(question))
    return bool(question.of_kind("elsewhere") and compares)


def _says_nothing(question: Question) -> bool:
    """Whether it is one word that nobody knows: 「asdfghjkl」. More than a word may be a question on something else."""
    (first, *more) = question.units
    alone = not more and first.kind == "word" and not first.is_known
    return alone and question.text.strip(" ?.!").isalpha() and question.text.isascii()


def _query_of_passages(passages: Sequence[URIRef]) -> str:
    """The query that gives who published the source of some passages, and when."""
    listed = " ".join(to_sparql(passage) for passage in passages)
    return (
        "SELECT DISTINCT ?source ?publisher ?issued ?sentence WHERE {\n"
        f"  VALUES ?sentence {{ {listed} }}\n"
        "  ?sentence dgo:inSection ?section . ?section dcterms:isPartOf+ ?source .\n"
        "  ?source dcterms:publisher ?publisher ; dcterms:issued ?issued\n} ORDER BY ?sentence ?publisher"
    )


def _query(chosen: Sequence[Found], computed: Computed | None = None) -> str:
    """The query that gives exactly what was told: the values of each item, from its passage, and what they make."""
    if not chosen:
        return _NOTHING
    terms = ((f.page.sentence, f.item.node, f.item.relation) for f in chosen)
    pairs = dict.fromkeys(f"({' '.join(to_sparql(term) if term else 'UNDEF' for term in triple)})" for triple in terms)
    stated = (
        f"  VALUES (?sentence ?node ?relation) {{ {' '.join(pairs)} }}\n"
        "  GRAPH ?sentence { ?node ?relation ?value }\n"
    )
    if computed is not None:
        stated = "  " + " UNION ".join([f"{{\n{stated}  }}", *patterns_of(computed)]) + "\n"
    return (
        f"SELECT DISTINCT ?node ?relation ?value ?sentence WHERE {{\n{stated}"
        "} ORDER BY ?sentence ?node ?relation ?value"
    )
