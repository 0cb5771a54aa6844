"""What is weak or lags in a field: 「软件业的短板在哪里」, "which data security work needs strengthening?".

The source points it out as problems; whatever else it says of the field is no answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from dgkg.ask.items.search import COVERED, Found
from dgkg.ask.language.question import DOUBTING, Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.language.wrongs import names_a_wrong
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["asks_for_problems", "asks_what_lacks", "problems_of"]

_LACKING = pattern(
    r"(?:还[要得需]|[要需得待]|有待|(?:还|仍)(?:要|需|须|应))(?:进一步|再|继续)?"
    r"(?:加强|提高|提升|完善|改进|补强|补课|挖掘|验证|突破|健全)|还?不够|薄弱|欠缺"
    r"|短板|短处|弱项|软肋|[较偏]弱|[差弱]在|跟不上|没跟上|不到位|滞后|掉队|卡脖子|制约|瓶颈|痛点|堵点|拖后腿|受制"
    r"|\bweak(?:er|est|ness|nesses|ly)?\b|\black(?:s|ing)?\b|\bfall(?:s|ing)? short\b|\blag(?:s|ged|ging)?\b"
    r"|\bbottlenecks?\b|\b(?:hold|held)(?:s|ing)? .{0,30}back\b|\bhamper\w*|\buntapped\b|\b(?:has|have) yet to\b"
    r"|\binsufficient|\binadequate|\bpain points?\b|\b(?:hurdle|obstacle)s?\b"
    r"|\bneeds? (?:more |further |to be )?(?:strengthen\w*|work\b|improv\w*)"
)
_COUNTING = pattern(r"\bhow (?:many|much)\b|多少|几[家个人名位成]")
# What is asked for by such a word is told by nothing else.
_BY_NAME = pattern(r"短板|短处|弱项|软肋|缺点|不足之处|\bweaknesses\b|\bweakness\b|\bshortcomings?\b|\bdrawbacks?\b")
# What is asked for beside them is what the same passage says else of the thing.
_STRENGTHS = pattern(
    r"长处|强项|优势(?=[是在有和与、，])|优点|好的一面"
    r"|\bstrengths?\b|\bstrong (?:points?|side)\b|\badvantages?\b|\bupsides?\b"
)
# A level, a date or a limit of what is weak is asked for as of anything else.
_MEASURING = DOUBTING | {"number", "growth", "rank", "date", "cap", "share", "advice", "ratio"}
_TELLING, _AROUND, _MOSTLY, _NEAR, _MOST = 0.3, 0.4, 0.6, 0.75, 8


def asks_what_lacks(question: Question) -> bool:
    """Whether it is asked what is weak, lags or has yet to be done."""
    text = fold(question.text)
    return (
        not question.roles & _MEASURING
        and not _COUNTING.search(text)
        and bool(_LACKING.search(text) or names_a_wrong(text))
    )


def asks_for_problems(question: Question) -> bool:
    """Whether problems of something named are asked for by name: what else is told of it is no answer."""
    named = any(u.things and u.weight >= _TELLING and not u.things & question.wider for u in question.units)
    return named and not question.roles & _MEASURING and bool(_BY_NAME.search(fold(question.text)))


def problems_of(question: Question, found: Sequence[Found]) -> list[Found]:
    """The problems that the source points out of all that a question names, those of one passage together.

    Empty where it does not ask for problems, or none is stated of that; found is what the question was searched by.
    """
    heavy = [
        n for n, u in enumerate(question.units)
        if u.things and u.weight >= _TELLING and u.kind != "schema" and not u.things & question.wider
    ]  # fmt: skip
    # 「哪些城市的短板是软件」 asks for cities.
    asks_more = question.has_parts or question.section or question.wanted - {DGO.Challenge}
    if not heavy or asks_more or not asks_what_lacks(question) or question.of_kind("elsewhere", "beyond"):
        return []

    def said(f: Found) -> float:
        return sum(question.units[n].weight * f.own[n] for n in heavy)

    whole = sum(question.units[n].weight for n in heavy)
    told = [
        f for f in found
        if DGO.Challenge in f.item.wide and f.item.kind == "statement" and not f.page.sentence.endswith("-h")
        and all(f.covered[n] >= _AROUND for n in heavy) and said(f) >= _MOSTLY * whole
    ]  # fmt: skip
    if not told:
        return []
    best = max(told, key=lambda f: (said(f), f.score))
    mine = [f for f in told if f.page is best.page]
    others = [f for f in told if f.page is not best.page and said(f) >= _NEAR * said(best)]
    if _STRENGTHS.search(fold(question.text)):
        strong = [
            f for f in found
            if f.page is best.page and f.item.kind == "statement" and f not in mine and said(f) >= _MOSTLY * whole
        ]  # fmt: skip
        mine = [*strong, *mine]
    return [*mine, *(f for f in others if any(f.own[n] >= COVERED for n in heavy))][:_MOST]
