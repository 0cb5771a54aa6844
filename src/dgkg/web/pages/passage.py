"""The page of one passage: what it is about, its words, everything it states, and how to cite it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from dgkg.errors import NotFoundError
from dgkg.finding import SEVERITIES
from dgkg.source import Passage, Source
from dgkg.web.asked import Asked
from dgkg.web.excerpt import excerpt
from dgkg.web.page import Grid, Page
from dgkg.web.pages.source import chapter_page, chapter_path, find_source, passages_of, path_of
from dgkg.web.referenced import referenced
from dgkg.web.stated import show_passage
from dgkg.web.view import View

__all__ = ["passage_page"]


def passage_page(view: View, asked: Asked) -> Page:
    """``/source/<doc>/<passage>``; ``section-<notation>`` there leads to a chapter.

    Raises:
        NotFoundError: there is no such source or passage.
        Moved: the section stands on the page of its chapter.
    """
    source, name = find_source(view, asked.parts["doc"]), asked.parts["passage"]
    if name.startswith("section-"):
        return chapter_page(view, source, name)
    passage = view.kg.words.library.passage(f"{source.iri}/{name}")
    if passage is None:
        raise NotFoundError(name[:100], (), "句子", "sentence")
    citation = view.kg.words.library.cite(passage.iri)
    return Page(
        excerpt,
        f"[{passage.id}] {passage.gloss[view.lang]}",
        partial(_body, view, source, passage),
        name=f"{asked.parts['doc']}-{passage.id}",
        grid=partial(_grid, view, passage),
        about=(passage.iri,),
        bib=lambda: referenced(view, source, citation).bibtex,
    )


def _body(view: View, source: Source, passage: Passage) -> Mapping[str, object]:
    citation = view.kg.words.library.cite(passage.iri)
    order = passages_of(view, source)
    at = view.shared.places[passage.iri]
    findings = view.shared.findings.get(passage.iri, ())
    return {
        "shown": show_passage(view, passage),
        "citation": citation.text(view.lang),
        "other_gloss": passage.gloss["en" if view.zh else "zh"],
        "entry": referenced(view, source, citation),
        "source": (view.to.page(path_of(source)), source.title[view.lang]),
        "section": (view.to.page(chapter_path(view, source, passage.section)), passage.section.title[view.lang]),
        "is_intention": passage.section.is_intention,
        "previous": _near(view, order[at - 1]) if at else None,
        "following": _near(view, order[at + 1]) if at + 1 < len(order) else None,
        "doubts": [
            (f.severity, SEVERITIES[f.severity][not view.zh], f.text(view.lang))
            for f in findings
            if f.severity != "holds"
        ],
        "holding": [f.text(view.lang) for f in findings if f.severity == "holds"],
        "path": f"{path_of(source)}/{passage.id}",
    }


def _near(view: View, passage: Passage) -> tuple[str | None, str, str]:
    return view.thing(passage.iri), passage.id, passage.gloss[view.lang]


def _grid(view: View, passage: Passage) -> Grid:
    shown = show_passage(view, passage)
    cells = [
        [title, "".join(piece.text for piece in fact.pieces), fact.status]
        for title, found in shown.groups
        for fact in found
    ]
    headings = [view.t("类别", "kind"), view.t("事实", "fact"), view.t("状态", "status")]
    return Grid(headings, cells, [view.kg.words.citation_text(passage.iri, view.lang)])
