"""What comes on each of the pieces that a passage counts: people on each event, racks on each data centre.

「平均每场多少人」, "how many services did each client receive on average": a total and a count of one passage and
of one body or place. The question says what the pieces are, by a noun or by their measure word, and
what is shared out among them; both must be stated, and nothing that it names may be left over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from rdflib import URIRef

from dgkg.ask.items.fitting import GENERAL, fits
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import CHANGES, COVERED, Found, covers
from dgkg.ask.language.amounts import MONEY
from dgkg.ask.language.question import Question, Unit
from dgkg.ask.language.tokens import fold
from dgkg.ask.sums.asked_noun import asked_noun, counted_by, is_named, units_of
from dgkg.ask.sums.computed import Computed, value_of
from dgkg.ask.sums.operands import words_in_name
from dgkg.ask.sums.side_figures import is_able
from dgkg.namespaces import DGO, DGU, UNIT
from dgkg.pattern import pattern

__all__ = ["asks_per_piece", "per_piece"]

_PIECE_ZH = pattern(
    r"每(?:[\u3400-\u9fff]{0,4}?[一1])?(?P<word>[家场座个台户位件宗项人部])次?(?P<noun>[^，。？?、的]{0,12})"
    r"|(?P<brief>[场户人])均"
)
_PIECE_EN = pattern(
    r"\b(?:(?:each|every)(?: (?:one )?of)?(?: (?:the|its|these|those))?|per|an? average|for an?) "
    r"(?P<noun>(?!average\b|year\b|month\b|day\b|week\b|hour\b|cent\b|annum\b)[a-z0-9][\w’'&-]*(?:\s+[\w’'&-]+){0,9})"
)
_SHARED_EN = pattern(
    r"\baverage (?P<what>attendance|turnout|sales|turnover|revenue|outlay)\b.*\b(?:at|of|from) (?P<noun>.+)"
)
# Where the name of the pieces ends.
_NOUN_ENDS = pattern(
    r"\b(?:receive|bring|have|has|had|did|does|do|get|got|on|in|at|to|by|with|designed|sell|sold|earn|earned|make|made"
    r"|take|took|attract|attracted|draw|drew|served|newly|cost|generate|produce|is|are|was|were|there|contain|hold)\b.*"
)
# What kind of thing is shared out, by what is asked for.
_PEOPLE = pattern(
    r"多少[个位名]?人|几[个位名]?人|人次|\bhow many (?:people|persons|participants|attendees)\b|\battend|\bturnout"
)
_MONEY_ASKED = pattern(r"多少(?:钱|[万亿]?(?:美)?元)|\bhow much\b|\bsales\b|\bvalue\b|额")
_COUNTED_ZH = pattern(r"(?:多少|几)(?P<word>家次|[次台件条座家场个位名])")
_NUMBER = pattern(r"[\d.]+")
_AVERAGED = pattern(r"平均|[，,。].*$")
# What anything is counted by.
_ANY = "个"
_WHOSE = (DGO.refArea, DGO.subject)
_RATES = {UNIT.PERCENT, DGU.PERCENTAGE_POINT}
_TOLD, _SAID, _IN_FULL = 0.25, 0.2, 2.0


@dataclass(frozen=True, slots=True)
class _Piece:
    """What the pieces are: their measure word, and their name, and what it is read as."""

    word: str
    text: str
    units: tuple[Unit, ...]


def asks_per_piece(question: Question) -> bool:
    """Whether a question asks what comes on each of some pieces."""
    text = fold(question.text)
    return "average" in question.roles or bool(_PIECE_ZH.search(text)) or bool(_PIECE_EN.search(text))


def per_piece(index: Index, question: Question, found: Sequence[Found]) -> Computed | None:
    """A total that is shared out among the pieces of one passage, where a question asks for that by name."""
    if not asks_per_piece(question) or question.roles & {"growth", "cap", "rank", "share"}:
        return None
    if question.of_kind("elsewhere", "beyond"):
        return None
    figures = [f for f in found if is_able(f) and _is_level(f) and _fits(index, question, f)]
    best: tuple[float, tuple[Found, Found]] | None = None
    asked = asked_noun(index, question)
    for piece in _pieces(index, question):
        counts = [(told, f) for f in figures if (told := _counts(index, piece, f)) > 0]
        for total, (told, count) in product(figures, counts):
            if not (_belong(total, count) and _is_asked(question, piece, total, count)):
                continue
            # Money has many names, and so have people.
            if _unit(total) not in {*MONEY, UNIT.INDIV} and not is_named(index, asked, total):
                continue
            if not _tell_all(question, total, count):
                continue
            score = total.score + count.score + told + _narrow(question, total, count)
            score += _SAID * words_in_name(index, question, total)
            if best is None or score > best[0]:
                best = score, (total, count)
    if best is None:
        return None
    total, count = best[1]
    return Computed("÷", value_of(total) / value_of(count), _unit(total), (total, count), is_of_parts=True)


def _pieces(index: Index, question: Question) -> Iterator[_Piece]:
    """What a question shares something out among, by each of its phrases that may say so."""
    text = fold(question.text)
    for found in _PIECE_ZH.finditer(text):
        word = found["word"] or found["brief"]
        noun = (found["noun"] or "").partition("多少")[0]
        # 「数据中心平均每个多少」: what stands before says what the pieces are.
        for name in (noun, _AVERAGED.sub("", text[: found.start()])):
            yield _Piece(word, name, units_of(index, name, "zh"))
    for form in (_PIECE_EN, _SHARED_EN):
        for found in form.finditer(text):
            noun = _NOUN_ENDS.sub("", found["noun"])
            yield _Piece("", noun, units_of(index, noun, "en"))


def _counts(index: Index, piece: _Piece, f: Found) -> float:
    """How far a figure counts the pieces: by the word that its number is printed with, or by what it counts."""
    figure = f.item.figure
    if figure is None or figure.unit not in {UNIT.NUM, UNIT.INDIV}:
        return 0.0
    printed = figure.text.rstrip("次")
    indicators = [t for t in f.item.data.get(DGO.indicator, ()) if isinstance(t, URIRef)]
    is_in_full = any(_is_in_full(index, t, piece) for t in indicators)
    if is_in_full or any(u.things & set(indicators) for u in piece.units):
        # 「两家赋能中心平均每家」 of 「两大」, and not of what else the centres have so many of.
        return _IN_FULL
    if piece.word and not (printed.endswith(piece.word) or (piece.word == _ANY and piece.units)):
        return 0.0
    # A figure of racks is of data centres as a field, and counts none.
    things, words = counted_by(index, f)
    by_words = frozenset() if piece.word == _ANY else words
    best = max((covers(u, things, frozenset(), by_words) for u in piece.units), default=0.0)
    if piece.word and piece.word != _ANY:
        return 0.5 + best
    return best if best >= COVERED else 0.0


def _fits(index: Index, question: Question, f: Found) -> bool:
    """Whether a figure is of what is asked about, or of what belongs to a body that its passage is on."""
    if fits(index, question, f):
        return True
    bodies = [n for n, u in enumerate(question.units) if u.kind == "entity"]
    told = [n for n, u in enumerate(question.units) if u.kind in {"concept", "word"} and u.weight >= _TOLD]
    return bool(bodies) and not question.places and all(
        f.covered[n] >= COVERED for n in bodies
    ) and all(f.own[n] >= COVERED for n in told)  # fmt: skip


def _is_in_full(index: Index, indicator: URIRef, piece: _Piece) -> bool:
    """Whether all that a quantity counts is said in the name of the pieces: data centres, of those in use."""
    name = index.words.label(indicator, "zh").removesuffix("量").removesuffix("数").removeprefix("在用")
    return len(name) > 1 and name in piece.text


def _is_level(f: Found) -> bool:
    return not set(f.item.data.get(DGO.indicator, ())) & CHANGES and _unit(f) not in _RATES


def _belong(total: Found, count: Found) -> bool:
    """Whether a total and a count stand in one passage, of one body or place, and are of different things."""
    if total.page is not count.page or total.item.node == count.item.node:
        return False
    if set(total.item.data.get(DGO.indicator, ())) & set(count.item.data.get(DGO.indicator, ())):
        return False
    whose, other = ({t for p in _WHOSE for t in f.item.data.get(p, ())} for f in (total, count))
    dated = [f.item.years for f in (total, count) if f.item.years]
    return bool(whose & other) and (len(dated) < 2 or not dated[0].isdisjoint(dated[1]))  # noqa: PLR2004 - both


def _is_asked(question: Question, piece: _Piece, total: Found, count: Found) -> bool:
    """Whether the total is of what is asked for: people, money, what its measure word or its name says."""
    text, unit = fold(question.text), _unit(total)
    printed = total.item.figure.text if total.item.figure else ""
    if _PEOPLE.search(text):
        return unit == UNIT.INDIV
    counted = next((m["word"] for m in _COUNTED_ZH.finditer(text)), "")
    if counted and counted != _ANY:
        # 「多少件」 of what is printed without a measure word.
        return printed.endswith(counted)
    if (unit in MONEY) != ("amount" in question.roles or bool(_MONEY_ASKED.search(text))):
        return False
    if unit not in MONEY and value_of(total) < value_of(count):
        return False
    quantities = [n for n, u in enumerate(question.units) if u.names_quantity and u.weight >= _TOLD]
    told = [n for n in quantities if max(total.own[n], count.own[n]) >= COVERED]
    has_name = any(not question.units[n].things & GENERAL for n in told)
    if any(n not in told and not (has_name and question.units[n].things & GENERAL) for n in quantities):
        # 「每家平均产值」 is told by no floor space; 「bring in」 says of sales that they are an amount.
        return False
    named = [n for n, u in enumerate(question.units) if u not in piece.units and u.kind != "place"]
    said = any(total.own[n] >= COVERED for n in named)
    return said and (
        unit not in MONEY or any(total.own[n] >= 1 and u.names_quantity for n, u in enumerate(question.units))
    )


def _tell_all(question: Question, total: Found, count: Found) -> bool:
    """Whether nothing that a question names is left over by the two figures and their passage."""
    named = any(
        u.names_quantity and not u.things & GENERAL and max(total.own[n], count.own[n]) >= 1
        for n, u in enumerate(question.units)
    )
    for n, unit in enumerate(question.units):
        if unit.weight < _TOLD or unit.kind == "schema" or _NUMBER.fullmatch(unit.text) or unit.things & question.wider:
            continue
        if named and unit.things & GENERAL:
            # 「bring in」 says of sales that they are an amount.
            continue
        best = max(total.own[n], count.own[n])
        if unit.names_quantity and best >= COVERED:
            continue
        if best < COVERED and (unit.kind == "place" or (unit.kind == "concept" and not unit.names_quantity)):
            return False
        if max(best, total.covered[n], count.covered[n]) < COVERED:
            return False
    return True


def _narrow(question: Question, total: Found, count: Found) -> float:
    """Of firms of one kind only, where that kind is not named, it is less likely asked."""
    mine, other = (set(f.item.data.get(DGO.population, ())) for f in (total, count))
    asked = {t for u in question.units for t in u.things}
    return -0.3 * len((other - mine) - asked)


def _unit(f: Found) -> URIRef | None:
    return f.item.figure.unit if f.item.figure else None
