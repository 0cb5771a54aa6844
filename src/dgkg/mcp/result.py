"""What a tool gives back: rows with their status and citations, as data and as readable text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

from mcp_types import CallToolResult, ContentBlock, TextContent
from pydantic import BaseModel

from dgkg.source import Citation

__all__ = ["MOST", "Cited", "Found", "Result", "Told"]

MOST = 200
"""Rows that one call gives at the most."""
_CELL = 1000
_TEXT = 40_000
_CITATIONS = 200


class Cited(BaseModel):
    """A citation: the passage's id and IRI, where it stands in words, its own words where a copy is attached."""

    id: str
    iri: str
    text: str
    quote: str


class Found(BaseModel):
    """The structured result of every tool.

    ``status`` is ``found`` or ``nothing`` (for ``ask``: that of the answer); ``rows`` are objects
    whose keys depend on the tool, with ``status`` and ``is_plan`` where something is stated:
    a row with ``is_plan`` is a wish, target, filing or recommendation, never a fact; ``total`` counts
    the rows there are, of which ``rows`` holds the first.
    """

    status: str
    title: str
    answer: str
    rows: list[dict[str, Any]]
    total: int
    citations: list[Cited]
    note: str
    sparql: str


Result = Annotated[CallToolResult, Found]


@dataclass(frozen=True, slots=True)
class Told:
    """What a tool found, before it is bounded and written out."""

    title: str
    rows: Sequence[Mapping[str, Any]]
    citations: Iterable[Citation] = ()
    lang: str = "zh"
    status: str = ""
    answer: str = ""
    note: str = ""
    sparql: str = ""
    more: Sequence[ContentBlock] = field(default=())

    def result(self, most: int = MOST) -> CallToolResult:
        """The result as data and as text; what does not fit is left out and said to be."""
        shown = [{key: _cell(value) for key, value in row.items()} for row in self.rows[: min(most, MOST)]]
        citations = list(self.citations)
        notes = [self.note] if self.note else []
        if len(shown) < len(self.rows):
            notes.append(self._t(f"只列前 {len(shown)} 行，共 {len(self.rows)} 行。",
                                 f"The first {len(shown)} of {len(self.rows)} rows."))  # fmt: skip
        if len(citations) > _CITATIONS:
            notes.append(self._t(f"只列前 {_CITATIONS} 条出处。", f"The first {_CITATIONS} citations."))
        data = Found(
            status=self.status or ("found" if self.rows else "nothing"),
            title=self.title,
            answer=self.answer,
            rows=shown,
            total=len(self.rows),
            citations=[_cited(c, self.lang) for c in citations[:_CITATIONS]],
            note=" ".join(notes),
            sparql=self.sparql,
        )
        text = TextContent(type="text", text=self._text(data))
        return CallToolResult(content=[text, *self.more], structured_content=data.model_dump())

    def _t(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def _text(self, data: Found) -> str:
        lines = [data.title, f"[{data.status}]", ""]
        lines += [data.answer] if data.answer else [_line(row) for row in data.rows]
        if data.citations:
            lines += ["", self._t("出处：", "Citations:")]
            lines += [c.text + (f"\n    {c.quote}" if c.quote else "") for c in data.citations]
        if data.note:
            lines += ["", data.note]
        text = "\n".join(lines)
        cut = self._t("……（已截断）", " … (cut)")
        return text if len(text) <= _TEXT else text[:_TEXT] + cut


def _cited(citation: Citation, lang: str) -> Cited:
    return Cited(
        id=citation.passage.id, iri=str(citation.passage.iri), text=citation.text(lang), quote=citation.quote or ""
    )


def _cell(value: Any) -> Any:
    """A value that JSON knows, bounded."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return [_cell(v) for v in value]
    text = str(value)
    return text if len(text) <= _CELL else f"{text[:_CELL]}…"


def _line(row: Mapping[str, Any]) -> str:
    told = []
    for key, value in row.items():
        if value in ("", None, [], False):
            continue
        told.append(f"{key}: {', '.join(map(str, value)) if isinstance(value, list) else value}")
    return "- " + " | ".join(told)
