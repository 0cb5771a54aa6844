"""A thing with a name of its own that the source does not know: 「信创大厦建成了吗」 is asked of a tower.

Such a name ends in what sort of thing it is (大厦, park, fund). It is known if it is matched as a name, if its words
are those of one thing, or if a text of the source has them side by side; of anything else neither yes nor no is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rdflib import Literal

from dgkg.ask.items.index import Index
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import features, fold, phrase
from dgkg.namespaces import ID
from dgkg.pattern import pattern

__all__ = ["names_what_is_unknown"]

# What follows is the end of the name: 「产业园区的政策」 and 「中心城区」 go on.
_SORTS_ZH = pattern(
    r"(?:大厦|大楼|高塔|广场|大桥|隧道|机场|港口|数据港|码头|车站|(?:产业|科技|工业|软件|创业)?园区?|公园|基地|中心"
    r"|[博展科图][\u3400-\u9fff]{0,2}馆|体育馆|工厂|基金|研究院|研究所|实验室|学院|学校|医院|小镇|联盟|协会|商会|银行|公司|集团|项目)"
    r"(?=$|[，。？?、,\s]|已|是|有没|目前|现在|正式|什么时候|何时|建成|建好|建设|投产|投用|投入|动工|开工|落成|落地|落户|开放|开业"
    r"|启用|成立|设立|挂牌|上线|运营|竣工|完工|签约|上市|在[\u3400-\u9fff]|位于|拿到|获得|入选|了)"
)
_STRETCH_ZH = pattern(r"[\u3400-\u9fffa-z0-9]+$")
# What stands before a name and is no part of it.
_BEFORE_ZH = pattern(
    r".*(?:请问|听说|据说|那么|[的在与和由把被对向于到为有将及]|(?:已经?|是否|是不是|有没有|没有|现在)"
    r"|建成|建好|建设|成立|设立|开放|投产|启用|上线|动工|开工|东莞市?|我市|全市|本市|咱们?|[这那][一两二三四五几些]?[个家座项条]?|[两二三四五几][个家座项]|等|该)"
)
_SORTS_EN = (
    r"tower|building|skyscraper|park|plaza|square|bridge|tunnel|airport|port|harbou?r|station|museum|library|stadium"
    r"|factory|fund|institute|laboratory|lab|academy|college|university|hospital|school|hub|base|cent(?:re|er)"
    r"|alliance|association|campus|village|bank|company|corporation|group|inc|ltd|project"
)
_NAME_EN = pattern(
    rf"\b((?:[\w-]+ ){{1,5}}?)({_SORTS_EN})\b"
    r"(?=$|[?,.;:]| (?:been|yet|already|now|open\w*|complete\w*|built|in|at|on|to|is|was|are|were|has|have|will|ready"
    r"|operat\w+|start\w*|under|finish\w*|launch\w*|sign\w*|found\w*|set|go|gone|up|that|get|won?|win|received?)\b)"
)
_BEFORE_EN = pattern(
    r"(?:.*\b(?:is|are|was|were|did|does|do|has|have|had|the|a|an|of|in|at|for|by|with|and|or|to|that|this|any|its|our|my|your|their"
    r"|so|if|whether)\b)?"
    r"(?: ?\b(?:dongguan|city|municipal|new|own|first|very|only|largest|biggest|\d[\w.,]*(?: \w*flops)?)\b)*"
)
# What asks for more than yes or no.
_ASKS = pattern(r"哪|谁|什么|啥|多少|几[家个]|怎|如何|何[时处]|\b(?:which|what|who|whom|whose|where|when|how|why)\b")
# "Does Dongguan have a data centre?" names none.
_ANY_OF_ITS_SORT = pattern(r"\b(?:an?|any)\b(?: \w+)*$")
_OWNED = frozenset({"公司", "集团", "项目", "company", "corporation", "group", "inc", "ltd", "project"})
# A project is called after its owner, in whatever other words.
_PROJECTS = frozenset({"项目", "project"})
_ALL_BUT, _MOST, _SOME, _ASIDE, _SHORT, _SEVERAL = 0.75, 0.6, 0.3, 16, 2, 3


def names_what_is_unknown(index: Index, question: Question) -> bool:
    """Whether a question for yes or no names a thing of some sort that the source does not know."""
    if not question.doubts or _ASKS.search(fold(question.text)):
        return False
    return any(not _is_known(index, question, own, sort) for own, sort in _names(question))


def _names(question: Question) -> Iterator[tuple[str, str]]:
    """Each name of a sort in a question: what comes before the sort, and the sort."""
    # A possessive leaves a second space.
    text = fold(question.text).replace("  ", " ")
    for found in _SORTS_ZH.finditer(text):
        stretch = _STRETCH_ZH.search(text[: found.start()])
        own = _BEFORE_ZH.sub("", stretch[0]) if stretch else ""
        if len(own) >= _SHORT:
            yield own, found[0]
    for found in _NAME_EN.finditer(text):
        before = _BEFORE_EN.match(found[1])
        own = found[1][before.end() :].strip() if before else found[1].strip()
        is_any = before is not None and _ANY_OF_ITS_SORT.search(before[0])
        if own and (not is_any or _is_capitalised(question.text, own, found[2])):
            yield own, found[2]


def _is_known(index: Index, question: Question, own: str, sort: str) -> bool:
    """Whether the source names such a thing, or speaks of one in these words."""
    written = f"{own}{sort}" if sort > "\u3400" else f"{own} {sort}"
    named = [u for u in question.units if u.things]
    for unit in named:
        if (
            unit.text.endswith(sort)
            and unit.kind != "schema"
            and (unit.kind != "concept" or len(unit.text) > len(sort))
        ):
            return True
        if unit.kind == "entity" and (sort in unit.text or (unit.text == own and sort in _OWNED)):
            return True
    kind = frozenset(phrase(sort)) if sort < "\u3400" else features(sort)
    if any(
        unit.kind == "entity" and unit.text in own and kind <= index.lexicon.features.get(thing, frozenset())
        for unit in named for thing in unit.things
    ):  # fmt: skip
        # "XbotPark's robot base" is XbotPark, which has a base in its name.
        return True
    for unit in named:
        # 「华为的大模型中心」: whose it is need not be in its name.
        if unit.kind in {"entity", "place"} and own.startswith(unit.text) and unit.text != own:
            own = own.removeprefix(unit.text).strip()
    said = features(own) or features(written)
    if _is_capitalised(question.text, own, sort):
        # A name in capitals is that of one thing, and says no less than half of it.
        return any(
            kind <= words and said <= words and len(said | kind) * 2 >= len(words)
            for thing, names in index.lexicon.names.items() if thing.startswith(str(ID))
            for words in map(features, names)
        )  # fmt: skip
    # One word of several may be another for what is meant: 「data capitalisation service centre」.
    share = _SOME if sort in _PROJECTS else _MOST if own < "\u3400" and len(said) >= _SEVERAL else _ALL_BUT
    least = share * len(said)
    for thing, words in index.lexicon.features.items():
        if thing.startswith(str(ID)) and kind <= words and len(said & words) >= least:
            return True
    return any(_has_side_by_side(text, said, sort) for text in _texts(index))


def _is_capitalised(text: str, own: str, sort: str) -> bool:
    """Whether the last words of an English name have capitals: 「the Digital Dongguan Fund」."""
    last = own.rpartition(" ")[2] if own < "\u3400" else ""
    return bool(last) and f"{last.title()} {sort.title()}" in text


def _texts(index: Index) -> Iterator[str]:
    for page in index.pages:
        for item in page.items:
            yield from (fold(str(v)) for values in item.data.values() for v in values if isinstance(v, Literal))


def _has_side_by_side(text: str, said: frozenset[str], sort: str) -> bool:
    """Whether a text has nearly all of some words near a sort of thing."""
    near = (text[max(0, m.start() - _ASIDE * 2) : m.end() + _ASIDE] for m in re.finditer(re.escape(sort), text))
    return any(len(said & features(part)) >= _ALL_BUT * len(said) for part in near)
