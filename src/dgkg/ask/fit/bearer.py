"""What a body was honoured for: told by the name of that thing, never by the name of the honour.

「慕思凭哪个场景入选国家智能制造优秀场景」: that it is on the list was known to who asks.
"""

from __future__ import annotations

from collections.abc import Sequence

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found, covers
from dgkg.ask.language.question import TELLING, Question
from dgkg.ask.language.tokens import fold
from dgkg.pattern import pattern

__all__ = ["names_bearer"]

_THING_ZH = r"(?:场景|项目|产品|案例|专利|技术|业务|方案|服务|成果|应用|平台|系统)"
_THING = r"(?:project|scenario|product|case|patent|technology|service|solution|application|platform|system|business)s?"
_WON_ZH = r"(?:入选|入围|上榜|获|拿|夺|当选|被评|评上|评为)"
_HONOURED_BY = pattern(
    rf"(?:凭借?|靠|以|用|拿|因)(?:着|了)?(?:的是)?的?(?:哪|什么)[一个项款种条份类]*{_THING_ZH}"
    rf"|的(?:哪|什么)[一个项款种条份类]*{_THING_ZH}{_WON_ZH}"
    rf"|申报(?:了|的)?是?(?:哪|什么)[一个项款种条份类]*{_THING_ZH}"
    rf"|{_WON_ZH}[^，。？?]{{2,30}}的{_THING_ZH}的?(?:名称|名字)?(?:是|叫)(?:什么|啥)"
    rf"|\b(?:with|by|through|thanks to|on the strength of) (?:which|what) (?:[\w-]+ ){{0,2}}?{_THING}\b"
    rf"|\bfor (?:which|what) (?:[\w-]+ )?(?:scenario|product|case|patent|technology|service|solution|application)s?\b"
    rf"|\b(?:which|what) (?:[\w-]+ )?{_THING} (?:won|earned|got|gained|secured|landed|put)\b"
    rf"|\b(?:which|what) (?:[\w-]+ )?{_THING} (?:did|was|were|has|had) [^?]*\b(?:with|under)\s*\??$"
    rf"|\b(?:name|title) of the (?:[\w-]+ )?{_THING} (?:with|by|for|under) which\b"
    rf"|\b(?:name|title) of [^?,]+  ?(?:[\w-]+ ){{0,3}}{_THING}\b"
    rf"|\bhow is the (?:[\w-]+ )?{_THING} of .* called\b"
)
_HONOURS = {"recognition", "rank", "membership"}


def names_bearer(_index: Index, question: Question, told: Sequence[Found]) -> bool:
    """Whether more is told of a body than that it is on a list, where it is asked what brought it there."""
    named = [u for u in question.of_kind("entity") if u.weight >= TELLING]
    if not named or question.doubts or not _HONOURED_BY.search(fold(question.text)):
        return True
    on_them = [f for f in told if any(covers(u, f.item.things, f.item.wide, f.item.words) >= COVERED for u in named)]
    honoured = [f for f in on_them if f.item.kind in _HONOURS]
    return not honoured or honoured[0] is not on_them[0]
