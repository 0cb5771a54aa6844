"""The terms that the report prints in its lists and slogans are told as printed; its sentences are not.

The terms here were read in the report, chapter by chapter, not copied from the program.
"""

from __future__ import annotations

import re

import pytest

RUN = 12  # of as many characters in a row, a sentence would be known again

TERMS = {
    "1-h": "行稳致远",
    "1.1-h": "全局性谋划、聚焦发力",
    "1.1-p1-s1": "“硬核”举措、走深走实、数字化转型、智能移动终端、半导体及集成电路、数据要素",
    "1.1-p2-s1": "系统性、连续性、导向性",
    "1.1-p3-s1": "东莞方案",
    "1.1-p3-s3": "产业布局优化、企业集群培育、优质要素资源、产业+科技+金融+人才、高水平循环、集群发展生态、全产业链",
    "1.1-p4-s1": "真金白银",
    "1.1-p4-s4": "服务平台、创新平台、研发项目、建设创新平台、技术研发",
    "1.1-p5-s3": "职责、法定采集部门、共享开发、数据安全",
    "1.2-h": "稳中向好",
    "1.2-p1-s3": "数字化消费、数字化投资、数字贸易、韧性与活力",
    "1.2-p2-r1": "加快回升",
    "1.2-p2-r2": "高速增长",
    "1.2-p2-r3": "优势产品、自主品牌",
    "1.2-p4-s1": "东莞速度",
    "1.2-p4-s3": "国家级、省级、双料",
    "1.3-h": "数字经济标杆镇街（园区）",
    "1.3-p1-s1": "供给侧资源配置、规模化发展、排头兵、领头雁",
    "1.3-p2-s1": "一轴多翼",
    "1.3-p2-s3": "技术共建、人才共培、产品共销、商业共营、赋能与赋智",
    "1.3-p3-s1": "聚合辐射效应",
    "1.3-p3-s2": "智慧城市、系统集成、平台开发、软件信息新兴产业",
    "2-h": "数字产业化、产业数字化、最强音",
    "2.1-h": "硬支撑、软实力",
    "2.1-p1-s1": "顺“数”而为、一硬一软、底色和基本盘",
    "2.1.1-p1-s1": "产业集聚度、主导力、影响力、稳中有升",
    "2.1.1-p2-s1": "量质齐升",
    "2.1.1-p2-s2": "产业链完备、专精特新“小巨人”企业、隐形冠军企业",
    "2.1.1-p2-s3": "下滑态势、工业大盘",
    "2.1.2-p1-s4": "先进封测、全球领先、一线城市",
    "2.1.2-p2-s2": "顺利建设、链主企业、成功签约",
    "2.1.3-h": "软实力、新脊梁",
    "2.1.3-p2-s1": "软硬结合、研用并举",
    "2.1.3-p2-s3": "快车道、工业应用软件、云存储、云应用",
    "2.1.3-p2-s2": "主要采购地、零部件集散地、上游代工厂",
    "2.1.4-h": "新突破",
    "2.1.4-p1-s2": "人工智能创新极、产业应用、技术创新、基础软硬件",
    "2.1.4-p2-s2": "人工智能特色小镇、创新模式",
    "2.1.4-p2-s3": "新质生产力企业、软信企业、人工智能企业",
    "2.1.4-p2-s6": "工业人工智能、机器视觉、精准招商、研发创新、高端制造、场景应用",
    "2.1.4-p3-s3": "硬核科技、高成长企业",
    "2.1.4-p3-s4": "智能制造、质量检测、智能决策、供应链自动管理、工业数据资源、工业大模型",
    "2.1.5-h": "新能源产业链、不断延展",
    "2.2-h": "全面提速",
    "2.2.1-h": "示范引领、号角",
    "2.2.1-p1-s1": "科技创新+先进制造、东莞路径、纺织服装、食品饮料、家具",
    "2.2.2-p1-s1": "赋能中心-促进中心-服务商、行业平台+专业技术服务、转型能力和资源矩阵、多样性、个性化",
    "2.2.2-p1-s3": "线上评估诊断",
    "2.3-h": "服务业数字化、稳步推进",
    "2.3.1-h": "稳步发展",
    "2.3.1-p1-s3": "跨境电商+产业带、跨境电商新模式、外贸基本盘",
    "2.3.2-h": "快速推进",
    "2.3.2-p1-s2": "资金投入、技术攻关、消费电子产业链、半导体、智能制造、人工智能、5G基础设施",
    "2.3.2-p2-s2": "不想转、不敢转、不会转、专项贷款产品",
    "2.3.2-p2-s3": "特色措施、备案增信、风险补偿",
    "2.3.3-h": "全面提升",
    "2.3.3-p2-s2": "协同共治",
    "2.3.3-p2-s3": "领导驾驶舱、可感可知",
    "2.3.3-p2-s5": "城管、应急、公安、综合指挥中心",
    "2.3.3-p2-s6": "一事一码、一物一码",
    "2.3.3-p2-s7": "生活垃圾、管道燃气、园林绿化、城市管理效能、一网通办、无感智办、免申即享",
    "3.1-p1-s4": "数据应用、共性需求",
    "3.2.3-p1-s1": "事件预警、会商研判、调度处置、结果反馈、评估归档",
    "3.2.3-p1-s2": "天地一体、水陆统筹、环境智能监测监控网络",
    "3.2.3-p1-s3": "市政务云资源、底层数据、污染精准溯源、靶向治理",
    "4.2-p1-s1": "行业发展周期、外贸增速放缓、国际贸易环境复杂多变",
    "4.3-p1-s2": "诊断全覆盖、不想转、不敢转、经济下行压力、转型意愿与动力",
    "4.4-p1-s3": "资产摸排、供应链管理、专业人才培养队伍、试行阶段",
    "6.1-p1-s2": "基础元器件、关键材料、先进工艺技术",
    "6.1-p2-s2": "智能穿戴设备、车载终端、智慧教育、智能家电、智能汽车、智慧医疗、智慧城市、智能安防",
    "6.2-p1-s2": "普适性强、复用率高、规模大、潜力高",
    "6.2-p2-s3": "“科技创新+先进制造+自主可控”、国产操作系统底座、国产芯片适配、基础应用",
    "6.3-p1-s4": "粤港澳大湾区算力调度平台、昊算、九天、息壤、存量算力资源、低成本、快速",
    "6.3-p2-s3": "大模型手机、智能座舱、智能机器人、智能家电、智能可穿戴设备、VR/AR",
    "6.4-p1-s3": "以诊促转、诊转结合、全面覆盖、重点辅导、综合评估、一企一策",
    "6.4-p2-s2": "低成本、快部署、轻量化、易运维",
    "6.4-p3-s4": "远程设备操控、设备协同作业、精准动态作业",
    "6.4-p3-s5": "机器视觉质检、设备故障诊断、设备预测维护、生产现场监测",
    "6.4-p3-s6": "厂区智能物流、智能理货、全域物流监测",
    "6.5-p1-s2": "数据分级分类、数据目录、数据交易、数据治理、行业应用",
    "6.6-p2-s3": "行业企业、职业院校、职业培训机构、公共实训基地、技能大师工作室",
    "6.6-p3-s3": "电路板设计、产品仿真、工艺规划、制造运营、数据管理",
}


def words(kg, passage: str) -> str:
    """Everything that the passage states, in Chinese words."""
    cells = kg.query("statements-of-sentence", passage=passage).cells("zh")
    return "｜".join(str(cell) for row in cells for cell in row)


@pytest.mark.parametrize("passage", TERMS)
def test_the_terms_of_a_list_are_told_as_the_report_prints_them(kg, passage):
    told = words(kg, passage)
    assert [term for term in TERMS[passage].split("、") if term not in told] == []


def test_the_terms_are_those_of_the_report(attached):
    library = attached.words.library
    quotes = {passage.id: library.quotes[passage.iri] for passage in library.passages()}
    assert [(of, term) for of, terms in TERMS.items() for term in terms.split("、") if term not in quotes[of]] == []


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
