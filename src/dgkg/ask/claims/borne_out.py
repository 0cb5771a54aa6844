"""Whether one thing that is stated in words bears a claim out: all that the claim says is said by it.

「报告支持高校请企业专家来上课，对吗」 is borne out by the proposal to do so, and stays one: it is told as a
proposal. What says the same with 还没有 denies it; of what is only proposed nothing is so yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from rdflib import Literal, URIRef

from dgkg.ask.claims.claimed_figures import core_of
from dgkg.ask.claims.verdict import Verdict
from dgkg.ask.items.index import Index, numbers_in
from dgkg.ask.items.search import COVERED, Found, search
from dgkg.ask.language.claim_form import asks_more, bare_claim
from dgkg.ask.language.claimed_amounts import amounts_claimed
from dgkg.ask.language.grammar import forms_of, read_grammar
from dgkg.ask.language.question import TELLING, Question, Unit
from dgkg.ask.language.tokens import features, fold, stem
from dgkg.ask.states.standing import leads, place_in
from dgkg.namespaces import DGO, DGS
from dgkg.pattern import pattern

__all__ = ["AMONG", "Claimed", "Told", "borne_out", "read_claim"]

_IN_WORDS = {"statement", "activity", "intention", "measure"}
_REAL = {None, DGS.done, DGS.inService, DGS.issued}
# By which a claim is laid to the source.
_LAID = pattern(
    r"(?:这份|本|该)?报告(?:里|中|上)?\s*(?:是不是|是否|有没有|还|也|都|明确)?\s*"
    r"(?:建议|要求|提出|提议|主张|呼吁|支持|鼓励|希望|说|称|写|承认|认为|指出|提到|表示|强调)?(?:要|过|了)?"
    r"|\b(?:does |did |do |has )?the (?:report|text|authors?) (?:also |really )?"
    r"(?:recommend|say|state|propose|suggest|claim|admit|acknowledge|mention|hold|find|want|ask|call|urge|advise|note"
    r"|think|believe|list|name|plan)(?:s|ed|es)?(?: that| to| for)?\b"
    r"|(?:\b(?:mentioned|named|listed|described|given) )?\b(?:in|according to|by) the [\w-]+(?: [\w-]+)? "
    r"(?:chapter|section|paragraph)(?: of the (?:report|text))?\b"
)
_ADVISED = pattern(
    r"建议|要求|提出|提议|主张|呼吁|支持|鼓励|希望|\b(?:recommend|propose|suggest|want|ask|call|urge|advise|plan)(?:s|ed|es|d)?\b"
)
_SO_MUCH = pattern(
    r"主要|只|仅|都|均|每|各|全部|所有|最|首|唯一|多数|大部分|大多|一律|完全|彻底|率先|独家|之前|之后|以前|以后|先于|早于|因为|所以|由于|导致|不同|一样|相同|而且不"
    r"|\b(?:all|every|each|only|solely|sole|just|mainly|mostly|most|first|last|largest|biggest|best|entirely|fully"
    r"|both|before|after|because|due|same|different|instead|rather|more|less|than|equal\w*|exclusively|majority)\b"
)
# What says that something is wanting; a claim and what bears it out say so alike.
_WANTING = pattern(
    r"没|未(?!来)|尚|无(?!人|线|论)|不(?!断|仅|但|同|少|小|会转|敢转|想转|动产)|非(?!遗|常)|缺|少有|难|弱|低(?!碳|空|成本|延时|时延)|落后|差距|受制|停|取消|暂|放弃"
    r"|反对|禁|限制|减|退出|关闭|拒绝|撤|脱离|避免"
    r"|\b(?:not|no|never|n't|lack\w*|short\w*|insufficient\w*|weak\w*|hard|difficult\w*|behind|low|poor|few|stop\w*|cancel\w*"
    r"|suspend\w*|abandon\w*|oppos\w*|ban(?:s|ned)?|restrict\w*|reduc\w*|cuts?|reject\w*|without|avoid\w*|against|(?<!-)end(?:s|ed)?"
    r"|f[ae]ll\w*|declin\w*|shr[aiu]nk\w*|drop\w*|down|worse\w*|los[te]\w*)\b|n't\b"
)
_NOT_YET = pattern(r"还没有?|尚未|没有(?!错)|并未|\b(?:has|have|is|are|was|were) (?:still )?not\b|\bnot (?:yet|been)\b")
# What claims that something is real, and what leaves it a wish.
_HAPPENED = pattern(
    r"已经?(?!知)|完毕|完成|建成|拥有|有了|过了|了(?=$|[,，。、\s?？])|落成|投产|上线|实现了|启动了"
    r"|^(?:has|have|had|did|was|were)\b|^(?:does|do)\b.*\b(?:have|run|operate|exist|own)\b"
    r"|\b(?:already|yet|been|had|has|have now|completed|finished|exists?|existing|now (?:has|have|runs?)|was|were"
    r"|did)\b"
)
_TO_COME = pattern(
    r"建议|打算|计划|(?<![虚模])拟|将|应[当该由在]|(?<![重主需必])要(?![素求点闻])|下一步|未来|争取|力争|设想|希望"
    r"|探索|准备|措施|思路|提议"
    r"|\b(?:recommend\w*|propos\w*|suggest\w*|should|would|will|plan\w*|to be|(?:is|are) to|aims?|intend\w*|measures?"
    r"|seek\w*|try\w*|want\w*|advis\w*)\b"
)
# By which one of several is claimed.
AMONG = pattern(
    r"之一|里有|中有|里面有|包括|包含|属于|[里中]也?有|\b(?:among|one of|includ(?:e|es|ed|ing)|part of|named?|listed)\b"
)
# What says no more than that something is one of others, is so, or is spoken of.
_SAYS_LITTLE = pattern(
    r"之一|属于|包括|包含|涵盖|列入|列为|写[进入]|纳入|放[在进]|提到|提及|点名|当中|其中|方面|领域|范围|工作|相关|有关|一类|一项|一个|这[种类项]|面临|较大|比较|得到|进行"
    r"|开展|作为|成为|是否|本市|全市|城市|里头|从报告看|看来|目前|现在|来看|这回事|这个说法|有这样"
    r"|\b(?:one of|count(?:s|ed)?|among|includ(?:e|es|ed|ing)|areas?|fields?|things?|part of|cover(?:s|ed)?|belongs?"
    r"|turn(?:s)? up|stated|said|mentioned|named|listed|described|measures?|proposals?|proposed|recommended|report"
    r"|section|chapter|paragraph|proposes|text|as|also|city|dongguan)\b"
)
_FUNCTION = pattern(
    r"[^\u3400-\u9fff]|[的了是在有和与及也都就吗吧呢这那些被把给让对于中里内上为以等到着由从向来去会能可得地其之所它他她们我要应拟将]"
)
_WORD = pattern(r"[a-z]{2,}")
_SMALL = pattern(
    r"(?:the|of|in|on|at|to|for|with|by|from|as|and|or|is|are|was|were|be|been|being|has|have|had|do|does|did|its|it"
    r"|this|that|these|those|there|their|which|one|some|any|such|into|under|through|so|an|should|would|will|can|could"
    r"|may|must)"
)
_ARRIVED = ("issued", "started", "built", "settled", "running", "founded")
_SHARE, _LEAST, _LEFT_OVER, _MOST, _SHORT = 0.8, 0.15, 0.2, 60, 2
# A word that is more than this is of what the list is, and not only how it is put.
_TELLING_MOST, _LEFT_OF_LIST, _PAIR = 0.66, 0.36, 2


@cache
def _arrived() -> tuple[re.Pattern[str], ...]:
    """What says how far a thing has come."""
    forms = forms_of(read_grammar().stage)
    return tuple(forms[stage] for stage in _ARRIVED)


class Told:
    """What an item says itself: by its own words and by what it is tied to, nothing of what is around it."""

    def __init__(self, index: Index, f: Found) -> None:
        data = f.item.data
        self.things = frozenset(t for values in data.values() for t in values if isinstance(t, URIRef)) | {f.item.node}
        said = [str(t) for t in data.get(DGO.assertion, ()) if isinstance(t, Literal)]
        self.assertion = " ; ".join(said).casefold()
        self._names = index.lexicon.names
        self.text = " ; ".join([self.assertion, *(n.casefold() for t in self.things for n in self._names.get(t, ()))])

    @cached_property
    def words(self) -> frozenset[str]:
        """By which plain words are found in it."""
        return features(self.text)

    def has(self, unit: Unit) -> bool:
        """Whether it says a part of a claim."""
        if unit.things:
            if not unit.things.isdisjoint(self.things) or unit.text in self.assertion:
                return True
            names = (name.casefold() for t in unit.things for name in self._names.get(t, ()))
            if any(len(name) > 1 and name in self.assertion for name in names):
                return True
            return unit.kind not in {"entity", "place"} and self._has_words(unit)
        return self._has_words(unit)

    def _has_words(self, unit: Unit) -> bool:
        whole = sum(w for _, w in unit.words)
        share = sum(w for alternatives, w in unit.words if not alternatives.isdisjoint(self.words))
        return bool(whole) and share >= _SHARE * whole

    def lacks(self, text: str) -> Iterator[str]:
        """What a text says, the words of grammar apart, and this does not: characters in Chinese, else words."""
        for run in _FUNCTION.sub(" ", text).split():
            pairs = [run[n : n + 2] for n in range(len(run) - 1)]
            for n, character in enumerate(run):
                mine = pairs[max(0, n - 1) : n + 1]
                if not any(pair in self.words for pair in mine) and (pairs or character not in self.assertion):
                    yield character
        yield from (w for w in _WORD.findall(text) if not _SMALL.fullmatch(w) and stem(w) not in self.words)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A plain claim: its words without what lays it to the source, what they name, and its counts in words."""

    text: str
    core: Question
    counts: tuple[str, ...]
    is_advice: bool


