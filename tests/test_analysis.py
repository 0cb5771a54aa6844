"""The measures: of the network, of what is missing, of figures; judged by what the report says."""

from __future__ import annotations

import csv
import io
import subprocess
import sys

import networkx as nx
import numpy as np
import pytest

import dgkg as package
from dgkg.analysis import MEASURES
from dgkg.errors import MixedFiguresError, NotFoundError, NothingToldError, UsageError
from dgkg.measure import Measure
from tests.conftest import write_small_city
from tests.doors import dgkg


def rows(measure: Measure, *columns: str) -> list[tuple[object, ...]]:
    frame = measure.to_frame("zh")
    return [tuple(row) for row in frame[list(columns)].itertuples(index=False)]


def table(result):
    return list(csv.DictReader(io.StringIO(result.stdout), delimiter="\t"))


@pytest.fixture(scope="module")
def ties(kg):
    return kg.analysis.ties()


# -- the network of firms, industries, places and policies -----------------------------------


def test_ties_join_only_firms_industries_places_and_policies(kg, ties):
    assert {data["kind"] for _, data in ties.nodes(data=True)} == {"firm", "industry", "place", "policy"}
    assert ties.nodes["leadyo"]["kind"] == "firm"
    assert ties.nodes["binhai-bay"]["kind"] == "place"
    assert ties.nodes["plan-digital-three-products"]["kind"] == "policy"


def test_a_chain_counts_as_its_industry_and_a_measure_as_its_policy(ties):
    def passages(a, b):
        return {s.rpartition("/")[2] for s in ties.edges[a, b]["passages"]}

    # 链主企业利扬芯片 (2.1.2-p2-s2); the grants of the policy are in 1.1-p4-s3 and s4.
    assert passages("leadyo", "semiconductors-and-ic") == {"2.1.2-p2-s2"}
    assert {"1.1-p4-s2", "1.1-p4-s3", "1.1-p4-s4"} <= passages("policy-semiconductor-cluster", "semiconductors-and-ic")
    assert {"semiconductor-chain", "measure-platform-grant"}.isdisjoint(ties)


def test_no_tie_rests_on_the_recommendations(ties):
    cited = {s.rpartition("/")[2] for *_, passages in ties.edges(data="passages") for s in passages}
    assert cited
    assert not [s for s in cited if s.startswith("6.")]


def test_a_plan_ties_nothing(small_city):
    ties = small_city.analysis.ties()
    assert sorted(ties) == ["binjiang", "jia-electronics", "jiangwan-park", "software-it-services", "yi-software"]
    assert ties.number_of_edges() == 4


def test_what_is_left_out_is_gone(kg):
    assert "dongguan" not in kg.analysis.ties("东莞市")
    assert {"dongguan", "huawei"}.isdisjoint(kg.analysis.ties(["东莞市", "华为"]))


def test_the_report_tells_most_of_its_city(kg):
    first = rows(kg.analysis.centrality(), "thing", "kind")[0]
    assert first == ("东莞市", "地点")


def test_pagerank_is_the_standing_distribution_of_the_walk(kg, ties):
    """The same by linear algebra: r = (1-d)/n + d·M·r."""
    names = sorted(ties)
    weights = nx.to_numpy_array(ties, nodelist=names, weight="weight")
    walk = weights / weights.sum(axis=0)
    size = len(names)
    expected = np.linalg.solve(np.eye(size) - 0.85 * walk, np.full(size, 0.15 / size))
    measure = kg.analysis.centrality()
    found = {
        iri.rpartition("/")[2]: rank
        for iri, rank in zip(measure.column("thing"), measure.column("pagerank"), strict=True)
    }
    assert [found[name] for name in names] == pytest.approx(expected.tolist(), abs=1e-9)


def test_betweenness_of_the_small_city_by_hand(small_city):
    # software — Yi — Binjiang — Jia — park is a line: the middle lies on 4 of the 6 pairs without it.
    found = dict(rows(small_city.analysis.centrality(), "thing", "betweenness"))
    assert found["滨江"] == pytest.approx(4 / 6)
    assert found["甲电子"] == pytest.approx(3 / 6)
    assert found["江湾园"] == 0


