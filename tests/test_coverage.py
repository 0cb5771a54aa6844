"""What the graph covers of its source: nothing of the report is left open."""

from __future__ import annotations

import pytest

import dgkg
from dgkg.coverage import coverage
from dgkg.namespaces import ID
from tests.conftest import SMALL_REPORT, SMALL_STATEMENTS, write_small_city


@pytest.fixture(scope="module")
def shipped(attached):
    return coverage(attached)


def test_every_sentence_of_the_report_has_a_graph_or_a_reason(shipped):
    # 212 sentences and one footnote (model.md, §2).
    assert shipped.sentences == 213
    assert shipped.neither == ()
    assert shipped.with_graph + shipped.with_reason == 213


def test_nothing_is_open_unnamed_unsaid_or_broken(shipped):
    assert (shipped.open_numbers, shipped.violations) == (0, 0)
    assert shipped.unnamed == ()
    assert shipped.unsaid == ()


def test_the_table_has_each_count_in_both_languages(shipped):
    rows = dict(shipped.rows())
    assert rows["句子与脚注", "sentences and footnotes"] == 213
    assert rows["未入图的数字", "numbers open"] == 0
    assert rows["SHACL 违规", "SHACL violations"] == 0
    assert all(zh and en for zh, en in rows)


def test_without_a_copy_of_the_report_open_numbers_are_unknown_not_nought(kg):
    found = coverage(kg)
    assert found.open_numbers is None
    shown = dict(found.rows())["未入图的数字", "numbers open"]
    assert "附加原文" in shown
    assert "attach the source" in shown


@pytest.fixture
def poor_city(tmp_path):
    """A city of which one sentence is not read, one firm not named in English and one never spoken of."""
    statements = SMALL_STATEMENTS.partition("r:1.2-p1-s1")[0].replace('dgo:valueText "8%"', 'dgo:valueText "9%"')
    registry = """
      id:half a dgo:Company ; skos:prefLabel "半"@zh .
      id:quiet a dgo:Company ; skos:prefLabel "静"@zh , "Quiet"@en ."""
    return write_small_city(tmp_path / "city", registry, statements)


def test_what_is_missing_is_named(poor_city):
    kg = dgkg.load(poor_city)
    kg.attach(SMALL_REPORT.encode())
    found = coverage(kg)
    assert (found.sentences, found.with_graph, found.with_reason, found.neither) == (3, 2, 0, ("1.2-p1-s1",))
    assert found.unnamed == (ID.half,)
    assert {ID.quiet, ID.half, ID["binjiang-computing-port"]} <= set(found.unsaid)
    assert not {ID["jia-electronics"], ID.binjiang} & set(found.unsaid)
    assert found.open_numbers == 1
    assert found.violations == 1


def test_a_sentence_that_states_nothing_may_have_a_reason_instead(poor_city):
    (poor_city / "graph" / "binjiang-2024" / "ledger.csv").write_text(
        "passage,token,reason_zh,reason_en\n1.2-p1-s1,,只是口号,only a slogan\n", encoding="utf-8"
    )
    found = coverage(dgkg.load(poor_city))
    assert (found.with_graph, found.with_reason, found.neither) == (2, 1, ())


def test_a_field_counts_as_spoken_of_when_a_narrower_one_is(small_city):
    # 软件和信息技术服务业 is spoken of, so what it stands below is not orphaned.
    unsaid = set(coverage(small_city).unsaid)
    assert ID["software-it-services"] not in unsaid
    parents = small_city.sparql(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX id: <https://w3id.org/dgkg/id/>"
        "SELECT ?p { id:software-it-services skos:broader+ ?p }"
    ).column("p")
    assert parents
    assert not set(parents) & unsaid
    assert ID["semiconductors-and-ic"] in unsaid
