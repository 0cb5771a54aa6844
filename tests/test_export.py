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
from dgkg.errors import DataError, OutputError, UsageError
from dgkg.export import FOLDERS, FORMATS
from dgkg.store import open_export
from tests.conftest import PREFIXES, SMALL_STATEMENTS, write_small_city
from tests.doors import assert_complains
from tests.doors import dgkg as door

# Spellings and characters that an engine or a careless writer would change.
AWKWARD = r"""
r:1.1-p1-s2 {
  id:obs-awkward a dgo:Observation ; dgo:indicator id:indicator-output-value ; dgo:refArea id:yi-software ;
    dgo:refPeriod id:period-at-report ; dgo:unit unit:CCY_CNY ; dgo:value 1.50 ; dgo:valueText "约1.50元\t\"甲\"\\\n乙" .
  id:claim-awkward a dgo:Claim ; dgo:concerns id:yi-software ; dgo:assertion "一行\r\n二行"@zh , "an emoji 🙂 and <b>"@en .
}
r:1.1-p1-s1 { id:jia-electronics dgo:locatedIn id:jiangwan-park . }
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return dgkg.load(write_small_city(tmp_path_factory.mktemp("city") / "c", statements=SMALL_STATEMENTS + AWKWARD))


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The small city as it is."""
    return dgkg.load(write_small_city(tmp_path_factory.mktemp("plain") / "c"))


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
    for suffix, form in (("nq", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)):
        assert quads(kg.export(tmp_path / f"all.{suffix}"), form) == recorded(kg)
    assert len(recorded(kg)) > 15000


def test_networkx_reads_the_graphml_back(plain, tmp_path):
    ours = plain.network()
    back = nx.read_graphml(plain.export(tmp_path / "out.graphml"), force_multigraph=True)
    assert isinstance(back, nx.MultiDiGraph)
    # A program for pictures may be told more (colour, size); of what we say nothing is lost.
    said = [{key: back.nodes[node][key] for key in ("label_zh", "label_en", "type", "status")} for node in ours]
    assert said == [
        {key: data[key] for key in ("label_zh", "label_en", "type", "status")} for _, data in ours.nodes(data=True)
    ]

    def edges(network: nx.MultiDiGraph) -> list[tuple[str, ...]]:
        keys = ("label_zh", "label_en", "line", "sentences")
        return sorted((a, b, *(data[key] for key in keys)) for a, b, data in network.edges(data=True))

    assert edges(back) == edges(ours)
    assert len(edges(ours)) == 6


def tables(folder: Path) -> dict[str, list[list[str]]]:
    found = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found[path.stem] = list(csv.reader(file))
    return found


def test_csv_is_a_folder_of_tables_that_excel_reads(city, tmp_path):
    folder = city.export(tmp_path / "tables", "csv")
    files = list(folder.glob("*.csv"))
    assert len(files) > 1
    for path in files:
        assert path.read_bytes().startswith(b"\xef\xbb\xbf"), path.name
        assert b"\r\n" in path.read_bytes(), path.name
    rows = [row for table in tables(folder).values() for row in table]
    assert all(len({len(row) for row in table}) == 1 for table in tables(folder).values())
    located = [
        row
        for row in rows
        if {"甲电子", "江湾园", "位于"} <= set(row) or {"jia-electronics", "jiangwan-park", "位于"} <= set(row)
    ]
    assert located
    assert any("1.1-p1-s1" in cell and "1.1-p1-s2" in cell for row in located for cell in row)


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_name_that_a_spreadsheet_would_run_stays_a_text(tmp_path, start):
    registry = f'id:evil a dgo:Company ; skos:prefLabel "{start}1+cmd()"@zh , "Evil"@en .'
    statements = SMALL_STATEMENTS + "r:1.1-p1-s1 { id:evil dgo:locatedIn id:binjiang . }"
    city = dgkg.load(write_small_city(tmp_path / "evil", registry, statements))
    cells = {
        cell for table in tables(city.export(tmp_path / "tables", "csv")).values() for row in table for cell in row
    }
    named = {cell for cell in cells if "1+cmd()" in cell}
    assert f"'{start}1+cmd()" in named
    assert not [cell for cell in named if cell.startswith(start)]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_graph_gives_the_same_bytes(plain, tmp_path, form):
    written = []
    for name in ("one", "two"):
        path = dgkg.load(plain.record.graph.parent).export(tmp_path / name, form)
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        written.append([file.read_bytes() for file in files])
    assert written[0] == written[1]
    assert all(written[0])


