"""The notebooks: each runs from top to bottom, and lies in the repository without outputs."""

from __future__ import annotations

import json
import re
import warnings
from importlib.util import find_spec

import pytest

from tests.conftest import ROOT
from tests.doors import missing

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
named = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def source(path):
    """The notebook's code cells, one text each."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


@pytest.fixture(scope="module")
def execute(tmp_path_factory):
    """Runs a notebook; gives it with its outputs, and the folder that it ran in. Once each."""
    for tool in ("nbclient", "nbformat", "ipykernel"):
        if not find_spec(tool):
            missing(tool)
    done = {}

    def run(path):
        if path not in done:
            folder = tmp_path_factory.mktemp("notebook")
            with warnings.catch_warnings():
                # Of the kernel's own machinery; what dgkg warns of shows in the outputs.
                warnings.simplefilter("ignore")
                import nbformat
                from nbclient import NotebookClient

                notebook = nbformat.read(path, as_version=4)
                client = NotebookClient(
                    notebook, kernel_name="python3", timeout=120, resources={"metadata": {"path": folder}}
                )
                done[path] = client.execute(), folder
        return done[path]

    return run


def test_there_is_a_first_walk():
    assert "01-first-walk" in [path.stem for path in NOTEBOOKS]


@named
def test_a_notebook_lies_in_the_repository_without_outputs(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)
        assert set(cell["metadata"]) <= {"tags"}
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"


@named
def test_a_notebook_runs_from_top_to_bottom_and_each_cell_shows_something(path, execute):
    cells = [cell for cell in execute(path)[0].cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        assert cell.outputs, cell.source
        told = [output for output in cell.outputs if output.output_type == "stream" and output.name == "stderr"]
        assert not told, told


@named
def test_a_notebook_writes_no_file_and_asks_no_network(path, execute):
    _, folder = execute(path)
    assert not list(folder.iterdir())
    assert not any(word in text for text in source(path) for word in ("!pip", "%pip", "requests", "urllib", "httpx"))


@named
def test_a_notebook_is_told_in_chinese_with_english_beside_it(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            assert any("一" <= character <= "龥" for character in text)
            assert any(character.isascii() and character.isalpha() for character in text)


def test_the_first_walk_shows_the_card_the_firms_the_trace_the_picture_and_the_plans(execute):
    (path,) = [path for path in NOTEBOOKS if path.stem == "01-first-walk"]
    shown = [
        "".join(output.get("text") or output.get("data", {}).get("text/html") or output["data"]["text/plain"])
        for cell in execute(path)[0].cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]

    def one_has(*words):
        return any(all(word in text for word in words) for text in shown)

    assert one_has("Songshan Lake", "功能区", "1.3-p2-s2"), "the card of a place"
    assert one_has("华为", "OPPO", "[1.3-p2-s2]", "[2.1.4-p2-s6]"), "firms of places, cited"
    assert one_has("利扬芯片", "链主", "2.1.2-p2-s2", "3000万元"), "the trace"
    assert one_has("<svg", "半导体", "</svg>"), "the picture, inline"
    assert one_has("建议", "已签约"), "what is only planned"
    assert one_has("二（一）2第2段第2句 [2.1.2-p2-s2]", "§2.1.2, para. 2, sentence 2 [2.1.2-p2-s2]"), "how to cite"


def shown(notebook):
    """What the cells show, one text an output."""
    return [
        "".join(output.get("text") or output.get("data", {}).get("text/html") or output["data"]["text/plain"])
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]


# What a reader of the report would look for in each story: words that stand together in one output.
TOLD = {
    "02-clusters-and-firms": [
        ("利扬芯片", "链主", "半导体产业链", "2.1.2-p2-s2"),
        ("<svg", "记忆存储", "华贝电子", "2.1.1-p1-s5"),
        ("<svg", "超3万家", "1454家", "只有下限"),
        ("OPPO", "三大手机", "建议（计划，非事实）"),
    ],
    "03-policies-to-firms": [
        ("东莞市公共数据分类分级管理办法（试行）", "已编制未印发", "2023-09"),
        ("<svg", "最高1000万元", "不表示它获得了该产业政策的资金"),
        ("特色产业园区", "最高1000万元", "1.1-p4-s3"),
        ("推断：仅因同属一产业", "气派科技"),
        ("<svg", "推断 inferred", "明言 stated"),
    ],
    "04-figures-and-audit": [
        ("近1.4万家", "上界 upper"),
        ("<svg", "96.0%", "无水平值"),
        ("311.98%", "矛盾 contradiction", "3.2.1-p1-s3"),
        ("<svg", "85.4 亿元", "176.5 亿元", "虚线是推算"),
        ("不能相加", "1200多亿元"),
    ],
}


@pytest.mark.parametrize("stem", TOLD)
def test_a_story_tells_what_the_report_says_and_marks_what_it_does_not(stem, execute):
    (path,) = [path for path in NOTEBOOKS if path.stem == stem]
    texts = shown(execute(path)[0])
    for words in TOLD[stem]:
        assert any(all(word in text for word in words) for text in texts), words


@pytest.mark.parametrize("stem", TOLD)
def test_a_story_asks_says_what_is_not_said_and_concludes(stem):
    (path,) = [path for path in NOTEBOOKS if path.stem == stem]
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    told = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    for wanted in ("**问题**", "报告没有说的 · What the report does not say", "结论 · Conclusion"):
        assert any(wanted in text for text in told), wanted
    (conclusion,) = [text for text in told if "结论 · Conclusion" in text]
    assert conclusion.count("。") == 2


@named
def test_a_notebook_carries_no_run_of_the_reports_own_words(path, attached):
    quotes = re.sub(r"\s|\*", "", "".join(attached.words.library.quotes.values()))
    names = {name.text for iri in attached.words.gazetteer.types for name in attached.words.gazetteer.names(iri)}
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for text in re.split(r"[^\w“”《》（）—]+", "".join("".join(cell["source"]) for cell in cells)):
        runs = {text[i : i + 12] for i in range(len(text) - 11)}
        for run in runs:
            assert run not in quotes or any(run in name for name in names), run
