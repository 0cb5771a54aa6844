"""What is inexact stays so in what is worked out of it, whichever way it is put together."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import product
from types import SimpleNamespace

import pytest
from rdflib import URIRef

from dgkg.ask.sums.computed import Computed
from dgkg.ask.sums.hedge import hedge_of, hedged_words
from dgkg.figure import Figure
from dgkg.namespaces import DGO, DGS, DGU, RDF, UNIT

# What each operation makes of its operands.
OPERATIONS: dict[str, Callable[..., Decimal]] = {
    "+": lambda a, b: a + b,
    "−": lambda a, b: a - b,
    "÷": lambda a, b: a / b,
    "+−": lambda a, b, c: a + b - c,
    "+÷": lambda a, b, c: (a + b) / c,
    "−+": lambda a, b, c: a - b - c,
    "rest": lambda a: 100 - a,
    "fold": lambda a: 1 + a / 100,
    "grown": lambda a, b: a / (1 + b / 100),
    "increase": lambda a, b: a - a / (1 + b / 100),
    "part": lambda a, b: a * b / 100,
    "whole": lambda a, b: a / b * 100,
    "−÷": lambda a, b: (a - b) / a * 100,
    "÷−": lambda a, b: a / (b - a) * 100,
    "÷+": lambda a, b: a / (a + b) * 100,
    "others": lambda a, b: a / b * 100 - a,
    "left": lambda a, b: a * (100 - b) / 100,
}
NUMBERS = {"÷−": (20, 70), "+−": (70, 30, 20), "−+": (70, 30, 20)}
# What a figure that is printed so can be, as a part of its number.
CAN_BE = {
    None: (1,),
    DGS.moreThan: (Decimal("1.001"), Decimal("1.1"), Decimal("1.4")),
    DGS.atLeast: (1, Decimal("1.1"), Decimal("1.4")),
    DGS.lessThan: (Decimal("0.999"), Decimal("0.9"), Decimal("0.6")),
    DGS.atMost: (1, Decimal("0.9"), Decimal("0.6")),
    DGS.nearly: (Decimal("0.999"), Decimal("0.9")),
    DGS.about: (Decimal("0.95"), 1, Decimal("1.05")),
}


def figure(number, qualifier=None, unit=UNIT.NUM, text="", *, kind=DGO.Observation):
    exact = qualifier is None or qualifier == DGS.about
    value, nominal = (Decimal(number), None) if exact else (None, Decimal(number))
    read = Figure(URIRef("x"), text or str(number), unit, value, nominal=nominal, qualifier=qualifier)
    return SimpleNamespace(item=SimpleNamespace(figure=read, data={RDF.type: [kind]}, kind="figure"))


@pytest.mark.parametrize("sign", list(OPERATIONS))
def test_every_hedge_holds_for_all_that_the_operands_can_be(sign):
    make = OPERATIONS[sign]
    for qualifiers in product(CAN_BE, repeat=make.__code__.co_argcount):
        numbers = [Decimal(n) for n in NUMBERS.get(sign, (60, 20, 30))][: len(qualifiers)]
        told = make(*numbers)
        hedge = hedge_of(sign, [figure(n, q) for n, q in zip(numbers, qualifiers, strict=True)])
        can_be = [
            make(*(n * part for n, part in zip(numbers, parts, strict=True)))
            for parts in product(*(CAN_BE[q] for q in qualifiers))
        ]
        holds = {
            "": all(v == told for v in can_be),
            "over": all(v > told for v in can_be),
            "least": all(v >= told for v in can_be),
            "under": all(v < told for v in can_be),
            "most": all(v <= told for v in can_be),
        }.get(hedge, True)
        assert holds, (sign, qualifiers, hedge)
        if any(qualifiers):
            assert hedge, (sign, qualifiers)
        # What one side leaves open is told to be a bound, not just to be about so much.
        sides = {"about"} & set(hedge.split())
        if all(v > told for v in can_be) or all(v < told for v in can_be):
            assert not sides or sign in {"grown", "increase", "whole", "others"} or DGS.about in qualifiers


@pytest.mark.parametrize(
    ("sign", "qualifiers", "hedge"),
    [
        ("−", (None, DGS.nearly), "over"),
        ("−", (DGS.moreThan, None), "over"),
        ("−", (None, DGS.moreThan), "under"),
        ("−", (DGS.moreThan, DGS.moreThan), "about"),
        ("−", (DGS.moreThan, DGS.about), "over about"),
        ("−", (None, DGS.lessThan), "over"),
        ("+", (DGS.moreThan, None), "over"),
        ("+", (DGS.moreThan, DGS.nearly), "about"),
        ("+", (DGS.atLeast, None), "least"),
        ("÷", (None, DGS.moreThan), "under"),
        ("÷", (DGS.moreThan, None), "over"),
        ("÷", (DGS.nearly, DGS.moreThan), "under"),
        ("÷", (DGS.moreThan, DGS.moreThan), "about"),
        ("÷", (DGS.about, None), "about"),
        ("÷+", (DGS.moreThan, None), "over"),
        ("−÷", (DGS.moreThan, None), "over"),
        ("rest", (DGS.moreThan,), "under"),
        ("rest", (DGS.atLeast,), "most"),
        ("left", (DGS.moreThan, None), "over"),
        ("part", (None, DGS.about), "about"),
        ("whole", (DGS.moreThan, DGS.about), "over about"),
        ("+", (None, None), ""),
    ],
)
def test_a_hedge_has_the_direction_that_the_operation_gives_it(sign, qualifiers, hedge):
    assert hedge_of(sign, [figure(60, q) for q in qualifiers]) == hedge


def test_a_limit_is_exact():
    limits = [figure(n, DGS.atMost, kind=DGO.Cap) for n in (30, 10)]
    assert hedge_of("−", limits) == ""
    assert hedge_of("whole", limits) == ""


def test_a_bound_is_not_rounded_to_what_it_is_not():
    multiple = Computed(
        "÷", Decimal(1200) / 347, DGU.times, (figure(1200, DGS.moreThan, text="1200多"), figure(347)), is_of_parts=True
    )
    # 3.4582… is not known to be over 3.46.
    assert multiple.hedge == "over about"
    assert multiple.text("zh", lambda f: f.item.figure.text, "").endswith("= 至少约3.46倍")
    assert multiple.text("en", lambda f: f.item.figure.text, "").endswith("= at least about 3.46 times")


def test_every_hedge_has_words_in_both_languages():
    hedges = {
        hedge_of(sign, [figure(60, q) for q in qualifiers])
        for sign, make in OPERATIONS.items()
        for qualifiers in product(CAN_BE, repeat=make.__code__.co_argcount)
    }
    for hedge in hedges - {""}:
        assert hedged_words(hedge, "zh")
        assert hedged_words(hedge, "en").endswith(" ")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # Of a number in words, too: 近百亿.
        ("How much higher is Songshan Lake's revenue of 33.23 bn than Fenggang town's total output of nearly 10 bn?",
         "= over CNY 23.23 billion"),
        # 1200多 of 超500家 is below 2.6, and neither below nor above 2.4.
        ("平均每家人工智能企业营收多少？", "= 约2.4亿元"),
        ("What is AI revenue as a multiple of the revenue of AI software development?", "= at least about 3.46 times"),
        ("信创活动平均每场多少人？", "= 不足100人"),
    ],
)  # fmt: skip
def test_what_is_worked_out_says_how_exact_it_is(kg, question, told):
    assert told in kg.ask(question).text
