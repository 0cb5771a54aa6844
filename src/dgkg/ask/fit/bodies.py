"""Whether the body is told that a question asks for: who acted, who is behind a thing, who has it, whom it is for.

What a thing is related to is stated by its relations: 「直播节谁牵头」 is told by who organized it, "who is behind the
loan" by who provides it. A body that only stands in the same passage is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.fit.addressee import is_told_for_whom
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found
from dgkg.ask.language.question import DOUBTING, HEAVY, Question, Unit
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["names_actor", "names_any", "tells_body", "tells_member", "tells_part"]

_BODIES = (DGO.Organization, DGO.EnterpriseType, DGO.TalentGroup, DGO.Group, DGO.Project)
_COMING_FROM = pattern(
    r"(?:来自|出自|供职于|就职于|任职于)于?(?:哪[几些]?[家个]?|什么)(?:企业|公司|单位|机构)"
    r"|(?:是|各是|分别是)哪[几些]?[家个]?(?:企业|公司|单位)的(?![\u3400-\u9fff]{2})"
    r"|\b(?:which|what) (?:\w+ )?(?:firms?|compan(?:y|ies)|enterprises?|employers?|organi[sz]ations?)"
    r" (?:do|does|did|are|is|were|was) [^?]*\b(?:come from|from|work(?:s|ing)? (?:for|at)|belong to|employed by)\b"
    r"|\b(?:from|at|for) (?:which|what) (?:firms?|compan(?:y|ies)|enterprises?|employers?)"
    r" (?:do|does|did|are|is|were|was)\b"
)
_LISTED = {"membership", "recognition"}
_GIVER = pattern(
    r"\b(?:who|which (?:\w+ )?(?:body|agency|institution|organi[sz]ation|ministry|department|bureau))"
    r" (?!(?:was|were|is|are|got|been|being) )(?:\w+ )?(?:issued|granted|awarded|certified|measured|surveyed|rated)\b"
    r"|(?:谁|哪[个家]\w{0,4}?(?:机构|部门|单位|公司))(?:给|负责)?(?:颁发|授予|认证|评估|评定|测评|调查|发的|颁的)"
)
_LEADS = pattern(r"牵头|主导|发起|\b(?:leads?|led|heads?|headed|initiated)\b")
_FOUNDER = pattern(r"\bwho (?:founded|set up|established|created)\b|\bfounders?\b|创始人|谁(?:创办|创立|成立|创建)")
_ACTING = (DGO.intendedActor, DGO.agent, DGO.operator)
_GIVING = {DGO.grantedBy, DGO.organizer, DGO.issuer}
_SUPPLY = pattern(r"(?<!提)供(?!应链|给侧|需)|\bsuppl(?:y|ies|ied|iers?)\b(?! chain)|\bsells?\b|\bdelivers?\b")
_MEMBERS = pattern(
    r"有[^，。？?]{0,12}谁|还有|其他|其余|另[一外]|除|[之以]外|成员|包括|一同|并列"
    r"|\b(?:others?|besides|apart|aside|else|belongs?|members?|along with|who (?:or what )?are the)\b"
)
# The parts that a body may have in a thing: the words that ask for it, and the relations that tell it.
_PARTS = (
    (
        pattern(
            r"负责|拥有|出自|归属?于?[谁哪]|[谁哪家]的"
            r"|\bbehind\b|\bbelongs?\b|\b(?:brought|put|brings|puts) out\b"
        ),
        {DGO.projectOwner, DGO.operator, DGO.provider, DGO.organizer, DGO.issuer, DGO.listPublisher},
    ),
    (
        pattern(r"牵头|发起|主持|主办|操办|\b(?:carried out|held|holding|hosted|staged|ran|conducted|arranged)\b"),
        {DGO.organizer},
    ),
    (
        pattern(r"一起|一同|联合|联手|携手|合作|参与|参加|\b(?:joined|together|took part|involved|partnered|teamed)\b"),
        {DGO.partner},
    ),
    (
        pattern(r"获|得|拿|入选|有谁|上榜|\b(?:won|got|gets|received|obtained|awarded|earned|took|holds|made)\b"),
        {DGO.recipient, DGO.rankedEntity},
    ),
    (pattern(r"发放|放款|放贷|\b(?:lends?|grants?)\b"), {DGO.provider}),
    (
        pattern(
            r"面向|针对|适合|服务|准备|[给为](?:了)?谁|谁[^，。？?]{0,3}用|对象"
            r"|\b(?:aimed|intended|meant|serves?|benefits?|for whom|whom|can use|suits?)\b"
        ),
        {DGO.beneficiary, DGO.appliesTo},
    ),
)  # fmt: skip


def tells_body(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether the body that a question asks for is among what is told."""
    return all(rule(index, question, chosen) for rule in _RULES)


def tells_part(question: Question, chosen: Sequence[Found]) -> bool:
    """Whether who has a part in the thing that is named is told by the relation that the question asks for."""
    text = fold(question.text)
    things = _things(question)
    asked = frozenset().union(*(relations for words, relations in _PARTS if words.search(text)))
    said = [found[0] for words, _ in _PARTS for found in words.finditer(text)]
    # 「谁负责推广」 asks for more than who is behind it.
    if any(
        u.kind == "word"
        and max((f.covered[n] for f in chosen), default=0.0) < COVERED
        and not any(u.text in s or s in u.text for s in said)
        for n, u in enumerate(question.units)
    ):
        return False

    def is_told(f: Found) -> bool:
        told = {f.item.relation} if f.item.relation else set(f.item.data)
        return not asked.isdisjoint(told) and any(f.own[n] >= COVERED for n in things)

    return bool(things) and any(map(is_told, chosen))


