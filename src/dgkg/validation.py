"""Whether the record keeps its own rules: SHACL shapes, and what shapes cannot say.

Every finding names the node, the property and the passage, in both languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import RDFS, Literal, URIRef

from dgkg.errors import DataError
from dgkg.facts import PassageGraph
from dgkg.namespaces import DGO, PREFIXES, RDF, SOURCE, compact
from dgkg.store import Store, Table
from dgkg.terms import Term
from dgkg.words import Words

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["Finding", "Report", "validate"]

_EVERYTHING = """
SELECT ?s ?p ?o ?g WHERE {
  { GRAPH ?g { ?s ?p ?o } } UNION { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?h { ?s ?p ?o } } }
}"""
_SH = PREFIXES["sh"]
_OWL = PREFIXES["owl"]
_NAMED = tuple(PREFIXES[prefix] for prefix in ("id", "dgs", "unit", "dgu"))


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule: where, and what is wrong in both languages."""

    node: str
    property: str
    sentences: tuple[str, ...]
    zh: str
    en: str

    def text(self, lang: str) -> str:
        """The finding as one line."""
        where = ", ".join(self.sentences) or ("词表或名录" if lang == "zh" else "registry or vocabulary")
        path = f" {self.property}" if self.property else ""
        return (
            f"✗ {self.node}{path}（{where}）：{self.zh}"
            if lang == "zh"
            else f"✗ {self.node}{path} ({where}): {self.en}"
        )


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, and how much was looked at."""

    findings: tuple[Finding, ...]
    quads: int

    @property
    def is_conforming(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def summary(self) -> tuple[str, str]:
        """One line in each language."""
        if self.is_conforming:
            return (
                f"✓ 校验通过：{self.quads:,} 条语句，0 处违规",
                f"✓ Valid: {self.quads:,} quads, 0 findings",
            )
        count = len(self.findings)
        return f"✗ {self.quads:,} 条语句中有 {count} 处违规", f"✗ {count} findings in {self.quads:,} quads"


def validate(store: Store, words: Words, passages: Sequence[PassageGraph], shapes: Path) -> Report:
    """Hold the graph against its rules.

    Args:
        store: everything.
        words: names and the ontology.
        passages: what each passage states.
        shapes: the folder that holds ``shapes.ttl`` and ``shapes-intention.ttl``.

    Raises:
        DataError: the shapes are missing.
    """
    for name in ("shapes.ttl", "shapes-intention.ttl"):
        if not (shapes / name).is_file():
            raise DataError(f"缺少形状文件 {shapes / name}", f"There are no shapes {shapes / name}", path=shapes / name)
    answer = store.query(_EVERYTHING)
    assert isinstance(answer, Table)
    where: dict[tuple[object, object], set[URIRef]] = {}
    for subject, predicate, _, graph in answer.rows:
        if isinstance(graph, URIRef):
            where.setdefault((subject, predicate), set()).add(graph)
            where.setdefault((subject, None), set()).add(graph)
    whole = _graph((s, p, o) for s, p, o, _ in answer.rows)
    found = [*_shacl(whole, shapes / "shapes.ttl", where, words)]
    found += _shacl(_intentions(passages, words, whole), shapes / "shapes-intention.ttl", where, words)
    found += _disjoint(whole, where, words)
    found += _domains(whole, passages, words)
    found += _unknown(passages, words)
    found += _uncitable({graph for *_, graph in answer.rows}, words)
    unique = sorted(set(found), key=lambda f: (f.sentences, f.node, f.property, f.en))
    return Report(tuple(unique), len(answer.rows))


def _graph(triples: Iterable[tuple[object, ...]]) -> Graph:
    from rdflib import Graph

    graph = Graph()
    graph.addN((s, p, o, graph) for s, p, o in triples)  # type: ignore[misc]
    return graph


def _shacl(
    data: Graph, shapes: Path, where: dict[tuple[object, object], set[URIRef]], words: Words
) -> Iterable[Finding]:
    from pyshacl import validate as run
    from rdflib import Graph

    _, report, _ = run(data, shacl_graph=Graph().parse(shapes, format="turtle"), advanced=False, inplace=True)
    for result in report.subjects(RDF.type, URIRef(f"{_SH}ValidationResult")):
        node = report.value(result, URIRef(f"{_SH}focusNode"))
        path = report.value(result, URIRef(f"{_SH}resultPath"))
        messages = {
            m.language: str(m)
            for m in report.objects(result, URIRef(f"{_SH}resultMessage"))
            if isinstance(m, Literal) and m.language
        }
        told = where.get((node, path)) or where.get((node, None)) or set()
        yield Finding(
            compact(str(node)),
            compact(str(path)) if isinstance(path, URIRef) else "",
            tuple(s.rpartition("/")[2] for s in sorted(told, key=words.library.sort_key)),
            messages.get("zh", "不符合形状"),
            messages.get("en", "does not conform to its shape"),
        )


def _intentions(passages: Sequence[PassageGraph], words: Words, whole: Graph) -> Graph:
    """The graphs of the sections that recommend, but for the exceptions that are listed."""
    excepted = set(whole.subjects(DGO.factException))
    return _graph(
        (s, p, o)
        for graph in passages
        if words.library.cite(graph.sentence).passage.section.is_intention and graph.sentence not in excepted
        for s, node in graph.nodes.items()
        for p, values in node.items()
        for o in values
    )


def _disjoint(whole: Graph, where: dict[tuple[object, object], set[URIRef]], words: Words) -> Iterable[Finding]:
    pairs = [(a, b) for a, b in whole.subject_objects(URIRef(f"{_OWL}disjointWith"))]
    types: dict[object, set[URIRef]] = {}
    for thing, cls in whole.subject_objects(RDF.type):
        if isinstance(cls, URIRef) and cls.startswith(str(DGO)):
            types.setdefault(thing, set()).update(words.ontology.ancestors(cls))
    for disjoint, classes in types.items():
        for a, b in pairs:
            if a in classes and b in classes:
                names = [words.label(URIRef(str(c)), "zh") for c in (a, b)]
                english = [words.label(URIRef(str(c)), "en") for c in (a, b)]
                told = sorted(where.get((disjoint, RDF.type), ()), key=words.library.sort_key)
                yield Finding(
                    compact(str(disjoint)), "rdf:type", tuple(s.rpartition("/")[2] for s in told),
                    f"不能既是{names[0]}又是{names[1]}", f"cannot be both {english[0]} and {english[1]}",
                )  # fmt: skip


def _domains(whole: Graph, passages: Sequence[PassageGraph], words: Words) -> Iterable[Finding]:
    """Subjects and objects are of a class that the relation is for."""
    allowed = {
        "domain": _classes(whole, RDFS.domain, "domainIncludes"),
        "range": _classes(whole, RDFS.range, "rangeIncludes"),
    }
    types: dict[object, set[URIRef]] = {}
    for thing, cls in whole.subject_objects(RDF.type):
        if isinstance(cls, URIRef):
            types.setdefault(thing, set()).update(words.ontology.ancestors(cls))
    for graph in passages:
        for subject, node in graph.nodes.items():
            for relation, values in node.items():
                ends = [("domain", subject), *(("range", v) for v in values)]
                for end, place in ends:
                    wanted = allowed[end].get(relation)
                    if wanted and not wanted & types.get(place, set()):
                        names = {lang: sorted(words.label(c, lang) for c in wanted) for lang in ("zh", "en")}
                        side = {"domain": ("主体", "subject"), "range": ("客体", "object")}[end]
                        yield Finding(
                            compact(place) if isinstance(place, URIRef) else f"“{place}”",
                            compact(relation), (graph.sentence.rpartition("/")[2],),
                            f"{side[0]}应是：{'、'.join(names['zh'])}",
                            f"the {side[1]} should be: {', '.join(names['en'])}",
                        )  # fmt: skip


def _classes(whole: Graph, strict: URIRef, loose: str) -> dict[URIRef, set[URIRef]]:
    found: dict[URIRef, set[URIRef]] = {}
    for predicate in (strict, URIRef(f"{PREFIXES['schema']}{loose}")):
        for relation, cls in whole.subject_objects(predicate):
            if isinstance(relation, URIRef) and isinstance(cls, URIRef) and cls.startswith(str(DGO)):
                found.setdefault(relation, set()).add(cls)
    return found


def _uncitable(graphs: set[Term | None], words: Words) -> Iterable[Finding]:
    """The name of a graph is a citation: a graph that is no passage states what nobody can read."""
    for graph in graphs:
        # Derived graphs are named by their rule; only passages are looked up in a source.
        if isinstance(graph, URIRef) and graph.startswith(str(SOURCE)) and graph not in words.library:
            yield Finding(
                compact(graph), "", (graph.rpartition("/")[2],),
                "来源中没有这一片段，图中所述无从查证",
                "the source has no such passage, so nobody can read what this graph states",
            )  # fmt: skip


def _is_ours(thing: URIRef) -> bool:
    return any(str(thing).startswith(namespace) for namespace in _NAMED)


def _unknown(passages: Sequence[PassageGraph], words: Words) -> Iterable[Finding]:
    """Everything that a passage speaks of exists in the registry, a scheme, or a graph, and in the ontology."""
    known = set(words.gazetteer.types)
    for graph in passages:
        for subject, node in graph.nodes.items():
            for relation, values in node.items():
                for term in (relation, *(values if relation == RDF.type else ())):
                    if term.startswith(str(DGO)) and words.ontology.word(URIRef(term), "label") is None:
                        yield Finding(
                            compact(subject), compact(term), (graph.sentence.rpartition("/")[2],),
                            "本体中没有此关系或类", "the ontology has no such relation or class",
                        )  # fmt: skip
                for thing in (subject, *values):
                    if isinstance(thing, URIRef) and _is_ours(thing) and thing not in known:
                        yield Finding(
                            compact(thing), compact(relation), (graph.sentence.rpartition("/")[2],),
                            "名录和词表中没有此事物", "stands in no registry and no vocabulary",
                        )  # fmt: skip
