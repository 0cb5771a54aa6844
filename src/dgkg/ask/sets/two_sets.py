"""What two sets have in common and what only one of them has: 「已编制指引的三个行业与试点聚焦的三大行业有何不同」.

Each side is one statement that names as many things of a sort as the question says. Where a side is told by no one
statement better than by all others, nothing is compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rdflib import URIRef

from dgkg.ask.items.index import Index, Item
from dgkg.ask.items.search import Found, search
from dgkg.ask.language.question import Question, Unit
from dgkg.ask.language.tokens import features, fold
from dgkg.ask.reading.reading import read_question
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["TwoSets", "compared", "how_many", "two_sets"]

_OPEN, _CLOSE = '[“"「『‘]', '[”"」』’]'
_DIFFER = r"(?:不同|区别|差异|差别|异同|不一样|重合|重叠|相同|交集)"
_FORMS = (
    pattern(rf"^{_OPEN}(?P<a>[^”\"」』’]+){_CLOSE}[和与跟同]{_OPEN}(?P<b>[^”\"」』’]+){_CLOSE}[^，。]*{_DIFFER}"),
    pattern(
        rf"^(?P<a>[^，。和与跟]+)[和与跟](?P<b>[^，。]+?)(?:之间)?(?:有何|有什么|有哪些|有啥|哪些|的)(?:是)?{_DIFFER}"
    ),
    pattern(r"^how (?:do|does|did|are|is) (?P<a>.+?) (?:differ|different|differed) from (?P<b>.+)"),
    pattern(r"^how do (?P<a>.+?) and (?P<b>the .+?) differ"),
    pattern(r"\bdifferences? between (?P<a>.+?) and (?P<b>the .+)"),
)
# 「哪个行业编了指引，却不在试点聚焦里」: what one side names and the other does not.
_BUT_NOT = (
    pattern(
        r"^(?:which|what) (?P<a>(?:[\w-]+ ){0,2}?(?:industr\w+|sectors?|fields?) .+?),? (?:but|yet|and)"
        r" (?:(?:are|is|were|was|do|does|did|have|has|had) )?(?:not|n't|never|no) (?P<b>.+)"
    ),
    pattern(
        r"^哪[一个些几]*(?P<a>(?:行业|产业|领域).{2,}?)[，,]?(?:却|但|而)又?(?:不在|没有?|并?不是|不属于|未)(?P<b>.+)"
    ),
)
# 「试点的三大行业里哪一个不在已编指引之列」: what one side alone names, asked of that side.
_NOT_AMONG = (
    pattern(
        r"^(?P<a>.+?)(?:里|中|当中|之中|之列)?[，,]?有?哪[一个些几]*(?:行业|产业|领域)?[，,]?"
        r"(?:并?不在|还?没有?|并?不属于|并?不是|未)(?:被)?(?P<b>.+?)(?:之列|之内|里面?|中间?|范围内?|名单)?$"
    ),
    pattern(
        r"^of (?P<a>.+?), (?:which|what) (?:one|ones)? ?(?:is|are|has|have|was|were|does|do|did)"
        r" (?:not|n't|no) (?:among |one of |in |on |have |covered by |part of )?(?P<b>.+)"
    ),
)
# 「试点主攻的三个行业里，哪两个之前已经编了指引」: what both have.
_ALSO = (
    pattern(
        r"^(?P<a>.+?(?:行业|产业|领域))(?:里|中|当中|之中)?[，,]?有?哪[一两二三四个些几]*(?:行业|产业|领域)?[，,]?"
        r"(?:(?:之前|此前|同时|又|也|还)(?:已经?|早已|被)?|(?:已经?|早已)(?=编|出台|制定))(?P<b>.{4,})$"
    ),
    pattern(
        r"^(?:of |among )(?P<a>.+?(?:industr\w+|sectors?|fields?)\b.*?), (?:which|what) (?:ones? |two |three )?"
        r"(?:(?:are|were|is|was|had|have|has|do|did) )?(?:also|already) (?P<b>.+)"
    ),
)
_NUMERALS = {
    word: n for n, words in enumerate(
        ("两 二 2 two", "三 3 three", "四 4 four", "五 5 five", "六 6 six", "七 7 seven"), 2
    ) for word in words.split()
}  # fmt: skip
_HOW_MANY = pattern(r"([两二三四五六七2-7])(?=[个大家类项])|\b(two|three|four|five|six|seven)\b")
_SORTS = (
    (DGO.Industry, pattern(r"行业|产业|领域|\b(?:industr|sector|field)")),
    (DGO.Company, pattern(r"企业|公司|厂商|\b(?:firm|compan|enterprise)")),
    (DGO.AdministrativeDivision, pattern(r"城市|\bcit(?:y|ies)\b")),
)
_STATED = {"activity", "intention", "statement", "figure", "measure"}
_LEAST, _CLEARLY, _WORDS, _LONG = 0.15, 0.05, 0.1, 3


@dataclass(frozen=True, slots=True)
class TwoSets:
    """Two statements, what both name, what one alone names, and pairs of nearly the same name."""

    names: tuple[str, str]
    by: tuple[Found, Found]
    both: tuple[URIRef, ...]
    alike: tuple[tuple[URIRef, URIRef], ...]
    only: tuple[tuple[URIRef, ...], tuple[URIRef, ...]]


def two_sets(index: Index, question: Question) -> TwoSets | None:
    """What two sets that a question compares have in common; ``None`` where it compares none, or one is open."""
    text = fold(question.text).strip(" ?？。.")
    forms = ((form, m) for form in (*_FORMS, *_BUT_NOT, *_NOT_AMONG, *_ALSO) if (m := form.search(text)))
    form, match = next(forms, (None, None))
    if match is None:
        return None
    sides = (match["a"].strip(), match["b"].strip())
    sort = next((cls for cls, words in _SORTS if words.search(sides[0])), None)
    many = [number for side in sides if (number := how_many(side))]
    if form in (*_BUT_NOT, *_NOT_AMONG, *_ALSO):
        many = [how_many(side) or 0 if form not in _BUT_NOT else 0 for side in sides]
    if sort is None or len(many) < len(sides):
        return None
    one = _stating(index, question, sides[0], sort, many[0], apart=frozenset())
    if one is None:
        return None
    mine = _members(index, one.item, sort)
    other = _stating(index, question, sides[1], sort, many[1], apart=mine)
    if other is None:
        return None
    theirs = _members(index, other.item, sort)
    if form in _ALSO:
        # What the question says of them is none of them: 「数字化转型仍待深化的传统行业」.
        asked = {t for u in question.units for t in u.things}
        mine, theirs = mine - asked, theirs - asked
    sets = compared(index, sides, (one, other), mine, theirs)
    # What is left out of a set is missed among things of its kind: sets with nothing in common are of two kinds.
    apart = form in (*_BUT_NOT, *_NOT_AMONG, *_ALSO) and not (sets.both or sets.alike)
    return None if apart else sets


def how_many(text: str) -> int | None:
    """How many a folded text says there are: 三 in 「三大行业」."""
    found = _HOW_MANY.search(text)
    return _NUMERALS[found[1] or found[2]] if found else None


def compared(
    index: Index, sides: tuple[str, str], by: tuple[Found, Found], mine: frozenset[URIRef], theirs: frozenset[URIRef]
) -> TwoSets:
    """Two sets of things that two statements name, with what they have in common."""
    both = sorted(mine & theirs)
    pairs = [(a, b) for a in sorted(mine - theirs) for b in sorted(theirs - mine) if _are_called_alike(index, a, b)]
    paired = {t for pair in pairs for t in pair}
    only = tuple(sorted(mine - theirs - paired)), tuple(sorted(theirs - mine - paired))
    return TwoSets(sides, by, tuple(both), tuple(pairs), only)


def _are_called_alike(index: Index, one: URIRef, other: URIRef) -> bool:
    """Whether the name of one thing is part of that of the other: 纺织服装, 纺织服装鞋帽."""
    first, second = (index.words.label(t, "zh") for t in (one, other))
    return first in second or second in first


def _stating(
    index: Index, question: Question, text: str, sort: URIRef, many: int, *, apart: frozenset[URIRef]
) -> Found | None:
    """The statement that a side means: of so many things, and telling more of its words than any of other things."""
    side = replace(read_question(index, text, question.lang), years=frozenset())
    units = [(n, u) for n, u in enumerate(side.units) if u.weight >= _LEAST and not _is_sort(u) and not _is_property(u)]
    if many and any(u.things for _, u in units):
        # Of so many things of a field that is named a statement may be in whatever words: 主攻 for 聚焦.
        units = [(n, u) for n, u in units if u.things]
    told: list[tuple[float, Found, frozenset[URIRef]]] = []
    for f in search(index, side):
        members = _members(index, f.item, sort)
        # As many as the side says, or several where it does not say.
        is_so_many = len(members) == many if many else len(members) > 1
        if f.item.kind not in _STATED or not is_so_many or members == apart:
            continue
        above = _wholes(index, f.item)
        covered = [max(f.covered[n], *(_covers(u, item) for item in above), 0.0) for n, u in units]
        if units and min(covered) >= _LEAST * 2:
            told.append((sum(covered) + f.score + _WORDS * _shared(index, text, (f.item, *above)), f, members))
    told.sort(key=lambda t: -t[0])
    if not told:
        return None
    best = told[0]
    # The same things and the topic of them all are no other things.
    best = next((t for t in told if t[2] < best[2] and t[0] > best[0] - _WORDS), best)
    rivals = [score for score, _, members in told if not (members <= told[0][2] or members >= told[0][2])]
    return best[1] if not rivals or told[0][0] > rivals[0] + _CLEARLY else None


def _is_sort(unit: Unit) -> bool:
    return any(words.search(unit.text) for _, words in _SORTS) and unit.kind == "word"


def _is_property(unit: Unit) -> bool:
    return unit.kind == "schema" and all(t.startswith(str(DGO)) and t[len(DGO)].islower() for t in unit.things)


def _members(index: Index, item: Item, sort: URIRef) -> frozenset[URIRef]:
    """The things of a sort that a statement is of, without wider ones that others of them belong to."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    things = {t for t in item.things if is_a(types.get(t, ()), sort)}
    wider = {above for t in things for above in index.broader.get(t, ())}
    return frozenset(things - wider)


def _wholes(index: Index, item: Item) -> Sequence[Item]:
    """What an intention is part of."""
    wholes = set(item.data.get(DGO.partOfIntention, ()))
    return [i for page in index.pages for i in page.items if i.node in wholes] if wholes else []


def _covers(unit: Unit, item: Item) -> float:
    words = frozenset().union(*(w for w, _ in unit.words)) if unit.words else features(unit.text)
    return 1.0 if unit.things & item.wide or words & item.words else 0.0


def _shared(index: Index, text: str, items: Sequence[Item]) -> int:
    """How many characters, or words, of a side stand together in a name of what some items are of."""
    names = {name for item in items for t in item.things for name in map(fold, index.lexicon.names.get(t, ()))}
    parts = text.split() if text.isascii() else list(text)
    between = " " if text.isascii() else ""
    least = 2 if text.isascii() else _LONG
    for length in range(len(parts), least - 1, -1):
        for start in range(len(parts) - length + 1):
            if any(between.join(parts[start : start + length]) in name for name in names):
                return length
    return 0
