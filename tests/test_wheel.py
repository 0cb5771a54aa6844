"""The wheel: built, installed away from the checkout, and run there with the network off."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from dgkg.segmentation import segment
from tests.conftest import ROOT
from tests.doors import missing

pytestmark = pytest.mark.wheel


def run(command, **settings):
    """Run a command to its good end and give what it said."""
    ran = subprocess.run(list(map(str, command)), capture_output=True, check=False, encoding="utf-8", **settings)
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-4000:]
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout, built with what is installed: nothing is fetched."""
    for tool in ("hatchling", "build"):
        if not find_spec(tool):
            missing(tool)
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT])
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel, tmp_path_factory):
    """A fresh environment that holds this wheel, and borrows only its dependencies from ours."""
    place = tmp_path_factory.mktemp("elsewhere")
    run([sys.executable, "-m", "venv", "--without-pip", place / "venv"])
    python = place / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run([sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", "--quiet", wheel])
    # A folder added by a .pth file is searched last, and its own .pth files (our editable install) are not read.
    site = Path(run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip())
    borrowed = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    (site / "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
    return place, python


def offline(command):
    """The command without a network, where the system can do that; else behind a proxy that is not there."""
    for unshare in (["unshare", "-n"], ["unshare", "-rn"]):
        if (
            shutil.which("unshare")
            and subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode == 0
        ):
            return [*unshare, *command]
    return command


@pytest.fixture
def environment(tmp_path):
    """The environment of somebody who has no checkout and no network."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DGKG", "VIRTUAL"))}
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    return {**kept, **nowhere, "DGKG_HOME": str(tmp_path / "home"), "PYTHONUTF8": "1", "PYTHONSAFEPATH": "1"}


def test_the_wheel_holds_the_whole_record_and_nothing_that_is_not_its_own(wheel):
    with zipfile.ZipFile(wheel) as package:
        held = {name: package.getinfo(name).file_size for name in package.namelist()}
    for folder in ("ontology", "graph"):
        for file in (ROOT / folder).rglob("*"):
            if file.is_file():
                assert held.get(f"dgkg/{file.relative_to(ROOT).as_posix()}") == file.stat().st_size, file
    for file in (ROOT / "src" / "dgkg").rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            assert f"dgkg/{file.relative_to(ROOT / 'src' / 'dgkg').as_posix()}" in held
    assert {name.partition("/")[0].partition("-")[0] for name in held} == {"dgkg"}
    assert any(name.endswith("licenses/LICENSE") for name in held)
    assert any(name.endswith("licenses/LICENSE-DATA") for name in held)


def test_the_wheel_does_not_hold_the_sentences_of_the_report(wheel, report):
    pieces = [piece.text for piece in segment(report.read_text(encoding="utf-8")) if piece.kind == "sentence"]
    clauses = [clause for piece in pieces for clause in re.split(r"[，。；：]", piece) if len(clause) >= 24]
    assert len(clauses) > 50
    with zipfile.ZipFile(wheel) as package:
        text = "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    assert not [clause[:12] for clause in clauses if clause in text]


def test_the_demo_runs_from_the_wheel_with_the_network_off(elsewhere, environment, tmp_path):
    _, python = elsewhere
    command = python.with_name("dgkg.exe" if os.name == "nt" else "dgkg")
    told = run(offline([command, "--lang", "en", "demo"]), cwd=tmp_path, env=environment, timeout=300)
    assert "0 findings" in told.splitlines()[0]
    assert "Huawei" in told
    assert sorted(path.suffix for path in (tmp_path / "demo-output").iterdir()) == [".html", ".svg"]
    assert str(ROOT) not in told


def test_code_ontology_and_graph_all_come_from_the_wheel(elsewhere, environment, tmp_path):
    place, python = elsewhere
    ask = (
        "import dgkg, sys; kg = dgkg.load(); print(dgkg.__file__, kg.record.ontology, kg.record.graph, sep='\\n');"
        "print('\\n'.join(sorted(m.__file__ for n, m in sys.modules.items() if n.startswith('dgkg') and m.__file__)))"
    )
    paths = [Path(line) for line in run(offline([python, "-c", ask]), cwd=tmp_path, env=environment).splitlines()]
    assert len(paths) > 10
    assert all(path.resolve().is_relative_to(place.resolve()) for path in paths), paths
    examined = run(offline([python, "-m", "dgkg", "--lang", "en", "doctor"]), cwd=tmp_path, env=environment)
    assert str(place / "venv") in next(line for line in examined.splitlines() if line.startswith("graph "))


def test_the_installed_version_is_the_one_that_the_code_says(elsewhere, environment):
    import dgkg

    _, python = elsewhere
    command = python.with_name("dgkg.exe" if os.name == "nt" else "dgkg")
    assert run([command, "--version"], env=environment).split()[-1] == dgkg.__version__
    ask = "from importlib.metadata import distribution as d; print(d('dgkg').version, d('dgkg')._path)"
    version, path = run([python, "-c", ask], env=environment).strip().split(" ", 1)
    assert version == dgkg.__version__
    assert Path(path).is_relative_to(elsewhere[0])
