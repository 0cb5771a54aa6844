"""From a question to its answer."""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.answer import Answer
from dgkg.ask.index import Index
from dgkg.ask.question import Question, follow, read_question
from dgkg.ask.search import Found, search
from dgkg.facts import PassageGraph
from dgkg.questions import Questions
from dgkg.store import Store
from dgkg.teller import Fact, Teller
from dgkg.terms import to_sparql
from dgkg.words import Words

__all__ = ["Asker"]

_LONGEST_QUESTION = 600
ENOUGH = 0.62
_NEAR = 0.72
_MOST_TOLD = 14
_UNCLEAR = {
    True: "没有看懂这个问题。请说出所问的企业、政策、产业、指标或地点。",
    False: "The question was not understood. Name the firm, policy, industry, indicator or place that it is about.",
}
_MOST_PAGES = 5
_TIED = 0.93
_NOTHING = "SELECT ?node ?relation ?value ?sentence WHERE { VALUES (?node ?relation ?value ?sentence) { } }"


class Asker:
    """Answers questions from one graph; knows its words once."""

    def __init__(self, store: Store, words: Words, passages: Sequence[PassageGraph]) -> None:
        self.store = store
        self.words = words
        self.index = Index(store, words, passages)

    def ask(self, text: str, lang: str | None = None, context: Answer | None = None) -> Answer:
        """The answer to a question; ``context`` is the answer before, for a follow-up."""
        question = read_question(self.index, text[:_LONGEST_QUESTION], lang)
        if context is not None and context.question is not None:
            question = follow(context.question, question)
        zh = question.lang == "zh"
        if not question.units:
            return self._answer("not_understood", _UNCLEAR[zh], question, [], "")
        found = search(self.index, question)
        chosen = self._choose(found)
        reading = self._reading(question)
        if not chosen:
            return self._refusal(question, reading)
        text = self._told(question, chosen)
        return self._answer("answered", text, question, chosen, reading)

    def _choose(self, found: Sequence[Found]) -> list[Found]:
        if not found or found[0].score < ENOUGH:
            return []
        best = found[0]
        chosen: list[Found] = []
        pages = [best.page]
        for f in found:
            if f.page not in pages and f.score >= _TIED * best.score and len(pages) < _MOST_PAGES:
                pages.append(f.page)
        for page in pages:
            mine = [f for f in found if f.page is page]
            chosen += [f for f in mine if f.score >= _NEAR * mine[0].score]
        return chosen[:_MOST_TOLD]

    def _told(self, question: Question, chosen: Sequence[Found]) -> str:
        clauses = []
        for page in dict.fromkeys(f.page for f in chosen):
            facts: dict[tuple[URIRef, URIRef | None], list[Fact]] = {}
            for fact in Teller(self.words, page.graph, question.lang).all():
                key = fact.node, fact.relation if fact.kind == "edge" else None
                facts.setdefault(key, []).append(fact)
            for f in chosen:
                if f.page is page:
                    told = facts.get((f.item.node, f.item.relation), ())
                    clauses += [self._clause(fact, question.lang) for fact in told]
        return "\n".join(dict.fromkeys(clauses))

    def _clause(self, fact: Fact, lang: str) -> str:
        status = ""
        if fact.status is not None and fact.kind != "intention":
            label = self.words.label(fact.status, lang)
            status = f"（{label}）" if lang == "zh" else f" ({label})"
        stop = "。" if lang == "zh" else "."
        return f"{fact.text.rstrip('。.')}{status} [{self.words.label(fact.sentence, lang)}]{stop}"

    def _reading(self, question: Question) -> str:
        zh = question.lang == "zh"
        named = []
        for unit in question.units:
            if unit.things:
                labels = list(dict.fromkeys(self.words.label(t, question.lang) for t in sorted(unit.things)))[:3]
                named.append(" / ".join(labels))
            else:
                named.append(f"“{unit.text}”")
        return ("我的理解：" if zh else "I read this as: ") + ("、" if zh else ", ").join(dict.fromkeys(named))

    def _refusal(self, question: Question, reading: str) -> Answer:
        zh = question.lang == "zh"
        said = "报告没有说明这一点。" if zh else "The report does not state this."
        return self._answer("not_in_source", said, question, [], reading)

    def _answer(self, status: str, text: str, question: Question, chosen: Sequence[Found], reading: str) -> Answer:
        solutions = Questions(self.store, self.words).run(_query(chosen))
        cited = tuple(solutions.citations())
        return Answer(status, text, solutions, cited, solutions.sparql, reading, question.lang, question)


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
