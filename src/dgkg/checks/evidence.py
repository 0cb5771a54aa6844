"""What the checks look at, and how they word what they find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rdflib import URIRef

from dgkg.facts import PassageGraph
from dgkg.finding import AuditFinding, Speaker
from dgkg.interval import Interval
from dgkg.quantity import Quantities, Quantity
from dgkg.source import Passage, Source
from dgkg.words import Words

__all__ = ["Evidence", "verdict"]


@dataclass(frozen=True)
class Evidence:
    """The passages, their quantities, the limits of indicators, the words; ``source`` where they are of one only."""

    passages: Sequence[PassageGraph]
    quantities: Quantities
    limits: Mapping[URIRef, Decimal]
    words: Words
    source: Source | None = None

    @property
    def listed(self) -> Sequence[Passage]:
        """What stands in the sources, whether it states anything or not, in reading order."""
        library = self.words.library
        return library.passages() if self.source is None else library.passages_of(self.source)

    @property
    def speaker(self) -> Speaker:
        """For wording."""
        return Speaker(self.words)

    def finding(self, check: str, severity: str, quantities: Sequence[Quantity], zh: str, en: str) -> AuditFinding:
        """A finding about some quantities."""
        sentences = sorted({q.sentence for q in quantities}, key=self.words.library.sort_key)
        return AuditFinding(check, severity, tuple(sentences), tuple(q.iri for q in quantities), zh, en)


def verdict(computed: Interval, claimed: Interval) -> str:
    """How a computed value stands to the one that is printed.

    ``holds`` when the computed nominal lies within what the claim can stand for, ``doubt``
    when only the far end of a hedge would make it so, else ``contradiction``.
    """
    if not computed.overlaps(claimed):
        return "contradiction"
    # A computed value is itself rounded before it is printed: compare intervals that carry only rounding.
    tight = (
        computed.low is not None and computed.high is not None and computed.high - computed.low < computed.nominal / 20
    )
    if claimed.holds(computed.nominal) or tight:
        return "holds"
    return "doubt"
