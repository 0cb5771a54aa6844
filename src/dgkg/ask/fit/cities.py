"""Whether a city or a country is told where one is asked for.

It is another one, the city itself (「哪个城市的特色」), or one that a body has in its name (「广州数据交易所」).
"""

from __future__ import annotations

from collections.abc import Sequence

from dgkg.ask.fit.bodies import names_any
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found
from dgkg.ask.language.question import TELLING, Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.states.standing import holds, place_in
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["names_a_city"]

_CITIES = pattern(
    r"(?:哪个|哪些|哪几个|哪座|哪几座|其他|别的|哪[两二三四五六几][个座])(?:城市|市)(?!管理|治理|公共|服务|级|场|民)"
    r"|\bwhich (?:\w+ )?(?:other )?(?:city|cities)\b"
    r"(?! (?:\w+ )?(?:polic|plan|govern|level|document|measure|bureau|department))"
    r"|\bother (?:\w+ )?cities\b|\bwhat (?:other )?cities\b"
)
_COUNTRIES = pattern(r"(?:哪个|哪些|哪几个)国家(?!级|文件|标准|指南|政策|部委|规划)|\b(?:which|what) countr(?:ies|y)\b")
# Of several, or of others than the city.
_OTHERS = pattern(
    r"其他|别的|其余|另|除|以外|之外|最|哪?[两二三四五六几\d][个座]|\b(?:other|else|besides|except|apart|most|best|\w+est)\b"
)
_ONLY = pattern(r"唯一|\bonly\b|\bsole\b")


def names_a_city(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Where cities or countries are asked for, one is told: not the city itself where another is meant."""
    text = fold(question.text)
    if not (_CITIES.search(text) or _COUNTRIES.search(text)) or question.doubts or _ONLY.search(text):
        return True
    return bool(
        names_any(index, question, chosen, (DGO.AdministrativeDivision,))
        or (_CITIES.search(text) and _is_the_city(question, chosen))
        or any(_is_named_after_another(index, question, f) for f in chosen)
    )


def _is_the_city(question: Question, chosen: Sequence[Found]) -> bool:
    """Whether the city itself is told, by what tells all of a question that asks for no other one."""
    if question.names_city or question.places or _OTHERS.search(fold(question.text)):
        return False
    place = place_in(question.text)
    if place is not None and not any(f.item.kind == "rank" and holds(f, place) for f in chosen):
        return False
    telling = [n for n, u in enumerate(question.units) if u.weight >= TELLING]
    return any(
        not question.city.isdisjoint(f.item.things) and not f.is_number and all(f.own[n] >= COVERED for n in telling)
        for f in chosen
    )


def _is_named_after_another(index: Index, question: Question, f: Found) -> bool:
    """Whether a body is told that has a city in its name: 「广州数据交易所」 is one of Guangzhou."""
    types, words = index.words.gazetteer.types, index.words
    asked = {t for u in question.units for t in u.things}
    bodies = {t for t in f.item.things - asked if words.ontology.is_a(types.get(t, ()), DGO.Organization)}
    cities = {t for t, kinds in types.items() if DGO.AdministrativeDivision in kinds} - index.wider - question.city
    names = {fold(words.label(t, "zh")).removesuffix("市") for t in cities - asked}
    return any(fold(words.label(t, "zh")).startswith(tuple(names)) for t in bodies)
