"""Where something stands in a ranking, as a question names it: 「哪些指标全省第一」, "is it 9th nationwide?"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib import Literal, URIRef

from dgkg.ask.items.index import Index, Item, Page
from dgkg.ask.items.search import COVERED, Found, search, unasked
from dgkg.ask.language.numerals import CARDINALS, NUMERALS
from dgkg.ask.language.question import HEAVY, TELLING, Question, Unit
from dgkg.ask.language.tokens import features, fold
from dgkg.ask.reading.clauses import clauses_of
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = [
    "Claim",
    "claimed",
    "first_to",
    "holds",
    "is_among",
    "is_of_scopes_alone",
    "leads",
    "place_in",
    "ranked_so",
    "runs_otherwise",
    "with_values",
]

_ORDINALS = {
    word: n for n, words in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 1
    ) for word in words.split()
}  # fmt: skip
_PLACE = pattern(
    r"(?P<top>前|top[- ]?)(?P<within>[一二三四五六七八九十]|\d+|three|five|ten)(?![年月季期%万亿\d.,])"
    r"(?! ?(?:%|percent|per cent|[mbt]n\b|[mbt]r?illion|thousand|yuan))"
    r"|(?<!倒数)第(?P<chinese>[一二三四五六七八九十]|\d+)(?!部分|章|篇|[个座](?:城市|地方|市)|[季期批次阶步产])"
    r"|\b(?:no\.? ?|number |ranke?d? |ranks |place )(?P<number>\d+|one|two|three)\b"
    rf"|\b(?P<ordinal>{'|'.join(_ORDINALS)})\b"
    r"(?! (?:batch|half|quarter|generation|part|time|step)|[- ](?:tier|class|line|rate)\b)"
    r"|\b(?P<digits>\d+)(?:st|nd|rd|th)\b"
)
# 「规上软企最多的是松山湖吧」 claims the first place without a number.
_FOREMOST = pattern(
    r"最(?:多|大|高|快|强|靠前|领先)(?!可|达|长)|\b(?:tops|topped|(?:came|comes) (?:out )?top|leads)\b"
    r"|\b(?:the|has|have|had|with) (?:the )?(?:most|highest|largest|biggest|greatest|fastest)\b"
    r"|\b(?:more|higher|larger|bigger|greater|faster)\b.*\bthan (?:any(?:where|one)?|all) ?(?:other|else)\b"
    r"|比(?:其他|其它|别的)(?:任何|所有)?[^，。？?]{0,8}都(?:多|高|大|快)"
)
# The same in words that are of nothing but a ranking.
_LEADS = pattern(
    r"居首|首位|领跑|榜首|头名|魁首|夺冠|拔得头筹|老大|冠军|头把交椅|桂冠|独占鳌头|状元"
    r"|\b(?:lead|leads|led|leading|top|tops|topped|heads|headed) (?:all of )?(?:the )?"
    r"(?:world|globe|country|nation|province|city|china|guangdong|dongguan)\b"
    r"|\btop(?:s|ped) (?:the|a) (?:[a-z]+ ){0,2}(?:ranking|list|table)s?\b"
    r"|\b(?:the|in) (?:top|first|leading) (?:place|spot|position)\b|\bat the (?:head|top) of (?!the report)"
)
_MOVES = pattern(r"从|由|升至|降至|升到|降到|\bfrom\b.*\bto\b")
_RUNNING = pattern(
    r"连续([一二三四五六七八九十]|\d+)年"
    r"|\b(\w+) (?:consecutive|straight|successive) years\b|\b(\w+) years (?:in a row|running)\b"
)
# Who was first in time, of several that did something.
_FIRST = pattern(r"首[个家次位批]|第一[家个]|率先|最早|最先|\b(?:first|earliest)\b")
_COMES_FIRST = pattern(r"\b(?:comes?|came|goes?) first\b|优先|摆在第一")
_LISTING = {"list", "count"}
# 「什么做到了全国第一」, "what does it call number one": all that is, where nothing else is named.
_FROM_BELOW = pattern(r"倒数|垫底|末位|\blast place\b|\bat the bottom\b")
_ALL_THAT = pattern(r"什么|啥|\bwhat\b|\bwhere\b|\beverything\b|\ball that\b")
# Who publishes a ranking, or whether somebody is first, is another question.
_OTHERWISE = {"who", "yesno", "growth", "cap", "date", "relation"}
_MOST, _FEW, _LESS = 20, 4, 0.1
_BY_HEADING = 0.4


def place_in(text: str) -> tuple[int, bool] | None:
    """The place that a text names, and whether whatever is above it will do (前三, top ten).

    >>> place_in("哪些指标全省第一"), place_in("Is it 9th nationwide?")
    ((1, False), (9, False))
    >>> place_in("全国前三的产业"), place_in("第四部分")
    ((3, True), None)
    """
    found = _PLACE.search(fold(text))
    if found is None:
        return None
    word = next(
        w for name in ("within", "chinese", "number", "ordinal", "digits") if (w := found.group(name)) is not None
    )  # fmt: skip
    number = NUMERALS.get(word) or _ORDINALS.get(word) or CARDINALS.get(word) or int(word)
    return number, found["top"] is not None


def leads(text: str) -> bool:
    """Whether a text names the first place without a number.

    >>> leads("Did OPPO lead the world in PCT filings?"), leads("华为居首位"), leads("a lead firm")
    (True, True, False)
    """
    return _LEADS.search(fold(text)) is not None


def ranked_so(index: Index, question: Question, found: Sequence[Found]) -> list[Found]:
    """All that holds the place which a list is asked of, among whom the question says; empty where none is asked."""
    place = place_in(question.text)
    if place is None or not _asks_for_all(question):
        return []
    scopes = frozenset(t for u in question.of_kind("place") for t in u.things & question.wider)
    heavy = [n for n, u in enumerate(question.units) if u.things and u.weight >= HEAVY and not u.things & scopes]

    ranks = [
        f for f in found
        if f.item.kind == "rank" and holds(f, place) and all(_is_on(question, f, n, _BY_HEADING) for n in heavy)
        and (not scopes or is_among(index, f, scopes))
    ]  # fmt: skip
    if _COMES_FIRST.search(fold(question.text)) and not any(f.own[n] >= COVERED for f in ranks for n in heavy):
        # 「which sectors come first for data brokers」 asks what is taken up first.
        return []
    return ranks[:_MOST] if scopes or heavy else []


def _is_on(question: Question, f: Found, n: int, enough: float) -> bool:
    """Whether a rank is of a part of a question; what field that is (规上软件企业) its passage may tell alone."""
    unit = question.units[n]
    return f.own[n] >= COVERED or (unit.kind == "concept" and not unit.is_quantity and f.covered[n] >= enough)


def _won_so(question: Question, f: Found, n: int) -> bool:
    """Whether a part of a question is an honour that the passage of a rank tells of: 「以第一的成绩拿下优秀单位」."""
    things = question.units[n].things
    return any(things & set(item.data.get(DGO.honour, ())) for item in f.page.items)


def _asks_for_all(question: Question) -> bool:
    """Whether all is asked for that holds a place."""
    asks = question.roles & _LISTING or is_of_scopes_alone(question)
    return bool(asks) and not question.roles & _OTHERWISE and not question.has_parts


def is_of_scopes_alone(question: Question) -> bool:
    """Whether a question asks what holds a place somewhere, and names nothing else: only ranks answer it."""
    heavy = [u for u in question.units if u.weight >= HEAVY or u.kind == "place"]
    asks = _ALL_THAT.search(fold(question.text)) or question.roles & _LISTING
    alone = bool(heavy) and all(u.kind in {"place", "elsewhere"} for u in heavy)
    names_place = place_in(question.text) is not None or _FROM_BELOW.search(fold(question.text))
    return bool(asks and alone and names_place) and not question.roles & _OTHERWISE


def with_values(index: Index, question: Question, ranks: Sequence[Found]) -> list[Found]:
    """Some ranks, each followed by the figure that it ranks, and the part of which that is the share, where stated."""
    told: dict[tuple[URIRef, URIRef, URIRef | None], Found] = {}
    for f in ranks:
        told.setdefault(f.key, f)
        page = index.page[f.page.sentence]
        ranked = [item for item in page.items if item.figure is not None and _is_ranked(f, item)]
        parts = {t for item in ranked for p in (DGO.part, DGO.shareOf) for t in item.data.get(p, ())}
        for item in (*ranked, *(i for i in page.items if i.node in parts and i.figure is not None)):
            value = unasked(question, page, item)
            told.setdefault(value.key, value)
    return list(told.values())


def _is_ranked(f: Found, item: Item) -> bool:
    """Whether a figure of the same passage is the one that a rank is of: as stated, or the only one of its quantity."""
    stated = f.item.data.get(DGO.rankedObservation, ())
    if stated:
        return item.node in stated
    by = set(f.item.data.get(DGO.rankedBy, ()))
    whose = set(f.item.data.get(DGO.rankedEntity, ())) & set(item.data.get(DGO.refArea, ()))
    alike = set(f.item.data.get(DGO.industry, ())) == set(item.data.get(DGO.industry, ()))
    return bool(by & set(item.data.get(DGO.indicator, ()))) and bool(whose) and alike and f.item.years == item.years


def first_to(index: Index, question: Question) -> list[Found]:
    """Who did each thing first that is asked about: 「哪家首个通过，哪家首个入表」; empty where one is not told."""
    if not _FIRST.search(fold(question.text)):
        return []
    told: list[Found] = []
    for clause in clauses_of(index, question) or [question]:
        heavy = [
            n for n, u in enumerate(clause.units)
            if u.things and u.weight >= HEAVY and not u.things & question.wider
        ]  # fmt: skip
        asks = clause.roles & {"who", "list"} and _FIRST.search(fold(clause.text)) and heavy
        ranks = [
            f for f in (search(index, clause) if asks else ())
            if f.item.kind == "rank" and holds(f, (1, False)) and all(f.covered[n] >= COVERED for n in heavy)
            and any(t.endswith("-order") for t in f.item.data.get(DGO.rankedBy, ()) if isinstance(t, URIRef))
        ]  # fmt: skip
        if not ranks:
            return []
        told += ranks[:1]
    return told


@dataclass(frozen=True, slots=True)
class Claim:
    """A place that a question claims of something: whether it is so, by which rank, and what does hold that place."""

    is_so: bool | None
    by: Found
    holding: tuple[Found, ...] = ()
    # Whether the whole statement decides it: the place is held by another, or for so many years.
    in_full: bool = False


def claimed(index: Index, question: Question, found: Sequence[Found]) -> Claim | None:
    """Whether a place that a question claims is the one stated; ``None`` where it claims none, or nothing decides."""
    places = {m[0] for m in _PLACE.finditer(fold(question.text))}
    if (
        "yesno" not in question.roles
        or "same" in question.roles
        or (len(places) > 1 and (len(question.years) > 1 or _MOVES.search(fold(question.text))))
    ):
        # 「from 18th in 2021 to 22nd in 2023」 claims two places.
        return None
    place = place_in(question.text)
    if place is None and (_FOREMOST.search(fold(question.text)) or leads(question.text)):
        place = (1, False)
        is_plain = leads(question.text) and not any(u.is_quantity for u in question.units)
        found = [f for f in found if f.item.kind == "rank" and (is_plain or _is_by_what_is_named(question, f))]
    if place is None or any(not u.is_known and u.weight >= HEAVY for u in question.units):
        # Of what nobody knows nothing is decided.
        return None
    heavy = _named(question, HEAVY)
    if not heavy:
        # 「软件业增速全省第二」: a light name will do where the rank is by growth as it is claimed.
        heavy = _named(question, TELLING)
        found = [f for f in found if _is_by_growth(f) == ("growth" in question.roles)]
    scopes = frozenset(t for u in question.of_kind("place") for t in u.things & question.wider)
    of_it = [
        f for f in found
        if f.item.kind == "rank" and heavy
        and all(_is_on(question, f, n, COVERED) or _won_so(question, f, n) for n in heavy)
        and (not scopes or is_among(index, f, scopes))
    ]  # fmt: skip
    if not of_it:
        return _of_another(index, question, found, place, heavy)

    def said(f: Found) -> float:
        return sum(f.own[n] for n in heavy)

    most = max(map(said, of_it))
    of_it = [f for f in of_it if said(f) > most - _LESS]
    holding = [f for f in of_it if holds(f, place)]
    if holding:
        return _for_so_long(question, holding[0])
    exact = [f for f in of_it if f.item.data.get(DGO.rank)]
    latest = max(exact or of_it, key=lambda f: (max(f.item.years, default=0), f.score))
    others = [
        f for page in index.pages for f in _ranks_of(question, page)
        if holds(f, place) and (is_among(index, f, scopes) if scopes else _is_of_another_in(f, latest))
    ]  # fmt: skip
    # A few that do hold it may be what was meant, above all by the same quantity.
    alike = [f for f in others if set(f.item.data.get(DGO.rankedBy, ())) & set(latest.item.data.get(DGO.rankedBy, ()))]
    others = alike or others
    if not exact and (holder := [f for f in alike if _is_of_another_in(f, latest)]):
        # Whoever is in the top ten is not first where another is.
        return Claim(is_so=False, by=holder[0], holding=(latest,), in_full=True)
    # 「前十」 leaves open whether it is first.
    return Claim(is_so=False if exact else None, by=latest, holding=tuple(others) if len(others) <= _FEW else ())


def _named(question: Question, least: float) -> list[int]:
    """The parts of a question that name something of some weight, and no wider place."""
    return [
        n for n, u in enumerate(question.units)
        if u.things and u.weight >= least and not u.things & question.wider
    ]  # fmt: skip


def _is_by_growth(f: Found) -> bool:
    return any(str(t).endswith("-growth-rate") for t in f.item.data.get(DGO.rankedBy, ()))


def _is_of_another_in(f: Found, other: Found) -> bool:
    """Whether two ranks are of different things in one ranking."""
    same = (DGO.rankedBy, DGO.rankScope, DGO.refPeriod, DGO.inList)
    alike = all(set(f.item.data.get(p, ())) == set(other.item.data.get(p, ())) for p in same)
    return alike and f.item.data.get(DGO.rankedEntity) != other.item.data.get(DGO.rankedEntity)


def _for_so_long(question: Question, f: Found) -> Claim | None:
    """The claim of a place that is held, perhaps for fewer years running than is claimed.

    Three years of six are neither what is stated nor wrong.
    """
    said, held = _years_running(question.text), _years_held(f)
    if said is None or held is None:
        return Claim(is_so=True, by=f)
    return Claim(is_so=said == held, by=f, in_full=True) if said >= held else None


def _years_running(text: str) -> int | None:
    """For how many years in a row something is said to be so; ``None`` where nothing is said of that."""
    found = _RUNNING.search(fold(text))
    if found is None:
        return None
    word = next(filter(None, found.groups()))
    return NUMERALS.get(word) or CARDINALS.get(word) or (int(word) if word.isdecimal() else None)


def _years_held(f: Found) -> int | None:
    return next((int(str(n)) for n in f.item.data.get(DGO.consecutiveYears, ())), None)


def runs_otherwise(text: str, f: Found) -> bool:
    """Whether a text has something be so for another number of years in a row than is stated."""
    said, held = _years_running(text), _years_held(f)
    return said is not None and held is not None and said != held


def _is_by_what_is_named(question: Question, f: Found) -> bool:
    """Whether a rank is by the quantity that a question names, or by how many there are where it names none."""
    named = {t for u in question.units if u.is_quantity for t in u.things}
    by = {t for t in f.item.data.get(DGO.rankedBy, ()) if isinstance(t, URIRef)}
    return not named.isdisjoint(by) if named else any(t.endswith("-count") for t in by)


def _of_another(
    index: Index, question: Question, found: Sequence[Found], place: tuple[int, bool], heavy: Sequence[int]
) -> Claim | None:
    """The claim of a place that is stated of another thing of the kind of the one that is named."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types

    def may_rank(n: int) -> bool:
        things = question.units[n].things
        return question.units[n].kind == "place" or any(is_a(types.get(t, ()), DGO.Organization) for t in things)

    named = [n for n in heavy if question.units[n].kind in {"entity", "place"}]
    if len(named) > 1:
        # 「first to pass DCMM」: what was passed is named as well.
        named = [n for n in named if may_rank(n)]
    rest = [n for n in heavy if n not in named]
    if len(named) != 1 or not rest or place[1]:
        # There is room for more than one in the top ten.
        return None
    thing = question.units[named[0]].things

    def are_places(things: Iterable[URIRef]) -> bool:
        return any(is_a(types.get(t, ()), DGO.Place) for t in things)

    def is_of_one_alike(f: Found) -> bool:
        ranked = {t for t in f.item.data.get(DGO.rankedEntity, ()) if isinstance(t, URIRef)} - question.wider
        return bool(ranked) and ranked.isdisjoint(thing) and are_places(ranked) == are_places(thing)

    others = [
        f for f in found
        if f.item.kind == "rank" and holds(f, place) and is_of_one_alike(f)
        and all(f.own[n] >= COVERED or _names_the_order(index, f, question.units[n]) for n in rest)
    ]  # fmt: skip
    return Claim(is_so=False, by=others[0], in_full=True) if others else None


