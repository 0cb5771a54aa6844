"""Reads a mapping of a table, and refuses one that could not be meant: before any row is read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import RDF

from dgkg import trig
from dgkg.batch.literal import DATATYPES
from dgkg.batch.mapping import Block, TableMapping, Value
from dgkg.batch.template import Codes, IriTemplate, Key, Template, iri_of
from dgkg.errors import DataError
from dgkg.namespaces import DGO, PREFIXES, SKOS, SOURCE, compact
from dgkg.places import Record

__all__ = ["Words", "read_mapping", "read_words"]

_TOP = {"table", "source", "sentence", "required", "prefixes", "keys", "codes", "known", "stated"}
_BESIDE = {"lang", "separator", "times"}
_LANG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_LABELS = frozenset(str(SKOS[name]) for name in ("prefLabel", "altLabel", "hiddenLabel"))


@dataclass(frozen=True, slots=True)
class Words:
    """The classes, relations and codes that the ontology has, and which relations tell facts."""

    terms: frozenset[str]
    fact_properties: frozenset[str]


def read_words(record: Record) -> Words:
    """The words of a record's ontology.

    Raises:
        DataError: a file of it cannot be read or parsed.
    """
    quads = [
        quad
        for path in record.files()
        if path.is_relative_to(record.ontology)
        for quad in trig.parse(path)
        if quad.predicate.value == str(RDF.type) and isinstance(quad.subject, ox.NamedNode)
    ]
    fact = ox.NamedNode(DGO.FactProperty)
    return Words(
        frozenset(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)),
        frozenset(
            quad.subject.value for quad in quads if quad.object == fact and isinstance(quad.subject, ox.NamedNode)
        ),
    )


def read_mapping(path: Path, words: Words) -> TableMapping:
    """The mapping in a TOML file; :mod:`dgkg.batch.mapping` shows one.

    Raises:
        DataError: it cannot be read, or something in it cannot be meant: what, is told.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError(f"无法读取 {path}：{reason}", f"Cannot read {path}: {reason}", path=path) from error
    except ValueError as error:
        raise DataError(f"{path} 不是 TOML：{error}", f"{path} is no TOML: {error}", path=path) from error
    return _Reading(path, document, words).mapping()


