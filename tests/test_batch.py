"""N-Quads of many sources and large tables, on one machine: all that is stated, once, each with its sentence."""

from __future__ import annotations

import csv
import errno
import io
import re
from pathlib import Path

import pyarrow as pa
import pyoxigraph as ox
import pytest
from pyarrow import parquet

import dgkg
from dgkg.batch import Plan, delimited, job, planned, write_quads
from dgkg.errors import DataError, DgkgError, OutputError
from dgkg.places import find_record
from dgkg.trig import merged
from tests.conftest import PREFIXES, ROOT, write_small_city
from tests.doors import assert_complains
from tests.doors import dgkg as run
from tests.rosters import (
    FIGURES,
    FIGURES_MAPPING,
    ROSTER,
    ROSTER_MAPPING,
    big_roster,
    write_inputs,
    write_table,
)

SENTENCE = "https://w3id.org/dgkg/source/binjiang-2024/"


def written(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def lines_of(folder: Path) -> list[str]:
    return [line for path in sorted(folder.glob("*.nq")) for line in path.read_text(encoding="utf-8").splitlines()]


def about(folder: Path, name: str) -> list[str]:
    """What is said of a thing, without its own IRI."""
    start = f"<https://w3id.org/dgkg/id/{name}> "
    return [line.removeprefix(start) for line in lines_of(folder) if line.startswith(start)]


def rejected(folder: Path) -> list[tuple[int, str]]:
    """Row and reason of what was rejected."""
    text = (folder / "rejected.csv").read_text(encoding="utf-8")
    return [(int(row["row"]), row["en"]) for row in csv.DictReader(io.StringIO(text))]


def rows_of(path: Path, size: int) -> list[tuple[int, object]]:
    """Row numbers and cells of a CSV file that is read in stretches of about so many bytes."""
    columns = len(path.read_text(encoding="utf-8").splitlines()[0].split(","))
    return [row for place in delimited.stretches(path, size) for row in delimited.rows_of(path, place, columns)]


def quads_from(tmp_path: Path, mapping: str, table: str | bytes, name: str = "roster", suffix: str = ".csv") -> Path:
    """N-Quads of the small city and one table."""
    inputs = [write_small_city(tmp_path / "city"), write_table(tmp_path, name, mapping, table, suffix)]
    plan = planned(inputs)
    # The ontology is the same every time, and most of the work.
    units = tuple(unit for unit in plan.units if "ontology" not in unit.path.parts)
    write_quads(Plan(units, plan.passages), tmp_path / "quads")
    return tmp_path / "quads"


def test_the_record_comes_out_statement_by_statement_each_once_and_spelt_as_it_is(tmp_path):
    done = write_quads(planned([]), tmp_path / "quads")
    files = find_record().files()
    lines = lines_of(tmp_path / "quads")
    assert len(lines) == len(set(lines)) == done.quads == len(merged(files))
    assert set(ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS)) == set(merged(files))
    # Parsing gives up no spelling here, and every file is in order.
    for part in (tmp_path / "quads").glob("*.nq"):
        assert part.read_bytes().splitlines() == sorted(part.read_bytes().splitlines())


def test_language_tags_and_numbers_keep_their_spelling(tmp_path):
    city = write_small_city(tmp_path / "city", 'id:bing a dgo:Company ; skos:altLabel "Bing"@en-GB ; dgo:x 1.50 .')
    write_quads(planned([city]), tmp_path / "quads")
    assert '<http://www.w3.org/2004/02/skos/core#altLabel> "Bing"@en-GB .' in about(tmp_path / "quads", "bing")
    assert '"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>' in "\n".join(about(tmp_path / "quads", "bing"))


