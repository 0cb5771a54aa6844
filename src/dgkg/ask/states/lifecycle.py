"""How far each thing is that a question asks about: drafted, issued, signed, under way, in service, only proposed.

「签约了吗」 is so of what is signed, and 「投产了吗」 is not; the words of a question say which stage is asked for, and
the status that the source gives of each thing decides. What the status leaves open gets no yes and no no.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rdflib import URIRef

from dgkg.ask.items.index import Index, Page
from dgkg.ask.items.search import DATES, Found, unasked
from dgkg.ask.language.grammar import forms_of, read_grammar
from dgkg.ask.language.question import TELLING, Question, Unit
from dgkg.ask.language.spans import span_in
from dgkg.ask.language.tokens import features, fold
from dgkg.namespaces import DGO, DGS
from dgkg.pattern import pattern

__all__ = ["AT_WRITING", "Standing", "dated", "is_at", "is_either_or", "stages_in", "standings", "telling"]

_WISHED = {DGS.planned, DGS.proposed, DGS.explored, DGS.sought, DGS.filed}
_NOT_YET = {DGS.drafted, DGS.signed, *_WISHED}
# By what is asked: the statuses that make it so, and those that make it not so.
_SO = {
    "issued": ({DGS.issued}, {DGS.drafted, *_WISHED}),
    "drafted": ({DGS.drafted, DGS.issued}, _WISHED),
    "signed": ({DGS.signed}, _WISHED),
    "started": ({DGS.underway, DGS.done, DGS.inService}, _NOT_YET),
    "built": ({DGS.done, DGS.inService}, {DGS.underway, *_NOT_YET}),
    "settled": ({DGS.underway, DGS.done, DGS.inService}, _WISHED),
    "running": ({DGS.inService}, {DGS.underway, *_NOT_YET}),
    "founded": ({DGS.done, DGS.inService}, _WISHED),
    "planned": ({DGS.planned}, set()),
    "proposed": ({DGS.proposed}, set()),
    "explored": ({DGS.explored}, set()),
    "sought": ({DGS.sought}, set()),
    "filed": ({DGS.filed}, set()),
}
# Of what is under construction nothing is in service any more.
_AT = {"started": {DGS.underway}, "planned": _WISHED}
_DATE_OF = {DGS.issued: DGO.issueDate, DGS.drafted: DGO.draftDate, DGS.inService: DGO.date}
_DATED = DATES - {DGO.coversPeriod}
# Who was first to do something is asked of the deed, and not of how far anything is.
_FIRST = pattern(r"首[个家次位批]|第一[家个]|\bthe first\b")
_EITHER = pattern(r"还是|抑或|或者只|\bor\b")
_WHETHER = pattern(r"吗|[了]没|是否|是不是|有没有|没有[?？]?$|^(?:is|are|was|were|has|have|had|did|does|do)\b|\byet\b")
_DENIED = pattern(
    r"尚未|还未|还没|仍未|未(?!来)|\bnot (?:yet )?(?:been )?\w+ed\b|n't\b|\bnever\b|\bstill to be\b"
    r"|\bun(?:issued|published|signed|built|finished)\b"
)
AT_WRITING = pattern(
    r"(?:在?报告|成文|本报告)(?:写作|编写|撰写|发布|成文)?(?:时|之时|当时)|when (?:the|this) report (?:was|is|came) \w+"
    r"|at the time of (?:the |this )?(?:report|writing)|by the time (?:of )?(?:the|this) report(?: was \w+)?"
)
"""When the source was written: the time that all of it is of."""
_ALIKE, _LONG, _PAIR, _SLIGHT = 0.8, 4, 2, 0.2


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a thing is, by what, and whether that is what was asked; ``None`` where it leaves that open."""

    thing: URIRef
    status: URIRef
    by: Found
    is_so: bool | None
    # It is only of a like name as what is asked about.
    is_alike: bool = False
    is_advice: bool = False
    # It is so, and not at the time that is asked about.
    is_dated_otherwise: bool = False


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    return forms_of(read_grammar().stage)


