"""The graph as tables: one a type of thing, then figures, relations and sources.

A column is described once; every form that is a table (CSV, XLSX, Parquet, CSVW) takes what
it needs from the description.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rdflib import RDF, Literal, URIRef

from dgkg.export.job import Job
from dgkg.facts import Node, read_figure, short
from dgkg.figure import Figure
from dgkg.namespaces import DGO, DGS, ID, SKOS
from dgkg.store import Table
from dgkg.terms import Term

__all__ = ["Column", "Sheet", "Value", "figures", "relations", "sources", "tables", "things"]

# A list of texts is a tuple; a form without lists joins it.
Value = str | int | Decimal | tuple[str, ...] | None
LANGS = ("zh", "en")
# These are told in the tables of figures and relations, not as things.
_NO_THINGS = (DGO.Figure, DGO.Membership, DGO.Recognition, DGO.RankingResult)
# A figure's dimensions: column, heading in both languages, the relations that give it.
_DIMENSIONS = (
    ("indicator", "指标", "indicator", (DGO.indicator,)),
    ("of_indicator", "所属指标", "of indicator", (DGO.ofIndicator,)),
    ("subject", "对象", "subject", (DGO.refArea, DGO.subject)),
    ("industry", "产业", "industry", (DGO.industry,)),
    ("period", "时期", "period", (DGO.refPeriod,)),
    ("unit", "单位", "unit", (DGO.unit,)),
    ("qualifier", "限定", "qualifier", (DGO.valueQualifier,)),
    ("accumulation", "存量流量", "accumulation", (DGO.accumulation,)),
    ("population", "统计范围", "population", (DGO.population,)),
    ("comparison", "比较基准", "comparison", (DGO.comparisonBasis,)),
    ("status", "状态", "status", (DGO.realization,)),
    ("oddity", "原文存疑", "odd in print", (DGO.qualityFlag,)),
)
_KINDS = ((DGO.Observation, "Observation"), (DGO.Target, "Target"), (DGO.Cap, "Cap"))
_ALIASES = f"SELECT ?thing ?text WHERE {{ ?thing <{SKOS.altLabel}> ?text }} ORDER BY ?thing ?text"
_IDENTIFIERS = f"""
SELECT ?thing ?scheme ?value WHERE {{
  ?i <{DGO.identifierOf}> ?thing ; <{DGO.identifierScheme}> ?scheme ; <{SKOS.notation}> ?value
}} ORDER BY ?thing ?scheme ?value"""
_STATES = f"SELECT ?thing ?state WHERE {{ ?thing <{DGO.realization}> ?state }} ORDER BY ?thing ?state"
_NOTES = f"SELECT ?thing ?text WHERE {{ ?thing <{DGO.scopeNote}> ?text }} ORDER BY ?thing ?text"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, its headings for people, what its cells hold.

    ``kind`` is ``text``, ``number``, ``list`` or ``iri``. ``lang`` is set where another column
    says the same in the other language; ``is_code`` where another says it in words.
    """

    name: str
    zh: str
    en: str
    kind: str = "text"
    lang: str = ""
    is_code: bool = False

    def heading(self, lang: str) -> str:
        """The heading for a reader."""
        return self.zh if lang == "zh" else self.en

    def is_for(self, lang: str) -> bool:
        """Whether a reader of one language, who does not program, needs it."""
        return self.lang in {"", lang} and not self.is_code


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name for programs (``Company``, ``figures``), its titles, its rows."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def title(self, lang: str) -> str:
        """The title for a reader."""
        return self.zh if lang == "zh" else self.en


def tables(job: Job) -> list[Sheet]:
    """Every table: figures, relations, sources, then a table a type, those with most things first."""
    return [figures(job), relations(job), sources(job), *things(job)]


# -- things ------------------------------------------------------------------------------------

_THING = (
    Column("id", "编号", "id"),
    Column("name_zh", "中文名", "Chinese name"),
    Column("name_en", "英文名", "English name"),
    Column("aliases_zh", "别名", "Chinese aliases", "list"),
    Column("aliases_en", "英文别名", "English aliases", "list"),
    Column("identifiers", "标识", "identifiers", "list"),
    Column("note_zh", "说明", "note (Chinese)", lang="zh"),
    Column("note_en", "说明（英文）", "note", lang="en"),
    Column("status", "状态代码", "status code", is_code=True),
    Column("status_zh", "状态", "status (Chinese)", lang="zh"),
    Column("status_en", "状态（英文）", "status", lang="en"),
    Column("sentences", "出处", "sentences", "list"),
    Column("iri", "IRI", "IRI", "iri", is_code=True),
)


