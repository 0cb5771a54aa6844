"""The names that the source prints, beside those that an English answer tells.

What a firm, a plan or a platform is called in English is mostly a rendering of this record; whoever looks
it up in the passage, a register or the news needs the printed name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

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
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    mention = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-]|['’]s\b| [A-Z])")
    told: set[str] = set()

    def once(found: re.Match[str]) -> str:
        if found[0] in told:
            return found[0]
        told.add(found[0])
        return f"{found[0]} ({names[found[0]]})"

    return mention.sub(once, text)


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
