"""What those who log in see: the same care as for everybody else."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from tests.browser.looking import Looker, Seen, looker, looks_in
from tests.browser.pages import STAFF

LANGUAGES = ["fr", "de", "it"]


@pytest.fixture(scope="module")
def coordinator(browser: Any, example: str, stage: SimpleNamespace) -> Iterator[Looker]:
    with looker(browser, example, stage, LANGUAGES, stage.coordinator) as somebody:
        yield somebody


@pytest.fixture(scope="module", params=STAFF, ids=str)
def seen(request: Any, coordinator: Looker) -> Seen:
    """One page, seen from all sides."""
    return coordinator.look_at(request.param)


@pytest.mark.parametrize(("language", "width", "scheme"), looks_in(*LANGUAGES))
def test_no_barrier(seen: Seen, language: str, width: int, scheme: str) -> None:
    barriers = seen.barriers[language, width, scheme]
    assert not barriers, "\n".join(barriers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_the_smallest_screen(seen: Seen, language: str) -> None:
    assert seen.too_wide[language] == []


def test_it_asks_nobody_else_and_breaks_no_policy(seen: Seen) -> None:
    assert seen.faults == []