class _Reading:
    """One file being read; every complaint names it."""

    def __init__(self, path: Path, document: Mapping[str, Any], words: Words) -> None:
        self._path = path
        self._document = document
        self._words = words
        self._prefixes = {**PREFIXES, **self._texts("prefixes")}
        self._codes: Codes = {name: self._flat(f"codes.{name}", table) for name, table in self._table("codes").items()}
        self._keys = {name: self._key(name, columns) for name, columns in self._table("keys").items()}

    def mapping(self) -> TableMapping:
        """What the file says."""
        if unknown := sorted(self._document.keys() - _TOP):
            raise self._wrong(unknown[0], "没有这一项", "there is no such entry")
        source = self._text("source")
        known, stated = self._blocks("known"), self._blocks("stated")
        if not stated:
            raise self._wrong("stated", "至少要有一段", "there has to be one at least")
        required, sentence = self._columns("required", self._document.get("required", [])), self._text("sentence")
        return TableMapping(
            table=self._path.parent / self._text("table"),
            source=iri_of(source, self._prefixes) or f"{SOURCE}{source}",
            sentence=sentence,
            required=required,
            known=known,
            stated=stated,
            columns=frozenset({sentence, *required}).union(*(block.columns for block in (*known, *stated))),
            fact_properties=self._words.fact_properties,
        )

    def _blocks(self, part: str) -> tuple[Block, ...]:
        blocks = self._document.get(part, [])
        if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
            raise self._wrong(part, f"写作 [[{part}]]", f"is written [[{part}]]")
        return tuple(self._block(part, block) for block in blocks)

    def _block(self, part: str, block: Mapping[str, Any]) -> Block:
        about = block.get("about")
        if not isinstance(about, str):
            raise self._wrong(f"{part}.about", "缺少", "is missing")
        values = [
            value
            for name, given in block.items()
            if name not in {"about", "needs"}
            for value in self._values(part, name, given)
        ]
        return Block(self._node(f"{part}.about", about), tuple(values), self._columns("needs", block.get("needs", [])))

    def _values(self, part: str, name: str, given: Any) -> list[Value]:
        predicate = str(RDF.type) if name == "a" else iri_of(name, self._prefixes)
        if predicate is None:
            raise self._wrong(f"{part}.{name}", "不是 IRI", "is no IRI")
        self._known_word(predicate)
        if part == "known" and predicate in self._words.fact_properties:
            raise self._wrong(
                name,
                "是事实，只能在 [[stated]] 中，才有句子",
                "tells a fact: it belongs under [[stated]], with a sentence",
            )
        if part == "stated" and predicate in _LABELS:
            raise self._wrong(name, "是名称，应在 [[known]] 中", "is a name: it belongs under [[known]]")
        return [self._value(predicate, name, each) for each in (given if isinstance(given, list) else [given])]

    def _value(self, predicate: str, name: str, given: Any) -> Value:
        spec = {"iri": given} if isinstance(given, str) else given
        kinds = [kind for kind in ("iri", "text", *DATATYPES) if isinstance(spec, dict) and kind in spec]
        if len(kinds) != 1 or spec.keys() - {kinds[0]} - _BESIDE or not all(isinstance(v, str) for v in spec.values()):
            offered = " ".join(("iri", "text", *DATATYPES))
            raise self._wrong(name, f"须是以下之一：{offered}", f"has to be one of: {offered}")
        (kind,) = kinds
        lang, separator, times = (spec.get(word, "") for word in ("lang", "separator", "times"))
        if lang and (kind != "text" or not _LANG.fullmatch(lang)):
            raise self._wrong(name, f"lang = {lang} 不合用", f"lang = {lang} does not go here")
        template = self._node(name, spec[kind]) if kind == "iri" else self._template(name, spec[kind])
        if separator and (isinstance(template, Key) or len(template.columns) != 1):
            raise self._wrong(name, "separator 只用于一列", "a separator is for one column")
        return Value(predicate, kind, template, lang, separator, self._template(name, times) if times else None)

    def _node(self, where: str, text: str) -> Key | IriTemplate:
        if text[:1] == "{" and text[-1:] == "}" and text[1:-1] in self._keys:
            return self._keys[text[1:-1]]
        try:
            template = IriTemplate(text, self._codes, self._prefixes)
        except ValueError as error:
            raise self._wrong(where, f"「{text}」不是 IRI 的模板", f"“{text}” is no template of an IRI") from error
        if not template.columns and (iri := template.fill({})):
            self._known_word(iri)
        return template

    def _template(self, where: str, text: str) -> Template:
        try:
            return Template(text, self._codes)
        except ValueError as error:
            raise self._wrong(where, f"「{text}」不是模板：{error}", f"“{text}” is no template: {error}") from error

    def _known_word(self, iri: str) -> None:
        if iri.startswith(str(DGO)) and iri not in self._words.terms:
            near = get_close_matches(compact(iri), [compact(t) for t in self._words.terms if t.startswith(str(DGO))], 1)
            zh, en = (f"；是不是 {near[0]}？", f"; did you mean {near[0]}?") if near else ("", "")
            raise self._wrong(compact(iri), f"本体中没有这个词{zh}", f"the ontology has no such word{en}")

    def _key(self, name: str, columns: Any) -> Key:
        if not re.fullmatch(r"[a-z][a-z0-9-]*", name) or not columns:
            raise self._wrong(f"keys.{name}", "须是小写名加列名", "has to be a name in small letters, with columns")
        return Key(name, self._columns(f"keys.{name}", columns))

    def _columns(self, where: str, given: Any) -> tuple[str, ...]:
        if not isinstance(given, list) or not all(isinstance(column, str) for column in given):
            raise self._wrong(where, "须是列名的列表", "has to be a list of columns")
        return tuple(given)

    def _text(self, name: str) -> str:
        found = self._document.get(name)
        if not isinstance(found, str) or not found:
            raise self._wrong(name, "缺少", "is missing")
        return found

    def _texts(self, name: str) -> dict[str, str]:
        return self._flat(name, self._table(name))

    def _table(self, name: str) -> Mapping[str, Any]:
        found = self._document.get(name, {})
        if not isinstance(found, dict):
            raise self._wrong(name, f"写作 [{name}]", f"is written [{name}]")
        return found

    def _flat(self, name: str, table: Any) -> dict[str, str]:
        if not isinstance(table, dict) or not all(isinstance(text, str) for text in table.values()):
            raise self._wrong(name, "须是文本对文本", "has to be texts for texts")
        return dict(table)

    def _wrong(self, where: str, zh: str, en: str) -> DataError:
        return DataError(f"{self._path} 的 {where}：{zh}", f"{self._path}, {where}: {en}", path=self._path)
