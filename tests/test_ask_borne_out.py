"""A claim in words is borne out by what is stated in words, denied by it, or stated of something else."""

from __future__ import annotations

import pytest

from dgkg.grounding import bare_clauses, stray_numbers


def cited(answer):
    return {c.passage.id for c in answer.citations}


@pytest.mark.parametrize(
    ("claim", "begins", "told", "passage"),
    [
        # What one item says is so; a proposal stays one.
        ("新能源重大项目包括新型储能，是吧？", "是：", "新型储能", "2.1.5-p1-s1"),
        ("阿里巴巴是东莞加强合作的跨境电商平台吗？", "是：", "阿里巴巴", "2.3.1-p1-s4"),
        ("报告建议把智能移动终端拓展到卫星互联网，对吗？", "是，报告这样建议或计划：", "卫星互联网", "6.1-p2-s2"),
        ("智能理货属于仓储物流环节的应用场景，对吗？", "是，报告这样建议或计划：", "智能理货", "6.4-p3-s6"),
        ("Are data quality assessment services among the scenarios to be piloted?", "Yes, as a proposal or plan:",
         "quality assessment", "6.5-p2-s2"),
        ("Satellite internet is among the fields into which smart terminals should expand, right?",
         "Yes, as a proposal or plan:", "satellite internet", "6.1-p2-s2"),
        # What is said not to be so.
        ("安全工具与系统的适配度已经得到验证，对吗？", "不是，报告所述为：", "还没有", "4.4-p1-s3"),
        # What is only wished is not real.
        ("报告说东莞已经建立产业兼职导师认证机制，对吗？", "没有。报告没有说已实现", "建议", "6.6-p3-s4"),
        # What is stated of something else.
        ("仓储物流环节的5G应用场景包括远程设备操控吗？", "报告没有这样说；所说的是：", "生产制造环节", "6.4-p3-s4"),
        ("报告建议推动中小企业先做行业通用工业软件，对吗？", "报告没有这样说；所说的是：", "骨干企业", "6.2-p1-s2"),
        ("报告把“机器视觉质检”算在5G的仓储物流应用里，对吗？", "报告没有这样说；所说的是：", "检测监测", "6.4-p3-s5"),
        ("东莞加强合作的跨境电商平台里有亚马逊，是这样吗？", "报告没有这样说；所说的是：", "拼多多", "2.3.1-p1-s4"),
        # In another place, though one is a street and the other a zone; a body may have its place in its name.
        ("算力谷是以南城为核心的，对吗？", "报告没有这样说；所说的是：", "滨海湾", "6.3-p1-s3"),
        ("鸿蒙生态创新服务平台是在南城搭建的，对不对？", "报告没有这样说；所说的是：", "松山湖", "1.3-p2-s3"),
        ("两个人工智能创新极是松山湖和南城，对不对？", "报告没有这样说；所说的是：", "滨海湾", "2.1.4-p1-s2"),
        ("“莞数通”是在深圳的数据交易所上架的，对不对？", "报告没有这样说；所说的是：", "广州数据交易所",
         "3.1-p2-s3"),
        # By another bank, with other partners, for another one that is honoured.
        ("链e融是建设银行的产品，对吗？", "报告没有这样说；所说的是：", "东莞银行", "2.3.2-p1-s4"),
        ("担保e贷由农商行推出，对吗？", "报告没有这样说；所说的是：", "东莞银行", "2.3.2-p1-s4"),
        ("I was told the 2023 furniture live-streaming festival was done with Taobao and JD. True?",
         "The report does not say so; it says:", "Xiaohongshu", "2.3.1-p2-s3"),
        ("高伟光学给三星供货，对吗？", "报告没有这样说；所说的是：", "苹果", "2.1.1-p1-s5"),
        ("市工信局拿了数据治理最佳实践奖，对吗？", "报告没有这样说；所说的是：", "市政数局", "2.3.3-p1-s4"),
        # A stranger on a list, or in a field of which others are told.
        ("小米是东莞三大手机品牌之一，对吗？", "报告没有这样说；所说的是：", "vivo", "2.1.1-p2-s3"),
        ("区块链被列为与终端硬件融合的产业之一，对吗？", "报告没有这样说；所说的是：", "物联网", "6.1-p2-s2"),
        ("算法模型集群覆盖的方向里包括自动驾驶，对不对？", "报告没有这样说；所说的是：", "计算机视觉", "6.3-p1-s5"),
        ("东莞是不是给玩具行业也编了数字化转型指引？", "报告没有这样说；所说的是：", "家具", "1.1-p2-s3"),
    ],
)  # fmt: skip
def test_a_claim_in_words_is_told_to_be_so_or_not_stated_so(kg, claim, begins, told, passage):
    answer = kg.ask(claim)
    assert answer.status == "answered"
    assert answer.text.startswith(begins)
    assert told in answer.text
    assert passage in cited(answer)
    assert not stray_numbers(answer.text, answer.solutions, claim)
    assert not bare_clauses(answer.text, cited(answer))


