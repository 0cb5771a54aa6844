"""The names that the source prints, beside those that an English answer tells.

What a firm, a plan or a platform is called in English is mostly a rendering of this record; whoever looks
it up in the passage, a register or the news needs the printed name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rdflib import URIRef

from dgkg.namespaces import DGO
from dgkg.pattern import pattern
from dgkg.words import Words

__all__ = ["with_original_names"]

_NAMED = (
    DGO.Organization, DGO.PolicyDocument, DGO.Report, DGO.Standard, DGO.SupportProgramme, DGO.Award, DGO.Certification,
    DGO.RankedList, DGO.DigitalPlatform, DGO.Project, DGO.Product, DGO.FinancialProduct, DGO.Event, DGO.PublicService,
    DGO.IndustrialPark, DGO.ThemedTown, DGO.Incubator, DGO.FunctionalZone, DGO.IndustrialCluster,
    DGO.ComputingFacility, DGO.Envisaged,
)  # fmt: skip
# Places are known by their English names; a kind of firms or of talent has a word, no name.
_HAN = pattern(r"[\u3400-\u9fff]")
# Where a name may begin and end: it is no part of a longer one, and nobody's whose something is told of.
_BEGINS, _ENDS = pattern(r"(?<![\w-])"), pattern(r"(?![\w-]|['’]s\b| [A-Z])")


def with_original_names(words: Words, text: str, things: Iterable[URIRef], beside: str = "") -> str:
    """An English text in which the first mention of each named thing is followed by its printed name.

    Args:
        words: the labels and classes of the record.
        text: what is told.
        things: what may be named in it.
        beside: what the reader has before them, such as the question: a name printed there is not told again.
    """
    names = _names(words, things, text + beside)
    if not names:
        return text
    # Of 「Huawei」 and 「Huawei Developer Village」 the longer one is meant where it stands, named here or not.
    first: dict[str, int] = {}
    for end, name in _mentions(text, sorted(names, key=lambda name: (-len(name), name))):
        first.setdefault(name, end)
    parts, place = [], 0
    for name, end in first.items():
        parts.append(f"{text[place:end]} ({names[name]})")
        place = end
    return "".join([*parts, text[place:]])


def _mentions(text: str, names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Where each mention of a name ends, in order; of several at one place that which is listed first."""
    found = []
    for order, name in enumerate(names):
        start = text.find(name)
        while start >= 0:
            if _BEGINS.match(text, start) and _ENDS.match(text, start + len(name)):
                found.append((start, order, name))
            start = text.find(name, start + 1)
    place = 0
    for start, _, name in sorted(found):
        if start >= place:
            place = start + len(name)
            yield place, name


def _names(words: Words, things: Iterable[URIRef], printed: str) -> dict[str, str]:
    """The printed names of things by their English ones, of those that are named and not printed yet."""
    types, is_a = words.gazetteer.types, words.ontology.is_a
    names: dict[str, str] = {}
    for thing in dict.fromkeys(things):
        english = words.label(thing, "en")
        # Of the many things of an answer few are named: what class they are of is asked last.
        if english not in printed or english in names:
            continue
        original = words.label(thing, "zh")
        if original in printed or not _HAN.search(original):
            continue
        if any(is_a(types.get(thing, ()), cls) for cls in _NAMED):
            names[english] = original
    return names
