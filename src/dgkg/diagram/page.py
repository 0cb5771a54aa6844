"""Pictures as one HTML file that asks nothing of the network.

A Content-Security-Policy in the page allows only the page's own scripts and styles, by
their hashes; data goes in as JSON that cannot end its block.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import jinja2

from dgkg.diagram.listing import Listing

__all__ = ["picture_page", "read_asset", "render_page", "render_part", "safe_json"]


def picture_page(title: str, svg: str, table: Listing, lang: str, table_id: str) -> str:
    """A page with an SVG and the same content as a table, which has the id that the picture links to."""
    return render_page("picture.html.jinja", lang, title=title, svg=svg, table=table, table_id=table_id)


def render_part(template: str, lang: str, **values: object) -> str:
    """Part of a page from a template of this folder, which escapes the values."""
    return _templates().get_template(template).render(lang=lang, zh=lang == "zh", **values)


def render_page(
    template: str, lang: str, scripts: Sequence[str] = (), styles: Sequence[str] = (), **values: object
) -> str:
    """A page from a template of this folder, with its policy.

    Args:
        template: the file's name.
        lang: of the page.
        scripts: the texts of inline scripts, which alone may run.
        styles: style sheets besides that of every page.
        values: for the template, which escapes them.
    """
    style = "".join([read_asset("page.css"), *styles])
    allowed = " ".join(map(_hash, scripts)) or "'none'"
    # vis-network sets style attributes on its canvas from script: element.style needs no allowance.
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    page = _templates().get_template(template)
    return page.render(lang=lang, zh=lang == "zh", style=style, policy=policy, scripts=scripts, **values) + "\n"


def safe_json(value: object) -> str:
    """JSON that cannot end a script block, whatever is in it."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    table = {
        ord("<"): "\\u003c",
        ord(">"): "\\u003e",
        ord("&"): "\\u0026",
        0x2028: "\\u2028",
        0x2029: "\\u2029",
    }
    return text.translate(table)


@lru_cache
def read_asset(name: str) -> str:
    """A file of this folder."""
    return (files("dgkg.diagram") / "assets" / name).read_text(encoding="utf-8")


@lru_cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(read_asset),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
