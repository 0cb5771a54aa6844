"""Names, labels and citations of everything in a store, for whoever prints it.

Read once from the store by plain SPARQL, so it works over any store.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, ValuesView
from functools import cached_property, lru_cache

from rdflib import Literal, URIRef

from dgkg.errors import DataError
from dgkg.gazetteer import Gazetteer, Name
from dgkg.highlight import Highlighter, Marked
from dgkg.name_index import IndexedGazetteer, NameIndex
from dgkg.namespaces import DGO, PREFIXES, compact, interned
from dgkg.node_label import NodeLabels
from dgkg.ontology import LABEL, Ontology
from dgkg.source import Citation, Library, Passage, Section, Source
from dgkg.store import NO_THINGS, Store, Table
from dgkg.terms import Term, to_sparql

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
_SOURCES = """
SELECT ?source ?property ?value WHERE {
  ?source a dgo:Source ; ?property ?value
} ORDER BY ?source ?property ?value"""
_SECTIONS = """
SELECT ?section ?notation ?title ?mood WHERE {
  ?section a dgo:Section ; skos:notation ?notation ; dcterms:title ?title .
  OPTIONAL { ?section dgo:mood ?mood }
} ORDER BY ?section ?title"""
_PASSAGES = """
SELECT ?passage ?type ?section ?position ?digest ?gloss ?paragraph ?ordinal WHERE {
  ?passage dgo:digest ?digest ; a ?type ; dgo:inSection ?section ; dgo:position ?position ; dgo:gloss ?gloss .
  OPTIONAL { ?passage dgo:paragraph ?paragraph ; dgo:ordinal ?ordinal }
} ORDER BY ?passage ?gloss"""
# Of a large graph, the passages of so many sources are kept.
_KEPT = 16
# What an engine takes for an IRI; a reader may have typed anything.
_ABSOLUTE = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_NUMBER = "SELECT (COUNT(DISTINCT ?passage) AS ?n) WHERE { ?passage dgo:digest ?digest }"
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


class Words:
    """What things, relations and passages are called."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sections_of: dict[str, dict[URIRef, Section]] = {}
        self._label = lru_cache(maxsize=1 << 16)(self._called)
        # What a statement of these classes is told as: every node of every view asks.
        self.kinds: dict[frozenset[URIRef], str] = {}

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
        tree = ((_iri(child), _iri(parent)) for child, parent in self._rows(_TREE))
        facts = (_iri(row[0]) for row in self._rows(_FACTS))
        return Ontology([*codes, *stated], tree, facts, None if index is None else index.preferred)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Every name of every thing; words of code lists and the ontology are no things."""
        if (index := names_of(self._store)) is not None:
            return IndexedGazetteer(index)
        types: dict[URIRef, set[URIRef]] = defaultdict(set)
        for thing, cls in self._rows(_TYPES):
            types[_iri(thing)].add(_iri(cls))
        things = {t: frozenset(c) for t, c in types.items() if not c & NO_THINGS}
        names = (Name(thing, text, lang, kind) for thing, kind, lang, text in self._names if thing in things)
        return Gazetteer(names, things)

    @cached_property
    def library(self) -> Library:
        """Sources and passages."""
        sources: dict[URIRef, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for source, prop, value in self._rows(_SOURCES):
            assert value is not None
            sources[_iri(source)][compact(_iri(prop))].append(value)
        found = (self._source(iri, facts) for iri, facts in sources.items())
        if names_of(self._store) is None:
            sections = self._sections()
            return Library(found, {passage.iri: passage for passage in self._passages(sections.get)})
        passages = _Passages(lambda one: self._passages(self._section, one), self._number_of_passages)
        return Library(found, passages, read_source=lru_cache(_KEPT)(self._passages_of))

    def _sections(self, source: str | None = None) -> dict[URIRef, Section]:
        """The sections of all sources, or of one source."""
        which = "a dgo:Section" if source is None else f"dcterms:isPartOf+ {to_sparql(URIRef(source))}"
        titles: dict[URIRef, dict[str, str]] = defaultdict(dict)
        plain: dict[URIRef, tuple[str, bool]] = {}
        for section, notation, title, mood in self._rows(_SECTIONS.replace("a dgo:Section", which)):
            titles[_iri(section)][_lang(title)] = str(title)
            plain[_iri(section)] = str(notation), str(mood or "").endswith("intention")
        by_notation = {
            (str(iri).rpartition("/")[0], notation): titles[iri].get("zh", "") for iri, (notation, _) in plain.items()
        }
        return {
            iri: Section(iri, notation, _printed(iri, notation, by_notation), titles[iri], mood)
            for iri, (notation, mood) in plain.items()
        }

    def _section(self, iri: URIRef) -> Section | None:
        """A section; those of its source are read with it, and all only where it does not say whose it is."""
        source = iri.rpartition("/")[0]
        if source not in self._sections_of:
            self._sections_of[source] = self._sections(source)
        if iri not in self._sections_of[source]:
            self._sections_of[source].update(self._sections())
        return self._sections_of[source].get(iri)

    def _source(self, iri: URIRef, facts: dict[str, list[Term]]) -> Source:
        return Source(
            iri,
            _both({_lang(t): str(t) for t in facts["dcterms:title"]}, compact(iri)),
            tuple({lang: self.label(_iri(p), lang) for lang in ("zh", "en")} for p in facts["dcterms:publisher"]),
            str(next(iter(facts["dcterms:issued"]), "")),
        )

    def _number_of_passages(self) -> int:
        return int(str(self._rows(_NUMBER)[0][0]))

    def _passages(self, section_of: Callable[[URIRef], Section | None], one: URIRef | None = None) -> list[Passage]:
        """All passages, or one where there is such a one."""
        asked = _PASSAGES
        if one is not None:
            # Of VALUES the engine makes a table and joins it to all passages that there are.
            head, where = _PASSAGES.split("{", 1)
            asked = f"{head}{{ BIND({to_sparql(one)} AS ?passage)\n{where}".replace(
                "?passage dgo:", f"{to_sparql(one)} dgo:"
            )
        return self._told_passages(self._rows(asked), section_of)

    def _told_passages(
        self, told: Iterable[tuple[Term | None, ...]], section_of: Callable[[URIRef], Section | None]
    ) -> list[Passage]:
        glosses: dict[URIRef, dict[str, str]] = defaultdict(dict)
        rows = {}
        for passage, kind, section, position, digest, gloss, paragraph, ordinal in told:
            if (found := section_of(_iri(section))) is None:
                raise DataError(
                    f"句子 {passage} 所在的章节 {section} 缺少 skos:notation 或 dcterms:title",
                    f"The passage {passage} stands in {section}, which lacks skos:notation or dcterms:title",
                )
            glosses[_iri(passage)][_lang(gloss)] = str(gloss)
            rows[_iri(passage)] = (kind, found, position, digest, paragraph, ordinal)
        return [
            Passage(
                iri,
                iri.rpartition("/")[2],
                str(kind).rpartition("#")[2],
                int(str(position)),
                section,
                None if paragraph is None else int(str(paragraph)),
                None if ordinal is None else int(str(ordinal)),
                str(digest),
                _both(glosses[iri], compact(iri)),
            )
            for iri, (kind, section, position, digest, paragraph, ordinal) in rows.items()
        ]

    def _passages_of(self, source: URIRef) -> list[Passage]:
        """The passages of one source."""
        inside = f"?section dcterms:isPartOf+ {to_sparql(source)} . ?passage dgo:inSection ?section"
        # Of OPTIONAL the engine makes a table of all passages that there are.
        numbered = self._rows(
            "SELECT ?passage ?paragraph ?ordinal "
            f"WHERE {{ {inside} ; dgo:paragraph ?paragraph ; dgo:ordinal ?ordinal }}"
        )
        numbers = {passage: (paragraph, ordinal) for passage, paragraph, ordinal in numbered}
        rows = self._rows(
            f"SELECT ?passage ?type ?section ?position ?digest ?gloss WHERE {{ {inside} ; a ?type ; "
            "dgo:position ?position ; dgo:digest ?digest ; dgo:gloss ?gloss }"
        )
        return self._told_passages(((*row, *numbers.get(row[0], (None, None))) for row in rows), self._section)

    @cached_property
    def _assertions(self) -> dict[URIRef, dict[str, str]]:
        found: dict[URIRef, dict[str, str]] = defaultdict(dict)
        for statement, text in self._rows(_ASSERTIONS):
            found[_iri(statement)][_lang(text)] = str(text)
        return found

    def _asserted(self, iri: URIRef) -> Mapping[str, str]:
        """What a statement asserts, by language; of a graph too large to be read whole it is read for itself."""
        if names_of(self._store) is None:
            return self._assertions.get(iri, {})
        rows = self._rows(f"SELECT ?text WHERE {{ {to_sparql(iri)} dgo:assertion ?text }} ORDER BY ?text")
        return {_lang(text): str(text) for (text,) in rows}

    def label(self, iri: URIRef, lang: str) -> str:
        """What to call anything: a thing, a class, a relation, a code, a passage, a statement."""
        return self._label(iri, lang)

    def _called(self, iri: URIRef, lang: str) -> str:
        if name := self.ontology.word(iri, LABEL, lang):
            return name
        if iri in self.library:
            return iri.rpartition("/")[2]
        if names_of(self._store) is not None and not _ABSOLUTE.fullmatch(iri):
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

    def citation_text(self, passage: URIRef, lang: str) -> str:
        """The citation of a passage in words; its IRI when the source is not loaded."""
        return self.library.cite(passage).text(lang) if passage in self.library else compact(passage)


def names_of(store: Store) -> NameIndex | None:
    """The index of a store's names, where it was built with one."""
    found = getattr(store, "names", None)
    return found if isinstance(found, NameIndex) else None


