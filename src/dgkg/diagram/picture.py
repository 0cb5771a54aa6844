"""A picture that is drawn, in every form: SVG, PNG, PPTX, one-file HTML, and the same as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

from dgkg.diagram.listing import Listing
from dgkg.diagram.scene import Lead, Scene
from dgkg.errors import UsageError
from dgkg.places import write_whole
from dgkg.source import Citation
from dgkg.table import write_table, xlsx_table

__all__ = ["Diagram", "Listing"]

PNG_WIDTH = 2240


@dataclass(frozen=True)
class Diagram:
    """A picture, ready to be shown or saved.

    Args:
        title: the finding.
        lang: ``zh`` or ``en``.
        scene: what is drawn; ``None`` for a canvas to walk about in, which is a page only.
        listed: makes the same as a table, when somebody asks for it.
        citations: what it rests on, in reading order.
        page: makes the one whole HTML file of a recipe that has its own.
    """

    title: str
    lang: str
    scene: Scene | None
    listed: Callable[[], Listing]
    citations: tuple[Citation, ...]
    page: Callable[[], str] | None = None

    @cached_property
    def table(self) -> Listing:
        """The same as a table."""
        return self.listed()

    @cached_property
    def svg(self) -> str:
        """The picture as it stands alone, passages leading to their citations at its foot; else empty."""
        return self.to_svg()

    def to_svg(self, lead: Lead | None = None) -> str:
        """The picture for a page.

        Args:
            lead: gives the address of a thing's or a passage's page, relative or of the web, or
                ``None`` where there is no such page.
        """
        from dgkg.diagram.svg import render_svg

        return render_svg(self.scene, lead) if self.scene else ""

    @cached_property
    def html(self) -> str:
        """One whole file: the picture and the same as a table."""
        from dgkg.diagram.page import picture_page

        return self.page() if self.page else picture_page(self.title, self.svg, self.table, self.lang, self.table_id)

    @property
    def table_id(self) -> str:
        """The id that a page gives to the table beside the picture: what is folded leads there."""
        return self.scene.anchor("table") if self.scene else "table"

    def png(self, width: int = PNG_WIDTH) -> bytes:
        """The picture in pixels.

        Raises:
            UsageError: no such form, resvg-py is not installed, or no font has Chinese characters.
        """
        from dgkg.diagram.png import render_png

        self._need(".png")
        return render_png(self.svg, width)

    def pptx(self, lead: Lead | None = None) -> bytes:
        """The picture as slides with native shapes.

        Raises:
            UsageError: no such form, or python-pptx is not installed.
        """
        from dgkg.diagram.pptx import render_pptx

        self._need(".pptx")
        assert self.scene is not None
        # As the foot of the picture tells them: with the words of an attached copy.
        told = [item.link.title for item in self.scene.items if item.part == "citations" and item.link]
        return render_pptx(self.scene, told, self.lang, lead)

    def csv(self) -> str:
        """The table, for a spreadsheet."""
        return write_table(self.table.headings, self.table.cells, "csv")

    def xlsx(self) -> bytes:
        """The table as a workbook, with a sheet of the citations.

        Raises:
            UsageError: XlsxWriter is not installed.
        """
        cited = [[c.passage.id, c.text(self.lang), c.quote or ""] for c in self.citations]
        heads = ["编号", "出处", "原文"] if self.lang == "zh" else ["id", "citation", "words"]
        names = ("图中内容", "出处") if self.lang == "zh" else ("picture", "citations")
        return xlsx_table({names[0]: (self.table.headings, self.table.cells), names[1]: (heads, cited)})

    @property
    def forms(self) -> tuple[str, ...]:
        """The suffixes that it can be saved under."""
        drawn = (".svg", ".html", ".png", ".pptx") if self.scene else (".html",)
        return (*drawn, ".csv", ".xlsx")

    def save(self, path: Path | str) -> Path:
        """Write the picture in the form that the suffix names, or its table.

        Raises:
            UsageError: another suffix, a recipe that has no such form, or a tool that is missing.
            OutputError: the file cannot be written.
        """
        target = Path(path)
        suffix = target.suffix.lower()
        self._need(suffix or target.name)
        contents: dict[str, Callable[[], str | bytes]] = {
            ".svg": lambda: self.svg, ".html": lambda: self.html, ".png": self.png, ".pptx": self.pptx,
            ".csv": self.csv, ".xlsx": self.xlsx,
        }  # fmt: skip
        return write_whole(target, contents[suffix]())

    def _need(self, form: str) -> None:
        if form not in self.forms:
            raise UsageError(
                f"这幅图不能存为「{form}」；可用：{'、'.join(self.forms)}",
                f"This picture cannot be saved as “{form}”; there is: {', '.join(self.forms)}",
            )

    def __repr__(self) -> str:
        return f"<Diagram {self.title}>"

    def _repr_html_(self) -> str:
        return self.svg or f"<p>{escape(self.title)}</p>"
