"""What SPARQL 1.1 means and Oxigraph 0.5 reads differently, written so that both mean the same.

Each rewriting holds of every query that it touches, and touches only those that have what it is about; all
others go to the engine as they are. What it makes of a text must parse, or the text stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from dgkg.sparql import Token, prologue_of, tokens

__all__ = ["as_standard", "with_empty_paths"]

_AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_PATH = re.compile(r"[\w:>)]\s*(?:\*|\?(?!\w))")
_CONSTANTS = frozenset({"iri", "name"})
# A piece of the text and what stands there instead.
_Edit = tuple[int, int, str]


@lru_cache(maxsize=256)
def as_standard(sparql: str) -> str:
    """A query with graphs, ``MINUS`` and ``BNODE`` as the standard has them; any other as it is.

    ``GRAPH ?g { VALUES ?g { UNDEF } }`` runs over all graphs (§13.3). ``MINUS`` takes nothing away where both sides
    share no variable (§8.3.3), of which the name of the graph around them is none. What a SELECT in ``GRAPH ?g`` counts
    is counted for each graph. ``BNODE(?x)`` is another node in each solution (§17.4.2.9).

    >>> as_standard("SELECT * { GRAPH ?g { VALUES ?g { UNDEF } } }")
    'SELECT * { GRAPH ?g {} GRAPH ?g { VALUES ?g { UNDEF } } }'
    >>> as_standard("SELECT * { GRAPH ?g { ?a ?p 1 MINUS { ?b ?q 1 } } }")
    'SELECT * { GRAPH ?g { ?a ?p 1  } }'
    """
    text = sparql.lower()
    # A text with escapes has other places than its tokens say.
    if "\\" in text:
        return sparql
    edits: list[_Edit] = []
    if "graph" in text and ("minus" in text or "undef" in text):
        edits += _in_graphs(tokens(sparql))
    if "graph" in text and "count" in text:
        edits += _counted(tokens(sparql), sparql)
    if "bnode" in text:
        edits += _apart(tokens(sparql), sparql)
    return _edited(sparql, edits)


def with_empty_paths(sparql: str, is_known: Callable[[str], bool]) -> str:
    """A query in which a path that may be empty leads from a term to itself also where no graph has the term (§9.3).

    Args:
        sparql: the query.
        is_known: whether the store has a term, by a query that asks for it.
    """
    edits = []
    for begin, end, constant, variable in _empty_paths(sparql):
        if not is_known(f"{prologue_of(sparql)}ASK {{ {{ {constant} ?p ?o }} UNION {{ ?s ?p {constant} }} }}"):
            edits.append((begin, end, f"VALUES {variable} {{ {constant} }}"))
    return _edited(sparql, edits)


def _edited(sparql: str, edits: Sequence[_Edit]) -> str:
    for begin, end, text in sorted(edits, reverse=True):
        sparql = sparql[:begin] + text + sparql[end:]
    return sparql


def _in_graphs(found: Sequence[Token]) -> Iterator[_Edit]:
    removed = 0
    for place, token in enumerate(found[:-2]):
        if not (token.upper == "GRAPH" and found[place + 1].kind == "variable" and found[place + 2].text == "{"):
            continue
        end = _end(found, place + 2)
        if _leaves_open(found[place + 3 : end], found[place + 1].text[1:]):
            yield token.start, token.start, f"GRAPH {found[place + 1].text} {{}} "
        for at in range(place + 3, end):
            if found[at].upper != "MINUS" or found[at + 1].text != "{" or found[at].start < removed:
                continue
            close = _end(found, at + 1)
            if not _variables(found[_begin(found, at) : at]) & _variables(found[at:close]):
                removed = found[close].start + 1
                yield found[at].start, removed, ""


def _leaves_open(group: Sequence[Token], name: str) -> bool:
    """Whether a table in a group has a column of a name and leaves it open in a row."""
    depth = 0
    for place, token in enumerate(group):
        if token.upper == "VALUES" and not depth:
            opening = next((at for at in range(place, len(group)) if group[at].text == "{"), len(group) - 1)
            if name in _variables(group[place:opening]):
                return any(inner.upper == "UNDEF" for inner in group[opening : _end(group, opening)])
        depth += (token.kind == "open") - (token.kind == "close")
    return False


def _counted(found: Sequence[Token], sparql: str) -> Iterator[_Edit]:
    """Count for each graph what a SELECT that is all there is in ``GRAPH ?g`` counts; sums and others stay so."""
    row = _new_name(sparql)
    for place, token in enumerate(found[:-4]):
        if token.upper != "GRAPH" or found[place + 1].kind != "variable" or found[place + 3].upper != "SELECT":
            continue
        graph, end, opening = found[place + 1].text, _end(found, place + 2), _where(found, place + 3)
        close = _end(found, opening)
        made = [at for at in range(place + 3, opening) if found[at].upper in _AGGREGATES]
        stars = [found[at + 2] for at in made if found[at + 2].text == "*"]
        is_plain = all(found[at].upper == "COUNT" and found[at + 3].text != "*" for at in made)
        if not made or not is_plain or close + 1 != end or graph[1:] in _variables(found[place + 3 : end]):
            continue
        is_reduced = found[place + 4].upper in {"DISTINCT", "REDUCED"}
        behind = found[place + 4].start if not is_reduced else found[place + 5].start
        yield token.start, found[place + 2].start, ""
        yield behind, behind, f"{graph} "
        for star in stars:
            yield star.start, star.start + 1, row
        yield found[opening].start, found[opening].start, f"{{ GRAPH {graph} {{}} OPTIONAL {{ GRAPH {graph} {{ "
        after = found[close].start + 1
        yield after, after, f" BIND(1 AS {row}) }} }} }} GROUP BY {graph}"


def _new_name(sparql: str) -> str:
    row = "?solution"
    while row in sparql:
        row += "_"
    return row


def _apart(found: Sequence[Token], sparql: str) -> Iterator[_Edit]:
    """Tell the solutions of a SELECT that makes blank nodes of texts apart by a name for each."""
    row = _new_name(sparql)
    for place, token in enumerate(found):
        if token.kind != "word" or token.upper != "SELECT":
            continue
        opening = _where(found, place)
        clause = found[place:opening]
        made = [at for at in range(place, opening) if found[at].upper == "BNODE" and found[at + 1].text == "("]
        made = [at for at in made if found[at + 2].text != ")"]
        end = _end(found, opening)
        is_grouped = any(found[at].upper == "GROUP" for at in range(end, min(end + 2, len(found))))
        if not made or is_grouped or any(inner.upper in _AGGREGATES for inner in clause):
            continue
        for at in made:
            inside, behind = found[at + 1].start + 1, found[_end(found, at + 1)].start
            yield inside, inside, "CONCAT("
            yield behind, behind, f", {row})"
        yield found[opening].start, found[opening].start, "{ "
        after = found[end].start + 1
        yield after, after, f" BIND(STRUUID() AS {row}) }}"


@lru_cache(maxsize=256)
def _empty_paths(sparql: str) -> tuple[tuple[int, int, str, str], ...]:
    """Triples of a constant, a path that may be empty, and a variable, or the other way round."""
    # A text with escapes has other places than its tokens say.
    if not _PATH.search(sparql) or "\\" in sparql:
        return ()
    return tuple(_led_back(tokens(sparql)))


def _led_back(found: Sequence[Token]) -> Iterator[tuple[int, int, str, str]]:
    # Within GRAPH the row would have to be there once for each graph.
    if any(token.upper == "GRAPH" for token in found):
        return
    for place, token in enumerate(found[2:-2], 2):
        if token.text not in {"*", "?"}:
            continue
        first = _begin(found, place - 1) - 1 if found[place - 1].text == ")" else place - 1
        if found[first - 1].text == "^":
            first -= 1
        if first < 2 or (found[first].kind not in {"iri", "name", "open", "sign"} and found[first].text != "a"):  # noqa: PLR2004
            continue
        before, subject, value, after = found[first - 2], found[first - 1], found[place + 1], found[place + 2]
        if before.text in {"{", ".", "}"} and after.text in {"}", "."}:
            end = value.start + len(value.text)
            if subject.kind in _CONSTANTS and value.kind == "variable":
                yield subject.start, end, subject.text, value.text
            elif subject.kind == "variable" and value.kind in _CONSTANTS:
                yield subject.start, end, value.text, subject.text


def _variables(found: Sequence[Token]) -> set[str]:
    return {token.text[1:] for token in found if token.kind == "variable"}


def _where(found: Sequence[Token], place: int) -> int:
    """Where the group of a SELECT opens; the last token where it has none."""
    depth = 0
    for at in range(place, len(found)):
        if found[at].text == "{" and not depth:
            return at
        depth += (found[at].kind == "open") - (found[at].kind == "close")
    return len(found) - 1


def _end(found: Sequence[Token], place: int) -> int:
    """Where the bracket at a place is closed; the last token where it is not."""
    depth = 0
    for at in range(place, len(found)):
        depth += (found[at].kind == "open") - (found[at].kind == "close")
        if depth <= 0:
            return at
    return len(found) - 1


def _begin(found: Sequence[Token], place: int) -> int:
    """The place after the bracket that is open at a place."""
    depth = 0 if found[place].kind != "close" else -1
    for at in range(place - 1, -1, -1):
        depth += (found[at].kind == "open") - (found[at].kind == "close")
        if depth > 0 or (depth == 0 and found[place].kind == "close"):
            return at + 1
    return 0
