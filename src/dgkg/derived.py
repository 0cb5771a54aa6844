"""Values that follow from the report's figures and that it does not state.

Each rule gives figures of its own class (``dgo:DerivedFigure``) in its own graph, with the
inputs (``prov:wasDerivedFrom``) and the interval that rounding and hedges leave; nothing
of it mixes into what is stated. ``dgkg derive`` writes them; they are never edited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rdflib import URIRef

from dgkg.interval import Interval
from dgkg.namespaces import DGO, DGS, ID, PREFIXES, compact
from dgkg.quantity import Quantities, Quantity
from dgkg.trig import canonical, parse_text

__all__ = ["RULES", "Derived", "derive", "derived_files", "to_turtle"]

_HUNDRED = Decimal(100)
_YEAR_BEFORE = {ID["period-2023"]: ID["period-2022"], ID["period-2022"]: ID["period-2021"]}
# What a derived figure takes over from the one it is like.
_SAME = (DGO.refArea, DGO.subject, DGO.industry, DGO.population)
_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Derived:
    """A computed value: by which rule, from what, of what."""

    rule: str
    inputs: tuple[Quantity, ...]
    like: Quantity
    indicator: URIRef | None
    unit: URIRef | None
    period: URIRef | None
    interval: Interval
    slug: str

    @property
    def iri(self) -> URIRef:
        """Named by the rule and its first input."""
        return ID[f"derived-{self.rule}-{self.slug}"]


def _slug(*quantities: Quantity) -> str:
    return "-and-".join(compact(q.iri).removeprefix("id:obs-") for q in quantities)


def previous_level(quantities: Quantities) -> Iterable[Derived]:
    """The level a year before, from the level and its growth: ``level / (1 + rate / 100)``."""
    for rate, level in quantities.growth():
        if rate.one(DGO.comparisonBasis) != DGS.yearOnYear or level.interval is None or rate.interval is None:
            continue
        period = _YEAR_BEFORE.get(level.one(DGO.refPeriod) or level.iri)
        if period is None:
            continue  # the same months of the year before have no name in the registry
        yield Derived(
            "previous-level", (level, rate), level, level.one(DGO.indicator), level.one(DGO.unit), period,
            level.interval.grown_from(rate.interval), _slug(level),
        )  # fmt: skip


def level_before_increase(quantities: Quantities) -> Iterable[Derived]:
    """The level before, from the level and the increase: ``level - increase``."""
    for increase in quantities.observed():
        level = quantities.tied(increase, DGO.differenceOf)
        if increase.one(DGO.indicator) != ID["indicator-increase"] or level is None:
            continue
        if level.interval and increase.interval:
            yield Derived(
                "level-before-increase", (level, increase), level, level.one(DGO.indicator), level.one(DGO.unit),
                increase.one(DGO.comparisonPeriod), level.interval - increase.interval, _slug(level),
            )  # fmt: skip


def total_from_share(quantities: Quantities) -> Iterable[Derived]:
    """The whole, from a part and its share: ``part / share * 100``; only where no whole is given."""
    for share in quantities.observed():
        part = quantities.tied(share, DGO.part)
        if part is None or part.interval is None or share.interval is None or share.one(DGO.shareOf):
            continue
        yield Derived(
            "total-from-share", (part, share), part, part.one(DGO.indicator), part.one(DGO.unit),
            part.one(DGO.refPeriod), (part.interval / share.interval).scaled(_HUNDRED), _slug(part),
        )  # fmt: skip


def part_from_share(quantities: Quantities) -> Iterable[Derived]:
    """The part, from the whole and its share: ``whole * share / 100``; only where no part is given."""
    for share in quantities.observed():
        whole = quantities.tied(share, DGO.shareOf)
        if whole is None or whole.interval is None or share.interval is None or share.one(DGO.part):
            continue
        yield Derived(
            "part-from-share", (whole, share), share, whole.one(DGO.indicator), whole.one(DGO.unit),
            whole.one(DGO.refPeriod), (whole.interval * share.interval).scaled(1 / _HUNDRED), _slug(share),
        )  # fmt: skip


def share_of_total(quantities: Quantities) -> Iterable[Derived]:
    """The share of a stated part in its stated total: ``part / total * 100``."""
    for part in quantities.observed():
        total = quantities.tied(part, DGO.partOfTotal)
        if total and part.interval and total.interval and part.one(DGO.unit) == total.one(DGO.unit):
            ratio = (part.interval / total.interval).scaled(_HUNDRED)
            # A part is at most the whole, whatever the rounding leaves open.
            high = min(_HUNDRED, ratio.high) if ratio.high is not None else _HUNDRED
            yield Derived(
                "share-of-total", (part, total), part, None, URIRef(f"{PREFIXES['unit']}PERCENT"),
                part.one(DGO.refPeriod), Interval(ratio.low, high, ratio.nominal), _slug(part),
            )  # fmt: skip


def rest_of_total(quantities: Quantities) -> Iterable[Derived]:
    """What is left of a total without its one stated part: ``total - part``."""
    parts: dict[URIRef, list[Quantity]] = {}
    for part in quantities.observed():
        total = quantities.tied(part, DGO.partOfTotal)
        if total and total.interval and part.one(DGO.unit) == total.one(DGO.unit):
            parts.setdefault(total.iri, []).append(part)
    for iri, found in parts.items():
        total, part = quantities.by_iri[iri], found[0]
        if len(found) == 1 and total.interval and part.interval:
            yield Derived(
                "rest-of-total", (total, part), total, total.one(DGO.indicator), total.one(DGO.unit),
                total.one(DGO.refPeriod), total.interval - part.interval, _slug(part),
            )  # fmt: skip


def sum_of_members(quantities: Quantities) -> Iterable[Derived]:
    """The level of a group, from those of all its members, where a figure of the group asks for it."""
    seen: set[tuple[URIRef, URIRef | None]] = set()
    for figure in quantities.observed():
        for group in sorted(figure.many(DGO.refArea)):
            levels = quantities.member_levels(group, figure)
            if len(levels) < 2 or (group, figure.measures) in seen:  # noqa: PLR2004 - one member is no sum
                continue
            seen.add((group, figure.measures))
            total = levels[0].interval
            for level in levels[1:]:
                total = total + level.interval if total and level.interval else None
            if total:
                yield Derived(
                    "sum-of-members", tuple(levels), figure, figure.measures, levels[0].one(DGO.unit),
                    levels[0].one(DGO.refPeriod), total, _slug(*levels),
                )  # fmt: skip


RULES: Mapping[str, Callable[[Quantities], Iterable[Derived]]] = {
    "level-before-increase": level_before_increase,
    "part-from-share": part_from_share,
    "previous-level": previous_level,
    "rest-of-total": rest_of_total,
    "share-of-total": share_of_total,
    "sum-of-members": sum_of_members,
    "total-from-share": total_from_share,
}


def derive(quantities: Quantities) -> list[Derived]:
    """All derived figures, rule by rule."""
    found = [figure for rule in RULES.values() for figure in rule(quantities)]
    return sorted({figure.iri: figure for figure in found}.values(), key=lambda f: (f.rule, f.iri))


def derived_files(quantities: Quantities) -> dict[str, str]:
    """The derived figures of each rule as canonical TriG, by the name of its file."""
    found = derive(quantities)
    files = {}
    for rule in RULES:
        name = f"{rule}.trig"
        files[name] = canonical(parse_text(to_turtle(f for f in found if f.rule == rule), Path(name)))
    return files


def to_turtle(figures: Iterable[Derived]) -> str:
    """The figures as TriG, one graph a rule (not yet canonical)."""
    lines = [f"@prefix {p}: <{PREFIXES[p]}> ." for p in ("dgo", "dgs", "id", "prov", "rule", "unit")]
    for figure in figures:
        said = [f"a dgo:DerivedFigure ; dgo:rule rule:{figure.rule}"]
        said += [f"prov:wasDerivedFrom {compact(q.iri)}" for q in figure.inputs]
        said += [f"{compact(p)} {compact(v)}" for p in _SAME for v in sorted(figure.like.many(p))]
        for predicate, term in (
            (DGO.indicator, figure.indicator),
            (DGO.unit, figure.unit),
            (DGO.refPeriod, figure.period),
        ):
            said += [f"{compact(predicate)} {compact(term)}"] if term else []
        if figure.rule == "share-of-total" and (measured := figure.like.one(DGO.indicator)):
            said.append(f"dgo:ofIndicator {compact(measured)}")
        for name, number in (
            ("computedValue", figure.interval.nominal),
            ("computedLow", figure.interval.low),
            ("computedHigh", figure.interval.high),
        ):
            said += [f"dgo:{name} {_decimal(number)}"] if number is not None else []
        lines.append(f"rule:{figure.rule} {{ {compact(figure.iri)} {' ; '.join(said)} . }}")
    return "\n".join(lines) + "\n"


def _decimal(number: Decimal) -> str:
    plain = f"{number.quantize(_PLACES) if abs(number) < 10**6 else number.quantize(Decimal(1)):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
