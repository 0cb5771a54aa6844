"""The very value that a question asks for is told, or the question is refused: a place, a day, a role, the rest of a list."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "question",
    [
        # How many of what nothing counts.
        "How many staff does the Dongguan public data operation centre employ?",
        "东莞市大数据产业发展联盟有多少家成员单位？",
        "How many of the city's clinics use the Jiuguanyong platform?",
        # An amount of which only is told that there was something, or how much of something narrower.
        "What was the value of the orders placed at the Dongguan furniture livestream festival?",
        "2023年东莞跨境电商数字贸易示范项目的合同金额是多少？",
        # The most that can be had for what no cap is stated for.
        "半导体政策对企业购买EDA软件的补贴最高是多少？",
        "Up to how much does the chip policy pay for hiring engineers?",
        # A place that is only known to be among many, or in another ranking.
        "立讯精密在2023民营企业研发投入500强里排第几？",
        "At what number did Sanyou Lianzhong stand on the patent list?",
        "南城软件企业的营收在全省排第几？",
        # A day, where a month is told; an event, where another is dated.
        "通莞科技是在2024年1月哪一天把数据资源入表的？",
        "On which day in March 2024 did the Digital Loan open?",
        "纳设半导体项目是什么时候开工的？",
        "When was the Guangdong Intelligent Robotics Institute founded?",
        # Where something is.
        "2023年东莞家具电商直播节在哪个镇举办？",
        "In which town is the Ganfeng lithium project being built?",
        # Who has a role in it.
        "华为拟建的大模型中心用的是哪家的服务器？",
        "Who drafted the guideline for the furniture industry?",
        "东勤科技给哪个手机品牌代工？",
        "Which accounting firm audited Mousse's DCMM certificate?",
        # Those of a list that are not named already.
        "除花瓣云、微云、国云以外，报告还点名了哪些大数据企业？",
        "Besides Jiebang Precision and Dongbo Automation, which firms applied for the provincial pilot list?",
        # How long something takes, the year before, and names of what is only counted.
        "审核一笔“数字贷”要几天？",
        "How long does each Xinchuang training event last?",
        "Where did the smart terminal cluster stand among the top 100 clusters the year before?",
        "东莞4家促进中心的名字是什么？",
        # A sum, where other sums are told beside it.
        "What was the total value of contracts signed at the Guangdong Trade Global fairs?",
        "2023年东莞工业软件企业的利润是多少？",
        # One each of what is told of all together.
        "“担保e贷”和“链e融”的利率分别是多少？",
        "How many smart factories were recognised in each town?",
        "华为、OPPO、vivo三家的产值分别增长了多少？",
    ],
)
def test_what_has_another_value_beside_it_is_refused(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "told", "passage"),
    [
        ("信创联盟有多少家成员单位？", "56", "2.1.3-p2-s5"),
        ("How many RTK terminals were served by the BeiDou system?", "324", "3.2.1-p1-s4"),
        ("What was the online turnover of the livestream events in 2023?", "1.26", "2.3.1-p2-s3"),
        ("What exactly is the investment of the Ganfeng battery project?", "1 bn", "2.1.5-p1-s2"),
        ("半导体政策给服务平台的补助最高是多少？", "3000万元", "1.1-p4-s4"),
        ("Where does Dongguan's electronics industry rank nationwide by output?", "3", "1.2-p2-s2"),
        ("东莞的5G用户占比在全省排第几？", "第1", "3.2.1-p1-s2"),
        ("《东莞市政务数据治理专项规划》是哪个月印发的？", "2023年4月", "1.1-p5-s4"),
        ("OPPO的全球算力在东莞哪个片区？", "滨海湾", "3.2.2-p1-s3"),
        ("Which firm supplies Apple's camera modules?", "Cowell", "2.1.1-p1-s5"),
        ("除拓斯达外，还有哪家东莞企业入选国家服务型制造示范企业？", "利扬芯片", "2.2.1-p1-s3"),
        ("Besides Guangzhou, which cities passed CNY 200 billion in digital industrialisation?", "Suzhou", "4.1-p1-s1"),
        ("松山湖和南城的营收分别是多少？", "52.7", "1.3-p3-s3"),
    ],
)
def test_what_is_asked_for_itself_is_told(kg, question, told, passage):
    answer = kg.ask(question)
    assert told in answer.text
    assert passage in {c.passage.id for c in answer.citations}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # How a thing stands is told in words …
        ("东莞第三代半导体材料产业实力处在全国什么位置？", "全国一线城市"),
        ("Where does Dongguan stand nationally in third-generation semiconductor materials?", "first-tier cities"),
        ("安世半导体的车规级功率半导体技术在全球处于什么水平？", "全球领先"),
        # … but not its number in a ranking, nor among others than those that it is compared with.
        ("东莞第三代半导体材料产业排全国第几？", None),
        ("东莞软件业在全国处于什么位置？", None),
        ("松山湖在全国高新区处于什么地位？", None),
        ("What is the standing of Dongguan's AI industry in the country?", None),
    ],
)
def test_a_standing_may_be_told_in_words(kg, question, told):
    answer = kg.ask(question)
    assert answer.is_answer == (told is not None)
    assert told is None or told in answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # A word that such a report seldom has, and this one has of the very thing.
        ("建议按企业的什么成本给补贴？", "实际投入"),
        ("Who should subsidise the costs of firms?", "municipal finance"),
        ("What spending does the report encourage firms to make under the pilot?", "software"),
        # What looks like a question for a reason, a size, an area, a customer or an investor, and is none.
        ("利扬芯片和气派科技在报告里被归为什么？", "封测企业"),
        ("报告说要抓住哪些扩大产能的机遇？", "产能"),
        ("政务数据治理规划为哪些方面提供安排？", "数据安全"),
        ("Driverless buses appear in which area of co-operation?", "Baidu"),
        # What was selected is announced by its list.
        ("中小企业数字化转型试点城市的名单是哪个月公布的？", "8月"),
        # Where something stands, told in words; the same quantity by another name; what is only sought.
        ("东莞消费类锂电池处在全国什么位置？", "前列"),
        ("How does the report describe Dongguan's national standing in consumer lithium batteries?", "foremost"),
        ("凤岗人工智能小镇产值规模大概多大？", "近百亿元"),
        # Numbers and places that are given, of which something else is asked.
        ("6407家与1216家各说的是转型企业的什么数？", "当期新增"),
        ("第21和第18这两个名次对应哪一年？", "2022年"),
        # Those who do something together are not added up.
        ("What would Huawei and OPPO together be asked to do in AI?", "frontier products"),
        # A share in other words, and a year within a name.
        ("集群产值里整机和电池各几个点？", "49%"),
        ("名企名校行和招才引智专班，后者是哪年的？", "2023"),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_taken_for_no_other_value(kg, question, told):
    answer = kg.ask(question)
    assert answer.is_answer
    assert told in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "算力平台的建设成本是多少？",
        "How much does the compute platform cost?",
        "OPPO的总部在哪个城市？",
        "消费类锂电池在全国排第几？",
    ],
)
def test_what_such_a_report_seldom_has_stays_refused(kg, question):
    assert kg.ask(question).status == "not_in_source"