def tells_member(question: Question, chosen: Sequence[Found]) -> bool:
    """Whether a member that is not named yet is told of the group that is named: 「创新极还有谁」.

    Who has done something with the group (「谁检查小镇」) is none of its members.
    """
    if not _MEMBERS.search(fold(question.text)):
        return False
    asked = {t for u in question.units for t in u.things}
    return any(
        not asked.isdisjoint(f.item.data.get(DGO.memberOf, ()))
        and not asked.issuperset(f.item.data.get(DGO.member, ()))
        for f in chosen
        if f.item.kind == "membership"
    )


def names_any(
    index: Index,
    question: Question,
    chosen: Sequence[Found],
    classes: Sequence[URIRef],
    but: frozenset[URIRef] = frozenset(),
) -> bool:
    """Whether items name a thing of some classes that the question does not name."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    asked = {t for u in question.units for t in u.things} | index.wider | but
    told = {t for f in chosen for t in f.item.things if t in types} - asked
    return any(is_a(types[t], cls) for t in told for cls in classes)


def names_actor(question: Question, f: Found) -> bool:
    """Whether an item tells who acts in it, whatever that is: pilot parks may be a programme."""
    asked = {t for u in question.units for t in u.things}
    return any(t not in asked | question.city for p in _ACTING for t in f.item.data.get(p, ()))


def _things(question: Question) -> list[int]:
    """The numbers of the parts of a question that name a thing."""
    return [n for n, u in enumerate(question.units) if u.kind == "entity" and u.weight >= HEAVY]


def _has_the_body(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Who did something with a thing that is named is told by what is said of that thing itself."""
    things = _things(question)
    if (
        "who" not in question.roles
        or not things
        or question.has_parts
        or question.doubts
        or is_told_for_whom(index, question, chosen)
    ):
        return True
    if "whose" in fold(question.text) or "什么东西" in question.text:
        # 「whose command centres」 may be those of a field.
        return True
    if any(f.item.kind in _LISTED and any(f.own[n] >= COVERED for n in things) for f in chosen):
        return True
    if tells_part(question, chosen):
        return True
    others = [n for n, u in enumerate(question.units) if u.kind not in {"entity", "place"}]
    if others and max(f.covered[n] for f in chosen for n in others) < COVERED:
        # 「Which firm developed it」: nothing that was found speaks of developing.
        return False
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    # 「58家服务商」 is a group that is spoken of as one.
    asked = {t for u in question.units for t in u.things} | index.wider | index.closed_groups

    def names_one(f: Found) -> bool:
        told = (types[t] for t in f.item.things - asked if t in types)
        return names_actor(question, f) or any(is_a(kinds, k) for kinds in told for k in _BODIES)

    def is_on_it(f: Found) -> bool:
        # Who is to do what is intended may be told beside it, but not who is to lead it.
        beside = f.item.kind == "intention" and not _LEADS.search(question.text)
        return any(f.own[n] >= COVERED or (beside and f.covered[n] >= COVERED) for n in things)

    return any(names_one(f) for f in chosen if is_on_it(f))


def _has_the_giver(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Who gave an honour or a certificate is told by its giver, not by who has it."""
    if not _GIVER.search(fold(question.text)) or question.has_parts or question.doubts:
        return True
    return any(f.item.relation in _GIVING or f.item.data.keys() & _GIVING for f in chosen)


def _has_the_founder(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Who founded a body is told by an activity that it came of, and that names who acted."""
    asked = {t for u in question.of_kind("entity") for t in u.things}
    if not asked or not _FOUNDER.search(fold(question.text)) or question.roles & DOUBTING - {"status"}:
        return True
    return any(f.item.data.get(DGO.agent) and not asked.isdisjoint(f.item.data.get(DGO.result, ())) for f in chosen)


def _has_the_supply(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """What is supplied to a firm that is named is told by what is said to be supplied to that firm."""
    text = fold(question.text)
    if not _SUPPLY.search(text) or question.has_parts or question.doubts or question.roles & {"number", "count"}:
        return True
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    firms = [u for u in question.of_kind("entity") if any(is_a(types.get(t, ()), DGO.Organization) for t in u.things)]
    supplied = [u for u in (*firms, *question.strangers) if _is_supplied(text, u)]
    return all(any(not u.things.isdisjoint(f.item.data.get(DGO.supplies, ())) for f in chosen) for u in supplied)


def _is_supplied(text: str, unit: Unit) -> bool:
    """Whether a folded text names a firm as the one that is supplied: 「给苹果供货」, "sells DRAM to Huawei"."""
    name = re.escape(unit.text)
    return bool(
        re.search(
            rf"(?:[给向为替]|供应|供货给|卖给){name}"
            rf"|{name}(?:的|用的|家的)[^，。？?给向]{{0,10}}(?:供应商|供货商|[谁哪][^，。？?]{{0,4}}供)"
            rf"|\b(?:to|for|supply|supplies|supplied) {name}\b|\b{name}  [^?]*\bsuppliers?\b",
            text,
        )
    )


def _says_where_from(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """From which firms some people are is told by what names both: that a firm is in the same passage is no tie."""
    if not _COMING_FROM.search(fold(question.text)) or question.doubts:
        return True
    telling = [n for n, u in enumerate(question.units) if u.weight >= HEAVY and u.kind != "schema"]
    return any(
        names_any(index, question, [f], (DGO.Organization,)) and all(f.own[n] >= COVERED for n in telling)
        for f in chosen
    )


_RULES = (_has_the_body, _has_the_giver, _has_the_founder, _has_the_supply, _says_where_from)
