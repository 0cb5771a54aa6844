"""How answers are judged: the right one counts; the wrong, the contradictory and the uncited do not."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from unittest import mock

import pytest
from click.testing import CliRunner

from dgkg.ask import Answer
from dgkg.errors import DataError
from dgkg.evaluation import Case, Tally, evaluate, judge, read_cases
from dgkg.evaluation.command import main
from dgkg.evaluation.competency import Competency
from dgkg.evaluation.judge import holds
from dgkg.evaluation.run import read_texts
from tests.conftest import ROOT, SHARED

ROWS = """SELECT ?figure ?value ?text ?sentence WHERE { VALUES ?figure { id:obs-jia-output }
  GRAPH ?sentence { ?figure dgo:value ?value ; dgo:valueText ?text } }"""
NOTHING = "SELECT ?sentence WHERE { GRAPH ?sentence { id:jia-electronics dgo:value 1 } }"
OUTPUT = Case(
    "q-1", "zh", "甲电子产值多少", "number", "answered", (("12.5亿元", "CNY 1.25 bn"),), ("13亿元",), (("1.1-p1-s2",),)
)  # fmt: skip
UNSAID = Case("q-2", "en", "How many people work at Jia?", "unanswerable", "not_in_source", (), (), ())


@pytest.fixture
def answer(small_city):
    """What a stub answers: the right thing, unless told otherwise."""

    def made(text="甲电子产值：12.5亿元 [1.1-p1-s2]。", status="answered", rows=ROWS):
        solutions = small_city.sparql(rows)
        return Answer(status, text, solutions, tuple(solutions.citations()), rows, "")

    return made


def test_the_right_answer_counts(answer):
    outcome = judge(OUTPUT, answer(), 0.01)
    assert outcome.is_right
    assert (outcome.invented, outcome.bare) == ((), ())


def test_the_right_answer_counts_in_the_other_wording_and_with_any_status_but_a_refusal(answer):
    assert judge(OUTPUT, answer("Jia: output CNY 1.25 bn [1.1-p1-s2].", "ambiguous"), 0).is_right
    assert not judge(OUTPUT, answer(status="not_understood"), 0).is_right


def test_a_wrong_value_does_not_count_and_is_an_invented_figure(answer):
    outcome = judge(OUTPUT, answer("甲电子产值：99亿元 [1.1-p1-s2]。"), 0)
    assert not outcome.is_right
    assert outcome.missing == ("12.5亿元",)
    assert outcome.invented == ("99亿",)


def test_a_value_inside_a_longer_number_is_not_that_value(answer):
    assert judge(OUTPUT, answer("甲电子产值：112.5亿元 [1.1-p1-s2]。"), 0).missing == ("12.5亿元",)


def test_an_answer_that_also_says_the_contrary_does_not_count(answer):
    outcome = judge(OUTPUT, answer("产值：12.5亿元，或13亿元 [1.1-p1-s2]。"), 0)
    assert outcome.contradicted == ("13亿元",)
    assert not outcome.is_right


def test_an_answer_without_its_sentence_does_not_count(answer):
    outcome = judge(OUTPUT, replace(answer(), citations=()), 0)
    assert outcome.uncited == ("1.1-p1-s2",)
    assert not outcome.is_right
    assert outcome.bare == ("甲电子产值：12.5亿元 [1.1-p1-s2]。",)


def test_a_clause_without_a_mark_is_told_though_the_answer_counts(answer):
    outcome = judge(OUTPUT, answer("甲电子很好。产值：12.5亿元 [1.1-p1-s2]。"), 0)
    assert outcome.is_right
    assert outcome.bare == ("甲电子很好。",)


def test_what_the_report_does_not_say_is_met_by_saying_so_only(answer):
    assert judge(UNSAID, answer("The report does not state this.", "not_in_source", NOTHING), 0).is_right
    assert not judge(UNSAID, answer("Not understood.", "not_understood", NOTHING), 0).is_right
    assert not judge(UNSAID, answer(), 0).is_right
    assert judge(UNSAID, answer("Not stated; perhaps 300.", "not_in_source", NOTHING), 0).invented == ("300",)


@pytest.mark.parametrize(
    ("text", "value", "is_held"),
    [
        ("in 2057", "57", False),
        ("57.5%", "57", False),
        ("1.57", "57", False),
        ("57.", "57", True),
        ("2023 57 firms", "57", True),
        ("45,000 patents", "45000", True),
        ("５７家", "57家", True),
        ("CNY  55.53 BN", "cny 55.53 bn", True),
        ("see [1.2-p57-s2]", "57", False),
        ("anything", "", False),
    ],
)
def test_a_value_is_found_as_the_rules_say(text, value, is_held):
    assert holds(text, value) is is_held


def test_totals_are_by_kind_and_language_with_times(answer):
    said = {OUTPUT.question: answer(), UNSAID.question: answer()}
    tally = evaluate([OUTPUT, UNSAID, replace(OUTPUT, lang="en")], said.__getitem__)
    assert ["number", "zh", 1, 1, "100.0%"] in tally.rows()
    assert ["unanswerable", "en", 0, 1, "0.0%"] in tally.rows()
    assert tally.rows()[-1] == ["answerable", "zh+en", 2, 2, "100.0%"]
    lines = list(tally.lines())
    assert "unanswerable refused: 0/1 (0.0%)" in lines
    assert lines[-1].startswith("latency: p50 ")
    assert Tally([]).rows()[-1] == ["answerable", "zh+en", 0, 0, "–"]


def test_the_project_s_open_questions_are_read(kg):
    cases = read_cases(ROOT / "tests" / "questions" / "ask.jsonl", kg, {})
    assert len(cases) > 150
    assert {c.lang for c in cases} == {"zh", "en"}


def test_a_competency_question_is_asked_in_both_languages_with_names_and_figures_in_both(kg):
    row = {
        "id": "T-1", "zh": "问？", "en": "Asked?", "kind": "figure", "section": "",
        "answer": ["松山湖", "产值：555.3亿元", "确有其事"], "evidence_sentence_start": "这 一句",
    }  # fmt: skip
    zh, en = Competency(kg, {"1-p1-s1": "这一*句话", "1-p1-s2": "另一句"}).cases(row)
    assert (zh.question, en.question) == ("问？", "Asked?")
    assert "Songshan Lake" in en.values[0]
    assert {"55.53 bn", "555.3亿"} <= set(en.values[2])
    # 确有其事 is prose: the sentence alone says whether it was found.
    assert len(en.values) == 3
    assert en.sentences == (("1-p1-s1",),)


def test_the_given_competency_questions_are_read_with_their_sentences(kg):
    path = SHARED / "questions" / "competency.jsonl"
    if not path.is_file():
        pytest.skip("the competency questions are not part of the project: ../shared/questions/ is absent")
    cases = read_cases(path, kg, read_texts(SHARED / "report" / "sentences.jsonl"))
    assert len(cases) == 318
    assert sum(bool(c.sentences) for c in cases) > 0.9 * sum(c.is_answerable for c in cases)


@pytest.mark.parametrize(
    ("line", "said"), [("not json", "line 1"), ("[1]", "line 1"), ('{"id": "secret-words"}', "question 1 lacks")]
)
def test_a_file_that_is_no_questions_is_refused_by_line_without_its_words(tmp_path, small_city, line, said):
    path = tmp_path / "q.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_cases(path, small_city, {})
    assert said in caught.value.en
    assert "secret-words" not in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path, small_city):
    with pytest.raises(DataError, match="cannot be read"):
        read_cases(tmp_path / "none.jsonl", small_city, {})


class _Door:
    name = "dgkg-eval"

    def main(self, args, prog_name, **_extra):
        with mock.patch.object(sys, "argv", ["dgkg-eval", *args]):
            main()


def dgkg_eval(*words):
    """Run ``dgkg-eval`` in this process."""
    return CliRunner().invoke(_Door(), [str(w) for w in words])


@pytest.fixture
def held_out(tmp_path):
    """A made file of questions that nobody may read."""
    rows = [
        {"id": "ask-901", "lang": "zh", "question": "松山湖暗号有哪些", "kind": "list", "status": "answered",
         "answer": ["无此答案"], "not": [], "sentences": ["1.3-p2-s2"]},
    ]  # fmt: skip
    path = tmp_path / "made-held-out.jsonl"
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    return path


def test_of_held_out_questions_only_totals_are_told(held_out):
    result = dgkg_eval("--held-out", held_out)
    assert result.exit_code == 0, result.stderr
    assert "list" in result.stdout
    for secret in ("ask-901", "暗号", "无此答案", "1.3-p2-s2"):
        assert secret not in result.stdout + result.stderr


@pytest.mark.parametrize("options", [["--held-out", "--failures"], ["--failures"]])
def test_failures_of_held_out_questions_are_not_told(held_out, options):
    result = dgkg_eval(*options, held_out)
    assert result.exit_code == 2
    assert "留出" in result.stderr
    assert "stay unread" in result.stderr
    assert not result.stdout


def test_failures_of_an_open_file_are_told(held_out):
    result = dgkg_eval("--failures", held_out.rename(held_out.with_name("open.jsonl")))
    assert result.exit_code == 0, result.stderr
    assert "ask-901 [list] 松山湖暗号有哪些" in result.stdout
    assert "无此答案" in result.stdout


def test_python_m_evaluates_too():
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "dgkg.evaluation", "--help"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert "dgkg-eval" in ran.stdout
