"""What a graph can be read by: things by their names, questions, passages, and the reader's own copy of the source.

The views over it (tracing, pictures, audit …) are in :mod:`dgkg.knowledge`, which gives both one face.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, TextIO

from rdflib import URIRef

from dgkg.entity import Entity
from dgkg.errors import NotFoundError
from dgkg.facts import Fact, PassageGraph, facts_in, read_passages
from dgkg.guarded import Guarded
from dgkg.namespaces import DGO
from dgkg.occurrence import Occurrences, is_large
from dgkg.query import Query, catalogue, find_query, unknown_terms
from dgkg.questions import Questions
from dgkg.solutions import Solutions
from dgkg.source import Citation, Passage
from dgkg.store import Store
from dgkg.words import Words

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from dgkg.gazetteer import Hit
    from dgkg.guard import Limits, Runner
    from dgkg.highlight import Span

__all__ = ["Reader"]


class Reader:
    """Reads a store in the words of its own names and citations.

    Args:
        store: what answers the queries.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.words = Words(store)
        self._reads_all = False
        self._ahead: Future[list[PassageGraph]] | None = None

    @cached_property
    def _questions(self) -> Questions:
        return Questions(self.store, self.words)

    # -- things ------------------------------------------------------------------------

    def __getitem__(self, name: str) -> Entity:
        """The thing that a name, alias, id, IRI or pinyin names; else an error that helps."""
        # Who has the thing itself need not have its name looked up.
        known = isinstance(name, URIRef) and name in self.words.gazetteer
        return self.entity(name if known else self.words.gazetteer.lookup(name))  # type: ignore[arg-type]

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
        alone = partial(self._guarded.run_alone, limits=limits) if limits else None
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
        return Questions(self.store, self.words, self._guarded.run).run(text, guarded=guarded)

    @cached_property
    def _guarded(self) -> Guarded:
        return Guarded(self.store)

    @property
    def guard(self) -> Runner:
        """What runs SPARQL that somebody else wrote; see :class:`dgkg.guarded.Guarded`.

        Raises:
            UsageError: the store is of a kind that nothing is known of.
        """
        return self._guarded.runner

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

    # -- the source --------------------------------------------------------------------

    @cached_property
    def passages(self) -> list[PassageGraph]:
        """What every passage states, passage by passage."""
        read = self._ahead.result() if self._ahead else read_passages(self.store)
        self._ahead = None
        known = (g for g in read if g.sentence in self.words.library)
        return sorted(known, key=lambda g: self.words.library.sort_key(g.sentence))

    def read_ahead(self, pool: Executor) -> None:
        """Begin to read the passages: the engine sorts what they state without Python, which may do something else."""
        if "passages" not in self.__dict__:
            self._ahead = pool.submit(read_passages, self.store)

    @cached_property
    def graphs(self) -> Mapping[URIRef, PassageGraph]:
        """The same by the passage; of a large graph each is read when it is asked for."""
        return {graph.sentence: graph for graph in self.passages} if self.is_whole else self.occurrences.graphs

    @property
    def is_whole(self) -> bool:
        """Whether the graph is read whole; one that is too large for that is asked for what is wanted of it."""
        return self._reads_all or not is_large(self.store)

    @cached_property
    def occurrences(self) -> Occurrences:
        """The passages that speak of a thing, asked of the store."""
        return Occurrences(self.store)

    def attach(self, data: bytes) -> int:
        """Attach a reader's own copy of the source: citations show its words from then on.

        Returns:
            How many passages now have their words.

        Raises:
            AttachmentError: the copy is no text, or differs; carries the ids.
        """
        from dgkg import attachment

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
        self._guarded.close()
        self.store.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self.words.gazetteer.types)} things, {len(self.words.library)} passages>"
