"""What is asked is decided: of what a number is, how far a thing is, which of two it is, and each of several."""

from __future__ import annotations

import pytest

from dgkg.ask.language.spans import span_in
from dgkg.grounding import bare_clauses, stray_numbers


def cited(answer):
    return {c.passage.id for c in answer.citations}


@pytest.mark.parametrize(
    ("claim", "verdict", "told", "passage"),
    [
        # A scale alone: there is one of it.
        ("凤岗人工智能小镇的总产值已经超过百亿元了吗？", "不是", "近百亿元", "2.1.4-p2-s4"),
        ("战略基金总规模破百亿元，是吗？", "是：", "破百亿元", "2.3.2-p1-s2"),
        # Its time: ten months are no year, three years no single one.
        ("Is USD 2.44 billion the full-year 2023 outsourcing contract value?", "No; that figure is for January to October 2023",
         "USD 2.44 bn", "2.3.1-p2-s2"),
        ("24.4亿美元是2023年全年的服务外包合同金额吗？", "不是，这是2023年1—10月的数", "24.4亿美元", "2.3.1-p2-s2"),
        ("Was the executed outsourcing amount for the whole of 2023 USD 1.88 billion?", "No; that figure is for January", "USD 1.88 bn",
         "2.3.1-p2-s2"),
        ("2023年上半年东莞服务外包合同金额24.4亿美元，对吗？", "不是，这是2023年1—10月的数", "24.4亿美元", "2.3.1-p2-s2"),
        ("Did the outsourcing contract value grow 8.7% over the full year 2023?", "No; that figure is for January", "8.7%",
         "2.3.1-p2-s2"),
        ("Was CNY 46.34 billion the software revenue in the first half of 2023?", "No; that figure is for 2023", "46.34", "1.2-p3-s2"),
        ("Is CNY 73.7 billion the investment of new-energy projects in 2023 alone?", "No; that figure is for the last three years",
         "CNY 73.7 bn", "2.1.5-p1-s1"),
        ("737亿元是2023年一年的新能源项目投资额吗？", "不是，这是近三年", "737亿元", "2.1.5-p1-s1"),
        ("2023年服务外包合同金额是24.4亿美元，对吗？", "不能断定", "2023年1—10月", "2.3.1-p2-s2"),
        ("Had over 8,500 firms completed online diagnosis by the end of 2023?", "That is left open", "as of March 2024", "2.2.2-p1-s3"),
        ("24.4亿美元是2023年1—10月的服务外包合同金额吗？", "是：", "24.4亿美元", "2.3.1-p2-s2"),
        # What is new is not cumulative.
        ("6407家是2023年新增的数字化转型企业吗？", "不是，这是累计数", "6407家", "2.2.1-p1-s2"),
        ("Did 6,407 firms start digital transformation in 2023 alone?", "No; that figure is cumulative", "6,407", "2.2.1-p1-s2"),
        ("Is 1,216 the cumulative number of digitally transforming firms?", "No; that figure is new in period", "1,216",
         "2.2.1-p1-s2"),
        ("截至2023年底累计数字化转型企业6407家，对吗？", "是：", "6407家", "2.2.1-p1-s2"),
        ("Were 30,000 5G base stations built in 2023 alone?", "No; that figure is cumulative", "30,000", "3.2.1-p1-s2"),
        ("3万座是东莞2023年新增的5G基站吗？", "不是，这是累计数", "3万座", "3.2.1-p1-s2"),
        # Firms above designated size are not all firms, the city is not the province.
        ("9476亿元是东莞所有电子信息制造企业的产值吗？", "不是，这只是规上的数", "9476亿元", "1.2-p2-s3"),
        ("Is CNY 46.34 billion the revenue of all software firms in Dongguan?", "No; that figure is only of those above", "46.34",
         "1.2-p3-s2"),
        ("松山湖846家都是规上企业吗？", "不是，这是不分规模的数", "43家", "1.3-p2-s4"),
        ("Does Songshan Lake have 43 software firms in all?", "No; that figure is only of those above", "846", "1.3-p2-s4"),
        ("915万是全省5G用户数吗？", "不是，这是东莞市的数", "915万户", "3.2.1-p1-s2"),
        # The number itself may be left out.
        ("服务外包合同金额是全年口径吗？", "不是，这是2023年1—10月的数", "24.4亿美元", "2.3.1-p2-s2"),
        ("Is the outsourcing contract value a full-year figure?", "No; that figure is for January", "USD 2.44 bn", "2.3.1-p2-s2"),
        ("Is the number of smart factories a cumulative figure?", "No; that figure is new in period", "81", "2.2.1-p1-s2"),
        ("Is the electronics output figure for all firms?", "No; that figure is only of those above", "CNY 947.6 bn", "1.2-p2-s3"),
        # A growth is no share, a cap is not what was paid, what was agreed not what was invested.
        ("Is 47.4% software's share of revenue?", "No; that figure is a growth rate", "47.4%", "1.2-p3-s2"),
        ("54.5%是5G用户的增速吗？", "不是，这是5G移动用户占比", "54.5%", "3.2.1-p1-s2"),
        ("数字贷贴息75万元是实际发放额吗？", "不是，这是上限", "75万元", "2.3.2-p2-s4"),
        ("Has CNY 30 million been paid out to each R&D project?", "No; it is a cap", "CNY 30 m", "1.1-p4-s4"),
        ("300.1亿元是已到位的投资额吗？", "不是，这是协议投资额", "300.1亿元", "2.1.2-p2-s3"),
    ],
)  # fmt: skip
def test_a_number_is_held_against_what_it_is_stated_to_be_of(kg, claim, verdict, told, passage):
    answer = kg.ask(claim)
    first = answer.text.splitlines()[0]
    assert first.startswith(verdict)
    assert told in first
    assert f"[{passage}]" in first
    assert bare_clauses(answer.text, cited(answer)) == []
    assert stray_numbers(answer.text, answer.solutions, claim) == []