def stages_in(text: str, names: Iterable[str] = ()) -> dict[str, tuple[int, int]]:
    """The stages that a text names, with where it does; what stands within some names is none.

    >>> sorted(stages_in("已印发还是仅完成编制")), sorted(stages_in("has it been put into service"))
    (['drafted', 'issued'], ['running'])
    """
    return dict(_stages_in(text, tuple(names)))


@lru_cache(maxsize=1024)
def _stages_in(text: str, names: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    folded = AT_WRITING.sub(lambda m: " " * len(m[0]), fold(text))
    for name in names:
        folded = folded.replace(name, " " * len(name))
    found = {name: match.span() for name, form in _forms().items() if (match := form.search(folded))}
    return {
        name: span for name, span in found.items()
        if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in found.values())
    }  # fmt: skip


def is_either_or(question: Question) -> bool:
    """Whether it asks which of two stages a thing has come to."""
    return len(stages_in(question.text, _names(question))) >= _PAIR and bool(_EITHER.search(fold(question.text)))


def _names(question: Question) -> list[str]:
    return [u.text for u in question.of_kind("entity")]


def standings(index: Index, question: Question, chosen: Sequence[Found]) -> list[Standing]:
    """How far each thing is that a question asks about; empty where it asks something else, or that is not stated."""
    text = fold(question.text)
    stages = stages_in(text, _names(question))
    either = is_either_or(question)
    if (
        not stages
        or _FIRST.search(text)
        or not (either or "yesno" in question.roles or _WHETHER.search(text))
        or question.roles & {"who", "number", "growth", "share"}
    ):
        return []
    if question.of_kind("beyond", "elsewhere") or any(len(n) > 1 for n in question.numbers):
        return []
    named = [u for u in question.of_kind("entity") if not AT_WRITING.fullmatch(u.text)]
    asked = [(unit, thing) for unit in named for thing in _meant(index, question, unit)]
    told = {
        thing: (unit.text, s) for unit, thing in asked
        if (s := _standing(index, question, thing, stages, chosen)) is not None
    }  # fmt: skip
    for said in _left_over(index, question, set(told), stages):
        for thing in _described(index, question, said) - set(told):
            if (s := _standing(index, question, thing, stages, chosen)) is not None:
                told[thing] = (" ".join(said), s)
    if not told:
        return []
    if _left_over(index, question, set(told), stages) and not _is_less(question, [s for _, s in told.values()]):
        return []
    found = [s for _, s in told.values()]
    if question.years:
        found = [timed for s in found if (timed := _in_time(question, s)) is not None]
        if len(found) < len(told):
            return []
    return [*found, *_of_like_name(index, question, told)] if either else found


def _is_less(question: Question, told: Sequence[Standing]) -> bool:
    """Whether only words that nothing knows are left over, of things not real yet: whatever they add, these are not."""
    is_wished = all(s.is_so is False and s.status in _WISHED for s in told)
    unknown = [u for u in question.units if u.weight >= TELLING and not u.things]
    named = {t for u in question.of_kind("entity", "place") for t in u.things - question.wider}
    return is_wished and all(not u.is_known for u in unknown) and named <= {s.thing for s in told}


def _meant(index: Index, question: Question, unit: Unit) -> Sequence[URIRef]:
    """The things that a name stands for: of a firm's project, the project."""
    if any(DGO.Project in u.things for u in question.of_kind("schema")) and len(unit.things) == 1:
        projects = index.projects.get(next(iter(unit.things)), frozenset())
        if len(projects) == 1:
            return sorted(projects)
    return sorted(unit.things) if len(unit.things) == 1 else []


