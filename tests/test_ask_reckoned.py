"""What two or more stated figures make: averages of each, the rate of others, what fills a limit, sums of a list."""

from __future__ import annotations

import pytest

from dgkg.ask.language.sides import sides_of
from dgkg.grounding import bare_clauses, stray_numbers


def sound(answer, question):
    cited = {c.passage.id for c in answer.citations}
    return stray_numbers(answer.text, answer.solutions, question) == [] and bare_clauses(answer.text, cited) == []


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # Of each of two places.
        ("松山湖和南城规上互联网和软件企业平均每家营收各多少？", ["7.73亿元", "9,246万元"]),
        (
            "What is the average revenue per above-scale internet and software firm in Nancheng and in Songshan Lake?",
            [],
        ),
        # A growth less its lead.
        ("由东莞的增速推算，2023年全国规上软件业营收的平均增速约是多少？", ["17.4%"]),
        (
            "What national average growth of above-scale software revenue in 2023 follows from Dongguan's lead?",
            ["17.4%"],
        ),
        # A limit in money that one in per cent reaches.
        ("数字贷贷到多大金额，贴息就触及每年的上限？", ["= 2,500万元"]),
        ("How large must a Digital Loan be for its interest subsidy to reach the yearly cap?", ["= CNY 25 million"]),
        # A list is added up whole.
        ("赋能中心、促进中心和服务商加起来多少家？", ["= 64家"]),
        ("How many enabling centres, promotion centres and service providers are there in all?", ["= 64"]),
        ("服务外包合同金额里，离岸的占百分之几？", ["= 62.7%"]),
    ],
)
def test_what_figures_make_is_worked_out(kg, question, told):
    answer = kg.ask(question)
    assert answer.status == "answered"
    assert [value for value in told if value not in answer.text] == []
    assert sound(answer, question)


def test_counts_of_unlike_things_are_not_taken_from_one_another(kg):
    assert "23个（" not in kg.ask("全市在用数据中心设计的机架里，还差多少没建？").text.partition("=")[0]


def test_what_stands_before_a_list_is_said_of_all_of_it():
    (sides,) = sides_of("赋能体系里的赋能中心、促进中心、服务商一共多少家")
    assert sides.texts == ("赋能中心", "促进中心", "服务商")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("芯片圈规上企业2023年做出多少产值？", "555.3亿元"),
        ("12345热线的工单办结时长是多少？", "4.5天"),
        ("How long does a 12345 ticket take to close on average?", "4.5"),
        ("家庭千兆光纤的覆盖水平如何，是多少？", "311.98%"),
        ("这份材料由谁署名？", "中国信息通信研究院"),
        ("Who put their names to this report?", "China Academy of Information and Communications Technology"),
    ],
)
def test_everyday_words_for_figures_and_for_the_source_are_known(kg, question, told):
    assert told in kg.ask(question).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("数字贷的合同签了1500万，按最高比例一年贴息多少？", "= 至多45万元，未超过上限"),
        ("数字贷借4000万元，一年的贴息最多多少？", "= 120万元，比上限"),
        (
            "How much interest subsidy would a Digital Loan of CNY 5 million earn in a year?",
            "= at most CNY 150,000, within",
        ),
        ("A digital loan of 40 million yuan at 3%: how much interest subsidy a year?", "so at most CNY 750,000"),
    ],
)
def test_a_rate_is_applied_to_what_a_question_gives(kg, question, told):
    answer = kg.ask(question)
    assert told in answer.text.splitlines()[0]
    assert sound(answer, question)


def test_above_the_limit_the_rows_have_the_limit(kg):
    rows = kg.ask("数字贷借4000万元，一年的贴息最多多少？").solutions.table.rows
    derived = {(str(r[1]).rsplit("/", 1)[-1], str(r[2])) for r in rows if str(r[0]).endswith("DerivedFigure")}
    assert any(p.endswith("value") and float(v) == 750_000 for p, v in derived if v[0].isdigit())


@pytest.mark.parametrize("question", ["数字贷1000万元按5%贴息是多少？", "1000万元的数字贷有几家企业拿到？"])
def test_at_another_rate_nothing_is_made(kg, question):
    assert "推算" not in kg.ask(question).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # What a share leaves.
        ("手机出口里非自主品牌占百分之几？", "= 25.4%"),
        ("What percentage of laptop exports are not own-brand?", "= 36.6%"),
        ("5G用户占54.5%，不用5G的用户占多少？", "= 45.5%"),
        ("热线满意率96%，不满意的占几成？", "= 4%"),
        ("两大集聚区之外的镇街占全市软件营收的百分之几，最多？", "= 至多20%"),
        # Two figures by their numbers.
        ("324个终端提供了2370多万次服务，每个终端平均多少次？", "= 超过7.31万次"),
        ("799场直播卖了12.6亿元，一场多少？", "= 约158万元"),
        ("From 764P to 100P: what is the gap?", "= about 664 PFLOPS"),
        # By the rate of its growth how many times what it was.
        ("营收增长88.3%，等于变成原来的几倍？", "= 1.88倍"),
        # Two of unlike words, of one field or of one kind.
        ("近三年新能源总投资减去2023年实施项目的投资，差多少亿元？", "= 约526亿元"),
        ("参与省技术攻关的龙头加上申报省试点清单的企业，合计多少家？", "= 32家"),
        ("5G移动用户比1000M以上用户多多少万户？", "= 781.1万户"),
        ("与锂电相关的企业数大约是主营锂电企业数的几倍？", "= 约5倍"),
        ("存储盘和智能手表的产量增速差几个百分点？", "个百分点"),
        ("松山湖两类企业里没上规的有多少家？", "= 803家"),
        ("2023年跨境电商进出口比上年多出来大约多少亿元？", "= 约88.4亿元"),
    ],
)
def test_what_is_told_by_halves_is_worked_out(kg, question, told):
    answer = kg.ask(question)
    assert told in answer.text.splitlines()[0]
    assert sound(answer, question)


@pytest.mark.parametrize(
    "question",
    [
        # Of another field nothing is taken off.
        "2023年新能源项目的投资比近三年总投资少多少？",
        "近三年新能源投资总额减去2023年23宗的累计投资，还剩多少亿元？",
        # A share of one thing leaves nothing of another.
        "南城以外的制造业企业占全省税收的几成？",
        # No number of these is stated of one thing.
        "46.34亿和197.5亿相差多少？",
    ],
)
def test_what_does_not_belong_together_makes_nothing(kg, question):
    assert not kg.ask(question).text.startswith("推算")