def test_communities_hold_everything_once(kg, ties):
    measure = kg.analysis.communities()
    assert len(measure) == len(set(measure.column("thing"))) == len(ties)
    sizes = rows(measure, "community", "size")
    assert all(sum(n == number for n, _ in sizes) == size for number, size in set(sizes))


def test_the_makers_of_xinchuang_are_told_together(kg):
    # 2.1.3-p2-s2 names 华为, 中国电子, 浪潮, 曙光 and 宝德 in one breath.
    group = dict(rows(kg.analysis.communities("东莞市"), "thing", "community"))
    assert len({group[name] for name in ("中国电子", "浪潮", "曙光", "宝德", "信创")}) == 1
    assert group["浪潮"] != group["阿里巴巴"]


def test_communities_are_the_same_in_every_run():
    code = "import dgkg; print(dgkg.load().analysis.communities().cells('en'))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PATH": ""}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_a_firm_named_only_as_a_customer_hangs_on_a_bridge(kg):
    # 高伟光学是苹果摄像模组供应商 (2.1.1-p1-s5): nothing else is told of 苹果.
    found = rows(kg.analysis.bridges(), "thing", "other", "cut_off", "sentences")
    assert ("苹果", "高伟光学", 1, "2.1.1-p1-s5") in found


def test_each_bridge_cuts_and_nothing_else_does(kg, ties):
    whole = nx.number_connected_components(ties)
    cutting = {
        frozenset(e) for e in ties.edges if nx.number_connected_components(nx.restricted_view(ties, [], [e])) > whole
    }
    measure = kg.analysis.bridges()
    ends = zip(measure.column("thing"), measure.column("other"), strict=True)
    assert {frozenset(iri.rpartition("/")[2] for iri in pair) for pair in ends} == cutting


def test_the_supplier_holds_its_customer(kg):
    assert ("高伟光学", 2, 1) in rows(kg.analysis.articulation(), "thing", "parts", "cut_off")


def test_contract_manufacturers_are_told_crosswise(kg):
    # 华贝, 东勤, 以诺 and 长城开发: each in the city, in the cluster and in 整机代工 (2.1.1-p1-s5).
    core = dict(rows(kg.analysis.cores(), "thing", "core"))
    assert {core[name] for name in ("华贝电子", "东勤科技", "以诺通讯", "长城开发", "整机代工")} == {3}
    assert core["苹果"] == 1


def test_every_measure_says_that_it_counts_the_report(kg):
    for name in ("centrality", "communities", "bridges", "articulation", "cores"):
        counted = kg.analysis.measure(name).counted
        assert "不是经济本身" in counted["zh"]
        assert "not of the economy" in counted["en"]
    for kind in MEASURES.values():
        assert kind.run.__doc__


# -- policy coverage and gaps ------------------------------------------------------------------


def test_industries_with_named_firms_and_no_policy(kg):
    found = rows(kg.analysis.coverage(), "finding", "thing", "firms", "sentences")
    assert ("有点名企业而无政策", "大数据", "国云、花瓣云、微云", "2.1.4-p1-s3") in found
    assert ("有点名企业而无政策", "信创", "中国电子、华为、浪潮、宝德、曙光", "2.1.3-p2-s2") in found
    assert "半导体及集成电路" not in [thing for _, thing, *_ in found]


def test_policies_whose_industry_has_no_named_firm(kg):
    found = rows(kg.analysis.coverage(), "finding", "thing")
    for guide in ("食品饮料行业数字化转型指引", "家具行业数字化转型指引", "纺织服装行业数字化转型指引"):
        assert ("有政策而无点名企业", guide) in found
    assert ("有政策而无点名企业", "东莞市促进半导体及集成电路产业集聚区发展若干政策") not in found


def test_a_policy_for_the_broader_industry_is_told_apart(kg):
    found = rows(kg.analysis.coverage(every=True), "finding", "thing", "industries", "policies")
    policy = "东莞市促进半导体及集成电路产业集聚区发展若干政策"
    assert ("政策只面向其上级产业", "第三代半导体", "半导体及集成电路", policy) in found
    assert ("政策与企业同在一产业", "半导体及集成电路", "半导体及集成电路", policy) in found


