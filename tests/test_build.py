"""A graph on disk: built aside, put in place whole, and found intact or found out, whatever happens meanwhile."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import dgkg
from dgkg.errors import DataError, DgkgError
from dgkg.places import find_record
from dgkg.store import Generation, build, generations, publish, verify
from dgkg.store.generations import current
from tests.conftest import SMALL_STATEMENTS, write_small_city
from tests.doors import assert_complains, command
from tests.doors import dgkg as run

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits as POSIX has them")
FIRMS = (
    "PREFIX dgo: <https://w3id.org/dgkg/ontology#> SELECT DISTINCT ?a ?b WHERE { ?a dgo:locatedIn ?b } ORDER BY ?a ?b"
)


@pytest.fixture
def city(tmp_path) -> Path:
    """The small city's files."""
    return write_small_city(tmp_path / "city")


@pytest.fixture
def grown(tmp_path) -> Path:
    """The same city a year later, where the second firm has come to the park."""
    more = SMALL_STATEMENTS + "r:1.1-p1-s1 { id:yi-software dgo:locatedIn id:jiangwan-park }\n"
    return write_small_city(tmp_path / "grown", statements=more)


@pytest.fixture
def built(city, tmp_path) -> Path:
    """The small city, built."""
    build(tmp_path / "store", find_record(city))
    return tmp_path / "store"


def locations(place: Path) -> int:
    graph = dgkg.load(place)
    try:
        return len(graph.store.query(FIRMS))
    finally:
        graph.close()


def begun(folder: Path) -> list[Path]:
    return [path for path in (folder / "generations").iterdir() if path.name.endswith(".begun")]


def test_a_build_answers_cites_and_exports_as_its_files_do(city, built, tmp_path):
    here, there = dgkg.load(city), dgkg.load(built)
    assert str(there["甲电子"]) == str(here["甲电子"])
    for graph, name in ((here, "here.nq"), (there, "there.nq")):
        graph.export(tmp_path / name)
    assert (tmp_path / "here.nq").read_bytes() == (tmp_path / "there.nq").read_bytes()


def test_a_build_needs_nothing_of_the_files_it_was_made_from(city, built):
    city.rename(city.with_name("elsewhere"))
    assert dgkg.load(built).passage("1.1-p1-s2").id == "1.1-p1-s2"


def test_the_next_build_takes_the_place_of_the_one_before_and_who_reads_that_goes_on(built, grown):
    reader = dgkg.load(built)
    build(built, find_record(grown))
    assert locations(built) == 4
    assert len(reader.store.query(FIRMS)) == 3
    reader.close()


def test_only_the_current_generation_and_the_one_before_stay_on_disk(built, city, grown):
    names = [build(built, find_record(place)).folder.name for place in (grown, city, grown, city)]
    assert {path.name for path in (built / "generations").iterdir()} == set(names[-2:])


def test_a_build_can_be_made_of_exported_statements(kg, tmp_path):
    kg.export(tmp_path / "all.nq")
    result = run("build", tmp_path / "store", tmp_path / "all.nq")
    assert result.exit_code == 0
    assert dgkg.load(tmp_path / "store").query("firms-in-place").table == kg.query("firms-in-place").table


def test_the_commands_build_read_and_verify(city, tmp_path):
    store = tmp_path / "store"
    assert "Built" in run("build", store, graph=city).stderr
    assert "甲电子" in run("find", "甲电子", graph=store, lang="zh").stdout
    assert "is intact" in run("verify", store).stderr


# -- which of them is read -----------------------------------------------------------------------


def test_a_build_made_aside_is_read_once_it_is_published_and_the_one_before_can_be_had_back(built, grown):
    aside = run("build", built, "--aside", graph=grown)
    assert (aside.exit_code, locations(built)) == (0, 3)
    for there in (4, 3, 4):
        assert "Published" in run("publish", built).stderr
        assert locations(built) == there
        assert verify(built)[1] == []


def test_a_generation_is_published_by_its_name(built, grown):
    first, second = current(built).folder.name, build(built, find_record(grown)).folder.name
    assert publish(built, first).folder.name == first
    assert publish(built, second).folder.name == second
    assert_complains(
        run("publish", built, "0" * 16), 3, f"现有：{', '.join(sorted([first, second]))}", "has no generation 0000"
    )


def test_what_is_damaged_is_not_published(built, grown):
    build(built, find_record(grown), published=False)
    other = next(path for path in (built / "generations").iterdir() if path != current(built).folder)
    for name in ("record/graph/registry/city.ttl", "digests"):
        whole = (other / name).read_bytes()
        (other / name).write_bytes(whole + b" ")
        assert_complains(run("publish", built), 3, f"已损坏：{name}", f"is damaged: {name}")
        (other / name).write_bytes(whole)
        assert locations(built) == 3
    publish(built)
    assert locations(built) == 4


def test_there_is_nothing_to_publish_but_what_was_built(built, tmp_path):
    assert_complains(run("publish", built), 3, "没有另一代", "has no other generation; build one with --aside")
    assert_complains(run("publish", tmp_path / "nowhere"), 3, "没有完成的构建", "holds no finished build")


def test_nobody_publishes_while_somebody_builds(built):
    with generations.building(built), pytest.raises(DataError, match="Another process is building"):
        publish(built)


