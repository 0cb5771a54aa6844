"""Prefixed names: one table, and short forms that lead back to the same IRI."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgkg.namespaces import DGO, DGS, ID, PREFIXES, SOURCE, compact, expand
from dgkg.places import find_record
from dgkg.trig import parse

LOCAL = st.from_regex(r"[A-Za-z0-9_.\-/#%:~é中]{0,12}", fullmatch=True)


@given(st.sampled_from(sorted(PREFIXES.values())), LOCAL)
def test_a_short_form_leads_back_to_its_iri(namespace, local):
    iri = namespace + local
    assert str(expand(compact(iri))) == iri


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (ID.huawei, "id:huawei"),
        (SOURCE["dongguan-2023/2.1.2-p1-s4"], "s:2.1.2-p1-s4"),
        (DGS["digital-economy-2021/0105"], "nbs21:0105"),  # the longest namespace wins over dgs:
        (DGS.proposed, "dgs:proposed"),
        (ID["ends-with."], "<https://w3id.org/dgkg/id/ends-with.>"),  # PN_LOCAL may not end with a full stop
        (ID["a/b"], "<https://w3id.org/dgkg/id/a/b>"),
        (ID["松山湖"], "<https://w3id.org/dgkg/id/松山湖>"),
        (str(ID), "<https://w3id.org/dgkg/id/>"),
        ("http://example.org/x", "<http://example.org/x>"),
    ],
)
def test_the_short_form_of_an_iri_is_a_name_that_turtle_takes(iri, short):
    assert compact(str(iri)) == short


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("dgo:locatedIn", DGO.locatedIn),
        ("<https://w3id.org/dgkg/id/huawei>", ID.huawei),
        ("http://example.org/x", "http://example.org/x"),
    ],
)
def test_a_name_with_a_known_prefix_or_a_whole_iri_is_read(text, iri):
    assert str(expand(text)) == str(iri)


@pytest.mark.parametrize(
    "text",
    [
        "松山湖",
        "",
        "id:",
        "id",
        ":huawei",
        "nope:huawei",
        "id:a b",
        "id:a>",
        "http://a> <b",
        "http://a b",
        'http://a"',
        "<>",
    ],
)
def test_what_is_no_iri_gives_none_and_never_half_a_one(text):
    assert expand(text) is None


def test_no_two_prefixes_share_a_namespace():
    assert len(set(PREFIXES.values())) == len(PREFIXES)


def test_the_names_of_the_record_are_ascii():
    iris = {quad.subject.value for path in find_record().files() for quad in parse(path)}
    assert [iri for iri in iris if not iri.isascii()] == []
