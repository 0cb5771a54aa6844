"""Whether what was gathered has what a question asks for in the end: a change, a rate, both of two that are compared.

Some of it is only known when all is gathered and worked out: a growth that is not stated may follow
from two levels, a share from a part and its whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.claims.claim_outcome import lacks_what_is_claimed
from dgkg.ask.evidence.gathering import Gathered
from dgkg.ask.evidence.wanted_change import wants_a_climb, wants_how_much_it_grew
from dgkg.ask.fit.bearer import names_bearer
from dgkg.ask.fit.particulars import counts_people
from dgkg.ask.fit.sorts import names_sort
from dgkg.ask.fit.subset import tells_subset
from dgkg.ask.fit.told_value import tells_whole
from dgkg.ask.items.fitting import is_of_all_members
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, Found
from dgkg.ask.language.question import TELLING, Question, Unit
from dgkg.ask.language.sides import sides_of
from dgkg.ask.language.since import changed_since
from dgkg.ask.language.tokens import features, fold
from dgkg.ask.sums.against_third import third_in
from dgkg.ask.sums.backwards import lacks_the_others_rate
from dgkg.ask.sums.months_apart import asks_months_apart
from dgkg.ask.sums.unreckoned import can_only_be_worked_out
from dgkg.namespaces import DGO, DGU, UNIT
from dgkg.pattern import pattern

__all__ = ["leaves_open"]

_PAIR, _SAID = 2, 0.85
_CHINESE = "\u3400"
# A syllable of pinyin: 「Bin Hai Wan」.
_SYLLABLE = pattern(r"[bpmfdtnlgkhjqxzcsryw]?h?[aeiou]{1,3}(?:ng|n)?")
_BEFORE = pattern(
    r"(?:提[升高]|上升|增长|升至|升到|涨到|提到)[^，。；]{0,8}(?:之前|以前|前)(?:是|为|有|的)?(?:多少|几|什么)|原[来先]是多少"
    r"|\bbefore (?:it|they|that|this)? ?(?:went up|rose|rising|increased|grew|climbed|improved)\b"
    r"|\bbefore the (?:rise|increase|improvement)\b"
)
# What two bodies have with one another is told by what names both.
_TIED = pattern(
    r"(?:子|母|分|关联)公司|旗下|控股|隶属|供应商|供货商|供货|客户|股东|收购|并购|合并|投资方|全资"
    r"|\b(?:subsidiar\w+|parent|owns|owned|supplier|supplies|customer|client|shareholder|acquired|merged|affiliated?"
    r"|division of|branch of|spin-?off)\b"
)
# What is foretold of a rank or a level.
_TO_COME = pattern(
    r"(?:(?<!即)将会?|(?<![社议机])会|(?<![智职功性节可])能够?|有望)(?![力员计议展场源])(?![^，。？?]{0,10}已)[^，。？?]{0,10}(?:超过|超越|反超|赶上|追上|赶超|达到|突破)"
    r"|\bwill\b[^?]*\b(?:overtake|surpass|exceed|catch up|reach|top|beat|outgrow|double|become)\b"
)
_TIES = {DGO.supplies, DGO.subOrganizationOf}
_OR = pattern(r"\bor\b|还是")
_SUPERLATIVE = pattern(r"最(?:高|大|多|快|强|好|低)|\b(?:highest|largest|biggest|most|best|fastest|lowest)\b")
_AMONG = pattern(r"全[省国市球]|世界|\bin (?:the )?(?:\w+ )?(?:province|country|nation|world|city|china|guangdong)\b")
_SIZE = pattern(r"规模(?!以[上下])|多大(?!的)|体量|\b(?:size|scale) of\b|\bhow (?:large|big)\b")
_OTHERWISE = {
    "yesno",
    "count",
    "growth",
    "rank",
    "share",
    "list",
    "cap",
    "difference",
    "compare",
    "ratio",
    "sum",
    "highest",
}
_RATES = {UNIT.PERCENT, DGU.PERCENTAGE_POINT}
_RATE = pattern(
    r"几成|百分之几|百分比|(?:占比|比例|比重)(?:是|有|为|达)?多少|多[大高少](?:比例|比重|份额)"
    r"|\bwhat (?:percentage|percent|proportion|share)\b|\bwhat fraction\b"
)
# 「A和B的营收中，华为占多大比重」 asks one thing, of all that it joins.
_ONE_SHARE = pattern(
    r"^[^，。；？?]*(?:[中里内]|当中|其中)，?[^，。；？?]{1,12}占(?:了|到)?(?:几成|百分之几|多[大高少](?:比例|比重|份额))[?？。]?$"
)
# What is told as a part of a whole without a rate: 「每五部就有一部」.
_PART = pattern(r"%|％|成|分之|每|一半|half|percent|one in")
_OF_ALL_AROUND = pattern(
    r"(?:全省|全国|广东省?|中国|全球|世界)[^，。？?]{0,12}(?:里|中|当中)[^，。？?]{0,6}(?:占|比重|份额)"
    r"|占(?:了|到)?(?:全省|全国|广东省?|中国|全球|世界)"
    r"|\b(?:share|percentage|proportion|fraction|part|portion) of (?:the )?"
    r"(?:province|provincial|nation|national|country|china|guangdong)"
)
_THEN = pattern(
    r"(?:上|前)一?年|去年|往年|\b(?:previous|prior|preceding) year\b|\byear (?:before|earlier)\b|\blast year\b"
)

# What each half of a question may seem to tell, and the whole does not.
_WHOLE = (tells_whole, names_sort, tells_subset, names_bearer, counts_people)
_FELL = pattern(r"[下]?[跌滑降]|萎缩|缩水|\b(?:f[ae]ll(?:ing|en)?|declin\w+|shr[aiu]nk\w*|drop\w*|down)\b")


def leaves_open(index: Index, gathered: Gathered) -> bool:
    """Whether the very thing that a question asks for is not among what was gathered."""
    question, items = gathered.question, gathered.items
    if gathered.computed is not None:
        return _is_of_another_quantity(index, gathered) or _lacks_the_third(gathered)
    if gathered.claim is not None or gathered.silent or not items or _is_decided(gathered):
        return False
    if can_only_be_worked_out(question) or lacks_what_is_claimed(question, gathered.found, items):
        return True
    if _names_a_stranger(question, items) or not all(tells(index, question, items) for tells in _WHOLE):
        return True
    if gathered.is_composed:
        return False
    return (
        _wants_the_city(index, question, items)
        or _wants_a_change(index, question, items)
        or any(lacks(question, items) for lacks in _RULES)
    )


def _is_decided(gathered: Gathered) -> bool:
    """Whether something else than the items answers: what comes first, a verdict, how far things are, two sets."""
    return bool(gathered.first or gathered.verdict is not None or gathered.standings or gathered.sets)


def _is_of_another_quantity(index: Index, gathered: Gathered) -> bool:
    """Whether two places are put together by a quantity that is not asked for, where that one is stated of a place."""
    question, computed = gathered.question, gathered.computed
    places = [n for n, u in enumerate(question.units) if u.kind == "place"]
    if computed is None or len(places) < _PAIR or any(u.is_quantity for u in question.units):
        return False
    rest = [n for n, u in enumerate(question.units) if u.kind == "concept"]
    whole = [f for f in computed.operands if len(f.own) == len(question.units)]
    others = [
        f for f in gathered.found
        if f.item.figure is not None and f.item.kind == "figure" and any(f.own[p] >= COVERED for p in places)
    ]  # fmt: skip

    def names(f: Found, n: int) -> bool:
        measured = [t for t in f.item.data.get(DGO.indicator, ()) if isinstance(t, URIRef)]
        said = features(question.units[n].text)
        return any(said <= index.lexicon.features.get(t, frozenset()) for t in measured)

    return bool(whole) and any(
        f.own[n] >= 1 and all(g.own[n] < 1 for g in whole) and names(f, n) for f in others for n in rest
    )


def _lacks_the_third(gathered: Gathered) -> bool:
    """Whether a sum is to be held against something of another place, and that is not stated."""
    question, computed = gathered.question, gathered.computed
    third = third_in(question)[1]
    is_alone = computed is not None and computed.sign == "+" and computed.then is None
    return is_alone and any(u.text in third and not u.things & question.wider for u in question.of_kind("place"))


def _names_a_stranger(question: Question, items: Sequence[Found]) -> bool:
    """Whether somebody is named of whom nothing is told, beside no name that is known.

    「Does BYD run a plant, and with what capacity」: a half that no longer names the stranger is no answer.
    """
    if question.doubts and not question.has_parts:
        return False
    strange = [
        u
        for u in question.strangers
        if (len(u.text) > _PAIR or u.text > _CHINESE)
        and not _SYLLABLE.fullmatch(u.text)
        and not _is_beside_a_name(question, u)
    ]
    return any(
        max((f.own[n] for f in items if len(f.own) == len(question.units)), default=0.0) < COVERED
        for n, u in enumerate(question.units)
        if u in strange
    )


def _is_beside_a_name(question: Question, unit: Unit) -> bool:
    """Whether a strange name is but another name of one that is known: 「Kaifa (长城开发)」."""
    text = fold(question.text)
    known = "|".join(re.escape(u.text) for u in question.of_kind("entity", "place") if u.text > "\u3400")
    own = re.escape(unit.text)
    return bool(known) and bool(re.search(rf"{own}[\w '-]{{0,12}}[(/（]\s*(?:{known})|(?:{known})[(/（ ]+{own}", text))


def _wants_the_city(index: Index, question: Question, items: Sequence[Found]) -> bool:
    """How many there are in the city is asked for, and all that is told is how many there are in a part of it."""
    if not question.names_city or not question.roles & {"number", "count"} or question.roles & {"yesno", "list", "who"}:
        return False
    if question.has_parts or question.of_kind("entity") or question.places:
        return False
    figures = [f for f in items if f.item.figure is not None]
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a

    def is_of_a_part(f: Found) -> bool:
        areas = [t for p in (DGO.refArea, DGO.subject) for t in f.item.data.get(p, ()) if isinstance(t, URIRef)]
        return bool(areas) and all(
            is_a(types.get(t, ()), DGO.Place) and t not in index.wider and t not in index.city for t in areas
        )

    return bool(figures) and all(map(is_of_a_part, figures))


def _wants_a_change(index: Index, question: Question, items: Sequence[Found]) -> bool:
    """A change since another year is asked for, and neither it nor a figure of that year is there."""
    others = question.years - {index.year}
    # 「比2022年高几个点」: a level alone, a rate or not, does not tell it.
    is_since = not question.has_parts and changed_since(fold(question.text))
    since = is_since or bool(others) or bool(_THEN.search(fold(question.text)))
    asks = is_since or "growth" in question.roles or (question.roles & {"compare", "difference"} and others)
    named = [n for n, u in enumerate(question.units) if u in question.places or u.kind == "entity"]
    if not asks or not (since or named) or question.roles & {"yesno", "rank", "climb"}:
        return False
    figures = [f for f in items if f.item.figure is not None]
    if not figures or not (is_since or any(f.item.figure and f.item.figure.unit not in _RATES for f in figures)):
        return False

    def tells(f: Found) -> bool:
        is_change = bool(CHANGES & {*f.item.data.get(DGO.indicator, ()), *f.item.data.get(DGO.rankedBy, ())})
        return (is_change and _is_of_any(index, question, f, named)) or bool(f.item.years & others)

    return not any(map(tells, items))


def _is_of_any(index: Index, question: Question, f: Found, named: Sequence[int]) -> bool:
    """Whether a figure is of what is named, if anything is, or of the group of all that is named."""
    whole = len(f.own) != len(question.units)
    return not named or whole or any(f.own[n] >= COVERED for n in named) or is_of_all_members(index, question, f)


def _wants_a_rate(question: Question, items: Sequence[Found]) -> bool:
    """A part of a whole is asked for, and nothing tells one."""
    asked = _RATE.search(fold(question.text))
    if not asked or question.roles & {"yesno", "rank"} or (question.has_parts and not _ONE_SHARE.search(question.text)):
        return False

    telling = [n for n, u in enumerate(question.units) if u.weight >= TELLING]

    products = [n for n in telling if question.units[n].kind == "concept" and not question.units[n].names_quantity]
    # 「在全省总额里占几成」: the share of something in what lies around the city.
    around = {t for u in question.of_kind("place") for t in u.things & question.wider} - question.city
    around = around if _OF_ALL_AROUND.search(fold(question.text)) else set()

    def tells(f: Found) -> bool:
        figure = f.item.figure
        if around and around.isdisjoint(f.item.data.get(DGO.shareWhole, ())):
            return False
        if around and any(f.own[n] < COVERED for n in products if len(f.own) == len(question.units)):
            # The world's phones are no laptops.
            return False
        if len(f.own) == len(question.units) and telling and max(f.own[n] for n in telling) < COVERED:
            return False
        is_rate = figure is not None and figure.unit in _RATES and (figure.value or figure.nominal) is not None
        return is_rate or (figure is not None and bool(_PART.search(figure.text)))

    return not any(map(tells, items))


def _wants_the_other(question: Question, items: Sequence[Found]) -> bool:
    """Two places are held against each other, and of one of them nothing is told of what is compared."""
    held = question.roles & {"compare", "highest", "difference"}
    if not held or not question.roles & {"yesno", "number", "difference"} or "growth" in question.roles:
        return False
    places = [n for n, u in enumerate(question.units) if u.kind == "place"]
    compared = [n for n, u in enumerate(question.units) if u.kind == "concept" and u.weight >= TELLING]
    if len(places) < _PAIR or not compared:
        return False
    whole = [f for f in items if len(f.own) == len(question.units)]
    return any(not any(f.own[p] >= COVERED and any(f.own[n] >= _SAID for n in compared) for f in whole)
               for p in places)  # fmt: skip


def _wants_a_tie(question: Question, items: Sequence[Found]) -> bool:
    """Whether one body owns, supplies or buys from another is asked, and nothing that is told names both."""
    named = [n for n, u in enumerate(question.units) if u.kind == "entity"]
    if "yesno" not in question.roles or len(named) < _PAIR or not _TIED.search(fold(question.text)):
        return False
    on_them = [f for f in items if len(f.own) == len(question.units)]
    if not _OR.search(question.text) and any(
        f.item.relation in _TIES and any(f.own[n] >= COVERED for n in named) for f in on_them
    ):
        # Who it is instead is told.
        return False
    return not any(sum(f.own[n] >= COVERED for n in named) >= _PAIR for f in on_them)


def _wants_a_forecast(question: Question, items: Sequence[Found]) -> bool:
    """Whether something will come to be so is asked, and no plan or advice is told that says it."""
    if "yesno" not in question.roles or not _TO_COME.search(fold(question.text)):
        return False
    return not any(f.item.kind == "intention" for f in items)


def _wants_a_standing(question: Question, items: Sequence[Found]) -> bool:
    """Whether something is the highest of all is asked, and no ranking of it is told."""
    text = fold(question.text)
    if "yesno" not in question.roles or not (_SUPERLATIVE.search(text) and _AMONG.search(text)):
        return False
    return not any(f.item.kind == "rank" for f in items)


def _wants_the_other_side(question: Question, items: Sequence[Found]) -> bool:  # noqa: ARG001 - a rule like others
    """By how much two things differ is asked, and of one of them not even the word is known."""
    if "difference" not in question.roles or question.doubts:
        return False
    strange = [u.text for u in question.units if not u.is_known and u.kind == "word" and u.weight >= TELLING]
    texts = [text for sides in sides_of(question.text) if sides.way == "difference" for text in sides.texts]
    return any(len(word) > 1 and (word in text or text in word) for word in strange for text in texts)


def _wants_both_rates(question: Question, items: Sequence[Found]) -> bool:
    """How much faster one place grew than another is asked, and of one of them no growth is told."""
    places = [n for n, u in enumerate(question.units) if u in question.places]
    if not question.roles >= {"growth", "difference"} or len(places) < _PAIR or question.doubts:
        return False
    rates = [
        f for f in items
        if set(f.item.data.get(DGO.indicator, ())) & CHANGES and len(f.own) == len(question.units)
    ]  # fmt: skip
    return not all(any(f.own[n] >= COVERED for f in rates) for n in places)


def _wants_the_level_before(question: Question, items: Sequence[Found]) -> bool:
    """A level before a rise is asked for, which is neither told nor follows: the one since does not tell it."""
    if not _BEFORE.search(fold(question.text)) or "yesno" in question.roles:
        return False
    levels = [f for f in items if f.item.figure is not None]
    return bool(levels) and len({tuple(sorted(f.item.years)) for f in levels}) <= 1


def _wants_the_months(question: Question, items: Sequence[Found]) -> bool:
    """How long one thing came after another is asked for: what is told of one of them alone does not tell it."""
    return asks_months_apart(question) and not question.doubts and all(f.item.figure is None for f in items)


def _wants_another_run(question: Question, items: Sequence[Found]) -> bool:
    """For how many years something went on is asked for, and that is told of another quantity: exports, not output."""
    runs = [
        f for f in items
        if f.item.figure is not None and f.item.figure.unit == UNIT.YR and f.item.data.get(DGO.ofIndicator)
        and len(f.own) == len(question.units)
    ]  # fmt: skip
    named = [n for n, u in enumerate(question.units) if u.names_quantity and u.weight >= TELLING]
    if not _FELL.search(fold(question.text)) and any(f.item.data.get(DGO.consecutiveYears) for f in items):
        # 「three years in a row among the first ten」 is told by a ranking, a decline never is.
        return False
    return bool(runs) and not any(all(f.own[n] >= COVERED for n in named) for f in runs)


def _is_scale(unit: Unit) -> bool:
    return all("scale" in thing for thing in unit.things)


def _wants_the_size_of_a_field(question: Question, items: Sequence[Found]) -> bool:
    """How large a field is is asked for, and no figure is of that very field: those of a part of it do not tell it."""
    asks = "number" in question.roles and not question.roles & _OTHERWISE and not question.has_parts
    if not asks or not _SIZE.search(fold(question.text)) or question.of_kind("entity"):
        return False
    if any(u.is_quantity and u.weight >= TELLING and not _is_scale(u) for u in question.units):
        # 「战略基金总规模」 has a quantity of its own.
        return False
    fields = [n for n, u in enumerate(question.units) if u.kind == "concept" and u.things and not u.is_quantity]
    figures = [f for f in items if f.is_number and len(f.own) == len(question.units)]
    return bool(fields) and not any(all(f.own[n] >= _SAID for n in fields) and f.item.kind == "figure" for f in figures)


def _wants_another_year(question: Question, items: Sequence[Found]) -> bool:
    """How much or how many of something there were in a year is asked, and no number at all is told."""
    names_quantity = any(u.names_quantity and u.weight >= TELLING for u in question.units)
    asks = question.roles & {"number", "count"} and not question.roles & _OTHERWISE and not question.has_parts
    if not (question.years and names_quantity and asks) or question.doubts:
        return False
    return all(f.item.figure is None and f.item.kind not in {"rank", "membership"} for f in items)


_RULES = (
    _wants_another_year,
    _wants_another_run,
    lacks_the_others_rate,
    _wants_the_months,
    _wants_the_size_of_a_field,
    _wants_the_level_before,
    _wants_a_rate,
    _wants_the_other,
    _wants_a_standing,
    _wants_a_tie,
    _wants_a_forecast,
    wants_a_climb,
    wants_how_much_it_grew,
    _wants_both_rates,
    _wants_the_other_side,
)
