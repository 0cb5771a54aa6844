"""The graph as tables: what an analyst opens in Excel, pandas or a graph database."""

from __future__ import annotations

import csv
import json
import re
import sys
import xml.etree.ElementTree as ET
import zipfile
from decimal import Decimal

import pandas as pd
import pytest

import dgkg
from dgkg.errors import UsageError
from dgkg.namespaces import DGO
from tests.conftest import SMALL_STATEMENTS, write_small_city

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_xlsx(path):
    """Sheet names with their rows; numbers come as floats, texts as str, a formula as an assertion."""
    with zipfile.ZipFile(path) as book:
        strings = [
            "".join(t.text or "" for t in si.iter(f"{MAIN}t"))
            for si in ET.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        names = [s.get("name") for s in ET.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")]
        sheets = {}
        for number, name in enumerate(names, 1):
            root = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            assert not list(root.iter(f"{MAIN}f")), "a formula"
            rows = []
            for row in root.iter(f"{MAIN}row"):
                cells = {}
                for cell in row:
                    value = cell.findtext(f"{MAIN}v")
                    text = strings[int(value)] if cell.get("t") == "s" else float(value) if value else ""
                    cells[re.match("[A-Z]+", cell.get("r"))[0]] = text
                rows.append(cells)
            heads = rows[0]
            sheets[name] = [{heads[place]: row.get(place, "") for place in heads} for row in rows[1:]]
        return sheets


@pytest.fixture(scope="module")
def folder(kg, tmp_path_factory):
    return kg.export(tmp_path_factory.mktemp("csv") / "tables", "csv")


# -- things ----------------------------------------------------------------------------------------


def test_there_is_a_table_for_each_type_of_thing(small_city, tmp_path):
    folder = small_city.export(tmp_path / "tables", "csv")
    firms = read_csv(folder / "Company.csv")
    assert [(f["id"], f["name_zh"], f["name_en"], f["aliases_zh"]) for f in firms] == [
        ("jia-electronics", "甲电子", "Jia Electronics", "甲"),
        ("yi-software", "乙软件", "Yi Software", ""),
    ]
    assert firms[0]["sentences"] == "1.1-p1-s1 | 1.1-p1-s2"
    (wish,) = read_csv(folder / "Envisaged.csv")
    assert (wish["name_zh"], wish["status"], wish["status_zh"]) == ("滨江算力港", "proposed", "建议")


def test_aliases_and_identifiers_of_a_firm_stand_beside_its_names(folder):
    biwin = next(row for row in read_csv(folder / "Company.csv") if row["id"] == "biwin")
    assert "佰维存储" in biwin["aliases_zh"].split(" | ")
    assert any("688525" in identifier for identifier in biwin["identifiers"].split(" | "))


def test_everything_that_a_relation_leads_to_has_a_row_somewhere(kg, folder):
    relations = read_csv(folder / "relations.csv")
    assert len(relations) == kg.network().number_of_edges()
    ends = {row[end] for row in relations for end in ("source", "target")}
    known = {row["id"] for path in folder.glob("[A-Z]*.csv") for row in read_csv(path)}
    assert ends <= known
    assert all(row["name_zh"] and row["name_en"] for path in folder.glob("[A-Z]*.csv") for row in read_csv(path))


def test_every_citation_leads_to_a_row_of_the_sources(folder):
    sources = {row["iri"] for row in read_csv(folder / "sources.csv")}
    cited = {iri for row in read_csv(folder / "relations.csv") for iri in row["sentence_iris"].split(" | ")}
    cited |= {row["sentence_iri"] for name in ("figures", "rankings") for row in read_csv(folder / f"{name}.csv")}
    assert cited <= sources


def test_the_words_of_an_attached_report_are_in_no_table(tmp_path):
    from tests.conftest import SMALL_REPORT

    city = dgkg.load(write_small_city(tmp_path / "city"))
    city.attach(SMALL_REPORT.encode())
    folder = city.export(tmp_path / "tables", "csv")
    assert "甲电子位于江湾园" not in "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())


# -- figures ---------------------------------------------------------------------------------------


def test_a_figure_has_its_number_unit_period_scope_and_citation(folder):
    rows = {row["id"]: row for row in read_csv(folder / "figures.csv")}
    firms = rows["obs-dongguan-semiconductor-firms-2023"]
    assert (firms["value"], firms["unit"], firms["period_zh"], firms["population_zh"]) == (
        "1454",
        "NUM",
        "2023年",
        "规上",
    )
    assert (firms["printed"], firms["kind"], firms["sentence"]) == ("1454家", "Observation", "2.1.2-p1-s2")
    assert firms["citation_zh"].endswith("[2.1.2-p1-s2]")


def test_a_bound_has_no_value_and_a_cap_is_no_observation(kg, folder):
    rows = read_csv(folder / "figures.csv")
    assert len(rows) == len(
        kg.sparql(f"SELECT DISTINCT ?f {{ VALUES ?c {{ <{DGO.Observation}> <{DGO.Target}> <{DGO.Cap}> }} ?f a ?c }}")
    )
    for row in rows:
        assert not (row["value"] and (row["lower_bound"] or row["upper_bound"]))
        assert row["value"] or row["nominal_value"] or row["qualifier"] == "text"
    assert {row["kind"] for row in rows} == {"Observation", "Target", "Cap"}
    assert all(row["upper_bound"] and not row["value"] for row in rows if row["printed"].startswith("最高"))


def test_a_place_on_a_list_is_a_number(folder):
    rows = {row["id"]: row for row in read_csv(folder / "rankings.csv")}
    assert len(rows) == 31
    assert rows["rank-dongguan-digital-economy-2022"]["rank"] == "21"
    assert all(row["rank"] or row["within_top"] or row["printed"] for row in rows.values())


# -- workbook --------------------------------------------------------------------------------------


def test_a_workbook_has_the_same_tables_in_the_readers_language(kg, folder, tmp_path):
    zh = read_xlsx(kg.export(tmp_path / "zh.xlsx", lang="zh"))
    en = read_xlsx(kg.export(tmp_path / "en.xlsx", lang="en"))
    assert next(iter(zh)), next(iter(en)) == ("目录", "contents")
    assert len(zh) == len(en) == len(list(folder.glob("*.csv"))) + 1
    assert {row["类型代码"]: int(row["行数"]) for row in zh["目录"]} == {
        path.stem: len(read_csv(path)) for path in folder.glob("*.csv")
    }
    assert [row["表"] for row in zh["目录"]] == list(zh)[1:]
    assert "企业" in zh
    assert "companies" in en
    assert {"中文名", "英文名", "别名", "标识", "出处"} <= set(zh["企业"][0])
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in [*zh, *en])


def test_figures_in_a_workbook_are_numbers(kg, tmp_path):
    figures = read_xlsx(kg.export(tmp_path / "out.xlsx"))["数字"]
    firms = next(row for row in figures if row["原文"] == "1454家" and row["指标"] == "企业数")
    assert firms["数值"] == 1454.0
    assert all(
        isinstance(row[name], float) or row[name] == ""
        for row in figures
        for name in ("数值", "下界", "上界", "所印数值")
    )
    assert not any("（英文）" in heading for heading in figures[0])


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_a_workbook_or_a_table_runs(tmp_path, start):
    registry = (
        f'id:evil a dgo:Company ; skos:prefLabel "{start}HYPERLINK(1)"@zh , "Evil"@en ; skos:altLabel "{start}2+3"@zh .'
    )
    statements = SMALL_STATEMENTS + "r:1.1-p1-s1 { id:evil dgo:locatedIn id:binjiang . }"
    city = dgkg.load(write_small_city(tmp_path / "city", registry, statements))
    sheets = read_xlsx(city.export(tmp_path / "out.xlsx"))  # the reader refuses formulas
    assert f"{start}HYPERLINK(1)" in {row["中文名"] for row in sheets["企业"]}
    for form in ("csv", "cypher"):
        for path in city.export(tmp_path / form, form).glob("*.csv"):
            with path.open(encoding="utf-8-sig", newline="") as file:
                assert not [cell for row in csv.reader(file) for cell in row if cell[:1] in set("=+@")], path.name
                assert f"\n{start}" not in path.read_text(encoding="utf-8")


# -- descriptions ----------------------------------------------------------------------------------


def test_the_tables_describe_themselves(folder):
    described = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))
    assert described["@context"] == "http://www.w3.org/ns/csvw"
    assert {table["url"] for table in described["tables"]} == {path.name for path in folder.glob("*.csv")}
    for table in described["tables"]:
        rows = read_csv(folder / table["url"])
        columns = table["tableSchema"]["columns"]
        assert [column["titles"] for column in columns] == list(rows[0])
        keys = [tuple(row[name] for name in table["tableSchema"].get("primaryKey", [])) for row in rows]
        assert len(set(keys)) == len(rows) or table["url"] == "relations.csv"
        for column in columns:
            assert {title["@language"] for title in column["dc:title"]} == {"zh", "en"}
            cells = [row[column["name"]] for row in rows if row[column["name"]]]
            if column["datatype"] == "decimal":
                assert all(Decimal(cell).is_finite() for cell in cells)
            if column["datatype"] == "anyURI":
                assert all(cell.startswith("https://") for cell in cells)
            if "separator" not in column:
                assert not any(" | " in cell for cell in cells)


