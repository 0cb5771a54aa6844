"""What a question asks for: a number, a date, a list, whether something is so; by its words, and by its form."""

from __future__ import annotations

from collections.abc import Sequence

from dgkg.ask.language.lexicon import Match
from dgkg.ask.language.method import APART, BEHIND_OR_AHEAD, CLIMBED, HIGHER, MUST_HAVE_BEEN, WORKED_BACK
from dgkg.ask.language.since import changed_since
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["IS_THAT", "roles_of"]

_COUNTED = pattern(
    r"how many(?! (?:(?:percentage )?points|(?:us )?dollars|yuan|usd|cny|rmb)\b)|number of|\bcount\b"
    r"|(?<![哪这那前])[多少几]+(?:家|个(?!百分|点)|条|份|项|场|座|宗|人|类|种|位|名|户|台|处|款|件|所)"
)
# Where the source puts a thing among others is no place on a map.
_PLACED = (
    r"\bwhere (?:does|do|did|would|is|are) [^,?;]*\b(?:place[sd]?|put|position(?:s|ed)?|rank(?:s|ed)?|rate[sd]?|see"
    r"|seen|sits?)\b[^,?;]*\b(?:national(?:ly)?|countrywide|nationwide|provincial(?:ly)?|global(?:ly)?|worldwide"
    r"|internationally|in (?:the )?(?:country|nation|province|world|china|guangdong))\b"
)
_FORMS = {
    "base": pattern(
        r"\b(?:before|without) (?:the (?:20\d\d )?(?:additions?|increase|new ones?)"
        r"|th(?:e|ose) (?:\w+ )?(?:newly )?added)\b"
        r"|\bprior to the (?:additions?|increase)\b"
        r"|\bbefore (?:the start of )?20\d\d\b|\bprior to 20\d\d\b|20\d\d年(?:之前|以前|前)(?![一二三四五六七八九十\d])"
        r"|新增(?:的)?(?:之前|以前|前)|(?:不含|扣[除掉]|除[去掉]|不算|去掉|减[去掉]|刨[去掉]|剔除)(?:20\d\d年|今年|当年|本年)?新增"
        rf"|{WORKED_BACK}|{MUST_HAVE_BEEN}"
    ),
    "average": pattern(
        r"\bper (?:[\w-]+ ){0,2}?"
        r"(?:firm|compan|enterprise|organi|unit|client|user|project|event|session|centre|center|show)\w*"
    ),
    "climb": pattern(CLIMBED),
    "highest": pattern(HIGHER),
    "times": pattern(r"\bwhat (?:multiple|factor)\b"),
    "difference": pattern(
        r"[了的]?但(?:还|尚)?[没未]|还有多少.{0,4}[没未]|多占(?:了)?(?:几|多少)|少占(?:了)?(?:几|多少)"
        r"|\bhow (?:much|many (?:percentage )?points) (?:did|does|has|have)\b.* (?:faster|slower|quicker) than\b"
        r"|\bby how much (?:does|do|did|is|are|was|were)\b.*\b(?:exceed|top|beat|lead|higher|more)"
        r"|\b(?:have|has|had|are|were|is) (?:still |yet |so far )?not (?:yet |so far )?(?:been )?(?:yet )?"
        r"(?:built|installed)\b|\bleft to (?:be )?(?:buil[dt]|install)"
        r"|\b(?:still|remain(?:s|ed)?|yet) to be (?:built|installed)\b|\bunbuilt\b|[还尚]?未建|没有?建[好成]?"
        r"|(?:除[去掉]|扣[除掉]|去掉|减[去掉]|刨[去掉]|剔除)[^，。；]{1,16}[，,]?(?:还?剩|剩下|余下|还有)"
        r"|\bbut not (?:yet )?(?:built|installed|used|completed|finished)\b"
        rf"|{APART}|{BEHIND_OR_AHEAD}"
    ),
    "share": pattern(r"\bas an? (?:%|percent|percentage) of\b|\b(?:what|which) (?:% |per ?cent\b)|百分之几"),
    "count": _COUNTED,
    # 「where does the plan stand」 asks how far it is.
    "rank": pattern(
        r"\bwhere (?:did|does|do|has|have) [^,?;]*\b(?:stand|stood|land(?:ed)?|finish(?:ed)?|come (?:in|out))\b"
        r"(?=.*\b(?:index|rankings?|list|league|table|province|country|nation)\b)"
        rf"|{_PLACED}"
    ),
    "growth": pattern(
        r"同比(?:增|[^，。？?]{0,4}(?:多少|几))|环比|(?:(?<!多)长|扩大)了?(?:多少|几成|百分之几)"
        r"|\b(?:at )?(?:what|which) (?:pace|rate|speed) (?:did|has|have) [^?,;]*"
        r"\b(?:expand|increase|go up|grow|rise)\w*"
        r"|\bhow much (?:did|has|have) [^?,;]*\bgain(?:ed)?\b|\b(?:higher|larger|bigger|up) than in 20\d\d\b"
        r"|\bhow (?:did|has|have) [^?,;]*\b(?:changed?|fared?|developed?|moved?)\b"
        r"|\bup by (?:what|how much|how many per)\b|\bby (?:what|how many) per ?cent\b"
    ),
    "number": pattern(
        # 「投资多少亿元」: a name of the quantity may end in the word that asks.
        r"多少(?:千万|[万亿]+)?(?:美元|元|钱)|(?<![哪这那前好])几种|^(?:please )?count (?:up )?(?:the|all|how)\b"
        r"|\bwhat (?:[a-z-]+ ){0,3}(?:capacity|sales|amount|price|salary|wage|cost|profit|area|length"
        r"|volume|turnover|value|budget|headcount|population|ratio|rate|percentage|distance|duration|tonnage|speed)\b"
        r"(?! (?:is|was|are|were) (?:meant|used))"
    ),
    "cap": pattern(r"上限|封顶|\bceilings?\b|\bcaps?\b"),
    "state": pattern(r"\bcoming along\b|\bstatus\b|\bstages?\b|状态|进展|进度|现状|阶段"),
    "advice": pattern(
        r"建议|应当|应该|应如何|该怎么|怎么办|下一步|今后|未来"
        r"|\b(?:should|recommend(?:s|ed|ation|ations)?|propos(?:e|es|ed|al|als)|advis(?:e|es|ed)|suggest(?:s|ed)?)\b"
    ),
    "yesno": pattern(
        r"^(?:so |hey |and |but )?(?:is|are|was|were|did|does|do|has|have|had|can|must|may|could)\b"
        r"|(?:right|correct|true|accurate|confirmed|yes|no)\s*\?|\bright\?"
        r"|\b(?:is|are|was|were|do|does|did|has|have|had|ca|wo)n't (?:it|they|there|that|he|she)\b[^,;]{0,12}\?"
        r"|\bis (?:that|this) (?:really )?what (?:the report|it) (?:says|states)\b|是?(?:这么|这样)[说写]的吗"
        r"|\bconfirm(?:ed)? or\b"
        r"|^(?:please )?(?:fact[- ]?check:|(?:check|verify|confirm) (?:this|that|whether|if)\b|am i right\b)"
        r"|\btrue or false\b|\bright or wrong\b|\bcorrect me\b"
        # A statement with a question mark.
        r"|^(?!.*\b(?:how|what|which|who|whom|whose|when|where|why|list|name|tell|give)\b)"
        r"(?:so [^\u3400-\u9fff]*\?$"
        r"|[^\u3400-\u9fff]*[a-z][^\u3400-\u9fff]*\b(?:is|are|was|were|has|have|had|did|does|gets?|got|rose|fell|grew"
        r"|reach(?:es|ed)|hit|won|came|went|took|became|rank(?:s|ed)|increased|declined|dropped|climbed"
        r"|exceed(?:s|ed)|passed)\b"
        r"[^\u3400-\u9fff]*\?$)"
        r"|\b(?:true or not|yes or no|agreed?|(?:ok|okay|safe|fine) to (?:print|publish|quote|use|say|write|run)"
        r"|(?:can|may|could|should) (?:i|we) (?:print|publish|quote|use|say|write|run) (?:that|this|it)"
        r"|fair (?:statement|claim|summary)"
        r"|if i (?:read|understand|recall|remember) (?:it|this|that|the (?:text|report))"
        r"(?: (?:well|right|rightly|correctly))?|is (?:this|that) (?:recommended|stated|supported))\s*[?.]?$"
        r"|\bcheck this(?: for me)?\b"
        r"|^(?:under|in|according to|per|by|as) [^,?]*, "
        r"(?:is|are|was|were|did|does|do|has|have|had|would|will|should|can)\b"
        r"|[:;—–] ?(?:is|was|does|did) (?:that|this|it|the report)\b"
        r"(?![^?]*\b(?:how|what|which|who|when|where|why)\b)[^?]*\?$|^would\b"
        r"|[对是真]么[\s?？]*$"
        r"|^(?!.*(?:多少|几|哪|谁|什么|啥|如何|怎|何|还是|呢|分别|列))(?:这份|本)?报告(?:里|中)?(?:说|称|提到|写)[^?？]*[?？]$"
        r"|对不对|是吧|对吧|没错吧|记错|难道|判断(?:一下)?(?:对错|正误|真假)|(?:能否|能不能|可否)(?:帮我|帮忙)?(?:确认|核实|证实)|是不是|对吗|属实|真的|靠谱|站得住|准不准"
        r"|吗[\s?？。]*$|[了过][没否](?:有)?[\s?？。]*$|(?<!有)没有?[?？]$|\d[\d.,]*\s*(?:%|[a-z]+|[万亿]*[元家个台座项场]?)没有?[\s?？。]*$"
        # The same in Chinese: it ends as a sentence does, or tells a number.
        r"|^(?!.*(?:多少|几|哪|谁|什么|啥|如何|怎|何|还是|呢|分别|列))(?:.*[\u3400-\u9fff](?:了|的)[?？]$"
        r"|.*(?:只|就|已|都|达|超|占|是|为|有|才|共|了|增长|下降|涨|跌|最高|最多|最长)[^，。；]{0,8}?"
        r"\d[\d.,]*\s*(?:%|[万亿]|[家个台座名倍项条户款场])[^，。；]{0,8}[?？]$"
        # 「产量增速58.8%？」: a quantity, and what it is said to be.
        r"|.*(?:[额量值率速数幅比家]|收入|营收|增长|规模|算力)(?:约|近|超)?\d[\d.,]*\s*(?:%|[万亿]+元?|元|[a-z]+|[家个台座项场])[?？]$"
        r"|.*(?:第[一二三四五六七八九十\d]+|头名|首位|榜首|冠军|老大|之首)(?:名|位)?[?？]$)"
    ),
}
# 「when」 within a sentence is no question of time.
_WHEN = pattern(
    r"(?:^|[,;?.] |\b(?:and|since|by|until|from) )when\b"
    r"|什么时候|何时|啥时|几时|哪年|哪一年|哪个?月|几月|日期|哪一?天|几号"
    r"|what (?:year|month|date|day)|which (?:year|month)"
)
_IN_MONEY = pattern(r"[亿万]元?|多少元|\b(?:yuan|cny|rmb|dollars|money)\b")
_THAN = pattern(r"\b(?:fewer|less|more|higher|lower|greater) than (?:cny |usd |rmb |\$|¥)?(?:\d|an? |one )")
IS_THAT = pattern(
    r"\b(?:is|was|are|were) (?:that|this|it|those) (?:really )?(?:how (?:many|much)|what|the number of)\b"
)
"""What asks whether a number that was named is the one of what follows."""
_BUT_NOT = pattern(r"但(?:还|尚)?[没未]")
_HOW_FAR = pattern(
    r"多少|几个|差"
    r"|多[出占]?[了]?(?:多少|几)|[高低多少]多少|\bdifference\b|\bby how much\b|\bgap\b|\bhow (?:much|many)\b"
)
_POLITE = pattern(
    r"(?:能|能不能|可以|可否)[^，。？?]{0,3}(?:列|给|说|告诉|介绍|提供)[^，。？?]{0,6}吗"
    r"|\b(?:can|could) you (?:please )?(?:list|name|tell|give)\b"
)
_NEARLY = pattern(r"差不多|差点|出差|减一减|除一除")
_DIFFER = pattern(
    r"差|减|比[^例重率]|多[几多出]|少[几多]|高[几多出]|\b(?:difference|gap|more|less|fewer|how far|minus|lead)\b|百分点"
)
# "New areas the industry is told to expand into?": what is named at its head is asked for, and nothing is claimed.
_NAMES_WHAT = pattern(
    r"^(?!(?:the|a|an|it|this|that|these|those|they|he|she|is|are|was|were|did|does|do|has|have|can|so|and)\b)"
    r"(?:[\w'-]+ ){1,4}(?:that |which )?(?:the|its|their|dongguan|firms|companies) [^,;?]*"
    r"\b(?:into|in|on|from|with|of|to|by|at|for|about|against|through) *\?$"
)
# 「还有别的产品吗」 asks which.
_ANY_OTHER = pattern(
    r"(?:还有|有没有|有)(?:没有)?(?:别的|其他|其它|另外的?|别家|第[二三]家)[^，。？?]{0,16}(?:吗|没有?|么)"
    r"|还有(?:没有)?(?:谁|哪)[^，。？?]{0,16}吗"
    r"|^(?:[^,?]*, )?(?:is|are|was|were|does|do|did|has|have) [^,?]*"
    r"\b(?:any|another|anyone|anybody|anything) (?:other|others|else)\b"
)
_SAYS_WHO = pattern(
    r"\b(?:which|what) [^?,]*\b(?:says?|spells? out|sets? out|lays? down|states?|defines?|specif(?:y|ies)|names?"
    r"|stipulates?|determines?|makes? clear|explains?) who\b"
    r"|哪(?:[一几]?[份个部项条]|些)[^，。？?]{0,8}(?:规定|明确|写明|说明|定下|讲清|指定|交代)了?(?:由)?谁"
)
# 「What does DCMM mean」 asks for no mean, 「other than Leadyo」 compares nothing, 「in addition to」 says of nothing
# that it is new, and where "it took place" nothing is ranked.
_OTHERWISE = {
    "average": pattern(r"\b(?:do|does|did|it|that) (?:[\w'()“”\"-]+ ){0,8}mean\b|\bmeans\b|\bmeanings?\b|\bmeant\b"),
    "compare": pattern(r"^(?!.*\b(?:compar\w+|versus|vs|between|against)\b)(?=.*\b(?:other|rather) than\b)"),
    "rank": pattern(r"^(?!.*\brank)(?=.*\b(?:takes?|took|taken|taking) place\b)"),
    "new": pattern(r"^(?!.*\bnew(?:ly|comers?)?\b)(?!.*\badded\b)(?=.*\bin addition to\b)"),
    "where": pattern(_PLACED),
    # 「so that more small firms get loans」, 「为更多企业提供信贷」: nobody has most of anything.
    "highest": pattern(
        r"^(?!.*(?:最|\b(?:than|most|higher|bigger|larger|leader|[a-z]{2,}est)\b))"
        r"(?:(?=.*\b(?:so that|in order that|so as to|to|for|help(?:s|ed|ing)?|let(?:s|ting)?|giv(?:es?|ing)"
        r"|bring(?:s|ing)?|get(?:s|ting)?|reach(?:es|ing)?|allow(?:s|ing)?)(?: [\w-]+)? more (?!or\b))"
        r"|(?=.*[为给让使帮助向对到及引惠]更多))"
    ),
}
_NOT_TOTAL = pattern(r"(?:不要|不是|不算|别给|非|除)累计|not (?:the )?(?:cumulative|total)")
_UP_TO_NOW = pattern(r"\bup to (?:now|then|date|today|20\d\d|the end)\b|\badd(?:s|ed|ing)? up to\b")
_CAP_BESIDE = pattern(r"\bup to how\b|\b(?:at most|max\w*|caps?|ceiling|limit|highest|largest|longest)\b")
_COUNTS_TOO = pattern(r"how many|[多几]少?(?:家|个(?!百分|点)|座|户|条|项)")
_HOW_MUCH = pattern(r"\bhow (?:much|many)\b|多少")
_GREW = pattern(r"by how much (?:did|has|have|had|was|were)\b|[涨增升][长了]?多少(?!个?百分点)")
_HIGH_GROWTH = pattern(r"\b(?:high|fast)[- ]growth\b|\bfast[- ]growing\b|高(?:增长|成长)")
_GROWTH = pattern(
    r"增|涨|升|同比|多了百分|长得快|攀|扩大|长了|pace|expand|than in 20"
    r"|grow|grew|rise|rose|rising|increas|up\b|yoy|year[- ]o[nv]|change|jump|gain|climb|uptick|percent"
)
_NO_GROWTH = pattern(r"\bnot (?:the |its )?growth\b|(?:不是|不要|而非|非)(?:同比)?(?:增速|增长率|增幅|涨幅)")
# A document that was put together is no sum.
_WAS_PUT_TOGETHER = pattern(r"\b(?:when|who|how|where) (?:was|were|did|had)\b[^,;?]*\bput together\b")
# 「500-plus firms」, 「what is combined with 5G」.
_NO_SUM = pattern(
    r"\d[\w.,]*[ -]plus\b|\b(?:is|are|be|been|being|gets?|to) (?:be )?combined\b|\b(?:combined|together) with\b"
)
_ADDS = pattern(
    r"\b(?:plus|add(?:s|ed|ing)?|together|jointly|combined|sum|altogether|total)\b|\bin all\b"
    r"|加|合|一共|总|等于|之和|共计"
)
_ALL_IN_ALL = pattern(
    r"^(?!.*(?:加|合[起计在]|之和|相加|总和|与|和|、))"
    r".*(?:一共|总共|共|共计)(?:有|是|点名?|列|举|提到)?(?:了|出)?(?:多少|几)[家个所条项款位份种类]"
)
_OF_MONEY = pattern(r"\bhow much\b|多少钱|金额|额(?:是|有|为|达)?多少")
_HOW_OFTEN = pattern(r"\bhow many times (?:did|does|do|was|were|has|have|is|are|a|per|over|in)\b")
_HOW_MANY = pattern(r"(?<![哪这那前好第])几[家个条份项场座宗人类名户台处款件所支队笔轮批层栋辆张吨套]")
_SOME = pattern(
    r"^[^，。？?]*几[份个家项条款座类种][^，。？?多少]{0,6}(?:里|中|当中|之中|里面|里头)[，,]?[^多少几]*(?:哪|谁|什么)"
)
_WHEN_WITHIN = pattern(r"\bwhen\b")
# For how long a plan is made: told by the years that it covers.
_TERM_OF_PLAN = pattern(
    r"(?:规划|计划|方案)[^，。？?]{0,4}(?:期限|为期|几年|多久|多长)|几年的(?:规划|计划|方案)"
    r"|\bhow (?:long|many years) (?:does|do|is|are|will) [^?]*\b(?:plan|programme)\b"
)
_PLACES = pattern(r"rank|place|position|spot|index|league|competitive|[位名]")


