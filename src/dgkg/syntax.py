"""What the engine's complaint about a query means for who wrote it.

The engine names the place where it could not go on, and tokens that it would have taken there:
all of them, or none. What people get wrong most often is told in words instead.
"""

from __future__ import annotations

import re

from dgkg.errors import QueryError
from dgkg.sparql import Token, form_of, tokens

__all__ = ["syntax_error"]

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_LONGEST_LINE, _MOST_SIGNS = 80, 5
_PAIRS = {"{": "}", "(": ")", "[": "]", "{|": "|}", "<<": ">>", "<<(": ")>>"}
_SIGNS = re.compile(r'"(?:\\"|[^"\\\w\s])+"')
_Hint = tuple[str, str]


def syntax_error(sparql: str, message: str) -> QueryError:
    """An error that says what is wrong, with line and column where the engine knows them.

    Args:
        sparql: the query.
        message: what the engine says of it.
    """
    place = _POSITION.match(message)
    hint = _unfinished(sparql)
    if not place:
        zh, en = hint or (message, message)
        return QueryError(f"SPARQL 语法错误：{zh}", f"SPARQL syntax error: {en}", query=sparql, is_malformed=True)
    line, column = int(place[1]), int(place[2])
    lines = sparql.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1].strip()[:_LONGEST_LINE]
    zh, en = hint or _expected(place[3])
    return QueryError(
        f"SPARQL 语法错误，第 {line} 行第 {column} 列，在「{shown}」附近：{zh}",
        f"SPARQL syntax error at line {line}, column {column}, near “{shown}”: {en}",
        query=sparql,
        line=line,
        column=column,
    )


def _expected(told: str) -> _Hint:
    """The signs that the engine would have taken; where it names none, or nearly all, that it cannot go on."""
    said = re.sub(r"\s+", " ", told).strip()
    if not said.startswith("expected"):
        return said, said
    # Of words it names only some: of what may follow 「LIMIT」 all keywords, and no number.
    signs = _SIGNS.findall(said)
    if not signs or len(signs) > _MOST_SIGNS:
        return "从这里起无法继续解析。", "it cannot be read on from here."
    return f"这里应为 {' 或 '.join(signs)}", f"expected {' or '.join(signs)}"


def _unfinished(sparql: str) -> _Hint | None:
    """What can be seen without a parser: no query at all, another first word, a quote or a bracket left open."""
    found = tokens(sparql)
    if not found:
        return "查询是空的。", "the query is empty."
    first = next((t for t in found if t.kind == "word"), None)
    if first is found[0] and first.upper not in {"PREFIX", "BASE", "VERSION"} and not form_of(found):
        return (
            f"查询以 SELECT、ASK、CONSTRUCT 或 DESCRIBE 开头，而不是 {first.text[:20]}。",
            f"a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with {first.text[:20]}.",
        )
    if any(t.kind == "sign" and t.text in "\"'" for t in found):
        return "引号没有成对。", "a quotation mark is not closed."
    return _unbalanced(found)


def _unbalanced(found: tuple[Token, ...]) -> _Hint | None:
    """The first bracket that closes nothing, or one that is not closed."""
    opened: list[str] = []
    for token in found:
        if token.kind == "open":
            opened.append(token.text)
        elif token.kind == "close":
            if not opened:
                return f"「{token.text}」没有配对的前括号。", f"“{token.text}” closes no bracket that is open."
            if _PAIRS[opened[-1]] != token.text:
                break
            opened.pop()
    if not opened:
        return None
    left = opened[-1]
    return f"「{left}」没有配对的「{_PAIRS[left]}」。", f"“{left}” is not closed by “{_PAIRS[left]}”."
