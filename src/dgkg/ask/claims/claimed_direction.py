"""Which way something is claimed to have gone: up, down, forward or back; by its growth, or its places in a ranking.

「集成电路进出口跌了6.7%」 has the right number and the wrong direction. 「名次退步了」 is decided by the places of
several years; what asks for the direction itself (前进还是倒退) is told which it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from rdflib import Literal

from dgkg.ask.claims.claimed_figures import GROWTH, core_of, most_telling, tells
from dgkg.ask.claims.verdict import Verdict
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found, search
from dgkg.ask.language.question import HEAVY, Question
from dgkg.interval import interval_of
from dgkg.namespaces import DGO, ID
from dgkg.pattern import pattern

__all__ = ["INCREASE", "asks_direction", "direction_in", "is_directed", "of_direction", "of_either_direction"]

INCREASE = ID["indicator-increase"]
# 「还在往下掉」, "kept falling": what goes on is said as if it had gone so.
_STILL_ZH = r"(?:正|在|还在|持续|继续|一直|有所)?(?:往[上下前后])?"
_STILL_EN = r"(?:(?:keep|kept|still|continue[ds]?(?: to)?) )?"
_MOVED = r"(?:go|going|goes|went|gone|move|moved|moving)"
_UP = pattern(
    rf"{_STILL_ZH}(?:增长|增加|上升|上涨|提高|提升|扩大|攀升|回升|走高|前进|进步|前移|变[好多大高]|涨|[上前][走移])了?"
    rf"|\b(?:{_STILL_EN}(?:grow(?:s|n|ing)?|grew|rise|rose|risen|rising|increas(?:e|ed|ing)|climb(?:ed|ing)?"
    rf"|expand(?:ed|ing)?|improv(?:e|ed|ing)|advanc(?:e|ed|ing)|recover(?:ed|ing)?|{_MOVED} (?:up|forwards?)"
    r"|gain(?:ed|ing)? ground)|(?<!set )(?<!made )(?<!built )(?<!picked )up(?! to\b| and\b))\b"
)
_DOWN = pattern(
    rf"{_STILL_ZH}(?:下降|下滑|下跌|减少|降低|萎缩|缩水|缩减|收缩|滑坡|回落|走低|走弱|倒退|退步|后退|负增长"
    r"|变[差少小低]|下行|跌|掉(?!队)|降(?![幅本维级]))了?"
    rf"|\b(?:{_STILL_EN}(?:f[ae]ll(?:s|en|ing)?|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|ed|ing)"
    r"|shr[aiu]nk(?:s|en|ing)?|contract(?:ed|ing)|slump(?:ed|ing)?|slid(?:e|ing)?|slip(?:ped|ping)?|worsen(?:ed|ing)?"
    rf"|deteriorat(?:e|ed|ing)|{_MOVED} (?:down|backwards?)|lo(?:st|se|sing) ground)|down)\b"
)
_NOT_SO = pattern(r"没有?|并未|未(?!来)|不(?:是|再)|\bnot\b|\bnever\b|\bno longer\b|n't\b")
_BEFORE_A_YEAR = pattern(r"20\d\d年?(?:之前|以前|前(?![列十茅几]))|\b(?:before|prior to|ahead of) 20\d\d\b")
_CHOICE = pattern(r"还是|抑或|\bor\b")
# Of the city's place, in whatever ranking there is of it over several years.
_RANKING = pattern(r"排名|名次|位次|\brank(?:ing|ed)?\b|\b(?:place|table|league|standing)\b")
_PAIR = 2


def direction_in(text: str) -> int:
    """1 where a folded text says that something went up, -1 for down, 0 where it says neither or both.

    >>> [direction_in(text) for text in ("产值还在往下掉", "did it keep growing", "没有下降", "前进还是倒退")]
    [-1, 1, 1, 0]
    """
    up, down = bool(_UP.search(text)), bool(_DOWN.search(text))
    if up == down or _BEFORE_A_YEAR.search(text):
        # What went before is told by no growth of the year itself.
        return 0
    return (1 if up else -1) * (-1 if _NOT_SO.search(text) else 1)


def is_directed(text: str, *, down: bool = False) -> bool:
    """Whether a folded text says that something went up or down at all; ``down`` asks for the latter alone."""
    return bool(_DOWN.search(text)) or (not down and bool(_UP.search(text)))


def asks_direction(text: str) -> bool:
    """Whether it is asked which of the two it is: 「是增长还是下降」, up or down."""
    return bool(_UP.search(text) and _DOWN.search(text) and _CHOICE.search(text))


def _without_direction(text: str) -> str:
    """A text without the words that say which way something went."""
    return _NOT_SO.sub(" ", _DOWN.sub(" ", _UP.sub(" ", text)))


def of_direction(index: Index, question: Question, text: str) -> Verdict | None:
    """Whether something went up, or down, as is claimed."""
    claimed = direction_in(text)
    went = _directed(index, question, text) if claimed else None
    return Verdict("yes" if went[0] == claimed else "no", went[1]) if went else None


def of_either_direction(index: Index, question: Question, text: str) -> Verdict | None:
    """Which way something went, where it is asked whether up or down."""
    went = _directed(index, question, text)
    return Verdict("up" if went[0] > 0 else "down", went[1]) if went else None


def _directed(index: Index, question: Question, text: str) -> tuple[int, tuple[Found, ...]] | None:
    """Which way that went which a claim is of, 1 or -1, and what states it; ``None`` where nothing decides it."""
    core = core_of(index, question, _CHOICE.sub(" ", _without_direction(text)))
    if ranks := _places_by_year(index, core):
        return _moved(ranks)
    figures = [f for f in search(index, core) if _sign(f) and tells(index, core, f)]
    figures = most_telling(index, core, figures)
    signs = {_sign(f) for f in figures}
    return (signs.pop(), (figures[0],)) if len(signs) == 1 else None


def _moved(ranks: Sequence[Found]) -> tuple[int, tuple[Found, ...]] | None:
    """Which way a place in a ranking went from the first year to the last; forward is to a smaller number."""
    ordered = sorted(ranks, key=lambda f: max(f.item.years))
    first, last = _number(ordered[0]), _number(ordered[-1])
    return None if first == last else (1 if last < first else -1, tuple(ordered))


def _places_by_year(index: Index, core: Question) -> list[Found]:
    """The places of one thing in one ranking in several years, where a claim is of a ranking."""
    heavy = [
        n for n, u in enumerate(core.units)
        if u.things and u.weight >= HEAVY and not u.things & core.wider
    ]  # fmt: skip
    if "growth" in core.roles or not (heavy or (core.names_city and _RANKING.search(core.text))):
        return []
    rankings: dict[tuple[frozenset[object], ...], dict[int, Found]] = defaultdict(dict)
    for f in search(index, replace(core, years=frozenset())):
        if f.item.kind == "rank" and _number(f) and f.item.years and all(f.own[n] >= COVERED for n in heavy):
            same = (DGO.rankedEntity, DGO.rankedBy, DGO.rankScope)
            rankings[tuple(frozenset(f.item.data.get(p, ())) for p in same)].setdefault(max(f.item.years), f)
    several = [held for by_year in rankings.values() if len(held := _meant(by_year, core.years)) >= _PAIR]
    return several[0] if len(several) == 1 else []


def _meant(by_year: Mapping[int, Found], years: Collection[int]) -> list[Found]:
    """Of the places of several years those that a claim is of: of the one year it names, and the one before it."""
    if not set(years) <= by_year.keys():
        return []
    last = max(years, default=max(by_year))
    first = min(years) if len(years) > 1 else max((y for y in by_year if y < last), default=last) if years else 0
    return [f for year, f in by_year.items() if first <= year <= last]


def _number(f: Found) -> int:
    value = next(iter(f.item.data.get(DGO.rank, ())), None)
    return int(str(value)) if isinstance(value, Literal) else 0


def _sign(f: Found) -> int:
    """Which way a figure of a change says that something went; 0 for what is no such figure."""
    figure, indicators = f.item.figure, set(f.item.data.get(DGO.indicator, ()))
    if figure is None or not (indicators & GROWTH or (INCREASE in indicators)):
        return 0
    known = interval_of(figure)
    return 0 if known is None or not known.nominal else (1 if known.nominal > 0 else -1)
