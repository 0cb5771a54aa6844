"""What a question counts where the source gives no number: the bodies that it names.

「计划用几所高校」 is answered by a passage that names three; 「过5000亿的有几个」 by four figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.ask.index import Index
from dgkg.ask.question import Question
from dgkg.ask.search import Found
from dgkg.ask.tokens import fold
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["Members", "asks_for_a_count", "asks_who_is_named", "holders", "named_bodies", "of_class"]

_ALIKE, _SEVERAL = 0.9, 2
_HOW_MANY = pattern(r"(?:how many|number of)\s+(?:\w+\s+){0,2}?$|(?:多少|几|哪几)[家个所座条份项位款]?(?:\w{0,4})$")
_LISTED = {"membership", "recognition"}
_AFTER = pattern(r"(?:点名|列了|提到|有|列出|写了)[了的]?(?:多少|几)|\bhow many\b")
_NAMED = pattern(
    r"点(?:了)?名|点了|列(?:了|出)|提到"
    r"|\bhow many [^?]*\b(?:named|mentioned|listed|given by name)\b|\bname[sd]?\b.*\bhow many\b"
)
_BODIES = (DGO.Organization, DGO.Place, DGO.Project)
# A firm may be named by any passage; of these no passage names two that are not meant together.
_CLASSES = (
    DGO.University, DGO.ResearchInstitute, DGO.Bank, DGO.PolicyDocument, DGO.AdministrativeDivision,
    DGO.FinancialProduct, DGO.DigitalPlatform, DGO.ThemedTown,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Members:
    """What was counted, and the items that name it."""

    things: tuple[URIRef, ...]
    naming: tuple[Found, ...]


def asks_for_a_count(question: Question) -> bool:
    """Whether it is asked how many there are of something."""
    return question.roles >= {"count", "number"}


def asks_who_is_named(question: Question) -> bool:
    """Whether it is the names that are to be counted: 「点名了几家」, "how many are named"."""
    return bool(_NAMED.search(fold(question.text)))


def named_bodies(index: Index, chosen: Sequence[Found]) -> Members | None:
    """The bodies of which the best items say the same: members, recipients, those that have a role."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    listing = [f for f in chosen if f.page is chosen[0].page and f.item.kind in _LISTED]
    best = [f for f in chosen if f.score >= _ALIKE * chosen[0].score and f.item.kind == chosen[0].item.kind]
    if chosen[0].item.kind not in _LISTED and len({f.item.node for f in listing}) >= _SEVERAL:
        # The passage says that there are some, then who they are.
        best = listing
    bodies = dict.fromkeys(f.item.node for f in best if f.item.relation)
    bodies |= dict.fromkeys(
        t for f in best if not f.item.relation for p in (DGO.member, DGO.recipient, DGO.rankedEntity)
        for t in f.item.data.get(p, ()) if isinstance(t, URIRef)
    )  # fmt: skip
    named = tuple(t for t in bodies if any(is_a(types.get(t, ()), cls) for cls in _BODIES))
    return Members(named, tuple(best)) if named else None


def of_class(index: Index, question: Question, found: Iterable[Found]) -> Members | None:
    """The members of the class that is counted which the best item names that names several."""
    text = fold(question.text)
    classes = [(u, t) for u in question.of_kind("schema") for t in u.things if t in _CLASSES]
    # 「多少平台」, or 「…的平台，点名几个」.
    counted = {t for u, t in classes if _HOW_MANY.search(text[: max(text.find(u.text), 0)])} or {
        t for u, t in classes if _AFTER.search(text[text.find(u.text) + len(u.text) :])
    }
    if not counted or not asks_for_a_count(question):
        return None
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    for f in found:
        named = sorted(
            t for t in f.item.things - question.city if any(is_a(types.get(t, ()), cls) for cls in counted)
        )  # fmt: skip
        if len(named) >= _SEVERAL and not f.is_number:
            return Members(tuple(named), (f,))
    return None


def holders(index: Index, figures: Sequence[Found]) -> Members:
    """What figures are of: each thing, place or field once; a group is none of its members."""
    things: dict[URIRef, None] = {}
    for f in figures:
        told = (f.item.data.get(p, ()) for p in (DGO.subject, DGO.refArea, DGO.industry))
        whose = next((values for values in told if values), ())
        things |= dict.fromkeys(t for t in whose if isinstance(t, URIRef))
    groups = {t for t in things if DGO.Group in index.words.gazetteer.types.get(t, ())}
    return Members(tuple(t for t in things if t not in groups) or tuple(things), tuple(figures))
