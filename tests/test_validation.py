"""The record's rules, broken on purpose: above all those that keep a plan from being read as a fact."""

from __future__ import annotations

import shutil

import pytest

import dgkg
from dgkg.namespaces import compact
from tests.conftest import SMALL_STATEMENTS, write_small_city

FACT, FIGURE, WISH = "1.1-p1-s1", "1.1-p1-s2", "1.2-p1-s1"
SAID = 'dgo:assertion "甲"@zh , "A"@en'
NUMBER = "dgo:indicator id:indicator-firm-count ; dgo:refArea id:binjiang ; dgo:refPeriod id:period-at-report"
COUNT = f'{NUMBER} ; dgo:unit unit:NUM ; dgo:valueText "3家"'
# name of the case: where it is said, what is said, the node, the property, and a word of each message
FAULTS = {
    "a figure without unit": (FACT, f'id:f1 a dgo:Observation ; {NUMBER} ; dgo:value 3 ; dgo:valueText "3家" .', "id:f1", "dgo:unit", "一个单位", "exactly one unit"),
    "a figure not as printed": (FACT, f"id:f2 a dgo:Observation ; {NUMBER} ; dgo:unit unit:NUM ; dgo:value 3 .", "id:f2", "dgo:valueText", "原文数值", "value as printed"),
    "a figure without indicator": (FACT, 'id:f3 a dgo:Observation ; dgo:refArea id:binjiang ; dgo:refPeriod id:period-at-report ; dgo:unit unit:NUM ; dgo:value 3 ; dgo:valueText "3家" .', "id:f3", "dgo:indicator", "一个指标", "exactly one indicator"),
    "a figure of nothing": (FACT, 'id:f4 a dgo:Observation ; dgo:indicator id:indicator-firm-count ; dgo:refPeriod id:period-at-report ; dgo:unit unit:NUM ; dgo:value 3 ; dgo:valueText "3家" .', "id:f4", "", "地区、主体", "of a place, a body"),
    "a figure without period": (FACT, 'id:f5 a dgo:Observation ; dgo:indicator id:indicator-firm-count ; dgo:refArea id:binjiang ; dgo:unit unit:NUM ; dgo:value 3 ; dgo:valueText "3家" .', "id:f5", "dgo:refPeriod", "须有时期", "has a period"),
    "a figure without number": (FACT, f"id:f6 a dgo:Observation ; {COUNT} .", "id:f6", "", "上界、下界", "a value, a bound"),
    "a bound with a value": (FACT, f"id:f7 a dgo:Observation ; {COUNT} ; dgo:value 3 ; dgo:lowerBound 3 ; dgo:nominalValue 3 ; dgo:valueQualifier dgs:moreThan .", "id:f7", "dgo:value", "不得有数值", "never has a value"),
    "a bound that is not hedged": (FACT, f"id:f8 a dgo:Observation ; {COUNT} ; dgo:lowerBound 3 ; dgo:nominalValue 3 .", "id:f8", "dgo:valueQualifier", "数值限定", "how it is hedged"),
    "a bound without its printed number": (FACT, f"id:f9 a dgo:Observation ; {COUNT} ; dgo:upperBound 3 ; dgo:valueQualifier dgs:nearly .", "id:f9", "dgo:nominalValue", "字面数值", "printed number"),
    "growth of nothing named": (FIGURE, 'id:f10 a dgo:Observation ; dgo:indicator id:indicator-growth-rate ; dgo:growthOf id:obs-jia-output ; dgo:refArea id:jia-electronics ; dgo:refPeriod id:period-at-report ; dgo:unit unit:PERCENT ; dgo:value 1 ; dgo:valueText "1%" .', "id:f10", "dgo:ofIndicator", "针对的指标", "name the indicator"),
    "a rank without list or scope": (FACT, 'id:r1 a dgo:RankingResult ; dgo:rankedEntity id:binjiang ; dgo:rank 1 ; dgo:valueText "第一" .', "id:r1", "", "榜单或范围", "without its list or scope"),
    "a rank below one": (FACT, 'id:r2 a dgo:RankingResult ; dgo:rankedEntity id:binjiang ; dgo:rank 0 ; dgo:rankScope id:binjiang ; dgo:valueText "第零" .', "id:r2", "dgo:rank", "正整数", "positive integer"),
    "a membership without role": (FACT, "id:m1 a dgo:Membership ; dgo:member id:jia-electronics ; dgo:memberOf id:jiangwan-park .", "id:m1", "dgo:role", "须有角色", "has a role"),
    "a recognition of nobody": (FACT, "id:h1 a dgo:Recognition ; dgo:honour id:prize .", "id:h1", "dgo:recipient", "须有获得者", "has a recipient"),
    "a cap of no measure": (FACT, f"id:c1 a dgo:Cap ; {COUNT} ; dgo:upperBound 3 ; dgo:nominalValue 3 ; dgo:valueQualifier dgs:atMost .", "id:c1", "", "属于某举措", "belongs to a measure"),
    "a claim in one language": (FACT, 'id:a1 a dgo:Claim ; dgo:concerns id:binjiang ; dgo:assertion "甲"@zh .', "id:a1", "dgo:assertion", "中英文转述", "one in en"),
    "an unknown firm": (FACT, "id:prize dgo:grantedBy id:nobody .", "id:nobody", "dgo:grantedBy", "没有此事物", "stands in no registry"),
    "an unknown relation": (FACT, "id:binjiang dgo:lies id:jiangwan-park .", "id:binjiang", "dgo:lies", "没有此关系", "no such relation"),
    "an unknown class": (FACT, "id:odd a dgo:Compny .", "id:odd", "dgo:Compny", "没有此关系或类", "no such relation or class"),
    "a city that works in an industry": (FACT, "id:binjiang dgo:activeIn id:software-it-services .", "id:binjiang", "dgo:activeIn", "主体应是：组织机构", "subject should be: organization"),
    "a firm inside a firm's name": (FACT, "id:jia-electronics dgo:locatedIn id:yi-software .", "id:yi-software", "dgo:locatedIn", "客体应是：地点", "object should be: place"),
    "a place that is only words": (FACT, 'id:yi-software dgo:locatedIn "江湾" .', "“江湾”", "dgo:locatedIn", "客体应是：地点", "object should be: place"),
    "a plan with a place": (FACT, f"id:p1 a dgo:PlannedAction ; dgo:realization dgs:planned ; {SAID} ; dgo:locatedIn id:binjiang .", "id:p1", "dgo:locatedIn", "意向不得有事实属性「位于」", "an intention has no fact property “located in”"),
    "a plan that is done": (FACT, f"id:p2 a dgo:PlannedAction ; dgo:realization dgs:done ; {SAID} .", "id:p2", "dgo:realization", "不得是已完成", "neither done nor under way"),
    "a plan without status": (FACT, f"id:p3 a dgo:PlannedAction ; {SAID} .", "id:p3", "dgo:realization", "须有实现状态", "status of realization"),
    "work that is only planned": (FACT, f"id:p4 a dgo:Activity ; dgo:realization dgs:planned ; {SAID} .", "id:p4", "dgo:realization", "计划用 PlannedAction", "a plan is a PlannedAction"),
    "a target that is reached": (FACT, f"id:p5 a dgo:Target ; dgo:realization dgs:inService ; {COUNT} ; dgo:value 3 .", "id:p5", "dgo:realization", "不得是已完成", "neither done nor under way"),
    "a target that is a fact as well": (FACT, f"id:p6 a dgo:Target , dgo:Observation ; dgo:realization dgs:planned ; {COUNT} ; dgo:value 3 .", "id:p6", "rdf:type", "观测值", "observation"),
    "an envisaged port with a place": (FACT, "id:binjiang-computing-port dgo:locatedIn id:jiangwan-park .", "id:binjiang-computing-port", "dgo:locatedIn", "意向不得有事实属性「位于」", "an intention has no fact property “located in”"),
    "a signed project with an operator": (FACT, "id:works dgo:realization dgs:signed ; dgo:operator id:jia-electronics .", "id:works", "", "未实现的事物", "has no place, operator"),
    "a fact in a recommendation": (WISH, "id:yi-software dgo:makes id:smartphones .", "id:yi-software", "dgo:makes", "建议章节中不得有事实属性「生产」", "states no fact: “makes”"),
    "a figure in a recommendation": (WISH, f"id:w1 a dgo:Observation ; {COUNT} ; dgo:value 3 .", "id:w1", "", "建议章节中不得有观测值", "holds no observation"),
    "a membership in a recommendation": (WISH, "id:w2 a dgo:Membership ; dgo:member id:yi-software ; dgo:memberOf id:binjiang ; dgo:role dgs:member .", "id:w2", "dgo:memberOf", "建议章节中不得有事实属性「所属」", "states no fact: “member of”"),
    "a graph that is no passage": ("9.9-p1-s1", "id:jia-electronics dgo:activeIn id:software-it-services .", "<https://w3id.org/dgkg/source/binjiang-2024/9.9-p1-s1>", "", "没有这一片段", "no such passage"),
}  # fmt: skip
REGISTRY = """
id:prize a dgo:Award ; skos:prefLabel "奖"@zh , "Prize"@en .
id:works a dgo:Project ; skos:prefLabel "工程"@zh , "Works"@en .
"""
UNTIDY = {
    "a name in one language": ('id:solo a dgo:Company ; skos:prefLabel "独"@zh .', "id:solo", "skos:prefLabel", "中英文名称各一", "one in en"),
    "two names in one language": ('id:two a dgo:Company ; skos:prefLabel "双"@zh , "两"@zh , "Two"@en .', "id:two", "skos:prefLabel", "中英文名称各一", "one preferred name in zh"),
    "a firm that is a place": ('id:both a dgo:Company , dgo:Place ; skos:prefLabel "兼"@zh , "Both"@en .', "id:both", "rdf:type", "不能既是", "cannot be both"),
    "a wish that is a firm": ('id:wish a dgo:Envisaged , dgo:Company ; skos:prefLabel "愿"@zh , "Wish"@en ; dgo:realization dgs:proposed .', "id:wish", "rdf:type", "设想中的事物", "envisaged thing"),
    "a wish without status": ('id:vague a dgo:Envisaged ; skos:prefLabel "虚"@zh , "Vague"@en .', "id:vague", "dgo:realization", "须有实现状态", "status of realization"),
}  # fmt: skip


