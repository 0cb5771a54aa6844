"""On the shipped graph: what the report only wishes for is never the answer to a question about facts."""

from __future__ import annotations

import pytest
from rdflib import RDF, Literal

from dgkg.namespaces import DGO, DGS, ID, compact

PREFIXES = """
PREFIX dgo: <https://w3id.org/dgkg/ontology#>
PREFIX dgs: <https://w3id.org/dgkg/scheme/>
PREFIX id: <https://w3id.org/dgkg/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
# Read in chapters three and six of the report: none of these existed when it was written.
WISHES = [
    "东莞算力谷", "工业数字大厦", "华为开发者村", "软件产业园", "全国工业数据资产登记平台东莞城市节点",
    "大湾区（东莞）数据资产化服务中心", "工业算法联盟", "示范性工业软件学院", "国家卓越工程师创新研究院",
    "广州市数据交易所东莞分基地", "数据要素工作站", "城市级算力调度平台", "百度大湾区智能网联汽车产业中心",
]  # fmt: skip
# What a user would ask for without knowing how plans are modelled.
KINDS = [
    "Organization", "Company", "CompanyGroup", "Alliance", "ResearchInstitute", "University", "Place", "IndustrialPark",
    "ThemedTown", "FunctionalZone", "IndustrialCluster", "Infrastructure", "ComputingFacility", "DigitalPlatform",
    "PublicService", "Event", "FinancialProduct", "SupportProgramme", "PolicyDocument",
]  # fmt: skip


@pytest.fixture(scope="module")
def recommendations(kg):
    """The graphs of chapter six."""
    cite = kg.words.library.cite
    found = [graph for graph in kg.passages if cite(graph.sentence).passage.section.is_intention]
    assert {cite(graph.sentence).passage.id.partition(".")[0] for graph in found} == {"6"}
    return found


@pytest.fixture(scope="module")
def wishes(kg):
    """All that the registry calls envisaged, with the thirteen named here among them."""
    found = {iri for iri, types in kg.words.gazetteer.types.items() if DGO.Envisaged in types}
    assert {kg[name].iri for name in WISHES} <= found
    return found


def test_every_sentence_of_chapter_six_is_an_intention(kg, recommendations):
    sections = {p.section.notation for p in kg.words.library.passages() if p.section.is_intention}
    assert sections == {"6", "6.1", "6.2", "6.3", "6.4", "6.5", "6.6"}
    said = {p.id for p in kg.words.library.passages() if p.kind == "Sentence" and p.section.notation in sections}
    assert said <= {graph.sentence.rpartition("/")[2] for graph in recommendations}


def test_chapter_six_states_no_fact_but_the_exceptions_that_are_listed(kg, recommendations):
    excepted = {row.s: [] for row in kg.sparql(PREFIXES + "SELECT DISTINCT ?s { ?s dgo:factException ?why }")}
    assert [compact(s) for s in excepted] == ["s:6.4-p3-s2"]
    facts = [
        (compact(graph.sentence), compact(subject), compact(prop))
        for graph in recommendations
        if graph.sentence not in excepted
        for subject, node in graph.nodes.items()
        for prop in set(node) & kg.words.ontology.fact_properties
    ]
    assert facts == []


def test_the_exception_is_the_number_of_a_document_and_says_why_in_both_languages(kg, recommendations):
    (graph,) = [g for g in recommendations if g.sentence.endswith("6.4-p3-s2")]
    facts = {
        (s, p): v for s, node in graph.nodes.items() for p, v in node.items() if p in kg.words.ontology.fact_properties
    }
    assert [(p, [str(v) for v in values]) for (_, p), values in facts.items()] == [
        (DGO.documentNumber, ["工信厅信管〔2022〕23号"])
    ]
    reasons = kg.sparql(PREFIXES + "SELECT ?why { ?s dgo:factException ?why }").column("why")
    assert {reason.language for reason in reasons} == {"zh", "en"}


def test_chapter_six_has_recommendations_only_and_none_of_them_is_done(kg, recommendations):
    types = {t for graph in recommendations for node in graph.nodes.values() for t in node.get(RDF.type, ())}
    assert types == {DGO.Recommendation}
    states = {s for graph in recommendations for node in graph.nodes.values() for s in node.get(DGO.realization, ())}
    assert states <= {DGS.proposed, DGS.sought, DGS.explored, DGS.planned}


@pytest.mark.parametrize("kind", KINDS)
def test_a_plain_question_for_a_kind_of_thing_never_returns_a_wish(kg, wishes, kind):
    found = set(kg.sparql(f"{PREFIXES} SELECT DISTINCT ?x {{ ?x a/rdfs:subClassOf* dgo:{kind} }}").column("x"))
    assert found
    assert not found & wishes


def test_no_wish_is_the_subject_of_a_fact(kg, wishes):
    subjects = kg.sparql(PREFIXES + "SELECT DISTINCT ?x { ?x ?p ?y . ?p a dgo:FactProperty }").column("x")
    assert len(subjects) > 300
    assert not set(subjects) & wishes


def test_a_wish_is_only_ever_what_work_under_way_is_about(kg, wishes):
    rows = kg.sparql(PREFIXES + "SELECT DISTINCT ?x ?p ?y { ?x ?p ?y . ?p a dgo:FactProperty . ?y a dgo:Envisaged }")
    assert {row.p for row in rows} <= {DGO.involves}
    assert all(kg.entity(row.x).type == DGO.Activity for row in rows)


@pytest.mark.parametrize("name", WISHES)
def test_a_wish_has_a_name_a_status_and_no_place(kg, name):
    wish = kg[name].iri
    assert kg.entity(wish).type == DGO.Envisaged
    said = kg.sparql(f"{PREFIXES} SELECT DISTINCT ?p {{ <{wish}> ?p ?o }}").column("p")
    assert DGO.realization in said
    assert not set(said) & kg.words.ontology.fact_properties


@pytest.mark.parametrize(
    ("pattern", "real"),
    [
        ("?x dgo:locatedIn id:binhai-bay", "OPPO全球算力"),
        ("?x dgo:locatedIn id:songshan-lake", "松山湖软件产业生态"),
        ("?x dgo:operator ?y", "OPPO全球算力"),
    ],
)
def test_a_plain_question_for_what_stands_somewhere_returns_what_stands(kg, wishes, pattern, real):
    found = set(kg.sparql(f"{PREFIXES} SELECT DISTINCT ?x {{ {pattern} }}").column("x"))
    assert kg[real].iri in found
    assert not found & (wishes | {kg["东莞市人工智能大模型中心"].iri})


def test_the_capacity_that_runs_is_found_and_the_one_that_is_filed_is_not(kg):
    observed = kg.sparql(
        PREFIXES + "SELECT ?of ?text { ?x a dgo:Observation ; dgo:indicator id:indicator-computing-capacity ;"
        " dgo:subject|dgo:refArea ?of ; dgo:valueText ?text }"
    ).cells()
    assert [(of, text.replace(" ", "")) for of, text in observed] == [("OPPO全球算力", "约764PFlops")]
    library = kg.query("figures-of-indicator", indicator="id:indicator-computing-capacity")
    assert [str(row.text).replace(" ", "") for row in library] == ["约764PFlops"]


def test_the_filed_capacity_is_a_target_with_its_status(kg):
    (row,) = kg.sparql(
        PREFIXES + "SELECT ?value ?status { ?x a dgo:Target ; dgo:value ?value ; dgo:realization ?status }"
    )
    assert (int(row.value), row.status) == (100, DGS.filed)


@pytest.mark.parametrize(
    ("name", "never"),
    [
        ("东莞市人工智能大模型中心", ["locatedIn", "operator"]),
        ("佰维晶圆级封测项目", ["locatedIn", "operator", "date"]),
        ("纳设半导体项目", ["locatedIn", "operator", "date"]),
        ("东莞市公共数据分类分级管理办法（试行）", ["issueDate"]),
        ("东莞市公共数据分类分级操作指引（试行）", ["issueDate"]),
    ],
)
def test_what_is_filed_signed_or_drafted_lacks_what_only_the_done_has(kg, name, never):
    said = kg.sparql(f"{PREFIXES} SELECT DISTINCT ?p {{ <{kg[name].iri}> ?p ?o }}").column("p")
    assert not set(said) & {DGO[prop] for prop in never}


@pytest.mark.parametrize(
    ("query", "parameter", "classes"),
    [
        ("firms-in-place", "place", [DGO.Place]),
        ("places-of-firm", "firm", [DGO.Organization]),
        ("firms-in-industry", "industry", [DGO.Concept]),
        ("projects-in-industry", "industry", [DGO.Concept]),
        ("honours-of-firm", "firm", [DGO.Organization]),
        ("figures-of-place", "place", [DGO.Place, DGO.Organization, DGO.Envisaged]),
        ("rankings", "place", [DGO.Place, DGO.Organization, DGO.Envisaged]),
        ("growth-rates", "place", [DGO.Place, DGO.Organization]),
        ("figures-of-indicator", "indicator", [DGO.Indicator]),
        ("policies-for-industry", "industry", [DGO.Concept]),
        ("leaders", "role", [DGO.Concept]),
    ],
)
def test_no_question_about_facts_cites_a_recommendation_whatever_is_asked(kg, wishes, query, parameter, classes):
    types, is_a = kg.words.gazetteer.types, kg.words.ontology.is_a
    asked = [iri for iri, of in types.items() if any(is_a(of, cls) for cls in classes)]
    solutions = kg.query(query, **{parameter: asked})
    assert len(solutions) > 0
    assert not [c.passage.id for c in solutions.citations() if c.passage.section.is_intention]
    assert not {term for row in solutions for term in row.values()} & wishes


def test_what_is_only_planned_is_found_when_it_is_asked_for(kg):
    rows = kg.query("only-planned")
    assert {kg[name].iri for name in WISHES} <= set(rows.column("thing"))
    assert all(isinstance(row.get("what", Literal("")), Literal) for row in rows)
    assert ID.oppo not in rows.column("thing")
