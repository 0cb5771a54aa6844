"""Questions in two languages, and what may be said in answer."""

import json
import shutil

import pytest

import dgkg
from dgkg import Answer


@pytest.mark.parametrize(
    ("question", "value", "passage"),
    [
        ("2023年规上软件业营业收入是多少？", "463.4亿元", "1.2-p3-s2"),
        ("What was the revenue of above-scale software in Dongguan in 2023?", "CNY 46.34 bn", "1.2-p3-s2"),
        ("智能移动终端集群累计专利申请多少件", "超4.5万件", "2.1.1-p2-s4"),
    ],
)
def test_an_answer_gives_the_figure_and_its_sentence(kg, question, value, passage):
    answer = kg.ask(question)
    assert answer.status == "answered"
    assert value in answer.text
    assert passage in {c.passage.id for c in answer.citations}


def test_what_the_report_does_not_state_is_no_number(kg):
    answer = kg.ask("What was Dongguan's GDP in 2023?")
    assert answer.status == "not_in_source"


def test_an_answer_is_public_and_has_six_fields(kg):
    answer = kg.ask("松山湖有哪些企业？")
    assert isinstance(answer, Answer)
    assert dgkg.Answer is Answer
    assert set(json.loads(answer.to_json())) == {"status", "text", "solutions", "citations", "sparql", "reading"}


def test_the_query_of_an_answer_gives_its_rows_again(kg):
    answer = kg.ask("2023年规上软件业营业收入是多少？")
    assert len(answer.solutions) > 0
    assert list(kg.sparql(answer.sparql)) == list(answer.solutions)


@pytest.mark.parametrize(
    ("question", "value", "passages"),
    [
        ("How far is Nancheng's above-scale internet and software revenue behind Songshan Lake's?", "CNY 27.96 billion",
         {"1.3-p2-s4", "1.3-p3-s3"}),
        ("已建机架占设计机架的比例是多少？", "71.7%", {"3.2.2-p1-s2"}),
        ("松山湖规上软件互联网企业平均每家营收", "7.73亿元", {"1.3-p2-s4"}),
    ],
)  # fmt: skip
def test_what_is_computed_shows_its_figures_and_cites_them(kg, question, value, passages):
    answer = kg.ask(question)
    line = next(line for line in answer.text.splitlines() if "=" in line)
    assert value in line
    assert passages <= {c.passage.id for c in answer.citations}
    assert all(f"[{passage}]" in line for passage in passages)


def test_a_plan_is_never_answered_as_done(kg):
    answer = kg.ask("“东莞算力谷”建成了吗？")
    assert answer.text.startswith("没有")
    assert "建议" in answer.text


def test_a_name_of_two_things_is_ambiguous(kg):
    answer = kg.ask("天安数码城在哪个镇街")
    assert answer.status == "ambiguous"
    assert "凤岗" in answer.text
    assert "南城" in answer.text


def test_a_follow_up_takes_the_rest_from_the_question_before(kg):
    first = kg.ask("松山湖规上软件和互联网企业的营收是多少？")
    second = kg.ask("那南城呢？", context=first)
    assert "52.7亿元" in second.text
    assert "332.3亿元" not in second.text
    third = kg.ask("and in Songshan Lake?", context=second)
    assert "33.23 bn" in third.text


def test_beside_a_city_that_the_source_does_not_tell_of_an_answer_is_partial(kg):
    answer = kg.ask("东莞和惠州2023年电子信息制造业产值各是多少")
    assert answer.status == "partial"
    assert "9476亿元" in answer.text


def test_a_new_search_word_teaches_a_new_question(tmp_path):
    from tests.conftest import ROOT

    record = tmp_path / "record"
    shutil.copytree(ROOT / "graph", record / "graph")
    shutil.copytree(ROOT / "ontology", record / "ontology")
    indicators = record / "ontology" / "indicators.ttl"
    known = "id:indicator-telecom-business-volume a dgo:Indicator , skos:Concept ;"
    text = indicators.read_text(encoding="utf-8")
    assert known in text
    assert dgkg.load(record).ask("电波总盘子是多少").status != "answered"
    indicators.write_text(text.replace(known, f'{known}\n  skos:altLabel "电波总盘子"@zh ;'), encoding="utf-8")
    assert "197.5亿元" in dgkg.load(record).ask("电波总盘子是多少").text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        # About 211 less over 10: a bound above, and no exact number.
        ("2023年实施的新能源产业项目投资额与吉瓦森林项目投资额相差多少", "至多约201亿元"),
        ("人工智能软件开发和智能消费和设备制造营收合计多少", "= 1,199亿元"),
    ],
)
def test_what_is_computed_from_bounds_is_told_as_a_bound(kg, question, told):
    first = kg.ask(question).text.splitlines()[0]
    assert told in first
    assert first.startswith("推算")
