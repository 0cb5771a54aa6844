"""The index of a build's names, made by a process of its own: the same bytes, and nothing left where something fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dgkg.errors import OutputError
from dgkg.namespaces import DGO, RDF, SKOS
from dgkg.places import find_record
from dgkg.store import build, indexing, is_built, open_build
from dgkg.store.embedded import EmbeddedStore
from dgkg.store.spool import Spool
from tests.conftest import write_small_city

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no process is forked elsewhere")


@pytest.fixture
def city(tmp_path):
    return find_record(write_small_city(tmp_path / "city"))


@pytest.fixture
def apart(monkeypatch):
    """However little there is to read, a process of its own reads it."""
    monkeypatch.setattr(indexing, "_WORTH_IT", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_a_process_of_its_own_writes_the_same_index(city, tmp_path, monkeypatch):
    by_thread = build(tmp_path / "thread", city)
    monkeypatch.setattr(indexing, "_WORTH_IT", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    apart = build(tmp_path / "apart", city)
    assert apart.names.read_bytes() == by_thread.names.read_bytes()
    assert sorted(p.name for p in apart.folder.iterdir()) == sorted(p.name for p in by_thread.folder.iterdir())
    store, _ = open_build(tmp_path / "apart")
    store.close()


def test_a_spool_tells_what_the_store_does(tmp_path):
    store = EmbeddedStore.from_text(
        "@prefix dgo: <https://w3id.org/dgkg/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'GRAPH <urn:s> { <urn:a> a dgo:Company ; skos:prefLabel "a\\tb\\n\\"c\\""@en , "甲"@zh ; dgo:refArea <urn:p> , 12 . '
        "_:b a dgo:Company }"
    )
    spool = Spool(tmp_path)
    assert len(list(spool.fill(store._store, [RDF.type, SKOS.prefLabel], [DGO.refArea, RDF.type]))) == 5
    for predicate in (RDF.type, SKOS.prefLabel):
        assert sorted(map(str, spool.said(predicate))) == sorted(map(str, store.said(predicate)))
    for predicate in (DGO.refArea, RDF.type):
        assert sorted(spool.stated(predicate)) == sorted(store.stated(predicate))
    assert list(spool.graphs()) == list(store.graphs()) == ["urn:s"]


@pytest.mark.usefixtures("apart")
def test_what_the_process_cannot_write_is_told_and_the_build_before_stays(city, tmp_path, monkeypatch):
    folder = tmp_path / "built"
    before = build(folder, city)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(indexing, "index_names", full)
    with pytest.raises(OutputError, match="No space left"):
        build(folder, city)
    monkeypatch.setattr(indexing, "index_names", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(OutputError, match="indexes names ended"):
        build(folder, city)
    assert [p.name for p in (folder / "generations").iterdir()] == [before.folder.name]
    assert is_built(folder)


def test_the_process_dies_with_a_build_that_is_killed(city, tmp_path):
    """And leaves nothing that keeps the next one from building."""
    script = (
        "import os, sys, time\nfrom pathlib import Path\nfrom dgkg.places import find_record\nfrom dgkg.store import build, indexing\n"
        "indexing._WORTH_IT = 0\nos.cpu_count = lambda: 2\n"
        "def slow(*_):\n    Path(sys.argv[3]).write_text(str(os.getpid()))\n    time.sleep(60)\n"
        "indexing.index_names = slow\nbuild(Path(sys.argv[1]), find_record(Path(sys.argv[2])))\n"
    )
    folder, told = tmp_path / "built", tmp_path / "process"
    building = subprocess.Popen([sys.executable, "-c", script, str(folder), str(tmp_path / "city"), str(told)])
    try:
        _wait(lambda: told.exists() and told.read_text())
    finally:
        building.kill()
        building.wait()
    process = Path("/proc") / told.read_text()
    _wait(lambda: not process.exists() or "\nState:\tZ" in (process / "status").read_text())
    assert build(folder, city).names.exists()
    assert len(list((folder / "generations").iterdir())) == 1


def _wait(condition) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
