"""What a question asks for in the end is told or refused: changes, rates, places, people, remainders; and how it is told."""

from __future__ import annotations

import pytest

from dgkg.grounding import bare_clauses, stray_numbers


def cited(answer):
    return {c.passage.id for c in answer.citations}


@pytest.mark.parametrize(
    "question",
    [
        # A change, or a rate, that is not stated of what is named.
        "南城规上互联网和软件企业52.7亿元的营收，比上一年增长了多少？",
        "How did Dongguan's 2023 live-commerce sales compare with those of 2022?",
        "What percentage of a firm's outlay does the city subsidise for products on the SME transformation platform?",
        # Of another place, or of one member of a group alone.
        "Did Shenzhen have more BeiDou reference stations than Dongguan in 2023?",
        "2023年深圳的电子信息制造业产值比东莞高多少亿元？",
        "2023年vivo一家的产值增长了多少？",
        "What rank did Shenzhen reach in the 2023 urban digital economy competitiveness index?",
        # Counted are others than are asked for.
        "How many people do Dongguan's 1,454 above-scale semiconductor and IC firms employ?",
        "凤岗人工智能小镇里有多少家人工智能企业？",
        "58家服务商当中有几家是外地企业？",
        # A name that the report does not have, the rest of a list, a founding.
        "Does Tencent run a data centre in Dongguan?",
        "打通的8个指挥中心，除了城管、应急、公安，其余5个是哪些？",
        "In what year was Guangdong Tongguan Technology (广东通莞科技) founded?",
        "12345热线96%的满意率是不是全省最高的？",
    ],
)
def test_what_is_not_told_in_the_end_is_refused(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "value", "passage"),
    [
        ("扣掉2023年新增的，之前累计有多少家数字化转型企业？", "= 5,191家", "2.2.1-p1-s2"),
        ("2023年1—10月服务外包合同金额里，除去离岸的还剩多少？", "= 9.1亿美元", "2.3.1-p2-s2"),
        ("按半导体集聚区那份政策，服务平台的补助上限比特色产业园区的奖励上限高多少？", "= 2,000万元", "1.1-p4-s3"),
        ("2023年东莞集成电路出口的增速比集成电路进出口的增速高几个百分点？", "= 30.3个百分点", "2.1.2-p1-s3"),
        ("2023年松山湖规上互联网和软件企业的营收是南城的几倍？", "= 6.31倍", "1.3-p2-s4"),
        (
            "On average, how many RTK terminals did each unit served by the BeiDou positioning system have?",
            "= 2.36",
            "3.2.1-p1-s4",
        ),
        ("How many of Songshan Lake's internet and software firms in 2023 were below the above-scale threshold?", "= 803",
         "1.3-p2-s4"),
    ],
)  # fmt: skip
def test_what_is_left_apart_or_on_average_is_worked_out(kg, question, value, passage):
    answer = kg.ask(question)
    assert value in answer.text.splitlines()[0]
    assert passage in cited(answer)


@pytest.mark.parametrize(
    ("question", "verdict", "passage"),
    [
        ("全市规上软件企业数量最多的是松山湖吧？", "不是，报告所述为：南城街道", "1.3-p3-s2"),
        ("Songshan Lke has the most above-scale software companies in the city, doesn't it?", "No; the report says: Nancheng",
         "1.3-p3-s2"),
        ("松山湖软件营收全市最高吧？", "是：第1", "1.3-p2-s4"),
        ("737亿元是2023年一年的新能源项目投资额吗？", "不是", "2.1.5-p1-s1"),
    ],
)  # fmt: skip
def test_a_claimed_first_place_or_time_is_held_against_the_stated_one(kg, question, verdict, passage):
    answer = kg.ask(question)
    assert answer.text.startswith(verdict)
    assert passage in cited(answer)


def test_a_supplier_to_somebody_unknown_is_denied_by_whom_it_supplies(kg):
    answer = kg.ask("Is Cowell Optic named as a camera-module supplier to Samsung?")
    assert answer.text.startswith("The report does not say so of Samsung")
    assert "supplies Apple" in answer.text