def findings_of(folder, registry="", statements=""):
    return dgkg.load(write_small_city(folder, registry, SMALL_STATEMENTS + statements)).validate()


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """One city with every fault: each is found at its own node, so that none hides another."""
    statements = "\n".join(f"r:{passage} {{ {said} }}" for passage, said, *_ in FAULTS.values())
    registry = REGISTRY + "\n".join(entry for entry, *_ in UNTIDY.values())
    return findings_of(tmp_path_factory.mktemp("broken") / "city", registry, statements)


def test_the_shipped_graph_keeps_its_rules(kg):
    report = kg.validate()
    assert [finding.text("en") for finding in report.findings] == []
    assert report.is_conforming
    assert report.quads > 15000


def test_the_small_city_keeps_its_rules_and_says_so(small_city):
    report = small_city.validate()
    assert report.is_conforming
    zh, en = report.summary()
    assert zh.startswith("✓ 校验通过")
    assert "0 处违规" in zh
    assert "0 findings" in en


@pytest.mark.parametrize("case", FAULTS)
def test_a_broken_rule_is_found_with_node_property_and_sentence_in_both_languages(broken, case):
    passage, _, node, prop, zh, en = FAULTS[case]
    found = [f for f in broken.findings if (f.node, f.property) == (node, prop) and zh in f.zh]
    assert found, [f.text("zh") for f in broken.findings if f.node == node]
    (finding,) = found
    assert en in finding.en
    assert passage in finding.sentences
    assert all(part in finding.text(lang) for part in (node, prop, passage) for lang in ("zh", "en"))


