"""What a question counts where the source gives no number: the bodies that it names.

「计划用几所高校」 is answered by a passage that names three; 「过5000亿的有几个」 by four figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, NO_COUNTS, Found, unasked
from dgkg.ask.language.question import TELLING, Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.states.lifecycle import stages_in
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = [
    "Members", "are_counted", "asks_for_a_count", "asks_who_is_named", "counts_of", "holders", "in_role",
    "named_bodies", "of_class", "of_report",
]  # fmt: skip

_ALIKE, _SEVERAL, _MOST, _TELLS = 0.9, 2, 30, 0.2
_NAMING = {"list", "who", "count", "number", "sum"}
_HOW_MANY = pattern(r"(?:how many|number of)\s+(?:\w+\s+){0,2}?$|(?:多少|几|哪几)[家个所座条份项位款]?(?:\w{0,4})$")
_LISTED = {"membership", "recognition"}
_AFTER = pattern(r"(?:点名|列了|提到|有|列出|写了)[了的]?(?:多少|几)|\bhow many\b")
_NAMED = pattern(
    r"点(?:了|到)?(?:的)?名|点[了到]|列(?:了|出|举)|提[到及]|举(?:了|出|的)|举例"
    r"|\bhow many [^?]*\b(?:named|mentioned|listed|singled out|given by name|given as examples?|cited)\b"
    r"|\bname[sd]?\b.*\bhow many\b|\b(?:number|count) of [^?]*\b(?:named|mentioned|listed)\b"
    r"|\bhow many [^?]*\bdoes (?:the|this) report (?:name|list|mention|single out|cite)\b"
)
_BODIES = (DGO.Organization, DGO.Place, DGO.Project)
# A firm may be named by any passage; of these no passage names two that are not meant together.
_CLASSES = (
    DGO.University, DGO.ResearchInstitute, DGO.Bank, DGO.PolicyDocument, DGO.AdministrativeDivision,
    DGO.FinancialProduct, DGO.DigitalPlatform, DGO.ThemedTown, DGO.Alliance,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Members:
    """What was counted, and the items that name it."""

    things: tuple[URIRef, ...]
    naming: tuple[Found, ...]
    # The source ends its list in 等: there may be more.
    is_open: bool = False


def asks_for_a_count(question: Question) -> bool:
    """Whether it is asked how many there are of something."""
    return question.roles >= {"count", "number"}


def asks_who_is_named(question: Question) -> bool:
    """Whether it is the names that are to be counted: 「点名了几家」, "how many are named"."""
    return bool(_NAMED.search(fold(question.text)))


def are_counted(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether names are to be counted and what is chosen names some."""
    if not asks_for_a_count(question) or not asks_who_is_named(question):
        return False
    named = [f for f in chosen if not f.is_number]
    return bool(named) and named_bodies(index, question, named) is not None


