"""What a question claims, and whether what is stated decides it: a number, a direction, which of two is more.

「电池占集群产值两成吧」 is right or wrong by the figure of that very thing: one that is of all that the
claim names, and of nothing else that it does not name. The words that only make the claim (around a
fifth, fell, 比…多, right?) are taken off before the figure is looked for. Where no such figure is
stated, or two of them do not agree, nothing is decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rdflib import URIRef

from dgkg.ask.claimed_amounts import ClaimedAmount, amounts_claimed
from dgkg.ask.claimed_comparison import compared
from dgkg.ask.claimed_figures import GREW, GROWTH, core_of, most_telling, tells
from dgkg.ask.claimed_relations import related
from dgkg.ask.claimed_scope import (
    Misattribution,
    Scope,
    is_of_part_of_year,
    is_of_scope,
    misattributed,
    scope_alone,
    scope_in,
)
from dgkg.ask.index import Index
from dgkg.ask.question import Question
from dgkg.ask.search import CHANGES, Found, search
from dgkg.ask.spans import place_of_span
from dgkg.ask.standing import leads, place_in, runs_otherwise
from dgkg.ask.tokens import features, fold
from dgkg.interval import interval_of
from dgkg.namespaces import DGO, DGS, ID, RDF
from dgkg.pattern import pattern

__all__ = ["Verdict", "judged"]

# What a claim ends with, and begins with, only to be put to us.
_TAG = pattern(
    r"[\s,，]*(?:对不对|对吗|对吧|是吗|是吧|是不是|没错吧|是真的吗|真的吗|属实吗|吧|吗"
    r"|报告(?:里|中|上)?(?:真的?)?是?(?:这么|这样)(?:说|写)的吗"
    r"|(?:is (?:that|this) (?:really )?what (?:the report|it) (?:says|states)"
    r"|is (?:that|it) (?:right|correct|so|true)|is(?: that|n't (?:it|that)) (?:so|right|true|correct)"
    r"|(?:is|are|was|were|do|does|did|has|have|had|ca|wo)n't (?:it|they|there|that)|right|correct|true|yes|no))"
    r"[\s?？。.!！]*$"
)
_LEAD = pattern(
    r"^(?:听说|据说|有人说|是不是|是否)[，,]?|^有?(?:个)?(?:同事|朋友|领导|客户|稿子|草稿|文章|媒体)里?(?:说|写道?|称)[，,:]?"
    r"|^(?:so,? |is it true that |i (?:heard|read) (?:that )?)"
    r"|^(?:an?|the|my|our|one|some) (?:\w+ )?"
    r"(?:colleague|draft|article|friend|newspaper|post|client|boss|memo|note|slide)s? "
    r"(?:says?|said|writes?|wrote|claims?|claimed|states?|stated)(?: that)? "
)
_WHETHER = pattern(r"是不是|是否|有没有|对不对|会不会")
# What asks for more than yes or no, denies, leaves a choice, or claims of all or none.
_ASKS = pattern(
    r"多少|几[家个条项座户成]|哪|谁|什么|啥|如何|怎|为何|还是(?!只)|如果|要是"
    r"|\b(?:how|what|which|who|whom|whose|when|where|why|or(?! (?:more|less|so|above|below))|if)\b"
)
# 「is it among the cities whose …」 asks for no city.
_ASKS_WHETHER = pattern(r"(?:is|are|was|were|did|does|do|has|have|had|can)\b")
_CHOOSES = pattern(r"\b(?:how|what|why|or(?! (?:more|less|so|above|below))|if)\b")
_DENIES = pattern(
    r"没有?(?!错)|未(?!来)|不(?!到|足|超过|低于|少于|止|是不|对)|\bnot\b|\bnever\b|\bno longer\b|n't\b|除了|不是"
)
_INCREASED = pattern(r"增加了?|\b(?:increased|rose|grew|up) by\b")
_TOTAL = pattern(r"加起来|相加|之和|\badd(?:s|ed)? up\b|\bsums? to\b|[\d\u4e00-\u9fff]倍|\btimes\b|所有|全部|\ball\b")
_COMPARES = pattern(r"比(?!重|例|率|较)|\bthan\b")
# What has been completed is told by what says so: firms that have started are others.
_COMPLETED, _OF_COMPLETED = pattern(r"完成|\bcomplet|\bfinish"), features("完成 completed finished")
_AT_LEAST = pattern(r"最低|最少|最短|最小|\bminimum\b|\blowest\b|\bshortest\b|\bsmallest\b")
_UP_TO = pattern(r"\bup to\b|\bat most\b|\bmaximum\b|最高|最多|最长|上限|封顶")
_UP = pattern(
    r"增长|增加|上升|上涨|提高|提升|扩大"
    r"|\b(?:grew|grow(?:n|ing)?|rose|risen|rising|increased|climbed|expanded|went up|gone up)\b"
)
_DOWN = pattern(
    r"下降|下滑|下跌|减少|降低|萎缩|缩水|缩减"
    r"|\b(?:fell|fallen|falling|dropped|declined|decreased|shrank|shrunk|contracted|slumped|went down|gone down)\b"
)
_SPAN = pattern(r"[近一两二三四五几]年|\byears\b")
_INCREASE = ID["indicator-increase"]
_MOST_PLACES = 100


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a claim is so, ``yes``, ``no`` or ``open``, and what is stated that says it.

    ``unnamed`` is who is not on a list of which others are stated, ``elsewhere`` where a body is, of which another
    place is claimed.
    """

    is_so: str
    by: tuple[Found, ...]
    # The figures are of a field that the claim does not name: nothing is stated of the whole.
    is_narrower: bool = False
    # The property by which the figure that has the number is of something else than is claimed.
    by_property: URIRef | None = None