def roles_of(text: str, matches: Sequence[Match]) -> frozenset[str]:
    """The roles of a folded text, given what its words were found to be."""
    roles = {role for match in matches for role in match.roles}
    roles |= {role for role, form in _FORMS.items() if form.search(text)}
    if "date" in roles and _WHEN_WITHIN.search(text) and not _WHEN.search(text):
        roles.discard("date")
    roles = _of_differences(roles, text)
    if _THAN.search(text):
        # 「fewer than 25 data centres」 sets a bound; nothing is subtracted.
        roles -= {"difference", "compare"}
    if IS_THAT.search(text):
        # 「1,216: is that how many went digital」 claims a number and asks for none.
        roles = (roles - {"count", "number", "amount", "sum", "list"}) | {"yesno"}
    if _POLITE.search(text):
        # 「名单能列一下吗」 asks for the list.
        roles.discard("yesno")
    if "yesno" in roles and _ANY_OTHER.search(text):
        roles = (roles - {"yesno"}) | {"list"}
    if "yesno" in roles and _NAMES_WHAT.search(text):
        roles = (roles - {"yesno"}) | {"list"}
    if "cap" in roles and _UP_TO_NOW.search(text) and not _CAP_BESIDE.search(text):
        # 「how much has been lent up to now」 asks for no limit.
        roles.discard("cap")
    if _NOT_TOTAL.search(text):
        roles.discard("cumulative")
    roles -= {role for role, form in _OTHERWISE.items() if form.search(text)}
    if "yesno" in roles and any(DGO.realization in match.things for match in matches):
        roles.add("status")
    roles = _of_bodies(roles, text)
    told = _of_counts(_of_growth(_of_terms(roles, text), text), text)
    return frozenset(told - {"number", "count"} if IS_THAT.search(text) else told)