def named_bodies(index: Index, question: Question, chosen: Sequence[Found]) -> Members | None:
    """The bodies of which the best items say the same: members, recipients, those that have a role."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    listing = [f for f in chosen if f.page is chosen[0].page and f.item.kind in _LISTED]
    best = [f for f in chosen if f.score >= _ALIKE * chosen[0].score and f.item.kind == chosen[0].item.kind]
    if chosen[0].item.kind not in _LISTED and len({f.item.node for f in listing}) >= _SEVERAL:
        # The passage says that there are some, then who they are.
        best = listing
    best = _in_the_role(question, best)
    bodies = dict.fromkeys(f.item.node for f in best if f.item.relation)
    bodies |= dict.fromkeys(
        t for f in best if not f.item.relation for p in (DGO.member, DGO.recipient, DGO.rankedEntity)
        for t in f.item.data.get(p, ()) if isinstance(t, URIRef)
    )  # fmt: skip
    named = tuple(t for t in bodies if any(is_a(types.get(t, ()), cls) for cls in _BODIES))
    return Members(named, tuple(best)) if named else None


def _in_the_role(question: Question, items: Sequence[Found]) -> list[Found]:
    """Those of some items that tell the most of a question: makers of whole devices, not of the components."""
    telling = [n for n, u in enumerate(question.units) if u.weight >= TELLING]

    def told(f: Found) -> int:
        return sum(f.own[n] >= COVERED for n in telling) if len(f.own) == len(question.units) else len(telling)

    most = max(map(told, items), default=0)
    return [f for f in items if told(f) == most]


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


def of_report(index: Index, question: Question) -> Members | None:
    """All members of a class that the source names, where a question asks for them and for nothing else."""
    classes = {t for u in question.units for t in u.things if t in _CLASSES}
    asks = question.roles <= _NAMING and (question.names_source or asks_who_is_named(question))
    if not asks or not classes or question.years or question.section or question.numbers:
        return None
    things = index.words.gazetteer.types.keys() - index.wider - index.city
    # 「ones that operators already have」: whatever is named beside the class is asked about.
    if any((u.weight >= _TELLS or u.things & things) and not u.things & classes for u in question.units):
        return None
    if stages_in(fold(question.text)):
        # 「哪些还没成立」 asks how far each is.
        return None
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    but = index.closed_groups | index.wider
    naming: dict[URIRef, Found] = {}
    for page in index.pages:
        for item in page.items:
            named = [t for t in item.things - but if any(is_a(types.get(t, ()), cls) for cls in classes)]
            if named and item.kind not in {"mention", "figure"}:
                naming |= {t: unasked(question, page, item) for t in named if t not in naming}
    if not _SEVERAL <= len(naming) <= _MOST:
        return None
    told = {f.key: f for f in naming.values()}
    return Members(tuple(naming), tuple(told.values()))


def in_role(index: Index, question: Question) -> list[Found]:
    """All who have a role, wherever they have it, where a question asks for them and names nothing but the role."""
    roles = {t for u in question.units for t in u.things if t in index.roles}
    telling = [u for u in question.units if u.weight >= _TELLS and u.kind != "word"]
    others = [u for u in telling if not u.things & roles] + [u for u in question.of_kind("word") if u.weight >= TELLING]
    asks = question.roles & {"list", "who"} and question.roles <= _NAMING
    if not roles or others or not asks or question.years or question.section or question.numbers:
        return []
    return [
        unasked(question, page, item)
        for page in index.pages for item in page.items
        if item.kind == "membership" and roles & set(item.data.get(DGO.role, ()))
        # A group that is spoken of as one is none of those that it is made of.
        and not index.closed_groups.issuperset(item.data.get(DGO.member, ()))
    ][:_MOST]  # fmt: skip


def counts_of(question: Question, items: Sequence[Found]) -> list[Found]:
    """How many there are of what items name some of, as their passage says: 60 firms, of which it names two."""
    groups = {t for f in items if f.item.kind == "membership" for t in f.item.data.get(DGO.memberOf, ())}
    pages = {f.page.sentence: f.page for f in items}
    return [
        unasked(question, page, item)
        for page in pages.values() for item in page.items
        if item.figure is not None and item.figure.unit not in NO_COUNTS
        and groups & {t for p in (DGO.subject, DGO.refArea) for t in item.data.get(p, ())}
    ]  # fmt: skip


def holders(index: Index, figures: Sequence[Found]) -> Members:
    """What figures are of: each thing, place or field once; a group is none of its members."""
    things: dict[URIRef, None] = {}
    for f in figures:
        told = (f.item.data.get(p, ()) for p in (DGO.subject, DGO.refArea, DGO.industry))
        whose = next((values for values in told if values), ())
        things |= dict.fromkeys(t for t in whose if isinstance(t, URIRef))
    groups = {t for t in things if DGO.Group in index.words.gazetteer.types.get(t, ())}
    return Members(tuple(t for t in things if t not in groups) or tuple(things), tuple(figures))
