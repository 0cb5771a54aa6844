"""What is given to build, publish, verify, export and push by mistake: one line that says what to do, and an exit code."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from dgkg.store import generations
from dgkg.store.generations import building, current
from tests.conftest import write_small_city
from tests.doors import assert_complains, dgkg


@pytest.fixture
def city(tmp_path) -> Path:
    return write_small_city(tmp_path / "city")


@pytest.fixture
def built(city, tmp_path) -> Path:
    dgkg("build", tmp_path / "store", graph=city)
    return tmp_path / "store"


def in_one_line(result) -> None:
    """The progress before it is none of the error."""
    lines = [line for line in result.stderr.splitlines() if " / " not in line or any(map(str.isalpha, line))]
    assert len(lines) == 1, result.stderr


FILES = {
    "empty.nq": ("", "0 条语句中没有一条", "none of its 0 statements uses the ontology"),
    "blank.nq": ("\n\n", "0 条语句中没有一条", "none of its 0 statements uses the ontology"),
    "foreign.nq": ('<x:a> <x:b> "c" .\n', "1 条语句中没有一条", "Give one that dgkg export, dgkg quads or dgkg push wrote"),
    "facts.nq": ("<x:a> <https://w3id.org/dgkg/ontology#locatedIn> <x:b> .\n", "却没有本体", "not the ontology"),
    "bad.nq": ('<x:a> <x:b> "c" .\n<x:a> <x:b "c" .\n', "第 2 行第", "bad.nq, line 2, column"),
    "remote.jsonld": ('{"@context": "http://x.example/c"}', "有语法错误", "remote contexts"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_build_of_what_is_no_graph_is_refused_and_the_last_one_stays(built, tmp_path, name):
    text, zh, en = FILES[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    before = current(built)
    result = dgkg("build", built, tmp_path / name)
    assert_complains(result, 3, zh, en)
    in_one_line(result)
    assert current(built) == before
    assert dgkg("find", "甲电子", graph=built).exit_code == 0


def test_what_is_no_folder_of_a_build_is_told_for_each_command(tmp_path, city):
    (tmp_path / "file").write_text("hello")
    (tmp_path / "empty").mkdir()
    for name in ("missing", "file", "empty"):
        for word in ("verify", "publish"):
            result = dgkg(word, tmp_path / name)
            assert_complains(result, 3, "没有完成的构建", f"holds no finished build; run dgkg build {tmp_path / name}")
            in_one_line(result)
    assert_complains(dgkg("build", tmp_path / "file", graph=city), 3, "无法写入", "Cannot write")
    assert_complains(dgkg("export", "-o", tmp_path / "x.nq", graph=tmp_path / "file"), 3, "不是文件夹", "is no folder")


def test_a_build_of_a_build_says_how_to_get_at_its_graph(built, tmp_path):
    result = dgkg("build", tmp_path / "other", graph=built)
    assert_complains(result, 3, "是 dgkg build 的结果", f"dgkg --graph {built} export -o graph.nq")
    assert dgkg("export", "-o", tmp_path / "graph.nq", graph=built).exit_code == 0
    assert dgkg("build", tmp_path / "other", tmp_path / "graph.nq").exit_code == 0


def test_publishing_says_which_builds_there_are(built, city):
    only = current(built).folder.name
    assert_complains(dgkg("publish", built), 3, "没有另一代", f"build one with --aside first; there are: {only}")
    assert_complains(dgkg("publish", built, "x"), 3, "没有「x」这一代", f"has no generation x; there are: {only}")
    dgkg("build", built, "--aside", graph=city)
    (built / "current").unlink()
    assert_complains(dgkg("publish", built), 3, "有几代可选", "several generations to choose from; name one")
    assert dgkg("publish", built, only).exit_code == 0
    assert dgkg("verify", built).exit_code == 0


def test_a_stray_file_among_the_generations_is_none(built, city):
    (built / "generations" / "notes.txt").write_text("hello")
    assert_complains(dgkg("publish", built), 3, "没有另一代", "has no other generation")
    dgkg("build", built, "--aside", graph=city)
    assert dgkg("publish", built).exit_code == 0


CHANGES = {
    "no store": lambda folder: shutil.rmtree(folder / "store"),
    "a store of who knows what": lambda folder: next((folder / "store").glob("MANIFEST*")).write_bytes(b"junk" * 99),
    "another index of names": lambda folder: (folder / "names.sqlite").write_bytes(b"junk" * 999),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_store_of_another_version_is_to_be_built_again(built, tmp_path, change):
    def fill(aside: Path) -> None:
        shutil.copytree(current(built).folder, aside, dirs_exist_ok=True)
        (aside / "digests").unlink()
        CHANGES[change](aside)

    with building(tmp_path / "other") as make:
        make(fill)
    assert dgkg("verify", tmp_path / "other").exit_code == 0
    for words in (("find", "甲电子"), ("export", "-o", tmp_path / "x.nq"), ("query", "policies")):
        result = dgkg(*words, graph=tmp_path / "other")
        assert_complains(
            result, 3, "无法打开", f"another version of dgkg built it; run dgkg build {tmp_path / 'other'}"
        )
        in_one_line(result)
    assert not (tmp_path / "x.nq").exists()


def test_two_at_once_are_refused_and_a_reader_is_not(built, city):
    with generations._alone(built):
        for words in (("build", built), ("publish", built)):
            result = dgkg(*words, graph=city)
            assert_complains(result, 3, "另一个进程正在构建", "Another process is building")
            in_one_line(result)
        assert dgkg("verify", built).exit_code == 0


@pytest.fixture
def read_only(built, monkeypatch):
    """A build that may only be read; root may write everywhere, so there the system's refusal is put in its place."""
    if os.geteuid() == 0:
        opened = Path.open

        def refusing(path, mode="r", *args, **kwargs):
            if path.is_relative_to(built) and set(mode) & set("wax+"):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return opened(path, mode, *args, **kwargs)

        monkeypatch.setattr(Path, "open", refusing)
        yield built
        return
    built.chmod(0o555)
    (built / "building").chmod(0o444)
    yield built
    built.chmod(0o755)


def test_a_folder_that_may_only_be_read_is_told(read_only, city):
    for words in (("build", read_only), ("publish", read_only)):
        assert_complains(dgkg(*words, graph=city), 3, "无法写入", "Cannot write")
    assert dgkg("verify", read_only).exit_code == 0


@pytest.mark.parametrize(
    "words", [("build", ""), ("verify", ""), ("publish", ""), ("export", "-o", ""), ("quads", "-o", ""), ("site", "")]
)
def test_an_empty_path_is_not_the_working_folder(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert_complains(dgkg(*words), 2, "路径为空", "A path is empty")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("address", "code", "en"),
    [
        ("http://localhost:9/store", 3, "Check that it runs"),
        ("store", 2, "is no address"),
        ("ftp://x/y", 2, "is no address"),
    ],
)
def test_a_push_to_nowhere_says_so(city, monkeypatch, tmp_path, address, code, en):
    monkeypatch.setenv("DGKG_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("dgkg.store.wire.sleep", lambda _seconds: None, raising=False)
    result = dgkg("push", "--endpoint", address, graph=city)
    assert_complains(result, code, "", en)
    in_one_line(result)
