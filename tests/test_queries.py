"""The library's questions on the shipped graph, answered as the report answers them.

Every row here was read in the report (``sentences.jsonl``), not copied from the program.
"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from dgkg.knowledge import KnowledgeGraph
from dgkg.query import Query, catalogue
from dgkg.store import EmbeddedStore


def told(kg: KnowledgeGraph, query: str, columns: str, **parameters: object) -> list[tuple[object, ...]]:
    """Rows as a reader sees them: the columns in Chinese, then the id of the sentence."""
    solutions = kg.query(query, **parameters)
    places = [solutions.variables.index(name) for name in columns.split()]
    ids = [str(sentence).rpartition("/")[2] for sentence in solutions.column("sentence")]
    return [(*(row[i] for i in places), of) for row, of in zip(solutions.cells("zh"), ids, strict=True)]


FIRST = [
    "facts-of-entity", "figures-of-indicator", "figures-of-place", "firms-in-industry", "firms-in-place", "growth-rates",
    "honours-of-firm", "leaders", "measures-of-policy", "mentions-of", "only-planned", "places-of-firm", "policies",
    "policies-for-industry", "policy-industry-firm", "projects-in-industry", "rankings",
]  # fmt: skip
CHIPS = "2.1.2-p1-s4"
DECISIVE = [
    ("facts-of-entity", "relation other", {"thing": "利扬芯片"}, [("位于", "东莞市", CHIPS), ("从事", "先进封测", CHIPS)]),
    ("firms-in-place", "firm role", {"place": "松山湖"}, [("华为", "核心企业", "1.3-p2-s2")]),
    ("firms-in-place", "firm role", {"place": "滨海湾"}, [("OPPO", "龙头", "2.1.4-p2-s6"), ("vivo", "龙头", "2.1.4-p2-s6")]),
    ("firms-in-place", "firm", {"place": "东莞市"}, [("安世半导体", CHIPS), ("东莞蜂巢工软信息科技有限公司", "2.1.3-p1-s3")]),
    ("places-of-firm", "place", {"firm": "OPPO"}, [("滨海湾新区", "2.1.4-p2-s6")]),
    ("places-of-firm", "place", {"firm": "气派科技"}, [("东莞市", CHIPS)]),
    (
        "figures-of-indicator",
        "area population text value",
        {"indicator": "营业收入"},
        [
            ("东莞市", "规上", "463.4亿元", 46340000000, "1.2-p3-s2"),
            ("松山湖", "规上", "332.3亿元", 33230000000, "1.3-p2-s4"),
            ("南城街道", "规上", "52.7亿元", 5270000000, "1.3-p3-s3"),
            ("东莞市", None, "852亿元", 85200000000, "2.1.4-p1-s3"),
            ("东莞市", None, "1200多亿元", None, "2.1.4-p1-s3"),
        ],
    ),
    (
        "figures-of-place",
        "indicator text value",
        {"place": "松山湖"},
        [("企业数", "846家", 846, "1.3-p2-s4"), ("企业数", "43家", 43, "1.3-p2-s4")],
    ),
    (
        "firms-in-industry",
        "firm role",
        {"industry": "半导体及集成电路"},
        [("中镓半导体", "龙头", CHIPS), ("利扬芯片", "链主", "2.1.2-p2-s2"), ("安世半导体", None, CHIPS)],
    ),
    (
        "firms-in-industry",
        "firm role",
        {"industry": "智能移动终端"},
        [(f, "整机代工", "2.1.1-p1-s5") for f in ("华贝电子", "东勤科技", "以诺通讯", "长城开发")],
    ),
    (
        "growth-rates",
        "indicator industry growth value level",
        {"place": "东莞市"},
        [
            ("营业收入", "软件和信息技术服务业", "47.4%", Decimal("47.4"), "463.4亿元", "1.2-p3-s2"),
            ("产品产量", "虚拟现实设备", "96.0%", 96, None, "1.2-p2-s4"),
            ("出口额", "集成电路", "37%", 37, None, "2.1.2-p1-s3"),
            ("进出口额", "集成电路", "6.7%", Decimal("6.7"), "3219.3亿元", "2.1.2-p1-s3"),
            ("企业数", "半导体及集成电路", "接近6.1%", None, "1454家", "2.1.2-p1-s2"),
        ],
    ),
    (
        "honours-of-firm",
        "honour stage",
        {"firm": "利扬芯片"},
        [("国家服务型制造示范企业", "入选", "2.2.1-p1-s3")],
    ),
    ("honours-of-firm", "honour", {"firm": "慕思"}, [("DCMM三级认证", "3.1-p1-s5"), ("国家智能制造优秀场景", "2.2.1-p1-s3")]),
    (
        "measures-of-policy",
        "beneficiary amount ceiling qualifier",
        {"policy": "东莞市促进半导体及集成电路产业集聚区发展若干政策"},
        [
            ("特色产业园区", "最高1000万元", 10000000, "最高", "1.1-p4-s3"),
            ("服务平台", "最高3000万元", 30000000, "最高", "1.1-p4-s4"),
            ("创新平台", "最高3000万元", 30000000, "最高", "1.1-p4-s4"),
            ("研发项目", "最高3000万元", 30000000, "最高", "1.1-p4-s4"),
        ],
    ),
    (
        "only-planned",
        "thing status",
        {},
        [
            ("东莞算力谷", "建议", "6.3-p1-s3"),
            ("东莞市人工智能大模型中心", "已申请立项备案", "3.2.2-p1-s3"),
            ("佰维晶圆级封测项目", "已签约", "2.1.2-p2-s2"),
            ("纳设半导体项目", "已签约", "2.1.2-p2-s2"),
            ("东莞市公共数据分类分级管理办法（试行）", "已编制未印发", "1.1-p5-s5"),
        ],
    ),
    (
        "policies",
        "policy status issueDate draftDate coversPeriod",
        {},
        [
            ("东莞市公共数据管理办法", "已印发", "2023-01", None, None, "1.1-p5-s3"),
            ("东莞市政务数据治理专项规划（2023—2025年）", "已印发", "2023-04", None, "2023—2025年", "1.1-p5-s4"),
            ("东莞市公共数据分类分级操作指引（试行）", "已编制未印发", None, "2023-09", None, "1.1-p5-s5"),
            ("东莞市中小企业数字化转型城市试点专项资金管理办法", None, None, None, None, "6.4-p1-s2"),
        ],
    ),
    (
        "policies-for-industry",
        "policy status date",
        {"industry": "半导体及集成电路"},
        [("东莞市促进半导体及集成电路产业集聚区发展若干政策", "已印发", "2023", of) for of in ("1.1-p4-s2", "2.1.2-p2-s2")],
    ),
    (
        "policies-for-industry",
        "policy topic",
        {"industry": "纺织服装"},
        [("东莞市实施消费品工业“数字三品”三年行动方案", "消费品工业", "1.1-p2-s3")],
    ),
    (
        "policy-industry-firm",
        "firm role",
        {"policy": "东莞市促进半导体及集成电路产业集聚区发展若干政策"},
        [("中镓半导体", "龙头", CHIPS), ("利扬芯片", "链主", "2.1.2-p2-s2"), ("记忆存储", None, CHIPS)],
    ),
    (
        "projects-in-industry",
        "project status",
        {"industry": "半导体及集成电路"},
        [("中镓半导体项目", "推进中", "2.1.2-p2-s2"), ("纳设半导体项目", "已签约", "2.1.2-p2-s2")],
    ),
    ("projects-in-industry", "project", {"industry": "新能源"}, [("赣锋锂电项目", "2.1.5-p1-s2"), ("吉瓦森林项目", "2.1.5-p1-s2")]),
    (
        "rankings",
        "rank top within period",
        {"place": "东莞市"},
        [
            (18, None, "全国城市（包括直辖市）", "2023年", "1.2-p1-s2"),
            (21, None, "全国城市（包括直辖市）", "2022年", "1.2-p1-s2"),
            (22, None, "全国城市（包括直辖市）", "2021年", "1.2-p1-s2"),
            (1, None, "广东省", "2023年", "1.2-p3-s2"),
            (3, None, "广东省", "2023年", "3.2.1-p1-s2"),
        ],
    ),
    (
        "figures-in-industry",
        "indicator of text",
        {"industry": "半导体及集成电路"},
        [
            ("企业数", None, "1454家", "2.1.2-p1-s2"),
            ("增加量", "企业数", "84家", "2.1.2-p1-s2"),
            ("产值", None, "555.3亿元", "2.1.2-p1-s2"),
            ("增长率", "产值", "10.2%", "2.1.2-p1-s2"),
            ("协议投资额", None, "300.1亿元", "2.1.2-p2-s3"),
        ],
    ),
    (
        "industries-of-firm",
        "topic role set",
        {"firm": "利扬芯片"},
        [("先进封测", None, None, CHIPS), ("半导体及集成电路", "链主", "半导体产业链", "2.1.2-p2-s2")],
    ),
    (
        "industries-of-policy",
        "relation other",
        {"policy": "东莞市实施消费品工业“数字三品”三年行动方案"},
        [("面向", "消费品工业", "1.1-p2-s3"), ("适用地区", "东莞市", "1.1-p2-s3")],
    ),
    (
        "places-in-industry",
        "place firm topic",
        {"industry": "第三代半导体"},
        [("东莞市", firm, "第三代半导体", CHIPS) for firm in ("中镓半导体", "天域半导体", "中图")],
    ),
    ("rankings", "rank within by", {"place": "松山湖"}, [(1, "东莞市", "营业收入", "1.3-p2-s4")]),
    ("rankings", "rank top within", {"place": "OPPO"}, [(None, 10, "全球", "2.1.1-p2-s5")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "columns", "parameters", "rows"), DECISIVE, ids=lambda x: x if isinstance(x, str) else ""
)
def test_a_question_has_the_rows_that_the_report_decides(kg, query, columns, parameters, rows):
    answer = told(kg, query, columns, **parameters)
    assert [row for row in rows if row not in answer] == []


def test_every_question_that_the_library_began_with_has_a_golden_answer():
    golden = {query for query, *_ in DECISIVE} | {"leaders", "mentions-of"}
    assert set(FIRST) <= golden <= {query.name for query in catalogue()}


def test_no_other_firm_stands_in_songshan_lake_or_binhaiwan_and_none_in_nancheng(kg):
    firms = {
        place: {firm for firm, _ in told(kg, "firms-in-place", "firm", place=place)}
        for place in ("松山湖", "滨海湾", "南城")
    }
    assert firms == {"松山湖": {"华为"}, "滨海湾": {"OPPO", "vivo"}, "南城": set()}


def test_the_chip_industry_has_seven_firms_and_the_policy_reaches_the_same(kg):
    named = {"利扬芯片", "气派科技", "安世半导体", "记忆存储", "中镓半导体", "天域半导体", "中图"}
    assert {row[0] for row in told(kg, "firms-in-industry", "firm", industry="半导体及集成电路")} == named
    policy = "东莞市促进半导体及集成电路产业集聚区发展若干政策"
    assert {row[0] for row in told(kg, "policy-industry-firm", "firm", policy=policy)} == named


def test_whoever_leads_leads_in_the_set_that_the_sentence_names(kg):
    assert set(told(kg, "leaders", "firm role set")) == {
        ("利扬芯片", "链主", "半导体产业链", "2.1.2-p2-s2"),
        ("华为", "核心企业", "松山湖软件产业生态", "1.3-p2-s2"),
        ("立讯技术", "龙头", "省技术攻关项目", "2.1.3-p1-s2"),
        ("拓斯达", "龙头", "省技术攻关项目", "2.1.3-p1-s2"),
        ("OPPO", "龙头", "滨海湾新区", "2.1.4-p2-s6"),
        ("vivo", "龙头", "滨海湾新区", "2.1.4-p2-s6"),
        *((firm, "龙头", "第三代半导体", CHIPS) for firm in ("中镓半导体", "天域半导体", "中图")),
    }


def test_huawei_is_spoken_of_in_ten_sentences_in_reading_order(kg):
    # 华为终端, 华为服务 (2.1.3-p2-s4) and 华为开发者村 (6.2-p1-s2) are other things.
    assert [row[-1] for row in told(kg, "mentions-of", "gloss", thing="华为")] == [
        "1.3-p2-s2", "2.1.1-p2-s3", "2.1.1-p2-s5", "2.1.3-p2-s2", "2.3.1-p1-s4", "3.2.2-p1-s3",
        "6.3-p1-s2", "6.3-p2-s3", "6.3-p3-s2", "6.6-p1-s1",
    ]  # fmt: skip


def test_a_decline_that_narrows_is_no_growth(kg):
    assert not [row for row in told(kg, "growth-rates", "growth", place="东莞市") if row[-1] == "1.2-p2-s3"]


def test_a_figure_without_an_industry_is_given_none(kg):
    rows = told(kg, "figures-of-indicator", "text industry", indicator="营业收入")
    assert ("约20.68亿", None, "2.1.4-p2-s3") in rows
    assert ("463.4亿元", "软件和信息技术服务业", "1.2-p3-s2") in rows


def test_what_is_running_is_not_only_planned(kg):
    planned = {row[0] for row in told(kg, "only-planned", "thing")}
    assert not planned & {"OPPO全球算力", "数字贷", "中镓半导体项目", "东莞市公共数据管理办法"}


def test_the_signed_project_of_biwin_is_a_chip_project(kg):
    assert ("佰维晶圆级封测项目", "已签约", "2.1.2-p2-s2") in told(
        kg, "projects-in-industry", "project status", industry="半导体及集成电路"
    )


def test_the_documents_on_public_data_are_policies_for_data_as_a_factor(kg):
    assert ("东莞市公共数据管理办法", "1.1-p5-s3") in told(kg, "policies-for-industry", "policy", industry="数据要素")


@pytest.mark.parametrize("query", catalogue(), ids=str)
def test_every_question_returns_its_sentence_last(query: Query):
    projection = re.search(r"SELECT (?:DISTINCT )?(.*?)\s*(?:WHERE\b|\{)", query.text, re.DOTALL)
    assert projection is not None
    assert re.search(r"(?:^|\s)\?sentence\)?\Z", projection[1])


@pytest.mark.parametrize("query", catalogue(), ids=str)
def test_every_question_runs_as_it_stands_and_every_row_has_a_passage(kg, query: Query):
    solutions = kg.query(query)
    assert len(solutions) > 0
    assert all(row.sentence in kg.words.library for row in solutions)


@pytest.fixture(scope="module")
def shuffled(kg) -> KnowledgeGraph:
    """The same record, loaded in another order."""
    return KnowledgeGraph(EmbeddedStore.from_files(reversed(kg.record.files())), kg.record)


@pytest.mark.parametrize("query", catalogue(), ids=str)
def test_every_question_is_ordered_so_the_answer_never_depends_on_the_loading(kg, shuffled, query: Query):
    assert re.search(r"ORDER BY [^{}]+\Z", query.text)
    assert shuffled.query(query).table == kg.query(query).table
