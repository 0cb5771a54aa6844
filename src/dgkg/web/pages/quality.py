"""Does the report agree with itself: what contradicts, what is doubtful, what is odd, what is open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.audit import Audit
from dgkg.finding import SEVERITIES, AuditFinding
from dgkg.highlight import pieces
from dgkg.solutions import Solutions
from dgkg.web.answered import answered
from dgkg.web.asked import Asked
from dgkg.web.page import Grid, Page
from dgkg.web.view import View
from dgkg.web.wording import Place, address_of, place_of

__all__ = ["CHECK_NAMES", "quality_page"]

CHECK_NAMES: Mapping[str, tuple[str, str]] = {
    "as-printed": ("数值与所印的数字", "value against the printed figure"),
    "growth-against-increase": ("增加量与增速", "increase against growth"),
    "growth-of-group": ("合计的增速与各部分的上年值", "growth of a group against that of its members"),
    "missing-section": ("章节编号", "numbers of sections"),
    "one-unit-an-indicator": ("同一指标的单位", "units of one indicator"),
    "part-within-total": ("部分与合计", "a part against its total"),
    "parts-against-total": ("各产业之和与合计", "parts by industry against their total"),
    "rank-as-printed": ("名次与所印的文字", "rank against the printed words"),
    "rank-order": ("名次先后与数值大小", "order of ranks against values"),
    "same-figure-twice": ("同一数字的两处", "one figure in two places"),
    "same-rank-twice": ("同一排名的两处", "one ranking in two places"),
    "share-of-group": ("成员之和占整体的比重", "members together as a share of the whole"),
    "share-of-whole": ("部分占整体的比重", "a part as a share of its whole"),
    "shares-make-a-hundred": ("并列占比之和", "sum of shares of one whole"),
    "status-conflict": ("同一工作的状态", "status of one piece of work"),
    "within-limit": ("比率与其上限", "a rate against what it can reach"),
}
_TITLES = {
    "contradiction": ("矛盾：不能同时成立", "Contradictions: cannot all hold"),
    "doubt": ("存疑：放宽限定词才成立", "Doubts: hold only if hedges are stretched"),
    "note": ("提示：不寻常或未写明", "Notes: odd, or left open"),
}
_GAPS = (
    "challenges-without-answer", "growth-without-level", "firms-without-place", "industries-without-policy",
    "policies-without-firms", "only-mentioned", "open-lists", "bounded-figures",
)  # fmt: skip
_UNRESOLVED = """SELECT DISTINCT ?thing ?note WHERE {
  ?thing dgo:scopeNote ?note ; a/rdfs:subClassOf* dgo:Organization . FILTER(LANG(?note) = "%s")
} ORDER BY ?thing"""
_TITLE = ("核查：报告的数字对得上吗", "Quality: do the report's numbers add up")
MOST_ROWS, MOST_SOURCES = 100, 200


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding with its sentences: of each where it stands, what it is about, its words if attached."""

    check: str
    text: str
    sentences: tuple[tuple[Place, str, tuple[tuple[str, bool], ...]], ...]


def quality_page(view: View, asked: Asked) -> Page:
    """``/quality``; of a graph too large to be read whole ``?source=``: each source is held against itself."""
    if not view.shared.is_whole:
        return _of_sources(view, asked)
    return Page(
        "quality.html.jinja",
        view.t(*_TITLE),
        lambda: {**_audited(view, view.shared.audit), **_body(view)},
        name="quality",
        grid=lambda: _grid(view, view.shared.audit),
    )


def _of_sources(view: View, asked: Asked) -> Page:
    """One source of many against itself; without ``source`` which there are."""
    library, name = view.kg.words.library, asked.text("source")
    if not name:
        every = library.sources
        listed = [
            (view.to.page("/quality", {"source": s.iri.rpartition("/")[2]}), s.title[view.lang])
            for s in every[:MOST_SOURCES]
        ]
        return Page(
            "quality_sources.html.jinja", view.t(*_TITLE), lambda: {"sources": listed, "left": len(every) - len(listed)}
        )
    source = library.source(name)
    audit = view.shared.audit_of(name)
    return Page(
        "quality.html.jinja",
        f"{view.t(*_TITLE)} · {source.title[view.lang]}",
        lambda: {**_audited(view, audit), "query": {"source": name}},
        name=f"quality-{name}",
        grid=lambda: _grid(view, audit),
    )


def _audited(view: View, audit: Audit) -> dict[str, object]:
    """What the audit found."""
    found = defaultdict(list)
    for finding in audit.findings:
        if finding.severity != "holds":
            found[finding.severity].append(_finding(view, finding))
    holding = Counter(f.check for f in audit.findings if f.severity == "holds")
    return {
        "counts": [(SEVERITIES[s][not view.zh], number) for s, number in audit.counts().items()],
        "sections": [(key, _TITLES[key][not view.zh], found[key]) for key in _TITLES],
        "holding": [(_name(view, check), number) for check, number in holding.most_common()],
        "query": {},
        "odd": None,
    }


def _body(view: View) -> dict[str, object]:
    """What else is odd, unresolved or open in all that the sources say."""
    odd = view.kg.query("odd-figures", lang=view.lang)
    alike = view.kg.query("look-alikes", lang=view.lang)
    return {
        "odd": answered(view, odd, view.t("照原文录入、不作更正的疑点", "As printed, never corrected"), MOST_ROWS),
        "alike": answered(view, alike, view.t("分开记录的相近名称", "Names kept apart"), MOST_ROWS),
        "unresolved": _unresolved(view),
        "gaps": [_gap(view, name) for name in _GAPS],
        "open_numbers": view.kg.open_numbers(),
    }


def _finding(view: View, finding: AuditFinding) -> Finding:
    words = view.kg.words
    told = []
    for sentence in finding.sentences:
        quote = words.library.quotes.get(sentence, "")
        spans = words.highlighter.spans(sentence, finding.figures) if quote else []
        parts = tuple((text, span is not None) for text, span in pieces(quote, spans)) if quote else ()
        told.append((place_of(view, sentence), words.library.cite(sentence).passage.gloss[view.lang], parts))
    return Finding(_name(view, finding.check), finding.text(view.lang), tuple(told))


def _name(view: View, check: str) -> str:
    return CHECK_NAMES[check][not view.zh] if check in CHECK_NAMES else check


def _unresolved(view: View) -> list[tuple[str | None, str, str]]:
    """Organizations whose identity the record has a word on: address, name, the word."""
    rows = view.kg.sparql(_UNRESOLVED % view.lang).table.rows
    return [
        (address_of(view, thing), view.label(thing), str(note)) for thing, note in rows if isinstance(thing, URIRef)
    ]


def _gap(view: View, name: str) -> tuple[str | None, str, int]:
    query = next(q for q in view.kg.queries if q.name == name)
    solutions: Solutions = view.kg.query(query)
    things = {row[0] for row in solutions.table.rows}
    return view.to.page(f"/q/{name}"), query.summary[view.lang], len(things)


def _grid(view: View, audit: Audit) -> Grid:
    """Every check, with those that hold."""
    cells = [
        [SEVERITIES[f.severity][not view.zh], _name(view, f.check), f.text(view.lang),
         "; ".join(view.label(s) for s in f.sentences)]
        for f in audit.findings
    ]  # fmt: skip
    headings = [
        view.t("判断", "verdict"),
        view.t("检查", "check"),
        view.t("算式", "arithmetic"),
        view.t("出处", "citation"),
    ]
    return Grid(
        headings, cells, [c.text(view.lang) for c in view.cite({s for f in audit.findings for s in f.sentences})]
    )