def _standing(
    index: Index, question: Question, thing: URIRef, stages: dict[str, tuple[int, int]], chosen: Sequence[Found]
) -> Standing | None:
    """How far one thing is: by a status of its own, or by that of what led to it."""
    ahead = [f.page for f in chosen]
    pages = [p for p in index.pages if thing in p.things]
    of_it = [(page, status) for page in pages if (status := _own_status(page, thing)) is not None]
    of_it = of_it or [(p, s) for p in pages if (s := _status_of_what_led_to(p, thing)) is not None]
    told = [(by, status) for page, status in of_it if (by := telling(question, page, thing, status)) is not None]
    if not told:
        return None
    by, status = min(told, key=lambda t: (*_rank(t[0].item.relation, t[1]), t[0].page not in ahead))
    return Standing(thing, status, by, _is_so(question, stages, status))


def _own_status(page: Page, thing: URIRef) -> URIRef | None:
    status = page.graph.first(thing, DGO.realization)
    return status if isinstance(status, URIRef) else None


def _status_of_what_led_to(page: Page, thing: URIRef) -> URIRef | None:
    """The status of an activity that a thing is the result of."""
    for item in page.items:
        led = {t for p in (DGO.result, DGO.proposes) for t in item.data.get(p, ())}
        if thing in led and (status := _own_status(page, item.node)) is not None:
            return status
    return None


def _rank(relation: URIRef | None, status: URIRef) -> tuple[bool, bool]:
    """How telling a relation is of a status: its own date goes first, then any date."""
    return relation != _DATE_OF.get(status), relation not in _DATED


def telling(question: Question, page: Page, thing: URIRef, status: URIRef) -> Found | None:
    """The item of a passage that tells most of how far a thing is: its date, what led to it, anything of it."""
    items = [i for i in page.items if i.node == thing or thing in i.data.get(DGO.result, ()) or thing in i.things]
    ranked = sorted(
        items, key=lambda i: (*_rank(i.relation, status), thing not in i.data.get(DGO.result, ()), i.node != thing)
    )
    return unasked(question, page, ranked[0]) if ranked else None


def _is_so(question: Question, stages: dict[str, tuple[int, int]], status: URIRef) -> bool | None:
    """Whether a status is what a question asks for; nothing where it asks which, or denies."""
    if len(stages) != 1 or _DENIED.search(fold(question.text)):
        return None
    makes_so, makes_not_so = _SO[next(iter(stages))]
    return True if status in makes_so else False if status in makes_not_so else None


def is_at(stage: str, status: URIRef) -> bool:
    """Whether a thing with a status is at a stage of :func:`stages_in`, and not past it; all wishes are planned."""
    return status in _AT.get(stage, _SO[stage][0])


def _left_over(
    index: Index, question: Question, things: set[URIRef], stages: dict[str, tuple[int, int]]
) -> list[tuple[str, ...]]:
    """The words of a question that neither some things nor their stages account for; nothing where all is told."""
    text = fold(question.text)
    said = [text[a:b] for a, b in stages.values()]
    text = AT_WRITING.sub(" ", text)
    known = [index.lexicon.features.get(t, frozenset()) for t in things]
    names = frozenset().union(*known)

    def is_stage(unit: Unit) -> bool:
        return any(part in unit.text or unit.text in part for part in said)

    def is_told(unit: Unit) -> bool:
        if unit.kind == "place" and unit.things & question.city:
            return True
        # Of a firm's project that is meant the firm is named by its name.
        is_own = unit.kind != "entity" or not things.isdisjoint(unit.things)
        return (is_own or bool(things)) and features(unit.text) <= names

    units = [u for u in question.units if u.text in text and not is_stage(u)]
    open_units = [u for u in units if not u.things & things and not is_told(u)]
    if not any(u.weight >= TELLING or u.kind in {"entity", "place"} for u in open_units):
        return []
    told = [u for u in units if u.weight >= _SLIGHT and (not things or not u.things & things)]
    return [tuple(u.text for u in (open_units if things else told) if u.weight >= _SLIGHT)]


