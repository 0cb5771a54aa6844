"""Growth against levels, increases, and the growth of parts."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from dgkg.checks.evidence import Evidence, verdict
from dgkg.finding import AuditFinding, Speaker
from dgkg.namespaces import DGO, ID
from dgkg.quantity import Quantity

__all__ = ["growth_against_increase", "growth_of_group"]

_HUNDRED = Decimal(100)


def growth_against_increase(evidence: Evidence) -> Iterable[AuditFinding]:
    """An increase over the level before it is the growth that is printed."""
    say, quantities = evidence.speaker, evidence.quantities
    increases = {
        q.one(DGO.differenceOf): q for q in quantities.observed() if q.one(DGO.indicator) == ID["indicator-increase"]
    }
    for rate, level in quantities.growth():
        increase = increases.get(level.iri)
        if increase is None or not (increase.interval and level.interval and rate.interval):
            continue
        computed = (increase.interval / (level.interval - increase.interval)).scaled(_HUNDRED)
        zh, en = (
            f"{say.printed(increase, lang)} ÷ ({say.printed(level, lang)} − {say.printed(increase, lang)}) × 100 = "
            f"{say.number(computed.nominal, rate.figure.unit, lang)}"
            for lang in ("zh", "en")
        )
        yield evidence.finding(
            "growth-against-increase",
            verdict(computed, rate.interval),
            (increase, level, rate),
            f"{say.name(level, 'zh')}：{zh}；原文增速：{say.printed(rate, 'zh')}",
            f"{say.name(level, 'en')}: {en}; printed growth: {say.printed(rate, 'en')}",
        )


def growth_of_group(evidence: Evidence) -> Iterable[AuditFinding]:
    """No member can have been larger, a year before, than the whole group was."""
    say, quantities = evidence.speaker, evidence.quantities
    for rate in quantities.observed():
        if rate.one(DGO.indicator) != ID["indicator-growth-rate"] or rate.interval is None:
            continue
        for group in sorted(rate.many(DGO.refArea)):
            levels = quantities.member_levels(group, rate)
            growth = {level.iri: r for r, level in quantities.growth()}
            known = [level for level in levels if level.iri in growth]
            if len(levels) < 2 or not known:  # noqa: PLR2004 - a group has at least two
                continue
            total = levels[0].interval
            for level in levels[1:]:
                total = total + level.interval if total and level.interval else None
            if total is None:
                continue
            before = total.grown_from(rate.interval)
            for level in known:
                yield _member(evidence, rate, levels, level, growth[level.iri], before.nominal, before.high, say)


def _member(
    evidence: Evidence,
    rate: Quantity,
    levels: list[Quantity],
    level: Quantity,
    own: Quantity,
    before: Decimal,
    most: Decimal | None,
    say: Speaker,
) -> AuditFinding:
    assert level.interval is not None
    assert own.interval is not None
    member = level.interval.grown_from(own.interval)
    too_large = most is not None and member.low is not None and member.low > most
    total = sum((q.interval.nominal for q in levels if q.interval), Decimal(0))
    unit = level.figure.unit
    texts = []
    for lang in ("zh", "en"):
        group = say.name(rate, lang)
        plus = " + ".join(say.printed(q, lang) for q in levels)
        whole = f"({plus}) ÷ (1 + {say.printed(rate, lang)}) = {say.number(before, unit, lang)}"
        part = f"{say.printed(level, lang)} ÷ (1 + {say.printed(own, lang)}) = {say.number(member.nominal, unit, lang)}"
        texts.append((group, whole, part, say.name(level, lang), say.number(total, unit, lang)))
    (group, whole, part, name, sum_zh), (group_en, whole_en, part_en, name_en, sum_en) = texts
    if too_large:
        zh = (
            f"{group}合计 {sum_zh}，按合计增速推上年：{whole}；而其中{name}上年已有：{part}。"
            "部分大于整体，两个增速不能在同一口径下成立"
        )
        en = (
            f"{group_en}: together {sum_en}; the year before by the joint growth: {whole_en}; but {name_en} alone had: "
            f"{part_en}. A part exceeds the whole: the two growth rates cannot hold on one scope"
        )
    else:
        zh = f"{group}：上年合计 {whole}；其中{name} {part}，不超过合计"
        en = f"{group_en}: the year before {whole_en}; of it {name_en} {part_en}, no more than the whole"
    return evidence.finding("growth-of-group", "contradiction" if too_large else "holds", (rate, own, *levels), zh, en)
