"""Bad input at the command line: a clear sentence in both languages, an exit code, never a traceback.

Names and questions; data are in ``test_cli_data.py``, files in ``test_cli_files.py``.
"""

from __future__ import annotations

import re

import pytest

from tests.conftest import write_small_city
from tests.doors import assert_complains, dgkg

SECOND = 'id:jia-logistics a dgo:Company ; skos:prefLabel "甲物流"@zh , "Jia Logistics"@en ; skos:altLabel "甲"@zh .'


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """The small city, where two firms are called 甲 for short."""
    return write_small_city(tmp_path_factory.mktemp("errors") / "city", registry=SECOND)


# -- names -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("show", "江湾圆"),
        ("query", "firms-in-place", "place=江湾圆"),
        ("diagram", "ego", "focus=江湾圆", "-o", "x.html"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_unknown_name_comes_back_with_what_is_nearest(city, words, lang):
    result = dgkg(*words, graph=city, lang=lang)
    assert_complains(result, 1, "找不到「江湾圆」。是不是：江湾园", "No thing is called “江湾圆”. Did you mean: 江湾园")


@pytest.mark.parametrize("words", [("find", "火星基地"), ("show", "火星基地"), ("trace", "火星基地"), ("show", "")])
def test_a_name_like_no_other_is_not_guessed_at(city, words):
    result = dgkg(*words, graph=city)
    assert_complains(result, 1, f"找不到「{words[1]}」", f"No thing is called “{words[1]}”")
    assert "是不是" not in result.stderr


@pytest.mark.parametrize("words", [("show", "甲"), ("query", "places-of-firm", "firm=甲")])
def test_a_name_of_two_things_lists_both_to_choose_from(city, words):
    result = dgkg(*words, graph=city)
    assert_complains(result, 2, "可指多个事物", "can mean several things")
    for choice in ("id:jia-electronics", "甲电子", "id:jia-logistics", "甲物流"):
        assert result.stderr.count(choice) == 2
    assert "甲物流" in dgkg("show", "id:jia-logistics", graph=city).stdout


def test_an_unknown_question_comes_back_with_the_nearest_ones(city):
    result = dgkg("query", "firms-in-palce", graph=city)
    assert_complains(result, 1, "找不到查询「firms-in-palce」。是不是：firms-in-place", "Did you mean: firms-in-place")


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (
            ("diagram", "ego-chain", "focus=甲电子", "-o", "x.svg"),
            "没有图样「ego-chain」",
            "there are: policy-chain",
        ),
        (("diagram", "ego", "industry=甲电子", "-o", "x.html"), "需要一个参数：focus=", "takes one parameter: focus="),
        (("diagram", "ego", "focus=乙软件", "-o", "x.docx"), "不能存为「.docx」；可用：.svg", "there is: .svg"),
        (
            ("export", "-o", "x.docx"),
            "未知导出格式「docx」；可用：",
            "Unknown export format “docx”; there are: ",
        ),
        (("queries", "-o", "x.docx"), "不认识后缀「.docx」；可用：.csv", "there are: .csv"),
        (("queries", "--format", "xlsx"), "xlsx 需要 -o", "xlsx needs -o"),
        (("ledger",), "dgkg source attach", "The ledger needs the source's text"),
    ],
)
def test_a_call_that_cannot_be_meant_says_what_can(city, tmp_path, monkeypatch, words, zh, en):
    monkeypatch.chdir(tmp_path)
    assert_complains(dgkg(*words, graph=city), 2, zh, en)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words", [("nonsense",), ("find",), ("find", "x", "--format", "docx"), ("--lang", "fr", "queries")]
)
def test_a_command_line_that_is_none_is_exit_code_2(words):
    result = dgkg(*words, lang=None)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: dgkg" in result.stderr


# -- questions -------------------------------------------------------------------------------------

# Text, and the slip in it; the error names its line and a column in it or just behind it.
SLIPS = [
    ("SELECT ?x WHERE { ?x nope:p ?y }", "nope:p "),
    ("SELECT ?x WHERE {\n  ?x a ?y .\n  ?x nope:p ?z\n}", "nope:p "),
    ("SELECT ?x\nWHER { ?x a ?y }", "WHER "),
    ("SELECT ?x WHERE {\n  ?x a ?y .\n", ""),
]


@pytest.mark.parametrize(("sparql", "slip"), SLIPS)
@pytest.mark.parametrize("way", ["text", "standard input", ".sparql", ".rq"])
def test_a_slip_in_sparql_is_shown_by_line_and_column(city, tmp_path, sparql, slip, way):
    file = tmp_path / f"mine{way}"
    if way == ".rq":
        sparql = f"#+ summary: {{zh: 甲, en: a}}\n{sparql}"
    if way.startswith("."):
        file.write_text(sparql, encoding="utf-8")
    given = {"text": sparql, "standard input": "-"}.get(way, file)
    result = dgkg("query", given, graph=city, stdin=sparql)
    before = sparql[: sparql.index(slip) if slip else len(sparql)]
    line, start = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    assert_complains(result, 2, f"第 {line} 行第 ", f"at line {line}, column ")
    column = int(re.search(r"column (\d+)", result.stderr)[1])
    assert start <= column <= start + len(slip)


