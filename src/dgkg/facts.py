"""What the graph says of a thing, or a passage says of anything, as sentences with citations.

This is where the rest of the house asks for facts: read from passages
(:mod:`dgkg.passage_graph`), told in words (:mod:`dgkg.teller`), put in order and grouped here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rdflib import URIRef

from dgkg.namespaces import compact
from dgkg.passage_graph import Node, PassageGraph, read_figure, read_passages
from dgkg.store import Store
from dgkg.teller import Fact, Teller
from dgkg.words import Words

__all__ = [
    "Fact",
    "Node",
    "PassageGraph",
    "facts_about",
    "facts_among",
    "facts_by",
    "facts_in",
    "facts_of",
    "facts_told",
    "grouped",
    "read_figure",
    "read_passages",
    "short",
]

_ORDER = {
    kind: n
    for n, kind in enumerate(
        (
            "edge",
            "membership",
            "recognition",
            "figure",
            "rank",
            "measure",
            "activity",
            "statement",
            "intention",
            "mention",
        )
    )
}


def facts_about(store: Store, words: Words, thing: URIRef, lang: str = "zh") -> list[Fact]:
    """Everything the sources say of a thing: by kind, then relation, then reading order."""
    return facts_among(words, read_passages(store, thing=thing), thing, lang)


def facts_among(words: Words, graphs: Iterable[PassageGraph], thing: URIRef, lang: str = "zh") -> list[Fact]:
    """The same from passages that are read already: those in which the thing occurs."""
    return facts_told(words, (Teller(words, graph, lang) for graph in graphs), thing)


def facts_told(words: Words, tellers: Iterable[Teller], thing: URIRef) -> list[Fact]:
    """The same by those who tell these passages in one language."""
    facts: list[Fact] = []
    for teller in tellers:
        # What a rule derives is no word of a source.
        if teller.graph.sentence in words.library:
            facts += teller.about(thing)
    if len(facts) <= 1:
        return facts
    unique = {(f.kind, f.relation, f.text, f.sentence): f for f in facts}
    return sorted(
        unique.values(),
        key=lambda f: (
            _ORDER[f.kind],
            # As a plain text: rdflib compares terms in Python.
            str(f.relation) if f.kind == "edge" else "",
            words.library.sort_key(f.sentence),
            f.text,
        ),
    )


def facts_in(store: Store, words: Words, passage: URIRef, lang: str = "zh") -> list[Fact]:
    """Everything one passage states, node by node."""
    return [fact for graph in read_passages(store, passage=passage) for fact in facts_of(words, graph, lang)]


def facts_of(words: Words, graph: PassageGraph, lang: str = "zh") -> list[Fact]:
    """Everything that a passage's graph, already read, states."""
    return facts_by(Teller(words, graph, lang))


def facts_by(teller: Teller) -> list[Fact]:
    """The same by who tells this passage."""
    return sorted(teller.all(), key=lambda f: (_ORDER[f.kind], str(f.relation), f.text))


def grouped(facts: Iterable[Fact], words: Words, lang: str) -> dict[str, list[Fact]]:
    """Facts under headings for a page: relations by their label, other kinds by their class."""
    titles = {
        "membership": ("角色与归属", "Roles and memberships"),
        "recognition": ("荣誉与入选", "Honours and selections"),
        "figure": ("数字", "Figures"),
        "rank": ("排名", "Rankings"),
        "measure": ("政策举措", "Policy measures"),
        "activity": ("已做与在做的工作", "Work done or under way"),
        "statement": ("论断与问题", "Judgements and challenges"),
        "intention": ("计划与建议（尚未实现）", "Plans and recommendations (not yet facts)"),
        "mention": ("另见提及", "Also mentioned"),
    }
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        title = titles.get(fact.kind, ("", ""))[lang == "en"] or words.label(fact.relation, lang)
        found[title].append(fact)
    return dict(found)


def short(iri: URIRef) -> str:
    """The id by which a reader can ask for a thing again: ``huawei`` for ``id:huawei``."""
    return compact(iri).removeprefix("id:").removeprefix("s:")