def test_a_draft_covers_nothing(kg):
    # 1.1-p5-s5: 编制 … 数据分类分级 … ; not yet issued.
    assert not {"guide-public-data-classification-trial"} & {
        iri.rpartition("/")[2] for iri in kg.analysis.coverage(every=True).column("thing")
    }
    assert "2 drafts not counted" in kg.analysis.coverage().counted["en"]


def test_a_policy_for_an_industry_without_firms_in_a_made_city(tmp_path):
    registry = 'id:cloud-plan a dgo:Plan ; skos:prefLabel "云计划"@zh , "Cloud Plan"@en .'
    statements = """r:1.1-p1-s1 {
      id:yi-software dgo:activeIn id:software-development .
      id:cloud-plan dgo:appliesTo id:cloud-computing .
    }"""
    city = package.load(write_small_city(tmp_path / "city", registry, statements))
    assert rows(city.analysis.coverage(), "finding", "thing") == [
        ("有点名企业而无政策", "软件开发"),
        ("有政策而无点名企业", "云计划"),
    ]


def test_segments_without_a_named_firm(kg):
    found = rows(kg.analysis.gaps(), "set", "segment", "number")
    assert {("人工智能产业链", s, 0) for s in ("人工智能基础软硬件", "人工智能产业应用", "人工智能技术创新")} <= set(
        found
    )
    assert ("东莞智能移动终端集群", "集群电池", 0) in found
    assert all(number == 0 for *_, number in found)


def test_a_segment_with_named_firms_is_no_gap(kg):
    every = dict(rows(kg.analysis.gaps(every=True), "segment", "firms"))
    assert set(every["整机代工"].split("、")) == {"华贝电子", "东勤科技", "以诺通讯", "长城开发"}
    assert set(every["高净值组件"].split("、")) == {"记忆存储", "高伟光学"}
    assert "整机代工" not in [s for (s,) in rows(kg.analysis.gaps(), "segment")]


# -- figures: shares, sums, comparisons ---------------------------------------------------------


def test_the_segments_of_the_terminal_cluster_divide_its_output(kg):
    # 49 %, 24 %, 22 % and 5 % (2.1.1-p1-s4): 2401 + 576 + 484 + 25.
    frame = kg.analysis.concentration("产值占比").to_frame("zh")
    assert frame["share"].tolist() == [49, 24, 22, 5, 100]
    assert frame["industry"].tolist()[:2] == ["整机", "周边配套"]
    last = frame.iloc[-1]
    assert last["square"] == 3486
    assert last["square_low"] < 3486 < last["square_high"], "all four are 约"
    assert set(frame["sentences"]) == {"2.1.1-p1-s4"}
    assert "不是企业的市场集中度" in frame.attrs["counted"]


def test_two_parks_are_compared_because_all_else_agrees(kg):
    # 332.3亿元 (1.3-p2-s4) and 52.7亿元 (1.3-p3-s3): 规上, 2023, internet and software both.
    found = rows(kg.analysis.compare("营业收入", of=["松山湖", "南城街道"]), "thing", "value", "sentences")
    assert found == [("松山湖", 33_230_000_000, "1.3-p2-s4"), ("南城街道", 5_270_000_000, "1.3-p3-s3")]


def test_a_sum_carries_what_rounding_leaves(kg):
    last = kg.analysis.total("营业收入", of=["松山湖", "南城街道"]).to_frame().iloc[-1]
    assert (last["value"], last["low"], last["high"]) == (38_500_000_000, 38_490_000_000, 38_510_000_000)
    assert last["sentences"] == "1.3-p2-s4,1.3-p3-s3"


def test_revenue_of_different_scope_is_not_compared(kg):
    # 规上 463.4亿元 of software and 852亿元 of big data are of different populations.
    with pytest.raises(MixedFiguresError) as error:
        kg.analysis.compare("营业收入")
    assert "population" in error.value.differing
    for said in ("规上", "463.4亿元", "1.2-p3-s2", "统计口径"):
        assert said in error.value.zh
    assert "above designated size" in error.value.en


def test_precision_in_metres_and_millimetres_is_not_added(kg):
    with pytest.raises(MixedFiguresError, match="计量单位不同") as error:
        kg.analysis.total("定位精度")
    assert "unit" in error.value.differing


