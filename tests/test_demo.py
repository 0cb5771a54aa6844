"""``dgkg demo``: a first walk that ends by itself, says what it finds, and writes two pictures."""

from __future__ import annotations

import re
import shlex

import pytest

from tests.doors import dgkg, process


@pytest.fixture(scope="module", params=["zh", "en"])
def walk(request, tmp_path_factory):
    """The language, what the demo said, and the folder it was run in; a process without input."""
    folder = tmp_path_factory.mktemp("demo")
    ran = process("--lang", request.param, "demo", cwd=folder, timeout=120)
    assert (ran.returncode, ran.stderr.decode()) == (0, "")
    return request.param, ran.stdout.decode(), folder


def part(text, title):
    """The part of the walk under the headline that contains a title."""
    return next(piece for piece in text.split("\n■ ") if title in piece.partition("\n")[0])


def test_it_begins_with_a_valid_graph(walk):
    lang, text, _ = walk
    first = text.splitlines()[0]
    assert {"zh": "校验通过", "en": "Valid"}[lang] in first
    assert re.search(r"\b0 ?(处违规|findings)", first)


def test_it_says_which_firms_sit_in_songshan_lake_each_with_its_sentence(walk):
    lang, text, _ = walk
    told = part(text, {"zh": "松山湖有哪些企业", "en": "Which firms sit in Songshan Lake"}[lang])
    firms = [line for line in told.splitlines() if re.search(r"\[1\.3-p2-s2\]", line)]
    assert any({"zh": "华为", "en": "Huawei"}[lang] in line for line in firms)


def test_it_says_what_the_report_gives_for_nancheng_and_what_it_does_not(walk):
    lang, text, _ = walk
    told = part(text, {"zh": "南城", "en": "Nancheng"}[lang])
    assert {"zh": "报告没有点名", "en": "names no firm"}[lang] in told
    assert re.search(r"57.*\[1\.3-p3-s3\]", told), "57 firms above designated size"
    assert {"zh": "52.7亿元", "en": "CNY 5.27 bn"}[lang] in told


def test_it_answers_a_question_in_plain_words_with_its_sentence(walk):
    lang, text, _ = walk
    told = part(text, {"zh": "用一句话提问", "en": "Asked in plain words"}[lang])
    assert re.search(r"88\.3%.*\[1\.3-p2-s4\]", told)
    assert {"zh": "332.3亿元", "en": "CNY 33.23 bn"}[lang] in told


def test_it_traces_semiconductors_from_policy_to_firm_every_hop_cited(walk):
    lang, text, _ = walk
    told = part(text, {"zh": "政策 → 产业 → 企业", "en": "Policy → industry → firms"}[lang])
    for words, sentence in (
        ({"zh": "半导体及集成电路产业", "en": "Integrated Circuit Industry Clusters"}, "2.1.2-p2-s2"),
        ({"zh": "3000万元", "en": "CNY 30 m"}, "1.1-p4-s4"),
        ({"zh": "利扬芯片", "en": "Leadyo"}, "2.1.2-p2-s2"),
        ({"zh": "签约", "en": "signed"}, "2.1.2-p2-s2"),
    ):
        assert any(words[lang] in line and sentence in line for line in told.splitlines()), words
    rows = told.strip().splitlines()[4:]
    assert all(re.search(r"\d-p\d+-s\d+", row) for row in rows)


def test_it_writes_an_interactive_page_and_a_picture_and_says_where(walk):
    lang, text, folder = walk
    written = {path.name: path.read_text(encoding="utf-8") for path in (folder / "demo-output").iterdir()}
    assert sorted(path.rpartition(".")[2] for path in written) == ["html", "svg"]
    for name, content in written.items():
        assert f"demo-output/{name}" in text.replace("\\", "/")
        assert {
            "zh": "半导体" if name.endswith("svg") else "松山湖",
            "en": "Songshan" if name.endswith("html") else "emiconductor",
        }[lang] in content
        assert not re.search(r"""(src|href|xlink:href)=["']?(https?:)?//(?!w3id\.org|www\.w3\.org)""", content), (
            "asks the network"
        )


def test_it_ends_with_how_to_go_on_and_every_command_named_works(walk, tmp_path, monkeypatch):
    lang, text, _ = walk
    monkeypatch.chdir(tmp_path)
    commands = re.findall(
        r"^  dgkg (.+?)(?:  |$)", part(text, {"zh": "接下来", "en": "How to go on"}[lang]), re.MULTILINE
    )
    assert len(commands) >= 5
    for command in commands:
        if "<" not in command:
            assert dgkg(*shlex.split(command), lang=lang).exit_code == 0, command


def test_it_writes_where_it_is_told_to(tmp_path):
    told = dgkg("demo", "-o", tmp_path / "a" / "b")
    assert told.exit_code == 0
    assert len(list((tmp_path / "a" / "b").iterdir())) == 2