def _names_the_order(index: Index, f: Found, unit: Unit) -> bool:
    """Whether what a rank is by has a part of a question in its name: who passed DCMM first."""
    by = (
        index.lexicon.features.get(t, frozenset()) for t in f.item.data.get(DGO.rankedBy, ()) if isinstance(t, URIRef)
    )
    return any(features(unit.text) <= names for names in by)


def _ranks_of(question: Question, page: Page) -> list[Found]:
    return [unasked(question, page, item) for item in page.items if item.kind == "rank"]


def holds(f: Found, place: tuple[int, bool]) -> bool:
    """Whether a rank is the place that is asked for, or above it where whatever is above will do."""
    number, is_top = place
    own = _number(f, DGO.rank)
    if not is_top:
        return own == number
    within = _number(f, DGO.withinTop)
    return (own is not None and own <= number) or (within is not None and within <= number)


def _number(f: Found, predicate: URIRef) -> int | None:
    value = next(iter(f.item.data.get(predicate, ())), None)
    return int(str(value)) if isinstance(value, Literal) else None


def is_among(index: Index, f: Found, scopes: frozenset[URIRef]) -> bool:
    """Whether a rank is among those of a place; that of the cities of a country is so by its name."""
    told = {t for t in f.item.data.get(DGO.rankScope, ()) if isinstance(t, URIRef)}
    groups = {t for t in told if DGO.Group in index.words.gazetteer.types.get(t, ())}
    words = index.lexicon.features
    named = any(words.get(t, frozenset()) & words.get(scope, frozenset()) for t in groups for scope in scopes)
    return named or not scopes.isdisjoint(told)
