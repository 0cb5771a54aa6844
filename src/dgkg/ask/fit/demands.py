"""What a question demands of its answer beyond its words: names, another city, what is counted.

An item may account for every word of a question and still be no answer to it: the passage on an
alliance names none of its members, and a figure of measures is none of firms.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from rdflib import URIRef

from dgkg.ask.fit.addressee import is_told_for_whom
from dgkg.ask.fit.bodies import names_actor, names_any, tells_member, tells_part
from dgkg.ask.fit.cities import names_a_city
from dgkg.ask.fit.expected import tells_of_several
from dgkg.ask.fit.limits import caps_the_field
from dgkg.ask.fit.listed import are_listed
from dgkg.ask.items.fitting import names_another
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, DATES, NO_COUNTS, Found
from dgkg.ask.language.question import HEAVY, TELLING, Question, Unit
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO, UNIT
from dgkg.pattern import pattern

__all__ = ["asks_for_parts", "meets_demands"]

_BODIES = (DGO.Organization, DGO.EnterpriseType, DGO.TalentGroup, DGO.Group)
_NAMED = (
    DGO.Organization, DGO.Project, DGO.PolicyDocument, DGO.FinancialProduct, DGO.Place, DGO.DigitalPlatform,
    DGO.Product,
)  # fmt: skip
_FIRMS = (DGO.Company, DGO.CompanyGroup)
_FIRMS_NAMED = pattern(
    r"\bwhich (?:\w+ ){0,3}(?:firms|companies|enterprises)\b|哪[几两二三四五六七八九十]*家(?:企业|公司)"
)
_NAMES = pattern(
    r"(?<!什么)(?<!哪些)(?<!哪个)(?<!级)名单|\d+[家个份项座所款][^，。？?]{0,16}的(?:名字|名称|全称)|都有谁|有谁|(?<!^)是谁(?=[，。？?、\s]|$|[发公]布|[评颁授])|哪[几两二三四五六七八九十]+位|叫(?:什么|啥)名字?|(?:分别|各|都)叫(?:什么|啥)"
    r"|(?:名称|姓名|名字)(?:分别|各自?|都)?(?:是|有|叫)(?:什么|哪些|啥)"
    r"|\d+[家个份位名所座款][^，。？?]{0,10}都?(?:有哪些|有谁|是谁|叫什么|叫啥)"
    r"|\bnames? of\b|\bby name\b|^who are\b|\bwho are the\b"
    r"|\blist the \d+\b|\bwhich (?:\d+|two|three|four|five|six|seven|eight|nine|ten) (?!of)"
    r"(?:\w+ ){0,2}(?:firms|companies|enterprises|organi[sz]ations|towns|parks|banks|universities|providers)\b"
    r"|\bwhich \d+ (?!of)\w+"
    r"|\bwhich (?:two|three|four|five|six|seven|eight|nine|ten) (?!of)(?:[\w-]+ ){0,3}(?:centres|centers|factories)\b"
    r"|^name (?:the |all |all the )?(?:\d+|(?:(?!whose\b|that\b|which\b)[\w-]+ ){0,3}(?:firms|companies|enterprises"
    r"|businesses|providers|centres|centers|banks|universities|towns|parks|people|winners|members|partners|suppliers"
    r"|institut\w+|organi[sz]ations))\b"
    r"|\btheir names\b|^who were\b|^list (?:all )?(?:the )?(?:organi[sz]ations|firms|companies|members|enterprises)\b"
    r"|^(?:besides|apart from|other than|in addition to) .*"
    r"\bwhich (?:[\w-]+ ){0,3}(?:firms?|compan|organi|enterpris|banks?)"
    r"|\bwhich (?:departments|agencies|bureaus|bodies|organi[sz]ations|institutions|banks|universities)\b(?! of|  )"
    r"|除.{1,16}外.{0,6}(?:哪|谁)|其余.{0,5}(?:哪|谁)|另外.{0,5}(?:哪|谁)"
    r"|\bthe other (?:\d+|two|three|four|five|six|seven)\b"
    r"|\bwhat (?:is|are|was|were) .*\bcalled\b|分别由(?:谁|哪)|分别是(?:谁|哪[几两二三四五六七八九十]*[家位])"
)
_ROLL = "名单"
_TOWNS = pattern(
    r"(?:哪个|哪些|哪几个|列出.{0,18})(?:镇街|镇|街道|园区(?!项目))"
    r"|\bwhich (?:\w+ )?(?:towns?|districts?|subdistricts?|parks?)\b"
)
# For whom a firm does what it does.
_FOR_WHOM = pattern(
    r"(?:哪[个家些一]?|哪几个|什么)品牌(?!平台|项目|活动)|(?:给|为|替|帮|供给|卖给|供应给)(?:谁|哪[家个])(?!的)"
    r"|\b(?:which|what) (?:\w+ )?brands?\b|\b(?:for|to) whom\b|\bwhose supplier\b|\bwho (?:buys|bought)\b"
)
# Who supplies it, or whom it supplies.
_SUPPLIES = pattern(r"供货|供应(?!链)|\bsuppl(?:y|ies|ied|ier|iers)\b(?! chain)")
_BRANDS = pattern(
    r"哪[个家些一]?几?个?品牌(?!平台|项目|活动)"
    r"|\b(?:which|what) (?:phone |handset )?brands?\b(?! (?:platform|name|share))"
)
_DOCUMENT = pattern(
    r"哪[一]?[份部](?:[\u3400-\u9fff]{0,4})(?:文件|政策|办法|规划|方案|指引|规定)"
    r"|\b(?:which|what) (?:(?!is\b|are\b|was\b|were\b)[\w'-]+ ){0,2}?(?:papers?|documents?)\b(?! (?:count|number))"
)
_CALLED = pattern(r"叫(?:什么|啥|做什么)|名字|\bcalled\b|\bnames? of\b")
_IN_A_YEAR = pattern(r"^20\d\d年")
_OF_EACH = pattern(r"分别|各叫|\d+[家个份项位名所座款条]|\beach\b|\brespectively\b")
_IN_WORDS, _MOSTLY, _PAIR = 0.85, 0.55, 2
_NUMERIC = {"number", "count", "amount", "average", "cap", "share"}
_LISTED = {"membership", "recognition"}
_BOTH = pattern(r"和|与|跟|及|、|，|,|;|；|比|\band\b|\bor\b|\bvs\b|\bthan\b")
_MANY = frozenset(
    {"list", "who", "sum", "difference", "ratio", "share", "compare", "highest", "base", "average", "rank"}
)
_PART_OF_YEAR = pattern(
    r"季度|上半年|下半年|按月|每月|逐月|各月|月度"
    r"|\bmonth[- ]by[- ]month\b|\beach month\b|\bquarter(?:ly)?\b|\bq[1-4]\b|\bmonthly\b|\bhalf of\b|\bh[12]\b"
)
_MONTHS = pattern(r"/period-20\d\d-\d\d(?:-\d\d)?$")
_BREAKDOWN = pattern(
    r"按.{1,4}分|分布|各个?(?:行业|镇街|领域|企业|品牌|城市|月|季度|园区|机构|银行)(?:分别|各|的?占比)|"
    r"\bbreakdown\b|\b(?:spread|divided|distributed|split) (?:over|across|among|between)\b"
    r"|\bby (?:brand|town|district|month)\b"
    r"|\b(?:in|for|by|at|from) each"
    r" (?:industry|sector|field|town|district|city|firm|company|bank|park|quarter|month|year)\b"
    r"|\bsplit\b.*\bby (?:field|industry|sector|year|city|firm|company|bank)\b"
)
_LARGEST = pattern(r"最大的|前[十五三\d]+(?:大|名|强)|\b(?:largest|biggest|top (?:ten|five|three|\d+))\b")
_EITHER_OF_TWO = pattern(
    r"[和与跟、][^谁]{1,30}谁|谁[^，。]{0,12}[，,：:][^，。]{1,16}(?:还是|和|与)|还是|\bor\b|\band\b.*\bwho\b"
)
_WHAT_IT_IS = pattern(r"什么东西|是什么(?!企业|公司|单位|机构|人)|\bwhat is\b")
_FIRMS_COUNTED = pattern(
    r"(?:how many|number of) (?:\w+ )?(?:firms|companies|enterprises|businesses)\b"
    r"|(?:多少|(?<!哪)几)家?(?:企业|公司)|(?:多少|(?<!哪)几)家"
)
_FIRM_WORDS = pattern(r"家|户|企业|主体|单位|firm|compan|enterpris|member|compan|provider|centre")


def meets_demands(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether what is chosen has what a question demands."""
    return all(rule(index, question, chosen) for rule in _RULES)