def test_nothing_is_written_into_a_build(built):
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*")}
    graph = dgkg.load(built)
    with pytest.raises(DgkgError):
        graph.store.query("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    graph.query("firms-in-place", place="江湾园")
    graph.close()
    assert {path: path.stat().st_mtime_ns for path in built.rglob("*")} == before


# -- what goes wrong ---------------------------------------------------------------------------------


def test_two_builders_at_once_are_one_too_many(built, city):
    with generations.building(built), pytest.raises(DataError, match="Another process is building") as caught:
        build(built, find_record(city))
    assert "另一个进程正在构建" in caught.value.zh
    build(built, find_record(city))


def test_a_folder_of_something_else_is_left_alone(city, tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter-1.txt").write_text("precious")
    result = run("build", tmp_path / "thesis", graph=city)
    assert_complains(result, 3, "不是 dgkg 的存储", "is no store of dgkg and not empty")
    assert [path.name for path in (tmp_path / "thesis").iterdir()] == ["chapter-1.txt"]


def test_files_that_are_no_rdf_are_refused(tmp_path):
    result = run("build", tmp_path / "store", tmp_path / "firms.xlsx")
    assert_complains(result, 2, "不是 RDF 文件", "is no RDF file")


def test_a_broken_file_leaves_the_last_build(built, tmp_path):
    (tmp_path / "broken.nq").write_text("<urn:a> <urn:b> .\n")
    with pytest.raises(DataError, match=r"broken\.nq"):
        build(built, None, [tmp_path / "broken.nq"])
    assert locations(built) == 3
    assert begun(built) == []


@posix
@pytest.mark.parametrize("most", [1_000, 4_000, 20_000, 60_000])
def test_a_full_disk_leaves_the_last_build_and_no_rubbish(built, grown, most):
    import resource

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    words = command("--lang", "en", "--graph", str(grown), "build", str(built))
    ran = subprocess.run(words, preexec_fn=small, capture_output=True, check=False, encoding="utf-8")
    assert ran.returncode == 3, ran.stderr
    assert "Cannot write" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert locations(built) == 3
    assert begun(built) == []
    assert verify(built)[1] == []


@posix
def test_a_builder_that_is_killed_at_any_moment_leaves_the_last_build_or_the_new_one(built, city, grown):
    chance = random.Random(7)
    words = {place: command("--graph", str(place), "build", str(built)) for place in (city, grown)}
    began = time.monotonic()
    subprocess.run(words[city], check=True, capture_output=True)
    whole = time.monotonic() - began
    for place in [grown, city] * 6:
        before, told = current(built), locations(built)
        process = subprocess.Popen(words[place], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 1.1) * whole)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert verify(built)[1] == []
        new = {city: 3, grown: 4}[place]
        assert locations(built) == (told if current(built) == before else new)
    build(built, find_record(grown))
    assert begun(built) == []
    assert locations(built) == 4


def flip(path: Path, chance: random.Random) -> None:
    """Turn one bit over, somewhere."""
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def test_a_bit_that_flips_anywhere_is_found_a_hundred_times_of_a_hundred(built):
    chance = random.Random(20231128)
    generation: Generation = current(built)
    files = [path for path in generation.folder.rglob("*") if path.is_file() and path.stat().st_size]
    found = 0
    for _ in range(100):
        path = chance.choice(files)
        whole = path.read_bytes()
        flip(path, chance)
        found += verify(built)[1] == [path.relative_to(generation.folder).as_posix()]
        path.write_bytes(whole)
    assert found == 100
    assert verify(built)[1] == []


@pytest.mark.parametrize("name", ["store/CURRENT", "digests", "record/graph/registry/city.ttl"])
def test_what_is_missing_or_too_much_is_found(built, name):
    (current(built).folder / name).unlink()
    assert verify(built)[1] == [name]
    assert_complains(run("verify", built), 3, f"已损坏：{name}", f"is damaged: {name}")


def test_a_file_too_many_is_found(built):
    (current(built).store / "guest").write_text("hello")
    assert verify(built)[1] == ["store/guest"]


@pytest.mark.parametrize("pointer", ["", "nowhere", "0123456789abcdef 0123456789abcdef", "../../etc ../../etc"])
def test_a_damaged_pointer_is_a_sentence_and_the_next_build_mends_it(built, city, pointer):
    (built / "current").write_text(pointer)
    assert_complains(run("find", "甲电子", graph=built), 3, "已损坏", "is damaged")
    build(built, find_record(city))
    assert locations(built) == 3


def test_an_unfinished_first_build_is_a_sentence(tmp_path):
    (tmp_path / "store" / "generations").mkdir(parents=True)
    assert_complains(run("find", "甲电子", graph=tmp_path / "store"), 3, "没有完成的构建", "holds no finished build")


def test_nothing_damaged_is_opened(built):
    # The engine would collect a damaged block's errors until all memory is gone.
    chance = random.Random(4)
    for path in sorted(path for path in current(built).folder.rglob("*") if path.is_file() and path.stat().st_size):
        whole = path.read_bytes()
        flip(path, chance)
        with pytest.raises(DataError, match="is damaged"):
            dgkg.load(built)
        path.write_bytes(whole)
    assert locations(built) == 3


@posix
def test_many_processes_read_one_store_while_it_is_built_again(built, grown):
    words = command("--graph", str(built), "find", "甲电子")
    readers = [subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    build(built, find_record(grown))
    for reader in readers:
        out, err = reader.communicate(timeout=60)
        assert (reader.returncode, err) == (0, b"")
        assert "甲电子".encode() in out or b"Jia" in out
    assert os.access(built / "current", os.R_OK)