def test_a_roster_states_each_row_in_the_graph_of_its_sentence_and_names_outside(tmp_path):
    write_quads(planned(write_inputs(tmp_path)), tmp_path / "quads")
    dgo, skos = "https://w3id.org/dgkg/ontology#", "http://www.w3.org/2004/02/skos/core#"
    assert about(tmp_path / "quads", "bing-optics") == [
        f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{dgo}Company> .",
        f'<{skos}prefLabel> "Bing Optics"@en .',
        f'<{skos}prefLabel> "丙光学"@zh .',
        f"<{dgo}activeIn> <https://w3id.org/dgkg/id/semiconductors-and-ic> <{SENTENCE}1.1-p1-s1> .",
        f"<{dgo}activeIn> <https://w3id.org/dgkg/id/software-it-services> <{SENTENCE}1.1-p1-s1> .",
        f"<{dgo}locatedIn> <https://w3id.org/dgkg/id/jiangwan-park> <{SENTENCE}1.1-p1-s1> .",
    ]
    assert f'<{skos}prefLabel> "丁\\"机器人\\"厂"@zh .' in about(tmp_path / "quads", "ding-robotics")


def test_what_was_made_of_a_city_and_its_tables_is_built_asked_cited_and_keeps_the_rules(tmp_path):
    city, *tables = write_inputs(tmp_path)
    assert run("quads", city, *tables, "-o", tmp_path / "quads").exit_code == 0
    assert run("build", tmp_path / "store", tmp_path / "quads").exit_code == 0
    kg = dgkg.load(tmp_path / "store")
    firms = kg.query("firms-in-place", place="江湾园")
    assert "丙光学" in str(firms)
    assert "1.1-p1-s1" in [citation.passage.id for citation in kg.cite(firms)]
    assert "463.4亿元" in str(kg.query("figures-of-place", place="滨江"))
    assert kg.validate().findings == ()
    kg.close()


def test_the_same_figure_has_the_same_node_wherever_its_row_stands(tmp_path):
    there, back = tmp_path / "there", tmp_path / "back"
    there.mkdir()
    back.mkdir()
    head, *rows = FIGURES.splitlines()
    forward = quads_from(there, FIGURES_MAPPING, FIGURES, "figures")
    backward = quads_from(back, FIGURES_MAPPING, "\n".join([head, *reversed(rows)]), "figures")
    assert written(forward) == written(backward)
    nodes = {line.split(" ")[0] for line in lines_of(forward) if "/id/figure-" in line.split(" ")[0]}
    assert len(nodes) == 2


def test_a_figure_is_in_base_units_and_keeps_what_is_printed(tmp_path):
    lines = "\n".join(lines_of(quads_from(tmp_path, FIGURES_MAPPING, FIGURES, "figures")))
    number = "http://www.w3.org/2001/XMLSchema#decimal"
    for value, printed, sentence in (("46340000000", "463.4亿元", "1.1-p1-s1"), ("7.5", "7.50%", "1.1-p1-s2")):
        assert f'ontology#value> "{value}"^^<{number}> <{SENTENCE}{sentence}> .' in lines
        assert f'ontology#valueText> "{printed}" <{SENTENCE}{sentence}> .' in lines


