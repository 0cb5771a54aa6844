"""The graph as files that other programs take, nothing lost on the way."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph

import dgkg
from dgkg.errors import OutputError, UsageError
from tests.conftest import PREFIXES, SMALL_STATEMENTS, write_small_city

FORMATS = ["nq", "trig", "ttl", "jsonld", "graphml", "csv"]
# Spellings and characters that an engine or a careless writer would change.
AWKWARD = r"""
r:1.1-p1-s2 {
  id:obs-awkward a dgo:Observation ; dgo:indicator id:indicator-output-value ; dgo:refArea id:yi-software ;
    dgo:refPeriod id:period-at-report ; dgo:unit unit:CCY_CNY ; dgo:value 1.50 ; dgo:valueText "约1.50元\t\"甲\"\\\n乙" .
  id:claim-awkward a dgo:Claim ; dgo:concerns id:yi-software ; dgo:assertion "一行\r\n二行"@zh , "an emoji 🙂 and <b>"@en .
}
r:1.1-p1-s1 { id:jia-electronics dgo:locatedIn id:jiangwan-park . }
"""


@pytest.fixture
def city(tmp_path):
    return dgkg.load(write_small_city(tmp_path / "city", statements=SMALL_STATEMENTS + AWKWARD))


def quads(path: Path, form: ox.RdfFormat) -> set[ox.Quad]:
    return set(ox.parse(path.read_bytes(), format=form))


def recorded(kg) -> set[ox.Quad]:
    forms = {".ttl": ox.RdfFormat.TURTLE, ".trig": ox.RdfFormat.TRIG}
    return {quad for path in kg.record.files() for quad in ox.parse(path.read_bytes(), format=forms[path.suffix])}


def without_graphs(found: set[ox.Quad]) -> set[ox.Quad]:
    return {ox.Quad(quad.subject, quad.predicate, quad.object) for quad in found}


def isomorphic(one: set[ox.Quad], other: set[ox.Quad]) -> bool:
    """RDF 1.1 Concepts §3.6, by canonical names for blank nodes."""
    datasets = [ox.Dataset(one), ox.Dataset(other)]
    for dataset in datasets:
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return datasets[0] == datasets[1]


@pytest.mark.parametrize(
    ("suffix", "form"),
    [("nq", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)],
)
def test_quads_go_out_and_come_back_the_same(city, tmp_path, suffix, form):
    path = city.export(tmp_path / f"out.{suffix}")
    assert isomorphic(quads(path, form), recorded(city))


def test_turtle_has_every_statement_but_no_graphs(city, tmp_path):
    path = city.export(tmp_path / "out.ttl")
    found = quads(path, ox.RdfFormat.TURTLE)
    assert isomorphic(found, without_graphs(recorded(city)))
    assert len(found) == len(without_graphs(recorded(city))) < len(recorded(city))


@pytest.mark.parametrize("suffix", ["nq", "trig", "ttl"])
def test_the_spelling_of_a_number_survives(city, tmp_path, suffix):
    text = city.export(tmp_path / f"out.{suffix}").read_text(encoding="utf-8")
    assert "1.50" in text
    assert "🙂" in text


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(("suffix", "form"), [("nq", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")])
def test_another_library_reads_the_same_facts_under_the_same_sentences(city, tmp_path, suffix, form):
    text = city.export(tmp_path / f"out.{suffix}").read_text(encoding="utf-8")
    dataset = Dataset(default_union=False)
    dataset.parse(data=text, format=form)
    found = Counter(str(graph) for *_, graph in dataset.quads())
    default = "urn:x-rdflib:default"
    names = (quad.graph_name for quad in recorded(city))
    assert found == Counter(name.value if isinstance(name, ox.NamedNode) else default for name in names)
    assert len(found) == 4


def test_rdflib_reads_the_turtle(city, tmp_path):
    text = city.export(tmp_path / "out.ttl").read_text(encoding="utf-8")
    assert len(Graph().parse(data=text, format="turtle")) == len(without_graphs(recorded(city)))


def test_the_shipped_graph_goes_out_and_comes_back_the_same(kg, tmp_path):
    path = kg.export(tmp_path / "all.trig")
    assert quads(path, ox.RdfFormat.TRIG) == recorded(kg)
    assert len(recorded(kg)) > 15000


def test_networkx_reads_the_graphml_back(small_city, tmp_path):
    ours = small_city.network()
    back = nx.read_graphml(small_city.export(tmp_path / "out.graphml"), force_multigraph=True)
    assert dict(back.nodes(data=True)) == dict(ours.nodes(data=True))

    def edges(network: nx.MultiDiGraph) -> list[tuple[object, ...]]:
        # GraphML gives every edge an id; what we said of it must be the same.
        data = network.edges(data=True)
        return sorted((a, b, sorted(item for item in d.items() if item[0] != "id")) for a, b, d in data)

    assert edges(back) == edges(ours)
    assert len(edges(ours)) == 6


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_is_a_folder_of_nodes_and_edges_that_excel_reads(city, tmp_path):
    folder = city.export(tmp_path / "tables", "csv")
    for name in ("nodes.csv", "edges.csv"):
        assert (folder / name).read_bytes().startswith(b"\xef\xbb\xbf")
        assert b"\r\n" in (folder / name).read_bytes()
    nodes, edges = table(folder / "nodes.csv"), table(folder / "edges.csv")
    network = city.network()
    assert {row["id"]: row["label_zh"] for row in nodes} == dict(network.nodes(data="label_zh"))
    assert len(edges) == network.number_of_edges()
    located = next(row for row in edges if (row["source"], row["target"]) == ("jia-electronics", "jiangwan-park"))
    assert (located["label_zh"], located["sentences"]) == ("位于", "1.1-p1-s1,1.1-p1-s2")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_name_that_a_spreadsheet_would_run_stays_a_text(tmp_path, start):
    registry = f'id:evil a dgo:Company ; skos:prefLabel "{start}1+cmd()"@zh , "Evil"@en .'
    statements = SMALL_STATEMENTS + "r:1.1-p1-s1 { id:evil dgo:locatedIn id:binjiang . }"
    city = dgkg.load(write_small_city(tmp_path / "evil", registry, statements))
    nodes = table(city.export(tmp_path / "tables", "csv") / "nodes.csv")
    assert [row["label_zh"] for row in nodes if row["id"] == "evil"] == [f"'{start}1+cmd()"]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_graph_gives_the_same_bytes(tmp_path, form):
    written = []
    for name in ("one", "two"):
        city = dgkg.load(write_small_city(tmp_path / name))
        path = city.export(tmp_path / f"{name}-out", form)
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        written.append([file.read_bytes() for file in files])
    assert written[0] == written[1]
    assert all(written[0])


def test_the_format_that_is_named_wins_over_the_suffix(small_city, tmp_path):
    path = small_city.export(tmp_path / "out.txt", "NQ")
    assert len(quads(path, ox.RdfFormat.N_QUADS)) == len(recorded(small_city))


@pytest.mark.parametrize("name", ["out.docx", "out.rdf"])
def test_an_unknown_format_is_refused_with_those_there_are(small_city, tmp_path, name):
    with pytest.raises(UsageError) as caught:
        small_city.export(tmp_path / name)
    for text in (caught.value.zh, caught.value.en):
        assert name.partition(".")[2] in text
        assert all(form in text for form in FORMATS)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "csv"])
def test_a_path_in_no_folder_is_an_error_in_both_languages(small_city, tmp_path, form):
    path = tmp_path / "nowhere" / f"out.{form}"
    with pytest.raises(OutputError) as caught:
        small_city.export(path)
    assert str(path) in caught.value.zh
    assert str(path) in caught.value.en


def test_a_folder_is_not_overwritten_by_a_file_nor_a_file_by_a_folder(small_city, tmp_path):
    (tmp_path / "out.ttl").mkdir()
    with pytest.raises(OutputError):
        small_city.export(tmp_path / "out.ttl")
    (tmp_path / "tables").write_text("old", encoding="utf-8")
    with pytest.raises(OutputError):
        small_city.export(tmp_path / "tables", "csv")
    assert (tmp_path / "tables").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "csv"])
def test_when_writing_fails_half_way_the_old_file_is_whole(small_city, tmp_path, monkeypatch, form):
    path = tmp_path / f"out.{form}"
    path.write_text("the old file", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dgkg.places.os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        small_city.export(path)
    assert path.read_text(encoding="utf-8") == "the old file"
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == [path.name]


def test_prefixes_of_another_source_make_no_difference(city, tmp_path):
    assert "binjiang-2024" in PREFIXES
    text = city.export(tmp_path / "out.trig").read_text(encoding="utf-8")
    assert "<https://w3id.org/dgkg/source/binjiang-2024/1.1-p1-s1> {" in text