@pytest.mark.parametrize("case", UNTIDY)
def test_an_untidy_registry_is_found_with_node_and_property(broken, case):
    _, node, prop, zh, en = UNTIDY[case]
    (finding,) = [f for f in broken.findings if (f.node, f.property) == (node, prop)]
    assert zh in finding.text("zh")
    assert en in finding.text("en")
    assert "名录" in finding.text("zh")


def test_the_number_of_faults_is_in_the_summary(broken):
    assert not broken.is_conforming
    zh, en = broken.summary()
    assert f"{len(broken.findings)} 处违规" in zh
    assert f"{len(broken.findings)} findings" in en


def test_what_is_right_beside_a_fault_is_not_blamed(broken):
    blamed = {finding.node for finding in broken.findings}
    assert not blamed & {"id:obs-binjiang-firms", "id:obs-jia-output-growth", "id:recommendation-computing-port"}


@pytest.fixture(scope="module")
def every_fact(kg) -> list[str]:
    """All fact properties of the ontology, so that a new one is guarded or fails here."""
    facts = sorted(compact(prop) for prop in kg.words.ontology.fact_properties)
    assert len(facts) > 40
    return facts


@pytest.fixture(scope="module")
def bold(tmp_path_factory, every_fact):
    """A city that says every fact property of each kind of intention, and of a firm in a recommendation."""
    said = " ; ".join(f"{fact} id:jiangwan-park" for fact in every_fact)
    aim = f"id:aim a dgo:Target ; dgo:realization dgs:planned ; {COUNT} ; dgo:value 3 . id:aim {said} ."
    plan = f"id:plan a dgo:PlannedAction ; dgo:realization dgs:planned ; {SAID} . id:plan {said} ."
    statements = f"""
      r:{FACT} {{ {aim} {plan} id:recommendation-computing-port {said} . id:binjiang-computing-port {said} . }}
      r:{WISH} {{ id:yi-software {said} . }}"""
    return findings_of(tmp_path_factory.mktemp("bold") / "city", statements=statements)


