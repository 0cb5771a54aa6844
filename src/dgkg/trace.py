"""From policy to measure, industry, place, firm and figure, every hop with its passage.

A firm that stands under an industry has not thereby received the support of a policy for
that industry: the report links the policy to the industry, and the firm to the industry,
and no more. Each hop says on what ground it stands: *stated*, reached through the *tree* of
industries, or *inferred*, by nothing but an industry that both ends share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from rdflib import Literal, URIRef

from dgkg.errors import UsageError
from dgkg.figure import Figure
from dgkg.hop import GROUNDS, Hop, merged
from dgkg.namespaces import DGO
from dgkg.policy_reach import measures_of, policies_for
from dgkg.solutions import Solution, Solutions
from dgkg.terms import Term
from dgkg.words import Words

__all__ = ["NO_FUNDS_NOTE", "Rest", "Trace", "trace", "trace_firm", "trace_industry", "trace_policy"]

NO_FUNDS_NOTE = {
    "zh": "企业列在某产业之下，只表示报告把它归入该产业，不表示它获得了该产业政策的资金。",
    "en": "A firm stands under an industry because the report places it there; that does not mean that it received "
    "funds of a policy for that industry.",
}
_KINDS: Mapping[str, tuple[str, str]] = {
    "policy": ("政策", "policy"),
    "measure": ("举措", "measure"),
    "industry": ("产业", "industry"),
    "place": ("地点", "place"),
    "firm": ("企业", "firm"),
    "project": ("项目", "project"),
    "figure": ("数字", "figure"),
}


@dataclass(frozen=True, slots=True)
class Rest:
    """What a chain ends in beside its firms and projects: places and figures."""

    places: tuple[Hop, ...] = ()
    figures: tuple[Hop, ...] = ()


@dataclass(frozen=True, eq=False)
class Trace:
    """What leads from policies to firms and figures, by way of industries.

    ``focus`` is what was asked for: an industry, a policy or a firm; ``industry`` the (first)
    industry that it goes through. Of very many policies the first are hops, and ``unlisted``
    is how many more there are. ``find_rest`` finds the places and figures when somebody asks for
    them: no picture shows them, and they take as long to find as all the others.
    """

    industry: URIRef
    policies: tuple[Hop, ...]
    measures: tuple[Hop, ...]
    firms: tuple[Hop, ...]
    projects: tuple[Hop, ...]
    words: Words
    focus: URIRef
    industries: tuple[Hop, ...] = ()
    find_rest: Callable[[], Rest] = Rest
    unlisted: int = 0

    @cached_property
    def _rest(self) -> Rest:
        return self.find_rest()

    @property
    def places(self) -> tuple[Hop, ...]:
        """The places of the firms, or of what was asked for."""
        return self._rest.places

    @property
    def figures(self) -> tuple[Hop, ...]:
        """The figures of the industry, the policy's industries or the firm."""
        return self._rest.figures

    @property
    def hops(self) -> list[Hop]:
        """All hops, in the order of the chain."""
        return [hop for _, hops in self.chain() for hop in hops]

    def chain(self) -> list[tuple[str, tuple[Hop, ...]]]:
        """The hops by kind, in the order of the chain; an empty kind is a hop that the report does not tell."""
        chain = [
            ("policy", self.policies),
            ("measure", self.measures),
            ("industry", self.industries),
            ("place", self.places),
            ("firm", self.firms),
            ("project", self.projects),
            ("figure", self.figures),
        ]
        # The industry of an industry's own trace goes without saying.
        return [(kind, hops) for kind, hops in chain if kind != "industry" or self.focus != self.industry]

    def sentences(self) -> set[URIRef]:
        """Every passage that a hop rests on."""
        return {s for hop in self.hops for s in hop.sentences}

    def headings(self, lang: str = "zh") -> list[str]:
        """The columns of :meth:`cells`."""
        zh = ["步骤", "事物", "经由产业", "角色、额度或状态", "依据", "出处"]
        return zh if lang == "zh" else ["hop", "thing", "by way of", "role, amount or status", "ground", "citation"]

    def cells(self, lang: str = "zh") -> list[list[str]]:
        """One row a hop, in words; a missing hop is a row that says so."""
        return [cells for cells, _ in self.rows(lang)]

    def rows(self, lang: str = "zh") -> Iterator[tuple[list[str], Hop | None]]:
        """The rows of :meth:`cells`, each with its hop, where it tells of one."""
        silent = "报告未说明" if lang == "zh" else "the report does not say"
        for kind, hops in self.chain():
            name = _KINDS[kind][lang == "en"]
            if not hops:
                yield [name, silent, self.words.label(self.industry, lang), "", "", ""], None
            for hop in hops:
                yield [name, *self._row(hop, lang)], hop
            if kind == "policy" and self.unlisted:
                yield [name, self.left_out(lang), "", "", "", ""], None

    def left_out(self, lang: str) -> str:
        """How many policies more there are, in words."""
        n = self.unlisted
        if lang == "zh":
            return f"另有 {n:,} 份政策未列出"
        return f"{n:,} more {'policy' if n == 1 else 'policies'} not listed"

    def _row(self, hop: Hop, lang: str) -> list[str]:
        label = self.words.label
        detail = hop.amount.display(lang) if hop.amount else hop.text
        if hop.kind == "figure":
            names = ("，" if lang == "zh" else ", ").join(label(other, lang) for other in hop.others)
            detail = f"{names}：{detail}" if lang == "zh" else f"{names}: {detail}"
        detail = detail or "".join(label(code, lang) for code in (hop.role or hop.status,) if code)
        detail = detail or ("、" if lang == "zh" else ", ").join(label(other, lang) for other in hop.others)
        cited = self.words.short_citation(hop.sentences, hop.rests_on)
        return [label(hop.thing, lang), label(hop.topic, lang), detail, GROUNDS[hop.ground][lang == "en"], cited]

    def __str__(self) -> str:
        from dgkg.table import plain_table

        return plain_table(self.headings(), self.cells())

    def _repr_html_(self) -> str:
        from dgkg.table import html_table

        return html_table(self.headings(), self.cells())


