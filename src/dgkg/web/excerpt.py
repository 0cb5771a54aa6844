"""The middle of the page of a passage as HTML; like :mod:`dgkg.web.portrait` no template, for there are thousands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dgkg.web.markup import attach_note, downloads, escaped, linked, near, quoted, reference, stated_groups
from dgkg.web.page import Page
from dgkg.web.view import View

__all__ = ["excerpt"]


def excerpt(page: Page, view: View, body: Mapping[str, Any]) -> str:
    """Where the passage stands, its words, what it states, and how to cite it."""
    t, to, shown, path = view.t, view.to, body["shown"], body["path"]
    said = f"<h2>{t('原文', 'In its words')}</h2>{quoted(shown.quote)}" if shown.quote else attach_note(t)
    return (
        f"{_heading(view, body)}{_warnings(view, body)}"
        f'<div class="passage{" attached" if shown.quote else ""}" data-passage>\n<div class="said">\n{said}</div>\n'
        f'<div class="states">\n<h2 id="states">{t("陈述", "What it states")} ({shown.number})</h2>\n'
        f"{stated_groups(shown.listed, 'h3', t)}\n</div>\n</div>\n{_holding(view, body)}"
        f'<h2 id="cite">{t("引用此句", "Cite this sentence")}</h2>\n'
        f"{reference(body['entry'], to.page(path + '.bib'), t)}\n"
        f"{downloads(page, to, path, {}, t)}\n{near(body['previous'], body['following'], t)}\n"
    )


def _heading(view: View, body: Mapping[str, Any]) -> str:
    t = view.t
    way = " › ".join(
        [linked(view.to.page("/source"), t("原文", "Sources")), linked(*body["source"]), linked(*body["section"])]
    )
    other = f'<small lang="{t("en", "zh-CN")}">{escaped(body["other_gloss"])}</small>'
    return (
        f'<p class="kind">{way}</p>\n<h1>{escaped(body["shown"].gloss)} {other}</h1>\n'
        f'<p class="where">{escaped(body["citation"])}</p>\n'
    )


def _warnings(view: View, body: Mapping[str, Any]) -> str:
    t, told = view.t, []
    if body["is_intention"]:
        said = t(
            "这一部分都是建议：所说的事尚未发生，不是事实。",
            "Everything in this part is a recommendation: nothing here has happened yet, none of it is a fact.",
        )
        told.append(f'<p class="warning">{said}</p>')
    audit = t("核查：", "Audit: ")
    told += [
        f'<p class="warning"><strong>{audit}{escaped(word)}</strong> {escaped(text)}</p>'
        for _, word, text in body["doubts"]
    ]
    return "".join(told)


def _holding(view: View, body: Mapping[str, Any]) -> str:
    """The checks of the audit that hold, behind a fold."""
    holding = body["holding"]
    if not holding:
        return ""
    said = view.t(f"核查成立 {len(holding)} 项", f"{len(holding)} checks hold")
    listed = "".join([f"<li>{escaped(text)}</li>" for text in holding])
    return f"<details><summary>{said}</summary><ul>{listed}</ul></details>\n"
