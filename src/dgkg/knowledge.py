"""One friendly face: the reader with all views over it, each method one or two lines of delegation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from dgkg.asked import Asked
from dgkg.errors import ConformanceError, DataError, UsageError
from dgkg.places import find_record
from dgkg.store import RDF_SUFFIXES, Filed, is_address, is_built, open_build, open_endpoint, open_export, open_store

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset, URIRef

    from dgkg.analysis import Analysis
    from dgkg.audit import Audit
    from dgkg.between import Between
    from dgkg.comparison import Comparison
    from dgkg.diagram import Diagram
    from dgkg.diagram.recipe import First
    from dgkg.ledger import Entry, Reason
    from dgkg.path import Paths
    from dgkg.quantity import Quantities
    from dgkg.reasoning import Closure
    from dgkg.store import Statements
    from dgkg.store.push import Pushed
    from dgkg.trace import Trace
    from dgkg.validation import Report

__all__ = ["KnowledgeGraph", "load"]

_HOPS = 3  # how long routes are at the most


def load(folder: Path | str | None = None, *, user: tuple[str, str] | None = None) -> KnowledgeGraph:
    """The shipped knowledge graph, that of a folder, one that was exported as RDF, or one on a server.

    Args:
        folder: holds ``graph/`` and perhaps ``ontology/``; or a file that ``export`` wrote as ``.nq``, ``.trig``,
            ``.jsonld`` or, without citations, ``.ttl``; or the address of a SPARQL 1.1 endpoint
            (``https://example.org/sparql``; see ``docs/stores.md``); or a folder that ``dgkg build`` made.
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


class KnowledgeGraph(Asked):
    """A city's digital economy, with the sentence behind every fact.

    Args:
        store: what answers the queries.
        record: the files that the store was built from, where there are any.
    """

    def verify(self) -> None:
        """Read every byte of the build again that this graph was opened from, and compare; a graph in memory has none.

        Of a store above 512 MB opening reads a part only, and nobody watches the rest where a program of yours has it
        open: a query that sorts or counts over a damaged block may take all memory. Commands look after that.

        Raises:
            DataError: files are damaged; names them.
        """
        from dgkg.store import EmbeddedStore

        if isinstance(self.store, EmbeddedStore) and (damaged := self.store.damaged()):
            raise DataError(
                f"图谱的构建已损坏：{'、'.join(damaged)}。请用 dgkg build 重建。",
                f"The build of this graph is damaged: {', '.join(damaged)}. Run dgkg build again",
            )

    @cached_property
    def quantities(self) -> Quantities:
        """Every figure, with the ties among them; see :mod:`dgkg.quantity`."""
        from dgkg.quantity import Quantities

        return Quantities(self.passages)

    @cached_property
    def hubs(self) -> Sequence[URIRef]:
        """The things that lead everywhere; see :func:`dgkg.path.hubs_of`."""
        from dgkg.network import degrees_in
        from dgkg.path import hubs_of

        return hubs_of(*degrees_in(self.passages, self.words), self.store, self.words)

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

    def path(self, a: str, b: str, *, hops: int = _HOPS, through_hubs: bool = False) -> Paths:
        """The routes between two things, most specific first; see :func:`dgkg.path.find_paths`.

        Of a graph too large to be read whole: all of at most so many hops; see :mod:`dgkg.between`.

        Raises:
            NotFoundError: no such thing.
            UsageError: both are one thing, or in a large graph routes take too much to read or are to pass through
                hubs.
        """
        from dgkg.path import find_paths

        ends = self.resolve(a, "any"), self.resolve(b, "any")
        if not self.is_whole:
            return self._between(ends, hops).paths(ends, hops, through_hubs=through_hubs)
        return find_paths(self._network, self.store, self.words, *ends, hops, through_hubs=through_hubs)

    def whole(self) -> KnowledgeGraph:
        """The graph, read whole whatever its size: for who goes through all of it, and can wait."""
        if self.is_whole:
            return self
        whole = KnowledgeGraph(self.store, self.record)
        whole.words, whole._reads_all = self.words, True
        return whole

    def near(self, *things: URIRef) -> KnowledgeGraph:
        """The graph as far as the first passages go that speak of some things; all of it where it can be read.

        Raises:
            TooLargeError: it cannot, and nothing is named.
        """
        if self.is_whole:
            return self
        from dgkg.part import Part

        key = self.words.library.sort_key
        graphs, unread = self.occurrences.first(*things)
        return Part(self, sorted(graphs, key=lambda graph: key(graph.sentence)), unread=unread)

    def _between(self, ends: tuple[URIRef, URIRef], hops: int) -> Between:
        from dgkg.between import Between

        return Between(self.occurrences, self.words, ends, hops)

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
        return self._traced(self[name].iri)

    @cached_property
    def _traced(self) -> Callable[[URIRef], Trace]:
        from dgkg.trace import trace

        # Whoever asks in one language often asks in the other as well.
        return lru_cache(8)(partial(trace, self.query, self.words))

    def diagram(self, recipe: str, lang: str = "zh", **parameters: str) -> Diagram:
        """A picture: ``policy-chain`` (``industry=``), ``ego`` (``focus=``) …; see :meth:`around` for a large graph.

        Raises:
            UsageError: no such recipe, or not its parameters.
            TooLargeError: the graph is too large to be read whole, nothing of it is named, and nothing comes first.
        """
        from dgkg.diagram import draw

        return draw(self.around(recipe, parameters), recipe, lang, parameters)

    def around(self, recipe: str, parameters: Mapping[str, str]) -> KnowledgeGraph:
        """The graph as far as a picture takes it: all of it, or of a large one what is said of the things it names.

        Where it names none, those that come first are drawn: the places with the most in them, the latest policies.

        Raises:
            NotFoundError: nothing has one of the names.
            TooLargeError: the graph is too large to be read whole, no thing is named, and none comes first.
            UsageError: these are not the parameters of the recipe, or routes take too much to read.
        """
        if self.is_whole:
            return self
        from dgkg.surroundings import around

        return around(self, recipe, parameters, self._first_of)

    @cached_property
    def _first_of(self) -> Callable[[First], KnowledgeGraph]:
        from dgkg.surroundings import near_first

        return lru_cache(4)(partial(near_first, self))

    @property
    def chosen(self) -> Sequence[URIRef]:
        """What a picture is of where nothing was named and all is too much; nothing of a graph that is no part."""
        return ()

    @property
    def left_out(self) -> int:
        """How many more of their kind there are; none of a graph that is no part."""
        return 0

    @property
    def unread(self) -> int:
        """How many passages at least were left out for their number; none of a graph that is no part."""
        return 0

    def validate(self) -> Report:
        """Whether the record keeps its own rules; see :mod:`dgkg.validation`."""
        from dgkg.validation import validate

        ontology = (self.record or find_record()).ontology
        return validate(self.store, self.words, self.passages, ontology)

    def audit(self, source: str = "") -> Audit:
        """Whether the report agrees with itself; see :mod:`dgkg.audit`.

        Of a graph too large to be read whole each source is held against itself, one after the other.

        Args:
            source: the id of a source (``dongguan-2023``) that is to be held against itself; nothing for all.

        Raises:
            NotFoundError: there is no such source.
        """
        from dgkg.audit import audit, audit_each, audit_source

        if source:
            return audit_source(self.store, self.words, self.occurrences, self.words.library.source(source))
        if not self.is_whole:
            return audit_each(self.store, self.words, self.occurrences)
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

        Its default graph is the union of all graphs. A fact of two sentences counts twice, in a copy once.
        """
        return self.store.to_rdflib(copy=copy)

    def derived(self) -> dict[str, str]:
        """The derived figures of each rule as canonical TriG, by the name of its file."""
        from dgkg.derived import derived_files

        return derived_files(self.quantities)

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

        return export(self, self._statements(), Path(path), form, lang)

    def _statements(self) -> Statements:
        return Filed(self.record.files()) if self.record else self.store.statements()

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
        """
        from dgkg.store.push import push

        return push(self._statements(), address, journal, user, progress=progress)

    def ledger(self) -> list[Entry]:
        """Every number of the attached source, with what covers or explains it.

        Raises:
            UsageError: no copy of the source is attached.
        """
        from dgkg.ledger import account

        if not self.words.library.is_attached:
            needed = (
                "核对数字需要原文：dgkg source attach 文件",
                "The ledger needs the source's text: dgkg source attach FILE",
            )
            raise UsageError(*needed)
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
