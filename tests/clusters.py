"""A Spark cluster for the tests: a master and two workers on loopback, each ended by its own process id."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

_STARTS_WITHIN = 120
_ENDS_WITHIN = 20
_MASTER = "org.apache.spark.deploy.master.Master"
_WORKER = "org.apache.spark.deploy.worker.Worker"


def home_of_spark() -> Path:
    """Where pyspark has Spark itself; without it, or without Java, the test is skipped with the reason."""
    if not shutil.which("java"):
        pytest.skip("needs Java, which is not installed (Debian: openjdk-17-jre-headless)")
    try:
        import pyspark
    except ImportError:
        pytest.skip("needs pyspark, which is not installed: pip install 'dgkg[spark]'")
    return Path(pyspark.__file__).parent


def environment(home: Path, folder: Path) -> dict[str, str]:
    """For everything of a cluster: this Python, the code that is tested, and loopback alone."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("SPARK_")},
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(folder / "local"),
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_NO_DAEMONIZE": "1",
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": os.pathsep.join(
            map(str, (Path(__file__).parent.parent / "src", *filter(None, [os.environ.get("PYTHONPATH")])))
        ),
    }


@contextmanager
def spark_cluster(folder: Path, workers: int = 2) -> Iterator[str]:
    """The address of a cluster with so many workers of one core; it ends with the block, whatever happens in it."""
    home = home_of_spark()
    with ExitStack() as running:
        start = [str(home / "bin" / "spark-class")]
        ports = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
        master = running.enter_context(_daemon([*start, _MASTER, *ports], home, folder / "master"))
        address = _told(master, folder / "master", r"Starting Spark master at (spark://\S+)")
        places = [folder / f"worker-{number}" for number in range(workers)]
        started = []
        for place in places:
            own = ["--cores", "1", "--memory", "1g", "--work-dir", str(place / "work"), address]
            started.append(running.enter_context(_daemon([*start, _WORKER, *ports, *own], home, place)))
        for worker, place in zip(started, places, strict=True):
            _told(worker, place, "Successfully registered with master")
        yield address


def run_job(folder: Path, address: str, *words: object) -> subprocess.CompletedProcess[str]:
    """``python -m dgkg.batch.spark`` on a cluster."""
    home = home_of_spark()
    own = {
        "PYSPARK_SUBMIT_ARGS": "--conf spark.driver.bindAddress=127.0.0.1 --conf spark.driver.host=127.0.0.1 "
        "--conf spark.ui.enabled=false --conf spark.executor.memory=512m --driver-memory 512m pyspark-shell"
    }
    return subprocess.run(
        [sys.executable, "-m", "dgkg.batch.spark", *map(str, words), "--master", address],
        env={**environment(home, folder), **own},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@contextmanager
def _daemon(words: Sequence[str], home: Path, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    folder.mkdir(parents=True)
    with (folder / "log").open("wb") as log:
        # spark-class becomes the JVM itself (exec), so this process id is the one to end.
        process = subprocess.Popen(
            words, env=environment(home, folder), stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(_ENDS_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _told(process: subprocess.Popen[bytes], folder: Path, pattern: str) -> str:
    """What the log says, once it says it."""
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(pattern, (folder / "log").read_text(errors="replace")):
            return found[found.re.groups]
        time.sleep(0.1)
    raise AssertionError((folder / "log").read_text(errors="replace")[-3000:])
