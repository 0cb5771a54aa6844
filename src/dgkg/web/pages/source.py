"""The sources: what there is, what stands in each, and a chapter passage by passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from dgkg.errors import NotFoundError
from dgkg.source import Passage, Section, Source, reading_key
from dgkg.web.asked import Asked, Moved
from dgkg.web.page import Grid, Page
from dgkg.web.referenced import publishers_of, referenced
from dgkg.web.stated import show_passage
from dgkg.web.view import View

__all__ = ["chapter_page", "chapter_path", "contents_page", "find_source", "passages_of", "path_of", "sources_page"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table of contents: ``depth`` from 0; the numbers are of the section itself."""

    section: Section
    title: str
    address: str | None
    depth: int
    passages: int
    facts: int | None


def sources_page(view: View, asked: Asked) -> Page:
    """``/source``: every document that was read into the graph."""
    library = view.kg.words.library
    rows = [
        (
            view.to.page(path_of(source)),
            source.title[view.lang],
            [(view.thing(iri), view.label(iri)) for iri in publishers_of(view, source)],
            source.issued,
            view.shared.number_of_passages(source),
        )
        for source in library.sources
    ]
    return Page(
        "sources.html.jinja",
        view.t("原文", "Sources"),
        lambda: {"sources": rows, "is_attached": library.is_attached},
        name="sources",
    )


def contents_page(view: View, asked: Asked) -> Page:
    """``/source/<doc>``: the table of contents, chapter by chapter.

    Raises:
        NotFoundError: there is no such source.
    """
    source = find_source(view, asked.parts["doc"])
    passages = passages_of(view, source)
    return Page(
        "contents.html.jinja",
        source.title[view.lang],
        partial(_contents, view, source, passages),
        name=asked.parts["doc"],
        grid=partial(_grid, view, passages),
        bib=lambda: referenced(view, source).bibtex,
    )


def chapter_page(view: View, source: Source, name: str) -> Page:
    """``/source/<doc>/section-<chapter>``: a chapter, passage by passage.

    Raises:
        NotFoundError: there is no such section.
        Moved: it is part of a larger one that has a page.
    """
    notation = name.removeprefix("section-")
    everything = passages_of(view, source)
    known = {p.section.notation: p.section for p in everything}
    if notation not in known:
        raise NotFoundError(name[:100], (), "章节", "section")
    if (path := chapter_path(view, source, known[notation])) != f"{path_of(source)}/{name}":
        raise Moved(path)
    chapter_of = _chapters(view, source)
    passages = [p for p in everything if chapter_of[p.section.notation] == notation]
    chapters = list(dict.fromkeys(chapter_of.values()))
    return Page(
        "chapter.html.jinja",
        known[notation].title[view.lang],
        partial(_chapter, view, source, passages, chapters),
        name=f"{_id(source)}-{notation}",
        grid=partial(_grid, view, passages),
    )


def find_source(view: View, name: str) -> Source:
    """A source by its id.

    Raises:
        NotFoundError: there is none.
    """
    for source in view.kg.words.library.sources:
        if _id(source) == name:
            return source
    raise NotFoundError(name[:100], [_id(s) for s in view.kg.words.library.sources], "原文", "source")


def path_of(source: Source) -> str:
    """The logical path of a source."""
    return f"/source/{_id(source)}"


def passages_of(view: View, source: Source) -> Sequence[Passage]:
    """The passages of one source, in reading order."""
    return view.kg.words.library.passages_of(source)


def chapters_of(passages: Sequence[Passage]) -> Mapping[str, str]:
    """The part that has a page of its own, by the notation of each section, in reading order.

    That is the second level (``2.1``): whole chapters would be too long for a page. What stands
    before it, such as a chapter's heading, goes with its first part.
    """
    notations = list(dict.fromkeys(p.section.notation for p in passages))
    found = {}
    for notation in sorted(notations, key=reading_key):
        inside = sorted((n for n in notations if n.startswith(f"{notation}.")), key=reading_key)
        first = inside[0] if inside and "." not in notation else notation
        found[notation] = ".".join(first.split(".")[:2])
    return found


def chapter_path(view: View, source: Source, section: Section) -> str:
    """Where a section stands: the page of its chapter, at its heading."""
    chapter = _chapters(view, source)[section.notation]
    anchor = "" if section.notation == chapter else f"#section-{section.notation}"
    return f"{path_of(source)}/section-{chapter}{anchor}"


def _chapters(view: View, source: Source) -> Mapping[str, str]:
    """The chapters of a source, worked out once."""
    known = view.shared.chapters
    if source.iri not in known:
        known[source.iri] = chapters_of(passages_of(view, source))
    return known[source.iri]


def _id(source: Source) -> str:
    return source.iri.rpartition("/")[2]


def _contents(view: View, source: Source, passages: Sequence[Passage]) -> Mapping[str, object]:
    by_section: dict[str, list[Passage]] = {}
    for passage in passages:
        by_section.setdefault(passage.section.notation, []).append(passage)
    lines = [
        Line(
            found[0].section,
            found[0].section.title[view.lang],
            view.to.page(chapter_path(view, source, found[0].section)),
            notation.count("."),
            len(found),
            sum(view.shared.stated.get(p.iri, 0) for p in found) if view.shared.is_whole else None,
        )
        for notation, found in sorted(by_section.items(), key=lambda item: reading_key(item[0]))
    ]
    return {
        "source": source,
        "publishers": [(view.thing(iri), view.label(iri)) for iri in publishers_of(view, source)],
        "other_title": source.title["en" if view.zh else "zh"],
        "lines": lines,
        "number": len(passages),
        "entry": referenced(view, source),
        "is_attached": any(p.iri in view.kg.words.library.quotes for p in passages),
        "path": path_of(source),
    }


def _chapter(view: View, source: Source, passages: Sequence[Passage], chapters: Sequence[str]) -> Mapping[str, object]:
    sections: dict[str, tuple[Section, list[object]]] = {}
    for passage in passages:
        sections.setdefault(passage.section.notation, (passage.section, []))[1].append(show_passage(view, passage))
    at = chapters.index(chapters_of(passages)[passages[0].section.notation])
    near = {n: f"{path_of(source)}/section-{chapters[n]}" for n in (at - 1, at + 1) if 0 <= n < len(chapters)}
    return {
        "source": (view.to.page(path_of(source)), source.title[view.lang]),
        "sections": list(sections.values()),
        "is_intention": passages[0].section.is_intention,
        "is_attached": view.kg.words.library.is_attached,
        "previous": view.to.page(near[at - 1]) if at - 1 in near else None,
        "following": view.to.page(near[at + 1]) if at + 1 in near else None,
        "path": f"{path_of(source)}/section-{chapters[at]}",
    }


def _grid(view: View, passages: Sequence[Passage]) -> Grid:
    """One row a fact; a passage that states nothing has a row of its own."""
    rows = []
    for passage in passages:
        shown = show_passage(view, passage)
        head = [passage.id, passage.section.printed, shown.gloss]
        facts = [
            [*head, title, "".join(piece.text for piece in fact.pieces), fact.status]
            for title, found in shown.groups
            for fact in found
        ]
        rows += facts or [[*head, "", "", ""]]
    headings = [
        view.t("编号", "id"), view.t("章节", "section"), view.t("提要", "gloss"), view.t("类别", "kind"),
        view.t("事实", "fact"), view.t("状态", "status"),
    ]  # fmt: skip
    return Grid(headings, rows, [c.text(view.lang) for c in view.cite(p.iri for p in passages)])
