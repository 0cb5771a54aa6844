"""Questions of the library: ``.rq`` files that explain themselves.

A header of ``#+`` comments (grlc's convention) holds YAML: the question in both
languages, ways to ask it, tags, parameters. A parameter is a one-variable ``VALUES``
block whose content is the default; it is rewritten with validated terms, so a value
cannot break out of its place and the same text runs on every SPARQL 1.1 store.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TextIO

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from dgkg.errors import DataError, NotFoundError, QueryError, UsageError
from dgkg.namespaces import PREFIXES, expand
from dgkg.sparql import without_comments
from dgkg.terms import Term, to_sparql

__all__ = [
    "Parameter",
    "Query",
    "catalogue",
    "find_query",
    "query_from",
    "read_query",
    "unknown_terms",
    "with_prefixes",
]

FOLDER = Path(__file__).resolve().parent / "queries"
_VALUES = re.compile(r"VALUES\s+\?(\w+)\s*\{([^{}]*)\}", re.IGNORECASE)
# DESCRIBE <iri> needs no braces.
_FORM = re.compile(r"\s*(SELECT|ASK|CONSTRUCT|DESCRIBE|PREFIX|BASE)\s", re.IGNORECASE)
_LITERALS = {"string": None, "integer": XSD.integer, "decimal": XSD.decimal, "year": XSD.gYear}
_SHAPES = {"integer": r"[+-]?\d+", "decimal": r"[+-]?\d+(\.\d+)?", "year": r"\d{4}"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name, the class its value must have or its literal type, its default."""

    name: str
    kind: str
    default: str
    label: Mapping[str, str] = field(default_factory=dict)

    @property
    def example(self) -> str:
        """The default as it can be typed: ``place=id:songshan-lake``."""
        return f"{self.name}={' '.join(value.strip(chr(34)) for value in self.default.split())}"

    @property
    def default_terms(self) -> list[Term]:
        """The default as terms."""
        return [expand(v) or Literal(v.strip('"')) for v in self.default.split()]

    @property
    def is_literal(self) -> bool:
        """Whether values are numbers or text, not things."""
        return self.kind in _LITERALS