def test_a_figure_of_a_group_is_of_its_members_together(kg):
    assert "351%" in kg.ask("松山湖和南城两大软件集聚区的营收合计增长了多少？").text


def test_a_thing_that_is_described_is_told_by_its_name(kg):
    assert "数莞家" in kg.ask("东莞给领导看城市运行态势的那个“驾驶舱”叫啥名字").text


def test_how_far_is_no_question_for_yes_or_no(kg):
    told = kg.ask("半导体项目分别进展到哪一步？").text
    assert not told.startswith(("是", "没有"))
    assert "已签约" in told
    assert "推进中" in told


def test_a_reason_is_told_with_the_sentence_that_it_goes_on_from(kg):
    question = "为什么说东莞是“双料”试点城市？"
    answer = kg.ask(question)
    assert {"1.2-p4-s2", "1.2-p4-s3"} <= cited(answer)
    assert bare_clauses(answer.text, cited(answer)) == []
    assert stray_numbers(answer.text, answer.solutions, question) == []


def test_either_of_two_kinds_is_told_not_only_what_is_both(kg):
    told = kg.ask("2023年东莞企业入选了哪些国家级智能制造或融合示范名单，各是谁？").text
    assert [firm for firm in ("利扬芯片", "拓斯达", "模德宝", "沃德精密", "气派科技") if firm not in told] == []


def test_what_lies_beyond_a_bound_is_one_of_several_answers(kg):
    told = kg.ask("2023年实施的新能源产业项目有多少宗、总投资约多少、点名了哪些超10亿元项目？").text
    assert [value for value in ("23宗", "约211亿元", "赣锋锂电", "吉瓦森林", "洋兴氢蓝时代") if value not in told] == []
    assert "点名的有3个" in told


@pytest.mark.parametrize(
    ("question", "first"),
    [
        # A claimed limit is held against the limit, not against what lies below it.
        ("Can the Digital Loan run for up to 30 years?", "No"),
        ("Does the Digital Loan have a term of up to 20 years?", "Yes"),
        ("Can a firm borrow up to CNY 500 million with the Digital Loan?", "No"),
        ("数字贷最高可贷2亿元吗？", "不是"),
        # So many years running.
        ("华为连续十年PCT申请量全球第一吗？", "不是，报告所述为：华为"),
        (
            "Has OPPO been in the global top ten of PCT applications for three years in a row?",
            "Yes: OPPO: within the top 10",
        ),
        # The year of issue.
        ("《东莞市公共数据管理办法》在2022年印发了吗？", "不是，报告所述时间与此不同"),
        ("《东莞市公共数据管理办法》在2023年印发了吗？", "是，报告称其已印发"),
        ("东莞世界级智能移动终端行动方案在2023年发布了吗？", "不是，报告所述时间与此不同"),
        # A bound, by figures of its unit and of the right place.
        ("南城集聚带总营收超过30亿元吗？", "不是"),
        ("Does the smart mobile terminal cluster have fewer than 30,000 enterprises?", "No"),
        # Who published the source.
        ("这份报告是东莞市统计局发布的吗？", "《东莞市数字经济发展报告（2023年）（节选）》由中国信息通信研究院"),
    ],
)
def test_what_decides_a_claim_is_what_is_claimed(kg, question, first):
    assert kg.ask(question).text.startswith(first)


@pytest.mark.parametrize(
    "question",
    ["深圳的数字产业化规模只突破2000亿元吗？", "东莞企业2023年参加展会超过500场吗？", "锂电行业相关企业超过1000家吗？"],
)  # fmt: skip
def test_where_figures_do_not_agree_or_a_date_is_not_told_nothing_is_decided(kg, question):
    assert not kg.ask(question).text.startswith(("是", "不是"))


def test_an_average_is_of_the_place_that_is_named(kg):
    assert "÷ 233家" in kg.ask("南城集聚带平均每家企业营收多少？").text.splitlines()[0]
