"""Where the record lies, and files written whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dgkg.errors import DataError, OutputError
from dgkg.places import Record, find_record, user_folder, write_folder, write_whole

NOBODY = 65534
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="permissions and pipes as POSIX has them")


@pytest.fixture
def folder_as_ordinary_person() -> Iterator[Path]:
    """A folder everyone may read, in a process without root's privileges."""
    root = Path(tempfile.mkdtemp())
    root.chmod(0o777)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    yield root
    if is_root:
        os.seteuid(0)
    for path in root.rglob("*"):
        if path.is_dir():
            path.chmod(0o700)
    root.chmod(0o700)
    shutil.rmtree(root)


# -- the record --------------------------------------------------------------------------------


def test_the_shipped_record_holds_ontology_and_graph():
    record = find_record()
    assert (record.ontology / "dgkg.ttl").is_file()
    assert (record.graph / "registry").is_dir()


def test_the_ontology_is_read_first_and_the_shapes_not_at_all(tmp_path):
    for name in ("ontology/b.ttl", "ontology/concepts/a.ttl", "ontology/shapes.ttl", "ontology/shapes-intention.ttl"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for name in ("graph/r/a.ttl", "graph/s/2.trig", "graph/s/1.trig", "graph/s/ledger.csv", "graph/s/1.trig.bak"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in find_record(tmp_path).files()]
    assert found == ["ontology/b.ttl", "ontology/concepts/a.ttl", "graph/r/a.ttl", "graph/s/1.trig", "graph/s/2.trig"]


def test_a_folder_without_an_ontology_is_read_with_the_shipped_one(tmp_path):
    (tmp_path / "graph").mkdir()
    assert find_record(str(tmp_path)) == Record(find_record().ontology, tmp_path / "graph")


def test_a_folder_with_an_ontology_is_read_with_its_own(tmp_path):
    (tmp_path / "graph").mkdir()
    (tmp_path / "ontology").mkdir()
    assert find_record(tmp_path).ontology == tmp_path / "ontology"


@pytest.mark.parametrize(
    ("made", "zh", "en"),
    [
        (None, "文件夹不存在", "There is no folder"),
        ("file", "不是文件夹", "is no folder"),
        ("folder", "没有 graph/", "holds no folder graph/"),
    ],
)
def test_a_folder_that_holds_no_graph_is_named_in_both_languages(tmp_path, made, zh, en):
    folder = tmp_path / "城市"
    if made == "file":
        folder.touch()
    elif made == "folder":
        folder.mkdir()
    with pytest.raises(DataError) as caught:
        find_record(folder)
    assert caught.value.path == folder
    assert zh in caught.value.zh
    assert en in caught.value.en
    assert str(folder) in caught.value.en


@posix_only
@pytest.mark.parametrize("locked", ["", "above", "above/city", "above/city/graph", "above/city/graph/source"])
def test_a_folder_that_may_not_be_read_is_an_error_and_never_half_a_graph(folder_as_ordinary_person, locked):
    root = folder_as_ordinary_person
    city = root / "above" / "city"
    (city / "graph" / "source").mkdir(parents=True)
    (city / "graph" / "source" / "1.trig").touch()
    if not locked:
        assert [path.name for path in find_record(city).files()][-1] == "1.trig"
        return
    (root / locked).chmod(0)
    with pytest.raises(DataError, match="Cannot read the folder") as caught:
        find_record(city).files()
    assert caught.value.path in {root / locked, city}
    assert "无法读取文件夹" in caught.value.zh


def test_the_users_files_lie_where_the_user_says_else_in_the_home_folder(tmp_path):
    assert user_folder(str(tmp_path)) == tmp_path
    assert user_folder().is_relative_to(Path.home())
    assert user_folder(None) == user_folder("")
    assert user_folder().name == "dgkg"


# -- writing -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "data"),
    [("松山湖\n", "松山湖\n".encode()), (b"\xff\x00", b"\xff\x00"), ("a\r\nb\n", b"a\r\nb\n"), ("", b"")],
)
def test_content_arrives_byte_for_byte_in_utf_8_and_leaves_no_other_file(tmp_path, content, data):
    target = write_whole(tmp_path / "图.svg", content)
    assert target.read_bytes() == data
    assert list(tmp_path.iterdir()) == [target]


def test_an_old_file_is_replaced_and_keeps_its_permissions(tmp_path):
    target = tmp_path / "out.csv"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    write_whole(str(target), "new")
    assert target.read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@posix_only
def test_a_new_file_is_as_readable_as_any_other(tmp_path):
    (tmp_path / "plain").touch()
    written = write_whole(tmp_path / "ours", "x")
    assert stat.S_IMODE(written.stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_half_way_leaves_the_old_file_whole(tmp_path, monkeypatch, step):
    target = tmp_path / "out.csv"
    target.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
    with pytest.raises(OutputError, match="No space left on device"):
        write_whole(target, "new and longer")
    monkeypatch.undo()
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", ["missing/out.csv", "file/out.csv", "folder", "x" * 300])
def test_a_path_that_cannot_be_written_is_an_output_error_that_names_it(tmp_path, name):
    (tmp_path / "file").write_text("old", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError) as caught:
        write_whole(tmp_path / name, "new")
    assert caught.value.path == tmp_path / name
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "old"
    assert list((tmp_path / "folder").iterdir()) == []


@posix_only
@pytest.mark.parametrize("protected", ["folder", "folder/out.csv"])
def test_what_the_user_protected_from_writing_stays_as_it_is(folder_as_ordinary_person, protected):
    folder = folder_as_ordinary_person / "folder"
    folder.mkdir()
    target = folder / "out.csv"
    target.write_text("old", encoding="utf-8")
    (folder_as_ordinary_person / protected).chmod(0o555)
    with pytest.raises(OutputError, match="Permission denied"):
        write_whole(target, "new")
    assert target.read_text(encoding="utf-8") == "old"
    assert list(folder.iterdir()) == [target]


@posix_only
@pytest.mark.parametrize("existing", [True, False])
def test_a_link_stays_a_link_and_the_file_it_leads_to_is_written(tmp_path, existing):
    (tmp_path / "elsewhere").mkdir()
    real, link = tmp_path / "elsewhere" / "real.csv", tmp_path / "link.csv"
    if existing:
        real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    write_whole(link, "new")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "new"


@posix_only
def test_a_pipe_or_a_device_takes_what_is_written_and_is_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, "松山湖")
        assert os.read(reader, 100).decode() == "松山湖"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_a_folder_is_as_it_was_until_all_its_files_can_take_their_places(tmp_path):
    (tmp_path / "firms.csv").write_text("old", encoding="utf-8")
    (tmp_path / "places.csv").mkdir()
    with pytest.raises(OutputError):
        write_folder(tmp_path, {"firms.csv": "new", "places.csv": "new"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["firms.csv", "places.csv"]
    assert (tmp_path / "firms.csv").read_text(encoding="utf-8") == "old"
    (tmp_path / "places.csv").rmdir()
    write_folder(tmp_path, {"firms.csv": "new", "places.csv": "new"})
    assert {path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"new"}
