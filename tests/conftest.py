"""Fixtures in the domain's words: the shipped graph, a small made city, the report itself."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

import dgkg
from dgkg.knowledge import KnowledgeGraph
from dgkg.segmentation import digest, segment

# How long an example takes says how busy a machine is; time is measured in benchmarks/.
settings.register_profile("dgkg", deadline=None)
settings.load_profile("dgkg")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PREFIXES = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix dgo: <https://w3id.org/dgkg/ontology#> .
@prefix dgs: <https://w3id.org/dgkg/scheme/> .
@prefix id: <https://w3id.org/dgkg/id/> .
@prefix r: <https://w3id.org/dgkg/source/binjiang-2024/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <http://qudt.org/vocab/unit/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# A report of a city that does not exist, in the form of the real one.
SMALL_REPORT = """滨江市数字经济报告

一、产业

（一）企业

滨江有甲电子和乙软件两家企业。甲电子位于江湾园，年产值12.5亿元，增长8%。

（二）设想

建议在江湾园建设滨江算力港。
"""
SMALL_REGISTRY = """
id:binjiang a dgo:AdministrativeDivision ; skos:prefLabel "滨江"@zh , "Binjiang"@en .
id:jiangwan-park a dgo:IndustrialPark ; skos:prefLabel "江湾园"@zh , "Jiangwan Park"@en .
id:jia-electronics a dgo:Company ; skos:prefLabel "甲电子"@zh , "Jia Electronics"@en ; skos:altLabel "甲"@zh .
id:yi-software a dgo:Company ; skos:prefLabel "乙软件"@zh , "Yi Software"@en .
id:binjiang-computing-port a dgo:Envisaged ; skos:prefLabel "滨江算力港"@zh , "Binjiang Computing Port"@en ;
  dgo:envisagedType dgo:ComputingFacility ; dgo:realization dgs:proposed .
