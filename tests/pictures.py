"""What must hold of every recipe's picture, whatever it shows."""

from __future__ import annotations

import re

from tests.drawings import SVG, bare, texts, title_of


def said(root):
    """All that is written in a picture, without white space: where lines break does not matter."""
    return bare("".join(texts(root)))


def loose_links(root):
    """Links of the picture that lead nowhere, or to an anchor that is neither in it nor its table."""
    ids = {a.get("id") for a in root.iter() if a.get("id")}
    found = []
    for link in root.iter(f"{SVG}a"):
        address = link.get("href", "")
        if address.startswith("https://") or (
            address.startswith("#") and (address[1:] in ids or address.endswith("-table"))
        ):
            continue
        found.append((address, title_of(link)))
    return found


def cited_in(root):
    """The passages that the foot cites, by their ids."""
    rows = [t for t in texts(root) if re.match(r"\[\d+\] ", t)]
    return {re.search(r"\[([\d.]+-[\w-]+)\]", text)[1] for text in rows}
