"""What was wrong with what a reader put into a form, told on the page of that form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dgkg.errors import AmbiguousNameError, DgkgError, NotFoundError
from dgkg.web.view import View

__all__ = ["Problem", "problem_of"]

CHOICES, BAD, NOT_FOUND = 300, 400, 404


@dataclass(frozen=True, slots=True)
class Problem:
    """The status of the answer, one sentence, and what could have been meant: address and words."""

    status: int
    message: str
    choices: Sequence[tuple[str | None, str]] = ()


def problem_of(view: View, error: DgkgError, again: Callable[[str, str], str | None]) -> Problem:
    """A problem with a form.

    Args:
        view: the reader's.
        error: what could not be done.
        again: the address of the same page with another value for the name that was wrong.
    """
    if isinstance(error, AmbiguousNameError):
        choices = [(again(error.name, iri), f"{label} ({iri})") for iri, label in error.choices]
        message = view.t(
            f"「{error.name}」可指多个事物，请选一个：", f"“{error.name}” can mean several things; choose one:"
        )
        return Problem(CHOICES, message, choices)
    if isinstance(error, NotFoundError) and error.nearest:
        name = error.name
        message = view.t(f"找不到「{name}」。是不是：", f"No thing is called “{name}”. Did you mean:")
        return Problem(NOT_FOUND, message, [(again(name, near), _named(view, near)) for near in error.nearest])
    if isinstance(error, NotFoundError):
        return Problem(NOT_FOUND, error.message(view.lang))
    return Problem(BAD, error.message(view.lang))


def _named(view: View, near: str) -> str:
    """A Chinese name in the reader's language, where it is the name of one thing."""
    try:
        return view.label(view.kg.words.gazetteer.lookup(near))
    except DgkgError:
        return near