@dataclass(frozen=True, slots=True)
class Query:
    """A question: SPARQL text with what its header says."""

    name: str
    text: str
    summary: Mapping[str, str]
    questions: Mapping[str, Sequence[str]]
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]

    def __str__(self) -> str:
        return self.name

    def parameter(self, name: str) -> Parameter:
        """A parameter by name.

        Raises:
            UsageError: the query has no such parameter.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(p.name for p in self.parameters) or "—"
        raise UsageError(
            f"{self.name}：没有参数「{name}」；可用参数：{known}",
            f"{self.name}: no parameter “{name}”; it has: {known}",
        )

    def bind(self, values: Mapping[str, Sequence[Term]]) -> str:
        """The SPARQL text with parameters set; those not named keep their default."""
        return self._set(self.text, values)

    def bare(self, values: Mapping[str, Sequence[Term]]) -> tuple[str, int]:
        """The same text as an engine is to read it: prefixes declared, without comments.

        Returns:
            The text, and how many lines were put before it.
        """
        text, added = _bare(self.text)
        return self._set(text, values), added

    def _set(self, text: str, values: Mapping[str, Sequence[Term]]) -> str:
        if not values:
            return text
        for name in values:
            self.parameter(name)
        parts = list(_parts(text))
        for place in range(1, len(parts), 2):
            name, _, block = parts[place].partition(" ")
            if name in values:
                block = f"VALUES ?{name} {{ {' '.join(map(to_sparql, values[name]))} }}"
            parts[place] = block
        return "".join(parts)

    def wording(self, values: Mapping[str, Sequence[Term]], name: Callable[[URIRef, str], str], lang: str) -> str:
        """What is asked, in words: the summary, with the value of each parameter.

        Args:
            values: parameters that were set; the others have their default.
            name: what to call a thing in a language (``Words.label``).
            lang: ``zh`` or ``en``.
        """
        told = []
        for parameter in self.parameters:
            if parameter.name == "lang":
                continue
            terms = values.get(parameter.name) or parameter.default_terms
            words = [name(t, lang) if isinstance(t, URIRef) else str(t) for t in terms]
            # A hint on how to write the value stands in brackets: it is no part of what is asked.
            label = re.split(r"（| \(", parameter.label.get(lang, parameter.name))[0]
            told.append(f"{label}：{'、'.join(words)}" if lang == "zh" else f"{label}: {', '.join(words)}")
        if not told:
            return self.summary[lang]
        return (
            f"{self.summary[lang]}（{'；'.join(told)}）"
            if lang == "zh"
            else f"{self.summary[lang]} ({'; '.join(told)})"
        )

    def read_values(self, given: Mapping[str, object], resolve: Callable[[str, str], URIRef]) -> dict[str, list[Term]]:
        """Terms for what a user gave: names, ids, IRIs, numbers; lists of them too.

        Args:
            given: parameter names and values.
            resolve: turns a name and a class (``dgo:Place``) into the thing's IRI.

        Raises:
            UsageError: an unknown parameter, or a value of the wrong kind.
        """
        found: dict[str, list[Term]] = {}
        for name, value in given.items():
            parameter = self.parameter(name)
            many = value if isinstance(value, (list, tuple)) else [value]
            if not many:
                raise UsageError(f"{self.name}：参数「{name}」没有值", f"{self.name}: “{name}” has no value")
            found[name] = [self._read(parameter, one, resolve) for one in many]
        return found

    def _read(self, parameter: Parameter, value: object, resolve: Callable[[str, str], URIRef]) -> Term:
        if isinstance(value, Literal) and parameter.kind == "string":
            return value
        # As a plain text: an rdflib term begins with none of several texts, whatever it is.
        if isinstance(value, URIRef) and parameter.kind == "any" and expand(str(value)) == value:
            return value
        text = str(value).strip()
        if not parameter.is_literal:
            return resolve(text, parameter.kind)
        if not re.fullmatch(_SHAPES.get(parameter.kind, r"(?s).*"), text):
            raise UsageError(
                f"{self.name}：参数「{parameter.name}」应为 {parameter.kind}，得到「{text}」",
                f"{self.name}: “{parameter.name}” takes a value of type {parameter.kind}, not “{text}”",
            )
        return Literal(text, datatype=_LITERALS[parameter.kind], normalize=False)


@lru_cache(maxsize=512)
def _bare(text: str) -> tuple[str, int]:
    whole, added = with_prefixes(text)
    return without_comments(whole), added


@lru_cache(maxsize=512)
def _parts(text: str) -> tuple[str, ...]:
    """A text cut at its blocks of values: every second part is one, with the name of its variable before it."""
    parts, end = [], 0
    for block in _VALUES.finditer(text):
        parts += [text[end : block.start()], f"{block[1]} {block[0]}"]
        end = block.end()
    return (*parts, text[end:])


def read_query(text: str, name: str) -> Query:
    """A query from the text of a ``.rq`` file.

    Raises:
        QueryError: no header, a header that is not YAML or lacks a summary, or a declared
            parameter without its VALUES block.
    """
    # Who has the questions of the library as another process read them needs no YAML.
    import yaml

    header = "\n".join(line[2:] for line in text.splitlines() if line.startswith("#+"))
    if not header.strip():
        raise QueryError(
            f"{name}：缺少以 #+ 开头的说明（至少要有 summary）。若只想运行 SPARQL，"
            "请直接传入文本或用 - 从标准输入读取。",
            f"{name}: no header of #+ lines (a summary at least). To run plain SPARQL, give it as text or "
            "through - (standard input).",
            query=text,
        )
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        head = yaml.load(_dedent(header), loader)  # noqa: S506 - a safe loader, in C where there is one
    except yaml.YAMLError as error:
        raise QueryError(
            f"{name}：#+ 说明不是有效的 YAML：{error}",
            f"{name}: the #+ header is not YAML: {error}",
            query=text,
        ) from error
    if not isinstance(head, dict) or not isinstance(head.get("summary"), dict):
        raise QueryError(
            f"{name}：#+ 说明缺少 summary（zh、en）。",
            f"{name}: the #+ header lacks a summary (zh, en).",
            query=text,
        )
    declared, tags = head.get("parameters") or {}, head.get("tags") or []
    if (
        not {"zh", "en"} <= set(head["summary"])
        or not isinstance(declared, dict)
        or not all(isinstance(spec, dict) for spec in declared.values())
        or not isinstance(tags, list)
        or not isinstance(head.get("questions") or {}, dict)
    ):
        raise QueryError(
            f"{name}：#+ 说明的写法应为 summary: {{zh: …, en: …}}，tags: [ … ]，parameters: {{名称: {{type: …}}}}。",
            f"{name}: the #+ header is written summary: {{zh: …, en: …}}, tags: [ … ], "
            "parameters: {name: {type: …}}.",
            query=text,
        )
    blocks = {match[1]: match[2].strip() for match in _VALUES.finditer(_without_comments(text))}
    for parameter in declared:
        if parameter not in blocks:
            raise QueryError(
                f"{name}：参数「{parameter}」没有对应的 VALUES ?{parameter} {{ … }}。",
                f"{name}: parameter “{parameter}” has no VALUES ?{parameter} {{ … }} block.",
                query=text,
            )
    return Query(
        name,
        text,
        head["summary"],
        head.get("questions") or {},
        tuple(tags),
        tuple(
            Parameter(p, str(spec.get("class") or spec.get("type") or "string"), blocks[p], _labels(spec))
            for p, spec in declared.items()
        ),
    )


def _labels(spec: Mapping[str, object]) -> dict[str, str]:
    return {lang: str(spec[lang]) for lang in ("zh", "en") if lang in spec}


def _dedent(header: str) -> str:
    return "\n".join(line.removeprefix(" ") for line in header.splitlines())


def _without_comments(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


@lru_cache
def catalogue() -> tuple[Query, ...]:
    """Every question of the library, by name."""
    files = sorted(FOLDER.glob("*.rq"), key=lambda path: path.stem)
    return tuple(read_query(path.read_text(encoding="utf-8"), path.stem) for path in files)


@lru_cache
def _library() -> dict[str, Query]:
    return {query.name: query for query in catalogue()}


def find_query(name: str, queries: Iterable[Query] | None = None) -> Query:
    """A question of the library by its name.

    Raises:
        NotFoundError: there is none; carries the nearest names.
    """
    known = _library() if queries is None else {query.name: query for query in queries}
    if name in known:
        return known[name]
    from rapidfuzz import process

    nearest = [match[0] for match in process.extract(name, list(known), limit=3, score_cutoff=50)]
    raise NotFoundError(name, nearest, "查询", "query")


def with_prefixes(text: str) -> tuple[str, int]:
    """SPARQL with the record's own prefixes declared where it uses them undeclared.

    Returns:
        The text, and how many lines were put before it.
    """
    head = _undeclared(text)
    return (f"{head}\n{text}", 1) if head else (text, 0)


@lru_cache(maxsize=512)
def _undeclared(text: str) -> str:
    # Names in literals, IRIs and comments are no prefixes; a declaration too many does no harm.
    declared = {name.lower() for name in re.findall(r"(?i)PREFIX\s+([\w.-]*):", text)}
    used = set(re.findall(r"(?<![\w:<])([A-Za-z][\w-]*):(?=[\w.-]|\s)", text))
    return " ".join(f"PREFIX {name}: <{PREFIXES[name]}>" for name in sorted(used & PREFIXES.keys() - declared))


def unknown_terms(text: str, known: Callable[[URIRef], bool]) -> list[str]:
    """The ontology terms of a query (``dgo:…``) that the ontology does not have."""
    names = set(re.findall(r"(?<![\w:])dgo:([A-Za-z]\w*)", text))
    names |= set(re.findall(re.escape(PREFIXES["dgo"]) + r"(\w+)>", text))
    return sorted(f"dgo:{name}" for name in names if not known(URIRef(PREFIXES["dgo"] + name)))


def query_from(text: str, standard_input: TextIO) -> Query | str:
    """What a user typed: a library name, a ``.rq`` file, ``-`` or SPARQL text.

    Returns:
        A query with its header, or plain SPARQL.

    Raises:
        NotFoundError: neither a file nor a query of that name.
        QueryError: a ``.rq`` file without a proper header.
        DataError: the file cannot be read.
    """
    if text == "-":
        return standard_input.read()
    if re.search(r"[{\n]", text) or _FORM.match(text):
        return text
    path = Path(text)
    if path.suffix in {".rq", ".sparql"}:
        try:
            content = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or error
            raise DataError(f"无法读取 {path}：{reason}", f"Cannot read {path}: {reason}", path=path) from error
        return content if path.suffix == ".sparql" else read_query(content, path.name)
    return find_query(text)