BAD_ROWS = {
    "no sentence": ("x,某,X,jiangwan-park,,,,", "column sentence is empty: every fact leads to a sentence"),
    "a sentence that there is not": ("x,某,X,jiangwan-park,,,,7.7-p1-s1", "the source has no sentence “7.7-p1-s1”"),
    "a sentence of another source": ("x,某,X,jiangwan-park,,,,../a/1.1-p1-s1", "the source has no sentence"),
    "a fact where only plans stand": ("x,某,X,jiangwan-park,,,,1.2-p1-s1", "stands in a section that recommends"),
    "no name": ("x,,X,jiangwan-park,,,,1.1-p1-s1", "column zh is empty"),
    "nothing stated": ("x,某,X,,,,,1.1-p1-s1", "the row states nothing"),
    "a place that is no identifier": ("x,某,X,江湾园,,,,1.1-p1-s1", "column place: “江湾园” is no identifier"),
    "an identifier that would break out": ("x> <a:b,某,X,jiangwan-park,,,,1.1-p1-s1", "is no identifier"),
    "a word that is no code": ("x,某,X,jiangwan-park,,h,候补,1.1-p1-s1", "“候补” is not among the codes of stage"),
    "cells too few": ("x,某,X", "3 cells under 8 columns"),
    "bytes that are no UTF-8": ("x,\udcff,X,jiangwan-park,,,,1.1-p1-s1", "is not UTF-8 text"),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_bad_row_is_rejected_with_its_number_and_reason_and_says_nothing(tmp_path, case):
    row, reason = BAD_ROWS[case]
    table = (ROSTER + row + "\nzi-net,子网,Zi Net,jiangwan-park,,,,1.1-p1-s1\n").encode(errors="surrogateescape")
    quads = quads_from(tmp_path, ROSTER_MAPPING, table)
    ((number, told),) = rejected(quads)
    assert number == 5
    assert reason in told
    assert not about(quads, "x")
    assert len(about(quads, "zi-net")) == 4


@pytest.mark.parametrize(
    ("value", "unit", "reason"),
    [
        ("约20", "%", "“约20” is no number"),
        ("1,234", "%", "“1,234” is no number"),
        ("1e5", "%", "is no number"),
        ("NaN", "%", "is no number"),
        ("１２", "%", "is no number"),
        ("5", "亿", "“亿” is not among the codes of unit"),
    ],
)
def test_a_value_that_is_no_number_is_never_made_one(tmp_path, value, unit, reason):
    row = f'indicator-growth-rate,binjiang,period-at-report,{unit},"{value}",about,1.1-p1-s1\n'
    ((number, told),) = rejected(quads_from(tmp_path, FIGURES_MAPPING, FIGURES + row, "figures"))
    assert number == 4
    assert reason in told


def test_rejected_rows_are_told_with_row_and_reason_and_the_rest_is_written(tmp_path):
    city, roster, _ = write_inputs(tmp_path, ROSTER + "x,某,X,jiangwan-park,,,,\n")
    result = run("quads", city, roster, "-o", tmp_path / "quads")
    assert_complains(result, 3, "有 1 行或文件未被采纳", "1 rows or files were rejected")
    assert "roster.csv 第 5 行：列 sentence 为空：每条事实都要有句子" in result.stderr
    assert "roster.csv, row 5: column sentence is empty" in result.stderr
    assert about(tmp_path / "quads", "bing-optics")


def test_a_broken_file_of_a_city_is_rejected_by_line_and_the_other_cities_are_there(tmp_path):
    good, bad = write_small_city(tmp_path / "good"), write_small_city(tmp_path / "bad")
    (bad / "graph" / "binjiang-2024" / "2.trig").write_text(f"{PREFIXES}r:1.1-p1-s1 {{\n  id:a id:b", encoding="utf-8")
    (bad / "graph" / "binjiang-2024" / "3.trig").write_text(f"{PREFIXES}id:a dgo:locatedIn [] .", encoding="utf-8")
    assert write_quads(planned([good, bad]), tmp_path / "quads").rejected == 2
    (row, broken), (_, blank) = rejected(tmp_path / "quads")
    assert row == 11
    assert "2.trig, line 11" in broken
    assert "blank nodes" in blank
    assert about(tmp_path / "quads", "jia-electronics")


def test_stretches_of_any_size_give_the_rows_of_the_whole_file_and_their_numbers(tmp_path):
    table = (
        "\ufeffa,b\r\n"
        '1,"two\r\nlines"\r\n'
        '2,"a ""mark"", and\n\n""more"""\r\n'
        '\r\n'
        '"",""\n'
        '3,plain\r\n'
        '"""",4'
    )  # fmt: skip
    (tmp_path / "t.csv").write_bytes(table.encode())
    whole = [
        (1, ["a", "b"]),
        (2, ["1", "two\r\nlines"]),
        (3, ["2", 'a "mark", and\n\n"more"']),
        (5, ["", ""]),
        (6, ["3", "plain"]),
        (7, ['"', "4"]),
    ]
    assert all(rows_of(tmp_path / "t.csv", size) == whole for size in range(1, len(table.encode()) + 2))


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ('a,b\n1,5" disk\n2,"x\ny"\n', 2),
        ('a,b\n1,"x" y\n', 2),
        ('a,b\n1,"p\nq"\n2,"never closed\n3,4\n', 3),
        ('a,b\n1, "x"\n', 2),
    ],
)
def test_quotation_marks_that_would_hide_where_rows_begin_are_refused_with_the_row(tmp_path, table, row):
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    for size in (1, 7, 1000):
        with pytest.raises(DataError, match=rf"row {row}: a quotation mark"):
            list(delimited.stretches(tmp_path / "t.csv", size))


