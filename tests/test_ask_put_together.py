"""What the words of a question put together is worked out of stated figures, is in the rows, and only where it is alike."""

from __future__ import annotations

import pytest

from dgkg.ask.language.rounding import decimals_in
from dgkg.ask.language.sides import sides_of, wholes_in
from dgkg.grounding import bare_clauses, stray_numbers
from dgkg.namespaces import DGO, DGS, UNIT

_COMPUTED = ("推算", "Computed")
_SPREAD = (
    "What is the gap in percentage points between the fastest and the slowest growing of the four products"
    " whose output growth is listed?"
)
_BETWEEN = (
    "Which four cities have digital industries worth over 200 billion yuan but are not among those past 500 billion?"
)


def worked_out(answer):
    return [line for line in answer.text.splitlines() if line.startswith(_COMPUTED)]


def computed_rows(answer):
    return {
        (row["relation"], float(row["value"]) if row["relation"] == DGO.value else row["value"])
        for row in answer.solutions
        if row.get("node") == DGO.DerivedFigure
    }


@pytest.mark.parametrize(
    ("text", "way", "sides"),
    [
        ("软件业增速比电信业务总量增速高多少", "difference", ("软件业增速", "电信业务总量增速")),
        ("南城营收相当于松山湖的百分之几？", "ratio", ("南城营收", "松山湖")),
        ("松山湖846家企业中规上企业占比多少", "share", ("规上企业", "松山湖846家企业")),
        ("甲、乙和丙加起来一共多少家？", "sum", ("甲", "乙", "丙")),
        ("机架建成率是多少", "built", ("已建机架", "设计机架")),
        ("How much faster did imports grow than exports?", "difference", ("imports", "exports")),
        ("Offshore value as a percentage of the total value?", "share", ("offshore value", "total value")),
        ("How many parks, towns and streets are there altogether?", "sum", ("parks", "towns", "streets")),
    ],
)
def test_a_question_says_what_it_puts_together_and_how(text, way, sides):
    assert (way, sides) in [(found.way, found.texts) for found in sides_of(text)]


@pytest.mark.parametrize("text", ["2023年东莞电信业务总量是多少", "Which firms are in Songshan Lake?", "比亚迪", ""])
def test_a_question_that_puts_nothing_together_has_no_sides(text):
    assert list(sides_of(text)) == []


def test_the_whole_of_a_sum_may_stand_in_a_clause_of_its_own():
    assert wholes_in("营收合计多少，约占全市营收463.4亿元的多少？") == ["全市营收463.4亿元"]


@pytest.mark.parametrize(
    ("text", "decimals"),
    [
        ("占百分之几？保留一位小数", 1), ("保留两位小数", 2), ("to two decimals", 2), ("give one decimal place", 1),
        ("rounded to a whole percent", 0), ("取整", 0), ("占百分之几", None), ("what share", None),
    ],
)  # fmt: skip
def test_a_question_says_how_many_decimals_it_wants(text, decimals):
    assert decimals_in(text) == decimals


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (_SPREAD, "= 43.7 percentage points"),
        ("四种产品里产量增速排第一和第二的相差几个百分点？", "= 14.6个百分点"),
        ("软件业增速比电信业务总量增速高多少个百分点", "= 34.5个百分点"),
        ("松山湖规上软件企业的营收增速比全市软件业增速高多少？", "= 40.9个百分点"),
        (
            "How much faster did cross-border e-commerce grow than integrated-circuit trade, in percentage points?",
            "= 4.1 percentage points",
        ),
        ("按报告里的两个出货量算，东莞手机占全球的百分之几？保留一位小数", "= 19.6%"),
        ("南城规上软信企业营收相当于松山湖的百分之几？", "= 15.9%"),
        ("松山湖846家企业中规上企业占比多少", "= 5.1%"),
        ("Derived: what share of designed racks is built?", "= 71.7%"),
        ("机架建成率是多少？", "= 71.7%"),
        ("How many enabling centres, promotion centres and service providers are there altogether?", "= 64"),
        ("Add complete devices and peripherals: what share of the terminal cluster's output is that?", "= about 73%"),
        ("北京的软件业务收入至少是东莞的多少倍", "= 超过20倍"),
        ("松山湖43家规上企业的营收大约是南城57家的多少倍？", "= 6.31倍"),
        ("2023年跨境电商进出口比上年多了多少亿元", "= 约88.4亿元"),
        ("5G移动用户915万户占54.5%，推算全部移动用户大约多少", "= 约1,678.9万"),
        ("2023年23宗新能源项目平均每宗投资多少", "= 约9.17亿元"),
        ("南城规上软信企业平均营收多少亿元，保留两位小数", "（合0.92亿元）"),
    ],
)
def test_two_sides_are_worked_out_with_their_hedge_and_nothing_is_made_up(kg, question, value):
    answer = kg.ask(question)
    (line,) = worked_out(answer)
    assert value in line
    assert stray_numbers(answer.text, answer.solutions, question) == []
    assert bare_clauses(answer.text, {c.passage.id for c in answer.citations}) == []


