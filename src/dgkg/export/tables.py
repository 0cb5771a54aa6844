"""The graph as tables: figures, places on lists, relations, sources, and one a type of thing.

A column is described once; every form that is a table (CSV, XLSX, Parquet, CSVW) takes what
it needs from the description.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rdflib import Literal, URIRef

from dgkg.export.job import Job
from dgkg.facts import Node, read_figure, short
from dgkg.figure import Figure
from dgkg.namespaces import DGO, DGS, ID, RDF, SKOS, compact
from dgkg.store import Table
from dgkg.terms import Term

__all__ = ["Column", "Sheet", "Value", "figures", "rankings", "relations", "sources", "tables", "things"]

# Several texts are a tuple; a form without lists joins them.
Value = str | int | Decimal | tuple[str, ...] | None
LANGS = ("zh", "en")
# These are told in the tables of figures, ranks and relations; as things only where a relation leads to them.
_NO_THINGS = (DGO.Figure, DGO.Membership, DGO.Recognition, DGO.RankingResult)
Dimensions = Sequence[tuple[str, str, str, Sequence[URIRef]]]
# A figure's dimensions: column, heading in both languages, the relations that give it.
_DIMENSIONS: Dimensions = (
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
_RANK_DIMENSIONS: Dimensions = (
    ("subject", "对象", "subject", (DGO.rankedEntity, DGO.rankedObservation)),
    ("indicator", "指标", "indicator", (DGO.indicator,)),
    ("scope", "范围", "among", (DGO.rankScope,)),
    ("list", "榜单", "list", (DGO.inList,)),
    ("by", "依据", "ranked by", (DGO.rankedBy,)),
    ("period", "时期", "period", (DGO.refPeriod,)),
)
# Dimensions in which a figure or a rank may have several values.
_SEVERAL = frozenset({"subject", "industry", "population", "oddity", "scope", "by"})
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
    """Every table: what is stated, then a table a type, those with most things first."""
    return [figures(job), rankings(job), relations(job), sources(job), *things(job)]


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
    reader = _Things(job)
    of_class: dict[URIRef, list[URIRef]] = defaultdict(list)
    for iri, types in words.gazetteer.types.items():
        cls = words.ontology.most_specific(types)
        is_told_elsewhere = (
            any(words.ontology.is_a(types, no) for no in _NO_THINGS) and short(iri) not in reader.network
        )
        if cls and iri.startswith(str(ID)) and not is_told_elsewhere:
            of_class[cls].append(iri)
    ordered = sorted(of_class.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        Sheet(
            cls.rpartition("#")[2],
            words.label(cls, "zh"),
            words.ontology.plural(cls, "en"),
            _THING,
            tuple(reader.row(iri) for iri in sorted(members, key=short)),
        )
        for cls, members in ordered
    ]


class _Things:
    """Makes a thing's row; everything it needs is read once."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.network = job.kg.network()
        self.aliases: dict[tuple[Term | None, str], list[str]] = defaultdict(list)
        for thing, text in _rows(job, _ALIASES):
            self.aliases[thing, _lang(text)].append(str(text))
        self.identifiers: dict[Term | None, list[str]] = defaultdict(list)
        for thing, scheme, value in _rows(job, _IDENTIFIERS):
            name = job.kg.words.label(URIRef(str(scheme)), job.lang)
            self.identifiers[thing].append(f"{name}: {value}")
        self.notes = {(thing, _lang(text)): str(text) for thing, text in _rows(job, _NOTES)}
        self.states = {thing: URIRef(str(state)) for thing, state in _rows(job, _STATES)}
        self.said: dict[Term, set[URIRef]] = defaultdict(set)
        for graph in job.kg.passages:
            for subject, node in graph.nodes.items():
                for term in (subject, *(value for values in node.values() for value in values)):
                    self.said[term].add(graph.sentence)

    def _name(self, iri: URIRef, lang: str) -> str:
        name = self.job.kg.words.label(iri, lang)
        # An honour that some work led to has no name of its own; the network calls it by what was received.
        return (
            self.network.nodes[short(iri)][f"label_{lang}"]
            if name == compact(iri) and short(iri) in self.network
            else name
        )

    def row(self, iri: URIRef) -> tuple[Value, ...]:
        words, state = self.job.kg.words, self.states.get(iri)
        return (
            short(iri),
            *(self._name(iri, lang) for lang in LANGS),
            *(tuple(self.aliases[iri, lang]) for lang in LANGS),
            tuple(self.identifiers[iri]),
            *(self.notes.get((iri, lang)) for lang in LANGS),
            _code(state) if state else None,
            *(words.label(state, lang) if state else None for lang in LANGS),
            tuple(s.rpartition("/")[2] for s in sorted(self.said[iri], key=words.library.sort_key)),
            str(iri),
        )


# -- figures -----------------------------------------------------------------------------------


def _dimension_columns(dimensions: Dimensions) -> Iterable[Column]:
    for name, zh, en, _ in dimensions:
        kind = "list" if name in _SEVERAL else "text"
        yield Column(name, f"{zh}编号", f"{en} id", kind, is_code=True)
        yield Column(f"{name}_zh", zh, f"{en} (Chinese)", kind, lang="zh")
        yield Column(f"{name}_en", f"{zh}（英文）", en, kind, lang="en")


