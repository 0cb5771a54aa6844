"""The kind of value that a question expects: two figures to compare, one part of a total, a reason, a method, a name.

That a passage tells of all that a question names is not enough: the total of imports and exports
is no export, one growth rate does not say which of three firms grew fastest, and what was done is
no reason why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rdflib import URIRef

from dgkg.ask.items.fitting import is_of_all_members
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, Found
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO, UNIT
from dgkg.pattern import pattern

__all__ = ["is_in_percent", "tells_expected", "tells_of_several", "two_compared"]

_THAN = pattern(
    r"(?<!\bother )(?<!\brather )\bthan\b"
    r"|\bcompared? (?:to|with)\b|\bcompare\b|相比|比较|对比|多还是少|高还是低|快还是慢"
    r"|(?<![同环占百对])比(?!重|例).{1,12}[多少高低快慢大小强弱]|谁的?.{0,8}[多高低快慢大小强弱](?:一?[些点])?[?？]?$"
)
_PAIR = 2
_EXPORTS = pattern(r"出口|\bexport(?:s|ed|ing)?\b")
_IMPORTS = pattern(r"进口|\bimport(?:s|ed|ing)?\b|进出口")
_BOTH_WAYS = pattern(
    r"进出口|\bimports? (?:and|plus) exports?\b|\bexports? (?:and|plus) imports?\b"
    # 「IC trade and the value of IC exports」: both are asked for.
    r"|\btrade and (?:[\w-]+ ){0,4}?exports?\b"
)
# What a question only sets aside: 「进口了多少（不算出口）」.
_SET_ASIDE = pattern(
    r"(?:不算|不含|不包括|不包含|不计|除[去掉了]|扣除|剔除|而不是|而非)[^，。？?；]{0,6}?(?:出口|(?<!出)进口)"
    r"|\b(?:not (?:counting|including)|exclud(?:ing|es?)|leaving (?:out|aside)|without|rather than|instead of|less|not)"
    r" (?:the |its |any )?(?:\w+ )?(?:exports?|imports?)\b"
)
# The one way itself is asked for: 「进口了多少」.
_WAY_ASKED = pattern(
    r"(?<!进)(?:出口|进口)[了额值量]*(?:是|为|有|达)?多少"
    r"|\bhow much (?:did|has|have) [^?]*\b(?:import|export)(?:ed)?\b|\bvalue of [^?]*\b(?:import|export)(?:s|ed)\b"
)
_THAN_EITHER = pattern(
    r"超过|大于|高于|多于|少于|低于|顺差|逆差|\b(?:exceed|more than|less than|outweigh|surplus|deficit)\w*"
)
_HOW = pattern(
    r"\bhow (?:is|are|was|were|does|do|did)\b.*"
    r"\b(?:calculated|computed|measured|defined|determined|selected|chosen|scored|assessed|decided|work(?:ed)? out)\b"
    r"|怎么算|如何计算|怎么计算|怎么得|如何得出|怎么统计|如何统计|怎么测算|计算方法|统计口径|怎么定|如何评(?!价)|怎么评(?!价)|怎么选|如何选"
)
_IN_PERCENT = pattern(
    r"\bin per ?cent\b|\bwhat (?:percentage|per ?cent|portion|proportion|fraction)\b|百分之几|百分比是|几成"
    r"|比例(?:是|为)?多少|多大比例|多少比例"
)
_MOST_OF_KIND = pattern(
    r"最[多大高快强好][^，。？?]{0,3}的[^，。？?]{1,6}(?:是|叫)(?:什么|啥)|哪一?[家个所座款类种项].{0,12}最[多大高快早少低慢]|最[多大高快早少低慢].{0,6}的?是哪[家个所座款]"
    r"|\bwhich (?:[\w'-]+ ){1,6}(?:the )?(?:most|largest|biggest|highest|fastest|lowest|fewest|smallest)\b"
)
# What is counted, as far as it may be named.
_COUNTED = pattern(
    r"(?:多少|几)[家个名项]?(?![家户亿万千元美钱百倍]|成(?!员))[\u3400-\u9fff]{2,8}"
    r"|\bhow many(?! (?:does|do|did|more|are|were|is|was|has|have|of)\b)(?: [\w'/-]+){1,5}"
)
_FIRM_WORDS = pattern(
    r"企业|公司|家|商|厂|户|主体|机构|单位|会员|成员|银行|店|中心|园区"
    r"|firm|compan|enterpris|business|manufactur|provider|maker|shop|bank|supplier|vendor|merchant|member|participant"
    r"|developer|partner|player|agenc|institution|centre|center|start[- ]?up|spin-?off|operator|exhibitor|entit"
    r"|clinic|factor|plant"
    r"|tenant|occup|bod(?:y|ies)\b|\bunits?\b|organi"
)
_OF_FIRMS = pattern(r"家次?$")
_WORDS = {"statement", "intention", "activity"}
# What a figure is of, and not what it measures.
_OF = (
    DGO.subject, DGO.refArea, DGO.industry, DGO.product, DGO.population, DGO.rankedEntity, DGO.ofIndicator,
)  # fmt: skip
_SINGLE = pattern(r"谁|哪[一个家]|\bwh(?:o|ich|ose)\b")


def tells_expected(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether what is chosen has a value of the kind that a question expects."""
    return all(rule(index, question, chosen) for rule in _RULES)


def two_compared(question: Question) -> list[int]:
    """The numbers of the parts of a question that are compared with one another; none where fewer than two are."""
    text = fold(question.text)
    of_several = "highest" in question.roles and question.roles & {"who", "compare", "list"}
    if not (_THAN.search(text) or of_several) or "same" in question.roles or question.numbers:
        return []
    named = [
        n for n, u in enumerate(question.units)
        if u.kind in {"entity", "place"} and (not u.things & question.wider or u.things == question.city)
    ]  # fmt: skip
    return named if len(named) >= _PAIR else []


