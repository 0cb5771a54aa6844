"""What the best passage says besides what was found by the words of a question.

What something is for, what comes of it and what it rests on are often told by another clause of the same sentence, in
words that a question cannot have: 「工业数据资产登记节点最终要支撑企业的什么」. The rest of the passage is told where
that is asked, where what was found says nothing new, and where it has a word of the question that nothing else has.
"""

from __future__ import annotations

from collections.abc import Sequence

from dgkg.ask.items.index import Item, Page
from dgkg.ask.items.search import COVERED, Found, covers, unasked
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import features, fold
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["asks_what_for", "remainder"]

_WHAT_FOR = pattern(
    r"目的|旨在|意在|为了(?:什么|啥|何|哪|谁)|为的是|图(?:什么|啥|个)|用途|用来|有(?:什么|啥|何|哪些)用|何用|目标|出于"
    r"|[起有](?:到|了)?(?:什么|啥|何|哪些|怎样的)(?:作用|效果|好处|影响|意义)|为什么要|(?:带来|产生)了?(?:什么|啥|哪些|怎样的)"
    r"|(?:支撑|支持|加快|促进|推动|助推|助力|实现|提升|提高|带动|拉动|解决|满足|挖掘|释放|增强|营造|扩大|稳住|稳定|保障"
    r"|确保|便利|改善|优化|缓解|破解|达到|达成|引导|帮助|吸引)[^，。？?什哪]{0,6}(?:什么|啥|哪[些几两]?[一二三四五]?[件个方])"
    r"|引导[^，。？?]{0,8}(?:干|做)(?:什么|啥|哪)|(?:成为|建成|变成|打造成?|培育成|建设成|做成)(?:一个)?(?:什么|啥|怎样|何种|哪)"
    r"|(?:好让|以便|最终|到头来|归根到底)[^。？?]*(?:什么|啥|哪)|作用(?:是|有|为)?(?:什么|啥|哪|如何|何)"
    r"|\b(?:purposes?|aims?|aimed|goals?|ends?|point|meant|intended|supposed|objectives?|benefits?"
    r"|effects?|outcomes?)\b"
    r"|\bwhat (?:is|are|was|were) [^?]* for\b|^why\b|\bso that\b|\bin order to\b"
    r"|\bwhat (?:does|do|did|is|are|was|were|will|would|should|can) [^?]*\b(?:serve|support|help|enable|achieve|allow"
    r"|ensure|lead|bring|promote|provide|become|turn into|speed up|solve)\w*\b"
)
_WISHED = pattern(
    r"(?:想|打算|计划|希望|力争|要|将|准备|拟)[^，。？?]{0,16}(?:成|为|到)(?:一个|一条|一座)?(?:什么|啥|怎样|何种|哪)"
    r"|\b(?:want|hope|plan|aim|intend|seek|mean)(?:s|ed|t)? [^?]*\b(?:become|into|what)\b"
    r"|\bwhat (?:kind|sort|type)? ?(?:of )?[^?]*\b(?:want|hope|plan|aim|intend|seek)\w* [^?]*"
    r"\b(?:become|build|turn|create|foster|grow)\b"
)
# What something is done by or rests on is a clause beside what is done.
_RESTS_ON = pattern(
    r"(?:通过|依托|依靠|借助|基于|凭借?|靠|落实|根据|利用)(?:了)?[^，。？?的]{0,4}(?:什么|啥|哪[些几种个一]?)"
    r"|(?:通过|依托|依靠|借助|基于|凭借?|靠|利用)[^，。？?]{1,12}(?:干|做|开展|实现|完成|推进|办成?|建)了?(?:什么|啥|哪)"
    r"|\b(?:rel(?:y|ies|ied|ying)|rests?|draws?|builds?|depends?|based) (?:up)?on\b"
    r"|\b(?:through|via|by|on|using|with) (?:what|which)\b|\bby (?:\w+ing) (?:what|which)\b"
    r"|\bby what means\b|\bmanner\b"
)
# One of two that are named answers it: nothing new is asked for.
_EITHER = pattern(r"还是|抑或|\bor\b")
_QUOTED = pattern(r"[“\"「『']([^”\"」』'“「『]{2,24})[”\"」』']")
_COUNTED = pattern(r"(?:多少|几)(大?[个家条份项场座宗位名户台处款件次天年方级类期人只门辆套]{1,2}面?)")
_COUNTING = pattern(r"多少|\bhow many\b")
_IN_WORDS = frozenset({"activity", "statement", "intention", "measure"})
_EASY, _MOST, _NEW, _TELLS = 6, 5, 0.5, 0.15
_BY_NAME = frozenset({"who", "where", "list"})
_MEASURED = frozenset(
    {"number", "growth", "share", "rank", "cap", "amount", "date", "yesno", "same", "compare", "highest"}
)


def asks_what_for(question: Question) -> bool:
    """Whether it is asked what something is for, or what comes of it."""
    return bool(_WHAT_FOR.search(fold(question.text)))


