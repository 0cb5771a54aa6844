"""Exports of graphs whose files are not kept: built on disk from RDF files, read from one, or on a server."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

import dgkg
from dgkg.errors import DataError
from dgkg.export import FORMATS
from dgkg.store import COUNTS, build
from dgkg.store.generations import current
from tests import servers
from tests.conftest import SMALL_STATEMENTS, write_small_city
from tests.doors import dgkg as door
from tests.test_export import AWKWARD, quads, recorded

RDF = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return dgkg.load(write_small_city(tmp_path_factory.mktemp("city") / "c", statements=SMALL_STATEMENTS + AWKWARD))


@pytest.fixture(scope="module")
def bare(city, tmp_path_factory):
    """A build from N-Quads alone."""
    folder = tmp_path_factory.mktemp("bare")
    build(folder / "store", None, [city.export(folder / "city.nq")])
    graph = dgkg.load(folder / "store")
    yield graph
    graph.close()


def as_the_engine_keeps_it(found: set[ox.Quad]) -> set[ox.Quad]:
    store = ox.Store()
    store.extend(found)
    return set(store)


@pytest.mark.parametrize("form", RDF)
def test_a_build_from_quads_gives_every_statement_and_none_of_its_counts(bare, city, tmp_path, form):
    assert bare.store.query(f"ASK {{ GRAPH <{COUNTS}> {{ ?s ?p ?o }} }}")
    found = quads(bare.export(tmp_path / f"out.{form}"), RDF[form])
    assert as_the_engine_keeps_it(found) == as_the_engine_keeps_it(recorded(city))
    assert len(found) == len(recorded(city))


@pytest.mark.parametrize("form", FORMATS)
def test_a_build_from_quads_goes_out_in_every_form(bare, city, tmp_path, form):
    out = bare.export(tmp_path / "out", form)
    files = [out] if out.is_file() else list(out.iterdir())
    assert files
    assert all(path.stat().st_size for path in files)
    if form in {"graphml", "gexf", "cypher"}:
        ours = city.export(tmp_path / "ours", form)
        for path in files:
            assert path.read_bytes() == (ours if ours.is_file() else ours / path.name).read_bytes()


def test_what_went_out_of_a_build_builds_the_same_again(bare, tmp_path):
    out = bare.export(tmp_path / "out.nq")
    build(tmp_path / "store", None, [out])
    again = dgkg.load(tmp_path / "store")
    assert again.export(tmp_path / "again.nq").read_bytes() == out.read_bytes()
    again.close()


@pytest.mark.parametrize("form", ["trig", "nq", "ttl"])
def test_a_file_that_is_read_and_written_in_another_form_keeps_its_spelling(city, tmp_path, form):
    read = dgkg.load(city.export(tmp_path / "city.trig"))
    assert read.export(tmp_path / f"out.{form}").read_bytes() == city.export(tmp_path / f"ours.{form}").read_bytes()
    assert b"1.50" in (tmp_path / f"out.{form}").read_bytes()


def test_blank_nodes_go_out_as_quads_and_are_refused_where_everything_has_a_name(city, tmp_path):
    path = city.export(tmp_path / "city.nq")
    with path.open("a", encoding="utf-8") as file:
        file.write('_:somebody <http://www.w3.org/2000/01/rdf-schema#label> "nobody" .\n')
    build(tmp_path / "store", None, [path])
    graph = dgkg.load(tmp_path / "store")
    assert len(quads(graph.export(tmp_path / "out.nq"), ox.RdfFormat.N_QUADS)) == len(recorded(city)) + 1
    with pytest.raises(DataError, match="no blank nodes"):
        graph.export(tmp_path / "out.trig")
    assert not (tmp_path / "out.trig").exists()
    graph.close()


def test_what_a_server_holds_goes_out_too_and_so_does_a_build_to_a_server(bare, city, tmp_path):
    with servers.oxigraph(tmp_path / "server") as server:
        bare.push(server.store, tmp_path / "journal.json")
        far = dgkg.load(server.query)
        found = quads(far.export(tmp_path / "far.nq"), ox.RdfFormat.N_QUADS)
        assert as_the_engine_keeps_it(found) == as_the_engine_keeps_it(recorded(city))
        far.close()


def test_the_command_exports_a_build_from_quads(city, tmp_path):
    build(tmp_path / "store", None, [city.export(tmp_path / "city.nq")])
    made = door("export", "-o", tmp_path / "out.trig", graph=tmp_path / "store")
    assert (made.exit_code, "Written to" in made.stderr) == (0, True), made.stderr
    assert "甲电子" in (tmp_path / "out.trig").read_text(encoding="utf-8")


def test_a_store_that_is_damaged_while_it_is_read_leaves_the_export_before(city, tmp_path):
    build(tmp_path / "store", None, [city.export(tmp_path / "city.nq")])
    before = (tmp_path / "city.nq").read_bytes()
    graph = dgkg.load(tmp_path / "store")
    for path in current(tmp_path / "store").store.glob("*.sst"):
        path.write_bytes(bytes(path.stat().st_size))
    with pytest.raises(DataError, match="cannot be read"):
        graph.export(tmp_path / "city.nq")
    assert (tmp_path / "city.nq").read_bytes() == before
    graph.close()