def read_claim(index: Index, question: Question) -> Claimed | None:
    """What a question claims in words; ``None`` where it asks for more, or claims a number or a place in a ranking."""
    whole = bare_claim(fold(question.text)).rstrip("?？ ")
    if "yesno" not in question.roles or asks_more(whole) or place_in(whole) is not None or leads(whole):
        return None
    is_advice = bool((laid := _LAID.search(whole)) and _ADVISED.search(laid[0]))
    text = _without_city(index, question, _LAID.sub(" ", whole)).strip(" ,，")
    core = core_of(index, question, text)
    amounts = amounts_claimed(text, [u.text for u in core.units if u.things])
    if core.of_kind("elsewhere", "beyond") or any(not a.is_spelled for a in amounts):
        return None
    return Claimed(text, core, tuple(text[a.span[0] : a.span[1]].strip() for a in amounts), is_advice)


def borne_out(index: Index, claim: Claimed) -> Verdict | None:
    """``yes`` where one item says all of a claim, ``no`` where it denies it, ``wished`` where it only proposes it."""
    text, core = claim.text, claim.core
    telling = sum(u.weight for u in core.units if u.weight >= TELLING)
    if not core.of_kind("entity", "place", "concept") and telling < 1:
        return None
    found = search(index, core)
    saying = [
        (f, told) for f in found[:_MOST]
        if f.item.kind in _IN_WORDS and _says_all(core, text, claim.counts, told := Told(index, f), f)
    ]  # fmt: skip
    verdicts = [
        Verdict(so, (f,)) if (so := _so(f, text, told, is_advice=claim.is_advice)) else None for f, told in saying
    ]
    stated = [v for v in verdicts if v is not None]
    # What is so is so, whatever else is proposed of it.
    if (yes := next((v for v in stated if v.is_so == "yes"), None)) is not None:
        return yes
    if not stated or None in verdicts:
        return None
    if stated[0].is_so == "wished" and (not _names_what_is_wished(index, core) or _is_told_as_real(core, found)):
        return None
    return stated[0]


