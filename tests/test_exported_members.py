"""What the package and its modules say they give, they give, and with a word on each."""

from __future__ import annotations

import ast
import importlib
import inspect
from pathlib import Path

import pytest

import dgkg

PACKAGE = Path(dgkg.__file__).parent
MODULES = sorted(
    ".".join(("dgkg", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
    if path.stem != "__main__"
)


def imports_within(module: str) -> set[tuple[str, str]]:
    """``(module, name)`` of every ``from dgkg… import …`` in a module."""
    source = importlib.import_module(module).__file__
    assert source is not None
    tree = ast.parse(Path(source).read_text(encoding="utf-8"))
    return {
        (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "dgkg"
        for alias in node.names
    }


@pytest.mark.parametrize("name", dgkg.__all__)
def test_the_package_gives_every_name_that_it_lists(name):
    member = getattr(dgkg, name)
    assert inspect.getdoc(member)
    assert member.__name__ == name


def test_the_package_gives_no_other_name():
    with pytest.raises(AttributeError, match="Nonsense"):
        _ = dgkg.Nonsense
    assert dgkg.__version__


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_what_it_lists_and_a_word_on_each(module):
    found = importlib.import_module(module)
    assert inspect.getdoc(found), "a module opens with what it is for"
    for name in found.__all__:
        member = getattr(found, name)
        if inspect.isclass(member) or inspect.isfunction(member):
            assert inspect.getdoc(member), name


@pytest.mark.parametrize("module", MODULES)
def test_a_module_uses_only_what_others_list(module):
    unlisted = {
        f"{owner}.{name}"
        for owner, name in imports_within(module)
        if name not in importlib.import_module(owner).__all__
        and not name.startswith("__")
        and f"{owner}.{name}" not in MODULES
    }
    assert unlisted == set()


@pytest.mark.parametrize("module", MODULES)
def test_no_name_is_listed_twice(module):
    listed = importlib.import_module(module).__all__
    assert len(listed) == len(set(listed))


def test_every_error_is_a_dgkg_error_and_the_package_gives_it():
    from dgkg import errors

    assert all(issubclass(getattr(errors, name), dgkg.DgkgError) for name in errors.__all__)
    assert set(errors.__all__) <= set(dgkg.__all__)
