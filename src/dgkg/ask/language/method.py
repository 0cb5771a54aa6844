"""Words of a question that only say how a number is to be worked out, or how two of them are held apart.

「按增速往回推」, "backing out the growth", "how many points separate": they name nothing that a passage could tell,
so no answer has to account for them; but they say what is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from dgkg.ask.language.question import Unit
from dgkg.namespaces import DGS
from dgkg.pattern import pattern

__all__ = [
    "APART", "BEHIND_OR_AHEAD", "CLIMBED", "HIGHER", "MONTHS_APART", "MUST_HAVE_BEEN", "WHICH_FIRST", "WORKED_BACK",
    "asks_exactly", "method_spans", "without_method",
]  # fmt: skip

_Key = TypeVar("_Key")
_SLIGHT = 0.1
_HEDGES = frozenset({DGS.atLeast, DGS.atMost, DGS.moreThan, DGS.lessThan, DGS.nearly, DGS.about})

_GROWN = r"(?:growth|rise|increase|gain)"
WORKED_BACK = (
    r"(?:[用拿按照凭依靠]|根据)[^，。？?]{0,4}(?:增幅|增速|增长率|涨幅|增量|增加数)[^，。？?]{0,4}[算推求](?!术)"
    r"|(?:往回|倒着?|反着?|逆着?|往前|回)(?:推|算|求)(?!荐|广|动)|推回|算回|倒回|倒[推扣]|还原(?:成|出|到)|减一减|除一除"
    r"|\b(?:work|working|worked|count|counting|reckon|reckoning|calculat\w+|go|going) (?:it )?back(?:wards?)?\b"
    r"|\b(?:back|backs|backed|backing) (?:it |this )?out\b|\breverse[- ](?:engineer|calculat)\w*"
    r"|\bback[- ]?calculat\w+"
    rf"|\b(?:undo|undoing|strip|stripping|take|taking) (?:out |away |off )?(?:the |that |its )?(?:[\d.]+% )?{_GROWN}\b"
    r"|\b(?:the )?(?:previous|prior|preceding) year(?:'s)?\b|\bthe year prior\b"
)
# These span what is named as well: they ask for a method and hide no words.
MUST_HAVE_BEEN = (
    r"\bmust (?:[a-z-]+ ){0,8}have (?:been|had|made|earned|taken|reached|stood|totalled|come|brought|handled)\b"
)
BEHIND_OR_AHEAD = r"比(?![例重率])[^，。？?]{1,16}(?:高|低|多|少|快|慢|大|小|强|弱)(?:出|了)?(?:多少|几)"
_UP, _DOWN = (
    "前进|进步|上升|提升|前移|上移|跃升|提高|往前|向前|升|进|涨|爬",
    "倒退|退步|下降|下滑|下跌|后退|后移|往后|退|掉|降|跌",
)
_PLACING = "名次|排名|位次|排位|座次|排行"
CLIMBED = (
    rf"(?:{_UP}|{_DOWN}|挪|变动|变化)[了升走移挪进步到]{{0,3}}(?:几|多少)个?(?:名|位)(?!数)"
    rf"|(?:{_PLACING})[^，。？?]{{0,20}}(?:{_UP}|{_DOWN}|变化)了?(?:几|多少)"
    rf"|(?:{_UP})了?(?:还是|或)(?:是)?(?:{_DOWN})|(?:{_DOWN})了?(?:还是|或)(?:是)?(?:{_UP})"
    r"|\bhow many (?:places|positions|spots|ranks|rungs|notches|slots)\b"
    r"|\b(?:rank\w*|place|position|standing)\b.*\b(?:improve|better|worsen|slip|rise|fall|climb|advance|gain)\w*\b"
    r".*\bby how (?:many|much)\b"
)
_MORE = "高|低|多|少|快|慢|大|小|领先|落后|拉开"
APART = (
    r"\bpoints? (?:faster|slower|higher|lower|more|less|ahead|behind|bigger|larger|smaller|greater)\b"
    r"|\b(?:beats?|quicker|separates?|separated|separating|trails?|trailed|trailing|lags?|lagged|outpaced?|outstrips?|outgrew)\b"
    r"|\boutnumber(?:s|ed)?\b"
    r"|\b(?:how far|points|yuan) apart\b|\bmargin\b|\bhow wide\b"
    rf"|(?:{_MORE})(?:出|了|上|过)?(?:(?<!大)约|大概)?(?:多少|几)(?:个?百分点|个?点|[万亿]|家|个)"
)
# 「更猛」: that one of two is ahead, whatever the word.
HIGHER = (
    r"更(?!新|换|正|改|名|为|加|好地|多地|进一步|需要|具|有)[\u3400-\u9fff]"
    r"|(?:谁|哪[个家块边头一])[^，。？?]{0,14}?(?:猛|凶|厉害|靠前|靠后|占上风|胜出)"
    r"|谁[^，。？?]{0,14}?(?<!多)[高低多少大小快慢强弱](?:一?[些点])?(?=[？?，。,；;]|$)"
)
# How long one thing came after another, or which was first.
_PASSED = (
    r"(?:apart|pass(?:ed)?|elapsed?|(?:went|go|gone) by|later|earlier|sooner|before|after|between|preceded?|separated?)"
)
MONTHS_APART = (
    r"(?:早|晚|先|后|迟|隔|间隔|相隔|相距|时隔|相差|差)了?[^，。？?多几]{0,8}?(?:大约|大概)?"
    r"(?:(?:几|多少)(?:个月|年)|多久|多长时间)"
    r"|(?:几|多少)(?:个月|年)[之以]?[前后]"
    rf"|\b(?:by )?how many (?:months|years)\b.*\b{_PASSED}\b|\bhow long (?:after|before|between)\b"
    rf"|\bhow (?:long|much time)\b.*\b(?:passed?|elapsed?|went by|go by|between|apart|separated?)\b"
    r"|\bhow (?:much|far) (?:later|earlier|sooner)\b"
    r"|\b(?:gap|time|months?) between\b.*\b(?:issue|release|publication)\w*\b"
)
WHICH_FIRST = (
    r"(?:哪[个份部项件一]{1,2}|谁)[^，。？?]{0,6}?(?:先(?!进)|更?早|在前|更?晚)(?!于)"
    r"|\bwhich (?:of (?:them|the two) )?(?:was|were|is|came|appeared) (?:\w+ ){0,3}?(?:first|earlier|sooner|later)\b"
)
_IN_TIME = (
    r"\b(?:came out|came|come|follow\w*|first|earlier|later|sooner|apart|passed|elapsed|preced\w+)\b"
    r"|隔了?|先出?|间隔|相隔"
)
_HOW_TOLD = (
    r"\bat (?:least|most) how\b|\bat (?:the (?:very )?)?(?:least|most)(?=\W*$)|\bminimum(?= (?:number|amount|total)\b)"
    r"|至少(?=[有是]?(?:多少|几))|\b(?:the )?(?:former|latter)\b|\bside by side\b"
    r"|\bpercentage points?\b|\brespectively\b|\b(?:exact|precise|accurate)(?:ly)?\b|\bequals?\b"
    r"|(?:精确|准确|确切|精准)(?:点儿?|一?些|的?)|\bmore or (?:less|fewer)(?: than)?\b"
    # 「五部手机一部」 is the rough share beside which an exact one is asked for.
    r"|[两三四五六七八九十][部台家个][^，。？?]{0,8}一[部台家个]"
    r"|[两三四五六几]?[层类种方者块](?:机构|单位|主体)|加[总计]|汇总|全?算上|各自"
)
# What is stated roughly may be worked out more exactly, where that is asked for.
_EXACTLY = pattern(
    r"按[^，。？?]{0,14}(?:算|计算|测算)|计算|推算|算出|算一?下|精确|准确|确切|精准|具体(?:是)?百分"
    r"|\b(?:exact(?:ly)?|precise(?:ly)?|accurate(?:ly)?|to be (?:more )?exact)\b"
    r"|\b(?:work(?:ed)? out|calculate|comput|derive|from the two|using the)"
    r"|[一两]位小数|\bto (?:one|two|1|2) decimals?\b|\bdecimal places?\b|\bnearest tenth\b"
)
_IN_TERMS = r"\bin (?:money|value|cash|absolute|relative|yuan|dollar|nominal|percentage) terms\b"
_TERMS = pattern(_IN_TERMS)
# From what it is to be inferred: its words are of what is stated, whatever they are.
_INFERRED = pattern(
    r"[,:] ?(?:judging|judged|going|to judge|reckoning|inferring) (?:from|by|on) [^?;]+"
    r"|(?<=20\d\d )(?:began|begins|started|starts)\b"
)
_METHOD = pattern(f"{WORKED_BACK}|{CLIMBED}|{APART}|{HIGHER}|{_HOW_TOLD}|{_IN_TERMS}")
_DATED = pattern(rf"{MONTHS_APART}|{WHICH_FIRST}")
_WHEN = pattern(_IN_TIME)


def asks_exactly(text: str) -> bool:
    """Whether a folded text asks for a number that is worked out, though a rough one may be printed.

    >>> asks_exactly("占百分之几，给个精确点的数"), asks_exactly("占百分之几")
    (True, False)
    """
    return bool(_EXACTLY.search(text))


def method_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where a folded text says only how something is to be worked out or told.

    >>> text = "拿2023的数按增速往回推"
    >>> [text[start:end] for start, end in method_spans(text)]
    ['按增速往回推']
    """
    yield from (match.span() for match in _METHOD.finditer(text))
    if _DATED.search(text):
        yield from (match.span() for match in _WHEN.finditer(text))


def without_method(text: str, units: Mapping[_Key, Unit]) -> dict[_Key, Unit]:
    """The parts of a folded question, with next to no weight for those that only say how: 「往回推」, "separate"."""
    told = [text[start:end] for start, end in method_spans(text)]
    terms = [match[0] for match in _TERMS.finditer(text)]
    inferred = [match[0] for match in _INFERRED.finditer(text)]
    units = {
        key: u for key, u in units.items()
        if u.kind != "word" or text.count(u.text) > 1 or not any(u.text in span for span in inferred)
    }  # fmt: skip

    def says_how(unit: Unit) -> bool:
        if unit.kind == "concept" and any(unit.text in span for span in terms):
            return True
        # 「at least how many」: a bound is asked for, and need not be printed so.
        is_plain = unit.kind in {"word", "concept"} and unit.things <= _HEDGES
        return is_plain and any(unit.text in span for span in told)

    return {key: replace(u, weight=_SLIGHT) if says_how(u) else u for key, u in units.items()}
