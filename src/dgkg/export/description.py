"""What the data set is, for catalogues and for programs: DCAT 3 and VoID, as canonical Turtle.

Every number is counted from the statements that the RDF exports hold; see :mod:`dgkg.export.extent`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rdflib import Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, OWL, XSD

from dgkg.export.extent import Extent, extent_in, extent_of
from dgkg.export.job import Job
from dgkg.namespaces import ID, PREFIXES, RDF, compact
from dgkg.occurrence import is_large
from dgkg.places import write_whole
from dgkg.terms import Term, to_sparql
from dgkg.trig import canonical, parse_text, term_quads

__all__ = ["DATASET", "write_description"]

DATASET = URIRef("https://w3id.org/dgkg/dataset")
LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")
_VOID = PREFIXES["void"]
_MEDIA = "https://www.iana.org/assignments/media-types/"
_TITLE = {"zh": "dgkg：地方数字经济知识图谱", "en": "dgkg: a knowledge graph of a local digital economy"}
_ABOUT = {
    "zh": "从一份官方报告逐句读成的图谱：每条事实、每个名称、每个数字都能追溯到写下它的那句话。报告原文不在其中。",
    "en": "A graph read sentence by sentence from an official report: every fact, name and figure leads to the "
    "sentence that states it. The report's own text is not part of it.",
}
# The forms of the data set: media type, and its name in words.
_FORMS = {
    "nq": ("application/n-quads", "N-Quads"),
    "trig": ("application/trig", "TriG"),
    "ttl": ("text/turtle", "Turtle"),
    "jsonld": ("application/ld+json", "JSON-LD"),
    "graphml": ("application/xml", "GraphML"),
    "gexf": ("application/xml", "GEXF"),
    "csv": ("text/csv", "CSV"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    "parquet": ("application/vnd.apache.parquet", "Parquet"),
    "cypher": ("text/csv", "CSV for Neo4j"),
}
Triple = tuple[URIRef, URIRef, Term]


def write_description(job: Job, path: Path) -> Path:
    """``dataset.ttl``: who, what, whence, under which licence, in which forms, and how much of what."""
    library = job.kg.words.library
    if is_large(job.kg.store):
        extent = extent_in(job.kg.store, library)
    else:
        extent = extent_of(term_quads(job.statements.quads()), library)
    statements = [*_catalogued(job), *_counted(extent), *_subsets(job, extent)]
    text = "\n".join(f"{to_sparql(s)} {to_sparql(p)} {to_sparql(o)} ." for s, p, o in statements)
    return write_whole(path, canonical(parse_text(text, Path("dataset.ttl"))))


def _catalogued(job: Job) -> Iterable[Triple]:
    """What a catalogue shows (DCAT 3 §6.6, §6.8)."""
    yield DATASET, RDF.type, DCAT.Dataset
    yield DATASET, RDF.type, _void("Dataset")
    for lang in ("zh", "en"):
        yield DATASET, DCTERMS.title, Literal(_TITLE[lang], lang=lang)
        yield DATASET, DCTERMS.description, Literal(_ABOUT[lang], lang=lang)
        yield DATASET, DCTERMS.language, Literal(lang)
    yield DATASET, DCTERMS.license, LICENCE
    for source in job.kg.words.library.sources:
        yield DATASET, DCTERMS.source, source.iri
    for form, (media, name) in _FORMS.items():
        distribution = URIRef(f"{DATASET}/{form}")
        yield DATASET, DCAT.distribution, distribution
        yield distribution, RDF.type, DCAT.Distribution
        yield distribution, DCTERMS.title, Literal(name)
        yield distribution, DCTERMS.license, LICENCE
        yield distribution, DCAT.mediaType, URIRef(f"{_MEDIA}{media}")
        yield distribution, DCTERMS.description, Literal(f"dgkg export --format {form}", lang="en")


def _counted(extent: Extent) -> Iterable[Triple]:
    """How much there is (VoID §4), over all graphs together."""
    for version in extent.versions:
        yield DATASET, OWL.versionInfo, version
    yield DATASET, _void("triples"), _number(extent.triples)
    yield DATASET, _void("entities"), _number(extent.entities)
    yield DATASET, _void("distinctSubjects"), _number(extent.subjects)
    yield DATASET, _void("distinctObjects"), _number(extent.objects)
    yield DATASET, _void("classes"), _number(len(extent.classes))
    yield DATASET, _void("properties"), _number(len(extent.relations))
    yield DATASET, _void("uriSpace"), Literal(str(ID))
    yield DATASET, _void("feature"), URIRef("http://www.w3.org/ns/formats/TriG")
    for namespace in sorted({_namespace(term) for term in (*extent.classes, *extent.relations)}):
        yield DATASET, _void("vocabulary"), URIRef(namespace)
    for cls, members in extent.classes.items():
        part = _part("class", cls)
        yield DATASET, _void("classPartition"), part
        yield part, _void("class"), cls
        yield part, _void("entities"), _number(members)
    for relation, number in extent.relations.items():
        part = _part("property", relation)
        yield DATASET, _void("propertyPartition"), part
        yield part, _void("property"), relation
        yield part, _void("triples"), _number(number)


def _subsets(job: Job, extent: Extent) -> Iterable[Triple]:
    """What each source states: the statements in the graphs of its passages."""
    for source in job.kg.words.library.sources:
        part = URIRef(f"{DATASET}/source/{source.iri.rpartition('/')[2]}")
        yield DATASET, _void("subset"), part
        yield part, RDF.type, _void("Dataset")
        yield part, DCTERMS.source, source.iri
        yield part, _void("triples"), _number(extent.sources.get(source.iri, 0))
        for lang in ("zh", "en"):
            yield part, DCTERMS.title, Literal(source.title[lang], lang=lang)
        if source.issued:
            yield part, DCTERMS.issued, Literal(source.issued, datatype=_date_type(source.issued))


def _date_type(text: str) -> URIRef:
    return (XSD.gYear, XSD.gYearMonth, XSD.date)[min(text.count("-"), 2)]


def _void(name: str) -> URIRef:
    return URIRef(f"{_VOID}{name}")


def _number(count: int) -> Literal:
    return Literal(count)


def _namespace(term: URIRef) -> str:
    """The vocabulary of a class or relation: up to the last ``#`` or ``/``."""
    return str(term)[: max(term.rfind("#"), term.rfind("/")) + 1]


def _part(kind: str, term: URIRef) -> URIRef:
    """A partition has an IRI, as everything in our files: ``…/dataset/class/dgo-Company``."""
    return URIRef(f"{DATASET}/{kind}/{compact(term).strip('<>').replace(':', '-', 1)}")
