"""The 159 competency questions, each answered by a query of this folder over the shipped graph.

A question is a ``.rq`` file in ``tests/questions/``: its header names the given answers and
the words by which the solutions prove each (all of them in one row), and the sentences that
must be cited. ``uses`` runs a question of the library instead of a text of its own.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from tests.conftest import SHARED

FOLDER = Path(__file__).parent / "questions"
FILES = sorted(FOLDER.glob("*.rq"))
GIVEN = SHARED / "questions" / "competency.jsonl"


def head(path: Path) -> dict:
    lines = [
        line[2:].removeprefix(" ") for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#+")
    ]
    return yaml.safe_load("\n".join(lines))


def squeeze(value: object) -> str:
    return re.sub(r"[\s《》“”*,]", "", "" if value is None else str(value))


def is_key_of(key: str, answer: str) -> bool:
    """Whether a key names an answer; 「 … 」 in a key leaves words of the report out, which may not stand here."""
    return re.fullmatch(".*".join(map(re.escape, key.split(" … "))), answer) is not None


def solutions_of(kg, path: Path):
    header = head(path)
    if "uses" in header:
        name, *pairs = header["uses"] if isinstance(header["uses"], list) else [header["uses"]]
        return kg.query(name, **dict(pair.split("=", 1) for pair in pairs))
    return kg.sparql(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_graph_answers_the_question_with_the_right_sentences(kg, path):
    header, solutions = head(path), solutions_of(kg, path)
    assert header["id"] == path.stem
    if not header["answers"]:
        assert len(solutions) == 0, f"the report does not say, but the graph gave {solutions}"
        return
    rows = [squeeze(" | ".join(str(cell) for cell in row)) for row in solutions.cells("zh")]
    for answer, proof in header["answers"].items():
        wanted = [squeeze(word) for word in proof]
        assert any(all(word in row for word in wanted) for row in rows), f"{answer}: no row holds {proof}\n{solutions}"
    cited = {citation.passage.id for citation in solutions.citations()}
    assert set(header["sentences"]) <= cited, f"not cited: {set(header['sentences']) - cited}"
    if "only" in header:
        assert len(rows) <= header["only"], f"more than was asked for:\n{solutions}"


@pytest.fixture(scope="session")
def given() -> dict:
    if not GIVEN.is_file():
        pytest.skip("the competency questions are not part of the project: ../shared/questions/ is absent")
    return {q["id"]: q for q in map(json.loads, GIVEN.read_text(encoding="utf-8").splitlines())}


def test_every_question_given_has_its_query(given):
    assert set(given) == {path.stem for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_query_proves_just_the_answers_that_are_given(given, attached, path):
    header, question = head(path), given[path.stem]
    disputed = set(header.get("disputed") or {})
    keys = [*header["answers"], *disputed]
    unproved = [answer for answer in question["answer"] if not any(is_key_of(key, answer) for key in keys)]
    assert unproved == []
    assert len(keys) == len(question["answer"])
    evidence = squeeze(question["evidence_sentence_start"])
    if evidence and header["answers"]:
        quotes = {p.id: attached.words.library.cite(p.iri).quote for p in attached.words.library.passages()}
        texts = [squeeze(quotes[sentence]) for sentence in header["sentences"]]
        # The evidence may begin with a run-in heading, which is a passage of its own, or a heading's number.
        core = evidence[-6:]
        assert any(core in text or evidence in text for text in texts) or header.get("evidence"), evidence