@pytest.mark.parametrize("way", ["text", "standard input", ".sparql"])
def test_an_update_is_refused_as_what_it_is(city, tmp_path, way):
    update = "INSERT DATA { <a:b> <a:b> <a:b> }"
    file = tmp_path / f"mine{way}"
    if way.startswith("."):
        file.write_text(update, encoding="utf-8")
    result = dgkg("query", {"text": update, "standard input": "-"}.get(way, file), graph=city, stdin=update)
    assert_complains(result, 2, "不接受 SPARQL 更新", "SPARQL updates")


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("SELECT ?x WHERE { ?x a ?y }", "缺少以 #+ 开头的说明", "no header of #+ lines"),
        ("#+ tags: [a]\nASK {}", "缺少 summary", "lacks a summary"),
        ("#+ summary: 甲\nASK {}", "缺少 summary", "lacks a summary"),
        ("#+ summary: {zh: 甲}\nASK {}", "summary: {zh: …, en: …}", "is written summary"),
        ("#+ summary: [\nASK {}", "不是有效的 YAML", "is not YAML"),
        ("#+ summary: {zh: 甲, en: a}\n#+ tags: 5\nASK {}", "tags: [ … ]", "tags: [ … ]"),
        ("#+ summary: {zh: 甲, en: a}\n#+ parameters: [x]\nASK {}", "parameters: {名称", "parameters: {name"),
        ("#+ summary: {zh: 甲, en: a}\n#+ parameters:\n#+   x: y\nASK {}", "parameters: {名称", "parameters: {name"),
        (
            "#+ summary: {zh: 甲, en: a}\n#+ parameters:\n#+   x: {type: string}\nASK {}",
            "VALUES ?x",
            "has no VALUES ?x",
        ),
    ],
)
def test_a_question_file_without_a_proper_header_says_what_it_lacks(city, tmp_path, text, zh, en):
    (tmp_path / "mine.rq").write_text(text, encoding="utf-8")
    result = dgkg("query", tmp_path / "mine.rq", graph=city)
    assert_complains(result, 2, zh, en)
    assert result.stderr.count("mine.rq") >= 2


def test_a_question_file_that_is_missing_or_no_utf_8_is_named(city, tmp_path):
    assert_complains(dgkg("query", tmp_path / "gone.rq", graph=city), 3, "无法读取", "gone.rq")
    (tmp_path / "gbk.rq").write_bytes("#+ summary: {zh: 企业}".encode("gbk"))
    assert_complains(dgkg("query", tmp_path / "gbk.rq", graph=city), 3, "gbk.rq", "Cannot read")


TYPED = """#+ summary: {zh: 数, en: numbers}
#+ parameters:
#+   n: {type: integer, zh: 数, en: number}
#+   y: {type: year, zh: 年, en: year}
SELECT ?n ?y WHERE { VALUES ?n { 1 } VALUES ?y { "2023" } }"""


@pytest.mark.parametrize(
    ("question", "value", "zh", "en"),
    [
        ("firms-in-place", "plce=滨江", "没有参数「plce」；可用参数：place", "no parameter “plce”; it has: place"),
        ("firms-in-place", "滨江", "参数应写作 名称=值", "Parameters are written name=value"),
        (
            "firms-in-place",
            "place=乙软件",
            "「乙软件」是企业，此处需要地点",
            "is of the kind “company”; here a “place”",
        ),
        ("places-of-firm", "firm=江湾园", "「江湾园」是产业园区", "“江湾园” is of the kind “industrial park”"),
        ("policies", "year=2023", "没有参数「year」", "no parameter “year”; it has: —"),
        ("typed.rq", "m=1", "没有参数「m」；可用参数：n, y", "no parameter “m”; it has: n, y"),
        ("typed.rq", "n=三", "「n」应为 integer，得到「三」", "“n” takes a value of type integer, not “三”"),
        ("typed.rq", "n=1 } } #", "「n」应为 integer", "takes a value of type integer"),
        ("typed.rq", "y=23", "「y」应为 year", "takes a value of type year"),
        ("ASK { ?a ?b ?c }", "a=1", "SPARQL 文本没有参数", "SPARQL text takes no parameters"),
    ],
)
def test_a_parameter_or_value_of_the_wrong_kind_says_which_is_right(
    city, tmp_path, monkeypatch, question, value, zh, en
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "typed.rq").write_text(TYPED, encoding="utf-8")
    assert_complains(dgkg("query", question, value, graph=city), 2, zh, en)


def test_a_place_is_no_industry_to_be_traced(city):
    assert_complains(
        dgkg("trace", "江湾园", graph=city),
        2,
        "只能追溯产业、政策或企业；「江湾园」是产业园区",
        "is of the kind “industrial park”",
    )
