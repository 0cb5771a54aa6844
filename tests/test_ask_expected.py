"""What a question expects for an answer is told, or the question is refused: one way of trade, a reason, a name, a share."""

from __future__ import annotations

import pytest


def cited(answer):
    return {c.passage.id for c in answer.citations}


@pytest.mark.parametrize(
    "question",
    [
        # One way of trade, of which the total of both is stated.
        "2023年东莞跨境电商进出口里头，光出口是多少？",
        "How much of Dongguan's cross-border e-commerce was imports, in yuan?",
        # A reason, where the report says only what was done or is.
        "OPPO为什么把算力放在滨海湾？",
        "Why did Biwin pick Dongguan for its wafer-level packaging?",
        # How a figure comes about.
        "How is the smart mobile terminal cluster's patent count measured?",
        # Two named things compared by a number that is stated of one, of both together or of neither.
        "OPPO和vivo相比，谁的产值增长更快？",
        "Are there more semiconductor firms in Dongguan than in Suzhou?",
        # Which of a group has most, where only the whole is told of.
        "三大手机里哪家的产值涨得最快？",
        # Part by part.
        "新增的数字化转型企业，各行业分别有多少家？",
        "Split the strategic funds by field, please.",
        # One year alone, of a running total; a year, of ten months; months, of a year.
        "How many patents did the terminal cluster apply for in 2023 alone?",
        "2023年全年服务外包合同金额是多少？",
        "Livestream sales month by month in 2023?",
        # Names that nobody gives: members, towns, cities ahead, other firms.
        "List all organisations in the Xinchuang alliance.",
        "Which towns have set up an integrated command centre?",
        "全省5G基站数排在东莞前面的是哪两个市？",
        # A noun, or a class of firm, of which nothing is told.
        "Which network protocol must RTK terminals use for the BeiDou service?",
        "报告点名了哪些区块链企业？",
        # A number given by the question is none that answers it, and what has been lent is no limit.
        "Of the 27 firms on the provincial pilot list, how many were finally chosen?",
        "How much has been lent under the Digital Loan up to now?",
        # That a town is one of a list says of no number of firms in it.
        "滨海湾人工智能小镇进驻了多少家企业？",
        # Half of a comparison with a place of which nothing is said.
        "Is Dongguan's data centre capacity larger than Foshan's?",
        "What share of a defaulted Digital Loan does the risk compensation cover?",
        "慕思的DCMM证书是哪家机构评的？",
        # A place of its own, of what is only among the first 500; the most of a kind of which none is named; the value of an asset.
        "三友联众在民营企业发明专利500强里排第几？",
        "在莞银行里，哪一家放的“数字贷”笔数最多？",
        "通莞科技那项算法入表后记了多少资产价值？",
        # A rate of a policy, a sum for a project that is only signed, shares of three, a person, a capacity where money is told.
        "《东莞市关于推动工业企业开展新一轮技术改造的若干措施》对设备投入的补助比例是多少？",
        "佰维晶圆级封测项目计划投资多少亿元？",
        "How are Dongguan's 5G base stations divided among China Mobile, China Telecom and China Unicom?",
        "Which scientist heads the project on three-dimensional stacked integration?",
        "What annual battery capacity will the Ganfeng project have?",
        # Two that are named, where others are told.
        "Which has higher revenue, OPPO or vivo?",
        "华为和OPPO谁的产值高",
        # Cities, of which one is told.
        "跟东莞同批入选国家级中小企业转型试点的城市一共有多少座？",
    ],
)
def test_what_is_expected_and_not_told_is_refused(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "told", "passage"),
    [
        ("南城规上互联网+软件企业的营收在全市排第几？", "第2", "1.3-p3-s3"),
        ("OPPO的全球算力在东莞哪个片区？", "滨海湾", "3.2.2-p1-s3"),
        ("Which new industrial application software firms does the report name in Xinchuang?", "Nuoli", "2.1.3-p2-s3"),
        ("规上电子信息制造业产值的降幅收窄了多少？", "3.1", "1.2-p2-s3"),
        ("东莞一共评出多少名优秀企业首席数据官？", "十名", "3.1-p1-s5"),
        ("集成电路出口比上年多了百分之多少？", "37", "2.1.2-p1-s3"),
        ("How many records of environmental data has the city gathered?", "13,000,000,000", "3.2.3-p1-s3"),
        # A place whose name is written with another character of the same sound.
        ("凤冈的人工智能小镇以哪两个项目为核心？", "京东", "2.1.4-p2-s4"),
        # A place that is part of the name behind it, and a platform of which it is asked what it is.
        ("广州数交所东莞分基地设立了吗？", "计划", "3.1-p2-s2"),
        ("“数莞家”是什么东西，给谁用的？", "领导驾驶舱", "2.3.3-p2-s3"),
        ("通信基础设施里哪两项指标是全省第三？", "5G基站", "3.2.1-p1-s2"),
        ("东莞12345热线连着多少年获评人民网的荣誉？", "连续5年", "2.3.3-p1-s6"),
        ("Why are some firms reluctant to move their data to the cloud?", "security", "4.3-p1-s3"),
        ("为搭建引才平台，报告建议举办哪几种专题活动？", "沙龙", "6.6-p4-s2"),
        ("Where does Dongguan's electronics manufacturing stand nationally by scale?", "top 3", "4.1-p1-s1"),
        ("Why is Dongguan called a double pilot city?", "pilot", "1.2-p4-s3"),
    ],
)
def test_what_is_told_in_other_words_is_found(kg, question, told, passage):
    answer = kg.ask(question)
    assert told in answer.text
    assert passage in cited(answer)
