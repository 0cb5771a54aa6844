"""Whether a number that a claim states is that of what the claim is of.

It is decided by the figures of that very thing, of the sort that is claimed; where they do not agree, or none is
stated, nothing is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rdflib import URIRef

from dgkg.ask.claims.claimed_direction import INCREASE, is_directed, of_direction
from dgkg.ask.claims.claimed_figures import GREW, GROWTH, core_of, most_telling, tells
from dgkg.ask.claims.verdict import Verdict
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, Found, search
from dgkg.ask.language.claimed_amounts import ClaimedAmount
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import features
from dgkg.ask.states.standing import place_in
from dgkg.namespaces import DGO, DGS, RDF
from dgkg.pattern import pattern

__all__ = ["UP_TO", "come_so_far", "is_of_growth", "is_real", "of_accumulation", "of_amount"]

_INCREASED = pattern(r"增加了?|\b(?:increased|rose|grew|up) by\b")
# What has been completed, or built, is told by what says so: firms that have started, racks designed, are others.
_STATES = (
    (pattern(r"完成|\bcomplet|\bfinish"), features("完成 completed finished")),
    (pattern(r"建[好成起]|已建|落成|\bbuilt\b|\binstalled\b|\bset up\b"), features("已建 建成 built")),
)
_AT_LEAST = pattern(
    r"最低|最少|最短|最小|起码|至少|不少于|不低于|下限|保底"
    r"|\bminimum\b|\blowest\b|\bshortest\b|\bsmallest\b|\bat least\b|\bno less than\b|\bfloor\b"
)
UP_TO = pattern(r"\bup to\b|\bat most\b|\bmaximum\b|最高|最多|最长|上限|封顶")
_SPAN = pattern(r"[近一两二三四五几]年|\byears\b")
_MOST_PLACES, _TELLING_DIGITS = 100, 3


def of_amount(index: Index, question: Question, text: str, amount: ClaimedAmount) -> Verdict | None:
    """Whether a number is that of what a claim is of."""
    grew = GREW if amount.kind in {"rate", "points"} else _INCREASED
    is_growth = amount.is_growth or bool(grew.search(text))
    if amount.kind == "count" and amount.value <= _MOST_PLACES and place_in(text) is not None:
        return None
    if is_directed(text, down=True):
        return _not_fallen(index, question, text, amount)
    core = core_of(index, question, grew.sub(" ", text) if is_growth else text)
    if amount.side == "exact" and UP_TO.search(text):
        amount = replace(amount, side="upto")
    elif amount.side in {"exact", "about"} and _AT_LEAST.search(text):
        amount = replace(amount, side="least")
    verdict = _by_figures(amount, _measured(index, core, amount, is_growth=is_growth))
    if verdict is None and not core.names_city and not core.of_kind("entity", "place"):
        # Of what the source tells of one place only, and nothing is said of where: no other figure denies it.
        somewhere = _by_figures(amount, _measured(index, core, amount, is_growth=is_growth, anywhere=True))
        verdict = somewhere if somewhere and somewhere.is_so != "no" else None
    verdict = verdict or _of_the_one_near(index, core, amount, is_growth=is_growth)
    if verdict is None and "new" not in core.roles:
        # Of what is only told of what is new a claim of all is left open.
        new = _measured(index, replace(core, roles=core.roles | {"new"}), amount, is_growth=is_growth)
        told = _by_figures(amount, new)
        verdict = replace(told, is_so="open") if told is not None and told.is_so == "no" else told
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
    within: bool = False,
) -> list[Found]:
    """The figures of what a claim is of, of the sort that it states."""
    figures = [
        f for f in search(index, core)
        if f.item.figure is not None and amount.is_measured_like(f.item.figure) and is_of_growth(f, amount, is_growth)
        and (DGO.Cap in f.item.data.get(RDF.type, ()) or amount.side != "upto")
        and not (core.years and _is_of_a_span(index, f)) and ("status" not in core.roles or is_real(f))
        and tells(index, core, f, anywhere=anywhere, around=around, within=within)
    ]  # fmt: skip
    figures = come_so_far(core.text, figures)
    # What is dated to the year that is named goes before what is of no year.
    figures = [f for f in figures if f.item.years & core.years] or figures
    return most_telling(index, core, of_accumulation(core, figures))


def come_so_far(text: str, figures: Sequence[Found]) -> list[Found]:
    """Of some figures those that say it, where a claim is of what has been completed, or built.

    What has been built is what there is, where nothing says how much of it is.
    """
    for state, words in _STATES:
        if state.search(text):
            said = [f for f in figures if f.item.words & words]
            beside = any(i.figure is not None and i.words & words for f in figures for i in f.page.items)
            figures = said or ([] if beside or "完成" in words else figures)
    return list(figures)


def _of_the_one_near(index: Index, core: Question, amount: ClaimedAmount, *, is_growth: bool) -> Verdict | None:
    """What the only figure of its sort says of a number: in a passage on the thing, or of what belongs to it."""
    near = _measured(index, core, amount, is_growth=is_growth, around=True)
    verdict = _by_figures(amount, [f for f in near if _is_alone(f, amount)]) if len(near) == 1 else None
    if verdict is None:
        belonging = _measured(index, core, amount, is_growth=is_growth, within=True)
        verdict = _by_figures(amount, belonging) if len(belonging) == 1 else None
    return verdict or (_of_only_term(index, core, amount) if amount.kind == "term" else None)


def _of_only_term(index: Index, core: Question, amount: ClaimedAmount) -> Verdict | None:
    """Whether a time is that which is stated of a thing, where one is: 「热线4.5小时办结」 in whatever words."""
    named = [n for n, u in enumerate(core.units) if u.kind == "entity"]
    figures = [
        f for f in search(index, core)
        if f.item.figure is not None and amount.is_as_long_as(f.item.figure) and named
        and all(f.own[n] >= COVERED for n in named)
    ]  # fmt: skip
    return _by_figures(amount, figures) if len(figures) == 1 else None


def _is_alone(f: Found, amount: ClaimedAmount) -> bool:
    """Whether a passage has no other figure of a sort, so that the words around a figure are of it."""
    return sum(item.figure is not None and amount.is_measured_like(item.figure) for item in f.page.items) == 1


def _is_of_a_span(index: Index, f: Found) -> bool:
    """Whether a figure is of several years that are not spelled out: 近三年."""
    periods = [t for t in f.item.data.get(DGO.refPeriod, ()) if isinstance(t, URIRef)]
    return not f.item.years and any(_SPAN.search(name) for t in periods for name in index.lexicon.names.get(t, ()))


def is_real(f: Found) -> bool:
    """Whether neither a figure nor what it is of is only planned or under way."""
    things = (f.item.node, *(t for t in f.item.data.get(DGO.subject, ()) if isinstance(t, URIRef)))
    return all(f.page.graph.first(t, DGO.realization) in {None, DGS.done, DGS.inService} for t in things)


def _by_figures(amount: ClaimedAmount, figures: Sequence[Found]) -> Verdict | None:
    """What some figures say of a number, if they agree; one that has its very digits goes before the others."""
    each = [(amount.verdict(f.item.figure), f) for f in figures if f.item.figure]
    told = {is_so for is_so, _ in each}
    is_telling = amount.side == "exact" and len(amount.value.normalize().as_tuple().digits) >= _TELLING_DIGITS
    decided = told - {"open", None}
    if decided in ({"yes"}, {"no"}) or ("yes" in told and is_telling):
        so = "no" if decided == {"no"} else "yes"
        return Verdict(so, (next(f for is_so, f in each if is_so == so),))
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


def is_of_growth(f: Found, amount: ClaimedAmount, is_growth: bool) -> bool:
    """Whether a figure is a growth where one is claimed, and none where none is."""
    indicators = set(f.item.data.get(DGO.indicator, ()))
    if amount.kind == "points":
        return True
    if amount.kind not in {"rate", "points"}:
        return (INCREASE in indicators) if is_growth else not indicators & CHANGES
    return bool(indicators & GROWTH) if is_growth else not indicators & CHANGES


def of_accumulation(core: Question, figures: Sequence[Found]) -> list[Found]:
    """What is new is no total: where a claim says which, or by default what is not only new."""
    new = [f for f in figures if DGS.newInPeriod in f.item.data.get(DGO.accumulation, ())]
    if "new" in core.roles:
        return new
    return [f for f in figures if f not in new]


def _not_fallen(index: Index, question: Question, text: str, amount: ClaimedAmount) -> Verdict | None:
    """That something did not fall, by whatever rate, for it rose; how far something fell is not decided."""
    verdict = of_direction(index, question, text) if amount.kind != "points" else None
    return verdict if verdict and verdict.is_so == "no" else None
