"""Who does what: who is behind a thing, who has an honour, whom it is for; and who is not stated."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("东莞市人工智能大模型中心谁负责", "华为"),
        ("Which company does the AI large model centre belong to?", "Huawei"),
        ("2023年东莞家具电商直播节谁牵头", "名家具俱乐部"),
        ("东莞市跨境电商数字贸易示范项目和谁一起搞", "华为"),
        ("谁参与了东莞市跨境电商数字贸易示范项目", "华为"),
        ("中小企业数字化转型试点城市的评审是哪几个部委搞的", "财政部"),
        ("数字贷由谁放款", "银行"),
        ("Who is behind the Digital Loan?", "Bank"),
        ("Who brought out the China Urban Digital Economy Development Report (2023)?", "CAICT"),
        ("数字贷面向谁", "中小企业"),
        ("At whom is the Digital Loan aimed?", "small and medium"),
    ],
)
def test_who_has_a_part_in_a_thing_is_told_by_its_relation(kg, question, told):
    assert told in kg.ask(question).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("慕思被评为什么", "智能制造优秀场景"),
        ("市民服务中心综合服务团队被评为什么", "巾帼文明岗"),
        ("谁获得了2023民营企业研发投入500强", "立讯精密"),
        ("获得粤盾-2023地市优秀防守单位称号的是谁", "东莞"),
        ("数据治理最佳实践奖花落谁家", "政数局"),
        ("Who was awarded the DCMM level 3 certification?", "De Rucci"),
        ("Who won the DCMM level 3 certification?", "De Rucci"),
    ],
)
def test_what_somebody_was_honoured_with_and_who_was(kg, question, told):
    assert told in kg.ask(question).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("松山湖之外，人工智能创新极还有哪家", "滨海湾"),
        ("One AI innovation pole of Dongguan is Songshan Lake; what is the other?", "Binhaiwan"),
        ("Other than Leadyo, which national service-oriented manufacturing demonstration enterprise is there?", "Topstar"),
        ("Along with Nanxin Industrial Park, who is the other municipal pilot park in Nancheng?", "Tian An"),
        ("What is the other AI innovation pole of Dongguan besides Songshan Lake?", "Binhaiwan"),
    ],
)  # fmt: skip
def test_the_other_one_of_a_list(kg, question, told):
    assert told in kg.ask(question).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("东莞市数字经济发展规划的起止年份", "2022—2025"),
        ("政务数据治理专项规划何时到期", "2023—2025"),
        ("智能移动终端集群三年行动方案到哪年结束", "2023—2025"),
        ("In what year does the special plan for government data governance expire?", "2023 to 2025"),
        ("What does DCMM mean?", "maturity"),
        ("何谓LPR", "贷款市场报价利率"),
    ],
)
def test_how_long_a_plan_runs_and_what_a_word_means(kg, question, told):
    assert told.casefold() in kg.ask(question).text.casefold()


@pytest.mark.parametrize(
    "question",
    [
        "谁批准了凤岗人工智能小镇",
        "谁批准了东莞家具电商直播节",
        "南信产业园在哪条路",
        "高伟光学的竞争对手",
        "三星的摄像模组供应商是谁",
        "高伟光学向华为供什么",
        "华为的DRAM谁供",
        "Who sells DRAM to Huawei?",
        "Who supplies Cowell Optic with steel?",
        "How many people work at De Rucci?",
        "信创联盟谁牵头",
        "公共数据管理办法何时到期",
        "Who is behind the Xinchuang alliance?",
        "谁来检查人工智能小镇",
        "数字贷谁负责推广",
        "2023年东莞家具电商直播节谁负责安保",
        "华为大模型中心谁负责维修",
        "人工智能小镇由谁规划",
        "谁印了数字化转型指引",
        "数字经济需求由谁提出",
    ],
)
def test_a_part_that_nobody_is_said_to_have_is_refused(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("除了数字化消费，数字经济需求还有谁", ["数字化投资", "数字贸易"]),
        ("“软”产业里除电信业以外还有哪些", ["软件和信息技术服务业"]),
        ("除了两大赋能中心，制造业数字化转型赋能体系还有谁", ["促进中心", "服务商"]),
        ("Besides JD.com Project in Fenggang, who else is in the Fenggang AI Town?", ["Tian An"]),
    ],
)
def test_the_rest_of_a_group_may_be_fields_and_parks(kg, question, told):
    answer = kg.ask(question)
    assert answer.status == "answered"
    assert all(name in answer.text for name in told)


@pytest.mark.parametrize(
    "question", ["信创联盟还有谁", "除了华为，信创联盟还有谁", "Besides Huawei, who else is in the Xinchuang alliance?"]
)
def test_a_group_of_which_no_member_is_named_has_no_rest(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("哪些企业应优先通用工业软件？", "骨干企业"),
        ("哪些企业要做到诊断全覆盖？", "规上企业"),
        ("Which enterprises should give priority to general industrial software?", "backbone"),
        ("Which companies should get one-to-one coaching online and offline?", "key"),
    ],
)
def test_which_firms_it_is_is_told_by_their_kind(kg, question, told):
    answer = kg.ask(question)
    assert answer.status == "answered"
    assert told in answer.text


@pytest.mark.parametrize(
    "question",
    ["哪些企业购买了工业软件？", "哪些企业转型最困难？", "Which firms went through transformation with public money?"],
)
def test_who_has_done_something_or_most_of_it_is_no_kind_of_firm(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("哪个城市的交易所上架了东莞的数据产品？", "广州"),
        ("Which city came second in the review of pilot cities?", "Dongguan"),
        ("报告说哪座城市拿下评审第二名？", "东莞市"),
        ("是谁举办了53场活动？", "赋能中心"),
        ("软件产业园要借来招引软信企业，这由谁来做？", "试点园区"),
    ],
)
def test_a_city_or_an_actor_is_told_by_whatever_names_it(kg, question, told):
    answer = kg.ask(question)
    assert answer.status == "answered"
    assert told in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "哪座城市的评审得分第一？",
        "哪个国家的标准被采用？",
        "其他哪个城市的特色也要借鉴？",
        "Which city has the most 5G base stations?",
    ],
)
def test_the_city_itself_is_no_answer_where_another_is_asked_for(kg, question):
    assert kg.ask(question).status == "not_in_source"