@dataclass(frozen=True)
class _Asker:
    """Runs library questions and turns their rows into hops."""

    query: Callable[..., Solutions]
    words: Words

    def hops(self, kind: str, question: str, industry: URIRef, *, ground: str | None = None) -> list[Hop]:
        """One hop a row of a question about an industry; ``ground`` overrules what the row shows."""
        return [self.hop(kind, row, industry, ground) for row in self.query(question, industry=industry)]

    def hop(self, kind: str, row: Solution, industry: URIRef, ground: str | None = None) -> Hop:
        """The hop of a row about an industry."""
        topic = _iri(row["topic"])
        return Hop(
            kind,
            _iri(row["indicator" if kind == "figure" else kind]),
            topic,
            ground or ("stated" if topic == industry else "tree"),
            (_iri(row["sentence"]),),
            _code(row.get("role")),
            _code(row.get("status")),
            **(_told(row) if kind == "figure" else {}),
        )

    def places(self, industry: URIRef) -> tuple[Hop, ...]:
        """The places of the firms of an industry, each with its firms: where a firm is, is stated of the firm."""
        firms: dict[URIRef, dict[URIRef, list[URIRef]]] = defaultdict(lambda: defaultdict(list))
        for row in self.query("places-in-industry", industry=industry):
            firms[_iri(row["place"])][_iri(row["firm"])].append(_iri(row["sentence"]))
        return tuple(
            Hop(
                "place",
                place,
                industry,
                "stated",
                tuple(sorted({s for c in told.values() for s in c})),
                others=tuple(told),
            )
            for place, told in firms.items()
        )

    def measures(self, policies: Iterable[Hop]) -> list[Hop]:
        """The measures of some policies that have an amount."""
        once = {hop.thing: hop for hop in reversed(list(policies))}
        told = measures_of(self.query, once)
        return [_measure(row, hop) for hop in reversed(list(once.values())) for row in told.get(hop.thing, ())]


def trace(query: Callable[..., Solutions], words: Words, thing: URIRef) -> Trace:
    """The trace of an industry, a policy or a firm.

    Args:
        query: runs a library question by name (``KnowledgeGraph.query``).
        words: names and citations.
        thing: where to start.

    Raises:
        UsageError: it is something else.
    """
    types = words.gazetteer.types[thing]
    kinds = {DGO.PolicyDocument: trace_policy, DGO.Organization: trace_firm, DGO.Concept: trace_industry}
    for cls, trace_kind in kinds.items():
        if words.ontology.is_a(types, cls):
            return trace_kind(query, words, thing)
    kind = words.ontology.most_specific(types) or DGO.Concept
    raise UsageError(
        f"只能追溯产业、政策或企业；「{words.label(thing, 'zh')}」是{words.label(kind, 'zh')}",
        f"Only an industry, a policy or a firm can be traced; “{words.label(thing, 'en')}” is of the kind "
        f"“{words.label(kind, 'en')}”",
    )


def trace_industry(query: Callable[..., Solutions], words: Words, industry: URIRef) -> Trace:
    """The trace of an industry.

    Args:
        query: runs a library question by name (``KnowledgeGraph.query``).
        words: names and citations.
        industry: a concept of the industry scheme, or any other field.
    """
    ask = _Asker(query, words)
    policies = ask.hops("policy", "policies-for-industry", industry)

    def find_rest() -> Rest:
        return Rest(ask.places(industry), merged(ask.hops("figure", "figures-in-industry", industry)))

    return Trace(
        industry,
        merged(policies),
        merged(ask.measures(policies)),
        merged(ask.hops("firm", "firms-in-industry", industry)),
        merged(ask.hops("project", "projects-in-industry", industry)),
        words,
        industry,
        find_rest=find_rest,
    )


