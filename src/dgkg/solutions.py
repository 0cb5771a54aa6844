"""The solutions of a query, where every row knows its sentence.

Rows hold rdflib terms. The column ``sentence`` is the citation; names and numbers for
people are made when asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, TypeGuard, overload

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from dgkg.source import Citation
from dgkg.store import Result, Table
from dgkg.terms import Term

if TYPE_CHECKING:
    import pandas as pd

    from dgkg.words import Words

__all__ = ["SENTENCE", "Solution", "Solutions"]

SENTENCE = "sentence"
_NUMBERS = {str(XSD.integer), str(XSD.decimal), str(XSD.double), str(XSD.float), str(XSD.positiveInteger)}


class Solution(dict[str, Term]):
    """One row: the bound variables and their terms; also ``row.firm`` for ``row["firm"]``."""

    def __getattr__(self, name: str) -> Term:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


class Solutions(Sequence[Solution]):
    """The rows of a SELECT query, in order.

    Args:
        table: variables and rows.
        words: what turns terms into names and passages into citations.
        sparql: the text that was asked, or what makes it.
        asked: says in a language what was asked, for a question of the library.
        values: the parameters of that question with their values.
        assumed: those of them that were not given, so that their default was used.
    """

    def __init__(
        self,
        table: Table,
        words: Words,
        sparql: str | Callable[[], str] = "",
        asked: Callable[[str], str] | None = None,
        values: Mapping[str, Sequence[Term]] | None = None,
        assumed: Sequence[str] = (),
    ) -> None:
        self.table = table
        self.words = words
        self._sparql = sparql
        self._asked = asked
        self.values = dict(values or {})
        self.assumed = tuple(assumed)

    @classmethod
    def of(
        cls,
        result: Result,
        words: Words,
        sparql: str | Callable[[], str],
        asked: Callable[[str], str] | None = None,
        values: Mapping[str, Sequence[Term]] | None = None,
        assumed: Sequence[str] = (),
    ) -> Solutions:
        """The answer to SPARQL of any form: ASK gives one row ``answer``, a graph rows of three terms."""
        if isinstance(result, bool):
            result = Table(("answer",), [(Literal(result),)])
        elif not isinstance(result, Table):
            rows: list[tuple[Term | None, ...]] = [(s.subject, s.predicate, s.object) for s in result]
            result = Table(("subject", "predicate", "object"), rows)
        return cls(result, words, sparql, asked, values, assumed)

    @property
    def sparql(self) -> str:
        """The text that was asked."""
        return self._sparql if isinstance(self._sparql, str) else self._sparql()

    def asked(self, lang: str = "zh") -> str:
        """What was asked, in words: the question with its values; empty for plain SPARQL."""
        return self._asked(lang) if self._asked else ""

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.table.variables

    def __len__(self) -> int:
        return len(self.table)

    def __iter__(self) -> Iterator[Solution]:
        names = self.variables
        for row in self.table.rows:
            yield Solution({n: term for n, term in zip(names, row, strict=True) if term is not None})

    @overload
    def __getitem__(self, index: int) -> Solution: ...
    @overload
    def __getitem__(self, index: slice) -> Solutions: ...
    def __getitem__(self, index: int | slice) -> Solution | Solutions:
        if isinstance(index, slice):
            return Solutions(self.table.part(index), self.words, self._sparql, self._asked, self.values, self.assumed)
        row = zip(self.variables, self.table.rows[index], strict=True)
        return Solution({n: term for n, term in row if term is not None})

    def column(self, name: str) -> list[Term | None]:
        """One variable's terms, row by row."""
        place = self.variables.index(name)
        return [row[place] for row in self.table.rows]

    def citations(self) -> list[Citation]:
        """The passages that the rows cite, once each, in reading order."""
        if SENTENCE not in self.variables:
            return []
        return self.words.cite({t for t in self.column(SENTENCE) if isinstance(t, URIRef)})

    def headings(self, lang: str = "zh") -> list[str]:
        """The column names for people: the variable's label in the ontology, else its name."""
        return [self.words.heading(name, lang) for name in self.variables]

    def cells(self, lang: str = "zh") -> list[list[str | int | float | Decimal | None]]:
        """The rows for people: names instead of IRIs, numbers as numbers, citations in words."""
        columns = []
        for place, name in enumerate(self.variables):
            known: dict[Term | None, str | int | float | Decimal | None] = {}
            column: list[str | int | float | Decimal | None] = []
            for row in self.table.rows:
                term = row[place]
                if self._is_quoted(term):
                    # What is marked in the words is what the row is about.
                    column.append(self._citation(name, term, row, lang))
                    continue
                if term not in known:
                    known[term] = self._cell(name, term, lang)
                column.append(known[term])
            columns.append(column)
        return [list(row) for row in zip(*columns, strict=True)]

    def _is_quoted(self, term: Term | None) -> TypeGuard[URIRef]:
        return self.words.library.is_attached and isinstance(term, URIRef) and term in self.words.library.quotes

    def _citation(self, name: str, passage: URIRef, row: Sequence[Term | None], lang: str) -> str:
        """A passage with its words, and the row's things and figures marked in them."""
        things = [str(t) if isinstance(t, Literal) else t for t in row if isinstance(t, (URIRef, Literal))]
        if name == SENTENCE:
            return self.words.verbatim_citation(passage, lang, things)
        return self.words.passage_citation(passage, things)

    def _cell(self, name: str, term: Term | None, lang: str) -> str | int | float | Decimal | None:
        if term is None:
            return None
        if isinstance(term, URIRef):
            return self.words.citation_text(term, lang) if name == SENTENCE else self.words.label(term, lang)
        if isinstance(term, Literal) and str(term.datatype) in _NUMBERS:
            number = Decimal(str(term))
            return int(number) if number == number.to_integral_value() else number
        text = str(term)
        if lang == "en" and not text.isascii() and (shown := self.words.node_labels.in_english(text)):
            # As printed, and as a reader of English reads it.
            return shown if text in shown else f"{shown} ({text})"
        return text

    def to_frame(self, lang: str = "zh", *, ids: bool = False) -> pd.DataFrame:
        """A pandas DataFrame: names, numbers, and a ``citation`` column.

        Args:
            lang: language of names and citations.
            ids: IRIs as they are instead of names.

        Returns:
            One row a solution, one column a variable; ``sentence`` holds the passage's id and
            ``citation`` its citation in words. Numbers are float64 or int64.
        """
        import pandas as pd

        def name(variable: str, iri: str) -> object:
            return iri if ids or variable == SENTENCE else self.words.label(URIRef(iri), lang)

        data = dict(zip(self.variables, self.table.columns(name), strict=True))
        if SENTENCE in data and not ids:
            passages = data[SENTENCE]
            texts = {p: self.words.citation_text(URIRef(p), lang) for p in set(passages) if isinstance(p, str)}
            data[SENTENCE] = [str(p).rpartition("/")[2] if p in texts else p for p in passages]
            data["citation"] = [texts.get(str(p)) for p in passages]
            if self.words.library.is_attached:
                place = self.variables.index(SENTENCE)
                data["citation"] = [
                    str(self._citation(SENTENCE, term, row, lang)) if self._is_quoted(term := row[place]) else text
                    for row, text in zip(self.table.rows, data["citation"], strict=True)
                ]
        return pd.DataFrame(data)

    def __repr__(self) -> str:
        return f"<Solutions: {len(self)} rows of {', '.join(self.variables)}>"

    def __str__(self) -> str:
        from dgkg.table import plain_table

        return plain_table(self.headings(), self.cells())

    def _repr_html_(self) -> str:
        from dgkg.table import html_table

        return html_table(self.headings(), self.cells())
