"""Lists, sets of things and what is said of one thing: both, one and not the other, all of a class, each of several."""

from __future__ import annotations

import pytest

from dgkg.ask.language.bounds import bounds_in
from dgkg.ask.language.question import Question


def cited(answer):
    return {c.passage.id for c in answer.citations}


@pytest.mark.parametrize(
    ("question", "named", "others"),
    [
        ("Which cities beat 500 billion in digital industrialisation but did not top a trillion in software?",
         ["Hangzhou", "Shanghai"], ["Beijing", "Shenzhen"]),
        ("软件收入过五千亿、数字产业化却只在两千亿那一档的城市是哪些？", ["南京", "广州"], ["杭州", "成都"]),
        ("哪个城市软件收入过了五千亿，但数字产业化没过5000亿？", ["南京", "广州"], ["上海", "苏州"]),
        ("数字产业化超2000亿但没到5000亿的城市里，软件收入也被点名的有哪些？", ["南京", "广州"], ["成都", "苏州"]),
        ("数字产业化过2000亿、软件收入却没被提到的城市", ["成都", "苏州"], ["南京", "北京"]),
    ],
)  # fmt: skip
def test_what_meets_one_condition_and_another_or_not_another(kg, question, named, others):
    text = kg.ask(question).text
    assert all(name in text for name in named)
    assert not any(name in text for name in others)


def test_a_difference_tells_what_is_missing_and_what_it_is_missing_from(kg):
    answer = kg.ask("软件业务收入过万亿的城市，跟数字产业化规模破5000亿的城市相比，少了哪几个？")
    assert answer.text.index("杭州") < answer.text.index("北京")
    assert cited(answer) == {"4.1-p1-s1", "4.1-p1-s3"}


@pytest.mark.parametrize("text", ["Who topped the list?", "the top 10 firms", "beaten by two"])
def test_a_place_among_the_first_is_no_bound(text):
    assert bounds_in(text) == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("智能手机整机代工企业有几家被点名", "有4个"),
        ("手机代工那块报告一共举了几家例子？", "有4个"),
        ("报告里有几所高校被点名？分别是？", "有3个"),
        ("Which banks does the report name?", "2 are named"),
        # Of sixty it names two: what is counted is stated.
        ("孵化出李群自动化的那家机构还带出了谁？一共多少家？", "60多家"),
    ],
)
def test_names_are_counted_where_names_are_asked_for_and_no_number_is_stated(kg, question, said):
    assert said in kg.ask(question).text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("汇总报告对OPPO的事实性描述", ["前10", "滨海湾", "三大手机", "764P"]),
        ("What roles or honours does Chippacking have in the report?", ["packaging and testing firm", "Excellent"]),
        ("What roles, projects and honours does Leadyo have?", ["chain leader", "Testing Project", "Demonstration"]),
    ],
)
def test_all_that_is_told_of_a_firm_is_told_of_no_other(kg, question, said):
    text = kg.ask(question).text
    assert all(words in text for words in said)
    assert "立讯" not in text
    assert "Yiheda" not in text


def test_each_of_two_places_has_its_own_list(kg):
    answer = kg.ask("松山湖和南城各聚集了哪些类型的软件企业")
    assert all(kind in answer.text for kind in ("外包服务", "软件开发", "系统集成", "智慧城市"))
    assert {"1.3-p2-s2", "1.3-p3-s2"} <= cited(answer)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("京东项目所在的那个小镇里有多少家国家高新技术企业？", "97家"),
        ("推出“链e融”的那家银行还有别的线上贷款产品吗？叫什么？", "担保e贷"),
        ("Apart from Huawei, which big names have contract factories upstream of the Xinchuang sector?", "Sugon"),
        ("The body that runs Dongguan's furniture livestream festival - who is it?", "Famous Furniture Club"),
    ],
)
def test_what_is_described_and_what_else_there_is(kg, question, said):
    assert said in kg.ask(question).text


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("三友联众上了哪张榜？同榜的还有谁？", ["三友联众", "生益电子"], "立讯"),
        ("哪些企业在省技术攻关项目里？它们中谁还是国家级示范？", ["立讯技术", "国家服务型制造示范企业"], "怡合达"),
        ("Who are the advanced packagers, and which of them won a national honour?",
         ["Leadyo IC Testing: National", "Chippacking Technology: National"], "Yiheda"),
        ("首家贯标DCMM的那家企业还拿过什么认可？", ["国家智能制造优秀场景"], "第三代半导体"),
        ("由工信局审核的那款贷款，期限最长多久？", ["20年"], "75万"),
        ("The town with nine SRDI firms: how much floor space has it built?", ["Fenggang", "2,600,000"], "Nancheng"),
        ("哪些行业是城市试点要聚焦的，但没有转型指引？", ["智能移动终端"], "推算"),
    ],
)  # fmt: skip
def test_what_is_asked_on_of_those_that_were_found(kg, question, said, unsaid):
    text = kg.ask(question).text
    assert all(words in text for words in said)
    assert unsaid not in text


def test_who_has_a_role_is_told_wherever_they_have_it(kg):
    answer = kg.ask("报告里有哪几家公司被说成“龙头”？")
    assert all(firm in answer.text for firm in ("中镓半导体", "拓斯达", "OPPO"))
    assert {"2.1.2-p1-s4", "2.1.3-p1-s2", "2.1.4-p2-s6"} <= cited(answer)


def test_what_two_have_in_common_is_told_of_both_and_nothing_else(kg):
    text = kg.ask("利扬芯片和气派科技有什么共同点").text
    assert text.count("封测企业") == 2
    assert "链主" not in text


def test_who_is_left_out_is_looked_for_where_what_is_asked_is_told(kg):
    answer = kg.ask("Of Huawei, OPPO and vivo, which hold a PCT ranking and which don't?")
    assert answer.text.startswith("Not named: vivo")
    assert cited(answer) == {"2.1.1-p2-s5"}


def test_what_of_a_word_that_nothing_knows_a_firm_has_is_refused(kg):
    assert kg.ask("Which shareholders does the memory-storage firm have?").status == "not_in_source"


@pytest.mark.parametrize(
    ("text", "asked"),
    [("汇总报告对OPPO的事实性描述", True), ("what roles does Leadyo have", True), ("利扬芯片的产值", False)],
)
def test_all_is_asked_for_by_words_for_it(text, asked):
    none = frozenset()
    assert bool(Question(text, "zh", (), none, none, none).asks_all) is asked
