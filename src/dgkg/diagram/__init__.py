"""Pictures of the graph: recipes drawn as scenes, and a canvas to walk about in.

A recipe takes the graph and its parameters and gives a :class:`Diagram`; the table below is
the list of them. Same input, same bytes; no file asks anything of the network. How a recipe
draws is said in :mod:`dgkg.diagram.scene`.
"""

from __future__ import annotations

from collections.abc import Mapping

from dgkg.diagram import bars, cards, ego, explore, policy_chain, route, timeline, trace_chain
from dgkg.diagram.picture import Diagram
from dgkg.diagram.recipe import Drawable, Parameter, Recipe
from dgkg.errors import UsageError

__all__ = ["Diagram", "Drawable", "Parameter", "Recipe", "draw", "recipes"]

_RECIPES: Mapping[str, Recipe] = {
    module.RECIPE.name: module.RECIPE
    for module in (policy_chain, trace_chain, ego, cards, timeline, bars, route, explore)
}


def recipes() -> Mapping[str, Recipe]:
    """Every recipe by name."""
    return _RECIPES


def draw(kg: Drawable, recipe: str, lang: str, parameters: Mapping[str, str]) -> Diagram:
    """Draw a picture.

    Raises:
        UsageError: no such recipe, or not its parameters.
    """
    if recipe not in _RECIPES:
        known = ", ".join(_RECIPES)
        raise UsageError(f"没有图样「{recipe}」；可用：{known}", f"No recipe “{recipe}”; there are: {known}")
    known_recipe = _RECIPES[recipe]
    return known_recipe.draw(kg, known_recipe.values(parameters), lang)
