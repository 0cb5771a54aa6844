"""The rows of a question of the library in words: one clause each, with the marks of their passages."""

from __future__ import annotations

from collections import defaultdict

from rdflib import URIRef

from dgkg.ask.telling.wording import one_clause
from dgkg.solutions import SENTENCE, Solutions

__all__ = ["told"]


def told(solutions: Solutions, lang: str) -> str:
    """Rows in words; before them, what was taken for parameters that nobody named.

    Args:
        solutions: rows with a column ``sentence``.
        lang: ``zh`` or ``en``.
    """
    zh = lang == "zh"
    place = solutions.variables.index(SENTENCE)
    heads = [head for n, head in enumerate(solutions.headings(lang)) if n != place]
    rows: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row, cells in zip(solutions.table.rows, solutions.cells(lang), strict=True):
        mark = f"[{str(row[place]).rpartition('/')[2]}]"
        clause = tuple("" if cell is None else str(cell) for n, cell in enumerate(cells) if n != place)
        if mark not in rows[clause]:
            rows[clause].append(mark)
    taken = _assumed(solutions, lang)
    lines = [taken] if taken else []
    for clause, marks in rows.items():
        named = [f"{head}{'：' if zh else ': '}{cell}" for head, cell in zip(heads, clause, strict=True) if cell]
        lines.append(one_clause(("，" if zh else ", ").join(named)) + " " + " ".join(marks) + ("。" if zh else "."))
    return "\n".join(lines)


def _assumed(solutions: Solutions, lang: str) -> str:
    """What was taken for a parameter that the question does not name."""
    words = solutions.words
    taken = []
    for name in solutions.assumed:
        terms = solutions.values.get(name, ())
        values = [words.label(t, lang) if isinstance(t, URIRef) else str(t) for t in terms]
        taken.append(("、" if lang == "zh" else ", ").join(values))
    if not taken:
        return ""
    listed = ("；" if lang == "zh" else "; ").join(taken)
    return f"问题没有点名，这里取{listed}：" if lang == "zh" else f"Nothing was named, so this is taken: {listed}:"