def test_investments_of_different_periods_are_not_compared(kg):
    # 近三年 737亿元 and 2023年 约211亿元.
    with pytest.raises(MixedFiguresError) as error:
        kg.analysis.compare("投资额")
    assert error.value.differing == ("period",)


def test_a_part_is_not_added_to_its_whole(kg):
    # 233 firms, 7 of them in AI, 56 of new quality productive forces, 23 in software (2.1.4-p2-s3).
    with pytest.raises(MixedFiguresError, match="重复计算") as error:
        kg.analysis.total("企业数", of="南城千亩“科技创新+先进制造”产业集聚带")
    assert error.value.differing == ("overlap",)


def test_percentages_are_not_added(kg):
    with pytest.raises(UsageError, match="百分比相加没有意义"):
        kg.analysis.total("产值占比")


def test_growth_rates_are_no_shares(kg):
    with pytest.raises(UsageError, match="不是同一整体的占比"):
        kg.analysis.concentration("增长率", industry=["vr-devices", "智能手表"], period="2023年")


def test_a_bound_is_no_number_to_reckon_with(kg):
    with pytest.raises(UsageError, match="只是界限"):
        kg.analysis.total("数字产业化规模")
    # Side by side the bounds can stand: 5000亿元 and more, 2000亿元 and more (4.1-p1-s1).
    found = rows(kg.analysis.compare("数字产业化规模"), "printed")
    assert [text for (text,) in found] == ["突破5000亿元"] * 4 + ["突破2000亿元"] * 4


def made(tmp_path, statements, registry=""):
    return package.load(write_small_city(tmp_path / "city", registry, "r:1.1-p1-s1 {\n" + statements + "\n}"))


def figure(name, value, of="jia-electronics", unit="unit:CCY_CNY", cls="dgo:Observation", more=""):
    return (
        f"id:{name} a {cls} ; dgo:indicator id:indicator-output-value ; dgo:refArea id:{of} ; "
        f"dgo:refPeriod id:period-2023 ; dgo:unit {unit} ; dgo:accumulation dgs:flow ; dgo:value {value} ; "
        f'dgo:valueText "{value}元" {more}.'
    )


def test_yuan_and_dollars_are_not_added(tmp_path):
    city = made(tmp_path, figure("a", 100) + figure("b", 200, "yi-software", "unit:CCY_USD"))
    with pytest.raises(MixedFiguresError, match="计量单位不同") as error:
        city.analysis.total("产值")
    assert error.value.differing == ("unit",)
    assert "甲电子 100元" in error.value.zh
    assert "乙软件 200元" in error.value.zh


def test_a_target_is_not_compared_with_what_was_reached(tmp_path):
    goal = figure("b", 200, "yi-software", cls="dgo:Target", more="; dgo:realization dgs:planned ")
    city = made(tmp_path, figure("a", 100) + goal)
    with pytest.raises(MixedFiguresError, match="状态不同") as error:
        city.analysis.compare("产值")
    assert error.value.differing == ("status",)


def test_a_park_is_not_added_to_its_city(tmp_path):
    city = made(
        tmp_path,
        figure("a", 100, "binjiang") + figure("b", 40, "jiangwan-park"),
        "id:jiangwan-park dgo:partOfPlace id:binjiang .",
    )
    with pytest.raises(MixedFiguresError, match="包含于"):
        city.analysis.total("产值")
    assert [ratio for (ratio,) in rows(city.analysis.compare("产值"), "ratio")] == [1, 0.4]


def test_one_thing_with_two_figures_is_not_added(tmp_path):
    city = made(tmp_path, figure("a", 100) + figure("b", 120))
    with pytest.raises(MixedFiguresError, match="同一事物有不同的数字"):
        city.analysis.total("产值")


def test_a_figure_told_twice_counts_once(tmp_path):
    twice = f"{figure('a', 100)} {figure('c', 50, 'yi-software')} }} r:1.1-p1-s2 {{ {figure('b', 100)}"
    last = made(tmp_path, twice).analysis.total("产值").to_frame().iloc[-1]
    assert (last["value"], last["sentences"]) == (150, "1.1-p1-s1,1.1-p1-s2")


