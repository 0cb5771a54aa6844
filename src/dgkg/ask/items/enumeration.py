"""The lists that a statement tells in words: 「用到甲、乙和丙等领域」 lists three fields, and is open.

Assertions name the items of a list by the terms of the source, and each item is a thing that the statement is tied to:
so what is listed can be counted. Lists are read in Chinese, where 、 parts nothing but the items of a list; both
languages list the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import Literal, URIRef

from dgkg.ask.items.index import Index, Item
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["Enumeration", "enumerations"]

_CLAUSE = pattern(r"[，。；：:！？]")
_BRACKET = pattern(r"（[^（）]*）")
_LAST = pattern(r"以及|[和与及]")
_ETC = pattern(r"等(?!级|待|于|价|保)")
# What ends a list that nothing else ends: 「三个行业的…」, 「…的优质企业」.
_ENDS = pattern(r"[一二两三四五六七八九十]+[个类种大项方家]|的")
_IS = pattern(r"(?:分别|依次|主要|一般)?(?:有|为|是|包括|如)$")
_FEWEST, _SHORTEST, _LONGEST, _BEFORE = 2, 2, 24, 8


@dataclass(frozen=True, slots=True)
class Enumeration:
    """What is listed, what kind it is said to be, and whether more may be meant (等)."""

    things: tuple[URIRef, ...]
    kind: str
    is_open: bool


def enumerations(index: Index, item: Item) -> list[Enumeration]:
    """The lists that a statement tells, of at least two of the things that it is tied to."""
    names = _names(index, item)
    texts = [v for v in item.data.get(DGO.assertion, ()) if isinstance(v, Literal) and v.language == "zh"]
    clauses = (clause for text in texts for clause in _CLAUSE.split(_BRACKET.sub("", str(text))))
    return [found for clause in clauses if (found := _listed(clause, names)) is not None]


def _names(index: Index, item: Item) -> Mapping[str, URIRef]:
    """The Chinese names of all that a statement is tied to."""
    gazetteer = index.words.gazetteer
    linked = {t for values in item.data.values() for t in values if isinstance(t, URIRef) and t in gazetteer}
    return {
        _BRACKET.sub("", name.text): thing
        for thing in sorted(linked) for name in gazetteer.names(thing)
        if name.lang == "zh" and len(name.text) >= _SHORTEST
    }  # fmt: skip


def _listed(clause: str, names: Mapping[str, URIRef]) -> Enumeration | None:
    """The list of a clause: what its marks of enumeration part, up to 等 or to what the items have in common."""
    *head, tail = clause.split("、")
    if not head and not _ETC.search(tail):
        return None
    cut = _ETC.search(tail)
    is_open = cut is not None
    last, kind = (tail[: cut.start()], tail[cut.end() :]) if cut else (tail, "")
    pieces = [*head, *_parted(last, names, is_first=not head)]
    if not cut:
        *pieces, last = pieces
        known = _at_start(last, names)
        end = _ENDS.search(last, len(known))
        last, kind = (last[: end.start()], last[end.start() :]) if end else (known or last, last[len(known) :])
        pieces = [*pieces, last]
    first, *others = pieces
    pieces = [_at_end(first, names), *others]
    # 「各环节依次为甲、乙」 says before the list what is listed.
    kind = kind.removeprefix("的") or _IS.sub("", first.removesuffix(pieces[0]))[-_BEFORE:]
    if len(pieces) < _FEWEST or not all(_SHORTEST <= len(p) <= _LONGEST for p in pieces):
        return None
    things = [t for p in pieces if (t := _thing(p, names)) is not None]
    if len(set(things)) < len(pieces):
        # What is no thing may be no item, either: 「从甲、乙到丙」.
        return None
    return Enumeration(tuple(things), kind, is_open)


def _parted(text: str, names: Mapping[str, URIRef], *, is_first: bool) -> Iterator[str]:
    """The last item of a list and the one before it, parted by 和 where that is not within a name.

    Two alone are parted only where both are things that are named.
    """
    for found in reversed(list(_LAST.finditer(text))):
        before, after = text[: found.start()], text[found.end() :]
        if any(text.find(name) <= found.start() < text.find(name) + len(name) for name in names if name in text):
            continue
        if not is_first or (_at_end(before, names) != before and _thing(after, names)):
            yield from (before, after)
            return
    yield text


def _at_end(text: str, names: Mapping[str, URIRef]) -> str:
    """The name that a text ends in, or the words that a longer name begins with; the text where there is none."""
    ends = [name for name in names if text.endswith(name)]
    if ends:
        return max(ends, key=len)
    starts = (text[n:] for n in range(len(text) - _SHORTEST))
    return next((s for s in starts if any(name.startswith(s) for name in names)), text)


def _at_start(text: str, names: Mapping[str, URIRef]) -> str:
    return max((name for name in names if text.startswith(name)), key=len, default="")


def _thing(text: str, names: Mapping[str, URIRef]) -> URIRef | None:
    """The thing that words name: in full, by the longest name within them, or by the beginning of a longer one."""
    if text in names:
        return names[text]
    within = max((name for name in names if name in text), key=len, default="")
    if within and len(within) * 2 >= len(text):
        return names[within]
    return next((thing for name, thing in names.items() if name.startswith(text) and len(text) > _SHORTEST), None)