def _of_terms(roles: set[str], text: str) -> set[str]:
    """For how long a plan is is no number of anything."""
    asks = _TERM_OF_PLAN.search(text) and "yesno" not in roles
    return (roles - {"number", "count", "status"}) | {"date"} if asks else roles


def _of_bodies(roles: set[str], text: str) -> set[str]:
    """Whether it is asked who: 「which document says who …」 asks for the document."""
    return (roles - {"who"}) | {"list"} if _SAYS_WHO.search(text) else roles


def _of_differences(roles: set[str], text: str) -> set[str]:
    """Whether anything is subtracted where words say so that also say other things."""
    if "yesno" not in roles and not _IN_MONEY.search(text) and changed_since(text):
        # 「比2022年高多少」 is of one thing; no two are held against each other.
        roles = (roles - {"difference", "highest", "compare"}) | {"growth"}
    if "difference" in roles and _NEARLY.search(text) and not _DIFFER.search(_NEARLY.sub("", text)):
        # 「差不多是多少」 asks for about how much, 「减一减」 for a way to it.
        roles.discard("difference")
    if "difference" in roles and roles & {"list", "who"} and _BUT_NOT.search(text) and not _HOW_FAR.search(text):
        # 「哪些是A，但没有B」 sets two conditions; nothing is subtracted.
        roles.discard("difference")
    return roles


