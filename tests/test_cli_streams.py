"""Whatever comes in, whoever stops reading: the command line ends in a sentence, never in a traceback."""

from __future__ import annotations

import os
import sys

import pytest

from tests.conftest import write_small_city
from tests.doors import dgkg, process


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return write_small_city(tmp_path_factory.mktemp("streams") / "city")


@pytest.mark.parametrize(
    "text",
    [
        "\udcff",
        "\x00",
        "a" * 5000,
        "🀄",
        "\u202e火星",
        "<script>",
        "' OR 1=1",
        "?x }",
        "%s",
        "\\",
        "\n",
        "id:",
        "http://[",
        "-",
    ],
)
def test_any_text_may_be_asked_for(city, text):
    for words in (("find", "--", text), ("show", "--", text), ("query", "mentions-of", f"thing={text}")):
        result = dgkg(*words, graph=city)
        assert result.exit_code == (0 if result.stdout else 1)


@pytest.mark.skipif(sys.platform == "win32", reason="bytes as arguments are POSIX")
def test_bytes_that_are_no_text_are_an_error_too(city):
    for words, stdin in (
        ([b"find", b"\xff\xfe"], None),
        ([b"query", b"-"], b"SELECT \xff"),
        ([b"query", b'ASK { ?a ?b "\xff" }'], None),
    ):
        source = {"input": stdin, "stdin": None} if stdin else {}
        ran = process("--graph", str(city), *words, **source)
        assert ran.returncode in {1, 2}
        assert b" / " in ran.stderr
        assert b"Traceback" not in ran.stderr
        assert b"failed inside" not in ran.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes as POSIX has them")
@pytest.mark.parametrize(
    "words", [("source", "list"), ("queries", "--format", "json"), ("show", "乙软件"), ("find", "甲电子")]
)
def test_a_reader_who_stops_reading_is_no_error(city, words):
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "wb") as pipe:
        ran = process("--graph", str(city), *words, stdout=pipe)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")  # noqa: PTH110
@pytest.mark.parametrize("words", [("source", "list"), ("--help",)])
def test_a_full_disk_behind_standard_output_is_said_so(city, words):
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ran = process("--graph", str(city), *words, stdout=full)
    assert ran.returncode == 3
    assert "无法输出" in ran.stderr.decode()
    assert b"Cannot write the output" in ran.stderr
    assert b"Traceback" not in ran.stderr
