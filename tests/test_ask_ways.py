"""Ways of asking what a plan holds, for whom and for how long it is, what is wrong with something, and where it stands."""

from __future__ import annotations

import pytest

_TOLD = [
    # When a number was so, and what a thing of a class is called.
    ("As of when had 8,500-odd manufacturers completed the online assessment?", "March 2024"),
    ("截至什么时候有8500多家完成了线上诊断？", "2024年3月"),
    ("为营造工业软件氛围办的技术沙龙叫什么名字？", "工业仿真 智造赋能"),
    # What a programme is told to be, asked for by words that no passage has.
    ("智慧城管建起来，图的是提高什么？", "2.3.3-p2-s7"),
    ("就业服务升级后实现了哪三种办理方式？", "2.3.3-p2-s7"),
    ("Which three facilities are pilot parks to rely on to pull in good software firms?", "6.2-p1-s2"),
    ("What are the headings of the proposals on AI?", "6.3"),
    ("环境监测监控网络有哪八个字的特点？", "3.2.3-p1-s2"),
    # A word that asks for a quantity elsewhere, and a trade that is no firm.
    ("Which good software firms are the pilot parks to bring in?", "6.2-p1-s2"),
    ("In which manufacturing step is remote equipment control used with 5G?", "6.4-p3-s4"),
    ("Which manufacturing sectors are the advanced training classes meant for?", "food and beverage"),
    ("How much did the internet and software firms of Songshan Lake bring in?", "33.23 bn"),
    # What is in a plan, and for which years it is.
    ("概述公共数据管理办法的内容", "法定采集部门"),
    ("公共数据管理办法对哪些方面作出安排", "法定采集部门"),
    ("Which aspects are addressed in the measures for the administration of public data?", "1.1-p5-s3"),
    ("政务数据治理专项规划的期限", "2023—2025"),
    ("东莞市数字经济发展规划为期几年", "2022—2025"),
    ("政务数据治理专项规划起止年份", "2023—2025"),
    ("“数字三品”这份面向消费品工业的行动方案为期几年？", "三年行动方案"),
    ("What is the time frame of the special plan for government data governance?", "2025"),
    # For whom it is.
    ("数字贷针对谁", "中小企业"),
    ("数字贷主要面向谁", "中小企业"),
    ("数字贷贷款贴息奖补为谁而设", "城市试点"),
    ("半导体及集成电路产业集聚区若干政策是给谁用的", "半导体及集成电路"),
    ("Who is the Digital Loan aimed at?", "medium-sized"),
    ("What does the Digital Loan address?", "medium-sized"),
    ("Who can benefit from the interest subsidy on the Digital Loan?", "pilot"),
    # What it is for.
    ("半导体及集成电路产业集聚区若干政策的目的是什么", "高地"),
    ("为什么要成立信创联盟", "生态"),
    ("What is the event hub system supposed to accomplish?", "monitor"),
    # What is wrong.
    ("东莞软件业的不足之处", "规模优势"),
    ("数字产业化规模碰到什么障碍", "差距"),
    ("Which difficulties face digital-economy talent?", "4.5"),
    ("How does the report criticise data security?", "4.4-p1-s3"),
    ("创新型人才缺口在哪里", "集成电路设计与制造"),
    # How far it is.
    ("东莞算力谷弄成了没有", "尚未实现"),
    ("数字贷还停留在设想阶段吗", "在用"),
    ("Where does the Dongguan Computing Valley stand?", "[proposed]"),
    ("How's the industrial algorithm alliance coming along?", "not yet real"),
    # How it is judged, and who published it.
    ("报告怎样看待网络直播业", "特色鲜明"),
    ("报告给数字政府下了什么评语", "走深向实"),
    ("2023年全国城市数字经济竞争力指数排名由谁公布", "中国信息通信研究院"),
    ("本报告的发布单位", "东莞市工业和信息化局"),
    ("针对数据经纪人报告开出什么药方", "6.5-p1-s4"),
]
_SILENT = [
    "那58家服务商是按什么标准遴选的？",
    # What is counted is neither people nor firms in the lists that stand near it, and a word of it is not the word.
    "大湾区大学每年为东莞培养多少名数字经济专业毕业生？",
    "目前东莞有多少家优秀行业系统解决方案商？",
    "东莞2023年数字经济增加值占GDP的比例",
    "东莞蜂巢工软信息科技有限公司的注册资本是多少？",
    "香港城市大学（东莞）开设哪些专业？",
    "小米在东莞出了多少手机？",
    "Which directors sit on the Xinchuang alliance?",
    "信创联盟存在什么问题",
    "公共数据管理办法遭到哪些批评",
    "数字贷存在什么问题",
    "What criticism did the Digital Loan meet?",
    "What problems does the event hub system have?",
    "信创联盟失败了吗，为什么",
    "数字贷延期了吗",
    "大数据产业发展联盟延期的原因",
    "Has the Digital Loan been cancelled?",
    "数字贷有几页",
    "数字贷由谁出资",
    "Who is the semiconductor cluster policy funded by?",
    "半导体及集成电路产业集聚区若干政策惠及多少人",
    "谁支持信创联盟",
    "What is the address of the Xinchuang alliance?",
    "Which directors sit on the Xinchuang alliance?",
    "公共数据管理办法由谁公布",
]


@pytest.mark.parametrize(("question", "told"), _TOLD)
def test_what_is_stated_is_told_in_whatever_way_it_is_asked_for(kg, question, told):
    answer = kg.ask(question)
    assert answer.status == "answered", answer.text
    assert told in answer.text


@pytest.mark.parametrize("question", _SILENT)
def test_what_is_not_stated_is_not_told_for_being_asked_of_what_is(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize("question", ["数字贷要解决什么问题", "What problem is the Digital Loan meant to overcome?"])
def test_what_something_mends_is_no_trouble_of_it(kg, question):
    assert "2.3.2-p2-s2" in kg.ask(question).text