def test_the_format_that_is_named_wins_over_the_suffix(plain, tmp_path):
    path = plain.export(tmp_path / "out.txt", "NQ")
    assert len(quads(path, ox.RdfFormat.N_QUADS)) == len(recorded(plain))


@pytest.mark.parametrize("name", ["out.docx", "out.rdf"])
def test_an_unknown_format_is_refused_with_those_there_are(plain, tmp_path, name):
    with pytest.raises(UsageError) as caught:
        plain.export(tmp_path / name)
    for text in (caught.value.zh, caught.value.en):
        assert name.partition(".")[2] in text
        assert all(form in text for form in FORMATS)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in FOLDERS])
def test_a_path_in_no_folder_is_an_error_in_both_languages(plain, tmp_path, form):
    path = tmp_path / "nowhere" / f"out.{form}"
    with pytest.raises(OutputError) as caught:
        plain.export(path)
    assert str(path) in caught.value.zh
    assert str(path) in caught.value.en


@pytest.mark.parametrize("form", sorted(FOLDERS))
def test_a_folder_of_tables_is_made_but_not_the_folders_above_it(plain, tmp_path, form):
    assert plain.export(tmp_path / "new", form).is_dir()
    with pytest.raises(OutputError) as caught:
        plain.export(tmp_path / "nowhere" / "new", form)
    assert str(tmp_path / "nowhere" / "new") in caught.value.en


@pytest.mark.parametrize("form", sorted(FOLDERS))
def test_when_a_table_cannot_be_written_the_old_one_is_whole(plain, tmp_path, monkeypatch, form):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    folder = plain.export(tmp_path / "tables", form)
    for path in folder.iterdir():
        path.write_text("the old file", encoding="utf-8")
    before = sorted(path.name for path in folder.iterdir())
    monkeypatch.setattr("dgkg.places.os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        plain.export(folder, form)
    assert sorted(path.name for path in folder.iterdir()) == before
    assert {path.read_text(encoding="utf-8") for path in folder.iterdir()} == {"the old file"}


def test_a_folder_is_not_overwritten_by_a_file_nor_a_file_by_a_folder(plain, tmp_path):
    (tmp_path / "out.ttl").mkdir()
    with pytest.raises(OutputError):
        plain.export(tmp_path / "out.ttl")
    (tmp_path / "tables").write_text("old", encoding="utf-8")
    with pytest.raises(OutputError):
        plain.export(tmp_path / "tables", "csv")
    assert (tmp_path / "tables").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("form", "step"),
    [
        *((form, "dgkg.places.os.fsync") for form in FORMATS if form not in FOLDERS),
        ("nq", "dgkg.places.Path.replace"),
        ("graphml", "dgkg.places.Path.replace"),
    ],
)
def test_when_writing_fails_half_way_the_old_file_is_whole(plain, tmp_path, monkeypatch, form, step):
    path = tmp_path / f"out.{form}"
    path.write_text("the old file", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, full)
    with pytest.raises(OutputError, match="No space left"):
        plain.export(path)
    assert path.read_text(encoding="utf-8") == "the old file"
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == [path.name]


def test_prefixes_of_another_source_make_no_difference(city, tmp_path):
    assert "binjiang-2024" in PREFIXES
    text = city.export(tmp_path / "out.trig").read_text(encoding="utf-8")
    assert "<https://w3id.org/dgkg/source/binjiang-2024/1.1-p1-s1> {" in text


