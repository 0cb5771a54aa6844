"""Comparisons, places in rankings, doubts of figures, parts of questions, what is left out: each composed from the record."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("松山湖与南城，哪个规上企业更多、哪个营收更高？", ["最高：57家（南城街道", "最高：332.3亿元（松山湖"]),
        ("松山湖和南城谁的营收少", ["最低：52.7亿元（南城街道"]),
        ("Which rose faster in 2023, cross-border e-commerce trade or telecom business volume, and by how many points?",
         ["Highest (by what is printed; scopes or hedges differ): 12.9%", "= 2.1 percentage points"]),
        ("哪个城市软件收入最高", ["过万亿元（北京", "；其余：过五千亿元"]),
        ("哪个城市数字产业化规模最小", ["突破2000亿元（成都", "；其余：突破5000亿元（北京"]),
        ("Which is bigger, the AI software or the smart equipment segment, by revenue?", ["Highest: CNY 85.2 bn"]),
    ],
)  # fmt: skip
def test_what_comes_first_is_named(kg, question, said):
    answer = kg.ask(question)
    assert all(words in answer.text for words in said), answer.text


@pytest.mark.parametrize("question", ["哪个镇街GDP最高", "华为、OPPO和vivo哪家产值最高？", "哪家企业员工最多"])
def test_nothing_comes_first_of_what_is_not_stated(kg, question):
    assert "最高：" not in kg.ask(question).text


@pytest.mark.parametrize(
    ("question", "first", "cited"),
    [
        ("东莞数字经济竞争力全国第9，对吗？", "不是，报告所述为第18", "1.2-p1-s3"),
        ("Is Dongguan 9th nationwide in digital-economy competitiveness?", "No; the report states no. 18", "1.2-p1-s3"),
        ("松山湖软件收入是全市第一吗？", "是：第1", "1.3-p2-s4"),
        ("东莞的5G基站数全省第一吗", "不是，报告所述为第3", "3.2.1-p1-s2"),
        ("OPPO的PCT申请量全球第一，对吗？", "不是，报告所述为：华为", "2.1.1-p2-s5"),
    ],
)
def test_a_claimed_place_is_held_against_the_stated_one(kg, question, first, cited):
    answer = kg.ask(question)
    assert answer.text.startswith(first), answer.text
    assert cited in {c.passage.id for c in answer.citations}


def test_all_that_holds_a_place_is_listed(kg):
    told = kg.ask("报告中哪些指标被称为“全省第一”？").text
    assert all(name in told for name in ("数字化转型企业数", "粤盾-2023", "5G移动用户占比", "软件和信息技术服务业"))
    assert "全省第三" not in told


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("城市家庭千兆光纤网络覆盖率是多少？这个数字正常吗？", "核对（矛盾）"),
        ("9000家约占规上工业企业总数的70%，与“近1.4万家”一致吗？", "64.29%"),
        ("What do 85.2 and 34.7 billion add up to, and does that match “over 120 billion”?", "CNY 119.9 bn"),
        ("报告里有哪些数据自相矛盾？", "351%"),
    ],
)
def test_a_doubted_figure_is_told_with_what_the_audit_found(kg, question, said):
    assert said in kg.ask(question).text


def test_a_figure_that_nobody_doubts_is_told_without_audit(kg):
    assert "核对" not in kg.ask("城市家庭千兆光纤网络覆盖率是多少？").text


@pytest.mark.parametrize(
    ("question", "status", "said"),
    [
        ("12345热线的办理满意率现在多少？比2022年高了几个百分点？", "partial", "96%"),
        ("凤岗AI小镇的产值跟税收分别多少", "partial", "近百亿元"),
        ("哪些城市2023年数字产业化规模突破5000亿元，哪些突破2000亿元？", "answered", "苏州"),
        ("东莞第一家通过DCMM贯标的公司是谁？它还进了哪份国家级名单？", "answered", "国家智能制造优秀场景"),
        ("Nexperia is named among Dongguan's chip firms. Which 2023 city policy supports that industry?", "answered",
         "Several Policies of Dongguan on Promoting"),
    ],
)  # fmt: skip
def test_each_part_of_a_question_is_answered_or_said_to_have_no_answer(kg, question, status, said):
    answer = kg.ask(question)
    assert (answer.status, said in answer.text) == (status, True), answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("赣锋锂电, 宁德时代, 吉瓦森林 – which of the three is not named among the 2023 new-energy projects?", "宁德时代；"),
        ("北京 佛山 成都 哪个没被列为东莞要追的先进地区", "没有列出：佛山"),
        ("入选国家智能制造优秀场景的东莞企业一共几家？", "点名的有4个"),
        ("报告列举的城市里，2023年数字产业化规模上5000亿的有几个？", "点名的有4个：北京、杭州、上海、深圳"),
        ("还有多少机架是设计了但没建的", "= 3.59万个"),
        ("Of the internet and software firms at Songshanhu, how many are below the statistical scale threshold?", "= 803"),
        ("报告中哪些事项标注发生在2024年？", "数字贷时间为2024年3月"),
        ("Taobao and Kuaishou were the partners of the 2023 Dongguan furniture livestream festival. Confirm or correct.",
         "Douyin"),
        # The city is held against those that are asked for.
        ("Which cities sold over a trillion yuan of software in 2023, and how does Dongguan compare?", "less than CNY 50 bn"),
    ],
)  # fmt: skip
def test_what_is_left_out_counted_dated_or_worked_out(kg, question, said):
    answer = kg.ask(question)
    assert said in answer.text, answer.text


@pytest.mark.parametrize(
    "question",
    [
        "信创联盟56家成员单位里有多少家是外地企业？",
        "How many hydrogen projects are among the 102 new-energy projects?",
        "三大手机厂商2023年合计产值到底多少亿元？",
        "How many people work in Dongguan's AI industry?",
        "“数字贷”推出以来累计发放了多少贷款？",
        "东莞银行的“担保e贷”最高能贷多少？",
        "2023中国百强产业集群的第一名是哪个集群？",
        "佰维晶圆级封测项目预计哪一年投产？",
        "What was the full-year 2023 figure for service outsourcing contracts in Dongguan?",
        "What is vivo's worldwide rank in PCT applications?",
        "Bad-loan ratio of Dongguan Rural Commercial Bank at end-2023",
        "By how much did Shenzhen's software revenue grow in 2023?",
        "新增认定的智能工厂（车间）里，松山湖占了几家？",
        "为什么2023年“三大手机”合计产值能增长12.7%，原因是什么？",
        "List the 13 industries that got automatic pollution-source monitoring.",
        "东莞市数字政府建设运营中心由哪家公司运营？",
    ],
)
def test_another_attribute_of_the_thing_is_no_answer(kg, question):
    answer = kg.ask(question)
    assert answer.status == "not_in_source", answer.text
