"""One friendly face: each method is one or two lines of delegation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rdflib import URIRef

from dgkg import attachment
from dgkg.entity import Entity
from dgkg.errors import ConformanceError, DataError, NotFoundError, UsageError
from dgkg.facts import Fact, PassageGraph, facts_in, read_passages
from dgkg.namespaces import DGO
from dgkg.places import Record, find_record
from dgkg.query import Query, catalogue, find_query, unknown_terms
from dgkg.questions import Questions
from dgkg.solutions import Solutions
from dgkg.source import Citation, Passage
from dgkg.store import (
    RDF_SUFFIXES,
    EmbeddedStore,
    Result,
    Store,
    is_address,
    is_built,
    open_build,
    open_endpoint,
    open_export,
    open_store,
    read_answer,
)
from dgkg.words import Words

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from dgkg.analysis import Analysis
    from dgkg.ask import Answer, Asker
    from dgkg.audit import Audit
    from dgkg.comparison import Comparison
    from dgkg.diagram import Diagram
    from dgkg.gazetteer import Hit
    from dgkg.guard import Limits, Pool
    from dgkg.highlight import Span
    from dgkg.ledger import Entry, Reason
    from dgkg.path import Paths
    from dgkg.reasoning import Closure
    from dgkg.store.push import Pushed
    from dgkg.trace import Trace
    from dgkg.validation import Report

__all__ = ["KnowledgeGraph", "load"]


def load(folder: Path | str | None = None, *, user: tuple[str, str] | None = None) -> KnowledgeGraph:
    """The shipped knowledge graph, that of a folder, one that was exported as RDF, or one on a server.

    Args:
        folder: holds ``graph/`` and perhaps ``ontology/``; or a file that ``export`` wrote as
            ``.nq``, ``.trig``, ``.jsonld`` or, without citations, ``.ttl``; or the address of a
            SPARQL 1.1 endpoint (``https://example.org/sparql``; see ``docs/stores.md``); or a folder
            that ``dgkg build`` made, whose last generation is read.
        user: name and password, where the endpoint asks for them.

    Raises:
        DataError: the folder or a file in it cannot be read, or what is there is no graph of dgkg.
        EndpointError: the endpoint gives no answer.
    """
    if is_address(folder):
        return KnowledgeGraph(open_endpoint(str(folder), user))
    if folder is not None and Path(folder).suffix in RDF_SUFFIXES and not Path(folder).is_dir():
        return KnowledgeGraph(open_export(Path(folder)))
    if folder is not None and is_built(folder):
        return KnowledgeGraph(*open_build(Path(folder)))
    record = find_record(folder)
    return KnowledgeGraph(open_store(record), record)


class KnowledgeGraph:
    """A city's digital economy, with the sentence behind every fact.

    Args:
        store: what answers the queries.
        record: the files that the store was built from, where there are any.
    """

    def __init__(self, store: Store, record: Record | None = None) -> None:
        self.store = store
        self.record = record
        self.words = Words(store)

    @property
    def _questions(self) -> Questions:
        return Questions(self.store, self.words)

    # -- things ------------------------------------------------------------------------

    def __getitem__(self, name: str) -> Entity:
        """The thing that a name, alias, id, IRI or pinyin names; else an error that helps."""
        return Entity(self.words.gazetteer.lookup(name), self.store, self.words)

    def entity(self, iri: URIRef) -> Entity:
        """A thing by its IRI."""
        return Entity(iri, self.store, self.words)

    def find(self, text: str) -> list[Hit]:
        """Everything that a text could mean, best first."""
        return self.words.gazetteer.find(text)

    def passage(self, name: str) -> Passage:
        """A passage by its id (``2.1.2-p1-s4``).

        Raises:
            NotFoundError: there is none.
        """
        found = self.words.library.passage(name)
        if found is None:
            raise NotFoundError(name, (), "句子", "sentence")
        return found

    def stated_by(self, passage: str, lang: str = "zh") -> list[Fact]:
        """What one passage states, in words."""
        return facts_in(self.store, self.words, self.passage(passage).iri, lang)

    def passage_text(self, passage: str, lang: str = "zh") -> str:
        """A passage, where it stands, and everything it states, as plain text."""
        from dgkg.entity import passage_text

        return passage_text(self.passage(passage), self.stated_by(passage, lang), self.words, lang)

    def type_counts(self) -> dict[URIRef, int]:
        """How many things there are of each class; a thing counts once, most things first."""
        counts = Counter(
            self.words.ontology.most_specific(types) or DGO.Concept for types in self.words.gazetteer.types.values()
        )
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    # -- questions ---------------------------------------------------------------------

    @property
    def queries(self) -> tuple[Query, ...]:
        """The questions of the library."""
        return catalogue()

    def query(self, query: str | Query, **values: object) -> Solutions:
        """Run a question of the library.

        Args:
            query: its name, or a query read from a file.
            values: parameters by name: names, ids, IRIs or numbers, or lists of them.

        Raises:
            NotFoundError: no such query, or no such thing.
            UsageError: an unknown parameter, or a value of the wrong kind.
        """
        return self._questions.ask(query if isinstance(query, Query) else find_query(query), values)

    def ask_query(
        self, text: str, values: Mapping[str, str], lang: str, standard_input: TextIO, limits: Limits | None = None
    ) -> Solutions:
        """Run what a user typed: a library name, a ``.rq`` file, ``-``, or SPARQL text.

        Args:
            text: what was typed.
            values: parameters by name.
            lang: the language of the reader.
            standard_input: what ``-`` stands for.
            limits: run what is no question of the library in a process of its own that has no more than this.
        """
        alone = partial(self._guarded_alone, limits=limits) if limits else None
        return Questions(self.store, self.words, alone).ask_typed(text, values, lang, standard_input)

    def sparql(self, text: str, *, guarded: bool = False) -> Solutions:
        """Run SPARQL 1.1 over all graphs together; ``GRAPH ?sentence`` gives the citation.

        An ASK gives one row ``answer``; CONSTRUCT and DESCRIBE give rows of three terms.

        The record's own prefixes (``dgo:``, ``id:`` …) need no declaration.

        Args:
            text: the query.
            guarded: for a text that somebody else wrote: it runs in a process of its own with limits,
                see :mod:`dgkg.guard`.

        Raises:
            QueryError: with line and column where the text is not SPARQL; if guarded also its kinds
                RefusedError, LimitError (names the limit) and BusyError.
        """
        return Questions(self.store, self.words, self._guarded).run(text, guarded=guarded)

    @cached_property
    def guard(self) -> Pool:
        """Workers for SPARQL that somebody else wrote, over the store as it is when the first is made.

        Raises:
            UsageError: the store is somewhere else, and so are its limits.
        """
        from dgkg.guard import Pool

        return Pool(self._embedded().dump)

    def _guarded(self, text: str) -> Result:
        from dgkg.guard import Request

        answer = self.guard.answer(Request(text))
        return read_answer(answer.kind, answer.body)

    def _guarded_alone(self, text: str, limits: Limits) -> Result:
        from dgkg.guard import Request, run_alone

        answer = run_alone(self._embedded().engine, Request(text), limits)
        return read_answer(answer.kind, answer.body)

    def _embedded(self) -> EmbeddedStore:
        if isinstance(self.store, EmbeddedStore):
            return self.store
        raise UsageError(
            "图谱在另一个端点上，查询由该端点限制；请直接查询。",
            "The graph is at another endpoint, which has limits of its own; ask it directly.",
        )

    @cached_property
    def _asker(self) -> Asker:
        from dgkg.ask import Asker

        return Asker(self.store, self.words, self.passages)

    def ask(self, question: str, lang: str | None = None, context: Answer | None = None) -> Answer:
        """Answer a question in Chinese or English from the graph alone, every clause cited.

        >>> import dgkg
        >>> print(dgkg.load().ask("What was Dongguan's telecom business volume in 2023?").status)
        answered

        Args:
            question: as a person types it.
            lang: of the answer; ``None`` takes that of the question.
            context: the answer before, for a follow-up such as 那南城呢？
        """
        return self._asker.ask(question, lang, context)

    def unknown_terms(self, sparql: str) -> list[str]:
        """The ontology terms of a query that the ontology does not have: slips of the pen, most likely."""
        return unknown_terms(sparql, lambda term: self.words.ontology.word(term, "label") is not None)

    def related(self, name: str, relation: str, *, inverse: bool = False) -> Solutions:
        """What a relation leads to, also where that is not stored: see :mod:`dgkg.property_path`.

        >>> import dgkg
        >>> kg = dgkg.load()
        >>> sorted({kg.words.label(row.thing, "zh") for row in kg.related("松山湖", "dgo:partOfPlace")})
        ['东莞市', '中国', '广东省', '粤港澳大湾区']

        Args:
            name: of the thing to start from.
            relation: ``dgo:locatedIn``, ``skos:narrowerTransitive`` …
            inverse: read the relation from its object.

        Raises:
            NotFoundError: no such thing.
            UsageError: no such relation.
        """
        return self._questions.related(name, relation, inverse=inverse)

    def cite(self, what: Solutions | Sequence[URIRef] | URIRef) -> list[Citation]:
        """The citations of a result, of several passages, or of one."""
        if isinstance(what, Solutions):
            return what.citations()
        return self.words.cite([what] if isinstance(what, URIRef) else what)

    def resolve(self, name: str, cls: str) -> URIRef:
        """The thing that a name names, which must be of a class (``dgo:Place``) or ``any``.

        Raises:
            UsageError: the thing is of another class.
        """
        return self._questions.resolve(name, cls)

    # -- views -------------------------------------------------------------------------

    @cached_property
    def passages(self) -> list[PassageGraph]:
        """What every passage states, passage by passage."""
        known = (g for g in read_passages(self.store) if g.sentence in self.words.library)
        return sorted(known, key=lambda g: self.words.library.sort_key(g.sentence))

    @cached_property
    def _network(self) -> nx.MultiDiGraph[str]:
        from dgkg.network import build_network

        return build_network(self.passages, self.words)

    def network(self, *, own: bool = True) -> nx.MultiDiGraph[str]:
        """Things and relations as a networkx graph; see :mod:`dgkg.network`.

        Args:
            own: a copy of your own, to do with as you like; else the one that all share, to be read only.
        """
        return self._network.copy() if own else self._network

    def path(self, a: str, b: str, *, hops: int = 3, through_hubs: bool = False) -> Paths:
        """The routes between two things, most specific first; see :func:`dgkg.path.find_paths`.

        Raises:
            NotFoundError: no such thing.
            UsageError: both are one thing.
        """
        from dgkg.path import find_paths

        ends = self.resolve(a, "any"), self.resolve(b, "any")
        return find_paths(self._network, self.store, self.words, *ends, hops, through_hubs=through_hubs)

    @cached_property
    def analysis(self) -> Analysis:
        """Measures of the network, of gaps and of figures; see :mod:`dgkg.analysis`."""
        from dgkg.analysis import Analysis

        return Analysis(self)

    def trace(self, name: str) -> Trace:
        """From policy to industry to firm, for an industry, a policy or a firm; every hop cited.

        Raises:
            UsageError: the name is of something else.
        """
        from dgkg.trace import trace_firm, trace_industry, trace_policy

        thing = self[name]
        kinds = {DGO.PolicyDocument: trace_policy, DGO.Organization: trace_firm, DGO.Concept: trace_industry}
        types = self.words.gazetteer.types[thing.iri]
        for cls, trace in kinds.items():
            if self.words.ontology.is_a(types, cls):
                return trace(self.query, self.words, thing.iri)
        raise UsageError(
            f"只能追溯产业、政策或企业；「{name}」是{thing.type_label('zh')}",
            f"Only an industry, a policy or a firm can be traced; “{name}” is of the kind “{thing.type_label('en')}”",
        )

    def diagram(self, recipe: str, lang: str = "zh", **parameters: str) -> Diagram:
        """A picture: ``policy-chain`` (``industry=``) or ``ego`` (``focus=``).

        Raises:
            UsageError: no such recipe, or not its parameters.
        """
        from dgkg.diagram import draw

        return draw(self, recipe, lang, parameters)

    def validate(self) -> Report:
        """Whether the record keeps its own rules; see :mod:`dgkg.validation`."""
        from dgkg.validation import validate

        ontology = (self.record or find_record()).ontology
        return validate(self.store, self.words, self.passages, ontology)

    def audit(self) -> Audit:
        """Whether the report agrees with itself; see :mod:`dgkg.audit`."""
        from dgkg.audit import audit

        return audit(self.store, self.words, self.passages)

    def compare(self, first: str, second: str) -> Comparison:
        """Two sources of this graph, figure by figure; see :mod:`dgkg.comparison`."""
        from dgkg.comparison import compare_sources

        return compare_sources(self.passages, self.words, first, second)

    def closure(self) -> Closure:
        """What follows from the graph by OWL 2 RL, and what contradicts it; see :mod:`dgkg.reasoning`."""
        from dgkg.reasoning import close

        return close(self.store, self.passages)

    def reasoned(self) -> KnowledgeGraph:
        """This graph with all that follows from it, in the graph ``rule:owl-rl``; names and citations stay.

        Raises:
            ConformanceError: it contradicts itself, and from a contradiction anything would follow.
        """
        from dgkg.reasoning import INFERRED

        closure = self.closure()
        if closure.contradictions:
            raise ConformanceError("图谱自相矛盾，不作推理", "The graph contradicts itself", closure.told(self.words))
        wider = KnowledgeGraph(self.store.extended(INFERRED, closure.inferred), self.record)
        wider.words = self.words
        return wider

    def to_rdflib(self, *, copy: bool = False) -> Dataset:
        """An rdflib Dataset over this graph's own store, for reading; or a copy in memory, to do with as you like.

        Its default graph is the union of all graphs. Over the store a fact that two sentences
        state counts twice there (``SELECT DISTINCT`` counts it once); in the copy once.
        """
        return self.store.to_rdflib(copy=copy)

    def derived(self) -> dict[str, str]:
        """The derived figures of each rule as canonical TriG, by the name of its file."""
        from dgkg.derived import derived_files
        from dgkg.quantity import Quantities

        return derived_files(Quantities(self.passages))

    def export(self, path: Path | str, form: str | None = None, lang: str = "zh") -> Path:
        """Write the graph to a file or folder; the suffix gives the format if ``form`` does not.

        Args:
            path: where to; see :mod:`dgkg.export` for the forms, and which are folders.
            form: ``nq``, ``ttl``, ``jsonld``, ``gexf``, ``csv``, ``xlsx``, ``parquet`` …
            lang: of labels and headings where the form has room for one language only.

        Raises:
            UsageError: the suffix is no format, or the extra for it is not installed.
            OutputError: the file cannot be written.
        """
        from dgkg.export import export

        if self.record is None:
            raise DataError("此图谱没有文件可导出", "This graph has no files to export")
        return export(self, self.record, Path(path), form, lang)

    def push(
        self,
        address: str,
        journal: Path,
        *,
        user: tuple[str, str] | None = None,
        progress: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> Pushed:
        """Load the graph into a remote store; an interrupted push goes on where it stopped.

        Args:
            address: of the Graph Store; see :mod:`dgkg.store.push`.
            journal: a file that says how far an interrupted push came.
            user: name and password, where the server asks for them.
            progress: told how many pieces are there, of how many.

        Raises:
            EndpointError: the server is dead, slow or refuses.
            DataError: this graph has no files to push.
        """
        from dgkg.store.push import push

        if self.record is None:
            raise DataError("此图谱没有文件可推送", "This graph has no files to push")
        return push(self.record.files(), address, journal, user, progress=progress)

    def ledger(self) -> list[Entry]:
        """Every number of the attached source, with what covers or explains it.

        Raises:
            UsageError: no copy of the source is attached.
        """
        from dgkg.ledger import account

        if not self.words.library.is_attached:
            raise UsageError(
                "核对数字需要原文：dgkg source attach 文件",
                "The ledger needs the source's text: dgkg source attach FILE",
            )
        return account(self.words.library.quotes, self.passages, self.words, self._reasons())

    def open_numbers(self) -> int | None:
        """How many numbers of the source are not accounted for; ``None`` without a copy."""
        if not self.words.library.is_attached:
            return None
        return sum(entry.state == "open" for entry in self.ledger())

    def explained(self) -> set[str]:
        """The passages that the ledger says state nothing of their own."""
        return {reason.passage for reason in self._reasons() if not reason.token}

    def _reasons(self) -> list[Reason]:
        from dgkg.ledger import reasons_in

        return reasons_in(self.record.graph) if self.record else []

    # -- the source --------------------------------------------------------------------

    def attach(self, data: bytes) -> int:
        """Attach a reader's own copy of the source: citations show its words from then on.

        Returns:
            How many passages now have their words.

        Raises:
            AttachmentError: the copy is no text, or differs; carries the ids.
        """
        quotes = attachment.match(data, self.words.library.passages())
        self.words.library.attach(quotes)
        return len(quotes)

    def spans_of(self, passage: str) -> list[Span]:
        """Where an attached passage names what it states; see :class:`dgkg.highlight.Span`.

        Raises:
            NotFoundError: there is no such passage.
        """
        return self.words.highlighter.spans_of(self.passage(passage).iri)

    def close(self) -> None:
        """Release the store, and end the workers that were made for it."""
        if "guard" in self.__dict__:
            self.guard.close()
        self.store.close()

    def __repr__(self) -> str:
        return f"<KnowledgeGraph: {len(self.words.gazetteer.types)} things, {len(self.words.library)} passages>"
