"""Which documents, or projects, of a field have come how far: 「哪些文件已印发，哪些还没有」.

All of them are told with their status, those of one status together. The field of a paragraph is told by its first
sentences; the others of it name the documents.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import URIRef

from dgkg.ask.items.index import Index, Page
from dgkg.ask.language.question import TELLING, Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.states.lifecycle import AT_WRITING, Standing, has_come_to, stages_in, telling
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["of_class_by_stage"]

_CLASSES = (DGO.PolicyDocument, DGO.Project)
_PARAGRAPH = pattern(r"-[a-z]+\d+$")
# What is asked of some of them only, or of those that are not yet so far.
_SOME = pattern(
    r"其中|哪些[^哪]+哪些|还没|尚未|未(?!来)|没有"
    r"|\bof (?:them|these|those)\b|\bwhich\b.*\bwhich\b|\b(?:not|un)[- ]?(?:yet )?(?:been )?"
    r"(?:issued|published|released|signed|built|finished|started)\b"
)
_PAIR = 2


def of_class_by_stage(index: Index, question: Question) -> list[Standing]:
    """Every document or project of a field with its status; empty where that is not asked, or of fewer than two."""
    text = fold(question.text)
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    asked = {t for u in question.of_kind("schema") for t in u.things}
    classes = [c for c in _CLASSES if any(t == c or is_a({t}, c) for t in asked)]
    stages = stages_in(text)
    # 「哪些芯片项目签了约」 asks for those of one stage, 「哪些已签约，哪些在建」 for all.
    is_of_all = bool(_SOME.search(text))
    is_of_one = len(stages) == 1 and DGO.Project in classes
    if "list" not in question.roles or not classes or not stages or not (is_of_all or is_of_one):
        return []
    wanted = "" if is_of_all else next(iter(stages))
    named = [u for u in question.of_kind("entity") if not AT_WRITING.fullmatch(u.text)]
    if named or question.of_kind("elsewhere", "beyond") or question.places or question.roles & {"number", "date"}:
        return []
    said = " ".join(text[a:b] for a, b in stages.values())
    if any(u.weight >= TELLING and not u.things and u.text not in said for u in question.units):
        return []
    told: dict[URIRef, Standing] = {}
    for page in _of_field(index, question, said):
        for thing in page.graph.nodes:
            status = page.graph.first(thing, DGO.realization)
            if thing in told or not isinstance(status, URIRef) or (wanted and not has_come_to(wanted, status)):
                continue
            if any(is_a(types.get(thing, ()), cls) for cls in classes) and (
                by := telling(question, page, thing, status)
            ):
                told[thing] = Standing(thing, status, by, None)
    return list(told.values()) if len(told) >= _PAIR else []


def _of_field(index: Index, question: Question, said: str) -> Iterator[Page]:
    """The passages of the paragraphs that tell of every field that a question names; a stage is none."""
    fields = [u for u in question.of_kind("concept") if u.weight >= TELLING and not u.text.endswith(said)]
    paragraphs = {_paragraph(p) for p in index.pages if all(u.things & p.things for u in fields)}
    yield from (page for page in index.pages if _paragraph(page) in paragraphs)


def _paragraph(page: Page) -> str:
    return _PARAGRAPH.sub("", page.sentence)