def share(name, value, industry):
    return (
        f"id:{name} a dgo:Observation ; dgo:indicator id:indicator-output-share ; dgo:refArea id:binjiang ; "
        f'dgo:refPeriod id:period-2023 ; dgo:unit unit:PERCENT ; dgo:value {value} ; dgo:valueText "{value}%" ; '
        f"dgo:shareWhole id:binjiang ; dgo:industry id:{industry} ."
    )


def test_what_shares_leave_untold_widens_the_index(tmp_path):
    city = made(tmp_path, share("a", 50, "big-data") + share("b", 30, "cloud-computing"))
    measure = city.analysis.concentration("产值占比")
    last = measure.to_frame().iloc[-1]
    assert last["square"] == 3400
    # The other 20 % may be one part: 400 more than the shares at their highest (50.5, 30.5).
    assert last["square_high"] == pytest.approx(50.5**2 + 30.5**2 + 400)
    assert "20% 未说明" in measure.counted["zh"]


def test_shares_of_more_than_a_hundred_overlap(tmp_path):
    city = made(tmp_path, share("a", 80, "big-data") + share("b", 70, "cloud-computing"))
    with pytest.raises(MixedFiguresError, match="超过 100%"):
        city.analysis.concentration("产值占比")


# -- names, forms, the command -----------------------------------------------------------------


def test_what_the_report_does_not_tell_is_said_with_what_was_looked_for(kg):
    with pytest.raises(NothingToldError) as error:
        kg.analysis.compare("产值占比", of="华为")
    assert "产值占比" in error.value.zh
    assert "of=Huawei" in error.value.en


@pytest.mark.parametrize(
    ("name", "values", "error"),
    [
        ("centralities", {}, NotFoundError),
        ("coverage", {"of": "华为"}, UsageError),
        ("compare", {}, UsageError),
        ("compare", {"indicator": "华为"}, UsageError),
        ("centrality", {"without": "火星"}, NotFoundError),
        ("compare", {"indicator": "营业收入", "population": "火星"}, NotFoundError),
    ],
)
def test_a_measure_that_cannot_be_meant_is_a_clear_error(kg, name, values, error):
    with pytest.raises(error) as raised:
        kg.analysis.measure(name, values)
    assert raised.value.zh
    assert raised.value.en


@pytest.mark.parametrize("name", [n for n in MEASURES if "indicator" not in MEASURES[n].parameters])
def test_a_measure_is_a_frame_with_citations_and_what_was_counted(kg, name):
    measure = kg.analysis.measure(name)
    frame = measure.to_frame("en")
    assert len(frame) == len(measure) > 0
    assert frame.attrs["counted"] == measure.counted["en"]
    assert (frame["citation"].str.contains("[", regex=False)).all(), "every row rests on a passage"
    assert measure.to_frame(ids=True)["thing" if name != "gaps" else "set"].str.startswith("https://").all()


def test_a_scope_is_named_as_people_say_it(kg):
    found = kg.analysis.compare("企业数", population="规上", of=["松山湖", "南城街道"])
    assert rows(found, "thing", "value") == [("南城街道", 57), ("松山湖", 43)]


def test_the_command_lists_the_measures():
    assert [row["measure"] for row in table(dgkg("analyse"))] == list(MEASURES)


def test_the_command_prints_rows_and_says_what_was_counted():
    result = dgkg("analyse", "concentration", "indicator=产值占比")
    assert result.exit_code == 0
    assert "HHI 3486" in result.stderr
    assert table(result)[0]["share (%)"] == "49"


def test_the_command_divides_names_at_commas():
    result = dgkg("analyse", "compare", "indicator=营业收入", "of=松山湖，南城街道", lang="zh")
    assert [row["对象"] for row in table(result)] == ["松山湖", "南城街道"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["compare", "indicator=营业收入"], 2, "different scope"),
        (["compare", "indicator=产值占比", "of=华为"], 1, "no such figure"),
        (["centralities"], 1, "No measure"),
        (["bridges", "--all"], 2, "has no --all"),
        (["total"], 2, "indicator=NAME"),
    ],
)
def test_the_command_refuses_in_both_languages(words, code, said):
    result = dgkg("analyse", *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
