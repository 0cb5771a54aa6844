"""A canvas to walk about in, before it is a page: one file of its own, or a part of a site's page.

Both forms share ``assets/walk.js``, ``walk.css`` and the script of vis-network that pyvis ships.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dgkg.diagram.listing import Listing
from dgkg.diagram.page import read_asset, render_page, render_part, safe_json
from dgkg.diagram.picture import Diagram
from dgkg.source import Citation

__all__ = ["Walk", "vis_network"]

_LINES = (
    ("solid", "", ("已完成、在用或已印发", "done, in service or issued")),
    ("dashed", "6 4", ("推进中、已签约或已申报", "under way, signed or filed")),
    ("dotted", "1.5 4", ("计划、建议、争取或探索", "planned, proposed, sought or explored")),
)


@dataclass(frozen=True)
class Walk:
    """A canvas with its panel and its data, before it is a page.

    Args:
        title: the finding.
        subtitle: what it rests on.
        lang: ``zh`` or ``en``.
        data: what ``walk.js`` draws: ``nodes`` with places, ``lines``, ``facts``, ``citations``.
        legend: the kinds of things, with numbers.
        table: the same as a table.
        citations: in reading order.
    """

    title: str
    subtitle: str
    lang: str
    data: Mapping[str, Any]
    legend: Sequence[Mapping[str, Any]]
    table: Listing
    citations: tuple[Citation, ...]

    def part(self, expand: str = "", walk: str = "") -> str:
        """Canvas, panel and data as HTML for a page that loads ``walk.css``, ``vis_network`` and ``walk.js``.

        Args:
            expand: the address that gives :attr:`data` of another focus as JSON, ``focus=`` to be added;
                without one, the canvas is the whole of its page.
            walk: the address of this page for another focus.
        """
        return render_part(
            "walk_body.html.jinja",
            self.lang,
            title=self.title,
            legend=self.legend,
            lines=[{"dash": dash, "label": label[self.lang != "zh"]} for _, dash, label in _LINES],
            data=safe_json(self.data),
            expand=expand,
            walk=walk,
        )

    def page(self) -> str:
        """The canvas as one whole HTML file."""
        return render_page(
            "walk.html.jinja",
            self.lang,
            scripts=[vis_network(), read_asset("walk.js")],
            styles=[read_asset("walk.css")],
            title=self.title,
            subtitle=self.subtitle,
            table=self.table,
            body=self.part(),
        )

    def diagram(self) -> Diagram:
        """The canvas as a picture that is a page only."""
        return Diagram(self.title, self.lang, None, lambda: self.table, self.citations, self.page)


@lru_cache
def vis_network() -> str:
    """vis-network as pyvis ships it, without the pointer to a source map."""
    # Where it lies is asked without importing it, which costs half a second.
    found = find_spec("pyvis")
    assert found is not None
    assert found.submodule_search_locations
    folder = Path(found.submodule_search_locations[0]) / "templates" / "lib" / "vis-9.1.2"
    script = (folder / "vis-network.min.js").read_text(encoding="utf-8")
    return re.sub(r"\n//# sourceMappingURL=.*", "", script)
