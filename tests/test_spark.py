"""The same N-Quads from a Spark cluster of two workers as from one machine, byte for byte."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dgkg.batch import planned, write_quads
from tests.clusters import run_job, spark_cluster
from tests.rosters import big_roster, write_inputs


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A folder with a cluster in it, and its address."""
    folder = tmp_path_factory.mktemp("cluster")
    with spark_cluster(folder) as address:
        yield folder, address


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_cluster_writes_the_very_files_of_one_machine_and_both_workers_work(cluster, tmp_path):
    folder, address = cluster
    city, *tables = write_inputs(tmp_path, big_roster(30_000))
    write_quads(planned([city, *tables]), tmp_path / "one", parts=6)
    ran = run_job(folder, address, city, *tables, "--out", tmp_path / "cluster", "--parts", "6")
    assert ran.returncode == 3, ran.stderr[-3000:]
    assert re.search(r"600 rows or files were rejected, see \S+rejected\.csv", ran.stderr)
    assert "roster.csv, row 16: the source has no sentence “9.9”" in ran.stderr
    assert written(tmp_path / "one") == written(tmp_path / "cluster")
    for worker in ("worker-0", "worker-1"):
        told = "\n".join(path.read_text(errors="replace") for path in (folder / worker / "work").rglob("stderr"))
        assert "Finished task" in told


def test_a_mapping_that_cannot_be_meant_ends_in_a_sentence_and_writes_nothing(cluster, tmp_path):
    folder, address = cluster
    city, roster, _ = write_inputs(tmp_path)
    roster.write_text(roster.read_text(encoding="utf-8").replace("{place}", "{park}"), encoding="utf-8")
    ran = run_job(folder, address, city, roster, "--out", tmp_path / "quads")
    assert ran.returncode == 3
    assert "没有列 park" in ran.stderr
    assert "has no column park" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "quads").exists()


def test_the_cluster_ends_even_when_a_test_fails_in_it(tmp_path):
    addresses = []

    def fails():
        with spark_cluster(tmp_path, workers=0) as address:
            addresses.append(address)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    host, port = addresses[0].removeprefix("spark://").split(":")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)), timeout=5)


def test_one_machine_needs_neither_java_nor_pyspark(tmp_path):
    script = (
        "import sys; sys.modules['pyspark'] = None\n"
        "from dgkg.batch import planned, write_quads\nfrom dgkg.batch.spark import main\nfrom pathlib import Path\n"
        "write_quads(planned([]), Path(sys.argv[1]))\nsys.exit(main(['--out', sys.argv[1]]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "quads")], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2, ran.stderr
    assert "pip install 'dgkg[spark]'" in ran.stderr
    assert (tmp_path / "quads" / "part-00000.nq").is_file()