def things(job: Job) -> list[Sheet]:
    """A table for each class that has things with names; what is stated by a sentence is called by it."""
    words = job.kg.words
    of_class: dict[URIRef, list[URIRef]] = defaultdict(list)
    for iri, types in words.gazetteer.types.items():
        cls = words.ontology.most_specific(types)
        if cls and iri.startswith(str(ID)) and not any(words.ontology.is_a(types, no) for no in _NO_THINGS):
            of_class[cls].append(iri)
    rows = _thing_rows(job)
    ordered = sorted(of_class.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        Sheet(
            cls.rpartition("#")[2],
            words.label(cls, "zh"),
            words.ontology.plural(cls, "en"),
            _THING,
            tuple(rows(iri) for iri in sorted(members, key=short)),
        )
        for cls, members in ordered
    ]


def _thing_rows(job: Job) -> Callable[[URIRef], tuple[Value, ...]]:
    """What makes a thing's row; everything it needs is read once."""
    words = job.kg.words
    identifiers: dict[Term | None, list[tuple[URIRef, str]]] = defaultdict(list)
    for thing, scheme, value in _rows(job, _IDENTIFIERS):
        if isinstance(scheme, URIRef):
            identifiers[thing].append((scheme, str(value)))
    notes = {(thing, getattr(text, "language", None)): str(text) for thing, text in _rows(job, _NOTES)}
    said: dict[Term, set[URIRef]] = defaultdict(set)
    states: dict[URIRef, URIRef] = {}
    for graph in job.kg.passages:
        for subject, node in graph.nodes.items():
            for term in (subject, *(value for values in node.values() for value in values)):
                said[term].add(graph.sentence)
    for thing, state in _rows(job, _STATES):
        if isinstance(thing, URIRef) and isinstance(state, URIRef):
            states[thing] = state
    aliases: dict[tuple[URIRef, str], list[str]] = defaultdict(list)
    for thing, text in _rows(job, _ALIASES):
        if isinstance(thing, URIRef) and isinstance(text, Literal):
            aliases[thing, text.language or ""].append(str(text))

    def row(iri: URIRef) -> tuple[Value, ...]:
        state = states.get(iri)
        return (
            short(iri),
            *(words.label(iri, lang) for lang in LANGS),
            *(tuple(aliases[iri, lang]) for lang in LANGS),
            tuple(f"{words.label(scheme, job.lang)}: {value}" for scheme, value in identifiers[iri]),
            *(notes.get((iri, lang)) for lang in LANGS),
            _code(state) if state else None,
            *(words.label(state, lang) if state else None for lang in LANGS),
            tuple(s.rpartition("/")[2] for s in sorted(said[iri], key=words.library.sort_key)),
            str(iri),
        )

    return row


# -- figures -----------------------------------------------------------------------------------


def _figure_columns() -> Iterable[Column]:
    yield Column("id", "编号", "id", is_code=True)
    yield Column("kind", "类别代码", "kind code", is_code=True)
    yield Column("kind_zh", "类别", "kind (Chinese)", lang="zh")
    yield Column("kind_en", "类别（英文）", "kind", lang="en")
    for name, zh, en, _ in _DIMENSIONS:
        yield Column(name, f"{zh}编号", f"{en} id", "list", is_code=True)
        yield Column(f"{name}_zh", zh, f"{en} (Chinese)", "list", lang="zh")
        yield Column(f"{name}_en", f"{zh}（英文）", en, "list", lang="en")
    for name, zh, en in (
        ("value", "数值", "value"),
        ("lower_bound", "下界", "lower bound"),
        ("upper_bound", "上界", "upper bound"),
        ("nominal_value", "所印数值", "number as printed"),
    ):
        yield Column(name, zh, en, "number")
    yield Column("printed", "原文", "as printed")
    yield Column("scope_zh", "口径说明", "scope note (Chinese)", lang="zh")
    yield Column("scope_en", "口径说明（英文）", "scope note", lang="en")
    yield Column("citation_zh", "出处", "citation (Chinese)", lang="zh")
    yield Column("citation_en", "出处（英文）", "citation", lang="en")
    yield Column("sentence", "句子", "sentence")
    yield Column("sentence_iri", "句子 IRI", "sentence IRI", "iri", is_code=True)


def figures(job: Job) -> Sheet:
    """Every figure that a passage states: real numbers in base units, bounds apart from values.

    A hedged number (超4.5万件) has bounds and no value, so a sum over ``value`` never takes it
    for exact; a cap or a target says so in ``kind``.
    """
    found = []
    for graph in job.kg.passages:
        for iri, node in graph.nodes.items():
            kind = next((cls for cls, _ in _KINDS if cls in node.get(RDF.type, ())), None)
            if kind is not None:
                found.append(_figure_row(job, kind, read_figure(iri, node), node, graph.sentence))
    return Sheet("figures", "数字", "figures", tuple(_figure_columns()), tuple(found))


