"""Pictures of the graph: recipes drawn as scenes, and a canvas to walk about in.

A recipe takes the graph and its parameters and gives a :class:`Diagram`; the table below is
the list of them. Same input, same bytes; no file asks anything of the network. How a recipe
draws is said in :mod:`dgkg.diagram.scene`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module

from dgkg.diagram.picture import Diagram
from dgkg.diagram.recipe import Drawable, Parameter, Recipe
from dgkg.errors import UsageError

__all__ = ["Diagram", "Drawable", "Parameter", "Recipe", "draw", "recipes"]

# The module of each recipe, imported when it is drawn for the first time.
_MODULES = {
    "policy-chain": "policy_chain",
    "trace": "trace_chain",
    "ego": "ego",
    "cluster-cards": "cards",
    "timeline": "timeline",
    "indicator-bars": "bars",
    "path": "route",
    "explore": "explore",
}


@lru_cache
def recipes() -> Mapping[str, Recipe]:
    """Every recipe by name."""
    return {name: _recipe(name) for name in _MODULES}


@lru_cache
def _recipe(name: str) -> Recipe:
    recipe = import_module(f"dgkg.diagram.{_MODULES[name]}").RECIPE
    assert isinstance(recipe, Recipe)
    return recipe


def draw(kg: Drawable, recipe: str, lang: str, parameters: Mapping[str, str]) -> Diagram:
    """Draw a picture.

    Raises:
        UsageError: no such recipe, or not its parameters.
    """
    if recipe not in _MODULES:
        known = ", ".join(_MODULES)
        raise UsageError(f"没有图样「{recipe}」；可用：{known}", f"No recipe “{recipe}”; there are: {known}")
    known_recipe = _recipe(recipe)
    return known_recipe.draw(kg, known_recipe.values(parameters), lang)
