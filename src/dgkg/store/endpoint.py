"""Any SPARQL 1.1 endpoint as a store: the same query texts, the same answers.

What engines do differently is handled here and nowhere else:

- *Default graph.* Our queries read names outside ``GRAPH``. GraphDB, RDF4J, Neptune, QLever and Virtuoso
  give the union of all graphs there; Oxigraph's server gives it when asked by ``union-default-graph``.
- *No default graph.* Virtuoso keeps every triple in a named graph, so what we know of things lies in
  :data:`HOME`, which is kept out of ``GRAPH ?sentence`` by a pragma.
- *Spelling.* A literal comes back as the embedded engine would keep it (``1.50`` is ``1.5``,
  ``xsd:int`` is ``xsd:integer``, language tags in lower case; Virtuoso's boolean ``1`` is ``true``).
- *ASK.* Older Virtuosos answer with a table of one number.
- *Wrong answers.* Virtuoso 7.2.5 loses or invents rows where a query holds a property path, ``OPTIONAL``,
  ``UNION`` or ``NOT EXISTS`` (16 of our 106 questions). It is right about patterns: such a query is
  answered here, from what its patterns match there.
- *Part of an answer.* Virtuoso cuts at ``ResultSetMaxRows`` with status 200; that is an error here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from traceback import clear_frames
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from rdflib import URIRef

from dgkg.errors import EndpointError, QueryError
from dgkg.sparql import form_of, has_dataset, in_written_order, tokens
from dgkg.statement import Statement
from dgkg.store.base import Result, Table
from dgkg.store.embedded import EmbeddedStore
from dgkg.store.patterns import Pattern, patterns_of
from dgkg.store.statements import Statements
from dgkg.store.wire import Parameters, Patience, Reply, Wire
from dgkg.terms import Term, TermReader, to_oxigraph

if TYPE_CHECKING:
    from rdflib import Dataset

__all__ = ["HOME", "EndpointStore"]

HOME = URIRef("https://w3id.org/dgkg/graph/known")
"""Where the default graph lies in a store that has none."""

_TABLE = "application/sparql-results+json"
_ACCEPT = {"SELECT": _TABLE, "ASK": _TABLE}
_YES = frozenset({"1", "true"})
_BOOLEAN = b'{"head":{},"boolean":%s}'
_TRIPLES = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
_WANTED_TRIPLES = "application/n-triples, text/turtle;q=0.5"
# Longer than this, some servers and proxies refuse an address.
_LONGEST_ADDRESS = 2000
_OK, _BAD, _LOCKED, _FORBIDDEN, _FAILED = 200, 400, 401, 403, 500
_OWN = "https://w3id.org/dgkg/ontology#"
_IN_UNION = f"ASK {{ ?a <{_OWN}digest> ?b . ?c <{_OWN}locatedIn> ?d }}"
_IN_GRAPHS = f"ASK {{ GRAPH ?g {{ ?c <{_OWN}locatedIn> ?d }} }}"
_EVERYTHING = "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
_ALL = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
_UNNAMED = "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
_PLAIN = frozenset(
    (
        "http://www.w3.org/2001/XMLSchema#string",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
    )
)


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How one engine has to be asked."""

    prologue: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    every_graph: str | None = None
    """The prologue under which ``GRAPH`` reaches :data:`HOME`, too; ``None`` where there is a default graph."""


# Graphs in which Virtuoso keeps its own settings.
_SYSTEM = (
    "http://www.openlinksw.com/schemas/virtrdf#",
    "http://www.w3.org/ns/ldp#",
    "http://www.w3.org/2002/07/owl#",
    "http://localhost:8890/sparql",
    "http://localuriqaserver/sparql",
    "http://localhost:8890/DAV/",
    "urn:activitystreams-owl:map",
    "urn:core:services:sparql",
    "urn:rules.skos",
    "virtrdf-label",
    "facets",
)
# Once a graph is kept out of GRAPH, the default graph is empty unless one is kept out of it, too.
_VIRTUOSO = _Dialect(
    "".join(f"define input:default-graph-exclude <{graph}>\n" for graph in _SYSTEM)
    + "".join(f"define input:named-graph-exclude <{graph}>\n" for graph in (HOME, *_SYSTEM)),
    every_graph="".join(f"define input:named-graph-exclude <{graph}>\n" for graph in _SYSTEM),
)
# Unknown parameters are passed over by whoever does not know them (SPARQL 1.1 Protocol §2.1).
_UNION = _Dialect(params={"union-default-graph": "true"})


