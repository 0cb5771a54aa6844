"""Bad data at the command line: the file and line, or the node, property and sentence, in both languages."""

from __future__ import annotations

import re

import pytest

from tests.conftest import PREFIXES, SMALL_STATEMENTS, write_small_city
from tests.doors import assert_complains, dgkg


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("graph/binjiang-2024/1.trig", f"{PREFIXES}r:1.1-p1-s1 {{\n  id:jia-electronics dgo:locatedIn\n}}", 12),
        ("graph/registry/city.ttl", f"{PREFIXES}id:a a dgo:Company .\nid:b a nope:Company .", 11),
        ("ontology/dgkg.ttl", "<https://a.example/> a <b", 1),
    ],
)
def test_broken_rdf_is_named_by_file_and_line(tmp_path, lang, file, text, line):
    folder = write_small_city(tmp_path / "city")
    (folder / file).write_text(text, encoding="utf-8")
    for words in (("find", "甲电子"), ("validate",), ("export", "-o", tmp_path / "x.nq")):
        result = dgkg(*words, graph=folder, lang=lang)
        assert_complains(result, 3, f"{folder / file} 第 {line} 行第 ", f"{folder / file}, line {line}, column ")
    assert not (tmp_path / "x.nq").exists()


def test_a_record_that_is_no_utf_8_is_named(tmp_path):
    folder = write_small_city(tmp_path / "city")
    file = folder / "graph" / "registry" / "city.ttl"
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    assert_complains(dgkg("find", "甲电子", graph=folder), 3, f"{file} ", "UTF-8")


def test_formatting_a_broken_file_leaves_it_as_it_was(tmp_path):
    (tmp_path / "a.ttl").write_text("<a:b> a <a:c> .\n<a:b> <a:d>", encoding="utf-8")
    assert_complains(dgkg("fmt", tmp_path / "a.ttl"), 3, "a.ttl 第 2 行", "a.ttl, line 2")
    assert (tmp_path / "a.ttl").read_text(encoding="utf-8") == "<a:b> a <a:c> .\n<a:b> <a:d>"
    assert_complains(dgkg("fmt", tmp_path / "gone.trig"), 3, "无法读取", "gone.trig")
    assert_complains(dgkg("fmt", tmp_path / "a.txt"), 2, "不是 .ttl 或 .trig", "is neither .ttl nor .trig")


BROKEN = {
    "an observation without a unit": ("1.1-p1-s1", "id:obs-binjiang-firms", "dgo:unit", ("dgo:unit unit:NUM ;", "")),
    "a firm located in a firm": ("1.1-p1-s2", "id:yi-software", "dgo:locatedIn", ("locatedIn id:jiangwan-park", "locatedIn id:yi-software")),
    "a thing that no registry names": ("1.1-p1-s2", "id:nowhere", "dgo:locatedIn", ("locatedIn id:jiangwan-park", "locatedIn id:nowhere")),
    "a fact where only wishes stand": (
        "1.2-p1-s1",
        "id:yi-software",
        "dgo:locatedIn",
        ("r:1.2-p1-s1 {", "r:1.2-p1-s1 { id:yi-software dgo:locatedIn id:jiangwan-park ."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", BROKEN)
def test_data_that_breaks_the_rules_is_named_by_node_property_and_sentence(tmp_path, case, lang):
    sentence, node, relation, (old, new) = BROKEN[case]
    assert SMALL_STATEMENTS.count(old) == 1
    folder = write_small_city(tmp_path / "city", statements=SMALL_STATEMENTS.replace(old, new))
    report = dgkg("validate", graph=folder, lang=lang)
    assert report.exit_code == 3
    findings = [line for line in report.stdout.splitlines() if node in line and relation in line and sentence in line]
    assert findings
    assert all(bool(re.search("[一-龥]", line.partition(sentence)[2])) == (lang == "zh") for line in findings)
    assert {"zh": "处违规", "en": "findings in"}[lang] in report.stderr


def test_a_passage_in_a_section_without_a_number_is_named(tmp_path):
    folder = write_small_city(tmp_path / "city")
    source = folder / "graph" / "binjiang-2024" / "source.ttl"
    source.write_text(source.read_text(encoding="utf-8").replace('skos:notation "1.1" ;', ""), encoding="utf-8")
    assert_complains(dgkg("source", "list", graph=folder), 3, "所在的章节", "section-1.1, which lacks skos:notation")
