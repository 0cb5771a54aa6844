"""dgkg under other encodings than UTF-8: a Chinese Windows speaks GBK, an old server ASCII.

Output comes in the encoding of the console; files are always UTF-8.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.conftest import SMALL_REPORT, write_small_city
from tests.doors import process

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locales are set by the environment on POSIX only")
PLAIN = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return write_small_city(tmp_path_factory.mktemp("locale") / "city")


@pytest.fixture(scope="module")
def gbk(tmp_path_factory):
    """The environment of a GBK locale: the system's, or one made for the test.

    Where the system has neither the locale nor the means to make it, the streams alone are
    GBK (``PYTHONIOENCODING``), in the C locale, whose default encoding (ASCII) is the stricter
    test for files.
    """
    place = tmp_path_factory.mktemp("locales")
    environment = {**PLAIN, "LC_ALL": "zh_CN.GBK"}
    if shutil.which("localedef"):
        made = subprocess.run(
            ["localedef", "-i", "zh_CN", "-f", "GBK", str(place / "zh_CN.GBK")], capture_output=True, check=False
        )
        if made.returncode == 0:
            environment["LOCPATH"] = str(place)
    ask = "import locale; print(locale.getpreferredencoding(False))"
    told = subprocess.run(
        [sys.executable, "-c", ask], env={**os.environ, **environment}, capture_output=True, check=True
    ).stdout
    if told.strip().upper() not in {b"GBK", b"CP936"}:
        environment = {**PLAIN, "LC_ALL": "C", "PYTHONIOENCODING": "gbk", "DGKG_LANG": "zh"}
    return environment


def arguments(environment, *words):
    """Words as the shell of that locale would pass them: argument bytes follow the locale, not Python."""
    encoding = "gbk" if environment["LC_ALL"] == "zh_CN.GBK" else "utf-8"
    return [word.encode(encoding) for word in words]


def told(ran):
    """Standard output and error as text; both must be GBK."""
    assert ran.returncode == 0, ran.stderr.decode("gbk", "replace")
    return ran.stdout.decode("gbk"), ran.stderr.decode("gbk")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["find", "jiangwanyuan"], "江湾园\tJiangwan Park\t产业园区"),
        (["show", "jia-electronics"], "甲电子位于江湾园"),
        (["show", "1.1-p1-s2"], "12.5亿元"),
        (["query", "firms-in-place", "place=binjiang", "--format", "json"], '"企业": "甲电子"'),
        (["queries"], "某地有哪些企业"),
        (["trace", "software-it-services", "--format", "md"], "报告未说明"),
        (["stats"], "句子与脚注"),
        (["validate"], "校验通过"),
        (["source", "list"], "提要5"),
        (["doctor"], "原文"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_a_gbk_console_is_spoken_to_in_gbk(city, gbk, words, said):
    assert said in "".join(told(process("--graph", str(city), *words, env=gbk)))


def test_names_typed_in_the_locale_are_understood(city, gbk):
    out, _ = told(process(*arguments(gbk, "--graph", str(city), "find", "江湾园"), env=gbk))
    assert "jiangwan-park" in out
    lost = process(*arguments(gbk, "--graph", str(city), "show", "江湾圆"), env=gbk)
    assert (lost.returncode, lost.stdout) == (1, b"")
    assert "是不是：江湾园" in lost.stderr.decode("gbk")


def test_a_character_that_the_console_lacks_becomes_a_mark(city, gbk):
    lost = process(
        b"--graph", str(city), b"find", "🀄".encode(), env={**gbk, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    )
    assert lost.returncode == 1
    assert b"No thing is called" in lost.stderr
    assert b"Traceback" not in lost.stderr


@pytest.mark.parametrize(
    ("words", "file", "said"),
    [
        (["query", "firms-in-place", "place=binjiang", "-o", "a.csv"], "a.csv", "\ufeff企业"),
        (["query", "firms-in-place", "place=binjiang", "-o", "a.jsonl"], "a.jsonl", "甲电子"),
        (["diagram", "policy-chain", "industry=software-it-services", "-o", "a.svg"], "a.svg", "乙软件"),
        (["diagram", "ego", "focus=jia-electronics", "-o", "a.html"], "a.html", "甲电子"),
        (["export", "-o", "a.trig"], "a.trig", "甲电子"),
        (["export", "-o", "a.graphml"], "a.graphml", "甲电子"),
        (["export", "--format", "csv", "-o", "a"], "a/*.csv", "甲电子"),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) else None,
)
def test_files_are_utf_8_whatever_the_locale(city, gbk, tmp_path, words, file, said):
    told(process("--graph", str(city), *words, env=gbk, cwd=tmp_path))
    written = [path.read_bytes().decode("utf-8") for path in tmp_path.glob(file)]
    assert any(said in text for text in written)


def test_an_attached_copy_is_read_and_kept_whatever_the_locale(city, gbk, tmp_path):
    (tmp_path / "report.txt").write_bytes(SMALL_REPORT.encode("utf-8"))
    home = {**gbk, "DGKG_HOME": str(tmp_path / "home")}
    told(process("--graph", str(city), "source", "attach", str(tmp_path / "report.txt"), env=home))
    out, _ = told(process("--graph", str(city), "source", "list", env=home))
    assert "甲电子位于江湾园" in out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_file_is_opened_in_the_encoding_of_the_locale(city, tmp_path, lang):
    """Python itself tells of every file that is opened without an encoding (PEP 597)."""
    (tmp_path / "mine.rq").write_text("#+ summary: {zh: 甲, en: a}\nSELECT * { ?a ?b ?c } LIMIT 1", encoding="utf-8")
    for words in (
        ["stats"],
        ["query", str(tmp_path / "mine.rq")],
        ["query", "firms-in-place", "-o", "a.xlsx"],
        ["diagram", "ego", "focus=jia-electronics", "-o", "a.html"],
        ["fmt"],
        ["export", "-o", "a.jsonld"],
    ):
        ran = process(
            "--lang",
            lang,
            "--graph",
            str(city),
            *words,
            options=("-X", "warn_default_encoding", "-W", "default"),
            cwd=tmp_path,
        )
        ours = [line for line in ran.stderr.decode().splitlines() if "EncodingWarning" in line and "/dgkg/" in line]
        assert not ours


def test_the_pipe_between_two_dgkg_keeps_its_encoding(city, gbk):
    sparql = (
        'SELECT ?name WHERE { ?x <http://www.w3.org/2004/02/skos/core#prefLabel> ?name FILTER(?name = "甲电子"@zh) }'
    )
    ran = process(
        "--graph", str(city), "query", "-", "--format", "json", env=gbk, stdin=None, input=sparql.encode("gbk")
    )
    assert [list(row.values()) for row in json.loads(told(ran)[0])] == [["甲电子"]]
