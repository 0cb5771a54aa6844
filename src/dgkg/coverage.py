"""What the graph covers of its source, and what is open: the numbers behind ``dgkg stats``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from rdflib import URIRef

from dgkg.facts import PassageGraph
from dgkg.namespaces import ID, SKOS
from dgkg.store import Store, Table
from dgkg.terms import Term
from dgkg.validation import Report
from dgkg.words import Words

__all__ = ["Coverage", "coverage"]


class Covered(Protocol):
    """What the count needs of a knowledge graph."""

    store: Store
    words: Words

    @property
    def passages(self) -> list[PassageGraph]: ...
    def validate(self) -> Report: ...
    def open_numbers(self) -> int | None: ...
    def explained(self) -> set[str]: ...


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts; ``open_numbers`` is ``None`` while no copy of the source is attached."""

    sentences: int
    with_graph: int
    with_reason: int
    neither: tuple[str, ...]
    open_numbers: int | None
    unnamed: tuple[URIRef, ...]
    unsaid: tuple[URIRef, ...]
    violations: int
    quads: int

    def rows(self) -> list[tuple[tuple[str, str], int | str]]:
        """Labels in both languages and counts, for a table."""
        unknown = "附加原文后可知 / attach the source to know"
        return [
            (("句子与脚注", "sentences and footnotes"), self.sentences),
            (("　有陈述图", "  with a graph"), self.with_graph),
            (("　列明理由", "  with a reason"), self.with_reason),
            (("　两者皆无", "  with neither"), len(self.neither)),
            (("未入图的数字", "numbers open"), unknown if self.open_numbers is None else self.open_numbers),
            (("缺中文名或英文名的事物", "things without a Chinese or English name"), len(self.unnamed)),
            (("没有出处的事物", "things without a sentence"), len(self.unsaid)),
            (("SHACL 违规", "SHACL violations"), self.violations),
            (("语句（四元组）", "quads"), self.quads),
        ]


def coverage(kg: Covered) -> Coverage:
    """Count what is covered and what is open."""
    said = {p.id for p in kg.words.library.passages() if p.kind in {"Sentence", "Footnote"}}
    graphs = {g.sentence.rpartition("/")[2] for g in kg.passages}
    explained = kg.explained() & said
    report = kg.validate()
    return Coverage(
        len(said),
        len(said & graphs),
        len(explained - graphs),
        tuple(sorted(said - graphs - explained)),
        kg.open_numbers(),
        tuple(_unnamed(kg.words)),
        tuple(_unsaid(kg.store, kg.words, kg.passages)),
        len(report.findings),
        report.quads,
    )


def things(words: Words) -> list[URIRef]:
    """What the registry and the report's own vocabularies name: neither codes nor statements."""
    named = {iri for iri in words.gazetteer.types if words.gazetteer.names(iri)}
    return sorted(iri for iri in named if iri.startswith(str(ID)))


def _unnamed(words: Words) -> list[URIRef]:
    missing = []
    for iri in things(words):
        langs = {n.lang for n in words.gazetteer.names(iri) if n.kind == "pref"}
        if not {"zh", "en"} <= langs:
            missing.append(iri)
    return missing


def _unsaid(store: Store, words: Words, passages: Sequence[PassageGraph]) -> list[URIRef]:
    """Things that no passage speaks of; a concept counts when one below it is spoken of."""
    spoken: set[Term] = set()
    for graph in passages:
        for subject, node in graph.nodes.items():
            spoken.add(subject)
            spoken.update(value for values in node.values() for value in values)
    parents = _parents(store)
    todo = [term for term in spoken if isinstance(term, URIRef)]
    while todo:
        for parent in parents.get(todo.pop(), ()):
            if parent not in spoken:
                spoken.add(parent)
                todo.append(parent)
    return [iri for iri in things(words) if iri not in spoken]


def _parents(store: Store) -> Mapping[URIRef, list[URIRef]]:
    answer = store.query(f"SELECT ?a ?b WHERE {{ ?a <{SKOS.broader}> ?b }} ORDER BY ?a ?b")
    assert isinstance(answer, Table)
    found: dict[URIRef, list[URIRef]] = {}
    for child, parent in answer.rows:
        assert isinstance(child, URIRef)
        assert isinstance(parent, URIRef)
        found.setdefault(child, []).append(parent)
    return found