def judged(index: Index, question: Question) -> Verdict | None:
    """Whether what a question claims is so; ``None`` where it claims nothing that what is stated decides."""
    if "yesno" not in question.roles or question.of_kind("elsewhere"):
        return None
    text = _LEAD.sub("", fold(question.text))
    text = _WHETHER.sub(" ", _TAG.sub("", _TAG.sub("", text)))
    names = [u.text for u in question.units if u.things and re.search(r"[\d一二三四五六七八九十两]", u.text)]
    start, end = place_of_span(text) or (0, 0)
    # 「in the first half of 2023」 is no half of anything.
    amounts = [a for a in amounts_claimed(text, names) if not (start <= a.span[0] and a.span[1] <= end)]
    # What denies within a bound (不到, not even) is of the bound.
    rest = _blanked(text, [a.span for a in amounts])
    asks = (_CHOOSES if _ASKS_WHETHER.match(text) else _ASKS).search(text)
    if asks or _DENIES.search(rest) or len(amounts) > 1:
        return None
    scope = scope_in(rest)
    is_plain = not _TOTAL.search(text) and not question.of_kind("beyond")
    if amounts:
        return _of_number(index, question, rest, scope, amounts[0], is_plain=is_plain)
    alone = scope_alone(index, question, scope)
    if isinstance(alone, Misattribution):
        return Verdict("no", alone.figures, by_property=alone.property)
    if alone is not None:
        return Verdict("yes", alone)
    return _of_no_amount(index, question, text) if is_plain else None


def _of_number(
    index: Index, question: Question, text: str, scope: Scope, amount: ClaimedAmount, *, is_plain: bool
) -> Verdict | None:
    """Whether a number is that of what a claim is of, and of no other time or scope."""
    verdict = _of_amount(index, question, text, amount) if is_plain else None
    wrong = misattributed(index, question, scope, amount)
    if wrong is None:
        return _within(index, question, scope, amount, verdict) if is_plain else None
    if wrong.is_open:
        return Verdict("open", wrong.figures)
    # What is stated of that which is claimed is told as well.
    right = verdict.by if verdict and verdict.is_so == "no" else ()
    known = {f.key for f in wrong.figures}
    return Verdict("no", (*wrong.figures, *(f for f in right if f.key not in known)), by_property=wrong.property)


