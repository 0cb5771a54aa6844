"""The command line's tables and files: every format, by option and by suffix, and what goes where."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from importlib.util import find_spec

import pyoxigraph as ox
import pytest

from tests.conftest import SMALL_REPORT, write_small_city
from tests.doors import FORMATS, command, dgkg, missing

QUESTION = ("query", "figures-of-place", "place=甲电子")
TABLES = {
    "find": ("find", "甲电子"),
    "query": QUESTION,
    "queries": ("queries", "--tag", "company"),
    "trace": ("trace", "software-it-services"),
    "source": ("source", "list"),
}
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """The small city, with a firm whose name a spreadsheet would run."""
    formula = 'id:formula-firm a dgo:Company ; skos:prefLabel "=1+1"@zh , "@SUM"@en ; skos:altLabel "甲电子"@zh .'
    return write_small_city(tmp_path_factory.mktemp("forms") / "city", registry=formula)


def read(form, text):
    """Headings and rows of a table, as text, from any of its forms."""
    if form in {"csv", "tsv"}:
        return list(
            csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter="," if form == "csv" else "\t")
        )
    if form in {"json", "jsonl"}:
        records = json.loads(text) if form == "json" else [json.loads(line) for line in text.splitlines()]
        cells = [["" if value is None else str(value) for value in record.values()] for record in records]
        return [list(records[0]), *cells]
    lines = text.splitlines()
    assert set(lines[1]) <= set("─ |-")
    if form == "md":
        return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in [lines[0], *lines[2:]]]
    # A plain table: columns are two spaces apart.
    return [re.split(r" {2,}", line.strip()) for line in [lines[0], *lines[2:]]]


@pytest.fixture(scope="module", params=TABLES)
def table(request, city):
    """The words of a command that prints a table, and its rows."""
    words = TABLES[request.param]
    return words, read("json", dgkg(*words, "--format", "json", graph=city).stdout)


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "json"])
def test_a_table_says_the_same_in_every_format(city, table, form):
    words, expected = table
    told = read(form, dgkg(*words, "--format", form, graph=city).stdout)
    assert len(told) == len(expected) >= 2
    for row, wanted in zip(told, expected, strict=True):
        # The gap that an empty cell leaves in a plain table cannot be told from the gap between columns.
        cells = [cell for cell in wanted if cell] if form == "table" else wanted
        assert [cell.lstrip("'") for cell in row] == cells


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_numbers_stay_numbers_in_json(city, lang):
    records = json.loads(dgkg(*QUESTION, "--format", "json", graph=city, lang=lang).stdout)
    printed = {"zh": "12.5亿元", "en": "CNY 1.25 bn (12.5亿元)"}[lang]
    output = next(r for r in records if printed in r.values())
    assert {"zh": output.get("数值"), "en": output.get("value")}[lang] == 1250000000


def test_csv_begins_with_a_byte_order_mark_and_ends_its_lines_as_excel_does(city):
    data = dgkg(*QUESTION, "--format", "csv", graph=city).stdout_bytes
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 3


@pytest.mark.parametrize(("form", "name"), [("csv", "'=1+1"), ("tsv", "'=1+1"), ("json", "=1+1")])
def test_a_name_that_a_spreadsheet_would_run_stays_a_name(city, form, name):
    told = dgkg("find", "formula-firm", "--format", form, graph=city, lang="zh").stdout
    assert name in [cell for row in read(form, told) for cell in row]


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".json", ".jsonl", ".md", ".CSV"])
@pytest.mark.parametrize("name", ["query", "queries"])
def test_the_suffix_of_the_file_gives_the_format(city, tmp_path, name, suffix):
    words, file = TABLES[name], tmp_path / f"表{suffix}"
    written = dgkg(*words, "-o", file, graph=city)
    assert (written.exit_code, written.stdout) == (0, "")
    printed = dgkg(*words, "--format", suffix[1:].lower(), graph=city)
    assert file.read_bytes() == printed.stdout_bytes


def test_the_format_named_wins_over_the_suffix(city, tmp_path):
    dgkg(*QUESTION, "--format", "json", "-o", tmp_path / "a.txt", graph=city)
    assert json.loads((tmp_path / "a.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["query", "trace", "find"])
def test_a_workbook_holds_text_as_text_numbers_as_numbers_and_the_sources(city, tmp_path, name):
    if not find_spec("xlsxwriter"):
        missing("XlsxWriter")
    words, file = TABLES[name], tmp_path / "out.xlsx"
    assert dgkg(*words, "-o", file, graph=city).exit_code == 0
    with zipfile.ZipFile(file) as book:
        parts = {part: ET.fromstring(book.read(part)) for part in book.namelist() if part.endswith(".xml")}
    assert [sheet.get("name") for sheet in parts["xl/workbook.xml"].iter(f"{MAIN}sheet")] == ["data", "sources"]
    texts = ["".join(si.itertext()) for si in parts["xl/sharedStrings.xml"].iter(f"{MAIN}si")]
    data = parts["xl/worksheets/sheet1.xml"]
    assert not list(data.iter(f"{MAIN}f")), "a formula"
    assert data.find(f".//{MAIN}pane").get("state") == "frozen"
    assert data.find(f"{MAIN}autoFilter") is not None
    if name == "find":
        assert "=1+1" in texts
    else:
        assert any("[1.1-p1-s" in text for text in texts), "no citation"
    if name == "query":
        numbers = {cell.findtext(f"{MAIN}v") for cell in data.iter(f"{MAIN}c") if cell.get("t") != "s"}
        assert "1250000000" in numbers


def test_statistics_and_ledger_take_the_same_options(city, tmp_path):
    dgkg("stats", "-o", tmp_path / "stats.json", graph=city)
    assert {"what", "number"} == set(json.loads((tmp_path / "stats.json").read_text(encoding="utf-8"))[0])
    report = tmp_path / "report.txt"
    report.write_text(SMALL_REPORT, encoding="utf-8")
    dgkg("source", "attach", report, graph=city)
    dgkg("ledger", "--all", "-o", tmp_path / "ledger.jsonl", graph=city)
    numbers = [
        json.loads(line)["number"] for line in (tmp_path / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert {"两", "12.5", "8"} <= set(numbers)


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal on this system")
def test_a_terminal_gets_a_table_that_fits_and_a_pipe_gets_tabs(city):
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    words = command("--lang", "en", "--graph", str(city), *TABLES["query"])
    environment = {**os.environ, "PYTHONUTF8": "1"}
    with subprocess.Popen(words, stdout=theirs, stderr=subprocess.DEVNULL, env=environment) as run:
        os.close(theirs)
        told = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            told += piece
    os.close(ours)
    assert run.returncode == 0
    lines = told.decode().splitlines()
    assert set(lines[1]) == {"─", " "}
    assert max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in lines) <= 80
    assert "…" not in told.decode()
    assert "\t" in dgkg(*TABLES["query"], graph=city).stdout


# -- pictures and exports --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "beginning"),
    [
        (("policy-chain", "industry=software-it-services", "-o", "a.svg"), "<svg"),
        (("policy-chain", "industry=software-it-services", "-o", "a.html"), "<!doctype html"),
        (("ego", "focus=甲电子", "-o", "b.html"), "<!doctype html"),
    ],
)
def test_a_picture_goes_to_its_file_and_a_word_about_it_to_standard_error(
    city, tmp_path, monkeypatch, words, beginning
):
    monkeypatch.chdir(tmp_path)
    for lang, said in (("zh", "已写入"), ("en", "Written to")):
        drawn = dgkg("diagram", *words, graph=city, lang=lang)
        assert (drawn.exit_code, drawn.stdout) == (0, "")
        assert f"{said} {words[-1]}" in drawn.stderr
        text = (tmp_path / words[-1]).read_text(encoding="utf-8")
        assert text.lstrip().lower().startswith(beginning)
        assert {"zh": "软件", "en": "oftware"}[lang] in text


RDF = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("form", RDF)
@pytest.mark.parametrize("by", ["suffix", "option"])
def test_the_graph_is_exported_as_rdf_that_other_programs_read(city, tmp_path, form, by):
    file = tmp_path / (f"a.{form}" if by == "suffix" else "a")
    options = ["--format", form] if by == "option" else []
    exported = dgkg("export", *options, "-o", file, graph=city)
    assert (exported.exit_code, exported.stdout) == (0, "")
    assert str(file) in exported.stderr
    thing = "https://w3id.org/dgkg/"
    fact = [f"{thing}id/yi-software", f"{thing}ontology#locatedIn", f"{thing}id/binjiang"]
    graphs = {
        getattr(q.graph_name, "value", "")
        for q in ox.parse(path=str(file), format=RDF[form])
        if [q.subject.value, q.predicate.value, getattr(q.object, "value", "")] == fact
    }
    assert graphs == {"" if form == "ttl" else f"{thing}source/binjiang-2024/1.1-p1-s1"}


def test_the_graph_is_exported_as_a_network_and_as_tables(city, tmp_path):
    assert dgkg("export", "-o", tmp_path / "a.graphml", graph=city).exit_code == 0
    assert ET.parse(tmp_path / "a.graphml").getroot().tag.endswith("graphml")
    assert dgkg("export", "--format", "csv", "-o", tmp_path / "tables", graph=city).exit_code == 0
    tables = [read("csv", file.read_bytes().decode("utf-8")) for file in (tmp_path / "tables").glob("*.csv")]
    rows = [[cell.rpartition("/")[2] for cell in row] for table in tables for row in table]
    assert any({"yi-software", "binjiang"} <= set(row) for row in rows)
