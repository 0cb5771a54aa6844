"""From policy to industry to firm, every hop with its passage.

A firm that stands under an industry has not thereby received the support of a policy for
that industry: the report links the policy to the industry, and the firm to the industry,
and no more. Each hop says whether it is *stated* for the industry itself or reached through
the tree of industries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from rdflib import Literal, URIRef

from dgkg.figure import Figure
from dgkg.solutions import Solution, Solutions
from dgkg.terms import Term
from dgkg.words import Words

__all__ = ["Hop", "Trace", "trace_industry"]


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a trace: from a thing by a relation to a thing, where it is said.

    ``topic`` is the industry that the passage names; ``is_stated`` whether that is the one
    asked for (else it is reached through the tree of industries).
    """

    kind: str
    thing: URIRef
    topic: URIRef
    is_stated: bool
    sentences: tuple[URIRef, ...]
    role: URIRef | None = None
    status: URIRef | None = None
    text: str = ""
    amount: Figure | None = None


@dataclass(frozen=True)
class Trace:
    """What leads to an industry and what stands in it: policies, measures, firms, projects."""

    industry: URIRef
    policies: tuple[Hop, ...]
    measures: tuple[Hop, ...]
    firms: tuple[Hop, ...]
    projects: tuple[Hop, ...]
    words: Words

    @property
    def hops(self) -> list[Hop]:
        """All hops, policies first."""
        return [*self.policies, *self.measures, *self.firms, *self.projects]

    def sentences(self) -> set[URIRef]:
        """Every passage that a hop rests on."""
        return {s for hop in self.hops for s in hop.sentences}

    def headings(self, lang: str = "zh") -> list[str]:
        """The columns of :meth:`cells`."""
        zh = ["步骤", "事物", "经由产业", "角色、额度或状态", "依据", "出处"]
        return zh if lang == "zh" else ["hop", "thing", "by way of", "role, amount or status", "ground", "citation"]

    def cells(self, lang: str = "zh") -> list[list[str]]:
        """One row a hop, in words; a missing hop is a row that says so."""
        label = self.words.label
        names = {
            "policy": ("政策", "policy"),
            "measure": ("举措", "measure"),
            "firm": ("企业", "firm"),
            "project": ("项目", "project"),
        }
        rows = []
        for kind, hops in (
            ("policy", self.policies),
            ("measure", self.measures),
            ("firm", self.firms),
            ("project", self.projects),
        ):
            name = names[kind][lang == "en"]
            if not hops:
                silent = "报告未说明" if lang == "zh" else "the report does not say"
                rows.append([name, silent, label(self.industry, lang), "", "", ""])
            for hop in hops:
                detail = hop.amount.display(lang) if hop.amount else hop.text
                detail = detail or "".join(label(code, lang) for code in (hop.role or hop.status,) if code)
                stated = ("报告明言", "stated") if hop.is_stated else ("经产业分类", "through the tree of industries")
                cited = "; ".join(c.passage.id for c in self.words.cite(hop.sentences))
                thing = label(hop.thing, lang)
                rows.append([name, thing, label(hop.topic, lang), detail, stated[lang == "en"], cited])
        return rows

    def __str__(self) -> str:
        from dgkg.table import plain_table

        return plain_table(self.headings(), self.cells())

    def _repr_html_(self) -> str:
        from dgkg.table import html_table

        return html_table(self.headings(), self.cells())


def trace_industry(query: Callable[..., Solutions], words: Words, industry: URIRef) -> Trace:
    """The trace of an industry.

    Args:
        query: runs a library question by name (``KnowledgeGraph.query``).
        words: names and citations.
        industry: a concept of the industry scheme, or any other field.
    """

    def hops(kind: str, question: str) -> tuple[Hop, ...]:
        rows = query(question, industry=industry)
        return tuple(_merge(_hop(kind, row, industry) for row in rows))

    policies = hops("policy", "policies-for-industry")
    measures = [
        _measure(row, hop)
        for hop in {hop.thing: hop for hop in reversed(policies)}.values()
        for row in query("measures-of-policy", policy=hop.thing)
        if "amount" in row
    ]
    return Trace(
        industry,
        policies,
        tuple(_merge(measures)),
        hops("firm", "firms-in-industry"),
        hops("project", "projects-in-industry"),
        words,
    )


def _hop(kind: str, row: Solution, industry: URIRef) -> Hop:
    topic = _iri(row["topic"])
    return Hop(
        kind,
        _iri(row[kind]),
        topic,
        topic == industry,
        (_iri(row["sentence"]),),
        _code(row.get("role")),
        _code(row.get("status")),
    )


def _measure(row: Solution, policy: Hop) -> Hop:
    """A measure is for the industry that its policy is for, and no surer than that hop."""
    text = str(row["amount"])
    number, unit, qualifier = (row.get(name) for name in ("ceiling", "unit", "qualifier"))
    nominal = Decimal(str(number)) if isinstance(number, Literal) else None
    amount = Figure(policy.thing, text, _code(unit), nominal=nominal, qualifier=_code(qualifier))
    thing = _code(row.get("beneficiary")) or policy.thing
    cited = (_iri(row["sentence"]),)
    return Hop("measure", thing, policy.topic, policy.is_stated, cited, text=text, amount=amount)


def _merge(hops: Iterable[Hop]) -> Iterable[Hop]:
    """One hop for what several passages say alike."""
    told: dict[Hop, list[URIRef]] = defaultdict(list)
    for hop in hops:
        told[replace(hop, sentences=())] += hop.sentences
    return [replace(hop, sentences=tuple(sorted(set(cited)))) for hop, cited in told.items()]


def _iri(term: Term) -> URIRef:
    assert isinstance(term, URIRef)
    return term


def _code(term: Term | None) -> URIRef | None:
    return term if isinstance(term, URIRef) else None


NO_FUNDS_NOTE = {
    "zh": "企业列在某产业之下，只表示报告把它归入该产业，不表示它获得了该产业政策的资金。",
    "en": "A firm stands under an industry because the report places it there; that does not mean that it received "
    "funds of a policy for that industry.",
}