@pytest.mark.parametrize(
    ("claim", "period", "differs"),
    [
        ("全年", "2023年1—10月", True),
        ("the whole of 2023", "January to October 2023", True),
        ("前10个月", "2023年1—10月", False),
        ("from January to October", "2023年1—10月", False),
        ("in the first half of 2023", "2023年", None),
        ("by the end of 2023", "as of March 2024", True),
        ("过去三年", "近三年（未写明年份）", False),
        ("in 2023 alone", "the last three years (no years given)", True),
        ("in 2023 alone", "as of the end of 2023", None),
        ("since 2023", "2023年1—10月", None),
    ],
)
def test_two_times_are_held_against_each_other(claim, period, differs):
    one, other = span_in(claim), span_in(period)
    assert one is not None
    assert (one.differs_from(other) if other else None) is differs


@pytest.mark.parametrize(
    ("question", "told", "passages"),
    [
        # A document: drafted is not issued, and what is planned for it is told.
        ("Had the (trial) measures on public-data classification and grading been issued when the report was written?",
         ["No, not yet", "drafted in September 2023", "due to be issued within 2024"], {"1.1-p5-s5"}),
        ("《东莞市公共数据分类分级管理办法（试行）》在报告写作时印发了吗？", ["没有。", "编制于2023年9月", "计划于2024年内印发"], {"1.1-p5-s5"}),
        ("Have the public data administration measures been issued?", ["Yes: issued", "January 2023"], {"1.1-p5-s3"}),
        ("Was the smart mobile terminal three-year action plan officially released?", ["Yes: issued", "January 2024"], {"1.1-p3-s2"}),
        ("政务数据治理专项规划印发了没有？", ["是，报告称其已印发", "2023年4月"], {"1.1-p5-s4"}),
        # A project or a centre: signed is not in production, sought is not built, what is being built is not finished.
        ("Has the Biwin wafer-level packaging project been put into production?", ["No, not yet", "signed"], {"2.1.2-p2-s2"}),
        ("Has the TYSiC project started construction?", ["Yes: under way"], {"2.1.2-p2-s2"}),
        ("Has Baidu's intelligent connected vehicle centre been built?", ["No, not yet", "sought"], {"6.3-p2-s4"}),
        ("统一地址库建好了吗？", ["没有。", "推进中"], {"3.1-p1-s3"}),
        ("OPPO算力中心投入使用了吗？", ["是，报告称其在用"], {"3.2.2-p1-s3"}),
        # That guides were written says nothing of their issue.
        ("三个行业数字化转型指引印发了吗？", ["报告所述状态：已完成"], set()),
        # Each of several for itself.
        ("Have the Xinchuang alliance and the big-data alliance been founded?",
         ["Yes: Dongguan IT Application Innovation Alliance (信创联盟): done",
          "; Big-data Industry Development Alliance (大数据产业发展联盟): done", "number of members: 56"],
         {"2.1.3-p2-s5", "3.1-p1-s4"}),
        ("纳设半导体项目和佰维项目签约了吗？", ["是：纳设半导体项目：已签约", "；佰维晶圆级封测项目：已签约"], {"2.1.2-p2-s2"}),
        ("公共数据管理办法和公共数据分类分级管理办法都印发了吗？", ["东莞市公共数据管理办法：是，已印发", "（试行）：没有，已编制未印发"],
         {"1.1-p5-s3", "1.1-p5-s5"}),
        ("Are both the public data measures and the classification measures issued?", ["yes, issued", "not yet, drafted"],
         {"1.1-p5-s3", "1.1-p5-s5"}),
        ("Has the operating guide for data classification been published?", ["No, not yet", "“drafted”"], {"1.1-p5-s5"}),
        # Which of two, and what is only proposed under nearly the same name.
        ("Is the Dongguan node for industrial-data asset registration under way or only recommended?",
         ["under way [3.1-p2-s6]", "proposed (explored) [6.5-p2-s2]"], {"3.1-p2-s6", "6.5-p2-s2"}),
        ("工业数据资产登记东莞节点是已在建设还是只是建议？", ["推进中 [3.1-p2-s6]", "建议（探索） [6.5-p2-s2]"], {"3.1-p2-s6", "6.5-p2-s2"}),
        ("Are the classification measures issued or only drafted?", ["drafted [1.1-p5-s5]"], {"1.1-p5-s5"}),
        ("佰维项目是已签约还是已投产？", ["佰维晶圆级封测项目：已签约"], {"2.1.2-p2-s2"}),
    ],
)  # fmt: skip
def test_how_far_each_thing_is_decides_what_is_asked_of_it(kg, question, told, passages):
    answer = kg.ask(question)
    assert [text for text in told if text not in answer.text] == []
    assert passages <= cited(answer)
    assert bare_clauses(answer.text, cited(answer)) == []
    assert stray_numbers(answer.text, answer.solutions, question) == []


