"""How many things of each type passages speak of, counted by a build so that no reader has to.

To find the first passage of each type the question ``counts-by-type`` looks at all that is said of every thing: seconds
at a million statements. A build asks the engine only whether anything is said, and looks for the first passage where
it is: among the first ones. The counts stand beside those of industries (:mod:`dgkg.store.counts`); the question reads
them there, and counts by itself on a store without them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

import pyoxigraph as ox
from rdflib import RDF, Literal, URIRef

from dgkg.namespaces import DGO, ID, PREFIXES
from dgkg.statement import Statement

__all__ = ["TYPES", "count_types"]

TYPES = tuple(
    DGO[name]
    for name in (
        "Company", "CompanyGroup", "Bank", "GovernmentBody", "ResearchInstitute", "University", "Alliance", "Incubator",
        "MediaOrganization", "Organization", "Place", "AdministrativeDivision", "FunctionalZone", "IndustrialPark",
        "ThemedTown", "IndustrialCluster", "IndustryChain", "Group", "PolicyDocument", "Plan", "Regulation", "Guide",
        "Report", "Standard", "SupportProgramme", "Project", "Event", "DigitalPlatform", "Infrastructure",
        "ComputingFacility", "PublicService", "FinancialProduct", "Product", "Award", "Certification", "RankedList",
        "Envisaged",
    )
)  # fmt: skip
"""What is counted: the types that the question asks for."""
_RULES = PREFIXES["rule"]
# A type with more things is met in one of the first passages; of one with fewer all that is said is looked at.
_MANY, _FIRST = 500, 300


def count_types(engine: ox.Store) -> Iterator[Statement]:
    """What is to stand in the graph of counts.

    Args:
        engine: whose things are counted.
    """
    graphs = sorted(graph for (graph,) in _rows(engine, "SELECT ?g { GRAPH ?g {} }"))
    says = _Says([graph for graph in graphs if graph.startswith(_RULES)])
    counted = _counted(engine, says)
    many = {cls for cls, number in counted.items() if number > _MANY}
    first = _first_of_many(engine, many, [graph for graph in graphs if not graph.startswith(_RULES)][:_FIRST])
    ordered = sorted(counted, key=lambda cls: (-counted[cls], cls))
    for place, cls in enumerate(ordered, 1):
        passage = first.get(cls) or _first_of_all(engine, cls, says)
        node = ID[f"count-type-{cls.rpartition('#')[2].lower()}"]
        yield Statement(node, RDF.type, DGO.TypeCount)
        yield Statement(node, DGO.countedClass, cls)
        yield Statement(node, DGO.thingCount, Literal(counted[cls]))
        yield Statement(node, DGO.firstPassage, URIRef(passage))
        yield Statement(node, DGO.countPlace, Literal(place))


class _Says:
    """Patterns of passages that speak of a thing: graphs of rules are left out by name, as nobody need read others."""

    def __init__(self, derived: Sequence[str]) -> None:
        test = f" FILTER(?passage NOT IN ({', '.join(f'<{graph}>' for graph in derived)}))" if derived else ""
        self.of_subject = f"GRAPH ?passage {{ ?thing ?relation ?object }}{test}"
        self.of_object = f"GRAPH ?passage {{ ?subject ?property ?thing }}{test}"


def _counted(engine: ox.Store, says: _Says) -> dict[URIRef, int]:
    types = " ".join(f"<{cls}>" for cls in TYPES)
    rows = _rows(
        engine,
        f"SELECT ?type (COUNT(DISTINCT ?thing) AS ?n) {{ VALUES ?type {{ {types} }} ?thing a ?type "
        f"FILTER(EXISTS {{ {says.of_subject} }} || EXISTS {{ {says.of_object} }}) }} GROUP BY ?type",
    )
    return {URIRef(cls): int(number) for cls, number in rows}


def _first_of_many(engine: ox.Store, wanted: set[URIRef], passages: Sequence[str]) -> dict[URIRef, str]:
    """The first of some passages that speaks of a thing of each of some types, where one does."""
    found: dict[URIRef, str] = {}
    kind = ox.NamedNode(RDF.type)
    for passage in passages:
        if found.keys() == wanted:
            break
        quads = engine.quads_for_pattern(None, None, None, ox.NamedNode(passage))
        for term in {term for quad in quads for term in (quad.subject, quad.object)}:
            if isinstance(term, ox.NamedNode):
                types = (quad.object for quad in engine.quads_for_pattern(term, kind, None, None))
                for cls in {URIRef(cls.value) for cls in types if isinstance(cls, ox.NamedNode)} & wanted:
                    found.setdefault(cls, passage)
    return found


def _first_of_all(engine: ox.Store, cls: URIRef, says: _Says) -> str:
    rows = _rows(
        engine,
        f"SELECT (MIN(?passage) AS ?first) {{ ?thing a <{cls}> {{ {says.of_subject} }} UNION {{ {says.of_object} }} }}",
    )
    return next(rows)[0]


def _rows(engine: ox.Store, sparql: str) -> Iterator[tuple[str, ...]]:
    solutions = cast("ox.QuerySolutions", engine.query(sparql, use_default_graph_as_union=True))
    return (tuple(cast("ox.NamedNode | ox.Literal", term).value for term in row) for row in solutions)
