"""Two OWL 2 RL engines on the shipped graph, side by side in one run: why dgkg takes *reasonable*.

    python benchmarks/reasoning.py

Prints time, how many triples each derives, and what one has that the other has not, by kind.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

from rdflib import RDF, Graph, Literal
from rdflib.namespace import OWL

import dgkg

Triples = set[tuple[object, ...]]


def with_reasonable(graph: Graph) -> Triples:
    from reasonable import PyReasoner

    reasoner = PyReasoner()
    reasoner.from_graph(graph)
    return {tuple(triple) for triple in reasoner.reason()}


def with_owlrl(graph: Graph) -> Triples:
    from owlrl import DeductiveClosure, OWLRL_Semantics

    closed = Graph()
    closed.addN((*triple, closed) for triple in graph)
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(closed)
    return set(closed)


def kind(triple: tuple[object, ...]) -> str:
    """What sort of conclusion a triple is."""
    subject, predicate, value = triple
    if isinstance(subject, Literal):
        return "type of a literal (no RDF 1.1)"
    if subject == value:
        return f"tautology: x {str(predicate).rpartition('#')[2]} x"
    if predicate == RDF.type and value == OWL.Thing:
        return "is an owl:Thing"
    if predicate == RDF.type and str(value).startswith((str(OWL), "http://www.w3.org/2000/01/rdf-schema#")):
        return "kind of a term of the schema"
    if "#" in str(predicate) and str(predicate).rpartition("#")[2] in {
        "subClassOf",
        "subPropertyOf",
        "domain",
        "range",
        "equivalentClass",
        "equivalentProperty",
        "disjointWith",
    }:
        return f"schema: {str(predicate).rpartition('#')[2]}"
    return "about a thing"


def main() -> None:
    """Print the comparison."""
    graph = dgkg.load().to_rdflib(copy=True)
    stated = Graph()
    stated.addN((s, p, o, stated) for s, p, o, _ in graph.quads())
    print(f"stated: {len(stated):,} triples")
    derived: dict[str, Triples] = {}
    engines: dict[str, Callable[[Graph], Triples]] = {"reasonable": with_reasonable, "owlrl": with_owlrl}
    for name, engine in engines.items():
        start = time.perf_counter()
        derived[name] = engine(stated) - set(stated)
        print(f"{name:11} {time.perf_counter() - start:7.2f} s   {len(derived[name]):7,} triples more")
    for one, other in (("reasonable", "owlrl"), ("owlrl", "reasonable")):
        print(f"only {one}:")
        for what, number in Counter(map(kind, derived[one] - derived[other])).most_common():
            print(f"  {number:7,}  {what}")


if __name__ == "__main__":
    main()
