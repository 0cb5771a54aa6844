"""A question, taken apart: what it names, what it asks for, and words that nothing is known of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from rdflib import URIRef

from dgkg.ask.language.grammar import read_grammar
from dgkg.pattern import pattern

__all__ = ["DOUBTING", "HEAVY", "TELLING", "Question", "Unit", "follow"]

# How much a part weighs that an answer cannot leave out, and one that it should not.
HEAVY, TELLING = 0.45, 0.35
# Whether something is so: the answer may be that it is of something else.
DOUBTING = frozenset({"yesno", "status", "same"})
_JOINTS = pattern(
    r"(?:[、，?？;；]|,(?!\d))\s*\S|和|(?<![惠涉普波顾提])及(?!时)|与|跟(?=[^，。？?]{1,12}各)|各|分别"
    r"| and | each |respectively",
    re.IGNORECASE,
)
_ASKS_AGAIN = pattern(r" and (?:with |at |by |in |to )?(?:about )?(?:what|how|which|who|when|where)\b", re.IGNORECASE)
_QUESTION_WORDS = pattern(r"多少|几[家个条份项场座宗人类名户台处款件次]|\bhow (?:many|much)\b", re.IGNORECASE)
# What stands on the title page of a source.
_ON_COVER = pattern(
    r"报告(?:上|封面|落款|本身)?[的]?(?:署|落款|封面|发布|出版|日期|什么时候出)"
    r"|\breport (?:itself )?(?:dated|published|released|issued|come out|came out)\b"
    r"|\bdate on the (?:cover|report)\b"
)
# What is printed on the title page, by whichever word that is called.
_COVER = pattern(
    r"封面|扉页|\b(?:title|front|cover) page\b|\bfront cover\b|\bon the cover\b|\bcover of (?:the|this) report\b"
)
_PRINTED_THERE = pattern(
    r"谁(?!设计|画|做)|署|落款|单位|机构|日期|哪[年月]|什么时候|何时"
    r"|\bnames?\b|\bbod(?:y|ies)\b|\binstitut\w+|\borgani[sz]ations?\b|\bagenc\w+|\bdated?\b|\bwhen\b"
    r"|\b(?:which|what) (?:month|year)\b"
    r"|\bwho (?:else )?(?:is|are|appears?|stands?)\b"
)
# Who published the source, where one of its publishers is named.
_BY_WHOM_ELSE = pattern(
    r"(?:这份|本|该)报告(?:是|的|由|究竟)?[^，。？?]{0,2}(?:出自(?:哪|谁)|(?:来源|出处)(?:是|在)?(?:哪里?|什么)?[?？]?$|由谁|谁(?:发|出|写|编)"
    r"|(?:发布|出品|编写)(?:单位|方|机构|者)|哪[家个些](?:机构|单位)[^，。？?]{0,2}[发出编写]|(?:从|打)哪[儿里]?来)|"
    r"谁[^，。？?]{0,6}(?:发布|编制|编写|出版|印发|撰写)了?(?:这份|本|该)?报告"
    r"|\bwho\b[^?]{0,30}\b(?:co-?)?(?:publish|prepar|author|issu|releas|wr[io]t|put (?:its|their|a) names? to)\w*"
    r" (?:of )?(?:this|the) report\b"
)
# Who published the source, put as a claim.
_PUBLISHED = pattern(
    r"(?:这份|本|该)报告(?:是|由)[^，。]{0,16}(?:发布|编制|编写|出版|印发)"
    r"|\b(?:publish|prepar|issu|releas)\w* (?:this|the) report\b"
    r"|\b(?:this|the) report (?:\w+ )?(?:published|prepared|issued|released|dated)\b"
)
# Whether the text is the whole source.
_WHOLE = pattern(
    r"全文|节选|节录|摘录|摘编|完整版|全本|\b(?:excerpts?|extracts?|abridged|unabridged)\b"
    r"|\b(?:complete|full|whole|entire) (?:report|text|document|version)\b"
)
_WHY = pattern(
    r"^why\b|(?<![称成作叫评列定选当归视划认看])为什么|(?<![称成])为何|为啥|原因|缘于什么|缘由|因何|何以|归因于|是什么造成|什么(?:导致|引起|造成)"
    r"|怎么造成|由什么(?:引起|造成|导致)"
    r"|\bwhat (?:caused|led to|explains|accounts for|is behind|was behind)\b|\b(?:causes?|reasons?) (?:of|for)\b"
    r"|\bwhat (?:is|was|are|were) .* due to\b|^how come\b|\battributed\b|\battributes? (?:[\w'-]+ ){1,8}to\b"
)
_TERM = pattern(r"how (?:long|many years)|几年|多久|多长|期限|为期")
# Of what kinds something is, not who or how many.
_KINDS = pattern(
    r"(?:什么|哪[些几]?)类型?(?!别)|哪[些几]?种|什么样的|做(?:什么|啥|哪[一]?行)的"
    r"|\b(?:what|which) (?:\w+ )?(?:kinds?|types?|sorts?)\b"
)
# All that is told of one thing.
_ALL_TOLD = pattern(
    r"(?:事实|全部|所有|一切|完整)(?:性)?(?:的)?(?:描述|表述|内容|信息|说法|提法|记载|说明|事实|情况)|画像|档案|汇总|盘点|梳理"
    r"|(?:都|各)?(?:以|在|出现)[^，。？?]{0,6}(?:什么|哪些|哪几种)(?:身份|角色|场合|场景|名头|名目|地方)"
    r"|(?:哪些|什么)(?:身份|角色|名头|头衔)|在(?:报告)?(?:哪|什么地)[里儿些几方]*(?:被|有)?(?:提到|提及|出现|点名|讲到)"
    r"|\b(?:everything|all (?:that )?(?:the report|it) (?:says?|states?|tells?|mentions?))\b"
    r"|\ball (?:the )?(?:facts|mentions|references)\b|\b(?:profile|dossier|rundown|summary) (?:of|on|for)\b"
    r"|\bwhat hats\b|\bwears?\b|\bin (?:what|which) capacit(?:y|ies)\b"
    r"|\bwhere (?:is|are|does|do|else) .*\b(?:mentioned|named|appears?|comes? up)\b"
    r"|\b(?:what|which|all|every) roles?\b|\broles? and (?:honou?rs|figures|places)\b"
    r"|\bwhat does the report (?:say|tell us|state) (?:about|of|on)\b"
)
_SHARED = pattern(
    r"共同(?:点|之处|的?(?:身份|角色))|相同(?:点|之处)|都有(?:哪些|什么)|\bin common\b|\bshare(?:s|d)? (?:what|which)\b"
)
_MOST_NEW, _SHORT = 2, 3
# 那…呢、再、和…比: what goes on from a question before.
_GOES_ON = pattern(
    r"^\s*(?:and\b|what about|how about|then\b|also\b|compared (?:with|to)|那|那么|还有|再|和|跟|与|比)|呢[?？\s]*$",
    re.IGNORECASE,
)
_COMPARING = {"compare", "difference", "ratio", "times"}
_ASKING = {"list", "who", "number", "date", "cap", "status"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a question that an answer should account for.

    ``things`` are what a name can mean; ``words`` the features by which plain words are found,
    each with its weight; ``weight`` says how telling the part is; ``kind`` is ``entity``,
    ``place``, ``concept``, ``schema`` (a class, a relation), ``elsewhere``, ``beyond`` (what
    the source never tells) or ``word``.
    """

    text: str
    weight: float
    kind: str = "word"
    things: frozenset[URIRef] = frozenset()
    words: tuple[tuple[frozenset[str], float], ...] = ()
    is_known: bool = True

    @property
    def is_quantity(self) -> bool:
        """Whether it names what can be measured, and nothing else."""
        return bool(self.things) and all("/indicator-" in thing for thing in self.things)

    @property
    def names_quantity(self) -> bool:
        """Whether it can name what can be measured."""
        return any("/indicator-" in thing for thing in self.things)


