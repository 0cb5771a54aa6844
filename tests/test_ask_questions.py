"""The form of the questions by which ``dgkg ask`` is measured.

``tests/questions/README.md`` tells the form. A third of the questions is held out: what
fails here is named by its id, so that no test prints the words of a held-out question.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.conftest import SHARED

FOLDER = Path(__file__).parent / "questions"
OPEN, HELD_OUT, SECOND, *LATER = (
    FOLDER / f"ask{name}.jsonl"
    for name in (
        "", "-held-out", "-second", "-third", "-third-blind", "-fourth", "-fourth-blind", "-fifth", "-fifth-blind",
        "-sixth", "-sixth-blind", "-seventh", "-eighth", "-ninth",
    )
)  # fmt: skip
KEYS = ["id", "lang", "question", "kind", "status", "answer", "not", "sentences"]
SIMPLE = {"list", "count", "number", "growth", "rank", "date", "policy", "cap", "relation"}
KINDS = SIMPLE | {"multi-hop", "computed", "comparison", "status", "trap", "unanswerable"}
STATUSES = {"answered", "partial", "ambiguous", "not_in_source"}
RUN = 24


def read(*paths: Path) -> list[dict]:
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def flat(entries: Iterable[object]) -> Iterator[str]:
    for entry in entries:
        yield from flat(entry) if isinstance(entry, list) else [entry]


def squeeze(text: str) -> str:
    return re.sub(r"\s|(?<=\d),(?=\d)", "", unicodedata.normalize("NFKC", text)).lower()


FIRST = read(OPEN, HELD_OUT)
ALL = [*FIRST, *read(SECOND, *LATER)]


def ids(questions: Iterable[dict]) -> list[str]:
    return [question["id"] for question in questions]


def test_there_are_enough_questions_and_each_has_its_own_id_and_words():
    assert len(ALL) >= 240
    assert [i for i, n in Counter(ids(ALL)).items() if n > 1] == []
    words = Counter(squeeze(question["question"]) for question in ALL)
    assert ids(q for q in ALL if words[squeeze(q["question"])] > 1) == []


def test_every_question_keeps_the_form():
    assert ids(q for q in ALL if list(q) != KEYS) == []
    assert ids(q for q in ALL if q["lang"] not in {"zh", "en"}) == []
    assert ids(q for q in ALL if q["kind"] not in KINDS or q["status"] not in STATUSES) == []
    assert (
        ids(q for q in ALL if not all(text and text == text.strip() for text in flat([q["question"], q["answer"]])))
        == []
    )


def test_what_the_report_does_not_say_has_neither_answer_nor_sentence():
    assert ids(q for q in ALL if (q["kind"] == "unanswerable") != (q["status"] == "not_in_source")) == []
    assert ids(q for q in ALL if (q["kind"] == "unanswerable") != (not q["answer"])) == []
    assert ids(q for q in ALL if bool(q["answer"]) != bool(q["sentences"])) == []


def test_a_value_that_is_wanted_is_not_forbidden():
    clashes = (q for q in ALL for a in flat(q["answer"]) if any(squeeze(b) in squeeze(a) for b in q["not"]))
    assert ids(clashes) == []


def test_half_are_chinese_and_half_english_and_every_seventh_cannot_be_answered():
    languages = Counter(question["lang"] for question in FIRST)
    assert abs(languages["zh"] - languages["en"]) <= len(FIRST) / 20
    assert 0.15 <= sum(q["status"] == "not_in_source" for q in FIRST) / len(FIRST) <= 0.2


def test_a_third_of_every_kind_is_held_out():
    held, every = (Counter(q["kind"] for q in questions) for questions in (read(HELD_OUT), FIRST))
    assert abs(held.total() - every.total() / 3) <= 2
    assert [kind for kind in KINDS if abs(held[kind] - every[kind] / 3) > 1.5] == []


def test_every_sentence_to_be_cited_exists(kg):
    known = {passage.id for passage in kg.words.library.passages()}
    assert ids(q for q in ALL if not set(flat(q["sentences"])) <= known) == []


def test_every_name_in_a_list_is_a_name_of_the_graph(kg):
    names = "SELECT ?name WHERE { ?thing skos:prefLabel|skos:altLabel ?name }"
    known = {squeeze(str(row[0])) for row in kg.sparql(names).cells("en")}
    named = [q for q in FIRST if q["kind"] == "list"]
    assert len(named) > 30
    entries = ((q, [e] if isinstance(e, str) else e) for q in named for e in q["answer"])
    assert ids(q for q, entry in entries if not any(squeeze(name) in known for name in entry)) == []


def test_every_figure_wanted_in_chinese_stands_in_a_sentence_to_be_cited(attached):
    quotes = {p.id: squeeze(attached.words.library.cite(p.iri).quote) for p in attached.words.library.passages()}

    def stands(value: str, cited: list[str]) -> bool:
        return all(re.search(rf"(?<![\d.]){re.escape(n)}(?![\d.]*\d)", cited) for n in re.findall(r"\d[\d.]*", value))

    astray = []
    for q in (q for q in ALL if q["lang"] == "zh" and q["kind"] != "computed"):
        cited = " ".join(quotes[name] for name in flat(q["sentences"]))
        groups = ([entry] if isinstance(entry, str) else entry for entry in q["answer"])
        astray += [q for group in groups if not any(stands(squeeze(value), cited) for value in group)]
    assert ids(astray) == []


def test_no_question_repeats_a_competency_question():
    path = SHARED / "questions" / "competency.jsonl"
    if not path.is_file():
        pytest.skip("the competency questions are not part of the project: ../shared/questions/ is absent")
    given = {squeeze(question[lang]) for question in read(path) for lang in ("zh", "en")}
    assert ids(q for q in ALL if squeeze(q["question"]) in given) == []


def test_no_question_quotes_the_report(report):
    text = squeeze(report.read_text(encoding="utf-8"))

    def quotes(value: str) -> bool:
        words = squeeze(value)
        return any(words[i : i + RUN] in text for i in range(len(words) - RUN + 1))

    assert ids(q for q in ALL if any(quotes(value) for value in flat([q["question"], q["answer"], q["not"]]))) == []
