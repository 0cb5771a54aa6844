"""What a recipe is: its name, what it takes, and the function that draws it.

A module of a recipe holds a :class:`Recipe` named ``RECIPE``; ``dgkg.diagram`` lists them. From
parameters with their kinds and defaults, a form can be made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from dgkg.diagram.picture import Diagram
from dgkg.errors import UsageError
from dgkg.namespaces import SOURCE

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import URIRef

    from dgkg.entity import Entity
    from dgkg.passage_graph import PassageGraph
    from dgkg.path import Paths
    from dgkg.quantity import Quantities
    from dgkg.solutions import Solutions
    from dgkg.store import Store
    from dgkg.trace import Trace
    from dgkg.words import Words

__all__ = ["KINDS", "Drawable", "First", "Parameter", "Recipe"]

# What a parameter can take, and so what a form offers for it.
KINDS: Mapping[str, tuple[str, str]] = {
    "thing": ("任何事物", "any thing"),
    "industry": ("产业或领域", "an industry or field"),
    "policy": ("政策", "a policy"),
    "firm": ("企业", "a firm"),
    "place": ("地点或园区", "a place or park"),
    "places": ("若干地点，以逗号分隔", "places, separated by commas"),
    "indicator": ("指标", "an indicator"),
    "number": ("数字", "a number"),
}


class Drawable(Protocol):
    """What recipes need of a knowledge graph."""

    words: Words
    store: Store

    @property
    def chosen(self) -> Sequence[URIRef]:
        """The things that are drawn of a graph too large to be drawn whole, where nothing was named."""

    @property
    def left_out(self) -> int:
        """How many more of their kind there are."""

    @property
    def passages(self) -> Sequence[PassageGraph]:
        """What every passage states, in reading order."""

    @property
    def graphs(self) -> Mapping[URIRef, PassageGraph]:
        """The same by the passage."""

    @property
    def quantities(self) -> Quantities:
        """Every figure, with the ties among them."""

    @property
    def hubs(self) -> Sequence[URIRef]:
        """The things that lead everywhere."""

    def __getitem__(self, name: str) -> Entity: ...
    def resolve(self, name: str, cls: str) -> URIRef:
        """The thing that a name names, which must be of a class (``dgo:Place``) or ``any``."""

    def path(self, a: str, b: str) -> Paths:
        """The routes between two things."""

    def query(self, query: str, **values: object) -> Solutions:
        """The answers to a question of the library."""

    def trace(self, name: str) -> Trace:
        """The trace of an industry, a policy or a firm."""

    def network(self, *, own: bool = True) -> nx.MultiDiGraph[str]:
        """Things and relations; read only where it is not one's own."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a recipe.

    Args:
        name: as it is given.
        kind: what it takes, one of :data:`KINDS`.
        example: a value of the shipped graph that makes a good picture; a form begins with it.
        default: what is taken where it is left out; ``None`` for a parameter that must be given.
        choices: the only values, if there are but a few.
    """

    name: str
    kind: str
    example: str
    default: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def is_required(self) -> bool:
        """Whether it must be given (of alternatives: one of them)."""
        return self.default is None


@dataclass(frozen=True, slots=True)
class First:
    """Which things come first where a graph is too large for all of them to be drawn.

    Args:
        pattern: what a passage states of such a ``?thing``, in SPARQL.
        order: an aggregate over it; the largest come first, and of equal ones those first by IRI.
        most: so many are drawn.
        but: a class whose things are left out.
    """

    pattern: str
    order: str
    most: int
    but: str = ""

    def queries(self) -> tuple[str, str]:
        """The query of the things, and that of how many there are in all."""
        where = f'GRAPH ?g {{ {self.pattern} }} FILTER(STRSTARTS(STR(?g), "{SOURCE}"))'
        # What a thing is, is looked up once a thing, and not once a passage.
        each = f"{{ SELECT ?thing ({self.order} AS ?most) {{ {where} }} GROUP BY ?thing }}"
        kept = f"{each} FILTER NOT EXISTS {{ ?thing a <{self.but}> }}" if self.but else each
        return (
            f"SELECT ?thing {{ {kept} }} ORDER BY DESC(?most) ?thing LIMIT {self.most}",
            f"SELECT (COUNT(?thing) AS ?n) {{ {kept} }}",
        )


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to draw.

    Args:
        name: of the recipe.
        summary: what it shows, in Chinese and English.
        parameters: in the order of a form.
        draw: takes the graph, the values by name (defaults filled in) and the language.
        one_of: the required parameters are alternatives: exactly one is given.
        is_asked: it is drawn from answers to questions, and no passages are read for it.
        about: of a graph too large to be read whole, the things of which the passages are read for it; those that
            its values name where it does not say.
        first: those that are drawn of such a graph where nothing is named.
    """

    name: str
    summary: tuple[str, str]
    parameters: tuple[Parameter, ...]
    draw: Callable[[Drawable, Mapping[str, str], str], Diagram]
    one_of: bool = False
    is_asked: bool = False
    about: Callable[[Drawable, Mapping[str, str]], Sequence[URIRef]] | None = None
    first: First | None = None

    def values(self, given: Mapping[str, str]) -> dict[str, str]:
        """The values to draw with: those given, and the defaults of the others.

        Raises:
            UsageError: a parameter is unknown, missing, or none of its choices.
        """
        names = {p.name for p in self.parameters}
        required = [p.name for p in self.parameters if p.is_required]
        told = [name for name in required if given.get(name)]
        if not set(given) <= names or (len(told) != 1 if self.one_of else len(told) != len(required)):
            raise self._misused()
        for parameter in self.parameters:
            value = given.get(parameter.name) or parameter.default
            if value and parameter.choices and value not in parameter.choices:
                raise UsageError(
                    f"图样 {self.name} 的 {parameter.name} 可为 {'、'.join(parameter.choices)}，不能是「{value}」",
                    f"The recipe {self.name} takes {parameter.name}={', '.join(parameter.choices)}, not “{value}”",
                )
        defaults = {p.name: p.default for p in self.parameters if p.default is not None}
        return defaults | {name: value for name, value in given.items() if value}

    def _misused(self) -> UsageError:
        required = [f"{p.name}=…" for p in self.parameters if p.is_required]
        optional = [f"{p.name}=…" for p in self.parameters if not p.is_required]
        zh = f"图样 {self.name}"
        en = f"The recipe {self.name}"
        if len(required) == 1:
            zh, en = f"{zh} 需要一个参数：{required[0]}", f"{en} takes one parameter: {required[0]}"
        elif self.one_of:
            zh, en = f"{zh} 需要其中一个参数：{'、'.join(required)}", f"{en} takes one of: {', '.join(required)}"
        elif required:
            zh, en = f"{zh} 需要参数：{'、'.join(required)}", f"{en} takes the parameters: {', '.join(required)}"
        elif not optional:
            return UsageError(f"{zh} 不带参数", f"{en} takes no parameter")
        if optional:
            zh, en = f"{zh}；可选：{'、'.join(optional)}", f"{en}; optional: {', '.join(optional)}"
        return UsageError(zh, en)
