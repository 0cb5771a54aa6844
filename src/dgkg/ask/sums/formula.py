"""A worked-out value as SPARQL: the figures that it comes from, read again, and the sum that is made of them.

So a number of an answer's text that nobody printed is in its rows, too, and whoever runs the query
gets it from the same figures. Its rows have the class :data:`dgo:DerivedFigure` for a node: no
sentence states it; its sentences are those of its operands.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from rdflib import RDFS, URIRef

from dgkg.ask.items.search import Found
from dgkg.ask.language.amounts import TIMES
from dgkg.ask.sums.computed import Computed, date_of
from dgkg.namespaces import DGO, DGS
from dgkg.terms import to_sparql

__all__ = ["patterns_of"]

_QUALIFIERS = {
    "about": DGS.about, "over": DGS.moreThan, "under": DGS.lessThan, "least": DGS.atLeast, "most": DGS.atMost,
}  # fmt: skip
_EXPRESSIONS = {
    "rest": "100 - {0}",
    "fold": "1 + {0} / 100",
    "grown": "{0} / (1 + {1} / 100)",
    "increase": "{0} - {0} / (1 + {1} / 100)",
    "whole": "{0} / {1} * 100",
    "part": "{0} * {1} / 100",
    "÷−": "{0} / ({1} - {0}) * 100",
    "÷+": "{0} / ({0} + {1}) * 100",
    "others": "{0} / {1} * 100 - {0}",
    "left": "{0} * (100 - {1}) / 100",
    "−÷": "({0} - {1}) / {0} * 100",
}
# The month of a date such as 2023-04, counted from the year nought.
_MONTHS = "(xsd:integer(SUBSTR(STR({0}), 1, 4)) * 12 + xsd:integer(SUBSTR(STR({0}), 6, 2)))"
_SIGNS = {"+": " + ", "−": " - ", "÷": " / "}
_ROUNDINGS = {ROUND_FLOOR: "FLOOR", ROUND_CEILING: "CEIL"}


def patterns_of(computed: Computed) -> list[str]:
    """The graph patterns that give the rows of a value, and of what is worked out of it in turn."""
    found = list(_patterns(computed))
    return found + (patterns_of(computed.then) if computed.then is not None else [])


def _patterns(computed: Computed) -> Iterator[str]:
    names = [f"?operand{n}" for n in range(1, len(computed.operands) + 1)]
    read = "".join(
        f"    GRAPH {to_sparql(f.page.sentence)} {{ {to_sparql(f.item.node)} {to_sparql(_relation(f))} {name} }}\n"
        for f, name in zip(computed.operands, names, strict=True)
    )
    sentences = " ".join(dict.fromkeys(to_sparql(f.page.sentence) for f in computed.operands))
    told = f"    VALUES ?sentence {{ {sentences} }}\n"
    yield (
        f"{{\n{read}{told}    VALUES (?node ?relation) {{ ({to_sparql(DGO.DerivedFigure)} {to_sparql(DGO.value)}) }}\n"
        f"    BIND ({_expression(computed, names)} AS ?value)\n  }}"
    )
    if computed.span is not None:
        # What it was divided by stands in no sentence.
        divided = f"({to_sparql(DGO.DerivedFigure)} {to_sparql(RDFS.comment)} {computed.span.count})"
        yield f"{{\n{told}    VALUES (?node ?relation ?value) {{ {divided} }}\n  }}"
    if computed.given is not None:
        # What is given stands in no sentence, nor what the rate makes of it.
        told_of = (f"({to_sparql(DGO.DerivedFigure)} {to_sparql(RDFS.comment)} {v:f})" for v in computed.aside)
        yield f"{{\n{told}    VALUES (?node ?relation ?value) {{ {' '.join(told_of)} }}\n  }}"
    about: list[tuple[URIRef, URIRef]] = []
    if computed.unit is not None and computed.unit != TIMES:
        about.append((DGO.unit, computed.unit))
    about += [(DGO.valueQualifier, _QUALIFIERS[word]) for word in computed.hedge.split()]
    if about:
        pairs = " ".join(f"({to_sparql(DGO.DerivedFigure)} {to_sparql(p)} {to_sparql(o)})" for p, o in about)
        yield f"{{\n{told}    VALUES (?node ?relation ?value) {{ {pairs} }}\n  }}"


def _expression(computed: Computed, names: list[str]) -> str:
    if computed.given is not None:
        text = f"{computed.given.value:f} * {names[0]} / 100"
        # What is above the limit is not paid.
        text = f"IF({text} > {names[1]}, {names[1]}, {text})" if len(names) > 1 else text
    elif computed.sign in _EXPRESSIONS:
        text = _EXPRESSIONS[computed.sign].format(*names)
    elif computed.sign == "+÷":
        text = f"({' + '.join(names[:-1])}) / {names[-1]} * 100"
    elif computed.sign == "+−":
        text = f"{' + '.join(names[:-1])} - {names[-1]}"
    elif computed.sign == "−+":
        text = " - ".join(names)
    elif computed.sign == "months":
        text = " - ".join(_MONTHS.format(name) for name in names)
    else:
        spans = [str(computed.span.count)] if computed.span is not None else []
        text = _SIGNS[computed.sign].join([*names, *spans])
        text += " * 100" if computed.is_rate else ""
    step = computed.step
    if not step:
        return text
    rounding = _ROUNDINGS.get(computed.rounding, "ROUND")
    inverse = f"{Decimal(1) / step:f}" if step < 1 else ""
    if inverse:
        return f"{rounding}(({text}) * {inverse}) / {inverse}"
    return f"{rounding}(({text}) / {step:f}) * {step:f}"


def _relation(f: Found) -> URIRef:
    """Where an item has its number: a value, the printed number of a bound, a place in a ranking, or a date."""
    if f.item.kind == "rank":
        return DGO.rank
    if f.item.figure is None and (dated := date_of(f)) is not None:
        return dated[0]
    assert f.item.figure is not None
    return DGO.value if f.item.figure.value is not None else DGO.nominalValue
