"""The document that a question describes by what it is about: "which paper spells out who collects public data?".

No search for the best passage finds it where its words are others than those of the record: here the passages of each
document are held against the question, measure by measure, and the one that they tell most of is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, META, Found
from dgkg.ask.language.question import DOUBTING, TELLING, Question
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["asks_for_document", "by_topic"]

_PAPER = (
    r"(?:policy |official |overarching )?"
    r"(?:papers?|documents?|polic(?:y|ies)|guides?|regulations?|rules|measures|plans?)"
)
_WHICH = pattern(
    rf"^(?:and |so )?(?:which|what) (?:(?!is\b|are\b|was\b|were\b)[\w'-]+ ){{0,2}}?{_PAPER} "
    r"(?:of (?:the )?[\w']+ )?(?:that |which )?(?:spells? out|sets? (?:out|down)|deals? with|regulates?"
    r"|governs?|covers?|lays? down|addresses|is (?:about|on|devoted to|aimed at|for)|concerns?|treats? of|says?"
    r"|defines?|specif\w+|helps?)"
    r"|哪[一]?[份个项部]?(?:[\u3400-\u9fff]{0,4})(?:文件|政策|办法|规划|方案|指引|规定)"
    r"[^，。？?]{0,4}(?:规定|管|讲|针对|明确|涉及|关于|聚焦|约束|是讲|是管|对)"
)
_OTHERWISE = frozenset({"number", "count", "date", "growth", "rank", "cap", "share", "sum", "difference"})
_UNKNOWN, _ENOUGH, _OWN, _TIED, _MOST = 0.42, 0.6, 0.3, 0.97, 6


def asks_for_document(question: Question) -> bool:
    """Whether a question asks which document is about something."""
    asks = _WHICH.search(fold(question.text))
    return bool(asks) and not question.roles & (DOUBTING | _OTHERWISE) and not question.years and not question.section


def by_topic(index: Index, question: Question, found: Sequence[Found]) -> list[Found]:
    """What is said of the document, or the few, that a question tells most of; empty where none is told enough of."""
    asks = _WHICH.search(fold(question.text))
    if asks is None or not asks_for_document(question) or question.has_parts or question.of_kind("beyond", "elsewhere"):
        return []
    about = [
        n for n, u in enumerate(question.units)
        if u.text not in asks[0] and u.kind not in {"schema", "place"}
    ]  # fmt: skip
    unknown = sum(question.units[n].weight for n in about if not question.units[n].is_known)
    known = [n for n in about if question.units[n].is_known]
    weight = sum(question.units[n].weight for n in about)
    documents = _documents(index, found)
    if not known or unknown > _UNKNOWN * weight or not documents:
        return []
    told = {document: _told(question, items, known) for document, items in documents.items()}
    most = max(told.values())
    if most < _OWN * sum(question.units[n].weight for n in known):
        return []
    best = [f for document, items in documents.items() if told[document] >= _TIED * most for f in items]
    named = [n for n in known if question.units[n].things and question.units[n].weight >= TELLING]
    covered = sum(question.units[n].weight for n in known if any(f.covered[n] >= COVERED for f in best))
    if covered < _ENOUGH * weight or not all(any(f.covered[n] >= COVERED for f in best) for n in named):
        return []
    return sorted(best, key=lambda f: -f.score)[:_MOST]


def _documents(index: Index, found: Sequence[Found]) -> Mapping[URIRef, list[Found]]:
    """What is said of each document, or of one of its measures."""
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    told: dict[URIRef, list[Found]] = {}
    for f in found:
        if f.item.kind in {"mention", "intention"} or f.item.relation in META:
            continue
        for thing in f.item.things:
            is_of_it = f.item.node == thing or f.item.kind == "measure"
            if is_of_it and thing in types and is_a(types[thing], DGO.PolicyDocument):
                told.setdefault(thing, []).append(f)
    return told


def _told(question: Question, items: Sequence[Found], parts: Sequence[int]) -> float:
    """How much of some parts of a question items tell themselves."""
    return sum(question.units[n].weight * max(f.own[n] for f in items) for n in parts)
