"""Which of the known stretches of a question stand as they are: none over the commas of a list, none within a word."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rdflib import URIRef

from dgkg.ask.items.index import Index
from dgkg.ask.language.lexicon import Match
from dgkg.ask.language.tokens import Token
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["kind_of", "not_over_commas", "without_inner"]

_COMMA = pattern(r"[、;；。?？!！，]|,(?!\d)")
_ENDS = pattern(r"[、;；。?？!！]")
# 「那款贷款，」 is complete; 「出口，金额」 goes on.
_POINTED_AT = pattern(r"[那这该][款个家座项份条支]\w{1,6}$")


def not_over_commas(index: Index, text: str, tokens: Sequence[Token], matches: Sequence[Match]) -> list[Match]:
    """Matches none of which joins two parts of a question, or of a list, to one name.

    「赋能中心、促进中心、服务商」 are three, and 「那款贷款，期限多久」 does not name a term of loans.
    """

    def is_apart(before: Token, after: Token) -> bool:
        between = text[before.end : after.start]
        if _ENDS.search(between):
            return True
        return bool(_COMMA.search(between)) and bool(_POINTED_AT.search(text[: before.end]))

    found: list[Match] = []
    for match in matches:
        here = tokens[match.start : match.end]
        joined = any(is_apart(a, b) for a, b in pairwise(here))
        if not joined or any(_COMMA.search(name) for t in match.things for name in index.lexicon.names.get(t, ())):
            found.append(match)
            continue
        start = match.start
        for place in range(match.start, match.end):
            if place + 1 == match.end or is_apart(tokens[place], tokens[place + 1]):
                piece = index.lexicon.matches(tokens[start : place + 1])
                found += [m._replace(start=m.start + start, end=m.end + start) for m in piece]
                start = place + 1
    return found


def without_inner(tokens: Sequence[Token], matches: Sequence[Match]) -> list[Match]:
    """Matches without small words of one character that stand within a word that nothing knows: 块 in 区块链."""
    taken = {i for m in matches for i in range(m.start, m.end)}

    def is_free(place: int) -> bool:
        return 0 <= place < len(tokens) and place not in taken and tokens[place].is_chinese

    def is_inner(m: Match) -> bool:
        alone = m.end - m.start == 1 and m.says_little and not (m.is_filler or m.things or m.roles)
        return alone and tokens[m.start].is_chinese and is_free(m.start - 1) and is_free(m.end)

    return [m for m in matches if not is_inner(m)]


def kind_of(index: Index, things: frozenset[URIRef]) -> str:
    """What sort of part of a question names some things: ``schema``, ``place``, ``concept`` or ``entity``."""
    types = {cls for t in things for cls in index.words.gazetteer.types.get(t, ())}
    ontology = index.words.ontology
    if any(not index.words.gazetteer.types.get(t) for t in things):
        return "schema"
    if ontology.is_a(types, DGO.Place):
        return "place"
    if ontology.is_a(types, DGO.Concept):
        return "concept"
    return "entity"
