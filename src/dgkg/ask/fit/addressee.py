"""For whom a plan, a product or a measure is: 「数字贷针对谁」, "who is the digital loan aimed at?".

It is told by whom it supports or what it is aimed at, and by nothing that anybody did for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import Found
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["asks_for_whom", "is_told_for_whom"]

_FOR_WHOM = pattern(
    r"(?:面向|针对|适用于|服务于?|支持|惠及|帮助|扶持)的?(?:对象)?(?:是|的是)?(?:谁|哪些?[个家类种]?(?:人|企业|主体|对象|群体))"
    r"|(?:给|为|替)(?:谁|哪些?[个家类种]?(?:人|企业|主体|对象))(?:用|而|服务|设|准备|制定|办)|谁(?:是|算)[^，。？?]*(?:对象|受益)"
    r"|\b(?:who|whom|what)\b[^?,;]*\b(?:for|aimed at|directed at|geared (?:to|towards?)|intended for|meant for)\s*\?"
    r"|\b(?:at|for) (?:(?:what|whom) or )?(?:whom|what|which (?:group|firms))\b"
    r"|\bwho(?:m)? (?:does|do|did) [^?,;]*\b(?:serve|target|help|support|benefit|address)\b"
    r"|\bwho (?:is|are) (?:the |its )?(?:target|beneficiar\w+|intended)\b|\bwho (?:can )?(?:benefits?|qualif\w+)\b"
)
_RELATIONS = {DGO.beneficiary, DGO.appliesTo}
# A field such as public data is nobody; an industry is those who are in it.
_SOMEBODY = (DGO.Organization, DGO.EnterpriseType, DGO.TalentGroup, DGO.Group, DGO.Industry)


def asks_for_whom(question: Question) -> bool:
    """Whether it is asked for whom something is."""
    return bool(_FOR_WHOM.search(fold(question.text)))


def is_told_for_whom(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether it is asked for whom the thing is that is named, and somebody is told."""
    named = {t for u in question.of_kind("entity") for t in u.things}
    if not named or not asks_for_whom(question):
        return False
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    whom = {
        t for f in chosen if f.item.node in named for p in _RELATIONS for t in f.item.data.get(p, ())
        if isinstance(t, URIRef)
    }  # fmt: skip
    return any(is_a(types.get(t, ()), kind) for t in whom for kind in _SOMEBODY)
