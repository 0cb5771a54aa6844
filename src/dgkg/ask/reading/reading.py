"""Taking a question apart with the words of the index."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rdflib import URIRef

from dgkg.ask.items.index import Index, amounts_in, numbers_in, years_in
from dgkg.ask.language.lexicon import Match
from dgkg.ask.language.method import without_method
from dgkg.ask.language.question import HEAVY, Question, Unit
from dgkg.ask.language.roles import roles_of
from dgkg.ask.language.since import changed_since
from dgkg.ask.language.source_parts import part_in, part_names
from dgkg.ask.language.tokens import Token, features, fold, phrase, tokenize
from dgkg.ask.reading.framing import asides_in, goes_on_from, introduction, preface_of, saying_in, without_pointers
from dgkg.ask.reading.matches import kind_of, not_over_commas, without_inner
from dgkg.ask.reading.misspelling import PINYIN, corrected, with_misspelt
from dgkg.ask.reading.name_ends import without_name_ends
from dgkg.ask.reading.plans import with_plans
from dgkg.ask.reading.verbs import with_verbs_aside
from dgkg.namespaces import DGO, DGS, ID
from dgkg.pattern import pattern

__all__ = ["language_of", "read_question", "wanted_classes"]

_CLASSES = frozenset(
    {DGO.Bank, DGO.University, DGO.ResearchInstitute, DGO.Company, DGO.PolicyDocument, DGO.FinancialProduct}
)
_ENGLISH = pattern(
    r"\s*(?:what|which|who|whom|whose|how|when|where|why|is|are|was|were|does|do|did|has|have|can|name|list|tell|give)\b"
    r"(?:'s)?\s",
    re.IGNORECASE,
)
# What a Chinese sentence has, and hardly a name.
_CHINESE = pattern(r"[吗呢吧么哪谁几的了]|多少|什么|是否|怎")
_LAST_YEAR = pattern(r"去年|last year")
# 「12345」 is no period, but a hotline.
_PERIOD = pattern(r"(20\d\d|period|年|月|底|末|(?<!\d)\d{1,2}(?!\d)|end|of|year)+")
_ASIDE, _PRINTED = 0.25, 0.3
# 6G, where only 5G is told of.
_GENERATION = pattern(r"\dg")
_CHARACTER, _COMMON, _SCHEMA = 0.4, 0.25, 0.4
_UNKNOWN = 0.5
_SLIGHT, _SHORT = 0.1, 2
_NUMBER_OF = pattern(
    r"(?:the )?(?:number|count) of\b(?!.*\bwhere)"
    r"|(?:the )?(?:[\w-]+ ){0,3}(?:ratio|rate|volume|amount|balance|headcount|turnover|profit|margin)s?"
    r" (?:of|for|at|in)\b"
)
_KINDS_OF = pattern(r"\b(?:what|which) (?:\w+ ){0,2}(?:types|kinds|sorts|categories) of\b| 哪 [几些] (?:类|种)")
_WHAT_IS = pattern(r"(?:and |so )?what(?:'s| is| was| are| were)\b")
_ACCUMULATED = {"new", "cumulative"}
# By which of these a question asks for a quantity.
_MEASURING = {
    "number", "amount", "count", "growth", "rank", "share", "sum", "difference", "ratio", "average", "highest",
    "compare", "base", "times", "cap", "climb", "yesno", "status", "same",
}  # fmt: skip
_COUNT_OF = pattern(r"(?<![指次倍级])数$")
_BARE = pattern(r"(?:[数额率量]|产值|收入|营收|面积)$")
_VERBAL = frozenset("来了过着到出起给成")
_SOURCE = pattern(
    r"报告|这份(?:材料|文档|资料|文本)|封面|扉页|\breport|\bthis (?:document|paper|publication|text)\b"
    r"|\b(?:title|cover) page\b|\bfront cover\b"
)
# 「which business volume」, 「which manufacturing sectors」 ask for no firm.
_NO_FIRMS = {"business", "manufacturing"}
_ASKS_SO = pattern(r"\bhow\b|多[少久准满]|几")
# 「how mnay」 is meant to ask for a number.
_HOW_SO = pattern(r"\bhow (?!(?:the|to|do|does|did|is|are|was|were|has|have|had|can|could|will|would|should)\b)\w+")
_ROLL = "名单"
_MEASURES = frozenset("率额费价薪税")


def _years_of(index: Index, text: str) -> frozenset[int]:
    """The years that a folded question is of: 「比2022年增长多少」 is of the growth in the year after."""
    years = years_in(text)
    if years == {index.year - 1} and changed_since(text):
        return frozenset({index.year})
    return years or (frozenset({index.year}) if _LAST_YEAR.search(text) else frozenset())


def _of_year_end(unit: Unit, index: Index) -> Unit:
    """「截至2023年底」: at the end of the year that all is of anything of that year is told."""
    is_end = unit.kind == "entity" and unit.things == {ID[f"period-end-{index.year}"]}
    return replace(unit, weight=_SLIGHT, kind="word") if is_end else unit


def language_of(text: str) -> str:
    """The language of a question: that of its letters, a Chinese character weighing half a word.

    Chinese names in an English sentence make no Chinese question: 「What is 数莞家?」.
    """
    chinese = len(re.findall(r"[\u3400-\u9fff]", text))
    latin = len(re.findall(r"[A-Za-z]+", text))
    if _ENGLISH.match(text) and not _CHINESE.search(text):
        return "en"
    return "zh" if chinese and chinese * 2 >= latin else "en"


def read_question(index: Index, text: str, lang: str | None = None) -> Question:
    """Take a question apart with the words of an index."""
    # A stage reads the clauses of a question again that another has read.
    return index.readings.get((text, lang), lambda: _read(index, text, lang))


def _read(index: Index, text: str, lang: str | None) -> Question:
    text = without_pointers(index, text)
    tokens = corrected(index, tokenize(text))
    folded = fold(text)
    matches = not_over_commas(index, folded, tokens, index.lexicon.matches(tokens))
    matches = with_misspelt(index, tokens, without_inner(tokens, matches))
    before: dict[tuple[str, frozenset[URIRef]], Unit] = {}
    units: dict[tuple[str, frozenset[URIRef]], Unit] = {}
    asides, introduced, preface = asides_in(folded), introduction(folded), preface_of(folded)
    hints = saying_in(folded)
    place = 0
    gap: list[Token] = []
    for match in [*matches, Match(len(tokens), len(tokens), is_filler=True)]:
        here = tokens[match.start : match.end]
        gap += tokens[place : match.start]
        place = match.end
        is_introduced = bool(gap or here) and (gap or list(here))[0].start < introduced
        start = tokens.index(gap[0]) if gap else 0
        found = _of_gap(index, gap, tokens[start - 1] if start else None, here, hints, asides)
        gap = []
        if here and not match.things & index.city and not _PERIOD.fullmatch("".join(t.text for t in here)):
            found += _units_of(index, folded[here[0].start : here[-1].end], match, here)
        aside = bool(here) and any(a <= here[0].start < b for a, b in asides)
        for unit in found:
            if aside or (here and here[0].start < preface and not unit.things):
                # What stands in brackets is a hint, not the question.
                unit = replace(unit, weight=unit.weight * _ASIDE)  # noqa: PLW2901 - the same part, worth less
            (before if is_introduced else units).setdefault((unit.text, unit.things), unit)
    kept = goes_on_from(folded[introduced:], before.values(), units.values())
    units = {(u.text, u.things): u for u in kept} | units
    units = _without_places_in_names(index, folded, with_verbs_aside(folded, without_method(folded, units)))
    units = without_name_ends(index, folded, units)
    units = {key: replace(u, weight=_SLIGHT) if _sets_a_bound(u, folded) else u for key, u in units.items()}
    for name, _ in part_names(folded):
        units = {key: u for key, u in units.items() if u.text not in name}
    years = _years_of(index, folded)
    units = {key: _of_year_end(u, index) for key, u in units.items()}
    numbers = numbers_in(folded)
    if not any(index.word_rarity(f"#{n}") for n in numbers if len(n) > 1):
        # 「73.7 billion」 is printed as 737亿.
        numbers |= amounts_in(folded)
    numbers -= {str(y) for y in years} | {str(y - 2000) for y in years if re.search(rf"(?<!\d){y - 2000}年", folded)}
    # 「12345」 of the hotline is part of its name.
    numbers -= {n for u in units.values() if u.kind in {"entity", "place"} for n in numbers_in(u.text)}
    parts = (
        *with_plans(index, folded, units.values()),
        *(_number(n) for n in sorted(numbers) if len(n) > 1 and index.word_rarity(f"#{n}")),
    )
    asking = [match for match in matches if tokens[match.start].start >= introduced]
    names_city = any(match.things & index.city for match in matches)
    if names_city and any(u.kind == "place" and not _is_within(index, u) for u in parts):
        # Beside another city the city is one of two.
        parts = (*parts, Unit(_own_name(index), 0.5, "place", index.city))
    roles = _with_bare_number(roles_of(folded[introduced:], asking), folded, parts)
    if not roles & _MEASURING:
        parts = tuple(replace(u, weight=min(u.weight, _SLIGHT)) if _only_asks(index, u, folded) else u for u in parts)
    if not roles & {"number", "count"}:
        # 「what areas」 asks for no number of areas.
        parts = tuple(replace(u, weight=min(u.weight, _ASIDE)) if _is_bare_count(u, folded) else u for u in parts)
    return Question(
        text,
        lang or language_of(text),
        parts,
        roles,
        years,
        numbers,
        names_city,
        bool(_SOURCE.search(folded)),
        part_in(folded),
        wanted_classes(index, tokens, matches),
        index.city,
        index.wider,
        index.year,
    )


def _of_gap(
    index: Index,
    gap: Sequence[Token],
    before: Token | None,
    here: Sequence[Token],
    asides: Sequence[tuple[int, int]],
    hints: Sequence[tuple[int, int]],
) -> list[Unit]:
    """The parts that plain words make between names; those count for less that only put a claim to us."""
    found = _plain_units(index, gap, before)
    if PINYIN.fullmatch("".join(t.text for t in gap)):
        # 「数莞家 (Shu Guan Jia)」: how a name is spoken.
        asides = [*asides, *hints]
    if gap and any(a <= gap[0].start and gap[-1].end <= b for a, b in asides):
        found = [replace(u, weight=u.weight * _ASIDE) for u in found]
    if here and here[0].text in _VERBAL:
        # 「带来」, 「连起来」: a verb that nothing knows does no harm.
        found = [replace(u, weight=_SLIGHT) if not u.is_known and len(u.text) <= _SHORT else u for u in found]
    return found


def _without_places_in_names(
    index: Index, text: str, units: dict[tuple[str, frozenset[URIRef]], Unit]
) -> dict[tuple[str, frozenset[URIRef]], Unit]:
    """Parts without a place with which the name behind it begins: 广州 in 「广州数交所东莞分基地」."""

    def begins_a_name(place: Unit) -> bool:
        rest = text.partition(place.text)[2]
        return any(
            u.kind == "entity" and rest.startswith(u.text)
            and any(fold(name).startswith(place.text) for t in u.things for name in index.lexicon.names.get(t, ()))
            for u in units.values()
        )  # fmt: skip

    return {key: u for key, u in units.items() if u.kind != "place" or not begins_a_name(u)}


def _sets_a_bound(unit: Unit, text: str) -> bool:
    """Whether words of hedging stand before a number: 「projects of at least 100 million」 are large, not hedged."""
    is_hedge = bool(unit.things) and all(t.startswith(str(DGS)) for t in unit.things)
    return is_hedge and bool(re.search(rf"\b{re.escape(unit.text)} (?:cny |rmb |usd |us)?[$¥]?\d", text))


def _only_asks(index: Index, unit: Unit, text: str) -> bool:
    """Whether words ask for a quantity and do not name it: 「bring in」, as a project may be brought in too."""
    is_hint = unit.is_quantity and phrase(unit.text) in index.lexicon.asking
    if not is_hint or _ASKS_SO.search(unit.text) or _HOW_SO.search(text):
        return False
    # 「What interest does it charge」 asks for it by that word alone.
    is_count = all(t.endswith("-count") for t in unit.things)
    return is_count or not re.search(rf"\b(?:what|which) (?:\w+ )?{re.escape(unit.text)}\b", text)


def _is_bare_count(unit: Unit, text: str) -> bool:
    """Whether a part of a question names what is asked for, which only happens to be counted as well."""
    is_count = unit.is_quantity and all(t.endswith("-count") for t in unit.things)
    # 「哪三个领域」 asks which, 「三个领域」 alone how many.
    return is_count and bool(
        re.search(
            rf"(?:\b(?:what|which)|^new|^other) (?:\w+ ){{0,2}}{re.escape(unit.text)}\b|哪{re.escape(unit.text)}", text
        )
    )


def _with_bare_number(roles: frozenset[str], text: str, parts: Sequence[Unit]) -> frozenset[str]:
    """The roles of a question that asks for a number by naming nothing but it: 「南信产业园入驻企业数」."""
    if not (_NUMBER_OF.match(text) or (not roles - _ACCUMULATED and _is_bare_quantity(text, parts))):
        return roles
    return roles | ({"number", "count"} if _COUNT_OF.search(text.rstrip("?？。.!！ =＝")) else {"number"})


def _is_bare_quantity(text: str, parts: Sequence[Unit]) -> bool:
    """Whether a question is but a name and a quantity: 「封测企业产值」, output of the cluster."""
    bare = text.rstrip("?？。.!！ =＝")
    heavy = [u.text for u in parts if u.is_quantity and u.weight >= HEAVY]
    if heavy and _WHAT_IS.match(text):
        return True
    return bool(_BARE.search(bare)) or any(
        bare.endswith(name) or re.match(rf"(?:the )?{re.escape(name)} (?:of|in|for|at)\b", bare) for name in heavy
    )


def _own_name(index: Index) -> str:
    """What the city that the source reports on is called."""
    return "、".join(index.words.label(city, "zh") for city in sorted(index.city))


def wanted_classes(index: Index, tokens: Sequence[Token], matches: Sequence[Match]) -> frozenset[URIRef]:
    """The classes of which a question wants members: what follows 哪些 or which, also where both are one phrase."""
    found: set[URIRef] = set()
    if _KINDS_OF.search("".join(f" {t.text}" for t in tokens)):
        # 「what types of company」 are no companies.
        return frozenset()
    firm = index.lexicon.features[DGO.Company]
    # 「which company's project」 asks for no company.
    owned = {m.start for m in matches if any(t.startswith(str(DGO.Project)) for t in m.things)}
    if any(
        "who" in m.roles and firm & {t.stem for t in tokens[m.start : m.end]} and m.end not in owned for m in matches
    ):
        found.add(DGO.Company)
    for first, second in pairwise(m for m in matches if m.things or m.roles):
        if first.roles & {"list", "who"} and second.start - first.end <= 1:
            named = "".join(t.text for t in tokens[second.start : second.end])
            found |= {t for t in second.things if t in _CLASSES and named not in _NO_FIRMS}
            # Of a group that is spoken of as one, those that it is made of.
            found |= {DGO.Company for t in second.things if t in index.closed_groups}
        # 「合作银行名单」: the class stands before the word that asks.
        if second.start == first.end and "".join(t.text for t in tokens[second.start : second.end]) == _ROLL:
            found |= {t for t in first.things if t in _CLASSES}
    return frozenset(found)


def _number(number: str) -> Unit:
    """A number of a question that the source has too."""
    return Unit(number, _PRINTED, words=((frozenset({f"#{number}"}), 1.0),))


def _units_of(index: Index, text: str, match: Match, tokens: Sequence[Token]) -> list[Unit]:
    things = frozenset(t for t in match.things if index.occurs(t) and not index.is_unit(t))
    if (match.is_elsewhere or match.is_stranger) and not things:
        strange = Unit(text, _UNKNOWN, words=((frozenset({text}), 1.0),), is_known=False)
        return [Unit(text, 1.0, "elsewhere", is_known=False) if match.is_elsewhere else strange]
    if match.is_beyond and not things and not match.roles:
        # What is told may say it of something else: 「by share of the actual cost」.
        words = tuple((frozenset({f}), 1.0) for f in features(text))
        return [Unit(text, 1.0, "beyond", words=words, is_known=False)]
    if match.is_filler and (not things or len(text) <= 1 or all(t.startswith(str(DGS)) for t in things)):
        return []
    if not things:
        if match.says_little:
            return [] if match.roles else _said_little(index, text, tokens)
        return _plain_units(index, tokens)
    kind = kind_of(index, things)
    weight = index.rarity(things)
    if kind == "schema":
        weight *= _SCHEMA
    if match.says_little:
        weight *= _COMMON
    words = tuple((frozenset({f}), 1.0) for f in features(text)) if kind in {"concept", "schema"} else ()
    unit = Unit(text, max(weight, 0.05), kind, things, words)
    if len(tokens) == 1 and text.endswith("ed") and unit.is_quantity:
        # 「granted」 is what was done, not how much it was.
        unit = replace(unit, weight=min(unit.weight, _SLIGHT))
    return [unit]


def _is_within(index: Index, unit: Unit) -> bool:
    """Whether a place lies in the city, or the city in it."""
    return any(t in index.wider or not index.city.isdisjoint(index.broader.get(t, ())) for t in unit.things)


def _said_little(index: Index, text: str, tokens: Sequence[Token]) -> list[Unit]:
    """A common word: worth a little where it is found."""
    words = [w for u in _plain_units(index, tokens) for w in u.words]
    known = any(index.word_rarity(f) is not None for features, _ in words for f in features)
    return [Unit(text, 0.08, words=tuple(words))] if known else []


def _plain_units(index: Index, gap: Sequence[Token], before: Token | None = None) -> list[Unit]:
    """What words that name nothing can be found by."""
    units: list[Unit] = []
    run: list[Token] = []
    for token in gap:
        if run and not (token.is_chinese and run[-1].end == token.start):
            units += _characters(index, run, before)
            run = []
        if token.is_chinese:
            run.append(token)
        elif _GENERATION.fullmatch(token.text) and index.word_rarity(token.stem) is None:
            units.append(Unit(token.text, 1.0, "beyond", is_known=False))
        elif not token.text[0].isdigit() and len(token.text) > 1:
            units.append(_word(index, token))
    return units + _characters(index, run, before)


def _characters(index: Index, run: Sequence[Token], before: Token | None) -> list[Unit]:
    text = "".join(t.text for t in run)
    if len(run) <= 1:
        # 「逾期率」: a rate or an amount of something is asked for, whatever the word before it is taken for.
        pair = (before.text[-1:] if before is not None and before.end == run[0].start else "") + text if run else ""
        if text not in _MEASURES or index.word_rarity(pair) is not None:
            return []
        return [Unit(pair, _UNKNOWN, words=((frozenset({pair}), _UNKNOWN),), is_known=False)]
    if text[-1] in _MEASURES:
        # Of 「交易额」 the trade may be told, and no amount.
        telling = index.word_rarity(text[-2:])
        weight = len(text) * _CHARACTER * (_UNKNOWN if telling is None else telling)
        return [Unit(text, weight, words=((frozenset({text[-2:]}), 1.0),), is_known=telling is not None)]
    pairs = [text[i : i + 2] for i in range(len(text) - 1)]
    words = []
    known = 0
    for i in range(len(text)):
        mine = _with_alike(index, pairs[max(0, i - 1) : i + 1])
        rare = [r for p in mine if (r := index.word_rarity(p)) is not None]
        known += bool(rare)
        words.append((mine, _CHARACTER * (min(rare) if rare else _UNKNOWN)))
    return [Unit(text, sum(w for _, w in words), words=tuple(words), is_known=known * 2 > len(text))]


def _word(index: Index, token: Token) -> Unit:
    words = _with_alike(index, [token.stem])
    rare = min((r for word in words if (r := index.word_rarity(word)) is not None), default=None)
    weight = _UNKNOWN if rare is None else rare * 0.7
    if rare is None and token.text.endswith("ly") and len(token.text) > len("family"):
        # 「more closely」 says how, not what.
        weight = _SLIGHT
    return Unit(token.text, weight, words=((words, weight),), is_known=rare is not None)


def _with_alike(index: Index, words: Sequence[str]) -> frozenset[str]:
    """Words with those that stand for them, where nothing says the words themselves."""
    if any(index.word_rarity(word) is not None for word in words):
        return frozenset(words)
    return frozenset(words).union(*(index.lexicon.alike.get(word, ()) for word in words))
