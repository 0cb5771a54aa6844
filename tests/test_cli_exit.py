"""A command of its own ends at once, with all that was to be done at its end."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from dgkg.cli.exit import leave


def ran(code):
    """How a process of its own ended that ran this before it left."""
    told = subprocess.run(
        [sys.executable, "-c", "import sys\nfrom dgkg.cli.exit import leave\n" + textwrap.dedent(code)],
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    return told.returncode, told.stdout, told.stderr


@pytest.mark.parametrize(("code", "left"), [(None, 0), (0, 0), (1, 1), (3, 3)])
def test_the_exit_code_is_kept(code, left):
    assert ran(f"leave(SystemExit({code}))") == (left, "", "")


def test_what_is_registered_for_the_end_is_done_and_what_was_told_is_written():
    code = """
        import atexit, weakref
        class Thing: pass
        thing = Thing()
        atexit.register(lambda: print("registered", flush=True))
        weakref.finalize(thing, lambda: print("let go", flush=True))
        sys.stderr.write("a warning")
        leave(SystemExit(1))
    """
    assert ran(code) == (1, "let go\nregistered\n", "a warning")


def test_a_thread_at_work_is_waited_for():
    code = """
        import threading, time
        threading.Thread(target=lambda: (time.sleep(0.3), print("done", flush=True))).start()
        leave(SystemExit(2))
    """
    assert ran(code) == (2, "done\n", "")


def test_a_sentence_is_told_as_ever():
    assert ran("leave(SystemExit('wrong'))") == (1, "", "wrong\n")


def test_no_object_is_taken_apart():
    code = """
        class Heavy:
            def __del__(self): print("taken apart", flush=True)
        held = Heavy()
        leave(SystemExit(0))
    """
    assert ran(code) == (0, "", "")


def test_within_a_process_that_goes_on_the_end_is_only_raised():
    with pytest.raises(SystemExit) as raised:
        leave(SystemExit("wrong"))
    assert raised.value.code == "wrong"
