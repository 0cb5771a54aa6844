"""What a server prepares after its first page, and what that first page waits for."""

from __future__ import annotations

import gc
import subprocess
import sys
import time

from dgkg.diagram import recipes
from dgkg.web.serving import _Warming
from dgkg.web.view import Explored


def test_the_first_page_waits_for_no_package_that_it_does_not_need():
    code = (
        "import sys, dgkg; from dgkg.web.door import Door, Wish; from dgkg.web.pages import PAGES\n"
        "from dgkg.web.view import Explored\n"
        "wish = Wish('/', (), (), '', 'text/html', '')\n"
        "answer = Door(Explored(dgkg.load()), 'zh').answer(wish, PAGES['/'])\n"
        "assert answer.status == 200\n"
        "print(sorted({'networkx', 'pandas', 'pypinyin', 'pyvis', 'dgkg.ask', 'dgkg.diagram.ego'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_every_recipe_is_found_under_its_own_name():
    assert {name: recipe.name for name, recipe in recipes().items()} == {name: name for name in recipes()}
    assert "trace" in recipes()


def test_collecting_begins_again_once_everything_is_there(kg):
    shared = Explored(kg)
    gc.disable()
    try:
        _Warming(None, shared, None)
        for _ in range(600):
            if gc.isenabled():
                break
            time.sleep(0.1)
        assert gc.isenabled()
    finally:
        gc.enable()
        gc.unfreeze()
    assert {"graphs", "members", "places"} <= set(vars(shared))
