"""A page's data in forms other than HTML."""

from __future__ import annotations

from dgkg.diagram.page import safe_json
from dgkg.export.thing import describe
from dgkg.table import write_table, xlsx_table
from dgkg.web.page import Page
from dgkg.web.view import View

__all__ = ["as_form"]


def as_form(page: Page, view: View, form: str) -> bytes:
    """A page as a file of a form that :meth:`Page.forms` lists.

    Raises:
        UsageError: an optional package for the form is not installed.
    """
    if form in {"html", "bib", "json"}:
        return _text(page, form).encode()
    if form in {"svg", "png", "pptx"}:
        assert page.picture is not None
        drawn = page.picture()
        return drawn.svg.encode() if form == "svg" else drawn.png() if form == "png" else drawn.pptx()
    if form in {"csv", "xlsx"}:
        assert page.grid is not None
        grid = page.grid()
        if form == "csv":
            return write_table(grid.headings, grid.cells, "csv").encode()
        sheets = {"data": (grid.headings, grid.cells), "sources": (["source"], [[s] for s in grid.sources])}
        return xlsx_table(sheets)
    return describe(view.kg.store, page.about, form).encode()


def _text(page: Page, form: str) -> str:
    if form == "json":
        assert page.data is not None
        return safe_json(page.data())
    made = page.whole if form == "html" else page.bib
    assert made is not None
    return made()