@pytest.mark.parametrize(
    "question", ["Has the public data measures document been issued by the province?", "设计机架12.7万个都已建成了吗？"]
)
def test_a_status_of_what_is_not_asked_decides_nothing(kg, question):
    assert not kg.ask(question).text.startswith(("Yes", "No", "是", "没有"))


@pytest.mark.parametrize(
    "question",
    [
        "What is the combined revenue of Songshan Lake and Nancheng, and about what share of the city's 46.34 bn?",
        "Songshan Lake and Nancheng combined: what percentage of the city's software revenue does that make?",
        "What do Songshan Lake and Nancheng earn together, and what part of the city's 46.34 billion is that?",
        "How much is Songshan Lake's and Nancheng's revenue together; what percentage is that of the city's software revenue?",
        "Add the revenue of Songshan Lake and Nancheng; roughly what fraction of CNY 46.34 billion is the sum?",
        "松山湖和南城营收合计多少，占全市463.4亿元的几成？",
        "松山湖和南城合计营收相当于全市规上软件业营收的百分之几？",
    ],
)
def test_a_sum_is_held_against_the_whole_that_is_named(kg, question):
    answer = kg.ask(question)
    added, share = answer.text.splitlines()[:2]
    assert "= CNY 38.5 billion" in added or "= 385.0亿元" in added
    assert "= 83.1%" in share
    assert {"1.3-p2-s4", "1.3-p3-s3", "1.2-p3-s2"} <= cited(answer)
    assert stray_numbers(answer.text, answer.solutions, question) == []


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("What was the size of Dongguan’s digital industrialisation in 2023?", "not_in_source"),
        ("2023年东莞数字产业化规模是多少？", "not_in_source"),
        ("东莞产业数字化规模有多大？", "not_in_source"),
        ("2023年东莞人工智能产业规模有多大？", "answered"),
        ("How big is the strategic fund for the digital economy?", "answered"),
        ("How large is the software industry in Nancheng?", "answered"),
    ],
)
def test_the_size_of_a_field_is_told_by_a_figure_of_that_field(kg, question, status):
    assert kg.ask(question).status == status


@pytest.mark.parametrize(
    ("question", "passages"),
    [
        ("Which projects does the report recommend Dongguan try to attract?", {"6.3-p1-s2"}),
        ("Which projects does the report want Dongguan to strive for?", {"6.3-p1-s2"}),
        ("Which projects should Dongguan try to win, according to the report?", {"6.3-p1-s2"}),
        ("Which centres does the report recommend striving for in Dongguan?", {"6.3-p2-s4"}),
        ("报告建议东莞力争引进哪些项目？", {"6.3-p1-s2", "6.3-p2-s4"}),
    ],
)
def test_what_is_sought_is_found_by_the_words_for_it(kg, question, passages):
    assert passages <= cited(kg.ask(question))


