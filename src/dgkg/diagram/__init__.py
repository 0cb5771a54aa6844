"""Pictures of the graph: recipes drawn as SVG, and a canvas to walk about in.

A recipe takes the graph and its parameters and gives a :class:`Diagram`; the table below is
the list of them. Same input, same bytes; no file asks anything of the network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from rdflib import URIRef

from dgkg.errors import UsageError
from dgkg.namespaces import DGO
from dgkg.places import write_whole

if TYPE_CHECKING:
    import networkx as nx

    from dgkg.entity import Entity
    from dgkg.trace import Trace
    from dgkg.words import Words

__all__ = ["Diagram", "Drawable", "draw", "recipes"]


class Drawable(Protocol):
    """What a recipe needs of a knowledge graph."""

    words: Words

    def __getitem__(self, name: str) -> Entity: ...
    def trace(self, industry: str) -> Trace:
        """The trace of an industry."""

    def network(self) -> nx.MultiDiGraph[str]:
        """Things and relations."""


@dataclass(frozen=True)
class Diagram:
    """A picture, ready to be saved or shown.

    ``svg`` is empty for a recipe that is a page only; ``html`` is one whole file.
    """

    title: str
    svg: str
    html: str

    def save(self, path: Path | str) -> Path:
        """Write the picture; ``.svg`` or ``.html`` by suffix.

        Raises:
            UsageError: another suffix, or a recipe that has no such form.
            OutputError: the file cannot be written.
        """
        target = Path(path)
        forms = {".svg": self.svg, ".html": self.html}
        content = forms.get(target.suffix.lower())
        if not content:
            known = "、".join(suffix for suffix, text in forms.items() if text)
            raise UsageError(
                f"这幅图不能存为「{target.suffix or target.name}」；可用：{known}",
                f"This picture cannot be saved as “{target.suffix or target.name}”; there is: "
                f"{known.replace('、', ', ')}",
            )
        return write_whole(target, content)

    def __repr__(self) -> str:
        return f"<Diagram {self.title}>"

    def _repr_html_(self) -> str:
        return self.svg or f"<p>{escape(self.title)}</p>"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to draw: the parameter, what it takes, and the function."""

    parameter: str
    summary: tuple[str, str]
    draw: Callable[[Drawable, str, str], Diagram]


def _policy_chain(kg: Drawable, industry: str, lang: str) -> Diagram:
    from dgkg.diagram.page import picture_page
    from dgkg.diagram.policy_chain import draw_policy_chain, table_anchor

    trace = kg.trace(industry)
    if not kg.words.ontology.is_a(kg.words.gazetteer.types[trace.focus], DGO.Concept):
        raise UsageError(
            f"图样 policy-chain 从产业或领域出发；「{industry}」是{kg[industry].type_label('zh')}",
            f"The recipe policy-chain starts from an industry or field; “{industry}” is of the kind "
            f"“{kg[industry].type_label('en')}”",
        )
    title, svg = draw_policy_chain(trace, lang)
    page = picture_page(title, svg, trace.headings(lang), trace.cells(lang), lang, table_anchor(trace))
    return Diagram(title, svg, page)


def _ego(kg: Drawable, focus: str, lang: str) -> Diagram:
    from dgkg.diagram.ego import draw_ego

    thing = kg[focus]
    title, page = draw_ego(kg.network(), kg.words, URIRef(thing.iri), lang)
    return Diagram(title, "", page)


_RECIPES: Mapping[str, Recipe] = {
    "policy-chain": Recipe("industry", ("政策 → 产业 → 企业", "policy → industry → firms"), _policy_chain),
    "ego": Recipe("focus", ("某事物及其周边", "a thing and what is around it"), _ego),
}


def recipes() -> Mapping[str, Recipe]:
    """Every recipe by name."""
    return _RECIPES


def draw(kg: Drawable, recipe: str, lang: str, parameters: Mapping[str, str]) -> Diagram:
    """Draw a picture.

    Raises:
        UsageError: no such recipe, or not its one parameter.
    """
    if recipe not in _RECIPES:
        known = ", ".join(_RECIPES)
        raise UsageError(f"没有图样「{recipe}」；可用：{known}", f"No recipe “{recipe}”; there are: {known}")
    known_recipe = _RECIPES[recipe]
    if set(parameters) != {known_recipe.parameter}:
        raise UsageError(
            f"图样 {recipe} 需要一个参数：{known_recipe.parameter}=…",
            f"The recipe {recipe} takes one parameter: {known_recipe.parameter}=…",
        )
    return known_recipe.draw(kg, parameters[known_recipe.parameter], lang)
