"""A store that is damaged where opening it did not look: an answer that is right, or a sentence, and never all memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import dgkg
from dgkg.errors import BusyError, DataError, QueryError
from dgkg.guard import Limits, Pool, Request
from dgkg.store import build, current, generations, verify
from tests.test_build import city, flip  # noqa: F401 - a fixture

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is told by /proc")
_ROWS = 8000
SORTED = "SELECT ?a ?b ?c { GRAPH ?g { ?a ?b ?c } } ORDER BY ?a ?b ?c"
# Opens without having read anything through but the names, watches, damages every table, asks.
PROGRAM = """
import sys
from pathlib import Path
from dgkg.cli import watch
from dgkg.cli.session import Session
from dgkg.errors import DgkgError
from dgkg.store import current, generations
import dgkg
place, is_server = Path(sys.argv[1]), sys.argv[2] == "server"
generations._AT_OPENING = 0
watch._GROWN = int(sys.argv[4]) << 20
kg = dgkg.load(place)
watch.watch(place, Session("en", place, place).say, is_server=is_server)
if is_server:
    import time
    time.sleep(20)
try:
    print(len(kg.store.query(sys.argv[3])))
except DgkgError as error:
    print(type(error).__name__, error.en)
"""


@pytest.fixture
def built(city, tmp_path) -> Path:  # noqa: F811
    build(tmp_path / "store", None, [dgkg.load(city).export(tmp_path / "city.nq")])
    return tmp_path / "store"


def spoil(place: Path) -> None:
    """Turn a bit over among the rows of each table; what the engine reads at opening stands at the end."""
    for path in current(place).store.glob("*.sst"):
        data = bytearray(path.read_bytes())
        data[len(data) // 3] ^= len(data) > _ROWS
        path.write_bytes(data)


def asked(place: Path, how: str, sparql: str, grown: int = 64) -> subprocess.CompletedProcess[str]:
    import resource

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))

    words = [sys.executable, "-c", PROGRAM, str(place), how, sparql, str(grown)]
    return subprocess.run(words, capture_output=True, check=False, encoding="utf-8", timeout=60, preexec_fn=bounded)


@pytest.mark.parametrize("sparql", [SORTED, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c } }"])
def test_a_query_that_gathers_errors_without_end_is_ended_with_a_sentence(built, sparql):
    spoil(built)
    ran = asked(built, "command", sparql)
    assert (ran.returncode, ran.stdout) == (3, ""), ran.stderr
    assert ran.stderr.count("\n") == 1
    assert f"{built} is damaged: store/" in ran.stderr
    assert f"Run dgkg build {built} again" in ran.stderr


def test_a_server_looks_at_every_byte_and_ends_where_one_is_wrong(built):
    spoil(built)
    ran = asked(built, "server", "ASK {}")
    assert (ran.returncode, ran.stdout) == (3, "")
    assert "is damaged: store/" in ran.stderr


def test_a_plain_query_over_damage_is_an_error_of_the_data(built):
    spoil(built)
    ran = asked(built, "command", "SELECT ?a ?b ?c { GRAPH ?g { ?a ?b ?c } }")
    assert ran.returncode == 0
    assert ran.stdout.startswith("DataError The store ")
    assert "Run dgkg verify, and dgkg build again." in ran.stdout


def test_a_sound_store_may_have_the_memory_that_a_query_needs(built):
    ran = asked(built, "command", "SELECT * { ?a ?b ?c . ?a a ?d } ORDER BY ?c", grown=1)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert int(ran.stdout) > 5000


def test_the_names_are_read_through_however_large_the_store_is(built, monkeypatch):
    monkeypatch.setattr(generations, "_AT_OPENING", 0)
    names = current(built).names
    whole = names.read_bytes()
    names.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
    with pytest.raises(DataError, match=r"is damaged: names\.sqlite"):
        dgkg.load(built)
    assert verify(built)[1] == ["names.sqlite"]


def test_a_worker_over_damage_is_a_503_and_the_next_query_is_answered(built):
    spoil(built)
    pool = Pool(lambda: current(built).store, Limits(seconds=5))
    try:
        with pytest.raises(BusyError, match=r"most likely is damaged"):
            pool.answer(Request("SELECT ?a ?b ?c { GRAPH ?g { ?a ?b ?c } }"))
        with pytest.raises(QueryError, match=r"memory|seconds|took longer"):
            pool.answer(Request(SORTED))
        assert pool.answer(Request("ASK {}")).body
    finally:
        pool.close()
