"""What comes on each piece or day, what is left of a whole, multiples, wholes from parts, limits, sums of several."""

from __future__ import annotations

import pytest

from dgkg.ask.sums.backwards import shares_in
from dgkg.grounding import bare_clauses, stray_numbers


def sound(answer, question):
    cited = {c.passage.id for c in answer.citations}
    return stray_numbers(answer.text, answer.solutions, question) == [] and bare_clauses(answer.text, cited) == []


ON_EACH = [
    ("信创联盟的交流和人才培训活动平均每场多少人参加？", "= 不足100人"),
    ("On average, about how many people came to each of the Xinchuang alliance's exchange and training events?", "100"),
    (
        "About how much in online sales did each of the 2023 livestream selling events bring in on average?",
        "1.58 million",
    ),
    ("799场直播带货，场均成交额大约多少？", "= 约158万元"),
    ("How many company participations were there on average per trade fair in 2023?", "= at most about 31.8"),
    (
        "How many positioning services did each client organisation receive on average in 2023?",
        "at least about 173,000",
    ),
    ("平均每家用户单位配了多少台RTK终端？", "= 2.36"),
    ("东莞在用数据中心平均每个建成了多少机架？", "= 3,961"),
    ("On average how many built racks does each data centre have?", "= 3,961"),
    ("How many 5G users are there for each 5G base station?", "= 305"),
    (
        (
            "On average, roughly how much contract value stood behind each manufacturer newly served by the two "
            "empowerment centres in 2023?"
        ),
        "= over CNY 737,000",
    ),
    ("两个赋能中心平均每赋能一家制造企业对应多少合同金额？", "= 超过73.7万元"),
]
EACH_DAY = [
    ("按全年365天算，东莞12345热线平均每天受理诉求大约多少件？", "÷ 365天 = 1.674万"),
    ("How many requests a day does Dongguan's 12345 hotline handle on average?", "÷ 365 days = 16,740"),
    ("12345热线平均每月受理多少件诉求？", "÷ 12个月 = 50.92万"),
    ("2023年1—10月东莞服务外包合同金额平均每月多少亿美元？", "÷ 10个月 = 2.44亿美元"),
    ("2023年东莞平均每天出货多少台智能手机？", "= 61.1万台"),
    ("近三年东莞平均每年落地多少个新能源重大项目？", "÷ 3年 = 34个"),
    ("2023年平均每月新增多少家数字化转型企业？", "= 101.3家"),
]
LEFT = [
    ("How many of the designed data-centre racks had still not been built at the end of 2023?", "= 35,900"),
    ("2023年1-10月在岸服务外包合同金额是多少？", "= 9.1亿美元"),
    (
        (
            "Take offshore away from total: what was the onshore (non-offshore) contract value of service outsourcing in "
            "January–October 2023?"
        ),
        "= USD 910 million",
    ),
    ("What executed value of service outsourcing was left after taking out the offshore part?", "= USD 770 million"),
    ("南城产业集聚带不属于新质生产力企业的有多少家？", "= 177家"),
    ("How many of the Nancheng belt's firms are not software firms?", "= 210"),
    ("How much of Dongguan's AI revenue in 2023 did not come from software development?", "= over CNY 85.3 billion"),
    ("还有多少家规上工业企业没启动数字化转型？", "= 不足5,000家"),
    ("凤岗人工智能小镇的市场主体里，不是国家高新技术企业的有多少家？", "= 超过903家"),
]
QUOTIENTS = [
    ("How many times telecom business volume was software revenue in 2023?", "= 2.35 times"),
    ("软件业营收除以电信业务总量等于多少？", "= 2.35倍"),
    (
        (
            "What percentage did the 2023 additions add to the stock of digitally transformed enterprises that existed "
            "before 2023?"
        ),
        ")) = 23.4%",
    ),
    ("2023年新增的数字化转型企业相当于此前存量的百分之几？", "= 23.4%"),
]
WHOLES = [
    ("脚注说超9000家规上工业企业启动转型、约占七成，照此推算规上工业企业总数约多少家？", "1.29万家"),
    (
        (
            "From the footnote's over 9,000 firms and about seventy per cent, what total of above-scale industrial firms "
            "does that imply?"
        ),
        "12,857",
    ),
    ("Working back from the share of 10G-PON ports, how many ports are there altogether?", "368,"),
]
LIMITS = [
    (
        "At a 3 % interest subsidy rate, what size of Digital Loan contract already uses up the yearly subsidy ceiling?",
        "= CNY 25 million",
    ),
    ("数字贷贷多少钱就能拿满贴息？", "= 2,500万元"),
    ("What loan contract exhausts the CNY 750,000 a year subsidy at 3%?", "= CNY 25 million"),
]
SEVERAL = [
    ("南城千亩产业集聚带列出的新质生产力、软信、人工智能三类企业数加总是多少家？", "= 86家"),
    ("In the Nancheng industry belt, how many new-quality, software and AI firms are there together?", "= 86"),
    ("凤岗人工智能小镇规上工业、国家高新技术、专精特新三类企业数加总多少家？", "= 270家"),
    ("赣锋、吉瓦、氢蓝时代三个新能源项目的投资加起来超过多少亿元？", "= 超过30亿元"),
    # Of the same trade, not of its offshore part; the scope in other words.
    ("What proportion of the outsourcing contract value in Jan–Oct 2023 had been executed?", "= 77%"),
    ("What share of Songshan Lake's internet and software firms is above the statistical threshold?", "= 5.1%"),
]


