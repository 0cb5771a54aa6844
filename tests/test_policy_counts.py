"""Policies for a field, found by a trace or kept by a build: the same hops in the same order, and as many left out."""

from __future__ import annotations

import sys

import pytest
from rdflib import URIRef

import dgkg
from dgkg.namespaces import DGO, ID
from dgkg.places import find_record
from dgkg.policy_reach import policies_for
from dgkg.store import EmbeddedStore, build
from dgkg.trace import trace
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
from synthetic import SHARED, shipped, write

TREE = """
PREFIX dgo: <https://w3id.org/dgkg/ontology#> PREFIX id: <https://w3id.org/dgkg/id/>
PREFIX s: <https://w3id.org/dgkg/source/made-r/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dgs: <https://w3id.org/dgkg/scheme/>
id:made-top skos:inScheme dgs:industry .
id:made-left skos:broader id:made-top ; skos:inScheme dgs:industry .
id:made-right skos:broader id:made-top ; skos:inScheme dgs:industry .
id:made-both skos:broader id:made-left , id:made-right ; skos:inScheme dgs:industry .
id:made-round skos:broader id:made-turn . id:made-turn skos:broader id:made-round .
id:made-chain dgo:chainOf id:made-right .
id:made-p1 a dgo:Plan . id:made-p2 a dgo:PolicyDocument . id:made-p3 a dgo:Plan . id:made-p4 a dgo:Plan .
id:made-p5 a dgo:Guide . id:made-p6 a dgo:Plan . id:made-measure a dgo:PolicyMeasure .
id:made-alone a dgo:Company . id:made-wide a dgo:Company . id:made-member a dgo:Company . id:made-turning a dgo:Company .
s:1-p1-s1 { id:made-p1 dgo:appliesTo id:made-top . id:made-p2 dgo:appliesTo id:made-left , id:made-right . }
s:1-p1-s2 { id:made-p3 dgo:appliesTo id:made-both ; dgo:realization dgs:issued . id:made-measure dgo:appliesTo id:made-left . }
s:1-p1-s3 { id:made-p4 dgo:appliesTo id:made-left . id:made-p5 dgo:appliesTo id:made-right , id:made-turn . }
s:1-p1-s4 { id:made-p6 dgo:appliesTo id:made-round . id:made-p3 dgo:appliesTo id:made-right . }
s:1-p2-s1 { id:made-wide dgo:activeIn id:made-left , id:made-right . id:made-alone dgo:activeIn id:made-both . }
s:1-p2-s2 { id:made-m dgo:member id:made-member ; dgo:memberOf id:made-chain ; dgo:role dgs:member . }
s:1-p2-s3 { id:made-member dgo:activeIn id:made-left . id:made-turning dgo:activeIn id:made-turn , id:made-nothing . }
"""


@pytest.fixture(params=[1, 2, 3, 50])
def most(request, monkeypatch):
    """As few policies of each field as make many fields wide, and as many as there are."""
    monkeypatch.setattr("dgkg.store.policy_counts.MOST_NEAREST", request.param)
    monkeypatch.setattr("dgkg.policy_reach.MOST_POLICIES", request.param)
    return request.param


def traces(kg, firms):
    """The rows of the trace of each firm, and how many policies it leaves out."""
    found = {firm: trace(kg.query, kg.words, firm) for firm in firms}
    return {firm: (one.cells("zh"), one.cells("en"), one.unlisted, one.hops) for firm, one in found.items()}


def reached(kg, *industries: URIRef):
    reach = policies_for(kg.query, industries)
    return reach.unlisted, {industry: [str(row) for row in rows] for industry, rows in reach.rows.items()}


def refuse_to_look(monkeypatch):
    """Nobody goes through all policies from here on."""
    monkeypatch.setattr("dgkg.policy_reach._found", lambda _query, asked: pytest.fail(f"all policies of {asked}"))


def firms_of(kg):
    return sorted(t for t, classes in kg.words.gazetteer.types.items() if DGO.Company in classes)


