"""From policy to industry to firm: what the report says, and what only the tree of industries says."""

from __future__ import annotations

import pytest

from dgkg.diagram.policy_chain import picture_of
from dgkg.errors import UsageError
from dgkg.namespaces import DGS, ID
from dgkg.trace import trace_industry


@pytest.fixture(scope="module")
def chips(kg):
    return kg.trace("半导体及集成电路")


@pytest.fixture(scope="module")
def third_generation(kg):
    return kg.trace("第三代半导体")


def by_thing(kg, hops):
    return {(kg.words.label(h.thing, "zh"), kg.words.label(h.role, "zh") if h.role else None): h for h in hops}


def ids(hop):
    return {s.rpartition("/")[2] for s in hop.sentences}


def test_the_policy_is_stated_for_the_industry_and_cites_both_sentences(chips):
    (policy,) = chips.policies
    assert policy.thing == ID["policy-semiconductor-cluster"]
    assert policy.is_stated
    assert policy.status == DGS.issued
    assert ids(policy) == {"1.1-p4-s2", "2.1.2-p2-s2"}


def test_stated_and_inferred_firms_are_told_apart(kg, chips):
    firms = by_thing(kg, chips.firms)
    assert firms["利扬芯片", "链主"].is_stated
    assert firms["安世半导体", None].is_stated
    inferred = firms["中镓半导体", "龙头"]
    assert not inferred.is_stated
    assert inferred.topic == ID["third-generation-semiconductors"]
    assert ids(inferred) == {"2.1.2-p1-s4"}


def test_seen_from_the_narrower_industry_the_same_firm_is_stated(kg, third_generation):
    assert {name for (name, _), hop in by_thing(kg, third_generation.firms).items() if hop.is_stated} == {
        "中镓半导体",
        "天域半导体",
        "中图",
    }


def test_a_policy_for_the_broader_industry_is_inferred_and_so_are_its_measures(third_generation):
    (policy,) = third_generation.policies
    assert not policy.is_stated
    assert policy.topic == ID["semiconductors-and-ic"]
    assert third_generation.measures
    assert not any(measure.is_stated for measure in third_generation.measures)
    assert {measure.topic for measure in third_generation.measures} == {ID["semiconductors-and-ic"]}


def test_the_measures_carry_their_caps_as_caps(kg, chips):
    caps = {(kg.words.label(h.thing, "zh"), h.amount.display("zh"), h.amount.display("en")) for h in chips.measures}
    assert caps == {
        ("特色产业园区", "最高1000万元", "up to CNY 10 m"),
        ("服务平台", "最高3000万元", "up to CNY 30 m"),
        ("创新平台", "最高3000万元", "up to CNY 30 m"),
        ("研发项目", "最高3000万元", "up to CNY 30 m"),
    }
    assert all(hop.amount.value is None for hop in chips.measures)


def test_a_project_that_is_only_signed_says_so(kg, chips):
    projects = {kg.words.label(hop.thing, "zh"): hop for hop in chips.projects}
    assert projects["纳设半导体项目"].status == DGS.signed
    assert projects["天域半导体一期项目"].status == DGS.underway
    row = next(row for row in chips.cells("en") if row[1] == "Nashe Semiconductor Project")
    assert row[3] == "signed"


@pytest.mark.parametrize(
    ("lang", "stated", "inferred"),
    [("zh", "报告明言", "经产业分类"), ("en", "stated", "through the tree of industries")],
)
def test_the_ground_of_each_hop_is_a_column(chips, lang, stated, inferred):
    ground = chips.headings(lang).index("依据" if lang == "zh" else "ground")
    rows = chips.cells(lang)
    assert {row[ground] for row in rows} == {stated, inferred}
    assert [row[ground] for row in rows] == [stated if hop.is_stated else inferred for hop in chips.hops]


@pytest.mark.parametrize(
    ("lang", "silent", "hop"), [("zh", "报告未说明", "项目"), ("en", "the report does not say", "project")]
)
def test_a_missing_hop_says_that_the_report_does_not_say(third_generation, lang, silent, hop):
    assert third_generation.projects == ()
    (row,) = [row for row in third_generation.cells(lang) if row[0] == hop]
    assert row[1] == silent
    assert row[-1] == ""


def test_an_industry_without_policy_or_firm_says_so_for_each_hop(kg):
    rows = kg.trace("新能源").cells("zh")
    assert [row[0] for row in rows if row[1] == "报告未说明"] == ["政策", "举措", "地点", "企业"]
    assert "赣锋锂电项目" in {row[1] for row in rows}


def test_every_hop_cites_passages_of_the_report(kg, chips):
    assert all(hop.sentences for hop in chips.hops)
    assert all(sentence in kg.words.library for sentence in chips.sentences())
    assert all(row[-1] for row in chips.cells("zh"))


def test_what_two_sentences_say_alike_is_one_hop(chips):
    keys = [(hop.kind, hop.thing, hop.topic, hop.role, hop.text) for hop in chips.hops]
    assert len(keys) == len(set(keys))


def test_nothing_of_the_recommendations_enters_a_trace(kg, chips):
    cited = [kg.words.library.cite(sentence).passage for sentence in chips.sentences()]
    assert cited
    assert not [passage.id for passage in cited if passage.section.is_intention]


def test_only_an_industry_a_policy_or_a_firm_can_be_traced(kg):
    with pytest.raises(UsageError, match="功能区"):
        kg.trace("松山湖")


def test_the_trace_of_a_firm_states_its_industries_and_only_infers_the_policies(kg):
    traced = kg.trace("利扬芯片")
    assert {h.thing for h in traced.industries} == {ID["advanced-packaging-and-testing"], ID["semiconductors-and-ic"]}
    assert {h.ground for h in traced.industries} == {"stated"}
    assert {h.ground for h in traced.policies} == {"inferred"}
    assert {h.ground for h in traced.measures} == {"inferred"}


def test_the_trace_of_a_policy_states_its_measures_and_only_infers_the_firms(kg):
    traced = kg.trace("若干政策")
    assert {h.ground for h in traced.measures} == {"stated"}
    assert ID["leadyo"] in {h.thing for h in traced.firms}
    assert {h.ground for h in traced.firms} == {"inferred"}
    assert "推断" in str(traced)


def test_a_place_is_shown_with_the_firms_that_are_there(kg, chips):
    (place,) = chips.places
    assert place.thing == ID.dongguan
    assert {kg.words.label(firm, "zh") for firm in place.others} >= {"利扬芯片", "安世半导体"}


def test_the_figures_of_the_industry_end_the_chain(chips):
    assert any("555.3亿元" in hop.text for hop in chips.figures)


def test_a_trace_shows_itself_in_terminal_and_notebook(chips):
    assert "利扬芯片" in str(chips)
    assert "最高1000万元" in str(chips)
    assert "<table" in chips._repr_html_()


def test_what_no_picture_shows_is_looked_for_when_somebody_asks(kg):
    asked = []

    def query(name, **values):
        asked.append(name)
        return kg.query(name, **values)

    found = trace_industry(query, kg.words, ID["semiconductors-and-ic"])
    picture_of(found, "zh")
    assert "places-in-industry" not in asked
    assert found.places == kg.trace("semiconductors-and-ic").places
    assert asked.count("places-in-industry") == 1
    assert found.figures
    assert asked.count("figures-in-industry") == 1