@pytest.mark.parametrize(("question", "told"), [*ON_EACH, *EACH_DAY, *LEFT, *QUOTIENTS, *WHOLES, *LIMITS, *SEVERAL])
def test_what_figures_make_is_worked_out_of_those_that_are_named(kg, question, told):
    answer = kg.ask(question)
    assert answer.status == "answered"
    assert told in answer.text.splitlines()[0]
    assert sound(answer, question)


@pytest.mark.parametrize(
    "question",
    [
        # Nobody states what would be shared out, or what the pieces are.
        "平均每场直播带货活动有多少观众？",
        "赋能中心53场活动平均每场多少人参加？",
        "How many people came to each of the enabling centres' events on average?",
        "平均每个服务商服务了多少家企业？",
        # What there is does not come in by the day.
        "平均每天新增多少5G用户？",
        "How many racks a day did Dongguan build on average in 2023?",
        # Of no such part, or not tied to its whole.
        "How many designed data centres have not been built yet?",
        "How many of the planned smart factories are still not built?",
        "还有多少5G基站没有建成？",
        "服务外包合同金额扣掉软件外包后还剩多少？",
        "南城产业集聚带里不是外资企业的有多少家？",
        # Of other things than those that are stated, or of things that have no quotient.
        "2023年新增专利相当于此前存量的百分之几？",
        "软件业营收是5G基站数的几倍？",
        "照七成推算规上服务业企业总数约多少家？",
        "How many 4G users are implied by the share of 5G users?",
        # At a rate that is not the stated one.
        "按5%的贴息比例，多大的数字贷就用满补贴额度？",
        "At what turnover does a firm use up the cap of the platform grant?",
        # One of the listed kinds is not stated; two of three are no sum of three.
        "南城产业集聚带新质生产力、软信、人工智能、生物医药四类企业加总多少家？",
        "How many software, AI and biotech firms in the Nancheng belt are there together?",
        "松山湖的新质生产力、软信、人工智能三类企业数加总是多少家？",
    ],
)
def test_what_no_stated_figures_make_is_not_worked_out(kg, question):
    assert kg.ask(question).status == "not_in_source"


def test_shares_are_read_in_words_and_in_digits():
    assert shares_in("约占七成半，或54.5%") == {"75", "54.5"}
    assert shares_in("about seventy per cent") == {"70"}
    assert shares_in("已完成立项") == frozenset()
