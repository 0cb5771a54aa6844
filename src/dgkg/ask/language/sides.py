"""The two or more things that a question puts together, each by its own words: 「甲比乙高多少」, "A as a share of B".

What stands on one side of 比, 占, 是…的几倍, of "than" or "as a percentage of" describes one
figure; what it leaves out is said on the other side (「南城营收相当于松山湖的百分之几」). This says
only what is to be put together and how; which figures those are is found by :mod:`dgkg.ask.sums.pairing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dgkg.ask.language.tokens import fold
from dgkg.pattern import pattern

__all__ = ["Sides", "beside_in", "either_in", "sides_of", "wholes_in"]

# 「执行金额里，离岸的占几成」 is one clause.
_CLAUSE = pattern(r"(?<![里中])[，,](?!\d)|[；;。？?！!]")
_RATE = r"(?:百分之几|百分之多少|几成|几分之几|几分之一|多少|多大比例|比例|比重|份额|百分比|占比)"
_MORE = r"(?:高|多|快|大|少|低|慢|领先)"
_AND = pattern(
    r"、|加上|[和及跟加]|(?<!参)与|(?<=[\u3400-\u9fff])[—–-]+(?=[\u3400-\u9fff])|\s*(?:, and |,| and | plus )\s*"
)
_ADDED = (
    r"(?:加起来|加在一起|合起来|合在一起|合计|一共|总共|之和|总和|相加|共计|全?[都加]?算上|算在一起|[一全]?并[起算]"
    r"|凑在?一起|加(?:在|到)?一块儿?|加到?一起|汇总|加总|总计|总数)"
)
_SHARE_EN = r"(?:percentage|share|proportion|portion|fraction|percent|%|per cent)"
_LARGE = "(?:large|big|much|high|many)"
_BE = r"(?:is|are|was|were|does|do|did|has|have|had)"
_GREW = r"(?:grow|rise|increase|expand|go up|climb)"
_BEAT = r"(?:outgrow|outpace|exceed|beat|top|surpass|outstrip|trail|lag behind|lag|fall short of|undershoot|lead)"
_TAIL = pattern(
    r"^(?:的|它|其|大概|大约|约|a |an |the )+|(?:的|分别|各自|之间|大概|大约|约|今年|目前)+$|(?:的)?(?:数量)?的$"
    r"|[两三四五六几](?:层|者|类|方|块|家|样|种)(?:机构|单位|主体|企业)?(?:[全都]部?)?$"
)
_HEAD = pattern(
    r"^(?:请问|那么|那|按[^，]{0,12}算|根据报告|报告里|报告中|推算|derived:|computed?:|work out|calculate|and |so )\s*"
)
# Each form with the names of its two sides; ``what`` is said of both.
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("difference", pattern(rf"(?P<a>.+?)(?:要)?比(?!例|重|率)(?P<b>.+?){_MORE}(?:出|了|上)?(?:多少|几|多$)")),
    ("difference", pattern(
        r"(?P<a>.+?)(?:高出|高过|高于|超出|超过|领先于?|快过|快于|低于|落后于?)(?P<b>.+?)(?:了|有)?(?:多少|几)"
        r"(?:个?(?:百分点|点)|[万亿元家个])"
    )),
    ("difference", pattern(r"(?P<a>.+?)[和与跟同](?P<b>.+?)(?:之间)?的?(?:相差|之差|差距|差额|差了?[多几])")),
    ("difference", pattern(r"(?P<a>.+?)(?:领先|超出|高出|多出)于?(?P<b>.+?)(?:了|有)?(?:多少|几多|几何)$")),
    ("difference", pattern(
        r"(?P<a>.+?)的?(?:减[去掉]?|扣[除掉])(?P<b>[^和与、]+?)的?(?:之?后)?(?:是|等于|得|为|还?剩下?|差|还有)?"
        r"(?:多少|几何)(?:千万|[万亿]+)?(?:美?元)?$"
    )),
    ("difference", pattern(r"^(?:please )?subtract (?P<b>.+?) from (?P<a>.+)")),
    ("difference", pattern(r"^(?:what is |what's )?(?P<a>.+?) minus (?P<b>(?:(?! and ).)+)$")),
    ("ratio", pattern(r"^(?:what is |what's )?(?P<a>.+?),? divided by (?P<b>.+)")),
    ("times", pattern(r"(?P<a>.+?)的?除以(?P<b>.+?)的?(?:是|等于|得|为)?(?:多少|几)")),
    ("times", pattern(r"(?P<a>.+?)(?:大[约概])?(?:是|为|相当于|等于|达到)(?P<b>.+?)的?(?:几|多少)倍")),
    ("ratio", pattern(rf"(?P<a>.+?)(?:大[约概])?(?:相当于|等于|是)(?P<b>.+?)的{_RATE}")),
    ("share", pattern(rf"(?P<a>.+?)(?:大[约概]|约)?占(?!比)了?(?P<b>.+?)的?{_RATE}")),
    ("share", pattern(rf"(?P<b>.+?)(?:里面?|中|当中|之中)[，,]?(?P<a>.+?)(?:所)?的?(?:占比|占|比例|比重){_RATE}?")),
    ("difference", pattern(
        rf"how (?:many|much) (?:more|fewer|less) (?P<what>.+?) (?:{_BE} )?(?:there )?(?P<a>.*?) ?"
        r"(?:have |has |there )?than (?P<b>.+)"
    )),
    ("difference", pattern(
        rf"(?:how much|how many (?:percentage )?points) (?:faster|higher|larger|bigger|more|slower|lower|less) {_BE} "
        rf"(?P<a>.+?) (?:{_GREW} )?than (?P<b>.+)"
    )),
    ("difference", pattern(rf"by how (?:much|many (?:percentage )?points) {_BE} (?P<a>.+?) {_BEAT} (?P<b>.+)")),
    ("difference", pattern(
        rf"how (?:much|many (?:percentage )?points) (?:did|does|has|have) (?P<a>.+?) {_GREW} "
        rf"(?:faster|more|quicker|slower|less) than (?P<b>.+)"
    )),
    ("difference", pattern(
        rf"(?:how much|how many (?:percentage )?points) (?:faster|quicker|higher|slower) than (?P<b>.+?) {_BE} "
        rf"(?P<a>.+?)(?: {_GREW})?$"
    )),
    ("difference", pattern(
        r"(?P<a>.+?),? (?:versus|vs\.?|against|compared (?:to|with)) (?P<b>.+?) ?[,:;—–-]+ ?(?:and )?"
        r"(?:by )?(?:how|what)\b.*?\b(?:bigger|larger|higher|greater|more|faster|wider|ahead|lead|gap|difference|margin"
        r"|apart|exceeds?|smaller|lower|slower|less)\b(?:.*\bin (?P<what>[\w -]+))?"
    )),
    ("difference", pattern(
        r"how (?:many|much) (?P<what>.*?) ?separates? (?P<a>.+?) (?:from|and) (?P<b>.+)"
    )),
    ("difference", pattern(r"how far apart (?:are|were|is|was) (?P<a>.+?) and (?P<b>.+)")),
    ("difference", pattern(
        rf"by how (?:much|many (?:percentage )?points) {_BE} (?P<a>.+?) {_BE}? ?"
        r"(?:ahead of|above|over|below|behind) (?P<b>.+)"
    )),
    ("difference", pattern(
        rf"how far {_BE} (?P<a>.+?) (?:ahead of|above|over|below|behind|lead|trail|lag|exceed|outpace) (?P<b>.+)"
    )),
    ("ratio", pattern(
        rf"(?P<a>.+?) (?:equals?|equalled|is equal to|was equal to|amounts? to|comes? to|corresponds? to) "
        rf"(?:about |roughly |around |approximately )?(?:what|which) {_SHARE_EN} of (?P<b>.+)"
    )),
    ("ratio", pattern(r"\bratio (?:of|between) (?P<a>.+?) (?:to|and) (?P<b>.+)")),
    ("difference", pattern(
        r"^(?:(?:do|does|did) )?(?P<a>.+?) (?:outnumber|outpace|outgrow|exceed|outstrip|beat)(?:s|ed)? (?P<b>.+?),?"
        r"(?: and)? by how (?:many|much)\b"
    )),
    ("difference", pattern(r"(?:difference|gap) (?:in .+? )?between (?P<a>.+?) and (?P<b>.+)")),
    ("share", pattern(rf"(?P<a>.+?) as an? {_SHARE_EN} of (?P<b>.+)")),
    ("share", pattern(
        rf"(?:what|which|how large a|how big a) {_SHARE_EN} of (?P<b>.+?) "
        r"(?:belongs? to|(?:is|are|was|were) (?:accounted for|made up|generated|earned) by|falls? to|is due to"
        r"|is|are|was|were|came from|comes from|come from|went to|goes to|did|does|do) (?P<a>.+?)"
        r"(?: (?:account for|represent|make up|contribute|amount to|come to|equal|constitute))?$"
    )),
    ("share", pattern(
        rf"^of (?:the )?(?P<b>.+?), (?:what|which|how large a|how big a) {_SHARE_EN} "
        r"(?:(?:is|are|was|were) (?:accounted for|made up|generated|earned) by|(?:comes?|came) from|belongs? to"
        r"|is|was) (?P<a>.+)"
    )),
    ("times", pattern(
        rf"how many times (?:as {_LARGE} as |(?:larger|bigger|higher|more) than |the size of |that of )"
        rf"(?P<b>.+?) {_BE} (?P<a>.+)"
    )),
    ("times", pattern(
        rf"how many times as {_LARGE} {_BE} (?P<a>.+?) as (?:that (?:of|from|in) |the )?(?P<b>.+)"
    )),
    ("times", pattern(
        rf"(?P<a>.+?) {_BE} how many times (?:as {_LARGE} as |(?:larger|bigger|higher) than |the size of )?"
        r"(?:that of )?(?P<b>.+)"
    )),
    ("times", pattern(
        rf"how many times (?:larger|bigger|higher|greater|more) {_BE} (?P<a>.+?) than (?:that of |the )?(?P<b>.+)"
    )),
    ("times", pattern(
        r"by (?:[a-z]+ ){0,2}?what (?:multiple|factor) (?:does|do|did) (?P<a>.+?) (?:exceed|surpass|top|beat) (?P<b>.+)"
    )),
    ("times", re.compile(r"^(?:what is |what's |express )?(?P<a>.+?) as an? multiple of (?:that of )?(?P<b>.+)")),
    ("times", re.compile(r"(?P<a>.+?)(?:是|相对于?|对于?)(?P<b>.+?)的倍数")),
    # "how many times telecom business volume was software revenue"
    ("times", pattern(rf"how many times (?:the (?:size|value|volume) of )?(?P<b>.+?) {_BE} (?P<a>.+)")),
    ("times", pattern(r"(?P<a>.+?)除以(?P<b>.+?)(?:等于|是|得|为)(?:多少|几)")),
)  # fmt: skip
_SUMS = (
    pattern(
        rf"(?P<all>.+?(?:、|加上|[和与及跟加]|[—–-]+).+?)(?:的?[两三]块?者?)?的?[全都]?部?{_ADDED}(?P<what>[^，]*)"
    ),
    pattern(r"(?:total|combined|joint) (?P<what>.+?) of (?P<all>.+ and .+)"),
    pattern(r"(?:sum|total) of (?P<all>.+ and .+)"),
    pattern(
        rf"how (?:many|much) (?P<what>.*?)(?: ?{_BE})? ?(?P<all>.+ and .+?) (?:have |has |are |is )?(?:there )?"
        r"(?:together|combined|altogether|in all|in total|add up to)"
    ),
    pattern(rf"what {_BE} (?P<all>.+ and .+?) (?:add up to|come to|make|total)"),
    pattern(r"(?P<all>.+ and .+?) (?:together|combined|added up|put together)"),
    pattern(
        r"(?P<all>.+ and .+?) ?[:—–-]+ ?(?:so )?(?:how (?:many|much)|what)\b(?P<what>.*?)"
        r" ?\b(?:is that |are there |are they |do they )?"
        r"(?:together|combined|altogether|in all|in total|add(?:ed)? up(?: to)?|all told|overall|the total)\b"
    ),
)
_EITHER = (
    pattern(
        r"(?:^|[,:;] )(?:which|what) (?:of (?:the two|them) )?(?:\w+ )?(?:is|was|are|were|grew|rose|came out|ranks?) "
        r"(?:the )?(?:\w+er|more)[,: —–-]+ ?(?P<a>.+?),? or (?P<b>.+?)(?:[,?;]|$)"
    ),
    pattern(
        r"^(?:and |so )?(?P<a>[^,?:;]+?) or (?P<b>[^,?:;]+?)[,:;—–-]+ ?(?:which|what|whose)\b.*?"
        r"\b(?:\w+er|more|ahead|most)\b"
    ),
    pattern(
        r"^(?P<a>[^，。？?、]+?)[和与跟同](?P<b>[^，。？?、]+?)[，,]?(?:相比|比起来|比较|比一比)?[，,]?"
        r"(?:哪个|哪一个|哪块|哪边|哪头|谁)[^，。？?]{0,6}?(?<!多)[高大多强快低小少慢]"
    ),
)
# 「总营收减去制造和软件两块」: all of several parts are taken off.
_LESS = (
    pattern(
        r"(?P<total>.+?)(?:里|中)?(?:减[去掉]?|扣[除掉]|除[去掉]|刨[去掉]|去掉)(?P<parts>.+?(?:[和与及跟、].+?)+?)"
        r"(?:[两三四五](?:块|项|家|个|部分))?(?:之?后|以?外|[，,]|还|剩|差|$)"
    ),
    pattern(r"(?P<total>.+?) (?:minus|less|without|net of|after taking off) (?P<parts>.+? and .+?)(?:[,?:]|$)"),
)
_BESIDE = (
    pattern(
        r"^(?:put|set|place|show|give|line up|stack|compare|contrast)(?: me| up)? "
        r"(?P<what>.*?\b(?:in|of|for|between)\b )?"
        r"(?P<a>.+?) (?:and|against|with|to|versus|vs\.?|alongside|next to) (?:that )?(?:in |of |for )?(?P<b>.+?)"
        r"(?: side by side| next to each other| together| in one line)?$"
    ),
    pattern(
        r"^how (?:did|does|do|is|was) (?P<what>.*?\b(?:in|of|for)\b )?(?P<a>.+?) (?:compare|stack up|measure up|fare)"
        r" (?:with|to|against|next to) (?:that )?(?:in |of |for )?(?P<b>.+)"
    ),
    pattern(
        r"(?:把|将|给|请|比较|对比)?(?:一下)?(?P<a>[^，。]+?)[和与跟同](?P<b>[^，。]+?)"
        r"(?:放在?一起|摆在?一起|并排|列在一起|作个|做个|做一个|进行|来个)?(?:比一比|比一下|对比一下|比较一下|对比|比较|并列)"
    ),
    pattern(
        r"(?P<a>[^，。、]+?)[和与跟同及、](?P<b>[^，。、]+?)(?:的?(?P<what>[\u3400-\u9fff]{2,8}))?(?:分别|各自?)(?:是|为|有|达|涨|增|增长)?了?(?:多少|几)"
    ),
)
# 「机架建成率」: what is built of what was designed.
_BUILT = pattern(
    r"(?P<zh>[^，。的]{1,8})(?:的)?(?:建成率|完工率|建成比例)"
    r"|(?:share|percentage|proportion|fraction|percent) of (?:the )?(?:designed |planned )?(?P<en>\w+) "
    r"(?:is|are|was|were|has been|have been) (?:actually |already )?built"
    r"|of (?:all |the )?(?:the )?(?:[\w-]+ ){0,3}?(?P<en2>[\w]+) "
    r"(?:that (?:were|was|are) )?(?:planned|designed|foreseen),? "
    r"(?:what|which|how (?:large|big) a) (?:share|percentage|proportion|fraction|part|portion)"
    r"|(?P<zh2>[^，。的]{1,8})(?:的)?(?:已经?|真正|实际)建(?:成|好|起来)?了?(?:几成|百分之几|多少比例|多大比例)"
)
_PART_EN = r"(?:percentage|share|proportion|fraction|percent|per cent|part|portion|slice|%)"
_THAT = r"(?:that|this|it|they|those|the two|both|the sum|the total|these two)"
_WHOLES = (
    pattern(rf"(?:占(?!比)了?|相当于)(?P<whole>.+?)的?{_RATE}"),
    pattern(
        rf"\b{_PART_EN} (?:does|do|did|would|is|are) {_THAT} (?:make(?: up)?|represent|form|come to|amount to|) ?"
        r"(?:of|in) (?P<whole>.+)"
    ),
    pattern(rf"\b{_PART_EN} (?:of|in) (?P<whole>.+?)"
               rf"(?: (?:is|are|was|were|does|do|did|would) {_THAT}\b.*| do(?:es)? .*)?$"),
    pattern(rf"\bas an? {_PART_EN} of (?P<whole>.+)"),
)  # fmt: skip
_GROWS = pattern(r"\b(?:grow|grew|growing|growth|outgrow|outgrew|outpace)\b|增速|增长|增幅|涨幅")
_LISTED = pattern(
    r"(?<=[^，,。]),(?:[两三四五六]\w{0,2}|它们|这些|这几\w)?(?=(?:合起来|加起来|加在一起|合在一起|一共|总共))"
)
# 「甲的投资，约相当于乙的百分之几」 is one clause, where nothing is asked before the comma.
_EQUALS = pattern(r"(?<![多少几何])[，,](?=(?:大?约|大概|差不多)?(?:相当于|等于)[^，。？?]*(?:几|多少))")
# 「甲减去乙，还剩多少」, 「甲加上乙，合计多少」 are one clause.
_RESULT = pattern(
    r"(?<![多少几何])[，,](?=(?:大?约|大概)?(?:还?剩下?|还有|差|得|等于|合计|一共|总共|共计|总计)(?:是|有|为)?(?:多少|几))"
)
_WITHIN = pattern(r"^[^、，]{2,16}(?:里面?|当中|之中|中)的?(?=[^、，]{2,}[、和与及])")
_FEW, _SHORTEST = 6, 2
_ANYTHING = ("(?P<a>.+", "(?P<b>.+", "(?P<all>.+", "(?P<total>.+")


@dataclass(frozen=True, slots=True)
class Sides:
    """What is to be put together: how, the words of each side in order, and what is said of all of them."""

    way: str
    texts: tuple[str, ...]
    what: str = ""
    # 「甲比乙增长快多少」: of how much they grew, though neither side says so.
    grows: bool = False


def either_in(text: str) -> Iterator[Sides]:
    """The two things of which a question asks which is ahead, each by its own words: 「甲和乙，哪个大」."""
    folded = fold(text)
    for form in _EITHER:
        if found := form.search(folded):
            one, other = _trimmed(found["a"]), _trimmed(found["b"])
            if one and other:
                yield Sides("beside", (one, other), "", bool(_GROWS.search(folded)))


def beside_in(text: str) -> Iterator[Sides]:
    """The two things that a question wants told side by side, with nothing worked out: 「A与B的增速对比」."""
    for clause in _CLAUSE.split(fold(text)):
        told = _HEAD.sub("", clause.strip(" ."))
        for form in _BESIDE:
            if found := form.search(told):
                groups = {name: _trimmed(value or "") for name, value in found.groupdict().items()}
                if groups["a"] and groups["b"]:
                    yield Sides("beside", (groups["a"], groups["b"]), groups.get("what", ""), bool(_GROWS.search(told)))
                    break


def sides_of(text: str) -> Iterator[Sides]:
    """The ways in which a question puts things together, likeliest first; nothing for one that does not."""
    # 「甲、乙、丙，三层合起来」 is one clause.
    whole = _RESULT.sub("", _EQUALS.sub("", _LISTED.sub("", fold(text))))
    clauses = [_HEAD.sub("", clause.strip()) for clause in _CLAUSE.split(whole)]
    for clause in clauses:
        if len(clause) > _SHORTEST:
            yield from _of_clause(clause)
    if whole.isascii() and len(clauses) > 1:
        # A comma of a list parts no clauses: "enabling centres, promotion centres and service providers".
        yield from _of_clause(_HEAD.sub("", whole.strip(" ?.")))


def wholes_in(text: str) -> list[str]:
    """What a question wants something as a share of, whatever the something is: 「约占全市营收463.4亿元的多少」."""
    told = []
    for clause in _CLAUSE.split(fold(text)):
        found = next((match for form in _WHOLES if (match := form.search(clause))), None)
        if found is not None and (whole := _trimmed(found["whole"])):
            told.append(whole)
    return told


def _of_clause(clause: str) -> Iterator[Sides]:
    for form in _SUMS:
        if found := _found_in(form, clause):
            # 「赋能体系里的赋能中心、促进中心」: what stands before 里的 is said of all.
            listed = _WITHIN.sub("", found["all"])
            parts = tuple(part for text in _AND.split(listed) if (part := _trimmed(text)))
            if 1 < len(parts) <= _FEW:
                yield Sides("sum", parts, _trimmed(found.groupdict().get("what") or ""))
    yield from _less_several(clause)
    if built := _BUILT.search(clause):
        zh, en = built["zh"] or built["zh2"], built["en"] or built["en2"]
        what = _trimmed(zh or en)
        yield Sides("built", (f"已建{what}", f"设计{what}") if zh else (f"built {what}", f"designed {what}"))
    for way, form in _FORMS:
        if (found := _found_in(form, clause)) is None:
            continue
        groups = {name: _trimmed(value or "") for name, value in found.groupdict().items()}
        what = groups.get("what", "")
        one, other = groups["a"] or what, groups["b"]
        if one and other:
            grows = way == "difference" and bool(_GROWS.search(clause))
            yield Sides(way, (one, other), what if groups["a"] else "", grows)


def _found_in(form: re.Pattern[str], clause: str) -> re.Match[str] | None:
    """Where a form is found; one that begins with anything is found at the start, or nowhere in a line."""
    begins_anywhere = form.pattern.startswith(_ANYTHING) and "\n" not in clause
    return form.match(clause) if begins_anywhere else form.search(clause)


def _less_several(clause: str) -> Iterator[Sides]:
    for form in _LESS:
        if found := _found_in(form, clause):
            parts = [part for text in _AND.split(found["parts"]) if (part := _trimmed(text))]
            whole = _trimmed(found["total"])
            if whole and 1 < len(parts) <= _FEW:
                yield Sides("less", (whole, *parts))


def _trimmed(text: str) -> str:
    """A side without the small words around it."""
    return _TAIL.sub("", text.strip(" ,，")).strip()