@pytest.mark.parametrize(
    "question",
    [
        "建议把5G技术用在制造业的哪三类环节？",
        "In which three kinds of links of manufacturing does the report recommend using 5G?",
        "报告建议5G用于哪几个制造环节？",
    ],
)
def test_so_many_kinds_are_told_with_all_parts_of_one_recommendation(kg, question):
    assert {"6.4-p3-s4", "6.4-p3-s5", "6.4-p3-s6"} <= cited(kg.ask(question))


@pytest.mark.parametrize(
    "question",
    [
        "Which firm was first in Dongguan to pass DCMM and which was first to book a data asset?",
        "Who was first to get DCMM level 3 and who first recorded data assets?",
        "东莞哪家企业首个通过DCMM，哪家首个数据资产入表？",
        "东莞首家实施DCMM贯标的企业和首家数据资产入表的企业分别是谁？",
    ],
)
def test_who_was_first_is_told_of_each_thing_that_is_asked_about(kg, question):
    answer = kg.ask(question)
    assert {"3.1-p1-s5", "3.1-p2-s5"} <= cited(answer)
    assert answer.text.splitlines()[0].startswith(
        ("De Rucci (慕思健康睡眠公司): no. 1", "慕思健康睡眠公司按DCMM贯标先后次序在东莞市排名第1")
    )
    assert "6.5-p2-s2" not in answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("面向数据要素领域，报告点名了哪些东莞文件？其中哪些在报告写作时已正式印发？",
         ["已印发：东莞市公共数据管理办法 [1.1-p5-s3]、东莞市政务数据治理专项规划", "；已编制未印发：", "（试行） [1.1-p5-s5]"]),
        ("Which Dongguan documents on data elements are named, and which of them had been formally issued?",
         ["Issued: Dongguan Measures for the Administration of Public Data (东莞市公共数据管理办法) [1.1-p5-s3]", "; drafted: ", "January 2023", "April 2023"]),
        ("哪些数据要素文件尚未印发？", ["；已编制未印发：东莞市公共数据分类分级操作指引（试行） [1.1-p5-s5]"]),
        ("Which data documents are still unissued?", ["rafted: "]),
        ("Which semiconductor projects are signed and which are under construction?",
         ["Signed: Biwin Wafer-Level Packaging and Testing Project (佰维晶圆级封测项目) [2.1.2-p2-s2], Nashe", "under way: Leadyo Chip Testing Project"]),
        # Those of one stage alone.
        ("Which chip projects got their contracts signed in the course of 2023?",
         ["Signed: Biwin Wafer-Level Packaging and Testing Project (佰维晶圆级封测项目) [2.1.2-p2-s2], Nashe"]),
        ("哪些半导体项目在建？", ["推进中：利扬芯片测试项目"]),
        ("哪些半导体项目已签约，哪些在建？", ["已签约：佰维晶圆级封测项目 [2.1.2-p2-s2]、纳设", "推进中：利扬芯片测试项目"]),
    ],
)  # fmt: skip
def test_documents_and_projects_are_told_by_how_far_they_are(kg, question, told):
    answer = kg.ask(question)
    assert [text for text in told if text not in answer.text] == []
    assert bare_clauses(answer.text, cited(answer)) == []


@pytest.mark.parametrize(
    ("question", "first", "others"),
    [
        ("Which chip projects got signed in 2023?", "Signed: Biwin", ["Leadyo", "Talent", "TYSiC"]),
        ("签约项目有哪几个？", "已签约：佰维", ["利扬", "三维", "300.1"]),
        ("Which semiconductor projects are under construction?", "Under way: Leadyo", ["Biwin", "Nashe"]),
        (
            "哪些项目拟建？",
            "已申请立项备案：东莞市人工智能大模型中心 [3.2.2-p1-s3]；争取：华为算力服务器",
            ["利扬", "试点城市"],
        ),
        ("Which projects were filed for approval?", "Filed: Dongguan AI Large Model Centre", ["OPPO", "sought"]),
        ("Which platforms are planned?", "Explored: City-Level Computing Power Dispatch", ["Alibaba", "Shuguanjia"]),
        ("哪些平台正在建设？", "推进中：数莞家", ["阿里巴巴", "卫星定位服务系统"]),
        ("哪些算力项目已投用？", "在用：东莞在用数据中心 [3.2.2-p1-s2]、OPPO全球算力", ["大模型中心", "调度平台"]),
        ("哪些政策文件已经印发？", "已印发：东莞市实施消费品工业“数字三品”三年行动方案", ["试行", "纺织服装行业"]),
    ],
)
def test_of_one_stage_nothing_is_told_that_is_at_another(kg, question, first, others):
    answer = kg.ask(question)
    assert answer.text.startswith(first), answer.text
    assert [name for name in others if name in answer.text] == []
    assert bare_clauses(answer.text, cited(answer)) == []


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("报告主张加快出台哪些数据方面的管理办法？", "供应链安全管理办法"),
        ("Which talent project was named along with the chip deals signed that year?", "Three-Dimensional Stacked"),
    ],
)
def test_what_is_proposed_or_stands_beside_is_no_question_of_a_stage(kg, question, told):
    assert told in kg.ask(question).text