@pytest.mark.parametrize(
    "node", ["id:aim", "id:plan", "id:recommendation-computing-port", "id:binjiang-computing-port"]
)
def test_no_fact_property_whatever_may_hang_on_an_intention(bold, every_fact, node):
    caught = {f.property for f in bold.findings if f.node == node and "意向不得有事实属性" in f.zh}
    assert set(every_fact) - caught == set()


def test_no_fact_property_whatever_may_stand_in_a_recommendation(bold, every_fact):
    caught = {f.property for f in bold.findings if f.node == "id:yi-software" and "建议章节中不得有" in f.zh}
    assert set(every_fact) - caught == set()


def test_a_fact_in_a_recommendation_is_allowed_where_its_reason_is_listed(tmp_path):
    said = f"r:{WISH} {{ id:yi-software dgo:locatedIn id:jiangwan-park . }}"
    reason = f'r:{WISH} dgo:factException "已经存在"@zh , "it exists already"@en .'
    assert len(findings_of(tmp_path / "without", statements=said).findings) == 1
    assert findings_of(tmp_path / "with", reason, said).is_conforming


# Each says as a fact what is none, by a way that no other fault above goes.
BACK_DOORS = {
    "work done in a recommendation": (WISH, f"id:d1 a dgo:Activity ; dgo:realization dgs:done ; {SAID} .", "id:d1"),
    "a thing in service in a recommendation": (WISH, "id:works dgo:realization dgs:inService .", "id:works"),
    "a planned observation": (FACT, f"id:d2 a dgo:Observation ; dgo:realization dgs:planned ; {COUNT} ; dgo:value 3 .", "id:d2"),
    "a hedged figure with a value": (FACT, f"id:d3 a dgo:Observation ; {COUNT} ; dgo:value 3 ; dgo:valueQualifier dgs:moreThan .", "id:d3"),
    "a wish as member of a park": (FACT, "id:d4 a dgo:Membership ; dgo:member id:binjiang-computing-port ; dgo:memberOf id:jiangwan-park ; dgo:role dgs:member .", "id:d4"),
}  # fmt: skip


@pytest.fixture(scope="module")
def doors(tmp_path_factory):
    statements = "\n".join(f"r:{passage} {{ {said} }}" for passage, said, _ in BACK_DOORS.values())
    return findings_of(tmp_path_factory.mktemp("doors") / "city", REGISTRY, statements)


@pytest.mark.parametrize("case", BACK_DOORS)
def test_the_guard_has_no_back_door(doors, case):
    node = BACK_DOORS[case][-1]
    assert [f for f in doors.findings if f.node == node]


def test_missing_shapes_are_named(tmp_path):
    folder = write_small_city(tmp_path / "city")
    shutil.rmtree(folder / "ontology" / "concepts")
    (folder / "ontology" / "shapes-intention.ttl").unlink()
    with pytest.raises(dgkg.DataError, match=r"shapes-intention\.ttl"):
        dgkg.load(folder).validate()
