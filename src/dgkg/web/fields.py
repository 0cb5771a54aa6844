"""The fields of a form, made from what a recipe or a question takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from dgkg.diagram import Parameter, Recipe
from dgkg.diagram.recipe import KINDS
from dgkg.diagram.wording import capital
from dgkg.errors import DgkgError
from dgkg.namespaces import DGO, ID
from dgkg.web.view import View

__all__ = ["Field", "example_of", "fields_of", "offered"]

# A list that a browser opens under a field is of use as long as one can look through it.
MOST_OFFERED = 400
_OFFERED: Mapping[str, tuple[str, ...]] = {
    "industry": ("Industry", "Technology", "ApplicationField"),
    "policy": ("PolicyDocument",),
    "firm": ("Company", "CompanyGroup"),
    "place": ("Place",),
    "places": ("Place",),
    "indicator": ("Indicator",),
    "thing": ("Place", "Industry", "PolicyDocument", "Company", "CompanyGroup"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: ``value`` is what was asked, ``hint`` what it could be."""

    name: str
    label: str
    kind: str
    value: str
    hint: str
    choices: tuple[str, ...]
    list_id: str
    is_required: bool


def fields_of(view: View, recipe: Recipe, values: Mapping[str, str]) -> list[Field]:
    """The fields of a recipe's form, filled with the values that it is drawn with."""
    return [_field(view, parameter, values, one_of=recipe.one_of) for parameter in recipe.parameters]


def _field(view: View, parameter: Parameter, values: Mapping[str, str], *, one_of: bool) -> Field:
    value = values.get(parameter.name, "") or parameter.default or ""
    listed = parameter.kind in _OFFERED and not parameter.choices
    return Field(
        parameter.name,
        capital(KINDS[parameter.kind][not view.zh]),
        parameter.kind,
        value,
        example_of(view, parameter),
        parameter.choices,
        f"names-{parameter.kind}" if listed else "",
        parameter.is_required and not one_of,
    )


def example_of(view: View, parameter: Parameter) -> str:
    """A parameter's example, by its name in the reader's language where it is a thing."""
    if parameter.kind not in _OFFERED or parameter.choices:
        return parameter.example
    return view.t("，", ", ").join(_named(view, name) for name in re.split("[,，、]", parameter.example))


def _named(view: View, name: str) -> str:
    try:
        return view.label(view.kg[name.strip()].iri)
    except DgkgError:
        # Another graph than the shipped one: the example is of no use there, and the error will say so.
        return name


def offered(view: View, fields: Iterable[Field]) -> dict[str, Sequence[str]]:
    """The names that fields offer, by the id of their list."""
    return {field.list_id: _names(view, field.kind) for field in fields if field.list_id}


def _names(view: View, kind: str) -> list[str]:
    """Names of the record's own things; classes of code lists are none that anybody would draw."""
    ontology = view.kg.words.ontology
    classes = [DGO[name] for name in _OFFERED[kind]]
    found: list[URIRef] = [
        iri
        for cls, things in view.shared.members.items()
        if any(ontology.is_a([cls], wanted) for wanted in classes)
        for iri in things
        if iri.startswith(str(ID))
    ]
    return sorted({view.label(iri) for iri in found})[:MOST_OFFERED]