# -- Parquet ---------------------------------------------------------------------------------------


def test_parquet_keeps_numbers_and_lists(kg, folder, tmp_path):
    tables = kg.export(tmp_path / "parquet", "parquet")
    figures = pd.read_parquet(tables / "figures.parquet")
    assert figures["value"].dtype == "float64"
    assert figures["value"].notna().sum() == sum(bool(row["value"]) for row in read_csv(folder / "figures.csv"))
    relations = pd.read_parquet(tables / "relations.parquet")
    assert len(relations) == kg.network().number_of_edges()
    assert list(relations["sentences"].iloc[0]) == read_csv(folder / "relations.csv")[0]["sentences"].split(" | ")
    things = pd.read_parquet(tables / "things.parquet")
    assert things["type"].value_counts()["Company"] == len(read_csv(folder / "Company.csv"))
    assert {path.name for path in tables.iterdir()} == {
        f"{n}.parquet" for n in ("figures", "rankings", "relations", "sources", "things")
    }


@pytest.mark.parametrize(
    ("form", "package", "extra"), [("parquet", "pyarrow", "dgkg[parquet]"), ("xlsx", "xlsxwriter", "dgkg[xlsx]")]
)
def test_a_missing_extra_is_named_and_nothing_is_written(small_city, tmp_path, monkeypatch, form, package, extra):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UsageError) as caught:
        small_city.export(tmp_path / f"out.{form}")
    assert extra in caught.value.zh
    assert extra in caught.value.en
    assert not (tmp_path / f"out.{form}").exists()


