"""A thing with a name of its own that the source does not know gets no yes and no no, whatever is told of like things."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "question",
    [
        "东莞信创大厦建成了吗？",
        "东莞数字经济大厦建成了吗？",
        "南城数据港已经建成了吗？",
        "滨海湾智算大桥动工了吗？",
        "华为东莞机器人工厂投产了吗？",
        "OPPO智能制造中心建成了吗？",
        "数字东莞发展基金设立了吗？",
        "量子计算项目签约了吗？",
        "Has the Dongguan Digital Economy Tower opened?",
        "Has the Nancheng Software Tower been built?",
        "Is Huawei's Dongguan robot factory in production?",
        "Has the Dongguan Chip Pilot Base been built?",
        "Has the Digital Dongguan Fund been set up?",
        "Has the Xinchuang industrial park been built?",
    ],
)
def test_of_a_thing_that_nobody_knows_nothing_is_decided(kg, question):
    assert kg.ask(question).status == "not_in_source"


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("工业数字大厦建好了吗？", "没有"),
        ("信创联盟成立了吗？", "是"),
        ("华为大模型中心建成了吗？", "没有"),
        ("佰维项目签约了吗？", "是"),
        ("工业算法联盟成立了吗？", "没有"),
        ("Is the Industrial Digital Building finished?", "No, not yet"),
        ("Has the Guangzhou Data Exchange's Dongguan base been set up?", "No, not yet"),
        ("Has Huawei's large model centre been built?", "No, not yet"),
        ("Has the Xinchuang alliance been founded?", "Yes"),
        ("Has the national institute for outstanding-engineer innovation already been established in Dongguan?",
         "No, not yet"),
    ],
)  # fmt: skip
def test_what_is_known_keeps_its_verdict(kg, question, verdict):
    assert kg.ask(question).text.startswith(verdict)
