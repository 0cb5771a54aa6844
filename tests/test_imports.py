"""What is imported when, and by whom: a quick start, and floors that know only the floors below."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec

import pytest

import dgkg
from tests.conftest import ROOT
from tests.doors import missing

HEAVY = {"pandas", "networkx", "pyvis", "pyshacl"}
RUN = "import sys; sys.argv[1:] = {words!a}\nfrom dgkg.cli import main\ntry: main()\nexcept SystemExit: pass"


def loaded_by(program):
    """The top-level modules that a program loads, in a process of its own."""
    tell = "\nimport json, sys; print('\\n' + json.dumps(sorted(sys.modules)))"
    command = [sys.executable, "-X", "utf8", "-c", program + tell]
    ran = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    modules = json.loads(ran.stdout.splitlines()[-1])
    assert "dgkg" in modules
    return {name.partition(".")[0] for name in modules}


@pytest.mark.parametrize(
    ("program", "unneeded"),
    [
        ("import dgkg", {*HEAVY, "rdflib", "pyoxigraph", "click", "yaml", "jinja2", "pypinyin"}),
        ("import dgkg; dgkg.NotFoundError", {*HEAVY, "rdflib", "pyoxigraph"}),
        (RUN.format(words=["--help"]), {*HEAVY, "rdflib", "pyoxigraph", "jinja2", "pypinyin"}),
        (RUN.format(words=["find", "松山湖"]), {*HEAVY, "jinja2", "pypinyin", "xlsxwriter"}),
        (RUN.format(words=["show", "利扬芯片"]), {*HEAVY, "jinja2", "pypinyin", "xlsxwriter"}),
        (RUN.format(words=["query", "firms-in-place"]), {*HEAVY, "jinja2", "pypinyin", "xlsxwriter"}),
    ],
    ids=["import", "an error class", "--help", "find", "show", "query"],
)
def test_a_quick_start_loads_no_package_that_it_does_not_need(program, unneeded):
    assert not loaded_by(program) & unneeded


def test_the_question_of_what_is_loaded_would_notice():
    assert HEAVY & loaded_by("import dgkg; dgkg.load().network()") == {"networkx"}


@pytest.mark.parametrize("name", dgkg.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name):
    assert getattr(dgkg, name).__doc__
    assert getattr(dgkg, name).__name__ == name


def test_a_name_that_is_not_public_is_none():
    with pytest.raises(AttributeError):
        _ = dgkg.no_such_name


def test_floors_import_only_from_floors_below_and_each_package_has_its_owners():
    if not find_spec("importlinter"):
        missing("import-linter")
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"
    checked = subprocess.run([sys.executable, "-c", lint], cwd=ROOT, capture_output=True, check=False, encoding="utf-8")
    assert checked.returncode == 0, checked.stdout[-3000:]
    assert " 0 broken" in checked.stdout
    assert int(checked.stdout.rpartition("Contracts: ")[2].split()[0]) >= 2
