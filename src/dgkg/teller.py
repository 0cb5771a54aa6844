"""The facts of one passage's graph: what is said of a thing, from either end of a relation.

Nodes that only carry a statement are told as one sentence (:mod:`dgkg.node_wording`);
everything else is told by the edge wording of its relation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rdflib import Literal, URIRef

from dgkg.namespaces import DGO, RDF, SKOS
from dgkg.node_wording import NodeWording
from dgkg.passage_graph import PassageGraph
from dgkg.terms import Term
from dgkg.words import Words

__all__ = ["SILENT", "Fact", "Teller"]

# Said of a node by the sentence about it, or about its form; never a fact of its own.
SILENT = {RDF.type, SKOS.prefLabel, DGO.realization, DGO.enumeration, DGO.valueQualifier, DGO.qualityFlag}

_MENTIONS, _REALIZATION = frozenset({DGO.mentions}), frozenset({DGO.realization})


class Fact(NamedTuple):
    """One thing said: in words, with the passage that says it.

    ``kind`` is ``edge``, ``membership``, ``recognition``, ``figure``, ``rank``, ``measure``,
    ``activity``, ``statement``, ``intention`` or ``mention``; ``relation`` groups edges of a
    kind; ``others`` are the things at the far end; ``status`` is set where it is stated;
    ``rests_on`` is everything whose names or figures the passage may show for it.
    """

    kind: str
    relation: URIRef
    text: str
    sentence: URIRef
    node: URIRef
    others: tuple[URIRef, ...] = ()
    status: URIRef | None = None
    rests_on: tuple[URIRef, ...] = ()


class Teller:
    """Tells one passage's graph in one language."""

    def __init__(self, words: Words, graph: PassageGraph, lang: str) -> None:
        self.words = words
        self.graph = graph
        self.lang = lang
        self.zh = lang == "zh"
        self.say = NodeWording(words, graph, lang)
        # rdflib compares terms in Python: to ask a set takes a tenth of the time.
        self._itself = {graph.sentence}
        # What is told of a node is told again from the other end of each of its relations.
        self._told: dict[URIRef, Fact] = {}
        self._owned: dict[URIRef, list[Fact]] = {}

    def about(self, thing: URIRef) -> list[Fact]:
        """What is said of a thing, from either end of a relation."""
        facts, same = self._own(thing).copy(), {thing}
        for subject, predicates in self.graph.leading_to.get(thing, {}).items():
            relations = [p for p in predicates if p not in SILENT]
            if not relations or subject in same:
                continue
            kind = self.say.kind(subject)
            if kind != "edge":
                facts.append(self._node(subject, kind))
            elif subject in self._itself:
                facts.append(self._mention(thing))
            else:
                facts += [self._edge(thing, relation, [subject], inverse=True) for relation in relations]
        return facts

    def all(self) -> list[Fact]:
        """Everything the passage states, node by node."""
        facts = []
        for subject in self.graph.nodes:
            facts += self._own(subject)
        return facts

    def number(self) -> int:
        """How many facts that is, without looking for their words; the same in every language."""
        return sum(map(self._number_of, self.graph.nodes))

    def _number_of(self, thing: URIRef) -> int:
        if self.say.kind(thing) != "edge":
            return 1
        edges = mentions = 0
        for predicate, objects in self.graph.nodes[thing].items():
            if predicate in _MENTIONS:
                mentions += sum(isinstance(o, URIRef) for o in objects)
            else:
                edges += predicate not in SILENT
        # Any other fact of a thing tells its status along.
        has_status = not edges and isinstance(self.graph.first(thing, DGO.realization), URIRef)
        return edges + mentions + has_status

    def _own(self, thing: URIRef) -> list[Fact]:
        if thing not in self._owned:
            self._owned[thing] = self._found(thing)
        return self._owned[thing]

    def _found(self, thing: URIRef) -> list[Fact]:
        node = self.graph.nodes.get(thing)
        if node is None:
            return []
        kind = self.say.kind(thing)
        if kind != "edge":
            return [self._node(thing, kind)]
        facts = []
        for predicate, objects in node.items():
            if predicate in _MENTIONS:
                facts += [self._mention(o) for o in objects if isinstance(o, URIRef)]
            elif predicate not in SILENT:
                facts.append(self._edge(thing, predicate, objects, inverse=False))
        status = self.graph.first(thing, DGO.realization)
        if isinstance(status, URIRef) and not any(f.status for f in facts):
            facts.append(self._edge(thing, DGO.realization, [status], inverse=False))
        return facts

    def _edge(self, thing: URIRef, relation: URIRef, others: Sequence[Term], *, inverse: bool) -> Fact:
        """A relation of a thing, all its other ends in one sentence."""
        verb = self.words.ontology.edge(relation, self.lang, inverse=inverse)
        # An IRI first: to find that a term is no literal takes rdflib long.
        spoken = [
            t for t in others if isinstance(t, URIRef) or not isinstance(t, Literal) or t.language in {None, self.lang}
        ] or list(others)
        names = self.say.listed([self.say.name(t) for t in spoken])
        near = self.words.label(thing, self.lang)
        is_state = relation in _REALIZATION
        if is_state:
            text = self._state(near, spoken[0], names)
        else:
            text = f"{near}{verb}{'：' if len(spoken) > 1 else ''}{names}" if self.zh else f"{near} {verb} {names}"
        status = self.graph.first(spoken[0] if inverse and isinstance(spoken[0], URIRef) else thing, DGO.realization)
        return Fact(
            "edge",
            relation,
            text,
            self.graph.sentence,
            thing,
            tuple(t for t in spoken if isinstance(t, URIRef)),
            status if isinstance(status, URIRef) and not is_state else None,
            self._behind(thing, *spoken),
        )

    def _state(self, near: str, status: Term, label: str) -> str:
        """A status said of a thing; what is not real yet is called so."""
        wish = isinstance(status, URIRef) and self.words.ontology.word(status, "lineStyle") == "dotted"
        if self.zh:
            return f"{near}：{'尚未实现（' if wish else ''}{label}{'）' if wish else ''}"
        return f"{near}: {'not yet real (' if wish else ''}{label}{')' if wish else ''}"

    def _mention(self, thing: URIRef) -> Fact:
        verb = "提到" if self.zh else "mentions "
        text = verb + self.words.label(thing, self.lang)
        return Fact(
            "mention", DGO.mentions, text, self.graph.sentence, self.graph.sentence, (thing,), rests_on=(thing,)
        )

    def _node(self, subject: URIRef, kind: str) -> Fact:
        if subject not in self._told:
            self._told[subject] = self._stated(subject, kind)
        return self._told[subject]

    def _stated(self, subject: URIRef, kind: str) -> Fact:
        status = self.graph.first(subject, DGO.realization)
        node = self.graph.nodes[subject]
        types = [t for t in node.get(RDF.type, ()) if isinstance(t, URIRef)]
        relation = self.words.ontology.most_specific(types) or DGO.Statement
        text = self.say.told(subject, kind)
        flags = self.say.names(subject, DGO.qualityFlag)
        if flags:
            text += (
                f"（原文存疑：{self.say.listed(flags)}）" if self.zh else f" [odd in print: {self.say.listed(flags)}]"
            )
        return Fact(
            kind,
            relation,
            text,
            self.graph.sentence,
            subject,
            (),
            status if isinstance(status, URIRef) else None,
            self._behind(subject),
        )

    def _behind(self, *terms: Term) -> tuple[URIRef, ...]:
        """These things, and what their nodes name; a statement among that with what it names in turn.

        A figure does not rest on the figures that it is the growth or a share of.
        """
        things, known = tuple([term for term in terms if isinstance(term, URIRef)]), self.graph.resting
        if things not in known:
            known[things] = self._rests_on(things)
        return known[things]

    def _rests_on(self, things: tuple[URIRef, ...]) -> tuple[URIRef, ...]:
        found: dict[URIRef, None] = {}
        of_figure = bool(things) and self.say.kind(things[0]) == "figure"
        todo = list(reversed(things))
        while todo:
            thing = todo.pop()
            if thing in found:
                continue
            found[thing] = None
            if self.say.kind(thing) != "edge":
                named = (t for values in self.graph.nodes.get(thing, {}).values() for t in values)
                iris = [term for term in named if isinstance(term, URIRef)]
                todo += [t for t in iris if not (of_figure and self.say.kind(t) == "figure")]
        return tuple(found)
