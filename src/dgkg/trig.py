"""The record's one written form: canonical Turtle and TriG.

Graphs in reading order, subjects and predicates sorted, one predicate a line, so that a
diff is as small as the change (RDF 1.1 TriG §2, Turtle §2). Comments do not survive.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox
from rdflib import Literal, URIRef

from dgkg.errors import DataError
from dgkg.namespaces import DGO, PREFIXES, compact
from dgkg.source import reading_key
from dgkg.terms import Term, TermReader

__all__ = [
    "SUFFIXES",
    "GraphText",
    "TermQuad",
    "canonical",
    "graph_texts",
    "in_order",
    "merged",
    "parse",
    "parse_text",
    "respelt",
    "serialize",
    "tags_in",
    "tags_of",
    "term_quads",
    "union",
    "write_nquads",
]

# A statement and the graph it stands in; ``None`` is the default graph.
TermQuad = tuple[URIRef, URIRef, Term, URIRef | None]

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD = PREFIXES["xsd"]
_WHOLE = re.compile(r"[+-]?[0-9]+")
_BARE = {
    f"{_XSD}integer": _WHOLE,
    f"{_XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"{_XSD}boolean": re.compile(r"true|false"),
}
_TAG = re.compile(r"[\"']@([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)")
_TAGGED = re.compile(r'("(?:[^"\\]|\\.)*")(?:@([a-z]{1,8}(?:-[a-z0-9]{1,8})*))?')
_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
# What can be read: the record's own two, and the exports that hold all of it.
SUFFIXES = tuple(_FORMATS)


def parse(path: Path) -> list[ox.Quad]:
    """The quads of an RDF file; its suffix, one of :data:`SUFFIXES`, gives the syntax.

    Raises:
        DataError: the file cannot be read, is not UTF-8, or is not what its suffix says.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataError(f"无法读取 {path}：{reason}", f"Cannot read {path}: {reason}", path=path) from error
    return parse_text(data, path)


def parse_text(data: bytes | str, path: Path) -> list[ox.Quad]:
    """The quads of a text; ``path`` gives the syntax by its suffix, and its name to errors.

    Raises:
        DataError: with the file and the line.
    """
    try:
        return list(ox.parse(data, format=_FORMATS[path.suffix]))
    except SyntaxError as error:
        line, column = error.lineno, error.offset or 0
        # The position stands in our sentence; the parser's own copy of it would only repeat it.
        reason = re.sub(r"^Parser error [^:]*: ", "", error.msg or "")
        # What is no matter of one line (a JSON-LD context on the web) comes without a place.
        at = (f" 第 {line} 行第 {column} 列", f", line {line}, column {column}") if line else ("", "")
        raise DataError(
            f"{path}{at[0]}有语法错误：{reason}",
            f"{path}{at[1]}: {reason}",
            path=path,
            line=line,
        ) from error
    except ValueError as error:
        raise DataError(f"{path} 不是 UTF-8 文本：{error}", f"{path} is not UTF-8 text: {error}", path=path) from error