class _Passages(Mapping[URIRef, Passage]):
    """The passages of a large graph, each read when it is asked for.

    Args:
        read: reads one passage, or all.
        number: counts them.
    """

    def __init__(self, read: Callable[[URIRef | None], list[Passage]], number: Callable[[], int]) -> None:
        self._number = number
        self._read = read
        self._one = lru_cache(65536)(lambda iri: next(iter(read(iri)), None))

    def __getitem__(self, iri: URIRef) -> Passage:
        found = self._one(iri) if _ABSOLUTE.fullmatch(iri) else None
        if found is None:
            raise KeyError(iri)
        return found

    def __contains__(self, iri: object) -> bool:
        return isinstance(iri, URIRef) and self.get(iri) is not None

    def __iter__(self) -> Iterator[URIRef]:
        return (passage.iri for passage in self._read(None))

    def values(self) -> ValuesView[Passage]:
        return {passage.iri: passage for passage in self._read(None)}.values()

    def __len__(self) -> int:
        return self._number()


def _iri(term: Term | None) -> URIRef:
    assert isinstance(term, URIRef), term
    return term


def _lang(term: Term | None) -> str:
    return (term.language or "") if isinstance(term, Literal) else ""


def _both(texts: dict[str, str], default: str) -> dict[str, str]:
    """A text for both languages: what one lacks, the other lends."""
    spare = next(iter(texts.values()), default)
    return {"zh": spare, "en": spare, **texts}


def _printed(iri: URIRef, notation: str, titles: dict[tuple[str, str], str]) -> str:
    """The section's number as printed: 二（一）2, from the titles of the sections above it."""
    head = str(iri).rpartition("/")[0]
    parts = notation.split(".")
    printed = ""
    for depth in range(1, len(parts) + 1):
        title = titles.get((head, ".".join(parts[:depth])), "")
        number, mark, _ = title.partition("、")
        # 一、 and 1、 end with the mark; （一） carries its own brackets.
        printed += number if mark and len(number) <= 2 else title.partition("）")[0] + "）"  # noqa: PLR2004
    return printed if notation != "0" else "题名页"
