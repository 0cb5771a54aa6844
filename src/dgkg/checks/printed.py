"""The number in the graph against the number as printed, and units against their indicators."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal

from rdflib import Literal, URIRef

from dgkg.checks.evidence import Evidence
from dgkg.finding import AuditFinding
from dgkg.namespaces import DGO, RDF
from dgkg.quantity import Quantity

__all__ = ["as_printed", "one_unit_an_indicator", "rank_as_printed"]

_POWERS = {"": 0, "十": 1, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "百亿": 10, "千亿": 11, "万亿": 12}
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)多?(万亿|千亿|百亿|千万|百万|亿|万|千|百)?")
_DIGITS = {digit: n for n, digit in enumerate("零一二三四五六七八九十")} | {"两": 2}
_IN_WORDS = re.compile(r"([一二两三四五六七八九])?(十|百|千|万|百万|千万|亿|百亿|千亿|万亿)?(成)?")
_RANK = re.compile(r"第([一二三四五六七八九十]|\d+)|(\d+)名")


def as_printed(evidence: Evidence) -> Iterable[AuditFinding]:
    """The value in the graph is the number that stands in the figure as printed."""
    for quantity in evidence.quantities.all:
        number = quantity.figure.value if quantity.figure.value is not None else quantity.figure.nominal
        printed = _printed(quantity.figure.text)
        # 5部…一部 prints counts from which the share follows: nothing to compare.
        if number is None or not printed or "…" in quantity.figure.text:
            continue
        agrees = number in printed
        if not agrees and not re.search(r"\d", quantity.figure.text):
            continue  # a number in words may hide in a name (两大, 双位数); only digits are sure
        sign = "=" if agrees else "≠"
        name = [evidence.speaker.name(quantity, lang) for lang in ("zh", "en")]
        shown = f"“{quantity.figure.text}” {sign} {number:,f}".rstrip("0").rstrip(".")
        yield evidence.finding(
            "as-printed",
            "holds" if agrees else "contradiction",
            (quantity,),
            f"{name[0]}：{shown}",
            f"{name[1]}: {shown}",
        )


def _printed(text: str) -> set[Decimal]:
    """Every number that a figure's wording can mean, in base units."""
    found = {Decimal(token) * 10 ** _POWERS[power or ""] for token, power in _NUMBER.findall(text)}
    for digit, power, tenths in _IN_WORDS.findall(text):
        if digit or power:
            number = Decimal(_DIGITS.get(digit, 1)) * 10 ** _POWERS[power]
            found.add(number * 10 if tenths else number)
    return found


def rank_as_printed(evidence: Evidence) -> Iterable[AuditFinding]:
    """The rank in the graph is the one that stands in the words (第18名, 全省第一)."""
    for graph in evidence.passages:
        for iri, node in graph.nodes.items():
            texts = [str(v) for v in node.get(DGO.valueText, ())]
            ranks = [int(str(v)) for v in node.get(DGO.rank, ()) if isinstance(v, Literal)]
            printed = [m[1] or m[2] for text in texts for m in _RANK.finditer(text)]
            if DGO.RankingResult not in node.get(RDF.type, ()) or not ranks or not printed:
                continue
            numbers = {_DIGITS[p] if p in _DIGITS else int(p) for p in printed}
            agrees = ranks[0] in numbers
            entity = next((v for v in node.get(DGO.rankedEntity, ()) if isinstance(v, URIRef)), iri)
            shown = [
                f"{evidence.words.label(entity, lang)}: “{texts[0]}” {'=' if agrees else '≠'} {ranks[0]}"
                for lang in ("zh", "en")
            ]
            severity = "holds" if agrees else "contradiction"
            yield AuditFinding("rank-as-printed", severity, (graph.sentence,), (iri,), shown[0], shown[1])


def one_unit_an_indicator(evidence: Evidence) -> Iterable[AuditFinding]:
    """Figures of one indicator are all in one unit."""
    by_indicator: dict[URIRef, list[Quantity]] = defaultdict(list)
    for quantity in evidence.quantities.observed():
        # An increase is in the unit of what increased; every other indicator has its own.
        indicator = quantity.one(DGO.indicator)
        if indicator and not quantity.one(DGO.differenceOf):
            by_indicator[indicator].append(quantity)
    for indicator, quantities in sorted(by_indicator.items()):
        units = Counter(q.figure.unit for q in quantities)
        usual, number = units.most_common(1)[0]
        for quantity in quantities:
            if quantity.figure.unit == usual or number == 1:
                continue
            names = [
                [evidence.words.label(iri, lang) for iri in (indicator, quantity.figure.unit, usual) if iri]
                for lang in ("zh", "en")
            ]
            yield evidence.finding(
                "one-unit-an-indicator", "contradiction", (quantity,),
                f"{names[0][0]}：单位为{names[0][1]}，其余 {number} 处为{names[0][2]}",
                f"{names[1][0]}: in {names[1][1]}, elsewhere ({number} times) in {names[1][2]}",
            )  # fmt: skip
