"""What two figures that the source ties together make: a growth in money, a whole, others' rate, what fills a limit.

「比上年多了多少亿元」 of a level and its growth; 「915万户占54.5%，一共多少户」 of a part and its share;
「全省平均增速约多少」 of a growth and its lead; 「贷到多少就封顶」 of a limit in money and one in per cent.
"""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.items.fitting import fits, names_another
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, WIDE, Found
from dgkg.ask.language.amounts import MONEY
from dgkg.ask.language.method import asks_exactly
from dgkg.ask.language.numerals import NUMERALS
from dgkg.ask.language.question import HEAVY, Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.computed import Computed, number_of, value_of
from dgkg.namespaces import DGO, ID, RDF, UNIT
from dgkg.pattern import pattern

__all__ = [
    "exact_share",
    "increase",
    "is_implied_whole",
    "is_on_what_is_named",
    "lacks_the_others_rate",
    "limit_asked_for",
    "limit_reached",
    "others_rate",
    "part",
    "shares_in",
    "tell_tied",
    "whole",
]

_MORE = pattern(
    r"(?:比|较)(?:上年|去年|前一年|上一年|20\d\d年)(?:[^，。？?]{0,4})"
    r"(?:多出?来?|增加|净增|增长|增)了?(?:大约|大概|约)?(?:多少|几)(?:个)?(?:亿|万|元|美元)"
    r"|净增[长加]?(?:额|了)?[^，。？?]{0,4}(?:多少|几)|增(?:量|加额|长额)(?:是|为|有)?(?:多少|几)"
    r"|\bby how (?:many|much) (?:more )?(?:yuan|cny|money|dollars)\b"
    r"|\bby (?:what|how) (?:amount|sum|much|many)\b[^?;]{0,24}\b(?:in )?(?:yuan|cny|rmb|dollars)\b"
    r"|\bhow many (?:\w+ ){0,2}(?:yuan|cny|rmb|dollars) (?:of|in) (?:additional|extra|more|added)\b"
    r"|\bin (?:absolute|money|yuan|cash) (?:terms|money|yuan)\b"
    r"|\babsolute (?:increase|growth|gain|rise|change|increment)\b"
    r"|\b(?:increase|gain|rise|increment) in (?:yuan|money|cash)\b"
    r"|\bhow (?:many|much) (?:[\w-]+ ){0,3}(?:yuan|dollars|money) (?:was|were|did|got) (?:[\w-]+ ){0,3}add(?:ed)?\b"
    r"|绝对(?:增量|增额|值增|额增)|增量(?:多少|是|有)|多(?:出|做|赚|卖|了)了?(?:多少|几)(?:个)?(?:亿|万)?元?(?=[^比]*$)"
    r"|\bhow many (?:more )?(?:billion )?(?:yuan|dollars) (?:more )?(?:did|was|were|than)\b"
    r".*\b(?:grow|increase|rise|add|gain|than in 20\d\d)"
)
_WHOLE = pattern(
    r"(?:推算|据此|按此|由此|反推|算出|折算|那么)[^。？?]*(?:多少|几)|(?:全部|总共|一共|总数|总量|总计)[^。？?]*(?:多少|几)"
    r"|\b(?:in all|in total|altogether|total|entire|overall|implied|imply|implies)\b"
)
_IMPLIED = pattern(
    r"(?:推算|反推|倒推|推知|推出|折算)[^。？?]*(?:总数|总量|总共|一共|全部|全[省国市]|多少)"
    r"|\b(?:impl(?:y|ies|ied))\b.*\b(?:total|in all|altogether|overall)\b|\btotal\b.*\bimpl(?:y|ies|ied)\b"
)
_BY_SHARE = pattern(
    r"(?:按|照|根据|依|由|从)[^，。？?]{0,12}(?:占比|比例|比重|份额|%|成)|推算|折算|算下来|据此|由此|换算"
    r"|占[^，。？?]{0,10}(?:成|%|百分之)[^。？?]{0,12}(?:多少|几)(?:亿|万|家|件|个|户|条)"
    r"|\b(?:going|judging|judged|working|based|calculat\w+|deriv\w+|impl\w+)\b.*\b(?:share|percentage|proportion|%)"
    r"|\b(?:share|percentage|proportion)\b.*\b(?:impl\w+|work(?:s|ed)? out|mean|give[sn]?)\b|\bimpl(?:y|ies|ied)\b"
)
_OTHERS = pattern(
    r"(?:全省|全国|省|国家?)[^，。？?]{0,14}平均|平均[^，。？?]{0,8}(?:全省|全国)"
    r"|\b(?:provinc\w+|nation\w*)\b.*\baverage|\baverage\b.*\b(?:provinc\w+|nation\w*)\b"
)
_AROUND = pattern(r"全省|全国|省|国家|\b(?:provinc\w+|nation\w*|guangdong|china)\b")
# What asks for it once the lead has been given.
_LEFT = pattern(
    r"\d[^？?]{0,8}点[^？?]*(?:[多几]少?|什么)(?![^，。？?]{0,4}百分点)"
    r"|\bpoints?\b.*\b(?:what|how (?:fast|much|high))\b|\bwhat\b.*\bif\b.*\bpoints?\b"
)
# The average of others is stated nowhere: it is worked out only where that is asked for.
_DERIVED = pattern(
    r"推算|倒推|反推|减去|扣掉|算出|测算|据此|由此|可知|可得"
    r"|\b(?:deriv\w+|impl(?:y|ies|ied)|follows?|work(?:ed|ing)? (?:out|back)|infer\w*|calculat\w+)\b"
)
_USED_ZH = "触及|触顶|碰到|碰上|用[满完光]|拿[满足]|吃[满完]|顶满|享满"
_FILL_ZH = f"{_USED_ZH}|封顶|顶格"
# 「封顶多少钱」 asks for the limit itself.
_USED_UP = pattern(
    rf"(?:{_USED_ZH})|\b(?:uses? up|maxes? out|exhausts?)\b.*"
    r"\b(?:ceiling|cap|limit|maximum|subsid\w+|allowance|budget)\b"
)
_FILLED = pattern(
    rf"(?:到|达|多大|多少)[^。？?]{{0,24}}(?:{_FILL_ZH}|(?:达到|超过|受)[^。，？?]{{0,10}}(?:上限|限额))"
    rf"|(?:{_FILL_ZH})[^。？?]{{0,10}}(?:多少|多大)"
    r"|(?:上限|封顶|额度)[^。？?]{0,12}(?:对应|相当于|折合)(?:多大|多少)"
    r"|(?:达到|触及|碰到|受)[^。，？?]{0,12}(?:上限|限额|封顶线?)(?:时|的时候)?[，,]?[^。？?]{0,10}(?:多少|多大)"
    r"|\b(?:at|how|what)\b.*\b(?:hit|hits|reach|reaches|meets?|runs? into|uses? up|fills?|maxes? out|exhausts?)\b.*"
    r"\b(?:ceiling|cap|limit|maximum|max|subsid\w+|allowance|quota|budget)\b"
    r"|\b(?:from|at|above|beyond|over|past|up to) (?:what|which|how (?:large|big|much))\b.*"
    r"\b(?:ceiling|cap|limit|maximum)\b.*"
    r"\b(?:binds?|bites?|kicks? in|appl(?:y|ies)|limits?|takes? over|comes? into play|matters?"
    r"|(?:is|be) (?:reached|hit))\b"
    r"|\b(?:how (?:big|large|much)|what (?:size|amount))\b.*\b(?:get|draw|earn|receive|claim)s?\b.*"
    r"\b(?:full|whole|entire|maximum)\b"
)
# 「数字贷封顶多少」 names nothing but the limit: what is borrowed, or paid of it, is named otherwise.
_OF_WHAT = pattern(
    r"贷到|借|合同|贴息|补贴|补助|利[率息]|拿|\d%|百分之"
    r"|\b(?:loan size|contract|borrow\w*|subsid\w+|interest|rate|percent|%)"
)
_A_NUMBER = pattern(r"\d[\d.,]*(?:%|-?plus)?|[一二三四五六七八九]成半?")
_SHARE_ZH = pattern(r"([一二两三四五六七八九])成(半)?(?!立|本|效|果|为|员|功|都|绩)")
_TENS_EN = "ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SHARE_EN = pattern(rf"\b({_TENS_EN}) per ?cent\b")
_TENS = {word: f"{n}0" for n, word in enumerate(_TENS_EN.split("|"), 1)}
_PERCENT = pattern(r"([\d.]+) ?(?:%|％|per ?cent\b|percent\b)|百分之([\d.]+)")
# A footnote, named as such, is where the figures stand.
_FOOTNOTE = pattern(r"脚注|注释|foot-?notes?")
_COUNTING = pattern(r"[a-z]+ty|per|cent|back|hundreds?|thousands?|estimate[ds]?|additional|extra")
_TOLD = 0.25
_LEAD = ID["indicator-growth-difference"]
_GROWTH = ID["indicator-growth-rate"]


