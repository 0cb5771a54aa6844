"""How many months lie between two dated things, and which was first: 「甲比乙早印发几个月」, "which came first".

Both must be named, and dated to a month by what is stated of themselves: when a document was issued, or
compiled where that is asked, when an honour was given, when something was done. A year is no month.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found, coverage
from dgkg.ask.language.method import MONTHS_APART, WHICH_FIRST
from dgkg.ask.language.question import DOUBTING, TELLING, Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.computed import Computed, date_of, months_of
from dgkg.namespaces import DGO, UNIT
from dgkg.pattern import pattern

__all__ = ["asks_months_apart", "months_apart"]

_APART = pattern(MONTHS_APART)
_FIRST = pattern(WHICH_FIRST)
_IN_DAYS = pattern(r"[多几]少?天|\bdays?\b|\bweeks?\b|[几多]少?(?:个)?(?:周|星期)")
_ISSUED = pattern(r"印发|发布|出台|出炉|问世|\b(?:issued?|released?|published|came out)\b")
_IS_BEFORE = pattern(
    r"早于|晚于|先于|比[^，。？?]{2,30}(?:早|晚|先)|之[前后]"
    r"|\b(?:before|after|(?:earlier|later|sooner) than|preceded?)\b"
)
_SPOKEN_OF = {
    DGO.draftDate: pattern(r"编制|起草|编成|草拟|\b(?:draft\w*|compil\w*|drawn up)\b"),
    DGO.honour: pattern(
        r"入选|入围|入列|评为|获评|获得|上榜|\b(?:select\w*|listed|named|shortlist\w*|honou?r\w*|made|making)\b"
    ),
}
_OF_NATION = pattern(r"国家|全国|\bnational\b")
_OF_PROVINCE = pattern(r"省级|全省|省里|\bprovincial\b")
_SAID = 0.25


def asks_months_apart(question: Question) -> bool:
    """Whether a question asks how long one thing came after another, or which of two documents was issued first."""
    text = fold(question.text)
    is_of_two = sum(u.kind == "entity" for u in question.units) > 1 and bool(_ISSUED.search(text))
    return bool(_APART.search(text)) or (is_of_two and bool(_FIRST.search(text)))


def months_apart(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """The months between two dated things that a question names, the later first; nothing where one has no month."""
    text = fold(question.text)
    doubts = question.roles & (DOUBTING - {"status"})
    # 「was A issued before B」 is answered by which was first, not by whether both were.
    if not any(form.search(text) for form in ((_IS_BEFORE,) if doubts else (_APART, _FIRST))):
        return None
    if _IN_DAYS.search(text):
        return None
    if question.of_kind("elsewhere", "beyond"):
        return None
    # That a thing was compiled or honoured counts where it is spoken of.
    left_out = {p for p, spoken in _SPOKEN_OF.items() if not spoken.search(text)}
    dated = [
        f for f in found if _has_month(f) and left_out.isdisjoint({f.item.relation} if f.item.relation else f.item.data)
    ]
    best: tuple[float, tuple[Found, Found]] | None = None
    for f, g in combinations(dated, 2):
        if f.item.node == g.item.node:
            continue
        if _are_both_named(index, question, f, g) or _are_of_both_levels(index, question, f, g):
            score = coverage(question, [f.own, g.own]) + 0.1 * (f.score + g.score)
            if best is None or score > best[0]:
                best = score, (f, g)
    if best is None:
        return None
    later, earlier = sorted(best[1], key=months_of, reverse=True)
    months = Decimal(months_of(later) - months_of(earlier))
    return Computed("months", months, UNIT.MO, (later, earlier), is_of_parts=True)


def _has_month(f: Found) -> bool:
    return f.item.kind != "figure" and date_of(f) is not None


def _are_of_both_levels(index: Index, question: Question, f: Found, g: Found) -> bool:
    """Whether two honours are the national and the provincial one that a question speaks of by their levels alone."""
    text = fold(question.text)
    if not (_OF_NATION.search(text) and _OF_PROVINCE.search(text)):
        return False
    one, other = (_honours(index, x) for x in (f, g))
    if not (one and other):
        return False
    parted = any(_OF_NATION.search(a) and _OF_PROVINCE.search(b) for a, b in ((one, other), (other, one)))
    spoken = [n for n, u in enumerate(question.units) if u.kind in {"entity", "concept"} and u.weight >= TELLING]
    return parted and all(max(f.covered[n], g.covered[n]) >= COVERED for n in spoken)


def _honours(index: Index, f: Found) -> str:
    """The names of the honours that an item is about."""
    named = (t for t in f.item.data.get(DGO.honour, ()) if isinstance(t, URIRef))
    return " ".join(index.words.label(t, "zh") for t in named)


def _are_both_named(index: Index, question: Question, f: Found, g: Found) -> bool:
    """Whether each of two dated things is told by something that the other is not, and both tell all that is named."""
    named = [
        n for n, u in enumerate(question.units)
        if u.things and u.kind in {"entity", "concept"} and u.weight >= TELLING and not u.things & index.wider
    ]  # fmt: skip
    mine, other = ({n for n in named if x.own[n] >= COVERED} for x in (f, g))
    things = {n for n in named if question.units[n].kind == "entity"}
    if not (mine - other and other - mine) or not things <= mine | other:
        return False
    rest = [n for n, u in enumerate(question.units) if n not in named and u.kind == "word" and u.weight >= _SAID]
    return all(max(f.covered[n], g.covered[n]) >= COVERED for n in rest)