@pytest.mark.parametrize(
    "claim",
    [
        # One word of it is said by nothing, or says the opposite.
        "新能源重大项目包括光伏组件，是吧？",
        "国办政务办批评了东莞“高效办成一件事”的经验，对不对？",
        "东莞市工业和信息化局推出了数字贷，对吗？",
        "Does Dongguan have a data assetisation service centre of the Greater Bay Area?",
        "Have the data brokers been selected?",
        "Exports fell in 2023, right?",
    ],
)
def test_a_claim_of_which_a_word_is_not_said_gets_no_yes(kg, claim):
    assert not kg.ask(claim).text.startswith(("是：", "是，报告这样", "Yes:", "Yes, as"))


@pytest.mark.parametrize(
    "claim",
    [
        "Circuit-board design is one of the industrial-software fields mentioned in the talent chapter. Right?",
        "Is finance listed both among public-data pilot fields and among data-broker fields?",
        "Binhai Bay brought in the Dongguan New Generation AI Industrial Technology Research Institute. Yes or no?",
    ],
)
def test_what_two_passages_say_together_is_not_told_to_be_unsaid(kg, claim):
    assert not kg.ask(claim).text.startswith("The report does not say so")


@pytest.mark.parametrize(
    "claim",
    [
        # Another name of the place or of the body, a part of it, or one of several.
        "算力谷以松山湖和滨海湾新区为核心，对吗？",
        "Is the Computing Valley planned around Songshan Lake High-tech Zone?",
        "莞数通是在省会的数据交易所上架的，对吗？",
        "The festival was held with Tencent, true?",
        "家具直播节是和小红书、抖音一起办的，对吗？",
        "凤岗人工智能小镇里有京东项目，对吗？",
        "饮料行业也有转型指引，对吗？",
        "公共数据授权试点在金融领域做过，对吗？",
        # Where nothing is told of the place, nothing is denied.
        "百度的智能网联汽车产业中心要落户松山湖，对吗？",
        "国家工业互联网大数据中心在松山湖，对吗？",
    ],
)
def test_what_is_so_by_another_name_is_not_told_to_be_unsaid(kg, claim):
    assert not kg.ask(claim).text.startswith(("报告没有这样说", "The report does not say so", "不", "No"))


@pytest.mark.parametrize(
    ("claim", "begins"),
    [
        ("东莞是以全省第二的成绩拿下“粤盾-2023”优秀防守单位的吗？", "不是，报告所述为第1"),
        ("东莞是以全省第一的成绩拿下“粤盾-2023”优秀防守单位的吗？", "是：第1"),
        ("东莞软件业增速全省第二，对吗？", "不是，报告所述为第1"),
        ("I read that Dongguan topped the national ranking in the SME digital pilot review. Is that so?",
         "No; the report states no. 2"),
    ],
)  # fmt: skip
def test_a_place_in_words_is_held_against_the_one_stated(kg, claim, begins):
    assert kg.ask(claim).text.startswith(begins)


def test_a_place_is_that_of_the_cluster_and_not_of_the_industry(kg):
    claim = "Dongguan's smart terminal cluster came in fourth among China's top hundred clusters - yes or no?"
    assert kg.ask(claim).text.startswith("Yes: no. 4")


def test_of_a_glut_nothing_is_told(kg):
    assert kg.ask("报告说集成电路设计人才已经过剩，对吧？").status == "not_in_source"
