"""Cells as RDF literals, in the one spelling of N-Quads; a cell of the wrong kind is an error of its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Context, Decimal
from functools import lru_cache
from types import MappingProxyType

import pyoxigraph as ox

from dgkg.batch.rejection import RowError
from dgkg.namespaces import PREFIXES

__all__ = ["DATATYPES", "literal", "scaled", "text_literal"]

# Digits enough for whatever can be printed; the usual context would round at 28.
_EXACT = Context(prec=400)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)", re.ASCII)


def _is_date(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


# What a mapping may call a kind of value, by the local names of XML Schema; whether a cell is one.
DATATYPES: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {
        "decimal": _NUMBER.fullmatch,
        "integer": re.compile(r"[+-]?\d+", re.ASCII).fullmatch,
        "boolean": re.compile(r"true|false").fullmatch,
        "date": _is_date,
        "gYear": re.compile(r"\d{4}", re.ASCII).fullmatch,
        "gYearMonth": re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII).fullmatch,
    }
)


@lru_cache(maxsize=1 << 14)
def text_literal(text: str, lang: str = "") -> str:
    r"""A text in its language, as N-Quads writes it.

    >>> print(text_literal('甲"电子', "zh"))
    "甲\"电子"@zh
    """
    return f"{ox.Literal(text)}{f'@{lang}' if lang else ''}"


def literal(cell: str, datatype: str) -> str:
    """A value of a datatype of XML Schema, as N-Quads writes it.

    Raises:
        RowError: the cell is no such value.
    """
    if not DATATYPES[datatype](cell):
        raise RowError(f"「{cell}」不是 {datatype}", f"“{cell}” is no {datatype}")
    return f'"{cell}"^^<{PREFIXES["xsd"]}{datatype}>'


def scaled(cell: str, factor: str) -> str:
    """A number in base units: what is printed, times what its unit stands for.

    Raises:
        RowError: one of them is no number.

    Example:
        >>> scaled("463.4", "100000000")
        '46340000000'
        >>> scaled("12.50", "0.1")
        '1.25'
    """
    for number in (cell, factor):
        if not _NUMBER.fullmatch(number):
            raise RowError(f"「{number}」不是数", f"“{number}” is no number")
    product = f"{_EXACT.multiply(Decimal(cell), Decimal(factor)):f}"
    return product.rstrip("0").rstrip(".") if "." in product else product
