"""The audit finds what does not hold in the report, confirms what does, and raises no false alarm."""

from __future__ import annotations

import sys
from decimal import Decimal

import pytest
from rdflib import URIRef

from dgkg.figure import Figure
from dgkg.interval import Interval, interval_of
from dgkg.namespaces import DGS, UNIT
from tests.conftest import ROOT, write_small_city

sys.path.insert(0, str(ROOT / "benchmarks"))


def figure(text, unit, number, qualifier=None):
    exact = qualifier in {None, DGS.about}
    value, nominal = (Decimal(number), None) if exact else (None, Decimal(number))
    return Figure(URIRef("x"), text, unit, value=value, nominal=nominal, qualifier=qualifier)


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        (figure("332.3亿元", UNIT.CCY_CNY, 33230000000), 33225000000, 33235000000),
        (figure("852亿元", UNIT.CCY_CNY, 85200000000), 85150000000, 85250000000),
        (figure("1454家", UNIT.NUM, 1454), 1454, 1454),
        (figure("88.3%", UNIT.PERCENT, "88.3"), Decimal("88.25"), Decimal("88.35")),
        (figure("1200多亿元", UNIT.CCY_CNY, 120000000000, DGS.moreThan), 120000000000, 130000000000),
        (figure("超4.5万件", UNIT.NUM, 45000, DGS.moreThan), 45000, None),
        (figure("近1.4万家", UNIT.NUM, 14000, DGS.nearly), 13000, 14500),
        (figure("不足500亿元", UNIT.CCY_CNY, 50000000000, DGS.lessThan), 0, 50000000000),
        (figure("80%以上", UNIT.PERCENT, 80, DGS.atLeast), 80, None),
    ],
    ids=lambda value: value.text if isinstance(value, Figure) else None,
)
def test_a_printed_number_stands_for_an_interval(printed, low, high):
    interval = interval_of(printed)
    assert (interval.low, interval.high) == (low, high)


def test_interval_arithmetic_carries_the_bounds_along():
    a, b = Interval(Decimal(9), Decimal(11), Decimal(10)), Interval(Decimal(4), Decimal(5), Decimal(5))
    assert (a + b).low == 13
    assert (a - b).high == 7
    assert (a / b).high == Decimal("2.75")
    assert not a.overlaps(b)


def finding(kg, check, *sentences, severity=None):
    found = [
        f
        for f in kg.audit().findings
        if f.check == check and set(sentences) <= {s.rpartition("/")[2] for s in f.sentences}
    ]
    assert found, f"no finding of {check} on {sentences}"
    graded = [f for f in found if severity in {None, f.severity}]
    assert graded, [f.zh for f in found]
    return graded[0]


def test_351_per_cent_for_both_clusters_cannot_stand_beside_88_3_for_one(kg):
    found = finding(kg, "growth-of-group", "1.3-p1-s1", "1.3-p2-s4", severity="contradiction")
    assert "351%" in found.zh
    assert "88.3%" in found.zh
    assert "176.5亿元" in found.zh, "松山湖's level of the year before, spelled out"


def test_a_coverage_of_311_98_per_cent_is_impossible(kg):
    assert "311.98%" in finding(kg, "within-limit", "3.2.1-p1-s3", severity="contradiction").en


def test_852_and_347_just_miss_more_than_1200(kg):
    found = finding(kg, "parts-against-total", "2.1.4-p1-s3", severity="note")
    assert "1,199亿元" in found.zh


def test_9000_of_nearly_14000_is_64_per_cent_and_not_70(kg):
    found = finding(kg, "share-of-whole", "2.1.4-p3-s4", "4.3-fn1", severity="doubt")
    assert "64.29%" in found.en


def test_data_brokers_are_selected_here_and_in_preparation_there(kg):
    finding(kg, "status-conflict", "3.1-p2-s4", "4.4-p1-s2", severity="contradiction")


def test_part_five_is_missing(kg):
    assert "第五部分" in finding(kg, "missing-section", "4-h", "6-h", severity="note").zh


