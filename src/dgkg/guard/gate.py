"""What is refused before the engine sees it: a filter that spares work, never the wall.

Whatever passes here still meets the walls of a worker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dgkg.errors import LimitError, RefusedError
from dgkg.guard.limits import Limits
from dgkg.sparql import Token, dataset_of, form_of, tokens

__all__ = ["check", "check_size"]

_NAMES = {
    "size": ("长度", "its length"),
    "tokens": ("词数", "its number of tokens"),
    "depth": ("括号嵌套", "its nesting"),
    "parentheses": ("圆括号嵌套", "its nesting of parentheses"),
    "patterns": ("三元组模式数", "its number of patterns"),
    "path": ("路径步数", "its property paths"),
    "groups": ("分组数", "its number of groups"),
    "operators": ("运算符数", "its number of operators"),
}
_SIGNS = {
    "depth": ("{", "[", "(", "<<"),
    "parentheses": ("[", "(", "<<", "{|"),
    "groups": ("{",),
    "patterns": (".", ";", ","),
    "path": ("/", "|", "^", "!"),
    "operators": ("+", "-", "*", "&", "=", "<", ">"),
}
_PLAIN = re.compile(
    r"""(?:\s++|\#[^\n\r]*+|(?:PREFIX\s++[\w.-]*+:|BASE)\s*+<[^<>"{}|^`\x00-\x20]*+>)*+
        (SELECT|ASK|CONSTRUCT|DESCRIBE)\b""",
    re.VERBOSE | re.IGNORECASE,
)


def check_size(sparql: str, limits: Limits) -> None:
    """Refuse a text that is too long to be looked at.

    Raises:
        LimitError: it is.
    """
    if len(sparql) > limits.size:
        raise _too_much("size", len(sparql), limits.size)


def check(sparql: str, limits: Limits, has_graph: Callable[[str], bool]) -> str:
    """Refuse what no query of a user may do.

    Args:
        sparql: the text.
        limits: how much it may have.
        has_graph: whether the store has a graph of that name.

    Returns:
        ``SELECT``, ``ASK``, ``CONSTRUCT``, ``DESCRIBE``; empty where the engine will say what is wrong.

    Raises:
        RefusedError: it would write, call another service, or read a graph from elsewhere.
        LimitError: it is too large; names the limit.
    """
    check_size(sparql, limits)
    if plain := _form_of_plain(sparql, limits):
        return plain
    found = tokens(sparql)
    form = form_of(found)
    if form == "UPDATE":
        raise RefusedError(
            "此处只读：不接受 SPARQL 更新（INSERT、DELETE、LOAD …）。",
            "Read only: SPARQL updates (INSERT, DELETE, LOAD …) are not taken.",
            what="UPDATE",
        )
    _refuse_service(found)
    _check_counts(found, limits)
    for graph in dataset_of(found):
        if ":" in graph and not has_graph(graph):
            # Nothing is fetched, and an empty answer would be taken for one.
            raise RefusedError(
                f"没有图 <{graph}>；FROM 只能用此处已有的图，不会从网络读取。",
                f"There is no graph <{graph}>: FROM takes graphs that are here, nothing is read from the network.",
                what="FROM",
            )
    return form


def _form_of_plain(sparql: str, limits: Limits) -> str:
    """The form of a query that holds nothing to refuse, seen without its tokens; empty for any that may."""
    upper = sparql.upper()
    if "\\" in sparql or "SERVICE" in upper or "FROM" in upper:
        return ""
    # In texts, IRIs and comments they count as well: too many is possible, too few is not.
    for name, signs in _SIGNS.items():
        if sum(map(sparql.count, signs)) > getattr(limits, name):
            return ""
    form = _PLAIN.match(sparql) if len(sparql) <= limits.tokens else None
    return form[1].upper() if form else ""


def _refuse_service(found: Sequence[Token]) -> None:
    """SERVICE in any spelling that the engine could take for one, even glued to its neighbours."""
    for place, token in enumerate(found):
        if "SERVICE" not in token.upper or token.kind not in {"word", "name"}:
            continue
        # A name such as ex:services is one, unless it stands where a SERVICE has its group.
        opens = found[place + 1 : place + 2] and found[place + 1].text == "{"
        is_graph = place > 0 and found[place - 1].upper == "GRAPH"
        if token.kind == "word" or token.upper.startswith("SERVICE") or (opens and not is_graph):
            raise RefusedError(
                "不允许 SERVICE：查询只读取本图谱，不访问其他服务。",
                "SERVICE is refused: a query reads this graph and calls no other service.",
                what="SERVICE",
            )


def _check_counts(found: Sequence[Token], limits: Limits) -> None:
    depth = parentheses = deepest = most = patterns = path = groups = operators = 0
    for token in found:
        kind, text = token.kind, token.text
        if kind == "open":
            depth += 1
            groups += text == "{"
            parentheses += text != "{"
            deepest, most = max(deepest, depth), max(most, parentheses)
        elif kind == "close":
            depth = max(0, depth - 1)
            parentheses = max(0, parentheses - (text != "}"))
        elif kind == "sign":
            patterns += text in ".;,"
            path += text in "/|^!"
            operators += text in "+-*&=<>"
    counted = {
        "tokens": len(found),
        "depth": deepest,
        "parentheses": most,
        "patterns": patterns,
        "path": path,
        "groups": groups,
        "operators": operators,
    }
    for name, count in counted.items():
        if count > (most_allowed := int(getattr(limits, name))):
            raise _too_much(name, count, most_allowed)


def _too_much(name: str, count: int, most: int) -> LimitError:
    zh, en = _NAMES[name]
    return LimitError(
        f"查询过大：{zh} {count}，上限 {most}（{name}）。",
        f"The query is too large: {en} is {count}, the limit is {most} ({name}).",
        limit=name,
    )
