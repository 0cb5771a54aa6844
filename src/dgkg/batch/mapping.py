"""What the rows of a table say: a small TOML file in the words of the ontology.

::

    table = "roster.csv"                # beside this file; .csv (RFC 4180), .tsv or .parquet
    source = "binjiang-2024"            # whose sentences the rows lead to
    sentence = "sentence"               # the column with the id of the sentence
    required = ["firm", "zh"]           # a row without these is rejected

    [keys]                              # {seat} is a node named by a digest of these cells
    seat = ["firm", "cluster", "role", "sentence"]

    [codes.role]                        # {role:role} is what a cell means
    "链主" = "chain-leader"

    [[known]]                           # of the thing itself: in the default graph
    about = "id:{firm}"
    "a" = "dgo:Company"
    "skos:prefLabel" = [{ text = "{zh}", lang = "zh" }, { text = "{en}", lang = "en" }]

    [[stated]]                          # what the sentence states: in its graph
    about = "id:{firm}"
    "dgo:activeIn" = { iri = "id:{industry}", separator = ";" }
    needs = ["industry"]                # else the block is left out

It is R2RML in small (subject map, predicate-object maps, graph map), with the separators of CSVW. A
plain text is the template of an IRI; a value whose cells are empty is left out, as is a block without
``about``. ``{ decimal = "{value}", times = "{unit:factor}" }`` multiplies.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dgkg.batch.literal import literal, scaled, text_literal
from dgkg.batch.passages import Passages
from dgkg.batch.rejection import RowError
from dgkg.batch.template import IriTemplate, Key, Row, Template

__all__ = ["Block", "Subject", "TableMapping", "Value"]

Subject = Key | IriTemplate


@dataclass(frozen=True, slots=True)
class Value:
    """How the objects of a predicate come from a row.

    ``kind`` is ``iri``, ``text`` or a datatype of XML Schema.
    """

    predicate: str
    kind: str
    template: Template | Key
    lang: str = ""
    separator: str = ""
    times: Template | None = None

    def objects(self, row: Row) -> list[str]:
        """The objects as N-Quads writes them; none where a cell is empty.

        Raises:
            RowError: a cell is not what it has to be.
        """
        if not self.separator:
            return self._written(row)
        (column,) = self.template.columns  # the mapping was refused if there are more
        parts = [part.strip() for part in row[column].split(self.separator)]
        return [written for part in parts for written in self._written({**row, column: part})]

    def _written(self, row: Row) -> list[str]:
        filled = self.template.fill(row)
        if filled is None:
            return []
        if self.kind == "iri":
            return [f"<{filled}>"]
        if self.kind == "text":
            return [text_literal(filled, self.lang)]
        if self.times is None:
            return [literal(filled, self.kind)]
        factor = self.times.fill(row)
        return [] if factor is None else [literal(scaled(filled, factor), self.kind)]


@dataclass(frozen=True, slots=True)
class Block:
    """What a row says about one subject."""

    about: Subject
    values: tuple[Value, ...]
    needs: tuple[str, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        """The columns that it takes cells of."""
        templates = [self.about, *(value.template for value in self.values)]
        times = [value.times for value in self.values if value.times]
        return frozenset(self.needs).union(*(template.columns for template in (*templates, *times)))

    def lines(self, row: Row, graph: str) -> list[str]:
        """Its statements in a graph, as lines of N-Quads; ``graph`` is empty for the default graph.

        Raises:
            RowError: a cell is not what it has to be.
        """
        if not all(row[column] for column in self.needs) or (subject := self.about.fill(row)) is None:
            return []
        name = f" <{graph}>" if graph else ""
        return [
            f"<{subject}> <{value.predicate}> {written}{name} ."
            for value in self.values
            for written in value.objects(row)
        ]


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A table and what its rows say; :func:`dgkg.batch.mapping_file.read_mapping` reads one.

    ``source`` is an IRI; ``columns`` are those that it takes cells of, ``fact_properties`` those of the
    ontology.
    """

    table: Path
    source: str
    sentence: str
    required: tuple[str, ...]
    known: tuple[Block, ...]
    stated: tuple[Block, ...]
    columns: frozenset[str]
    fact_properties: frozenset[str]

    def lines(self, row: Row, passages: Passages) -> list[str]:
        """The statements of a row as lines of N-Quads, each with the sentence as its graph or none.

        Args:
            row: a cell a column, white space cut off, empty where there is nothing.
            passages: the sentences that there are.

        Raises:
            RowError: a cell is missing or not what it has to be, no such sentence exists, or the row
                states nothing, or a fact where only intentions stand.
        """
        for column in self.required:
            if not row[column]:
                raise RowError(f"列 {column} 为空", f"column {column} is empty")
        sentence = self._passage(row[self.sentence], passages)
        stated = [line for block in self.stated for line in block.lines(row, sentence)]
        if not stated:
            raise RowError("此行没有任何陈述", "the row states nothing")
        if sentence in passages.intended and (fact := self._fact_in(stated)):
            raise RowError(
                f"句子 {row[self.sentence]} 所在章节只有建议，不能陈述事实 {fact}",
                f"sentence {row[self.sentence]} stands in a section that recommends: no fact {fact} there",
            )
        return [*(line for block in self.known for line in block.lines(row, "")), *stated]

    def _passage(self, cell: str, passages: Passages) -> str:
        if not cell:
            raise RowError(
                f"列 {self.sentence} 为空：每条事实都要有句子",
                f"column {self.sentence} is empty: every fact leads to a sentence",
            )
        iri = f"{self.source}/{cell}"
        if iri not in passages.all:
            raise RowError(f"来源中没有句子「{cell}」", f"the source has no sentence “{cell}”")
        return iri

    def _fact_in(self, lines: Iterable[str]) -> str | None:
        predicates = (line.split(" ", 2)[1][1:-1] for line in lines)
        return next((predicate for predicate in predicates if predicate in self.fact_properties), None)