def test_parquet_says_what_the_same_table_says_as_csv_or_tsv(tmp_path):
    rows = list(csv.reader(io.StringIO(FIGURES)))
    columns = dict(zip(rows[0], zip(*rows[1:], strict=True), strict=True))
    columns["value"] = [float(text) for text in columns["value"]]
    buffer = io.BytesIO()
    parquet.write_table(pa.table(columns), buffer, row_group_size=1)
    kinds = {".csv": FIGURES, ".tsv": FIGURES.replace(",", "\t"), ".parquet": buffer.getvalue()}
    made = []
    for suffix, table in kinds.items():
        (folder := tmp_path / suffix[1:]).mkdir()
        made.append(written(quads_from(folder, FIGURES_MAPPING, table, "figures", suffix)))
    assert made[0] == made[1] == made[2]


def test_a_bad_row_of_parquet_has_its_number_across_row_groups(tmp_path):
    rows = [*csv.reader(io.StringIO(ROSTER)), ["x", "某", "X", "jiangwan-park", "", "", "", None]]
    columns = dict(zip(rows[0], map(list, zip(*rows[1:], strict=True)), strict=True))
    buffer = io.BytesIO()
    parquet.write_table(pa.table(columns), buffer, row_group_size=3)
    ((number, told),) = rejected(quads_from(tmp_path, ROSTER_MAPPING, buffer.getvalue(), suffix=".parquet"))
    assert (number, told) == (4, "column sentence is empty: every fact leads to a sentence")


def test_several_processes_and_small_stretches_write_the_very_files_of_one(tmp_path, monkeypatch):
    city, roster, figures = write_inputs(tmp_path, big_roster(2000))
    write_quads(planned([city, roster, figures]), tmp_path / "one", parts=5)
    monkeypatch.setattr(delimited.stretches, "__defaults__", (10_000,))
    plan = planned([figures, city, roster])
    assert len([unit for unit in plan.units if unit.path.name == "roster.csv"]) > 10
    told = []
    write_quads(plan, tmp_path / "many", parts=5, jobs=2, progress=lambda done, of: told.append((done, of)))
    assert written(tmp_path / "one") == written(tmp_path / "many")
    assert set(written(tmp_path / "one")) == {*(f"part-0000{n}.nq" for n in range(5)), "rejected.csv"}
    assert len(rejected(tmp_path / "one")) == 40
    assert told[-1] == (len(plan.units), len(plan.units))


def test_a_second_run_takes_the_place_of_the_first_and_other_files_are_left_alone(tmp_path):
    city, roster, _ = write_inputs(tmp_path, ROSTER + "x,某,X,jiangwan-park,,,,\n")
    write_quads(planned([city, roster]), tmp_path / "quads", parts=4)
    write_quads(planned([city]), tmp_path / "quads", parts=2)
    assert set(written(tmp_path / "quads")) == {"part-00000.nq", "part-00001.nq"}
    (tmp_path / "quads" / "notes.txt").write_text("mine", encoding="utf-8")
    assert_complains(run("quads", city, "-o", tmp_path / "quads"), 2, "中有其他文件", "holds other files")
    assert (tmp_path / "quads" / "notes.txt").exists()


def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch):
    city = write_small_city(tmp_path / "city")
    write_quads(planned([city]), tmp_path / "quads")
    before = written(tmp_path / "quads")

    def full(*_given):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(job, "write_part", full)
    with pytest.raises(OutputError, match="No space left"):
        write_quads(planned([city]), tmp_path / "quads")
    assert written(tmp_path / "quads") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["city", "quads"]


def test_an_input_that_goes_away_meanwhile_is_named(tmp_path):
    city = write_small_city(tmp_path / "city")
    plan = planned([city])
    (city / "graph" / "binjiang-2024" / "1.trig").unlink()
    with pytest.raises(DataError, match=r"Cannot read .*1\.trig"):
        write_quads(plan, tmp_path / "quads")
    assert not (tmp_path / "quads").exists()