@pytest.mark.parametrize(
    ("check", "sentences", "arithmetic"),
    [
        ("shares-make-a-hundred", ["2.1.1-p1-s4"], "49"),
        ("growth-against-increase", ["2.1.2-p1-s2"], "6.13%"),
        ("share-of-whole", ["2.1.1-p1-s3"], "19.56%"),
        ("share-of-group", ["1.2-p3-s2", "1.3-p1-s1"], "83.08%"),
        ("rank-order", ["1.3-p2-s4", "1.3-p3-s3"], "332.3亿元"),
    ],
)
def test_what_holds_is_confirmed_with_its_arithmetic(kg, check, sentences, arithmetic):
    assert arithmetic in finding(kg, check, *sentences, severity="holds").zh


def test_every_alarm_on_the_shipped_graph_is_a_known_oddity_of_the_report(kg):
    alarms = {(f.check, f.severity) for f in kg.audit().findings if f.severity in {"contradiction", "doubt"}}
    assert alarms == {
        ("growth-of-group", "contradiction"),
        ("share-of-whole", "doubt"),
        ("status-conflict", "contradiction"),
        ("within-limit", "contradiction"),
    }


def test_every_finding_is_told_in_both_languages_with_its_sentences(kg):
    for found in kg.audit().findings:
        assert found.zh
        assert found.en
        assert found.sentences, found.en


def test_the_graph_slipping_by_a_digit_is_always_noticed():
    import mutations

    noticed = mutations.run(40, printed_too=False)
    assert {kind for kind, (found, tried) in noticed.items() if found < tried} == set()


def test_arithmetic_alone_notices_most_slips_of_the_report():
    import mutations

    noticed = mutations.run(40, printed_too=True)
    found, tried = (sum(column) for column in zip(*noticed.values(), strict=True))
    assert found > tried / 3, noticed


WRONG_GROWTH = """
r:1.1-p1-s2 {
  id:obs-firms a dgo:Observation ; dgo:indicator id:indicator-firm-count ; dgo:refArea id:binjiang ;
    dgo:refPeriod id:period-2023 ; dgo:unit unit:NUM ; dgo:value 110 ; dgo:valueText "110家" .
  id:obs-more a dgo:Observation ; dgo:indicator id:indicator-increase ; dgo:ofIndicator id:indicator-firm-count ;
    dgo:differenceOf id:obs-firms ; dgo:refArea id:binjiang ; dgo:refPeriod id:period-2023 ; dgo:unit unit:NUM ;
    dgo:value 10 ; dgo:valueText "10家" .
  id:obs-rate a dgo:Observation ; dgo:indicator id:indicator-growth-rate ; dgo:ofIndicator id:indicator-firm-count ;
    dgo:growthOf id:obs-firms ; dgo:refArea id:binjiang ; dgo:refPeriod id:period-2023 ; dgo:unit unit:PERCENT ;
    dgo:value RATE ; dgo:valueText "RATE%" .
}
"""


@pytest.mark.parametrize(("rate", "severity"), [("10.0", "holds"), ("12.0", "contradiction")])
def test_an_increase_is_held_against_the_growth_that_is_printed(tmp_path, rate, severity):
    import dgkg

    city = dgkg.load(write_small_city(tmp_path / "city", statements=WRONG_GROWTH.replace("RATE", rate)))
    finding(city, "growth-against-increase", "1.1-p1-s2", severity=severity)


def test_derived_figures_are_up_to_date_and_keep_apart_from_what_is_stated(kg):
    for name, text in kg.derived().items():
        assert (ROOT / "graph" / "derived" / name).read_text(encoding="utf-8") == text, f"run dgkg derive: {name}"
    mixed = kg.sparql(
        "PREFIX dgo: <https://w3id.org/dgkg/ontology#> SELECT ?x WHERE { ?x a dgo:DerivedFigure, dgo:Observation }"
    )
    assert len(mixed) == 0


def test_a_derived_figure_leads_to_its_inputs_and_carries_its_interval(kg):
    rows = kg.sparql("""
        PREFIX dgo: <https://w3id.org/dgkg/ontology#>
        PREFIX id: <https://w3id.org/dgkg/id/>
        PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT ?low ?high ?input WHERE {
          GRAPH <https://w3id.org/dgkg/rule/previous-level> {
            id:derived-previous-level-songshan-lake-software-revenue-2023
              dgo:computedLow ?low ; dgo:computedHigh ?high ; prov:wasDerivedFrom ?input } } ORDER BY ?input""")
    assert len(rows) == 2
    low, high = Decimal(str(rows[0].low)), Decimal(str(rows[0].high))
    assert low < Decimal(33230000000) / Decimal("1.883") < high
