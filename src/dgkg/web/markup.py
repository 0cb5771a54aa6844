"""The pieces of pages that are written thousands of times: links, facts, citations, cells of tables.

They are functions and no macros of a template, for a macro takes ten times as long and a fact is told
on many pages. Each gives finished HTML, every value in it escaped; templates call them by these names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from dgkg.web.address import Addresses
    from dgkg.web.answered import AnsweredCell
    from dgkg.web.number import Number
    from dgkg.web.page import Page
    from dgkg.web.pages.type_list import Row
    from dgkg.web.referenced import Referenced
    from dgkg.web.stated import Quoted, Stated
    from dgkg.web.view import Told
    from dgkg.web.wording import Piece, Place

__all__ = [
    "answered_rows",
    "attach_note",
    "downloads",
    "escaped",
    "fact_item",
    "fact_items",
    "linked",
    "listed_rows",
    "near",
    "number_items",
    "options",
    "pieces",
    "places",
    "quoted",
    "reference",
    "stated_groups",
    "stated_items",
]

Say = Callable[[str, str], str]
Near = tuple[str, str, str]
_FORMS = {
    "svg": "SVG", "png": "PNG", "pptx": "PPTX", "html": "HTML", "csv": "CSV", "xlsx": "Excel", "bib": "BibTeX",
    "json": "JSON", "ttl": "Turtle", "jsonld": "JSON-LD",
}  # fmt: skip


def escaped(text: object) -> str:
    """A text as it stands in HTML; what is HTML already stays as it is.

    >>> escaped("R&D <2024>")
    'R&amp;D &lt;2024&gt;'
    """
    if type(text) is str:
        # Most texts have nothing to escape: to look is faster than to copy, and for one character after another several
        # times as fast, in all but the shortest texts, as for all of them by a pattern.
        is_plain = "&" not in text and "<" not in text and ">" not in text and '"' not in text and "'" not in text
        return text if is_plain else str(escape(text))
    return text if type(text) is Markup else str(escape(text))


def linked(address: str | None, text: str) -> Markup:
    """A text that leads somewhere, or the text alone."""
    return _done(_linked(address, text))


def fact_items(facts: Iterable[Told]) -> Markup:
    """Facts as items of a list, each with its status and the passage that states it."""
    return _done("".join(map(fact_item, facts)))


def fact_item(told: Told) -> str:
    """A fact as an item of a list, with its status and the passage that states it."""
    plan = " plan" if told.is_intention else ""
    ends = escaped(" ".join(told.others))
    status, cite = _status(told.status, told.line), _cite(told.address, told.place, told.citation)
    return f'<li class="fact {told.line}{plan}" data-ends="{ends}">{escaped(told.text)}{status} {cite}</li>\n'


def stated_items(facts: Iterable[Stated]) -> Markup:
    """Facts as items of a list on the page of their passage, the names in them as links."""
    return _done("".join(map(_stated, facts)))


def number_items(numbers: Iterable[Number], t: Say) -> Markup:
    """Figures as large items of a list."""
    return _done("".join(_number(number, t) for number in numbers))


def stated_groups(groups: Sequence[tuple[str, Markup]], level: str, t: Say) -> Markup:
    """What a passage states, group by group, the items of each being written already."""
    if not groups:
        return _done(f'<p class="note">{t("此处没有陈述。", "Nothing is stated here.")}</p>\n')
    opening, closing = f'<{level} class="group">', f"</{level}>"
    listed = (f'{opening}{escaped(title)}{closing}\n<ul class="facts">{items}</ul>\n' for title, items in groups)
    return _done("".join(listed))


def quoted(parts: Iterable[Quoted]) -> Markup:
    """The words of a passage, names and figures marked."""
    return _done(f'<blockquote class="quote" lang="zh-CN">{"".join(map(_quoted, parts))}</blockquote>\n')


def attach_note(t: Say) -> Markup:
    """What is said where no copy of the source is attached."""
    said = t(
        "本机未附加报告原文，此处只有我们自己的提要。有原文者可附加：",
        "No copy of the report is attached here; what is shown is our own summary. If you have one:",
    )
    return _done(f'<p class="note">{said} <code>dgkg source attach {t("文件", "FILE")}</code></p>\n')


def reference(found: Referenced, download: str | None, t: Say) -> Markup:
    """An entry of a bibliography in both forms, to be copied, and where it can be had as a file."""
    file = f' <a href="{escaped(download)}" download>{t("下载 .bib", "Download .bib")}</a>' if download else ""
    copied = f'<dd><pre class="copied" data-copy="{t("复制", "Copy")}" tabindex="0">'
    return _done(
        f'<dl class="reference">\n<dt>GB/T 7714—2015</dt>{copied}{escaped(found.gbt7714)}</pre></dd>\n'
        f"<dt>BibTeX{file}</dt>{copied}{escaped(found.bibtex)}</pre></dd>\n</dl>\n"
    )


def near(previous: Near | None, following: Near | None, t: Say) -> Markup:
    """The passages before and after one: address, id, gloss."""
    back = next_ = ""
    if previous:
        address, name, gloss = map(escaped, previous)
        back = f'<a href="{address}" rel="prev">← [{name}] {gloss}</a>'
    if following:
        address, name, gloss = map(escaped, following)
        next_ = f'<a href="{address}" rel="next">[{name}] {gloss} →</a>'
    said = t("前后", "Previous and next")
    return _done(f'<nav class="near" aria-label="{said}">\n{back}{next_}</nav>\n')


def pieces(found: Iterable[Piece]) -> Markup:
    """A text whose names lead somewhere."""
    return _done("".join(_linked(piece.address, piece.text) for piece in found))


def places(found: Iterable[Place]) -> Markup:
    """Where something can be read: citations in a row."""
    return _done(" ".join(_cite(place.address, place.short, place.citation) for place in found))


def answered_rows(rows: Iterable[Sequence[AnsweredCell]]) -> Markup:
    """The rows of an answer; the first cell of each is its heading."""
    return _done("".join(f"<tr>{''.join(_cells(row))}</tr>\n" for row in rows))


def listed_rows(
    rows: Iterable[tuple[str | None, Row, Sequence[tuple[str | None, str]]]], columns: Sequence[str]
) -> Markup:
    """The things of a list: where each stands, what is said of it by column, and the first places that speak of it."""
    return _done("".join([_listed(address, row, cited, columns) for address, row, cited in rows]))


def options(names: Iterable[str]) -> Markup:
    """What a field offers while one types."""
    return _done("".join(f'<option value="{escaped(name)}"></option>' for name in names))


def downloads(page: Page, to: Addresses, path: str, query: Mapping[str, object], t: Say) -> Markup:
    """The other forms of a page, as far as there are addresses of them."""
    forms = [form for form in page.forms() if to.page(f"{path}.{form}")] if to.has_forms else []
    if not forms:
        return Markup()
    listed = "".join(f'<a href="{escaped(to.page(f"{path}.{f}", query) or "")}">{_FORMS[f]}</a> ' for f in forms)
    return _done(f'<p class="downloads">{t("下载", "Download")}{t("：", ":")}\n{listed}</p>\n')


def _done(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - every value in it was escaped where it was put in


def _linked(address: str | None, text: str) -> str:
    return f'<a href="{escaped(address)}">{escaped(text)}</a>' if address else escaped(text)


def _cite(address: str | None, place: str, citation: str) -> str:
    if not address:
        return f'<span class="cite">[{escaped(place)}]</span>'
    return f'<a class="cite" href="{escaped(address)}" title="{escaped(citation)}">[{escaped(place)}]</a>'


def _status(status: str, line: str) -> str:
    return f' <span class="status {line}">{escaped(status)}</span>' if status else ""


def _stated(fact: Stated) -> str:
    plan = " plan" if fact.is_intention else ""
    anchor = f' id="{escaped(fact.anchor)}"' if fact.anchor else ""
    ids = f' data-ids="{escaped(fact.ids)}" tabindex="0"' if fact.ids else ""
    text = "".join([_linked(piece.address, piece.text) for piece in fact.pieces])
    return f'<li class="fact {fact.line}{plan}"{anchor}{ids}>{text}{_status(fact.status, fact.line)}</li>\n'


def _quoted(part: Quoted) -> str:
    if not part.kind:
        return escaped(part.text)
    return f'<mark class="{part.kind}" data-ids="{escaped(part.ids)}">{_linked(part.address, part.text)}</mark>'


def _number(n: Number, t: Say) -> str:
    doubt = f' <span class="doubt">{t("存疑", "doubtful")}</span>' if n.is_doubted else ""
    address = f'<a href="{escaped(n.address or "")}" title="{escaped(n.citation)}">'
    note = f"{escaped(n.note)} · " if n.note else ""
    return (
        f'<li class="number {n.line}">{address}<strong>{escaped(n.shown)}</strong>{doubt}</a>\n'
        f'<span>{escaped(n.what)}</span><small>{note}<span class="place">{escaped(n.place)}</span></small></li>\n'
    )


def _listed(address: str | None, row: Row, cited: Sequence[tuple[str | None, str]], columns: Sequence[str]) -> str:
    cells = []
    for column in columns:
        if column == "name":
            cells.append(f'<th scope="row">{_linked(address, row.name)}</th>')
        elif column == "sentences":
            places = "".join([f'<a class="cite" href="{escaped(a)}">[{escaped(place)}]</a> ' for a, place in cited])
            more = len(row.sentences) - len(cited)
            cells.append(f"<td>{places}{f'+{more}' if more else ''}</td>")
        else:
            cells.append(f"<td>{escaped(getattr(row, column))}</td>")
    return f"<tr>\n{''.join(cells)}</tr>\n"


def _cells(row: Sequence[AnsweredCell]) -> Iterable[str]:
    for place, cell in enumerate(row):
        opening, closing = ('th scope="row"', "th") if not place else ("td", "td")
        kind = ' class="n"' if cell.kind == "number" else ""
        yield f"<{opening}{kind}>{_answer(cell) if cell.address else escaped(cell.text)}</{closing}>"


def _answer(cell: AnsweredCell) -> str:
    cite = ' class="cite"' if cell.kind == "citation" else ""
    title = f' title="{escaped(cell.title)}"' if cell.title else ""
    return f'<a href="{escaped(cell.address or "")}"{cite}{title}>{escaped(cell.text)}</a>'
