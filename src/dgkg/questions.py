"""Questions put to a graph: of the library, typed by a person, or in SPARQL.

Values are named as people name things; what a name means is settled here, before the query
runs, so that a wrong name is an error and never an empty answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple, TextIO

from rdflib import URIRef

from dgkg.errors import AmbiguousNameError, NotFoundError, QueryError, UsageError
from dgkg.namespaces import expand
from dgkg.ordering import with_total_order
from dgkg.query import Query, catalogue, query_from, with_prefixes
from dgkg.solutions import Solutions
from dgkg.store import Result, Store
from dgkg.terms import Term
from dgkg.words import Words

__all__ = ["Questions"]

_KEPT = 4096


class _Prepared(NamedTuple):
    """The text of a question with its values, and the lines that were put before it; values given and assumed."""

    whole: str
    added: int
    given: Mapping[str, Sequence[Term]]
    values: Mapping[str, Sequence[Term]]
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """Asks a store, and gives the answer with the names and citations of its words."""

    store: Store
    words: Words
    guard: Callable[[str], Result] | None = None
    """Runs what somebody else wrote; the store itself runs the questions of the library."""
    _prepared: dict[tuple[object, ...], _Prepared] = field(default_factory=dict, repr=False, compare=False)

    def ask(self, query: Query, values: Mapping[str, object]) -> Solutions:
        """Run a question of the library with values by name: names, ids, IRIs, numbers, or lists of them.

        Raises:
            NotFoundError: there is no such thing.
            UsageError: an unknown parameter, or a value of the wrong kind.
        """
        prepared = self._prepare(query, values)
        given = prepared.given
        is_foreign = self.guard is not None and query not in catalogue()

        def text() -> str:
            return query.bind(given)

        answer = self._answer(prepared.whole, prepared.added, text, guarded=is_foreign)

        def asked(lang: str) -> str:
            return query.wording(given, self.words.label, lang)

        return Solutions.of(answer, self.words, text, asked, prepared.values, prepared.assumed)

    def _prepare(self, query: Query, values: Mapping[str, object]) -> _Prepared:
        """A question with its values, ready to be run; kept, as names never change while a graph is open."""
        is_kept = all(type(value) in {str, URIRef} for value in values.values())
        key = (query.text, *values.items()) if is_kept else ()
        if is_kept and (known := self._prepared.get(key)):
            return known
        given = query.read_values(values, self.resolve)
        # The language is a matter of the door, not of the question.
        assumed = {p.name: p.default_terms for p in query.parameters if p.name not in given and p.name != "lang"}
        found = _Prepared(*query.bare(given), given, {**given, **assumed}, tuple(assumed))
        if is_kept:
            if len(self._prepared) >= _KEPT:
                self._prepared.clear()
            self._prepared[key] = found
        return found

    def ask_typed(self, text: str, values: Mapping[str, str], lang: str, standard_input: TextIO) -> Solutions:
        """Run what a user typed: a library name, a ``.rq`` file, ``-``, or SPARQL text."""
        query = query_from(text, standard_input)
        if isinstance(query, str):
            if values:
                raise UsageError(
                    "SPARQL 文本没有参数；参数只用于查询目录中的问题和 .rq 文件。",
                    "SPARQL text takes no parameters; library questions and .rq files do.",
                )
            return self.run(query, guarded=self.guard is not None)
        spoken = {"lang": lang} if any(p.name == "lang" for p in query.parameters) else {}
        return self.ask(query, {**spoken, **values})

    def run(self, text: str, *, guarded: bool = False) -> Solutions:
        """Run SPARQL text.

        Args:
            text: the query; the record's own prefixes need no declaration.
            guarded: run it as what somebody else wrote.

        Raises:
            QueryError: with line and column where the text is not SPARQL.
        """
        whole, added = with_prefixes(text)
        if (ordered := with_total_order(whole)) != whole and not guarded:
            # An error is told at its place in the text as it was written.
            with suppress(QueryError):
                return Solutions.of(self.store.query(ordered), self.words, text)
        return Solutions.of(self._answer(whole, added, lambda: text, guarded=guarded), self.words, text)

    def _answer(self, whole: str, added: int, written: Callable[[], str], *, guarded: bool) -> Result:
        """What a text gives that has some lines more than what was written."""
        try:
            return self.guard(whole) if guarded and self.guard else self.store.query(whole)
        except QueryError as error:
            raise error.moved(added, written()) from error

    def related(self, name: str, relation: str, *, inverse: bool = False) -> Solutions:
        """What a relation of a thing leads to, also where that is not stored: see :mod:`dgkg.property_path`.

        Raises:
            NotFoundError: no such thing.
            UsageError: no such relation.
        """
        from dgkg.property_path import related

        iri = expand(relation)
        if iri is None:
            raise UsageError(
                f"「{relation}」不是关系名；应如 dgo:locatedIn", f"“{relation}” is no relation; write dgo:locatedIn"
            )
        table, sparql = related(self.store, self.words.gazetteer.lookup(name), iri, inverse=inverse)
        return Solutions(table, self.words, sparql)

    def resolve(self, name: str, cls: str) -> URIRef:
        """The thing that a name names, which must be of a class (``dgo:Place``) or ``any``.

        Raises:
            UsageError: the thing is of another class.
        """
        gazetteer, ontology = self.words.gazetteer, self.words.ontology
        if cls == "any":
            return gazetteer.lookup(name)
        wanted = expand(cls)
        if wanted is None:
            raise UsageError(f"「{cls}」不是类名；应如 dgo:Place", f"“{cls}” is no class; write it like dgo:Place")
        named = expand(name)
        if named is not None and ontology.is_a(gazetteer.types.get(named, ()), wanted):
            return named
        try:
            return gazetteer.lookup(name, lambda iri: ontology.is_a(gazetteer.types.get(iri, ()), wanted))
        except NotFoundError:
            label = self.words.label
            kind = ontology.most_specific(gazetteer.types.get(self._any(name), ())) or wanted
            raise UsageError(
                f"「{name}」是{label(kind, 'zh')}，此处需要{label(wanted, 'zh')}",
                f"“{name}” is of the kind “{label(kind, 'en')}”; here a “{label(wanted, 'en')}” is needed",
            ) from None

    def _any(self, name: str) -> URIRef:
        try:
            return self.words.gazetteer.lookup(name)
        except AmbiguousNameError as error:
            found = expand(error.choices[0][0])
            assert found is not None
            return found
