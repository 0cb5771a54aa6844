"""Bars never draw a bound as a number, nor a wish as a fact, nor side by side what cannot be compared."""

from __future__ import annotations

import pytest

from dgkg.diagram.bars import indicators_named
from dgkg.diagram.panels import figures_of, ranks_by
from dgkg.diagram.rank import ranks_in
from dgkg.errors import NothingToldError
from dgkg.namespaces import DGO, ID, UNIT
from tests.drawings import bare, city, parts
from tests.pictures import cited_in, loose_links, said


def bars(graph, indicator, lang="zh"):
    return graph.diagram("indicator-bars", lang, indicator=indicator)


def panels(kg, *names):
    return figures_of(kg.quantities, [ID[f"indicator-{name}"] for name in names], kg.words)


def drawn(picture, number):
    """The bar that has a number, and the arrows at it."""
    items = picture.scene.items
    bar = next(i for i in items if hasattr(i, "look") and i.name == number)
    return bar, [i for i in items if getattr(i, "start", None) is bar or getattr(i, "end", None) is bar]


@pytest.mark.parametrize(
    ("indicator", "number", "bound"),
    [
        ("软件业务收入", "不足500亿元", "below"),
        ("软件业务收入", "过万亿元", "above"),
        ("企业数", "近1.4万家", "below"),
        ("企业数", "1454家", "exact"),
        ("智能算力", "约764PFlops", "about"),
        ("营业收入", "80%以上", "above"),
    ],
)
def test_a_bound_is_drawn_open_on_the_side_where_the_number_lies(kg, indicator, number, bound):
    bar, arrows = drawn(bars(kg, indicator), number)
    assert len(arrows) == (bound in {"above", "below"})
    if bound == "above":
        assert arrows[0].start is bar
        assert arrows[0].x2 > arrows[0].x1
    if bound == "below":
        assert arrows[0].end is bar
        assert arrows[0].x2 < arrows[0].x1
        assert bar.look.tint == "#ffffff"
    assert (bar.look.shape == "pill") == (bound == "about")


def test_a_target_or_a_cap_is_dotted_and_in_no_group_with_facts(kg):
    groups = [g for p in panels(kg, "computing-capacity", "award-amount") for g in p.groups]
    assert {g.status for g in groups} == {"observed", "target", "cap"}
    for group in groups:
        assert {bar.quantity.is_observed for bar in group.bars} == {group.status == "observed"}
        assert (group.line == "dotted") == (group.status != "observed")
    picture = bars(kg, "智能算力")
    assert drawn(picture, "100PFlops")[0].line == "dotted"
    assert drawn(picture, "约764PFlops")[0].line == "solid"
    assert "尚未实现" in said(parts(picture))


@pytest.mark.parametrize("name", ["operating-revenue", "firm-count", "growth-rate", "output-value", "investment"])
def test_a_panel_has_one_measure_and_unit_and_a_group_differs_in_place_or_in_field_only(kg, name):
    for panel in panels(kg, name):
        assert {b.quantity.figure.unit for b in panel.bars} == {panel.unit}
        assert {b.quantity.one(DGO.ofIndicator) for b in panel.bars} == {panel.of}
        for group in panel.groups:
            quantities = [bar.quantity for bar in group.bars]
            places = {q.whose for q in quantities}
            fields = {q.many(DGO.industry) for q in quantities}
            assert len(places) == 1 or len(fields) == 1
            assert group.is_series or len({q.many(DGO.refPeriod) for q in quantities}) == 1
            assert len({q.many(DGO.comparisonBasis) for q in quantities}) == 1


def test_growth_shares_and_levels_stand_apart_the_indicator_asked_for_first(kg):
    found = [(str(p.indicator).rpartition("/")[2], p.unit) for p in panels(kg, "operating-revenue")]
    assert found[:2] == [("indicator-operating-revenue", UNIT.CCY_CNY), ("indicator-growth-rate", UNIT.PERCENT)]
    assert ("indicator-revenue-share", UNIT.PERCENT) in found
    assert len(found) == len(set(found))


def test_a_firm_count_of_a_scope_stands_apart_from_that_of_all(kg):
    groups = panels(kg, "firm-count")[0].groups
    together = next(g for g in groups if any(b.quantity.figure.text == "43家" for b in g.bars))
    assert {b.quantity.figure.text for b in together.bars} == {"43家", "57家"}


def test_bars_of_a_panel_are_as_long_as_their_numbers(kg):
    picture = bars(kg, "营业收入")
    lengths = {n: drawn(picture, n)[0].width for n in ("463.4亿元", "332.3亿元", "52.7亿元")}
    assert lengths["332.3亿元"] / lengths["463.4亿元"] == pytest.approx(332.3 / 463.4, abs=0.01)
    assert lengths["52.7亿元"] / lengths["463.4亿元"] == pytest.approx(52.7 / 463.4, abs=0.01)


