"""Assertions name things by the terms of the source, and say the rest in words of their own."""

from __future__ import annotations

import re

import pytest

SAID = "SELECT ?passage ?node ?said WHERE { GRAPH ?passage { ?node dgo:assertion ?said } FILTER(LANG(?said) = 'zh') }"
# A name is not a wording: of four characters or more, so that a run of short words is still a run.
NAMED = (
    "SELECT ?name WHERE { ?thing skos:prefLabel|skos:altLabel ?name FILTER(LANG(?name) = 'zh' && STRLEN(?name) > 3) }"
)
LONGEST_RUN = 11


@pytest.fixture(scope="module")
def assertions(kg):
    """(passage, assertion) of the whole record, in Chinese."""
    return [(row.passage.rpartition("/")[2], str(row.said)) for row in kg.sparql(SAID)]


@pytest.mark.parametrize(
    ("passage", "terms"),
    [
        ("3.1-p1-s4", "数据应用 数据交易 共性需求"),
        ("3.2.3-p1-s1", "事件预警 会商研判 调度处置 结果反馈 评估归档"),
        ("3.2.3-p1-s2", "天地一体 水陆统筹 环境智能监测监控网络"),
        ("3.2.3-p1-s3", "市政务云资源 底层数据 污染精准溯源 靶向治理"),
        ("4.2-p1-s1", "行业发展周期 外贸增速放缓 国际贸易环境复杂多变"),
        ("4.3-p1-s2", "诊断全覆盖 不想转 不敢转 经济下行压力 转型意愿与动力"),
        ("4.4-p1-s3", "资产摸排 供应链管理 专业人才培养队伍 试行阶段"),
        ("6.1-p1-s2", "“芯、屏、核” 基础元器件 关键材料 先进工艺技术"),
        ("6.1-p2-s2", "智能穿戴设备 车载终端 智慧教育 智能家电 智能汽车 智慧医疗 智慧城市 智能安防"),
        ("6.2-p1-s2", "普适性强 复用率高 规模大 潜力高"),
        ("6.2-p2-s3", "“科技创新+先进制造+自主可控” 国产操作系统底座 国产芯片适配 基础应用"),
        ("6.3-p1-s4", "粤港澳大湾区算力调度平台 昊算 九天 息壤 存量算力资源 低成本 快速"),
        ("6.3-p2-s3", "大模型手机 智能座舱 智能机器人 智能家电 智能可穿戴设备 VR/AR"),
        ("6.4-p1-s3", "以诊促转 诊转结合 全面覆盖 重点辅导 综合评估 一企一策"),
        ("6.4-p2-s2", "低成本 快部署 轻量化 易运维"),
        ("6.4-p3-s4", "远程设备操控 设备协同作业 精准动态作业"),
        ("6.4-p3-s5", "机器视觉质检 设备故障诊断 设备预测维护 生产现场监测"),
        ("6.4-p3-s6", "厂区智能物流 智能理货 全域物流监测"),
        ("6.5-p1-s2", "数据分级分类 数据目录 数据交易 数据治理 行业应用"),
        ("6.6-p2-s3", "行业企业 职业院校 职业培训机构 公共实训基地 技能大师工作室"),
        ("6.6-p3-s3", "电路板设计 产品仿真 工艺规划 制造运营 数据管理"),
    ],
)
def test_the_items_of_a_list_are_told_by_their_printed_terms(assertions, passage, terms):
    told = "\n".join(said for where, said in assertions if where == passage)
    assert [term for term in terms.split() if term not in told] == []


def test_no_assertion_repeats_a_dozen_characters_of_the_report(kg, assertions, report):
    text = re.sub(r"\s", "", report.read_text(encoding="utf-8"))
    names = sorted({str(row.name) for row in kg.sparql(NAMED)}, key=len, reverse=True)
    apart = re.compile("|".join(map(re.escape, names)))
    copied = [
        (passage, piece[i : i + LONGEST_RUN + 1])
        for passage, said in assertions
        for piece in apart.split(said)
        for i in range(len(piece) - LONGEST_RUN)
        if piece[i : i + LONGEST_RUN + 1] in text
    ]
    assert copied == []
