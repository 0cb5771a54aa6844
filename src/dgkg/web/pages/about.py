"""What this is: version, licences, how to cite it and the report, what is counted, the keys."""

from __future__ import annotations

from collections.abc import Mapping

import dgkg
from dgkg.namespaces import DGO
from dgkg.web.asked import Asked
from dgkg.web.page import Page
from dgkg.web.pages.source import path_of
from dgkg.web.referenced import publishers_of, referenced
from dgkg.web.view import View

__all__ = ["about_page"]

# Beyond so many the page of the sources names them.
MOST_SOURCES = 12


def about_page(view: View, asked: Asked) -> Page:
    """``/about``."""
    return Page("about.html.jinja", view.t("关于", "About"), lambda: _body(view), name="about")


def _body(view: View) -> Mapping[str, object]:
    library = view.kg.words.library
    return {
        "version": dgkg.__version__,
        "own": _own(view),
        "sources": [
            (view.to.page(path_of(s)), view.to.page(f"{path_of(s)}.bib"), s.title[view.lang], referenced(view, s))
            for s in library.sources[:MOST_SOURCES]
        ],
        "further": (view.to.page("/source"), max(0, len(library.sources) - MOST_SOURCES)),
        "counts": _counts(view),
        "pages": _pages(view),
    }


def _own(view: View) -> str:
    """How the licence of the data asks to be cited."""
    joint = view.t("、", ", ")
    read = [
        view.t("《{}》（{}，{}）", "“{}” ({}, {})").format(
            s.title[view.lang], joint.join(view.label(iri) for iri in publishers_of(view, s)), s.issued
        )
        for s in view.kg.words.library.sources[:MOST_SOURCES]
    ]
    if left := len(view.kg.words.library.sources) - len(read):
        read.append(view.t("另外 {} 份来源", "{} sources more").format(left))
    return view.t(
        "dgkg {}：城市数字经济知识图谱，依据{}。数据许可：CC BY 4.0。",
        "dgkg {}, a knowledge graph of a city's digital economy, read from {}. Data: CC BY 4.0.",
    ).format(dgkg.__version__, joint.join(read))


def _counts(view: View) -> list[tuple[str, int, str | None]]:
    """What there is: words, number, and the page that lists it."""
    ontology = view.kg.words.ontology
    kinds = (
        ("Organization", "organization"), ("Place", "place"), ("PolicyDocument", "policy-document"),
        ("Industry", "industry"), ("Figure", "figure"), ("RankingResult", "ranking-result"),
        ("Challenge", "challenge"), ("Intention", "intention"),
    )  # fmt: skip
    rows: list[tuple[str, int, str | None]] = [
        (
            view.t("句（含标题、脚注）", "passages (with headings and footnotes)"),
            len(view.kg.words.library),
            view.to.page("/source"),
        ),
        (view.t("其中有陈述的", "of these, stating something"), view.shared.stating, None),
        (view.t("事物", "things"), len(view.kg.words.gazetteer.types), view.to.page("/t")),
    ]
    for name, path in kinds:
        if found := view.shared.number_of(DGO[name]):
            rows.append((ontology.plural(DGO[name], view.lang), found, view.to.page(f"/t/{path}")))
    rows.append((view.t("问题目录", "questions of the library"), len(view.kg.queries), view.to.page("/q")))
    return rows


def _pages(view: View) -> list[tuple[str | None, str]]:
    """The pages that no other page leads to at once."""
    found = [
        ("/stats", view.t("指标", "indicators")), ("/compare", view.t("两两对照", "two things side by side")),
        ("/path", view.t("两者之间的路线", "routes between two things")),
        ("/schema", view.t("类与关系", "classes and relations")),
        ("/t", view.t("全部类型", "all types")), ("/quality", view.t("核查", "quality")),
    ]  # fmt: skip
    return [(address, name) for path, name in found if (address := view.to.page(path))]
