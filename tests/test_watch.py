"""A store that is damaged where opening it did not look: an answer that is right, or a sentence, and never all memory."""

from __future__ import annotations

import os
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
watch._SELF = Path(sys.argv[5])
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


def run(*words: str) -> subprocess.CompletedProcess[str]:
    import resource

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))

    started = [sys.executable, "-c", *words]
    return subprocess.run(started, capture_output=True, check=False, encoding="utf-8", timeout=60, preexec_fn=bounded)


def asked(
    place: Path, how: str, sparql: str, grown: int = 64, told_by: str = "/proc/self/statm"
) -> subprocess.CompletedProcess[str]:
    return run(PROGRAM, str(place), how, sparql, str(grown), told_by)


def flip_quietly(path: Path) -> None:
    """Turn a bit over, with the time of the last change as before: as a disk does that goes bad."""
    told, data = path.stat(), bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


@pytest.mark.parametrize("sparql", [SORTED, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c } }"])
def test_a_query_that_gathers_errors_without_end_is_ended_with_a_sentence(built, sparql):
    spoil(built)
    ran = asked(built, "command", sparql)
    assert (ran.returncode, ran.stdout) == (3, ""), ran.stderr
    assert ran.stderr.count("\n") == 1
    assert f"{built} is damaged: store/" in ran.stderr
    assert f"Run dgkg build {built} again" in ran.stderr


def test_where_no_proc_tells_the_memory_the_system_tells_the_most_of_it(built):
    spoil(built)
    ran = asked(built, "command", SORTED, told_by=str(built / "nowhere"))
    assert (ran.returncode, ran.stdout) == (3, ""), ran.stderr
    assert f"{built} is damaged: store/" in ran.stderr


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


# Opens and watches as a server does; once all was compared, the names go bad.
BAD_LATER = """
import sys, time
from pathlib import Path
from dgkg.cli import watch
from dgkg.cli.session import Session
from dgkg.store import current
from tests.test_watch import flip_quietly
import dgkg
place = Path(sys.argv[1])
compared, watch._AGAIN = [], 0.3
damage_of = watch.damage_of
watch.damage_of = lambda *given, **more: (damage_of(*given, **more), compared.append(more))[0]
kg = dgkg.load(place)
watch.watch(place, Session("en", place, place).say, is_server=True)
while {"names_only": True} not in compared:
    time.sleep(0.05)
print("sound")
sys.stdout.flush()
flip_quietly(current(place).names)
time.sleep(20)
"""


def test_a_server_reads_the_names_through_again_and_ends_where_they_went_bad(built):
    ran = run(BAD_LATER, str(built))
    assert (ran.returncode, ran.stdout) == (3, "sound\n"), ran.stderr
    assert f"{built} is damaged: names.sqlite. Run dgkg build {built} again" in ran.stderr


def test_names_that_were_written_to_since_they_were_opened_give_nothing_more(built):
    kg = dgkg.load(built)
    names = current(built).names
    assert kg.find("江湾园")
    with names.open("r+b") as file:
        file.seek(5000)
        file.write(b"x")
    with pytest.raises(DataError, match=r"names\.sqlite cannot be read and most likely is damaged: it was written to"):
        kg.find("江湾")
    kg.close()


def test_an_index_of_names_with_its_order_lost_is_an_error_of_the_data(built):
    kg = dgkg.load(built)
    names = current(built).names
    told = names.stat()
    names.write_bytes(b"\xff" * told.st_size)
    os.utime(names, ns=(told.st_atime_ns, told.st_mtime_ns))
    with pytest.raises(DataError, match=r"Run dgkg verify, and dgkg build again"):
        kg.find("江湾")
    kg.close()


def test_another_build_in_its_place_leaves_the_names_that_are_open_as_they_are(built, city):  # noqa: F811
    kg = dgkg.load(built)
    before = kg.find("江湾园")
    files = [dgkg.load(city).export(built.parent / "again.nq")]
    # The same content has the same name: the folder that is open goes aside and away.
    build(built, None, files)
    build(built, None, files)
    assert [hit.iri for hit in kg.find("江湾园")] == [hit.iri for hit in before]
    assert kg.find("江湾")
    kg.close()


@pytest.mark.parametrize("what", ["store", "names", "digests"])
def test_a_program_of_one_s_own_has_the_build_that_it_reads_verified(built, monkeypatch, what):
    monkeypatch.setattr(generations, "_AT_OPENING", 0)
    kg = dgkg.load(built)
    kg.verify()
    generation = current(built)
    path = {
        "store": max(generation.store.glob("*.sst"), key=lambda path: path.stat().st_size),
        "names": generation.names,
        "digests": generation.folder / "digests",
    }[what]
    flip_quietly(path)
    with pytest.raises(DataError, match=rf"is damaged: (store/)?{path.name}\."):
        kg.verify()
    kg.close()


def test_a_graph_in_memory_has_no_build_that_could_be_damaged(small_city):
    small_city.verify()


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
