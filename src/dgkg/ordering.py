"""Orders that every engine can keep: numbers are told apart from all else before values are compared.

SPARQL (§15.1) says nothing of a number beside a text, and Oxigraph 0.5 compares the two in a way that
is no order; its sort then ends the whole process. So what somebody else wrote is sorted with all
numbers, which compare among each other, behind everything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from dgkg.sparql import Token, tokens

__all__ = ["with_total_order"]

_WAYS = {"ASC", "DESC"}


@lru_cache(maxsize=256)
def with_total_order(sparql: str) -> str:
    """The query, each variable that it orders by after whether its value is a number; others as they are.

    >>> with_total_order("SELECT ?o { ?s ?p ?o } ORDER BY DESC(?o)")
    'SELECT ?o { ?s ?p ?o } ORDER BY DESC(ISNUMERIC(?o)) DESC(?o)'
    """
    # A text with escapes has other places than its tokens say.
    if "order" not in sparql.lower() or "\\" in sparql:
        return sparql
    found = tokens(sparql)
    for place, way, variable in sorted(_conditions(found), reverse=True):
        kind = f"{way}(ISNUMERIC({variable})) "
        sparql = sparql[:place] + kind + sparql[place:]
    return sparql


def _conditions(found: Sequence[Token]) -> Iterator[tuple[int, str, str]]:
    """Where each condition on a variable stands, in which direction it orders, and by what."""
    place = 0
    while place + 1 < len(found):
        if not (found[place].upper == "ORDER" and found[place + 1].upper == "BY"):
            place += 1
            continue
        place += 2
        while place < len(found):
            token, after = found[place], found[place + 1 : place + 4]
            if token.kind == "variable":
                yield token.start, "ASC", token.text
                place += 1
            elif token.upper in _WAYS and [t.text for t in after[::2]] == ["(", ")"]:
                if after[1].kind == "variable":
                    yield token.start, token.upper, after[1].text
                place += 4
            elif token.text == "(" or (token.kind in {"word", "name", "iri"} and after and after[0].text == "("):
                place = _behind(found, place)
            else:
                break


def _behind(found: Sequence[Token], place: int) -> int:
    """The place after an expression in brackets, with what stands before them."""
    depth = 0
    for at in range(place, len(found)):
        depth += (found[at].kind == "open") - (found[at].kind == "close")
        if depth == 0 and found[at].kind == "close":
            return at + 1
    return len(found)
