"""A pytest plugin: a variable that a template of ours shows and nobody gave is an error, not an empty place.

`{% if thing %}` may still ask about what is not there, as Django means it to; `{{ thing }}`, `{% with %}`,
`{% include %}` and filters may not. Templates of packages are left in peace.
"""

import inspect
from pathlib import Path

import pytest
from django.template import Node, engines

OURS = Path(__file__).resolve().parents[1]


class UndefinedVariable(Exception):
    """A template of ours shows a variable that the page did not give it."""


class _Refusal(str):
    """Stands in for `string_if_invalid`: Django asks whether it contains "%s", then formats the variable into it."""

    def __contains__(self, part: object) -> bool:
        return True

    def __mod__(self, variable: object) -> str:
        origin = _template_being_rendered()
        if origin and origin.is_relative_to(OURS) and "site-packages" not in origin.parts:
            raise UndefinedVariable(f"{variable} is not defined in {origin.relative_to(OURS)}")
        return ""


def _template_being_rendered() -> Path | None:
    """The file of the innermost template: the one whose node is being rendered, whatever included it."""
    frame = inspect.currentframe()
    while frame := frame.f_back if frame else None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return Path(node.origin.name)
    return None


@pytest.fixture(autouse=True, scope="session")
def undefined_variables_are_errors():
    """Every engine refuses, for the whole run."""
    for engine in engines.all():
        if hasattr(engine, "engine"):
            engine.engine.string_if_invalid = _Refusal("%s")
