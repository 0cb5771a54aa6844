"""What is told is the very thing that is asked for: of its kind, its part, its person; and no form of words hides it."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "question",
    [
        # Another quantity, the other way of trade, another product.
        "2023年东莞规上电子信息制造业的利润总额有多少亿元？",
        "What index score did the 2023 city digital-economy report give Dongguan?",
        "2023年东莞进口了多少亿元的集成电路？",
        "What was the value of integrated circuits that Dongguan imported in 2023?",
        "What was the own-brand share of Dongguan's tablet exports in 2023?",
        "东莞软件业营收占全省的比重是多少？",
        # What part of a whole goes to somebody.
        "what share of Digital Loan money goes to textile companies",
        "战略基金里有多少投给了半导体？",
        # People, and who runs what.
        "Who is De Rucci's (慕思) chief data officer?",
        "Who leads the XbotPark robotics base?",
        "投向数字经济领域的百亿战略基金由哪家机构担任管理人？",
        "Which institution manages the strategic funds for the digital economy?",
        # How many of a number are of a kind.
        "How many of the 16 support measures in the semiconductor policy are about talent?",
        "Of the 8,500-plus manufacturers that finished the online diagnosis, how many were above-scale enterprises?",
        "Of the 58 service providers, how many are based in Songshan Lake?",
        "南城57家规上软件企业里，年营收过亿的有几家？",
        # What something was honoured for.
        "慕思是凭哪一个场景入选国家智能制造优秀场景的？",
        "What was the name of the project with which Modebao (模德宝) entered the MIIT integration demonstration list?",
        "市政数局靠哪款产品拿下“数据治理优秀产品奖”？",
        # Money where another measure is told, what was lent where a limit is, a limit for somebody else.
        "How much did OPPO invest in its computing facility in Binhaiwan?",
        "数字贷到目前累计放了多少亿、服务了多少家客户",
        "数字贷每家企业平均贷了多少？",
        "半导体集聚区政策在人才引培方面，每位人才最高补助多少万元？",
        # A place in a ranking, a change, the names of a group that is spoken of as one.
        "Where did Dongguan rank in Guangdong for cross-border e-commerce trade in 2023?",
        "12345热线的办理满意率比上一年提高了几个百分点？",
        "手机自主品牌出口占比比上年提高多少个百分点？",
        "How many new 5G base stations were built in 2023?",
        "How many 5G base stations were newly built in Dongguan in 2023?",
        "How many smart factories has Dongguan certified in total since the scheme began?",
        "东莞迄今累计认定了多少家智能工厂？",
        "What was the own-brand export share of tablets made in Dongguan in 2023?",
        "What is Bank of Dongguan's bad-loan ratio?",
        "东莞银行的不良贷款率是多少？",
        "制造业数字化转型的两大赋能中心，名称分别是什么？",
        "两个赋能中心各叫什么？",
    ],
)
def test_another_thing_than_the_one_asked_for_is_no_answer(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "values"),
    [
        # The neighbours of those above, which are stated.
        ("What tax did the Nancheng industrial belt yield in 2023?", ["654"]),
        ("2023年东莞集成电路进出口总额多少？", ["3219.3"]),
        ("How many new smart factories did Dongguan have in 2023?", ["81"]),
        ("How many people turned up at the Xinchuang alliance's exchanges and training sessions?", ["nearly 400"]),
        ("现在12345办一张工单平均要几天？", ["4.5天"]),
        ("How many start-ups came out of XbotPark?", ["over 60"]),
        ("Which old-line industries lag on going digital?", ["textiles and apparel, food and furniture"]),
        ("拉起大数据产业发展联盟是为了解决啥？", ["数据应用和数据交易"]),
        ('What problem was the "Digital Loan" meant to cure?', ["not daring to"]),
        ("Where does the report want data brokers picked and certified — which sectors?", ["industrial internet"]),
        ("Where did Dongguan stand in the city digital-economy competitiveness index for 2022?", ["no. 21"]),
        ("What did the average live-selling event bring in last year?", ["1.58 million"]),
        ("Where does the Dongguan Computing Valley stand?", ["[proposed]"]),
        ("倒推一下，2022年东莞有多少家涉及半导体的规上企业？", ["1,370家"]),
        ("到2023年底东莞累计建成多少座5G基站？", ["3万"]),
        ("What was the own-brand share of laptop exports?", ["63.4"]),
        ("What share of above-scale firms have started digital transformation?", ["70%"]),
        ("Who runs the intelligent computing platform in Binhaiwan?", ["OPPO"]),
        ("南城集聚带233家入驻企业里，人工智能企业有几家？", ["7家"]),
        ("松山湖846家里规上企业有多少家？", ["43"]),
        ("Of the more than 1,000 entities in Fenggang's AI town, how many are national high-tech firms?", ["97"]),
        ("通莞科技凭哪项数据应用完成入表？", ["账单"]),
        ("What is the most a firm can borrow with the Digital Loan?", ["100 m"]),
        ("Where did the smart terminal cluster rank in the top 100 clusters?", ["4"]),
        ("半导体规上企业比2022年增加多少家？", ["84"]),
        ("东莞银行两款线上贷款产品名称分别是什么？", ["担保e贷", "链e融"]),
        # 「各」 of two of which one is told, one of two that are offered.
        ("OPPO跟vivo各能提供多少智能算力", ["764"]),
        ("OPPO和vivo各有多少算力？", ["764"]),
        ("生益电子上的是研发投入500强还是发明专利500强", ["发明专利"]),
        # 「where」 of no place, 「combined with」 of no sum, 「first」 of no ranking, 「who」 within what a document says.
        ("Where is data security weak? the three things that need more work", ["inventory"]),
        ("what gets combined with 5G in warehousing & logistics?", ["image recognition"]),
        ("data brokers: which sectors come first?", ["finance"]),
        ("Which Dongguan document spells out who is legally responsible for collecting public data?", ["Public Data"]),
        ("哪家公司入围研发投入500强？", ["立讯精密"]),
        ("政银互动在哪里上架？", ["广州数据交易所"]),
        # For how long, by the name of a plan or beside what fell; what something was built for.
        ("“数字三品”这份面向消费品工业的行动方案为期几年？", ["三年"]),
        ("For how many years in a row had the three phone makers' output fallen?", ["3 years"]),
        ("为什么要建事件中枢系统？", ["监测"]),
        # A name in other words, a firm that is called a brand, one quantity beside another.
        ("省级的那个数转试点，几月份进的名单", ["11月"]),
        ("高伟光学给哪个品牌供货？", ["苹果"]),
        ("What contract value did the enabling centres reach while newly serving 312 firms?", ["230 m"]),
        ("When did Tongguan complete its data asset entry?", ["2024"]),
    ],
)
def test_the_very_thing_is_told_whatever_the_words(kg, question, values):
    answer = kg.ask(question)
    assert answer.is_answer
    assert all(value in answer.text for value in values), answer.text
