"""Writes the golden solutions: what every question of the library answers, as it stands, on the shipped graph.

    python -m tests.make_golden [QUERY]…

Each file is then read against the report before it is kept: the program can say that an answer changed, never
that it is right.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rdflib import URIRef

import dgkg
from dgkg.namespaces import compact
from dgkg.solutions import Solutions

FOLDER = Path(__file__).parent / "golden"
MOST = 60


def golden(solutions: Solutions) -> str:
    """The solutions as tab-separated text: short ids, plain literals; past 60 rows the first 60 and the count."""

    def cell(term: object) -> str:
        if isinstance(term, URIRef):
            return compact(term)
        return "" if term is None else str(term).replace("\t", " ").replace("\n", " ")

    rows = ["\t".join(map(cell, row)) for row in solutions.table.rows[:MOST]]
    more = [f"# {len(solutions)} rows"] if len(solutions) > MOST else []
    return "\n".join(["\t".join(solutions.variables), *rows, *more]) + "\n"


def main(names: list[str]) -> None:
    kg = dgkg.load()
    FOLDER.mkdir(exist_ok=True)
    known = {query.name for query in kg.queries}
    for name in names or sorted(known):
        (FOLDER / f"{name}.tsv").write_text(golden(kg.query(name)), encoding="utf-8")
    for path in FOLDER.glob("*.tsv"):
        if path.stem not in known:
            path.unlink()


if __name__ == "__main__":
    main(sys.argv[1:])
