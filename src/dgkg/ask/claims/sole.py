"""Whether one alone is something, or others are too: 「除了东莞还有别的城市是双料试点吗」, "was it the only one?".

What the source says of one alone decides both, where it is of all that the question names.
"""

from __future__ import annotations

from rdflib import Literal

from dgkg.ask.claims.verdict import Verdict
from dgkg.ask.items.index import Index, Item
from dgkg.ask.items.search import search
from dgkg.ask.language.question import Question
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["of_the_sole"]

_SOLE = pattern(r"唯一|独一|独此一|只有.{1,8}(?:是|有|拿|入选|获)|\bthe (?:only|sole)\b|\balone\b")
_OTHERS = pattern(
    r"(?:还|另|再)有(?:没有)?(?:别的|其他|其它|另外|哪)|第[二三][个座家](?:城市|地方|市|企业|单位)?(?:也|同样|同时)"
    r"|(?:别的|其他|其它)(?:城市|地方|市|企业|单位).{0,4}(?:也|同样|同时)"
    r"|\b(?:any|is there an|are there) ?other\b|\b(?:another|a second) (?:city|firm|town|place)\b"
)
_STATED = pattern(r"只有|唯一|独有|\bonly\b|\bsole\b")
# What is so of two things together is not so of each of them.
_JOINS = pattern(r"双料|双重|同时|兼|[和与及、]|都|\bboth\b|\band\b|\bdual\b|\bdouble\b|\btwo\b")
_ENOUGH, _PAIR = 0.6, 2


def of_the_sole(index: Index, question: Question, text: str) -> Verdict | None:
    """Whether one alone is what a claim says; ``None`` where it says nothing of that, or nothing decides."""
    others = bool(_OTHERS.search(text))
    if not others and not ("yesno" in question.roles and _SOLE.search(text)):
        return None
    known = [(n, u.weight) for n, u in enumerate(question.units) if u.things]
    whole = sum(weight for _, weight in known)
    told = [
        f for f in search(index, question)
        if f.item.kind == "statement" and _is_of_one(f.item) and (_JOINS.search(text) or not _is_of_two(index, f.item))
        and sum(weight * f.own[n] for n, weight in known) >= _ENOUGH * whole > 0
    ]  # fmt: skip
    return Verdict("no" if others else "yes", (told[0],)) if told else None


def _is_of_two(index: Index, item: Item) -> bool:
    """Whether a statement is of two programmes together."""
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types
    return sum(is_a(types.get(t, ()), DGO.SupportProgramme) for t in item.things) >= _PAIR


def _is_of_one(item: Item) -> bool:
    """Whether a statement is of one alone."""
    return any(_STATED.search(str(t).lower()) for t in item.data.get(DGO.assertion, ()) if isinstance(t, Literal))