def _of_growth(roles: set[str], text: str) -> set[str]:
    """What goes up: a quantity, a place in a ranking, or by how much one thing is above another."""
    if "climb" in roles and not _PLACES.search(text):
        # Exports climb without a place in any ranking.
        roles = (roles - {"climb"}) | {"growth"}
    if {"growth", "difference"} <= roles and not roles & {"compare", "highest"} and _GREW.search(text):
        # 「涨了多少」, "by how much did it grow" ask for a rate.
        roles = roles - {"difference"}
    if "growth" in roles and not _GROWTH.search(_HIGH_GROWTH.sub("", text)):
        # 「高增长企业有几家」 asks for no growth.
        roles = roles - {"growth"}
    if "growth" in roles and _NO_GROWTH.search(text):
        roles = (roles - {"growth"}) | {"number"}
    return roles


def _of_counts(roles: set[str], text: str) -> set[str]:
    """What is counted or measured: things, money, places."""
    if "number" in roles and "yesno" not in roles and _HOW_MUCH.search(text):
        # 「has been」 of what is counted asks for the count, not for its state.
        roles = roles - {"status"}
    if "times" in roles and _HOW_OFTEN.search(text):
        # 「how many times did it deliver」 counts; nothing is divided.
        roles = (roles - {"times"}) | {"count", "number"}
    if _SOME.search(text):
        # 「几份文件里，讲技改的是哪份」: some of them, of which one is asked for.
        return roles - {"number", "count"}
    if _HOW_MANY.search(text):
        roles = roles | {"number"}
    if _WAS_PUT_TOGETHER.search(text) or (_NO_SUM.search(text) and not _ADDS.search(_NO_SUM.sub(" ", text))):
        roles = roles - {"sum"}
    if "sum" in roles and _ALL_IN_ALL.search(text):
        # 「一共几家」 counts; nothing is added up.
        roles = roles - {"sum"}
    if _OF_MONEY.search(text) and not _COUNTED.search(text):
        roles = roles | {"amount"}
    # A place in a ranking or a share is no number of things.
    if "climb" in roles or (roles & {"rank", "share", "ratio"} and not _COUNTS_TOO.search(text)):
        roles = roles - {"count"}
    return roles
