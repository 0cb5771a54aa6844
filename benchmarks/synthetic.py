"""A made-up province in the model of the record: cities × parks × firms × policies × figures, a graph a sentence.

    python benchmarks/synthetic.py OUT.nq [--entities N | --quads N]

The same number gives the same bytes. The file also holds the shipped ontology and record, so that
``dgkg --graph OUT.nq`` opens it with every word and code. Names are plainly made up (``示例企业 0000042``).

A larger province has more cities, not larger ones: a city has its own report, 40 parks of 40 firms, eight
industries of its own below those of the record, twelve policies with a measure each, and series of figures.
What one firm, park or city is tied to does not grow; what an industry of the record holds does.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

ID, DGO, DGS = "https://w3id.org/dgkg/id/", "https://w3id.org/dgkg/ontology#", "https://w3id.org/dgkg/scheme/"
SOURCE = "https://w3id.org/dgkg/source/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SKOS, DCT = "http://www.w3.org/2004/02/skos/core#", "http://purl.org/dc/terms/"
XSD, UNIT = "http://www.w3.org/2001/XMLSchema#", "http://qudt.org/vocab/unit/"
FIRMS_PER_PARK, PARKS_PER_CITY, POLICIES_PER_CITY, INDUSTRIES_PER_CITY = 40, 40, 12, 8
FIRMS_PER_CITY = FIRMS_PER_PARK * PARKS_PER_CITY
YEARS = (2021, 2022, 2023)
# Industries of the record, high and low in its tree, that the cities' own stand below.
SHARED = (
    "advanced-packaging-and-testing", "artificial-intelligence", "cloud-computing", "consumer-electronics",
    "electronic-information-manufacturing", "equipment-manufacturing", "industrial-software", "lithium-battery",
    "new-energy", "semiconductors-and-ic", "smart-mobile-terminals", "software-it-services",
    "third-generation-semiconductors",
)  # fmt: skip
_DOCUMENTS = ("PolicyDocument", "Plan", "Regulation", "Guide")
_ROLES = ("leader", "representative", "emergingFirm")


def province(firms: int) -> Iterator[str]:
    """The statements of so many firms with their parks, cities, policies, figures and sentences, as N-Quads lines."""
    for first in range(0, firms, FIRMS_PER_CITY):
        yield from _city(first // FIRMS_PER_CITY, min(firms - first, FIRMS_PER_CITY))


def shipped() -> Iterator[str]:
    """The shipped ontology and record, as N-Quads lines."""
    from dgkg.places import find_record
    from dgkg.trig import merged, serialize

    yield from serialize(merged(find_record().files()), "nq").decode().splitlines()


class _Report:
    """The report of one city: its sections, and its sentences in reading order."""

    def __init__(self, city: str) -> None:
        self.iri = f"{SOURCE}made-{city}"
        self._city = city
        self._position = 0

    def opened(self) -> Iterator[str]:
        """The source itself."""
        yield _link(self.iri, RDF_TYPE, DGO + "Source")
        yield _text(self.iri, DCT + "identifier", f"made-{self._city}")
        yield _line(self.iri, DCT + "issued", f'"2024"^^<{XSD}gYear>')
        yield _text(self.iri, DCT + "language", "zh")
        yield _link(self.iri, DCT + "publisher", f"{ID}made-bureau-{self._city}")
        yield from _both(self.iri, DCT + "title", f"示例城市 {self._city} 报告", f"Report on Made-up City {self._city}")

    def section(self, notation: str, zh: str, en: str) -> Iterator[str]:
        """A section and its heading."""
        iri = f"{self.iri}/section-{notation}"
        yield _link(iri, RDF_TYPE, DGO + "Section")
        yield _link(iri, DCT + "isPartOf", self.iri)
        yield from _both(iri, DCT + "title", zh, en)
        yield _link(iri, DGO + "mood", DGS + "indicative")
        yield _text(iri, SKOS + "notation", notation)
        yield _number(iri, DGO + "position", self._position + 1)
        yield from self._passage(f"{self.iri}/{notation}-h", "Heading", notation, zh, en)

    def sentence(self, notation: str, paragraph: int, ordinal: int, zh: str, en: str) -> Iterator[str]:
        """A sentence; its address is :meth:`address`."""
        iri = self.address(notation, paragraph, ordinal)
        yield from self._passage(iri, "Sentence", notation, zh, en)
        yield _number(iri, DGO + "paragraph", paragraph)
        yield _number(iri, DGO + "ordinal", ordinal)

    def address(self, notation: str, paragraph: int, ordinal: int) -> str:
        """The IRI of a sentence, which is also that of its graph."""
        return f"{self.iri}/{notation}-p{paragraph}-s{ordinal}"

    def _passage(self, iri: str, cls: str, notation: str, zh: str, en: str) -> Iterator[str]:
        self._position += 1
        yield _link(iri, RDF_TYPE, DGO + cls)
        yield _text(iri, DGO + "digest", sha256(iri.encode()).hexdigest())
        yield from _both(iri, DGO + "gloss", zh, en)
        yield _link(iri, DGO + "inSection", f"{self.iri}/section-{notation}")
        yield _number(iri, DGO + "position", self._position)


def _city(n: int, firms: int) -> Iterator[str]:
    code = f"{n:04}"
    city, bureau, report = f"{ID}made-city-{code}", f"{ID}made-bureau-{code}", _Report(code)
    yield from _names(city, "AdministrativeDivision", f"示例城市 {code}", f"Made-up City {code}")
    yield _link(city, DGO + "partOfPlace", ID + "guangdong")
    yield from _names(bureau, "GovernmentBody", f"示例城市 {code} 工信局", f"Industry Bureau of Made-up City {code}")
    industries = [f"{ID}made-industry-{code}-{k}" for k in range(INDUSTRIES_PER_CITY)]
    for k, industry in enumerate(industries):
        yield from _names(industry, "Industry", f"示例产业 {code}-{k}", f"Made-up Industry {code}-{k}")
        yield _link(industry, RDF_TYPE, SKOS + "Concept")
        yield _link(industry, SKOS + "inScheme", DGS + "industry")
        # The last ones stand a step further down.
        shared = SHARED[(n * INDUSTRIES_PER_CITY + k) % len(SHARED)]
        yield _link(industry, SKOS + "broader", industries[k - 6] if k > 5 else ID + shared)  # noqa: PLR2004
    yield from report.opened()
    yield from _overview(code, city, industries, report)
    yield from _policies(code, city, bureau, industries, report)
    yield from report.section("3", "三、示例园区", "Parks")
    for first in range(0, firms, FIRMS_PER_PARK):
        yield from _park(n, first // FIRMS_PER_PARK, min(firms - first, FIRMS_PER_PARK), industries, report)


def _overview(code: str, city: str, industries: Sequence[str], report: _Report) -> Iterator[str]:
    """The revenue of each industry of a city, year by year."""
    yield from report.section("1", "一、示例概况", "Overview")
    for k, industry in enumerate(industries):
        sentence = report.address("1", 1, k + 1)
        yield from report.sentence("1", 1, k + 1, "示例产业的历年营业收入", "Revenue of a made-up industry by year")
        for year in YEARS:
            figure = f"{ID}made-obs-{code}-{k}-{year}"
            yield from _revenue(figure, city, year, _drawn(figure, 90_000) * 10_000_000, sentence)
            yield _link(figure, DGO + "industry", industry, sentence)


def _policies(code: str, city: str, bureau: str, industries: Sequence[str], report: _Report) -> Iterator[str]:
    """The policies of a city, each with a measure and its cap."""
    yield from report.section("2", "二、示例政策", "Policies")
    for p in range(POLICIES_PER_CITY):
        policy, measure, cap = (f"{ID}made-{kind}-{code}-{p}" for kind in ("policy", "measure", "cap"))
        cls = _DOCUMENTS[p % len(_DOCUMENTS)]
        industry = industries[p % len(industries)]
        yield from _names(policy, cls, f"示例政策 {code}-{p}", f"Made-up Policy {code}-{p}")
        told = report.address("2", p + 1, 1)
        yield from report.sentence("2", p + 1, 1, "示例政策的发布", "A made-up policy is issued")
        yield _link(policy, DGO + "appliesTo", industry, told)
        yield _link(policy, DGO + "jurisdiction", city, told)
        yield _link(policy, DGO + "issuer", bureau, told)
        yield _link(policy, DGO + "realization", DGS + "issued", told)
        yield _line(policy, DGO + "issueDate", f'"2023-{p + 1:02}"^^<{XSD}gYearMonth>', told)
        told = report.address("2", p + 1, 2)
        yield from report.sentence("2", p + 1, 2, "示例政策的举措", "A measure of a made-up policy")
        yield _link(policy, DGO + "hasMeasure", measure, told)
        yield _link(measure, RDF_TYPE, DGO + "PolicyMeasure", told)
        yield _link(measure, DGO + "appliesTo", industry, told)
        yield _link(measure, DGO + "measureArea", ID + "subsidies-and-rewards", told)
        yield _link(measure, DGO + "maximumSupport", cap, told)
        yield from _both(
            measure, DGO + "assertion", f"示例举措 {code}-{p} 给予补助。", f"Made-up Measure {code}-{p} gives a grant.",
            told,
        )  # fmt: skip
        most = _drawn(cap, 50) * 1_000_000
        yield _link(cap, RDF_TYPE, DGO + "Cap", told)
        yield _link(cap, DGO + "indicator", ID + "indicator-grant-amount", told)
        yield _link(cap, DGO + "subject", measure, told)
        yield _link(cap, DGO + "refPeriod", ID + "period-at-report", told)
        yield _link(cap, DGO + "unit", UNIT + "CCY_CNY", told)
        yield _link(cap, DGO + "valueQualifier", DGS + "atMost", told)
        yield _number(cap, DGO + "upperBound", most, told)
        yield _number(cap, DGO + "nominalValue", most, told)
        yield _text(cap, DGO + "valueText", f"最高{_printed(most)}", told)


def _park(city: int, number: int, firms: int, industries: Sequence[str], report: _Report) -> Iterator[str]:
    n, notation = city * PARKS_PER_CITY + number, f"3.{number + 1}"
    park = f"{ID}made-park-{n:05}"
    yield from _names(park, "IndustrialPark", f"示例园区 {n:05}", f"Made-up Park {n:05}")
    yield from report.section(notation, f"（{number + 1}）示例园区 {n:05}", f"Made-up Park {n:05}")
    told = report.address(notation, 1, 1)
    yield from report.sentence(notation, 1, 1, "示例园区的位置", "Where a made-up park is")
    yield _link(park, DGO + "locatedIn", f"{ID}made-city-{city:04}", told)
    yield _link(park, DGO + "focusesOn", industries[number % len(industries)], told)
    told = report.address(notation, 1, 2)
    yield from report.sentence(notation, 1, 2, "示例园区的历年营业收入", "Revenue of a made-up park by year")
    for year in YEARS:
        figure = f"{ID}made-obs-park-{n:05}-{year}"
        yield from _revenue(figure, park, year, _drawn(figure, 9_000) * 10_000_000, told)
    for order in range(firms):
        yield from _firm(n * FIRMS_PER_PARK + order, park, order, industries, report, notation)


def _firm(n: int, park: str, order: int, industries: Sequence[str], report: _Report, notation: str) -> Iterator[str]:
    firm, told = f"{ID}made-firm-{n:07}", report.address(notation, 2, order + 1)
    industry = industries[n % len(industries)]
    yield from _names(firm, "Company", f"示例企业 {n:07}", f"Made-up Firm {n:07}")
    yield from report.sentence(notation, 2, order + 1, "示例企业的位置、产业与收入", "A made-up firm and its revenue")
    yield _link(firm, DGO + "locatedIn", park, told)
    yield _link(firm, DGO + "activeIn", industry, told)
    figure = f"{ID}made-obs-{n:07}"
    yield from _revenue(figure, firm, YEARS[-1], _drawn(figure, 900) * 10_000_000, told)
    if n % 8 == 1:
        membership = f"{ID}made-membership-{n:07}"
        yield _link(membership, RDF_TYPE, DGO + "Membership", told)
        yield _link(membership, DGO + "member", firm, told)
        yield _link(membership, DGO + "memberOf", industry, told)
        yield _link(membership, DGO + "role", DGS + _ROLES[n // 8 % len(_ROLES)], told)
    if n % 16 == 2:  # noqa: PLR2004 - one in so many is known by a wide field only
        yield _link(firm, DGO + "activeIn", ID + SHARED[n // 16 % len(SHARED)], told)
    if n % 20 == 3:  # noqa: PLR2004
        project = f"{ID}made-project-{n:07}"
        yield from _names(project, "Project", f"示例项目 {n:07}", f"Made-up Project {n:07}")
        yield _link(project, DGO + "projectOwner", firm, told)
        yield _link(project, DGO + "projectIndustry", industry, told)
        yield _link(project, DGO + "realization", DGS + "underway", told)
    if n % 10 == 4 and order:  # noqa: PLR2004
        yield _link(firm, DGO + "partner", f"{ID}made-firm-{n - 1:07}", told)


def _revenue(figure: str, of: str, year: int, value: int, told: str) -> Iterator[str]:
    yield _link(figure, RDF_TYPE, DGO + "Observation", told)
    yield _link(figure, DGO + "accumulation", DGS + "flow", told)
    yield _link(figure, DGO + "indicator", ID + "indicator-operating-revenue", told)
    yield _link(figure, DGO + "refArea", of, told)
    yield _link(figure, DGO + "refPeriod", f"{ID}period-{year}", told)
    yield _link(figure, DGO + "unit", UNIT + "CCY_CNY", told)
    yield _number(figure, DGO + "value", value, told)
    yield _text(figure, DGO + "valueText", _printed(value), told)


def _drawn(name: str, most: int) -> int:
    """A number from 1 to ``most`` that looks like chance, and is the same for the same name wherever it is asked."""
    return int.from_bytes(sha256(name.encode()).digest()[:4]) % most + 1


def _printed(value: int) -> str:
    return f"{value // 10**8}亿元" if value % 10**8 == 0 else f"{value // 10_000}万元"


def _names(thing: str, cls: str, zh: str, en: str) -> Iterator[str]:
    yield _link(thing, RDF_TYPE, DGO + cls)
    yield _link(thing, DGO + "nameStatus", DGS + "translated")
    yield from _both(thing, SKOS + "prefLabel", zh, en)


def _both(thing: str, predicate: str, zh: str, en: str, graph: str = "") -> Iterator[str]:
    yield _line(thing, predicate, f'"{zh}"@zh', graph)
    yield _line(thing, predicate, f'"{en}"@en', graph)


def _link(subject: str, predicate: str, iri: str, graph: str = "") -> str:
    return _line(subject, predicate, f"<{iri}>", graph)


def _text(subject: str, predicate: str, text: str, graph: str = "") -> str:
    return _line(subject, predicate, f'"{text}"', graph)


def _number(subject: str, predicate: str, number: int, graph: str = "") -> str:
    return _line(subject, predicate, f'"{number}"^^<{XSD}integer>', graph)


def _line(subject: str, predicate: str, term: str, graph: str = "") -> str:
    return f"<{subject}> <{predicate}> {term}{f' <{graph}>' if graph else ''} ."


def write(path: Path, *, firms: int) -> int:
    """A province with the shipped graph, as N-Quads; gives the number of statements."""
    number = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for lines in (shipped(), province(firms)):
            for line in lines:
                file.write(line + "\n")
                number += 1
    return number


def firms_for(quads: int) -> int:
    """How many firms make about so many statements, the shipped ones among them."""
    return max(1, round((quads - _SHIPPED) / QUADS_PER_FIRM))


# As counted: of a whole city, and of the shipped files.
QUADS_PER_FIRM, _SHIPPED = 25.04, 23_252


def main(arguments: list[str]) -> None:
    """Write a province."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--entities", type=int, default=10_000, help="how many firms, roughly all there is")
    size.add_argument("--quads", type=int, help="about how many statements")
    given = parser.parse_args(arguments)
    firms = firms_for(given.quads) if given.quads else given.entities
    print(f"{write(given.out, firms=firms):,} statements")


if __name__ == "__main__":
    main(sys.argv[1:])
