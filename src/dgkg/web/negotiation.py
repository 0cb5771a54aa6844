"""Which form of a page a client asks for: by suffix, by ``format=``, or by ``Accept`` (RFC 9110 §12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

__all__ = ["MEDIA_TYPES", "preferred_form", "preferred_language"]

MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "bib": "application/x-bibtex; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json; charset=utf-8",
}
_LONGEST = 2000
_RANGE = re.compile(r"\s*([\w!#$&^.+*-]+/[\w!#$&^.+*-]+|\*)\s*((?:;[^,]*)?)\s*")
_QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)


def preferred_form(
    accept: str | None, forms: Sequence[str], media_types: Mapping[str, str] = MEDIA_TYPES
) -> str | None:
    """The form that a client likes best among those there are, or ``None`` for 406.

    A header that cannot be read counts as none, as for a browser with nothing to say.

    >>> preferred_form("text/turtle;q=0.9, text/html;q=0.5", ["html", "ttl"])
    'ttl'
    >>> preferred_form("image/png", ["html", "ttl"]) is None
    True
    >>> preferred_form(None, ["html", "ttl"])
    'html'
    """
    wanted = _weights(accept)
    if not wanted:
        return forms[0]
    scored = [(_score(wanted, media_types[form].partition(";")[0]), -n, form) for n, form in enumerate(forms)]
    best = max(scored)
    return best[2] if best[0] > 0 else None


def preferred_language(header: str | None, default: str) -> str:
    """``zh`` or ``en`` by ``Accept-Language`` (RFC 9110 §12.5.4).

    >>> preferred_language("en-GB,en;q=0.9,zh;q=0.3", "zh")
    'en'
    """
    best, found = 0.0, default
    for part in (header or "")[:_LONGEST].split(","):
        name, _, rest = part.strip().partition(";")
        quality = _QUALITY.search(f";{rest}")
        weight = float(quality[1]) if quality else 1.0
        lang = name.strip().lower()[:2]
        if lang in {"zh", "en"} and weight > best:
            best, found = weight, lang
    return found


def _weights(accept: str | None) -> list[tuple[str, float]]:
    found = []
    for part in (accept or "")[:_LONGEST].split(","):
        if match := _RANGE.fullmatch(part):
            quality = _QUALITY.search(match[2])
            found.append((match[1].lower(), min(1.0, float(quality[1])) if quality else 1.0))
    return found


def _score(wanted: Sequence[tuple[str, float]], media: str) -> float:
    """The weight of the most specific range that covers a media type."""
    kind = media.partition("/")[0]
    for ranges in ({media}, {f"{kind}/*"}, {"*/*", "*"}):
        weights = [weight for name, weight in wanted if name in ranges]
        if weights:
            return max(weights)
    return 0.0
