"""What value a question asks for: how many of what, the rest of a list, a place in a ranking, a day, a role, a town.

That a passage tells of all that a question names is no answer yet: 「滨海湾算力用的是哪家的芯片」 asks for a maker
of chips, and where the computing stands is none. The reading is of words alone; :mod:`dgkg.ask.fit.told_value` holds it
against what was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dgkg.ask.language.asked_words import EVENTS, ROLES, SCOPES
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import fold
from dgkg.ask.reading.framing import asked_in
from dgkg.pattern import pattern

__all__ = ["AskedValue", "Kind", "asked_values", "asks_how_long", "scope_in"]


class Kind(Enum):
    """What sort of value is asked for."""

    COUNT = "count"
    CAP = "cap"
    DURATION = "duration"
    AMOUNT = "amount"
    REST = "rest"
    EACH = "each"
    RANK = "rank"
    YEAR_BEFORE = "year before"
    DAY = "day"
    MONTH = "month"
    EVENT = "event"
    WHERE = "where"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class AskedValue:
    """A value that is asked for.

    ``head`` is the noun that is counted, the scope of a ranking, the event or the role; ``given`` what is named already
    where the rest is asked for, the measure word of what is counted, or of a place ``exact`` or ``in words``.
    """

    kind: Kind
    head: str = ""
    given: str = ""


_WHICH = pattern(r"哪|谁|什么|名单|有啥|\b(?:which|what|who|name|list)\b")
_NUMBER_ASKED = pattern(r"多少|(?<!哪)(?<!另外)(?<!其他)(?<!其余)(?<!那)几[家个项名]|\bhow (?:many|much)\b")
# 除A、B外, A、B以外; besides A and B, which …; which other … besides A and B.
_BUT = (
    pattern(r"除(?:了|去|开|却)?(?P<given>[^？?]{1,60}?)(?:之外|以外|外|[，,](?=[^、]*[哪谁什]))"),
    pattern(r"(?:^|[，,。])(?P<given>[^，,。？?除]{1,40}?)(?:之外|以外)"),
    pattern(
        r"\b(?:besides|apart from|aside from|other than|in addition to|except(?: for)?|excluding|beyond)"
        r" (?P<given>[^?]+?)(?:, (?=(?:which|what|who|name|list|the other|another|are|is|did|do|does)\b)|\?|$)"
    ),
)
_REMAINING = pattern(
    r"其余|剩下|剩余|另外(?:的)?(?:\d+|[一二三四五六七八九十两几])[家个项位名份款类种]?"
    # 「with the other new bodies」 asks for none of them.
    r"|(?<!\bwith )(?<!\bthan )(?<!\blike )(?<!alongside )\bthe (?:other|remaining|rest)\b"
)
_PLACED = pattern(
    r"第几|第多少|排(?:名|位)?多少|(?:排|居|列)(?:在)?几|排名(?:是|为)?(?:多少|几)"
    r"|\b(?:what|which) (?:exact )?(?:rank|place(?! hosts?\b)|position|number(?= (?:in|on|among)\b))\b"
    r"|\bat what number\b"
)
# Where something stands may be told by its being among the first ten.
_STANDING = pattern(
    r"名次|位次|什么名(?![字头堂目义称号单])"
    r"|\bhow (?:high\b.*|(?:did|does|do) .*)\brank\b|\bwhere (?:does|did|do|is|was) .*\b(?:rank(?:ed)?|stand|placed?)\b"
    r"|\bwhat (?:is|was) .*\b(?:rank|ranking|place|position)\b|\b(?:what|which) (?:\w+ )?standing\b"
)
# How a thing stands, which may also be told in words: 「全国一线」.
_IN_WORDS = pattern(r"什么(?:位置|地位)|(?:处于|处在|居于|属于|算)什么(?:水平|段位)|第几梯队|哪个梯队|\bstanding of\b")
_YEAR_BEFORE = pattern(
    r"(?:上|前)一?[年届]|去年|往年"
    r"|\b(?:previous|prior|preceding) (?:year|edition)\b|\byear (?:before|earlier)\b|\blast year\b"
)
_DAY = pattern(
    r"哪一?天|几号|几月几[日号]|哪一?日|具体(?:日期|时间)"
    r"|\b(?:which|what exact|what precise) (?:day|date)\b|\b(?:on|in|by) what (?:exact |precise )?(?:day|date)\b"
    r"|\bwhat day\b|\bexact (?:day|date)\b"
)
_MONTH = pattern(r"几月份?|哪个?月|\b(?:which|what) month\b")
_WHEN = pattern(
    r"何时|什么时候|啥时候|哪一?[年天日月]|哪个月|几月|几号|多久前"
    r"|\bwhen (?:was|were|did|does|do|is|are|will|has|had|can|should)\b|\b(?:by|until|from|since) when\b"
    r"|\b(?:which|what) (?:exact |precise )?(?:year|month|day|date)\b"
)
# In which fields something shows itself.
_IN_WHAT = pattern(r"(?:体现|表现|反映)在|(?:缺口|短缺|紧缺|奇缺|不足|匮乏|欠缺)[^，。？?]{0,4}(?:在哪|于何处)")
_WHERE = pattern(
    r"在(?:东莞)?(?:的)?(?:哪里|哪儿|何处|什么地方|哪个(?:镇|街|园区|地方|区|片区|城市))|(?:总部|地址|选址)(?:在|是)?哪"
    r"|(?:(?:设|建|落|落户|办|开)(?:在|于)|位于|落户)哪(?![些几个]?[^，。？?]{0,4}(?:领域|方面|环节|行业|产业|方向))"
    r"|哪个(?:镇街|镇|街道|片区)"
    r"|^where (?:is|are|was|were|did|does|do|will)\b"
    # 「where does the report want brokers picked — which sectors?」
    r"(?!.*\b(?:which|what) (?:sectors?|fields?|industr(?:y|ies))\b)"
    r"(?!.*\b(?:ranks?|ranked|stand|place[ds]?|come (?:from|in)|short|lag|behind|weak|weaker|weakest|strong|needs?"
    r"|lacking|combined|used|applied)\b)"
    r"|\bin (?:which|what) (?:town|district|city|place|park|area(?! of\b)|subdistrict)\b"
)
_EACH = pattern(
    r"分别|各(?:自|家|为|有|是|占|达|收|投|增|卖|贷)|\brespectively\b|\beach\b|\bindividually\b|\bone by one\b"
)
_AUX = r"(?:did|does|do|was|were|is|are|has|have|had|will|would|must|should|can|could|may|might)"
_STOP = r"in|at|of|for|on|by|from|to|that|which|who|under|with|within|per|among|and|or"
_COUNTED = pattern(
    r"\b(?:how many|what number of|the number of) (?:of the |the )?"
    rf"((?:[\w'/.-]+ ){{0,5}}?[\w'/-]+)(?= (?:{_AUX}|{_STOP})\b|[?,.;]|$)"
)
_PLURAL = pattern(r"(?!does\b|was\b|is\b|has\b)(?:[a-z]*(?:[^su]s|ss?es)|people|staff|personnel)")
# What is said of anything that can be counted.
_ANY = pattern(
    r"(?:sort|kind|type|way|front|respect|aspect|field|area|direction|point|item|thing|time|side|part|measure|other|year"
    r"|month|day|unit|place|kilometre|metre|one)s"
)
_COUNTED_ZH = pattern(
    r"(?:多少|(?<!好)几)(?P<measure>[家个条份项场座宗位名户台款件次张套支只辆笔门栋])"
    # 「多少家涉及芯片的企业」: what they have to do with is not what is counted.
    r"(?:(?:涉及|从事|生产|做)[\u3400-\u9fff]{1,10}?的)?(?P<head>(?![是在])[\u3400-\u9fff]{2,6}?)"
    r"(?=[了被把在来拿又既问用让给从向与和是有能会要]|影响|参加|参与|入驻|进驻|[^\u3400-\u9fff]|$|(?<=[\u3400-\u9fff]{6}))"
)


# 「拿到多少订单」: what is counted without a measure word.
_COUNTED_BARE = pattern(
    r"多少(?P<head>(?![没未不万亿千百十几钱元人个家条份项场座宗位名户台款件次张套支只辆笔门栋年月天岁倍成分度吨米平公美])"
    r"[\u3400-\u9fff]{2,4})(?:$|[?？，。])"
)
_AMOUNT = pattern(
    r"\b(?:at )?what (?:(?:is|was|were|are|the|annual|book|combined) )*(?:[\w'-]+ ){0,3}?"
    r"(?:total|value|amount|worth|sum|turnover|revenue|output|budget|costs?|price|trade|sales|investment|profit|tax)\b"
    # 「total foreign trade in 2023?」, without a verb.
    r"|^(?:the )?total (?:[\w-]+ ){1,4}?in 20\d\d\s*\?*$"
    r"|\bhow much (?!computing|of)|\bin value\b|多少(?:钱|[万亿]|元|美元|资金|经费)"
    r"|(?:总额|金额|产值|营收|收入|价值|规模|投资额?|总量|出口额?|进口额?|进出口|利润|税收)(?:一共|总共|大约|约)?(?:是|有|为|达)?多少"
)
_NOUN = 8
_GAP = pattern(r"  +")
# What is not told as such, but worked out, and what is no sum.
_NO_AMOUNT = {
    "growth", "share", "rank", "list", "who", "date", "average", "sum", "difference", "ratio", "base", "times",
    "compare",
}  # fmt: skip
_OF_MONEY = pattern(
    r"value|worth|turnover|revenue|budget|cost|price|investment|profit|tax|金额|产值|营收|收入|价值|投资|利润|税收|钱|元"
    r"|资金|经费"
)
# What is done with money alone.
_MONEY_MOVES = pattern(
    r"\b(?:did|does|do|has|have|had|was|were|is|being) .*\b(?:invest(?:ed|s)?|spen[dt]|lend|lent|paid|pay)\b"
)
# The most that can be had.
_CAP = pattern(
    r"(?:最高|最多|上限|封顶|顶格)(?:能|可以|可|给|奖|补|贷|借|多少|是多少)"
    r"|\bup to how much\b|\bat most\b|\bthe most (?:that|such|an?|any|one|it|they|we|the)\b|\bmaximum\b|\bceiling\b"
)
# What it is had for.
_HAD_FOR = pattern(
    r"(?:对|给|为|每[位名家个人项款])(?P<head>[^，。？?的]{2,24}?)(?:的|最高|最多|能|可|补|奖|上限)"
    r"|\b(?:for|on|towards|per|can (?:an? |the )?(?=[^?]* (?:get|receive|claim|obtain)\b)) ?(?P<noun>[^?,]+)"
)
_DURATION = pattern(
    r"(?:满|够|需|得|管|干|搞|[借补贷给存享]|[期限](?:是|为)?)几年|几(?:天|个月|个?小时|周)|多少(?:天|个月|小时|周|个?工作日)|多久(?!前)|多长时间"
    r"|\bhow long\b(?! (?:ago|before))|\bhow many (?:\w+ )?(?:days|weeks|months|hours|minutes)\b"
)


def asked_values(question: Question) -> tuple[AskedValue, ...]:
    """The values that a question asks for, none where it doubts or compares what is told."""
    if question.roles & {"yesno", "same"}:
        return ()
    # A possessive leaves a gap.
    text = _GAP.sub(" ", asked_in(fold(question.text)))
    return tuple(value for read in _READINGS for value in read(question, text))


def asks_how_long(text: str) -> bool:
    """Whether a folded text asks how long something takes or lasts."""
    return bool(_DURATION.search(text))


def scope_in(text: str) -> str:
    """Within what a ranking is, if a text names it: ``world``, ``china``, ``guangdong`` or ``dongguan``."""
    return next((name for name, words in SCOPES.items() if words.search(text)), "")


def _rest(_question: Question, text: str) -> list[AskedValue]:
    if not _WHICH.search(text) or _NUMBER_ASKED.search(text):
        return []
    for but in _BUT:
        if found := but.search(text):
            return [AskedValue(Kind.REST, given=found["given"])]
    return [AskedValue(Kind.REST, "in passing", text)] if _REMAINING.search(text) else []


def _rank(question: Question, text: str) -> list[AskedValue]:
    given = "exact" if _PLACED.search(text) else "in words" if _IN_WORDS.search(text) else ""
    if question.has_parts or not (given or _STANDING.search(text)):
        return []
    asked = AskedValue(Kind.RANK, scope_in(text), given)
    return [asked, AskedValue(Kind.YEAR_BEFORE)] if _YEAR_BEFORE.search(text) else [asked]


def _date(_question: Question, text: str) -> list[AskedValue]:
    if not _WHEN.search(text):
        return []
    told = [AskedValue(Kind.EVENT, name) for name, words in EVENTS.items() if words.search(text)][:1]
    if _DAY.search(text):
        return [AskedValue(Kind.DAY), *told]
    return [AskedValue(Kind.MONTH), *told] if _MONTH.search(text) else told


def _where(_question: Question, text: str) -> list[AskedValue]:
    return [AskedValue(Kind.WHERE)] if _WHERE.search(text) and not _IN_WHAT.search(text) else []


def _role(question: Question, text: str) -> list[AskedValue]:
    asks = _WHICH.search(text) and not question.roles & {"count", "number", "date"}
    return [AskedValue(Kind.ROLE, name) for name, words in ROLES.items() if asks and words.search(text)][:1]


def _each(_question: Question, text: str) -> list[AskedValue]:
    return [AskedValue(Kind.EACH)] if _EACH.search(text) else []


def _count(question: Question, text: str) -> list[AskedValue]:
    if "count" not in question.roles:
        bare = _COUNTED_BARE.search(text) if "number" in question.roles and not question.has_parts else None
        return [AskedValue(Kind.COUNT, bare["head"], "bare")] if bare else []
    phrases = [m[1].split() for m in _COUNTED.finditer(text)]
    heads = [next((word for word in words if _PLURAL.fullmatch(word)), "") for words in phrases]
    if any(not head or _ANY.fullmatch(head) for head in heads):
        return []
    counted = [AskedValue(Kind.COUNT, head) for head in heads]
    return counted + [AskedValue(Kind.COUNT, m["head"], m["measure"]) for m in _COUNTED_ZH.finditer(text)]


def _amount(question: Question, text: str) -> list[AskedValue]:
    if question.roles & _NO_AMOUNT or question.has_parts:
        return []
    if _CAP.search(text):
        found = _HAD_FOR.search(text)
        return [AskedValue(Kind.CAP, (found["head"] or found["noun"]) if found else "")]
    found = _AMOUNT.search(text)
    if found is None:
        return []
    # 「the total value」: the noun may come behind.
    asked = text[found.start() : found.end() + _NOUN]
    is_of_money = _OF_MONEY.search(asked) or _MONEY_MOVES.search(text[found.start() :])
    return [AskedValue(Kind.AMOUNT, "money" if is_of_money else "")]


def _duration(question: Question, text: str) -> list[AskedValue]:
    if not _DURATION.search(text) or question.has_parts:
        return []
    return [AskedValue(Kind.DURATION, next((name for name, words in EVENTS.items() if words.search(text)), ""))]


_READINGS = (_rest, _rank, _date, _where, _role, _each, _count, _amount, _duration)
