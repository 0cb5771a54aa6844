"""Which documents, projects or platforms have come how far: 「哪些文件已印发」, "which are under construction".

All of a field are told with their status, those of one status together; where one stage is asked for, those of it
alone, and nothing where none is stated to be there. The field of a paragraph is told by its first sentences; the
others of it name the documents.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rdflib import URIRef

from dgkg.ask.items.index import Index, Page
from dgkg.ask.language.question import TELLING, Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.states.lifecycle import AT_WRITING, Standing, is_at, stages_in, telling
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["of_class_by_stage"]

_CLASSES = (DGO.PolicyDocument, DGO.Project, DGO.DigitalPlatform)
# What may be called a project where no project of that name is stated: OPPO's computing facility.
_WORKS = (DGO.DigitalPlatform, DGO.Infrastructure, DGO.ComputingFacility)
_WISHES = {"planned", "proposed", "explored", "sought", "filed"}
_PARAGRAPH = pattern(r"-[a-z]+\d+$")
# What is asked of some of them only, or of those that are not yet so far.
_SOME = pattern(
    r"其中|哪些[^哪]+哪些|还没|尚未|未(?!来)|没有"
    r"|\bof (?:them|these|those)\b|\bwhich\b.*\bwhich\b|\b(?:not|un)[- ]?(?:yet )?(?:been )?"
    r"(?:issued|published|released|signed|built|finished|started)\b"
)
# What is to be done is asked of proposals, and what stands beside it of its passage.
_OTHERWISE = pattern(
    r"主张|建议|提出|希望|要求|加快|打算|还要|一起|一并|同时|除[了去]|以外|之外|此外"
    r"|\b(?:want\w*|wish\w*|recommend\w*|propos(?:es|als?)|suggest\w*|should|(?:is|are) to be"
    r"|along(?:side)? with|together with|besides?|apart from|other than)\b"
)
_PAIR, _SLIGHT = 2, 0.1


def of_class_by_stage(index: Index, question: Question) -> list[Standing] | None:
    """Every document, project or platform of a field with its status, of one stage where one is asked for.

    ``None`` where that is not asked; empty where none is stated to have come to that stage.
    """
    text = fold(question.text)
    is_a = index.words.ontology.is_a
    asked = {t for u in question.of_kind("schema") for t in u.things}
    classes = [c for c in _CLASSES if any(t == c or is_a({t}, c) for t in asked)]
    stages = stages_in(text)
    # 「哪些芯片项目签了约」 asks for those of one stage, 「哪些已签约，哪些在建」 for all.
    is_of_all = bool(_SOME.search(text)) and DGO.DigitalPlatform not in classes
    said = [text[a:b] for a, b in stages.values()]
    if not classes or not stages or _asks_otherwise(question, said):
        return None
    if not is_of_all and (len(stages) > 1 or _is_of_proposals(question, stages, said, classes)):
        return None
    if is_of_all:
        told = _told(index, question, said, classes, "")
        return told if len(told) >= _PAIR else None
    stage = next(iter(stages))
    told = _told(index, question, said, classes, stage)
    return told or (_told(index, question, said, _WORKS, stage) if DGO.Project in classes else [])


def _asks_otherwise(question: Question, said: Sequence[str]) -> bool:
    """Whether no list is asked for, or one of what is named or placed or told by words that are no stage."""
    if question.roles and ("list" not in question.roles or question.roles & {"number", "date"}):
        return True
    named = [u for u in question.of_kind("entity") if not AT_WRITING.fullmatch(u.text)]
    if named or question.of_kind("elsewhere", "beyond") or question.places:
        return True
    return any(
        u.weight >= TELLING and not u.things and not any(u.text in stage for stage in said) for u in question.units
    )


def _is_of_proposals(
    question: Question, stages: Collection[str], said: Sequence[str], classes: Sequence[URIRef]
) -> bool:
    """Whether what is to be done is asked for, what stands beside something, or documents of a year or a field."""
    if DGO.PolicyDocument in classes:
        return bool(question.years) or any(u.weight >= _SLIGHT for u in question.of_kind("concept"))
    if "advice" in question.roles:
        # 「建议建哪些服务企业的平台」 says more of them than that they are proposed.
        words = (u for u in question.of_kind("word") if not any(u.text in stage for stage in said))
        return any(u.weight >= _SLIGHT for u in words)
    return bool(_OTHERWISE.search(fold(question.text))) and not _WISHES.intersection(stages)


def _told(
    index: Index, question: Question, said: Sequence[str], classes: Sequence[URIRef], stage: str
) -> list[Standing]:
    """The things of some classes and of the field, or of a name of such a class, that have come to a stage."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    told: dict[URIRef, Standing] = {}
    for page in _of_field(index, question, said):
        for thing in page.graph.nodes:
            status = page.graph.first(thing, DGO.realization)
            if thing in told or not isinstance(status, URIRef) or (stage and not is_at(stage, status)):
                continue
            is_meant = any(is_a(types.get(thing, ()), cls) for cls in classes) or (
                bool(stage) and DGO.Envisaged in types.get(thing, ()) and _is_called_so(index, question, thing)
            )
            if is_meant and (by := telling(question, page, thing, status)):
                told[thing] = Standing(thing, status, by, None)
    return list(told.values())


def _is_called_so(index: Index, question: Question, thing: URIRef) -> bool:
    """Whether what exists only as a wish is named by the class that is asked for: a dispatch platform."""
    name = fold(index.words.label(thing, question.lang))
    return any(u.text.removesuffix("s") in name for u in question.of_kind("schema"))


def _of_field(index: Index, question: Question, said: Sequence[str]) -> Iterator[Page]:
    """The passages of the paragraphs that tell of every field that a question names; a stage is none."""
    fields = [u for u in question.of_kind("concept") if u.weight >= _SLIGHT and not u.text.endswith(tuple(said))]
    paragraphs = {_paragraph(p) for p in index.pages if all(u.things & p.things for u in fields)}
    yield from (page for page in index.pages if _paragraph(page) in paragraphs)


def _paragraph(page: Page) -> str:
    return _PARAGRAPH.sub("", page.sentence)
