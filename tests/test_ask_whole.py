"""Answers from the right passage, and whole: all honours of a body, the document that is meant, the exact figure."""

from __future__ import annotations

import pytest

from dgkg.ask.language.besides import set_aside


def cited(answer):
    return {c.passage.id for c in answer.citations}


def test_what_is_set_aside_is_taken_apart():
    assert set_aside("慕思除了DCMM三级和优秀场景，还入选过啥") == ["dcmm三级", "优秀场景"]
    assert set_aside("What honour does De Rucci hold apart from its DCMM certificate?") == ["its dcmm certificate"]
    assert set_aside("What did De Rucci win?") == []


@pytest.mark.parametrize(
    ("question", "told", "left_out"),
    [
        ("慕思除了DCMM三级，还入选过啥", "智能制造优秀场景", "DCMM三级"),
        ("Besides the smart manufacturing scenario, what certification does De Rucci hold?", "DCMM", "Excellent"),
        ("除了A+等级，12345热线还获得过什么荣誉", "民心汇聚", "A+等级"),
        ("政数局除了最佳实践奖还拿了什么奖", "优秀产品奖", "最佳实践奖"),
    ],
)
def test_other_honours_than_the_one_named_are_told_from_any_passage(kg, question, told, left_out):
    answer = kg.ask(question)
    assert told in answer.text
    assert left_out not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "What two distinctions does the report give to the bedding maker 慕思?",
        "慕思一共得过哪些认证和称号",
        "List every honour of De Rucci",
    ],
)
def test_all_honours_of_a_body_come_from_all_passages(kg, question):
    assert cited(kg.ask(question)) == {"2.2.1-p1-s3", "3.1-p1-s5"}


@pytest.mark.parametrize(
    "question",
    [
        "拓斯达除了国家级服务型制造示范企业，还获得过什么荣誉？",
        "慕思除了DCMM三级和智能制造优秀场景，还拿过什么奖？",
        "Besides the service-oriented manufacturing title, what other award did Topstar win?",
    ],
)
def test_no_other_honour_is_told_where_there_is_none(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Besides the city's industry and IT bureau, whose name is on the cover of the report?", "China Academy"),
        ("封面上除了工信局还署了谁的名？", "中国信息通信研究院"),
        ("除中国信通院外，谁一起发布了这份报告？", "工业和信息化局"),
        ("What date is on the cover of the report?", "May 2024"),
    ],
)
def test_the_title_page_tells_who_published_the_source_and_when(kg, question, told):
    answer = kg.ask(question)
    assert told in answer.text
    assert "0-h4" in cited(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Besides the bureau and CAICT, whose name is on the cover of the report?",
        "Who designed the cover of the report?",
        "报告封面是什么颜色？",
    ],
)
def test_the_title_page_tells_nothing_else(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which Dongguan policy paper deals with a fresh round of technical upgrading in industrial companies?", "New"),
        ("Which Dongguan document spells out who is legally responsible for collecting public data?", "Public Data"),
        ("What paper sets out digital transformation for industry as a whole?", "Industry"),
        ("哪份文件规定了公共数据由哪些部门法定采集？", "公共数据管理办法"),
    ],
)
def test_a_document_is_found_by_what_it_is_about(kg, question, told):
    assert told in kg.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "Which Dongguan document deals with autonomous driving?",
        "Which Dongguan policy paper deals with house purchases by foreigners?",
        "Which document spells out who is legally responsible for collecting corporate credit data?",
        "哪份文件专门讲氢能产业？",
    ],
)
def test_no_document_is_told_for_what_none_is_about(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("世界级智能移动终端集群的三年行动方案，是2023年内就正式对外发布的吧？", "2024年1月"),
        ("When was the action plan for the smart mobile terminal cluster officially issued?", "January 2024"),
        ("Was the smart terminal cluster's three-year plan released in January 2024?", "Yes"),
        ("手机集群行动方案从几个方面入手", "7个方面"),
    ],
)
def test_a_plan_that_is_called_after_a_cluster_is_meant_and_not_the_cluster(kg, question, told):
    assert told in kg.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "软件产业集群的三年行动方案是哪年发布的？",
        "人工智能产业行动方案是哪年发布的",
        "松山湖产业集群的行动计划哪年印发？",
    ],
)
def test_a_plan_of_another_field_dates_none(kg, question):
    assert kg.ask(question).status == "not_in_source"