def test_words_have_no_bar_and_ranks_are_written(kg):
    picture = bars(kg, "增长率")
    assert not [i for i in picture.scene.items if hasattr(i, "look") and i.name == "双位数"]
    assert "双位数" in said(parts(picture))
    ranks = ranks_by(kg.quantities.rankings, [ID["indicator-digital-economy-competitiveness-index"]])
    assert [r.text for r in ranks[0].ranks] == ["22名", "21名", "第18名"]
    assert bars(kg, "数字经济竞争力指数").title.endswith("2021年 22名，2022年 21名，2023年 第18名")


def test_one_subject_over_several_years_is_a_group_over_time(tmp_path):
    said_of = "".join(
        f"id:obs-{year} a dgo:Observation ; dgo:indicator id:indicator-output-value ; dgo:refArea id:binjiang ; "
        f'dgo:refPeriod id:period-{year} ; dgo:unit unit:CCY_CNY ; dgo:value {n}00000000 ; dgo:valueText "{n}亿元" .\n'
        for year, n in ((2021, 3), (2022, 5), (2023, 4))
    )
    graph = city(tmp_path, [], "", said_of)
    (series,) = [g for p in panels(graph, "output-value") for g in p.groups if g.is_series]
    assert [bar.quantity.figure.text for bar in series.bars] == ["3亿元", "5亿元", "4亿元"]
    assert "按时间" in said(parts(bars(graph, "产值")))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "indicator", ["营业收入", "企业数", "专利", "智能算力", "软件业务收入", "数字经济竞争力指数", "奖励额度", "增长率"]
)
def test_every_number_leads_to_its_sentence(kg, lang, indicator):
    picture = bars(kg, indicator, lang)
    root = parts(picture)
    assert not loose_links(root)
    assert cited_in(root) == {c.passage.id for c in picture.citations}
    assert all(picture.table.sentences)
    numbers = [
        i for i in picture.scene.items if i.part == "body" and getattr(i, "weight", "") == "bold" and i.size < 14
    ]
    assert numbers
    assert all(i.link is not None and i.link.passages for i in numbers)


def test_a_figure_that_is_odd_in_print_has_a_mark_and_the_foot_says_in_what_way(kg):
    told = said(parts(bars(kg, "营业收入")))
    assert "1200多亿元*" in told
    assert "舍入差额" in told
    assert "*" not in said(parts(bars(kg, "软件业务收入")))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_word_names_every_indicator_that_has_it(kg, lang):
    found = {kg.words.label(i, "zh") for i in indicators_named(kg, "专利")}
    assert {"专利申请量", "发明专利占比"} <= found
    assert bare("over 45,000" if lang == "en" else "超4.5万件") in said(parts(bars(kg, "专利", lang)))
    assert indicators_named(kg, "营业收入") == [ID["indicator-operating-revenue"]]


@pytest.mark.parametrize("name", ["数字经济核心产业增加值", "云龙指数"])
def test_an_indicator_that_the_report_does_not_give_is_said_to_be_so(kg, name):
    with pytest.raises(NothingToldError) as caught:
        bars(kg, name)
    assert f"报告未给出「{name}」" in caught.value.zh
    assert f"“{name}”" in caught.value.en


def test_many_figures_fold_and_are_all_in_the_table(tmp_path):
    firms = [(f"f{n}", f"企业{n}", "a dgo:Company") for n in range(70)]
    told = "".join(
        f"id:obs-f{n} a dgo:Observation ; dgo:indicator id:indicator-output-value ; dgo:refArea id:f{n} ; "
        f'dgo:refPeriod id:period-2023 ; dgo:unit unit:CCY_CNY ; dgo:value {n + 1}00000000 ; dgo:valueText "{n + 1}亿元" .\n'
        for n in range(70)
    )
    picture = bars(city(tmp_path, firms, "", told), "产值")
    shown = [i for i in picture.scene.items if hasattr(i, "look") and i.part == "body"]
    assert len(shown) <= 40
    assert "另有" in said(parts(picture))
    assert all(f"企业{n}" in str(picture.table.cells) for n in range(70))


def test_the_figures_of_an_indicator_are_those_that_name_it_in_reading_order(kg):
    asked = {ID["indicator-operating-revenue"], ID["indicator-firm-count"]}
    told = [q for q in kg.quantities.all if {q.one(DGO.indicator), q.one(DGO.ofIndicator)} & asked]
    assert told
    assert kg.quantities.measuring(asked) == told
    assert [graph for graph in kg.passages if list(ranks_in(graph))] == kg.quantities.rankings
