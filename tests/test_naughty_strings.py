"""Whatever a name is made of comes back as it was given: 515 strings that have broken programs before.

As label, alias, search, parameter, page, endpoint and export; and literals of every spelling.
"""

from __future__ import annotations

import csv
import html
import json

import pyoxigraph as ox
import pytest
from rdflib import Literal, URIRef

import dgkg
from dgkg.errors import AmbiguousNameError, NotFoundError
from dgkg.gazetteer import fold
from dgkg.namespaces import ID
from dgkg.places import find_record
from dgkg.store import build
from dgkg.terms import to_sparql
from tests import servers
from tests.conftest import PREFIXES, SHARED, write_small_city
from tests.exploring import explorer

LIST = SHARED / "suites" / "naughty-strings" / "blns.json"
SKOS = "http://www.w3.org/2004/02/skos/core#"


@pytest.fixture(scope="module")
def strings() -> dict[URIRef, str]:
    """Each string, by the firm that is called so."""
    if not LIST.is_file():
        pytest.skip("the naughty strings are not part of the project: ../shared/suites/ is absent")
    found = json.loads(LIST.read_text(encoding="utf-8"))
    assert len(found) == 515
    return {ID[f"naughty-{number}"]: text for number, text in enumerate(found)}


@pytest.fixture(scope="module")
def folder(strings, tmp_path_factory):
    registry = "".join(
        f'<{firm}> a dgo:Company ; skos:prefLabel {ox.Literal(text)}@zh , "Naughty {firm.rpartition("-")[2]}"@en ; '
        f"skos:altLabel {ox.Literal('别名' + text)}@zh .\n"
        for firm, text in strings.items()
    )
    return write_small_city(tmp_path_factory.mktemp("naughty") / "city", registry=registry)


@pytest.fixture(scope="module")
def city(folder):
    return dgkg.load(folder)


def labels(graph) -> dict[URIRef, str]:
    query = (
        f"SELECT ?a ?b WHERE {{ ?a <{SKOS}prefLabel> ?b FILTER(LANG(?b) = 'zh' && CONTAINS(STR(?a), '/naughty-')) }}"
    )
    return {row[0]: str(row[1]) for row in graph.store.query(query).rows}


def test_a_label_and_an_alias_come_back(city, strings):
    assert labels(city) == strings
    for firm, text in strings.items():
        names = {(name.kind, name.text) for name in city.words.gazetteer.names(firm)}
        assert {("pref", text), ("alt", f"别名{text}")} <= names
        # A thing whose name is empty is called by its id.
        assert city.words.label(firm, "zh") == (text or f"id:{firm.rpartition('/')[2]}")


def test_a_search_finds_what_is_called_so(city, strings):
    for firm, text in strings.items():
        for said in (text, f"别名{text}"):
            if fold(said):
                assert firm in {hit.iri for hit in city.find(said)}, repr(said)


def test_a_parameter_means_what_it_says_and_nothing_else(city, strings):
    for firm, text in strings.items():
        found = city.store.query(
            f"SELECT ?a WHERE {{ VALUES ?name {{ {to_sparql(Literal(text, lang='zh'))} }} ?a <{SKOS}prefLabel> ?name }}"
        )
        assert (firm,) in found.rows
        try:
            named = city.query("facts-of-entity", thing=text)
        except (NotFoundError, AmbiguousNameError):
            continue
        assert len(named) == 0


def test_a_page_shows_it_as_text(city, strings):
    client = explorer(city)
    for firm, text in strings.items():
        page = client.get(f"/e/company/{firm.rpartition('/')[2]}")
        assert page.status_code == 200
        told = " ".join(html.unescape(page.text).split())
        assert " ".join(text.split()) in told, repr(text)
        if "<" in text:
            assert text not in page.text, repr(text)
    for text in strings.values():
        assert client.get("/search", params={"q": text}).status_code < 500


@pytest.mark.parametrize("place", ["our own endpoint", "Oxigraph's server", "Virtuoso", "disk"])
def test_every_store_gives_it_back(city, folder, strings, tmp_path, place):
    if place == "disk":
        build(tmp_path / "store", find_record(folder))
        far = dgkg.load(tmp_path / "store")
        assert labels(far) == strings
        far.close()
    elif place == "our own endpoint":
        with servers.own("--graph", str(folder)) as address:
            far = dgkg.load(address)
            assert labels(far) == strings
            far.close()
    else:
        start = servers.oxigraph if place.startswith("Oxigraph") else servers.virtuoso
        with start(tmp_path / "server") as server:
            city.push(server.store, tmp_path / "journal.json", user=server.user)
            far = dgkg.load(server.query)
            assert labels(far) == strings
            far.close()


@pytest.mark.parametrize("form", ["nq", "trig", "ttl", "jsonld"])
def test_an_export_reads_back_the_same(city, strings, tmp_path, form):
    assert labels(dgkg.load(city.export(tmp_path / f"all.{form}"))) == strings


def test_a_table_has_it_whole(city, strings, tmp_path):
    folder = city.export(tmp_path / "tables", "csv")
    cells = set()
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells.update(cell for row in csv.reader(file) for cell in row)
    # A spreadsheet would run what begins like a formula, so such a cell is led by a quotation mark.
    lost = [text for text in strings.values() if not {text, f"'{text}"} & cells]
    assert lost == []


SPELT = ['"1.50"^^xsd:decimal', '"7"^^xsd:int', '"007"^^xsd:integer', '"1"^^xsd:boolean', '"集成电路"@zh-Hans-CN']


@pytest.mark.parametrize("form", ["nq", "trig", "ttl", "jsonld"])
@pytest.mark.parametrize("is_built", [False, True], ids=["files", "build"])
def test_spelling_and_type_of_a_literal_survive_loading_and_export(tmp_path, form, is_built):
    registry = f"id:jia-electronics dgo:scopeNote {' , '.join(SPELT)} .\n"
    folder = write_small_city(tmp_path / "city", registry=registry)
    if is_built:
        build(tmp_path / "store", find_record(folder))
        folder = tmp_path / "store"
    written = dgkg.load(folder).export(tmp_path / f"all.{form}").read_text(encoding="utf-8")
    if form == "jsonld":
        for part in ('"1.50"', '"7"', '"007"', '"zh-Hans-CN"', "集成电路"):
            assert part in written, part
        return
    for literal in SPELT:
        value, _, kind = literal.partition("^^xsd:")
        full = f"{value}^^<http://www.w3.org/2001/XMLSchema#{kind}>" if kind else value
        bare = value.strip('"')
        assert any(f" {one} " in written for one in (full, f"{value}^^xsd:{kind}", bare)), literal


def test_fmt_keeps_a_language_tag_as_it_is_written(tmp_path):
    path = tmp_path / "a.ttl"
    path.write_text(PREFIXES + '<urn:a> <urn:b> "集成电路"@zh-Hans-CN .\n', encoding="utf-8")
    from tests.doors import dgkg as run

    assert run("fmt", path).exit_code == 0
    assert '"集成电路"@zh-Hans-CN' in path.read_text(encoding="utf-8")
