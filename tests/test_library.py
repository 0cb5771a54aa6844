"""The library of questions as a whole: its golden answers, its forms, and that any SPARQL 1.1 store can answer it.

The golden files were written by ``tests/make_golden.py`` and then read against the report, row by row.
"""

from __future__ import annotations

import re

import pytest
from rdflib.plugins.sparql import prepareQuery

from dgkg.query import Query, catalogue
from dgkg.store import Table
from dgkg.table import FORMATS, write_table, xlsx_table
from tests.doors import dgkg
from tests.make_golden import FOLDER, golden

every_question = pytest.mark.parametrize("query", catalogue(), ids=str)


def told(kg, query: str, columns: str, **parameters: object) -> set[tuple[object, ...]]:
    """Rows as a reader sees them: the columns in Chinese, then the id of the sentence."""
    solutions = kg.query(query, **parameters)
    places = [solutions.variables.index(name) for name in columns.split()]
    ids = [str(sentence).rpartition("/")[2] for sentence in solutions.column("sentence")]
    return {(*(row[i] for i in places), of) for row, of in zip(solutions.cells("zh"), ids, strict=True)}


@every_question
def test_a_question_has_its_golden_answer(kg, query: Query):
    path = FOLDER / f"{query.name}.tsv"
    assert golden(kg.query(query)) == path.read_text(encoding="utf-8"), (
        f"judge it, then: python -m tests.make_golden {query}"
    )


def test_there_is_a_golden_answer_for_each_question_and_none_besides():
    assert {path.stem for path in FOLDER.glob("*.tsv")} == {query.name for query in catalogue()}


def test_the_library_has_more_than_sixty_questions_under_every_subject_of_the_report():
    assert len(catalogue()) >= 62
    tags = {tag for query in catalogue() for tag in query.tags}
    subjects = "company policy industry indicator figure growth ranking share institute platform programme computing plan challenge comparison gap"
    assert set(subjects.split()) <= tags


@every_question
def test_a_question_explains_itself_in_both_languages(query: Query):
    assert all(len(set(query.questions[lang])) >= 2 for lang in ("zh", "en"))
    assert query.tags
    assert all(set(parameter.label) == {"zh", "en"} for parameter in query.parameters)


@every_question
def test_a_question_tells_each_thing_once_and_where_it_is_said(kg, query: Query):
    rows = kg.query(query).table.rows
    assert len(rows) == len(set(rows))
    if "gap" not in query.tags:
        assert None not in kg.query(query).column("sentence")


@every_question
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_question_can_be_had_in_every_form(kg, query: Query, lang: str):
    solutions = kg.query(query, **({"lang": lang} if "lang" in {p.name for p in query.parameters} else {}))
    headings, cells = solutions.headings(lang), solutions.cells(lang)
    for form in FORMATS:
        assert write_table(headings, cells, form).strip()
    assert xlsx_table({"data": (headings, cells)}).startswith(b"PK")
    frame = solutions.to_frame(lang)
    assert len(frame) == len(solutions)
    assert frame["citation"].notna().sum() == len(solutions) - solutions.column("sentence").count(None)


@every_question
def test_every_column_has_a_heading_in_chinese_of_its_own(kg, query: Query):
    headings = kg.query(query).headings("zh")
    assert all(re.search(r"[\u4e00-\u9fff]", heading) for heading in headings)


@every_question
def test_a_question_is_plain_sparql_that_other_engines_read(query: Query):
    prepareQuery(query.text)


@every_question
def test_a_question_needs_no_union_of_graphs(kg, query: Query):
    # Registry and ontology stand in the default graph, facts in the graph of their sentence: a store
    # whose default graph is only the default graph must find as much.
    asked = kg.query(query)
    alone = kg.store._store.query(asked.sparql, use_default_graph_as_union=False)
    assert [tuple(map(str, row)) for row in alone] == [
        tuple(map(str, row)) for row in kg.store._store.query(asked.sparql, use_default_graph_as_union=True)
    ]


@pytest.fixture(scope="module")
def rdflib_copy(kg):
    return kg.to_rdflib(copy=True)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    "name",
    [
        "leaders",
        "policies-by-status",
        "computing-power",
        "sentences-of-section",
        "challenges-and-answers",
        "recommendations-for-challenge",
    ],
)
def test_another_engine_gives_the_same_answer(kg, rdflib_copy, name: str):
    asked = kg.query(name)
    theirs = [tuple(map(str, row)) for row in rdflib_copy.query(asked.sparql)]
    assert theirs == [tuple(map(str, row)) for row in asked.table.rows]


