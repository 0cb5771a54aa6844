"""What can be seen of a SPARQL 1.1 query without parsing it: its tokens, its form, the order of its columns.

The engine's parser may take for ever over a hundred bytes; reading tokens takes time in
proportion to the text. Token boundaries are those of the engine, which wants no space after a
keyword: ``SERVICE:x{`` is a SERVICE.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

__all__ = [
    "Token",
    "as_meant",
    "dataset_of",
    "form_of",
    "has_dataset",
    "in_written_order",
    "made_variables",
    "prologue_of",
    "tokens",
    "with_columns",
    "without_comments",
]

_TOKEN = re.compile(
    r"""
    (?P<text>\"\"\"(?>(?>"{0,2})(?>[^"\\]|\\.))*+\"\"\"|'''(?>(?>'{0,2})(?>[^'\\]|\\.))*+'''
            |"(?>[^"\\\n\r]|\\.)*+"|'(?>[^'\\\n\r]|\\.)*+')
   |(?P<iri><[^<>"{}|^`\\\x00-\x20]*+>)
   |(?P<blank>\s++|\#[^\n\r]*+)
   |(?P<open>\{\||<<\(?|[({\[])
   |(?P<close>\|\}|\)?>>|[)}\]])
   |(?P<variable>[?$]\w++)
   |(?P<name>(?:[^\W\d_][\w.\-]*)?:(?>[\w.\-:%]|\\.)*+)
   |(?P<word>[A-Za-z_]++)
   |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_GLUED = ("FROM", "NAMED")
# No FROM of a dataset and no star of a SELECT is without these; most texts need not be read token by token.
_MAY_NAME = re.compile(r"from(?:\s|#[^\n\r]*+|named)*+(?:<|[^\s<:]{0,99}:|[^\s<:]{100})")
_MAY_STAR = re.compile(r"select(?:\s|#[^\n\r]*+|distinct|reduced)*+\*")
_LARGEST_POINT = 0x10FFFF


class Token(NamedTuple):
    """A token: its kind, which is the name of a group of the pattern above, its text and its place."""

    kind: str
    text: str
    start: int

    @property
    def upper(self) -> str:
        """The text in capitals, as keywords are compared."""
        return self.text.upper()


@lru_cache(maxsize=4)
def tokens(sparql: str) -> tuple[Token, ...]:
    """The tokens of a text in order, without white space and comments; anything at all has tokens.

    >>> [t.text for t in tokens("ASK{?s a<x:y>} # ASK")]
    ['ASK', '{', '?s', 'a', '<x:y>', '}']
    """
    found = []
    for match in _TOKEN.finditer(_unescaped(sparql)):
        kind = match.lastgroup or ""
        if kind != "blank":
            found.append(Token(kind, match[0], match.start()))
    return tuple(found)


def without_comments(sparql: str) -> str:
    r"""The text with every comment left out, and all else on the lines where it was.

    >>> without_comments("# all\nSELECT * # of them\n{ ?s ?p '#' }")
    "\nSELECT * \n{ ?s ?p '#' }"
    """
    if "\\" in sparql:
        return sparql
    return _TOKEN.sub(lambda match: "" if match[0][0] == "#" else match[0], sparql)


def _unescaped(sparql: str) -> str:
    r"""The text with its code point escapes resolved, which come before all other reading (§19.2)."""
    if "\\" not in sparql:
        return sparql

    def character(match: re.Match[str]) -> str:
        point = int(match[1] or match[2], 16)
        return chr(point) if point <= _LARGEST_POINT else match[0]

    return _ESCAPED.sub(character, sparql)


def form_of(found: Sequence[Token]) -> str:
    """``SELECT``, ``ASK``, ``CONSTRUCT``, ``DESCRIBE``, ``UPDATE``, or nothing where it is none of them.

    >>> form_of(tokens("PREFIX select: <x:> ask {}"))
    'ASK'
    """
    place = _after_prologue(found)
    if place >= len(found) or found[place].kind not in {"word", "name"}:
        return ""
    head = found[place].upper
    if head.startswith(_UPDATES):
        return "UPDATE"
    return next((form for form in _FORMS if head.startswith(form)), "")


def _after_prologue(found: Sequence[Token]) -> int:
    """Where the query begins once BASE and PREFIX are told."""
    place = 0
    while place < len(found):
        word = found[place].upper
        if found[place].kind == "word" and word == "BASE":
            place += 2
        elif found[place].kind == "word" and word == "PREFIX":
            place += 3
        elif found[place].kind == "name" and word.startswith("PREFIX"):
            place += 2
        else:
            break
    return place


def prologue_of(sparql: str) -> str:
    """What stands before the query itself: its BASE and PREFIX.

    >>> prologue_of("PREFIX x: <http://x/> ASK {}")
    'PREFIX x: <http://x/> '
    """
    found = tokens(sparql)
    place = _after_prologue(found)
    return sparql[: found[place].start] if place < len(found) else ""


@lru_cache(maxsize=256)
def has_dataset(sparql: str) -> bool:
    """Whether a query names its own graphs by ``FROM``.

    >>> has_dataset("SELECT * FROM <x:g> { ?from ?p 'FROM' }")
    True
    """
    return _may_have(_MAY_NAME, sparql) and bool(_dataset(tokens(sparql)))


def _may_have(what: re.Pattern[str], sparql: str) -> bool:
    """Whether a text is worth being read token by token; an escape may stand for anything."""
    return "\\u" in sparql or "\\U" in sparql or what.search(sparql.lower()) is not None


def dataset_of(found: Sequence[Token]) -> list[str]:
    """The graphs that a query names by ``FROM``, as IRIs; a relative one is left as it is written.

    >>> dataset_of(tokens("PREFIX x: <http://x/> SELECT * FROM x:a FROM NAMED <http://x/b> {}"))
    ['http://x/a', 'http://x/b']

    One that is glued to its keyword is left as it is written, with the keyword: readers differ about it.

    >>> dataset_of(tokens("PREFIX x: <http://x/> SELECT * FROMx:a {}"))
    ['FROMx:a']
    """
    prefixes = _prefixes(found)
    graphs = []
    for token in _dataset(found):
        if token.kind == "name" and token.upper.startswith(_GLUED):
            graphs.append(token.text)
            continue
        prefix, _, local = token.text.partition(":")
        graphs.append(token.text[1:-1] if token.kind == "iri" else prefixes.get(prefix, "") + local)
    return graphs


def _dataset(found: Sequence[Token]) -> list[Token]:
    named = []
    depth, begin = 0, _after_prologue(found)
    for place, token in enumerate(found):
        depth += (token.kind == "open") - (token.kind == "close")
        if depth or not token.upper.startswith("FROM"):
            continue
        if token.kind == "name" and place >= begin:
            named.append(token)
        if token.kind != "word":
            continue
        after = [t for t in found[place + 1 : place + 3] if t.upper != "NAMED"]
        named += after[:1]
    return [token for token in named if token.kind in {"iri", "name"}]


def _prefixes(found: Sequence[Token]) -> dict[str, str]:
    known = {}
    for place, token in enumerate(found[: _after_prologue(found)]):
        if token.kind == "name" and found[place + 1 : place + 2] and found[place + 1].kind == "iri":
            name = token.text.partition(":")[0]
            known[name if token.upper.find("PREFIX") else name[len("PREFIX") :]] = found[place + 1].text[1:-1]
    return known


def _star(found: Sequence[Token]) -> Token | None:
    """The star of ``SELECT *``, where the query's own columns are meant."""
    place = _after_prologue(found)
    if form_of(found) != "SELECT" or found[place].upper != "SELECT":
        return None
    after = [t for t in found[place + 1 : place + 3] if t.upper not in {"DISTINCT", "REDUCED"}]
    return after[0] if after and after[0].text == "*" else None


@lru_cache(maxsize=256)
def in_written_order(sparql: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of ``SELECT *`` as the text first names them; the engine gives them by the alphabet.

    >>> in_written_order("SELECT * { ?s ?p ?o }", ("o", "p", "s"))
    ('s', 'p', 'o')
    """
    if not _may_have(_MAY_STAR, sparql) or _star(tokens(sparql)) is None:
        return columns
    found = tokens(sparql)
    order: dict[str, int] = {}
    for token in found:
        if token.kind == "variable":
            order.setdefault(token.text[1:], len(order))
    return tuple(sorted(columns, key=lambda name: order.get(name, len(order))))


def with_columns(sparql: str, columns: Sequence[str]) -> str:
    """A ``SELECT *`` with its columns written out, in order; any other text as it is."""
    text = _unescaped(sparql)
    star = _star(tokens(text))
    if star is None or not columns:
        return sparql
    return text[: star.start] + " ".join(f"?{name}" for name in columns) + " " + text[star.start + 1 :]


@lru_cache(maxsize=256)
def made_variables(sparql: str) -> frozenset[str]:
    """The variables that a query itself gives values to, by ``AS`` or ``VALUES``; all others hold terms of the data.

    >>> sorted(made_variables("SELECT (?a * 2 AS ?b) { ?a ?p ?o VALUES (?x ?y) {} BIND(1 AS ?c) }"))
    ['b', 'c', 'x', 'y']
    """
    made: set[str] = set()
    found = tokens(sparql)
    for place, token in enumerate(found):
        if token.kind != "word" or token.upper not in {"AS", "VALUES"}:
            continue
        for after in found[place + 1 :]:
            if after.kind != "variable" and after.text != "(":
                break
            made.add(after.text[1:])
            if token.upper == "AS":
                break
    return frozenset(made - {""})


@lru_cache(maxsize=256)
def as_meant(sparql: str) -> str:
    """The text with what the engine reads differently written so that it does as the standard says.

    ``GROUP_CONCAT`` gives a text without a language (§18.5.1.7), also where all that it joins have the same one.

    >>> as_meant("SELECT (GROUP_CONCAT(?l; separator=', ') AS ?all) { ?s ?p ?l }")
    "SELECT (STR(GROUP_CONCAT(?l; separator=', ')) AS ?all) { ?s ?p ?l }"
    """
    # A text with escapes has other places than its tokens say.
    if "group_concat" not in sparql.lower() or "\\" in sparql:
        return sparql
    found = tokens(sparql)
    ends: list[tuple[int, str]] = []
    for place, token in enumerate(found):
        if token.kind == "word" and token.upper == "GROUP_CONCAT" and (close := _closing(found, place + 1)):
            ends += [(token.start, "STR("), (close.start, ")")]
    for at, text in sorted(ends, reverse=True):
        sparql = sparql[:at] + text + sparql[at:]
    return sparql


def _closing(found: Sequence[Token], place: int) -> Token | None:
    """The bracket that closes the one at a place."""
    depth = 0
    for token in found[place:]:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth <= 0:
            return token if token.text == ")" else None
    return None
