"""Bad files at the command line: named in both languages, with the place, and nothing is lost.

Folders, outputs and attached texts; data that cannot be read or breaks the rules is in ``test_cli_data.py``, names and questions are in ``test_cli_errors.py``.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import SMALL_REPORT, write_small_city
from tests.doors import assert_complains, dgkg

WORDS = "甲电子位于江湾园，年产值12.5亿元"


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return write_small_city(tmp_path_factory.mktemp("files") / "city")


# -- folders ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [None, "a file", "an empty folder", "a file called graph"])
@pytest.mark.parametrize("words", [("find", "甲电子"), ("stats",), ("validate",), ("fmt",), ("demo", "-o", "pictures")])
def test_a_folder_that_is_no_graph_is_named(tmp_path, monkeypatch, made, words):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "滨江"
    if made == "a file":
        folder.touch()
    elif made:
        folder.mkdir()
        if made == "a file called graph":
            (folder / "graph").touch()
    if made == "a file":
        assert_complains(dgkg(*words, graph=folder), 3, f"{folder} 不是文件夹", f"{folder} is no folder")
    elif made is None:
        assert_complains(dgkg(*words, graph=folder), 3, f"文件夹不存在：{folder}", f"There is no folder {folder}")
    else:
        assert_complains(dgkg(*words, graph=folder), 3, f"{folder} 中没有 graph/", f"{folder} holds no folder graph/")


@pytest.fixture(scope="module")
def imported(city, tmp_path_factory):
    """Everything that a command imports, before the privileges go that may be needed to read it."""
    for words in (
        ("find", "jia"),
        ("doctor",),
        ("diagram", "policy-chain", "industry=software-it-services", "-o", "x.svg"),
    ):
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path_factory.mktemp("imported"))
            assert dgkg(*words, graph=city).exit_code == 0


@pytest.fixture
def ordinary_person(monkeypatch, imported) -> Iterator[Path]:
    """A folder of one's own, in a process that permissions bind: root steps down for the test."""
    if sys.platform == "win32":
        pytest.skip("permissions as POSIX has them")
    root = Path(tempfile.mkdtemp())
    root.chmod(0o777)
    monkeypatch.setenv("DGKG_HOME", str(root / "home"))
    write_small_city(root / "city")
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield root
    if is_root:
        os.seteuid(0)
    for path in [root, *root.rglob("*")]:
        path.chmod(0o700)
    shutil.rmtree(root)


@contextmanager
def as_owner() -> Iterator[None]:
    """What the owner of the files does meanwhile."""
    person = os.geteuid()
    os.seteuid(os.getuid())
    yield
    os.seteuid(person)


@pytest.mark.parametrize("locked", ["city", "city/graph", "city/graph/registry", "city/graph/binjiang-2024/1.trig"])
def test_a_folder_or_file_that_may_not_be_read_is_named_and_never_passed_over(ordinary_person, locked):
    with as_owner():
        (ordinary_person / locked).chmod(0)
    result = dgkg("find", "甲电子", graph=ordinary_person / "city")
    assert_complains(result, 3, "无法读取", "Cannot read")
    assert result.stderr.count(str(ordinary_person / "city")) >= 2


# -- outputs ---------------------------------------------------------------------------------------

OUTPUTS = {
    "a table": ("source", "list", "-o", "{}.csv"),
    "a picture": ("diagram", "policy-chain", "industry=software-it-services", "-o", "{}.svg"),
    "an export": ("export", "-o", "{}.nq"),
}


def output(kind, stem):
    """The command and the file that it is to write."""
    words = [word.replace("{}", str(stem)) for word in OUTPUTS[kind]]
    return words, Path(words[-1])


@pytest.mark.parametrize("kind", OUTPUTS)
@pytest.mark.parametrize("place", ["no such folder", "a file as folder", "a folder as file"])
def test_an_output_that_cannot_be_written_is_named(city, tmp_path, kind, place):
    (tmp_path / "file").write_text("old", encoding="utf-8")
    stem = {"no such folder": "gone/out", "a file as folder": "file/out", "a folder as file": "folder"}[place]
    words, file = output(kind, tmp_path / stem)
    if place == "a folder as file":
        file.mkdir()
    assert_complains(dgkg(*words, graph=city), 3, f"无法写入 {file}", f"Cannot write {file}")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("kind", OUTPUTS)
@pytest.mark.parametrize("protected", ["file", "folder"])
def test_a_protected_output_keeps_the_old_file_whole(ordinary_person, kind, protected):
    folder = ordinary_person / "mine"
    folder.mkdir()
    words, file = output(kind, folder / "out")
    file.write_text("old", encoding="utf-8")
    (file if protected == "file" else folder).chmod(0o555)
    assert_complains(dgkg(*words, graph=ordinary_person / "city"), 3, "原有文件未改动", "What was there is unchanged")
    assert file.read_text(encoding="utf-8") == "old"
    assert list(folder.iterdir()) == [file]


