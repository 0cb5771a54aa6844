"""Shares against their parts and wholes, against a hundred, against what is possible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from dgkg.checks.evidence import Evidence, verdict
from dgkg.finding import AuditFinding
from dgkg.interval import Interval
from dgkg.namespaces import DGO, UNIT
from dgkg.quantity import Quantity

__all__ = ["share_of_group", "share_of_whole", "shares_make_a_hundred", "within_limit"]

_HUNDRED = Decimal(100)


def share_of_whole(evidence: Evidence) -> Iterable[AuditFinding]:
    """A part over its whole is the share that is printed."""
    for share in evidence.quantities.observed():
        part = evidence.quantities.tied(share, DGO.part)
        whole = evidence.quantities.tied(share, DGO.shareOf)
        if part and whole and part.interval and whole.interval and share.interval:
            computed = (part.interval / whole.interval).scaled(_HUNDRED)
            yield _share(evidence, "share-of-whole", share, [part], whole, computed)


def share_of_group(evidence: Evidence) -> Iterable[AuditFinding]:
    """The members of a group together, over the whole, are the share of the group."""
    for share in evidence.quantities.observed():
        whole = evidence.quantities.tied(share, DGO.shareOf)
        if whole is None or whole.interval is None or share.one(DGO.part):
            continue
        for group in sorted(share.many(DGO.refArea)):
            levels = evidence.quantities.member_levels(group, share)
            if len(levels) < 2:  # noqa: PLR2004 - a group has at least two
                continue
            total = levels[0].interval
            for level in levels[1:]:
                total = total + level.interval if total and level.interval else None
            if total:
                computed = (total / whole.interval).scaled(_HUNDRED)
                yield _share(evidence, "share-of-group", share, levels, whole, computed)


def _share(
    evidence: Evidence, check: str, share: Quantity, parts: list[Quantity], whole: Quantity, computed: Interval
) -> AuditFinding:
    say = evidence.speaker
    assert share.interval is not None
    severity = verdict(computed, share.interval)
    texts = []
    for lang in ("zh", "en"):
        numerator = " + ".join(say.printed(q, lang) for q in parts)
        numerator = f"({numerator})" if len(parts) > 1 else numerator
        result = say.number(computed.nominal, UNIT.PERCENT, lang)
        texts.append(f"{numerator} ÷ {say.printed(whole, lang)} × 100 = {result}")
    zh = f"{say.name(share, 'zh')}：{texts[0]}；原文：{say.printed(share, 'zh')}"
    en = f"{say.name(share, 'en')}: {texts[1]}; printed: {say.printed(share, 'en')}"
    if severity == "doubt":
        zh += "。只有把限定词往一头放宽才能成立"
        en += ". It holds only if the hedges are stretched to one side"
    return evidence.finding(check, severity, (share, *parts, whole), zh, en)


def shares_make_a_hundred(evidence: Evidence) -> Iterable[AuditFinding]:
    """Shares of one whole that a passage lists side by side do not exceed a hundred."""
    listed: dict[tuple[object, ...], list[Quantity]] = defaultdict(list)
    for share in evidence.quantities.observed():
        whole = share.one(DGO.shareWhole)
        if share.figure.unit == UNIT.PERCENT and whole and share.figure.value is not None:
            listed[share.sentence, whole, share.one(DGO.indicator), share.one(DGO.refPeriod)].append(share)
    for shares in listed.values():
        if len(shares) < 3:  # noqa: PLR2004 - two shares need not be all there is
            continue
        total = sum((s.figure.value for s in shares if s.figure.value is not None), Decimal(0))
        say = evidence.speaker
        sums = [" + ".join(f"{s.figure.value:f}" for s in shares) + f" = {total:f}"] * 2
        severity = "holds" if total == _HUNDRED else "contradiction" if total > _HUNDRED else "note"
        words = {
            "holds": ("正好为 100%", "exactly 100%"),
            "contradiction": ("超过 100%", "more than 100%"),
            "note": ("不足 100%，其余未说明", "less than 100%; the rest is not told"),
        }[severity]
        yield evidence.finding(
            "shares-make-a-hundred", severity, shares,
            f"{say.name(shares[0], 'zh', industry=False)}各项占比：{sums[0]}，{words[0]}",
            f"shares of the {say.name(shares[0], 'en', industry=False)}: {sums[1]}, {words[1]}",
        )  # fmt: skip


def within_limit(evidence: Evidence) -> Iterable[AuditFinding]:
    """No share, coverage or rate exceeds what its indicator can reach."""
    say = evidence.speaker
    for quantity in evidence.quantities.observed():
        indicator = quantity.one(DGO.indicator)
        limit = evidence.limits.get(indicator) if indicator else None
        if limit is None or quantity.interval is None or quantity.figure.unit != UNIT.PERCENT:
            continue
        beyond = quantity.interval.low is not None and quantity.interval.low > limit
        name = [evidence.words.label(indicator, lang) for lang in ("zh", "en")] if indicator else ["", ""]
        compared = ">" if beyond else "≤"
        zh = f"{name[0]}：{say.printed(quantity, 'zh')} {compared} {limit:f}%"
        en = f"{name[1]}: {say.printed(quantity, 'en')} {compared} {limit:f}%"
        if beyond:
            zh += "。按覆盖户数计算不可能超过 100%，只有按“能力”口径才说得通"
            en += ". As a share of households it cannot exceed 100%; only a count of capability could"
        yield evidence.finding("within-limit", "contradiction" if beyond else "holds", (quantity,), zh, en)