def _figure_row(job: Job, kind: URIRef, figure: Figure, node: Node, sentence: URIRef) -> tuple[Value, ...]:
    words = job.kg.words
    dimensions: list[Value] = []
    for _, _, _, relations_ in _DIMENSIONS:
        values = [v for relation in relations_ for v in node.get(relation, ()) if isinstance(v, URIRef)]
        dimensions.append(tuple(_code(v) for v in values))
        dimensions += [tuple(words.label(v, lang) for v in values) for lang in LANGS]
    scope = {v.language: str(v) for v in node.get(DGO.scopeNote, ()) if isinstance(v, Literal)}
    return (
        short(figure.iri),
        dict(_KINDS)[kind],
        *(words.label(kind, lang) for lang in LANGS),
        *dimensions,
        figure.value,
        figure.lower,
        figure.upper,
        figure.nominal,
        figure.text,
        *(scope.get(lang) for lang in LANGS),
        *(words.citation_text(sentence, lang) for lang in LANGS),
        sentence.rpartition("/")[2],
        str(sentence),
    )


# -- relations and sources ---------------------------------------------------------------------

_RELATION = (
    Column("source", "起点编号", "source id", is_code=True),
    Column("source_zh", "起点", "source (Chinese)", lang="zh"),
    Column("source_en", "起点（英文）", "source", lang="en"),
    Column("relation", "关系代码", "relation code", is_code=True),
    Column("relation_zh", "关系", "relation (Chinese)", lang="zh"),
    Column("relation_en", "关系（英文）", "relation", lang="en"),
    Column("target", "终点编号", "target id", is_code=True),
    Column("target_zh", "终点", "target (Chinese)", lang="zh"),
    Column("target_en", "终点（英文）", "target", lang="en"),
    Column("status", "状态代码", "status code", is_code=True),
    Column("status_zh", "状态", "status (Chinese)", lang="zh"),
    Column("status_en", "状态（英文）", "status", lang="en"),
    Column("sentences", "出处", "sentences", "list"),
    Column("sentence_iris", "句子 IRI", "sentence IRIs", "list", is_code=True),
)


def relations(job: Job) -> Sheet:
    """Every edge of the network, with the sentences that state it."""
    network, words = job.kg.network(), job.kg.words
    rows = []
    for source, target, data in network.edges(data=True):
        state = DGS[data["status"]] if data["status"] else None
        rows.append(
            (
                source,
                *(network.nodes[source][f"label_{lang}"] for lang in LANGS),
                short(URIRef(data["relation"])),
                *(data[f"label_{lang}"] for lang in LANGS),
                target,
                *(network.nodes[target][f"label_{lang}"] for lang in LANGS),
                data["status"] or None,
                *(words.label(state, lang) if state else None for lang in LANGS),
                tuple(data["sentences"].split(",")),
                tuple(data["passages"].split(",")),
            )
        )
    return Sheet("relations", "关系", "relations", _RELATION, tuple(rows))


_SOURCE = (
    Column("id", "句子", "sentence"),
    Column("source_zh", "来源", "source (Chinese)", lang="zh"),
    Column("source_en", "来源（英文）", "source", lang="en"),
    Column("section", "章节", "section"),
    Column("kind", "类别", "kind"),
    Column("citation_zh", "引用", "citation (Chinese)", lang="zh"),
    Column("citation_en", "引用（英文）", "citation", lang="en"),
    Column("gloss_zh", "提要", "gloss (Chinese)", lang="zh"),
    Column("gloss_en", "提要（英文）", "gloss", lang="en"),
    Column("iri", "IRI", "IRI", "iri", is_code=True),
)


def sources(job: Job) -> Sheet:
    """Every passage in reading order, with its citation and our gloss.

    The words of an attached copy are never among them: a table is passed on, the report is the reader's own.
    """
    library = job.kg.words.library
    rows = []
    for passage in library.passages():
        citation = library.cite(passage.iri)
        rows.append(
            (
                passage.id,
                *(citation.source.title[lang] for lang in LANGS),
                passage.section.notation,
                passage.kind,
                *(citation.text(lang) for lang in LANGS),
                *(passage.gloss[lang] for lang in LANGS),
                str(passage.iri),
            )
        )
    return Sheet("sources", "出处", "sources", _SOURCE, tuple(rows))


def _code(iri: URIRef) -> str:
    """``dgs:moreThan`` is ``moreThan``, ``unit:NUM`` is ``NUM``; a thing keeps its id."""
    return short(iri).rpartition(":")[2] if not iri.startswith(str(ID)) else short(iri)


def _rows(job: Job, query: str) -> Sequence[tuple[Term | None, ...]]:
    answer = job.kg.store.query(query)
    assert isinstance(answer, Table)
    return answer.rows
