"""The words of a policy chain: its title, its subtitle, and what its parts are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rdflib import URIRef

from dgkg.hop import Hop
from dgkg.namespaces import DGO
from dgkg.node_wording import MONTHS
from dgkg.source import Citation
from dgkg.trace import Trace
from dgkg.words import Words

__all__ = [
    "GROUND_WORDS",
    "KIND_WORDS",
    "LINE_WORDS",
    "MOST_CAPS",
    "Wording",
    "capital",
    "cited",
    "count",
    "links",
    "month",
    "place",
]

MOST_CAPS = 12

# What the legend calls things, lines, and the marks on lines.
KIND_WORDS = {
    "policy": ("政策与文件", "Policies, documents"),
    "measure": ("举措（额度上限）", "Measures (caps)"),
    "industry": ("产业、技术、产品", "Industries, technologies, products"),
    "firm": ("企业", "Firms"),
    "project": ("项目与工作", "Projects, work"),
    "place": ("地点与园区", "Places, parks"),
    "plan": ("论断、问题、计划与建议", "Judgements, challenges, plans"),
    "figure": ("数字", "Figures"),
    "other": ("机构、平台与其他", "Bodies, platforms, others"),
}
LINE_WORDS = {
    "solid": ("已完成、在用或已印发", "done, in service or issued"),
    "dashed": ("推进中、已签约或已申报", "under way, signed or filed"),
    "dotted": ("计划、建议、争取或探索", "planned, proposed, sought or explored"),
}
GROUND_WORDS = {
    "stated": ("报告明言", "stated by the report"),
    "tree": ("经产业分类的上下位得出", "by way of the tree of industries"),
    "inferred": ("推断：仅因同属一产业", "inferred: only by a shared industry"),
}
_WORDS = {
    "policy": ("政策", "Policy"),
    "industry": ("产业", "Industry"),
    "others": ("其他角色与领域", "Other roles and fields"),
    "role": ("角色 / 所属领域", "Role / field"),
    "firm": ("企业", "Firm"),
    "project": ("项目", "Project"),
    "no policy": ("报告未说明有政策面向它", "The report names no policy for it."),
    "no industry": ("报告未说明有关的产业", "The report names no industry for it."),
    "no firm": ("报告未点名属于它的企业或项目", "The report names no firm or project in it."),
    "no amount": ("报告未给出面向它的额度上限。", "The report gives no caps for it."),
    "caps": ("额度上限", "Caps"),
}


class Wording:
    """What a policy chain says, in one language."""

    def __init__(self, trace: Trace, lang: str) -> None:
        self.trace = trace
        self.words = trace.words
        self.lang = lang
        self.zh = lang == "zh"

    def say(self, key: str) -> str:
        """A word of the picture itself."""
        return _WORDS[key][not self.zh]

    def name(self, iri: URIRef) -> str:
        """What a thing is called."""
        return self.words.label(iri, self.lang)

    def title(self) -> str:
        """The finding: how many policies, industries, firms and projects the report names."""
        types = self.words.gazetteer.types[self.trace.focus]
        if self.words.ontology.is_a(types, DGO.PolicyDocument):
            return self._title_of_policy()
        if self.words.ontology.is_a(types, DGO.Organization):
            return self._title_of_firm()
        return self._title_of_industry()

    def left(self, number: int) -> list[str]:
        """A remark on industries that there is no room for."""
        if not number:
            return []
        return [
            f"另有 {number} 个产业，见表。"
            if self.zh
            else f"{count(number, 'industry', 'industries')} more: see the table."
        ]

    def unlisted(self) -> list[str]:
        """A remark on policies that are not in the trace."""
        if not self.trace.unlisted:
            return []
        return [f"{self.trace.left_out(self.lang)}{'。' if self.zh else '.'}"]

    def _title_of_policy(self) -> str:
        industries = _number(self.trace.industries)
        firms = _number(self.trace.firms)
        name = self.name(self.trace.focus)
        if self.zh:
            if not industries:
                return f"{name}：报告未说明它面向哪个产业"
            named = f"报告在其中点名 {firms} 家企业" if firms else "报告未在其中点名企业"
            return f"{name}：面向 {industries} 个产业，{named}"
        if not industries:
            return f"{name}: the report does not say for which industry it is"
        named = count(firms, "firm", "firms") if firms else "no firm"
        return f"{name}: for {count(industries, 'industry', 'industries')}, in which the report names {named}"

    def _title_of_firm(self) -> str:
        industries = _number(self.trace.industries)
        policies = _number(self.trace.policies) + self.trace.unlisted
        name = self.name(self.trace.focus)
        if self.zh:
            if not industries:
                return f"{name}：报告未说明它属于哪个产业"
            aimed = f"面向这些产业的政策有 {policies} 份" if policies else "报告未说明有政策面向这些产业"
            return f"{name}：属于 {industries} 个产业，{aimed}"
        if not industries:
            return f"{capital(name)}: the report does not say in which industry it is"
        aimed = count(policies, "policy", "policies") if policies else "no policy"
        return f"{capital(name)}: in {count(industries, 'industry', 'industries')}; the report names {aimed} for them"

    def _title_of_industry(self) -> str:
        policies = _number(self.trace.policies)
        firms = _number(self.trace.firms)
        projects = _number(self.trace.projects)
        name = self.name(self.trace.industry)
        if self.zh:
            named = "、".join(f"{n} {unit}" for n, unit in ((firms, "家企业"), (projects, "个项目")) if n)
            if not policies:
                return f"{name}：报告未说明有政策面向它，" + (f"点名 {named}" if named else "也未点名企业或项目")
            return f"{name}：{policies} 份政策，报告" + (f"点名 {named}" if named else "未点名企业或项目")
        counts = ((firms, "firm", "firms"), (projects, "project", "projects"))
        named = " and ".join(count(n, one, many) for n, one, many in counts if n)
        if not policies:
            found = (
                f"the report names {named}, but no policy" if named else "the report names no policy, firm or project"
            )
            return f"{capital(name)}: {found}"
        found = f"{count(policies, 'policy', 'policies')}; the report names {named or 'no firm or project'}"
        return f"{capital(name)}: {found}"

    def caps(self) -> list[tuple[str, Hop]]:
        """The most that a policy gives, in words, with the hop that it rests on."""
        glue = "" if self.zh else ": "
        return [
            (f"{self.name(hop.thing)}{glue}{hop.amount.display(self.lang) if hop.amount else hop.text}", hop)
            for hop in self.trace.measures[:MOST_CAPS]
        ]

    def caps_text(self) -> str:
        """The subtitle as one text, for the picture's description."""
        caps = self.caps()
        if not caps:
            return f"{self.told()}{self.say('no amount')}"
        listed = ("；" if self.zh else "; ").join(text for text, _ in caps)
        return f"{self.told()}{self.say('caps')}{'：' if self.zh else ': '}{listed}{'。' if self.zh else '.'}"

    def aim(self, field: URIRef) -> str:
        """For which field a policy is, where it is not the one that was asked for."""
        edge = self.words.ontology.edge(DGO.appliesTo, self.lang)
        return f"（{edge}{self.name(field)}）" if self.zh else f"({edge} {self.name(field)})"

    def told(self) -> str:
        """As of when: the date of the sources."""
        issued = sorted({source.issued for source in self.words.library.sources if source.issued})
        if not issued:
            return ""
        dates = [month(date, self.lang) for date in issued]
        return f"据{'、'.join(dates)}发布的报告。" if self.zh else f"As reported in {', '.join(dates)}. "

    def more(self, number: int, kind: str) -> str:
        """What stands for so many that there is no room for."""
        unit = {"policy": "份", "firm": "家"}.get(kind, "个")
        return f"另有 {number} {unit}" if self.zh else f"{number} more"

    def cited(self, sentences: Iterable[URIRef]) -> str:
        """Citations in a row, in reading order."""
        return cited(self.words, sentences, self.lang)


