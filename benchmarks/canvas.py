"""How long the canvas of a thing with a thousand and with five thousand neighbours takes to be drawn in Chromium.

    python benchmarks/canvas.py [NODES ...]

The shipped record, and in one of its passages so many made-up firms at one place; the canvas folds beyond
some seventy things, and here draws them all. The page is the one file that ``dgkg diagram explore`` writes,
opened from the disk: from the start of the navigation until the frame after everything was drawn.
Needs Chromium, its driver and selenium, as the tests in a browser do.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

RUNS = 5
LIMITS = {1000: 1.0, 5000: 3.0}  # seconds at most, by nodes
_FOCUS = "https://w3id.org/dgkg/id/songshan-lake"
_WATCH = """
let ready = false;
Object.defineProperty(window, "graphReady", {
  get: () => ready,
  set: (value) => {
    ready = value;
    requestAnimationFrame(() => requestAnimationFrame(() => { window.drawnAt = performance.now(); }));
  },
});
"""


def page(nodes: int) -> str:
    """The canvas with so many things around its middle, as one file."""
    from rdflib import RDF, Literal, URIRef

    import dgkg
    from dgkg.diagram import layout, neighbourhood
    from dgkg.diagram.explore import walk_around
    from dgkg.namespaces import DGO, ID, SKOS
    from dgkg.statement import Statement

    kg = dgkg.load()
    passage = min(graph.sentence for graph in kg.passages if URIRef(_FOCUS) in graph.nodes)
    statements = []
    for number in range(nodes):
        firm = ID[f"made-firm-{number:05}"]
        statements += [
            Statement(firm, RDF.type, DGO.Company),
            Statement(firm, SKOS.prefLabel, Literal(f"示例企业 {number:05}", lang="zh")),
            Statement(firm, DGO.locatedIn, URIRef(_FOCUS)),
        ]
    neighbourhood.MOST_NEAR = layout.MOST_IN_BLOCK = 10 * nodes
    made = dgkg.KnowledgeGraph(kg.store.extended(passage, statements))
    walk = walk_around(made, URIRef(_FOCUS), "zh")
    assert len(walk.data["nodes"]) >= nodes, len(walk.data["nodes"])
    return walk.page()


def drawn(path: Path) -> list[float]:
    """The seconds that each of several openings took, each in a browser of its own."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    times = []
    for _ in range(RUNS):
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--window-size=1440,860"):
            options.add_argument(flag)
        browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        try:
            browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _WATCH})
            browser.get(path.as_uri())
            while not (at := browser.execute_script("return window.drawnAt")):
                time.sleep(0.05)
            times.append(float(at) / 1000)
        finally:
            browser.quit()
    return times


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("nodes", type=int, nargs="*", default=list(LIMITS))
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    for nodes in parser.parse_args().nodes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "canvas.html"
            path.write_text(page(nodes), encoding="utf-8")
            times = drawn(path)
            limit = f" (at most {LIMITS[nodes]:g})" if nodes in LIMITS else ""
            print(
                f"{nodes:,} nodes  {statistics.median(times):.2f} s{limit}  from {min(times):.2f} to "
                f"{max(times):.2f}  page {path.stat().st_size / 1e6:.1f} MB"
            )


if __name__ == "__main__":
    main()
