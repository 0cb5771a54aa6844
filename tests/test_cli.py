"""The command line: names and questions, in both languages, on which stream, with which exit code."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.conftest import write_small_city
from tests.doors import dgkg, process


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return write_small_city(tmp_path_factory.mktemp("cli") / "city")


def rows(result):
    """The table on standard output, without its headings."""
    return list(csv.reader(io.StringIO(result.stdout), delimiter="\t"))[1:]


# -- find and show ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason_zh", "reason_en"),
    [
        ("江湾园", "名称", "name"),
        ("Jiangwan Park", "名称", "name"),
        ("jiangwan-park", "编号", "id"),
        ("jiangwanyuan", "拼音", "pinyin"),
        ("jwy", "拼音首字母", "initials"),
        ("江湾", "开头", "beginning"),
        ("湾园", "包含", "part"),
        ("江弯园", "近似", "near miss"),
    ],
)
def test_a_park_is_found_by_every_kind_of_name(city, text, reason_zh, reason_en):
    assert ["江湾园", "Jiangwan Park", "产业园区", "jiangwan-park", reason_zh] in rows(
        dgkg("find", text, graph=city, lang="zh")
    )
    assert ["Jiangwan Park", "江湾园", "industrial park", "jiangwan-park", reason_en] in rows(
        dgkg("find", text, graph=city, lang="en")
    )


def test_an_alias_finds_the_firm_it_is_short_for(city):
    assert rows(dgkg("find", "甲", graph=city))[0][-2:] == ["jia-electronics", "alias"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ["甲电子  Jia Electronics", "jia-electronics", "别名：甲", "甲电子位于江湾园  [1.1-p1-s2]", "12.5亿元"]),
        (
            "en",
            ["Jia Electronics  甲电子", "Also: 甲", "is located in Jiangwan Park  [1.1-p1-s2]", "CNY 1.25 bn", "8%"],
        ),
    ],
)
def test_a_firm_is_shown_with_its_names_and_every_fact_with_its_sentence(city, lang, said):
    shown = dgkg("show", "甲电子", graph=city, lang=lang)
    for words in said:
        assert words in shown.stdout
    assert not shown.stderr


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ["《滨江市数字经济报告》一（一）第1段第2句 [1.1-p1-s2]", "甲电子位于江湾园", "12.5亿元"]),
        ("en", ["Binjiang Digital Economy Report, §1.1, para. 1, sentence 2 [1.1-p1-s2]", "CNY 1.25 bn"]),
    ],
)
def test_a_sentence_is_shown_with_what_it_states_and_nothing_else(city, lang, said):
    shown = dgkg("show", "1.1-p1-s2", graph=city, lang=lang).stdout
    for words in said:
        assert words in shown
    assert "乙软件" not in shown
    assert "Yi Software" not in shown


@pytest.mark.parametrize(
    ("lang", "kind", "wish", "fact"),
    [("zh", "设想中的事物", "【建议】", "算力港位于"), ("en", "envisaged thing", "[proposed]", "Port is located")],
)
def test_a_wish_is_shown_as_a_wish(city, lang, kind, wish, fact):
    shown = dgkg("show", "滨江算力港", graph=city, lang=lang).stdout
    assert kind in shown
    assert wish in shown
    assert fact not in shown


# -- questions -------------------------------------------------------------------------------

FIRMS_ZH = [[firm, "", "滨江", "《滨江市数字经济报告》一（一）第1段第1句 [1.1-p1-s1]"] for firm in ("甲电子", "乙软件")]
SELECT = "PREFIX dgo: <https://w3id.org/dgkg/ontology#> SELECT ?firm ?sentence WHERE { GRAPH ?sentence { ?firm dgo:locatedIn ?p } } ORDER BY ?firm ?sentence"
CITED = ["1.1-p1-s1", "1.1-p1-s2", "1.1-p1-s1"]


def test_a_library_question_gives_each_row_with_its_citation(city):
    assert rows(dgkg("query", "firms-in-place", "place=滨江", graph=city, lang="zh")) == FIRMS_ZH
    english = rows(dgkg("query", "firms-in-place", "place=binjiang", graph=city, lang="en"))
    assert [row[0] for row in english] == ["Jia Electronics", "Yi Software"]
    assert all(row[-1].startswith("Binjiang Digital Economy Report, §1.1") for row in english)


@pytest.mark.parametrize("way", ["text", "standard input", ".sparql file", ".rq file"])
def test_sparql_comes_as_text_through_a_pipe_or_from_a_file(city, tmp_path, way):
    file = tmp_path / f"mine{way.partition(' ')[0]}"
    if way.endswith("file"):
        file.write_text(f"#+ summary: {{zh: 企业, en: firms}}\n{SELECT}", encoding="utf-8")
    given = {"text": SELECT, "standard input": "-"}.get(way, str(file))
    answer = dgkg("query", given, graph=city, stdin=SELECT)
    assert [row[1].rpartition("[")[2].rstrip("]") for row in rows(answer)] == CITED


@pytest.mark.parametrize(
    ("sparql", "answer"),
    [
        ("ASK { ?firm <https://w3id.org/dgkg/ontology#locatedIn> <https://w3id.org/dgkg/id/binjiang> }", [["true"]]),
        ("ASK { ?x a <https://w3id.org/dgkg/ontology#Bank> }", [["false"]]),
        (
            "CONSTRUCT { ?f a ?f } WHERE { ?f <https://w3id.org/dgkg/ontology#locatedIn> <https://w3id.org/dgkg/id/jiangwan-park> }",
            [["Jia Electronics", "rdf:type", "Jia Electronics"]],
        ),
    ],
)
def test_every_form_of_sparql_answers_with_a_table(city, sparql, answer):
    assert rows(dgkg("query", sparql, graph=city)) == answer


def test_describe_without_braces_is_sparql_and_no_name(city):
    assert ["Yi Software", "skos:prefLabel", "乙软件"] in rows(
        dgkg("query", "DESCRIBE <https://w3id.org/dgkg/id/yi-software>", graph=city)
    )


def test_what_the_report_does_not_say_is_said_so_and_is_exit_code_1(city):
    for lang, words in (("zh", "报告未说明"), ("en", "the report does not say")):
        answer = dgkg("query", "rankings", "place=滨江", graph=city, lang=lang)
        assert answer.exit_code == 1
        assert words in answer.stderr


@pytest.mark.parametrize(("lang", "question"), [("zh", "某地有哪些企业"), ("en", "Which firms are in a place")])
def test_the_catalogue_lists_at_least_twelve_questions_with_their_parameters(lang, question):
    listed = {row[0]: row[1:] for row in rows(dgkg("queries", lang=lang))}
    assert len(listed) >= 12
    assert listed["firms-in-place"][0] == question
    assert listed["firms-in-place"][1].startswith("place=")


def test_the_catalogue_can_be_narrowed_to_a_tag():
    tagged = rows(dgkg("queries", "--tag", "ranking"))
    assert "rankings" in [row[0] for row in tagged]
    assert all("ranking" in row[3].split(", ") for row in tagged)
    assert len(tagged) < len(rows(dgkg("queries")))
    assert dgkg("queries", "--tag", "no-such-tag").exit_code == 1


@pytest.mark.parametrize(
    ("lang", "firm", "silent"),
    [
        ("zh", ["企业", "乙软件", "报告明言", "1.1-p1-s1"], ["政策", "报告未说明"]),
        ("en", ["firm", "Yi Software", "stated", "1.1-p1-s1"], ["policy", "the report does not say"]),
    ],
)
def test_a_trace_cites_each_hop_and_says_which_hop_is_missing(city, lang, firm, silent):
    told = rows(dgkg("trace", "software-it-services", graph=city, lang=lang))
    assert firm in [[row[0], row[1], row[4], row[5]] for row in told]
    assert silent in [row[:2] for row in told]


# -- language ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "environment", "lang"),
    [
        ([], {"LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_TW.Big5"}, "zh"),
        ([], {"LC_ALL": "en_US.UTF-8"}, "en"),
        ([], {"LC_ALL": "C"}, "en"),
        ([], {"LC_ALL": "en_US.UTF-8", "DGKG_LANG": "zh"}, "zh"),
        (["--lang", "en"], {"LC_ALL": "zh_CN.UTF-8", "DGKG_LANG": "zh"}, "en"),
    ],
)
def test_the_language_is_the_option_else_the_setting_else_the_locale(monkeypatch, words, environment, lang):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    heading = dgkg(*words, "queries", lang=None).stdout.partition("\t")[0]
    assert heading == {"zh": "查询", "en": "query"}[lang]


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        (["queries", "--lang", "en"], "query"),
        (["queries", "--lang=zh"], "查询"),
        (["--lang", "en", "queries", "--lang", "zh"], "查询"),
        (["source", "--lang", "en"], "id"),
        (["source", "list", "--lang", "en"], "id"),
    ],
)
def test_the_language_and_the_graph_may_stand_behind_the_command(city, words, heading):
    told = dgkg(*words, "--graph", str(city), lang=None)
    assert told.exit_code == 0
    assert told.stdout.partition("\t")[0] == heading
    missing = dgkg("stats", "--graph", str(city / "nowhere"), lang="en")
    assert missing.exit_code != 0
    assert "nowhere" in missing.stderr


def test_the_catalogue_shows_defaults_as_they_are_typed():
    defaults = {row[0]: row[2] for row in rows(dgkg("queries"))}
    assert defaults["dated-matters"] == "date=2024 2023-08"
    assert not [told for told in defaults.values() if '"' in told]


def test_the_module_runs_as_the_command_does(city):
    ran = process("--lang", "en", "--graph", str(city), "find", "江湾园", "--format", "json")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)[0]["id"] == "jiangwan-park"