def _dimension_cells(job: Job, dimensions: Dimensions, node: Node) -> Iterable[Value]:
    for name, _, _, relations_ in dimensions:
        values = [v for relation in relations_ for v in node.get(relation, ()) if isinstance(v, URIRef)]
        told = [
            tuple(_code(v) for v in values),
            *(tuple(job.kg.words.label(v, lang) for v in values) for lang in LANGS),
        ]
        # Of a dimension that has one value, two would be a slip of the record: both are shown.
        yield from told if name in _SEVERAL else (" | ".join(texts) or None for texts in told)


_CITED = (
    Column("citation_zh", "出处", "citation (Chinese)", lang="zh"),
    Column("citation_en", "出处（英文）", "citation", lang="en"),
    Column("sentence", "句子", "sentence"),
    Column("sentence_iri", "句子 IRI", "sentence IRI", "iri", is_code=True),
)


def _cited(job: Job, sentence: URIRef) -> Iterable[Value]:
    yield from (job.kg.words.citation_text(sentence, lang) for lang in LANGS)
    yield sentence.rpartition("/")[2]
    yield str(sentence)


_FIGURE = (
    Column("id", "编号", "id", is_code=True),
    Column("kind", "类别代码", "kind code", is_code=True),
    Column("kind_zh", "类别", "kind (Chinese)", lang="zh"),
    Column("kind_en", "类别（英文）", "kind", lang="en"),
    *_dimension_columns(_DIMENSIONS),
    Column("value", "数值", "value", "number"),
    Column("lower_bound", "下界", "lower bound", "number"),
    Column("upper_bound", "上界", "upper bound", "number"),
    Column("nominal_value", "所印数值", "number as printed", "number"),
    Column("printed", "原文", "as printed"),
    Column("scope_zh", "口径说明", "scope note (Chinese)", lang="zh"),
    Column("scope_en", "口径说明（英文）", "scope note", lang="en"),
    *_CITED,
)


def figures(job: Job) -> Sheet:
    """Every figure that a passage states: real numbers in base units, bounds apart from values.

    A hedged number (超4.5万件) has bounds and no value, so a sum over ``value`` never takes it
    for exact; a cap or a target says so in ``kind``.
    """
    rows = []
    for graph in job.kg.passages:
        for iri, node in graph.nodes.items():
            kind = next((cls for cls, _ in _KINDS if cls in node.get(RDF.type, ())), None)
            if kind is not None:
                rows.append(_figure_row(job, kind, read_figure(iri, node), node, graph.sentence))
    return Sheet("figures", "数字", "figures", _FIGURE, tuple(rows))


def _figure_row(job: Job, kind: URIRef, figure: Figure, node: Node, sentence: URIRef) -> tuple[Value, ...]:
    scope = {v.language: str(v) for v in node.get(DGO.scopeNote, ()) if isinstance(v, Literal)}
    return (
        short(figure.iri),
        dict(_KINDS)[kind],
        *(job.kg.words.label(kind, lang) for lang in LANGS),
        *_dimension_cells(job, _DIMENSIONS, node),
        figure.value,
        figure.lower,
        figure.upper,
        figure.nominal,
        figure.text,
        *(scope.get(lang) for lang in LANGS),
        *_cited(job, sentence),
    )


_RANKING = (
    Column("id", "编号", "id", is_code=True),
    *_dimension_columns(_RANK_DIMENSIONS),
    Column("rank", "名次", "rank", "number"),
    Column("within_top", "前几名", "within top", "number"),
    Column("printed", "原文", "as printed"),
    *_CITED,
)


def rankings(job: Job) -> Sheet:
    """Every place on a list or in a comparison: a rank, or the number of those it is among (前十)."""
    rows = []
    for graph in job.kg.passages:
        for iri, node in graph.nodes.items():
            if DGO.RankingResult in node.get(RDF.type, ()):
                numbers = (next((Decimal(str(v)) for v in node.get(p, ())), None) for p in (DGO.rank, DGO.withinTop))
                printed = next((str(v) for v in node.get(DGO.valueText, ())), None)
                cells = _dimension_cells(job, _RANK_DIMENSIONS, node)
                rows.append((short(iri), *cells, *numbers, printed, *_cited(job, graph.sentence)))
    return Sheet("rankings", "排名", "rankings", _RANKING, tuple(rows))


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


def _lang(text: Term | None) -> str:
    return (text.language or "") if isinstance(text, Literal) else ""


def _code(iri: URIRef) -> str:
    """``dgs:moreThan`` is ``moreThan``, ``unit:NUM`` is ``NUM``; a thing keeps its id."""
    return short(iri).rpartition(":")[2] if not iri.startswith(str(ID)) else short(iri)


def _rows(job: Job, query: str) -> Sequence[tuple[Term | None, ...]]:
    answer = job.kg.store.query(query)
    assert isinstance(answer, Table)
    return answer.rows
