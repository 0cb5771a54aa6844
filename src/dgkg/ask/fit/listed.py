"""What a question counts that a statement lists in words: 「点名了几个应用场景」, "how many directions are listed".

The list must be of what is counted: by the words that say what kind its items are, or by their class.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rdflib import Literal, URIRef

from dgkg.ask.fit.members import Members, asks_for_a_count
from dgkg.ask.items.enumeration import Enumeration, enumerations
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found
from dgkg.ask.language.question import HEAVY, Question
from dgkg.ask.language.tokens import features, fold
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["are_listed", "listed"]

# What else a question may ask for beside how many are listed.
_BESIDE = frozenset({"count", "number", "list", "sum", "who", "where", "advice", "new", "relation"})
_COUNTED = pattern(
    r"(?:多少|几)[家个所座条份项位款种类场大]?(?P<zh>[\u3400-\u9fff]{2,12})"
    r"|\b(?:how many|count(?: up)?(?: the| all)?|number of)(?: the)? (?P<en>[a-z][\w /-]*?)"
    r"(?=[,?.;:]|$| (?:are|is|were|was|do|does|did|has|have|listed|named|that|which|for|to|in|from|where|on|by)\b)"
)
_PEOPLE = pattern(
    r"(?:多少|几)[名人位]|\bhow many (?:\w+ ){0,2}(?:people|persons|graduates|students|engineers|staff)\b"
)
_FIRMS = pattern(r"(?:多少|几)家|\bhow many (?:\w+ ){0,3}(?:firms|companies|enterprises|providers|vendors)\b")
_ASIDE = pattern(r"^(?:要|将|会|被|是|叫|和|与|及|呢|吗)")
# Where an English list says what its items are: "uses such as A and B", "A, B and other fields".
_BEFORE = pattern(
    r"((?:[\w-]+ ){1,3})(?:such as|like|including)\b(?!.*such as)[^.;:]*$"
    r"|((?:[\w-]+ ){0,2}[\w-]+): *$|\bin ((?:[\w-]+ )+)$"
)
_AFTER = pattern(r"^[^.;]*?\band (?:other|more) ([\w-]+(?: [\w-]+)?)|^,? among other ([\w-]+)")
_KIND, _SEVERAL = 12, 2


def are_listed(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether what is counted is listed by what is chosen."""
    return listed(index, question, chosen) is not None


def listed(index: Index, question: Question, chosen: Sequence[Found]) -> Members | None:
    """What is listed that a question counts: by the passage of what is chosen, or by each of several that it names."""
    if not asks_for_a_count(question) or not question.roles <= _BESIDE or not chosen:
        return None
    if _PEOPLE.search(fold(question.text)):
        # 「每年培养多少名数字经济专业毕业生」 counts no fields.
        return None
    told = [f for f in chosen if f.item.figure is None]
    if "sum" in question.roles:
        # 「原有的再加上拟拓展的」 are more than what one list names.
        return _of_several(index, question, told)
    return _of_passage(index, question, [f for f in told if f.page is chosen[0].page])


def _of_several(index: Index, question: Question, told: Sequence[Found]) -> Members | None:
    """What several passages list, each of something that the question names and no other of them is of."""
    pages = dict.fromkeys(f.page for f in told)
    lists = [m for page in pages if (m := _of_passage(index, question, [f for f in told if f.page is page]))]
    by = [m.naming[0] for m in lists]
    named = [n for n, u in enumerate(question.units) if u.things and u.weight >= HEAVY]
    telling = [[f for f in by if f.own[n] >= COVERED] for n in named]
    alone = {each[0].key for each in telling if len(each) == 1}
    if len(lists) < _SEVERAL or not all(telling) or len(alone) < len(lists):
        return None
    things = dict.fromkeys(t for m in lists for t in m.things)
    return Members(tuple(things), tuple(by), any(m.is_open for m in lists))


def _of_passage(index: Index, question: Question, told: Sequence[Found]) -> Members | None:
    """What a passage lists that a question counts; none where two of its lists may be meant."""
    lists = [
        (likeness, f, found)
        for f in told
        for found in enumerations(index, f.item) if (likeness := _likeness(index, question, f, found))
    ]  # fmt: skip
    most = max((likeness for likeness, *_ in lists), default=0)
    best = [(f, found) for likeness, f, found in lists if likeness == most]
    if len(best) != 1:
        return None
    f, found = best[0]
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    if _FIRMS.search(fold(question.text)) and not all(is_a(types.get(t, ()), DGO.Organization) for t in found.things):
        # 「有多少家方案商」 counts no fields that they work for.
        return None
    return Members(found.things, (f,), found.is_open)


def _likeness(index: Index, question: Question, f: Found, found: Enumeration) -> int:
    """How much of what a question counts says what the items of a list are; nothing where they are of another kind."""
    text = fold(question.text)
    counted = _COUNTED.search(text)
    said = _ASIDE.sub("", (counted["zh"] or counted["en"]) if counted else "")
    asked = features(said) if len(said) > 1 else features(text)
    alike = len(features(_kind_of(index, question, f, found)) & asked)
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    classes = {t for u in question.of_kind("schema") if u.text in (said or text) for t in u.things}
    return alike + any(all(is_a(types.get(t, ()), cls) for t in found.things) for cls in classes)


def _kind_of(index: Index, question: Question, f: Found, found: Enumeration) -> str:
    """What the items of a list are said to be, in the language of the question."""
    if question.lang == "zh":
        return found.kind[:_KIND]
    texts = [v for v in f.item.data.get(DGO.assertion, ()) if isinstance(v, Literal) and v.language == "en"]
    return " ".join(kind for text in texts for kind in _kinds_around(str(text), _spans(index, str(text), found.things)))


def _spans(index: Index, text: str, things: Sequence[URIRef]) -> list[tuple[int, int]]:
    """Where a text names things."""
    folded = fold(text)
    names = (fold(n.text) for t in things for n in index.words.gazetteer.names(t) if n.lang == "en")
    return sorted((folded.find(name), folded.find(name) + len(name)) for name in names if name in folded)


def _kinds_around(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """What stands before a list to say what is listed, and behind it."""
    if not spans:
        return
    folded = fold(text)
    for found in (_BEFORE.search(folded[: spans[0][0]]), _AFTER.search(folded[spans[-1][1] :])):
        if found is not None:
            yield next(group for group in found.groups() if group)
