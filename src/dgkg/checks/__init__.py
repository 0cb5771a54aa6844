"""The checks of the audit: each looks at one kind of tie among figures, ranks or statements.

A check is a function from an :class:`Evidence` to findings; the table below is the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from dgkg.checks.evidence import Evidence
from dgkg.checks.growth import growth_against_increase, growth_of_group
from dgkg.checks.printed import as_printed, one_unit_an_indicator, rank_as_printed
from dgkg.checks.ranks import rank_order, same_rank_twice
from dgkg.checks.repeats import same_figure_twice
from dgkg.checks.shares import share_of_group, share_of_whole, shares_make_a_hundred, within_limit
from dgkg.checks.statements import missing_section, status_conflict
from dgkg.checks.totals import part_within_total, parts_against_total
from dgkg.finding import AuditFinding

__all__ = ["CHECKS", "Evidence"]

CHECKS: Mapping[str, Callable[[Evidence], Iterable[AuditFinding]]] = {
    "as-printed": as_printed,
    "growth-against-increase": growth_against_increase,
    "growth-of-group": growth_of_group,
    "missing-section": missing_section,
    "one-unit-an-indicator": one_unit_an_indicator,
    "part-within-total": part_within_total,
    "parts-against-total": parts_against_total,
    "rank-as-printed": rank_as_printed,
    "rank-order": rank_order,
    "same-figure-twice": same_figure_twice,
    "same-rank-twice": same_rank_twice,
    "share-of-group": share_of_group,
    "share-of-whole": share_of_whole,
    "shares-make-a-hundred": shares_make_a_hundred,
    "status-conflict": status_conflict,
    "within-limit": within_limit,
}
