"""The trace of a policy, a firm or an industry as a picture: the policy chain from any of its ends.

What is stated, what is reached through the tree of industries and what is inferred from nothing but
a shared industry are told apart by marks on the lines, as in the table by words.
"""

from __future__ import annotations

from collections.abc import Mapping

from dgkg.diagram.picture import Diagram
from dgkg.diagram.policy_chain import picture_of
from dgkg.diagram.recipe import Drawable, Parameter, Recipe

__all__ = ["RECIPE"]


def draw_trace(kg: Drawable, values: Mapping[str, str], lang: str) -> Diagram:
    """The picture of a trace.

    Raises:
        UsageError: the focus is no industry, policy or firm.
    """
    return picture_of(kg.trace(values["focus"]), lang)


RECIPE = Recipe(
    "trace",
    ("从政策、企业或产业出发的追溯", "the trace of a policy, a firm or an industry"),
    (Parameter("focus", "thing", "利扬芯片"),),
    draw_trace,
    is_asked=True,
)
