"""The terms that the report prints in its lists and slogans are told as printed; its sentences are not.

The terms here were read in the report, chapter by chapter, not copied from the program; they stand in an order of
their own, so that no list of the report is repeated.
"""

from __future__ import annotations

import re

import pytest

RUN = 12  # of as many characters in a row, a sentence would be known again

TERMS = {
    "1-h": "行稳致远",
    "1.1-h": "全局性谋划 | 聚焦发力",
    "1.1-p1-s1": "“硬核”举措 | 半导体及集成电路 | 数字化转型 | 数据要素 | 智能移动终端 | 走深走实",
    "1.1-p2-s1": "导向性 | 系统性 | 连续性",
    "1.1-p3-s1": "东莞方案",
    "1.1-p3-s3": "产业+科技+金融+人才 | 产业布局优化 | 企业集群培育 | 优质要素资源 | 全产业链 | 集群发展生态 | 高水平循环",
    "1.1-p4-s1": "真金白银",
    "1.1-p4-s4": "创新平台 | 建设创新平台 | 技术研发 | 服务平台 | 研发项目",
    "1.1-p5-s3": "共享开发 | 数据安全 | 法定采集部门 | 职责",
    "1.2-h": "稳中向好",
    "1.2-p1-s3": "数字化投资 | 数字化消费 | 数字贸易 | 韧性与活力",
    "1.2-p2-r1": "加快回升",
    "1.2-p2-r2": "高速增长",
    "1.2-p2-r3": "优势产品 | 自主品牌",
    "1.2-p4-s1": "东莞速度",
    "1.2-p4-s3": "双料 | 国家级 | 省级",
    "1.3-h": "数字经济标杆镇街（园区）",
    "1.3-p1-s1": "供给侧资源配置 | 排头兵 | 规模化发展 | 领头雁",
    "1.3-p2-s1": "一轴多翼",
    "1.3-p2-s3": "产品共销 | 人才共培 | 商业共营 | 技术共建 | 赋能与赋智",
    "1.3-p3-s1": "聚合辐射效应",
    "1.3-p3-s2": "平台开发 | 智慧城市 | 系统集成 | 软件信息新兴产业",
    "2-h": "产业数字化 | 数字产业化 | 最强音",
    "2.1-h": "硬支撑 | 软实力",
    "2.1-p1-s1": "一硬一软 | 底色和基本盘 | 顺“数”而为",
    "2.1.1-p1-s1": "主导力 | 产业集聚度 | 影响力 | 稳中有升",
    "2.1.1-p2-s1": "量质齐升",
    "2.1.1-p2-s2": "专精特新“小巨人”企业 | 产业链完备 | 隐形冠军企业",
    "2.1.1-p2-s3": "下滑态势 | 工业大盘",
    "2.1.2-p1-s4": "一线城市 | 先进封测 | 全球领先",
    "2.1.2-p2-s2": "成功签约 | 链主企业 | 顺利建设",
    "2.1.3-h": "新脊梁 | 软实力",
    "2.1.3-p2-s1": "研用并举 | 软硬结合",
    "2.1.3-p2-s3": "云存储 | 云应用 | 工业应用软件 | 快车道",
    "2.1.3-p2-s2": "上游代工厂 | 主要采购地 | 零部件集散地",
    "2.1.4-h": "新突破",
    "2.1.4-p1-s2": "产业应用 | 人工智能创新极 | 基础软硬件 | 技术创新",
    "2.1.4-p2-s2": "人工智能特色小镇 | 创新模式",
    "2.1.4-p2-s3": "人工智能企业 | 新质生产力企业 | 软信企业",
    "2.1.4-p2-s6": "场景应用 | 工业人工智能 | 机器视觉 | 研发创新 | 精准招商 | 高端制造",
    "2.1.4-p3-s3": "硬核科技 | 高成长企业",
    "2.1.4-p3-s4": "供应链自动管理 | 工业大模型 | 工业数据资源 | 智能决策 | 智能制造 | 质量检测",
    "2.1.5-h": "不断延展 | 新能源产业链",
    "2.2-h": "全面提速",
    "2.2.1-h": "号角 | 示范引领",
    "2.2.1-p1-s1": "东莞路径 | 家具 | 科技创新+先进制造 | 纺织服装 | 食品饮料",
    "2.2.2-p1-s1": "个性化 | 多样性 | 行业平台+专业技术服务 | 赋能中心-促进中心-服务商 | 转型能力和资源矩阵",
    "2.2.2-p1-s3": "线上评估诊断",
    "2.3-h": "服务业数字化 | 稳步推进",
    "2.3.1-h": "稳步发展",
    "2.3.1-p1-s3": "外贸基本盘 | 跨境电商+产业带 | 跨境电商新模式",
    "2.3.2-h": "快速推进",
    "2.3.2-p1-s2": "5G基础设施 | 人工智能 | 半导体 | 技术攻关 | 智能制造 | 消费电子产业链 | 资金投入",
    "2.3.2-p2-s2": "不会转 | 不想转 | 不敢转 | 专项贷款产品",
    "2.3.2-p2-s3": "备案增信 | 特色措施 | 风险补偿",
    "2.3.3-h": "全面提升",
    "2.3.3-p2-s2": "协同共治",
    "2.3.3-p2-s3": "可感可知 | 领导驾驶舱",
    "2.3.3-p2-s5": "公安 | 城管 | 应急 | 综合指挥中心",
    "2.3.3-p2-s6": "一事一码 | 一物一码",
    "2.3.3-p2-s7": "一网通办 | 免申即享 | 园林绿化 | 城市管理效能 | 无感智办 | 生活垃圾 | 管道燃气",
    "3.1-p1-s4": "共性需求 | 数据应用",
    "3.2.3-p1-s1": "事件预警 | 会商研判 | 结果反馈 | 评估归档 | 调度处置",
    "3.2.3-p1-s2": "天地一体 | 水陆统筹 | 环境智能监测监控网络",
    "3.2.3-p1-s3": "市政务云资源 | 底层数据 | 污染精准溯源 | 靶向治理",
    "4.2-p1-s1": "国际贸易环境复杂多变 | 外贸增速放缓 | 行业发展周期",
    "4.3-p1-s2": "不想转 | 不敢转 | 经济下行压力 | 诊断全覆盖 | 转型意愿与动力",
    "4.4-p1-s3": "专业人才培养队伍 | 供应链管理 | 试行阶段 | 资产摸排",
    "6.1-p1-s2": "先进工艺技术 | 关键材料 | 基础元器件",
    "6.1-p2-s2": "智慧医疗 | 智慧城市 | 智慧教育 | 智能安防 | 智能家电 | 智能汽车 | 智能穿戴设备 | 车载终端",
    "6.2-p1-s2": "复用率高 | 普适性强 | 潜力高 | 规模大",
    "6.2-p2-s3": "“科技创新+先进制造+自主可控” | 国产操作系统底座 | 国产芯片适配 | 基础应用",
    "6.3-p1-s4": "九天 | 低成本 | 存量算力资源 | 快速 | 息壤 | 昊算 | 粤港澳大湾区算力调度平台",
    "6.3-p2-s3": "VR/AR | 大模型手机 | 智能可穿戴设备 | 智能家电 | 智能座舱 | 智能机器人",
    "6.4-p1-s3": "一企一策 | 以诊促转 | 全面覆盖 | 综合评估 | 诊转结合 | 重点辅导",
    "6.4-p2-s2": "低成本 | 快部署 | 易运维 | 轻量化",
    "6.4-p3-s4": "精准动态作业 | 设备协同作业 | 远程设备操控",
    "6.4-p3-s5": "机器视觉质检 | 生产现场监测 | 设备故障诊断 | 设备预测维护",
    "6.4-p3-s6": "全域物流监测 | 厂区智能物流 | 智能理货",
    "6.5-p1-s2": "数据交易 | 数据分级分类 | 数据治理 | 数据目录 | 行业应用",
    "6.6-p2-s3": "公共实训基地 | 技能大师工作室 | 职业培训机构 | 职业院校 | 行业企业",
    "6.6-p3-s3": "产品仿真 | 制造运营 | 工艺规划 | 数据管理 | 电路板设计",
}


