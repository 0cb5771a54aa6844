"""Which policies are for a field or for one above or below it, kept by a build as a trace shows them.

A field that all cities share has policies by the thousand, of which a trace shows the nearest and tells how many more
there are. A build keeps of each field that number and the nearest, and of the wide fields that a firm is in together
the number alone, for a policy may be for several of them. They stand beside the counts of industries
(:mod:`dgkg.store.counts`); on a store without them :mod:`dgkg.policy_reach` looks for all policies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from heapq import nsmallest

from rdflib import RDF, XSD, Literal, URIRef

from dgkg.namespaces import DGO, ID, SKOS
from dgkg.statement import Statement
from dgkg.store.fields import Links, all_of, fields_of_sets, members, reached, said

__all__ = ["MOST_NEAREST", "count_policies", "held_for"]

# Of each field so many policies are kept: those for the very field first, then by their IRI.
MOST_NEAREST = 50


def held_for(fields: Iterable[str]) -> URIRef:
    """What a build keeps of some fields together."""
    # IRIs of any owner, and any number of them.
    return ID[f"count-policies-{sha256(' '.join(sorted(fields)).encode()).hexdigest()[:20]}"]


def count_policies(links: Links) -> Iterator[Statement]:
    """What is to stand in the graph of counts.

    Args:
        links: reads the store that is counted.
    """
    wide: dict[str, set[str]] = {}
    for field, own, every in _policies(links):
        yield from _held([field], len(every))
        for policy in [*nsmallest(MOST_NEAREST, own), *nsmallest(MOST_NEAREST, every - own)][:MOST_NEAREST]:
            yield Statement(held_for([field]), DGO.nearestPolicy, _address(policy))
        if len(every) > MOST_NEAREST:
            wide[field] = every
    for fields in sorted(map(sorted, _together(links, wide))):
        most, *others = sorted((wide[field] for field in fields), key=len, reverse=True)
        # The largest is not copied.
        yield from _held(fields, len(most) + len(set().union(*others) - most))


def _held(fields: Iterable[str], number: int) -> Iterator[Statement]:
    node = held_for(fields)
    yield Statement(node, RDF.type, DGO.PolicyCount)
    yield Statement(node, DGO.policyCount, Literal(number))
    for field in fields:
        yield Statement(node, DGO.policiesOf, _address(field))


def _address(iri: str) -> Literal:
    """No link, lest a question find what links to a policy here, where nothing is said of it."""
    return Literal(iri, datatype=XSD.anyURI, normalize=False)


def _policies(links: Links) -> Iterator[tuple[str, set[str], set[str]]]:
    """Each field, the policies for itself, and those with the ones for what lies above and below it."""
    policies = all_of(links, DGO.PolicyDocument)
    direct: dict[str, set[str]] = defaultdict(set)
    for policy, field, _ in said(links, DGO.appliesTo):
        if policy in policies:
            direct[field].add(policy)
    above = reached(links, SKOS.broader)
    rolled: dict[str, set[str]] = defaultdict(set)
    for field, own in direct.items():
        for higher in above(field):
            rolled[higher] |= own
    fields = {field for ends in links(SKOS.broader) for field in ends[:2]} | direct.keys()
    for field in sorted(fields):
        around = (direct[one] for one in above(field) if one in direct)
        yield field, direct.get(field, set()), rolled.get(field, set()).union(*around)


def _together(links: Links, wide: Mapping[str, object]) -> set[frozenset[str]]:
    """The wide fields that a firm is in, where it is in several: as the question ``industries-of-firm`` finds them."""
    fields = {field for field, _, _ in links(SKOS.inScheme)}
    industries = fields_of_sets(links)
    found: dict[str, set[str]] = defaultdict(set)
    for field in wide:
        for firm, _, passage in links(DGO.activeIn, field):
            if passage:
                found[firm].add(field)
    for firm, whole, _ in members(links):
        for field in ({whole} & fields | industries.get(whole, set())) & wide.keys():
            found[firm].add(field)
    return {frozenset(several) for several in found.values() if len(several) > 1}
