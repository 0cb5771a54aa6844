"""Whether the very attribute is told that a question asks for, not only the thing that it asks it of.

The contract value of ten months is not that of the year, a cap is no cap of another loan, and that
there are 58 service providers does not say who they are, nor how many of them are from elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rdflib import URIRef

from dgkg.ask.fit.asked_value import scope_in
from dgkg.ask.fit.bodies import tells_body
from dgkg.ask.fit.told_value import is_within, stands_in_words
from dgkg.ask.items.index import Index, numbers_in
from dgkg.ask.items.search import CHANGES, COVERED, Found
from dgkg.ask.language.question import HEAVY, TELLING, Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.states.origin import has_its_origin
from dgkg.ask.states.standing import holds, place_in
from dgkg.namespaces import DGO, DGS, RDF, UNIT
from dgkg.pattern import pattern

__all__ = ["counts_people", "tells_attribute", "tells_standing"]

_WORKED_OUT = {"share", "ratio", "sum", "difference", "average", "base", "times", "rank", "growth"}
_MANY = frozenset({"list", "who", "sum", "difference", "ratio", "share", "compare", "highest", "base", "average"})
_PAID = pattern(
    r"发放|放款|放贷|投放|支出|拨付|兑现|发了|已发|花了|放了|放出|贷出|贷了|借出|发出"
    r"|\b(?:paid|disbursed|lent|handed out|spent|granted so far|loaned)\b"
)
_ON_AVERAGE = pattern(r"平均|均摊|\baverage\b|\bmean\b")
_TERM = pattern(r"how long|多久|多长|期限|几年")
_RATE = pattern(r"\b(?:ratio|rate|margin)s? (?:of|for|at)\b|(?<![效概汇税利])率(?:是|为|有)?(?:多少|几)?[?？]?$")
_YUAN = pattern(
    r"多少(?:万亿|[亿万])?(?:美?元)|多少钱|多少\w{0,2}(?:价值|估值)|(?:价值|估值)(?:是|为)?多少"
    r"|\bhow (?:much money|many (?:yuan|dollars|rmb))\b"
)
_BUDGET = pattern(r"(?<!whose )(?<!which )\bbudgets?\b|(?<!谁的)(?<!哪级)(?<!哪里的)(?:预算|经费|造价|拨款)")
# What somebody has to pay.
_PAY = pattern(
    r"\bwhat (?:did|do|does|has|have|would|will) (?:[\w'-]+ ){1,8}(?:pay|spend|charge|earn|cost)\b(?! for itself)"
)
_MONEY = {UNIT.CCY_CNY, UNIT.CCY_USD}
_AMOUNTS = {*_MONEY, UNIT.NUM, UNIT.PERCENT}
_FUNDS = pattern(r"贷款|多少款|资金|[亿万]元|多少[万亿]|钱|\b(?:loans?|funds?|money|yuan)\b")
_SIZED = pattern(
    r"\bwhat (?:[\w-]+ ){0,3}?(?:size|capacity|area|length|height|weight|width|price|speed|power|salary|wage|rent|fee"
    r"|book value|cost|score)\b"
    r"|多[大高长重快宽](?!区域|程度|范围)|面积|产能|尺寸|价格|单价"
)
_SCORE = pattern(r"score")
_TOP = pattern(r"\b(?:top|first|best|winn\w+)\b|\b\d+(?:st|nd|rd|th)\b")
_SPACIOUS = pattern(r"capacity|area|length|height|weight|width|speed|power|面积|产能|尺寸|多[高长重快宽]")
_PEOPLE_COUNTED = pattern(
    r"\bhow many (?:\w+ ){0,2}(?:people|persons|staff|workers|employees|students|jobs|participants|attendees"
    r"|professionals|specialists|experts|engineers|graduates)\b"
    r"|\bheadcount\b|(?:员工|职工|工人|雇员|从业人员|用工|学生|参会|参加|到场)(?:总)?人?数|多少(?:个|名|位)?(?:人(?!工)|员工|职工|工人|学生|人员)|几(?:个|名|位)?(?:人(?!工)|员工|职工)"
)
_PERSONS = pattern(r"\d[^\d]*[人名]")
_PEOPLE = pattern(r"人数|人次|人员|people|person|participant|attendee|recipient")
_NUMBERED = pattern(r"第几|几名|几位|名次|排名|排行|\branks?\b|\branked\b|\branking\b|\bplaced?\b")
# What the source does, where it is asked how it puts a thing: 「where does the report place it nationally」.
_PUTS = pattern(r"\bwhere (?:does|did|do) [^,?;]*?\b(?:ranks?|places?)\b")
_AT_A_PLACE = pattern(r"\b\d+(?:st|nd|rd|th)\b|\b(?:second|third|fourth|fifth)\b|第[一二三四五\d]")
_REASON = 0.2
# What the passage says in the question's own word.
_IN_PASSING = 0.54
_IN_WORDS = {"statement"}
_TOLD_IN_WORDS = {"statement", "activity", "intention", "measure"}
_HALF, _BARELY = 0.5, 0.4
_REASON_GIVEN = pattern(
    r"\b(?:meant to|in order to|so (?:that|as)|because|due to|owing to|to (?:meet|overcome|solve|reduce|cut|ensure)"
    r"|being|hold(?:s|ing)? back|slow(?:ed|s) down|(?:has|have) slowed|given (?:the|its))\b"
    r"|意在|旨在|为了|以便|化解|针对的?是|由于|因为|因而|导致|使得|拖慢|制约|源于|出于|受.{1,20}影响|易受"
)
_BUILT = pattern(r"建|打造|搭|设立|\b(?:buil[dt]|building|set(?:ting)? up|create[ds]?)\b")
_DOES = pattern(
    r"[，,](?:对|以|用于|使|让|实现)"
    r"|\b(?:system|platform|centre|center|base|alliance|tool|network)s? (?:that|which) [a-z]+"
)
# Why something is called so is told by what it is or did.
# Why something is built is told by what it does.
_WHAT_FOR = pattern(
    r"为(?:什么|何|啥)(?:要?(?:建|设|推出|搞|做|开发|打造|搭|成立|组建|创办)|要(?:推广|治理|办|举办|用|有))"
    r"|^why (?:the|an?|have|set(?:ting)? up|build|building|found|founding|establish|establishing|launch|launching) "
    r"|^why (?:is|are|was|were|did|has|have) .*\b(?:build|built|set up|creat\w+|launch\w*|develop\w*|introduc\w+)\b"
)
_CALLED_SO = pattern(r"\bcalled\b|\bknown as\b|\bdubbed\b|\bnamed\b|称为|称作|叫做|叫作")
_WHOLE_YEAR = pattern(r"full[- ]year|whole year|entire year|全年")
_MONTHS = pattern(r"/period-20\d\d-\d\d(?:-\d\d)?$|/period-20\d\d-01-10$|month")
_WHAT_NUMBER = pattern(r"(?:[是指]|代表)[^，。？?]{0,16}什么(?:数(?![据字量值额])|指标|口径)")
_THAT_YEAR = pattern(
    r"20\d\d年?(?:单年|当年|一年)?新|单年|(?:in|during|for) 20\d\d (?:alone|only)\b|\b(?:just|only) in 20\d\d\b"
)
_NEW_ONES = pattern(r"\bhow many (?:new|additional|extra) (?!energy|generation|retail|media)(?! )")
_DUE = pattern(
    r"预计|预期|(?:何时|什么时候|啥时候|哪一?[年天]|几时)(?:才)?(?:能|会|可以|可望|有望)|将于"
    r"|\bwhen (?:will|is \w+ going to)\b|\bby (?:when|what year)\b"
    r"|\b(?:expected|due|scheduled|slated|planned) (?:to|for|in|by)?\b"
)
_PARTITIVE = pattern(
    r"里(?:面|头)?有?多少|中有?多少|当中|其中|里.{0,8}占"
    r"|里[，,]?[^，。？?]{0,12}(?:有|占)(?:几|多少)"
    r"|\d[^，。？?]{0,12}[，,][^，。？?]{1,10}(?:占|有)(?:了)?(?:几|多少)"
    r"|\bof (?:the|those|these)\b|\bamong (?:the|those|these)\b|\bhow (?:much|many) of\b"
)


def tells_attribute(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether what is chosen tells the attribute that a question asks for."""
    return all(rule(index, question, chosen) for rule in _RULES)