def _within(
    index: Index, question: Question, scope: Scope, amount: ClaimedAmount, verdict: Verdict | None
) -> Verdict | None:
    """A verdict on a number that takes in of what the number is said to be."""
    if verdict is None and scope:
        # Where the number is right, what it is said to be of has to be stated as well.
        verdict = _of_amount(index, question, scope.rest, amount)
        return verdict if verdict and verdict.is_so == "yes" and is_of_scope(index, scope, verdict.by[0]) else None
    if verdict and verdict.is_so == "yes" and scope.span is None and question.years:
        # 「2023年的合同金额」, of which ten months are stated.
        return replace(verdict, is_so="open") if is_of_part_of_year(index, verdict.by[0]) else verdict
    return verdict


def _of_no_amount(index: Index, question: Question, text: str) -> Verdict | None:
    """Whether one of two is more, something grew, or is in a place or on a list, as is claimed."""
    if (two := compared(index, question, text)) is not None:
        return Verdict("yes" if two.is_so else "no", two.pair, two.is_narrower)
    if _COMPARES.search(text):
        return None
    if _UP.search(text) or _DOWN.search(text):
        return _of_direction(index, question, text)
    if "status" in question.roles or place_in(text) is not None or leads(text):
        # How far a thing is, and where it ranks, is told otherwise.
        return None
    told = related(index, core_of(index, question, text), text)
    if told and any(runs_otherwise(text, f) for f in told[1]):
        # 「连续三年」 of what has been so for six years is neither right nor wrong.
        return None
    return Verdict(*told) if told else None


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _of_amount(index: Index, question: Question, text: str, amount: ClaimedAmount) -> Verdict | None:
    """Whether a number is that of what a claim is of."""
    grew = GREW if amount.kind in {"rate", "points"} else _INCREASED
    is_growth = amount.is_growth or bool(grew.search(text))
    if amount.kind == "count" and amount.value <= _MOST_PLACES and place_in(text) is not None:
        return None
    if _DOWN.search(text):
        # How far something fell would be a figure of another sign.
        return None
    core = core_of(index, question, grew.sub(" ", text) if is_growth else text)
    if amount.side == "exact" and _UP_TO.search(text):
        amount = replace(amount, side="upto")
    elif amount.side in {"exact", "about"} and _AT_LEAST.search(text):
        amount = replace(amount, side="least")
    verdict = _by_figures(amount, _measured(index, core, amount, is_growth=is_growth))
    if verdict is None and not core.names_city and not core.of_kind("entity", "place"):
        # Of what the source tells of one place only, and nothing is said of where: no other figure denies it.
        somewhere = _by_figures(amount, _measured(index, core, amount, is_growth=is_growth, anywhere=True))
        verdict = somewhere if somewhere and somewhere.is_so != "no" else None
    if verdict is None:
        near = _measured(index, core, amount, is_growth=is_growth, around=True)
        verdict = _by_figures(amount, [f for f in near if _is_alone(f, amount)]) if len(near) == 1 else None
    if verdict is None and core.years:
        return _of_another_time(index, core, amount, is_growth=is_growth)
    return verdict


def _measured(
    index: Index,
    core: Question,
    amount: ClaimedAmount,
    *,
    is_growth: bool,
    anywhere: bool = False,
    around: bool = False,
) -> list[Found]:
    """The figures of what a claim is of, of the sort that it states."""
    figures = [
        f for f in search(index, core)
        if f.item.figure is not None and amount.is_measured_like(f.item.figure) and _is_growth(f, amount, is_growth)
        and (DGO.Cap in f.item.data.get(RDF.type, ()) or amount.side != "upto")
        and not (core.years and _is_of_a_span(index, f)) and ("status" not in core.roles or _is_real(f))
        and tells(index, core, f, anywhere=anywhere, around=around)
    ]  # fmt: skip
    if _COMPLETED.search(core.text):
        figures = [f for f in figures if f.item.words & _OF_COMPLETED]
    # What is dated to the year that is named goes before what is of no year.
    figures = [f for f in figures if f.item.years & core.years] or figures
    return most_telling(index, core, _of_accumulation(core, figures))


