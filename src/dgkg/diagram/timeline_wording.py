"""The words of a timeline: its title, its events, and what is said where there is no date."""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import URIRef

from dgkg.diagram.chronicle import Dated, Event
from dgkg.diagram.wording import capital, count, month
from dgkg.namespaces import DGO
from dgkg.words import Words

__all__ = ["TimelineWording"]

_WORDS = {
    "none": ("报告未给出面向它的政策", "Policies for it: not in the report"),
    "precise": (
        "条的长短是日期的精度：只写年份的，画满全年。",
        "A bar is as long as its date is precise: a year without a month runs through the year.",
    ),
    "not told": ("报告未给出", "not in the report"),
    "no date": ("日期：报告未给出", "date: not in the report"),
    "no status": ("状态：报告未给出", "Status: not in the report"),
    "no funds": (
        "列出的是报告说明面向该产业或其上下位领域的政策，不表示其中的企业获得资金。",
        (
            "These are the policies said to be for the field, or for one above or below it; that does not mean that "
            "a firm in it received funds."
        ),
    ),
    "due": ("计划印发的日期尚未成为事实。", "A date on which something is due to be issued is no fact yet."),
}
_EVENTS = {
    "issued": ("{}印发", "issued {}"),
    "drafted": ("{}编制", "drafted {}"),
    "planned": ("计划{}印发", "due to be issued {}"),
    "covers": ("规划期{}", "covers {}"),
}
_YEAR = len("2024")


class TimelineWording:
    """What a timeline says, in one language.

    Args:
        words: names.
        lang: ``zh`` or ``en``.
        industry: that was asked for, if one was.
        left_out: how many policies more have a date, where these are the latest of very many.
    """

    def __init__(self, words: Words, lang: str, industry: URIRef | None, left_out: int = 0) -> None:
        self.words, self.lang, self.zh = words, lang, lang == "zh"
        self.industry, self.left_out = industry, left_out

    def say(self, key: str) -> str:
        """A word of the picture itself."""
        return _WORDS[key][not self.zh]

    def name(self, iri: URIRef) -> str:
        """What a thing is called."""
        return self.words.label(iri, self.lang)

    def year(self, year: int) -> str:
        """A year, at the head of its column."""
        return f"{year}年" if self.zh else str(year)

    def title(self, policies: Sequence[Dated]) -> str:
        """The finding: of how many documents the report gives the date of issue."""
        issued = [p for p in policies if p.has("issued")]
        without = sum(not p.events for p in policies)
        dates = sorted(e.date for p in issued for e in p.events if e.what == "issued")
        ends = [month(date, self.lang) for date in dict.fromkeys((dates[0], dates[-1]))] if dates else []
        if self.zh:
            every = f"最近的政策（另有 {self.left_out} 份有日期的未画）：" if self.left_out else "报告点名的政策："
            who = f"{self.name(self.industry)}：" if self.industry else every
            when = f"（{'—'.join(ends)}）" if ends else ""
            known = f"{len(issued)} 份写明印发时间{when}" if issued else "均未写明印发时间"
            rest = f"，{without} 份没有日期" if without else ""
            return f"{who}{len(policies)} 份文件，{known}{rest}" if policies else f"{who}{self.say('none')}"
        every = f"The latest policies ({self.left_out} more with a date are not drawn)"
        every = every if self.left_out else "The policies that the report names"
        who = capital(self.name(self.industry)) if self.industry else every
        when = f" ({' to '.join(ends)})" if ends else ""
        known = f"{len(issued) or 'none'} with a date of issue{when}"
        rest = f", {without} without any date" if without else ""
        documents = count(len(policies), "document", "documents")
        return f"{who}: {documents}, {known}{rest}" if policies else f"{who}: no policy in the report"

    def subtitles(self, dated: Sequence[Dated]) -> list[str]:
        """How the bars are to be read."""
        return [self.say("precise")] if dated else []

    def remarks(self, policies: Sequence[Dated]) -> list[str]:
        """What the picture must not be read as."""
        found = [self.say("due")] if any(p.has("planned") for p in policies) else []
        return [*found, self.say("no funds")] if self.industry else found

    def aim(self, field: URIRef) -> str:
        """For which field a policy is, where it is not the one that was asked for."""
        edge = self.words.ontology.edge(DGO.appliesTo, self.lang)
        return f"（{edge}{self.name(field)}）" if self.zh else f"({edge} {self.name(field)})"

    def event(self, event: Event) -> str:
        """What happened and when; that a year's month is not given."""
        if event.period is not None:
            date = self.name(event.period)
        else:
            date = month(event.date, self.lang)
            if len(event.date) == _YEAR:
                date += "" if self.zh else " (no month given)"
        told = _EVENTS[event.what][not self.zh].format(date)
        return told + ("（未写月份）" if self.zh and event.period is None and len(event.date) == _YEAR else "")

    def status(self, policy: Dated) -> str:
        """How far a document is."""
        return capital(self.name(policy.status)) if policy.status is not None else self.say("no status")

    def undated(self, number: int) -> str:
        """The heading over documents without a date."""
        return f"报告未给出日期的文件：{number} 份" if self.zh else f"Documents with no date in the report: {number}"

    def more(self, number: int) -> str:
        """What stands for so many that there is no room for."""
        return f"另有 {number} 份" if self.zh else f"{number} more"

    # -- the table -------------------------------------------------------------------------

    def headings(self) -> list[str]:
        """The columns of :meth:`table_rows`."""
        return ["政策", "时间", "状态"] if self.zh else ["policy", "when", "status"]

    def table_rows(self, policies: Sequence[Dated]) -> list[tuple[Sequence[str], Sequence[URIRef]]]:
        """A row an event; a document without one has a row that says so."""
        rows: list[tuple[Sequence[str], Sequence[URIRef]]] = []
        for policy in policies:
            name, status = self.name(policy.policy), self.status(policy)
            rows += [((name, self.event(e), status), e.sentences) for e in policy.events]
            if not policy.events:
                rows.append(((name, self.say("no date"), status), policy.stated or policy.sentences))
        return rows or [((self.say("none"), "", ""), ())]