def test_a_platform_that_is_a_brand_is_no_firm(kg):
    assert "名企名校行" in kg.ask("招才引智依托哪个品牌平台？").text


def test_figures_of_cities_that_only_a_comparison_names_are_found_by_a_short_name(kg):
    answer = kg.ask("南京和杭州的软件收入多少？")
    assert answer.status == "answered"
    assert cited(answer) == {"4.1-p1-s3"}


def test_the_half_of_a_comparison_that_is_stated_is_told_of_the_city_that_is_named(kg):
    answer = kg.ask("What does the report say about Chengdu's digital-industry size and its software revenue in 2023?")
    assert answer.status == "partial"
    assert "over CNY 200 bn" in answer.text
    assert "46.34" not in answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("exact 2023 software revenue of Dongguan and of Shenzhen?", ["46.34", "1 trn"]),
        ("东莞与北京2023年的软件业务收入，给精确值", ["463.4亿元", "过万亿元"]),
    ],
)
def test_beside_a_rough_figure_the_exact_one_is_told(kg, question, told):
    answer = kg.ask(question)
    assert all(value in answer.text for value in told)
    assert {"1.2-p3-s2", "4.1-p1-s3"} <= cited(answer)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("The company said to mainly make DRAM memory: what output does the report credit it with elsewhere?", "10 bn"),
        ("做DRAM存储组件的公司在别处被说年产值多少亿？", "百亿"),
        ("高伟光学的摄像模组供给哪个品牌？", "苹果"),
        ("Which phone brand gets its camera modules from Cowell Optic?", "Apple"),
    ],
)  # fmt: skip
def test_a_firm_is_asked_for_what_another_passage_or_relation_tells(kg, question, told):
    assert told in kg.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "Which brand does Ramaxel supply with DRAM modules?",
        "以诺通讯代工哪个品牌的手机？",
        "Who does Ramaxel supply?",
        "给华为供货的企业有哪些？",
        "Which brands export the most laptops from Dongguan?",
        "做摄像模组的公司年产值是多少？",
    ],
)
def test_for_whom_a_firm_works_is_not_guessed(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("想在莞搞个集成电路公共服务平台，补助封顶多少钱", "3000万元"),
        ("Grant ceiling for a chip service platform?", "30 m"),
        ("半导体公共服务平台最高补助多少？", "3000万元"),
    ],
)
def test_a_measure_is_reached_by_a_general_word_for_whom_it_helps(kg, question, told):
    assert told in kg.ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "人工智能公共服务平台最高补助多少？",
        "软件企业公共服务平台补助封顶多少钱",
        "想在广州建集成电路公共服务平台，补助封顶多少",
    ],
)
def test_a_limit_of_one_field_is_none_of_another(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "passages"),
    [
        ("what does the report call number one in the whole country or the world?", {"1.2-p2-s2", "2.1.1-p2-s5"}),
        ("报告里说哪些是全国第一或全球第一的？", {"1.2-p2-s2", "2.1.1-p2-s5"}),
        ("What national standing has the output scale of Dongguan's electronics manufacturing kept for years?",
         {"1.2-p2-s2"}),
    ],
)  # fmt: skip
def test_all_that_holds_a_place_is_told_and_a_standing_is_a_place(kg, question, passages):
    assert passages <= cited(kg.ask(question))


@pytest.mark.parametrize(
    "question",
    [
        "What does the report call number one in Asia?",
        "哪些是全国倒数第一？",
        "What is number one in the Greater Bay Area?",
        "What national standing has Dongguan's furniture industry kept for years?",
        "What provincial standing has the output of Dongguan's electronics manufacturing kept for years?",
    ],
)
def test_no_place_is_told_in_a_ranking_that_is_not_stated(kg, question):
    assert kg.ask(question).status == "not_in_source"


def test_a_verb_that_is_also_a_quantity_asks_for_nothing_beside_the_one_that_is_asked_for(kg):
    question = (
        "What contract value did the two enabling centres bring in with the local manufacturers they newly served?"
    )
    assert "over CNY 230 m" in kg.ask(question).text


def test_what_an_industry_is_told_to_do_is_advice(kg):
    answer = kg.ask("New product areas the handset industry is told to expand into?")
    assert "satellite internet" in answer.text
    assert "6.1-p2-s2" in cited(answer)
    assert kg.ask("Which export markets is the handset industry told to expand into?").status == "not_in_source"
    assert kg.ask("New product areas the furniture industry is told to expand into?").status == "not_in_source"
