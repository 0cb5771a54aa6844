"""The sides of what a question puts together are found wherever they begin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgkg.ask.language import sides
from dgkg.ask.language.sides import _found_in

FORMS = [*(form for _, form in sides._FORMS), *sides._SUMS, *sides._LESS]
WORDS = (
    "松山湖的营收", "南城", "比", "和", "、", "占", "高出", "减去", "多少", "几", "合计", "的", "除以", "后",
    "revenue", " and ", " minus ", " of ", "how many ", "is ", " together", " versus ", ", by how much", "than ", "\n",
)  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=9).map("".join))
def test_a_form_is_found_where_it_would_be_looked_for_from_every_place(text):
    for form in FORMS:
        found, sought = _found_in(form, text), form.search(text)
        assert (found and (found.span(), found.groups())) == (sought and (sought.span(), sought.groups()))


@pytest.mark.parametrize("before", ["", "x\n"])
def test_most_forms_begin_with_anything(before):
    form = next(form for form in FORMS if form.pattern.startswith("(?P<a>.+"))
    assert _found_in(form, f"{before}松山湖比南城高多少")
