"""What two figures make that a question names by their numbers: 「764P和100P相差多少」, 「2370万次平摊到324个终端」.

Each number must be that of one figure, both of one passage or of one quantity, and nothing heavy that the question
names may be missing there. How they are put together is said by the words around them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from rdflib import URIRef

from dgkg.ask.items.index import Index, numbers_in
from dgkg.ask.items.search import COVERED, Found
from dgkg.ask.language.amounts import TIMES
from dgkg.ask.language.question import DOUBTING, HEAVY, Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.computed import Computed, number_of, value_of
from dgkg.ask.sums.operands import agree
from dgkg.namespaces import DGO, DGU, RDF, UNIT
from dgkg.pattern import pattern

__all__ = ["by_numbers"]

_OF_EACH = pattern(
    r"[每一][一]?(?P<word>[家个件场座台户位宗项次人])|[摊分均]到"
    r"|均摊|平摊|平均|[场户人]均|\b(?:each|every|per|average|apiece|spread over)\b"
)
_DIFFER = pattern(
    r"相差|差[了多]?[多几]|差额|差距|[高多少低大小]出?了?(?:多少|几)|减去?"
    r"|\b(?:differ\w*|gap|apart|more|less|fewer|minus|exceed\w*|larger|bigger|smaller)\b"
)
_PART = pattern(r"折算|换算|按[^，。？?]*算|合多少|就?是多少|相当于多少(?!倍|成)|至少多少|\b(?:how many|how much)\b")
_SHARE = pattern(r"占|几成|百分之几|百分比|比例|\b(?:percent\w*|share|proportion|fraction)\b")
_TIMES = pattern(r"[几多少]+倍|\bhow many times\b|\bmultiple\b")
_ASKS = pattern(r"多少|几|什么数|算|\bhow\b|\bwhat\b|\bwork out\b|\bcalculat\w+")
_NUMBERS = (DGO.Observation, DGO.Target)
_RATES = {UNIT.PERCENT, DGU.PERCENTAGE_POINT}
_TELLING, _PAIR = 2, 2


def by_numbers(_index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """What the two figures make whose numbers a question gives; nothing where it gives others or asks for no more."""
    text = fold(question.text)
    if question.roles & (DOUBTING - {"status"}) or question.of_kind("elsewhere", "beyond") or not _ASKS.search(text):
        return None
    given = [n for n in dict.fromkeys(_in_order(text)) if n in question.numbers]
    if len(given) != _PAIR:
        return None
    each = [[f for f in found if _is_number(f) and f.item.numbers & _scaled(n, question)] for n in given]
    pairs = [
        (f, g) for f, g in product(*each)
        if f.item.node != g.item.node and (f.page is g.page or _are_of_one_sort(f, g)) and _tell_all(question, f, g)
    ]  # fmt: skip
    if not pairs:
        return None
    return _made(text, *max(pairs, key=lambda p: p[0].score + p[1].score))


def _scaled(number: str, question: Question) -> frozenset[str]:
    """A number that a question gives, as it stands and in full: 33.23 billion is 33,230,000,000."""
    digits = number.replace(".", "").strip("0")
    return frozenset(n for n in question.numbers if n == number or n.replace(".", "").strip("0") == digits)


def _are_of_one_sort(f: Found, g: Found) -> bool:
    """Whether two figures of different passages are of one quantity, scope and time: of a place and of all."""
    return agree(f, g, DGO.indicator, DGO.population, DGO.unit) and f.item.years == g.item.years


def _in_order(text: str) -> list[str]:
    """The telling numbers of a text in order: of two digits at least, and no year."""
    found = sorted(numbers_in(text), key=text.replace(",", "").find)
    return [n for n in found if len(n.replace(".", "")) >= _TELLING and not (len(n) == 4 and n.startswith("20"))]  # noqa: PLR2004


def _is_number(f: Found) -> bool:
    """Whether an item is a number that is, or that is aimed at, which is told as such beside it."""
    figure = f.item.figure
    return (
        figure is not None
        and number_of(figure) is not None
        and any(sort in f.item.data.get(RDF.type, ()) for sort in _NUMBERS)
    )


def _tell_all(question: Question, f: Found, g: Found) -> bool:
    """Whether all that says much is told by the two figures or their passage."""
    heavy = [n for n, u in enumerate(question.units) if u.weight >= HEAVY and not u.things & question.wider]
    return all(max(f.own[n], g.own[n], f.covered[n], g.covered[n]) >= COVERED for n in heavy)


def _made(text: str, one: Found, other: Found) -> Computed | None:
    """The value that the words around two figures ask for; ``one`` is named first."""
    units = [_unit(f) for f in (one, other)]
    if units[0] == units[1]:
        return _of_like(text, one, other)
    rates = [f for f in (one, other) if _unit(f) in _RATES]
    if len(rates) == 1 and _PART.search(text):
        (rate,) = rates
        whole = other if rate is one else one
        if whole.item.node not in rate.item.data.get(DGO.shareOf, ()) and not _are_of_one(rate, whole):
            return None
        return Computed("part", value_of(whole) * value_of(rate) / 100, _unit(whole), (whole, rate), is_of_parts=True)
    return None if rates else _of_each(text, one, other)


def _of_each(text: str, one: Found, other: Found) -> Computed | None:
    """What comes of one figure on each piece that the other counts, by the word that the pieces are named by."""
    said = _OF_EACH.search(text)
    if said is None:
        return None
    counts = [f for f in (other, one) if _unit(f) in {UNIT.NUM, UNIT.INDIV}]
    named = [f for f in counts if said["word"] and f.item.figure and f.item.figure.text.endswith(said["word"])]
    if not counts or len(counts) != len({tuple(f.item.data.get(DGO.indicator, ())) for f in counts}):
        return None
    count = (named or sorted(counts, key=value_of))[0]
    total = one if count is other else other
    if _unit(total) in {UNIT.NUM, UNIT.INDIV} and value_of(total) < value_of(count):
        return None
    return Computed("÷", value_of(total) / value_of(count), _unit(total), (total, count), is_of_parts=True)


def _of_like(text: str, one: Found, other: Found) -> Computed | None:
    """Of two figures of one unit their difference, share, multiple, or what comes of one on each of the other."""
    high, low = sorted((one, other), key=value_of, reverse=True)
    unit = _unit(one)
    if _TIMES.search(text) and unit not in _RATES:
        return Computed("÷", value_of(high) / value_of(low), TIMES, (high, low), is_of_parts=True)
    is_alike = set(one.item.data.get(DGO.indicator, ())) == set(other.item.data.get(DGO.indicator, ()))
    if not is_alike:
        return _of_each(text, one, other)
    if _SHARE.search(text) and unit not in _RATES:
        return Computed("÷", value_of(low) / value_of(high) * 100, UNIT.PERCENT, (low, high), is_of_parts=True)
    if _DIFFER.search(text):
        points = DGU.PERCENTAGE_POINT if unit == UNIT.PERCENT else unit
        rest = value_of(high) - value_of(low)
        return Computed("−", rest or Decimal(0), points, (high, low), is_of_parts=True)
    return None


def _are_of_one(f: Found, g: Found) -> bool:
    """Whether two figures are of one body or place."""
    return any(set(f.item.data.get(p, ())) & set(g.item.data.get(p, ())) for p in (DGO.subject, DGO.refArea))


def _unit(f: Found) -> URIRef | None:
    return f.item.figure.unit if f.item.figure else None
