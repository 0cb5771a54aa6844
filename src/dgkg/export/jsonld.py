"""JSON-LD 1.1 that a person can read, and every RDF parser can read back without loss.

The context gives each relation the ontology's own local name, so a fact reads
``"locatedIn": "id:songshan-lake"``; names in several languages are language maps
(``"prefLabel": {"zh": "松山湖", "en": "Songshan Lake"}``, JSON-LD 1.1 §4.6.2). What a passage
states stands inside the passage, as its ``@graph``.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import XSD, Literal, URIRef

from dgkg.export.job import Job
from dgkg.namespaces import DGO, PREFIXES, RDF, SOURCE, compact
from dgkg.places import write_whole
from dgkg.source import reading_key
from dgkg.terms import Term
from dgkg.trig import TermQuad, term_quads

__all__ = ["to_jsonld", "write_jsonld"]

_LANGUAGE, _IRI = "@language", "@id"
_INTEGER, _BOOLEAN, _STRING = str(XSD.integer), str(XSD.boolean), str(XSD.string)
# A JSON number of this form becomes the same xsd:integer again (JSON-LD 1.1 API §8.2);
# beyond 15 digits other programs would round it.
_NATIVE_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")

Json = str | int | bool | list["Json"] | dict[str, "Json"]
Node = dict[URIRef, set[Term]]


def write_jsonld(job: Job, path: Path) -> Path:
    """The record as one JSON-LD document."""
    return write_whole(path, to_jsonld(term_quads(job.statements.quads(), job.statements.tags())))


def to_jsonld(quads: Iterable[TermQuad]) -> str:
    """The document for some quads; the same quads give the same text.

    >>> from rdflib import URIRef
    >>> fact = (URIRef("https://w3id.org/dgkg/id/oppo"), DGO.locatedIn, URIRef("https://w3id.org/dgkg/id/binhai-bay"))
    >>> '"locatedIn": "id:binhai-bay"' in to_jsonld([(*fact, None)])
    True
    """
    graphs: dict[URIRef | None, dict[URIRef, Node]] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    for subject, predicate, value, graph in quads:
        graphs[graph][subject][predicate].add(value)
    context = _Context.of(graphs)
    known = graphs.pop(None, {})
    nodes = []
    for name in sorted({*known, *(g for g in graphs if g)}, key=_place):
        node = context.node(name, known.get(name, {}))
        if name in graphs:
            inner = graphs[name]
            node["@graph"] = [context.node(subject, inner[subject]) for subject in sorted(inner, key=compact)]
        nodes.append(node)
    document = {"@context": context.definitions(), "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True)
class _Context:
    """The terms of a document: what relations and prefixes are called, and how values are written."""

    names: Mapping[URIRef, str]
    coercions: Mapping[URIRef, str]
    prefixes: Mapping[str, str]

    @classmethod
    def of(cls, graphs: Mapping[URIRef | None, Mapping[URIRef, Node]]) -> _Context:
        values: dict[URIRef, set[Term]] = defaultdict(set)
        iris: set[URIRef] = set()
        for name, nodes in graphs.items():
            iris.update([name] if name else [], nodes)
            for node in nodes.values():
                for predicate, found in node.items():
                    values[predicate] |= found
        for predicate, found in values.items():
            iris.add(predicate)
            iris.update(v for v in found if isinstance(v, URIRef))
            iris.update(URIRef(v.datatype) for v in found if isinstance(v, Literal) and v.datatype)
        names = _names(p for p in values if p != RDF.type)
        used = {prefix for iri in iris if not (prefix := compact(iri).partition(":")[0]).startswith("<")}
        # dgo:unit and unit: cannot both be called "unit"; the relation keeps the word, the prefix becomes "units".
        taken = set(names.values())
        prefixes = {prefix: f"{prefix}s" if prefix in taken else prefix for prefix in sorted(used)}
        coercions = {p: how for p, found in values.items() if p != RDF.type and (how := _coercion(found))}
        return cls(names, coercions, prefixes)

    def definitions(self) -> dict[str, Json]:
        """The ``@context``: prefixes, then one line a relation. Classes are named by ``@vocab``."""
        terms: dict[str, Json] = {}
        for predicate, name in sorted(self.names.items(), key=lambda item: item[1]):
            how, iri = self.coercions.get(predicate), self.iri(predicate)
            if how is None:
                terms[name] = iri
            else:
                terms[name] = {"@id": iri, **({"@container": how} if how == _LANGUAGE else {"@type": how})}
        prefixes: dict[str, Json] = {name: PREFIXES[prefix] for prefix, name in self.prefixes.items()}
        return {"@vocab": str(DGO), **prefixes, **terms}

    def iri(self, iri: str) -> str:
        """An IRI as the document writes it: ``id:huawei``."""
        prefix, colon, local = compact(iri).partition(":")
        return f"{self.prefixes[prefix]}{colon}{local}" if prefix in self.prefixes else str(iri)

    def node(self, subject: URIRef, values: Node) -> dict[str, Json]:
        """One thing with all that is said of it."""
        written: dict[str, Json] = {"@id": self.iri(subject)}
        if RDF.type in values:
            written["@type"] = _single(sorted(self._class(str(cls)) for cls in values[RDF.type]))
        for predicate in sorted((p for p in values if p != RDF.type), key=lambda p: self.names[p]):
            written[self.names[predicate]] = self._values(self.coercions.get(predicate), values[predicate])
        return written

    def _class(self, cls: str) -> str:
        return cls.removeprefix(str(DGO)) if cls.startswith(str(DGO)) else self.iri(cls)

    def _values(self, how: str | None, values: set[Term]) -> Json:
        ordered = sorted(values, key=lambda v: (v.n3(), str(v)))
        if how == _LANGUAGE:
            by_language: dict[str, list[Json]] = defaultdict(list)
            for value in ordered:
                assert isinstance(value, Literal)
                by_language[value.language or "@none"].append(str(value))
            # The report is Chinese: its own name for a thing comes first.
            return {lang: _single(by_language[lang]) for lang in sorted(by_language, key=lambda x: (x != "zh", x))}
        return _single([self._value(how, value) for value in ordered])

    def _value(self, how: str | None, value: Term) -> Json:
        if not isinstance(value, Literal):
            return self.iri(str(value)) if how == _IRI else {"@id": self.iri(str(value))}
        if value.language:
            return {"@value": str(value), "@language": value.language}
        datatype = str(value.datatype or _STRING)
        if how is not None or datatype == _STRING:
            return str(value)
        if datatype == _INTEGER and _NATIVE_INTEGER.fullmatch(str(value)):
            return int(value)
        if datatype == _BOOLEAN and str(value) in {"true", "false"}:
            return str(value) == "true"
        return {"@value": str(value), "@type": self.iri(datatype)}


def _place(iri: URIRef) -> tuple[object, ...]:
    """Things by name, then the passages as they are read."""
    return (1, *reading_key(iri.rpartition("/")[2]), iri) if iri.startswith(str(SOURCE)) else (0, compact(iri))


def _names(predicates: Iterable[URIRef]) -> dict[URIRef, str]:
    """Local names; where two vocabularies have the same, ours keeps it and the other its prefix."""
    names: dict[URIRef, str] = {}
    taken: set[str] = set()
    for predicate in sorted(predicates, key=lambda p: (not p.startswith(str(DGO)), compact(p))):
        local = re.split(r"[/#]", predicate)[-1]
        free = bool(local) and local not in taken
        names[predicate] = local if free else compact(predicate).strip("<>")
        taken.add(names[predicate])
    return names


def _coercion(values: set[Term]) -> str | None:
    """How all values of a relation can be written short: as IRIs, by language, or by one datatype."""
    if all(isinstance(v, URIRef) for v in values):
        return _IRI
    if not all(isinstance(v, Literal) for v in values):
        return None
    literals = [v for v in values if isinstance(v, Literal)]
    if all(v.language for v in literals):
        return _LANGUAGE
    datatypes = {str(v.datatype or _STRING) for v in literals if not v.language}
    one = datatypes.pop() if len(datatypes) == 1 and not any(v.language for v in literals) else None
    return None if one in {None, _INTEGER, _BOOLEAN, _STRING} else compact(str(one)).strip("<>")


def _single(values: list[Json] | list[str]) -> Json:
    return values[0] if len(values) == 1 else list(values)