@pytest.mark.parametrize("most", [2, 50], indirect=True)
def test_a_trace_of_the_record_is_the_same_from_its_files_and_from_a_build(kg, tmp_path, monkeypatch, most):
    firms = firms_of(kg)[::3]
    before = traces(kg, firms)
    fields = sorted({iri for iri, classes in kg.words.gazetteer.types.items() if DGO.Industry in classes})
    pairs = [*zip(fields[::3], strict=True), *zip(fields[::9], fields[1::9], strict=False)]
    reach = [reached(kg, *pair) for pair in pairs]
    assert any(unlisted for unlisted, _ in reach) == (most < 4)
    build(tmp_path / "store", find_record())
    built = dgkg.load(tmp_path / "store")
    assert [reached(built, *pair) for pair in pairs] == reach
    refuse_to_look(monkeypatch)
    assert traces(built, firms) == before
    assert str(built["半导体及集成电路"]) == str(kg["半导体及集成电路"])
    policy = ID["policy-semiconductor-cluster"]
    assert (str(built[policy]), built.query("only-mentioned").table) == (
        str(kg[policy]),
        kg.query("only-mentioned").table,
    )
    built.close()


@pytest.mark.parametrize("most", [2, 50], indirect=True)
def test_a_trace_of_a_province_is_the_same_from_its_files_and_from_a_build(tmp_path, monkeypatch, most):
    graph = tmp_path / "province.nq"
    write(graph, firms=16 * len(SHARED))
    plain = dgkg.load(graph)
    firms = [ID[f"made-firm-{n:07}"] for n in range(0, 16 * len(SHARED), 19)]
    firms += [ID[f"made-firm-{n:07}"] for n in range(2, 16 * len(SHARED), 16)]
    before = traces(plain, firms)
    build(tmp_path / "store", None, [graph])
    built = dgkg.load(tmp_path / "store")
    refuse_to_look(monkeypatch)
    assert traces(built, firms) == before
    built.close()


@pytest.fixture
def crossed(tmp_path):
    """Fields with two above them, fields in a circle, and policies for several; from a file and from a build."""
    graph = tmp_path / "crossed.nq"
    made = EmbeddedStore.from_text(TREE).dump().decode()
    graph.write_text("\n".join([*shipped(), made]), encoding="utf-8")
    build(tmp_path / "store", None, [graph])
    built = dgkg.load(tmp_path / "store")
    yield dgkg.load(graph), built
    built.close()


@pytest.mark.parametrize(
    "industries",
    [
        ("made-left",), ("made-right",), ("made-both",), ("made-top",), ("made-turn",),
        ("made-left", "made-right"), ("made-right", "made-left"), ("made-turn", "made-nothing"), ("made-nothing",),
    ],
)  # fmt: skip
def test_policies_of_crossed_fields_are_the_same_either_way(most, crossed, industries):
    plain, built = crossed
    fields = [ID[name] for name in industries]
    assert reached(built, *fields) == reached(plain, *fields)


def test_what_is_kept_spares_looking_for_all_and_nothing_kept_finds_the_same(most, crossed, monkeypatch):
    plain, built = crossed
    together = [ID["made-left"], ID["made-right"]]
    told = reached(plain, *together)
    assert told[0] == {1: 4, 2: 2}.get(most, 0)
    # A store that counts fewer than are shown, or whose firms are in no such fields together, is asked for all.
    assert reached(built, *together, ID["made-both"]) == reached(plain, *together, ID["made-both"])
    refuse_to_look(monkeypatch)
    assert reached(built, *together) == told
    assert reached(built) == (0, {})


def test_more_policies_than_a_build_has_kept_are_looked_for(monkeypatch, crossed):
    plain, built = crossed
    fields = [ID["made-left"], ID["made-right"]]
    with monkeypatch.context() as narrower:
        narrower.setattr("dgkg.policy_reach.MOST_POLICIES", 2)
        assert reached(built, *fields) == reached(plain, *fields)
    with monkeypatch.context() as wider:
        wider.setattr("dgkg.policy_reach.MOST_POLICIES", 100)
        assert reached(built, *fields) == reached(plain, *fields)
