"""Words by which a question asks for an event, a role or the scope of a ranking, and an answer tells it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dgkg.pattern import pattern

__all__ = ["EVENTS", "ROLES", "SCOPES"]


def _any(*patterns: str) -> re.Pattern[str]:
    return pattern("|".join(patterns))


# What has happened with a thing: how a question says it, and what is told of it must.
EVENTS: Mapping[str, re.Pattern[str]] = {
    "start of building": _any(
        r"开工|动工|奠基|破土", r"\b(?:break|broke) ground\b", r"\bconstruction (?:start|begin|began)",
    ),
    "start of work": _any(
        r"投产|投入使用|投用|启用|投入运营|开始运[行营]",
        r"\b(?:go|went|come|came|put|enter\w*) in(?:to)? (?:operation|service|production)",
    ),
    "completion": _any(r"竣工|完工|建成|落成", r"\bcomplet(?:e|ed|ion)\b"),
    "approval": _any(r"获批|批准|批复|审批", r"\bapprov(?:e|ed|al)\b"),
    "expiry": _any(r"失效|到期|废止|有效期|结束", r"\bexpir(?:e|es|ed|y)\b", r"\bvalid until\b",
        r"\bwhen (?:does|will|is) [^?]* (?:end|over|lapse)\b"),
    "issue": _any(r"印发|发布|出台|颁布|公布|印出", r"\b(?:issued?|published|released?|promulgated)\b"),
    "founding": _any(r"成立|创立|创办|设立|建立|组建", r"\b(?:founded|established|set up)\b"),
}  # fmt: skip
_FIRM = r"(?:firms?|compan\w+|makers?|brands?|vendors?)"
# A role in which a body is asked for, likewise.
ROLES: Mapping[str, re.Pattern[str]] = {
    "builder": _any(
        r"承建|施工|(?:建设|开发|研发)(?:单位|方(?![面向案式]))|谁(?:建|造)的|开发商|研发公司",
        r"哪家[^，。、]{0,4}(?:建设|开发|研发)(?!投入|费用|支出|实力|能力|强度)",
        r"\b(?:who|which \w+(?: \w+)?) (?:built|developed|constructed|designed|coded|engineered)\b",
        r"\b(?:developer|contractor)\b",
    ),
    "investor": _any(
        r"(?:谁|哪[家个])[^，。？?]{0,6}(?:出资|出钱|掏钱|买单|埋单)|出资(?:方|人|者)|(?:市|省|县)级?财政|投资(?:方(?![面向案式])|人是|机构|者是)|谁投资|领投|融资方",
        r"\b(?:who|which|what) (?:(?!be |is |are )[\w-]+ ){0,3}"
        r"(?:investors?|backers?|backed|invested|funded|financed)\b",
        r"\bwho (?:is|are|was|were) [^?]*\b(?:funded|financed|bankrolled|paid for)\b",
    ),
    "assessor": _any(
        r"审计|会计师|律师|律所|评估机构|评审机构",
        r"\b(?:audit(?:ed|ors?)?|accounting firm|law firm|lawyers?|assessors?)\b",
    ),
    "head": _any(
        r"负责人|董事长|总经理|理事长|院长|校长|主任|会长|秘书长|总裁|局长|一把手|老总|队长|领队|带头人|掌门|领衔|执掌",
        r"首席[^，。？?]{0,4}官(?:是|叫|由)|(?:谁|哪位)[^，。？?]{0,12}首席",
        r"\b(?:director|ceo|chair(?:man|woman|person)?|president|heads?(?! (?:firm|compan|office))"
        r"|headed|general manager|chief executive)\b",
        r"\bchief [a-z]+ officer\b|\bsecretary[- ]general\b|\bin charge of\b",
        r"\bwho (?:leads?|led(?! the way\b)|chairs?|directs)\b",
    ),
    "manager": _any(
        r"管理人(?![才员])|托管|掌管|打理|(?:谁|哪家[^，。、]{0,4})(?:在|来|负责)*(?:管理|运营)",
        r"\b(?:who|which [\w-]+(?: [\w-]+)?) (?:runs?|ran|manages?|managed|administers?|operates?|operated)\b",
        r"\bcustodian\b",
    ),
    "writer": _any(
        r"(?:谁|哪[家个][^，。、]{0,6})(?:起草|编写|撰写|执笔|编制)|起草(?:单位|方|人)|编写组|作者",
        r"\b(?:who|which \w+(?: \w+)?) (?:drafted|wrote|authored|compiled|drew up|prepared)\b",
        r"\bauthors?\b(?! (?:say|said|see|think|find|found|call|list|name|want|mention|complain|argue))",
        r"\bresearchers?\b",
    ),
    "approver": _any(
        r"批准|批复|核准|获批|审核|审批",
        r"\bwho (?:\w+ )?(?:approved?|approves|authori[sz]e[ds]?)\b",
        r"\bapproved by\b|\breview",
    ),
    "sponsor": _any(r"赞助|冠名", r"\bsponsors?(?:ed)?\b"),
    "supplier": _any(
        r"供应商|供货商|(?:哪家|谁)[^，。]{0,4}供[货应]|用(?:的是|的|了)?(?:哪家|谁)",
        r"(?:谁|哪)家的(?:芯片|设备|硬件|软件|产品|服务器|屏|电池|零部件)",
        rf"\b(?:who|which (?:[\w-]+ )?{_FIRM}) (?:\w+ )?suppl\w+\b",
        r"\b(?:who|which|what) .*\bsuppliers? (?:of|to|for)\b",
        r"\bwhose (?:chips|hardware|equipment|servers|software)\b",
    ),
    "customer": _any(
        r"客户(?:是|有)?[哪谁]|哪[家个些]客户|[给为](?:哪|谁)[^，。]{0,6}(?:代工|(?<!提)供|生产|做)|供(?:给|应给)[哪谁]",
        r"\b(?:customers?|clients?|buyers?)\b",
        rf"\bfor (?:whom|which {_FIRM})\b",
    ),
}
# Within what a ranking is.
SCOPES: Mapping[str, re.Pattern[str]] = {
    "world": _any(r"全球|世界", r"\b(?:world(?:wide)?|global(?:ly)?)\b"),
    "china": _any(
        r"全国|国内", r"\b(?:national(?:ly)?|nationwide)\b", r"\bin (?:all of )?china\b",
        r"\bin the (?:whole )?(?:country|nation)\b",
    ),
    "guangdong": _any(
        r"全省|省内", r"\b(?:provincial(?:ly)?|province[- ]?wide)\b", r"\bin (?:the province|guangdong)\b",
    ),
    "dongguan": _any(
        r"全市|市内", r"\bcity-?wide\b",
        r"\bin the city\b(?! [\w-]+[- ](?:econom|competitiv|index|rank|report|survey))",
    ),
}  # fmt: skip
