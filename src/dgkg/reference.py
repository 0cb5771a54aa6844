"""A passage as an entry of a bibliography: GB/T 7714—2015 and BibTeX.

What a citation in the running text says (:class:`dgkg.source.Citation`) is for a reader of
this graph; what stands here is for the list at the end of somebody else's report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dgkg.source import Citation, Source

__all__ = ["bibtex", "gbt7714"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What BibTeX would read as a command, a comment or the end of a value.
_SPECIAL = re.compile(r"[&%$#_\\{}~^]")
_REPLACED = str.maketrans(
    {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}"}
    | {character: f"\\{character}" for character in "&%$#_{}"}
)


def gbt7714(source: Source, publishers: Sequence[str] = (), citation: Citation | None = None) -> str:
    """A report, or a passage of it, by GB/T 7714—2015 §4.1: a report (``[R]``) whose publisher is its author.

    The source names no place of publication, which the standard (§8.4.1.3) has said so; where
    pages are asked for stands the section, paragraph and sentence.

    Args:
        source: the report.
        publishers: their Chinese names, in the order of the title page; by default that of the source.
        citation: the passage; without it the entry is of the whole report.
    """
    names = ", ".join(publishers or [p["zh"] for p in source.publishers])
    year = source.issued[:4] or "[出版年不详]"
    where = f": {_place(citation)}" if citation else ""
    head = f"{names}. " if names else ""
    return f"{head}{source.title['zh']}[R]. [出版地不详]: {names or '[出版者不详]'}, {year}{where}."


def bibtex(source: Source, publishers: Sequence[str] = (), citation: Citation | None = None) -> str:
    """The same as a BibTeX entry (``@techreport``), with the English title and place in the note."""
    names = list(publishers or [p["zh"] for p in source.publishers])
    identifier = str(source.iri).rpartition("/")[2]
    year, _, month = source.issued.partition("-")
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in names),
        "title": f"{{{_tex(source.title['zh'])}}}",
        "institution": _tex("、".join(names)),
        "year": year,
        "month": _MONTHS[int(month[:2]) - 1] if re.match(r"(0[1-9]|1[0-2])\b", month) else "",
        "note": _tex(_note(source, citation)),
        "language": "chinese",
    }
    key = re.sub(r"[^A-Za-z0-9.:-]", "-", f"{identifier}-{citation.passage.id}" if citation else identifier)
    # A month is one of BibTeX's own names and takes no braces.
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items() if value]
    return f"@techreport{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _place(citation: Citation) -> str:
    """Where the passage stands, without the title that stands before it."""
    return citation.text("zh").partition("》")[2]


def _note(source: Source, citation: Citation | None) -> str:
    english = citation.text("en") if citation else source.title["en"]
    return f"{_place(citation)}; {english}" if citation else english


def _tex(text: str) -> str:
    return text.translate(_REPLACED) if _SPECIAL.search(text) else text
