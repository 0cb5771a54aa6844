"""What is claimed to have gone up or down, forward or back, is decided by its growth or by its places in a ranking."""

from __future__ import annotations

import pytest

from dgkg.ask.language.claim_form import bare_claim


@pytest.mark.parametrize(
    ("claim", "verdict", "told", "passage"),
    [
        # The right number and the wrong direction.
        ("集成电路进出口去年跌了6.7%，靠谱吗？", "不是，", "6.7%", "2.1.2-p1-s3"),
        ("Did IC trade fall by 6.7% in 2023?", "No;", "6.7%", "2.1.2-p1-s3"),
        ("三大手机厂的产值2023年还在往下掉吗？", "不是，", "12.7%", "2.1.1-p2-s3"),
        ("跨境电商去年缩水了没有", "不是，", "10.8%", "2.3.1-p1-s3"),
        ("电信业务总量2023年没有下降，对吧？", "是：", "12.9%", "1.2-p3-s3"),
        # Places in a ranking, where a smaller number is further ahead.
        ("东莞的全国数字经济竞争力名次这几年是退步了吧", "不是，", "第18", "1.2-p1-s2"),
        ("Has Dongguan slipped in the national digital competitiveness ranking?", "No;", "no. 18", "1.2-p1-s2"),
        ("Did Dongguan drop from 18th to 21st in digital competitiveness?", "No;", "no. 21", "1.2-p1-s2"),
        # Which of the two it is.
        ("东莞的数字经济竞争力排名是前进了还是倒退了？", "上升：", "第18", "1.2-p1-s2"),
        ("Did cross-border e-commerce trade rise or fall in 2023?", "Up:", "10.8%", "2.3.1-p1-s3"),
    ],
)
def test_a_direction_is_decided_by_growth_or_by_places(kg, claim, verdict, told, passage):
    answer = kg.ask(claim)
    first = answer.text.splitlines()[0]
    assert first.startswith(verdict)
    assert told in first
    assert f"[{passage}]" in first


@pytest.mark.parametrize(
    "claim",
    ["三大手机的合计产值在2023年之前是一路上升的吗？", "Did the output of the big three keep rising before 2023?"],
)
def test_what_went_before_a_year_is_decided_by_no_growth_of_it(kg, claim):
    assert not kg.ask(claim).text.startswith(("是", "Yes"))


def test_a_year_without_a_place_tells_no_direction(kg):
    assert kg.ask("Did Dongguan climb further in the competitiveness ranking in 2024?").status == "not_in_source"


@pytest.mark.parametrize(
    ("claim", "verdict", "told", "quoted"),
    [
        # What is wrong of one thing is the number of another, in the same passage.
        ("有稿子写“东莞2023年智能手机出货11.4亿台”，这个数字对不对？", "不是，", "2.23亿台", "全球"),
        ("手机的自主品牌出口只占63.4%？", "不是，", "74.6%", "笔记本电脑"),
        ("12.7万个机架都已经建好了吗", "不是，", "9.11万个", "总设计机架数"),
    ],
)
def test_a_wrong_number_is_told_with_what_it_is_of(kg, claim, verdict, told, quoted):
    first, second, *_ = kg.ask(claim).text.splitlines()
    assert first.startswith(verdict)
    assert told in first
    assert quoted in second


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("The semiconductor policy has 14 measures in 4 areas, correct?", ["16", ": 4"]),
        ("制造业数字化转型指引覆盖四个行业，对吗？", ["三个行业"]),
        ("半导体政策给园区的奖励起码有1000万吧", ["最高1000万元"]),
        ("2023年一年就推进了102个新能源重大项目对不对", ["近三年", "23宗"]),
        ("332.3亿是松山湖全部846家的营收吧？", ["只是规上", "43家"]),
        ("So 6,407 firms went digital in 2023 alone?", ["cumulative", "1,216"]),
    ],
)
def test_each_number_of_a_claim_is_held_against_what_is_stated(kg, claim, told):
    answer = kg.ask(claim)
    assert answer.text.startswith(("不是，", "No;"))
    assert [part for part in told if part not in answer.text] == []


@pytest.mark.parametrize(
    "claim",
    [
        "24.4亿美元是全年的服务外包合同金额吗？",
        "慕思是东莞第一家做数据资产入表的企业吧",
        "“数字贷”的贷款期限不止20年吧",
        "Can firms get more than CNY 100 million from the Digital Loan?",
    ],
)
def test_a_no_is_not_followed_by_what_nobody_asked(kg, claim):
    answer = kg.ask(claim)
    assert answer.text.startswith(("不是，", "No;"))
    assert len(answer.text.splitlines()) <= 2


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("有人跟我说东莞是第一，靠谱吗？", "东莞是第一"),
        ("my slide says it fell. correct?", "it fell"),
        ("1,216家，这个说法对吗", "1,216家"),
    ],
)
def test_what_only_puts_a_claim_to_us_is_no_part_of_it(text, claim):
    assert bare_claim(text) == claim