# -- an exported file comes back -------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["nq", "trig", "jsonld"])
def test_an_exported_file_is_a_graph_again(plain, tmp_path, suffix):
    again = dgkg.load(plain.export(tmp_path / f"out.{suffix}"))
    assert again["甲电子"].text() == plain["甲电子"].text()
    assert again.query("firms-in-place", place="滨江").cells() == plain.query("firms-in-place", place="滨江").cells()
    assert again.validate() == plain.validate()


def test_a_turtle_export_comes_back_without_citations(plain, tmp_path):
    again = dgkg.load(plain.export(tmp_path / "out.ttl"))
    assert again["甲电子"].label("en") == "Jia Electronics"
    assert again.passages == []


@pytest.mark.parametrize("suffix", ["nq", "trig", "ttl", "jsonld"])
def test_a_file_that_was_cut_off_is_named_with_the_line(plain, tmp_path, suffix):
    path = plain.export(tmp_path / f"out.{suffix}")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2].rpartition(b" ")[0])
    with pytest.raises(DataError) as caught:
        dgkg.load(path)
    assert caught.value.path == path
    assert caught.value.line
    assert f"{path} 第 {caught.value.line} 行" in caught.value.zh


@pytest.mark.parametrize(
    ("name", "text", "zh", "en"),
    [
        ("a.nq", "<http://a.example/a> <http://a.example/b> <http://a.example/c> .\n", "1 条语句中没有一条", "none of its 1 statements"),
        ("a.jsonld", '{"name": "甲"}', "0 条语句", "none of its 0 statements"),
        ("a.jsonld", '{"@context": "https://schema.org/", "@id": "https://a.example/a"}', "有语法错误", "remote contexts"),
        ("a.trig", "<http://a.example/a> <https://w3id.org/dgkg/ontology#locatedIn> <http://a.example/c> .", "却没有本体", "not the ontology"),
        ("a.ttl", "PK\x03\x04", "第 1 行", "line 1"),
    ],
    ids=["foreign", "no RDF", "remote context", "no ontology", "no text"],
)  # fmt: skip
def test_a_foreign_file_says_what_is_wrong_with_it(tmp_path, name, text, zh, en):
    (tmp_path / name).write_text(text, encoding="utf-8")
    for told in (lambda: dgkg.load(tmp_path / name), lambda: open_export(tmp_path / name)):
        with pytest.raises(DataError) as caught:
            told()
        assert str(tmp_path / name) in caught.value.zh
        assert zh in caught.value.zh
        assert en in caught.value.en


@pytest.mark.parametrize("form", ["graphml", "gexf", "xlsx"])
def test_a_view_cannot_be_read_back_and_says_what_can(plain, tmp_path, form):
    with pytest.raises(UsageError) as caught:
        open_export(plain.export(tmp_path / f"out.{form}"))
    assert ".nq" in caught.value.zh
    assert "only RDF exports keep everything" in caught.value.en


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DataError) as caught:
        dgkg.load(tmp_path / "gone.nq")
    assert str(tmp_path / "gone.nq") in caught.value.zh


def test_the_command_line_validates_an_exported_file(plain, tmp_path):
    whole, bare = plain.export(tmp_path / "out.nq"), plain.export(tmp_path / "out.ttl")
    assert door("validate", whole).exit_code == 0
    noted = door("validate", bare)
    assert (noted.exit_code, "nothing can be cited" in noted.stderr) == (0, True)
    (tmp_path / "cut.nq").write_bytes(whole.read_bytes()[:-9])
    assert_complains(door("validate", tmp_path / "cut.nq"), 3, "有语法错误", "cut.nq, line ")
    assert_complains(door("validate", tmp_path / "out.csv"), 2, "无法读回", "cannot be read back")
    assert_complains(door("validate", tmp_path / "gone.trig"), 3, "无法读取", "Cannot read")
    assert "jia-electronics" in door("find", "甲电子", graph=whole).stdout
