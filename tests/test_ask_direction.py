"""What is claimed to have gone up or down, forward or back, is decided by its growth or by its places in a ranking."""

from __future__ import annotations

import pytest

from dgkg.ask.claim_form import bare_claim


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
        ("my slide says it fell. correct?", "it fell."),
        ("1,216家，这个说法对吗", "1,216家"),
    ],
)
def test_what_only_puts_a_claim_to_us_is_no_part_of_it(text, claim):
    assert bare_claim(text) == claim
