"""Whether something stands above or below an average, as is claimed: 「软件业占比高于行业平均，对吗」.

No figure tells it: a statement says in words on which side of which average a thing is. That decides the claim, and its
contrary, of the same thing and the same measure.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Literal

from dgkg.ask.claims.verdict import Verdict
from dgkg.ask.items.index import Index
from dgkg.ask.items.search import Found, unasked
from dgkg.ask.language.claim_form import denies_so
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["against_average"]

_ABOVE = (
    r"高[于过]|超[过出]|大于|多于|好于|强于"
    r"|\b(?:above|over|higher than|larger than|bigger than|more than|exceeds?|tops?|beats?|ahead of)\b"
)
_BELOW = (
    r"低[于过]|不[及足到如]|小于|少于|逊于|弱于"
    r"|\b(?:below|under|lower than|smaller than|less than|short of|beneath|behind|trails?)\b"
)
_BESIDE = r"(?P<of>[^，。；,;?]{0,16}?)(?:平均|均值|\baverage\b|\bmean\b)"
_IS_ABOVE, _IS_BELOW = pattern(f"(?:{_ABOVE}){_BESIDE}"), pattern(f"(?:{_BELOW}){_BESIDE}")
# Whose average it is, where that is said, and what is measured.
_WHOSE = (
    pattern(r"行业|产业|\b(?:industry|sector)\b"), pattern(r"全?省|广东|\bprovinc\w+|\bguangdong\b"),
    pattern(r"全?国|\bnation\w*|\bcountry\b|\bchina\b"), pattern(r"全球|世界|\b(?:world|global)\b"),
)  # fmt: skip
_MEASURES = (
    pattern(r"占比|比重|份额|比例|\b(?:share|proportion|weight|percentage)\b"),
    pattern(r"增[速长幅]|增长率|\b(?:growth|grew|grow\w*|faster|slower)\b"),
    pattern(r"产值|营收|收入|利润|\b(?:output|revenue|profit)\b"),
)
_NAMED = 0.3


def against_average(index: Index, question: Question, text: str) -> Verdict | None:
    """The verdict on a claim of what stands above or below an average; ``None`` where it is none, or none is stated."""
    claimed = _side(text)
    if not claimed or "yesno" not in question.roles or question.numbers or denies_so(text):
        return None
    told = [(f, side) for f, said, side in _stated(index, question) if _is_of_it(question, f) and _is_alike(text, said)]
    if len({side for _, side in told}) != 1:
        return None
    by, side = told[0]
    return Verdict("yes" if side == claimed else "no", (by,))


def _side(text: str) -> int:
    """1 where a text says that something is above an average, -1 for below; 0 where it says neither, or both."""
    above, below = bool(_IS_ABOVE.search(text)), bool(_IS_BELOW.search(text))
    return 0 if above == below else 1 if above else -1


def _stated(index: Index, question: Question) -> Iterator[tuple[Found, str, int]]:
    """What is stated to be above or below an average, in which words, and on which side."""
    for page in index.pages:
        for item in page.items:
            texts = [v for v in item.data.get(DGO.assertion, ()) if isinstance(v, Literal)]
            said = next((fold(str(v)) for v in texts if v.language == question.lang), "")
            if item.kind == "statement" and (side := _side(said)):
                yield unasked(question, page, item), said, side


def _is_of_it(question: Question, f: Found) -> bool:
    """Whether a statement is of all that a claim names."""
    named = [
        u for u in question.of_kind("entity", "place", "concept")
        if u.weight >= _NAMED and not u.things & question.wider and not u.is_quantity
    ]  # fmt: skip
    return bool(named) and all(not u.things.isdisjoint(f.item.wide) for u in named)


def _is_alike(claim: str, said: str) -> bool:
    """Whether a claim is of the same measure as a statement, and of no other average."""
    measured = all(bool(form.search(claim)) == bool(form.search(said)) for form in _MEASURES)
    side = (_IS_ABOVE.search(claim) or _IS_BELOW.search(claim), _IS_ABOVE.search(said) or _IS_BELOW.search(said))
    mine, other = (m["of"] if m is not None else "" for m in side)
    return measured and all(bool(form.search(other)) for form in _WHOSE if form.search(mine))