@every_question
def test_values_read_at_once_are_those_of_the_terms(kg, query: Query):
    table = kg.query(query).table
    name = lambda column, iri: f"{column} {iri}"  # noqa: E731
    assert table.columns(name) == Table(table.variables, table.rows).columns(name)


# What the report decides, asked with other values than those that stand in the files.
DECISIVE = [
    ("members-of", "member", {"group": "两大市级软件和信息技术服务业集聚区"}, {("松山湖", "1.3-p1-s1"), ("南城街道", "1.3-p1-s1")}),
    ("firms-by-role", "firm set", {"role": "标准起草单位"}, {("华为终端", "信创产品8项团体标准", "2.1.3-p2-s4"), ("华为服务", "信创产品8项团体标准", "2.1.3-p2-s4")}),
    ("honours-by-award", "recipient", {"honour": "DCMM三级认证"}, {("慕思健康睡眠公司", "3.1-p1-s5")}),
    ("selected-at-level", "honour who role stage", {"level": "广东省"}, {("省级中小企业数字化转型城市试点", "东莞市", None, "入选", "1.2-p4-s3"), ("省级中小企业数字化转型城市试点", "东莞市", "试点单位", None, "1.2-p4-s3"), ("全省统一赋码试点", "东莞市", "试点单位", None, "2.3.3-p2-s6"), ("省试点清单", "捷邦精密", "申报者", None, "2.1.3-p1-s2"), ("省试点清单", "东博自动化", "申报者", None, "2.1.3-p1-s2"), *(("省技术攻关项目", firm, role, None, "2.1.3-p1-s2") for firm in ("立讯技术", "拓斯达") for role in ("龙头", "参与者"))}),
    ("policies-by-date", "document relation date", {"year": "2024"}, {("东莞世界级智能移动终端先进制造业集群培育提升三年行动方案（2023—2025年）", "发布日期", "2024-01", "1.1-p3-s2")}),
    ("policies-by-status", "document", {"status": "已编制未印发"}, {("东莞市公共数据分类分级操作指引（试行）", "1.1-p5-s5"), ("东莞市公共数据分类分级管理办法（试行）", "1.1-p5-s5")}),
    ("support-for", "holder amount", {"beneficiary": "研发项目"}, {("东莞市促进半导体及集成电路产业集聚区发展若干政策", "最高3000万元", "1.1-p4-s4"), ("东莞市促进半导体及集成电路产业集聚区发展若干政策", None, "1.1-p4-s4")}),
    ("growth-of-industry", "growth", {"industry": "跨境电商"}, {("10.8%", "2.3.1-p1-s3")}),
    ("rank-series", "rank text", {"entity": "华为", "indicator": "PCT申请量"}, {(1, "连续六年全球第一", "2.1.1-p2-s5")}),
    ("fastest-growth", "growth", {"least": "60"}, {("351%", "1.3-p1-s1"), ("96.0%", "1.2-p2-s4"), ("88.3%", "1.3-p2-s4"), ("81.4%", "1.2-p2-s4")}),
    ("bounded-figures", "text", {"qualifier": "不足"}, {("不足500亿元", "4.1-p1-s3")}),
    ("indicator-by-place", "place text", {"indicator": "税收"}, {("南城千亩“科技创新+先进制造”产业集聚带", "约6.54亿", "2.1.4-p2-s3")}),
    ("top-places", "entity rank", {"scope": "东莞市"}, {("松山湖", 1, "1.3-p2-s4"), ("南城街道", 1, "1.3-p3-s2"), ("南城街道", 2, "1.3-p3-s3"), ("电子信息制造业", 1, "1.2-p2-s2"), ("慕思健康睡眠公司", 1, "3.1-p1-s5"), ("广东通莞科技股份有限公司", 1, "3.1-p2-s5")}),
    ("programme-participants", "who stage", {"programme": "省级中小企业数字化转型城市试点"}, {("东莞市", None, "1.2-p4-s3"), ("东莞市", "入选", "1.2-p4-s3")}),
    ("dated-matters", "thing when", {"date": "2023-11"}, {("省级中小企业数字化转型城市试点", "2023-11", "1.2-p4-s3")}),
    ("recommendations-for-place", "proposes status", {"place": "松山湖"}, {("东莞算力谷", "建议", "6.3-p1-s3"), ("东莞市人工智能大模型中心", "已申请立项备案", "3.2.2-p1-s3")}),
    ("intentions-by-status", "thing", {"status": "已签约"}, {("佰维晶圆级封测项目", "2.1.2-p2-s2"), ("纳设半导体项目", "2.1.2-p2-s2"), ("协议投资额：300.1亿元", "2.1.2-p2-s3"), ("协议投资额的增长率：35.7%", "2.1.2-p2-s3")}),
    ("compare-places", "indicator firstText secondText", {"first": "松山湖", "second": "南城"}, {("企业数", "43家", "57家", "1.3-p2-s4"), ("营业收入", "332.3亿元", "52.7亿元", "1.3-p2-s4")}),
    ("identifiers-of", "scheme identifier", {"thing": "东莞市"}, {("行政区划代码（GB/T 2260）", "441900", "1.1-p1-s1"), ("维基数据编号", "Q59218", "1.1-p1-s1")}),
    ("challenges-without-answer", "challenge", {}, {("数字产业化规模与结构仍有较大提升空间", "4.1-h")}),
    ("computing-power", "organization text intended", {}, {("OPPO", "约764PFlops", "false", "3.2.2-p1-s3"), ("华为", "100PFlops", "true", "3.2.2-p1-s3")}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "columns", "parameters", "rows"), DECISIVE, ids=lambda x: x if isinstance(x, str) else ""
)
def test_a_question_asked_with_other_values_has_just_the_rows_of_the_report(kg, query, columns, parameters, rows):
    assert told(kg, query, columns, **parameters) == rows


