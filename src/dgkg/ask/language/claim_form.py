"""How a claim is put to us: what it begins and ends with that is no part of it, and what makes it no plain claim.

「有稿子写“…”，这个数字对不对」, "a colleague says …, true or false?" are what stands between.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dgkg.pattern import pattern

__all__ = ["asks_more", "bare_claim", "denies_so", "spans_aside"]

_IS_SO = (
    r"对不对|对吗|对吧|对么|对嘛|是吗|是吧|是么|是不是|没错吧|不会错吧|没(?:记|说|写|看)错吧|是真的吗|真的吗|属实吗|属实|是否属实|真的假的|是真是假"
    r"|靠谱吗|靠不靠谱|准吗|准不准|准确吗|可信吗|成立吗|站得住脚?吗"
)
_THIS = r"(?:这个|这|该|此|上述|以上)?(?:数字|数据|数|说法|表述|话|句话|结论|判断|消息|传闻|写法|印象|理解)?"
# What a claim ends with, and begins with, only to be put to us.
_TAG = pattern(
    rf"[\s,，:：;；.。?？\"”」—–-]*(?:{_THIS}(?:是|算)?(?:说得|写得|讲得)?(?:{_IS_SO})|了没有?|(?<!有)没有|吧|吗|么|嘛|来着"
    r"|有(?:这|没有这)回事|(?:报告)?是(?:这么|这样)"
    r"|(?:能|可以)?(?:这么|这样)(?:说|写|讲|理解)(?:对|行|可以|没错)?[吗吧]"
    r"|报告(?:里|中|上)?(?:真的?)?是?(?:这么|这样)(?:说|写)的吗"
    r"|(?:和|跟|与|同)?(?:这份|本|该|此)?报告(?:的(?:说法|数据|口径|内容|表述))?(?:一致|吻合|相符|对得上)(?:吗|么|吧)?"
    r"|报告(?:里|中|上)?(?:这么|这样)(?:说|写|讲)过?"
    r"|(?:(?:is|was) (?:this|that|it) (?:what is )?(?:recommended|stated|supported|reported)"
    r"(?: (?:in|by) (?:the report|it))?"
    r"|does (?:the report|it) (?:really )?(?:say|state|claim) (?:so|that|this)"
    r"|(?:ok|okay|safe|fine|good) to (?:print|publish|quote|use|say|write|run)"
    r"|(?:can|may|could|should) (?:i|we) (?:print|publish|quote|use|say|write|run) (?:that|this|it)"
    r"|(?:do you )?agreed?"
    r"|(?:is (?:that|this|it) )?an? (?:fair|accurate|correct|true) (?:statement|claim|summary|reading)"
    r"|fair(?: (?:statement|claim|summary))?|true or not|(?:please )?check (?:this|that|it)(?: for me)?"
    r"|if i (?:read|understand|understood|recall|remember) (?:it|this|that|the (?:text|report))"
    r"(?: (?:well|right|rightly|correctly))?)"
    r"|(?:is (?:that|this) (?:really )?what (?:the report|it) (?:says|states)"
    r"|(?:is|was) (?:(?:that|it|this)(?: (?:figure|number|claim|statement))?|\d(?:[\d.,]*\d)?)"
    r" (?:right|correct|so|true|accurate)"
    r"|(?:is|was)(?: that|n't (?:it|that)) (?:so|right|true|correct)|true or false|right or wrong|yes or no|am i right"
    r"|do i have (?:that|this) right|(?:did i|have i) (?:get|got|read) (?:that|this) right"
    r"|(?:please )?(?:confirm|correct me)"
    r"|(?:is|are|was|were|do|does|did|has|have|had|ca|wo)n't (?:it|they|there|that|he|she|we)"
    r"|(?:is|are|was|were|do|does|did|has|have|had) (?:it|they|there) not"
    r"|right|correct|true|accurate|confirmed|yes|no))"
    r"[\s?？。.!！\"”」]*$"
)
_TRAILING = pattern(r"[\s,;:—–-]+$")
_SOMEBODY = (
    r"(?:有人|有个?人|有(?:个)?(?:同事|朋友|领导|客户|稿子|草稿|文章|媒体|报道|读者|同行)|(?:一个|某|我们?的?|这份|一份|一篇|那篇)?"
    r"(?:同事|朋友|领导|客户|稿子|草稿|文章|媒体|报道|材料|ppt|公众号|网友|网上|外面|业内|老板)|我们?|大家|坊间)"
)
_LEAD = pattern(
    rf"^(?:请问|想(?:问|确认)一?下|(?:请|麻烦)?帮?(?:我|忙)?(?:核实|核对|核查|确认|查)一?下)?[，,:：]?"
    rf"(?:(?:听说|据说|据传|传闻|是不是|是否|印象(?:里|中)|没记错的话)[，,]?"
    rf"|{_SOMEBODY}(?:里|上|中)?(?:都|总|老|还|又|刚)?(?:跟我|对我|和我|告诉我)?"
    r"(?:说|讲|写着?|写道|称|提到|记得|看到|听到|以为|认为|觉得|印象(?:里|中)?|传)(?:是|过)?[，,:：]?)[\"“「]?"
    r"|^(?:(?:请|麻烦|帮忙)?(?:核实|核对|确认|查证)一?下?|我记得|印象中)[，,:：]?"
    r"|^(?:true or false|(?:please )?(?:verify|double-check|fact-check))\s*[:,]?\s*(?:that )?"
    r"|^(?:my|our) (?:notes?|records?|slides?) (?:says?|has|have|gives?|puts?)(?: that)? "
    r"|^(?:请|麻烦)?(?:帮我|帮忙)?(?:(?:核实|核对|核查|确认|判断)(?:一下)?(?:对错|正误|真假|是非)?[，,:：]"
    r"|(?:能否|能不能|可否|可不可以|请)(?:帮我|帮忙)?(?:确认|核实|证实)(?:一下)?[，,:：]?)"
    r"|^(?:so,? |is it true that |is it (?:right|correct|so) that "
    r"|(?:i|we) (?:heard|read|thought|believe|understand|recall|gather|was told|were told)(?: that)? "
    r"|(?:someone|somebody|they|people)(?: (?:has|have))? (?:told me|says?|said|claims?|told us)(?: that)? "
    r"|according to [^,]{1,30}, |rumou?r has it(?: that)? "
    r"|(?:can|could) you (?:please )?(?:confirm|verify|check)(?: that)? "
    r"|am i (?:right|correct)(?: in (?:saying|thinking|believing|assuming))?(?: that)? "
    r"|(?:please )?(?:confirm|verify|check)(?: (?:that|this|it|whether|if))?:? "
    r"|fact[- ]?check: |true or false: |right or wrong: )"
    r"|^(?:an?|the|one|some) (?:\w+ )?(?:report|article|paper|note|slide|source)s? (?:that )?"
    r"(?:i|we) (?:saw|read|have|found) "
    r"(?:says?|gives?|puts?|has|have|states?|claims?|counts?|lists?)(?: that)? "
    r"|^(?:an?|the|my|our|one|some) (?:\w+ )?"
    r"(?:colleague|draft|article|friend|newspaper|post|client|boss|memo|note|slide|blog|investor|reporter)s?"
    r"(?: of mine)? "
    r"(?:says?|said|writes?|wrote|claims?|claimed|states?|stated|told me|reckons?|insists?)(?: that)? ?[:,]? ?[\"“]?"
)
_IS_THAT = pattern(
    r"[\s:,—–-]*\b(?:is|was|are|were) (?:that|this|it|those) (?:really )?(?:how (?:many|much)|what|the number of)\b"
)
# 「is 46 billion what the report gives for the revenue」: the amount is claimed of what follows.
_AS_TOLD = pattern(
    r"\b(?:what|how much|the (?:number|figure|amount|value)(?: that)?) (?:the report|it|the text|they) "
    r"(?:gives?|states?|says?|reports?|puts?|has|have|prints?|cites?|records?) (?:for|as|on|of) "
)
_WHETHER = pattern(r"难道|是不是|是否|有没有|对不对|会不会|真的(?!假)|究竟|到底")
# What asks for more than yes or no, denies, leaves a choice, or claims of all or none.
_ASKS = pattern(
    r"多少|几[家个条项座户成]|哪|谁|什么|啥|如何|怎|为何|还是(?!只)|如果|要是|吻合|一致|对得上|矛盾|相符|算一?下"
    r"|^(?:in|at|on|by|for|of|from|to|with) which\b"
    # 「the fields into which terminals should expand」.
    r"|\b(?:how|what"
    r"|(?<!\bin )(?<!\bat )(?<!\bon )(?<!\bby )(?<!\bof )(?<!\bto )(?<!\bfor )(?<!\bfrom )(?<!\binto )(?<!\bwith )which"
    r"|who|whom|whose|when|where|why|or(?! (?:more|less|so|above|below))|if)\b"
)
# 「is it among the cities whose …」 asks for no city.
_ASKS_WHETHER = pattern(r"(?:is|are|was|were|did|does|do|has|have|had|can)\b")
_CHOOSES = pattern(r"\b(?:how|what|why|or(?! (?:more|less|so|above|below))|if)\b")
_DENIES = pattern(
    r"没有?(?!错)|未(?!来)|(?<!差)不(?!到|足|超过|低于|少于|止|是不|对)|\bnot\b|\bnever\b|\bno longer\b|n't\b|除了|不是"
)
_MOST_TAGS = 3


def bare_claim(text: str) -> str:
    """What a folded text claims, without what only puts it to us.

    >>> bare_claim("有稿子写“出货11.4亿台”，这个数字对不对？"), bare_claim("it fell, true or false?")
    ('出货11.4亿台', 'it fell')
    >>> bare_claim("跨境电商缩水了没有"), bare_claim("1,216: is that how many went digital?")
    ('跨境电商缩水', '1,216 went digital?')
    """
    text = _LEAD.sub("", text)
    for _ in range(_MOST_TAGS):
        text = _TAG.sub("", text)
    text = _WHETHER.sub(" ", _IS_THAT.sub(" ", _AS_TOLD.sub(" ", text))).strip(' "“”「」').replace("  ", " ")
    return _TRAILING.sub("", text)


def spans_aside(text: str) -> list[tuple[int, int]]:
    """Where a folded text only puts a claim to us: what is named there is no part of it."""
    return list(_spans_aside(text))


@lru_cache(maxsize=1024)
def _spans_aside(text: str) -> Sequence[tuple[int, int]]:
    spans = [match.span() for match in [_LEAD.match(text)] if match is not None]
    end = len(text)
    for _ in range(_MOST_TAGS):
        if (tag := _TAG.search(text, 0, end)) is None:
            break
        spans.append((tag.start(), end))
        end = tag.start()
    return spans


def asks_more(text: str) -> bool:
    """Whether a claim asks for more than yes or no, or leaves a choice."""
    return bool((_CHOOSES if _ASKS_WHETHER.match(text) else _ASKS).search(text))


def denies_so(text: str) -> bool:
    """Whether a claim denies something."""
    return bool(_DENIES.search(text))
