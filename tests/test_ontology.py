"""The words of the ontology: complete in both languages, and read in the right direction."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox
import pytest
from rdflib import URIRef

from dgkg.namespaces import DGO, DGS, ID, PREFIXES, SKOS
from dgkg.ontology import Ontology
from dgkg.places import find_record
from dgkg.trig import parse

RDFS, OWL, RDF = PREFIXES["rdfs"], PREFIXES["owl"], PREFIXES["rdf"]
SCHEMA = PREFIXES["schema"]
LANGUAGES = {"zh", "en"}


def _terms() -> dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]:
    found: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(find_record().ontology / "dgkg.ttl"):
        found[quad.subject.value][quad.predicate.value].append(quad.object)
    return found


TERMS = _terms()


def terms_of(*kinds: str) -> list[str]:
    wanted = {f"{OWL}{kind}" for kind in kinds}
    return sorted(term for term, told in TERMS.items() if wanted & {kind.value for kind in told[f"{RDF}type"]})


def short(iri: str) -> str:
    return iri.rpartition("#")[2]


CLASSES = terms_of("Class")
RELATIONS = terms_of("ObjectProperty")
PROPERTIES = terms_of("ObjectProperty", "DatatypeProperty")


def languages(term: str, predicate: str) -> list[str]:
    """The languages of a wording; one that is white space does not count."""
    return sorted(text.language or "" for text in TERMS[term][predicate] if text.value.strip())


def test_the_first_version_has_its_classes_and_properties():
    # "About 42 classes, 67 properties": the number may grow, never fall far.
    assert len(CLASSES) >= 40
    assert len(PROPERTIES) >= 67
    assert {short(c) for c in CLASSES} >= {
        "Company",
        "IndustrialPark",
        "PolicyDocument",
        "Observation",
        "Recommendation",
        "Cap",
    }
    assert {short(p) for p in RELATIONS} >= {"locatedIn", "activeIn", "memberOf", "proposes", "growthOf"}


@pytest.mark.parametrize("term", CLASSES + PROPERTIES, ids=short)
def test_a_term_has_one_label_and_one_definition_in_each_language_and_an_example(term):
    assert languages(term, f"{RDFS}label") == sorted(LANGUAGES)
    assert languages(term, f"{SKOS}definition") == sorted(LANGUAGES)
    assert [example.value for example in TERMS[term][str(DGO.example)] if example.value.strip()]


@pytest.mark.parametrize("relation", RELATIONS, ids=short)
def test_a_relation_has_words_in_both_directions_and_both_languages(relation):
    assert languages(relation, str(DGO.edgeForward)) == sorted(LANGUAGES)
    assert languages(relation, str(DGO.edgeInverse)) == sorted(LANGUAGES)


@pytest.mark.parametrize("term", PROPERTIES, ids=short)
def test_a_property_has_domain_and_range_or_the_reason_for_none_in_both_languages(term):
    reasoned = set(languages(term, f"{RDFS}comment")) == LANGUAGES
    for side in ("domain", "range"):
        stated = TERMS[term][f"{RDFS}{side}"] or TERMS[term][f"{SCHEMA}{side}Includes"]
        assert stated or reasoned, side


def test_a_relation_reads_otherwise_backwards_unless_it_is_symmetric():
    symmetric = set(terms_of("SymmetricProperty"))
    for relation in set(RELATIONS) - symmetric:
        forward, inverse = ({w.value for w in TERMS[relation][str(p)]} for p in (DGO.edgeForward, DGO.edgeInverse))
        assert not forward & inverse, relation


def test_a_class_and_a_property_never_share_a_name_but_for_case():
    names = [short(term).casefold() for term in set(CLASSES) | set(PROPERTIES)]
    assert len(CLASSES) + len(PROPERTIES) == len(set(CLASSES) | set(PROPERTIES))
    doubled = {name for name in names if names.count(name) > 1}
    # A relation may be named for the class it leads to (dgo:indicator → dgo:Indicator), a class for nothing else.
    assert all({n for n in map(short, CLASSES) if n.casefold() == name} for name in doubled)
    assert len({c.casefold() for c in map(short, CLASSES)}) == len(CLASSES)
    assert len({p.casefold() for p in map(short, PROPERTIES)}) == len(PROPERTIES)


def test_domains_and_ranges_of_our_own_are_classes_that_exist():
    for term in PROPERTIES:
        for name in (f"{RDFS}domain", f"{RDFS}range", f"{SCHEMA}domainIncludes", f"{SCHEMA}rangeIncludes"):
            for cls in TERMS[term][name]:
                assert not cls.value.startswith(str(DGO)) or cls.value in CLASSES, (term, cls.value)


def test_the_shipped_words_are_what_readers_see(kg):
    words = kg.words.ontology
    assert words.edge(DGO.locatedIn, "zh") == "位于"  # 华为 —位于→ 松山湖 (model.md §6)
    assert words.edge(DGO.locatedIn, "en", inverse=True) == "hosts"
    assert DGO.locatedIn in words.fact_properties
    assert DGO.proposes not in words.fact_properties


def test_done_under_way_and_planned_are_drawn_by_different_lines(kg):
    # pictures.md, contract 3, with the codes of domain.md §5.2.
    lines = {
        **dict.fromkeys(("done", "inService", "issued"), "solid"),
        **dict.fromkeys(("underway", "signed", "filed"), "dashed"),
        **dict.fromkeys(("planned", "proposed"), "dotted"),
    }
    assert {code: kg.words.ontology.word(DGS[code], "lineStyle") for code in lines} == lines


# -- a made ontology ---------------------------------------------------------------------------

SMALL = Ontology(
    wording=[
        (DGO.locatedIn, "label", "zh", "位于"),
        (DGO.locatedIn, "label", "en", "located in"),
        (DGO.locatedIn, "edgeForward", "en", "is located in"),
        (DGO.locatedIn, "edgeInverse", "zh", "内有"),
        (DGO.Company, "label", "zh", "企业"),
        (DGO.Company, "label", "en", "company"),
        (DGO.Company, "plural", "", "companies"),
        (DGO.Place, "label", "en", "place"),
        (DGS.proposed, "lineStyle", "", "dotted"),
    ],
    superclasses=[
        (DGO.Company, DGO.Organization),
        (DGO.Organization, DGO.Thing),
        (DGO.Thing, DGO.Organization),  # a circle is data too
        (DGO.Bank, DGO.Company),
        (DGO.Bank, URIRef("https://schema.org/BankOrCreditUnion")),
    ],
    fact_properties=[DGO.locatedIn],
)


@pytest.mark.parametrize(
    ("term", "lang", "label"),
    [
        (DGO.Company, "zh", "企业"),
        (DGO.Company, "en", "company"),
        (DGO.Company, "fr", "企业"),
        (DGO.Place, "zh", "place"),
        (DGO.unnamed, "zh", "dgo:unnamed"),
    ],
)
def test_a_label_falls_back_to_chinese_then_english_then_the_short_name(term, lang, label):
    assert SMALL.label(term, lang) == label


@pytest.mark.parametrize(
    ("lang", "inverse", "words"),
    [("en", False, "is located in"), ("zh", True, "内有"), ("en", True, "内有"), ("zh", False, "is located in")],
)
def test_an_edge_keeps_its_direction_before_its_language(lang, inverse, words):
    assert SMALL.edge(DGO.locatedIn, lang, inverse=inverse) == words


def test_an_edge_without_words_takes_the_label():
    assert SMALL.edge(DGO.Company, "en") == "company"


def test_a_wording_without_a_language_serves_every_language():
    assert SMALL.word(DGS.proposed, "lineStyle") == SMALL.word(DGS.proposed, "lineStyle", "zh") == "dotted"
    assert SMALL.word(DGS.proposed, "symbol") is None


def test_only_english_has_a_plural():
    assert [SMALL.plural(DGO.Company, lang) for lang in ("zh", "en")] == ["企业", "companies"]
    assert SMALL.plural(DGO.Place, "en") == "place"


def test_a_class_is_all_the_classes_above_it_even_in_a_circle():
    assert SMALL.ancestors(DGO.Company) == {DGO.Company, DGO.Organization, DGO.Thing}
    assert len(SMALL.ancestors(DGO.Bank)) == 5, "both of its parents, and theirs"
    assert SMALL.is_a([DGO.Bank], DGO.Organization)
    assert not SMALL.is_a([DGO.Organization], DGO.Company)
    assert not SMALL.is_a([], DGO.Company)


@pytest.mark.parametrize(
    ("given", "specific"),
    [
        ([DGO.Organization, DGO.Bank, DGO.Company], DGO.Bank),
        ([DGO.Place, DGO.Company], DGO.Company),  # unrelated: the first by name
        ([URIRef("https://schema.org/BankOrCreditUnion"), DGO.Company], DGO.Company),
        ([ID.something], None),
        ([], None),
    ],
)
def test_the_most_specific_class_says_what_a_thing_is(given, specific):
    assert SMALL.most_specific(given) == specific
