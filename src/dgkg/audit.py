"""Does the report agree with itself? Its arithmetic, ranks, statuses and numbering.

Every tie that the graph holds (growth of, share of, part of a total, the same figure in two
places …) is computed with the intervals that rounding and hedges leave. What does not hold
is told with both passages and the arithmetic; so is what does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rdflib import URIRef

from dgkg.checks import CHECKS, Evidence
from dgkg.facts import PassageGraph
from dgkg.finding import SEVERITIES, AuditFinding
from dgkg.highlight import Marked
from dgkg.namespaces import DGO
from dgkg.occurrence import Occurrences
from dgkg.quantity import Quantities
from dgkg.source import Source
from dgkg.store import Store, Table
from dgkg.words import Words

__all__ = ["Audit", "audit", "audit_each", "audit_source"]


@dataclass(frozen=True)
class Audit:
    """What the checks found, gravest first; ``held`` counts by check those that hold, where these are not kept."""

    findings: tuple[AuditFinding, ...]
    words: Words
    held: Mapping[str, int] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """How many findings of each severity."""
        counted = Counter(finding.severity for finding in self.findings)
        counted["holds"] += sum(self.held.values())
        return {severity: counted[severity] for severity in SEVERITIES}

    def doubted(self) -> dict[URIRef, list[AuditFinding]]:
        """The figures that a finding casts doubt on, with those findings."""
        found: dict[URIRef, list[AuditFinding]] = {}
        for finding in self.findings:
            if finding.severity in {"contradiction", "doubt"}:
                for figure in finding.figures:
                    found.setdefault(figure, []).append(finding)
        return found

    def headings(self, lang: str = "zh") -> list[str]:
        """The columns of :meth:`cells`."""
        return ["判断", "检查与算式", "出处"] if lang == "zh" else ["verdict", "check and arithmetic", "citation"]

    def cells(self, lang: str = "zh", *, every: bool = False) -> list[list[str]]:
        """One row a finding; those that hold only when ``every``."""
        return [
            [SEVERITIES[f.severity][lang == "en"], f.text(lang), self._cited(f)]
            for f in self.findings
            if every or f.severity != "holds"
        ]

    def _cited(self, finding: AuditFinding) -> str:
        return Marked.joined("; ", (self.words.passage_citation(s, finding.figures) for s in finding.sentences))

    def __str__(self) -> str:
        from dgkg.table import plain_table

        return plain_table(self.headings(), self.cells())

    def _repr_html_(self) -> str:
        from dgkg.table import html_table

        return html_table(self.headings(), self.cells())


def audit(store: Store, words: Words, passages: Sequence[PassageGraph], source: Source | None = None) -> Audit:
    """Run every check.

    Args:
        store: the graph.
        words: names and citations.
        passages: what is checked.
        source: the one that all of these are of; nothing where they are those of all sources.
    """
    answer = store.query(f"SELECT ?indicator ?limit WHERE {{ ?indicator <{DGO.maximum}> ?limit }}")
    assert isinstance(answer, Table)
    limits = {URIRef(str(indicator)): Decimal(str(limit)) for indicator, limit in answer.rows}
    evidence = Evidence(passages, Quantities(passages), limits, words, source)
    found = {f for check in CHECKS.values() for f in check(evidence)}
    return Audit(_gravest_first(found, words), words)


def audit_source(store: Store, words: Words, occurrences: Occurrences, source: Source) -> Audit:
    """One source against itself; nothing is read but its passages."""
    read = (occurrences.graph(passage.iri) for passage in words.library.passages_of(source))
    return audit(store, words, [graph for graph in read if graph is not None], source)


def audit_each(store: Store, words: Words, occurrences: Occurrences) -> Audit:
    """Every source against itself, one after the other: no more is held than one of them, and what does not hold.

    Sources are not held against each other; :func:`dgkg.comparison.compare_sources` does that.
    """
    kept: list[AuditFinding] = []
    held: Counter[str] = Counter()
    for source in words.library.sources:
        for finding in audit_source(store, words, occurrences, source).findings:
            if finding.severity == "holds":
                held[finding.check] += 1
            else:
                kept.append(finding)
    return Audit(_gravest_first(kept, words), words, held)


def _gravest_first(findings: Iterable[AuditFinding], words: Words) -> tuple[AuditFinding, ...]:
    gravity = list(SEVERITIES)

    def order(finding: AuditFinding) -> tuple[object, ...]:
        first = words.library.sort_key(finding.sentences[0]) if finding.sentences else (2,)
        return gravity.index(finding.severity), first, finding.check, finding.en, finding.figures

    return tuple(sorted(findings, key=order))
