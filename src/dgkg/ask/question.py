"""A question, taken apart: what it names, what it asks for, and words that nothing is known of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rdflib import URIRef

from dgkg.ask.index import Index, numbers_in, years_in
from dgkg.ask.lexicon import Match
from dgkg.ask.tokens import Token, fold, tokenize
from dgkg.namespaces import DGO, ID

__all__ = ["Question", "Unit", "follow", "read_question"]

_CITY = {ID.dongguan}
_PINYIN = re.compile(r"(?:[bpmfdtnlgkhjqxzcsryw]h?[aeiouv]+(?:ng|n|r)?){2,}")
_UNKNOWN_WORD = 1.0
_CHARACTER = 0.45
_MOST_NEW = 2
_ASKING = {"list", "who", "number", "date", "cap", "status"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a question that an answer should account for.

    ``things`` are what a name can mean; ``words`` the features by which plain words are found
    (each with its weight); ``weight`` says how telling the part is.
    """

    text: str
    weight: float
    things: frozenset[URIRef] = frozenset()
    words: tuple[tuple[frozenset[str], float], ...] = ()
    is_entity: bool = False
    is_place: bool = False
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood."""

    text: str
    lang: str
    units: tuple[Unit, ...]
    roles: frozenset[str]
    years: frozenset[int]
    numbers: frozenset[str]
    in_city: bool = False
    cities: frozenset[URIRef] = field(default_factory=frozenset)

    @property
    def weight(self) -> float:
        """The weight of all parts together."""
        return sum(u.weight for u in self.units)

    @property
    def unknown(self) -> tuple[Unit, ...]:
        """Parts that the source has no word for."""
        return tuple(u for u in self.units if not u.is_known)


def language_of(text: str) -> str:
    """The language of a question: that of its letters, Chinese counting double."""
    chinese = len(re.findall(r"[\u3400-\u9fff]", text))
    latin = len(re.findall(r"[A-Za-z]+", text))
    return "zh" if chinese and chinese * 2 >= latin else "en"


def read_question(index: Index, text: str, lang: str | None = None) -> Question:
    """Take a question apart with the words of an index."""
    tokens = tokenize(text)
    folded = fold(text)
    matches = index.lexicon.matches(tokens)
    matches = _with_misspelt(index, tokens, matches)
    units: dict[tuple[str, frozenset[URIRef]], Unit] = {}
    roles: set[str] = set()
    in_city = False
    years = years_in(folded)
    if "去年" in folded or "last year" in folded:
        years = years or frozenset({2023})
    place = 0
    gap: list[Token] = []

    def add(unit: Unit | None) -> None:
        if unit is not None:
            units.setdefault((unit.text, unit.things), unit)

    for match in [*matches, Match(len(tokens), len(tokens))]:
        gap += tokens[place : match.start]
        place = match.end
        here = tokens[match.start : match.end]
        roles |= match.roles
        in_city = in_city or bool(match.things & _CITY)
        if not here or match.things or match.roles or match.is_filler:
            for unit in _plain_units(index, gap):
                add(unit)
            gap = []
        if match.things and not match.things & _CITY and not _is_year(here):
            add(_named_unit(index, folded[here[0].start : here[-1].end], match, here))
    return Question(
        text, lang or language_of(text), tuple(units.values()), frozenset(roles), years, numbers_in(folded), in_city
    )


def follow(before: Question, question: Question) -> Question:
    """A question that leaves out what was said before, filled up from the question before.

    「那南城呢？」 after a question on 松山湖 keeps all of that question but the place.
    """
    if len(question.units) > _MOST_NEW or question.roles & _ASKING:
        return question
    kept = [u for u in before.units if not any(_same_sort(u, new) for new in question.units)]
    return replace(
        question,
        lang=question.lang if question.units else before.lang,
        units=(*kept, *question.units),
        roles=before.roles | question.roles,
        years=question.years or before.years,
        numbers=frozenset(),
    )


def _same_sort(unit: Unit, other: Unit) -> bool:
    """Whether one can stand in the place of the other."""
    return (unit.is_place, unit.is_entity) == (other.is_place, other.is_entity) and (
        unit.is_entity or bool(unit.things) == bool(other.things)
    )


def _is_year(tokens: Sequence[Token]) -> bool:
    return bool(re.fullmatch(r"(20\d\d|period|年|月|\d{1,2}|end|of)+", "".join(t.text for t in tokens)))


def _named_unit(index: Index, text: str, match: Match, tokens: Sequence[Token]) -> Unit | None:
    things = match.things
    weight = min((index.rarity(t) for t in things), default=1.0)
    types = {cls for t in things for cls in index.words.gazetteer.types.get(t, ())}
    ontology = index.words.ontology
    is_place = ontology.is_a(types, DGO.Place)
    generic = not types or ontology.is_a(types, DGO.Concept)
    known = any(t in page.things for t in things for page in index.pages)
    if match.roles or match.is_filler:
        weight *= 0.35
    if generic and not known:
        # A word of the ontology that no passage uses: its plain words may still be told.
        plain = _plain_units(index, tokens)
        return plain[0] if plain else None
    words = tuple((frozenset({f}), 1.0) for t in things for f in index.lexicon.features.get(t, ()))
    return Unit(text, max(weight, 0.05), things, words if generic else (), not generic, is_place, known)


def _plain_units(index: Index, gap: Sequence[Token]) -> list[Unit]:
    """What words that name nothing can be found by."""
    units = []
    run: list[Token] = []
    for token in [*gap, None]:
        if token is not None and token.is_chinese and (not run or run[-1].end == token.start):
            run.append(token)
            continue
        if run:
            units += _characters(index, run)
        run = []
        if token is None:
            continue
        if token.is_chinese:
            run = [token]
        elif not token.text[0].isdigit():
            units.append(_word(index, token))
    return units


def _characters(index: Index, run: Sequence[Token]) -> list[Unit]:
    text = "".join(t.text for t in run)
    if len(run) == 1:
        return []
    pairs = [text[i : i + 2] for i in range(len(text) - 1)]
    words = []
    known = 0
    for i in range(len(text)):
        mine = frozenset(pairs[max(0, i - 1) : i + 1])
        rare = [r for p in mine if (r := index.word_rarity(p)) is not None]
        known += bool(rare)
        words.append((mine, _CHARACTER * (min(rare) if rare else _UNKNOWN_WORD)))
    return [Unit(text, sum(w for _, w in words), words=tuple(words), is_known=known * 2 > len(text))]


def _word(index: Index, token: Token) -> Unit:
    stem = token.stem
    rare = index.word_rarity(stem)
    if rare is None and not token.text[0].isdigit() and (near := index.lexicon.nearest_word(stem)):
        stem, rare = near, index.word_rarity(near)
    weight = _UNKNOWN_WORD if rare is None else rare
    return Unit(token.text, weight, words=((frozenset({stem}), weight),), is_known=rare is not None)


def _with_misspelt(index: Index, tokens: Sequence[Token], matches: Sequence[Match]) -> list[Match]:
    """Matches with names that were written with a slip: wrong characters, or pinyin."""
    taken = {i for m in matches for i in range(m.start, m.end) if m.things and m.end - m.start > 1}
    free = [i for i in range(len(tokens)) if i not in taken]
    found = list(matches)
    start = 0
    while start < len(free):
        end = start
        while end + 1 < len(free) and free[end + 1] == free[end] + 1 and tokens[free[end + 1]].is_chinese:
            end += 1
        run = [tokens[i] for i in free[start : end + 1]]
        if run[0].is_chinese:
            for near in index.lexicon.misspelt(run):
                first, last = free[start] + near.start, free[start] + near.end
                word = "".join(t.text for t in tokens[first:last])
                if not all(index.word_rarity(word[i : i + 2]) is not None for i in range(len(word) - 1)):
                    found = [m for m in found if m.end <= first or m.start >= last]
                    found.append(Match(first, last, near.things))
                    break
        elif _PINYIN.fullmatch(run[0].text) and index.word_rarity(run[0].stem) is None:
            things = frozenset(h.iri for h in index.words.gazetteer.find(run[0].text) if h.reason == "pinyin")
            if things:
                found.append(Match(free[start], free[start] + 1, things))
        start = end + 1
    return sorted(found, key=lambda m: m.start)