def _compares_both(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Two things are compared by a number of each, or by one that is said of both."""
    if not (named := two_compared(question)):
        return True
    if "sum" in question.roles and any(is_of_all_members(index, question, f) for f in chosen):
        # What two have together is told of both.
        return True
    measured: dict[object, set[int]] = {}
    for f in chosen:
        what = {t for p in (DGO.indicator, DGO.rankedBy) for t in f.item.data.get(p, ())} if f.is_number else set()
        for t in what:
            measured.setdefault(t, set()).update(n for n in named if f.own[n] >= COVERED)
    return any(len(of) >= _PAIR for of in measured.values())


def _names_the_most(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Which one of a kind, or of some, has most is told by a rank, or by figures of more than one of them."""
    if "highest" not in question.roles or question.doubts:
        return True
    text = fold(question.text)
    has_figure = any(f.item.figure is not None for f in chosen)
    of_some = has_figure and question.roles & {"who", "compare"} and _SINGLE.search(text)
    if not (of_some or _MOST_OF_KIND.search(text)):
        return True
    return any(f.item.kind == "rank" for f in chosen) or tells_of_several(chosen)


def _counts_no_firms(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Where orders or chips are counted, a number of firms is none of them."""
    counted = _COUNTED.search(fold(question.text))
    if (
        not question.roles & {"count", "number"}
        or question.asks_several
        or question.doubts
        or counted is None
        or _FIRM_WORDS.search(counted[0])
    ):
        return True
    asked = {t for u in question.units if u.is_quantity for t in u.things}
    amounts = [f for f in chosen if f.item.figure is not None and f.item.figure.unit != UNIT.NUM]
    if any(asked & set(f.item.data.get(DGO.indicator, ())) for f in amounts):
        # 「做出多少产值」 counts nothing: the amount is told.
        return True
    counts = [f.item.figure.text for f in chosen if f.item.figure is not None and f.item.figure.unit == UNIT.NUM]
    return not counts or not all(_OF_FIRMS.search(text) for text in counts)


def tells_of_several(chosen: Sequence[Found]) -> bool:
    """Whether one quantity is told of more than one thing."""
    of: dict[object, set[object]] = {}
    for f in chosen:
        if f.item.figure is not None:
            for indicator in f.item.data.get(DGO.indicator, ()):
                of.setdefault(indicator, set()).add(frozenset(t for p in _OF for t in f.item.data.get(p, ())))
    return any(len(subjects) > 1 for subjects in of.values())


def _goes_one_way(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """What was exported is told by no total of imports and exports, nor the other way round."""
    # 「进出口当中，出口是多少」: what stands beside the total is one way.
    text = _SET_ASIDE.sub(" ", _BOTH_WAYS.sub(" ", fold(question.text)))
    out, into = bool(_EXPORTS.search(text)), bool(_IMPORTS.search(text))
    if not (out or into) or "growth" in question.roles:
        return True
    if question.doubts and not (out and into and _THAN_EITHER.search(text)):
        # Which of the two ways is more is told by both; any other doubt by what is stated.
        return True
    figures = [f for f in chosen if f.item.figure is not None]
    ways = [_ways_of(index, f) for f in figures if CHANGES.isdisjoint(f.item.data.get(DGO.indicator, ()))]
    if _WAY_ASKED.search(text) and out != into:
        return (out, into) in ways
    return not figures or not all(_ways_of(index, f) == (True, True) for f in figures)


def _ways_of(index: Index, f: Found) -> tuple[bool, bool]:
    """Whether a figure measures exports, and whether it measures imports."""
    measured = [t for p in (DGO.indicator, DGO.ofIndicator) for t in f.item.data.get(p, ()) if isinstance(t, URIRef)]
    labels = " ".join(index.words.label(t, "en") + index.words.label(t, "zh") for t in measured)
    # 「进出口」 has both.
    return bool(_EXPORTS.search(labels)), bool(_IMPORTS.search(labels))


def _says_how(_index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """How something is worked out or chosen is told in words, by what names it."""
    if not _HOW.search(fold(question.text)) or question.doubts:
        return True
    # 「利率怎么定」 is told by what is printed in the place of a number: 「低至同期LPR」.
    return any(
        (f.item.kind in _WORDS or _is_no_number(f)) and min(f.own, default=0.0) >= COVERED for f in chosen
    )  # fmt: skip


def _is_no_number(f: Found) -> bool:
    figure = f.item.figure
    return figure is not None and figure.value is None and figure.nominal is None


def is_in_percent(question: Question, told: Sequence[Found]) -> bool:
    """Whether what is asked for in per cent is told so; what can be worked out is worked out by now."""
    if not _IN_PERCENT.search(fold(question.text)) or question.doubts or question.roles & {"list", "who"}:
        return True
    named = [n for n, u in enumerate(question.units) if u.things]
    telling = max(named, key=lambda n: question.units[n].weight, default=None)

    def is_on_it(f: Found) -> bool:
        # What was found for a part of the question has other parts.
        return telling is None or len(f.covered) != len(question.units) or f.covered[telling] >= COVERED

    return any(f.item.figure is not None and f.item.figure.unit == UNIT.PERCENT and is_on_it(f) for f in told)


_RULES: tuple[Callable[[Index, Question, Sequence[Found]], bool], ...] = (
    _names_the_most, _counts_no_firms, _compares_both, _goes_one_way, _says_how,
)  # fmt: skip
