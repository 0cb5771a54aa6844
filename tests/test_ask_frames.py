"""Whatever words only ask for what is told, the same is told: every way of asking, of every thing."""

from __future__ import annotations

import pytest

# What is asked about, and the passage that tells of it.
THINGS = {
    "zh": {"信创联盟": "2.1.3-p2-s5", "盘古大模型": "6.3-p3-s2", "事件中枢系统": "2.3.3-p2-s4", "数据经纪人": "6.5-p1-s4"},
    "en": {"the Xinchuang alliance": "2.1.3-p2-s5", "the Pangu model": "6.3-p3-s2", "data brokers": "6.5-p1-s4",
           "the event hub system": "2.3.3-p2-s4"},
}  # fmt: skip
ASKING = {
    "zh": """报告怎么评价{}？|报告如何描述{}？|怎么看{}？|{}是什么情况？|介绍一下{}|{}都有哪些表述|{}走到什么程度了？|{}如何定性？|报告对{}的结论
    |报告对{}持什么看法？|对{}报告的判断是什么|{}表现如何？|{}有什么特征|{}的概况|{}的来龙去脉|{}有哪些新花样|就{}而言，报告怎么说？""",
    "en": """How does the report assess {}?|How is {} characterised?|How is {} portrayed in the report?|What is the report's view of {}?
    |What conclusion does the report draw about {}?|Summarise what is said on {}.|What's the story with {}?|Please outline {}.
    |What's the picture on {}?|What is the situation regarding {}?|Where in the report is {} discussed?|What's the gist of {}?
    |Give me a rundown of {}.|What are the features of {}?""",
}  # fmt: skip
FRAMES = [(lang, frame.strip()) for lang, frames in ASKING.items() for frame in frames.split("|")]


@pytest.mark.parametrize(("lang", "frame"), FRAMES, ids=[frame for _, frame in FRAMES])
def test_words_that_only_ask_take_nothing_away(kg, lang, frame):
    for thing, passage in THINGS[lang].items():
        answer = kg.ask(frame.format(thing))
        assert passage in {c.passage.id for c in answer.citations}, (thing, answer.text)
        assert answer.is_answer, thing


@pytest.mark.parametrize(
    "question",
    [
        "信创联盟的理事长是谁？",
        "事件中枢系统的造价是多少？",
        "Who chairs the Xinchuang alliance?",
        "What does the event hub system cost?",
    ],
)
def test_a_word_that_asks_for_something_of_its_own_is_no_such_word(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("松山湖规上互联网和软件企业营收多少", "332.3亿元"), ("松山湖规上互联网和软件企业营收增速", "88.3%"),
        ("东莞跨境电商进出口额的体量", "907.2亿元"), ("Location of Nanxin industrial park?", "Nancheng"),
        ("What place hosts the new-generation AI institute?", "Binhaiwan"), ("为什么要建事件中枢系统", "监测"),
        ("What number of members does the report give for the Xinchuang alliance?", "56"),
        ("What is the falling willingness of SMEs to transform due to?", "pressure"),
        ("华为的大模型中心还停留在纸面上吗", "备案"), ("What stage is Huawei's AI large-model centre at?", "filed"),
        ("大数据领域的新锐企业有哪些", "国云"),
    ],
)  # fmt: skip
def test_a_value_is_told_in_whatever_words_it_is_asked_for(kg, question, told):
    assert told in kg.ask(question).text
