"""Answers with a model's advice: a proposed query that holds, or the answer that was there without it.

The model's query only points at passages and things; what is told of them is what the passages
state, in our words. So a proposal can be off the mark, but nothing in the answer can be made up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from dgkg.ask import Answer
from dgkg.ask.telling.wording import one_clause
from dgkg.errors import QueryError
from dgkg.facts import Fact, facts_of
from dgkg.grounding import bare_clauses, stray_numbers
from dgkg.llm.model import DiscardedError, Model, Proposal
from dgkg.schema import schema_text
from dgkg.sparql import form_of, tokens
from dgkg.terms import Term, to_sparql

if TYPE_CHECKING:
    from dgkg.knowledge import KnowledgeGraph
    from dgkg.passage_graph import PassageGraph
    from dgkg.solutions import Solution

__all__ = ["Advised"]

_MOST_ROWS = 60
_LONGEST_READING = 300
_MOST_FACTS = 40
_ROWS = """SELECT DISTINCT ?node ?relation ?value ?sentence WHERE {
  VALUES (?sentence ?node) { {} }
  GRAPH ?sentence { ?node ?relation ?value }
} ORDER BY ?sentence ?node ?relation ?value"""
_TASK = """You translate a question about one report into SPARQL 1.1. Answer with one JSON object and nothing else:
{"reading": "how you understand the question, in its language, without any number that is not in it",
 "sparql": "SELECT … ?sentence WHERE { GRAPH ?sentence { … } … } ORDER BY …"}