@pytest.mark.parametrize("question", ["Which semiconductor projects were completed?", "哪些半导体项目拟建？"])
def test_where_nothing_is_stated_to_have_come_so_far_nothing_else_is_listed(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("报告中哪些指标被称为“全省第一”？", ["47.4%", "6407家", "54.5%", "915万户"]),
        ("Which indicators are called “first in the province”?", ["47.4%", "6,407", "54.5%", "9,150,000"]),
        ("东莞哪些指标全省第三？", ["3万座", "133.9万户"]),
        ("Which indicators of Dongguan are third in the province?", ["30,000", "1,339,000"]),
    ],
)
def test_what_is_ranked_is_told_with_its_value_where_the_same_passage_states_it(kg, question, values):
    answer = kg.ask(question)
    assert [value for value in values if value not in answer.text] == []
    assert stray_numbers(answer.text, answer.solutions, question) == []


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("“已编制数字化转型指引的三个行业”与“城市试点下一步聚焦的三大行业”有何不同？",
         ["两边都有：食品饮料 ", "名称相近：纺织服装/纺织服装鞋帽", "三个行业”：家具 [1.1-p2-s3]", "三大行业”：智能移动终端 [6.4-p1-s3]"]),
        ("编制了转型指引的三个行业和城市试点聚焦的三大行业有哪些重合？", ["两边都有：食品饮料 "]),
        ("How do the three industries with transformation guides differ from the three the city pilot will focus on?",
         ["In both: food and beverages ", "guides”: furniture [1.1-p2-s3]", "focus on”: smart mobile terminals [6.4-p1-s3]"]),
        ("What are the differences between the three industries with guides and the three industries the city pilot will focus on?",
         ["In both: food and beverages ", "guides”: furniture [1.1-p2-s3]", "[proposed]"]),
    ],
)  # fmt: skip
def test_two_sets_are_told_by_what_both_have_and_only_one_has(kg, question, told):
    answer = kg.ask(question)
    assert [text for text in told if text not in answer.text] == []
    assert {"1.1-p2-s3", "6.4-p1-s3"} <= cited(answer)
    assert bare_clauses(answer.text, cited(answer)) == []
    assert stray_numbers(answer.text, answer.solutions, question) == []


@pytest.mark.parametrize(
    "question", ["三大手机厂商和三家链主企业有何不同？", "How do the three banks differ from the three industries?"]
)
def test_sets_of_which_one_is_open_are_not_compared(kg, question):
    assert "只在" not in kg.ask(question).text
    assert "nly in “" not in kg.ask(question).text


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        # The most is not the least.
        ("数字贷最低贷款金额1亿元，对吗？", "不是，"),
        ("数字贷的贷款期限最短20年，对吗？", "不是，"),
        # 近百亿 lies below.
        ("Did Fenggang AI Town's output exceed CNY 10 billion?", "No;"),
        ("华为PCT连续六年全球第一，对吗？", "是："),
        ("华为PCT连续十年全球第一，对吗？", "不是，"),
        ("约70%的规上工业企业已启动数字化转型，对吗？", "是："),
    ],
)
def test_what_is_near_to_a_claim_does_not_make_it_so(kg, question, begins):
    assert kg.ask(question).text.startswith(begins)


@pytest.mark.parametrize(
    "question",
    [
        # Who finds it hard, or has begun, has not finished.
        "东莞有30%的规上企业完成了数字化转型，对吗？",
        "Have 70% of above-scale industrial firms in Dongguan completed digital transformation?",
        # Three years of six; the pilot's status is not the first firm's.
        "12345热线连续三年获评“民心汇聚单位”？",
        "东莞首家数据资产入表企业是2023年完成入表的吗？",
        "大数据产业发展联盟和工业算法联盟，哪个已经成立？",
    ],
)
def test_what_nothing_decides_gets_no_yes_and_no_no(kg, question):
    answer = kg.ask(question)
    assert answer.is_answer
    assert not answer.text.startswith(("是", "不是", "没有", "Yes", "No"))


def test_a_part_of_the_city_does_not_tell_of_the_city(kg):
    assert kg.ask("东莞有多少家“专精特新”企业？").status == "not_in_source"
    assert "97" in kg.ask("凤岗人工智能小镇有多少家国家高新技术企业？").text