def _number(hops: Iterable[Hop]) -> int:
    """How many things some hops lead to."""
    return len({hop.thing for hop in hops})


def cited(words: Words, sentences: Iterable[URIRef], lang: str) -> str:
    """Citations in a row, in reading order."""
    return "; ".join(place(c, words, lang) for c in words.cite(sentences))


def place(citation: Citation, words: Words, lang: str) -> str:
    """A citation; without the source's title where there is but one source, which the picture names."""
    text = words.citation_text(citation.passage.iri, lang)
    if len(words.library.sources) > 1:
        return text
    return text.removeprefix(f"《{citation.source.title['zh']}》").removeprefix(f"{citation.source.title['en']}, ")


@lru_cache(1024)
def month(date: str, lang: str) -> str:
    """A year, or a year and month, as the language writes it; anything else as it is."""
    found = re.match(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", date)
    if not found:
        return date
    year, number = found.groups()
    if lang == "zh":
        return f"{year}年" + (f"{int(number)}月" if number else "")
    return f"{MONTHS[int(number) - 1]} {year}" if number else year


def capital(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def links(near: int, unsettled: int, lang: str) -> str:
    """How many things the report joins a thing with directly, and how many of them are not yet real.

    >>> links(1, 1, "en")
    'the report links it directly with 1 thing, which is only under way or planned'
    """
    if not near:
        return "没有可画的直接关系" if lang == "zh" else "no direct relation to draw"
    if lang == "zh":
        whose = f"其中 {unsettled} 个" if unsettled < near else "" if near == 1 else "全部"
        return f"报告把它与 {near} 个事物直接相连" + (f"，{whose}尚在推进或只是设想" if unsettled else "")
    whose = f"{unsettled} of them" if unsettled < near else "which is" if near == 1 else "all of them"
    found = f"the report links it directly with {count(near, 'thing', 'things')}"
    return found + (f", {whose} only under way or planned" if unsettled else "")


def count(number: int, one: str, many: str) -> str:
    """A number and what it counts, in English."""
    return f"{number} {one if number == 1 else many}"
