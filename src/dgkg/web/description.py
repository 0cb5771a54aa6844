"""What the endpoint is, in RDF: SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import BNode, Graph, Namespace, URIRef

from dgkg.namespaces import RDF

__all__ = ["describe_service"]

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS = Namespace("http://www.w3.org/ns/formats/")
_GIVEN = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "RDF_XML", "JSON-LD", "TriG", "N-Quads",
)  # fmt: skip
_WRITTEN = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld", "trig": "turtle", "nq": "nt"}


def describe_service(address: str, graphs: Iterable[str], form: str, *, union: bool) -> bytes:
    """The description in a form of RDF.

    Args:
        address: of the endpoint.
        graphs: the named graphs that there are.
        form: ``ttl``, ``nt``, ``rdf`` or ``jsonld``.
        union: whether the default graph is all graphs together.
    """
    found = Graph()
    found.bind("sd", SD)
    service, dataset, default = URIRef(address), BNode(), BNode()
    found.add((service, RDF.type, SD.Service))
    found.add((service, SD.endpoint, service))
    found.add((service, SD.supportedLanguage, SD.SPARQL11Query))
    for name in _GIVEN:
        found.add((service, SD.resultFormat, _FORMATS[name]))
    if union:
        found.add((service, SD.feature, SD.UnionDefaultGraph))
    found.add((service, SD.defaultDataset, dataset))
    found.add((dataset, RDF.type, SD.Dataset))
    found.add((dataset, SD.defaultGraph, default))
    found.add((default, RDF.type, SD.Graph))
    for name in graphs:
        graph = BNode()
        found.add((dataset, SD.namedGraph, graph))
        found.add((graph, RDF.type, SD.NamedGraph))
        found.add((graph, SD.name, URIRef(name)))
    return found.serialize(format=_WRITTEN[form], encoding="utf-8")
