"""What the README and the help say is so: commands run, output is as printed, links lead somewhere."""

from __future__ import annotations

import re
import shlex
import shutil

import click
import pytest

from dgkg.cli import cli
from tests.conftest import ROOT
from tests.doors import dgkg

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
WANTED = [
    "find",
    "show",
    "query",
    "queries",
    "trace",
    "diagram",
    "stats",
    "ledger",
    "validate",
    "fmt",
    "export",
    "source",
    "demo",
    "doctor",
]


def spoken_commands():
    """Every ``dgkg …`` of the README: in blocks (after ``$`` or bare) and between backticks."""
    lines = [line.removeprefix("$ ") for _, block in BLOCKS for line in block.splitlines()]
    spans = re.findall(r"`(dgkg [^`]+)`", re.sub(r"^```.*?^```", "", README, flags=re.MULTILINE | re.DOTALL))
    found = [line.partition("  #")[0].strip() for line in lines if line.startswith("dgkg ")] + spans
    # An ellipsis stands for the reader's own words.
    commands = [command for command in dict.fromkeys(found) if "…" not in command]
    # What serves until it is stopped has tests of its own.
    return [command for command in commands if shlex.split(command)[1] not in {"explore", "serve"}]


def every_command(group=cli, path=()):
    """Each command and subcommand with its words."""
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))


COMMANDS = dict(every_command())


@pytest.mark.parametrize("name", WANTED)
def test_every_command_that_was_asked_for_is_in_the_help(name):
    assert re.search(rf"^  {name}  ", dgkg("--help").stdout, re.MULTILINE)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_help_in_both_languages(path):
    command = COMMANDS[path]
    first = command.help.splitlines()[0].replace("\b", "")
    assert re.search(r"[a-z]{3}", first)
    assert re.search(r"[一-龥]", first)
    told = dgkg(*path, "--help", lang=None)
    assert (told.exit_code, told.stderr) == (0, "")
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.name != "help":
            assert parameter.help, parameter.name


# What an example reads that another makes.
MADE = {
    "dongguan.nq": "dgkg export -o dongguan.nq",
    "province.nq": "dgkg export -o province.nq",
    "quads": "dgkg quads -o quads",
    "store": "dgkg build store",
}


def examples(command):
    """The lines of a command's help that begin with ``dgkg``."""
    lines = (line.strip() for line in (command.help or "").splitlines())
    return [line for line in lines if line.startswith("dgkg ")]


@pytest.mark.parametrize("path", [path for path, command in COMMANDS.items() if examples(command)], ids=" ".join)
def test_the_examples_in_the_help_stand_line_by_line_and_run(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shown = [line.strip() for line in dgkg(*path, "--help").stdout.splitlines()]
    (tmp_path / "my.rq").write_text(
        "#+ summary: {zh: 句, en: a}\nSELECT ?s { GRAPH ?s { ?a ?b ?c } } LIMIT 1", encoding="utf-8"
    )
    for line in examples(COMMANDS[path]):
        assert line in shown
        spoken = line.partition("   ")[0]
        # Another server, or somebody else's cities.
        if "http:" in spoken or "cities/" in spoken:
            continue
        for name, making in MADE.items():
            if name in spoken.split() and not (tmp_path / name).exists() and not spoken.startswith(making):
                assert dgkg(*making.split()[1:]).exit_code == 0
        ran = dgkg(*shlex.split(spoken)[1:])
        assert ran.exit_code == 0, line + ran.stderr


def test_the_readme_speaks_of_the_commands_that_matter_most():
    spoken = {shlex.split(command)[1] for command in spoken_commands()}
    assert {"find", "show", "query", "trace", "diagram", "source"} <= spoken


@pytest.mark.parametrize("command", spoken_commands())
def test_every_command_of_the_readme_runs(command, tmp_path, monkeypatch, request):
    monkeypatch.chdir(tmp_path)
    words = shlex.split(command)[1:]
    if "report.txt" in words or "ledger" in words:
        shutil.copy(request.getfixturevalue("report"), tmp_path / "report.txt")
        if "ledger" in words:
            assert dgkg("source", "attach", "report.txt").exit_code == 0
    ran = dgkg(*words, lang=None if "--lang" in words else "en")
    assert ran.exit_code == 0, ran.stderr


@pytest.mark.parametrize("block", [text for kind, text in BLOCKS if kind == "console"])
def test_output_in_the_readme_is_what_comes_out(block):
    command, _, printed = block.partition("\n")
    ran = dgkg(*shlex.split(command.removeprefix("$ "))[1:], lang=None)
    assert [line.rstrip() for line in ran.stdout.splitlines()] == [line.rstrip() for line in printed.splitlines()]


@pytest.mark.parametrize("block", [text for kind, text in BLOCKS if kind == "python"])
def test_python_in_the_readme_runs(block, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "README.md", "exec"), {})


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#:]+)\)", README))
def test_every_link_of_the_readme_leads_to_a_file(link):
    assert (ROOT / link).is_file()


def test_the_two_commands_of_the_readme_are_in_the_makefile():
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"demo", "test"} <= set(re.findall(r"^make (\w+)", README, re.MULTILINE)) <= targets


def test_the_readme_is_about_one_screen():
    """Images aside: some eighty lines are what a reader takes in before the first try."""
    assert len(README.splitlines()) <= 80