class EndpointStore:
    """A store somewhere else.

    Args:
        address: of the query endpoint, such as ``https://example.org/sparql``.
        user: name and password, where the endpoint asks for them.
        patience: how long an answer may take, and how often it is asked for.

    Raises:
        EndpointError: nobody answers there, or what answers speaks no SPARQL.
        UsageError: the extra ``remote`` is not installed, or the address is none.
    """

    def __init__(self, address: str, user: tuple[str, str] | None = None, patience: Patience | None = None) -> None:
        self._wire = Wire(address, user, patience)
        self._dialect = _Dialect()
        try:
            self._dialect = self._find_dialect()
        except BaseException:
            self._wire.close()
            raise

    @property
    def address(self) -> str:
        """Where the store is asked."""
        return self._wire.address

    @property
    def joins_wrongly(self) -> bool:
        """Whether the engine there can be trusted with patterns only, and not with what joins them."""
        return self._dialect is _VIRTUOSO

    @property
    def has_default_graph(self) -> bool:
        """Whether there is a default graph to write to; else :data:`HOME` stands for it."""
        return self._dialect is not _VIRTUOSO

    def query(self, sparql: str) -> Result:
        """Answer a query; see :class:`dgkg.store.base.Store`.

        Raises:
            EndpointError: the endpoint is dead or slow, or its answer is torn or no answer.
        """
        form = form_of(tokens(sparql))
        if form in {"", "UPDATE"}:
            _refuse(sparql)
        if self.joins_wrongly and (patterns := patterns_of(sparql)) and not patterns.is_plain:
            return self.matching(patterns.triples).query(sparql)
        answer = self._asked(sparql, form)
        if form in _ACCEPT:
            return self._read_table(answer, form, sparql)
        return self._read_triples(answer)

    def ask(
        self, sparql: str, default: Sequence[str] = (), named: Sequence[str] = ()
    ) -> ox.QuerySolutions | ox.QueryBoolean | list[ox.Triple]:
        """What the engine there answers, in our engine's terms and in its own spelling.

        Solutions belong to the thread that asked: it must also drop them. Nothing of the text is run here.

        Args:
            sparql: a query; what it joins is joined there, see :attr:`joins_wrongly`.
            default: graphs that make up the default graph (SPARQL 1.1 Protocol §2.1.4).
            named: graphs that can be named.

        Raises:
            EndpointError: the endpoint is dead or slow, or its answer is torn or no answer.
            LimitError: the answer is larger than it may be.
            QueryError: the engine there cannot run it.
        """
        form = form_of(tokens(sparql))
        answer = self._asked(sparql, form, {"default-graph-uri": default, "named-graph-uri": named}, explain=False)
        if form not in _ACCEPT:
            return [quad.triple for quad in self._parsed(answer)]
        found = self._solved(answer)
        if form == "ASK" and isinstance(found, ox.QuerySolutions):
            yes = any(row[0] is not None and row[0].value in _YES for row in found)
            told = ox.parse_query_results(_BOOLEAN % (b"true" if yes else b"false"), format=ox.QueryResultsFormat.JSON)
            assert isinstance(told, ox.QueryBoolean)
            return told
        return found

    def _asked(
        self, sparql: str, form: str, dataset: Mapping[str, Sequence[str]] | None = None, *, explain: bool = True
    ) -> Reply:
        accept = _ACCEPT.get(form, _WANTED_TRIPLES)
        chosen = {name: graphs for name, graphs in (dataset or {}).items() if graphs}
        if chosen or has_dataset(sparql):
            # What the dialect adds would win over graphs that somebody chose.
            answer = self._send(sparql, accept, chosen)
        else:
            answer = self._send(self._dialect.prologue + sparql, accept)
        self._judge(answer, sparql, explain=explain)
        return answer

    def patient(self, patience: Patience) -> EndpointStore:
        """The same endpoint, asked with another patience; to be closed on its own."""
        other = copy(self)
        other._wire = self._wire.patient(patience)  # noqa: SLF001 - it is one of us
        return other

    def to_rdflib(self, *, copy: bool = False) -> Dataset:
        """A Dataset of all that is there, fetched once; see :class:`dgkg.store.base.Store`."""
        return self._downloaded().to_rdflib(copy=copy)

    def statements(self) -> Statements:
        """All that is there, fetched once; see :class:`dgkg.store.base.Store`."""
        return self._downloaded().statements()

    def extended(self, graph: URIRef, statements: Iterable[Statement]) -> EmbeddedStore:
        """A store in memory of all that is there, and more; see :class:`dgkg.store.base.Store`."""
        return self._downloaded().extended(graph, statements)

    def close(self) -> None:
        """Hang up."""
        self._wire.close()

    def _find_dialect(self) -> _Dialect:
        answer = self._send("ASK {}", _TABLE)
        self._judge(answer, "ASK {}")
        self._read_table(answer, "ASK", "ASK {}")
        if b"__ASK_RETVAL" in answer.body or "virtuoso" in answer.headers.get("server", "").lower():
            return _VIRTUOSO
        if self.query(_IN_UNION) or not self.query(_IN_GRAPHS):
            return _Dialect()
        self._dialect = _UNION
        if self.query(_IN_UNION):
            return _UNION
        raise EndpointError(
            f"{self.address} 的默认图看不到句子的图。请在服务器上开启“默认图为全部图的并集”，见 docs/stores.md。",
            f"The default graph of {self.address} does not show the graphs of the sentences. Make the default graph "
            "the union of all graphs there; docs/stores.md says how.",
            address=self.address,
        )

    def _send(self, sparql: str, accept: str, params: Parameters | None = None) -> Reply:
        asked: Parameters = {"query": sparql, **(self._dialect.params if params is None else params)}
        headers = {"Accept": accept}
        if sum(len("".join(value)) for value in asked.values()) < _LONGEST_ADDRESS:
            return self._wire.send("GET", params=asked, headers=headers)
        return self._wire.send("POST", form=asked, headers=headers)

    def _judge(self, answer: Reply, sparql: str, *, explain: bool = True) -> None:
        """Raise what an answer that is none means; ``explain`` has our own engine read the text, too."""
        if answer.status == _OK:
            if most := answer.headers.get("x-sparql-maxrows"):
                raise self._error(
                    f"只返回前 {most} 行，结果不完整，未采用。请提高 Virtuoso 的 ResultSetMaxRows",
                    f"gives only the first {most} rows; none was used. Raise Virtuoso's ResultSetMaxRows",
                    answer,
                )
            if "S1TAT" in answer.headers.get("x-sql-state", ""):
                raise self._error(
                    "超时后只返回一部分结果，未采用。请缩小查询",
                    "ran out of time and gives only a part, which was not used. Ask for less",
                    answer,
                )
            return
        if answer.status in {_LOCKED, _FORBIDDEN}:
            raise self._error("拒绝访问：请给出用户名和密码", "refuses access: give a user and password", answer)
        if answer.status in {_BAD, _FAILED}:
            if explain and answer.status == _BAD:
                _explain(sparql)
            raise QueryError(
                f"{self.address} 无法执行查询（{answer.status}）：{answer.excerpt}",
                f"{self.address} cannot run the query ({answer.status}): {answer.excerpt}",
                query=sparql,
            )
        raise self._error("不是 SPARQL 端点", "is no SPARQL endpoint", answer)

    def _read_table(self, answer: Reply, form: str, sparql: str) -> Table | bool:
        found: Any = self._solved(answer)
        try:
            if isinstance(found, ox.QueryBoolean):
                return bool(found)
            given = tuple(variable.value for variable in found.variables)
            names = in_written_order(sparql, given)
            places = [given.index(name) for name in names]
            read = _Reader()
            rows = [tuple(None if row[at] is None else read(row[at]) for at in places) for row in found]
        except (SyntaxError, ValueError) as error:
            # Only the thread that parsed may drop the engine's solutions: no traceback may keep them.
            found = None
            clear_frames(error.__traceback__)
            raise self._unreadable(answer, _TABLE) from error
        if form == "ASK":
            return any(str(row[0]) in _YES for row in rows)
        return Table(names, rows)

    def _solved(self, answer: Reply) -> ox.QuerySolutions | ox.QueryBoolean:
        try:
            return ox.parse_query_results(answer.body, format=ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise self._unreadable(answer, _TABLE) from error

    def _read_triples(self, answer: Reply) -> list[Statement]:
        read = _Reader()
        quads = self._parsed(answer)
        return [Statement(read(q.subject), URIRef(q.predicate.value), read(q.object)) for q in quads]

    def _parsed(self, answer: Reply) -> list[ox.Quad]:
        form = _TRIPLES.get(answer.media_type)
        if form is None:
            raise self._unreadable(answer, _WANTED_TRIPLES)
        try:
            return list(ox.parse(answer.body, format=form))
        except (SyntaxError, ValueError) as error:
            raise self._unreadable(answer, _WANTED_TRIPLES) from error

    def _unreadable(self, answer: Reply, wanted: str) -> EndpointError:
        said = answer.media_type or "—"
        return self._error(
            f"的回答不是 {wanted}，而是 {said}；它不是 SPARQL 端点，或回答不完整",
            f"answers with {said}, which cannot be read as {wanted}: it is no SPARQL endpoint, or the answer is torn",
            answer,
        )

    def _error(self, zh: str, en: str, answer: Reply) -> EndpointError:
        return EndpointError(
            f"{self.address} {zh}（{answer.status}）：{answer.excerpt}",
            f"{self.address} {en} ({answer.status}): {answer.excerpt}",
            address=self.address,
            status=answer.status,
        )

    def _downloaded(self) -> EmbeddedStore:
        """A store in memory of all that is there."""
        if self._dialect.every_graph is not None:
            return self.matching([(None, None, None)])
        # What asks for the union has a default graph of its own; what always gives it does not show one.
        unnamed = self._solutions(_ALL, {}) if self._dialect.params else self._solutions(_UNNAMED)
        named = self._solutions(_EVERYTHING)
        return EmbeddedStore.from_quads(ox.Quad(s, p, o, *g) for s, p, o, *g in chain(named, unnamed))

    def matching(self, patterns: Iterable[Pattern]) -> EmbeddedStore:
        """A store in memory of what patterns match, where there is no default graph."""
        quads = set()
        home = ox.NamedNode(HOME)
        for pattern in patterns:
            given = [None if term is None else to_oxigraph(term) for term in pattern]
            names = [f"?{name}" if term is None else str(term) for name, term in zip("spo", given, strict=True)]
            shown = " ".join(name for name in names if name.startswith("?"))
            query = f"{self._dialect.every_graph}SELECT {shown} ?g WHERE {{ GRAPH ?g {{ {' '.join(names)} }} }}"
            for *found, graph in self._solutions(query):
                rest = iter(found)
                terms: list[Any] = [next(rest) if term is None else term for term in given]
                quads.add(ox.Quad(terms[0], terms[1], terms[2], None if graph == home else graph))
        return EmbeddedStore.from_quads(quads)

    def _solutions(self, sparql: str, params: Mapping[str, str] | None = None) -> Iterable[Any]:
        answer = self._send(sparql, _TABLE, params)
        self._judge(answer, sparql)
        found: Any = self._solved(answer)
        try:
            yield from found
        except (SyntaxError, ValueError) as error:
            found = None
            clear_frames(error.__traceback__)
            raise self._unreadable(answer, _TABLE) from error


class _Reader(TermReader):
    """Reads terms as the embedded engine would have kept them."""

    def __call__(self, term: object) -> Term:
        if isinstance(term, ox.Literal) and term.datatype.value not in _PLAIN:
            return super().__call__(_as_embedded(term))
        return super().__call__(term)


@lru_cache(maxsize=4096)
def _as_embedded(literal: ox.Literal) -> ox.Literal:
    node = ox.NamedNode("urn:x")
    store = ox.Store()
    store.add(ox.Quad(node, node, literal))
    kept = next(iter(store)).object
    assert isinstance(kept, ox.Literal)
    return kept


def _explain(sparql: str) -> None:
    """Raise the error with line and column, where the text is not SPARQL."""
    # To see whether the engine takes a text it must run it, and a SERVICE would be called from here.
    if not any(token.upper == "SERVICE" for token in tokens(sparql)):
        EmbeddedStore().query(sparql)


def _refuse(sparql: str) -> None:
    """Raise: the text is no query. Nothing is ever written through a store."""
    _explain(sparql)
    raise QueryError("这不是 SPARQL 查询", "This is no SPARQL query", query=sparql)