"""
SMALL_STATEMENTS = """
r:1.1-p1-s1 {
  id:jia-electronics dgo:locatedIn id:binjiang .
  id:yi-software dgo:locatedIn id:binjiang ; dgo:activeIn id:software-it-services .
  id:obs-binjiang-firms a dgo:Observation ; dgo:indicator id:indicator-firm-count ; dgo:refArea id:binjiang ;
    dgo:refPeriod id:period-at-report ; dgo:unit unit:NUM ; dgo:accumulation dgs:stock ; dgo:value 2 ;
    dgo:valueText "两家" .
}
r:1.1-p1-s2 {
  id:jia-electronics dgo:locatedIn id:jiangwan-park .
  id:obs-jia-output a dgo:Observation ; dgo:indicator id:indicator-output-value ; dgo:refArea id:jia-electronics ;
    dgo:refPeriod id:period-at-report ; dgo:unit unit:CCY_CNY ; dgo:accumulation dgs:flow ; dgo:value 1250000000 ;
    dgo:valueText "12.5亿元" .
  id:obs-jia-output-growth a dgo:Observation ; dgo:indicator id:indicator-growth-rate ;
    dgo:ofIndicator id:indicator-output-value ; dgo:growthOf id:obs-jia-output ; dgo:refArea id:jia-electronics ;
    dgo:refPeriod id:period-at-report ; dgo:unit unit:PERCENT ; dgo:comparisonBasis dgs:yearOnYear ; dgo:value 8 ;
    dgo:valueText "8%" .
}
r:1.2-p1-s1 {
  id:recommendation-computing-port a dgo:Recommendation ; dgo:realization dgs:proposed ;
    dgo:proposes id:binjiang-computing-port ; dgo:proposedPlace id:jiangwan-park ;
    dgo:assertion "建议建一座算力港"@zh , "Proposes a computing port"@en .
}
"""


def small_source(report: str = SMALL_REPORT) -> str:
    """``source.ttl`` of the small report, made as the real one was: digests from the segments."""
    lines = [
        PREFIXES,
        (
            '<https://w3id.org/dgkg/source/binjiang-2024> a dgo:Source ; dcterms:title "滨江市数字经济报告"@zh , '
            '"Binjiang Digital Economy Report"@en ; dcterms:publisher id:binjiang ; dcterms:issued "2024"^^xsd:gYear .'
        ),
    ]
    pieces = segment(report)
    kinds = {"heading": "Heading", "sentence": "Sentence", "runin": "RunIn", "footnote": "Footnote"}
    for section, title in {piece.section: piece.text for piece in pieces if piece.kind == "heading"}.items():
        mood = "intention" if section == "1.2" else "indicative"
        lines.append(
            f'r:section-{section} a dgo:Section ; dcterms:isPartOf <https://w3id.org/dgkg/source/binjiang-2024> ; skos:notation "{section}" ; dcterms:title "{title}"@zh , '
            f'"Section {section}"@en ; dgo:mood dgs:{mood} ; dgo:position 1 .'
        )
    for number, piece in enumerate(pieces, 1):
        place = ""
        if piece.kind == "sentence":
            paragraph, ordinal = piece.id.rpartition("-p")[2].split("-s")
            place = f"dgo:paragraph {paragraph} ; dgo:ordinal {ordinal} ; "
        lines.append(
            f"r:{piece.id} a dgo:{kinds[piece.kind]} ; dgo:inSection r:section-{piece.section} ; "
            f'dgo:position {number} ; {place}dgo:digest "{digest(piece.text)}" ; '
            f'dgo:gloss "提要{number}"@zh , "gloss {number}"@en .'
        )
    return "\n".join(lines)


def write_small_city(folder: Path, registry: str = "", statements: str = SMALL_STATEMENTS) -> Path:
    """A folder with the small city's graph and the shipped ontology; more registry entries may be given.

    Returns:
        The folder, to be given to ``dgkg.load`` or ``dgkg --graph``.
    """
    graph = folder / "graph"
    (graph / "registry").mkdir(parents=True)
    (graph / "binjiang-2024").mkdir()
    shutil.copytree(ROOT / "ontology", folder / "ontology")
    shutil.copy(ROOT / "graph" / "registry" / "periods.ttl", graph / "registry" / "periods.ttl")
    (graph / "registry" / "city.ttl").write_text(PREFIXES + SMALL_REGISTRY + registry, encoding="utf-8")
    (graph / "binjiang-2024" / "source.ttl").write_text(small_source(), encoding="utf-8")
    (graph / "binjiang-2024" / "1.trig").write_text(PREFIXES + statements, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def kg() -> KnowledgeGraph:
    """The shipped graph."""
    return dgkg.load()


@pytest.fixture
def small_city(tmp_path: Path) -> KnowledgeGraph:
    """A city of two firms, one park and one wish, with its own report."""
    return dgkg.load(write_small_city(tmp_path / "city"))


@pytest.fixture(scope="session")
def report() -> Path:
    """The report as received; it is not part of the project."""
    path = SHARED / "report" / "dongguan-2023.txt"
    if not path.is_file():
        pytest.skip("the report's text is not part of the project: ../shared/report/ is absent")
    return path


@pytest.fixture(scope="session")
def attached(report: Path) -> KnowledgeGraph:
    """The shipped graph with the report's text attached."""
    graph = dgkg.load()
    graph.attach(report.read_bytes())
    return graph


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees or touches what the person at this machine has attached."""
    monkeypatch.setenv("DGKG_HOME", str(tmp_path_factory.mktemp("home")))
    for name in ("DGKG_LANG", "DGKG_GRAPH", "DGKG_USER", "DGKG_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    os.environ.pop("NO_COLOR", None)


@pytest.fixture(scope="module")
def chromium():
    """A real browser that can reach this machine only; without one installed, the test is skipped with the reason."""
    from tests.browsing import open_chromium

    with open_chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(kg):
    """The address of the explorer of the shipped graph, on a port of this machine."""
    from dgkg.web import create_app
    from tests.exploring import at_a_port

    with at_a_port(create_app(kg)) as address:
        yield address


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI (``DGKG_EVERY_TEST``) a test that is skipped for a missing tool is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get("DGKG_EVERY_TEST"):
        reporter.write_line(f"{len(skipped)} tests were skipped, and here every test must run", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