def remainder(question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """What else the passage of the best item says that is asked for, each told for what it is."""
    if not chosen or question.doubts:
        return []
    page = _page_of_wish(question, chosen) or chosen[0].page
    counted = _counted_so(question, found, chosen)
    rest = [item for item in page.items if item.kind in _IN_WORDS]
    if not rest or question.roles & _MEASURED or page.sentence.endswith("-h"):
        return counted
    if len(rest) <= _EASY and (
        asks_what_for(question) or _RESTS_ON.search(fold(question.text)) or _says_nothing_new(question, chosen)
    ):
        best = chosen[0].item
        return [unasked(question, page, i) for i in rest if i is not best][:_MOST] + counted
    others = [i for i in rest if i is not chosen[0].item]
    return [unasked(question, page, i) for i in _with_what_is_left(question, page, chosen, others)] + counted


def _page_of_wish(question: Question, chosen: Sequence[Found]) -> Page | None:
    """Where it is asked what something is to become: the best passage that tells a plan, whatever is stated of it now.

    「东莞想把这个集群培育成什么样」.
    """
    if not _WISHED.search(fold(question.text)):
        return None
    return next((f.page for f in chosen if f.item.kind == "intention"), None)


def _says_nothing_new(question: Question, chosen: Sequence[Found]) -> bool:
    """Whether what was found of the best passage has hardly a word that the question does not have.

    「东莞在某方面作探索」 is no answer to 「某方面的探索具体在建什么」.
    """
    mine = [
        f for f in chosen
        if f is chosen[0] or (f.page is chosen[0].page and f.item.kind not in _IN_WORDS)
    ]  # fmt: skip
    tells_more = any(f.item.kind not in _IN_WORDS for f in mine if f.item.kind != "edge")
    if tells_more or question.roles & _BY_NAME or _EITHER.search(fold(question.text)):
        return False
    asked = features(question.text)
    known = frozenset(w for u in question.units for words, _ in u.words for w in words) | asked
    said: set[str] = set()
    for f in mine:
        said |= features(_said(f.item, question.lang))
    new = said - known
    return bool(said) and len(new) <= _NEW * len(said)


def _said(item: Item, lang: str) -> str:
    """What a statement says in the words of the record."""
    values = item.data.get(DGO.assertion, ())
    return next((str(v) for v in values if getattr(v, "language", None) == lang), "")


def _with_what_is_left(question: Question, page: Page, chosen: Sequence[Found], rest: Sequence[Item]) -> list[Item]:
    """Of some items those that have a word or a quoted name of the question that nothing chosen has."""
    # What else was found by less may be left out again where the best item tells more.
    mine = [
        f.item for f in chosen
        if f is chosen[0] or (f.page is page and f.item.kind not in _IN_WORDS and f.item.relation != DGO.realization)
    ]  # fmt: skip
    quoted = [fold(text) for text in _QUOTED.findall(question.text)]
    texts = fold(" ".join(_said(i, question.lang) for i in mine))
    named = [u.text for u, told in zip(question.units, _best(question, mine), strict=True) if told >= COVERED]
    left = [name for name in quoted if name not in texts and not any(name in text or text in name for text in named)]

    best = _best(question, mine)
    # Who, where and which are told by a name; that another clause has a word more makes it no answer.
    open_words = not question.roles & _BY_NAME
    more = []
    for item in rest:
        says = fold(_said(item, question.lang))
        gain = sum(
            u.weight for u, mine, told in zip(question.units, _own(question, item), best, strict=True)
            if open_words and u.kind != "elsewhere" and mine >= COVERED > told
        )  # fmt: skip
        if gain >= _TELLS or any(name in says for name in left):
            more.append(item)
    return more[:_MOST]


def _own(question: Question, item: Item) -> tuple[float, ...]:
    """How much of each part of a question an item itself covers."""
    return tuple(covers(u, item.things, item.wide, item.words) for u in question.units)


def _best(question: Question, items: Sequence[Item]) -> list[float]:
    """How much of each part of a question some items cover together."""
    return [max(column) for column in zip(*(_own(question, item) for item in items), strict=True)]


def _counted_so(question: Question, found: Sequence[Found], chosen: Sequence[Found]) -> list[Found]:
    """Where something is counted in a measure word: the figure of the best passages that is printed with it.

    Where more is counted than figures were chosen (「主营企业有多少，涉锂的又有多少」): others of the same quantity.
    """
    pages = [f.page for f in chosen]
    known = {f.key for f in chosen}
    more = []
    for counter in dict.fromkeys(_COUNTED.findall(question.text)):
        if any(f.item.figure and f.item.figure.text.endswith(counter) for f in chosen):
            continue
        fitting = [
            f for f in found
            if f.page in pages and f.key not in known and f.item.figure and f.item.figure.text.endswith(counter)
        ]  # fmt: skip
        more += fitting[:1]
    first = next((f for f in chosen if f.item.figure is not None), None)
    others = len(_COUNTING.findall(fold(question.text))) - 1
    if first is not None and others > 0:
        measured = set(first.item.data.get(DGO.indicator, ()))
        alike = (f for f in found if f.page is first.page and measured & set(f.item.data.get(DGO.indicator, ())))
        more += [f for f in alike if f.key != first.key and f not in more][:others]
    return [unasked(question, f.page, f.item) for f in more]