def _described(index: Index, question: Question, said: Sequence[str]) -> set[URIRef]:
    """The thing with a status of its own that has all of some words in one of its names, if there is just one."""
    words = frozenset().union(*(features(text) for text in said))
    # 「the public data measures and the classification measures」: of that class.
    classes = frozenset().union(*(features(u.text) for u in question.of_kind("schema") if _names_class(u)))
    things = {
        t for page in index.pages for t in page.graph.nodes
        if t in index.words.gazetteer and _own_status(page, t) is not None
    }  # fmt: skip
    for all_words in (words, words | classes):
        fitting = {t for t in things if any(all_words <= features(name) for name in index.lexicon.names.get(t, ()))}
        if words and len(fitting) == 1:
            return fitting
    return set()


def _names_class(unit: Unit) -> bool:
    return any(t.startswith(str(DGO)) and t[len(DGO)].isupper() for t in unit.things)


def _in_time(question: Question, standing: Standing) -> Standing | None:
    """The same held against the year, and the month, that are asked about; ``None`` where no date is stated."""
    dates = [str(d) for p in _DATED for d in standing.by.item.data.get(p, ()) if re.match(r"\d{4}", str(d))]
    span = span_in(question.text)
    month = span.first if span is not None and span.first == span.last else None
    if standing.is_so is not True or not dates or not question.years:
        return standing if standing.is_so is False else None
    if month is not None and not all(len(date) > len("2023-") for date in dates):
        return None
    fits = all(
        int(date[:4]) in question.years and (month is None or int(date[5:7]) == month) for date in dates
    )  # fmt: skip
    return standing if fits else replace(standing, is_so=False, is_dated_otherwise=True)


def _of_like_name(index: Index, question: Question, told: dict[URIRef, tuple[str, Standing]]) -> Iterator[Standing]:
    """Things of nearly the same name with another status elsewhere: a node that is being built, and one proposed."""
    known, statuses = set(told), {s.status for _, s in told.values()}
    for page in index.pages:
        for thing in sorted(t for t in page.graph.nodes if t in index.words.gazetteer):
            status = _own_status(page, thing)
            if thing in known or status is None or status in statuses:
                continue
            if not any(_is_called_so(index, thing, text) for text, _ in told.values()):
                continue
            by = telling(question, page, thing, status)
            if by is not None:
                known.add(thing)
                yield Standing(thing, status, by, None, is_alike=True, is_advice=_is_advised(page, thing))


def _is_called_so(index: Index, thing: URIRef, text: str) -> bool:
    """Whether a name of a thing has nearly all the words by which another was asked for."""
    said = features(text)
    shared = (said & features(name) for name in index.lexicon.names.get(thing, ()))
    return len(said) >= _LONG and any(len(words) >= _ALIKE * len(said) for words in shared)


def _is_advised(page: Page, thing: URIRef) -> bool:
    """Whether a passage recommends a thing."""
    return any(DGO.Recommendation in item.wide and thing in item.things for item in page.items)


def dated(index: Index, question: Question, told: Sequence[Standing]) -> list[Found]:
    """What decides how far some things are, then their other dates and what is planned for them."""
    found = {s.by.key: s.by for s in told}
    is_founded = "founded" in stages_in(question.text, _names(question))
    for standing in told:
        if standing.is_alike:
            continue
        for page in index.pages:
            for item in page.items:
                is_date = item.node == standing.thing and item.relation in _DATED
                is_plan = standing.thing in item.things and bool(item.data.get(DGO.plannedDate))
                # Of what was founded, how many it has: 56 members.
                whose = {t for p in (DGO.subject, DGO.refArea) for t in item.data.get(p, ())}
                is_size = is_founded and item.figure is not None and standing.thing in whose
                if is_date or is_size or (is_plan and standing.status in _NOT_YET):
                    f = unasked(question, page, item)
                    found.setdefault(f.key, f)
    return list(found.values())