def _names_who(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Who is asked for is told: a body, or a kind of them."""
    text = fold(question.text)
    if "who" not in question.roles or question.doubts or "whose" in text or _WHAT_IT_IS.search(text):
        return True
    if question.roles & {"highest", "compare"} and tells_of_several(chosen) and _EITHER_OF_TWO.search(text):
        # 「芯片和手表，谁涨得更猛」: who is one of the two that are named.
        return True
    if tells_part(question, chosen):
        return True
    heavy = [n for n, u in enumerate(question.units) if u.weight >= TELLING]
    on_it = [f for f in chosen if not heavy or any(f.covered[n] >= COVERED for n in heavy)]
    # 「创新极还有谁」: of a list of places or fields the members are asked for.
    return (
        is_told_for_whom(index, question, chosen)
        or any(names_actor(question, f) for f in on_it)
        or names_any(index, question, on_it, _BODIES)
        or tells_member(question, on_it)
    )


def _names_members(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Where names are asked for, some are told besides those of the question."""
    # 「何时进入名单」 asks when, not who is on it.
    asked = _NAMES.search(fold(question.text))
    asks_when = "date" in question.roles and (not question.roles & {"list", "who"} or (asked and asked[0] == _ROLL))
    # 「硬件要跟云计算还有谁融合」: the others of a list of fields are no bodies.
    is_of_fields = asked is not None and (
        asked[0] == "有谁" and len(question.of_kind("concept")) >= _PAIR and not question.of_kind("entity", "place")
    )
    if not asked or question.doubts or asks_when or is_of_fields:
        return True
    heavy = [n for n, u in enumerate(question.units) if u.weight >= TELLING]
    on_it = [f for f in chosen if not heavy or any(f.own[n] >= COVERED for n in heavy)]
    if _is_given_a_name(index, question, on_it) or tells_part(question, on_it) or tells_member(question, on_it):
        # Who has an honour may be the city itself.
        return True
    # 「58家服务商」 is a group that is spoken of as one, and names nobody.
    wanted = _FIRMS if _FIRMS_NAMED.search(fold(question.text)) else _NAMED
    return names_any(index, question, on_it, wanted, index.closed_groups)


def _is_given_a_name(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether a thing that a question describes (那个「驾驶舱」) is told by the name that it has."""
    text = fold(question.text)
    if not _CALLED.search(text) or _OF_EACH.search(text):
        return False
    words = index.words
    single = [t for u in question.of_kind("entity") if len(u.things) == 1 for t in u.things]
    single = [t for t in single if DGO.Group not in words.gazetteer.types.get(t, ())]
    described = [t for t in single if fold(words.label(t, question.lang)) not in text]
    types, is_a = words.gazetteer.types, words.ontology.is_a
    classes = {t for u in question.of_kind("schema") for t in u.things if not is_a((t,), DGO.Organization)}
    described += [t for f in chosen[:1] for t in f.page.things if any(c in types.get(t, ()) for c in classes)]
    return any(t in f.item.things for t in described for f in chosen)


def _names_towns(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Where towns or parks are asked for, one is told."""
    if not _TOWNS.search(fold(question.text)) or question.doubts:
        return True
    return names_any(index, question, chosen, (DGO.Place,), index.closed_groups)


def _tells_advice(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """What something is told to do is advice to it: 「手机产业被建议往哪些领域拓展」."""
    if "advised" not in question.roles or question.doubts:
        return True
    telling = [n for n, u in enumerate(question.units) if u.weight >= TELLING and u.things]
    advice = [f for f in chosen if DGO.Recommendation in f.item.wide]
    return bool(advice) and _covers_most(question, advice, telling)


def _names_for_whom(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whom a firm supplies or works for is told by what is said of both: 「摄像模组供给哪个品牌」."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types

    def is_firm(thing: URIRef) -> bool:
        return any(is_a(types.get(thing, ()), cls) for cls in _FIRMS)

    text = fold(question.text)
    if question.doubts or question.roles & {"number", "share"}:
        return True
    firms = [n for n, u in enumerate(question.units) if u.kind == "entity" and any(map(is_firm, u.things))]
    supplies = bool(_SUPPLIES.search(text)) and bool(question.roles & {"who", "list"})
    if len(firms) != 1 or not (supplies or _FOR_WHOM.search(text)):
        return not _BRANDS.search(text) or names_any(index, question, chosen, _FIRMS)
    (firm,) = firms
    of_it = [f for f in chosen if f.own[firm] >= COVERED and (not supplies or f.item.relation == DGO.supplies)]
    return any(is_firm(t) for f in of_it for t in f.item.things - question.units[firm].things)


def _names_a_document(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Where it is asked which document it is, one is told."""
    asked = _DOCUMENT.search(fold(question.text))
    if not asked or question.doubts or question.roles & {"number", "count"}:
        return True
    telling = [n for n, u in enumerate(question.units) if u.weight >= TELLING and u.text not in asked[0]]
    # 「改造奖补依据哪份资金管理办法」 describes the document that it asks for.
    rest = tuple(u for u in question.units if u.text not in asked[0])
    others = replace(question, units=rest) if telling else question
    naming = [f for f in chosen if names_any(index, others, [f], (DGO.PolicyDocument, DGO.Report))]
    return bool(naming) and _covers_most(question, naming, telling)


def _covers_most(question: Question, told: Sequence[Found], parts: Sequence[int]) -> bool:
    """Whether items account for most of some parts of a question."""
    covered = sum(question.units[n].weight for n in parts if any(f.covered[n] >= COVERED for f in told))
    return covered >= _MOSTLY * sum(question.units[n].weight for n in parts)


def _adds_numbers(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """What is to be added up or averaged is numbers, or lists that are counted."""
    # 「trained jointly」 adds nothing up where no number is asked for.
    of_numbers = question.roles & _NUMERIC or question.numbers or any(u.is_quantity for u in question.units)
    wants = (
        question.roles & {"sum", "average"}
        and of_numbers
        and not (question.doubts or question.roles & {"list", "who"} or question.has_parts)
    )
    return not wants or any(f.is_number for f in chosen) or are_listed(index, question, chosen)


def _counts_firms(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Where firms are counted, the figure is of firms."""
    if not _FIRMS_COUNTED.search(fold(question.text)) or question.doubts or question.has_parts:
        return True
    # How long something lasts counts nothing.
    counts = [f for f in chosen if f.item.figure is not None and f.item.figure.unit not in NO_COUNTS | {UNIT.YR}]
    if not counts and any(f.item.figure is not None and f.item.figure.unit == UNIT.YR for f in chosen):
        return False

    def is_of_firms(f: Found) -> bool:
        measures = [t for p in (DGO.indicator, DGO.population) for t in f.item.data.get(p, ()) if isinstance(t, URIRef)]
        labels = " ".join(name for t in measures for name in index.lexicon.names.get(t, ()))
        return bool(f.item.figure and _FIRM_WORDS.search(f.item.figure.text + labels))

    return not counts or any(map(is_of_firms, counts))


def _dates_the_thing(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Where nothing but a name stands beside 「when」, a date is told of it, not of what its passage tells."""
    if "date" not in question.roles or question.doubts or question.names_source or question.asks_how_long:
        return True
    named = [n for n, u in enumerate(question.units) if u.kind == "entity" and u.weight >= HEAVY]
    dated = [f for f in chosen if f.item.relation in DATES or f.item.data.keys() & DATES or f.item.years]
    if named and not any(f.covered[n] >= 1 for f in dated for n in named):
        # What is dated is something else.
        return False
    concepts = [n for n, u in enumerate(question.units) if u.kind == "concept" and u.weight >= TELLING]
    fields = [*concepts, *(n for n, u in enumerate(question.units) if u in question.places)]
    if _asks_of_a_document(index, question):
        # 「人工智能产业行动方案是哪年发布的」, 「松山湖的…」: another plan is dated.
        is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
        of_it = [
            f for f in dated
            if any(is_a(types.get(t, ()), c) for t in f.item.things for c in (DGO.PolicyDocument, DGO.Group))
        ]  # fmt: skip
        if not all(any(f.covered[n] >= COVERED for f in of_it) for n in fields):
            return False
    if any(u.kind not in {"entity", "place"} for u in question.units):
        return True
    asked = {t for u in question.units for t in u.things}
    if any(_IN_A_YEAR.search(index.words.label(t, "zh")) for u in question.of_kind("entity") for t in u.things):
        # 「2023年…专班」 has the year in its name.
        return True
    return any(
        (f.item.relation in DATES or f.item.data.keys() & DATES)
        and (
            f.item.node in asked
            or not asked.isdisjoint(f.item.data.get(DGO.result, ()))
            # 「哪年上榜」: an honour is dated by its being given.
            or (f.item.kind == "recognition" and min(f.own, default=0.0) >= COVERED)
        )
        for f in chosen
    )


def _asks_of_a_document(index: Index, question: Question) -> bool:
    """Whether a question names a class of documents: plan, 行动方案."""
    is_a = index.words.ontology.is_a
    return any(is_a({t}, DGO.PolicyDocument) for u in question.of_kind("schema") for t in u.things)


def _is_of_part_of_year(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """A figure of a year is none of its quarters, halves or months."""
    if not _PART_OF_YEAR.search(fold(question.text)) or question.doubts:
        return True
    periods = {str(p) for f in chosen if f.is_number for p in f.item.data.get(DGO.refPeriod, ())}
    return not periods or any(_MONTHS.search(p) for p in periods)


def asks_for_parts(question: Question) -> bool:
    """Whether a quantity is to be told part by part."""
    return bool(_BREAKDOWN.search(fold(question.text))) and not question.doubts


def _is_split(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """What is to be told part by part has more than one figure of one quantity."""
    asks_where = "list" in question.roles and not chosen[0].is_number
    if not asks_for_parts(question) or asks_where:
        return True
    return tells_of_several(chosen)


def _is_one_value_of_all(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Where one value is asked for, one figure is of all that is named, or in a passage on it."""
    numbers = [f for f in chosen if f.is_number]
    if not numbers or not question.roles & {"number", "growth", "count"} or question.asks_several:
        return True
    if question.doubts or question.roles & _MANY:
        return True
    heavy = [(n, u) for n, u in enumerate(question.units) if u.kind in {"entity", "concept"} and u.weight >= HEAVY]

    def is_of(f: Found, n: int, unit: Unit) -> bool:
        # 「846家里规上企业」: what is a part of the number that is given.
        is_part = question.numbers and DGO.partOfTotal in f.item.data and f.own[n] >= COVERED
        return not unit.things.isdisjoint(f.item.wide) or f.own[n] >= _IN_WORDS or bool(is_part)

    def is_beside(f: Found, n: int, unit: Unit) -> bool:
        # 「软件企业营收」 is that of the software industry.
        firms = any(DGO.EnterpriseType in index.words.gazetteer.types.get(t, ()) for t in unit.things)
        told = not unit.things.isdisjoint(f.page.things) or (firms and f.covered[n] >= COVERED)
        return told and not names_another(index, question, f)

    def is_counted(unit: Unit) -> bool:
        # Of whom there are so many is told by the figure itself: 「多少家人工智能企业」 are not all that are there.
        types = index.words.gazetteer.types
        return (
            "count" in question.roles
            and bool(question.places or question.of_kind("entity"))
            and any(DGO.EnterpriseType in types.get(t, ()) for t in unit.things)
        )

    if "count" in question.roles and any(
        f.item.kind in _LISTED and all(f.own[n] >= (1 if is_counted(u) else COVERED) for n, u in heavy) for f in chosen
    ):
        # Who is named can be counted.
        return True
    return any(all(is_of(f, n, u) or (not is_counted(u) and is_beside(f, n, u)) for n, u in heavy) for f in numbers)


def _is_said_of_both(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """What is asked of one thing in one place is told by a passage on both."""
    entities = [n for n, u in enumerate(question.units) if u.kind == "entity" and u.weight >= TELLING]
    places = [n for n, u in enumerate(question.units) if u in question.places]
    joined = _BOTH.search(fold(question.text)) or "relation" in question.roles
    if not entities or not places or joined or question.doubts:
        return True
    return any(
        max(f.covered[n] for n in entities) >= COVERED and max(f.covered[n] for n in places) >= COVERED for f in chosen
    )


def _compares_values(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Where it is asked which of several has most of a quantity, more than one value of it is told."""
    quantities = [n for n, u in enumerate(question.units) if u.is_quantity and u.weight >= TELLING]
    asks = "highest" in question.roles and question.roles & {"list", "who", "compare"}
    named = question.of_kind("entity", "place")
    if asks and not quantities and _LARGEST.search(fold(question.text)) and not question.doubts:
        # The largest of its kind is told by a rank, or by more than one figure.
        return any(f.item.kind == "rank" for f in chosen) or sum(f.item.figure is not None for f in chosen) > 1
    if not quantities or not asks or question.doubts or "growth" in question.roles:
        return True
    measured = {t for n in quantities for t in question.units[n].things}
    told = [
        f for f in chosen
        if measured & {*f.item.data.get(DGO.indicator, ()), *f.item.data.get(DGO.rankedBy, ())}
        or (f.item.data.get(DGO.shareWhole) and measured & set(f.item.data.get(DGO.ofIndicator, ())))
        or (f.is_number and not named and any(f.own[n] >= COVERED for n in quantities))
    ]  # fmt: skip
    return len(told) > 1 or any(f.item.kind == "rank" for f in told)


_RULES: tuple[Callable[[Index, Question, Sequence[Found]], bool], ...] = (
    _names_who, _names_members, names_a_city, _names_towns, _names_for_whom, _names_a_document,
    _tells_advice, caps_the_field, _adds_numbers, _counts_firms,
    _dates_the_thing, _compares_values, _is_said_of_both, _is_one_value_of_all, _is_of_part_of_year, _is_split,
)  # fmt: skip
