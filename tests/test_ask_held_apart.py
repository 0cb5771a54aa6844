"""Two or more figures held against each other in other words: limits, sums against a third, a level before what came."""

from __future__ import annotations

import pytest

from dgkg.ask.language.sides import sides_of
from dgkg.ask.sums.against_third import third_in
from dgkg.grounding import bare_clauses, stray_numbers


def told(kg, question):
    answer = kg.ask(question)
    assert answer.status == "answered"
    cited = {c.passage.id for c in answer.citations}
    assert stray_numbers(answer.text, answer.solutions, question) == []
    assert bare_clauses(answer.text, cited) == []
    return answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("给服务平台和创新平台的最高补助是给特色产业园区最高奖励的几倍？", "= 3倍"),
        ("How many times the park reward cap is the cap for service and innovation platforms?", "= 3 times"),
        ("What is the gap between the largest park award and the largest R&D project award?", "= CNY 20 million"),
    ],
)
def test_limits_are_held_against_each_other(kg, question, value):
    assert value in told(kg, question)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("合同金额要到多少万元，3%的贴息才会达到每年75万元的上限？", "= 2,500万元"),
        ("From what contract amount does the cap on the interest subsidy bind?", "= CNY 25 million"),
        ("At a 3% rate, which loan size just reaches the CNY 750,000 ceiling?", "= CNY 25 million"),
        ("From what contract size does the 750,000-yuan ceiling kick in for the loan subsidy?", "= CNY 25 million"),
    ],
)
def test_what_amount_fills_a_limit_is_asked_in_many_words(kg, question, value):
    assert value in told(kg, question)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How many enterprises had already gone digital before those added in 2023?", "= 5,191"),
        ("2023年新增数字化转型企业1216家、累计6407家，那2022年底累计多少家？", "= 5,191家"),
        ("2023年底前一年，东莞搞半导体和集成电路的规上企业有几家？用今年的数减一减", "= 1,370家"),
        ("By how many hundred million yuan did above-scale chip output grow over 2022 (estimate)?", "= about CNY 5.14"),
        ("按10.8%的增速，跨境电商多了多少亿？", "= 约88.4亿元"),
    ],
)
def test_the_level_before_and_what_came_to_it_are_worked_back(kg, question, value):
    assert value in told(kg, question)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("服务商比赋能中心和促进中心加起来多多少家？", "= 52家"),
        ("How many more service providers are there than enabling centres and promotion centres combined?", "= 52"),
        ("Service providers outnumber promotion centres by how many?", "= 54"),
        ("Did IC exports outpace overall IC trade, and by how many percentage points?", "= 30.3 percentage points"),
        ("By what factor does Songshan Lake's software revenue exceed Nancheng's?", "= 6.31 times"),
        (
            "Which is larger: the AI smart-devices revenue or AI software revenue, and by how much?",
            "= CNY 50.5 billion",
        ),
        ("2023年哪种电子产品的产量涨得最猛，比第二名高多少个百分点？", "= 14.6个百分点"),
    ],
)
def test_how_far_things_lie_apart_is_told(kg, question, value):
    assert value in told(kg, question)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("服务外包四个指标里哪个增长最快？", "最高（按所印数字，口径或限定词不尽相同）：21.7%"),
        ("Which of the four service-outsourcing indicators grew most slowly?", "Lowest (by what is printed"),
    ],
)
def test_all_of_a_group_are_compared(kg, question, first):
    text = told(kg, question)
    assert text.startswith(first)
    assert all(rate in text for rate in ("21.7%", "8.7%", "7.0%", "0.56%"))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        # All that was executed, not what was offshore of it.
        ("Executed as a share of contracted outsourcing value, first ten months of 2023?", "= 77%"),
        # Racks designed, not those built.
        ("平均每个在用数据中心设计了多少个机架？", "= 5,522个"),
        ("平均每个数据中心设计多少机架？", "= 5,522个"),
        ("What portion of mobile phone exports was not own-brand in 2023?", "= 25.4%"),
    ],
)
def test_of_several_figures_the_one_that_is_named_is_taken(kg, question, value):
    assert value in told(kg, question)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        # Of a part and its share, and of a whole and a share of it.
        ("How many mobile users don't have 5G, going by 9.15 million and 54.5%?", "= about 7.64 million"),
        ("全市5G以外的移动用户大约多少万户？", "= 约763.9万户"),
        ("How many patent filings by the terminal cluster are not inventions, at 85% inventions?", "= over 6,750"),
        # One of two in what both have together.
        ("松山湖和南城规上营收合计中，松山湖占百分之几？", "= 86.3%"),
        ("What share of the two hubs' combined above-scale revenue belongs to Songshan Lake?", "= 86.3%"),
        ("松山湖846家互联网和软件类企业里，不在规上的有多少家？", "= 803家"),
        # Two climbs, and two honours of which only the level is named.
        ("东莞城市数字经济竞争力排名2023年比2022年前进几位，比2021年前进几位？", "= 上升3位"),
        ("国家级试点和省级试点，东莞先后入选，中间隔了几个月？", "= 3个月"),
        ("How many months after the national pilot selection was Dongguan named a provincial pilot?", "= 3 months"),
    ],
)
def test_what_is_left_shared_or_apart_is_worked_out(kg, question, value):
    assert value in told(kg, question)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        # All of a field, not a part of it.
        ("How much larger is the AI industry's revenue than software revenue?", "= over CNY 73.66 billion"),
        ("四类高增长产品中最快和最慢的差几个百分点？", "= 43.7个百分点"),
        ("How much did output of VR devices grow faster than smart watches?", "= 43.7 percentage points"),
        # Two numbers of one quantity in two passages.
        ("全市规上软件营收463.4亿元，松山湖332.3亿元，占多少比例？", "= 71.7%"),
        ("OPPO算力中心和华为大模型中心的智能算力加起来是多少P？", "= 约864P Flops"),
        ("信创联盟平均每场活动多少人？", "100人"),
        # Of the firms whose revenue it is.
        ("What is Songshan Lake's average revenue per firm?", "÷ 43 ("),
    ],
)
def test_only_what_belongs_together_is_put_together(kg, question, value):
    assert value in told(kg, question)


@pytest.mark.parametrize(
    "question",
    [
        # No telecoms of another city, no output value in a floor space.
        "How many times bigger is Dongguan's telecoms sector than Shenzhen's?",
        "凤岗小镇每家市场主体平均产值是多少？",
        # No limit of the kind, no level, no other of two.
        "给服务平台的最高补助是软件企业最高奖励的几倍？",
        "What share of the two parks' combined tax revenue belongs to Binhaiwan?",
        "滨海湾和南城规上营收合计中，滨海湾占百分之几？",
        "How many months after the national pilot selection was Huizhou named a provincial pilot?",
    ],
)
def test_nothing_is_held_apart_where_one_is_not_stated(kg, question):
    assert "= " not in kg.ask(question).text


def test_sides_and_sums_are_read_in_other_words(kg):
    assert third_in(kg.ask("服务商比赋能中心和促进中心加起来多多少家？").question)[1] == "服务商"
    (first, *_) = sides_of("How many times larger is OPPO's capacity than Huawei's?")
    assert (first.way, len(first.texts)) == ("times", 2)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("滨海湾和松山湖的智能算力加起来多少P", "智能算力，尚未实现） = 约864P"),
        ("What is the total computing capacity of OPPO's and Huawei's centres?", "capacity, not reached) = about 864"),
    ],
)
def test_what_is_only_aimed_at_stays_so_within_a_sum(kg, question, said):
    assert said in kg.ask(question).text.splitlines()[0]
