"""The namespaces of the record, and short forms of IRIs.

One table; the canonical files, the queries and the screen all use its prefixes.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rdflib import Namespace, URIRef

__all__ = [
    "DGO",
    "DGS",
    "DGU",
    "ID",
    "PREFIXES",
    "RDF",
    "SKOS",
    "SOURCE",
    "UNIT",
    "compact",
    "expand",
    "interned",
]


@lru_cache(maxsize=1 << 17)
def interned(text: str) -> URIRef:
    """The IRI of a text that is known to be one: the same object each time it is asked for.

    rdflib compares terms in Python, and a dictionary compares only what is not the very same
    object; it also checks each IRI for characters that no engine lets through.
    """
    return str.__new__(URIRef, text)


class _Kept(Namespace):
    """A namespace that makes each of its terms once."""

    def term(self, name: str) -> URIRef:
        return interned(f"{self}{name}")

    def __getattr__(self, name: str) -> URIRef:
        if name.startswith("__"):
            raise AttributeError(name)
        # From now on an attribute like any other, which Python finds by itself.
        self.__dict__[name] = found = self.term(name)
        return found

    def __getitem__(self, name: str) -> URIRef:  # type: ignore[override]
        # Not kept as an attribute: somebody else may have typed the name.
        return self.term(name)


DGO = _Kept("https://w3id.org/dgkg/ontology#")
DGS = _Kept("https://w3id.org/dgkg/scheme/")
DGU = _Kept("https://w3id.org/dgkg/unit/")
ID = _Kept("https://w3id.org/dgkg/id/")
SOURCE = Namespace("https://w3id.org/dgkg/source/")
RDF = _Kept("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
SKOS = _Kept("http://www.w3.org/2004/02/skos/core#")
UNIT = _Kept("http://qudt.org/vocab/unit/")

PREFIXES: dict[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "deo": "http://purl.org/spar/deo/",
    "dgo": str(DGO),
    "dgs": str(DGS),
    "dgu": str(DGU),
    "doco": "http://purl.org/spar/doco/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "fabio": "http://purl.org/spar/fabio/",
    "gbt17": f"{DGS}gbt4754-2017/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "id": str(ID),
    "legal": "http://www.w3.org/ns/legal#",
    "nbs21": f"{DGS}digital-economy-2021/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "quantitykind": "http://qudt.org/vocab/quantitykind/",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rule": "https://w3id.org/dgkg/rule/",
    "rov": "http://www.w3.org/ns/regorg#",
    "s": f"{SOURCE}dongguan-2023/",
    "schema": "https://schema.org/",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": str(SKOS),
    "time": "http://www.w3.org/2006/time#",
    "unit": str(UNIT),
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# A namespace ends where the last part of an IRI begins, so that nbs21: and not dgs:, which contains it, is found.
_BY_NAMESPACE = {namespace: prefix for prefix, namespace in PREFIXES.items()}
# The part of Turtle's PN_LOCAL (RDF 1.1 Turtle §6.5) that our IRIs need.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?")


@lru_cache(maxsize=1 << 16)
def compact(iri: str) -> str:
    """The prefixed name of an IRI, or the IRI in angle brackets.

    >>> compact("https://w3id.org/dgkg/id/huawei")
    'id:huawei'
    >>> compact("https://w3id.org/dgkg/scheme/digital-economy-2021/0105")
    'nbs21:0105'
    >>> compact("http://example.org/x")
    '<http://example.org/x>'
    """
    # As a plain text: what rdflib adds to one is Python code, and ten times as slow.
    text = str(iri)
    start = max(text.rfind("/"), text.rfind("#")) + 1
    prefix = _BY_NAMESPACE.get(text[:start])
    return f"{prefix}:{text[start:]}" if prefix and _LOCAL.fullmatch(text, start) else f"<{text}>"


@lru_cache(maxsize=1 << 16)
def expand(name: str) -> URIRef | None:
    """The IRI of a prefixed name, of ``<…>``, or of a plain http(s) IRI; else ``None``.

    >>> expand("id:huawei")
    rdflib.term.URIRef('https://w3id.org/dgkg/id/huawei')
    >>> expand("松山湖") is None
    True
    """
    bare = name[1:-1] if name.startswith("<") and name.endswith(">") else name
    if bare.startswith(("http://", "https://")):
        return None if re.search(r'[\x00-\x20<>"{}|^`\\]', bare) else interned(bare)
    prefix, colon, local = bare.partition(":")
    if colon and prefix in PREFIXES and _LOCAL.fullmatch(local):
        return interned(PREFIXES[prefix] + local)
    return None