def _is_alone(f: Found, amount: ClaimedAmount) -> bool:
    """Whether a passage has no other figure of a sort, so that the words around a figure are of it."""
    return sum(item.figure is not None and amount.is_measured_like(item.figure) for item in f.page.items) == 1


def _is_of_a_span(index: Index, f: Found) -> bool:
    """Whether a figure is of several years that are not spelled out: 近三年."""
    periods = [t for t in f.item.data.get(DGO.refPeriod, ()) if isinstance(t, URIRef)]
    return not f.item.years and any(_SPAN.search(name) for t in periods for name in index.lexicon.names.get(t, ()))


def _is_real(f: Found) -> bool:
    """Whether neither a figure nor what it is of is only planned or under way."""
    things = (f.item.node, *(t for t in f.item.data.get(DGO.subject, ()) if isinstance(t, URIRef)))
    return all(f.page.graph.first(t, DGO.realization) in {None, DGS.done, DGS.inService} for t in things)


def _by_figures(amount: ClaimedAmount, figures: Sequence[Found]) -> Verdict | None:
    """What some figures say of a number, if they agree."""
    told = {amount.verdict(f.item.figure) for f in figures if f.item.figure}
    if len(told) != 1 or (is_so := told.pop()) is None:
        return None
    return Verdict(is_so, (figures[0],))


def _of_another_time(index: Index, core: Question, amount: ClaimedAmount, *, is_growth: bool) -> Verdict | None:
    """A number that is stated of another time than the one that is claimed: 「737亿元是2023年一年的吗」."""
    undated = replace(core, years=frozenset())
    figures = _measured(index, undated, amount, is_growth=is_growth)
    of_years = [
        f for f in figures if not f.item.years & core.years and (f.item.years or _is_of_a_span(index, f))
    ]  # fmt: skip
    verdict = _by_figures(amount, figures) if of_years == figures else None
    return replace(verdict, is_so="no") if verdict and verdict.is_so == "yes" and amount.side == "exact" else None


def _is_growth(f: Found, amount: ClaimedAmount, is_growth: bool) -> bool:
    """Whether a figure is a growth where one is claimed, and none where none is."""
    indicators = set(f.item.data.get(DGO.indicator, ()))
    if amount.kind == "points":
        return True
    if amount.kind not in {"rate", "points"}:
        return (_INCREASE in indicators) if is_growth else not indicators & CHANGES
    return bool(indicators & GROWTH) if is_growth else not indicators & CHANGES


def _of_accumulation(core: Question, figures: Sequence[Found]) -> list[Found]:
    """What is new is no total: where a claim says which, or by default what is not only new."""
    new = [f for f in figures if DGS.newInPeriod in f.item.data.get(DGO.accumulation, ())]
    if "new" in core.roles:
        return new
    return [f for f in figures if f not in new]


def _of_direction(index: Index, question: Question, text: str) -> Verdict | None:
    """Whether something went up, or down, as is claimed."""
    up, down = bool(_UP.search(text)), bool(_DOWN.search(text))
    if up == down:
        return None
    core = core_of(index, question, _DOWN.sub(" ", _UP.sub(" ", text)))
    figures = [f for f in search(index, core) if _sign(f) and tells(index, core, f)]
    figures = most_telling(index, core, figures)
    signs = {_sign(f) for f in figures}
    if len(signs) != 1:
        return None
    return Verdict("yes" if (signs.pop() > 0) == up else "no", (figures[0],))


def _sign(f: Found) -> int:
    """Which way a figure of a change says that something went; 0 for what is no such figure."""
    figure, indicators = f.item.figure, set(f.item.data.get(DGO.indicator, ()))
    if figure is None or not (indicators & GROWTH or (_INCREASE in indicators)):
        return 0
    known = interval_of(figure)
    return 0 if known is None or not known.nominal else (1 if known.nominal > 0 else -1)
