"""What a check of the report's arithmetic finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from rdflib import URIRef

from dgkg.namespaces import DGO, UNIT
from dgkg.quantity import Quantity
from dgkg.words import Words

__all__ = ["SEVERITIES", "AuditFinding", "Speaker"]

SEVERITIES: Mapping[str, tuple[str, str]] = {
    "contradiction": ("矛盾", "contradiction"),
    "doubt": ("存疑", "doubt"),
    "note": ("提示", "note"),
    "holds": ("成立", "holds"),
}


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """A check and how it came out.

    ``severity`` is ``contradiction`` (cannot hold), ``doubt`` (holds only if hedges are read
    generously), ``note`` (odd, or left open) or ``holds``; ``arithmetic`` spells it out in
    both languages; ``sentences`` are all the passages it rests on.
    """

    check: str
    severity: str
    sentences: tuple[URIRef, ...]
    figures: tuple[URIRef, ...]
    zh: str
    en: str

    def text(self, lang: str) -> str:
        """What was found, in one language."""
        return self.zh if lang == "zh" else self.en


class Speaker:
    """Names and numbers for findings, in both languages."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def name(self, quantity: Quantity, lang: str, *, industry: bool = True) -> str:
        """Whose figure of what: 「松山湖营业收入」; ``industry`` says whether its field is named too."""
        whose = sorted(quantity.whose, key=str)
        names = [self.words.label(iri, lang) for iri in whose]
        # A thing within a place is named by the thing alone.
        who = names[-1] if names else ""
        measured = quantity.measures
        what = self.words.label(measured, lang) if measured else ""
        fields = [self.words.label(iri, lang) for iri in sorted(quantity.many(DGO.industry))]
        of = f"（{'、'.join(fields)}）" if lang == "zh" else f" ({', '.join(fields)})"
        of = of if fields and industry else ""
        return f"{who}{of}{what}" if lang == "zh" else f"{what} of {who}{of}"

    def printed(self, quantity: Quantity, lang: str) -> str:
        """The figure as printed, or converted for English."""
        return quantity.figure.display(lang)

    def number(self, value: Decimal, unit: URIRef | None, lang: str) -> str:
        """A computed number, short: in 亿元 for Chinese, in bn for English."""
        if unit == UNIT.CCY_CNY:
            if lang == "zh":
                return f"{_round(value / 10**8, 1)}亿元"
            return f"CNY {_round(value / 10**9, 2)} bn"
        if unit == UNIT.CCY_USD:
            return f"{_round(value / 10**8, 1)}亿美元" if lang == "zh" else f"USD {_round(value / 10**9, 2)} bn"
        if unit == UNIT.PERCENT:
            return f"{_round(value, 2)}%"
        return f"{_round(value, 2)}"


def _round(value: Decimal, places: int) -> str:
    text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
