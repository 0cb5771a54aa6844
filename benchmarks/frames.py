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
    """Print the table."""
    kg = made_graph()
    assert by_hand(kg).equals(kg.sparql(FIGURES).to_frame(ids=True))
    assert by_hand(kg, "zh").equals(kg.sparql(FIGURES).to_frame("zh"))
    actions: dict[str, Callable[[], object]] = {
        "by hand": lambda: by_hand(kg),
        "query(…).to_frame(ids=True)": lambda: kg.sparql(FIGURES).to_frame(ids=True),
        "by hand, with names and citations": lambda: by_hand(kg, "zh"),
        "query(…).to_frame(), names and citations": lambda: kg.sparql(FIGURES).to_frame("zh"),
    }
    times: dict[str, list[float]] = {what: [] for what in actions}
    # In turns, so that what else the machine does meets all alike.
    for _ in range(RUNS):
        for what, action in actions.items():
            gc.collect()
            start = time.perf_counter()
            action()
            times[what].append(time.perf_counter() - start)
    print(f"{ROWS:,} rows × 6 columns; limit: at most 2 × the same frame by hand")
    hand = 0.0
    for what, measured in times.items():
        value = statistics.median(measured)
        hand = value if what.startswith("by hand") else hand
        print(f"  {what:42} {value:.3f} s   {value / hand:.2f} ×")


def made_graph() -> Any:
    """A graph of made figures, every one another, in a thousand sentences."""
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
            number = sentence * each + row
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


def by_hand(kg: Any, lang: str = "") -> Any:
    """The frame that somebody who knows pyoxigraph and pandas writes."""
    import pandas as pd
    import pyoxigraph as ox
    from rdflib import URIRef

    solutions = kg.store._store.query(FIGURES, use_default_graph_as_union=True)  # noqa: SLF001
    names = [variable.value for variable in solutions.variables]
    columns: list[list[object]] = [[] for _ in names]
    for solution in solutions:
        for column, term in zip(columns, solution, strict=True):
            if isinstance(term, ox.Literal) and term.datatype.value in NUMBERS:
                column.append(float(term.value))
            else:
                column.append(None if term is None else term.value)
    frame = pd.DataFrame(dict(zip(names, columns, strict=True)))
    if not lang:
        return frame
    passages = {iri: URIRef(iri) for iri in set(frame["sentence"])}
    citations = frame["sentence"].map({iri: kg.words.citation_text(of, lang) for iri, of in passages.items()})
    for name in ("figure", "indicator", "period"):
        frame[name] = frame[name].map({iri: kg.words.label(URIRef(iri), lang) for iri in set(frame[name])})
    frame["sentence"] = frame["sentence"].map({iri: iri.rpartition("/")[2] for iri in passages})
    return frame.assign(citation=citations)


if __name__ == "__main__":
    main()