def test_without_a_folder_the_record_is_read(tmp_path):
    mapping = ROSTER_MAPPING.replace("binjiang-2024", "dongguan-2023")
    table = ROSTER.splitlines()[0] + "\nbing-optics,丙光学,Bing Optics,songshan-lake,,,,2.1.2-p1-s1\n"
    assert run("quads", write_table(tmp_path, "roster", mapping, table), "-o", tmp_path / "quads").exit_code == 0
    assert about(tmp_path / "quads", "bing-optics")
    assert about(tmp_path / "quads", "songshan-lake")


BAD_MAPPINGS = {
    "no TOML": ("table =", "is no TOML"),
    "no such entry": ('tabel = "x"\n' + ROSTER_MAPPING, "tabel: there is no such entry"),
    "nothing stated": (ROSTER_MAPPING.partition("[[stated]]")[0], "stated: there has to be one at least"),
    "no subject": (ROSTER_MAPPING + '[[stated]]\na = "dgo:Company"\n', "stated.about: is missing"),
    "no such relation": (ROSTER_MAPPING.replace("dgo:locatedIn", "dgo:locatedInn"), "did you mean dgo:locatedIn?"),
    "no such class": (ROSTER_MAPPING.replace("dgo:Company", "dgo:Firm"), "dgo:Firm: the ontology has no such word"),
    "a fact without a sentence": (
        ROSTER_MAPPING.replace("[[stated]]", "[[known]]", 1),
        "dgo:locatedIn: tells a fact: it belongs under [[stated]]",
    ),
    "a name in a sentence": (ROSTER_MAPPING.replace("[[known]]", "[[stated]]"), "skos:prefLabel: is a name"),
    "no such column": (ROSTER_MAPPING.replace("{place}", "{park}"), "has no column park; it has: firm, zh"),
    "no such codes": (ROSTER_MAPPING.replace("{stage:stage}", "{stage:steps}"), "is no template of an IRI"),
    "no such prefix": (ROSTER_MAPPING.replace("id:{place}", "place:{place}"), "is no template of an IRI"),
    "no such kind": (ROSTER_MAPPING.replace('{ text = "{zh}"', '{ words = "{zh}"'), "has to be one of: iri text"),
    "a language of a number": (
        ROSTER_MAPPING.replace('{ text = "{zh}", lang', '{ integer = "{zh}", lang'),
        "lang = zh does not go here",
    ),
    "no table": (ROSTER_MAPPING.replace("roster.csv", "gone.csv"), "Cannot read"),
    "no kind of table": (ROSTER_MAPPING.replace("roster.csv", "roster.toml"), "is no table; there are: .csv .tsv"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_MAPPINGS)
def test_a_mapping_that_cannot_be_meant_is_refused_before_anything_is_done(tmp_path, case):
    mapping, reason = BAD_MAPPINGS[case]
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "roster.toml").write_text(mapping, encoding="utf-8")
    with pytest.raises(DgkgError) as told:
        planned([write_small_city(tmp_path / "city"), tmp_path / "roster.toml"])
    assert reason in told.value.en
    assert told.value.zh


def test_inputs_of_no_known_kind_and_folders_without_a_graph_are_named(tmp_path):
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    assert_complains(
        run("quads", tmp_path / "a.txt", "-o", tmp_path / "q"), 2, "既不是文件夹", "is no folder, no mapping"
    )
    assert_complains(run("quads", tmp_path, "-o", tmp_path / "q"), 3, "没有 graph/", "holds no folder graph/")
    assert_complains(run("build", tmp_path / "s", tmp_path), 2, "不是 RDF 文件", "no folder of .nq files")
    assert not (tmp_path / "q").exists()


def test_the_mapping_in_the_documentation_can_be_read(tmp_path):
    (example,) = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "batch.md").read_text(encoding="utf-8"), re.DOTALL)
    table = (
        FIGURES.replace("sentence\n", "sentence,area_zh\n").replace("-s1\n", "-s1,滨江市\n").replace("-s2\n", "-s2,\n")
    )
    quads = quads_from(tmp_path, example, table.replace(",%,", ",亿元,"), "figures")
    assert '<http://www.w3.org/2004/02/skos/core#altLabel> "滨江市"@zh .' in about(quads, "binjiang")
    assert not (quads / "rejected.csv").exists()
