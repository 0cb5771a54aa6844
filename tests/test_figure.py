"""Figures as printed in Chinese and converted in English; a bound is never shown as exact."""

from __future__ import annotations

from decimal import Decimal

import pytest
from rdflib import URIRef

from dgkg.figure import Figure, amount
from dgkg.namespaces import DGS, DGU, UNIT


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("46340000000", UNIT.CCY_CNY, "CNY 46.34 bn"),  # 463.4亿元 (model.md §4)
        ("1250000000", UNIT.CCY_CNY, "CNY 1.25 bn"),
        ("1000000000000", UNIT.CCY_CNY, "CNY 1 trn"),
        ("1143810000000", UNIT.CCY_CNY, "CNY 1.14381 trn"),
        ("10000000", UNIT.CCY_CNY, "CNY 10 m"),
        ("500000", UNIT.CCY_CNY, "CNY 500,000"),
        ("-46340000000", UNIT.CCY_CNY, "CNY -46.34 bn"),
        ("0", UNIT.CCY_CNY, "CNY 0"),
        ("1500000", UNIT.CCY_USD, "USD 1.5 m"),
        ("47.4", UNIT.PERCENT, "47.4%"),
        ("-0.5", UNIT.PERCENT, "-0.5%"),
        ("100", UNIT.PERCENT, "100%"),
        ("3.1", DGU.PERCENTAGE_POINT, "3.1 percentage points"),
        ("14000", UNIT.NUM, "14,000"),
        ("1E+4", UNIT.NUM, "10,000"),
        ("2", None, "2"),
    ],
)
def test_a_number_is_written_with_its_unit_as_english_text_does(number, unit, text):
    assert amount(Decimal(number), unit) == text


def test_a_unit_of_measure_is_written_by_its_symbol_and_a_count_has_none():
    assert amount(Decimal(6300), UNIT.PetaFLOPS, "PFLOPS") == "6,300 PFLOPS"
    assert amount(Decimal(30), UNIT.DAY, "d") == "30 d"
    assert amount(Decimal(846), UNIT.NUM, "家") == "846"


def figure(text, unit=UNIT.NUM, **known):
    return Figure(URIRef("http://example.org/x"), text, unit, **known)


@pytest.mark.parametrize(
    ("shown", "english"),
    [
        (figure("846家", value=Decimal(846)), "846"),
        (figure("约30%", UNIT.PERCENT, value=Decimal(30), qualifier=DGS.about), "about 30%"),
        (figure("超4.5万件", nominal=Decimal(45000), lower=Decimal(45000), qualifier=DGS.moreThan), "over 45,000"),
        (figure("2000家以上", nominal=Decimal(2000), lower=Decimal(2000), qualifier=DGS.atLeast), "at least 2,000"),
        (
            figure("近百亿元", UNIT.CCY_CNY, nominal=Decimal(10**10), upper=Decimal(10**10), qualifier=DGS.nearly),
            "nearly CNY 10 bn",
        ),
        (
            figure("最高1000万元", UNIT.CCY_CNY, nominal=Decimal(10**7), upper=Decimal(10**7), qualifier=DGS.atMost),
            "up to CNY 10 m",
        ),
        (figure("不足5家", nominal=Decimal(5), upper=Decimal(5), qualifier=DGS.lessThan), "less than 5"),
    ],
    ids=lambda value: value.text if isinstance(value, Figure) else None,
)
def test_a_figure_is_as_printed_in_chinese_and_says_its_hedge_in_english(shown, english):
    assert shown.display("zh") == shown.text
    assert shown.display("en") == english


@pytest.mark.parametrize(
    ("text", "value", "english"),
    [
        ("7.0%", "7", "7.0%"),  # the printed nought is a claim of precision
        ("增长8%", "8", "8%"),
        ("下降5.2%", "-5.2", "-5.2%"),
        ("311.98%", "311.98", "311.98%"),
        ("三成", "30", "30%"),
    ],
)
def test_a_percentage_keeps_its_printed_digits_and_its_sign(text, value, english):
    assert figure(text, UNIT.PERCENT, value=Decimal(value)).display("en") == english


def test_a_bound_without_a_number_is_quoted_and_not_made_up():
    vague = figure("双位数", UNIT.PERCENT, lower=Decimal(10))
    assert vague.value is None
    assert vague.display("en") == "“双位数” as printed"


def test_no_figure_of_the_graph_has_both_a_value_and_a_bound(kg):
    rows = kg.sparql("""
        PREFIX dgo: <https://w3id.org/dgkg/ontology#>
        SELECT ?figure ?sentence WHERE {
          GRAPH ?sentence { ?figure dgo:value ?value . ?figure dgo:lowerBound|dgo:upperBound ?bound }
        } ORDER BY ?figure""")
    assert [str(row.figure) for row in rows] == []