# -- Cypher ----------------------------------------------------------------------------------------


def test_nodes_and_relationships_have_the_headers_that_neo4j_reads(kg, tmp_path):
    folder = kg.export(tmp_path / "neo4j", "cypher")
    network = kg.network()
    assert not (folder / "nodes.csv").read_bytes().startswith(b"\xef\xbb\xbf"), "a database would take it for a name"
    nodes, edges = read_csv(folder / "nodes.csv"), read_csv(folder / "relationships.csv")
    assert list(nodes[0])[:2] == ["id:ID", ":LABEL"]
    assert list(edges[0])[:3] == [":START_ID", ":END_ID", ":TYPE"]
    assert (len(nodes), len(edges)) == (network.number_of_nodes(), network.number_of_edges())
    ids = [row["id:ID"] for row in nodes]
    assert len(set(ids)) == len(ids)
    assert {row[end] for row in edges for end in (":START_ID", ":END_ID")} <= set(ids)
    assert all(re.fullmatch(r"[A-Za-z]+", row[":LABEL"]) for row in nodes)
    assert all(re.fullmatch(r"[A-Z][A-Z_]*", row[":TYPE"]) for row in edges)
    assert {"LOCATED_IN", "MEMBER_OF", "APPLIES_TO"} <= {row[":TYPE"] for row in edges}
    assert all(row["sentences:string[]"] and "," not in row["sentences:string[]"] for row in edges)


def test_the_folder_says_how_to_load_it(small_city, tmp_path):
    told = (small_city.export(tmp_path / "neo4j", "cypher") / "README.txt").read_text(encoding="utf-8")
    assert "neo4j-admin database import full neo4j --nodes=nodes.csv --relationships=relationships.csv" in told
    assert '--array-delimiter="|"' in told