def _names_what_is_wished(index: Index, core: Question) -> bool:
    """Whether a claim names anything besides bodies and places, which are there whatever is proposed for them."""
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a

    def is_there(thing: URIRef) -> bool:
        classes = types.get(thing, ())
        return any(is_a(classes, cls) for cls in (DGO.Organization, DGO.Place)) and DGO.Envisaged not in classes

    named = [u for u in core.of_kind("entity", "place", "concept") if not u.things & core.wider]
    return any(not all(map(is_there, u.things)) for u in named)


def _without_city(index: Index, question: Question, text: str) -> str:
    """A claim without the city that all of the source is of; its name stays in the names of other things: 莞数通."""
    names = {fold(name) for city in index.city for name in index.lexicon.names.get(city, ())}
    kept = sorted({u.text for u in question.units if not u.things & index.city and u.things}, key=len, reverse=True)
    within = "".join(f"{re.escape(name)}|" for name in kept if any(city in name for city in names))
    for name in sorted(names, key=lambda name: (-len(name), name)):
        form = rf"\b{name}(?:'s)?\b" if name.isascii() else name
        text = re.sub(rf"({within}(?!))|{form}", lambda m: m[1] or " ", text)
    return text


def _is_told_as_real(core: Question, found: Sequence[Found]) -> bool:
    """Whether anything but a wish tells of all that a claim names."""
    named = [
        n for n, u in enumerate(core.units) if u.kind in {"entity", "place", "concept"} and not u.things & core.wider
    ]
    return any(
        f.item.kind != "intention" and f.page.graph.first(f.item.node, DGO.realization) in _REAL
        and all(f.own[n] >= COVERED for n in named)
        for f in found
    )  # fmt: skip


