"""How many are named in words, where the source names or lists them and gives no number."""

from __future__ import annotations

from dgkg.ask.fit.members import Members
from dgkg.words import Words

__all__ = ["told_count"]


def told_count(words: Words, lang: str, members: Members, marks: str) -> str:
    """The count and the names, an open list as such; ``marks`` are those of the passages that name them."""
    named = list(dict.fromkeys(words.label(t, lang) for t in members.things))
    if lang == "zh":
        more = "（列举以“等”收尾）" if members.is_open else ""
        return f"点名的有{len(named)}个{more}：{'、'.join(named)} {marks}。"
    more = " (an open list)" if members.is_open else ""
    between = "; " if any(", " in name for name in named) else ", "
    return f"{len(named)} are named{more}: {between.join(named)} {marks}."
