"""What is worked out for a question, by whichever way its words ask for, and what is not, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dgkg.ask.evidence.averages import of_another_period, of_each
from dgkg.ask.evidence.choice import choose
from dgkg.ask.items.fitting import fits
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, Found, coverage, search
from dgkg.ask.language.method import asks_exactly
from dgkg.ask.language.question import DOUBTING, Question
from dgkg.ask.language.rounding import decimals_in
from dgkg.ask.language.sides import sides_of
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.against_third import against_third
from dgkg.ask.sums.arithmetic import apart, compute
from dgkg.ask.sums.asked_noun import asked_noun, is_named
from dgkg.ask.sums.backwards import exact_share, increase, limit_reached, others_rate, part, whole
from dgkg.ask.sums.by_numbers import by_numbers
from dgkg.ask.sums.complement import complement
from dgkg.ask.sums.computed import Computed
from dgkg.ask.sums.foremost import Foremost
from dgkg.ask.sums.limits_apart import limits_apart
from dgkg.ask.sums.months_apart import months_apart
from dgkg.ask.sums.multiple import multiple
from dgkg.ask.sums.operands import agree
from dgkg.ask.sums.others_by_share import others_by_share
from dgkg.ask.sums.pairing import Unlike, put_together, rest_in_whole, share_of_whole
from dgkg.ask.sums.per_piece import per_piece
from dgkg.ask.sums.per_time import asks_per_time, per_time
from dgkg.ask.sums.rate_applied import rate_applied
from dgkg.ask.sums.rest import rest
from dgkg.ask.sums.several import lists_several, several
from dgkg.ask.sums.share_of_sum import share_of_sum
from dgkg.ask.sums.spread import group_asked_for, spread
from dgkg.ask.sums.stock_growth import stock_growth
from dgkg.ask.sums.sums import asks_below_scale
from dgkg.namespaces import DGO, UNIT
from dgkg.pattern import pattern

__all__ = ["reckon"]

_PAIR, _STATED = 2, 0.75
_BY_HOW_MUCH = pattern(r"\bby how (?:many|much)\b")
_RATIO = pattern(r"\bratio (?:of|between)\b|\bdivided by\b|除以|之比")
_SIGNS = {"÷": "times", "−": "difference"}
# Who asks for the sum of things by such a word wants no list of them instead.
_ADDS = pattern(r"加起来|加在一起|相加|之和|总和|合计|\bsums? of\b|\badd(?:s|ed)? up\b|\btotal of\b")


def reckon(
    index: Index, question: Question, found: Sequence[Found], items: Sequence[Found], first: Sequence[Foremost]
) -> Computed | Unlike | None:
    """What is worked out: from what answers a question, from what was compared, from what its words put together."""
    reckoned: Computed | Unlike | None = _held_or_spread(index, question, found)
    if reckoned is None and not asks_per_time(question):
        reckoned = _reckoned(index, question, found, items, first)
    if isinstance(reckoned, Computed) and reckoned.sign == "+" and reckoned.then is None:
        reckoned = replace(reckoned, then=share_of_whole(index, question, reckoned))
    # A level of an earlier year is no rest of what there is now.
    is_past = any(year < question.reported for year in question.years)
    if isinstance(reckoned, Computed) and reckoned.then is None and question.roles & {"share", "ratio"} and not is_past:
        reckoned = replace(reckoned, then=rest_in_whole(reckoned))
    if isinstance(reckoned, Computed) and reckoned.then is None:
        reckoned = replace(reckoned, then=of_another_period(index, question, reckoned))
    if isinstance(reckoned, Computed) and (decimals := decimals_in(question.text)) is not None:
        then = replace(reckoned.then, decimals=decimals) if reckoned.then else None
        return replace(reckoned, decimals=decimals, then=then)
    return reckoned


def _reckoned(
    index: Index, question: Question, found: Sequence[Found], items: Sequence[Found], first: Sequence[Foremost]
) -> Computed | Unlike | None:
    # 「what share is built」 asks for no state, 「是它的几倍，它投用了吗」 for a number and for a state.
    asks = not question.roles & (DOUBTING - {"status"}) or bool(question.roles & {"number", "times"})
    # "did A outpace B, and by how many points": the second half asks for a number.
    asks = asks or bool("difference" in question.roles and _BY_HOW_MUCH.search(fold(question.text)))
    told = (computed for way in _WAYS if asks and (computed := way(index, question, found)) is not None)
    if (known := next((computed for computed in told if computed.is_known), None)) is not None:
        return known
    # 「the ratio of A to B」 says which is divided by which.
    roles = question.roles | ({"times"} if _RATIO.search(fold(question.text)) else set())
    sided = put_together(index, question) if asks and roles & {"times", "difference"} else None
    if isinstance(sided, Computed) and _SIGNS.get(sided.sign, "") in roles:
        # 「松山湖43家的营收是南城57家的几倍」: the sides say what is divided, whatever numbers stand beside.
        return sided
    if "difference" in question.roles and any(sides.way == "less" for sides in sides_of(question.text)):
        # Of several that are to be taken off, one alone leaves another rest.
        return None
    computed = _computed(index, question, found, items, first)
    if computed is None and asks:
        computed = per_piece(index, question, found) or by_numbers(index, question, found)
    if computed is not None or not asks or _is_stated(question, found):
        return computed
    return _by_sides(index, question, found)


def _by_sides(index: Index, question: Question, found: Sequence[Found]) -> Computed | Unlike | None:
    """What a question puts together by its words, or why that makes nothing."""
    together = put_together(index, question)
    if isinstance(together, Unlike):
        return together if _ADDS.search(fold(question.text)) else None
    return together or _no_average(index, question, found)


def _held_or_spread(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """What is held against a third, what lies between two dates, and what is spread over the days of a period."""
    held = against_third(index, question, found, lambda inner, of: _reckoned(index, inner, of, of, ()))
    return held or months_apart(index, question, found) or per_time(index, question, found)


def _computed(
    index: Index, question: Question, found: Sequence[Found], items: Sequence[Found], first: Sequence[Foremost]
) -> Computed | None:
    """What two figures make that a question names, or that were held against each other, or of the year before."""
    # That a figure is of firms above designated size answers no question for the others, but tells how many there are.
    able = items or asks_below_scale(question)
    # 「which is larger, and by how much」 asks how far the two lie apart that were held against each other.
    computed = apart(*first[0].figures) if _are_two_apart(question, first) else None
    if computed is None and able:
        computed = compute(index, question, [f for f in found if fits(index, question, f)])
    if computed is not None and not _makes_what_is_asked(index, question, computed):
        computed = None
    asks_how_many = question.roles & {"number", "count", "amount"}
    is_told = any(f.is_number for f in items) if asks_how_many else bool(items)
    return _of_the_year_before(index, question) if computed is None and not is_told else computed


def _are_two_apart(question: Question, first: Sequence[Foremost]) -> bool:
    alike = {frozenset(f.item.node for f in each.figures) for each in first}
    return "difference" in question.roles and len(alike) == 1 and len(first[0].figures) == _PAIR


def _makes_what_is_asked(index: Index, question: Question, computed: Computed) -> bool:
    """Whether no two are the sum of three that are listed, and counts are of what is asked: not of racks."""
    if computed.sign == "+":
        if "amount" in question.roles and all(
            f.item.figure is not None and f.item.figure.unit == UNIT.NUM for f in computed.operands
        ):
            # 「102个项目一共要投多少钱」 is told by what is stated of them, not by how many there are.
            return False
        return len(computed.operands) >= lists_several(question)
    levels = [f for f in computed.operands if not set(f.item.data.get(DGO.indicator, ())) & CHANGES]
    counts = [f for f in levels if f.item.figure is not None and f.item.figure.unit == UNIT.NUM]
    if (
        computed.sign != "−"
        or computed.is_of_parts
        or len(counts) < _PAIR
        or agree(counts[0], counts[1], DGO.indicator)
    ):
        return True
    asked = asked_noun(index, question)
    return all(is_named(index, asked, f) for f in counts)


def _is_stated(question: Question, found: Sequence[Found]) -> bool:
    """Whether the share that is asked for is stated, and nobody asks to work it out."""
    if not question.roles & {"share", "ratio"} or decimals_in(question.text) is not None:
        return False
    if asks_exactly(fold(question.text)):
        return False
    rates = (f for f in found if f.item.figure is not None and f.item.figure.unit == UNIT.PERCENT)
    return any(
        coverage(question, [f.own]) >= _STATED for f in rates if not set(f.item.data.get(DGO.indicator, ())) & CHANGES
    )


def _no_average(index: Index, question: Question, found: Sequence[Found]) -> Unlike | None:
    """The rates of a group whose average is asked for: of unlike things, each with a base of its own, there is none."""
    if "average" not in question.roles or "growth" not in question.roles:
        return None
    group = group_asked_for(index, question, found)
    return Unlike("average", tuple(group)) if group else None


def _of_the_year_before(index: Index, question: Question) -> Computed | None:
    """A level of the year before the reported one, of which the source states only the growth since.

    The figures of the year after must answer the question but for its year.
    """
    roles = question.roles
    years = question.years
    # 「2023年累计6407家，那2022年底多少家」 gives the year that it works back from.
    is_before = years == {index.year - 1} or (
        years <= {index.year - 1, index.year}
        and (index.year - 1 in years or "base" in roles)
        and not roles & {"compare", "difference", "sum"}
    )
    if not is_before or roles & {"rank", "list", "who"} or ("growth" in roles and "base" not in roles):
        return None
    asked = (roles - {"growth"}) | {"number"}
    if years != {index.year - 1}:
        asked -= {"new"}
    after = replace(question, years=frozenset({index.year}), numbers=frozenset(), roles=asked)
    found = search(index, after)
    if not choose(index, after, found):
        return None
    return compute(index, replace(question, roles=roles | {"base"}), [f for f in found if fits(index, after, f)])


_WAYS = (
    stock_growth,
    rest,
    several,
    spread,
    increase,
    whole,
    part,
    others_rate,
    rate_applied,
    limit_reached,
    limits_apart,
    exact_share,
    of_each,
    complement,
    others_by_share,
    share_of_sum,
    multiple,
)