Use only the classes and relations below. Every row has ?sentence. No SERVICE, no FROM, no update, no BIND or VALUES of
literals, no aggregates. Select dgo:valueText for figures. If the report cannot state it, give an empty sparql.
"""


class Advised:
    """Asks a graph, and a model where the graph alone has no whole answer.

    Args:
        kg: the graph.
        model: the adviser.
    """

    def __init__(self, kg: KnowledgeGraph, model: Model) -> None:
        self.kg = kg
        self.model = model
        self.discarded: DiscardedError | None = None
        """Why the last proposal was not taken; ``None`` where it was, or none was needed."""

    def ask(self, question: str, lang: str | None = None, context: Answer | None = None) -> Answer:
        """The graph's own answer if it is whole; else the model's, if it holds."""
        self.discarded = None
        own = self.kg.ask(question, lang, context)
        if own.status == "answered" or not question.strip():
            return own
        try:
            return self._checked(own, question, self.model.propose(self._messages(own, question)))
        except DiscardedError as error:
            self.discarded = error
        except QueryError as error:
            self.discarded = DiscardedError(
                f"模型的查询不能运行：{error.zh}", f"The model's query cannot run: {error.en}"
            )
        return own

    @cached_property
    def _schema(self) -> str:
        return schema_text(self.kg.store, self.kg.words)

    @cached_property
    def _graphs(self) -> Mapping[URIRef, PassageGraph]:
        return {graph.sentence: graph for graph in self.kg.passages}

    def _messages(self, own: Answer, question: str) -> list[Mapping[str, str]]:
        units = own.question.units if own.question else ()
        named = sorted({thing for unit in units for thing in unit.things})
        known = "\n".join(f"<{t}> {self.kg.words.label(t, 'zh')} · {self.kg.words.label(t, 'en')}" for t in named)
        return [
            {"role": "system", "content": f"{_TASK}\n{self._schema}"},
            {"role": "user", "content": f"{question}\n\nThings that it may name:\n{known or '–'}"},
        ]

    def _checked(self, own: Answer, question: str, proposal: Proposal) -> Answer:
        sparql = proposal.sparql
        if form_of(tokens(sparql)) != "SELECT":
            raise DiscardedError("模型没有给出 SELECT 查询", "The model gave no SELECT query")
        if slips := self.kg.unknown_terms(sparql):
            named = ", ".join(slips)
            raise DiscardedError(
                f"模型用了本体中没有的词：{named}", f"The model used what is not in the schema: {named}"
            )
        rows = self.kg.sparql(sparql, guarded=True)[:_MOST_ROWS]
        if not len(rows):
            raise DiscardedError("模型的查询没有结果", "The model's query finds nothing")
        if not all(map(self._stands, rows)):
            raise DiscardedError(
                "模型的查询有一行不在它所引的句子中",
                "A row of the model's query does not stand in the sentence that it cites",
            )
        facts = list(dict.fromkeys(fact for row in rows for fact in self._facts(row, own.lang)))[:_MOST_FACTS]
        if not facts:
            raise DiscardedError("模型的查询没有得出任何陈述", "The model's query leads to nothing that is stated")
        return self._told(own, question, proposal.reading, facts)

    def _stands(self, row: Solution) -> bool:
        """Whether all that a row holds is in the passage it cites, or is a name of what is."""
        sentence = row.get("sentence")
        if not isinstance(sentence, URIRef) or sentence not in self._graphs:
            return False
        nodes = self._graphs[sentence].nodes
        things: set[Term] = {sentence, *nodes}
        for node in nodes.values():
            things.update(node, *node.values())
        named = {n.text for thing in things if isinstance(thing, URIRef) for n in self.kg.words.gazetteer.names(thing)}
        return all(term in things or (isinstance(term, Literal) and str(term) in named) for term in row.values())

    def _facts(self, row: Solution, lang: str) -> list[Fact]:
        """What the passage of a row states of everything that is in the row, in our own words."""
        graph = self._graphs[URIRef(str(row["sentence"]))]
        literals = {term for term in row.values() if isinstance(term, Literal)}
        holders = {n for n, node in graph.nodes.items() if literals & {o for objects in node.values() for o in objects}}
        things = {term for term in row.values() if isinstance(term, URIRef)} - {graph.sentence}
        facts = facts_of(self.kg.words, graph, lang)
        if not things:
            return [fact for fact in facts if fact.node in holders]
        return [f for f in facts if f.node in things and f.kind != "edge"] or [
            f for f in facts if things <= {f.node, f.relation, *f.others, *(f.rests_on if f.kind != "edge" else ())}
        ]

    def _told(self, own: Answer, question: str, reading: str, facts: Sequence[Fact]) -> Answer:
        """The answer from facts, with the rows that they are told from; checked as any other."""
        zh = own.lang == "zh"
        behind = dict.fromkeys((fact.sentence, node) for fact in facts for node in (fact.node, *fact.rests_on))
        pairs = " ".join(f"({to_sparql(sentence)} {to_sparql(node)})" for sentence, node in behind)
        rows = self.kg.sparql(_ROWS.replace("{}", pairs))
        cited = tuple(self.kg.cite([fact.sentence for fact in facts]))
        text = "\n".join(dict.fromkeys(self._clause(fact, own.lang) for fact in facts))
        if stray := stray_numbers(text, rows) + stray_numbers(reading, rows[:0], question):
            named = ", ".join(stray)
            raise DiscardedError(f"模型编造了数字：{named}", f"The model made up numbers: {named}")
        if len(reading) > _LONGEST_READING or bare_clauses(text, {c.passage.id for c in cited}):
            raise DiscardedError("模型的回答缺出处或过长", "The model's answer lacks citations, or is too long")
        said = ("模型的理解：" if zh else "A model read this as: ") + reading
        # What the graph's own reading did not find may be near to what was asked, and no more.
        status = "partial" if own.status == "not_in_source" else "answered"
        return Answer(status, text, rows, cited, rows.sparql, said, own.lang, own.question)

    def _clause(self, fact: Fact, lang: str) -> str:
        label = self.kg.words.label
        status = label(fact.status, lang) if fact.status is not None and fact.kind != "intention" else ""
        mark = label(fact.sentence, lang)
        if lang == "zh":
            return f"{one_clause(fact.text.rstrip('。'))}{f'（{status}）' if status else ''} [{mark}]。"
        return f"{one_clause(fact.text.rstrip('.'))}{f' ({status})' if status else ''} [{mark}]."
