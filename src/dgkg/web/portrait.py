"""The middle of the page of a thing as HTML.

No template: a site has tens of thousands of these pages, and a template takes as long as all that stands in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dgkg.web.markup import downloads, escaped, linked, number_items
from dgkg.web.page import Page
from dgkg.web.view import View

__all__ = ["portrait"]


def portrait(page: Page, view: View, body: Mapping[str, Any]) -> str:
    """Who or what it is, its numbers, its picture, its facts."""
    t, picture, numbers = view.t, body["picture"], body["numbers"]
    figures = f'<ul class="numbers">{number_items(numbers, t)}</ul>' if numbers else ""
    drawn = f'<figure class="picture" tabindex="0" aria-label="{t("关系图", "Diagram")}">{picture}</figure>'
    return (
        f"{_name(page, view, body)}{_notes(view, body)}{figures}{drawn if picture else ''}\n"
        f"{downloads(page, view.to, body['path'], {}, t)}\n{_facts(view, body)}"
    )


def _name(page: Page, view: View, body: Mapping[str, Any]) -> str:
    t, other, aliases, identifiers = view.t, body["other_name"], body["aliases"], body["identifiers"]
    told = f' <small lang="{t("en", "zh-CN")}">{escaped(other)}</small>' if other else ""
    named = f'<p class="kind">{linked(*body["kind"])}</p>\n<h1>{escaped(page.title)}{told}</h1>\n'
    if not (aliases or identifiers):
        return named
    also = t("、", ", ").join(map(escaped, aliases))
    rows = [(t("别名", "Also"), also)] if aliases else []
    rows += [(escaped(scheme), escaped(value)) for scheme, value in identifiers]
    listed = "".join([f"<div><dt>{term}</dt><dd>{value}</dd></div>" for term, value in rows])
    return f'{named}<dl class="names">\n{listed}</dl>\n'


def _notes(view: View, body: Mapping[str, Any]) -> str:
    """What a reader must know before the facts; most things need none."""
    t, note, look_alikes = view.t, body["note"], body["look_alikes"]
    told = f'<p class="note">{escaped(note)}</p>' if note else ""
    if look_alikes:
        unlike = t("、", ", ").join(
            [f"{linked(address, name)} ({escaped(kind)})" for address, name, kind in look_alikes]
        )
        told += f'<p class="note">{t("勿与混淆：", "Not to be confused with: ")}{unlike}</p>'
    audit = t("核查", "Audit")
    return told + "".join(
        [f'<p class="warning"><strong>{audit}</strong> {escaped(warning)}</p>' for warning in body["warnings"]]
    )


def _facts(view: View, body: Mapping[str, Any]) -> str:
    t, unread = view.t, body["unread"]
    told = [f'<h2 id="facts">{t("事实", "Facts")} ({body["number_of_facts"]})</h2>\n']
    if unread:
        said = t(
            f"说到它的句子太多，只读了最前面的；另有至少 {unread} 句未列出。",
            f"Too many passages speak of it to read them all: at least {unread} more are not listed.",
        )
        told.append(f'<p class="note">{said}</p>')
    for title, facts, more in body["groups"]:
        told.append(f'<section><h3>{escaped(title)}</h3>\n<ul class="facts">{"".join(facts)}</ul>\n')
        if more:
            said = t(f"另有 {more} 条，看全部事实", f"{more} more; see all facts")
            told.append(f'<p class="more">{linked(body["every"], said)}</p>')
        told.append("</section>\n")
    if not body["groups"]:
        told.append(f"<p>{t('报告未说明。', 'The report does not say.')}</p>\n")
    return "".join(told)
