"""The same figure in two places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from dgkg.checks.evidence import Evidence
from dgkg.finding import AuditFinding
from dgkg.quantity import Quantity

__all__ = ["same_figure_twice"]


def same_figure_twice(evidence: Evidence) -> Iterable[AuditFinding]:
    """Two figures that agree in everything but the number say the same number."""
    say = evidence.speaker
    told: dict[tuple[object, ...], list[Quantity]] = defaultdict(list)
    for quantity in evidence.quantities.observed():
        told[quantity.key].append(quantity)
    for quantities in told.values():
        for a, b in combinations(quantities, 2):
            if a.interval is None or b.interval is None or a.sentence == b.sentence:
                continue
            same = a.interval.overlaps(b.interval)
            sign = "=" if same else "≠"
            texts = [
                f"{say.name(a, lang)}: {say.printed(a, lang)} {sign} {say.printed(b, lang)}" for lang in ("zh", "en")
            ]
            yield evidence.finding("same-figure-twice", "holds" if same else "contradiction", (a, b), *texts)