def _figures(chosen: Sequence[Found]) -> list[Found]:
    return [f for f in chosen if f.item.figure is not None]


def _says_something_new(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Of 「56家里有多少家是外地的」 the 56 is no answer: it is what was asked from."""
    asks = question.roles & {"number", "share", "ratio"} and not (
        question.doubts or question.roles & {"sum", "difference"}
    )
    if not asks or not question.numbers or not _PARTITIVE.search(fold(question.text)):
        return True
    units = {UNIT.NUM} if "count" in question.roles else _MONEY if "amount" in question.roles else None
    figures = [f for f in _figures(chosen) if units is None or (f.item.figure and f.item.figure.unit in units)]
    given = {f.page for f in _figures(chosen) if not f.item.numbers.isdisjoint(question.numbers)}
    if not given:
        return True
    figures = [f for f in figures if CHANGES.isdisjoint(f.item.data.get(DGO.indicator, ()))]
    return any(f.item.numbers.isdisjoint(question.numbers) and f.page in given for f in figures)


def _is_not_given_back(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """A number that a question gives itself, also within a name (58家服务商), is no answer to it."""
    given = numbers_in(fold(question.text))
    if "number" not in question.roles or question.doubts or question.roles & _WORKED_OUT or not given:
        return True
    if _WHAT_NUMBER.search(fold(question.text)):
        # What they are of is told by what prints them: 「312家是什么数」.
        return True
    figures = _figures(chosen)
    return not figures or any(not f.item.numbers or not f.item.numbers <= given for f in figures)


def _is_an_average(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """What each has on average is told by no upper limit."""
    # 「what does LPR mean」 asks for no mean.
    asks = "average" in question.roles and _ON_AVERAGE.search(fold(question.text))
    if not asks or question.doubts or "cap" in question.roles:
        return True
    figures = _figures(chosen)
    return not figures or not all(_is_limit(f) for f in figures)


def _is_limit(f: Found) -> bool:
    figure = f.item.figure
    return DGO.Cap in f.item.data.get(RDF.type, ()) or (figure is not None and figure.value is None)


def _says_why(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """A reason is asked of more than names, and told in words, never by a figure alone."""
    text = fold(question.text)
    if not question.asks_why or _CALLED_SO.search(text) or (_WHAT_FOR.search(text) and _is_for(question, chosen)):
        return True
    scope = scope_in(fold(question.text))
    places = {str(v) for f in chosen if is_within(f, scope) for v in f.item.data.get(DGO.rank, ())}
    if _AT_A_PLACE.search(question.text) and places.isdisjoint(numbers_in(fold(question.text))):
        # A place that is taken for granted may be another.
        return True
    asks = any(u.kind not in {"entity", "place"} and u.weight >= _REASON for u in question.units)
    telling = [n for n, u in enumerate(question.units) if u.weight >= TELLING and not u.things & question.wider]
    if any(f.item.kind in _TOLD_IN_WORDS and _gives_reason(question, f) for f in chosen):
        return True
    # What is asked about is told by one of them, not by several that each tell of a part of it.
    return asks and any(
        f.item.kind in _IN_WORDS
        and all(f.own[n] >= COVERED or (not f.is_number and f.covered[n] >= _IN_PASSING) for n in telling)
        for f in chosen
    )


def _is_for(question: Question, chosen: Sequence[Found]) -> bool:
    """Whether it is told in words what the thing that is named does: why it is built."""
    named = [n for n, u in enumerate(question.units) if u.kind == "entity"]
    return any(f.item.kind in _TOLD_IN_WORDS and named and all(f.own[n] >= COVERED for n in named) for f in chosen)


def _gives_reason(question: Question, f: Found) -> bool:
    """Whether what is said of all that is named says what it is for or comes of, and tells half of the question."""
    named = [n for n, u in enumerate(question.units) if u.kind != "word" and u.weight >= TELLING]
    told = sum(u.weight for u, c in zip(question.units, f.covered, strict=True) if c >= _BARELY)
    said = " ".join(str(text) for text in f.item.data.get(DGO.assertion, ()))
    is_of_it = all(f.own[n] >= COVERED for n in named if not question.units[n].things & question.wider)
    # Why something is built is told by what it does.
    is_for = _BUILT.search(fold(question.text)) and _DOES.search(fold(said))
    return is_of_it and told >= _HALF * question.weight and bool(is_for or _REASON_GIVEN.search(fold(said)))


def _is_of_whole_year(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """The figure of ten months is not that of the year."""
    if not _WHOLE_YEAR.search(fold(question.text)) or question.doubts:
        return True
    if any(question.numbers & f.item.numbers for f in _figures(chosen)):
        return True
    periods = [str(p) for f in _figures(chosen) for p in f.item.data.get(DGO.refPeriod, ())]
    return not periods or not all(_MONTHS.search(p) for p in periods)


def _is_of_that_year(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """What one year alone has added is told by no running total."""
    text = fold(question.text)
    if not (_THAT_YEAR.search(text) or _NEW_ONES.search(text)) or question.doubts or question.roles & _WORKED_OUT:
        return True
    figures = _figures(chosen)
    return not figures or not all(
        DGS.cumulative in f.item.data.get(DGO.accumulation, ()) and f.item.figure and f.item.figure.unit == UNIT.NUM
        for f in figures
    )


def _is_dated_ahead(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """When something is expected is told by a date of that thing, not by its status."""
    if "date" not in question.roles or "yesno" in question.roles or not _DUE.search(fold(question.text)):
        return True
    return any(DGO.plannedDate in f.item.data or f.item.relation == DGO.plannedDate for f in chosen)


def _holds_the_place(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Who is first is told by what is first, not by who is fourth on the same list."""
    place = place_in(question.text)
    asks = question.roles & {"list", "who", "where", "compare"}
    ranks = [f for f in chosen if f.item.kind == "rank"]
    if place is None or not asks or not ranks or question.doubts or question.roles & {"number", "count"}:
        return True
    return any(holds(f, place) for f in ranks)


def tells_standing(question: Question, f: Found) -> bool:
    """Whether an item says in words how a thing stands among others, where no number of a place is asked for."""
    return stands_in_words(f) and not _NUMBERED.search(_PUTS.sub(" ", fold(question.text)))


def _ranks_the_thing(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Where the place of a thing in a ranking is asked for, it is that of this thing, in this field."""
    if "rank" not in question.roles or question.has_parts or question.doubts or question.roles & _MANY:
        return True
    named = [
        n for n, u in enumerate(question.units)
        if u.kind in {"entity", "concept"} and u.weight >= TELLING and not u.is_quantity
        and not u.things & question.wider
    ]  # fmt: skip
    placed = [
        f for f in chosen
        if f.item.kind in {"rank", "recognition"} or tells_standing(question, f)
        or (f.item.figure is not None and f.item.figure.unit not in _AMOUNTS)
    ]  # fmt: skip
    types = index.words.gazetteer.types

    def is_of(f: Found, n: int) -> bool:
        # Firms of a field (软件企业) are told by the field, in a passage on them.
        firms = any(DGO.EnterpriseType in types.get(t, ()) for t in question.units[n].things)
        return f.own[n] >= COVERED or (firms and f.covered[n] >= COVERED)

    if not all(any(is_of(f, n) for f in placed) for n in named):
        return False
    places = [n for n, u in enumerate(question.units) if u in question.places and not u.things & question.wider]
    if not places or any(f.own[n] >= COVERED for f in placed for n in places):
        return True
    # 「松山湖软件生态的核心企业，它排第几」: what is ranked is led to.
    led_to = {t for f in chosen if f not in placed and any(f.own[n] >= COVERED for n in places) for t in f.item.things}
    return any(not led_to.isdisjoint(f.item.data.get(DGO.rankedEntity, ())) for f in placed)


def _is_paid_out(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """What was paid in all is told by no upper limit of what may be."""
    text = fold(question.text)
    if "number" not in question.roles or "cap" in question.roles or question.doubts:
        return True
    if not ("cumulative" in question.roles or _PAID.search(text)) or _TERM.search(text):
        return True
    paid = [f for f in chosen if f.is_number and DGO.Cap not in f.item.data.get(RDF.type, ())]
    if _FUNDS.search(text):
        paid = [f for f in paid if f.item.figure is not None and f.item.figure.unit in _MONEY]
    return bool(paid)


def _is_a_rate(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Where a rate of a thing is asked for, one is told, or the quantity that is named."""
    if not _RATE.search(fold(question.text)) or question.doubts or question.has_parts:
        return True
    quantities = [n for n, u in enumerate(question.units) if u.names_quantity]
    return any(
        f.item.figure is not None
        and (f.item.figure.unit == UNIT.PERCENT or any(f.own[n] >= COVERED for n in quantities))
        for f in chosen
    )


def _is_money(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Where an amount of money is asked for, one is told."""
    text = fold(question.text)
    if not (_YUAN.search(text) or _BUDGET.search(text) or _PAY.search(text)) or (
        question.doubts or question.roles & {"growth", "share", "rank", "base"}
    ):
        return True
    return any(f.item.figure is not None and f.item.figure.unit in _MONEY for f in chosen)


def _is_sized(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Where it is asked how large, long or dear something is, a figure is told; of a size no sum of money."""
    asked = _SIZED.search(fold(question.text))
    if asked is None or question.roles & {"yesno", "same"}:
        return True
    if asked[0] > "\u3400" and "list" in question.roles and "number" not in question.roles:
        # 「布局产能的哪些机遇」 only describes something by it.
        return True
    # 「what score made it top」 takes a place for granted, which may be another.
    is_score = _SCORE.search(asked[0]) and not _TOP.search(fold(question.text))
    numbers = [f for f in chosen if f.is_number and (f.item.kind != "rank" or not is_score)]
    if _SPACIOUS.search(asked[0]):
        numbers = [f for f in numbers if f.item.figure is None or f.item.figure.unit not in _MONEY]
    return bool(numbers)


def counts_people(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Where people are counted, the figure is of people."""
    if not _PEOPLE_COUNTED.search(fold(question.text)) or question.doubts or question.has_parts:
        return True

    named = [n for n, u in enumerate(question.units) if u.kind == "entity" and u.weight >= HEAVY]

    def is_of_people(f: Found) -> bool:
        if named and not any(f.own[n] >= COVERED for n in named):
            # The staff of a firm is not who else is counted in the same sentence.
            return False
        measures = [t for t in f.item.data.get(DGO.indicator, ()) if isinstance(t, URIRef)]
        labels = " ".join(name for t in measures for name in index.lexicon.names.get(t, ()))
        return bool(f.item.figure and (_PERSONS.search(f.item.figure.text) or _PEOPLE.search(labels)))

    return any(map(is_of_people, chosen))


_RULES: tuple[Callable[[Index, Question, Sequence[Found]], bool], ...] = (
    _ranks_the_thing, _is_paid_out, _is_a_rate, _is_money, _is_sized, counts_people, _says_something_new,
    _is_not_given_back, _is_an_average, tells_body, has_its_origin, _says_why,
    _is_of_whole_year, _is_of_that_year, _is_dated_ahead, _holds_the_place,
)  # fmt: skip