def words(kg, passage: str) -> str:
    """Everything that the passage states, in Chinese words."""
    cells = kg.query("statements-of-sentence", passage=passage).cells("zh")
    return "｜".join(str(cell) for row in cells for cell in row)


@pytest.mark.parametrize("passage", TERMS)
def test_the_terms_of_a_list_are_told_as_the_report_prints_them(kg, passage):
    told = words(kg, passage)
    assert [term for term in TERMS[passage].split(" | ") if term not in told] == []


def test_the_terms_are_those_of_the_report(attached):
    library = attached.words.library
    quotes = {passage.id: library.quotes[passage.iri] for passage in library.passages()}
    assert [(of, term) for of, terms in TERMS.items() for term in terms.split(" | ") if term not in quotes[of]] == []


def copied(text: str, quote: str, names: re.Pattern[str]) -> list[str]:
    """The runs of the quote in what a text says outside names and figures."""
    pieces = [piece for piece in names.split(text) if len(piece) >= RUN]
    runs = (piece[at : at + RUN] for piece in pieces for at in range(len(piece) - RUN + 1))
    return [run for run in runs if run in quote]


def test_what_a_sentence_is_told_to_state_is_told_in_our_own_words(attached):
    gazetteer, library = attached.words.gazetteer, attached.words.library
    named = {name.text for iri in gazetteer.types for name in gazetteer.names(iri) if name.kind != "hidden"}
    longest = sorted((text for text in named if len(text) > 1), key=len, reverse=True)
    names = re.compile("|".join([*map(re.escape, longest), r"[\d.,%]+"]))
    said = attached.sparql(
        "PREFIX dgo: <https://w3id.org/dgkg/ontology#> SELECT ?sentence ?text WHERE "
        "{ GRAPH ?sentence { ?statement dgo:assertion ?text } FILTER(LANG(?text) = 'zh') }"
    )
    rows = list(said.table.rows)
    assert len(rows) > 300
    assert [(str(text), runs) for of, text in rows if (runs := copied(str(text), library.quotes[of], names))] == []


def test_a_run_outside_names_is_seen():
    names = re.compile("松山湖")
    quote = "松山湖加快培育具有全球影响力的产业新支柱。"
    assert copied("松山湖要培育产业新支柱。", quote, names) == []
    assert copied("报告说松山湖加快培育具有全球影响力的产业。", quote, names) != []


def test_no_list_stands_in_the_order_of_the_report():
    assert [of for of, terms in TERMS.items() if terms.split(" | ") != sorted(terms.split(" | "))] == []
