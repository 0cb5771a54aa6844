"""Whatever is typed, the answer is a status and a sentence: never a trace, never a query of the asker's making."""

import os
import re
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import dgkg
from dgkg.ask import STATUSES
from dgkg.errors import UsageError
from tests.conftest import SMALL_STATEMENTS, write_small_city

HOSTILE = [
    "",
    " \t\n",
    "。" * 50,
    "松" * 10_000,
    "growth " * 2_000,
    "SELECT * WHERE { ?s ?p ?o } LIMIT 10",
    '"} } ; DROP ALL ; SELECT * WHERE { GRAPH ?sentence { ?node ?relation "',
    "<script>alert(1)</script> 松山湖有哪些企业",
    "$(rm -rf /) ; `ls` | cat 松山湖",
    "\x00\x01\x1b[31m松山湖\u202e\ufeff",
    "Сколько предприятий в Дунгуане?",
    "كم عدد الشركات في دونغوان؟",
    "東莞のGDPは？",
    "🦄🦄🦄",
    "松山湖和深圳的软件业务收入各是多少？",
    "(((((((((((((((((((((",
    "https://w3id.org/dgkg/id/huawei> } } #",
    "\ud800 lone surrogate 松山湖",
]
MARK = re.compile(r"\[(\d[\d.]*-[a-z0-9-]+)\]")
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def is_sound(answer):
    cited = {c.passage.id for c in answer.citations}
    assert answer.status in STATUSES
    assert answer.text.strip()
    if answer.is_answer:
        assert set(MARK.findall(answer.text)) <= cited
        assert answer.citations
    else:
        assert not len(answer.solutions)


@pytest.mark.parametrize("question", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_question_gets_a_status_and_a_sentence(kg, question):
    answer = kg.ask(question)
    is_sound(answer)
    for part in ("DROP", "script", "rm -rf"):
        assert part not in answer.sparql


WORDS = st.sampled_from(
    [
        "松山湖",
        "南城",
        "华为",
        "东莞",
        "深圳",
        "半导体",
        "政策",
        "多少",
        "企业",
        "营收",
        "增长",
        "第几",
        "什么时候",
        "最高",
        "吗",
        "2023年",
        "2022年",
        "2030",
        "和",
        "的",
        "平均",
        "合计",
        "差",
        "Huawei",
        "revenue",
        "growth",
        "rank",
        "who",
        "which",
        "how",
        "many",
        "Nancheng",
        "semiconductor",
        "cap",
        "share",
        "of",
        "difference",
        "not",
        "built",
        "yet",
        "351%",
        "<b>",
        "}",
        "{",
        "?x",
        '"',
        "'",
        "\\",
        "\x00",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=14), st.sampled_from(["", " "]))
@example(["南城", "和", "深圳", "的", "营收", "差"], "")
def test_any_heap_of_words_gets_a_sound_answer(kg, words, between):
    is_sound(kg.ask(between.join(words)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_any_text_gets_a_sound_answer(kg, text):
    is_sound(kg.ask(text))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_clause_of_an_answer_carries_its_mark(kg, lang):
    questions = [
        "松山湖有哪些企业？",
        "数字贷最高额度是多少？",
        "How far is Nancheng's revenue behind Songshan Lake's?",
        "东莞算力谷建成了吗？",
    ]
    for question in questions:
        answer = kg.ask(question, lang)
        assert answer.is_answer
        for line in answer.text.splitlines():
            assert MARK.search(line), line


def test_a_refusal_gives_no_figure_of_its_own(kg):
    for question in ("What was Dongguan's GDP in 2023?", "拓斯达员工数", "佛山的软件业营收", "2024年南城规上软件营收"):
        answer = kg.ask(question)
        assert answer.status == "not_in_source"
        # The nearest passages are named by what they are about; their figures stay where they are.
        assert not [n for n in NUMBER.findall(MARK.sub("", answer.text)) if "." in n]


def test_a_question_with_nothing_in_common_with_what_is_stated_is_refused(tmp_path):
    wishes = "\n".join(
        f"r:1.2-p1-s1 {{ id:wish-{n} a dgo:Recommendation ; dgo:realization dgs:proposed ; "
        f"dgo:proposes id:binjiang-computing-port ; dgo:assertion '{n} 号建议'@zh , 'wish {n}'@en . }}"
        for n in range(76)
    )
    crowded = dgkg.load(write_small_city(tmp_path / "city", statements=SMALL_STATEMENTS + wishes))
    assert crowded.ask("what does sentence 2.1.2-p1-s4 state", "en").status == "not_in_source"
    for query in crowded.queries:
        for lang, questions in query.questions.items():
            for question in questions:
                is_sound(crowded.ask(question, lang))


def test_a_question_that_is_no_text_is_refused_in_words(small_city):
    with pytest.raises(UsageError, match="A question is a text"):
        small_city.ask(None)


def test_one_word_that_nobody_knows_is_not_understood(kg):
    assert kg.ask("asdfghjkl").status == "not_understood"
    assert kg.ask("帮我写一个快速排序").status == "not_in_source"


def test_an_answer_does_not_hang_on_the_seed_of_hashes():
    """Several numbers in a question are looked for in their order, and not in that of a set."""
    program = "import sys, dgkg; answer = dgkg.load().ask(sys.argv[1]); print(answer.text, answer.sparql)"
    told = [
        subprocess.run(
            [sys.executable, "-c", program, "2023年1—10月服务外包的四项金额中，哪一项增长最慢，增速多少？"],
            capture_output=True, check=True, timeout=120, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "3")
    ]  # fmt: skip
    assert told[0]
    assert told[0] == told[1]
