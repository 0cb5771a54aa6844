"""What one process learnt of a graph serves the next, as long as nothing has changed, and can do nothing else."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

import dgkg
from dgkg import kept, pattern
from dgkg.cli import cli
from dgkg.kept import Kept
from dgkg.places import find_record

QUESTIONS = [
    "松山湖有哪些企业？", "Which policies support semiconductors, and up to how much?", "软件业务收入是多少亿元？",
    "Which firms are in Nancheng?", "松山胡有哪些企业", "华为在深圳有几家工厂？", "智能移动终端的营业收入比2022年增长了多少？",
    "Compare Songshan Lake and Nancheng", "数字化转型有哪些建议？", "asdfghjkl", "", "近70%和9000家一致吗",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder in which a graph that was asked all sorts of things is kept."""
    folder = tmp_path_factory.mktemp("kept")
    kg = dgkg.load()
    for question in QUESTIONS:
        kg.ask(question)
    kg.find("songshanhu")
    kg.trace("半导体")
    kg.keep(folder)
    return folder


@pytest.fixture(scope="module")
def recalled(folder):
    kg = dgkg.load()
    kg.recall(folder)
    assert "_asker" in kg.__dict__
    return kg


def of_record(folder, tmp_path):
    """The kept file under the name that it would have for another record, and a graph of that record."""
    shutil.copytree(find_record().ontology, tmp_path / "record" / "ontology")
    shutil.copytree(find_record().graph, tmp_path / "record" / "graph")
    return tmp_path / "record"


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_recalled_answers_as_what_was_learnt(kg, recalled, question):
    assert recalled.ask(question).to_json() == kg.ask(question).to_json()


def test_what_else_a_graph_is_asked_is_told_as_before(kg, recalled):
    assert recalled["松山湖"].text("zh") == kg["松山湖"].text("zh")
    assert recalled.passage_text("2.1.2-p1-s4", "en") == kg.passage_text("2.1.2-p1-s4", "en")
    assert [str(c) for c in recalled.audit().findings] == [str(c) for c in kg.audit().findings]


def test_a_changed_record_is_learnt_anew(folder, tmp_path):
    record = of_record(folder, tmp_path)
    same = dgkg.load(record)
    same.recall(folder)
    assert "_asker" in same.__dict__
    names = next(path for path in (record / "graph").rglob("*.ttl") if "id:huawei " in path.read_text("utf-8"))
    names.write_text(names.read_text("utf-8") + "\n", "utf-8")
    changed = dgkg.load(record)
    changed.recall(folder)
    assert "_asker" not in changed.__dict__


def test_changed_code_is_asked_anew(folder, monkeypatch, tmp_path):
    code = tmp_path / "code" / "sub"
    code.mkdir(parents=True)
    (code / "module.py").write_text("a = 1\n", "utf-8")
    monkeypatch.setattr(kept, "PACKAGE", code.parent)
    before = Kept(folder, find_record())._file
    assert Kept(folder, find_record())._file == before
    (code / "module.py").write_text("a = 10\n", "utf-8")
    assert Kept(folder, find_record())._file != before


def test_a_damaged_file_is_passed_over_and_written_anew(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "kept")
    (file,) = (tmp_path / "kept").iterdir()
    data = file.read_bytes()
    middle = len(data) // 2
    turned = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
    kg = dgkg.load()
    for damaged in (data[:middle], b"", "不是".encode() * 100, turned):
        file.write_bytes(damaged)
        kg.recall(tmp_path / "kept")
        assert "_asker" not in kg.__dict__
    assert kg.ask(QUESTIONS[0]).is_answer
    kg.keep(tmp_path / "kept")
    again = dgkg.load()
    again.recall(tmp_path / "kept")
    assert "_asker" in again.__dict__