def trace_policy(query: Callable[..., Solutions], words: Words, policy: URIRef) -> Trace:
    """The trace of a policy: its measures and industries are stated, the firms of those industries inferred."""
    ask = _Asker(query, words)
    links = list(query("industries-of-policy", policy=policy))
    industries = [_iri(row["other"]) for row in links if row["relation"] == DGO.appliesTo]
    first = industries[0] if industries else policy
    own = tuple(dict.fromkeys(_iri(row["sentence"]) for row in links))
    hop = Hop("policy", policy, first, "stated", own)
    reached: dict[str, list[Hop]] = defaultdict(list)
    for industry in dict.fromkeys(industries):
        reached["firm"] += ask.hops("firm", "firms-in-industry", industry, ground="inferred")
        reached["project"] += ask.hops("project", "projects-in-industry", industry, ground="inferred")
        reached["figure"] += ask.hops("figure", "figures-in-industry", industry, ground="inferred")
    stated = {
        relation: [
            Hop(
                kind,
                _iri(row["other"]),
                _iri(row["other"]) if kind == "industry" else first,
                "stated",
                (_iri(row["sentence"]),),
            )
            for row in links
            if row["relation"] == relation
        ]
        for kind, relation in (("industry", DGO.appliesTo), ("place", DGO.jurisdiction))
    }
    return Trace(
        first,
        (hop,),
        merged(ask.measures([hop])),
        merged(reached["firm"]),
        merged(reached["project"]),
        words,
        policy,
        industries=merged(stated[DGO.appliesTo]),
        find_rest=lambda: Rest(merged(stated[DGO.jurisdiction]), merged(reached["figure"])),
    )


def trace_firm(query: Callable[..., Solutions], words: Words, firm: URIRef) -> Trace:
    """The trace of a firm: its industries, places and figures are stated, the policies for them inferred."""
    ask = _Asker(query, words)
    links = list(query("industries-of-firm", firm=firm))
    industries = [
        Hop("industry", _iri(r["topic"]), _iri(r["topic"]), "stated", (_iri(r["sentence"]),), _code(r.get("role")))
        for r in links
    ]
    first = industries[0].thing if industries else firm
    reach = policies_for(query, dict.fromkeys(hop.thing for hop in industries))
    policies = [ask.hop("policy", row, industry, "inferred") for industry, rows in reach.rows.items() for row in rows]
    places = [
        Hop("place", _iri(r["place"]), firm, "stated", (_iri(r["sentence"]),), _code(r.get("role")))
        for r in query("places-of-firm", firm=firm)
    ]
    figures = [
        Hop("figure", _iri(r["indicator"]), firm, "stated", (_iri(r["sentence"]),), **_told(r))
        for r in query("figures-of-place", place=firm)
    ]
    projects = [
        Hop("project", _iri(r["project"]), _code(r.get("topic")) or firm, "stated", (_iri(r["sentence"]),),
            status=_code(r.get("status")))
        for r in query("projects-of-firm", firm=firm)
    ]  # fmt: skip
    sentences = tuple(dict.fromkeys(_iri(r["sentence"]) for r in links))
    return Trace(
        first,
        merged(policies),
        merged(ask.measures(policies)),
        (Hop("firm", firm, first, "stated", sentences),),
        merged(projects),
        words,
        firm,
        industries=merged(industries),
        find_rest=lambda: Rest(merged(places), merged(figures)),
        unlisted=reach.unlisted,
    )


def _measure(row: Solution, policy: Hop) -> Hop:
    """A measure is for the industry that its policy is for, and no surer than that hop."""
    text = str(row["amount"])
    number, unit, qualifier = (row.get(name) for name in ("ceiling", "unit", "qualifier"))
    nominal = Decimal(str(number)) if isinstance(number, Literal) else None
    amount = Figure(policy.thing, text, _code(unit), nominal=nominal, qualifier=_code(qualifier))
    thing = _code(row.get("beneficiary")) or policy.thing
    cited = (_iri(row["sentence"]),)
    return Hop("measure", thing, policy.topic, policy.ground, cited, text=text, amount=amount)


def _told(row: Solution) -> dict[str, Any]:
    """A figure's number as printed and as a value, and what it is of, where and when."""
    number = row.get("value")
    amount = Figure(
        _iri(row["figure"]),
        str(row["text"]),
        _code(row.get("unit")),
        nominal=Decimal(str(number)) if isinstance(number, Literal) else None,
        qualifier=_code(row.get("qualifier")),
    )
    others = tuple(code for name in ("of", "area", "population", "period") if (code := _code(row.get(name))))
    return {"amount": amount, "others": others, "text": str(row["text"])}


def _iri(term: Term) -> URIRef:
    assert isinstance(term, URIRef)
    return term


def _code(term: Term | None) -> URIRef | None:
    return term if isinstance(term, URIRef) else None
