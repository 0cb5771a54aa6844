"""All honours of one body, or of all firms, over all passages, without those that a question sets aside.

「慕思除了DCMM三级，还入选过什么」 and "which two honours did it earn" are answered by no best passage: an honour of a
firm stands where its kind is told, each in another part of the source.
"""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.items.index import Index, Item
from dgkg.ask.items.search import COVERED, Found, unasked
from dgkg.ask.language.besides import set_aside
from dgkg.ask.language.question import DOUBTING, TELLING, Question, Unit
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO, ID
from dgkg.pattern import pattern

__all__ = ["honoured", "honours"]

_HONOURS = pattern(
    r"荣誉|称号|奖项?(?![励补金])|入选|认证|资质|获评|评为|上榜|头衔|殊荣"
    r"|\b(?:awards?|awarded|honou?rs?|honou?red|titles?|distinctions?|certifi\w+|recogni[sz]ed|recognitions?|accolades?|prizes?)\b"
)
_WHICH = pattern(r"哪|什么|啥|还|\b(?:which|what|list|name)\b")
# All of them, or so many.
_ALL = pattern(
    r"哪(?:几|些|[两二三四五])|[两二三四五]个?项|一共|全部|所有|都(?:有|得|获|拿)"
    r"|\b(?:two|three|four|five|every|all|each)\b"
    r"|\bwhat (?:[\w-]+ ){0,2}(?:awards|hono\w+s|titles|distinctions|certifi\w+s)\b"
)
# Others than the one that is named: who else has it is another question.
_WHO_ELSE = pattern(
    r"谁|哪些?[几两一]?[家个]?(?:企业|公司|单位|机构|城市)|\bwho\b|\bwhich (?:[\w-]+ ){0,2}(?:firms?|compan|citi|city)"
)
# All firms that have an honour, of a level if one is named.
_FIRMS = pattern(
    r"列[出举][^，。？?]{0,12}的?(?:企业|公司)|哪些?[几两一]?[家个]?(?:(?:东莞|本地|本市|莞)的?)?(?:企业|公司|厂商|莞企)"
    r"|\b(?:which|what|(?:list|name)(?: all)?(?: the)?) (?:[\w-]+ ){0,2}?(?:firms?|compan(?:y|ies)|enterprises?)\b"
    r"|\bwhich of [^?]*\b(?:firms|companies|enterprises)\b"
)
_LEVELS = (
    (pattern(r"国家级?|全国(?:性|级)?|国字号|\bnation(?:al|wide|-level)?\b|\bstate-level\b"), "china"),
    (pattern(r"省级?|全省|\bprovinc(?:e|ial)(?:-level)?\b"), "guangdong"),
    (pattern(r"市级|\bmunicipal\b|\bcity-level\b"), "dongguan"),
    (pattern(r"国际性?|世界级?|全球性?|\b(?:international|global|world(?:wide)?)\b"), "world"),
)
_BY_NAME = pattern(r"荣誉|称号|奖|殊荣|\b(?:awards?|honou?rs?|titles?|distinctions?|accolades?|prizes?)\b")
# What gives honours for the whole nation, by its name.
_OF_THE_NATION = pattern(r"国家|全国|中国|部(?=$|新)|部委|\b(?:national|ministry|china)\b")
_SAID_WITH_IT = pattern(
    r"获得?|入选|评|拿|上榜|有|级|级别|获|荣获|拥有|层面|层次|得到|得|local|level|won|win|got|gained|received|earned|hold|holds|held"
    r"|carry|awarded|honoured|honored|recognised|recognized|firms?|companies"
)
_OTHERWISE = frozenset({"date", "number", "count", "growth"})
_MORE = frozenset({"rank", "highest", "compare", "share", "status", "not"})
_TELLS = 0.2
_RANK = pattern(r"第几|排名|名次|位次|\brank\w*")


def honours(question: Question, found: Sequence[Found]) -> list[Found] | None:
    """The honours of the one body that a question names; ``None`` where it does not ask for them.

    Empty where it has no others than those set aside.
    """
    text = fold(question.text)
    aside = set_aside(question.text)
    asks = _HONOURS.search(text) and _WHICH.search(text) and (aside or _ALL.search(text))
    others = _WHO_ELSE.search(text) or _RANK.search(text) or question.roles & (DOUBTING | _OTHERWISE)
    if not asks or others or question.years:
        return None
    for unit in question.units:
        held = _held(found, unit)
        if held and not any(unit.text in part for part in aside):
            return [f for f in held if not _is_set_aside(question, f, aside)]
    return None


def _held(found: Sequence[Found], unit: Unit) -> list[Found]:
    """What is said of honours that a thing has itself."""
    if unit.kind != "entity" or len(unit.things) != 1:
        return []
    return [f for f in found if f.item.kind == "recognition" and unit.things & set(f.item.data.get(DGO.recipient, ()))]


def _is_set_aside(question: Question, f: Found, aside: Sequence[str]) -> bool:
    """Whether a question names an honour as one that is known."""
    named = [
        n for n, u in enumerate(question.units)
        if u.weight >= TELLING and u.kind != "schema" and any(u.text in part for part in aside)
    ]  # fmt: skip
    return any(f.own[n] >= COVERED for n in named)


def honoured(index: Index, question: Question) -> list[Found] | None:
    """All honours of firms, of the level that a question names; ``None`` where it does not ask for them.

    Empty where no firm has one of that level.
    """
    text = fold(question.text)
    aside = question.years or question.numbers or question.has_parts or question.places or question.of_kind("entity")
    if not (_HONOURS.search(text) and _FIRMS.search(text)) or aside or question.roles & (DOUBTING | _OTHERWISE | _MORE):
        return None
    level = next((ID[name] for form, name in _LEVELS if form.search(text)), None)
    others = [
        u for u in question.units
        if u.weight >= _TELLS and u.kind != "schema" and not u.things & question.wider
        and not any(form.fullmatch(u.text) for form in (_HONOURS, _SAID_WITH_IT, *(form for form, _ in _LEVELS)))
    ]  # fmt: skip
    if others or question.of_kind("beyond", "elsewhere"):
        return None
    held = [
        unasked(question, page, item) for page in index.pages for item in page.items
        if item.kind == "recognition" and _is_of_a_firm(index, item) and (level is None or _is_of(index, item, level))
    ]  # fmt: skip
    if not held and level is not None and _BY_NAME.search(text):
        return []
    return held if len(held) > 1 else None


def _is_of_a_firm(index: Index, item: Item) -> bool:
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    return any(is_a(types.get(t, ()), DGO.Company) for t in item.data.get(DGO.recipient, ()) if isinstance(t, URIRef))


def _is_of(index: Index, item: Item, level: URIRef) -> bool:
    """Whether an honour is of the nation, a province or a city: as is stated, or by the name of it or of its giver."""
    honours = {t for t in item.data.get(DGO.honour, ()) if isinstance(t, URIRef)}
    stated = {t for page in index.pages for h in honours if (t := page.graph.first(h, DGO.programmeLevel)) is not None}
    if stated:
        return level in stated
    givers = {t for t in item.data.get(DGO.grantedBy, ()) if isinstance(t, URIRef)}
    names = [fold(name) for t in honours | givers for name in index.lexicon.names.get(t, ())]
    return level == ID["china"] and any(_OF_THE_NATION.search(name) for name in names)
