"""The rest of a list of which a question names some: 「除了华为，还有谁」 is told by one more of the same list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rdflib import URIRef

from dgkg.ask.fit.asked_value import AskedValue
from dgkg.ask.fit.item_words import wording
from dgkg.ask.items.index import Index, Item
from dgkg.ask.items.search import Found
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import fold
from dgkg.namespaces import DGO
from dgkg.pattern import pattern

__all__ = ["tells_rest"]

_LISTED = {"membership", "recognition", "rank"}
# A group of firms and a firm are bodies, a town and a park places.
_SORTS = (DGO.Organization, DGO.Place)
_TOKEN = pattern(r"[、，,;；/和与及跟]|\band\b|\bor\b|\s{2,}")


def _slots(item: Item) -> Iterable[tuple[object, list[URIRef]]]:
    """The lists that an item is a part of, each with the things that it puts there."""
    data = item.data
    if item.kind == "membership":
        members = [t for t in data.get(DGO.member, ()) if isinstance(t, URIRef)]
        for group in data.get(DGO.memberOf, ()):
            for role in data.get(DGO.role, ()) or (None,):
                yield (group, role), members
    elif item.kind == "recognition":
        for honour in data.get(DGO.honour, ()):
            yield honour, [t for t in data.get(DGO.recipient, ()) if isinstance(t, URIRef)]
    elif item.kind == "rank":
        yield item.kind, [t for t in data.get(DGO.rankedEntity, ()) if isinstance(t, URIRef)]
    else:
        for relation, values in data.items():
            if item.relation in {None, relation}:
                yield (item.node, relation), [t for t in values if isinstance(t, URIRef)]


def tells_rest(index: Index, _question: Question, asked: AskedValue, chosen: Sequence[Found]) -> bool:
    """Of a list whose known members are named in the question, one more is told."""
    tokens = [t.strip() for t in _TOKEN.split(asked.given)]
    tokens = [t for t in tokens if len(t) > 1]

    slots: dict[object, set[URIRef]] = defaultdict(set)
    for f in chosen:
        for slot, things in _slots(f.item):
            slots[slot] |= set(things)
    names = {t: [fold(name) for name in index.lexicon.names.get(t, ())] for things in slots.values() for t in things}
    # Where a body is called just so, its branches (华为, 华为终端) are others.
    called = {name for listed in names.values() for name in listed}
    parts = [t for t in tokens if t not in called]

    def is_given(thing: URIRef) -> bool:
        mine = names[thing]
        if any(t in mine for t in tokens) or any(t in name for t in parts for name in mine):
            return True
        return any(len(name) > 1 and name in asked.given for name in mine)

    listing = {slot for f in chosen if f.item.kind in _LISTED for slot, _ in _slots(f.item)}
    known = {slot: {t for t in things if is_given(t)} for slot, things in slots.items()}
    # A group with its members is a list, of whatever sort they are: firms, fields, a park and a project.
    groups = {slot for f in chosen if f.item.kind == "membership" for slot, _ in _slots(f.item)}
    touched = [(slots[slot], given, slot in groups) for slot, given in known.items() if given]
    if not any(given and (slot in listing or len(tokens) > 1) for slot, given in known.items()):
        texts = [wording(index, f.item) for f in chosen]
        return not any(sum(t in text for t in tokens) > 1 for text in texts)
    is_a, types = index.words.ontology.is_a, index.words.gazetteer.types

    def kinds(thing: URIRef) -> frozenset[URIRef]:
        mine = types.get(thing, frozenset())
        return frozenset(mine) | {cls for cls in _SORTS if is_a(mine, cls)}

    def is_another(thing: URIRef, given: set[URIRef]) -> bool:
        alike = frozenset().union(*map(kinds, given))
        return not is_given(thing) and not alike.isdisjoint(kinds(thing))

    # A name may be written in another way; but of three that are listed three are named already.
    most = max(len(given) for _, given, _ in touched)
    # 「一个是A，另一个呢」 names some in passing: what else it says names nothing.
    named = most if asked.head else len(tokens)
    return any(
        len(things) > named and any(not is_given(t) if is_group else is_another(t, given) for t in things)
        for things, given, is_group in touched if len(given) == most
    )  # fmt: skip