def test_two_places_are_not_compared_where_their_industries_differ(kg):
    # The revenue of 松山湖 is that of software and internet services, that of the belt in 南城 of all its firms.
    assert told(kg, "compare-places", "indicator", first="松山湖", second="id:nancheng-industry-belt") == set()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "没有结果：报告未说明。所问：某地有哪些企业（地点：南城街道）"),
        (
            "en",
            "Nothing found: the report does not say. Asked: Which firms are in a place (place: Nancheng Subdistrict)",
        ),
    ],
)
def test_a_question_without_an_answer_says_what_was_asked(lang: str, words: str):
    result = dgkg("query", "firms-in-place", "place=南城", lang=lang)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, words)


@pytest.mark.parametrize(
    ("lang", "head", "figure"),
    [
        ("zh", "报告给出了「南城街道」的下列数字（全部：dgkg show nancheng）：", "营业收入［规上］：52.7亿元  [1.3-p3-s3]"),
        ("en", "The report does give these figures of “Nancheng Subdistrict”", "CNY 5.27 bn  [1.3-p3-s3]"),
    ],
)  # fmt: skip
def test_where_no_firm_is_named_the_figures_of_the_place_are_offered(lang: str, head: str, figure: str):
    told = dgkg("query", "firms-in-place", "place=南城", lang=lang).stderr.splitlines()
    assert told[1].startswith(head)
    assert len(told) == 5
    assert told[-1].endswith(figure)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["firms-in-place"], ["未给出的参数用默认值：place=松山湖"]),
        (["firms-in-place", "place=松山湖"], []),
        (["compare-places", "second=凤岗", "-f", "tsv"], ["未给出的参数用默认值：first=松山湖"]),
        (["only-planned"], []),  # its language is that of the command
        (["ASK { ?s ?p ?o }"], []),
    ],
)
def test_a_value_that_nobody_gave_is_named(words: list[str], told: list[str]):
    said = dgkg("query", *words, lang="zh").stderr.splitlines()
    assert [line for line in said if "默认值" in line] == told


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("query", catalogue(), ids=str)
def test_no_answer_for_people_has_an_id_where_a_name_belongs(kg, query, lang):
    shown = [cell for row in kg.query(query).cells(lang) for cell in row if isinstance(cell, str)]
    assert [cell for cell in shown if cell.startswith(("id:obs-", "id:cap-", "id:derived-", "id:membership-"))] == []


def test_what_was_asked_has_the_values_that_stand_in_the_file_where_none_are_given(kg):
    asked = kg.query("compare-places", second="凤岗").asked("zh")
    assert asked == "两地同一指标的对照（甲地：松山湖；乙地：凤岗）"
    assert kg.query("policies-by-date", year="1999").asked("en") == "Documents issued or drafted in a year (year: 1999)"
    assert kg.sparql("ASK { ?s ?p ?o }").asked("zh") == ""


def test_questions_are_listed_by_tag_and_an_unknown_tag_names_the_known():
    listed = dgkg("queries", "--tag", "gap", "--format", "tsv")
    names = [line.split("\t")[0] for line in listed.stdout.splitlines()[1:]]
    assert names == sorted(query.name for query in catalogue() if "gap" in query.tags)
    unknown = dgkg("queries", "--tag", "gapp")
    assert unknown.exit_code == 1
    assert "growth" in unknown.stderr