@dataclass(frozen=True)
class Question:
    """A question as it was understood; what its text says is looked for once."""

    text: str
    lang: str
    units: tuple[Unit, ...]
    roles: frozenset[str]
    years: frozenset[int]
    numbers: frozenset[str]
    names_city: bool = False
    names_source: bool = False
    section: str = ""
    wanted: frozenset[URIRef] = frozenset()
    city: frozenset[URIRef] = frozenset()
    wider: frozenset[URIRef] = frozenset()
    reported: int = 0
    # What was left out for what this question names instead.
    let_go: tuple[Unit, ...] = ()

    @cached_property
    def weight(self) -> float:
        """The weight of all parts together."""
        return sum(u.weight for u in self.units if u.kind != "elsewhere")

    @cached_property
    def things(self) -> frozenset[URIRef]:
        """All that its parts can mean."""
        return frozenset(t for u in self.units for t in u.things)

    @cached_property
    def entities(self) -> tuple[int, ...]:
        """Which of its parts name things that are neither places nor kinds."""
        return tuple(n for n, u in enumerate(self.units) if u.kind == "entity")

    @cached_property
    def places(self) -> tuple[Unit, ...]:
        """The places that an answer has to be about; the city, the province and the nation ask for nothing."""
        return tuple(
            u for u in self.units if u.kind == "place" and (not u.things & self.wider or u.things == self.city)
        )

    @cached_property
    def strangers(self) -> tuple[Unit, ...]:
        """The parts that are written as names, within a sentence, and that the source does not have."""
        known = read_grammar().strangers
        return tuple(u for u in self.of_kind("word") if not u.is_known and (u.text in known or self._is_a_name(u.text)))

    @cached_property
    def names(self) -> tuple[Unit, ...]:
        """The plain words that are written as names, within a sentence."""
        return tuple(u for u in self.of_kind("word") if self._is_a_name(u.text))

    def _is_a_name(self, word: str) -> bool:
        # 「Naso/纳设」 is a name beside one that is known.
        if not word.isalpha() or not (word.title() in self.text or word.upper() in self.text):
            return False
        names = rf"(?<= )(?:{re.escape(word.title())}|{re.escape(word.upper())})(?![\w/])"
        return bool(re.search(names, self.text))

    @cached_property
    def has_parts(self) -> bool:
        """Whether it asks several things at once."""
        asks_again = _ASKS_AGAIN.search(self.text) or len(_QUESTION_WORDS.findall(self.text)) > 1
        return len(_JOINTS.findall(self.text)) > 1 or bool(asks_again)

    @cached_property
    def asks_several(self) -> bool:
        """Whether several values are asked for: several questions, or one about two quantities."""
        quantities = [u for u in self.units if u.is_quantity and u.weight >= TELLING]
        return self.has_parts or (len(quantities) > 1 and bool(_JOINTS.search(self.text)))

    @property
    def doubts(self) -> bool:
        """Whether it asks if something is so; 「which towns have set up」 asks which, though it names a state."""
        asks = self.roles & {"list", "who", "where", "count", "number", "date"}
        return bool(self.roles & (DOUBTING - {"status"})) or ("status" in self.roles and not asks)

    @cached_property
    def asks_why(self) -> bool:
        """Whether a reason is asked for."""
        return bool(_WHY.search(self.text.lower()))

    @cached_property
    def asks_how_long(self) -> bool:
        """Whether a length of time is asked for: 「为期几年」; 「三年行动方案」 tells it, and has no date."""
        return bool(_TERM.search(self.text.lower()))

    @cached_property
    def asks_kinds(self) -> bool:
        """Whether it asks of what kinds something is: 「哪些类型的企业」."""
        return bool(_KINDS.search(self.text.lower()))

    @cached_property
    def asks_all(self) -> str:
        """The words by which all is asked for that is told of a thing: its roles, places, honours and figures."""
        return "" if self.roles & DOUBTING else " ".join(m[0] for m in _ALL_TOLD.finditer(self.text.lower()))

    @cached_property
    def asks_shared(self) -> bool:
        """Whether it asks what several have in common."""
        return bool(_SHARED.search(self.text.lower()))

    @cached_property
    def is_about_source(self) -> bool:
        """Whether the source itself is asked about, not what it says."""
        telling = any(u.weight >= TELLING and u.kind != "word" for u in self.units)
        dated = "date" in self.roles and (not telling or bool(_ON_COVER.search(self.text)))
        if self.names_source and not telling and _WHOLE.search(self.text.lower()):
            return True
        claimed = "yesno" in self.roles and bool(_PUBLISHED.search(self.text.lower()))
        # 「第18名是谁发布的、出自哪份报告」 is about a ranking, not about this source.
        # What its authors say of talent, or what it says is being prepared, neither.
        by_whom = "author" in self.roles and not telling
        return self.names_source and (by_whom or dated or claimed or self._is_about_title_page)

    @property
    def _is_about_title_page(self) -> bool:
        """Whether it asks whose names, or what date, the title page of the source has."""
        text = self.text.lower()
        if "yesno" in self.roles:
            return False
        return bool((_COVER.search(text) and _PRINTED_THERE.search(text)) or _BY_WHOM_ELSE.search(text))

    def of_kind(self, *kinds: str) -> tuple[Unit, ...]:
        """The parts of some kinds."""
        return tuple(u for u in self.units if u.kind in kinds)


