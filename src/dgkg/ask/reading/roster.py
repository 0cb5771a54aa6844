"""What a question asks that names a class and one thing, and says nothing else: what of the class belongs to the thing.

「报告里提到松山湖都有哪些公司」 and "Which firms does the report name in Songshan Lake" ask the same, in other words
than any header of the library has; what they have in common with one is the class and the name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.language.lexicon import Match
from dgkg.ask.language.roles import roles_of
from dgkg.ask.language.tokens import Token, fold
from dgkg.ask.reading.reading import wanted_classes
from dgkg.namespaces import DGO

__all__ = ["Roster", "roster_of"]

Roster = tuple[frozenset[URIRef], Match]
"""The classes that are asked for, and the stretch of the question that names the thing."""

_PLAIN = {"list", "who"}
# That something is in a place goes without saying, and that a field is one.
_SAID_ALONG = {DGO.locatedIn}
_SORTS = frozenset({
    "领域", "行业", "产业", "产业链", "赛道", "园区", "地区", "field", "sector", "industri", "industry", "area",
    "segment", "zone", "park",
})  # fmt: skip


def roster_of(
    index: Index, text: str, tokens: Sequence[Token], matches: Sequence[Match], names: Callable[[Match], bool]
) -> Roster | None:
    """The class and the thing of a question; ``None`` where it says anything else.

    Args:
        index: knows the words.
        text: the question.
        tokens: its words.
        matches: the known stretches of it.
        names: whether a stretch names things.
    """
    if not roles_of(fold(text), matches) <= _PLAIN:
        return None
    taken = set(chain.from_iterable(range(m.start, m.end) for m in matches))
    if any(n not in taken and token.stem not in _SORTS for n, token in enumerate(tokens)):
        # A word that nothing knows.
        return None
    found = set(wanted_classes(index, tokens, matches))
    named: list[Match] = []
    for match in matches:
        if names(match):
            named.append(match)
        elif match.is_filler:
            # 「the report」 is no report that is asked for.
            continue
        elif classes := {t for t in match.things if _is_class(t)}:
            found |= classes
        elif match.is_elsewhere or match.is_beyond or not (match.roles or _goes_without_saying(match, tokens)):
            return None
    return (frozenset(found), named[0]) if found and len(named) == 1 else None


def _goes_without_saying(match: Match, tokens: Sequence[Token]) -> bool:
    if match.things:
        return match.things <= _SAID_ALONG
    said = tokens[match.start : match.end]
    return "".join(t.text for t in said) in _SORTS or said[-1].stem in _SORTS


def _is_class(thing: URIRef) -> bool:
    return thing.startswith(str(DGO)) and thing.removeprefix(str(DGO))[:1].isupper()