@pytest.mark.parametrize(
    ("claim", "verdict", "told"),
    [
        # Against an average of which the difference is stated.
        ("东莞软件业增速落后于全省平均，是这样吗？", "不是，", "30个百分点"),
        ("Did Dongguan's software growth lag behind the national average?", "No;", "30 percentage points"),
        # Shares that are printed with one hedge in one sentence keep their order.
        ("周边配套在集群产值里的占比比电子元器件及模组小吧？", "不是，", "24%"),
        # What is called by where it lies, or by whose it is.
        ("OPPO在滨海湾的算力是100P吧？", "不是，", "约764PFlops"),
        ("1,216: is that how many firms went digital in total?", "No;", "6,407"),
        ("南城的软件营收是全市老大，对吗？", "不是，", "第2"),
        ("Tongguan Technology was the first in Dongguan to pass DCMM, right?", "No;", "De Rucci"),
    ],
)
def test_an_average_an_order_and_a_first_place_are_decided(kg, claim, verdict, told):
    answer = kg.ask(claim)
    assert answer.text.startswith(verdict)
    assert told in answer.text.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "place", "number"),
    [
        ("东莞5G用户全省第三，到底有多少户？", "第1", "915万户"),
        ("How many 5G users put Dongguan third in the province?", "no. 1", "9,150,000"),
        ("松山湖软件营收全市第二，同比增速是多少？", "第1", "88.3%"),
        ("For how many years running has OPPO led the world in PCT filings?", "Huawei", "top 10"),
    ],
)
def test_a_place_that_is_taken_for_granted_is_put_right_and_the_question_answered(kg, question, place, number):
    answer = kg.ask(question)
    first = answer.text.splitlines()[0]
    assert first.startswith(("不是，", "No;"))
    assert place in first
    assert number in answer.text


@pytest.mark.parametrize(
    "claim",
    [
        # No figure of that sort, a word that nothing knows, and two that no passage tells of together.
        "华为2023年的营收超过8000亿，对吧",
        "松山湖的人工智能企业超过300家了吧",
        "利扬芯片2023年亏损了吗",
        "盘古大模型是盘古科技做的吗",
    ],
)
def test_a_claim_of_what_is_not_stated_is_refused(kg, claim):
    assert kg.ask(claim).status == "not_in_source"


def test_a_list_that_a_firm_is_not_on_is_told_with_the_one_that_it_is_on(kg):
    answer = kg.ask("立讯精密是哪一年进的民营企业发明专利500强？")
    assert "报告没有这样说立讯精密" in answer.text
    assert "研发投入" in answer.text


def test_numbers_are_explained_with_the_shares_that_are_stated_of_them(kg):
    answer = kg.ask("报告里“累计6407家”和“超过9000家”分别指什么？")
    assert [part for part in ("6407家", "超过9000家", "70%") if part not in answer.text] == []
    assert "1216家" not in answer.text


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("东莞街头的无人驾驶商业化试点已经开跑了吗", "没有。"),
        ("百度的智能网联汽车中心已经落户东莞了？", "没有。"),
        # A chain that has been formed need not be mature.
        ("报告说东莞人工智能产业链已经非常成熟了，是吗？", "东莞打造了"),
    ],
)
def test_what_is_only_wished_is_not_there_yet_whatever_is_said_beside(kg, question, begins):
    assert kg.ask(question).text.startswith(begins)


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        # What is called by where it lies, and by what it is, among several of its kind.
        ("凤岗小镇的规上工业企业是97家对吗", ["164家", "97家"]),
        ("电商直播活动全年办了220场，属实吗", ["799场"]),
        ("东莞建了15万座5G基站？", ["3万座"]),
        # The other of two spans, and a number that is printed of something else only.
        ("211亿是近三年新能源项目的总投资吧？", ["2023年", "737亿元"]),
        ("8500家做完的是数字化改造，对吗？", ["8500多家"]),
    ],
)
def test_a_wrong_number_is_put_right_where_names_are_told_in_part(kg, claim, told):
    answer = kg.ask(claim)
    assert answer.text.startswith("不是，")
    assert [part for part in told if part not in answer.text] == []


def test_what_is_only_told_of_new_ones_leaves_a_claim_of_all_open(kg):
    assert kg.ask("赋能中心有53家生态伙伴，对吧").text.startswith("不能断定")
