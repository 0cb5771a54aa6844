"""How long a static site takes: of the shipped graph, and of about 10,000 things.

    python benchmarks/site.py [--firms N]

A thing is whatever has a page of its own (firms, parks, figures, memberships …); every page is
written in two languages. Loading is counted in.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

# With the shipped graph, so many made-up firms, their parks and figures make about 10,000 things.
FIRMS = 3450


def measure(name: str, graph: Path | None, folder: Path) -> None:
    """Write a site once and print what it took."""
    import dgkg
    from dgkg.web.site import write_site

    start = time.perf_counter()
    kg = dgkg.load(graph)
    written = write_site(kg, folder / name)
    seconds = time.perf_counter() - start
    size = sum(path.stat().st_size for path in written.folder.rglob("*") if path.is_file())
    things = len(kg.words.gazetteer.types)
    print(
        f"{name:10} {things:7,} things  {2 * written.pages:7,} pages  {seconds:6.1f} s  "
        f"{size / 1e6:6.1f} MB  zip {written.zip.stat().st_size / 1e6:5.1f} MB"
    )


def main() -> None:
    """Print the table."""
    from synthetic import write

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--firms", type=int, default=FIRMS)
    firms = parser.parse_args().firms
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        measure("shipped", None, folder)
        write(folder / "province.nq", firms=firms)
        measure("synthetic", folder / "province.nq", folder)


if __name__ == "__main__":
    main()
