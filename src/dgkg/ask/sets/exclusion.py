"""Which of several that a question lists is left out: 「北京 佛山 成都 哪个没被列为先进地区」.

A name that the record does not have cannot be searched for, but it can be said that the passage
which names the others does not name it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found, search
from dgkg.ask.language.besides import set_aside
from dgkg.ask.language.question import Question, Unit
from dgkg.ask.language.tokens import features
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["LeftOut", "left_out", "sets_all_aside"]

_NOT = pattern(r"没|不|未|\bnot\b|n't\b|\bmissing\b|\babsent\b|\bleft out\b", re.IGNORECASE)
_WHICH = pattern(r"哪[一个家座项些]?|谁|\bwhich\b", re.IGNORECASE)
_LIST = pattern(
    r"(?:[^\s、,，/？?；;：:]{2,20}(?:\s*[、,，/]\s*|\s+(?:or|and)\s+|\s+|还是|和|与|或)){2,}[^\s、,，/？?；;：:–—-]{2,20}"
)
_SPLIT = pattern(r"\s*[、,，/]\s*|\s+(?:or|and)\s+|\s+|还是|或|和|与", re.IGNORECASE)
_AMONG = pattern(r"^(?:of|between|among|out of)\b\s*", re.IGNORECASE)
_IS_NAME = pattern(r"[A-Z\u3400-\u9fff]")
_FEWEST, _LONGEST = 3, 8
_KINDS = {"entity", "place", "elsewhere"}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Names that a passage does not have, those that it has, and its items on these."""

    missing: tuple[str, ...]
    present: tuple[str, ...]
    naming: tuple[Found, ...]


def left_out(index: Index, question: Question) -> LeftOut | None:
    """Which of three or more names a passage leaves out that has the others; ``None`` where nothing is so listed."""
    if not _NOT.search(question.text) or not _WHICH.search(question.text):
        return None
    listed = _listed(question)
    if len(listed) < _FEWEST:
        return None
    known = {name: unit for name, unit in listed.items() if unit is not None and unit.things - index.wider}
    names = {name.casefold() for name in listed}
    rest = tuple(
        u for u in question.units
        if u not in known.values() and not any(u.text in name or name in u.text for name in names)
    )  # fmt: skip
    if len(known) == 0 or not rest:
        return None
    found = search(index, replace(question, units=(*rest, *known.values()), roles=question.roles - {"yesno"}))
    heavy = [n for n, u in enumerate(rest) if u.things and u.kind in {"concept", "entity"}]
    # What is asked of them must be told there; of none of them it may be told in one place.
    best = _best_page([f for f in found if all(f.covered[n] >= COVERED for n in heavy)] or found, known)
    if best is None:
        return None
    present = tuple(n for n, u in known.items() if not u.things.isdisjoint(best.page.things))
    missing = tuple(n for n in listed if n not in present)
    things = frozenset(t for n in present for t in known[n].things)
    naming = tuple(
        f for f in found if f.page is best.page and not f.item.things.isdisjoint(things) and f.item.kind != "mention"
    )
    if not present or not missing or len(missing) >= len(listed) or not naming:
        return None
    return LeftOut(missing, present, naming[:_LONGEST])


def sets_all_aside(index: Index, question: Question, passages: Sequence[URIRef]) -> bool:
    """Whether a question asks who else there is besides all whom some passages name: 「除了工信局和信通院，还有谁」."""
    words = features(" ; ".join(set_aside(question.text)))
    pages = [index.page[sentence] for sentence in passages if sentence in index.page]
    named = {t for page in pages for t in page.graph.nodes.get(page.sentence, {}).get(DGO.mentions, ())}
    names = [index.lexicon.features.get(t, frozenset()) for t in named if isinstance(t, URIRef)]
    # Words that several of them have tell none of them from the others.
    own = [mine.difference(*(other for other in names if other is not mine)) for mine in names]
    return bool(own) and all(words & mine for mine in own)


def _listed(question: Question) -> dict[str, Unit | None]:
    """The names of a list in a question, each with what it names, if anything."""
    found = _LIST.search(question.text)
    if found is None:
        return {}
    names = [n for n in _SPLIT.split(found[0]) if n]
    names = [_AMONG.sub("", n) for n in names if not _WHICH.search(n) and not _NOT.search(n)]
    names = [n for n in names if n]
    units = {u.text: u for u in question.units if u.kind in _KINDS}
    names = [n for n in names if _IS_NAME.match(n) or n.casefold() in units]
    listed = {n: next((u for text, u in units.items() if text == n.casefold()), None) for n in names[:_LONGEST]}
    # Words of everyday use are no names; what is known besides must be one.
    plain = {u.text for u in question.units if u.kind not in _KINDS and u.is_known}
    return {n: u for n, u in listed.items() if u is not None or n.casefold() not in plain}


def _best_page(found: Sequence[Found], known: dict[str, Unit]) -> Found | None:
    """The best item of the passage that names most of what is listed."""

    def named(f: Found) -> int:
        return sum(not u.things.isdisjoint(f.page.things) for u in known.values())

    return max(found, key=lambda f: (named(f), f.score), default=None)
