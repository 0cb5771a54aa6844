"""Search: by name, alias, id, pinyin, initials, part or slip; each hit says why it is one."""

from __future__ import annotations

from collections import defaultdict

from dgkg.gazetteer import Hit, fold
from dgkg.web.asked import Asked
from dgkg.web.outright import outright
from dgkg.web.page import Grid, Page
from dgkg.web.view import View

__all__ = ["REASONS", "search_page"]

MOST = 60
REASONS = {
    "id": ("编号", "id"), "name": ("", ""), "alias": ("又名", "also called"), "hidden": ("检索词", "search word"),
    "pinyin": ("拼音", "pinyin"), "initials": ("拼音首字母", "pinyin initials"), "prefix": ("", ""),
    "part": ("", ""), "typo": ("近似", "close to"),
}  # fmt: skip


def search_page(view: View, asked: Asked) -> Page:
    """``/search?q=``: the one thing of that name and what is asked about it; hits by type, the best hit's first."""
    text = asked.text("q")
    hits = view.kg.find(text) if text else []
    groups: dict[str, list[tuple[str | None, str, str, str]]] = defaultdict(list)
    for hit in hits[:MOST]:
        title = view.type_label(hit.iri)
        why = _why(view, hit, text)
        groups[title].append((view.thing(hit.iri), view.label(hit.iri), view.other_label(hit.iri), why))
    found = outright(view, text) if hits else None
    body: dict[str, object] = {
        "query": text, "groups": dict(groups), "count": len(hits), "more": max(0, len(hits) - MOST),
        "outright": found,
        "why": next((_why(view, hit, text) for hit in hits if found and hit.iri == found.iri), ""),
    }  # fmt: skip
    title = view.t(f"搜索：{text}", f"Search: {text}") if text else view.t("搜索", "Search")
    headings = [
        view.t("名称", "name"),
        view.t("英文名", "Chinese name"),
        view.t("类型", "type"),
        view.t("匹配", "match"),
    ]

    def grid() -> Grid:
        return Grid(
            headings,
            [[view.label(h.iri), view.other_label(h.iri), view.type_label(h.iri), _why(view, h, text)] for h in hits],
        )

    return Page("search.html.jinja", title, lambda: body, name="search", grid=grid)


def _why(view: View, hit: Hit, text: str) -> str:
    """Why something is a hit, where its name does not show it."""
    reason = hit.reason
    names = {fold(name.text): name for name in reversed(view.kg.words.gazetteer.names(hit.iri))}
    name = names.get(fold(hit.matched))
    shown = any(fold(text) in plain for plain, each in names.items() if each.kind == "pref")
    if name is not None and not shown and reason in {"prefix", "part"}:
        reason = "alias" if name.kind == "alt" else "hidden"
    word = REASONS[reason][not view.zh]
    return f"{word}{view.t('：', ': ')}{name.text if name else hit.matched}" if word else ""