def increase(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """By how much a level grew, of the level and its rate of growth."""
    if not _MORE.search(fold(question.text)):
        return None
    by_node = {f.item.node: f for f in found}
    for f in found:
        if _GROWTH not in f.item.data.get(DGO.indicator, ()) or f.item.figure is None:
            continue
        bases = [b for b in f.item.data.get(DGO.growthOf, ()) if isinstance(b, URIRef) and b in by_node]
        level = by_node[bases[0]] if bases else None
        if level is None or number_of(f.item.figure) is None or not tell_tied(index, question, level, f):
            continue
        after = value_of(level)
        grown = after - after / (1 + value_of(f) / 100)
        unit = level.item.figure.unit if level.item.figure else None
        return Computed("increase", grown, unit, (level, f), is_of_parts=True)
    return None


def whole(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """The whole of which a part and its share are both named by their numbers."""
    text = fold(question.text)
    if not _WHOLE.search(text):
        return None
    given = shares_in(text)
    by_node = {f.item.node: f for f in found}
    for f in found:
        figure = f.item.figure
        if figure is None or figure.unit != UNIT.PERCENT or number_of(figure) is None:
            continue
        parts = [p for p in f.item.data.get(DGO.part, ()) if isinstance(p, URIRef) and p in by_node]
        stated = by_node[parts[0]] if parts else None
        if stated is None or stated.item.figure is None or number_of(stated.item.figure) is None:
            continue
        if given and not given & f.item.numbers:
            # 「照七成推算」 of what is stated to be another part.
            continue
        of_share = question.roles & {"share", "ratio"}
        named = f.item.numbers | (stated.item.numbers if of_share else frozenset())
        is_named = bool((question.numbers | given) & named) or _names_its_share(question, f)
        if not is_named or not tell_tied(index, question, stated, f):
            continue
        if given and not question.numbers & named and not _names_its_part(question, stated):
            continue
        total = value_of(stated) / value_of(f) * 100
        if stated.item.figure.unit in {UNIT.NUM, UNIT.INDIV}:
            total = total.to_integral_value()
        return Computed("whole", total, stated.item.figure.unit, (stated, f), is_of_parts=True)
    return None


def shares_in(text: str) -> frozenset[str]:
    """The parts of a whole that a text gives, in per cent.

    >>> sorted(shares_in("约占七成，照此推算")), sorted(shares_in("at 3 % a year"))
    (['70'], ['3'])
    """
    found = {f"{NUMERALS[m[1]]}{5 if m[2] else 0}" for m in _SHARE_ZH.finditer(text)}
    found |= {_TENS[m[1]] for m in _SHARE_EN.finditer(text)}
    return frozenset(found | {m[1] or m[2] for m in _PERCENT.finditer(text)})


def is_implied_whole(question: Question) -> bool:
    """Whether a question wants a whole worked out from a share that it gives."""
    text = fold(question.text)
    return bool(shares_in(text)) and bool(_IMPLIED.search(text)) and bool(question.roles & {"number", "count"})


def _names_its_part(question: Question, stated: Found) -> bool:
    """Whether a question says what the part is of, or where it stands, where it gives the share alone."""
    own = {t for p in (DGO.indicator, DGO.industry) for t in stated.item.data.get(p, ())}
    is_note = "-fn" in stated.page.sentence and bool(_FOOTNOTE.search(fold(question.text)))
    return is_note or any(u.things & own for u in question.units)


def _names_its_share(question: Question, f: Found) -> bool:
    """Whether a question names a share by its own name and has the whole worked back from it."""
    named = any(u.is_quantity and f.own[n] >= 1 for n, u in enumerate(question.units))
    return named and bool(_DERIVED.search(fold(question.text)))


def part(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """The part that a share of a stated whole makes, where it is asked for by the share: 「按85%算有多少件」."""
    text = fold(question.text)
    if not (question.roles & {"number", "count", "amount"} and _BY_SHARE.search(text)):
        return None
    by_node = {f.item.node: f for f in found}
    for f in found:
        figure = f.item.figure
        if figure is None or figure.unit != UNIT.PERCENT or number_of(figure) is None or f.item.data.get(DGO.part):
            continue
        wholes = [w for w in f.item.data.get(DGO.shareOf, ()) if isinstance(w, URIRef) and w in by_node]
        base = by_node[wholes[0]] if wholes else None
        if base is None or base.item.figure is None or number_of(base.item.figure) is None:
            continue
        # Its whole is that of a wider place or body, of which no name need be said.
        if tell_tied(index, question, f, base, tied=base):
            value = value_of(base) * value_of(f) / 100
            return Computed("part", value, base.item.figure.unit, (base, f), is_of_parts=True)
    return None


def exact_share(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """A share that is printed roughly, of its part and its whole, where it is asked for exactly: one phone in five."""
    if not (question.roles & {"share", "ratio"} and asks_exactly(fold(question.text))) or question.of_kind("elsewhere"):
        return None
    by_node = {f.item.node: f for f in found}
    around = {t for u in question.units for t in u.things} & question.wider - question.city
    for f in found:
        if f.item.figure is None or f.item.figure.unit != UNIT.PERCENT or f.item.figure.qualifier is None:
            continue
        one, all_of_it = (
            next((by_node[n] for n in f.item.data.get(p, ()) if isinstance(n, URIRef) and n in by_node), None)
            for p in (DGO.part, DGO.shareOf)
        )
        if one is None or all_of_it is None or not around <= set(all_of_it.item.data.get(DGO.refArea, ())):
            continue
        is_alike = one.item.figure and all_of_it.item.figure and one.item.figure.unit == all_of_it.item.figure.unit
        if is_alike and tell_tied(index, question, f, one, all_of_it, tied=all_of_it):
            rate = value_of(one) / value_of(all_of_it) * 100
            return Computed("÷", rate, UNIT.PERCENT, (one, all_of_it), is_of_parts=True)
    return None


def others_rate(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """The rate of the province or the nation, of a growth and by how much it is ahead of theirs."""
    text = fold(question.text)
    if "growth" not in question.roles or not _AROUND.search(text):
        return None
    is_derived = bool(_OTHERS.search(text) and _DERIVED.search(text))
    by_node = {f.item.node: f for f in found}
    asked = {t for u in question.units for t in u.things} & question.wider
    leads = [f for f in found if _LEAD in f.item.data.get(DGO.indicator, ()) and f.item.figure is not None]
    for f in sorted(leads, key=lambda f: asked.isdisjoint(f.item.data.get(DGO.comparedWith, ()))):
        # 「was 30 points ahead — so what was that average」: who gives the lead asks for what it leaves.
        if not is_derived and not (question.numbers & f.item.numbers and _LEFT.search(text)):
            continue
        base = next((by_node[b] for b in f.item.data.get(DGO.differenceOf, ()) if b in by_node), None)  # type: ignore[index]
        if base is None or number_of(f.item.figure) is None or not fits(index, question, base):  # type: ignore[arg-type]
            continue
        if _names_fields(question, base) and not names_another(index, question, base):
            return Computed("−", value_of(base) - value_of(f), UNIT.PERCENT, (base, f), is_of_parts=True)
    return None


def lacks_the_others_rate(question: Question, items: Sequence[Found]) -> bool:
    """Whether the rate of all others is asked for, and no lead over it is told of the field that is named.

    How fast the city's telecoms grew is no answer to how fast those of the province did.
    """
    if "growth" not in question.roles or "yesno" in question.roles or not _OTHERS.search(fold(question.text)):
        return False
    whole = [f for f in items if len(f.own) == len(question.units)]
    return not any(_LEAD in f.item.data.get(DGO.indicator, ()) and _names_fields(question, f) for f in whole)


def _names_fields(question: Question, f: Found) -> bool:
    """Whether each field or thing that a question names is that of a figure."""
    named = [
        n for n, u in enumerate(question.units)
        if u.things and u.weight >= _TOLD and not u.names_quantity and u.kind != "schema"
        and not u.things & question.wider
    ]  # fmt: skip
    return all(f.own[n] >= COVERED for n in named)


def limit_asked_for(question: Question) -> bool:
    """Whether a question asks at what amount a limit is used up, and for no limit."""
    text = fold(question.text)
    return bool(_FILLED.search(text) and _USED_UP.search(text))


def limit_reached(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """The amount at which a limit in per cent of it gives what another limit allows in money."""
    text = fold(question.text)
    if not _FILLED.search(text) or not (_OF_WHAT.search(text) or _USED_UP.search(text)):
        return None
    given = shares_in(fold(question.text))
    caps = [f for f in found if f.item.figure is not None and DGO.Cap in f.item.data.get(RDF.type, ())]
    rates = [
        f for f in caps if f.item.figure and f.item.figure.unit == UNIT.PERCENT and f.item.data.get(DGO.ofIndicator)
    ]
    for rate in rates:
        whose = set(rate.item.data.get(DGO.subject, ()))
        if given and not given & rate.item.numbers:
            # At another rate than the stated one nothing is stated.
            continue
        for limit in caps:
            unit = limit.item.figure.unit if limit.item.figure else None
            of_one = limit.page is rate.page and whose & set(limit.item.data.get(DGO.subject, ()))
            if (
                unit in MONEY
                and of_one
                and is_on_what_is_named(question, rate, limit, but=_base_of(index, question, rate))
            ):
                value = value_of(limit) / value_of(rate) * 100
                return Computed("whole", value, unit, (limit, rate), is_of_parts=True)
    return None


def _base_of(index: Index, question: Question, rate: Found) -> frozenset[int]:
    """The parts of a question that name what a rate is of, which is what is asked for: 「合同金额」 of its 3 %."""
    printed = rate.item.figure.text if rate.item.figure else ""

    def is_base(thing: URIRef) -> bool:
        name = index.words.label(thing, "zh")
        return thing in rate.item.data.get(DGO.ofIndicator, ()) or bool(name and name in printed)

    return frozenset(n for n, u in enumerate(question.units) if u.names_quantity and any(map(is_base, u.things)))


def is_on_what_is_named(question: Question, *limits: Found, but: frozenset[int] = frozenset()) -> bool:
    """Whether limits are of something that a question names and of each quantity, and tell all else of weight.

    No limit is of any other thing or field than its passage tells of.
    """
    but = frozenset(n for n in but if max(f.own[n] for f in limits) < COVERED)
    named = [
        n for n, u in enumerate(question.units)
        if n not in but and u.things and u.kind != "schema" and u.weight >= _TOLD
    ]  # fmt: skip
    own = {n: max(f.own[n] for f in limits) for n in named}
    around = {n: max(f.covered[n] for f in limits) for n in named if question.units[n].weight >= HEAVY}
    of_quantities = all(own[n] >= COVERED for n in named if question.units[n].names_quantity)
    return any(c >= COVERED for c in own.values()) and of_quantities and all(c >= COVERED for c in around.values())


def tell_tied(index: Index, question: Question, *operands: Found, tied: Found | None = None) -> bool:
    """Whether two figures that are tied tell all that a question names between them, of the place that it names."""
    for f in operands:
        if f is tied:
            continue
        if not fits(index, question, f) or names_another(index, question, f):
            return False
        areas = set(f.item.data.get(DGO.refArea, ()))
        if (
            areas
            and not question.places
            and areas.isdisjoint({*question.city, *(t for u in question.units for t in u.things)})
        ):
            return False
    for n, unit in enumerate(question.units):
        if unit.things and unit.things <= CHANGES:
            continue
        if unit.weight < _TOLD or unit.kind == "schema" or unit.things & question.wider:
            continue
        if any(form.fullmatch(unit.text) for form in (_A_NUMBER, _FOOTNOTE, _COUNTING)):
            continue
        best = max((f.own if unit.things else f.covered)[n] for f in operands)
        if best < (WIDE if unit.kind in {"entity", "place"} else COVERED):
            return False
    return True
