"""What 「它」, 「该产业」, "that town" in one part of a question stand for: what the part before was answered by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import Found, search
from dgkg.ask.language.question import Question, Unit
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["asks_on", "classes_in", "leans_back", "led_on", "with_antecedent"]

# A word for the thing, where there is one, says of what kind it is.
_KINDS: dict[str, tuple[URIRef, ...]] = {
    r"产业|行业|领域|industry|sector|field": (DGO.Industry,),
    r"集群|集聚区|cluster": (DGO.IndustrialCluster,),
    r"公司|企业|厂商|单位|机构|firm|company|maker|body|organi[sz]ation|club|bank": (DGO.Organization,),
    r"镇|街道|园区|地方|小镇|新区|高新区|片区|town|park|place|district|city|zone|area": (DGO.Place,),
    r"平台|platform": (DGO.DigitalPlatform,),
    r"政策|文件|方案|办法|policy|plan|document|measures": (DGO.PolicyDocument,),
    r"项目|project": (DGO.Project,),
    # A loan that is pointed at, not one that is named.
    r"产品|(?<=那款)贷款|(?<=那种)贷款|(?<=那个)贷款|product|(?<=the )loan|(?<=that )loan": (DGO.FinancialProduct,),
    r"热线|hotline": (DGO.PublicService,),
}
_THIS = r"(?:该|这[一个家类份项]?|那[个家类份项]|此|同一[个家]?|\b(?:that|this|the same|these|those)\s+(?:\w+\s+)?)"
_PRONOUN = pattern(
    r"^(?:那|那么|另外|并且|而且|and )?\s*(?:它|其(?!他|它|中|余))|它们?"
    r"|\b(?:it|its|they|them|their|he|she)\b(?! possible)"
)
_BODIES = (DGO.Organization, DGO.Project, DGO.PolicyDocument, DGO.Place, DGO.DigitalPlatform, DGO.FinancialProduct)
_OF_THOSE = pattern(
    r"(?:哪|谁).*[，,。；;？?]\s*(?:它们|他们|这些|其|这[几两三四\d]+[家个])(?:企业|公司|当)?(?:之?中|里面?)?"
    r"[^，,]{0,4}(?:哪|谁|有没有)|(?:哪|谁).*[，,。；;？?][^，,。；;？?]{0,6}它"
    r"|\b(?:which|who|what)\b.*(?:[,;.?]|\band\b).*\b(?:which|who|any|how many) of (?:them|these|those)\b"
    r"|\b(?:which|who)\b.*[,;.?] (?:and )?(?:[a-z]+ ){1,3}(?:it|they)\b"
)
_THOSE = pattern(r"它们|他们|这[些几]|\b(?:them|they|these|those)\b")
_BELONGING = pattern(r"^(?:公司|企业)?所[在属](?:的)?(产业|行业|领域|集群|镇|街道|园区)")
_ASKING_WHICH = {"who", "list", "where"}
_MOST, _LOOKED_AT, _WEIGHT, _RARE = 3, 6, 0.8, 0.3


def classes_in(text: str) -> tuple[URIRef, ...]:
    """The classes of things that a text speaks of by a word for them, named or not.

    >>> classes_in("那家公司在哪个小镇") == (DGO.Organization, DGO.Place)
    True
    """
    folded = fold(text)
    found = (c for words, classes in _KINDS.items() if re.search(rf"(?<![a-z])(?:{words})", folded) for c in classes)
    return tuple(dict.fromkeys(found))


def leans_back(text: str) -> tuple[URIRef, ...] | None:
    """The classes that a pronoun in a text can stand for; ``None`` where it has none.

    >>> leans_back("该产业2023年产值多少") == (DGO.Industry,), leans_back("松山湖有哪些企业")
    (True, None)
    """
    folded = fold(text)
    for words, classes in _KINDS.items():
        if re.search(rf"{_THIS}(?:{words})", folded):
            return classes
    return _BODIES if _PRONOUN.search(folded.strip()) else None


def asks_on(question: Question) -> bool:
    """Whether a second question is asked of those that the first asks for: 「哪些是A？其中谁还是B」."""
    return bool(_OF_THOSE.search(fold(question.text)))


def with_antecedent(index: Index, clause: Question, before: Question, told: Sequence[Found]) -> Question:
    """A part of a question with what the part before was answered by in the place of its pronoun."""
    classes = leans_back(clause.text)
    if classes is None or not told:
        return clause
    if classes == _BODIES and not before.roles & _ASKING_WHICH:
        # 「它」 is then what was named before, which the part has already.
        return clause
    asked = frozenset(t for u in before.units for t in u.things)
    meant = _meant(index, asked, told, classes)
    if meant and _THOSE.search(fold(clause.text)):
        # 「which of them」: of all that were told.
        more = (t for f in told[:_LOOKED_AT] for t in _meant(index, asked, [f], classes))
        meant = list(dict.fromkeys([*meant, *more]))
    if not meant:
        return clause
    names = _with_broader(index, meant)
    unit = Unit(
        index.words.label(meant[0], clause.lang), _WEIGHT, "concept" if classes == (DGO.Industry,) else "entity", names
    )
    # What was named before led to it; the question goes on from there.
    own = tuple(u for u in clause.units if fold(u.text) in fold(clause.text))
    return replace(clause, units=(unit, *own))


def led_on(index: Index, question: Question) -> Question:
    """A question on what a named thing belongs to (利扬芯片所在产业), with that in the place of the thing."""
    folded = fold(question.text)
    for unit in question.of_kind("entity"):
        found = _BELONGING.search(folded[folded.find(unit.text) + len(unit.text) :]) if unit.text in folded else None
        classes = next((c for words, c in _KINDS.items() if re.fullmatch(words, found[1])), None) if found else None
        if classes is None:
            continue
        alone = replace(question, units=(unit,), roles=frozenset(), years=frozenset(), numbers=frozenset())
        told = [f for f in search(index, alone) if f.own[0] >= 1 and not f.is_number]
        if meant := _meant(index, unit.things, told, classes):
            name = index.words.label(meant[0], question.lang)
            kind = "concept" if classes == (DGO.Industry,) else "entity"
            names = _with_broader(index, meant)
            units = (Unit(name, _WEIGHT, kind, names), *(u for u in question.units if u is not unit))
            return replace(question, units=units)
    return question


def _with_broader(index: Index, things: Sequence[URIRef]) -> frozenset[URIRef]:
    """Fields with those that they are parts of: what is said of 集成电路 is said of the field of 封测."""
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    above = {b for t in things for b in index.broader.get(t, ()) if is_a(types.get(b, ()), DGO.Industry)}
    narrow = {t for t in above if index.rarity(frozenset({t})) >= _RARE}
    return frozenset(things) | narrow


def _meant(index: Index, asked: frozenset[URIRef], told: Sequence[Found], classes: Sequence[URIRef]) -> list[URIRef]:
    """What is told of one of some classes, best first; for a bare pronoun nothing that was named itself."""
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a

    # 「该产业」 may be one that was named; what a bare 「它」 stands for was asked for.
    known = [asked | index.wider] if classes == _BODIES else [asked | index.wider, index.wider]
    near = [[f.item.things for f in told[:_LOOKED_AT]], [f.page.things for f in told[:_LOOKED_AT]]]
    for sets in near:
        for left_out in known:
            for things in sets:
                found = sorted(
                    t for t in things - left_out if t in types and any(is_a(types[t], c) for c in classes)
                )  # fmt: skip
                if found:
                    return found[:_MOST]
    return []
