"""What follows from the record: its closure under OWL 2 RL, and whether it contradicts itself.

The engine is *reasonable* (extra ``reasoning``): on the shipped graph it is twenty times as fast
as owlrl, and what owlrl adds to it are tautologies (``x owl:sameAs x``, the types of literals)
and schema triples; ``benchmarks/reasoning.py`` shows both side by side. It derives, but does not
look for contradictions: those rules of the profile that end in *false* (OWL 2 Profiles §4.3) are
read off the closure here, so that a finding names the thing.

What is inferred stands in a graph of its own, ``rule:owl-rl``, and is never mistaken for what a
sentence states.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rdflib import RDFS, Graph, URIRef
from rdflib.namespace import OWL, SKOS

from dgkg.errors import UsageError
from dgkg.facts import PassageGraph
from dgkg.namespaces import PREFIXES, RDF, compact
from dgkg.statement import Statement
from dgkg.store import Store, Table
from dgkg.terms import Term, to_sparql
from dgkg.words import Words

__all__ = ["INFERRED", "Closure", "Contradiction", "close"]

INFERRED = URIRef(f"{PREFIXES['rule']}owl-rl")
# What SKOS says of its own relations (SKOS Reference, S7, S17-S27, S38-S46): the record uses the
# vocabulary and does not repeat it.
_SKOS_AXIOMS = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
skos:Concept owl:disjointWith skos:ConceptScheme .
skos:topConceptOf rdfs:subPropertyOf skos:inScheme ; owl:inverseOf skos:hasTopConcept .
skos:broader rdfs:subPropertyOf skos:broaderTransitive ; owl:inverseOf skos:narrower .
skos:narrower rdfs:subPropertyOf skos:narrowerTransitive .
skos:broaderTransitive a owl:TransitiveProperty ; owl:inverseOf skos:narrowerTransitive .
skos:narrowerTransitive a owl:TransitiveProperty .
skos:related a owl:SymmetricProperty ; owl:propertyDisjointWith skos:broaderTransitive .
skos:broadMatch rdfs:subPropertyOf skos:broader ; owl:inverseOf skos:narrowMatch .
skos:narrowMatch rdfs:subPropertyOf skos:narrower .
skos:relatedMatch a owl:SymmetricProperty ; rdfs:subPropertyOf skos:related .
skos:closeMatch a owl:SymmetricProperty .
skos:exactMatch a owl:SymmetricProperty , owl:TransitiveProperty ; rdfs:subPropertyOf skos:closeMatch ;
  owl:propertyDisjointWith skos:broadMatch , skos:relatedMatch .
"""
# A thing and itself: these say nothing. (That something is broader than itself would say that there is a circle.)
_REFLEXIVE = {
    OWL.sameAs, RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, OWL.equivalentProperty,
    SKOS.exactMatch, SKOS.closeMatch, SKOS.relatedMatch, SKOS.related,
}  # fmt: skip
Triple = tuple[Term, URIRef, Term]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A thing that cannot be as it is said to be: the rule it breaks, and the terms that clash.

    ``rule`` is its name in OWL 2 Profiles §4.3; ``sentences`` are the passages that speak of the thing.
    """

    thing: URIRef
    rule: str
    clash: tuple[URIRef, ...]
    sentences: tuple[URIRef, ...]

    def text(self, words: Words, lang: str) -> str:
        """One line that names the thing, what clashes, and where to look."""
        zh = lang == "zh"
        names = [words.label(term, lang) for term in self.clash]
        what = {
            "cax-dw": ("不能既是{}又是{}", "cannot be both {} and {}"),
            "cls-nothing2": ("属于不可能有成员的类", "is of a class that can have no members"),
            "prp-irp": ("不能与自身有关系「{}」", "cannot be related to itself by “{}”"),
            "prp-asyp": ("与「{1}」之间的关系「{0}」不能双向成立", "cannot stand in “{}” to “{}” both ways"),
            "prp-pdw": ("与「{2}」不能同时有关系「{0}」和「{1}」", "cannot stand in both “{}” and “{}” to “{}”"),
            "eq-diff1": ("与「{}」不能既相同又不同", "cannot be the same as “{}” and different from it"),
        }[self.rule][not zh].format(*names)
        where = ", ".join(s.rpartition("/")[2] for s in self.sentences)
        name = words.label(self.thing, lang)
        if zh:
            return f"✗ {compact(self.thing)}（{name}）：{what}［{self.rule}］{'，出处：' + where if where else ''}"
        return f"✗ {compact(self.thing)} ({name}): {what} [{self.rule}]{', see ' + where if where else ''}"


@dataclass(frozen=True, slots=True)
class Closure:
    """What was stated (how many triples), what follows from it, and what cannot be."""

    stated: int
    inferred: tuple[Statement, ...]
    contradictions: tuple[Contradiction, ...]

    @property
    def is_consistent(self) -> bool:
        """Whether nothing contradicts anything."""
        return not self.contradictions

    def told(self, words: Words) -> list[str]:
        """The contradictions in words, both languages in a line."""
        return [f"{c.text(words, 'zh')} / {c.text(words, 'en')}" for c in self.contradictions]

    def nquads(self) -> str:
        """What follows, in N-Quads, in the graph ``rule:owl-rl``."""
        graph = to_sparql(INFERRED)
        lines = (
            f"{to_sparql(s.subject)} {to_sparql(s.predicate)} {to_sparql(s.object)} {graph} .\n" for s in self.inferred
        )
        return "".join(lines)


def close(store: Store, passages: Sequence[PassageGraph]) -> Closure:
    """Draw every conclusion of OWL 2 RL from all graphs together, the ontology and SKOS included.

    Args:
        store: everything.
        passages: what each passage states, to say where a contradiction comes from.

    Raises:
        UsageError: the engine is not installed.
    """
    try:
        from reasonable import PyReasoner
    except ImportError as error:
        raise UsageError(
            "推理需要 reasonable：pip install 'dgkg[reasoning]'",
            "Reasoning needs reasonable: pip install 'dgkg[reasoning]'",
        ) from error
    answer = store.query("SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o }")
    assert isinstance(answer, Table)
    stated: set[Triple] = {
        (s, p, o) for s, p, o in answer.rows if s is not None and isinstance(p, URIRef) and o is not None
    }
    axioms: set[Triple] = {(_iri(s), _iri(p), _iri(o)) for s, p, o in Graph().parse(data=_SKOS_AXIOMS, format="turtle")}
    reasoner = PyReasoner()
    reasoner.from_graph(_graph(stated | axioms))
    closure: set[Triple] = {tuple(triple) for triple in reasoner.reason()}
    known = stated | axioms
    new = sorted((t for t in closure if t not in known and _says_something(*t)), key=_spelling)
    return Closure(
        len(stated),
        tuple(Statement(*triple, INFERRED) for triple in new),
        tuple(_contradictions(closure | known, passages)),
    )


def _graph(triples: Iterable[Triple]) -> Graph:
    graph = Graph()
    # In one order, so that the engine meets the same graph every time.
    graph.addN((s, p, o, graph) for s, p, o in sorted(triples, key=_spelling))
    return graph


def _spelling(triple: Triple) -> tuple[str, ...]:
    # rdflib orders literals by their value, which costs more than the reasoning.
    return tuple(str(term) for term in triple)


def _says_something(subject: Term, predicate: URIRef, value: Term) -> bool:
    """Whether a triple is more than a tautology; RDF has no literal subjects, OWL 2 RL has."""
    if not isinstance(subject, URIRef) or subject in {OWL.Thing, OWL.Nothing}:
        return False
    if predicate == RDF.type and value == OWL.Thing:
        return False
    return not (subject == value and predicate in _REFLEXIVE)


# -- contradictions ----------------------------------------------------------------------------


def _contradictions(closure: set[Triple], passages: Sequence[PassageGraph]) -> list[Contradiction]:
    by_predicate: dict[URIRef, Pairs] = defaultdict(set)
    for subject, predicate, value in closure:
        by_predicate[predicate].add((subject, value))
    found = sorted(set(_impossible(by_predicate)), key=lambda f: (f[0], f[1], f[2]))
    where: dict[Term, set[URIRef]] = defaultdict(set)
    if found:
        for graph in passages:
            for subject, node in graph.nodes.items():
                for term in (subject, *(value for values in node.values() for value in values)):
                    where[term].add(graph.sentence)
    order = {graph.sentence: place for place, graph in enumerate(passages)}
    return [
        Contradiction(thing, rule, clash, tuple(sorted(where[thing], key=lambda s: order[s])))
        for thing, rule, clash in found
    ]


Pairs = set[tuple[Term, Term]]
Clash = tuple[URIRef, str, tuple[URIRef, ...]]


def _impossible(pairs: dict[URIRef, Pairs]) -> Iterator[Clash]:
    """The rules of OWL 2 RL that end in *false*, but for those on constructs that the record does not use."""
    members: dict[Term, set[Term]] = defaultdict(set)
    for thing, cls in pairs[RDF.type]:
        members[cls].add(thing)
    for one, other in _once(pairs[OWL.disjointWith]):
        for thing in members[one] & members[other]:
            yield from _named(thing, "cax-dw", one, other)
    for thing in members[OWL.Nothing]:
        yield from _named(thing, "cls-nothing2")
    for one, other in _once(pairs[OWL.differentFrom] & pairs[OWL.sameAs]):
        yield from _named(one, "eq-diff1", other)
    yield from _impossible_relations(pairs, members)


def _impossible_relations(pairs: dict[URIRef, Pairs], members: dict[Term, set[Term]]) -> Iterator[Clash]:
    for relation in members[OWL.IrreflexiveProperty]:
        for subject, value in pairs.get(_iri(relation), ()):
            if subject == value:
                yield from _named(subject, "prp-irp", relation)
    for relation in members[OWL.AsymmetricProperty]:
        edges = pairs.get(_iri(relation), set())
        for subject, value in edges & {(b, a) for a, b in edges}:
            yield from _named(subject, "prp-asyp", relation, value)
    for one, other in _once(pairs[OWL.propertyDisjointWith]):
        for subject, value in pairs.get(_iri(one), set()) & pairs.get(_iri(other), set()):
            yield from _named(subject, "prp-pdw", one, other, value)


def _once(pairs: Pairs) -> Pairs:
    """Pairs without their mirror images."""
    return {(min(a, b), max(a, b)) for a, b in pairs}


def _named(thing: Term, rule: str, *clash: Term) -> Iterator[Clash]:
    if isinstance(thing, URIRef):
        yield thing, rule, tuple(_iri(term) for term in clash)


def _iri(term: object) -> URIRef:
    return URIRef(str(term))