def canonical(quads: Iterable[ox.Quad]) -> str:
    """The quads in canonical form: Turtle when all are in the default graph, else TriG.

    Raises:
        DataError: there is a blank node; the record names everything (model, §1).
    """
    graphs: dict[str, dict[str, dict[str, list[object]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    used: set[str] = set()
    for quad in set(quads):
        graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else _named(quad.graph_name)
        for term in (quad.subject, quad.object, quad.graph_name):
            used.update(_prefixes_of(term))
        if quad.predicate.value != _TYPE:  # as a predicate it is written "a"
            used.update(_prefixes_of(quad.predicate))
        graphs[graph][_named(quad.subject)][quad.predicate.value].append(quad.object)
    lines = [f"@prefix {name}: <{PREFIXES[name]}> ." for name in sorted(used)]
    for graph in sorted(graphs, key=_graph_key):
        blocks = _blocks(graphs[graph])
        if graph:
            body = "\n\n".join("\n".join(f"  {line}" for line in block.split("\n")) for block in blocks)
            lines += ["", f"{compact(graph)} {{", body, "}"]
        else:
            lines += [f"\n{block}" for block in blocks]
    return "\n".join(lines) + "\n"


def merged(files: Iterable[Path]) -> list[ox.Quad]:
    """The quads of several files, each once, in the order of N-Quads' own spelling."""
    return in_order(quad for path in files for quad in parse(path))


def in_order(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The quads, each once, in the order of N-Quads' own spelling."""
    return sorted(set(quads), key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object)))


def tags_in(files: Iterable[Path]) -> dict[str, str]:
    """Language tags of some files as they are spelt there, by their lower case, where that differs.

    The parser gives every tag in lower case, which means the same (RDF 1.1 Concepts §3.3) and is not what was
    written. A tag that the files spell in several ways stays in lower case.
    """
    return _spelt(path.read_text(encoding="utf-8", errors="replace") for path in files)


def tags_of(text: str) -> dict[str, str]:
    """Language tags of one text, as :func:`tags_in` has those of files."""
    return _spelt([text])


def _spelt(texts: Iterable[str]) -> dict[str, str]:
    known: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for tag in _TAG.findall(text):
            known[tag.lower()].add(tag)
    return {tag: next(iter(forms)) for tag, forms in known.items() if len(forms) == 1 and forms != {tag}}


def respelt(text: str, tags: Mapping[str, str]) -> str:
    r"""Turtle, TriG, N-Triples or N-Quads of ours with language tags as :func:`tags_in` found them.

    >>> print(respelt(r'<x:a> <x:b> "c"@zh-cn , "\"@zh-cn" .', {"zh-cn": "zh-CN"}))
    <x:a> <x:b> "c"@zh-CN , "\"@zh-cn" .
    """
    if not tags:
        return text
    return _TAGGED.sub(lambda found: f"{found[1]}@{tags.get(found[2], found[2])}" if found[2] else found[1], text)


def union(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The quads without their graphs, for a syntax that has none."""
    return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads]


def serialize(quads: Iterable[ox.Quad], form: str) -> bytes:
    """The quads as ``nq`` (N-Quads), literals spelt as they are."""
    data = ox.serialize(quads, format=_FORMATS[f".{form}"])
    assert data is not None
    return data


def write_nquads(quads: Iterable[ox.Quad], out: BinaryIO) -> None:
    """Write quads as N-Quads one by one, literals spelt as they are."""
    ox.serialize(quads, output=out, format=ox.RdfFormat.N_QUADS)


@dataclass(frozen=True, slots=True)
class GraphText:
    """One graph as N-Triples, a line a statement; ``graph`` is ``None`` for the default graph."""

    graph: str | None
    lines: list[bytes]


def graph_texts(quads: Sequence[ox.Quad], tags: Mapping[str, str]) -> Iterator[GraphText]:
    """The graphs of quads that are in order, as N-Triples, literals spelt as they are; the default graph last."""
    for name, ours in groupby(quads, key=lambda quad: quad.graph_name):
        data = ox.serialize(union(ours), format=ox.RdfFormat.N_TRIPLES)
        assert data is not None
        lines = respelt(data.decode(), tags).encode().splitlines(keepends=True)
        yield GraphText(None if isinstance(name, ox.DefaultGraph) else _named(name), lines)


def term_quads(quads: Iterable[ox.Quad], tags: Mapping[str, str] | None = None) -> list[TermQuad]:
    """The quads in rdflib terms, literals spelt as they are, their language tags as ``tags`` has them.

    Raises:
        DataError: there is a blank node.
    """
    read = TermReader()
    found: list[TermQuad] = []
    for quad in quads:
        graph = None if isinstance(quad.graph_name, ox.DefaultGraph) else URIRef(_named(quad.graph_name))
        value = read(quad.object) if isinstance(quad.object, ox.Literal) else URIRef(_named(quad.object))
        if tags and isinstance(value, Literal) and value.language and value.language in tags:
            value = Literal(str(value), lang=tags[value.language])
        found.append((URIRef(_named(quad.subject)), URIRef(quad.predicate.value), value, graph))
    return found


def _blocks(subjects: dict[str, dict[str, list[object]]]) -> list[str]:
    position = str(DGO.position)

    def order(subject: str) -> tuple[object, ...]:
        # Passages stand in the order of the document, everything else by name.
        places = subjects[subject].get(position, [])
        place = min(
            (int(p.value) for p in places if isinstance(p, ox.Literal) and _WHOLE.fullmatch(p.value)), default=-1
        )
        return place, compact(subject)

    return [_block(subject, subjects[subject]) for subject in sorted(subjects, key=order)]


def _block(subject: str, predicates: dict[str, list[object]]) -> str:
    ordered = sorted(predicates, key=lambda p: (p != _TYPE, compact(p)))
    parts = []
    for predicate in ordered:
        objects = " , ".join(sorted(map(_write, predicates[predicate])))
        parts.append(f"{'a' if predicate == _TYPE else compact(predicate)} {objects}")
    return f"{compact(subject)} " + " ;\n  ".join(parts) + " ."


def _write(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return compact(term.value)
    if isinstance(term, ox.Literal):
        if _is_bare(term):
            return term.value
        if term.language:
            return str(term)
        text = str(ox.Literal(term.value))
        plain = term.datatype.value == f"{_XSD}string"
        return text if plain else f"{text}^^{compact(term.datatype.value)}"
    return _named(term)


def _is_bare(literal: ox.Literal) -> bool:
    """Whether Turtle writes it without quotation marks and datatype (§2.5.2)."""
    form = _BARE.get(literal.datatype.value)
    return bool(form and form.fullmatch(literal.value))


def _named(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return term.value
    raise DataError(
        f"图谱中不允许空白节点：{term}。请给它一个 IRI。",
        f"The record has no blank nodes, but here is {term}. Give it an IRI.",
    )


def _graph_key(graph: str) -> tuple[object, ...]:
    head, _, name = graph.rpartition("/")
    return (head, reading_key(name), graph) if graph else ("", (), "")


def _prefixes_of(term: object) -> set[str]:
    values = []
    if isinstance(term, ox.NamedNode):
        values = [term.value]
    elif isinstance(term, ox.Literal) and not term.language and not _is_bare(term):
        values = [] if term.datatype.value == f"{_XSD}string" else [term.datatype.value]
    names = (compact(value) for value in values)
    return {name.partition(":")[0] for name in names if not name.startswith("<")}
