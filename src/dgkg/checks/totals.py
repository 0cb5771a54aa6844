"""Parts against their totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rdflib import URIRef

from dgkg.checks.evidence import Evidence
from dgkg.finding import AuditFinding
from dgkg.namespaces import DGO
from dgkg.quantity import Quantity

__all__ = ["part_within_total", "parts_against_total"]


def part_within_total(evidence: Evidence) -> Iterable[AuditFinding]:
    """A part is no larger than its total."""
    say = evidence.speaker
    for part in evidence.quantities.observed():
        total = evidence.quantities.tied(part, DGO.partOfTotal)
        if not (total and part.interval and total.interval) or part.figure.unit != total.figure.unit:
            continue
        larger = (
            part.interval.low is not None
            and total.interval.high is not None
            and part.interval.low > total.interval.high
        )
        compared = ">" if larger else "≤"
        texts = [
            f"{say.name(part, lang)} {say.printed(part, lang)} {compared} {say.name(total, lang)} "
            f"{say.printed(total, lang)}"
            for lang in ("zh", "en")
        ]
        severity = "contradiction" if larger else "holds"
        yield evidence.finding("part-within-total", severity, (part, total), *texts)


def parts_against_total(evidence: Evidence) -> Iterable[AuditFinding]:
    """Parts by industry do not exceed their total; a sum that just misses it is worth a word."""
    by_total: dict[URIRef, list[Quantity]] = defaultdict(list)
    for part in evidence.quantities.observed():
        total = evidence.quantities.tied(part, DGO.partOfTotal)
        if total and part.figure.unit == total.figure.unit and part.many(DGO.industry) != total.many(DGO.industry):
            by_total[total.iri].append(part)
    for iri, parts in sorted(by_total.items()):
        total = evidence.quantities.by_iri[iri]
        # Parts that share an industry may overlap; only parts of different ones can be added.
        fields = [part.many(DGO.industry) for part in parts]
        apart = all(not a & b for n, a in enumerate(fields) for b in fields[n + 1 :]) and all(fields)
        if len(parts) > 1 and apart:
            yield _sum(evidence, total, parts)


def _sum(evidence: Evidence, total: Quantity, parts: list[Quantity]) -> AuditFinding:
    say = evidence.speaker
    interval = parts[0].interval
    for part in parts[1:]:
        interval = interval + part.interval if interval and part.interval else None
    assert interval is not None
    assert total.interval is not None
    more = interval.low is not None and total.interval.high is not None and interval.low > total.interval.high
    near = abs(interval.nominal - total.interval.nominal) <= total.interval.nominal / 100
    if more:
        severity, words = "contradiction", ("部分之和大于合计", "the parts exceed their total")
    elif near and not total.interval.holds(interval.nominal):
        severity = "note"
        words = (
            "与合计几乎相等却不在其范围内，差额或为其他领域，或为取整",
            "nearly the total and yet outside what is printed; the rest is another field, or rounding",
        )
    else:
        severity, words = "holds", ("不超过合计", "no more than the total")
    texts = []
    for lang in ("zh", "en"):
        plus = " + ".join(say.printed(q, lang) for q in parts)
        result = say.number(interval.nominal, total.figure.unit, lang)
        texts.append(f"{plus} = {result}")
    return evidence.finding(
        "parts-against-total", severity, (total, *parts),
        f"{say.name(total, 'zh')}：{texts[0]}；原文：{say.printed(total, 'zh')}。{words[0]}",
        f"{say.name(total, 'en')}: {texts[1]}; printed: {say.printed(total, 'en')}; {words[1]}",
    )  # fmt: skip
