"""Names, labels and citations of everything in a store, for whoever prints it.

Read once from the store by plain SPARQL, so it works over any store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache

from rdflib import URIRef

from dgkg.gazetteer import Gazetteer, Name
from dgkg.highlight import Highlighter, Marked
from dgkg.library_reader import LibraryReader
from dgkg.name_index import IndexedGazetteer, NameIndex
from dgkg.namespaces import DGO, PREFIXES, compact, interned
from dgkg.node_label import NodeLabels
from dgkg.ontology import LABEL, Ontology
from dgkg.source import Citation, Library
from dgkg.store import NO_THINGS, Store, Table
from dgkg.terms import Term, as_iri, is_absolute, language_of, to_sparql

__all__ = ["Words", "names_of"]

_PROLOGUE = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("dgo", "dgs", "dcterms", "owl", "rdf", "rdfs", "skos"))
_WORDING = """
SELECT ?term ?what (LANG(?said) AS ?lang) (STR(?said) AS ?text) WHERE {
  VALUES (?property ?what) {
    (rdfs:label "label") (dgo:edgeForward "edgeForward") (dgo:edgeInverse "edgeInverse")
    (dgo:plural "plural") (skos:definition "definition") (dgo:lineStyle "lineStyle")
    (dgo:symbol "symbol") (dgo:displayPattern "displayPattern") (dgo:isIntention "isIntention")
  }
  ?term ?property ?said
}"""
_TREE = "SELECT DISTINCT ?child ?parent WHERE { ?child rdfs:subClassOf ?parent } ORDER BY ?child ?parent"
_FACTS = "SELECT ?property WHERE { ?property a dgo:FactProperty } ORDER BY ?property"
_NAMES = """
SELECT ?thing ?kind (LANG(?said) AS ?lang) (STR(?said) AS ?text) WHERE {
  VALUES (?property ?kind) { (skos:prefLabel "pref") (skos:altLabel "alt") (skos:hiddenLabel "hidden") }
  ?thing ?property ?said
}"""
_TYPES = "SELECT DISTINCT ?thing ?type WHERE { ?thing a ?type . FILTER STRSTARTS(STR(?type), STR(dgo:)) }"
_ASSERTIONS = "SELECT ?statement ?text WHERE { ?statement dgo:assertion ?text } ORDER BY ?statement ?text"
# Column names of queries that are no property of the ontology.
_HEADINGS = {
    "sentence": ("出处", "citation"), "firm": ("企业", "firm"), "place": ("地点", "place"),
    "policy": ("政策", "policy"), "thing": ("事物", "thing"), "type": ("类型", "type"),
    "relation": ("关系", "relation"), "figure": ("数字", "figure"), "text": ("原文数值", "as printed"),
    "status": ("状态", "status"), "level": ("水平值", "level"), "growth": ("增长", "growth"),
    "measure": ("举措", "measure"), "cap": ("上限", "cap"), "project": ("项目", "project"),
    "owner": ("主体", "owner"), "what": ("内容", "content"), "list": ("榜单", "list"),
    "within": ("范围", "within"), "period": ("时期", "period"), "value": ("数值", "value"),
    "date": ("日期", "date"), "area": ("对象", "subject"), "count": ("数量", "count"),
    "name": ("名称", "name"), "by": ("依据", "by"), "set": ("所属", "belongs to"),
    "amount": ("额度", "amount"), "topic": ("领域", "field"), "other": ("对方", "other"),
    "cluster": ("集群", "cluster"), "honour": ("荣誉", "honour"), "stage": ("阶段", "stage"),
    "ceiling": ("上限数值", "ceiling"), "qualifier": ("限定", "qualifier"), "top": ("前几名", "within top"),
    "near": ("经由", "by way of"), "policySentence": ("政策出处", "policy citation"),
    "actor": ("行动者", "actor"), "basis": ("比较基准", "basis"), "broader": ("上位领域", "broader field"),
    "chain": ("产业链或集群", "chain or cluster"), "challenge": ("问题", "challenge"),
    "complete": ("列举方式", "open or closed"), "computed": ("推算值", "computed value"),
    "derived": ("推算数字", "derived figure"), "document": ("文件", "document"), "entity": ("主体", "who or what"),
    "event": ("活动", "event"), "facility": ("设施", "facility"), "field": ("领域", "field"),
    "first": ("甲", "first"), "firstPopulation": ("甲方口径", "population of the first"),
    "firstText": ("甲方数值", "figure of the first"), "flag": ("疑点", "flag"), "from": ("起于", "from"),
    "ground": ("依据", "ground"), "group": ("组", "group"), "holder": ("政策或产品", "policy or product"),
    "identifier": ("标识符", "identifier"), "input": ("依据数字", "input"), "institute": ("机构", "body"),
    "intended": ("是否只是意向", "only intended"), "intention": ("建议或计划", "recommendation or plan"),
    "kind": ("类别", "kind"), "lower": ("下界", "at least"), "namedBy": ("见于", "named by"),
    "nominal": ("字面数值", "printed number"), "note": ("说明", "note"), "object": ("客体", "object"),
    "of": ("所及指标", "of indicator"), "organization": ("机构", "organization"),
    "otherSentence": ("另一出处", "other citation"), "own": ("本市", "the city"),
    "park": ("园区或片区", "park or zone"), "partOf": ("属于", "part of"), "platform": ("平台", "platform"),
    "product": ("产品或技术", "product"), "programme": ("项目", "programme"),
    "recommendation": ("建议", "recommendation"), "scheme": ("标识符体系", "scheme"), "scope": ("范围", "scope"),
    "second": ("乙", "second"), "secondPopulation": ("乙方口径", "population of the second"),
    "secondText": ("乙方数值", "figure of the second"), "segment": ("环节", "segment"), "share": ("占比", "share"),
    "size": ("大小", "size"), "technology": ("技术", "technology"), "to": ("止于", "to"), "total": ("合计", "total"),
    "upper": ("上界", "at most"), "when": ("时间", "when"), "who": ("主体", "who"), "whole": ("整体", "whole"),
    "with": ("与谁", "with"), "workStatus": ("工作状态", "status of the work"), "wouldBe": ("将是", "would be"),
}  # fmt: skip
# What :mod:`dgkg.kept` leaves out: what is looked up by functions, and what is read for one purpose.
_LOOKED_UP = {"label", "citation_text", "node_labels", "highlighter", "_names"}


class Words:
    """What things, relations and passages are called."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # What a statement of these classes is told as: every node of every view asks.
        self.kinds: dict[frozenset[URIRef], str] = {}
        self._look_up()

    def _look_up(self) -> None:
        # Every fact of every page asks for names and citations: they are looked up without a method between.
        self.label: Callable[[URIRef, str], str] = lru_cache(maxsize=1 << 16)(self._called)
        """What to call anything: a thing, a class, a relation, a code, a passage, a statement."""
        self.citation_text: Callable[[URIRef, str], str] = lru_cache(maxsize=1 << 16)(self._citation)
        """The citation of a passage in words; its IRI when the source is not loaded."""

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name not in _LOOKED_UP}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._look_up()

    def _rows(self, query: str) -> list[tuple[Term | None, ...]]:
        answer = self._store.query(_PROLOGUE + query)
        assert isinstance(answer, Table)
        return answer.rows

    def _wording(self, query: str) -> list[tuple[URIRef, str, str, str]]:
        """What is called how: term, kind of wording, language and text, in that order."""
        answer = self._store.query(_PROLOGUE + query)
        assert isinstance(answer, Table)
        # Plain texts are sorted and read in a fraction of the time that rdflib's terms take.
        rows = sorted(zip(*(map(str, column) for column in answer.columns(lambda _, iri: iri)), strict=True))
        return [(interned(term), what, lang, text) for term, what, lang, text in rows]

    @cached_property
    def _names(self) -> list[tuple[URIRef, str, str, str]]:
        """Every name there is, of things, of codes and of the words of the ontology."""
        return self._wording(_NAMES)

    @cached_property
    def ontology(self) -> Ontology:
        """Labels, edge wording and the class tree."""
        index = names_of(self._store)
        codes = (
            (term, LABEL, lang, text)
            for term, kind, lang, text in (self._names if index is None else ())
            if kind == "pref"
        )
        stated = self._wording(_WORDING)
        tree = ((as_iri(child), as_iri(parent)) for child, parent in self._rows(_TREE))
        facts = (as_iri(row[0]) for row in self._rows(_FACTS))
        return Ontology([*codes, *stated], tree, facts, None if index is None else index.preferred)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Every name of every thing; words of code lists and the ontology are no things."""
        if (index := names_of(self._store)) is not None:
            return IndexedGazetteer(index)
        types: dict[URIRef, set[URIRef]] = defaultdict(set)
        for thing, cls in self._rows(_TYPES):
            types[as_iri(thing)].add(as_iri(cls))
        things = {t: frozenset(c) for t, c in types.items() if not c & NO_THINGS}
        names = (Name(thing, text, lang, kind) for thing, kind, lang, text in self._names if thing in things)
        return Gazetteer(names, things)

    @cached_property
    def library(self) -> Library:
        """Sources and passages."""
        return LibraryReader(self._rows, self.label, one_by_one=names_of(self._store) is not None).read()

    @cached_property
    def _assertions(self) -> dict[URIRef, dict[str, str]]:
        found: dict[URIRef, dict[str, str]] = defaultdict(dict)
        for statement, text in self._rows(_ASSERTIONS):
            found[as_iri(statement)][language_of(text)] = str(text)
        return found

    def _asserted(self, iri: URIRef) -> Mapping[str, str]:
        """What a statement asserts, by language; of a graph too large to be read whole it is read for itself."""
        if names_of(self._store) is None:
            return self._assertions.get(iri, {})
        rows = self._rows(f"SELECT ?text WHERE {{ {to_sparql(iri)} dgo:assertion ?text }} ORDER BY ?text")
        return {language_of(text): str(text) for (text,) in rows}

    def _called(self, iri: URIRef, lang: str) -> str:
        if name := self.ontology.word(iri, LABEL, lang):
            return name
        if iri in self.library:
            return iri.rpartition("/")[2]
        if names_of(self._store) is not None and not is_absolute(iri):
            return compact(iri)
        if told := self._asserted(iri):
            return (told.get(lang) or told.get("zh") or compact(iri)).rstrip("。.")
        return self.node_labels.label(iri, lang) or compact(iri)

    @cached_property
    def node_labels(self) -> NodeLabels:
        """What to call figures, ranks, memberships and honours."""

        def symbol(unit: URIRef, lang: str) -> str | None:
            return self.ontology.word(unit, "symbol", lang)

        return NodeLabels(self._store, self.label, symbol, one_by_one=names_of(self._store) is not None)

    def heading(self, variable: str, lang: str) -> str:
        """The heading of a query's column."""
        if variable in _HEADINGS:
            return _HEADINGS[variable][lang == "en"]
        return self.ontology.word(DGO[variable], LABEL, lang) or variable

    def cite(self, passages: Iterable[URIRef]) -> list[Citation]:
        """Citations in reading order; IRIs that are no passages are passed over."""
        known = [passage for passage in set(passages) if passage in self.library]
        if len(known) > 1:
            known.sort(key=self.library.sort_key)
        return [self.library.cite(passage) for passage in known]

    @cached_property
    def highlighter(self) -> Highlighter:
        """Marks names and figures in the words of attached passages."""
        return Highlighter(self._store, self.gazetteer, self.library)

    def verbatim_citation(self, passage: URIRef, lang: str, things: Iterable[str] | None = None) -> str:
        """The citation of a passage; where a copy of the source is attached, with its words.

        Args:
            passage: what is cited.
            lang: ``zh`` or ``en``.
            things: what to mark in the words: IRIs, and figures as printed; ``None`` marks all.
        """
        return self._quoted(passage, self.citation_text(passage, lang), things)

    def passage_citation(self, passage: URIRef, things: Iterable[str] | None = None) -> str:
        """The id of a passage; with its words where a copy is attached."""
        return self._quoted(passage, passage.rpartition("/")[2], things)

    def short_citation(self, passages: Iterable[URIRef], things: Iterable[str] | None = None) -> str:
        """The ids of several passages, in reading order; with their words where a copy is attached."""
        asked = None if things is None else list(things)
        cited = self.cite(passages)
        return Marked.joined("; ", (self.passage_citation(c.passage.iri, asked) for c in cited))

    def quotation(self, passage: URIRef, things: Iterable[str] | None = None) -> str:
        """The words of a passage alone, marked; empty where no copy is attached."""
        return self._quoted(passage, "", things)

    def _quoted(self, passage: URIRef, head: str, things: Iterable[str] | None) -> str:
        # Without a copy there is nothing to mark, and no reason to read any name.
        return self.highlighter.quoted(passage, head, things) if passage in self.library.quotes else head

    def _citation(self, passage: URIRef, lang: str) -> str:
        return self.library.cite(passage).text(lang) if passage in self.library else compact(passage)


def names_of(store: Store) -> NameIndex | None:
    """The index of a store's names, where it was built with one."""
    found = getattr(store, "names", None)
    return found if isinstance(found, NameIndex) else None
