"""The command line on the record itself: counted, checked, formatted, with its source attached."""

from __future__ import annotations

import csv
import io

import pytest

from tests.conftest import PREFIXES, SMALL_REPORT, SMALL_STATEMENTS, write_small_city
from tests.doors import dgkg


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return write_small_city(tmp_path_factory.mktemp("cli") / "city")


@pytest.fixture
def copy(tmp_path):
    """A reader's own copy of the small city's report."""
    path = tmp_path / "report.txt"
    path.write_text(SMALL_REPORT, encoding="utf-8")
    return path


def rows(result):
    """The table on standard output, without its headings."""
    return list(csv.reader(io.StringIO(result.stdout), delimiter="\t"))[1:]


# -- counting and checking --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "firms", "open_"), [("zh", "企业", "SHACL 违规"), ("en", "companies", "SHACL violations")]
)
def test_the_statistics_count_things_class_by_class(city, lang, firms, open_):
    counts = dict(rows(dgkg("stats", graph=city, lang=lang)))
    assert counts[firms] == "2"
    assert counts[open_] == "0"


def test_the_ledger_accounts_for_every_number_of_the_attached_report(city, copy, tmp_path):
    assert dgkg("source", "attach", copy, graph=city).exit_code == 0
    closed = dgkg("ledger", graph=city)
    assert (closed.exit_code, closed.stdout) == (0, "")
    assert "open 0" in closed.stderr
    assert ["1.1-p1-s2", "12.5", "covered"] in [[r[0], r[1], r[3]] for r in rows(dgkg("ledger", "--all", graph=city))]
    untold = write_small_city(tmp_path / "untold", statements=SMALL_STATEMENTS.replace('"8%"', '"no"'))
    for lang, state in (("zh", "未处理"), ("en", "open")):
        result = dgkg("ledger", graph=untold, lang=lang)
        assert result.exit_code == 3
        assert [[r[0], r[1], r[3]] for r in rows(result)] == [["1.1-p1-s2", "8", state]]


def test_a_graph_that_keeps_its_rules_is_valid_and_leaves_standard_output_empty(city):
    for lang, words in (("zh", "校验通过"), ("en", "Valid")):
        report = dgkg("validate", graph=city, lang=lang)
        assert (report.exit_code, report.stdout) == (0, "")
        assert words in report.stderr


def test_formatting_changes_the_spelling_and_only_when_asked(tmp_path):
    file = tmp_path / "a.ttl"
    untidy = PREFIXES + "id:b   skos:prefLabel 'B'@en.\nid:a skos:altLabel 'A'@en ; skos:prefLabel 'A'@zh ."
    file.write_text(untidy, encoding="utf-8")
    assert dgkg("fmt", "--check", file).exit_code == 3
    assert file.read_text(encoding="utf-8") == untidy
    assert dgkg("fmt", file).exit_code == 0
    tidy = file.read_text(encoding="utf-8")
    assert tidy.index("id:a skos:altLabel") < tidy.index("id:b skos:prefLabel")
    assert dgkg("fmt", "--check", file).exit_code == 0


def test_the_shipped_record_is_in_canonical_form():
    assert dgkg("fmt", "--check").exit_code == 0


def test_the_doctor_says_where_the_graph_lies_and_what_is_wrong(city, tmp_path):
    well = dgkg("doctor", graph=city)
    assert well.exit_code == 0
    assert str(city / "graph") in well.stdout
    ill = dgkg("doctor", graph=tmp_path / "nowhere", lang="zh")
    assert ill.exit_code == 3
    assert "✗" in ill.stdout
    assert "文件夹不存在" in ill.stdout


# -- the source -------------------------------------------------------------------------------


def test_citations_show_the_words_of_an_attached_copy_until_it_is_detached(city, copy):
    words = "甲电子位于江湾园，年产值12.5亿元，增长8%。"
    glosses = dgkg("source", "list", graph=city)
    assert dgkg("source", graph=city).stdout == glosses.stdout
    assert ["1.1-p1-s2", "一（一）", "gloss 5"] in rows(glosses)
    attached = dgkg("source", "attach", copy, graph=city, lang="zh")
    assert (attached.exit_code, attached.stdout) == (0, "")
    assert "已附加" in attached.stderr
    assert ["1.1-p1-s2", "一（一）", words] in rows(dgkg("source", "list", graph=city))
    marked = "“『甲电子』位于『江湾园』，年『产值』『12.5亿元』，增长『8%』。”"
    assert marked in dgkg("show", "1.1-p1-s2", graph=city).stdout
    assert dgkg("source", "detach", graph=city).exit_code == 0
    assert marked not in dgkg("show", "1.1-p1-s2", graph=city).stdout
    assert dgkg("source", "detach", graph=city).exit_code == 1


def test_an_attached_copy_of_another_report_is_named_and_passed_over(city, copy):
    dgkg("source", "attach", copy, graph=city)
    shipped = dgkg("find", "松山湖", lang="zh")
    assert shipped.exit_code == 0
    assert "dgkg source detach" in shipped.stderr
