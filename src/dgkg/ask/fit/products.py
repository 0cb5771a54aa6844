"""Whether a number that is told is of the product that a question names, where nothing knows that product."""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.items.search import COVERED, Found
from dgkg.ask.language.question import Question
from dgkg.namespaces import DGO

__all__ = ["is_of_the_product"]

_NAMING = 0.5
_PRODUCTS = (DGO.ProductType, DGO.Product)


def is_of_the_product(index: Index, question: Question, chosen: Sequence[Found]) -> bool:
    """Whether no number is of a product that nobody asked about, in the place of one that is unknown.

    「平板电脑的自主品牌出口占比」: what is printed of laptops is none of it.
    """
    numbers = [f for f in chosen if f.is_number]
    if not numbers or not chosen[0].is_number or question.doubts or question.has_parts or question.numbers:
        return True
    strange = [
        n for n, u in enumerate(question.units)
        if u.kind == "word" and not u.is_known and u.weight >= _NAMING and all(f.covered[n] < COVERED for f in chosen)
    ]  # fmt: skip
    if not strange:
        return True
    types, is_a = index.words.gazetteer.types, index.words.ontology.is_a
    asked = {t for u in question.units for t in u.things}

    def is_of_another(f: Found) -> bool:
        of = {t for values in f.item.data.values() for t in values if isinstance(t, URIRef)} - asked
        return any(is_a(types.get(t, ()), cls) for t in of for cls in _PRODUCTS)

    return not all(map(is_of_another, numbers))
