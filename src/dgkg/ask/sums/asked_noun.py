"""What is counted, by the noun that a question asks after: 「多少家企业」, "how many designed racks".

A figure counts that noun by its quantity, or by whom it is of; that it is of a field says nothing:
a number of racks is of the field of data centres, and counts none.
"""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found, covers
from dgkg.ask.language.question import Question, Unit
from dgkg.ask.language.tokens import features, fold
from dgkg.ask.reading.reading import read_question
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["COUNTED_BY", "asked_noun", "counted_by", "is_named", "units_of"]

COUNTED_BY = (DGO.indicator, DGO.subject, DGO.population)
_MEASURED = (DGO.indicator, DGO.population)
_ASKED = pattern(
    r"(?:多少|几)(?:家次|[次台件条座家场个位名])?(?P<zh>(?![没未尚还])[^，。？?（()）家次台件条座场个]{1,10})"
    r"|\bhow (?:many|much) (?:in )?(?P<en>.+?) "
    r"(?:did|does|do|was|were|is|are|has|have|had|came|went|per|on|for|at|stood|each|remain)\b"
)
_NUMBER = pattern(r"[\d.]+")


def asked_noun(index: Index, question: Question) -> tuple[Unit, ...]:
    """What stands after the word that asks how many."""
    found = _ASKED.search(fold(question.text))
    return units_of(index, (found["zh"] or found["en"]), question.lang) if found else ()


def is_named(index: Index, asked: Sequence[Unit], f: Found) -> bool:
    """Whether a figure counts what is asked for; so it does where nothing is named."""
    nouns = [u for u in asked if u.kind not in {"entity", "place"}]
    nouns = [u for u in nouns if u.kind == "concept"] or nouns
    things, words = counted_by(index, f, _MEASURED)
    # "data-centre racks" are racks.
    return not nouns or any(
        covers(u, things, frozenset(), words) >= COVERED or not features(_head(u.text)).isdisjoint(words) for u in nouns
    )


def _head(text: str) -> str:
    """The noun that a name ends in, what was done with it apart: "racks designed" are racks."""
    words = text.split()
    return next((word for word in reversed(words) if not word.endswith("ed")), words[-1])


def counted_by(
    index: Index, f: Found, relations: Sequence[URIRef] = COUNTED_BY
) -> tuple[frozenset[URIRef], frozenset[str]]:
    """What a figure counts and whose that is, and the words for it."""
    things = frozenset(t for p in relations for t in f.item.data.get(p, ()) if isinstance(t, URIRef))
    return things, frozenset().union(*(index.lexicon.features.get(t, frozenset()) for t in things))


def units_of(index: Index, text: str, lang: str) -> tuple[Unit, ...]:
    """What some words of a question name, without numbers."""
    units = read_question(index, text, lang).units if len(text.strip()) > 1 else ()
    return tuple(u for u in units if not _NUMBER.fullmatch(u.text))
