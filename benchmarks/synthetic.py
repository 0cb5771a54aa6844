"""A made-up province in the model of the record: cities × parks × firms × policies × figures, a graph a sentence.

    python benchmarks/synthetic.py OUT.nq [--entities N | --quads N]

The same number gives the same bytes. The file also holds the shipped ontology and record, so that
``dgkg --graph OUT.nq`` opens it with every word and code. Names are plainly made up (``示例企业 0042``).
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

ID, DGO, DGS = "https://w3id.org/dgkg/id/", "https://w3id.org/dgkg/ontology#", "https://w3id.org/dgkg/scheme/"
SOURCE = "https://w3id.org/dgkg/source/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SKOS, DCT = "http://www.w3.org/2004/02/skos/core#", "http://purl.org/dc/terms/"
XSD, UNIT = "http://www.w3.org/2001/XMLSchema#", "http://qudt.org/vocab/unit/"
INDUSTRIES = ("semiconductors-and-ic", "artificial-intelligence", "industrial-software", "smart-mobile-terminals")
FIRMS_PER_PARK, PARKS_PER_CITY, POLICIES_PER_CITY = 20, 12, 6


def province(firms: int) -> Iterator[str]:
    """The statements of so many firms with their parks, cities, policies, figures and sentences, as N-Quads lines."""
    chance = random.Random(20231231)
    parks = -(-firms // FIRMS_PER_PARK)
    for city in range(-(-parks // PARKS_PER_CITY)):
        yield from _city(city)
    for park in range(parks):
        yield from _park(park)
    for firm in range(firms):
        yield from _firm(firm, chance)


def shipped() -> Iterator[str]:
    """The shipped ontology and record, as N-Quads lines."""
    from dgkg.places import find_record
    from dgkg.trig import merged, serialize

    yield from serialize(merged(find_record().files()), "nq").decode().splitlines()


def _city(n: int) -> Iterator[str]:
    city, doc = f"{ID}made-city-{n:04}", f"{SOURCE}made-{n:04}"
    yield from _names(city, "AdministrativeDivision", f"示例城市 {n:04}", f"Made-up City {n:04}")
    yield _line(city, DGO + "partOfPlace", f"<{ID}guangdong>")
    section = f"{doc}/section-1"
    yield _line(doc, RDF_TYPE, f"<{DGO}Source>")
    yield _line(doc, DCT + "identifier", f'"made-{n:04}"')
    yield _line(doc, DCT + "issued", f'"2024"^^<{XSD}gYear>')
    yield _line(doc, DCT + "publisher", f"<{ID}caict>")
    yield from _both(doc, DCT + "title", f"示例城市 {n:04} 报告", f"Report on Made-up City {n:04}")
    yield _line(section, RDF_TYPE, f"<{DGO}Section>")
    yield _line(section, DCT + "isPartOf", f"<{doc}>")
    yield from _both(section, DCT + "title", "一、示例", "Examples")
    yield _line(section, DGO + "mood", f"<{DGS}indicative>")
    yield _line(section, DGO + "position", f'"1"^^<{XSD}integer>')
    yield _line(section, SKOS + "notation", '"1"')
    for p in range(POLICIES_PER_CITY):
        policy, sentence = f"{ID}made-policy-{n:04}-{p}", f"{doc}/1-p1-s{p + 1}"
        yield from _names(policy, "PolicyDocument", f"示例政策 {n:04}-{p}", f"Made-up Policy {n:04}-{p}")
        yield from _sentence(sentence, section, 1, p + 1, p + 1)
        yield _line(policy, DGO + "appliesTo", f"<{ID}{INDUSTRIES[p % len(INDUSTRIES)]}>", sentence)
        yield _line(policy, DGO + "realization", f"<{DGS}issued>", sentence)


def _park(n: int) -> Iterator[str]:
    park, city = f"{ID}made-park-{n:05}", n // PARKS_PER_CITY
    sentence = f"{SOURCE}made-{city:04}/1-p2-s{n % PARKS_PER_CITY + 1}"
    yield from _names(park, "IndustrialPark", f"示例园区 {n:05}", f"Made-up Park {n:05}")
    yield from _sentence(
        sentence, f"{SOURCE}made-{city:04}/section-1", 2, n % PARKS_PER_CITY + 1, 100 + n % PARKS_PER_CITY
    )
    yield _line(park, DGO + "locatedIn", f"<{ID}made-city-{city:04}>", sentence)


def _firm(n: int, chance: random.Random) -> Iterator[str]:
    firm, park = f"{ID}made-firm-{n:07}", n // FIRMS_PER_PARK
    city = park // PARKS_PER_CITY
    order = n % (FIRMS_PER_PARK * PARKS_PER_CITY)
    sentence = f"{SOURCE}made-{city:04}/1-p3-s{order + 1}"
    yield from _names(firm, "Company", f"示例企业 {n:07}", f"Made-up Firm {n:07}")
    yield from _sentence(sentence, f"{SOURCE}made-{city:04}/section-1", 3, order + 1, 1000 + order)
    yield _line(firm, DGO + "locatedIn", f"<{ID}made-park-{park:05}>", sentence)
    yield _line(firm, DGO + "activeIn", f"<{ID}{INDUSTRIES[n % len(INDUSTRIES)]}>", sentence)
    figure, value = f"{ID}made-obs-{n:07}", chance.randrange(1, 900) * 10_000_000
    for predicate, term in (
        (RDF_TYPE, f"<{DGO}Observation>"),
        (DGO + "accumulation", f"<{DGS}flow>"),
        (DGO + "indicator", f"<{ID}indicator-operating-revenue>"),
        (DGO + "subject", f"<{firm}>"),
        (DGO + "refPeriod", f"<{ID}period-2023>"),
        (DGO + "unit", f"<{UNIT}CCY_CNY>"),
        (DGO + "value", f'"{value}"^^<{XSD}decimal>'),
        (
            DGO + "valueText",
            f'"{value // 100_000_000}亿元"' if value % 100_000_000 == 0 else f'"{value // 10_000}万元"',
        ),
    ):
        yield _line(figure, predicate, term, sentence)


def _sentence(sentence: str, section: str, paragraph: int, ordinal: int, position: int) -> Iterator[str]:
    yield _line(sentence, RDF_TYPE, f"<{DGO}Sentence>")
    yield _line(sentence, DGO + "digest", f'"{sha256(sentence.encode()).hexdigest()}"')
    yield from _both(sentence, DGO + "gloss", "示例句子", "A made-up sentence")
    yield _line(sentence, DGO + "inSection", f"<{section}>")
    for name, number in (("paragraph", paragraph), ("ordinal", ordinal), ("position", position)):
        yield _line(sentence, DGO + name, f'"{number}"^^<{XSD}integer>')


def _names(thing: str, cls: str, zh: str, en: str) -> Iterator[str]:
    yield _line(thing, RDF_TYPE, f"<{DGO}{cls}>")
    yield _line(thing, DGO + "nameStatus", f"<{DGS}translated>")
    yield from _both(thing, SKOS + "prefLabel", zh, en)


def _both(thing: str, predicate: str, zh: str, en: str) -> Iterator[str]:
    yield _line(thing, predicate, f'"{zh}"@zh')
    yield _line(thing, predicate, f'"{en}"@en')


def _line(subject: str, predicate: str, term: str, graph: str = "") -> str:
    return f"<{subject}> <{predicate}> {term}{f' <{graph}>' if graph else ''} ."


def write(path: Path, *, firms: int) -> int:
    """A province with the shipped graph, as N-Quads; gives the number of statements."""
    number = 0
    with path.open("w", encoding="utf-8") as file:
        for lines in (shipped(), province(firms)):
            for line in lines:
                file.write(line + "\n")
                number += 1
    return number


QUADS_PER_FIRM = 25


def main(arguments: list[str]) -> None:
    """Write a province."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--entities", type=int, default=10_000, help="how many firms, roughly all there is")
    size.add_argument("--quads", type=int, help="about how many statements")
    given = parser.parse_args(arguments)
    firms = given.quads // QUADS_PER_FIRM if given.quads else given.entities
    print(f"{write(given.out, firms=max(1, firms)):,} statements")


if __name__ == "__main__":
    main(sys.argv[1:])