class _Shell:
    """What a file would run if it could."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self):
        return os.system, (f"touch {self.trace}",)


@pytest.mark.parametrize("around", [lambda x: x, lambda x: ({}, None, x), lambda x: ([x], x, x)])
def test_a_kept_file_can_run_nothing(folder, tmp_path, around):
    trace = tmp_path / "trace"
    data = pickle.dumps(around(_Shell(trace)))
    file = Kept(tmp_path, find_record())._file
    file.write_bytes(sha256(data).digest() + data)
    kg = dgkg.load()
    kg.recall(tmp_path)
    assert "_asker" not in kg.__dict__
    assert not trace.exists()


@pytest.mark.parametrize(
    "found", [None, 1, (), ({}, None), ("a", "b", "c"), ({}, None, None), ({}, {}, {}), [[], [], []]]
)
def test_another_object_in_its_place_is_passed_over(tmp_path, found):
    data = pickle.dumps(found)
    Kept(tmp_path, find_record())._file.write_bytes(sha256(data).digest() + data)
    kg = dgkg.load()
    kg.recall(tmp_path)
    assert "_asker" not in kg.__dict__


def test_the_words_of_an_attached_copy_are_not_kept(tmp_path):
    kg = dgkg.load()
    passage = kg.passage("2.1.2-p1-s4")
    kg.words.library.attach({passage.iri: "只在读者自己的文本里的一句话。"})
    assert kg.ask(QUESTIONS[0]).is_answer
    assert kg.words.verbatim_citation(passage.iri, "zh").count("读者自己的文本")
    kg.keep(tmp_path)
    (file,) = tmp_path.iterdir()
    assert "读者自己的文本".encode() not in file.read_bytes()
    again = dgkg.load()
    again.recall(tmp_path)
    assert not again.words.library.is_attached
    again.words.library.attach({passage.iri: "另一句话。"})
    assert "另一句话" in again.words.verbatim_citation(passage.iri, "zh")


def test_a_folder_that_cannot_be_written_or_read_does_no_harm(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    kg = dgkg.load()
    kg.recall(tmp_path / "file" / "kept")
    assert kg.ask(QUESTIONS[0]).is_answer
    kg.keep(tmp_path / "file" / "kept")


def test_what_was_not_asked_is_not_kept(tmp_path):
    dgkg.load().keep(tmp_path)
    assert not list(tmp_path.iterdir())


def test_only_the_latest_files_stay(tmp_path, kg, monkeypatch):
    kg.ask(QUESTIONS[0])
    monkeypatch.setattr(kept, "_fingerprint", lambda _: "new")
    for n in range(6):
        old = tmp_path / f"words-{n}.kept"
        old.write_bytes(b"")
        os.utime(old, (n, n))
    (tmp_path / "notes.txt").write_text("", "utf-8")
    kg.keep(tmp_path)
    assert {f.name for f in tmp_path.iterdir()} == {
        "words-new.kept",
        "words-5.kept",
        "words-4.kept",
        "words-3.kept",
        "notes.txt",
    }


def test_everything_that_a_kept_file_may_make_is_there():
    for module, names in kept._MADE.items():
        for name in names:
            assert hasattr(import_module(module), name), f"{module}.{name}"


def test_a_translated_expression_is_the_compiled_one():
    # The modules with expressions are imported by whoever asks.
    dgkg.load().ask(QUESTIONS[0])
    found = pattern.translated()
    assert len(found) > 400
    for (text, flags), translated in found.items():
        plain = re.compile(text, flags)
        pattern._taken[text, flags] = translated
        try:
            known = pattern._known((text, flags))
        finally:
            del pattern._taken[text, flags]
        assert known is not None
        assert (known.pattern, known.flags, known.groups, dict(known.groupindex)) == (
            plain.pattern, plain.flags, plain.groups, dict(plain.groupindex)
        )  # fmt: skip
        for question in QUESTIONS:
            assert [m.span() for m in known.finditer(question)] == [m.span() for m in plain.finditer(question)]


def test_where_python_translates_in_another_way_nothing_is_kept(monkeypatch):
    made = pattern.pattern(r"只有(?P<a>这里)才有的")

    def otherwise(text, flags):
        raise AttributeError(text)

    monkeypatch.setattr(pattern, "_code_of", otherwise)
    assert pattern.translated() == {}
    assert made.search("只有这里才有的")["a"] == "这里"


@pytest.mark.parametrize("code", [b"", b"\1\0\0\0", b"\xff" * 64, b"\0\0\0"])
def test_numbers_that_are_no_expression_are_passed_over(code):
    made = pattern.pattern(r"又一个(?:这里)才有的" + str(len(code)))
    pattern.take({made.key: (32, code, 0, {})})
    assert made.search("又一个这里才有的" + str(len(code)))


def test_the_command_keeps_and_takes_up(tmp_path, monkeypatch):
    monkeypatch.setenv("DGKG_HOME", str(tmp_path))
    first = CliRunner().invoke(cli, ["ask", QUESTIONS[0]])
    (file,) = (tmp_path / "kept").iterdir()
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0 or sys.platform == "win32"
    written = file.stat().st_mtime_ns
    second = CliRunner().invoke(cli, ["ask", QUESTIONS[0]])
    assert first.exit_code == second.exit_code == 0
    assert first.output == second.output
    assert file.stat().st_mtime_ns == written


def test_a_process_of_its_own_tells_the_same(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "kept")
    told = subprocess.run(
        [sys.executable, "-m", "dgkg", "ask", "-f", "json", QUESTIONS[1]],
        env={**os.environ, "DGKG_HOME": str(tmp_path)}, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert told.stdout.strip() == dgkg.load().ask(QUESTIONS[1]).to_json().strip()