def test_a_sum_has_a_share_in_the_whole_that_is_named(kg):
    answer = kg.ask("松山湖与南城规上企业营收合计多少，约占全市规上软件业营收463.4亿元的多少？")
    added, share = worked_out(answer)
    assert "= 385.0亿元" in added
    assert "= 83.1%" in share
    assert {c.passage.id for c in answer.citations} >= {"1.3-p2-s4", "1.3-p3-s3", "1.2-p3-s2"}


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("机架建成率是多少？", {(DGO.value, 71.7), (DGO.unit, UNIT.PERCENT)}),
        (
            "AI软件开发占AI产业营收的比例",
            {(DGO.value, 29), (DGO.unit, UNIT.PERCENT), (DGO.valueQualifier, DGS.lessThan)},
        ),
        ("东莞竞争力排名从2021年到2023年前进了几位", {(DGO.value, 4), (DGO.unit, UNIT.NUM)}),
        ("半导体规上企业平均每家产值多少", {(DGO.value, 38190000), (DGO.unit, UNIT.CCY_CNY)}),
    ],
)
def test_the_rows_hold_what_was_worked_out_and_the_query_gives_it(kg, question, rows):
    answer = kg.ask(question)
    assert computed_rows(answer) == rows
    assert list(kg.sparql(answer.sparql)) == list(answer.solutions)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("手机、笔记本电脑自主品牌出口占比合计多少", "不能相加"),
        ("软件业营收和跨境电商进出口总额合计多少", "不能相加"),
        ("5G基站数和5G用户数加起来是多少", "不能相加"),
        ("What is the sum of software revenue growth and telecom growth?", "not to be added up"),
        ("四种产品产量增速平均是多少", "不能直接平均"),
    ],
)
def test_what_is_unlike_is_refused_with_the_reason(kg, question, reason):
    answer = kg.ask(question)
    assert answer.status == "not_in_source"
    assert reason in answer.text
    assert all(f"[{c.passage.id}]" in answer.text for c in answer.citations)
    assert answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "松山湖那846家互联网和软件企业一共有多少员工？",
        "直播带货成交额占跨境电商进出口的比例是多少",
        "上海软件业务收入比南京高多少",
        "2023年全省规上软件业营收平均增速约为多少？",
        "OPPO产值占三大手机产值的比例是多少",
        "What share of Guangdong's software revenue is Dongguan's?",
        "东莞电子信息制造业产值占全国的百分之几",
        "服务外包合同金额和软件业营收合计多少元",
    ],
)
def test_nothing_is_worked_out_of_what_does_not_belong_together(kg, question):
    assert worked_out(kg.ask(question)) == []


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        (
            _BETWEEN,
            ["Nanjing", "Suzhou", "Chengdu", "Guangzhou"],
            ["Shenzhen", "Beijing", "Hangzhou", "Shanghai"],
        ),
        ("哪些城市数字产业化规模过5000亿元、同时软件业务收入过万亿元？", ["深圳", "北京"], ["杭州", "上海", "南京"]),
        (
            "Which cities appear in the digital-industrialisation comparison but not in the software-revenue one?",
            ["Suzhou", "Chengdu"],
            ["Hangzhou", "Nanjing"],
        ),
        ("数字产业化对比里点了名、软件业务收入对比里没点名的城市有哪些？", ["苏州", "成都"], ["杭州", "南京"]),
        (
            "数字产业化和软件业务收入两项对比里都出现的城市有哪些？",
            ["北京", "深圳", "上海", "杭州", "南京", "广州"],
            ["苏州", "成都"],
        ),
        ("哪些城市软件业务收入过了5000亿但没到万亿？", ["杭州", "广州"], ["北京", "推算"]),
    ],
)
def test_two_conditions_that_figures_tell_are_both_met(kg, question, told, untold):
    text = kg.ask(question).text
    assert [name for name in told if name not in text] == []
    assert [name for name in untold if name in text] == []


def test_names_are_counted_where_names_are_asked_for(kg):
    answer = kg.ask("How many third-generation semiconductor leaders are named?")
    assert answer.text.splitlines()[0].startswith("3 are named")
