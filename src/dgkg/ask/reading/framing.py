"""What stands around the question itself: who asks, what for, a hint in brackets.

「我是小工厂主，在厚街。数字贷最多能贷多少？」 is asked of the loan, and not of the town: what someone says of
himself names at most a thing that the question goes on to mean.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from dgkg.ask.items.index import Index
from dgkg.ask.language.claim_form import spans_aside
from dgkg.ask.language.question import Question, Unit
from dgkg.ask.language.tokens import tokenize
from dgkg.pattern import pattern

__all__ = [
    "asides_in",
    "asked_in",
    "goes_on_from",
    "introduction",
    "names_nothing_but_growth",
    "of_all_that_grew",
    "of_one_piece",
    "preface_of",
    "saying_in",
    "without_pointers",
]

_BRACKETS = pattern(r"\([^()]*\)")
# What the answer is wanted for is no part of what is asked.
_PURPOSE = pattern(
    r"\bso (?:that )?(?:our|my|we|i)\b[^?]*|,? (?:because|since) (?:our|my|we|i)\b[^?,]*"
    r"|(?:以便|好让|方便)(?:我|咱)们?[^，。？?]*"
)
# "what output does the report credit it with": how the source says it.
_SAID = pattern(
    r"\b(?:does|did) (?:the |this )?(?:report|it|text|document|source) (?:elsewhere )?"
    r"(?:credit|associate|ascribe|attribute|attach|link)\b"
)
# 「led the world」 names a place in a ranking.
_LEADS = pattern(
    r"\b(?:lead|leads|led|leading|tops?|topped|heads|headed)\b"
    r"(?= (?:all of )?(?:the )?(?:world|globe|country|nation|province|city|china|guangdong|dongguan)\b)"
)
_SENTENCE = pattern(r"[^.!?。！？]*(?:[。！]|(?<=[A-Za-z]{2})[.!](?=\s))\s*")
_OF_ONESELF = pattern(
    r"\s*(?:(?:hi|hello|hey)\b[, ]*)?(?:(?:i|we|our|my)\b|(?:我|咱|本人|鄙人|敝司|本公司|本行))", re.IGNORECASE
)
_ASKS = pattern(
    r"[?？]|多少|几|哪|谁|什么|啥|何|吗|是否|如何|怎|有没有|告诉|想知道|列"
    r"|\b(?:how|what|which|who|whom|whose|when|where|why|name|list|tell|give|compare|whether|want|need|would)\b",
    re.IGNORECASE,
)
# 「such a project」, 「该项目」: what was named before.
_REFERS = pattern(r"\b(?:such|this|that|these|those|it|its|them|their|there|one|ones)\b|该|此|这|它|上述|那里|当地")
_TAKEN_UP = pattern(
    r"(?<=[\u3400-\u9fff）”])[，,]"
    r"(?=[这那]?[两三四五六七八九几] ?[类种层者家个项级][^，。？?]{0,6}(?:加|合|总|一共|共|相加))"
)
_TELLING = {"entity", "concept", "place"}
_HOW_FAST = pattern(r"slowly|quickly|rapidly|strongly|sharply|faster|slower|fastest|slowest|least|most")
# What grew, whatever it is.
_WHAT_GREW = pattern(
    r"^(?P<en>what|which)(?= (?:has |have )?(?:grew|grown|rose|risen|increased|expanded|climbed|surged)\b)"
    r"|(?P<zh>什么|啥|谁|哪一?[个项样])(?=的?(?:增长|增速|增幅|涨|长得|增得|升)[^，。？?]{0,6}(?:最|更))",
    re.IGNORECASE,
)
_POINTER = pattern(r"(?<=[\u3400-\u9fff])的?[那这][个家座](?=[A-Za-z\u3400-\u9fff])")
_DIFFER = pattern(r"(增速|增长率|增幅|占比|比重|份额|数量|规模|金额|产值|营收)差(?=了?[多几])")
_LONGEST_NAME, _SHORT = 8, 2
# Whom the answer is for, or why it is asked, before the question itself.
_PREFACE = pattern(
    r"^(?:[^.?!:;]{4,120}[.:;!]\s+)"
    r"(?=[^.]*\b(?:how|what|which|who|whose|when|where|name|list|is|are|was|were|did|does|do|has|have)\b)"
    r"|^(?:as an?|for|speaking as an?|being an?|coming from) [^,?]{3,60}, "
    r"(?=.*\b(?:how|what|which|who|when|where|name|list|is|are|did|do|does)\b)"
    r"|^[^，。：:？?！!]{2,30}[：:。！!](?=[^：:]*(?:多少|几|哪|谁|什么|啥|何|吗|多[大高长久快]))"
    r"|^[^，。：:？?！!]{1,14}(?:问一?[句下]|请教|打听|写[^，]{0,4}(?:稿子?|材料|报道)|做[^，]{0,4}(?:ppt|汇报))[^，。：:？?！!]{0,6}[，,]"
)
_OF_ASKER = pattern(
    r"\b(?:i|i'm|i'd|i've|my|we|we're|our|us|me|context|background|boss|client|slide|deck|memo|draft|article|story"
    r"|colleague|editor|quick|hi|hello|please)\b"
    r"|我|咱|领导|老板|老外|客户|材料|汇报|同事|朋友|媒体|记者|写|问|查|急|请|ppt|麻烦|帮"
)


def asides_in(text: str) -> list[tuple[int, int]]:
    """Where a folded text gives a hint in brackets, says what the answer is for, or puts a claim to us."""
    return [*(m.span() for form in (_BRACKETS, _PURPOSE, _LEADS) for m in form.finditer(text)), *spans_aside(text)]


def saying_in(text: str) -> list[tuple[int, int]]:
    """Where a folded text puts a claim to us, or speaks of how the source says something."""
    return [*spans_aside(text), *(m.span() for m in _SAID.finditer(text))]


def introduction(text: str) -> int:
    """How long a text speaks of who asks before it asks anything: 0 where it asks from the start."""
    end = 0
    while (sentence := _SENTENCE.match(text, end)) and sentence.end() < len(text):
        if not _OF_ONESELF.match(sentence[0]) or _ASKS.search(sentence[0]):
            break
        end = sentence.end()
    return end


def goes_on_from(text: str, introduced: Collection[Unit], asked: Collection[Unit]) -> list[Unit]:
    """What of the parts that someone says of himself the question means.

    Args:
        text: the folded text, without the introduction.
        introduced: the parts of the introduction.
        asked: the parts of the question itself.
    """
    if not _REFERS.search(text) and any(u.kind in _TELLING for u in asked):
        return []
    return [u for u in introduced if u.kind in _TELLING]


def asked_in(text: str) -> str:
    """A text without what speaks of who asks."""
    return text[introduction(text) :]


def preface_of(text: str) -> int:
    """Where a folded text begins to ask, behind whom it asks for; its words say nothing of what is asked."""
    return max((m.end() for m in _PREFACE.finditer(text) if _OF_ASKER.search(m[0])), default=0)


def without_pointers(index: Index, text: str) -> str:
    """A text without what points within a name: 「凤岗那个AI小镇」 is 凤岗AI小镇."""
    for pointer in reversed([*_POINTER.finditer(text)]):
        before, after = tokenize(text[: pointer.start()]), tokenize(text[pointer.end() :])
        left, right = [t.stem for t in before[-_LONGEST_NAME:]], [t.stem for t in after[:_LONGEST_NAME]]
        runs = ((*left[m:], *right[:n]) for m in range(len(left)) for n in range(_SHORT, len(right) + 1))
        if any(len(run) > _SHORT and index.lexicon.names_run(run) for run in runs):
            text = text[: pointer.start()] + text[pointer.end() :]
    return text


def names_nothing_but_growth(question: Question) -> bool:
    """Whether a question names nothing: 「What grew most slowly?」."""
    return all(u.kind == "word" and _HOW_FAST.fullmatch(u.text) for u in question.units)


def of_all_that_grew(text: str) -> str:
    """A text that asks what grew, whatever it is, as one that asks for any figure: 「什么增长最快」."""
    return _WHAT_GREW.sub(lambda m: "which indicator" if m["en"] else "哪项指标", text)


def of_one_piece(text: str) -> str:
    """A text without the comma before what only takes up a list: 「甲、乙和丙，三类机构加在一起」.

    「增速差几个百分点」 asks by how much they differ, and names no 增速差.
    """
    return _DIFFER.sub(r"\1相差", _TAKEN_UP.sub("", text))