def follow(before: Question, question: Question) -> Question:
    """A question that leaves out what was said before, filled up from the question before.

    「那南城呢？」 after a question on 松山湖 keeps all of that question but the place.
    """
    if question.units and not _leans(question):
        return question
    let_go = tuple(u for u in before.units if any(_same_sort(u, new) for new in question.units))
    kept = [u for u in before.units if u not in let_go]
    told = (*kept, *question.units)
    if question.roles & _COMPARING:
        # 「和南城比差多少」 is of both, also where one of them was let go before.
        spare = let_go if any(u not in told for u in let_go) else before.let_go
        told += tuple(u for u in spare if u not in told)
    return replace(
        question,
        units=told,
        roles=before.roles | question.roles,
        years=question.years or before.years,
        numbers=frozenset(),
        let_go=let_go,
    )


def _leans(question: Question) -> bool:
    """Whether a question says that it goes on from the one before, or is too short to stand alone."""
    if len(question.units) > _MOST_NEW or (question.of_kind("elsewhere", "beyond") and len(question.units) > 1):
        return False
    if _GOES_ON.search(question.text):
        return True
    long = len(re.findall(r"[A-Za-z]+|[\u3400-\u9fff]{2}", question.text)) > _SHORT
    return not (long or question.roles & _ASKING)


def _same_sort(unit: Unit, other: Unit) -> bool:
    """Whether one can stand in the place of the other."""
    places = {"place", "elsewhere"}
    return unit.kind == other.kind or {unit.kind, other.kind} <= places
