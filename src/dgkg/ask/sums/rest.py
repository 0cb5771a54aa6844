"""What is left of a whole without a part of it that the source states: onshore, 「不属于…的」, "not yet started".

The question names the whole, and by a word that takes away or denies the part: 「在岸」 is what is not
offshore. The two must be tied: a part that is stated as one of the whole, or by its share in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, WIDE, Found, covers
from dgkg.ask.language.question import DOUBTING, Question, Unit
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.asked_noun import units_of
from dgkg.ask.sums.computed import Computed, value_of
from dgkg.ask.sums.side_figures import is_able
from dgkg.namespaces import DGO, DGS, DGU, UNIT
from dgkg.pattern import pattern

__all__ = ["rest", "taken_away"]

_DENIED = pattern(
    r"(?:不是|不属于|并非|并不是|不算|不包括|不含|不计|没有?|尚未|还?未|非(?!常))(?P<zh>[^，。？?；]{2,16}?)(?:的|[，。？?；]|$)"
    r"|(?:除[去掉了开]?|扣[除掉]?|减[去掉]|刨[去掉]|剔除|去掉|抛开|撇开)(?P<off>[^，。？?；]{2,16}?)"
    r"(?:之?后|以?外|[，,。？?]|还|剩|$)"
    r"|(?:\b(?:not|never)|n't)\b(?: yet)?(?: been| come from| belong to| from| of| classed as| count as)? "
    r"(?P<en>.+?)(?:[,:;?]|$)"
    r"|\b(?:(?:leav|tak)\w* (?:out|off|away|aside)|exclud\w+|without|minus|strip\w* out|deduct\w*|subtract\w*|net of"
    r"|other than|apart from|except(?: for)?|outside|beyond) (?P<less>.+?)(?:[,:;?]|$)"
    r"|\btake (?P<taken>.+?) (?:away|off|out)\b"
)
# What is the other part of two, by its own name.
_OPPOSITE = {"在岸": "离岸", "onshore": "offshore", "non-offshore": "offshore"}
_OTHER = pattern("|".join(rf"(?:{word})" for word in _OPPOSITE))
# What only says that something is left.
_IDLE = pattern(
    r"left|away|rest|remain\w*|part|parts|portion|total|non|come|came|taking|take|onshore|还有|剩下|其余|部分"
    r"|parts? and components"
)
_JUST = pattern(r"\b(?:not|n't) (?:just|only|merely|the growth|counting)\b|不仅|不只|没有?(?:写|说|提)")
_NUMBER = pattern(r"[\d.]+|\d+[-—–]?")
_RATES = {UNIT.PERCENT, DGU.PERCENTAGE_POINT}
_ASKS = frozenset({"number", "count", "amount", "difference"})
_OTHERWISE = frozenset({"list", "who", "date", "where", "status", "state", "advice"})
_TOLD = 0.25


def rest(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """The whole less the part that a question takes away or denies, where both are stated and tied."""
    text = fold(question.text)
    # 「在岸合同金额是多少」 needs no other word: what it is of is nowhere stated.
    asks = question.roles & _ASKS or (_OTHER.search(text) and not question.roles & _OTHERWISE)
    if not asks or question.roles & (DOUBTING - {"status"}) or _JUST.search(text):
        return None
    if question.of_kind("elsewhere", "beyond") or question.roles & {"growth", "rank", "cap", "ratio", "average"}:
        return None
    for said, around in taken_away(text):
        away = units_of(index, said, question.lang)
        left = tuple(u for u in question.units if u.text in around and not _IDLE.fullmatch(u.text))
        pairs = [p for p in _tied(found) if away and _is_of(question, away, left, *p)]
        if pairs:
            part, whole = max(pairs, key=lambda p: p[0].score + p[1].score)
            unit = whole.item.figure.unit if whole.item.figure else None
            return Computed("−", value_of(whole) - value_of(part), unit, (whole, part), is_of_parts=True)
    return None


def taken_away(text: str) -> Iterator[tuple[str, str]]:
    """What a question takes away, and the words around it."""
    for found in _OTHER.finditer(text):
        yield _OPPOSITE[found[0]], text.replace(found[0], " ")
    for found in _DENIED.finditer(text):
        said = next((group for group in found.groupdict().values() if group), "")
        if said:
            yield said, f"{text[: found.start()]} {text[found.end() :]}"


def _tied(found: Sequence[Found]) -> Iterator[tuple[Found, Found]]:
    """Each part with its whole, as stated."""
    by_node = {f.item.node: f for f in found if is_able(f) and _is_level(f)}
    for f in found:
        for total in f.item.data.get(DGO.partOfTotal, ()):
            if f.item.node in by_node and total in by_node:
                yield f, by_node[total]  # type: ignore[index]
        for part in f.item.data.get(DGO.part, ()):
            for whole in f.item.data.get(DGO.shareOf, ()):
                if part in by_node and whole in by_node:
                    yield by_node[part], by_node[whole]  # type: ignore[index]


def _is_level(f: Found) -> bool:
    unit = f.item.figure.unit if f.item.figure else None
    return unit not in _RATES and not set(f.item.data.get(DGO.indicator, ())) & CHANGES


def _is_of(question: Question, away: Sequence[Unit], left: Sequence[Unit], part: Found, whole: Found) -> bool:
    """Whether a part is what is taken away, and its whole all else that is named."""
    if DGS.newInPeriod in part.item.data.get(DGO.accumulation, ()):
        # 「不算新增」 is of the year before.
        return False
    told = [u for u in away if u.kind != "schema" and not _IDLE.fullmatch(u.text)] or list(away)
    mine = [_covers(u, part) for u in told]
    other = [_covers(u, whole) for u in told]
    if min(mine) < COVERED or not any(a > b for a, b in zip(mine, other, strict=True)):
        return False
    areas = {t for t in whole.item.data.get(DGO.refArea, ()) if isinstance(t, URIRef)}
    if areas and not areas & {*question.city, *(t for u in left for t in u.things)}:
        return False
    for unit in left:
        if unit.weight < _TOLD or unit.kind == "schema" or unit.things & question.wider or _NUMBER.fullmatch(unit.text):
            continue
        n = question.units.index(unit)
        best = max(whole.own[n], part.own[n] if unit.kind not in {"entity", "place"} else 0.0)
        best = max(best, whole.covered[n]) if unit.kind == "word" else best
        if best < (WIDE if unit.kind in {"entity", "place"} else COVERED):
            return False
    return True


def _covers(unit: Unit, f: Found) -> float:
    return covers(unit, f.item.things, frozenset(), f.item.words)
