"""A hundred thousand rows as a DataFrame: through the library, and from Oxigraph's solutions by hand.

    python benchmarks/frames.py

The frames are the same, cell by cell. Medians of several runs in one process, side by side.
"""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

RUNS = 5
ROWS = 100_000
FIGURES = """PREFIX dgo: <https://w3id.org/dgkg/ontology#>
SELECT ?figure ?indicator ?period ?text ?value ?sentence WHERE {
  GRAPH ?sentence { ?figure dgo:indicator ?indicator ; dgo:refPeriod ?period ; dgo:valueText ?text ; dgo:value ?value }
}"""
NUMBERS = {f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double", "float")}


def main() -> None:
    """Print the table: every term of a row different but for the indicator and the period, then a result that repeats itself."""
    print(f"{ROWS:,} rows × 6 columns; limit: at most 2 × by hand")
    for label, different in (("every figure another", ROWS), ("a hundred figures, told again and again", 100)):
        kg = made_graph(different)
        hand = seconds(lambda: by_hand(kg))
        ours = seconds(lambda: kg.sparql(FIGURES).to_frame(ids=True))
        named = seconds(lambda: kg.sparql(FIGURES).to_frame("zh"))
        assert by_hand(kg).equals(kg.sparql(FIGURES).to_frame(ids=True))
        print(f"{label}: by hand {hand:.3f} s")
        for what, value in (("to_frame(ids=True)", ours), ("to_frame() with names and citations", named)):
            print(f"  {what:38} {value:.3f} s   {value / hand:.2f} ×")


def seconds(action: Callable[[], object]) -> float:
    """The median wall time of an action."""
    times = []
    for _ in range(RUNS):
        gc.collect()
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def made_graph(different: int) -> Any:
    """A graph of made figures, one an indicator, in a thousand sentences."""
    from dgkg.knowledge import KnowledgeGraph
    from dgkg.store import EmbeddedStore

    prefix = (
        "@prefix dgo: <https://w3id.org/dgkg/ontology#> .\n@prefix id: <https://w3id.org/dgkg/id/> .\n"
        "@prefix s: <https://w3id.org/dgkg/source/made-2023/> .\n"
    )
    each = ROWS // 1000
    lines = [prefix]
    for sentence in range(1000):
        lines.append(f"s:1.1-p1-s{sentence} {{")
        for row in range(each):
            number = (sentence * each + row) % different
            lines.append(
                f"id:obs-{number} dgo:indicator id:indicator-{row % 20} ; dgo:refPeriod id:period-{number % 9} ; "
                f'dgo:valueText "{number}.5亿元" ; dgo:value {number}.5 .'
            )
        lines.append("}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.trig"
        path.write_text("\n".join(lines), encoding="utf-8")
        kg = KnowledgeGraph(EmbeddedStore.from_files([path]))
    _ = kg.words.ontology, kg.words.library, kg.words.gazetteer
    return kg


def by_hand(kg: Any) -> Any:
    """The frame that somebody who knows pyoxigraph and pandas writes."""
    import pandas as pd
    import pyoxigraph as ox

    solutions = kg.store._store.query(FIGURES, use_default_graph_as_union=True)  # noqa: SLF001
    names = [variable.value for variable in solutions.variables]
    columns: list[list[object]] = [[] for _ in names]
    for solution in solutions:
        for column, term in zip(columns, solution, strict=True):
            if isinstance(term, ox.Literal) and term.datatype.value in NUMBERS:
                column.append(float(term.value))
            else:
                column.append(None if term is None else term.value)
    return pd.DataFrame(dict(zip(names, columns, strict=True)))


if __name__ == "__main__":
    main()