@pytest.mark.parametrize("kind", OUTPUTS)
def test_a_disk_that_fills_up_half_way_keeps_the_old_file_whole(city, tmp_path, monkeypatch, kind):
    def full(_handle):
        raise OSError(28, "No space left on device")

    words, file = output(kind, tmp_path / "out")
    file.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)
    assert_complains(dgkg(*words, graph=city), 3, f"无法写入 {file}", "No space left on device")
    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_demo_and_tables_ask_for_a_folder_not_a_file(city, tmp_path):
    (tmp_path / "file").write_text("old", encoding="utf-8")
    for words in (("demo", "-o", tmp_path / "file"), ("export", "--format", "csv", "-o", tmp_path / "file")):
        assert_complains(dgkg(*words, graph=city), 3, "无法写入", "Cannot write")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "old"


# -- attached texts --------------------------------------------------------------------------------


def word_file():
    """A text in a zip, which is what a .docx is."""
    with zipfile.ZipFile(buffer := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("word/document.xml", "".join(f"<w:t>{n}</w:t>" for n in range(999)))
    return buffer.getvalue()


def is_attached(city):
    return WORDS in dgkg("source", "list", graph=city).stdout


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_copy_is_taken_in_the_encodings_that_chinese_texts_come_in(city, tmp_path, encoding, newline):
    (tmp_path / "report.txt").write_bytes(SMALL_REPORT.replace("\n", newline).encode(encoding))
    attached = dgkg("source", "attach", tmp_path / "report.txt", graph=city, lang="zh")
    assert (attached.exit_code, attached.stdout) == (0, "")
    assert is_attached(city)


@pytest.mark.parametrize(
    ("data", "zh", "en"),
    [
        (b"", "文件是空的", "The file is empty"),
        (b" \n\t\n", "文件是空的", "The file is empty"),
        (b"\xef\xbb\xbf", "文件是空的", "The file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "不是文本", "The file is no text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00\x00", "不是文本", "The file is no text"),
        (word_file(), "不是文本", "The file is no text"),
        (
            SMALL_REPORT.replace("12.5", "12.6").encode(),
            "不一致，共 1 处不同：1.1-p1-s2",
            "1 passages differ: 1.1-p1-s2",
        ),
        (SMALL_REPORT.replace("（二）设想", "").encode(), "1.2-h", "1.2-p1-s1"),
        ("另一份报告。".encode("gb18030"), "不一致", "is not the report"),
    ],
)
def test_a_copy_that_is_none_is_refused_and_the_earlier_one_stays(city, tmp_path, data, zh, en):
    (tmp_path / "bad").write_bytes(data)
    assert_complains(dgkg("source", "attach", tmp_path / "bad", graph=city), 3, zh, en)
    assert not is_attached(city)
    (tmp_path / "good").write_text(SMALL_REPORT, encoding="utf-8")
    dgkg("source", "attach", tmp_path / "good", graph=city)
    assert dgkg("source", "attach", tmp_path / "bad", graph=city).exit_code == 3
    assert is_attached(city)


@pytest.mark.parametrize("name", ["gone.txt", "."])
def test_a_copy_that_cannot_be_read_is_named(city, tmp_path, name):
    assert_complains(
        dgkg("source", "attach", tmp_path / name, graph=city), 3, "无法读取", f"Cannot read {tmp_path / name}"
    )


def test_a_home_that_is_a_file_is_named(city, tmp_path, monkeypatch):
    (tmp_path / "home").write_text("old", encoding="utf-8")
    (tmp_path / "good").write_text(SMALL_REPORT, encoding="utf-8")
    monkeypatch.setenv("DGKG_HOME", str(tmp_path / "home"))
    result = dgkg("source", "attach", tmp_path / "good", graph=city)
    assert_complains(result, 3, f"无法写入 {tmp_path / 'home'}", f"Cannot write {tmp_path / 'home'}")


def test_an_attached_copy_that_can_no_longer_be_read_is_named_and_the_answer_comes(ordinary_person):
    home = ordinary_person / "home"
    home.mkdir()
    (home / "attached.txt").write_text(SMALL_REPORT, encoding="utf-8")
    for locked in (home / "attached.txt", home):
        locked.chmod(0)
        found = dgkg("find", "甲电子", graph=ordinary_person / "city")
        assert (found.exit_code, "jia-electronics" in found.stdout) == (0, True)
        assert f"{home / 'attached.txt'} cannot be read" in found.stderr
        examined = dgkg("doctor", graph=ordinary_person / "city")
        assert (examined.exit_code, "Permission denied" in examined.stdout) == (3, True)


def test_the_report_itself_may_come_in_gb18030_or_utf_16(report, tmp_path):
    for encoding in ("gb18030", "utf-16"):
        (tmp_path / "copy.txt").write_bytes(report.read_text(encoding="utf-8").encode(encoding))
        assert dgkg("source", "attach", tmp_path / "copy.txt").exit_code == 0