def _says_all(core: Question, text: str, counts: Sequence[str], told: Told, f: Found) -> bool:
    """Whether an item says every telling part of a claim, with its counts, its scope and all of its other words."""
    if f.item.kind == "intention":
        for stage in _arrived():
            text = stage.sub(lambda m: m[0] if m[0] in told.text else " ", text)
    left = [
        u for u in core.units
        if not told.has(u) and (u.text in text or u.things) and not _SAYS_LITTLE.fullmatch(u.text)
    ]  # fmt: skip
    if any(count not in told.assertion for count in counts):
        return False
    if _is_listed(core, text, left, f):
        return numbers_in(text) <= numbers_in(told.text)
    if any(u.weight >= _LEAST or u.kind not in {"word", "schema"} for u in left):
        return False
    if sum(u.weight for u in left) > _LEFT_OVER:
        return False
    is_wish = f.item.kind == "intention" and bool(_HAPPENED.search(text))
    for unit in sorted(core.units, key=lambda u: -len(u.text)):
        if unit not in left or is_wish:
            text = text.replace(unit.text, " ")
    is_as_wide = all(m[0] in told.assertion for m in _SO_MUCH.finditer(text))
    is_of_that_time = numbers_in(text) <= numbers_in(told.text)
    return is_as_wide and is_of_that_time and len(list(told.lacks(_bare(text)))) < _SHORT


def _is_listed(core: Question, text: str, left: Sequence[Unit], f: Found) -> bool:
    """Whether an item has among several things the first that a claim names, and says nearly all else of it.

    「AI is among the fields for which joint courses are supported」: of which list it is is said, if not word by word.
    """
    named = [u for u in core.units if u.things and u.kind in {"entity", "place", "concept"}]
    if not AMONG.search(text) or len(named) < _PAIR or _SO_MUCH.search(AMONG.sub(" ", text)):
        return False
    first = min(named, key=lambda u: text.find(u.text) if u.text in text else len(text))
    beside = [
        ts for ts in f.item.data.values()
        if len(ts) >= _PAIR and any(t in first.things for t in ts)
    ]  # fmt: skip
    whole = sum(u.weight for u in core.units)
    return (
        bool(beside)
        and first not in left
        and all(u.kind in {"word", "schema"} and u.weight < _TELLING_MOST for u in left)
        and sum(u.weight for u in left) <= _LEFT_OF_LIST * whole
    )


def _bare(text: str) -> str:
    """What a claim says, without what says only that it is so or has come about."""
    return _HAPPENED.sub(" ", _SAYS_LITTLE.sub(" ", text))


def _so(f: Found, text: str, told: Told, *, is_advice: bool) -> str:
    """Whether an item that says all of a claim says that it is so; nothing where it leaves that open."""
    wants, lacks = bool(_WANTING.search(text)), bool(_WANTING.search(told.assertion))
    if wants != lacks:
        return "no" if lacks and _NOT_YET.search(told.assertion) and f.item.kind == "statement" else ""
    to_come = is_advice or bool(_TO_COME.search(text))
    arrived = (m[0] for stage in _arrived() for m in stage.finditer(text))
    happened = bool(_HAPPENED.search(text)) or any(word not in told.text for word in arrived)
    if f.item.kind == "intention":
        if happened:
            return "" if to_come else "wished"
        # 「东莞有数据资产化服务中心」 is not borne out by the wish for one.
        return "yes" if to_come or AMONG.search(text) else ""
    status = f.page.graph.first(f.item.node, DGO.realization)
    if f.item.kind == "activity" and (is_advice or (happened and status not in _REAL)):
        return ""
    # What has come about is said in so many words.
    return "yes" if not happened or not any(told.lacks(_bare(text))) else ""
